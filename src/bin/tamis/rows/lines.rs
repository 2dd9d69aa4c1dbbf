//! Rows that are lines: a scanner of chunks of whole lines.

use std::ops::Range;

use memchr::memchr_iter;
use tamis::Program;

use super::envelope::may_be_plainest;
use super::json::trim_blanks;

/// The longest unfinished line, in bytes, that is kept pending. A longer one is read as a value, whose scan resumes
/// with each read.
pub(super) const LONGEST_LINE: usize = 1 << 20;

/// A scanner for matching rows in lines.
pub(crate) struct LineScanner {
    pub(crate) program: Program,
    /// `true` if a line may hold several rows, in an array or an envelope.
    pub(crate) may_hold_rows: bool,
    /// `true` to accept a line as a row without validating it if it provably cannot match.
    pub(crate) unchecked: bool,
}

/// The matching rows at the beginning of a chunk.
#[derive(Default)]
pub(super) struct LineMatches {
    /// The rows that match.
    pub(super) rows: Vec<Range<usize>>,
    /// The end of the lines that are one row each; the line after them has to be read as a value.
    pub(super) end: usize,
    /// The number of line breaks before that end.
    pub(super) breaks: usize,
}

impl LineScanner {
    /// Scans `chunk`, which ends with a whole line, up to the first line that is not one row.
    pub(super) fn scan(&self, chunk: &[u8]) -> LineMatches {
        let mut found = LineMatches::default();
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

    /// Returns `true` if a line is one row, or empty. Appends it to `rows` if it matches; `start` is its offset.
    fn is_row(&self, line: &[u8], rows: &mut Vec<Range<usize>>, start: usize) -> bool {
        let mut text = trim_blanks(line);
        let offset = start + (line.len() - text.len());
        while let [rest @ .., b' ' | b'\t' | b'\r'] = text {
            text = rest;
        }
        if text.is_empty() {
            return true;
        }
        if self.may_hold_rows && (text.starts_with(b"[") || may_be_plainest(text)) {
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
