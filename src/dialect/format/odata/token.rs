//! The tokens of OData text.

use crate::dialect::decompile::error::{DecompileError, DecompileErrorKind};
use crate::dialect::decompile::expectation::Expectation;
use crate::dialect::decompile::placeholder::placeholder;
use crate::dialect::decompile::source::SourceText;
use crate::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ODataTokenKind {
    /// A name, a path or a word.
    Word,
    /// Text between single quotes.
    Text,
    /// A word that starts like a number: also a date, or a malformed one.
    Literal,
    Open,
    Close,
    Comma,
    /// A character that begins no token, or a text that is not closed.
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ODataToken<'s> {
    pub(super) kind: ODataTokenKind,
    pub(super) text: &'s str,
    /// The span in the source, not in the given text.
    pub(super) span: Span,
}

impl ODataToken<'_> {
    pub(super) fn is_not(&self) -> bool {
        self.kind == ODataTokenKind::Word && self.text == "not"
    }
}

pub(super) fn continues_name(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// A cursor over the tokens of a source.
pub(super) struct ODataTokens<'s> {
    source: &'s SourceText<'s>,
    at: usize,
}

impl<'s> ODataTokens<'s> {
    pub(super) fn new(source: &'s SourceText<'s>) -> Self {
        Self { source, at: 0 }
    }

    /// Returns the next token without consuming it.
    pub(super) fn peek(&self) -> Option<ODataToken<'s>> {
        let rest = self.source.text().get(self.at..)?;
        let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\r', '\n']).len());
        let rest = rest.get(blank..)?;
        let (kind, length) = token(rest)?;
        let start = self.at.saturating_add(blank);
        let span = Span::new(start, start.saturating_add(length));
        Some(ODataToken { kind, text: rest.get(..length)?, span })
    }

    pub(super) fn next(&mut self) -> Option<ODataToken<'s>> {
        let token = self.peek();
        self.at = token.map_or(self.source.text().len(), |token| token.span.end());
        token
    }

    /// Returns `true` if a `(` follows the next token.
    pub(super) fn is_call(&self) -> bool {
        let mut ahead = Self { source: self.source, at: self.at };
        ahead.next();
        ahead.peek().is_some_and(|token| token.kind == ODataTokenKind::Open)
    }

    /// Consumes the next token if it is of this kind.
    pub(super) fn take(&mut self, kind: ODataTokenKind, wanted: Expectation) -> Result<ODataToken<'s>, DecompileError> {
        match self.peek() {
            Some(token) if token.kind == kind => {
                self.next();
                Ok(token)
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    /// Consumes the next token if it is one of these words.
    pub(super) fn take_word(&mut self, words: &[&str]) -> Option<&'s str> {
        let token = self.peek().filter(|token| token.kind == ODataTokenKind::Word && words.contains(&token.text))?;
        self.next();
        Some(token.text)
    }

    /// Returns the span in the given text of `span` in the source.
    pub(super) fn place(&self, span: Span) -> Span {
        self.source.place(span)
    }

    /// Returns the error about the next token, where `wanted` was expected.
    pub(super) fn unexpected(&self, wanted: Expectation) -> DecompileError {
        let end = self.source.text().len();
        let (text, span) = self.peek().map_or(("", Span::at(end)), |token| (token.text, token.span));
        let rest = self.source.text().get(span.start()..).unwrap_or_default();
        if let Some(found) = placeholder(rest) {
            let span = Span::new(span.start(), span.start().saturating_add(found.len()));
            return DecompileError {
                kind: DecompileErrorKind::Placeholder { found: found.into() },
                span: self.place(span),
            };
        }
        let kind = match text.chars().next() {
            Some('"') => DecompileErrorKind::DoubleQuote,
            Some('\'') if text.len() == 1 || !text.ends_with('\'') => DecompileErrorKind::UnclosedText,
            _ => DecompileErrorKind::Unexpected { wanted, found: text.into() },
        };
        DecompileError { kind, span: self.place(span) }
    }
}

/// Returns the kind and the length in bytes of the token at the start of `rest`.
fn token(rest: &str) -> Option<(ODataTokenKind, usize)> {
    let first = rest.chars().next()?;
    let until = |ends: &dyn Fn(char) -> bool| rest.find(ends).unwrap_or(rest.len());
    let next_is_digit = rest.get(1..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    Some(match first {
        '(' => (ODataTokenKind::Open, 1),
        ')' => (ODataTokenKind::Close, 1),
        ',' => (ODataTokenKind::Comma, 1),
        '\'' => text(rest),
        '-' if next_is_digit => (ODataTokenKind::Literal, until(&ends_literal)),
        _ if first.is_ascii_digit() => (ODataTokenKind::Literal, until(&ends_literal)),
        _ if continues_name(first) => {
            (ODataTokenKind::Word, until(&|character| !continues_name(character) && !"/.".contains(character)))
        }
        _ => (ODataTokenKind::Other, first.len_utf8()),
    })
}

fn ends_literal(character: char) -> bool {
    !character.is_ascii_alphanumeric() && !"_.:+-".contains(character)
}

/// Returns the length of a text up to its closing quote; a doubled quote is a part of the text.
fn text(rest: &str) -> (ODataTokenKind, usize) {
    let mut end = 1;
    while let Some(length) = rest.get(end..).and_then(|tail| tail.find('\'')) {
        end = end.saturating_add(length).saturating_add(1);
        if rest.as_bytes().get(end) != Some(&b'\'') {
            return (ODataTokenKind::Text, end);
        }
        end = end.saturating_add(1);
    }
    (ODataTokenKind::Other, rest.len())
}
