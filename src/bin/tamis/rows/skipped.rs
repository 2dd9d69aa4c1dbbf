//! What was passed over under `--skip-bad`, and how that is told.

use std::process::ExitCode;

use crate::failure::{Failure, SKIPPED, tell};

/// How much of the input was passed over because it cannot be read.
#[derive(Debug, Default)]
pub(crate) struct Skipped {
    /// Lines of text that is no JSON.
    lines: usize,
    /// Values that are JSON, but no rows that can be read.
    rows: usize,
    /// The place and reason of the first.
    first: Option<String>,
}

impl Skipped {
    /// Whether nothing was passed over.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The exit status of what is done otherwise.
    pub(crate) fn status(&self) -> ExitCode {
        if self.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SKIPPED) }
    }

    /// Counts a row that cannot be read.
    pub(super) fn row(&mut self, failure: &Failure) {
        self.rows += 1;
        self.remember(failure);
    }

    /// Counts the line at which reading failed.
    pub(super) fn line(&mut self, failure: &Failure) {
        self.lines += 1;
        self.remember(failure);
    }

    /// Counts a line after that, at which no row begins.
    pub(super) fn further_line(&mut self) {
        self.lines += 1;
    }

    fn remember(&mut self, failure: &Failure) {
        if let (None, Failure::Usage { message, .. }) = (&self.first, failure) {
            self.first = Some(message.clone());
        }
    }

    /// Tells what was passed over, if anything was.
    pub(crate) fn tell(&self) {
        if let Some(summary) = self.summary() {
            tell(format_args!("warning: {summary}"));
        }
    }

    /// How much was passed over, and why first.
    pub(crate) fn summary(&self) -> Option<String> {
        let counted = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 {what}")),
            count => Some(format!("{count} {what}s")),
        };
        let counts = [counted(self.lines, "line"), counted(self.rows, "row")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let first = self.first.as_ref()?;
        Some(format!("skipped {} that cannot be read; the first: {first}", counts.join(" and ")))
    }
}
