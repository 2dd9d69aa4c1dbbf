//! Reading the rows of several files: as text into a sink, or each parsed for a visitor.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use serde_json::Value as Json;
use tamis::Program;

use super::answer::AnswerSource;
use super::lines::LineScanner;
use super::location::RowsAt;
use super::reader::RowReader;
use super::sink::{RowFailure, RowSink};
use super::skipped::Skipped;
use super::source::ByteSource;
use crate::failure::{Failure, eprint_line};
use crate::files::expand;
use crate::row_warnings::RowWarning;

/// A visitor of every row, matching or not.
pub(crate) trait RowVisitor {
    /// Visits a row and its text. Breaks if no more rows are wanted.
    fn row(&mut self, row: Json, bytes: &[u8]) -> Result<ControlFlow<()>, Failure>;

    /// Receives a warning about the input.
    fn warn(&mut self, warning: &RowWarning);

    /// Records that the next row has a number or text that cannot be represented, replaced by the nearest one.
    fn set_inexact(&mut self) {}

    /// Flushes: every row of the input read so far was visited, and the next may take a while.
    fn idle(&mut self) -> Result<(), Failure>;
}

/// Sends the rows of `files`, or of standard input if there are none, to `sink`, until it breaks. Rows that are lines
/// of a file are scanned by `threads` threads.
///
/// # Errors
///
/// If something cannot be read and `skipped` is `None`; else it is counted there and skipped.
pub(crate) fn scan_files(
    files: &[String],
    at: &RowsAt,
    scanner: &LineScanner,
    threads: usize,
    sink: &mut impl RowSink,
    mut skipped: Option<&mut Skipped>,
) -> Result<(), Failure> {
    let stdin = ["-".to_owned()];
    let files = expand(if files.is_empty() { &stdin } else { files })?;
    let is_only_input = files.len() == 1;
    for file in files {
        let input = match file.as_str() {
            "-" => {
                if io::stdin().is_terminal() {
                    eprint_line("reading rows from the terminal; Ctrl-D ends them");
                }
                ByteSource::stdin()
            }
            file => ByteSource::open(file)?,
        };
        let reader = RowReader::new(input, is_only_input, at, scanner, threads, skipped.as_deref_mut());
        if read_rows(reader, sink)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads the rows of one input.
pub(super) fn read_rows(mut reader: RowReader<'_>, sink: &mut impl RowSink) -> Result<ControlFlow<()>, Failure> {
    reader.open()?;
    // The first value shows how the others are to be read.
    let mut flow = reader.read_values(sink)?;
    while flow.is_continue() && !(reader.is_ended && reader.pending.is_empty()) {
        flow = reader.read_lines(sink)?;
        if flow.is_continue() {
            flow = reader.read_values(sink)?;
        }
    }
    if let RowsAt::Detected(clues) = reader.at {
        reader.answers.finish(AnswerSource { clues, name: reader.input.name() }, flow.is_break(), sink);
    }
    Ok(flow)
}

/// Parses every row of `files`, or of standard input if there are none, for `visitor`, until it breaks.
///
/// # Errors
///
/// If something cannot be read and `skipped` is `None`; else it is counted there and skipped. A number or a text that
/// Rust cannot represent counts as unreadable only at a path that `program` reads.
pub(crate) fn read_files(
    files: &[String],
    at: &RowsAt,
    program: &Program,
    visitor: &mut impl RowVisitor,
    skipped: Option<&mut Skipped>,
) -> Result<(), Failure> {
    // The sink wants every row, so lines are never scanned for matches.
    let may_hold_rows = matches!(at, RowsAt::Detected(_));
    let scanner = LineScanner { program: program.clone(), may_hold_rows, unchecked: false };
    scan_files(files, at, &scanner, 1, &mut ParsingSink { program, visitor }, skipped)
}

/// A sink that parses each row for a visitor.
pub(super) struct ParsingSink<'v, V> {
    pub(super) program: &'v Program,
    pub(super) visitor: &'v mut V,
}

impl<V: RowVisitor> RowSink for ParsingSink<'_, V> {
    fn untested_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        let json = match serde_json::from_slice(row) {
            Ok(json) => json,
            Err(_) => {
                let json = self.program.read_row(row)?;
                self.visitor.set_inexact();
                json
            }
        };
        Ok(self.visitor.row(json, row)?)
    }

    fn matching_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        self.untested_row(row)
    }

    fn wants_every_row(&self) -> bool {
        true
    }

    fn observe_lines(&mut self, _: &[u8]) {}

    fn warn(&mut self, warning: &RowWarning) {
        self.visitor.warn(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        self.visitor.idle()
    }

    fn processed(&mut self, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
