//! The rules `value` and `item`.

use std::borrow::Cow;

use super::super::ast::{Literal, LiteralKind, Offset, Operand, PathSpan};
use super::super::classified::ClassifiedToken;
use super::super::error::{ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::text::{EscapeError, unquote};
use super::super::token::TokenKind;
use super::Parse;
use super::comparison::path;
use super::fault::skip;
use super::input::{Input, PhraseError, fail, fail_with, take_if};
use super::list::list;
use super::slip;
use crate::span::Span;
use crate::value::{Anchor, Direction};

/// A value; a hole where there is none. `is_list` where only a list will do.
pub(super) fn value(input: Input<'_>, is_list: bool) -> (Input<'_>, Operand) {
    if let Some(literal) = input.first().and_then(|token| token_literal(token, input)) {
        return (input.rest(), Operand::One(literal));
    }
    let input = slip::list_symbol(needless(input, is_list));
    if let Some((rest, literal)) = slip::foreign_value(input) {
        return (rest, Operand::One(literal));
    }
    if let Some((rest, expr)) = slip::json(input, false) {
        return (rest, Operand::One(Literal::hole(expr.span)));
    }
    match input.first().map(|token| token.kind) {
        Some(TokenKind::OpenGroup) => list(input, TokenKind::CloseGroup),
        Some(TokenKind::OpenList) => list(input, TokenKind::CloseList),
        _ => {
            let (rest, literal) = item_or_hole(input, Expected::Value, Input::can_go_on);
            (rest, Operand::One(literal))
        }
    }
}

/// What follows a token before a value that does not belong there; reported.
fn needless(input: Input<'_>, is_list: bool) -> Input<'_> {
    let rest = input.rest();
    let opens_list = || rest.is(TokenKind::OpenGroup) || rest.is(TokenKind::OpenList);
    let next_is_value = || opens_list() || rest.opens_constant();
    let is_needless = match input.first().map(|token| token.kind) {
        Some(TokenKind::Dot) => next_is_value() && !rest.touches(),
        Some(TokenKind::Operator(_) | TokenKind::Not | TokenKind::Comma) => next_is_value(),
        Some(TokenKind::CloseGroup | TokenKind::CloseList) => next_is_value(),
        Some(TokenKind::Word) => opens_list() && is_list && !rest.touches() && input.connective().is_none(),
        _ => false,
    };
    if is_needless {
        input.report(input.unexpected(Expected::Value));
        return rest;
    }
    input
}

/// An item, or a hole for one that is broken, up to where `can_go_on`.
fn item_or_hole<'t>(
    input: Input<'t>,
    expected: Expected,
    can_go_on: impl Fn(&Input<'t>) -> bool,
) -> (Input<'t>, Literal) {
    item(input, expected).unwrap_or_else(|error| {
        let PhraseError { fault, rest } = PhraseError::of(error, input);
        rest.report(*fault);
        let rest = skip(rest, can_go_on);
        (rest, Literal::hole(Span::new(input.end(), rest.end())))
    })
}

/// The literal that `token` of `input` is by itself, so that nothing else can be meant.
#[inline]
pub(super) fn token_literal(token: &ClassifiedToken, input: Input<'_>) -> Option<Literal> {
    let kind = match token.literal()? {
        LiteralKind::Text(_) => text(token.span, input),
        kind => kind,
    };
    Some(Literal { kind, span: token.span })
}

pub(super) fn item(input: Input<'_>, expected: Expected) -> Parse<'_, Literal> {
    let (rest, Some(token)) = input.split() else { return fail(input, expected) };
    if let Some(literal) = token_literal(token, input) {
        return Ok((rest, literal));
    }
    if let Some(read) = slip::foreign_value(input) {
        return Ok(read);
    }
    match token.kind {
        TokenKind::Minus if rest.is(TokenKind::Number) => {
            let span = token.span.to(rest.span());
            if rest.touches() {
                return Ok((rest.rest(), Literal { kind: LiteralKind::Number, span }));
            }
            let blank = Span::new(token.span.end(), rest.span().start());
            input.report(ParseError::new(ParseErrorKind::DetachedSign, token.span).cured(blank, ""));
            Ok((rest.rest(), Literal::hole(span)))
        }
        TokenKind::Word => word(input, expected),
        TokenKind::Malformed(_) => {
            input.report(input.unexpected(expected));
            Ok((rest, Literal::hole(token.span)))
        }
        _ => fail(input, expected),
    }
}

fn word(input: Input<'_>, expected: Expected) -> Parse<'_, Literal> {
    let (rest, Some(token)) = input.split() else { return fail(input, expected) };
    let constant = |kind| Ok((rest, Literal { kind, span: token.span }));
    let relative_time = |anchor| {
        let (rest, offset) = match offset(rest) {
            Ok(read) => read,
            // The sign alone was read.
            Err(error) => match slip::length(rest.rest()) {
                Some(behind) => return Ok((behind, Literal::hole(input.up_to(&behind)))),
                None => return Err(error),
            },
        };
        let span = offset.map_or(token.span, |offset| token.span.to(offset.duration));
        Ok((rest, Literal { kind: LiteralKind::RelativeTime(anchor, offset), span }))
    };
    match token.keyword {
        Some(Keyword::True) => return constant(LiteralKind::Boolean(true)),
        Some(Keyword::False) => return constant(LiteralKind::Boolean(false)),
        Some(Keyword::Null) => return constant(LiteralKind::Null),
        Some(Keyword::Now) => return relative_time(Anchor::Now),
        Some(Keyword::Today) => return relative_time(Anchor::Today),
        Some(keyword) if keyword.is_reserved() => return fail(input, expected),
        // A clause goes before a word of an enum, which nothing could follow so.
        Some(_) if input.opens_clause() => return fail(input, expected),
        _ => {}
    }
    if rest.is(TokenKind::Dot) {
        let (rest, path) = path(input, expected)?;
        let span = path.map_or(token.span, |PathSpan(span)| span);
        let kind = ParseErrorKind::PropertyAsValue { found: span.of(input.text()).into() };
        return fail_with(rest, ParseError::new(kind, span));
    }
    Ok((rest, Literal { kind: LiteralKind::Word, span: token.span }))
}

/// The offset that may follow `now` and `today`.
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

/// What the text that stands here means; a hole where an escape of it is wrong.
#[inline]
fn text(span: Span, input: Input<'_>) -> LiteralKind {
    if input.has_escapes() { escaped_text(span, input) } else { LiteralKind::Text(None) }
}

fn escaped_text(span: Span, input: Input<'_>) -> LiteralKind {
    let fault = |part: Span, kind: fn(Box<str>) -> ParseErrorKind| {
        let start = span.start().saturating_add(part.start());
        let span = Span::new(start, start.saturating_add(part.len()));
        input.report(ParseError::new(kind(span.of(input.text()).into()), span));
        LiteralKind::Hole
    };
    match unquote(span.of(input.text())) {
        Ok(Cow::Borrowed(_)) => LiteralKind::Text(None),
        Ok(Cow::Owned(text)) => LiteralKind::Text(Some(text.into())),
        Err(EscapeError::Unknown(part)) => fault(part, |found| ParseErrorKind::UnknownEscape { found }),
        Err(EscapeError::LoneSurrogate(part)) => fault(part, |found| ParseErrorKind::LoneSurrogate { found }),
    }
}
