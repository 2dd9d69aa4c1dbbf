//! Other comparisons for one that an API cannot be asked for: by operators that it has instead, in its own form of the
//! values, or wider ones, of which the rows are filtered again.

use crate::collation::Collation;
use crate::filter::{Comparison, Filter, Operand, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::span::Spanned;
use crate::value::{DateTime, Direction, Duration, TimeOffset, Value};

/// The most items of a list that are asked for one by one.
const MOST_ITEMS: usize = 256;

/// The same in other words: by operators that an API may have instead.
pub(super) fn rewritten(comparison: &Comparison) -> Option<Filter> {
    let is_quoted = |term: &Term| matches!(term.kind, TermKind::Known { quoted: Some(_), .. });
    if comparison.operand.terms().iter().any(is_quoted) {
        // The value that the text between quotes stands for, in the API's own form.
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
        (Operator::Equal, Operand::One(term)) if is_ordered(term) => {
            Some(Filter::and(vec![with(Operator::GreaterEqual, term), with(Operator::LessEqual, term)], span))
        }
        _ => None,
    }
}

fn unquoted(term: &Term) -> Term {
    let kind = match &term.kind {
        TermKind::Known { value, .. } => TermKind::Known { value: value.clone(), quoted: None },
        other => other.clone(),
    };
    Term { kind, span: term.span }
}

/// Whether what equals the value is what lies neither below nor above it.
fn is_ordered(term: &Term) -> bool {
    matches!(term.value(), Some(Value::Number(_) | Value::DateTime(_) | Value::Duration(_)))
}

/// Comparisons that hold wherever `comparison` does, the narrowest first.
pub(super) fn wider(comparison: &Comparison, default: Collation) -> Vec<Comparison> {
    let operator = comparison.operator.node;
    let with = |operator: Operator| Comparison {
        operator: Spanned::new(operator, comparison.operator.span),
        ..comparison.clone()
    };
    let operators = match operator {
        Operator::Less | Operator::LessEqual => {
            let wider = (operator == Operator::Less).then(|| with(Operator::LessEqual));
            let beyond = beyond(comparison, [Operator::LessEqual, Operator::Less], Direction::After);
            return wider.into_iter().chain(beyond).collect();
        }
        Operator::Greater | Operator::GreaterEqual => {
            let wider = (operator == Operator::Greater).then(|| with(Operator::GreaterEqual));
            let beyond = beyond(comparison, [Operator::GreaterEqual, Operator::Greater], Direction::Before);
            return wider.into_iter().chain(beyond).collect();
        }
        Operator::Equal | Operator::StartsWith | Operator::EndsWith => vec![operator, Operator::Contains],
        Operator::In | Operator::Contains => vec![operator],
        _ => return Vec::new(),
    };
    let is_text = comparison.compares_text();
    if !is_text {
        return Vec::new();
    }
    let given = comparison.collation;
    let collation = comparison.collation_or(default);
    // Texts equal under one of them are equal under the next.
    let mut collations = vec![given];
    let wider = [Collation::Ordinal, Collation::IgnoreCase, Collation::Lexicographic];
    let span = given.map_or(comparison.operator.span, |given| given.span);
    collations
        .extend(wider.into_iter().filter(|wider| *wider > collation).map(|wider| Some(Spanned::new(wider, span))));
    let takes = |operator: &Operator| operator.accepts(comparison.field.ty()) && operator.family() != Family::Set;
    let each = operators.into_iter().filter(takes).flat_map(|operator| {
        collations.iter().map(move |collation| Comparison { collation: *collation, ..with(operator) })
    });
    each.collect()
}

/// Comparisons by `operators` with the nearest whole second outside that of an instant, and, unless that moves it already,
/// with the one a second further: no API's rounding reaches that far.
fn beyond(comparison: &Comparison, operators: [Operator; 2], direction: Direction) -> Vec<Comparison> {
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
