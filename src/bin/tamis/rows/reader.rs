//! The state of reading one input. `line_reader`, `parallel`, `value_reader` and `recovery` add the ways of reading.

use std::collections::BTreeSet;

use tamis::rows::ValueScanner;

use super::answer::Answers;
use super::buffer::Buffer;
use super::lines::LineScanner;
use super::location::RowsAt;
use super::position::Position;
use super::skipped::Skipped;
use super::source::ByteSource;
use crate::encoding::{self, DetectedEncoding, Encoding};
use crate::failure::Failure;

/// A reader of the rows of one input.
pub(super) struct RowReader<'r> {
    pub(super) input: ByteSource,
    pub(super) scanner: &'r LineScanner,
    pub(super) threads: usize,
    pub(super) at: &'r RowsAt,
    /// The bytes that were read and not processed yet.
    pub(super) pending: Buffer,
    /// The position of the first pending byte.
    pub(super) start: Position,
    /// The state of scanning a value whose end is not pending yet.
    pub(super) value: Option<ValueScanner>,
    pub(super) array: ArrayState,
    pub(super) answers: Answers,
    /// `true` until a value was read.
    pub(super) is_first: bool,
    /// `true` once the end of the input is pending.
    pub(super) is_ended: bool,
    /// The count of skipped lines and rows, if unreadable ones are skipped.
    pub(super) skipped: Option<&'r mut Skipped>,
    /// The offsets of the brackets that were open where reading failed. A value that begins at one of them fails as
    /// well.
    pub(super) unclosed: BTreeSet<usize>,
}

/// The position of the reader relative to an array of rows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ArrayState {
    Outside,
    AfterOpeningBracket,
    AfterElement,
    AfterComma,
}

impl<'r> RowReader<'r> {
    /// Begins with an input. `is_only_input` is `true` if no other input is read.
    pub(super) fn new(
        input: ByteSource,
        is_only_input: bool,
        at: &'r RowsAt,
        scanner: &'r LineScanner,
        threads: usize,
        skipped: Option<&'r mut Skipped>,
    ) -> Self {
        Self {
            start: Position::new(&input),
            input,
            scanner,
            threads,
            at,
            pending: Buffer::default(),
            value: None,
            array: ArrayState::Outside,
            answers: Answers::new(is_only_input),
            is_first: true,
            is_ended: false,
            skipped,
            unclosed: BTreeSet::new(),
        }
    }

    /// Reads the beginning and consumes a byte order mark. An input in UTF-16 or UTF-32 is read and decoded as a whole.
    pub(super) fn open(&mut self) -> Result<(), Failure> {
        while self.pending.len() < Encoding::LONGEST_MARK && !self.is_ended {
            self.fill()?;
        }
        let DetectedEncoding { encoding, mark } = Encoding::detect(&self.pending);
        match encoding {
            Encoding::Utf8 => self.pending.consume(mark),
            Encoding::Utf16(_) | Encoding::Utf32(_) => {
                while !self.is_ended {
                    self.fill()?;
                }
                self.pending = encoding::decode(self.input.name(), self.pending.to_vec())?.into();
            }
        }
        Ok(())
    }

    /// Reads one more block into the pending bytes.
    pub(super) fn fill(&mut self) -> Result<(), Failure> {
        self.is_ended = self.input.read(&mut self.pending)?;
        Ok(())
    }
}
