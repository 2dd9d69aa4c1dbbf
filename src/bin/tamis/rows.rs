//! Rows from files and streams: JSON values one after another, each a row, an array of rows, or an API's envelope.
//!
//! There are two ways of reading. Lines that are one row each are scanned in chunks (`line_reader`), in a file by
//! several threads (`parallel`). Everything else is read value by value, and arrays element by element
//! (`value_reader`), so that a large input need not fit memory. `answer` and `envelope` decide whether a value is a row
//! or contains rows, `recovery` skips unreadable text under `--skip-bad`. Rows go as text to a [`RowSink`], or parsed
//! to a [`RowVisitor`].

mod answer;
mod buffer;
mod envelope;
mod evidence;
mod json;
mod line_reader;
mod lines;
mod location;
mod parallel;
mod position;
mod reader;
mod recovery;
mod sink;
mod skipped;
mod source;
#[cfg(test)]
mod tests;
mod value_reader;
mod visitor;

pub(crate) use json::{ObjectMembers, members, names};
pub(crate) use lines::LineScanner;
pub(crate) use location::{RowClues, RowsAt};
pub(crate) use sink::{RowFailure, RowSink};
pub(crate) use skipped::Skipped;
pub(crate) use visitor::{RowVisitor, read_files, scan_files};
