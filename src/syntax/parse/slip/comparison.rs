//! Comparisons of several operators, and those that begin with their value.

use super::super::comparison::path;
use super::super::input::Input;
use super::super::value::item;
use crate::operator::{Family, Operator};
use crate::span::Span;
use crate::syntax::ast::{Comparison, Literal, Operand, PathSpan};
use crate::syntax::error::{Expected, Slip};
use crate::syntax::token::TokenKind;

/// What follows a comparison with two bounds, which begins here behind the property at `path`.
pub(super) fn between<'t>(input: Input<'t>, path: Span, is_negated: bool) -> Option<Input<'t>> {
    let negates = input.is_word("not");
    let word = if negates { input.rest() } else { input };
    if !word.is_word("between") {
        return None;
    }
    let value = |input: Input<'t>| item(input.quiet(), Expected::Value).ok();
    let bounds = || {
        let is_bracketed = word.rest().is(TokenKind::OpenGroup);
        let (rest, low) = value(if is_bracketed { word.rest().rest() } else { word.rest() })?;
        let rest = match rest.is_word("and") || rest.is(TokenKind::Comma) {
            true => rest.rest(),
            false => (rest.is(TokenKind::Dot) && rest.rest().is(TokenKind::Dot)).then(|| rest.rest().rest())?,
        };
        let (rest, high) = value(rest)?;
        match is_bracketed {
            true => rest.is_closing().then(|| (rest.rest(), low, high)),
            false => Some((rest, low, high)),
        }
    };
    let Some((rest, low, high)) = bounds() else {
        input.slip(Slip::Between, &word.rest(), None);
        let after = super::super::fault::skip(word.rest(), Input::can_go_on);
        return Some(after);
    };
    let [name, low, high] = [path, low.span, high.span].map(|span| span.of(input.text()));
    let whole = path.to(input.up_to(&rest));
    let (span, meant) = match (negates, is_negated) {
        (true, _) => (whole, format!("({name} < {low} or {name} > {high})")),
        (false, true) => (whole, format!("({name} >= {low} and {name} <= {high})")),
        (false, false) => (input.up_to(&rest), format!(">= {low} and {name} <= {high}")),
    };
    input.slip_at(Slip::Between, input.up_to(&rest), Some((span, meant)));
    Some(rest.heard_as(input))
}

/// What follows a second operator, which stands here behind a comparison at `span`, and its value.
pub(super) fn chain<'t>(first: &mut Comparison, is_negated: bool, input: Input<'t>) -> Option<Input<'t>> {
    let operator = signed(input)?;
    let (rest, value) = item(input.rest().quiet(), Expected::Value).ok()?;
    let PathSpan(path) = first.path;
    let is_range = first.operator.node.family() == Family::Order && operator.family() == Family::Order;
    if !is_range {
        // What is meant is not clear, the first value neither.
        first.operand = Operand::One(Literal::hole(first.operand.span()));
    }
    let is_all = first.collation.is_none() && first.operand.span().end() == input.end();
    let name = path.of(input.text());
    let whole = Span::new(path.start(), rest.end());
    let meant = (is_range && is_all).then(|| match is_negated {
        true => {
            let one = Span::new(path.start(), input.end()).of(input.text());
            (whole, format!("({one} and {name} {operator} {})", value.span.of(input.text())))
        }
        false => (Span::at(input.span().start()), format!("and {name} ")),
    });
    input.slip_at(Slip::Chain, input.up_to(&rest), meant);
    Some(rest.heard_as(input))
}

/// What follows a comparison whose value, `first`, stands before its property, and the property.
pub(super) fn value_first<'t>(
    input: Input<'t>,
    first: &Literal,
    behind: Input<'t>,
    is_negated: bool,
) -> Option<(Input<'t>, Option<PathSpan>)> {
    let value = first.span.of(input.text());
    let foreign = super::operator(behind).filter(|foreign| !foreign.negated);
    let is_in = foreign.as_ref().is_some_and(|foreign| foreign.operator.node == Operator::In);
    if is_in || behind.is_word("in") {
        let (rest, path) = property(foreign.map_or(behind.rest(), |foreign| foreign.rest))?;
        let PathSpan(span) = path;
        let meant = format!("{} contains {value}", span.of(input.text()));
        input.slip(Slip::ValueFirst, &rest, Some(meant));
        return Some((rest, Some(path)));
    }
    let (operator, behind) = match signed(behind) {
        Some(operator) => (operator, behind.rest()),
        None => foreign.map(|foreign| (foreign.operator.node, foreign.rest))?,
    };
    if !matches!(operator.family(), Family::Equality | Family::Order) {
        return None;
    }
    let (rest, path) = property(behind)?;
    let PathSpan(span) = path;
    let name = span.of(input.text());
    let one = format!("{name} {} {value}", operator.turned());
    let Some(second) = signed(rest) else {
        input.slip(Slip::ValueFirst, &rest, Some(one));
        return Some((rest, Some(path)));
    };
    let (rest, last) = item(rest.rest().quiet(), Expected::Value).ok()?;
    let both = format!("{one} and {name} {second} {}", last.span.of(input.text()));
    let is_range = operator.family() == Family::Order && second.family() == Family::Order;
    let meant = if is_negated { format!("({both})") } else { both };
    input.slip(Slip::Chain, &rest, is_range.then_some(meant));
    Some((rest.heard_as(input), Some(path)))
}

fn property(input: Input<'_>) -> Option<(Input<'_>, PathSpan)> {
    let (rest, path) = path(input.quiet(), Expected::Condition).ok()?;
    Some((rest.heard_as(input), path?))
}

/// The operator of signs that stands here.
fn signed(input: Input<'_>) -> Option<Operator> {
    match input.first()?.kind {
        TokenKind::Operator(operator) => Some(operator),
        _ => None,
    }
}
