//! Operands that are no comparison of this language.

use super::super::comparison::path;
use super::super::fault::{skip, skip_one};
use super::super::input::{Input, PhraseError};
use super::super::stack::Stack;
use super::super::value::item;
use super::{alone, call, comparison, json, name, pattern, preamble};
use crate::span::Span;
use crate::syntax::ast::{Expr, LiteralKind, PathSpan};
use crate::syntax::error::{ForeignSyntax, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

/// How reading goes on where an operand is broken.
pub(in super::super) enum Recovery<'t> {
    /// The operand begins here only.
    Again(Input<'t>),
    /// It is read.
    Read(Input<'t>, Expr),
}

/// An operand that begins at `input`, where `broken` is what a comparison makes of it.
pub(in super::super) fn operand<'t>(stack: &mut Stack, input: Input<'t>, broken: PhraseError<'t>) -> Recovery<'t> {
    if input.only_counts() {
        let (rest, expr) = broken_off(input, broken);
        return Recovery::Read(rest, expr);
    }
    if let Some(rest) = repeated(stack, input).or_else(|| preamble::preamble(input, stack.is_empty())) {
        return Recovery::Again(rest);
    }
    if let Some(rest) = preamble::statement(input) {
        return Recovery::Read(rest, Expr::hole(None, input.up_to(&rest)));
    }
    let whole = if stack.is_empty() { json::json(input, true) } else { None };
    if whole.is_none() && bracketed(stack, input) {
        return Recovery::Again(input.rest());
    }
    let mended = whole
        .or_else(|| named(stack, input))
        .or_else(|| valued(stack, input))
        .or_else(|| call::of_type(input).map(|rest| (rest, Expr::hole(None, input.up_to(&rest)))))
        .or_else(|| call::any(input).map(|(rest, path)| (rest, Expr::hole(Some(path), input.up_to(&rest)))))
        .or_else(|| name::odd_name(input))
        .or_else(|| alone::without_property(stack, input));
    match mended {
        Some((rest, expr)) => Recovery::Read(rest, expr),
        None => {
            let (rest, expr) = broken_off(input, broken);
            Recovery::Read(rest, expr)
        }
    }
}

/// What follows a connective that only repeats the one before it.
fn repeated<'t>(stack: &Stack, input: Input<'t>) -> Option<Input<'t>> {
    let rest = input.rest();
    let is_repeated = input.connective().is_some() && input.connective() == stack.joined() && !stack.is_negated();
    is_repeated.then(|| {
        input.report_at(
            ForeignSyntax::RepeatedConnective,
            input.span(),
            Some((input.with_blanks_before(&rest), String::new())),
        );
        rest
    })
}

/// Whether a group stands here in brackets that are closed; opens it then.
fn bracketed(stack: &mut Stack, input: Input<'_>) -> bool {
    let inside = input.rest();
    let is_group = input.is(TokenKind::OpenList)
        && (inside.opens_operand() || inside.is(TokenKind::Dot))
        && stack.around(input).too_deep(1, input.span()).is_none()
        && Span::new(input.span().start(), skip_one(input.speculative()).end()).of(input.text()).ends_with(']');
    if is_group {
        stack.open(input.span());
    }
    is_group
}

/// What follows an operand, and what it is.
pub(super) type Read<'t> = Option<(Input<'t>, Expr)>;

/// What begins with a property.
fn named<'t>(stack: &mut Stack, input: Input<'t>) -> Read<'t> {
    let (rest, path) = path(input.speculative(), Expected::Condition).ok()?;
    let (rest, path) = (rest.reporting_like(input), path?);
    let PathSpan(span) = path;
    let is_negated = stack.is_negated();
    let called = call::call(input, span, rest);
    if called.is_none()
        && let Some(rest) = call::piped(input, rest)
    {
        return Some((rest, Expr::hole(None, input.up_to(&rest))));
    }
    if called.is_none() && rest.ends_operand() && input.clause_word().is_none() {
        let rest = alone::alone(stack, input, rest);
        return Some((rest, Expr::hole(None, input.up_to(&rest))));
    }
    let read = called
        .or_else(|| comparison::between(rest, span, is_negated).map(|rest| (rest, path)))
        .or_else(|| pattern::pattern(input, rest, span).map(|rest| (rest, path)));
    if let Some((rest, path)) = read {
        return Some((rest, Expr::hole(Some(path), input.up_to(&rest))));
    }
    if let Some(rest) = call::unknown_call(input, rest) {
        return Some((rest, Expr::hole(None, input.up_to(&rest))));
    }
    name::member(input, rest, span)
        .or_else(|| name::bare_name(input, rest, span))
        .or_else(|| missing_operator(input, path, rest))
}

/// A property and a value with nothing between them.
fn missing_operator<'t>(input: Input<'t>, path: PathSpan, rest: Input<'t>) -> Read<'t> {
    if input.clause_word().is_some() {
        return None;
    }
    let (behind, literal) = item(rest.speculative(), Expected::Value).ok()?;
    let is_clear = !matches!(literal.kind, LiteralKind::Word | LiteralKind::Hole) && behind.ends_operand();
    if !is_clear {
        return None;
    }
    input.report_at(
        ForeignSyntax::MissingOperator,
        input.up_to(&behind),
        Some((Span::at(literal.span.start()), "== ".to_owned())),
    );
    Some((behind.reporting_like(input), Expr::hole(Some(path), input.up_to(&behind))))
}

/// What begins with a value.
fn valued<'t>(stack: &mut Stack, input: Input<'t>) -> Read<'t> {
    let (rest, literal) = item(input.speculative(), Expected::Condition).ok()?;
    let rest = rest.reporting_like(input);
    if matches!(literal.kind, LiteralKind::Hole) || input.clause_word().is_some() {
        return None;
    }
    if rest.ends_operand() {
        let rest = alone::alone(stack, input, rest);
        return Some((rest, Expr::hole(None, input.up_to(&rest))));
    }
    let (rest, path) = comparison::value_first(input, &literal, rest, stack.is_negated())?;
    Some((rest, Expr::hole(path, input.up_to(&rest))))
}

/// What cannot be read. Where it has the form of a comparison, its property is kept.
fn broken_off<'t>(input: Input<'t>, broken: PhraseError<'t>) -> (Input<'t>, Expr) {
    let PhraseError { fault, rest } = broken;
    let is_of_form = matches!(
        fault.kind,
        ParseErrorKind::Unexpected { expected: Expected::Operator, .. }
            | ParseErrorKind::Malformed { expected: Some(Expected::Operator), .. }
    ) && item(rest.rest().speculative(), Expected::Value)
        .is_ok_and(|(behind, literal)| !matches!(literal.kind, LiteralKind::Word) && behind.ends_operand());
    let path = path(input.speculative(), Expected::Condition).ok().and_then(|(_, path)| path).filter(|_| is_of_form);
    let span = fault.span;
    rest.report(*fault);
    (skip(rest, Input::can_go_on), Expr::hole(path, span))
}
