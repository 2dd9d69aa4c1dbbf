//! Garbage: runs of characters that are no tokens. A run is reported as its writer sees it: `C:\Backups` is one
//! mistake, however many of its characters start no token.

use crate::span::Span;
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Malformed, TokenKind};

/// Returns `tokens`, with one token of the first malformed kind for each run of tokens that touch each other and of
/// which one is malformed.
pub(in crate::syntax) fn join_garbage(tokens: &[ClassifiedToken], text: &str) -> Vec<ClassifiedToken> {
    let mut joined = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((run, after)) = rest.split_at_checked(run_length(rest, text)).filter(|(run, _)| !run.is_empty()) {
        let malformed = run.iter().find(|token| matches!(token.kind, TokenKind::Malformed(_)));
        match (malformed, run.first().zip(run.last())) {
            (Some(malformed), Some((start, end))) => {
                joined.push(ClassifiedToken { span: start.span.to(end.span), ..*malformed });
            }
            _ => joined.extend_from_slice(run),
        }
        rest = after;
    }
    joined
}

/// Returns the error that the text at `span` is no token.
pub(super) fn no_token(malformed: Malformed, span: Span, text: &str) -> ParseError {
    ParseError::new(ParseErrorKind::Malformed { malformed, found: span.of(text).into(), expected: None }, span)
}

/// Returns how many of the first `tokens` belong together.
fn run_length(tokens: &[ClassifiedToken], text: &str) -> usize {
    if let Some(length) = quoted_length(tokens, text) {
        return length;
    }
    let is_joined = |pair: &&[ClassifiedToken]| match pair {
        [a, b] => a.span.end() == b.span.start() && may_be_garbage(a, text) && may_be_garbage(b, text),
        _ => false,
    };
    tokens.windows(2).take_while(is_joined).count().saturating_add(1).min(tokens.len())
}

/// Returns `true` if a token that touches another may be a part of what its writer takes for one word or number.
pub(super) fn may_be_garbage(token: &ClassifiedToken, text: &str) -> bool {
    let written = token.span.of(text);
    match token.kind {
        TokenKind::Word => !token.keyword.is_some_and(Keyword::is_reserved),
        TokenKind::Number
        | TokenKind::Duration
        | TokenKind::Date
        | TokenKind::Dot
        | TokenKind::Plus
        | TokenKind::Minus
        | TokenKind::Malformed(Malformed::Number | Malformed::Parameter) => true,
        TokenKind::Malformed(Malformed::Character) => !matches!(written, "&" | "|" | ";"),
        TokenKind::Comma => groups_digits(token.span, text),
        _ => false,
    }
}

/// Returns `true` for the comma of `10,000`, where the digits after it are no number of their own.
fn groups_digits(comma: Span, text: &str) -> bool {
    let before = text.get(..comma.start()).unwrap_or_default();
    let digits = text.get(comma.end()..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).take(4);
    before.ends_with(|last: char| last.is_ascii_digit()) && digits.clone().count() == 3 && digits.take(1).eq(*b"0")
}

/// Returns the count of tokens in a text between two quotes that only a word processor writes.
fn quoted_length(tokens: &[ClassifiedToken], text: &str) -> Option<usize> {
    const QUOTES: [&str; 2] = ["“”„‟«»", "‘’‚‛‹›"];
    let is_of = |token: &ClassifiedToken, quotes: &str| {
        token.kind == TokenKind::Malformed(Malformed::Character) && quotes.contains(token.span.of(text))
    };
    let (first, others) = tokens.split_first()?;
    let quotes = QUOTES.into_iter().find(|quotes| is_of(first, quotes))?;
    others.iter().position(|token| is_of(token, quotes))?.checked_add(2)
}
