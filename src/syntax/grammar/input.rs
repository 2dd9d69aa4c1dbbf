//! The input that all rules read, and the interface through which they report and recover.

use crate::operator::Operator;
use crate::span::{Span, Spanned};
use crate::syntax::Limits;
use crate::syntax::ast::{Ast, AstExpr, AstLiteral, AstOperand, PathSpan};
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{MOST_FAULTS, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

use super::errors::Errors;
use super::items::ListItems;
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
    pub(in crate::syntax) fn end(&self) -> usize {
        let last = self.read.checked_sub(1).and_then(|last| self.source.tokens.get(last as usize));
        last.map_or(0, |token| token.span.end())
    }

    /// Returns the span from the start of this input to the end of the token before `rest`.
    pub(in crate::syntax) fn up_to(&self, rest: &Self) -> Span {
        Span::new(self.span().start(), rest.end())
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

/// The failure of a phrase: the error, which whoever goes on reports, and the input from there on.
pub(in crate::syntax) struct PhraseError<'t> {
    pub(in crate::syntax) error: Box<ParseError>,
    pub(in crate::syntax) rest: Input<'t>,
}

/// The result of recovery from a phrase that failed.
pub(in crate::syntax) enum Recovery<'t, T> {
    /// The phrase is done, understood or given up as a hole.
    Done(T),
    /// Something before the phrase was skipped, and the phrase is to be parsed from here.
    Again(Input<'t>),
}

/// The input after an operand of a filter or an item of a list.
pub(in crate::syntax) enum Continuation<'t> {
    /// Another operand or item follows, or the bracket that ends the list.
    Next(Input<'t>),
    /// The filter or the list ends.
    End(Input<'t>),
}

/// A place at which something may be skipped that another language has there, or that takes the place of a phrase.
#[derive(Clone, Copy)]
pub(in crate::syntax) enum RecoverySite {
    /// In the place of `by`: `sort name`, `sort of by name`.
    By,
    /// After a sort key's `asc` or `desc`, or where that would be: `sort by name descending`.
    SortDirection,
    /// At the end of a sort key: `sort by name nulls last`.
    NullOrder,
    /// Between sort keys, where no comma is: `sort by name state`.
    KeyEnd,
    /// In the place of the duration after `now -`: `now - 7 days`, `now - interval '7 days'`.
    Duration,
    /// In the place of a collation: `collate german`.
    Collation,
}

/// The error recovery, as the grammar knows it: a method for each place where a phrase can fail, or where the spelling
/// of another language has to be tried before the rule. Each reports what is wrong, and returns where the rule goes on
/// and what it may take for its phrase.
pub(in crate::syntax) trait Recover {
    /// Returns the input after what is skipped at `site`, or `None` if nothing is.
    fn skip<'t>(&self, site: RecoverySite, input: Input<'t>) -> Option<Input<'t>>;

    /// `query`: returns `true` if a clause begins the query that the grammar does not know as one: `top 5`, `sort
    /// name`.
    fn opens_clause(&self, input: Input<'_>) -> bool;

    /// `query`: the clause at `input` failed. Parses into `ast` what it may be instead, a clause of another language or
    /// a filter that should be at `start`, or skips it; returns the input at the next clause.
    fn clause<'t>(&self, start: Input<'t>, input: Input<'t>, ast: &mut Ast, failed: PhraseError<'t>) -> Input<'t>;

    /// `clause`: returns the input after the rest of the clause at `clause`, if it goes on after its count, at `rest`:
    /// `limit 10, 5`, `offset 5 rows`.
    fn after_count<'t>(&self, clause: Input<'t>, rest: Input<'t>, ast: &mut Ast) -> Option<Input<'t>>;

    /// `query`: the text from `start` on, with this filter, has errors. Reports what of the filter means something else
    /// in the language that the errors show.
    fn query(&self, start: Input<'_>, filter: &AstExpr);

    /// `key`: no path is here. Returns what is taken for one: `-name`.
    fn key_path<'t>(&self, input: Input<'t>) -> Option<(Input<'t>, Option<PathSpan>)>;

    /// `clause`: a key failed. Returns the input at its end.
    fn key<'t>(&self, failed: PhraseError<'t>) -> Input<'t>;

    /// `not`: the operand at `input` failed. Pushes what it is taken for on `stack`.
    fn operand<'t>(
        &self,
        stack: &mut OperatorStack,
        input: Input<'t>,
        failed: PhraseError<'t>,
    ) -> Recovery<'t, Input<'t>>;

    /// `not`: what opens at `input` is too deep.
    fn too_deep<'t>(&self, stack: &mut OperatorStack, input: Input<'t>, error: ParseError) -> Recovery<'t, Input<'t>>;

    /// `filter`: neither a connective nor the end of the filter or the group is at `input`.
    fn after_operand<'t>(&self, stack: &mut OperatorStack, input: Input<'t>) -> Recovery<'t, Continuation<'t>>;

    /// `comparison`: no operator of this language is at `input`, or one that goes on as another language's does.
    /// Returns the comparison from its `property` on, if it is one of another language; `path` is its property's.
    fn comparison<'t>(
        &self,
        property: Input<'t>,
        input: Input<'t>,
        path: Option<PathSpan>,
    ) -> Option<(Input<'t>, AstExpr)>;

    /// `operator`: a `not` is before an operator that does not take one, in the comparison from `property` on.
    fn misplaced_not(&self, property: Input<'_>, not: Span, operator: Spanned<Operator>);

    /// `path`: returns `true` if the reserved word at `input` is taken for the name of a property.
    fn reserved_name(&self, input: Input<'_>) -> bool;

    /// `value`: the token at `input` does not decide that a value of this language is here. `is_list` if the operator
    /// takes a list.
    fn value<'t>(&self, input: Input<'t>, is_list: bool) -> Recovery<'t, (Input<'t>, AstOperand)>;

    /// `value`: the item at `input` failed. Returns the hole that it leaves, and the input after it.
    fn value_hole<'t>(&self, input: Input<'t>, failed: PhraseError<'t>) -> (Input<'t>, AstLiteral);

    /// `item`: the token at `input` does not decide that an item of this language is here. Returns what is taken for
    /// one.
    fn item<'t>(&self, input: Input<'t>, expected: Expected) -> Option<(Input<'t>, AstLiteral)>;

    /// `list`: the list at `input` is too deep. Returns the hole that it leaves.
    fn too_deep_list<'t>(&self, input: Input<'t>, error: ParseError) -> (Input<'t>, AstOperand);

    /// `items`: the item at `input` failed. Returns the input after it.
    fn list_item<'t>(&self, items: &mut ListItems, input: Input<'t>, failed: PhraseError<'t>) -> Input<'t>;

    /// `items`: neither a comma nor the end of the list is at `input`.
    fn after_item<'t>(&self, items: &mut ListItems, input: Input<'t>) -> Continuation<'t>;

    /// `list`: reports the list that was opened at `open` and is not closed at `input`.
    fn unclosed_list(&self, items: &ListItems, open: Span, input: Input<'_>);
}
