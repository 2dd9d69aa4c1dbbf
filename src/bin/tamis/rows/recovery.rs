//! Skipping unreadable text under `--skip-bad`: from a line that is not JSON to the next one at which a row may begin.

use std::ops::ControlFlow;

use memchr::memchr;

use super::json::trim_blanks;
use super::location::RowsAt;
use super::reader::{ArrayState, RowReader};
use super::sink::{LocatedFailure, RowSink};
use crate::failure::Failure;

impl RowReader<'_> {
    /// Skips to the next line at which a row may begin.
    ///
    /// A row begins with a bracket, at most as far to the right as the broken value. The parts of a value of several
    /// lines are further to the right, and must not be taken for rows.
    ///
    /// # Errors
    ///
    /// Returns `failure` if unreadable text is not to be skipped, or the reader is inside an array of rows.
    pub(super) fn skip_unreadable(
        &mut self,
        failure: LocatedFailure,
        sink: &mut impl RowSink,
    ) -> Result<ControlFlow<()>, Failure> {
        match (failure, self.skipped.as_deref_mut()) {
            (LocatedFailure::Row(failure), Some(skipped)) if self.array == ArrayState::Outside => {
                skipped.add_line(&failure)
            }
            (LocatedFailure::Row(failure), None) if self.array == ArrayState::Outside && self.start.line > 1 => {
                return Err(failure.or_else("`--skip-bad` skips the line"));
            }
            (failure, _) => return Err(failure.into_failure()),
        }
        let mut indent = self.start.column;
        loop {
            // Skips the rest of the line.
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
                let start = self.pending.len() - trim_blanks(&self.pending).len();
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
                skipped.add_further_line();
            }
        }
    }

    /// Returns `true` if the value that begins here with `bracket` is known to be unclosed, like the one around it. If
    /// every line opens one more bracket, scanning each to the end of the input would take quadratic time.
    fn is_unclosed(&self, bracket: u8) -> bool {
        let is_open = |at: usize| self.unclosed.contains(&(self.start.offset + at));
        // Rows in an array are read one by one, so the array is broken only if its first element is.
        let may_hold_rows = bracket == b'[' && matches!(self.at, RowsAt::Detected(_));
        let first = self.pending.len() - trim_blanks(&self.pending[1..]).len();
        is_open(0) && (!may_hold_rows || is_open(first))
    }

    /// Remembers the brackets that are open in `text`, the part of a broken value before its error, if unreadable text
    /// is skipped. The value begins at `at` in the pending bytes.
    pub(super) fn remember_open_brackets(&mut self, at: usize, error_at: usize) {
        if self.skipped.is_none() {
            return;
        }
        let start = self.start.offset + at;
        while self.unclosed.first().is_some_and(|bracket| *bracket < start) {
            self.unclosed.pop_first();
        }
        let text = &self.pending[at..self.pending.len().min(error_at)];
        self.unclosed.extend(open_brackets(text).map(|bracket| start + bracket));
    }
}

/// Returns the offsets in `text`, the beginning of a value, of the brackets that it does not close.
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
