//! The reports of one check, errors and warnings, in the order in which they were found.

use super::error::{CheckError, CheckErrorKind};
use super::suggestions::Suggestions;
use crate::span::Span;

/// Collects reports and completes them with suggestions.
pub(super) struct Reports {
    pub(super) list: Vec<CheckError>,
    pub(super) suggestions: Suggestions,
}

impl Reports {
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), suggestions: Suggestions::new() }
    }

    #[cold]
    pub(super) fn add(&mut self, kind: CheckErrorKind, span: Span) {
        let kind = self.suggestions.with_word_suggestions(kind);
        self.list.push(CheckError { kind, span });
    }
}
