//! Findings: what a stage found, put into words, before it is known where in the source's lines it stands.

use super::code::Code;
use super::cure::Cure;
use super::edit::Edit;
use super::place::Places;
use super::source::Source;
use super::words::legible;
use super::{Diagnostic, Fault, Severity};
use crate::span::Span;

/// What a stage reports, as a kind and a span.
pub(crate) trait Report {
    /// Puts it into words; `source` is what the span points into.
    fn tell(&self, source: &Source<'_>) -> Finding;
}

/// A report in words.
pub(crate) struct Finding {
    pub(super) fault: Fault,
    pub(super) severity: Severity,
    pub(super) span: Span,
    pub(super) words: Words,
}

/// Code, message and cure.
pub(super) type Words = (&'static Code, String, Cure);

impl Finding {
    /// Everything of the source that it points to.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        let (_, _, cure) = &self.words;
        cure.edits.iter().map(|(span, _)| *span).chain([self.span])
    }

    /// It as a diagnostic; `places` knows all its spans.
    pub(super) fn at(self, places: &Places) -> Diagnostic {
        let Self { fault, severity, span, words: (code, message, cure) } = self;
        let edits =
            cure.edits.into_iter().map(|(span, text)| Edit { span, utf16: places.utf16(span), text: text.into() });
        let (start, end) = places.ends(span);
        Diagnostic {
            fault,
            severity,
            code,
            message: legible(message),
            help: cure.help.map(legible),
            span,
            start,
            end,
            edits: edits.collect(),
        }
    }
}
