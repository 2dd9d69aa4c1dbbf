//! Reading rows value by value, and the elements of an array one by one.

use std::ops::ControlFlow;

use memchr::{memchr, memchr_iter};
use serde_json::value::RawValue;

use super::answer::{Alone, Content, error_in};
use super::values::rows_at;
use super::{Array, PATIENCE, Place, Reader, RowFailure, Sink, behind_blanks};
use crate::failure::Failure;

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
    /// Reads values, up to one that ends its line.
    pub(super) fn read_values(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
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
                    && match self.place {
                        Place::Found(_) => self.answers.are_rows(),
                        Place::Value => true,
                        Place::At(_) => false,
                    }
                    && ends_line(&self.pending[at..]);
            }
            self.start.line += memchr_iter(b'\n', &self.pending[..at]).count();
            self.start.offset += at;
            self.pending.consume(at);
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
        let start = self.pending.len() - behind_blanks(&self.pending[at..]).len();
        let Some(first) = self.pending.get(start) else {
            return match self.array {
                Array::Outside if start > at => Ok(Step::Read(start)),
                Array::Outside => Ok(Step::Short),
                _ if self.is_ended => Err(self.not_json(start, "EOF while parsing a list")),
                _ => Ok(Step::Short),
            };
        };
        let (next, is_sign) = match (self.array, first) {
            (Array::Outside, b'[') if matches!(self.place, Place::Found(_)) => (Array::Opened, true),
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
            if next == Array::Opened {
                self.answers.open_array();
            }
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
        let rest = behind_blanks(&self.pending[end..]);
        let is_alone = match (self.is_first && rest.is_empty(), self.is_ended) {
            (true, true) => Alone::Yes,
            (true, false) => Alone::NotYetKnown,
            (false, _) => Alone::No,
        };
        let rows = match self.rows_of(value, start, is_alone, sink)? {
            Content::Undecided => return Ok(Step::Short),
            Content::Row => None,
            Content::Rows(rows) => Some(rows),
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

    /// The rows of a value.
    fn rows_of<'t>(
        &self,
        value: &'t RawValue,
        start: usize,
        is_alone: Alone,
        sink: &mut impl Sink,
    ) -> Result<Content<'t>, Failure> {
        let name = self.input.name();
        let found = match self.place {
            Place::Value => return Ok(Content::Row),
            Place::At(_) if self.array != Array::Outside => return Ok(Content::Row),
            Place::At(path) => {
                let rows = rows_at(value, path).ok_or_else(|| {
                    let error = error_in(value).map(|error| format!("; this looks like an error answer: {error}"));
                    Failure::with_help(
                        format_args!("{}: no array at `{path}`{}", self.position(start), error.unwrap_or_default()),
                        "`--rows` names the array of rows in each value of the input",
                    )
                })?;
                return Ok(Content::Rows(rows));
            }
            Place::Found(sought) if self.array == Array::Outside => {
                self.answers.value(value, sought, is_alone, name, sink)
            }
            Place::Found(sought) => self.answers.element(value, sought, name, sink),
        };
        found.map_err(|error| {
            let place = if is_alone == Alone::Yes { name.to_owned() } else { self.position(start) };
            Failure::with_help(
                format_args!("{place}: this looks like an error answer: {error}"),
                "to take it for a row, add `--rows .`",
            )
        })
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
