//! The place of an error or warning of the check.

use super::super::source::Source;
use super::types::Verb;
use crate::path::{is_reserved, is_word};
use crate::span::Span;
use crate::syntax::print::quote;

/// The place of an error or warning, and the verb for a value there.
pub(super) struct Site<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) span: Span,
    pub(super) verb: Verb,
}

impl Site<'_> {
    /// Returns the span of the operator before a value at this place, without a `not`.
    pub(super) fn operator(&self) -> Span {
        self.source.before(self.span.start()).map_or(Span::at(self.span.start()), |token| token.span)
    }

    /// Returns `word` as it would be written at this place: in quotes if the value here is quoted, or if it is not a
    /// word.
    pub(super) fn word(&self, word: &str) -> String {
        let is_quoted = self.source.at(self.span).starts_with(['"', '\'']);
        if !is_quoted && is_word(word) && !is_reserved(word) { word.to_owned() } else { quote(word) }
    }
}
