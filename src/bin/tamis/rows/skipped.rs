//! The count of lines and rows that were skipped under `--skip-bad`.

use std::process::ExitCode;

use super::sink::LocatedFailure;
use crate::failure::{Failure, SKIPPED, eprint_line};

/// The lines and rows that were skipped because they cannot be read.
#[derive(Debug, Default)]
pub(crate) struct Skipped {
    /// The number of lines that are not JSON.
    lines: usize,
    /// The number of values that are JSON but no readable rows.
    rows: usize,
    /// The place and reason of the first of them.
    first: Option<String>,
}

impl Skipped {
    /// Returns `true` if nothing was skipped.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Returns the exit status of a command that succeeded otherwise.
    pub(crate) fn status(&self) -> ExitCode {
        if self.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SKIPPED) }
    }

    /// Counts the row of `failure`.
    ///
    /// # Errors
    ///
    /// If `skipped` is `None`, or the failure is not about a row.
    pub(super) fn add_row(skipped: Option<&mut Self>, failure: LocatedFailure) -> Result<(), Failure> {
        match (failure, skipped) {
            (LocatedFailure::Row(failure), Some(skipped)) => {
                skipped.rows += 1;
                skipped.remember(&failure);
                Ok(())
            }
            (failure, _) => Err(failure.into_failure()),
        }
    }

    /// Counts the line at which reading failed.
    pub(super) fn add_line(&mut self, failure: &Failure) {
        self.lines += 1;
        self.remember(failure);
    }

    /// Counts a following line at which no row begins.
    pub(super) fn add_further_line(&mut self) {
        self.lines += 1;
    }

    fn remember(&mut self, failure: &Failure) {
        if let (None, Failure::Usage { message, .. }) = (&self.first, failure) {
            self.first = Some(message.clone());
        }
    }

    /// Prints the summary, if anything was skipped.
    pub(crate) fn eprint(&self) {
        if let Some(summary) = self.summary() {
            eprint_line(format_args!("warning: {summary}"));
        }
    }

    /// Returns how much was skipped and the first reason, or `None` if nothing was.
    pub(crate) fn summary(&self) -> Option<String> {
        let counted = |count: usize, noun: &str| match count {
            0 => None,
            1 => Some(format!("1 {noun}")),
            count => Some(format!("{count} {noun}s")),
        };
        let counts = [counted(self.lines, "line"), counted(self.rows, "row")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let first = self.first.as_ref()?;
        Some(format!("skipped {} that cannot be read; the first: {first}", counts.join(" and ")))
    }
}
