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
    /// Where it is, in bytes.
    fn span(&self) -> Span;

    /// How grave it is.
    fn severity(&self) -> Severity;

    /// It for programs.
    fn fault(&self) -> Fault;

    /// What is said about it; `source` is what its span points into.
    fn words(&self, source: &Source<'_>) -> Words;
}

/// A report in words.
pub(super) struct Finding {
    pub(super) span: Span,
    severity: Severity,
    fault: Fault,
    words: Words,
}

/// Code, message and cure.
pub(crate) type Words = (&'static Code, String, Cure);

impl Finding {
    pub(super) fn of(report: &impl Report, source: &Source<'_>) -> Self {
        let (span, severity, fault) = (report.span(), report.severity(), report.fault());
        Self { span, severity, fault, words: report.words(source) }
    }

    pub(super) fn message(&self) -> &str {
        &self.words.1
    }

    pub(super) fn help(&self) -> Option<&str> {
        self.words.2.help.as_deref()
    }

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
