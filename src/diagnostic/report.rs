//! Reports: what a stage reports, put into words, before its position in lines and columns is known.
//!
//! A stage implements [`Report`] for its error type. [`select`] words the reports, drops repetitions and keeps the
//! gravest up to the limit; [`LineIndex`] then locates all that is left in one pass over the source.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::code::Code;
use super::cure::Cure;
use super::edit::Edit;
use super::entry::{Cause, Diagnostic};
use super::position::LineIndex;
use super::severity::Severity;
use super::source::{Source, runs_together};
use super::words::legible;
use crate::span::Span;
use crate::syntax::{MOST_FAULTS, Token, TokenKind};

/// An error or a warning of a stage: a kind and a span.
pub(crate) trait Report {
    /// Returns the span in the source, in bytes.
    fn span(&self) -> Span;

    /// Returns the severity.
    fn severity(&self) -> Severity;

    /// Returns the error kind of the stage.
    fn cause(&self) -> Cause;

    /// Returns `true` if the schema of `source`, which the stage did not know, shows that there is nothing to report.
    fn is_moot(&self, _source: &Source<'_>) -> bool {
        false
    }

    /// Returns code, message and cure; the span points into `source`.
    fn words(&self, source: &Source<'_>) -> Wording;
}

/// The code, the message and the cure of a report.
pub(crate) type Wording = (&'static Code, String, Cure);

/// A report in words.
pub(super) struct WordedReport {
    span: Span,
    severity: Severity,
    cause: Cause,
    code: &'static Code,
    message: String,
    cure: Cure,
}

impl WordedReport {
    fn new(report: &impl Report, source: &Source<'_>) -> Self {
        let (code, message, mut cure) = report.words(source);
        for (span, text) in &mut cure.edits {
            keep_apart(source, *span, text);
        }
        Self { span: report.span(), severity: report.severity(), cause: report.cause(), code, message, cure }
    }

    /// Returns the span and those of the edits.
    fn spans(&self) -> impl Iterator<Item = Span> {
        self.cure.edits.iter().map(|(span, _)| *span).chain([self.span])
    }

    /// Returns the diagnostic; `lines` indexes all of its spans.
    pub(super) fn located(self, lines: &LineIndex) -> Diagnostic {
        let Self { span, severity, cause, code, message, cure } = self;
        let edits =
            cure.edits.into_iter().map(|(span, text)| Edit { span, utf16: lines.utf16(span), text: text.into() });
        let (start, end) = lines.ends(span);
        Diagnostic {
            cause,
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

/// The reports that are shown, in the order of the source, and the number of the others.
pub(super) struct SelectedReports {
    pub(super) reports: Vec<WordedReport>,
    pub(super) omitted: usize,
}

impl SelectedReports {
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.reports.iter().flat_map(WordedReport::spans)
    }
}

/// Words `reports`, the gravest first, up to the limit.
pub(super) fn select(reports: impl IntoIterator<Item = impl Report>, source: &Source<'_>) -> SelectedReports {
    let mut reports: Vec<_> = reports.into_iter().collect();
    reports.sort_by_key(|report| (Reverse(report.severity()), report.span()));
    reports.retain(|report| !report.is_moot(source));
    let (mut selected, mut omitted): (Vec<WordedReport>, usize) = (Vec::new(), 0);
    // A parameter for a whole list may have the same error at the same span for each item.
    let (mut last_span, mut seen) = (None, HashSet::new());
    for report in reports {
        let is_new_span = last_span.replace(report.span()) != Some(report.span());
        if is_new_span {
            seen.clear();
        }
        // Past the limit, further reports are counted without being worded.
        if selected.len() >= MOST_FAULTS && is_new_span {
            omitted = omitted.saturating_add(1);
            continue;
        }
        let worded = WordedReport::new(&report, source);
        if !seen.insert((worded.message.clone(), worded.cure.help.clone())) {
            continue;
        }
        if selected.len() < MOST_FAULTS {
            selected.push(worded);
        } else {
            omitted = omitted.saturating_add(1);
        }
    }
    selected.sort_by_key(|worded| worded.span);
    SelectedReports { reports: selected, omitted }
}

/// Adds blanks around the `text` of an edit where it would merge with a neighbouring token, or where a removal would
/// let the tokens on both sides merge: `a=["x"]` with `in` for `=` becomes `a in ["x"]`.
fn keep_apart(source: &Source<'_>, span: Span, text: &mut String) {
    let (before, at) = source.neighbours(span.start());
    let (_, after) = source.neighbours(span.end());
    let is_inside = before.is_none() && at.is_none() && span.is_empty();
    // A malformed token may become whole by merging with the text, so it is not kept apart.
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
    // A word next to a bracket or a quote would parse without a blank, but reads better with one.
    if closes && text.starts_with(char::is_alphabetic) || runs_together(before, text) {
        text.insert(0, ' ');
    }
    if opens && text.ends_with(char::is_alphabetic) || runs_together(text, after) {
        text.push(' ');
    }
}
