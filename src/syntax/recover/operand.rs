//! Recovery of the rule `not`: operands that are no comparison of this language.

use super::evidence::TextEvidence;
use super::json::{JsonPlace, json};
use super::skip::{skip, skip_one};
use super::{alone, call, comparison, name, pattern, preamble};
use crate::span::Span;
use crate::syntax::ast::{AstExpr, LiteralKind, PathSpan};
use crate::syntax::error::{ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, OperatorStack, ParsedOperand, PhraseError, Recovery, item, path};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Parses the operand at `input`, which `failed` as a comparison, as something of another language, or leaves a hole.
pub(super) fn operand<'t>(
    evidence: &TextEvidence,
    stack: &mut OperatorStack,
    input: Input<'t>,
    failed: PhraseError<'t>,
) -> Recovery<'t, Input<'t>> {
    let (rest, expr) = if input.only_counts() {
        hole(input, failed)
    } else {
        let is_first = stack.is_empty();
        let before = repeated(stack, input).or_else(|| preamble::preamble(evidence, input, is_first));
        if let Some(rest) = before {
            return Recovery::Again(rest);
        }
        match preamble::statement(input) {
            Some(rest) => (rest, AstExpr::hole(None, input.up_to(&rest))),
            None => {
                let whole = if is_first { json(input, JsonPlace::Query) } else { None };
                if whole.is_none() && bracketed(stack, input) {
                    return Recovery::Again(input.rest());
                }
                whole.or_else(|| foreign(evidence, stack, input)).unwrap_or_else(|| hole(input, failed))
            }
        }
    };
    stack.push(expr);
    Recovery::Done(rest)
}

/// Parses an operand of another language.
fn foreign<'t>(evidence: &TextEvidence, stack: &OperatorStack, input: Input<'t>) -> ParsedOperand<'t> {
    named(evidence, stack, input)
        .or_else(|| valued(stack, input))
        .or_else(|| call::of_type(input).map(|rest| (rest, AstExpr::hole(None, input.up_to(&rest)))))
        .or_else(|| call::any(input).map(|(rest, path)| (rest, AstExpr::hole(Some(path), input.up_to(&rest)))))
        .or_else(|| name::unusual_name(input))
        .or_else(|| alone::without_property(stack, input))
}

/// Reports the `not`s or the group at `input` that are too deep: skips the `not`s, or leaves a hole for the group.
pub(super) fn too_deep<'t>(stack: &mut OperatorStack, input: Input<'t>, error: ParseError) -> Recovery<'t, Input<'t>> {
    input.report(error);
    let mut rest = input;
    while rest.is(TokenKind::Not) || rest.is_keyword(Keyword::Not) {
        rest = rest.rest();
    }
    if !rest.is(TokenKind::OpenGroup) {
        return Recovery::Again(rest);
    }
    stack.push(AstExpr::hole(None, rest.span()));
    let after = skip_one(rest);
    if after.is_empty() {
        stack.lose_brackets();
    }
    Recovery::Done(after)
}

/// Reports a connective that repeats the one before it; returns the input after it.
fn repeated<'t>(stack: &OperatorStack, input: Input<'t>) -> Option<Input<'t>> {
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

/// Opens a group in brackets, and returns `true`, if the bracket at `input` opens one that is closed.
fn bracketed(stack: &mut OperatorStack, input: Input<'_>) -> bool {
    let inside = input.rest();
    let is_group = input.is(TokenKind::OpenList)
        && (inside.opens_operand() || inside.is(TokenKind::Dot))
        && input.inside(stack).too_deep(input.span()).is_none()
        && Span::new(input.span().start(), skip_one(input.speculative()).end_before()).of(input.text()).ends_with(']');
    if is_group {
        stack.open(input.span());
    }
    is_group
}

/// Parses an operand that begins with a property.
fn named<'t>(evidence: &TextEvidence, stack: &OperatorStack, input: Input<'t>) -> ParsedOperand<'t> {
    let (rest, path) = path(input.speculative(), Expected::Condition).ok()?;
    let (rest, path) = (rest.reporting_like(input), path?);
    let PathSpan(span) = path;
    let is_negated = stack.is_negated();
    let called = call::call(input, span, rest);
    if called.is_none()
        && let Some(rest) = call::piped(evidence, input, rest)
    {
        return Some((rest, AstExpr::hole(None, input.up_to(&rest))));
    }
    if called.is_none() && rest.ends_operand() && input.clause_word().is_none() {
        let rest = alone::alone(stack, input, rest);
        return Some((rest, AstExpr::hole(None, input.up_to(&rest))));
    }
    let read = called
        .or_else(|| comparison::between(rest, span, is_negated).map(|rest| (rest, path)))
        .or_else(|| pattern::pattern(input, rest, span).map(|rest| (rest, path)));
    if let Some((rest, path)) = read {
        return Some((rest, AstExpr::hole(Some(path), input.up_to(&rest))));
    }
    if let Some(rest) = call::unknown_call(input, rest) {
        return Some((rest, AstExpr::hole(None, input.up_to(&rest))));
    }
    name::member(input, rest, span)
        .or_else(|| name::bare_name(input, rest, span))
        .or_else(|| missing_operator(input, path, rest))
}

/// Parses a property and a value with nothing between them.
fn missing_operator<'t>(input: Input<'t>, path: PathSpan, rest: Input<'t>) -> ParsedOperand<'t> {
    if input.clause_word().is_some() {
        return None;
    }
    let (after, literal) = item(rest.speculative(), Expected::Value).ok()?;
    let is_clear = !matches!(literal.kind, LiteralKind::Word | LiteralKind::Hole) && after.ends_operand();
    if !is_clear {
        return None;
    }
    input.report_at(
        ForeignSyntax::MissingOperator,
        input.up_to(&after),
        Some((Span::at(literal.span.start()), "== ".to_owned())),
    );
    Some((after.reporting_like(input), AstExpr::hole(Some(path), input.up_to(&after))))
}

/// Parses an operand that begins with a value.
fn valued<'t>(stack: &OperatorStack, input: Input<'t>) -> ParsedOperand<'t> {
    let (rest, literal) = item(input.speculative(), Expected::Condition).ok()?;
    let rest = rest.reporting_like(input);
    if matches!(literal.kind, LiteralKind::Hole) || input.clause_word().is_some() {
        return None;
    }
    if rest.ends_operand() {
        let rest = alone::alone(stack, input, rest);
        return Some((rest, AstExpr::hole(None, input.up_to(&rest))));
    }
    let (rest, path) = comparison::value_first(input, &literal, rest, stack.is_negated())?;
    Some((rest, AstExpr::hole(path, input.up_to(&rest))))
}

/// Reports the failure of the operand at `input` and skips it; returns the hole that it leaves. A hole that has the
/// form of a comparison keeps its property.
fn hole<'t>(input: Input<'t>, PhraseError { error, rest }: PhraseError<'t>) -> (Input<'t>, AstExpr) {
    let is_comparison = matches!(
        error.kind,
        ParseErrorKind::Unexpected { expected: Expected::Operator, .. }
            | ParseErrorKind::Malformed { expected: Some(Expected::Operator), .. }
    ) && item(rest.rest().speculative(), Expected::Value)
        .is_ok_and(|(after, literal)| !matches!(literal.kind, LiteralKind::Word) && after.ends_operand());
    let path = path(input.speculative(), Expected::Condition).ok().and_then(|(_, path)| path);
    let span = error.span;
    rest.report(*error);
    (skip(rest, Input::can_go_on), AstExpr::hole(path.filter(|_| is_comparison), span))
}
