//! Reading rows value by value, and the elements of an array one by one.
//!
//! A scanner finds the end of a value. It is resumed after each read, so every byte is scanned once, and the places
//! where reads cut the input make no difference.

use std::ops::ControlFlow;

use serde_json::value::RawValue;
use tamis::rows::RowError;
use tamis::rows::{ValueContext, ValueScanner};

use super::answer::{Alone, AnswerSource, Content, error_in};
use super::envelope::may_be_plainest;
use super::json::{array_at, trim_blanks};
use super::location::RowsAt;
use super::reader::{ArrayState, RowReader};
use super::sink::{RowFailure, RowSink};
use super::skipped::Skipped;
use crate::failure::Failure;

/// The outcome of one step of reading.
enum ReadStep {
    /// Something was read, up to this offset in the pending bytes; more may be pending.
    Read(usize),
    /// The pending bytes do not suffice.
    Short,
    /// The sink wants no more rows.
    Enough,
    /// The value that begins at `start` in the pending bytes is not JSON. The error's offset counts from `scanned`.
    Broken { start: usize, scanned: usize, error: RowError },
}

impl RowReader<'_> {
    /// Reads values. Stops after one that ends its line, if the following lines can be scanned as rows.
    pub(super) fn read_values(&mut self, sink: &mut impl RowSink) -> Result<ControlFlow<()>, Failure> {
        loop {
            let mut at = 0;
            let mut is_line_end = false;
            let mut broken = None;
            while !is_line_end && broken.is_none() {
                match self.step(at, sink)? {
                    ReadStep::Read(end) => at = end,
                    ReadStep::Short => break,
                    ReadStep::Enough => return Ok(ControlFlow::Break(())),
                    ReadStep::Broken { start, scanned, error } => (at, broken) = (start, Some((scanned, error))),
                }
                is_line_end = !sink.wants_every_row()
                    && self.array == ArrayState::Outside
                    && match self.at {
                        RowsAt::Detected(_) => self.answers.are_rows(),
                        RowsAt::EachValue => true,
                        RowsAt::Array(_) => false,
                    }
                    && ends_line(&self.pending[at..]);
            }
            let failure = broken.map(|(scanned, error)| {
                self.remember_open_brackets(at, scanned + error.offset());
                let text_to = |offset: usize| &self.pending[..self.pending.len().min(scanned + offset)];
                RowFailure::from(error).locate(&self.start, text_to)
            });
            let flow = self.consume(at, sink);
            if let Some(failure) = failure {
                return self.skip_unreadable(failure, sink);
            }
            if flow.is_break() || is_line_end || self.is_ended {
                return Ok(flow);
            }
            sink.idle()?;
            self.fill()?;
        }
    }

    /// Reads blanks, a value, or a bracket or comma of an array of rows, at offset `at` of the pending bytes.
    fn step(&mut self, at: usize, sink: &mut impl RowSink) -> Result<ReadStep, Failure> {
        let start = self.pending.len() - trim_blanks(&self.pending[at..]).len();
        if start > at {
            return Ok(ReadStep::Read(start));
        }
        let (next, context) = match (self.array, self.pending.get(start)) {
            (ArrayState::Outside, None) => return Ok(ReadStep::Short),
            (_, None) if !self.is_ended => return Ok(ReadStep::Short),
            (ArrayState::Outside, Some(b'[')) if matches!(self.at, RowsAt::Detected(_)) => {
                (ArrayState::AfterOpeningBracket, None)
            }
            (ArrayState::Outside, _) => (ArrayState::Outside, Some(ValueContext::Document)),
            (ArrayState::AfterOpeningBracket | ArrayState::AfterElement, Some(b']')) => (ArrayState::Outside, None),
            (ArrayState::AfterElement, Some(b',')) => (ArrayState::AfterComma, None),
            // Neither a comma nor a bracket: the scanner returns the error, once it has enough bytes.
            (ArrayState::AfterElement, _) => (ArrayState::AfterElement, Some(ValueContext::AfterElement)),
            (ArrayState::AfterOpeningBracket, _) => (ArrayState::AfterElement, Some(ValueContext::FirstElement)),
            (ArrayState::AfterComma, _) => (ArrayState::AfterElement, Some(ValueContext::Element)),
        };
        let step = match context {
            Some(context) => self.value(start, context, sink)?,
            None if next == ArrayState::AfterOpeningBracket && self.skipped.is_some() => self.opening_bracket(start),
            None => ReadStep::Read(start + 1),
        };
        if let ReadStep::Read(_) = step {
            self.array = next;
            if next == ArrayState::AfterOpeningBracket {
                self.answers.open_array();
            }
            self.is_first = false;
        }
        Ok(step)
    }

    /// Reads the opening bracket at `start` when unreadable text is skipped. It opens an array only if a comma or the
    /// closing bracket follows its first value: lines of a log may begin with `[2026-01-31 …]`.
    fn opening_bracket(&mut self, start: usize) -> ReadStep {
        let text = &self.pending[start + 1..];
        let inner = trim_blanks(text);
        if inner.starts_with(b"]") {
            return ReadStep::Read(start + 1);
        }
        let scanner = self.value.get_or_insert_with(|| ValueScanner::new(ValueContext::FirstElement));
        let end = match scanner.scan(text, self.is_ended) {
            Ok(None) => return ReadStep::Short,
            Ok(Some(end)) => end,
            Err(error) => {
                self.value = None;
                return ReadStep::Broken { start, scanned: start + 1, error };
            }
        };
        let rest = trim_blanks(&text[end..]);
        if rest.is_empty() && !self.is_ended {
            return ReadStep::Short;
        }
        if matches!(rest.first(), Some(b',' | b']')) {
            self.value = None;
            return ReadStep::Read(start + 1);
        }
        match ValueScanner::new(ValueContext::AfterElement).scan(rest, self.is_ended) {
            Err(error) => {
                self.value = None;
                ReadStep::Broken { start, scanned: self.pending.len() - rest.len(), error }
            }
            Ok(_) => ReadStep::Short,
        }
    }

    /// Reads the value at `start` of the pending bytes, and sends its rows to the sink.
    fn value(&mut self, start: usize, context: ValueContext, sink: &mut impl RowSink) -> Result<ReadStep, Failure> {
        let scanner = self.value.get_or_insert_with(|| ValueScanner::new(context));
        let scanned = scanner.scan(&self.pending[start..], self.is_ended);
        let end = match scanned {
            Ok(None) => return Ok(ReadStep::Short),
            Ok(Some(length)) => start + length,
            Err(error) => {
                self.value = None;
                return Ok(ReadStep::Broken { start, scanned: start, error });
            }
        };
        self.value = None;
        let text = &self.pending[start..end];
        let is_row = match self.at {
            RowsAt::EachValue => true,
            RowsAt::Array(_) => self.array != ArrayState::Outside,
            RowsAt::Detected(_) if self.array == ArrayState::Outside => {
                self.answers.are_rows() && !may_be_plainest(text)
            }
            RowsAt::Detected(_) => self.answers.elements_are_rows(),
        };
        // A value that is not UTF-8 goes to the sink as a row, which refuses it.
        let value = if is_row { None } else { serde_json::from_slice::<&RawValue>(text).ok() };
        let rest = trim_blanks(&self.pending[end..]);
        let is_alone = match (self.is_first && rest.is_empty(), self.is_ended) {
            (true, true) => Alone::Yes,
            (true, false) => Alone::NotYetKnown,
            (false, _) => Alone::No,
        };
        let content = value.map(|value| self.rows_of(value, start, is_alone, sink)).transpose()?;
        let rows = match content.unwrap_or(Content::Row) {
            Content::Undecided => return Ok(ReadStep::Short),
            Content::Row => None,
            Content::Rows(rows) => Some(rows),
        };
        let rows = rows.map_or_else(|| vec![text], |rows| rows.into_iter().map(|row| row.get().as_bytes()).collect());
        for row in rows {
            let flow = match sink.untested_row(row) {
                Ok(flow) => flow,
                Err(failure) => {
                    let row = row.as_ptr() as usize - self.pending.as_ptr() as usize;
                    let failure = failure.locate(&self.start, |offset| &self.pending[..row + offset]);
                    Skipped::add_row(self.skipped.as_deref_mut(), failure)?;
                    ControlFlow::Continue(())
                }
            };
            if flow.is_break() {
                return Ok(ReadStep::Enough);
            }
        }
        Ok(ReadStep::Read(end))
    }

    /// Consumes this many pending bytes.
    pub(super) fn consume(&mut self, count: usize, sink: &mut impl RowSink) -> ControlFlow<()> {
        self.start.advance(&self.pending[..count]);
        self.pending.consume(count);
        sink.processed(count)
    }

    /// Returns the content of a value.
    ///
    /// # Errors
    ///
    /// If the value has no array at the path of `--rows`, or is an error answer.
    fn rows_of<'t>(
        &self,
        value: &'t RawValue,
        start: usize,
        is_alone: Alone,
        sink: &mut impl RowSink,
    ) -> Result<Content<'t>, Failure> {
        let name = self.input.name();
        let found = match self.at {
            RowsAt::EachValue => return Ok(Content::Row),
            RowsAt::Array(_) if self.array != ArrayState::Outside => return Ok(Content::Row),
            RowsAt::Array(path) => {
                let rows = array_at(value, path).ok_or_else(|| {
                    let error = error_in(value).map(|error| format!("; this looks like an error answer: {error}"));
                    Failure::with_help(
                        format_args!(
                            "{}: no array at `{path}`{}",
                            self.start.describe_end(&self.pending[..start]),
                            error.unwrap_or_default()
                        ),
                        "`--rows` names the array of rows in each value of the input",
                    )
                })?;
                return Ok(Content::Rows(rows));
            }
            RowsAt::Detected(clues) if self.array == ArrayState::Outside => {
                self.answers.value(value, is_alone, AnswerSource { clues, name }, sink)
            }
            RowsAt::Detected(clues) => self.answers.element(value, AnswerSource { clues, name }, sink),
        };
        found.map_err(|error| {
            let place =
                if is_alone == Alone::Yes { name.to_owned() } else { self.start.describe_end(&self.pending[..start]) };
            Failure::with_help(
                format_args!("{place}: this looks like an error answer: {error}"),
                "to read it as a row, add `--rows .`",
            )
        })
    }
}

/// Returns `true` if only blanks precede the next line break.
fn ends_line(text: &[u8]) -> bool {
    text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
}
