//! The rules `list` and `items`.

use super::input::Input;
use super::item::{item, token_literal};
use super::items::ListItems;
use super::phrase::{fail, failure};
use super::recovery::Continuation;
use crate::syntax::ast::{AstLiteral, AstOperand};
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// `list = "(" , [ items ] , ")" | "[" , [ items ] , "]" ;` — with holes for the items that cannot be parsed.
pub(super) fn list(input: Input<'_>, close: TokenKind) -> (Input<'_>, AstOperand) {
    let open = input.span();
    if let Some(error) = input.too_deep(open) {
        return input.recover().too_deep_list(input, error);
    }
    let mut items = ListItems::new(close, input.limits().items);
    let mut rest = input.rest();
    loop {
        rest = pairs(&mut items, rest);
        if rest.is(close) {
            return (rest.rest(), AstOperand::List(items.items, open.to(rest.span())));
        }
        if rest.is_empty() || rest.opens_clause() {
            rest.recover().unclosed_list(&items, open, rest);
            return (rest, AstOperand::List(items.items, open));
        }
        let after = list_item(&mut items, rest);
        rest = match after_item(&mut items, after) {
            Continuation::Next(rest) => rest,
            Continuation::End(rest) => return (rest, AstOperand::List(items.items, open.to(after.span()))),
        };
    }
}

/// Parses the items that are a single token each with a comma after it, as most are; returns the input after them. The
/// fast path of long lists.
fn pairs<'t>(items: &mut ListItems, input: Input<'t>) -> Input<'t> {
    let is_pair = |pair: &&[ClassifiedToken]| match pair {
        [item, comma] => item.is_literal() && comma.kind == TokenKind::Comma,
        _ => false,
    };
    let pairs = input.tokens().chunks_exact(2).take_while(is_pair);
    let count = pairs.clone().count();
    if count > 0 {
        // The last item has no comma.
        items.reserve(count.saturating_add(1));
    }
    for token in pairs.filter_map(<[ClassifiedToken]>::first) {
        if let Some(literal) = token_literal(token, input) {
            push(items, literal, input);
        }
    }
    input.after(count.saturating_mul(2))
}

/// Parses one item, or leaves a hole; returns the input after it.
fn list_item<'t>(items: &mut ListItems, input: Input<'t>) -> Input<'t> {
    if let Some(literal) = input.first().and_then(|token| token_literal(token, input)) {
        push(items, literal, input);
        return input.rest();
    }
    // A `collate` before a comma or the end of the list is more likely left over than a word of an enum.
    let ends = |rest: Input<'_>| rest.is(TokenKind::Comma) || rest.is(items.close);
    let is_misplaced = input.is_keyword(Keyword::Collate) && ends(input.rest());
    let is_list = input.is(TokenKind::OpenGroup) || input.is(TokenKind::OpenList);
    let read = if is_misplaced || is_list { fail(input, Expected::Item) } else { item(input, Expected::Item) };
    match read {
        Ok((rest, literal)) => {
            push(items, literal, input);
            rest
        }
        Err(error) => input.recover().list_item(items, input, failure(error)),
    }
}

/// `{ "," , item } , [ "," ]`: goes on after an item.
pub(in crate::syntax) fn after_item<'t>(items: &mut ListItems, input: Input<'t>) -> Continuation<'t> {
    if input.is(TokenKind::Comma) {
        return Continuation::Next(input.rest());
    }
    if input.is(items.close) || input.is_empty() {
        return Continuation::Next(input);
    }
    input.recover().after_item(items, input)
}

/// Appends an item that was parsed from `input`, or reports that the list is too long.
#[inline(always)]
pub(in crate::syntax) fn push(items: &mut ListItems, literal: AstLiteral, input: Input<'_>) {
    let span = literal.span;
    if !items.push(literal) {
        input.report(ParseError::new(ParseErrorKind::TooManyItems { limit: items.limit() }, span));
    }
}
