//! The rule `item`.

use std::borrow::Cow;

use super::Parse;
use super::input::Input;
use super::path::path;
use super::phrase::{fail, fail_with, take_if};
use super::recovery::RecoverySite;
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, LiteralKind, Offset, PathSpan};
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::text::{EscapeError, unquote};
use crate::syntax::token::TokenKind;
use crate::value::{Anchor, Direction};

/// ```ebnf
/// item = string | [ "-" ] , number | duration | date | relative_time
///      | "true" | "false" | "null" | word | parameter ;
/// ```
pub(in crate::syntax) fn item(input: Input<'_>, expected: Expected) -> Parse<'_, AstLiteral> {
    let (rest, Some(token)) = input.split() else { return fail(input, expected) };
    if let Some(literal) = token_literal(token, input) {
        return Ok((rest, literal));
    }
    if input.is_plain_word() {
        return item_of_word(input, expected);
    }
    if token.kind == TokenKind::Minus && rest.is(TokenKind::Number) && rest.touches() {
        let span = token.span.to(rest.span());
        return Ok((rest.rest(), AstLiteral { kind: LiteralKind::Number, span }));
    }
    match input.recover().item(input, expected) {
        Some(read) => Ok(read),
        None if token.kind == TokenKind::Word => item_of_word(input, expected),
        None => fail(input, expected),
    }
}

/// Returns the literal that `token` of `input` is by itself, whatever follows.
#[inline]
pub(super) fn token_literal(token: &ClassifiedToken, input: Input<'_>) -> Option<AstLiteral> {
    let kind = match token.literal()? {
        LiteralKind::Text(_) => text(token.span, input),
        kind => kind,
    };
    Some(AstLiteral { kind, span: token.span })
}

/// `relative_time | "true" | "false" | "null" | word`
fn item_of_word(input: Input<'_>, expected: Expected) -> Parse<'_, AstLiteral> {
    let (rest, Some(token)) = input.split() else { return fail(input, expected) };
    let constant = |kind| Ok((rest, AstLiteral { kind, span: token.span }));
    match token.keyword {
        Some(Keyword::True) => return constant(LiteralKind::Boolean(true)),
        Some(Keyword::False) => return constant(LiteralKind::Boolean(false)),
        Some(Keyword::Null) => return constant(LiteralKind::Null),
        Some(Keyword::Now) => return relative_time(input, rest, Anchor::Now),
        Some(Keyword::Today) => return relative_time(input, rest, Anchor::Today),
        Some(keyword) if keyword.is_reserved() => return fail(input, expected),
        // A clause is preferred to a word of an enum: no value could go on with the second token of the clause.
        Some(_) if input.opens_clause() => return fail(input, expected),
        _ => {}
    }
    if rest.is(TokenKind::Dot) {
        let (rest, path) = path(input, expected)?;
        let span = path.map_or(token.span, |PathSpan(span)| span);
        let kind = ParseErrorKind::PropertyAsValue { found: span.of(input.text()).into() };
        return fail_with(rest, ParseError::new(kind, span));
    }
    Ok((rest, AstLiteral { kind: LiteralKind::Word, span: token.span }))
}

/// `relative_time = ( "now" | "today" ) , [ ( "+" | "-" ) , duration ] ;` — at `input`; its first word ends before
/// `rest`.
fn relative_time<'t>(input: Input<'t>, rest: Input<'t>, anchor: Anchor) -> Parse<'t, AstLiteral> {
    match offset(rest) {
        Ok((rest, offset)) => {
            let span = offset.map_or(input.span(), |offset| input.span().to(offset.duration));
            Ok((rest, AstLiteral { kind: LiteralKind::RelativeTime(anchor, offset), span }))
        }
        // A sign without a duration after it.
        Err(failed) => match rest.recover().skip(RecoverySite::Duration, rest.rest()) {
            Some(after) => Ok((after, AstLiteral::hole(input.up_to(&after)))),
            None => Err(failed),
        },
    }
}

/// `[ ( "+" | "-" ) , duration ]`
fn offset(input: Input<'_>) -> Parse<'_, Option<Offset>> {
    let direction = if input.is(TokenKind::Minus) {
        Direction::Before
    } else if input.is(TokenKind::Plus) {
        Direction::After
    } else {
        return Ok((input, None));
    };
    let (rest, duration) = take_if(input.rest(), Expected::Duration, |token, _| token.kind == TokenKind::Duration)?;
    Ok((rest, Some(Offset { direction, duration: duration.span })))
}

/// Returns the text literal of the token at `span`; a hole if one of its escapes is wrong.
#[inline]
fn text(span: Span, input: Input<'_>) -> LiteralKind {
    if input.has_escapes() { escaped_text(span, input) } else { LiteralKind::Text(None) }
}

fn escaped_text(span: Span, input: Input<'_>) -> LiteralKind {
    let report = |part: Span, kind: fn(Box<str>) -> ParseErrorKind| {
        let start = span.start().saturating_add(part.start());
        let span = Span::new(start, start.saturating_add(part.len()));
        input.report(ParseError::new(kind(span.of(input.text()).into()), span));
        LiteralKind::Hole
    };
    match unquote(span.of(input.text())) {
        Ok(Cow::Borrowed(_)) => LiteralKind::Text(None),
        Ok(Cow::Owned(text)) => LiteralKind::Text(Some(text.into())),
        Err(EscapeError::Unknown(part)) => report(part, |found| ParseErrorKind::UnknownEscape { found }),
        Err(EscapeError::LoneSurrogate(part)) => report(part, |found| ParseErrorKind::LoneSurrogate { found }),
    }
}
