//! The rule `comparison` and those it is made of, values aside.

use super::super::ast::{Comparison, Expr, ExprKind, Operand, PathSpan};
use super::super::classified::ClassifiedToken;
use super::super::error::{Certainty, Doubt, ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::Parse;
use super::input::{Input, fail, optional_keyword, take_if};
use super::slip;
use super::value::value;
use crate::collation::Collation;
use crate::operator::{Family, Operator};
use crate::span::{Span, Spanned};

pub(super) fn comparison(input: Input<'_>) -> Parse<'_, Expr> {
    let (rest, path) = path(input, Expected::Condition)?;
    behind_path(input, rest, path)
}

/// A comparison that begins at `input`, from what stands behind its path on.
pub(super) fn behind_path<'t>(input: Input<'t>, rest: Input<'t>, path: Option<PathSpan>) -> Parse<'t, Expr> {
    let read = operator(rest, clause_of(input));
    let is_own = matches!(&read, Ok((after, _)) if !after.continues_symbol() && !rest.opens_rsql());
    let asked = if is_own { None } else { path.and_then(|PathSpan(path)| slip::suffix(rest, path)) };
    if let Some(after) = asked {
        return Ok((after, Expr::hole(path, input.up_to(&after))));
    }
    let foreign = if is_own { None } else { slip::operator(rest) };
    if let Some(foreign) = foreign {
        let (after, operand) = value(foreign.rest, foreign.operator.node.takes_list());
        foreign.report(input, input.up_to(&rest), &operand, after);
        let not = foreign.negated.then_some(foreign.operator.span);
        return Ok(behind_value(input, after, path, (not, foreign.operator), operand));
    }
    let (after, (not, operator)) = read?;
    if let Some(not) = not.filter(|_| !operator.node.takes_not()) {
        let found = operator.span.of(input.text()).into();
        let kind = ParseErrorKind::Unexpected { expected: Expected::NegatableOperator, found };
        let blank = Span::new(not.start(), operator.span.start());
        let fault = ParseError::new(kind, operator.span);
        input.report(fault.cured(Span::at(input.span().start()), "not ").cured(blank, ""));
    }
    let (after, operand) = value(after, operator.node.takes_list());
    Ok(behind_value(input, after, path, (not, operator), operand))
}

/// A comparison that begins at `input`, from what stands behind its value on.
#[inline]
fn behind_value<'t>(
    input: Input<'t>,
    rest: Input<'t>,
    path: Option<PathSpan>,
    (not, operator): (Option<Span>, Spanned<Operator>),
    operand: Operand,
) -> (Input<'t>, Expr) {
    let (rest, collation) = collate(rest);
    let span = input.span().to(operand.span()).to(collation.map_or(operand.span(), |collation| collation.span));
    let operator = Spanned::new(operator.node, not.unwrap_or(operator.span).to(operator.span));
    let kind = match path {
        Some(path) => ExprKind::Comparison(Comparison { path, negated: not.is_some(), operator, operand, collation }),
        None => ExprKind::Hole(None),
    };
    (rest, Expr { kind, span })
}

/// A path; none where it has a hole.
pub(super) fn path(input: Input<'_>, expected: Expected) -> Parse<'_, Option<PathSpan>> {
    let is_name = |token: &ClassifiedToken, _: &str| matches!(token.kind, TokenKind::Word | TokenKind::Name);
    let (mut rest, first) = take_if(input, expected, is_name)?;
    let mut has_hole = false;
    if first.keyword.is_some_and(Keyword::is_reserved) {
        let names_property = rest.is(TokenKind::Dot) || rest.opens_operator();
        let is_constant = first.keyword.is_some_and(Keyword::is_constant);
        if !names_property
            || is_constant && slip::compares_with_name(rest)
            || matches!(first.keyword, Some(Keyword::Not | Keyword::Now | Keyword::Today))
        {
            return fail(input, expected);
        }
        let fault = ParseError::new(ParseErrorKind::ReservedName { found: input.written().into() }, first.span);
        // A constant before an operator is rather a value in the wrong place than a name.
        let is_sure = !is_constant || rest.is(TokenKind::Dot);
        let certainty = if is_sure { Certainty::Sure } else { Certainty::Unsure(Doubt::Other) };
        input.report(fault.cured(first.span, format!("`{}`", input.written())).on(certainty));
        has_hole = true;
    }
    let mut span = first.span;
    while rest.is(TokenKind::Dot) {
        let behind = rest.rest();
        rest = match take_if(behind, Expected::Name, is_name) {
            Ok((after, name)) => {
                span = span.to(name.span);
                after
            }
            Err(_) => {
                behind.report(behind.unexpected(Expected::Name));
                has_hole = true;
                behind
            }
        };
    }
    Ok((rest, (!has_hole).then_some(PathSpan(span))))
}

/// What is wanted behind a property where no operator stands: one, or what a clause that begins with its name has.
fn clause_of(property: Input<'_>) -> Expected {
    match property.clause_word() {
        Some("sort" | "order") => Expected::By,
        Some(_) => Expected::Digits,
        None => Expected::Operator,
    }
}

/// An operator, and the `not` before it.
pub(super) fn operator(input: Input<'_>, missing: Expected) -> Parse<'_, (Option<Span>, Spanned<Operator>)> {
    let (rest, not) = optional_keyword(Keyword::Not, input);
    let named = rest.first().and_then(|token| Some((token.operator()?, token.span)));
    let Some((operator, mut span)) = named else {
        return fail(rest, if not.is_some() { Expected::NegatableOperator } else { missing });
    };
    let mut rest = rest.rest();
    if operator.family() == Family::Set {
        let (after, of) = optional_keyword(Keyword::Of, rest);
        span = span.to(of.unwrap_or(span));
        rest = after;
    }
    Ok((rest, (not, Spanned::new(operator, span))))
}

/// The collation, where one is given.
#[inline]
pub(super) fn collate(input: Input<'_>) -> (Input<'_>, Option<Spanned<Collation>>) {
    if input.is_keyword(Keyword::Collate) { collation(input.rest()) } else { (input, None) }
}

/// What stands behind `collate`.
fn collation(rest: Input<'_>) -> (Input<'_>, Option<Spanned<Collation>>) {
    let named = rest.first().and_then(|token| Some(Spanned::new(rest.written().parse().ok()?, token.span)));
    if named.is_none() {
        rest.report(rest.unexpected(Expected::Collation));
    }
    // Another word was to be the name of one.
    let is_name = named.is_some() || rest.is(TokenKind::Word) && !rest.can_go_on();
    (if is_name { rest.rest() } else { rest }, named)
}
