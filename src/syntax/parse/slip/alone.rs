//! Properties and values without the rest of a comparison.

use super::super::comparison::behind_path;
use super::super::input::Input;
use super::super::stack::Stack;
use super::super::value::item;
use super::Replacement;
use super::operand::Read;
use crate::operator::Operator;
use crate::syntax::ast::{Comparison, Connective, Literal, LiteralKind, PathSpan};
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::text::quote;
use crate::syntax::token::TokenKind;

/// Reports the property or the value that stands between `input` and `rest` alone; what follows it. Where the values of
/// the comparison before it go on, as one would say it, all are meant to be a list.
pub(super) fn alone<'t>(stack: &Stack, input: Input<'t>, rest: Input<'t>) -> Input<'t> {
    let joined = stack.last_joined().filter(|_| !stack.is_negated());
    let listed = joined.and_then(|(comparison, connective)| listed(comparison, connective, input));
    let end = listed.as_ref().map_or(rest, |(end, _)| *end);
    match listed {
        Some((_, meant)) => input.report_edit(ForeignSyntax::Alone, input.up_to(&end), meant),
        None => input.report_at(ForeignSyntax::Alone, input.up_to(&end), None),
    }
    end
}

/// What follows the values that begin here and go on with those of `comparison`, and the list that all are.
fn listed<'t>(comparison: &Comparison, connective: Connective, input: Input<'t>) -> Option<(Input<'t>, Replacement)> {
    let is_in = match (comparison.operator.node, comparison.negated, connective) {
        (Operator::Equal | Operator::In, false, Connective::Or) => "in",
        (Operator::NotEqual, false, Connective::And) | (Operator::In, true, Connective::And) => "not in",
        _ => return None,
    };
    // A word of an enum may stand in quotes as well, and text has to.
    let written = |literal: &Literal| match literal.kind {
        LiteralKind::Word => quote(literal.span.of(input.text())),
        _ => literal.span.of(input.text()).to_owned(),
    };
    // Another language's operator is cured first.
    let spelling = comparison.operator.span.of(input.text()).to_ascii_lowercase();
    let is_own = spelling.strip_prefix("not").unwrap_or(&spelling).trim_start().parse() == Ok(comparison.operator.node);
    if !is_own {
        return None;
    }
    let mut values: Vec<String> = comparison.operand.literals().iter().map(written).collect();
    let first = comparison.operand.literals().first().filter(|_| comparison.collation.is_none())?;
    let (mut rest, mut end, mut doubt) = (input, None, None);
    loop {
        let (behind, literal) = item(rest.speculative(), Expected::Value).ok()?;
        // Behind a text, a word may as well be a property.
        let is_word_behind_text = matches!((&first.kind, &literal.kind), (LiteralKind::Text(_), LiteralKind::Word));
        let is_like_first =
            is_word_behind_text || std::mem::discriminant(&literal.kind) == std::mem::discriminant(&first.kind);
        doubt = doubt.or(is_word_behind_text.then_some(Doubt::Other));
        // What binds tighter may join it to what follows instead.
        if !is_like_first || literal.kind.is_hole() || !behind.ends_operand() || behind.connective() > Some(connective)
        {
            break;
        }
        values.push(written(&literal));
        end = Some(behind.reporting_like(input));
        if behind.connective() != Some(connective) {
            break;
        }
        rest = behind.rest();
    }
    let end = end?;
    let span = comparison.operator.span.to(input.up_to(&end));
    Some((end, Replacement::new(span, format!("{is_in} ({})", values.join(", ")), doubt)))
}

/// A comparison that leaves out its property, which is that of the one before: `size > 5 and < 10`.
pub(super) fn without_property<'t>(stack: &Stack, input: Input<'t>) -> Read<'t> {
    let is_operator = matches!(input.first()?.kind, TokenKind::Operator(_));
    let (comparison, _) = stack.last_joined().filter(|_| is_operator)?;
    let PathSpan(path) = comparison.path;
    let name = path.of(input.text());
    let (rest, mut expr) = behind_path(input.speculative(), input.speculative(), Some(comparison.path)).ok()?;
    let value = input.up_to(&rest);
    input.report_at(ForeignSyntax::Alone, value, Some((value, format!("{name} {}", value.of(input.text())))));
    expr.span = value;
    Some((rest.reporting_like(input), expr))
}

impl LiteralKind {
    fn is_hole(&self) -> bool {
        matches!(self, Self::Hole)
    }
}
