//! Rows out of files and streams: JSON values one after another, each a row, an array of rows, or an API's envelope.
//!
//! Lines that are one row each are gone through in chunks, by several threads where they are a file's. What else there
//! is, is read value by value, and the elements of an array one by one, so that neither needs to fit memory.

mod answer;
mod buffer;
mod each;
mod envelope;
mod input;
mod lines;
mod parallel;
mod position;
mod skipped;
mod stream;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use tamis::Path;
use tamis::rows::ValueScanner;
use tamis::rows::{RowError, RowErrorKind};

use crate::columns::path;
use crate::failure::{Failure, tell};
use crate::files::{self, Encoding, expand};
use crate::legible::legible;
use crate::row_warnings::RowWarning;
use answer::Answers;
use buffer::Buffer;
pub(crate) use each::{Each, any_row, read_files};
pub(crate) use envelope::Sought;
use input::Input;
pub(crate) use lines::Lines;
use position::Position;
pub(crate) use skipped::Skipped;
pub(crate) use values::{members, names};

/// Where in each value of the input the rows are.
#[derive(Clone)]
pub(crate) enum Place {
    /// As the value shows, and what is asked for: in an array, in an envelope, or the value itself.
    Found(Sought),
    /// Each value is a row.
    Value,
    /// In the array at this path.
    At(Path),
}

impl Place {
    /// The place that `--rows` names, or any in which rows with what is `sought` are.
    pub(crate) fn given(rows: Option<&str>, sought: Sought) -> Result<Self, Failure> {
        match rows {
            None => Ok(Self::Found(sought)),
            Some(".") => Ok(Self::Value),
            Some(text) => path("--rows", text).map(Self::At),
        }
    }
}

/// What is done with the rows that match.
pub(crate) trait Sink {
    /// Takes a row, where it matches; breaks where no more are wanted.
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure>;

    /// Takes a row that matches.
    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure>;

    /// Whether it still wants every row, and not only those that match.
    fn wants_each(&self) -> bool;

    /// Takes lines that are rows. Those of them that match came before, as rows of their own.
    fn skim(&mut self, lines: &[u8]);

    /// Takes a warning about what was read.
    fn warn(&mut self, warning: &RowWarning);

    /// All that could be read so far has been given; more may take a while.
    fn idle(&mut self) -> Result<(), Failure>;

    /// So many bytes have been gone through; breaks where that was all that is wanted.
    fn passed(&mut self, bytes: usize) -> ControlFlow<()>;
}

/// Why a row was not taken.
pub(crate) enum RowFailure {
    /// It is none, or has a value that cannot be read: at this offset, with the cause and what to do about it.
    Row {
        offset: usize,
        cause: String,
        help: String,
    },
    /// The same of data that is no text, in which no rows can follow.
    Binary {
        offset: usize,
        cause: String,
        help: String,
    },
    Other(Failure),
}

impl From<Failure> for RowFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<RowError> for RowFailure {
    fn from(error: RowError) -> Self {
        let (offset, cause, help) = (error.offset(), error.to_string(), error.help().to_owned());
        match error.kind() {
            RowErrorKind::Binary { .. } => Self::Binary { offset, cause, help },
            _ => Self::Row { offset, cause, help },
        }
    }
}

/// Why a row was not taken, with its place.
pub(crate) enum PlacedFailure {
    Row(Failure),
    Other(Failure),
}

impl RowFailure {
    /// It in the input at `start`, of whose text up to an offset in the row `before` makes all that is before it.
    fn at<'t>(self, start: &Position, before: impl FnOnce(usize) -> &'t [u8]) -> PlacedFailure {
        let failure = |offset, cause, help: &str| {
            let message = format!("{}: {cause}", start.place(before(offset)));
            Failure::with_help(legible(&message), legible(&start.name_file(help)))
        };
        match self {
            Self::Other(failure) => PlacedFailure::Other(failure),
            Self::Row { offset, cause, help } => PlacedFailure::Row(failure(offset, cause, &help)),
            Self::Binary { offset, cause, help } => PlacedFailure::Other(failure(offset, cause, &help)),
        }
    }
}

impl PlacedFailure {
    fn into_failure(self) -> Failure {
        match self {
            Self::Row(failure) | Self::Other(failure) => failure,
        }
    }
}

/// Counts a row that cannot be read where such are passed over; fails where they are not.
fn pass_over_row(failure: PlacedFailure, skipped: Option<&mut Skipped>) -> Result<(), Failure> {
    match (failure, skipped) {
        (PlacedFailure::Row(failure), Some(skipped)) => {
            skipped.row(&failure);
            Ok(())
        }
        (failure, _) => Err(failure.into_failure()),
    }
}

/// From this much on, a line is read as a value, which needs not be whole at once.
const PATIENCE: usize = 1 << 20;

/// Gives the rows of `files` to `sink`, until it wants no more; those of standard input where there are no files. Uses
/// `threads` threads where rows are lines of a file. Passes over what cannot be read if there is something to count it.
pub(crate) fn find_rows(
    files: &[String],
    place: &Place,
    lines: &Lines,
    threads: usize,
    sink: &mut impl Sink,
    mut skipped: Option<&mut Skipped>,
) -> Result<(), Failure> {
    let stdin = ["-".to_owned()];
    let files = expand(if files.is_empty() { &stdin } else { files })?;
    let is_only_input = files.len() == 1;
    for file in files {
        let input = match file.as_str() {
            "-" => {
                if io::stdin().is_terminal() {
                    tell("reading rows from the terminal; Ctrl-D ends them");
                }
                Input::stdin()
            }
            file => Input::open(file)?,
        };
        if read_rows(input, is_only_input, place, lines, threads, sink, skipped.as_deref_mut())?.is_break() {
            break;
        }
    }
    Ok(())
}

fn read_rows(
    input: Input,
    is_only_input: bool,
    place: &Place,
    lines: &Lines,
    threads: usize,
    sink: &mut impl Sink,
    skipped: Option<&mut Skipped>,
) -> Result<ControlFlow<()>, Failure> {
    let mut reader = Reader {
        start: Position::new(&input),
        input,
        lines,
        threads,
        place,
        pending: Buffer::default(),
        scanner: None,
        array: Array::Outside,
        answers: Answers::new(is_only_input),
        is_first: true,
        is_ended: false,
        skipped,
        unclosed: BTreeSet::new(),
    };
    reader.open()?;
    let flow = reader.read(sink)?;
    if let Place::Found(sought) = place {
        reader.answers.finish(sought, flow.is_break(), reader.input.name(), sink);
    }
    Ok(flow)
}

struct Reader<'r> {
    input: Input,
    lines: &'r Lines,
    threads: usize,
    place: &'r Place,
    /// What was read and not yet given.
    pending: Buffer,
    /// Where that starts.
    start: Position,
    /// The state in a value that began and has not ended yet.
    scanner: Option<ValueScanner>,
    array: Array,
    answers: Answers,
    /// Whether no value was read yet.
    is_first: bool,
    is_ended: bool,
    /// What was passed over, where that is wanted.
    skipped: Option<&'r mut Skipped>,
    /// The offsets of the brackets that were open where reading failed: what begins at one of them fails as well.
    unclosed: BTreeSet<usize>,
}

/// Where in an array of rows the reader stands.
#[derive(Clone, Copy, PartialEq)]
enum Array {
    Outside,
    /// Behind its bracket.
    Opened,
    /// Behind an element.
    Element,
    /// Behind a comma.
    Comma,
}

impl Reader<'_> {
    /// Reads the beginning and what it says about the encoding.
    fn open(&mut self) -> Result<(), Failure> {
        while self.pending.len() < Encoding::LONGEST_MARK && !self.is_ended {
            self.fill()?;
        }
        match Encoding::of(&self.pending) {
            (Encoding::Utf8, mark) => self.pending.consume(mark),
            // All of it, at once.
            _ => {
                while !self.is_ended {
                    self.fill()?;
                }
                self.pending = files::decode(self.input.name(), self.pending.to_vec())?.into();
            }
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<(), Failure> {
        self.is_ended = self.input.read(&mut self.pending)?;
        Ok(())
    }

    fn read(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        // The first value tells what the others may be like.
        let mut flow = self.read_values(sink)?;
        while flow.is_continue() && !(self.is_ended && self.pending.is_empty()) {
            flow = self.read_lines(sink)?;
            if flow.is_continue() {
                flow = self.read_values(sink)?;
            }
        }
        Ok(flow)
    }
}

/// `text` without JSON's blanks at its beginning.
fn behind_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = text {
        text = rest;
    }
    text
}
