//! Reading rows value by value, and the elements of an array one by one.
//!
//! The end of a value is found by a scanner that is resumed with each piece that is read, so a value that comes slowly
//! is gone through once, and it makes no difference where the pieces were cut.

use std::ops::ControlFlow;

use memchr::memchr;
use serde_json::value::RawValue;
use tamis::rows::RowError;
use tamis::rows::{ValueContext, ValueScanner};

use super::answer::{Alone, Content, error_in};
use super::values::{may_be_envelope, rows_at};
use super::{Array, Place, PlacedFailure, Reader, RowFailure, Sink, behind_blanks};
use crate::failure::Failure;

/// What became of an attempt to read on.
enum Step {
    /// Something was read, up to this place in `pending`, and more may be there.
    Read(usize),
    /// What is there is not enough.
    Short,
    /// No more rows are wanted.
    Enough,
    /// The value that begins at `start` in `pending` is no JSON. The offset of the error counts from `scanned`.
    Broken { start: usize, scanned: usize, error: RowError },
}

impl Reader<'_> {
    /// Reads values, up to one that ends its line.
    pub(super) fn read_values(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        loop {
            let mut at = 0;
            let mut is_line_end = false;
            let mut broken = None;
            while !is_line_end && broken.is_none() {
                match self.step(at, sink)? {
                    Step::Read(end) => at = end,
                    Step::Short => break,
                    Step::Enough => return Ok(ControlFlow::Break(())),
                    Step::Broken { start, scanned, error } => (at, broken) = (start, Some((scanned, error))),
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
            let failure = broken.map(|(scanned, error)| {
                let before = |offset: usize| &self.pending[..self.pending.len().min(scanned + offset)];
                if self.skipped.is_some() {
                    let start = self.start.offset + at;
                    while self.unclosed.first().is_some_and(|bracket| *bracket < start) {
                        self.unclosed.pop_first();
                    }
                    self.unclosed.extend(open_brackets(&before(error.offset())[at..]).map(|bracket| start + bracket));
                }
                RowFailure::from(error).at(&self.start, before)
            });
            let flow = self.consume(at, sink);
            if let Some(failure) = failure {
                return self.pass_over(failure, sink);
            }
            if flow.is_break() || is_line_end || self.is_ended {
                return Ok(flow);
            }
            sink.idle()?;
            self.fill()?;
        }
    }

    /// Reads the next value, or sign of an array of rows, at `at` of what is pending.
    fn step(&mut self, at: usize, sink: &mut impl Sink) -> Result<Step, Failure> {
        let start = self.pending.len() - behind_blanks(&self.pending[at..]).len();
        if start > at {
            return Ok(Step::Read(start));
        }
        let (next, context) = match (self.array, self.pending.get(start)) {
            (Array::Outside, None) => return Ok(Step::Short),
            (_, None) if !self.is_ended => return Ok(Step::Short),
            (Array::Outside, Some(b'[')) if matches!(self.place, Place::Found(_)) => (Array::Opened, None),
            (Array::Outside, _) => (Array::Outside, Some(ValueContext::Document)),
            (Array::Opened | Array::Element, Some(b']')) => (Array::Outside, None),
            (Array::Element, Some(b',')) => (Array::Comma, None),
            // Neither is there: the scanner tells what is, once there is enough to tell.
            (Array::Element, _) => (Array::Element, Some(ValueContext::AfterElement)),
            (Array::Opened, _) => (Array::Element, Some(ValueContext::FirstElement)),
            (Array::Comma, _) => (Array::Element, Some(ValueContext::Element)),
        };
        let step = match context {
            Some(context) => self.value(start, context, sink)?,
            None if next == Array::Opened && self.skipped.is_some() => self.opening(start),
            None => Step::Read(start + 1),
        };
        if let Step::Read(_) = step {
            self.array = next;
            if next == Array::Opened {
                self.answers.open_array();
            }
            self.is_first = false;
        }
        Ok(step)
    }

    /// The bracket at `start`, where what cannot be read is passed over: that of an array only if a comma or the closing
    /// bracket follows a first value. Lines of a log may begin with `[2026-01-31 …]`.
    fn opening(&mut self, start: usize) -> Step {
        let text = &self.pending[start + 1..];
        let inner = behind_blanks(text);
        if inner.starts_with(b"]") {
            return Step::Read(start + 1);
        }
        let scanner = self.scanner.get_or_insert_with(|| ValueScanner::new(ValueContext::FirstElement));
        let end = match scanner.scan(text, self.is_ended) {
            Ok(None) => return Step::Short,
            Ok(Some(end)) => end,
            Err(error) => {
                self.scanner = None;
                return Step::Broken { start, scanned: start + 1, error };
            }
        };
        let rest = behind_blanks(&text[end..]);
        if rest.is_empty() && !self.is_ended {
            return Step::Short;
        }
        if matches!(rest.first(), Some(b',' | b']')) {
            self.scanner = None;
            return Step::Read(start + 1);
        }
        match ValueScanner::new(ValueContext::AfterElement).scan(rest, self.is_ended) {
            Err(error) => {
                self.scanner = None;
                Step::Broken { start, scanned: self.pending.len() - rest.len(), error }
            }
            Ok(_) => Step::Short,
        }
    }

    /// Reads the value at `start` of what is pending, and gives its rows.
    fn value(&mut self, start: usize, context: ValueContext, sink: &mut impl Sink) -> Result<Step, Failure> {
        let scanner = self.scanner.get_or_insert_with(|| ValueScanner::new(context));
        let scanned = scanner.scan(&self.pending[start..], self.is_ended);
        let end = match scanned {
            Ok(None) => return Ok(Step::Short),
            Ok(Some(length)) => start + length,
            Err(error) => {
                self.scanner = None;
                return Ok(Step::Broken { start, scanned: start, error });
            }
        };
        self.scanner = None;
        let text = &self.pending[start..end];
        let is_row = match self.place {
            Place::Value => true,
            Place::At(_) => self.array != Array::Outside,
            Place::Found(_) if self.array == Array::Outside => self.answers.are_rows() && !may_be_envelope(text),
            Place::Found(_) => self.answers.elements_are_rows(),
        };
        // What is not UTF-8 is refused as a row.
        let value = if is_row { None } else { serde_json::from_slice::<&RawValue>(text).ok() };
        let rest = behind_blanks(&self.pending[end..]);
        let is_alone = match (self.is_first && rest.is_empty(), self.is_ended) {
            (true, true) => Alone::Yes,
            (true, false) => Alone::NotYetKnown,
            (false, _) => Alone::No,
        };
        let content = value.map(|value| self.rows_of(value, start, is_alone, sink)).transpose()?;
        let rows = match content.unwrap_or(Content::Row) {
            Content::Undecided => return Ok(Step::Short),
            Content::Row => None,
            Content::Rows(rows) => Some(rows),
        };
        let rows = rows.map_or_else(|| vec![text], |rows| rows.into_iter().map(|row| row.get().as_bytes()).collect());
        for row in rows {
            let flow = match sink.row(row) {
                Ok(flow) => flow,
                Err(failure) => {
                    let row = row.as_ptr() as usize - self.pending.as_ptr() as usize;
                    let failure = failure.at(&self.start, |offset| &self.pending[..row + offset]);
                    super::pass_over_row(failure, self.skipped.as_deref_mut())?;
                    ControlFlow::Continue(())
                }
            };
            if flow.is_break() {
                return Ok(Step::Enough);
            }
        }
        Ok(Step::Read(end))
    }

    /// Passes over the lines at which nothing can be read, up to one at which a row may begin, if that is wanted.
    ///
    /// A row begins with a bracket, no further to the right than what is broken began: in a value of several lines, what
    /// is inside it begins further to the right, and must not be taken for rows of its own.
    fn pass_over(&mut self, failure: PlacedFailure, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        match (failure, self.skipped.as_deref_mut()) {
            (PlacedFailure::Row(failure), Some(skipped)) if self.array == Array::Outside => skipped.line(&failure),
            (PlacedFailure::Row(failure), None) if self.array == Array::Outside && self.start.line > 1 => {
                return Err(failure.or_else("`--skip-bad` skips the line"));
            }
            (failure, _) => return Err(failure.into_failure()),
        }
        let mut indent = self.start.column;
        loop {
            // The rest of the line goes.
            loop {
                let feed = memchr(b'\n', &self.pending);
                if self.consume(feed.map_or(self.pending.len(), |feed| feed + 1), sink).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                if feed.is_some() || self.is_ended {
                    break;
                }
                sink.idle()?;
                self.fill()?;
            }
            let start = loop {
                let start = self.pending.len() - behind_blanks(&self.pending).len();
                if start < self.pending.len() || self.is_ended {
                    break start;
                }
                sink.idle()?;
                self.fill()?;
            };
            if self.consume(start, sink).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            match self.pending.first() {
                None => return Ok(ControlFlow::Continue(())),
                Some(bracket @ (b'{' | b'[')) if self.start.column <= indent => {
                    if !self.is_unclosed(*bracket) {
                        return Ok(ControlFlow::Continue(()));
                    }
                    indent = self.start.column;
                }
                Some(_) => {}
            }
            if let Some(skipped) = self.skipped.as_deref_mut() {
                skipped.further_line();
            }
        }
    }

    /// Returns `true` if the value that begins here with `bracket` is known to be as broken as the one that it is in: where
    /// each line opens one more, reading every one to its end would take forever.
    fn is_unclosed(&self, bracket: u8) -> bool {
        let is_open = |at: usize| self.unclosed.contains(&(self.start.offset + at));
        // An array of rows is left to its elements once the first of them ends.
        let may_be_of_rows = bracket == b'[' && matches!(self.place, Place::Found(_));
        let first = self.pending.len() - behind_blanks(&self.pending[1..]).len();
        is_open(0) && (!may_be_of_rows || is_open(first))
    }

    /// Lets go of so many bytes.
    fn consume(&mut self, count: usize, sink: &mut impl Sink) -> ControlFlow<()> {
        self.start.advance(&self.pending[..count]);
        self.pending.consume(count);
        sink.passed(count)
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
                        format_args!(
                            "{}: no array at `{path}`{}",
                            self.start.place(&self.pending[..start]),
                            error.unwrap_or_default()
                        ),
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
            let place = if is_alone == Alone::Yes { name.to_owned() } else { self.start.place(&self.pending[..start]) };
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

/// Returns the places in `text`, the beginning of a value, of the brackets that it does not close.
fn open_brackets(text: &[u8]) -> impl Iterator<Item = usize> {
    let mut open = Vec::new();
    let (mut is_text, mut is_escaped) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_text,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => open.push(at),
            b'}' | b']' if !is_text => drop(open.pop()),
            _ => {}
        }
    }
    open.into_iter()
}
