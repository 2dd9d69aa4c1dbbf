//! A malformed token with its place in the grammar, and the cures that replace or quote it.

use super::super::cure::Cure;
use super::super::words::{is_short, quote_cure, ticks};
use crate::path::Path;
use crate::span::Span;
use crate::syntax::Expected;
use crate::syntax::print::quote;

/// Quotes that only a word processor writes.
pub(super) const CURVED: &str = "“”„‟«»‘’‚‛‹›";

/// A malformed token with the tokens that touch it, and the phrase in whose place it is.
#[derive(Clone, Copy)]
pub(super) struct Run<'f> {
    pub(super) found: &'f str,
    pub(super) span: Span,
    pub(super) expected: Option<Expected>,
}

impl Run<'_> {
    pub(super) fn is_value(&self) -> bool {
        matches!(self.expected, Some(Expected::Value | Expected::Item))
    }

    pub(super) fn is_name(&self) -> bool {
        matches!(self.expected, Some(Expected::Condition | Expected::Name | Expected::SortKey))
    }

    /// Returns the cure that writes `text` instead, with `help`.
    pub(super) fn written(&self, text: impl Into<String>, help: impl Into<String>) -> Cure {
        Cure::from(help.into()).replacing(self.span, text)
    }

    /// Returns the cure that quotes it, as a text or as a name.
    pub(super) fn quoted(&self) -> Cure {
        let name = || Path::from(self.found).to_string();
        if self.is_name() && is_short(self.found) {
            return self
                .written(name(), format!("put a name that is not a word between backticks: {}", ticks(&name())));
        }
        let help = quote_cure(self.found);
        // Digits and letters alone may as well be a number with a mistake.
        let is_text = self.found.contains(|character| r"-@:\/.".contains(character));
        match (self.is_value(), is_text) {
            (true, true) => self.written(quote(self.found), help),
            (true, false) => help.into(),
            (false, _) => format!("{help}; a property's name goes between backticks").into(),
        }
    }

    pub(super) fn has_digit_first(&self) -> bool {
        self.found.trim_start_matches(['-', '+']).starts_with(|first: char| first.is_ascii_digit())
    }
}
