//! Rows out of files and streams: JSON values one after another, each a row, an array of rows, or an API's envelope.
//!
//! Lines that are one row each are gone through in chunks, by several threads where there are. What else there is, is read
//! value by value, and the elements of an array one by one, so that neither needs to fit memory. A value that is not
//! complete is tried again when there is more, but not more often than its growth pays for, so that reading one large value
//! from a slow pipe stays linear.

mod each;
mod input;
mod lines;
mod values;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use memchr::{memchr, memchr_iter, memrchr};
use serde_json::value::RawValue;
use tamis::{Path, RowError};

use crate::failure::{Failure, tell};
pub(crate) use each::{Each, read_files};
use input::Input;
pub(crate) use lines::Lines;
use lines::{Done, Workers};
use values::{rows_at, rows_in, rows_inside};

/// Where in each value of the input the rows are.
pub(crate) enum Place {
    /// As the value shows: in an array, in an envelope, or the value itself.
    Found,
    /// Each value is a row.
    Value,
    /// In the array at this path.
    At(Path),
}

impl Place {
    /// The place that `--rows` names.
    pub(crate) fn given(path: Option<&str>) -> Self {
        match path {
            None => Self::Found,
            Some(".") => Self::Value,
            Some(path) => Self::At(path.into()),
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
/// `threads` threads where rows are lines.
pub(crate) fn find_rows(
    files: &[String],
    place: &Place,
    lines: &Lines,
    threads: usize,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    let stdin = ["-".to_owned()];
    for file in if files.is_empty() { &stdin } else { files } {
        let input = match file.as_str() {
            "-" => {
                if io::stdin().is_terminal() {
                    tell("reading rows from the terminal; Ctrl-D ends them");
                }
                Input::stdin()
            }
            file => Input::open(file)?,
        };
        if read_rows(input, place, lines, threads, sink)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn read_rows(
    input: Input,
    place: &Place,
    lines: &Lines,
    threads: usize,
    sink: &mut impl Sink,
) -> Result<ControlFlow<()>, Failure> {
    let workers = (threads > 1).then(|| Workers::new(lines, threads));
    let input = if workers.is_some() { input.ahead() } else { input };
    let mut reader = Reader {
        input,
        lines,
        workers,
        place,
        pending: Vec::new(),
        line: 1,
        offset: 0,
        array: Array::Outside,
        is_first: true,
        is_ended: false,
    };
    reader.open()?;
    reader.read(sink)
}

struct Reader<'r> {
    input: Input,
    lines: &'r Lines,
    workers: Option<Workers>,
    place: &'r Place,
    /// What was read and not yet given.
    pending: Vec<u8>,
    /// Where `pending` starts: its line, from 1, and its offset in bytes.
    line: usize,
    offset: usize,
    array: Array,
    /// Whether no value was read yet.
    is_first: bool,
    is_ended: bool,
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

/// What became of an attempt to read on.
enum Step {
    /// Something was read, up to this place in `pending`, and more may be there.
    Read(usize),
    /// What is there is not enough.
    Short,
    /// No more rows are wanted.
    Enough,
}

impl Reader<'_> {
    /// Reads the beginning and what it says about the encoding.
    fn open(&mut self) -> Result<(), Failure> {
        while self.pending.len() < 3 && !self.is_ended {
            self.fill()?;
        }
        let name = self.input.name();
        match self.pending.as_slice() {
            [0x1F, 0x8B, ..] => Err(Failure::with_help(
                format_args!("{name} is compressed with gzip"),
                format_args!("unpack it first: `gunzip -c {name} | tamis …`"),
            )),
            [0xEF, 0xBB, 0xBF, ..] => {
                self.pending.drain(..3);
                self.offset = 3;
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
        self.pending = text.map_err(|_| Failure::usage(format_args!("{name} is not valid UTF-16")))?.into_bytes();
        Ok(())
    }

    fn fill(&mut self) -> Result<(), Failure> {
        let before = self.pending.len();
        self.input.read(&mut self.pending)?;
        self.is_ended = self.pending.len() == before;
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

    /// Reads lines, for as long as each is one row.
    fn read_lines(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        loop {
            // Whole lines are gone through; the beginning of another stays.
            let end = match memrchr(b'\n', &self.pending) {
                _ if self.is_ended => self.pending.len(),
                feed => feed.map_or(0, |feed| feed + 1),
            };
            if end > 0
                && let Some(flow) = self.find(end, sink)?
            {
                return Ok(flow);
            }
            if self.is_ended || self.pending.len() > PATIENCE {
                return Ok(self.settle(sink)?.unwrap_or(ControlFlow::Continue(())));
            }
            let before = self.pending.len();
            if !self.input.try_read(&mut self.pending)? {
                // It may take a while: all that was read comes first.
                if let Some(flow) = self.settle(sink)? {
                    return Ok(flow);
                }
                sink.idle()?;
                self.input.read(&mut self.pending)?;
            }
            self.is_ended = self.pending.len() == before;
        }
    }

    /// Goes through the lines up to `end` of what is pending, or has them gone through.
    fn find(&mut self, end: usize, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        let rest = self.pending[end..].to_vec();
        let mut chunk = std::mem::replace(&mut self.pending, rest);
        chunk.truncate(end);
        let done = match &mut self.workers {
            None => Done { found: self.lines.find(&chunk), chunk },
            Some(workers) => {
                let done = if workers.is_full() { workers.take() } else { None };
                workers.give(chunk);
                match done {
                    Some(done) => done,
                    None => return Ok(None),
                }
            }
        };
        self.pass(done, sink)
    }

    /// Waits for the chunks that are being worked on.
    fn settle(&mut self, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        while let Some(done) = self.workers.as_mut().and_then(Workers::take) {
            let flow = self.pass(done, sink)?;
            if flow.is_some() {
                return Ok(flow);
            }
        }
        Ok(None)
    }

    /// Gives the rows found in a chunk; tells what follows where that is not the next line.
    fn pass(&mut self, done: Done, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        let Done { mut chunk, found } = done;
        for row in found.rows {
            if sink.matching(&chunk[row])?.is_break() {
                return Ok(Some(ControlFlow::Break(())));
            }
        }
        self.line += found.breaks;
        self.offset += found.end;
        if sink.passed(found.end).is_break() {
            return Ok(Some(ControlFlow::Break(())));
        }
        if found.end == chunk.len() {
            // The chunk's memory serves again.
            chunk.clear();
            chunk.append(&mut self.pending);
            self.pending = chunk;
            return Ok(None);
        }
        // What stands behind is to be looked at again.
        chunk.drain(..found.end);
        while let Some(done) = self.workers.as_mut().and_then(Workers::take) {
            chunk.extend_from_slice(&done.chunk);
        }
        chunk.append(&mut self.pending);
        self.pending = chunk;
        Ok(Some(ControlFlow::Continue(())))
    }

    /// Reads values, up to one that ends its line.
    fn read_values(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        loop {
            let mut at = 0;
            let mut is_line_end = false;
            while !is_line_end {
                match self.step(at, sink)? {
                    Step::Read(end) => at = end,
                    Step::Short => break,
                    Step::Enough => return Ok(ControlFlow::Break(())),
                }
                is_line_end = !sink.wants_each()
                    && self.array == Array::Outside
                    && !matches!(self.place, Place::At(_))
                    && ends_line(&self.pending[at..]);
            }
            self.line += memchr_iter(b'\n', &self.pending[..at]).count();
            self.offset += at;
            self.pending.drain(..at);
            if sink.passed(at).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if is_line_end || self.is_ended {
                return Ok(ControlFlow::Continue(()));
            }
            let tried = self.pending.len();
            let mut is_worth_trying = false;
            while !is_worth_trying && !self.is_ended {
                let before = self.pending.len();
                sink.idle()?;
                self.fill()?;
                let length = self.pending.len();
                is_worth_trying =
                    length >= tried * 2 || (length < PATIENCE && memchr(b'\n', &self.pending[before..]).is_some());
            }
        }
    }

    /// Reads the next value, or sign of an array of rows, at `at` of what is pending.
    fn step(&mut self, at: usize, sink: &mut impl Sink) -> Result<Step, Failure> {
        let start = self.pending.len() - self.pending[at..].trim_ascii_start().len();
        let Some(first) = self.pending.get(start) else {
            return match self.array {
                Array::Outside if start > at => Ok(Step::Read(start)),
                Array::Outside => Ok(Step::Short),
                _ if self.is_ended => Err(self.not_json(start, "EOF while parsing a list")),
                _ => Ok(Step::Short),
            };
        };
        let (next, is_sign) = match (self.array, first) {
            (Array::Outside, b'[') if matches!(self.place, Place::Found) => (Array::Opened, true),
            (Array::Outside, _) => (Array::Outside, false),
            (Array::Opened | Array::Element, b']') => (Array::Outside, true),
            (Array::Element, b',') => (Array::Comma, true),
            (Array::Element, _) => return Err(self.not_json(start, "expected `,` or `]`")),
            (Array::Comma, b']') => return Err(self.not_json(start, "trailing comma")),
            (Array::Opened | Array::Comma, _) => (Array::Element, false),
        };
        let step = if is_sign { Step::Read(start + 1) } else { self.value(start, sink)? };
        if let Step::Read(_) = step {
            self.array = next;
            self.is_first = false;
        }
        Ok(step)
    }

    /// Reads the value at `start` of what is pending, and gives its rows.
    fn value(&self, start: usize, sink: &mut impl Sink) -> Result<Step, Failure> {
        let text = &self.pending[start..];
        let mut values = serde_json::Deserializer::from_slice(text).into_iter::<&RawValue>();
        let value = match values.next() {
            None => return Ok(Step::Short),
            Some(Err(error)) if error.is_eof() && !self.is_ended => return Ok(Step::Short),
            Some(Err(error)) => {
                let told = error.to_string();
                let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
                return Err(self.not_json(start + position(text, &error), reason));
            }
            Some(Ok(value)) => value,
        };
        let end = start + values.byte_offset();
        // A number that ends where the text does may go on.
        if end == self.pending.len() && !self.is_ended && !value.get().ends_with(['}', ']', '"']) {
            return Ok(Step::Short);
        }
        let rows = match self.place {
            _ if self.array != Array::Outside => None,
            Place::Value => None,
            Place::Found => {
                let rows = rows_in(value);
                if rows.is_none() && self.is_first {
                    self.tell_of_rows_inside(value);
                }
                rows
            }
            Place::At(path) => Some(rows_at(value, path).ok_or_else(|| {
                Failure::with_help(
                    format_args!("{}: no array at `{path}`", self.position(start)),
                    "`--rows` names the array of rows in each value of the input",
                )
            })?),
        };
        for row in rows.unwrap_or_else(|| vec![value]) {
            let row = row.get();
            let flow = sink.row(row.as_bytes()).map_err(|failure| match failure {
                RowFailure::Other(failure) => failure,
                RowFailure::Row(error) => {
                    let start = row.as_ptr() as usize - self.pending.as_ptr() as usize;
                    Failure::usage(format_args!("{}: {error}", self.position(start + error.offset())))
                }
            })?;
            if flow.is_break() {
                return Ok(Step::Enough);
            }
        }
        Ok(Step::Read(end))
    }

    /// The first value is taken for a row although it holds an array of objects, as an envelope does: it may be one.
    fn tell_of_rows_inside(&self, value: &RawValue) {
        if let Some(key) = rows_inside(value) {
            tell(format_args!("warning: {} is read as one row that holds an array `{key}`", self.input.name()));
            tell(format_args!("help: if the rows are in it, add `--rows {key}`; if not, `--rows .`"));
        }
    }

    fn not_json(&self, at: usize, reason: &str) -> Failure {
        Failure::usage(format_args!("{}: not JSON: {reason}", self.position(at)))
    }

    fn position(&self, at: usize) -> String {
        let before = &self.pending[..at.min(self.pending.len())];
        let line = self.line + memchr_iter(b'\n', before).count();
        format!("{}, line {line}, byte {}", self.input.name(), self.offset + at)
    }
}

/// Whether nothing but blanks stands before the next line.
fn ends_line(text: &[u8]) -> bool {
    text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
}

/// The offset in `text`, in bytes, that an error's line and column say.
fn position(text: &[u8], error: &serde_json::Error) -> usize {
    let before: usize =
        text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    before + error.column().saturating_sub(1)
}
