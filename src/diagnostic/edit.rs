//! Edits: the changes of a source that cure a diagnostic.

use serde::Serialize;

use super::position::Utf16Range;
use crate::span::Span;

/// A change of a source: the text of a span is replaced by another. With an empty span it inserts text, with an empty
/// text it removes some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub(super) span: Span,
    pub(super) utf16: Utf16Range,
    pub(super) text: Box<str>,
}

impl Edit {
    /// Returns the span that is replaced, in bytes of the source.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the range that is replaced, as editors count.
    pub fn utf16(&self) -> Utf16Range {
        self.utf16
    }

    /// Returns the text that replaces it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns `true` if the edits overlap, or touch in such a way that the result depends on their order.
    pub(super) fn conflicts_with(&self, other: &Self) -> bool {
        let (a, b) = (self.span, other.span);
        match a.is_empty() || b.is_empty() {
            true => a.start() <= b.end() && b.start() <= a.end(),
            false => a.start() < b.end() && b.start() < a.end(),
        }
    }
}
