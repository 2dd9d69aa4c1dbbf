//! Reports about the syntax of other languages, and the edits that cure it.

use crate::span::Span;
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::grammar::Input;
use crate::syntax::token::{TokenKind, tokens};

/// An edit that cures foreign syntax.
pub(super) struct Replacement {
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) certainty: Certainty,
    /// `true` if the edit ends with a comparison that the foreign language makes case-sensitively.
    pub(super) is_ordinal: bool,
}

impl Replacement {
    /// Replaces `span` by `text`, certainly unless there is a `doubt`.
    pub(super) fn new(span: Span, text: String, doubt: Option<Doubt>) -> Self {
        let certainty = doubt.map_or(Certainty::Sure, Certainty::Unsure);
        Self { span, text, certainty, is_ordinal: false }
    }
}

impl<'t> Input<'t> {
    /// Reports the text from here to `rest` as foreign syntax, cured by `meant` in its place if that is certain.
    pub(super) fn report_foreign(&self, kind: ForeignSyntax, rest: &Self, meant: Option<String>) {
        let span = self.up_to(rest);
        self.report_at(kind, span, meant.map(|meant| (span, meant)));
    }

    /// Reports foreign syntax at `span`, cured by `edit` if that is certain: a span, and the text in its place.
    pub(super) fn report_at(&self, kind: ForeignSyntax, span: Span, edit: Option<(Span, String)>) {
        match edit {
            Some((edited, text)) => self.report_edit(kind, span, Replacement::new(edited, text, None)),
            None => self.report(ParseError::new(ParseErrorKind::ForeignSyntax(kind), span)),
        }
    }

    /// Reports foreign syntax at `span`, cured by `edit`; without the edit if that would remove a comment.
    pub(super) fn report_edit(&self, kind: ForeignSyntax, span: Span, edit: Replacement) {
        let error = ParseError::new(ParseErrorKind::ForeignSyntax(kind), span);
        let mut tokens = tokens(edit.span.of(self.text()));
        self.report(match tokens.any(|token| token.kind == TokenKind::Comment) {
            true => error,
            false => {
                let error = ParseError { is_ordinal: edit.is_ordinal, ..error.on(edit.certainty) };
                error.cured(edit.span, edit.text)
            }
        });
    }

    /// Returns the text from here to `rest`.
    pub(super) fn written_up_to(&self, rest: &Self) -> &'t str {
        self.up_to(rest).of(self.text())
    }

    /// Returns the span from here to `rest`, with the blanks before it.
    pub(super) fn with_blanks_before(&self, rest: &Self) -> Span {
        Span::new(self.end_before(), rest.end_before())
    }

    /// Returns the span from here to `rest`, with the blanks after it.
    pub(super) fn with_blanks_after(&self, rest: &Self) -> Span {
        Span::new(self.span().start(), if rest.is_empty() { rest.end_before() } else { rest.span().start() })
    }
}
