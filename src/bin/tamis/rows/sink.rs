//! The receiver of rows, and the failures of rows that it does not accept.

use std::ops::ControlFlow;

use tamis::rows::{RowError, RowErrorKind};

use super::position::Position;
use crate::failure::Failure;
use crate::legible::legible;
use crate::row_warnings::RowWarning;

/// A receiver of rows as text.
pub(crate) trait RowSink {
    /// Receives a row that was not tested yet. Breaks if no more rows are wanted.
    fn untested_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure>;

    /// Receives a row that matches. Breaks if no more rows are wanted.
    fn matching_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure>;

    /// Returns `true` if every row is wanted, not only those that match.
    fn wants_every_row(&self) -> bool;

    /// Observes lines that are rows. The matching ones were received before, one by one.
    fn observe_lines(&mut self, lines: &[u8]);

    /// Receives a warning about the input.
    fn warn(&mut self, warning: &RowWarning);

    /// Flushes: every row of the input read so far was received, and the next may take a while.
    fn idle(&mut self) -> Result<(), Failure>;

    /// Records that this many more bytes were processed. Breaks if reading should stop.
    fn processed(&mut self, bytes: usize) -> ControlFlow<()>;
}

/// A reason that a sink did not accept a row.
pub(crate) enum RowFailure {
    /// The text is no row, or has a value that cannot be read at this offset.
    Unreadable { offset: usize, cause: String, help: String },
    /// The data is not text, so no row can follow.
    Binary { offset: usize, cause: String, help: String },
    /// The failure is not about the row.
    Other(Failure),
}

impl From<Failure> for RowFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<RowError> for RowFailure {
    fn from(error: RowError) -> Self {
        let (offset, cause, help) = (error.offset(), error.to_string(), error.help().to_owned());
        match error.kind() {
            RowErrorKind::Binary { .. } => Self::Binary { offset, cause, help },
            _ => Self::Unreadable { offset, cause, help },
        }
    }
}

/// A [`RowFailure`] whose message names the place in the input.
pub(crate) enum LocatedFailure {
    /// Reading may go on after the row.
    Row(Failure),
    Other(Failure),
}

impl RowFailure {
    /// Adds the place to the message. `start` is a position in the input, and `text_to` returns the text from there up
    /// to an offset in the row.
    pub(super) fn locate<'t>(self, start: &Position, text_to: impl FnOnce(usize) -> &'t [u8]) -> LocatedFailure {
        let failure = |offset, cause, help: &str| {
            let message = format!("{}: {cause}", start.describe_end(text_to(offset)));
            Failure::with_help(legible(&message), legible(&start.name_file(help)))
        };
        match self {
            Self::Other(failure) => LocatedFailure::Other(failure),
            Self::Unreadable { offset, cause, help } => LocatedFailure::Row(failure(offset, cause, &help)),
            Self::Binary { offset, cause, help } => LocatedFailure::Other(failure(offset, cause, &help)),
        }
    }
}

impl LocatedFailure {
    pub(super) fn into_failure(self) -> Failure {
        match self {
            Self::Row(failure) | Self::Other(failure) => failure,
        }
    }
}
