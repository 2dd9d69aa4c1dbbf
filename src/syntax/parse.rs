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

use std::cell::OnceCell;

use memchr::memchr;
use nom::IResult;

use super::Limits;
use super::ast::{Ast, Literal};
use super::classified::ClassifiedTokens;
use super::error::{ParseError, ParseErrorKind, Recovered};
use super::expected::Expected;
use crate::span::Span;

use clause::query;
use fault::Faults;
use input::{Input, PhraseError, Source};
use value::item;

pub(crate) use slip::spoken_unit;

pub(super) type Parse<'t, O> = IResult<Input<'t>, O, PhraseError<'t>>;

/// The tree of `text`, or all that is wrong with it and the tree with holes.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Ast, Box<Recovered>> {
    let longest = limits.text.min(Span::MAX_TEXT);
    if text.len() > longest {
        let kind = ParseErrorKind::TextTooLong { length: text.len(), limit: longest };
        let faults = vec![ParseError::new(kind, Span::at(0))];
        return Err(Box::new(Recovered { ast: Ast::default(), faults, more: 0 }));
    }
    let mut ast = Ast::default();
    let ((), faults, more) = read(text, limits, |input, comments| query(input, comments, &mut ast));
    if faults.is_empty() { Ok(ast) } else { Err(Box::new(Recovered { ast, faults, more })) }
}

/// The one literal that `text` holds, or all that is wrong with it.
pub(super) fn parse_literal(text: &str) -> Result<Literal, Vec<ParseError>> {
    match read(text, &Limits::default(), |input, _| only_item(input)) {
        (Some(literal), faults, _) if faults.is_empty() => Ok(literal),
        (_, faults, _) => Err(faults),
    }
}

/// An item and nothing behind it.
fn only_item(input: Input<'_>) -> Option<Literal> {
    let read = item(input, Expected::Value);
    let (rest, literal) = read.map_err(|error| input.report(*PhraseError::of(error, input).fault)).ok()?;
    if !rest.is_empty() {
        rest.report(rest.unexpected(Expected::ClauseOrEnd));
    }
    Some(literal)
}

/// What `rule` makes of `text` and its comments, what is wrong, and how many faults more there are.
fn read<O>(
    text: &str,
    limits: &Limits,
    rule: impl for<'t> FnOnce(Input<'t>, Vec<Span>) -> O,
) -> (O, Vec<ParseError>, usize) {
    let ClassifiedTokens { all, comments, has_malformed } = ClassifiedTokens::classify(text);
    let tokens = if has_malformed { run::joined(&all, text) } else { all };
    let faults = Faults::default();
    let has_escapes = memchr(b'\\', text.as_bytes()).is_some();
    let source = Source { text, limits, tokens: &tokens, has_escapes, faults: &faults, evidence: OnceCell::new() };
    let output = rule(Input::new(&source), comments);
    let (faults, more) = faults.finish();
    (output, faults, more)
}
