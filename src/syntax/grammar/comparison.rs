//! The rule `comparison` and the parts of it that are neither path nor value.

use super::Parse;
use super::input::Input;
use super::lookahead::ClauseWord;
use super::path::path;
use super::phrase::{fail, optional_keyword};
use super::recovery::RecoverySite;
use super::value::value;
use crate::collation::Collation;
use crate::operator::{Family, Operator};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{AstComparison, AstExpr, AstOperand, ExprKind, PathSpan};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;

/// An operator, and the `not` before it.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct WrittenOperator {
    pub(in crate::syntax) not: Option<Span>,
    pub(in crate::syntax) operator: Spanned<Operator>,
}

/// `comparison = path , operator , value , [ "collate" , collation ] ;`
pub(super) fn comparison(input: Input<'_>) -> Parse<'_, AstExpr> {
    let (rest, path) = path(input, Expected::Condition)?;
    after_path(input, rest, path)
}

/// Parses the rest of the comparison that begins at `input`; its path, `None` if that has a hole, ends before `rest`.
pub(in crate::syntax) fn after_path<'t>(
    input: Input<'t>,
    rest: Input<'t>,
    path: Option<PathSpan>,
) -> Parse<'t, AstExpr> {
    let read = operator(rest, expected_after(input));
    let is_whole = matches!(&read, Ok((after, _)) if !after.continues_symbol() && !rest.opens_rsql());
    if !is_whole && let Some(read) = rest.recover().comparison(input, rest, path) {
        return Ok(read);
    }
    let (after, written) = read?;
    let WrittenOperator { not, operator } = written;
    if let Some(not) = not.filter(|_| !operator.node.takes_not()) {
        input.recover().misplaced_not(input, not, operator);
    }
    let (after, operand) = value(after, operator.node.takes_list());
    Ok(after_value(input, after, path, written, operand))
}

/// Parses the rest of the comparison that begins at `input`; its value ends before `rest`.
#[inline]
pub(in crate::syntax) fn after_value<'t>(
    input: Input<'t>,
    rest: Input<'t>,
    path: Option<PathSpan>,
    WrittenOperator { not, operator }: WrittenOperator,
    operand: AstOperand,
) -> (Input<'t>, AstExpr) {
    let (rest, collation) = collate(rest);
    let span = input.span().to(operand.span()).to(collation.map_or(operand.span(), |collation| collation.span));
    let operator = Spanned::new(operator.node, not.unwrap_or(operator.span).to(operator.span));
    let kind = match path {
        Some(path) => {
            ExprKind::Comparison(AstComparison { path, negated: not.is_some(), operator, operand, collation })
        }
        None => ExprKind::Hole(None),
    };
    (rest, AstExpr { kind, span })
}

/// Returns the phrase that is expected after `property` if no operator is there: an operator, or the phrase that a
/// clause needs after its first word, if the property has such a name.
fn expected_after(property: Input<'_>) -> Expected {
    match property.clause_word() {
        Some(ClauseWord::Sort | ClauseWord::Order) => Expected::By,
        Some(ClauseWord::Offset | ClauseWord::Limit) => Expected::Digits,
        None => Expected::Operator,
    }
}

/// ```ebnf
/// operator = "==" | "=" | "!=" | "<>" | "<" | "<=" | ">" | ">=" | [ "not" ] , ( "in" | "contains" )
///          | "startswith" | "endswith" | ( "subset" | "superset" ) , [ "of" ] ;
/// ```
///
/// A `not` is taken before any operator; the caller reports it where it does not belong.
pub(in crate::syntax) fn operator(input: Input<'_>, expected: Expected) -> Parse<'_, WrittenOperator> {
    let (rest, not) = optional_keyword(Keyword::Not, input);
    let named = rest.first().and_then(|token| Some((token.operator()?, token.span)));
    let Some((operator, mut span)) = named else {
        return fail(rest, if not.is_some() { Expected::NegatableOperator } else { expected });
    };
    let mut rest = rest.rest();
    if operator.family() == Family::Set {
        let (after, of) = optional_keyword(Keyword::Of, rest);
        span = span.to(of.unwrap_or(span));
        rest = after;
    }
    Ok((rest, WrittenOperator { not, operator: Spanned::new(operator, span) }))
}

/// `[ "collate" , collation ]`
#[inline]
pub(super) fn collate(input: Input<'_>) -> (Input<'_>, Option<Spanned<Collation>>) {
    if input.is_keyword(Keyword::Collate) { collation(input.rest()) } else { (input, None) }
}

/// `collation = "ordinal" | "ignorecase" | "lexicographic" ;`
fn collation(input: Input<'_>) -> (Input<'_>, Option<Spanned<Collation>>) {
    let named = input.first().and_then(|token| Some(Spanned::new(input.written().parse().ok()?, token.span)));
    let rest = match named {
        Some(_) => input.rest(),
        None => input.recover().skip(RecoverySite::Collation, input).unwrap_or(input),
    };
    (rest, named)
}
