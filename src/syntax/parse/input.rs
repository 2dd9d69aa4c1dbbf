//! What the parser reads: tokens, the text they stand in and the limits; and the primitives every rule is made of.

use std::cell::OnceCell;

use nom::Parser;
use nom::error::ErrorKind;

use super::super::Limits;
use super::super::classified::ClassifiedToken;
use super::super::error::{MOST_FAULTS, ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::Parse;
use super::fault::Faults;
use super::slip::Evidence;
use crate::span::Span;

/// What all rules read from.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) limits: &'t Limits,
    pub(super) tokens: &'t [ClassifiedToken],
    /// Whether a backslash stands in the text.
    pub(super) has_escapes: bool,
    /// Where what is wrong is reported.
    pub(super) faults: &'t Faults,
    /// The foreign languages that the tokens show; computed where a slip first needs it.
    pub(super) evidence: OnceCell<Evidence>,
}

/// The tokens still to be read. Rules hand it on by value, so it is small: two registers.
#[derive(Clone, Copy)]
pub(crate) struct Input<'t> {
    source: &'t Source<'t>,
    /// How many tokens were read.
    read: u32,
    /// How many groups and `not`s are open around here.
    depth: u16,
    /// Whether a group is among them.
    is_grouped: bool,
    /// Whether nothing that is wrong is reported.
    is_speculative: bool,
}

impl<'t> Input<'t> {
    pub(super) fn new(source: &'t Source<'t>) -> Self {
        Self { source, read: 0, depth: 0, is_grouped: false, is_speculative: false }
    }

    pub(super) fn text(&self) -> &'t str {
        self.source.text
    }

    pub(super) fn limits(&self) -> &'t Limits {
        self.source.limits
    }

    /// Whether a quoted text may hold an escape.
    pub(super) fn has_escapes(&self) -> bool {
        self.source.has_escapes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    pub(super) fn first(&self) -> Option<&'t ClassifiedToken> {
        self.source.tokens.get(self.read as usize)
    }

    /// The foreign languages that the whole text shows.
    pub(super) fn evidence(&self) -> Evidence {
        *self.source.evidence.get_or_init(|| Evidence::of(self.source.tokens, self.text()))
    }

    /// The token before the first one, `count` further back.
    pub(super) fn token_before(&self, count: u32) -> Option<&'t ClassifiedToken> {
        let index = self.read.checked_sub(count.checked_add(1)?)?;
        self.source.tokens.get(index as usize)
    }

    /// The tokens still to be read.
    pub(super) fn tokens(&self) -> &'t [ClassifiedToken] {
        self.source.tokens.get(self.read as usize..).unwrap_or_default()
    }

    /// What follows the first `count` tokens, of which there are as many.
    pub(super) fn behind(self, count: usize) -> Self {
        Self { read: self.read.saturating_add(u32::try_from(count).unwrap_or(u32::MAX)), ..self }
    }

    /// What follows the first token, and that token.
    pub(super) fn split(self) -> (Self, Option<&'t ClassifiedToken>) {
        let first = self.first();
        (Self { read: self.read.saturating_add(u32::from(first.is_some())), ..self }, first)
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

    /// The keyword that stands here.
    pub(super) fn keyword(&self) -> Option<Keyword> {
        self.first()?.keyword
    }

    /// Whether the first token is `keyword`.
    pub(super) fn is_keyword(&self, keyword: Keyword) -> bool {
        self.keyword() == Some(keyword)
    }

    /// The word that stands here.
    pub(super) fn word(&self) -> Option<&'t str> {
        self.is(TokenKind::Word).then(|| self.written())
    }

    /// Whether the first token is `word`, in any case.
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
        Self { depth: u16::try_from(depth).unwrap_or(u16::MAX), is_grouped, ..self }
    }

    /// Whether a group is open around here.
    pub(super) fn is_grouped(&self) -> bool {
        self.is_grouped
    }

    /// The fault of opening `more` at `span`, where that goes beyond the limit.
    pub(super) fn too_deep(&self, more: usize, span: Span) -> Option<ParseError> {
        let limit = self.limits().nesting.min(Limits::MAX_NESTING);
        let is_too_deep = usize::from(self.depth).saturating_add(more) > limit;
        is_too_deep.then(|| ParseError::new(ParseErrorKind::TooDeep { limit }, span))
    }

    /// Where the first token stands, or the end of the text.
    pub(super) fn span(&self) -> Span {
        self.first().map_or_else(|| Span::at(self.text().trim_end().len()), |token| token.span)
    }

    /// Where the last token that was read ends.
    pub(super) fn end(&self) -> usize {
        let last = self.read.checked_sub(1).and_then(|last| self.source.tokens.get(last as usize));
        last.map_or(0, |token| token.span.end())
    }

    /// How many faults there are so far.
    pub(super) fn count_faults(&self) -> usize {
        if self.is_speculative { 0 } else { self.source.faults.count() }
    }

    /// Whether there are so many faults that no more is told of them than how many they are.
    pub(super) fn only_counts(&self) -> bool {
        self.count_faults() > MOST_FAULTS
    }

    pub(super) fn report(&self, fault: ParseError) {
        if !self.is_speculative {
            self.source.faults.report(fault);
        }
    }

    /// Takes back what was reported of `span`.
    pub(super) fn retract(&self, span: Span) {
        if !self.is_speculative {
            self.source.faults.retract(span);
        }
    }

    /// The same, where nothing that is wrong is told: to try whether something else stands here.
    pub(super) fn speculative(self) -> Self {
        Self { is_speculative: true, ..self }
    }

    /// The same, where what is wrong is reported as by `other`.
    pub(super) fn reporting_like(self, other: Self) -> Self {
        Self { is_speculative: other.is_speculative, ..self }
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
        Span::new(self.span().start(), rest.end())
    }
}

/// A phrase that cannot be read to its end: why, and what is left from there on. Whoever goes on reports the fault.
pub(crate) struct PhraseError<'t> {
    pub(super) fault: Box<ParseError>,
    pub(super) rest: Input<'t>,
}

impl<'t> PhraseError<'t> {
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
pub(super) fn fail<'t, O>(input: Input<'t>, expected: Expected) -> Result<O, nom::Err<PhraseError<'t>>> {
    fail_with(input, input.unexpected(expected))
}

/// Fails for good with `fault`; what is left is `rest`.
pub(super) fn fail_with<'t, O>(rest: Input<'t>, fault: ParseError) -> Result<O, nom::Err<PhraseError<'t>>> {
    Err(nom::Err::Failure(PhraseError { fault: Box::new(fault), rest }))
}

/// The first token, if it is `wanted`; fails for good if not.
#[inline]
pub(super) fn take_if<'t>(
    input: Input<'t>,
    expected: Expected,
    wanted: impl Fn(&ClassifiedToken, &str) -> bool,
) -> Parse<'t, &'t ClassifiedToken> {
    match input.split() {
        (rest, Some(token)) if wanted(token, input.text()) => Ok((rest, token)),
        _ => fail(input, expected),
    }
}

/// The given keyword; fails for good where another stands.
pub(super) fn keyword<'t>(
    keyword: Keyword,
    expected: Expected,
) -> impl Parser<Input<'t>, Output = &'t ClassifiedToken, Error = PhraseError<'t>> {
    move |input: Input<'t>| take_if(input, expected, |token, _| token.keyword == Some(keyword))
}

/// The span of `keyword`, where it stands here.
pub(super) fn optional_keyword(keyword: Keyword, input: Input<'_>) -> (Input<'_>, Option<Span>) {
    match input.split() {
        (rest, Some(token)) if token.keyword == Some(keyword) => (rest, Some(token.span)),
        _ => (input, None),
    }
}

/// The sign `kind`; where another token stands, something else may still be tried.
pub(super) fn sign<'t>(
    kind: TokenKind,
) -> impl Parser<Input<'t>, Output = &'t ClassifiedToken, Error = PhraseError<'t>> {
    move |input: Input<'t>| match input.split() {
        (rest, Some(token)) if token.kind == kind => Ok((rest, token)),
        _ => Err(nom::Err::Error(nom::error::ParseError::from_error_kind(input, ErrorKind::Tag))),
    }
}

impl<'t> nom::error::ParseError<Input<'t>> for PhraseError<'t> {
    fn from_error_kind(input: Input<'t>, _: ErrorKind) -> Self {
        let kind = ParseErrorKind::Unexpected { expected: Expected::ClauseOrEnd, found: Box::default() };
        Self { fault: Box::new(ParseError::new(kind, input.span())), rest: input }
    }

    fn append(_: Input<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }
}
