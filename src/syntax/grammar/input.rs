//! The input that all rules read: the tokens that are left, the text and the limits, and where errors are reported.

use crate::span::Span;
use crate::syntax::Limits;
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{MOST_FAULTS, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

use super::errors::Errors;
use super::recovery::Recover;
use super::stack::OperatorStack;

/// A text as the rules read it. One for each parse; every [`Input`] refers to it.
pub(in crate::syntax) struct ParseSource<'t> {
    pub(in crate::syntax) text: &'t str,
    pub(in crate::syntax) limits: &'t Limits,
    pub(in crate::syntax) tokens: &'t [ClassifiedToken],
    /// `true` if the text has a backslash: without one, no quoted text has an escape.
    pub(in crate::syntax) has_escapes: bool,
    pub(in crate::syntax) errors: &'t Errors,
    pub(in crate::syntax) recovery: &'t dyn Recover,
}

/// The tokens that are still to be parsed. Rules pass it on by value, so it is small: two registers.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Input<'t> {
    source: &'t ParseSource<'t>,
    /// The count of tokens before this input.
    read: u32,
    /// The count of groups and `not`s that are open around this input.
    depth: u16,
    /// `true` if one of them is a group.
    is_grouped: bool,
    /// `true` if no error is reported.
    is_speculative: bool,
}

impl<'t> Input<'t> {
    pub(in crate::syntax) fn new(source: &'t ParseSource<'t>) -> Self {
        Self { source, read: 0, depth: 0, is_grouped: false, is_speculative: false }
    }

    pub(in crate::syntax) fn text(&self) -> &'t str {
        self.source.text
    }

    pub(super) fn limits(&self) -> &'t Limits {
        self.source.limits
    }

    pub(super) fn has_escapes(&self) -> bool {
        self.source.has_escapes
    }

    pub(in crate::syntax) fn first(&self) -> Option<&'t ClassifiedToken> {
        self.source.tokens.get(self.read as usize)
    }

    /// Returns the token `count` tokens before the one directly before this input.
    pub(in crate::syntax) fn token_before(&self, count: u32) -> Option<&'t ClassifiedToken> {
        let index = self.read.checked_sub(count.checked_add(1)?)?;
        self.source.tokens.get(index as usize)
    }

    /// Returns the tokens of this input.
    pub(super) fn tokens(&self) -> &'t [ClassifiedToken] {
        self.source.tokens.get(self.read as usize..).unwrap_or_default()
    }

    /// Returns the tokens of the whole text.
    pub(in crate::syntax) fn all_tokens(&self) -> &'t [ClassifiedToken] {
        self.source.tokens
    }

    /// Returns the input after the first `count` tokens, of which there are as many.
    pub(in crate::syntax) fn after(self, count: usize) -> Self {
        Self { read: self.read.saturating_add(u32::try_from(count).unwrap_or(u32::MAX)), ..self }
    }

    /// Returns the first token and the input after it.
    pub(super) fn split(self) -> (Self, Option<&'t ClassifiedToken>) {
        let first = self.first();
        (Self { read: self.read.saturating_add(u32::from(first.is_some())), ..self }, first)
    }

    /// Returns the input after the first token.
    pub(in crate::syntax) fn rest(self) -> Self {
        self.split().0
    }

    /// Returns the same input with `depth` groups and `not`s open around it.
    pub(super) fn at_depth(self, depth: usize, is_grouped: bool) -> Self {
        Self { depth: u16::try_from(depth).unwrap_or(u16::MAX), is_grouped, ..self }
    }

    /// Returns the same input inside all that is open on `stack`.
    pub(in crate::syntax) fn inside(self, stack: &OperatorStack) -> Self {
        self.at_depth(stack.depth(), stack.is_inside())
    }

    /// Returns `true` if a group is open around this input.
    pub(in crate::syntax) fn is_grouped(&self) -> bool {
        self.is_grouped
    }

    /// Returns the error of opening one more group, `not` or list at `span`, if that exceeds the limit.
    pub(in crate::syntax) fn too_deep(&self, span: Span) -> Option<ParseError> {
        let limit = self.limits().nesting.min(Limits::MAX_NESTING);
        let is_too_deep = usize::from(self.depth) >= limit;
        is_too_deep.then(|| ParseError::new(ParseErrorKind::TooDeep { limit }, span))
    }

    /// Returns the span of the first token, or the end of the text.
    pub(in crate::syntax) fn span(&self) -> Span {
        self.first().map_or_else(|| Span::at(self.text().trim_end().len()), |token| token.span)
    }

    /// Returns the offset at which the token before this input ends.
    pub(in crate::syntax) fn end_before(&self) -> usize {
        let last = self.read.checked_sub(1).and_then(|last| self.source.tokens.get(last as usize));
        last.map_or(0, |token| token.span.end())
    }

    /// Returns the span from the start of this input to the end of the token before `rest`.
    pub(in crate::syntax) fn up_to(&self, rest: &Self) -> Span {
        Span::new(self.span().start(), rest.end_before())
    }

    /// Returns the error recovery.
    pub(in crate::syntax) fn recover(&self) -> &'t dyn Recover {
        self.source.recovery
    }

    /// Returns the same input without reports: for a speculative parse, which only finds out whether a phrase is here.
    pub(in crate::syntax) fn speculative(self) -> Self {
        Self { is_speculative: true, ..self }
    }

    /// Returns the same input, reporting exactly if `other` does: for going on after a speculative parse.
    pub(in crate::syntax) fn reporting_like(self, other: Self) -> Self {
        Self { is_speculative: other.is_speculative, ..self }
    }

    /// Reports `error`, unless this is a speculative parse.
    pub(in crate::syntax) fn report(&self, error: ParseError) {
        if !self.is_speculative {
            self.source.errors.report(error);
        }
    }

    /// Takes back the reports about `span`.
    pub(in crate::syntax) fn retract(&self, span: Span) {
        if !self.is_speculative {
            self.source.errors.retract(span);
        }
    }

    /// Returns how many errors were reported; none in a speculative parse.
    pub(in crate::syntax) fn count_errors(&self) -> usize {
        if self.is_speculative { 0 } else { self.source.errors.count() }
    }

    /// Returns `true` if there are so many errors that further ones are only counted, so that recovery is not worth the
    /// effort of understanding them.
    pub(in crate::syntax) fn only_counts(&self) -> bool {
        self.count_errors() > MOST_FAULTS
    }

    /// Returns the error that the first token is not what the grammar expects.
    pub(in crate::syntax) fn unexpected(&self, expected: Expected) -> ParseError {
        let found = self.written().into();
        let kind = match self.first().map(|token| token.kind) {
            Some(TokenKind::Malformed(malformed)) => {
                ParseErrorKind::Malformed { malformed, found, expected: Some(expected) }
            }
            _ => ParseErrorKind::Unexpected { expected, found },
        };
        ParseError::new(kind, self.span())
    }
}
