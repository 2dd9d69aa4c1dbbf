//! Rows out of files and streams: JSON values one after another, each a row, an array of rows, or an API's envelope.
//!
//! Lines that are one row each are gone through in chunks, by several threads where they are a file's. What else there
//! is, is read value by value, and the elements of an array one by one, so that neither needs to fit memory. A value
//! that is not complete is tried again when there is more, but not more often than its growth pays for, so that reading
//! one large value from a slow pipe stays linear.

mod answer;
mod buffer;
mod each;
mod envelope;
mod input;
mod lines;
mod parallel;
mod stream;
mod values;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use memchr::memchr_iter;
use tamis::{Path, RowError};

use crate::columns::path;
use crate::failure::{Failure, tell};
use crate::files::expand;
use crate::row_warnings::RowWarning;
use answer::Answers;
use buffer::Buffer;
pub(crate) use each::{Each, read_files};
pub(crate) use envelope::Sought;
use input::Input;
pub(crate) use lines::Lines;
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
    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, Failure>;

    /// Whether it still wants every row, and not only those that match.
    fn wants_each(&self) -> bool;

    /// Takes a warning about what was read.
    fn warn(&mut self, warning: &RowWarning);

    /// All that could be read so far has been given; more may take a while.
    fn idle(&mut self) -> Result<(), Failure>;

    /// So many bytes have been gone through; breaks where that was all that is wanted.
    fn passed(&mut self, bytes: usize) -> ControlFlow<()>;
}

/// Why a row was not taken.
pub(crate) enum RowFailure {
    /// It is none.
    Row(RowError),
    Other(Failure),
}

impl From<Failure> for RowFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

/// Up to this much, a value that is not complete is tried again at each line break.
const PATIENCE: usize = 1 << 20;

/// Gives the rows of `files` to `sink`, until it wants no more; those of standard input where there are no files. Uses
/// `threads` threads where rows are lines of a file.
pub(crate) fn find_rows(
    files: &[String],
    place: &Place,
    lines: &Lines,
    threads: usize,
    sink: &mut impl Sink,
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
        if read_rows(input, is_only_input, place, lines, threads, sink)?.is_break() {
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
) -> Result<ControlFlow<()>, Failure> {
    let mut reader = Reader {
        input,
        lines,
        threads,
        place,
        pending: Buffer::default(),
        start: Position { line: 1, offset: 0 },
        array: Array::Outside,
        answers: Answers::new(is_only_input),
        is_first: true,
        is_ended: false,
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
    array: Array,
    answers: Answers,
    /// Whether no value was read yet.
    is_first: bool,
    is_ended: bool,
}

/// A place in the input: its line, from 1, and its offset in bytes.
struct Position {
    line: usize,
    offset: usize,
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
        while self.pending.len() < 3 && !self.is_ended {
            self.fill()?;
        }
        let name = self.input.name();
        match &*self.pending {
            [0x1F, 0x8B, ..] => Err(Failure::with_help(
                format_args!("{name} is compressed with gzip"),
                format_args!("unpack it first: `gunzip -c {name} | tamis …`"),
            )),
            [0xEF, 0xBB, 0xBF, ..] => {
                self.pending.consume(3);
                self.start.offset = 3;
                Ok(())
            }
            [0xFF, 0xFE, ..] => self.decode(u16::from_le_bytes),
            [0xFE, 0xFF, ..] => self.decode(u16::from_be_bytes),
            _ => Ok(()),
        }
    }

    /// Reads all of a UTF-16 text, behind its mark.
    fn decode(&mut self, unit: fn([u8; 2]) -> u16) -> Result<(), Failure> {
        while !self.is_ended {
            self.fill()?;
        }
        let units = self.pending[2..].chunks(2).map(|pair| match pair {
            [first, second] => unit([*first, *second]),
            // Half a code unit at the end: an unpaired surrogate, to be refused as one.
            _ => 0xD800,
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let name = self.input.name();
        let text = text.map_err(|_| Failure::usage(format_args!("{name} is not valid UTF-16")))?;
        self.pending = text.into_bytes().into();
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

    fn not_json(&self, at: usize, reason: &str) -> Failure {
        Failure::with_help(
            format_args!("{}: not JSON: {reason}", self.position(at)),
            "rows are JSON: one a line, in an array, or in an API's answer",
        )
    }

    fn position(&self, at: usize) -> String {
        let before = &self.pending[..at.min(self.pending.len())];
        let line = self.start.line + memchr_iter(b'\n', before).count();
        format!("{}, line {line}, byte {}", self.input.name(), self.start.offset + at)
    }
}

/// `text` without JSON's blanks at its beginning.
fn behind_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = text {
        text = rest;
    }
    text
}
