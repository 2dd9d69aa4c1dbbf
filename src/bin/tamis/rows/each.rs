//! Every row, parsed: for what looks at rows whether they match or not.

use std::ops::ControlFlow;

use serde_json::Value as Json;
use tamis::{Program, Query, Schema};

use super::{Lines, Place, RowFailure, Sink, Skipped, find_rows};
use crate::failure::Failure;
use crate::row_warnings::RowWarning;

/// What is done with every row.
pub(crate) trait Each {
    /// Takes a row and its own bytes; breaks where no more are wanted.
    fn row(&mut self, row: Json, bytes: &[u8]) -> Result<ControlFlow<()>, Failure>;

    /// Takes a warning about what was read.
    fn warn(&mut self, warning: &RowWarning);

    /// The next row holds a number or a text that cannot be held, and has the nearest one instead.
    fn is_inexact(&mut self) {}

    /// All that could be read so far has been given; more may take a while.
    fn idle(&mut self) -> Result<(), Failure>;
}

/// Gives every row of `files` to `each`, until it wants no more; those of standard input where there are no files. A row
/// is refused if a path that `program` looks at holds a number or a text that Rust cannot hold.
pub(crate) fn read_files(
    files: &[String],
    place: &Place,
    program: &Program,
    each: &mut impl Each,
    skipped: Option<&mut Skipped>,
) -> Result<(), Failure> {
    // As every row is wanted, none is looked for in lines.
    let lines = Lines { program: program.clone(), may_hold_rows: matches!(place, Place::Found(_)), unchecked: false };
    find_rows(files, place, &lines, 1, &mut Parsing { program, each }, skipped)
}

/// A program that looks at nothing.
pub(crate) fn any_row() -> Result<Program, Failure> {
    Ok(Query::parse("", &Schema::open())?.compile()?)
}

/// Gives each row to what looks at all.
pub(super) struct Parsing<'e, E> {
    pub(super) program: &'e Program,
    pub(super) each: &'e mut E,
}

impl<E: Each> Sink for Parsing<'_, E> {
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        let json = match serde_json::from_slice(row) {
            Ok(json) => json,
            Err(_) => {
                let json = self.program.read_row(row)?;
                self.each.is_inexact();
                json
            }
        };
        Ok(self.each.row(json, row)?)
    }

    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        self.row(row)
    }

    fn wants_each(&self) -> bool {
        true
    }

    fn skim(&mut self, _: &[u8]) {}

    fn warn(&mut self, warning: &RowWarning) {
        self.each.warn(warning);
    }

    fn idle(&mut self) -> Result<(), Failure> {
        self.each.idle()
    }

    fn passed(&mut self, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
