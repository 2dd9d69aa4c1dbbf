//! Findings: what a stage found, put into words, before it is known where in the source's lines it stands.

use super::code::Code;
use super::cure::Cure;
use super::edit::Edit;
use super::place::Places;
use super::source::Source;
use super::words::legible;
use super::{Diagnostic, DiagnosticKind, Severity};
use crate::span::Span;
use crate::syntax::{Token, TokenKind, tokens};

/// What a stage reports, as a kind and a span.
pub(crate) trait Report {
    /// Where it is, in bytes.
    fn span(&self) -> Span;

    /// How grave it is.
    fn severity(&self) -> Severity;

    /// It for programs.
    fn kind(&self) -> DiagnosticKind;

    /// Whether it is none under the schema of `source`, which whoever reports it did not know.
    fn is_moot(&self, _source: &Source<'_>) -> bool {
        false
    }

    /// What is said about it; `source` is what its span points into.
    fn words(&self, source: &Source<'_>) -> Words;
}

/// A report in words.
pub(super) struct Finding {
    pub(super) span: Span,
    severity: Severity,
    fault: DiagnosticKind,
    words: Words,
}

/// Puts blanks around the `text` of an edit where it, or what it leaves side by side, would run together with a token
/// outside of it: `a=["x"]` with `in` for `=` is `a in ["x"]`.
fn keep_apart(source: &Source<'_>, span: Span, text: &mut String) {
    let (before, at) = source.at_joint(span.start());
    let (_, after) = source.at_joint(span.end());
    let is_inside = before.is_none() && at.is_none() && span.is_empty();
    // What is no token yet may be mended by what it runs together with.
    let whole = |token: Option<Token>| token.filter(|token| !matches!(token.kind, TokenKind::Malformed(_)));
    let (before, after) = (whole(before), whole(after));
    if is_inside {
        return;
    }
    let closes = before.is_some_and(|token| {
        matches!(token.kind, TokenKind::Text | TokenKind::Name | TokenKind::CloseGroup | TokenKind::CloseList)
    });
    let opens = after.is_some_and(|token| {
        matches!(token.kind, TokenKind::Text | TokenKind::Name | TokenKind::OpenGroup | TokenKind::OpenList)
    });
    let written = |token: Option<Token>| token.map_or("", |token| source.at(token.span));
    let (before, after) = (written(before), written(after));
    if text.is_empty() {
        if runs_together(before, after) {
            text.push(' ');
        }
        return;
    }
    // Brackets and quotes part tokens, and are yet easier to read apart from a word.
    if closes && text.starts_with(char::is_alphabetic) || runs_together(before, text) {
        text.insert(0, ' ');
    }
    if opens && text.ends_with(char::is_alphabetic) || runs_together(text, after) {
        text.push(' ');
    }
}

/// Whether a token reaches across the place where `before` and `after` touch each other.
pub(super) fn runs_together(before: &str, after: &str) -> bool {
    let is_open = before.is_empty() || after.is_empty() || before.ends_with(char::is_whitespace);
    !is_open
        && tokens(&format!("{before}{after}"))
            .any(|token| token.span.start() < before.len() && before.len() < token.span.end())
}

/// Code, message and cure.
pub(crate) type Words = (&'static Code, String, Cure);

impl Finding {
    pub(super) fn of(report: &impl Report, source: &Source<'_>) -> Self {
        let (span, severity, fault) = (report.span(), report.severity(), report.kind());
        let (code, message, mut cure) = report.words(source);
        for (span, text) in &mut cure.edits {
            keep_apart(source, *span, text);
        }
        Self { span, severity, fault, words: (code, message, cure) }
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
