//! Recovery of the rules `value` and `item`: values in the notation of other languages, and tokens before a value that
//! do not belong there.

use super::json::{JsonPlace, json};
use super::relative_time::{called, dated, get_date, is_rounded};
use super::report::Replacement;
use super::skip::skip;
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, AstOperand};
use crate::syntax::error::{Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, PhraseError, Recovery};
use crate::syntax::text::{between_quotes, quote};
use crate::syntax::token::TokenKind;

/// Parses another language's value, or skips a token before a value. `is_list` is `true` if the operator takes a list.
pub(super) fn value(input: Input<'_>, is_list: bool) -> Recovery<'_, (Input<'_>, AstOperand)> {
    let input = skip_list_symbol(skip_needless(input, is_list));
    if let Some((rest, literal)) = foreign_value(input) {
        return Recovery::Done((rest, AstOperand::One(literal)));
    }
    if let Some((rest, expr)) = json(input, JsonPlace::Value) {
        return Recovery::Done((rest, AstOperand::One(AstLiteral::hole(expr.span))));
    }
    Recovery::Again(input)
}

/// Reports the failure of the value at `input`; returns the hole that it leaves, and the input after it.
pub(super) fn hole<'t>(input: Input<'t>, PhraseError { error, rest }: PhraseError<'t>) -> (Input<'t>, AstLiteral) {
    rest.report(*error);
    let rest = skip(rest, Input::can_go_on);
    (rest, AstLiteral::hole(Span::new(input.end_before(), rest.end_before())))
}

/// Parses another language's item, or reports what is taken for a broken one.
pub(super) fn item(input: Input<'_>, expected: Expected) -> Option<(Input<'_>, AstLiteral)> {
    if let Some(read) = foreign_value(input) {
        return Some(read);
    }
    let rest = input.rest();
    match input.first()?.kind {
        TokenKind::Minus if rest.is(TokenKind::Number) => {
            let blank = Span::new(input.span().end(), rest.span().start());
            input.report(ParseError::new(ParseErrorKind::DetachedSign, input.span()).cured(blank, ""));
            Some((rest.rest(), AstLiteral::hole(input.span().to(rest.span()))))
        }
        TokenKind::Malformed(_) => {
            input.report(input.unexpected(expected));
            Some((rest, AstLiteral::hole(input.span())))
        }
        _ => None,
    }
}

/// Reports a token that does not belong before the value after it; returns the input at the value.
fn skip_needless(input: Input<'_>, is_list: bool) -> Input<'_> {
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

/// Reports PowerShell's `@` before a list; returns the input at the list.
fn skip_list_symbol(input: Input<'_>) -> Input<'_> {
    let rest = input.rest();
    if !input.is_symbol("@") || !rest.touches() || !rest.is(TokenKind::OpenGroup) {
        return input;
    }
    input.report_foreign(ForeignSyntax::ForeignList, &rest, Some(String::new()));
    rest
}

/// Words before a quoted date: `datetime'2026-01-31'`.
const DATE_PREFIXES: &[&str] = &["datetime", "date", "timestamp", "datetimeoffset"];
/// Words before a quoted text or UUID: `N'web'`.
const TEXT_PREFIXES: &[&str] = &["n", "r", "guid", "uuid"];

/// Reports a value in another language's notation; returns the hole that it leaves, and the input after it.
fn foreign_value(input: Input<'_>) -> Option<(Input<'_>, AstLiteral)> {
    let first = input.first()?.kind;
    if input.is_literal() {
        return None;
    }
    let rest = input.rest();
    let is_text = rest.is(TokenKind::Text);
    let (rest, meant) = match first {
        // Splunk's `-24h@h`.
        TokenKind::Malformed(_) if input.is_malformed_as(|written| is_rounded(written) && written.contains('@')) => {
            input.report_foreign(ForeignSyntax::RoundedMoment, &rest, None);
            return Some((rest, AstLiteral::hole(input.up_to(&rest))));
        }
        TokenKind::Minus | TokenKind::Plus if rest.is(TokenKind::Duration) => {
            (rest.rest(), Some(format!("now {} {}", input.written(), rest.written())))
        }
        TokenKind::Word if rest.is(TokenKind::OpenGroup) && rest.touches() => called(input),
        TokenKind::Word if is_text && input.any_word(DATE_PREFIXES).is_some() => (rest.rest(), dated(rest.written())),
        TokenKind::Word if is_text && input.any_word(TEXT_PREFIXES).is_some() => {
            (rest.rest(), Some(rest.written().to_owned()))
        }
        TokenKind::Malformed(_) if is_text && rest.touches() && input.is_symbol("@") => {
            (rest.rest(), Some(quote(between_quotes(rest.written()))))
        }
        TokenKind::Dot if rest.is(TokenKind::Number) && rest.touches() => {
            (rest.rest(), Some(format!("0.{}", rest.written())))
        }
        TokenKind::OpenGroup if rest.is(TokenKind::Word) => get_date(input)?,
        TokenKind::OpenList => cast(input)?,
        _ => return None,
    };
    let span = input.up_to(&rest);
    // A duration may have a `+` as its sign.
    let doubt = (first == TokenKind::Plus).then_some(Doubt::Other);
    match meant {
        Some(meant) => input.report_edit(ForeignSyntax::ForeignValue, span, Replacement::new(span, meant, doubt)),
        None => input.report_at(ForeignSyntax::ForeignValue, span, None),
    }
    Some((rest, AstLiteral::hole(span)))
}

/// Returns the input after PowerShell's `[datetime]'2026-01-31'`, with the value if it is clear.
fn cast(input: Input<'_>) -> Option<(Input<'_>, Option<String>)> {
    let (word, close) = (input.rest(), input.rest().rest());
    let text = close.rest();
    let is_cast = word.is(TokenKind::Word) && close.is(TokenKind::CloseList);
    if !is_cast || !text.is(TokenKind::Text) || !text.touches() {
        return None;
    }
    let meant = word.any_word(DATE_PREFIXES).and_then(|_| dated(text.written()));
    let meant = meant.or_else(|| word.is_word("string").then(|| text.written().to_owned()));
    Some((text.rest(), meant))
}
