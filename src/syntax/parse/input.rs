//! What the parser reads: tokens, the text they stand in and the limits; and the primitives every rule is made of.

use nom::Parser;
use nom::error::ErrorKind;

use super::super::Limits;
use super::super::error::{Expected, MOST_FAULTS, ParseError, ParseErrorKind};
use super::super::token::{Token, TokenKind};
use super::Parse;
use super::fault::Faults;
use crate::span::Span;

/// What all rules read from.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) limits: &'t Limits,
}

/// The tokens still to be read. Rules hand it on by value, so it is small.
#[derive(Clone, Copy)]
pub(crate) struct Input<'t> {
    tokens: &'t [Token],
    source: &'t Source<'t>,
    /// Where what is wrong is reported, if anywhere.
    faults: Option<&'t Faults>,
    /// How many groups and `not`s are open around here.
    depth: usize,
    /// Whether a group is among them.
    is_grouped: bool,
    /// Where the last token that was read ends.
    end: usize,
}

impl<'t> Input<'t> {
    pub(super) fn new(source: &'t Source<'t>, tokens: &'t [Token], faults: &'t Faults) -> Self {
        Self { tokens, source, faults: Some(faults), depth: 0, is_grouped: false, end: 0 }
    }

    pub(super) fn text(&self) -> &'t str {
        self.source.text
    }

    pub(super) fn limits(&self) -> &'t Limits {
        self.source.limits
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
            Some((first, rest)) => (Self { tokens: rest, end: first.span.end(), ..self }, Some(*first)),
            None => (self, None),
        }
    }

    /// What follows the first token.
    pub(super) fn rest(self) -> Self {
        self.split().0
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.first().is_some_and(|token| token.kind == kind)
    }

    /// The first token as written; empty at the end.
    pub(super) fn written(&self) -> &'t str {
        self.first().map_or("", |token| token.span.of(self.text()))
    }

    /// The word that stands here.
    pub(super) fn word(&self) -> Option<&'t str> {
        self.is(TokenKind::Word).then(|| self.written())
    }

    /// Whether the first token is this keyword, in any case.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.word().is_some_and(|written| written.eq_ignore_ascii_case(word))
    }

    /// The first of `words` that stands here, in any case.
    pub(super) fn any_word(&self, words: &[&'static str]) -> Option<&'static str> {
        let written = self.word()?;
        words.iter().copied().find(|word| written.eq_ignore_ascii_case(word))
    }

    /// The same, with `depth` groups and `not`s open, a group among them or not.
    pub(super) fn at_depth(self, depth: usize, is_grouped: bool) -> Self {
        Self { depth, is_grouped, ..self }
    }

    /// Whether a group is open around here.
    pub(super) fn is_grouped(&self) -> bool {
        self.is_grouped
    }

    /// The fault of opening `more` at `span`, where that goes beyond the limit.
    pub(super) fn too_deep(&self, more: usize, span: Span) -> Option<ParseError> {
        let limit = self.limits().nesting.min(Limits::MAX_NESTING);
        let is_too_deep = self.depth.saturating_add(more) > limit;
        is_too_deep.then(|| ParseError::new(ParseErrorKind::TooDeep { limit }, span))
    }

    /// Where the first token stands, or the end of the text.
    pub(super) fn span(&self) -> Span {
        self.first().map_or(Span::at(self.text().trim_end().len()), |token| token.span)
    }

    /// Where the last token that was read ends.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// How many faults there are so far.
    pub(super) fn count_faults(&self) -> usize {
        self.faults.map_or(0, Faults::count)
    }

    /// Whether there are so many faults that no more is told of them than how many they are.
    pub(super) fn only_counts(&self) -> bool {
        self.count_faults() > MOST_FAULTS
    }

    pub(super) fn report(&self, fault: ParseError) {
        if let Some(faults) = self.faults {
            faults.report(fault);
        }
    }

    /// The same, where nothing that is wrong is told: to try whether something else stands here.
    pub(super) fn quiet(self) -> Self {
        Self { faults: None, ..self }
    }

    /// The same, where what is wrong is reported as by `other`.
    pub(super) fn heard_as(self, other: Self) -> Self {
        Self { faults: other.faults, ..self }
    }

    /// The fault that something else is wanted here.
    pub(super) fn unexpected(&self, expected: Expected) -> ParseError {
        let found = self.written().into();
        let kind = match self.first().map(|token| token.kind) {
            Some(TokenKind::Malformed(malformed)) => {
                ParseErrorKind::Malformed { malformed, found, expected: Some(expected) }
            }
            _ => ParseErrorKind::Unexpected { expected, found },
        };
        ParseError::new(kind, self.span())
    }

    /// What stands from here up to `rest`.
    pub(super) fn up_to(&self, rest: &Self) -> Span {
        Span::new(self.span().start(), rest.end)
    }
}

/// A phrase that cannot be read to its end: why, and what is left from there on. Whoever goes on reports the fault.
pub(crate) struct Broken<'t> {
    pub(super) fault: Box<ParseError>,
    pub(super) rest: Input<'t>,
}

impl<'t> Broken<'t> {
    /// Of what a rule gives instead of what it reads.
    pub(super) fn of(error: nom::Err<Self>, input: Input<'t>) -> Self {
        match error {
            nom::Err::Error(broken) | nom::Err::Failure(broken) => broken,
            // Only nom's streaming parsers, of which none is used here, ask for more.
            nom::Err::Incomplete(_) => Self { fault: Box::new(input.unexpected(Expected::ClauseOrEnd)), rest: input },
        }
    }
}

/// Fails for good at the first token, which is not what was wanted.
pub(super) fn fail<'t, O>(input: Input<'t>, expected: Expected) -> Result<O, nom::Err<Broken<'t>>> {
    fail_with(input, input.unexpected(expected))
}

/// Fails for good with `fault`; what is left is `rest`.
pub(super) fn fail_with<'t, O>(rest: Input<'t>, fault: ParseError) -> Result<O, nom::Err<Broken<'t>>> {
    Err(nom::Err::Failure(Broken { fault: Box::new(fault), rest }))
}

/// The first token, if it is `wanted`; fails for good if not.
pub(super) fn take_if<'t>(
    input: Input<'t>,
    expected: Expected,
    wanted: impl Fn(Token, &str) -> bool,
) -> Parse<'t, Token> {
    match input.split() {
        (rest, Some(token)) if wanted(token, input.written()) => Ok((rest, token)),
        _ => fail(input, expected),
    }
}

/// The keyword `word`; fails for good where another stands.
pub(super) fn keyword<'t>(
    word: &'static str,
    expected: Expected,
) -> impl Parser<Input<'t>, Output = Token, Error = Broken<'t>> {
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
pub(super) fn sign<'t>(kind: TokenKind) -> impl Parser<Input<'t>, Output = Token, Error = Broken<'t>> {
    move |input: Input<'t>| match input.split() {
        (rest, Some(token)) if token.kind == kind => Ok((rest, token)),
        _ => Err(nom::Err::Error(nom::error::ParseError::from_error_kind(input, ErrorKind::Tag))),
    }
}

impl<'t> nom::error::ParseError<Input<'t>> for Broken<'t> {
    fn from_error_kind(input: Input<'t>, _: ErrorKind) -> Self {
        let kind = ParseErrorKind::Unexpected { expected: Expected::ClauseOrEnd, found: Box::default() };
        Self { fault: Box::new(ParseError::new(kind, input.span())), rest: input }
    }

    fn append(_: Input<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }
}
