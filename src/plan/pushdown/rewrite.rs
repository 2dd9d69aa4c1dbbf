//! Rewrites of a comparison that a target does not evaluate as written: equivalents by other operators or with the
//! target's own form of the value, and wider comparisons, whose rows are filtered again locally.

use crate::collation::Collation;
use crate::filter::{Comparison, Filter, Operand, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::span::Spanned;
use crate::value::{DateTime, Direction, Duration, TimeOffset, Value};

/// The largest number of list items that are written as single equalities.
const MOST_ITEMS: usize = 256;

/// Returns a filter with the meaning of `comparison` that a target may evaluate instead, or `None` if there is none.
pub(super) fn equivalent(comparison: &Comparison) -> Option<Filter> {
    let is_quoted = |term: &Term| matches!(term.kind, TermKind::Known { quoted: Some(_), .. });
    if comparison.operand.terms().iter().any(is_quoted) {
        // Unquoted, a value is written in the target's own form.
        let operand = match &comparison.operand {
            Operand::One(term) => Operand::One(unquoted(term)),
            Operand::List(terms) => Operand::List(Spanned::new(terms.node.iter().map(unquoted).collect(), terms.span)),
        };
        return Some(Filter::comparison(Comparison { operand, ..comparison.clone() }, comparison.operator.span));
    }
    let with = |operator: Operator, term: &Term| {
        let operator = Spanned::new(operator, comparison.operator.span);
        let comparison = Comparison { operator, operand: Operand::One(term.clone()), ..comparison.clone() };
        Filter::comparison(comparison, term.span)
    };
    let span = comparison.operator.span;
    match (comparison.operator.node, &comparison.operand) {
        (Operator::NotEqual, Operand::One(term)) => Some(Filter::not(with(Operator::Equal, term), span)),
        (Operator::In, Operand::List(terms)) if (1..=MOST_ITEMS).contains(&terms.node.len()) => {
            Some(Filter::or(terms.node.iter().map(|term| with(Operator::Equal, term)).collect(), span))
        }
        (Operator::Equal, Operand::One(term)) if is_totally_ordered(term) => {
            Some(Filter::and(vec![with(Operator::GreaterEqual, term), with(Operator::LessEqual, term)], span))
        }
        (
            Operator::Equal
            | Operator::NotEqual
            | Operator::In
            | Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual
            | Operator::Contains
            | Operator::StartsWith
            | Operator::EndsWith
            | Operator::Subset
            | Operator::Superset,
            Operand::One(_) | Operand::List(_),
        ) => None,
    }
}

fn unquoted(term: &Term) -> Term {
    let kind = match &term.kind {
        TermKind::Known { value, .. } => TermKind::Known { value: value.clone(), quoted: None },
        TermKind::Parameter(_) | TermKind::RelativeTime(_) => term.kind.clone(),
    };
    Term { kind, span: term.span }
}

/// Returns `true` if equality with the value means to be neither below nor above it.
fn is_totally_ordered(term: &Term) -> bool {
    term.value().is_some_and(|value| match value {
        Value::Number(_) | Value::DateTime(_) | Value::Duration(_) => true,
        // Text is equal under its collation, but APIs may sort it under another.
        Value::Null | Value::Boolean(_) | Value::Text(_) | Value::Uuid(_) => false,
    })
}

/// Returns comparisons that hold wherever `comparison` does, the narrowest first.
pub(super) fn wider(comparison: &Comparison, default: Collation) -> Vec<Comparison> {
    let operator = comparison.operator.node;
    let with = |operator: Operator| Comparison {
        operator: Spanned::new(operator, comparison.operator.span),
        ..comparison.clone()
    };
    let operators = match operator {
        Operator::Less | Operator::LessEqual => {
            let inclusive = (operator == Operator::Less).then(|| with(Operator::LessEqual));
            let further = widened_by_a_second(comparison, [Operator::LessEqual, Operator::Less], Direction::After);
            return inclusive.into_iter().chain(further).collect();
        }
        Operator::Greater | Operator::GreaterEqual => {
            let inclusive = (operator == Operator::Greater).then(|| with(Operator::GreaterEqual));
            let operators = [Operator::GreaterEqual, Operator::Greater];
            let further = widened_by_a_second(comparison, operators, Direction::Before);
            return inclusive.into_iter().chain(further).collect();
        }
        Operator::Equal | Operator::StartsWith | Operator::EndsWith => vec![operator, Operator::Contains],
        Operator::In | Operator::Contains => vec![operator],
        Operator::NotEqual | Operator::Subset | Operator::Superset => return Vec::new(),
    };
    if !comparison.compares_text() {
        return Vec::new();
    }
    let given = comparison.collation;
    let collation = comparison.collation_or(default);
    // Texts that are equal under one collation are equal under the next.
    let mut collations = vec![given];
    let wider = [Collation::Ordinal, Collation::IgnoreCase, Collation::Lexicographic];
    let span = given.map_or(comparison.operator.span, |given| given.span);
    collations
        .extend(wider.into_iter().filter(|wider| *wider > collation).map(|wider| Some(Spanned::new(wider, span))));
    let is_accepted = |operator: &Operator| operator.accepts(comparison.field.ty()) && operator.family() != Family::Set;
    let each = operators.into_iter().filter(is_accepted).flat_map(|operator| {
        collations.iter().map(move |collation| Comparison { collation: *collation, ..with(operator) })
    });
    each.collect()
}

/// Returns a comparison with the whole second next to an instant, and one with the second after or before that: APIs
/// may round an instant to seconds, and no rounding reaches as far as the second one. `operators` are those of the two.
fn widened_by_a_second(comparison: &Comparison, operators: [Operator; 2], direction: Direction) -> Vec<Comparison> {
    let Operand::One(Term { kind: TermKind::Known { value: Value::DateTime(instant), .. }, span }) =
        &comparison.operand
    else {
        return Vec::new();
    };
    let within = instant.whole_second();
    let second = TimeOffset::new(direction, Duration::SECOND);
    let nearest = match direction {
        Direction::After if instant.has_fraction() => within.shifted(second),
        Direction::Before | Direction::After => Some(within),
    };
    let further = nearest.and_then(|nearest| nearest.shifted(second));
    let with = |(instant, operator): (Option<DateTime>, Operator)| {
        let kind = TermKind::Known { value: Value::DateTime(instant?), quoted: None };
        let operator = Spanned::new(operator, comparison.operator.span);
        Some(Comparison { operator, operand: Operand::One(Term { kind, span: *span }), ..comparison.clone() })
    };
    [nearest, further].into_iter().zip(operators).filter_map(with).collect()
}
