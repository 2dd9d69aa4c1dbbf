//! The parser: nom over tokens for phrases, an operator stack for connectives. Functions are named as the rules of the
//! grammar in [`crate::syntax`].
//!
//! Linear: one token decides what comes next (two at `sort by`, `limit 5` and `not in`). The first token of a phrase
//! commits to it, so that a failure says what was wanted. Only then, and only for the first hundred faults, is looked
//! back at the phrase: [`slip`] knows what else it may have been meant to be, and [`fault`] how reading goes on.

mod clause;
mod comparison;
mod connective;
mod fault;
mod input;
mod list;
mod look;
mod run;
mod slip;
mod stack;
mod value;

use nom::IResult;

use super::Limits;
use super::ast::{Ast, Literal};
use super::error::{Expected, ParseError, ParseErrorKind, Recovered};
use super::token::{Token, TokenKind, tokens};
use crate::span::Span;

use clause::query;
use fault::Faults;
use input::{Broken, Input, Source};
use value::item;

pub(crate) use slip::spoken_unit;

pub(super) type Parse<'t, O> = IResult<Input<'t>, O, Broken<'t>>;

/// The tree of `text`, or all that is wrong with it and the tree with holes.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Ast, Box<Recovered>> {
    let longest = limits.text.min(Span::MAX_TEXT);
    if text.len() > longest {
        let kind = ParseErrorKind::TextTooLong { length: text.len(), limit: longest };
        let faults = vec![ParseError::new(kind, Span::at(0))];
        return Err(Box::new(Recovered { ast: Ast::default(), faults, more: 0 }));
    }
    // No less than most texts have.
    let mut kept = Vec::with_capacity(text.len().div_ceil(4));
    let mut comments = Vec::new();
    for token in tokens(text) {
        match token.kind {
            TokenKind::Comment => comments.push(token.span),
            _ => kept.push(token),
        }
    }
    let (ast, faults, more) = read(text, limits, kept, query);
    let ast = Ast { comments, ..ast };
    if faults.is_empty() { Ok(ast) } else { Err(Box::new(Recovered { ast, faults, more })) }
}

/// The one literal that `text` holds, or all that is wrong with it.
pub(super) fn parse_literal(text: &str) -> Result<Literal, Vec<ParseError>> {
    let tokens = tokens(text).filter(|token| token.kind != TokenKind::Comment).collect();
    match read(text, &Limits::default(), tokens, only_item) {
        (Some(literal), faults, _) if faults.is_empty() => Ok(literal),
        (_, faults, _) => Err(faults),
    }
}

/// An item and nothing behind it.
fn only_item(input: Input<'_>) -> Option<Literal> {
    let read = item(input, Expected::Value);
    let (rest, literal) = read.map_err(|error| input.report(*Broken::of(error, input).fault)).ok()?;
    if !rest.is_empty() {
        rest.report(rest.unexpected(Expected::ClauseOrEnd));
    }
    Some(literal)
}

/// What `rule` makes of `tokens` of `text`, what is wrong, and how many faults more there are.
fn read<O>(
    text: &str,
    limits: &Limits,
    tokens: Vec<Token>,
    rule: impl for<'t> Fn(Input<'t>) -> O,
) -> (O, Vec<ParseError>, usize) {
    let is_malformed = |token: &Token| matches!(token.kind, TokenKind::Malformed(_));
    let tokens = if tokens.iter().any(is_malformed) { run::joined(&tokens, text) } else { tokens };
    let faults = Faults::default();
    let output = rule(Input::new(&Source { text, limits }, &tokens, &faults));
    let (faults, more) = faults.finish();
    (output, faults, more)
}
