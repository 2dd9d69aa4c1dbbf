//! The reported lints of one query, and the budget for finding more.

use super::kind::{Lint, LintKind};
use crate::span::Span;

/// The most lints that are reported for one query.
pub(super) const MOST_LINTS: usize = 100;
/// The most steps of superlinear work for one query.
pub(super) const MOST_STEPS: usize = 1 << 20;

/// Collects lints up to [`MOST_LINTS`], and limits the superlinear part of the work.
pub(super) struct LintSink {
    lints: Vec<Lint>,
    steps_left: usize,
}

impl LintSink {
    pub(super) fn new() -> Self {
        Self { lints: Vec::new(), steps_left: MOST_STEPS }
    }

    pub(super) fn report(&mut self, kind: LintKind, span: Span) {
        if !self.is_full() {
            self.lints.push(Lint { kind, span });
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.lints.len() >= MOST_LINTS
    }

    /// Spends `steps` of the budget and returns `true`, or returns `false` if there are fewer left.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let left = self.steps_left.checked_sub(steps);
        self.steps_left = left.unwrap_or(self.steps_left);
        left.is_some()
    }

    pub(super) fn into_lints(self) -> Vec<Lint> {
        self.lints
    }
}
