//! The errors that were reported so far.

use std::cell::Cell;

use crate::span::Span;
use crate::syntax::error::{MOST_FAULTS, ParseError};

/// The reported errors: the first hundred, and the count of the others.
#[derive(Default)]
pub(in crate::syntax) struct Errors {
    kept: Cell<Vec<ParseError>>,
    more: Cell<usize>,
    /// The span of the last error, kept or counted.
    last: Cell<Option<Span>>,
}

impl Errors {
    /// Keeps or counts `error`, unless the last one has the same span: a second error there follows from the first.
    pub(super) fn report(&self, error: ParseError) {
        if self.last.replace(Some(error.span)) == Some(error.span) {
            return;
        }
        let mut kept = self.kept.take();
        if kept.len() < MOST_FAULTS {
            kept.push(error);
        } else {
            self.more.set(self.more.get().saturating_add(1));
        }
        self.kept.set(kept);
    }

    /// Removes the errors at `span`.
    pub(super) fn retract(&self, span: Span) {
        let mut kept = self.kept.take();
        kept.retain(|error| error.span != span);
        self.kept.set(kept);
    }

    pub(super) fn count(&self) -> usize {
        let kept = self.kept.take();
        let count = kept.len().saturating_add(self.more.get());
        self.kept.set(kept);
        count
    }

    /// Returns the errors that were kept, and how many more there are.
    pub(in crate::syntax) fn finish(self) -> (Vec<ParseError>, usize) {
        (self.kept.into_inner(), self.more.get())
    }
}
