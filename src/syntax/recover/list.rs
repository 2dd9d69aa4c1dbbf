//! Recovery of the rules `list` and `items`.

use super::rest_of_value::rest_of_value;
use super::skip::{skip, skip_one};
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, AstOperand};
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{
    Continuation, Input, ListItems, PhraseError, after_item as next_item, item as value_item, push,
};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Reports and skips the list at `input`, which is too deep.
pub(super) fn too_deep(input: Input<'_>, error: ParseError) -> (Input<'_>, AstOperand) {
    let open = input.span();
    input.report(error);
    (skip_one(input), AstOperand::One(AstLiteral::hole(open)))
}

/// Reports the list that was opened at `open` and is not closed at `input`.
pub(super) fn unclosed(items: &ListItems, open: Span, input: Input<'_>) {
    let error = ParseError::new(ParseErrorKind::Unclosed { open: open.of(input.text()).into() }, open);
    // A list in it that is not closed either takes what would close it.
    let last = items.items.last().map_or("", |last| last.span.of(input.text()));
    let is_clear = !matches!(last, "(" | "[");
    input.report(if is_clear { error.cured(Span::at(input.end_before()), items.closing_bracket()) } else { error });
}

/// Skips a token that does not belong at `input`, where the item `failed`, or appends a hole; returns the input after
/// it.
pub(super) fn item<'t>(items: &mut ListItems, input: Input<'t>, failed: PhraseError<'t>) -> Input<'t> {
    if is_needless(items, input) {
        input.report(input.unexpected(Expected::Item).cured(Span::new(input.end_before(), input.span().end()), ""));
        return input.rest();
    }
    let (rest, span) = match nested(input) {
        Some(rest) => (rest, input.span()),
        None => {
            let span = failed.error.span;
            (give_up(items, failed.rest, *failed.error), span)
        }
    };
    push(items, AstLiteral::hole(span), input);
    rest
}

/// Returns `true` if a connective, a `collate` or a bracket is at `input` that does not belong into the list, which
/// goes on after it.
fn is_needless(items: &ListItems, input: Input<'_>) -> bool {
    let is_closing = input.is_closing() || input.is(TokenKind::CloseList);
    if !is_closing && input.connective().is_none() && !input.is_keyword(Keyword::Collate) {
        return false;
    }
    let rest = input.rest();
    rest.is(TokenKind::Comma) || rest.is(items.close) || is_closing && rest.opens_constant()
}

/// Reports a list in the list; returns the input after it.
fn nested(input: Input<'_>) -> Option<Input<'_>> {
    if !input.is(TokenKind::OpenGroup) && !input.is(TokenKind::OpenList) {
        return None;
    }
    let rest = skip_one(input.speculative());
    let close = Span::new(rest.end_before().saturating_sub(1), rest.end_before());
    let is_closed = matches!(close.of(input.text()), ")" | "]") && rest.end_before() > input.rest().end_before();
    let error = input.unexpected(Expected::Item);
    input.report(if is_closed { error.cured(input.span(), "").cured(close, "") } else { error });
    Some(rest.reporting_like(input))
}

/// Reports `error` and returns the input at the end of the item that failed at `rest`; at the end of the list, without
/// a report, if an item failed before.
fn give_up<'t>(items: &mut ListItems, rest: Input<'t>, error: ParseError) -> Input<'t> {
    if std::mem::replace(&mut items.is_broken, true) {
        return skip(rest, |rest| ends_item(rest) && !rest.is(TokenKind::Comma));
    }
    rest.report(error);
    skip(rest, ends_item)
}

/// Goes on after an item with neither a comma nor the end of the list after it.
pub(super) fn after_item<'t>(items: &mut ListItems, input: Input<'t>) -> Continuation<'t> {
    let continued = items.items.last_mut().and_then(|last| rest_of_value(last, input, ends_item));
    match continued {
        Some(rest) => Continuation::Next(if rest.is(TokenKind::Comma) { rest.rest() } else { rest }),
        None => without_comma(items, input),
    }
}

/// Reports the token after an item that does not go on there, and finds the place at which the list goes on or ends.
fn without_comma<'t>(items: &mut ListItems, input: Input<'t>) -> Continuation<'t> {
    let error = input.unexpected(Expected::ListEnd);
    let token_and_blanks = Span::new(input.end_before(), input.span().end());
    let is_closing = input.is_closing() || input.is(TokenKind::CloseList);
    if is_needless(items, input) {
        input.report(error.cured(token_and_blanks, ""));
        return next_item(items, input.rest());
    }
    if is_closing && (input.is(TokenKind::CloseList) || !input.is_grouped()) {
        input.report(error.cured(input.span(), items.closing_bracket()));
        return Continuation::End(input.rest());
    }
    // A connective is meant as a comma if the list goes on after it.
    let after = value_item(input.rest().speculative(), Expected::Item).ok().map(|(after, _)| after);
    let goes_on =
        |after: Input<'_>| after.is(TokenKind::Comma) || after.is(items.close) || after.connective().is_some();
    if input.connective().is_some() && after.is_some_and(goes_on) {
        input.report(error.cured(token_and_blanks, ","));
        return Continuation::Next(input.rest());
    }
    if is_closing || input.connective().is_some() || input.opens_clause() || collates(&input) {
        // It belongs to what is around the list, which is not closed.
        input.report(error.cured(Span::at(input.end_before()), items.closing_bracket()));
        return Continuation::End(input);
    }
    if input.opens_constant() {
        input.report(error.cured(Span::at(input.end_before()), ","));
        return Continuation::Next(input);
    }
    let rest = give_up(items, input, error);
    Continuation::Next(if rest.is(TokenKind::Comma) { rest.rest() } else { rest })
}

/// Returns `true` if a broken item of a list ends at `input`.
fn ends_item(input: &Input<'_>) -> bool {
    let is_symbol = input.is(TokenKind::Comma) || input.is_closing() || input.is(TokenKind::CloseList);
    is_symbol || input.connective().is_some() || input.opens_clause() || collates(input)
}

/// Returns `true` if a collation is at `input`, and no value.
fn collates(input: &Input<'_>) -> bool {
    input.is_keyword(Keyword::Collate) && input.rest().is(TokenKind::Word) && !input.rest().opens_constant()
}
