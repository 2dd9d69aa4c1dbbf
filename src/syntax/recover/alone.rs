//! Properties and values without the rest of a comparison.

use super::report::Replacement;
use super::spelling::is_own_spelling;
use crate::operator::Operator;
use crate::syntax::ast::{AstComparison, AstLiteral, Connective, LiteralKind, PathSpan};
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, OperatorStack, ParsedOperand, after_path, item};
use crate::syntax::text::quote;
use crate::syntax::token::TokenKind;

/// Reports the property or the value between `input` and `rest` that is no comparison; returns the input after it.
/// Values that continue those of the comparison before, as in `state == "a" or "b"`, are meant to be a list with them.
pub(super) fn alone<'t>(stack: &OperatorStack, input: Input<'t>, rest: Input<'t>) -> Input<'t> {
    let joined = stack.last_joined().filter(|_| !stack.is_negated());
    let listed = joined.and_then(|(comparison, connective)| listed(comparison, connective, input));
    let end = listed.as_ref().map_or(rest, |(end, _)| *end);
    match listed {
        Some((_, meant)) => input.report_edit(ForeignSyntax::Alone, input.up_to(&end), meant),
        None => input.report_at(ForeignSyntax::Alone, input.up_to(&end), None),
    }
    end
}

/// Parses the values at `input` that continue those of `comparison`; returns the input after them, and the edit that
/// makes all of them a list.
fn listed<'t>(
    comparison: &AstComparison,
    connective: Connective,
    input: Input<'t>,
) -> Option<(Input<'t>, Replacement)> {
    let is_in = match (comparison.operator.node, comparison.negated, connective) {
        (Operator::Equal | Operator::In, false, Connective::Or) => "in",
        (Operator::NotEqual, false, Connective::And) | (Operator::In, true, Connective::And) => "not in",
        (
            Operator::Equal | Operator::NotEqual | Operator::In,
            _,
            Connective::Or | Connective::Xor | Connective::And,
        )
        | (
            Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual
            | Operator::Contains
            | Operator::StartsWith
            | Operator::EndsWith
            | Operator::Subset
            | Operator::Superset,
            _,
            _,
        ) => return None,
    };
    // A word of an enum may be in quotes as well, and a text has to be.
    let written = |literal: &AstLiteral| match literal.kind {
        LiteralKind::Word => quote(literal.span.of(input.text())),
        _ => literal.span.of(input.text()).to_owned(),
    };
    // Another language's operator is cured first.
    if !is_own_spelling(comparison.operator.node, comparison.operator.span.of(input.text())) {
        return None;
    }
    let mut values: Vec<String> = comparison.operand.literals().iter().map(written).collect();
    let first = comparison.operand.literals().first().filter(|_| comparison.collation.is_none())?;
    let (mut rest, mut end, mut doubt) = (input, None, None);
    loop {
        let (after, literal) = item(rest.speculative(), Expected::Value).ok()?;
        // After a text, a word may as well be a property.
        let is_word_after_text = matches!((&first.kind, &literal.kind), (LiteralKind::Text(_), LiteralKind::Word));
        let is_like_first =
            is_word_after_text || std::mem::discriminant(&literal.kind) == std::mem::discriminant(&first.kind);
        doubt = doubt.or(is_word_after_text.then_some(Doubt::Other));
        // A connective that binds tighter joins the value to what follows instead.
        if !is_like_first
            || matches!(literal.kind, LiteralKind::Hole)
            || !after.ends_operand()
            || after.connective() > Some(connective)
        {
            break;
        }
        values.push(written(&literal));
        end = Some(after.reporting_like(input));
        if after.connective() != Some(connective) {
            break;
        }
        rest = after.rest();
    }
    let end = end?;
    let span = comparison.operator.span.to(input.up_to(&end));
    Some((end, Replacement::new(span, format!("{is_in} ({})", values.join(", ")), doubt)))
}

/// Parses a comparison without a property, which is that of the comparison before: `size > 5 and < 10`.
pub(super) fn without_property<'t>(stack: &OperatorStack, input: Input<'t>) -> ParsedOperand<'t> {
    let is_operator = matches!(input.first()?.kind, TokenKind::Operator(_));
    let (comparison, _) = stack.last_joined().filter(|_| is_operator)?;
    let PathSpan(path) = comparison.path;
    let name = path.of(input.text());
    let (rest, mut expr) = after_path(input.speculative(), input.speculative(), Some(comparison.path)).ok()?;
    let value = input.up_to(&rest);
    input.report_at(ForeignSyntax::Alone, value, Some((value, format!("{name} {}", value.of(input.text())))));
    expr.span = value;
    Some((rest.reporting_like(input), expr))
}
