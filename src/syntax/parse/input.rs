//! What the parser reads: tokens, the text they stand in and the limits; and the primitives every rule is made of.

use nom::error::ErrorKind;
use nom::{Needed, Parser};

use super::super::Limits;
use super::super::error::{Expected, ParseError, ParseErrorKind};
use super::super::token::{Token, TokenKind};
use super::Parse;
use crate::operator::Operator;
use crate::span::Span;

/// The tokens still to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'t> {
    tokens: &'t [Token],
    text: &'t str,
    limits: &'t Limits,
    /// How many groups and `not`s are open around here.
    depth: usize,
}

impl<'t> Input<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], limits: &'t Limits) -> Self {
        Self { tokens, text, limits, depth: 0 }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn limits(&self) -> &'t Limits {
        self.limits
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn first(&self) -> Option<Token> {
        self.tokens.first().copied()
    }

    /// What follows the first token, and that token.
    pub(super) fn split(self) -> (Self, Option<Token>) {
        match self.tokens.split_first() {
            Some((first, rest)) => (Self { tokens: rest, ..self }, Some(*first)),
            None => (self, None),
        }
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.first().is_some_and(|token| token.kind == kind)
    }

    /// Whether the first token is this keyword, in any case.
    pub(super) fn is_word(&self, word: &str) -> bool {
        let spelled = |token: Token| token.span.of(self.text).eq_ignore_ascii_case(word);
        self.first().is_some_and(|token| token.kind == TokenKind::Word && spelled(token))
    }

    /// Whether a clause stands here although a filter could: only two tokens tell.
    pub(super) fn opens_clause(&self) -> bool {
        let (rest, _) = self.split();
        let sorts = self.is_word("sort") || self.is_word("order");
        let counts = self.is_word("limit") || self.is_word("offset");
        (sorts && rest.is_word("by")) || (counts && rest.is(TokenKind::Number))
    }

    /// Whether an operator stands here, `not in` aside.
    pub(super) fn opens_operator(&self) -> bool {
        self.first().is_some_and(|token| match token.kind {
            TokenKind::Operator(_) => true,
            TokenKind::Word => token.span.of(self.text).parse::<Operator>().is_ok(),
            _ => false,
        })
    }

    pub(super) fn is_closing(&self) -> bool {
        self.is(TokenKind::CloseGroup)
    }

    /// The same, with `depth` groups and `not`s open.
    pub(super) fn at_depth(self, depth: usize) -> Self {
        Self { depth, ..self }
    }

    /// Fails at `span` where opening `more` would go beyond the limit.
    pub(super) fn check_depth(&self, more: usize, span: Span) -> Result<(), nom::Err<ParseError>> {
        let limit = self.limits.nesting.min(Limits::MAX_NESTING);
        if self.depth.saturating_add(more) > limit {
            return fail_at(span, ParseErrorKind::TooDeep { limit });
        }
        Ok(())
    }

    /// Where the first token stands, or the end of the text.
    pub(super) fn span(&self) -> Span {
        self.first().map_or(Span::at(self.text.trim_end().len()), |token| token.span)
    }
}

/// Fails for good at the first token, which is not what was wanted; with nothing wanted, because it closes nothing.
pub(super) fn fail<O>(input: Input<'_>, expected: Option<Expected>) -> Result<O, nom::Err<ParseError>> {
    let kind = match expected {
        Some(expected) => ParseErrorKind::Unexpected { expected, found: input.span().of(input.text).into() },
        None => ParseErrorKind::Unopened,
    };
    fail_at(input.span(), kind)
}

/// Fails for good at `span`.
pub(super) fn fail_at<O>(span: Span, kind: ParseErrorKind) -> Result<O, nom::Err<ParseError>> {
    Err(nom::Err::Failure(ParseError { kind, span }))
}

/// The first token, if it is `wanted`; fails for good if not.
pub(super) fn take_if<'t>(
    input: Input<'t>,
    expected: Expected,
    wanted: impl Fn(Token, &str) -> bool,
) -> Parse<'t, Token> {
    match input.split() {
        (rest, Some(token)) if wanted(token, token.span.of(input.text)) => Ok((rest, token)),
        _ => fail(input, Some(expected)),
    }
}

/// The keyword `word`; fails for good where another stands.
pub(super) fn keyword<'t>(
    word: &'static str,
    expected: Expected,
) -> impl Parser<Input<'t>, Output = Token, Error = ParseError> {
    move |input: Input<'t>| {
        take_if(input, expected, |token, text| token.kind == TokenKind::Word && text.eq_ignore_ascii_case(word))
    }
}

/// The span of the keyword `word`, where it stands here.
pub(super) fn optional_keyword<'t>(word: &str, input: Input<'t>) -> (Input<'t>, Option<Span>) {
    match input.split() {
        (rest, Some(token)) if input.is_word(word) => (rest, Some(token.span)),
        _ => (input, None),
    }
}

/// The sign `kind`; where another token stands, something else may still be tried.
pub(super) fn sign(kind: TokenKind, input: Input<'_>) -> Parse<'_, Token> {
    match input.split() {
        (rest, Some(token)) if token.kind == kind => Ok((rest, token)),
        _ => Err(nom::Err::Error(nom::error::ParseError::from_error_kind(input, ErrorKind::Tag))),
    }
}

impl<'t> nom::Input for Input<'t> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'t, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.tokens.len()
    }

    fn take(&self, index: usize) -> Self {
        Self { tokens: self.tokens.get(..index).unwrap_or(self.tokens), ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        Self { tokens: self.tokens.get(index..).unwrap_or_default(), ..*self }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.tokens.iter().position(|token| predicate(*token))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.tokens.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.tokens.len() { Ok(count) } else { Err(Needed::Unknown) }
    }
}

impl nom::error::ParseError<Input<'_>> for ParseError {
    fn from_error_kind(input: Input<'_>, _: ErrorKind) -> Self {
        let kind = ParseErrorKind::Unexpected { expected: Expected::ClauseOrEnd, found: Box::default() };
        Self { kind, span: input.span() }
    }

    fn append(_: Input<'_>, _: ErrorKind, other: Self) -> Self {
        other
    }
}
