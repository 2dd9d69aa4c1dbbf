//! The rule `list`.

use super::super::ast::{Literal, LiteralKind, Operand};
use super::super::classified::ClassifiedToken;
use super::super::error::{ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::fault::{skip, skip_one};
use super::input::{Input, PhraseError};
use super::slip;
use super::value::{item, token_literal};
use crate::span::Span;

/// A list that ends with `close`; what can be read of it.
pub(super) fn list(input: Input<'_>, close: TokenKind) -> (Input<'_>, Operand) {
    let open = input.span();
    if let Some(fault) = input.too_deep(1, open) {
        input.report(fault);
        return (skip_one(input), Operand::One(Literal::hole(open)));
    }
    let mut list = List { close, items: Vec::new(), limit: input.limits().items, is_too_long: false, is_broken: false };
    let mut rest = input.rest();
    loop {
        rest = list.pairs(rest);
        if rest.is(close) {
            return (rest.rest(), Operand::List(list.items, open.to(rest.span())));
        }
        if rest.is_empty() || rest.opens_clause() {
            let fault = ParseError::new(ParseErrorKind::Unclosed { open: open.of(input.text()).into() }, open);
            // A list in it that has no end either takes what would end it.
            let last = list.items.last().map_or("", |last| last.span.of(input.text()));
            let is_clear = !matches!(last, "(" | "[");
            rest.report(if is_clear { fault.cured(Span::at(rest.end()), list.mark()) } else { fault });
            return (rest, Operand::List(list.items, open));
        }
        let after = list.item(rest);
        rest = match list.behind_item(after) {
            Joint::Item(rest) => rest,
            Joint::End(rest) => return (rest, Operand::List(list.items, open.to(after.span()))),
        };
    }
}

/// A list, as far as it is read.
struct List {
    close: TokenKind,
    items: Vec<Literal>,
    limit: usize,
    is_too_long: bool,
    /// Whether something in it is broken: what else is then follows from that.
    is_broken: bool,
}

/// How a list goes on behind an item.
enum Joint<'t> {
    /// With another, or its end.
    Item(Input<'t>),
    /// It ends here.
    End(Input<'t>),
}

impl List {
    fn mark(&self) -> &'static str {
        if self.close == TokenKind::CloseList { "]" } else { ")" }
    }

    /// Reads the items that are a token each with a comma behind it, as most are; what follows them.
    fn pairs<'t>(&mut self, input: Input<'t>) -> Input<'t> {
        let is_pair = |pair: &&[ClassifiedToken]| matches!(pair, [item, comma] if item.is_literal() && comma.kind == TokenKind::Comma);
        let pairs = input.tokens().chunks_exact(2).take_while(is_pair);
        let count = pairs.clone().count();
        if count > 0 {
            // The last item has no comma.
            self.items.reserve(count.saturating_add(1).min(self.limit));
        }
        for item in pairs.filter_map(<[ClassifiedToken]>::first) {
            if let Some(literal) = token_literal(item, input) {
                self.push(literal, input);
            }
        }
        input.behind(count.saturating_mul(2))
    }

    /// Reads an item, or leaves a hole; what follows it.
    fn item<'t>(&mut self, input: Input<'t>) -> Input<'t> {
        if let Some(literal) = input.first().and_then(|token| token_literal(token, input)) {
            self.push(literal, input);
            return input.rest();
        }
        if self.is_needless(input) {
            input.report(input.unexpected(Expected::Item).cured(Span::new(input.end(), input.span().end()), ""));
            return input.rest();
        }
        let (rest, literal) = match nested(input) {
            Some(rest) => (rest, Literal::hole(input.span())),
            None => item(input, Expected::Item).unwrap_or_else(|error| {
                let PhraseError { fault, rest } = PhraseError::of(error, input);
                let span = fault.span;
                (self.give_up(rest, *fault), Literal::hole(span))
            }),
        };
        self.push(literal, input);
        rest
    }

    /// Keeps an item that was read from `input`. A part of the loop that reads a long list.
    #[inline(always)]
    fn push(&mut self, literal: Literal, input: Input<'_>) {
        // What can only be an item is one, whatever is broken before it.
        self.is_broken &= matches!(literal.kind, LiteralKind::Word | LiteralKind::Hole);
        if self.items.len() < self.limit {
            self.items.push(literal);
        } else if !std::mem::replace(&mut self.is_too_long, true) {
            input.report(ParseError::new(ParseErrorKind::TooManyItems { limit: self.limit }, literal.span));
        }
    }

    /// Whether a connective or a bracket stands here that has no place in the list, which goes on behind it.
    fn is_needless(&self, input: Input<'_>) -> bool {
        let is_closing = input.is_closing() || input.is(TokenKind::CloseList);
        if !is_closing && input.connective().is_none() && !input.is_keyword(Keyword::Collate) {
            return false;
        }
        let rest = input.rest();
        rest.is(TokenKind::Comma) || rest.is(self.close) || is_closing && rest.opens_constant()
    }

    /// What follows what is broken at `rest`: its end, where something was broken before.
    fn give_up<'t>(&mut self, rest: Input<'t>, fault: ParseError) -> Input<'t> {
        if std::mem::replace(&mut self.is_broken, true) {
            return skip(rest, |rest| ends_item(rest) && !rest.is(TokenKind::Comma));
        }
        rest.report(fault);
        skip(rest, ends_item)
    }

    fn behind_item<'t>(&mut self, input: Input<'t>) -> Joint<'t> {
        if input.is(TokenKind::Comma) {
            return Joint::Item(input.rest());
        }
        if input.is(self.close) || input.is_empty() {
            return Joint::Item(input);
        }
        let mended = self.items.last_mut().and_then(|last| slip::behind_value(last, input, ends_item));
        match mended {
            Some(rest) => Joint::Item(if rest.is(TokenKind::Comma) { rest.rest() } else { rest }),
            None => self.without_comma(input),
        }
    }

    /// Goes on behind an item where neither a comma nor the end of the list stands.
    fn without_comma<'t>(&mut self, input: Input<'t>) -> Joint<'t> {
        let fault = input.unexpected(Expected::ListEnd);
        let is_closing = input.is_closing() || input.is(TokenKind::CloseList);
        if self.is_needless(input) {
            input.report(fault.cured(Span::new(input.end(), input.span().end()), ""));
            return self.behind_item(input.rest());
        }
        if is_closing && (input.is(TokenKind::CloseList) || !input.is_grouped()) {
            input.report(fault.cured(input.span(), self.mark()));
            return Joint::End(input.rest());
        }
        // A connective is a comma where the list goes on behind it.
        let behind = item(input.rest().speculative(), Expected::Item).ok().map(|(behind, _)| behind);
        let goes_on =
            |behind: Input<'_>| behind.is(TokenKind::Comma) || behind.is(self.close) || behind.connective().is_some();
        if input.connective().is_some() && behind.is_some_and(goes_on) {
            input.report(fault.cured(Span::new(input.end(), input.span().end()), ","));
            return Joint::Item(input.rest());
        }
        if is_closing || input.connective().is_some() || input.opens_clause() || collates(&input) {
            // It belongs to what is around the list, which nothing closes.
            input.report(fault.cured(Span::at(input.end()), self.mark()));
            return Joint::End(input);
        }
        if input.opens_constant() {
            input.report(fault.cured(Span::at(input.end()), ","));
            return Joint::Item(input);
        }
        let rest = self.give_up(input, fault);
        Joint::Item(if rest.is(TokenKind::Comma) { rest.rest() } else { rest })
    }
}

/// Whether a broken item of a list ends here.
fn ends_item(input: &Input<'_>) -> bool {
    let is_sign = input.is(TokenKind::Comma) || input.is_closing() || input.is(TokenKind::CloseList);
    is_sign || input.connective().is_some() || input.opens_clause() || collates(input)
}

/// Whether a collation follows what stands here, and no value.
fn collates(input: &Input<'_>) -> bool {
    input.is_keyword(Keyword::Collate) && input.rest().is(TokenKind::Word) && !input.rest().opens_constant()
}

/// What follows a list in a list, which is reported.
fn nested(input: Input<'_>) -> Option<Input<'_>> {
    if !input.is(TokenKind::OpenGroup) && !input.is(TokenKind::OpenList) {
        return None;
    }
    let rest = skip_one(input.speculative());
    let close = Span::new(rest.end().saturating_sub(1), rest.end());
    let is_closed = matches!(close.of(input.text()), ")" | "]") && rest.end() > input.rest().end();
    let fault = input.unexpected(Expected::Item);
    input.report(if is_closed { fault.cured(input.span(), "").cured(close, "") } else { fault });
    Some(rest.reporting_like(input))
}
