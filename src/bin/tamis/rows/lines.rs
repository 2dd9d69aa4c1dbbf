//! Rows that are lines: chunks of whole lines, each gone through at once.

use std::ops::{ControlFlow, Range};

use memchr::{memchr_iter, memrchr};
use tamis::Program;

use super::values::may_be_envelope;
use super::{PATIENCE, Reader, Sink, behind_blanks};
use crate::failure::Failure;

/// So many blocks are gone through before other threads help: for small files it is not worth starting them.
const ALONE: usize = 2;

/// How rows that are lines are gone through.
pub(crate) struct Lines {
    pub(crate) program: Program,
    /// Whether a line may hold several rows: in an array, or in an envelope.
    pub(crate) may_hold_rows: bool,
    /// Whether a line that shows at once that it cannot match is taken for a row unread.
    pub(crate) unchecked: bool,
}

/// What is found in a chunk.
#[derive(Default)]
pub(super) struct Found {
    /// The rows that match.
    pub(super) rows: Vec<Range<usize>>,
    /// How far the lines are rows; behind that one has to look closer.
    pub(super) end: usize,
    /// How many line breaks there are up to there.
    pub(super) breaks: usize,
}

impl Lines {
    /// Goes through `chunk`, whose last line is whole, up to the first line that is not one row.
    pub(super) fn find(&self, chunk: &[u8]) -> Found {
        let mut found = Found::default();
        let ends = memchr_iter(b'\n', chunk).map(|at| (at, 1));
        let last = (!chunk.ends_with(b"\n")).then_some((chunk.len(), 0));
        for (end, breaks) in ends.chain(last) {
            let line = &chunk[found.end..end];
            if !self.is_row(line, &mut found.rows, found.end) {
                break;
            }
            found.end = end + breaks;
            found.breaks += breaks;
        }
        found
    }

    /// Whether a line is one row, or empty; adds it to `rows` where it matches.
    fn is_row(&self, line: &[u8], rows: &mut Vec<Range<usize>>, start: usize) -> bool {
        let mut text = behind_blanks(line);
        let offset = start + (line.len() - text.len());
        while let [rest @ .., b' ' | b'\t' | b'\r'] = text {
            text = rest;
        }
        if text.is_empty() {
            return true;
        }
        if self.may_hold_rows && (text.starts_with(b"[") || may_be_envelope(text)) {
            return false;
        }
        if self.unchecked && text.starts_with(b"{") && text.ends_with(b"}") && self.program.rules_out(text) {
            return true;
        }
        match self.program.matches_bytes(text) {
            Ok(true) => rows.push(offset..offset + text.len()),
            Ok(false) => {}
            Err(_) => return false,
        }
        true
    }
}

impl Reader<'_> {
    /// Reads lines, for as long as each is one row.
    pub(super) fn read_lines(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        let mut blocks = 0;
        loop {
            // Whole lines are gone through; the beginning of another stays.
            let end = match memrchr(b'\n', &self.pending) {
                _ if self.is_ended => self.pending.len(),
                feed => feed.map_or(0, |feed| feed + 1),
            };
            let found = self.lines.find(&self.pending[..end]);
            let flow = self.start.pass(&self.pending, &found, sink, self.skipped.as_deref_mut())?;
            self.pending.consume(found.end);
            if flow.is_break() || found.end < end || self.is_ended || self.pending.len() > PATIENCE {
                return Ok(flow);
            }
            blocks += 1;
            if blocks > ALONE && self.threads > 1 && self.input.is_file() {
                return self.read_lines_in_parallel(sink);
            }
            // It may take a while: all that was read comes first.
            sink.idle()?;
            self.fill()?;
        }
    }
}
