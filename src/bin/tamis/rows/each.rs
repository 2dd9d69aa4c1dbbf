//! Every row, parsed: for what looks at rows whether they match or not.

use std::ops::ControlFlow;

use serde_json::Value as Json;
use tamis::{Program, Query, Schema};

use super::{Lines, Place, RowFailure, Sink, find_rows};
use crate::failure::Failure;
use crate::row_warnings::RowWarning;

/// What is done with every row.
pub(crate) trait Each {
    /// Takes a row and its own bytes; breaks where no more are wanted.
    fn row(&mut self, row: Json, bytes: &[u8]) -> Result<ControlFlow<()>, Failure>;

    /// Takes a warning about what was read.
    fn warn(&mut self, warning: &RowWarning);

    /// All that could be read so far has been given; more may take a while.
    fn idle(&mut self) -> Result<(), Failure>;
}

/// Gives every row of `files` to `each`, until it wants no more; those of standard input where there are no files.
pub(crate) fn read_files(files: &[String], place: &Place, each: &mut impl Each) -> Result<(), Failure> {
    let program = Query::parse("", &Schema::open())?.compile()?;
    let lines = Lines { program: program.clone(), may_hold_rows: matches!(place, Place::Found(_)), unchecked: false };
    find_rows(files, place, &lines, 1, &mut Parsing { program, each })
}

struct Parsing<'e, E> {
    /// Holds for every row, and refuses what is none.
    program: Program,
    each: &'e mut E,
}

impl<E: Each> Sink for Parsing<'_, E> {
    fn row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        self.program.matches_bytes(row).map_err(RowFailure::Row)?;
        Ok(self.matching(row)?)
    }

    fn matching(&mut self, row: &[u8]) -> Result<ControlFlow<()>, Failure> {
        // It is known to be JSON.
        self.each.row(serde_json::from_slice(row).unwrap_or_default(), row)
    }

    fn wants_each(&self) -> bool {
        true
    }

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
