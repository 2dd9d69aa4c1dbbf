//! Assumptions that no vendor documents, whatever the wire format: null, properties of unknown type, digits, the case
//! of words, orders other than those of numbers, dates and text. They are found for each comparison and each sort key:
//! `lower` reports them, and `split` keeps the part local.

use super::assumption::Assumption;
use super::error::LowerError;
use super::null_effect::{NullEffect, Side, null_effect};
use super::target::Target;
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term, TermKind};
use crate::operator::Family;
use crate::schema::Field;
use crate::ty::Type;
use crate::value::{Number, Value};

/// Returns an assumption for each comparison in `filter` on which null has one of the `effects`. Uses a list of open
/// nodes instead of recursion, so that depth takes no stack.
pub(super) fn nulls(filter: &Filter, effects: &[NullEffect]) -> Vec<LowerError> {
    let mut found = Vec::new();
    // Each node is visited once, with all the sides on which it counts.
    let mut open: Vec<(&Filter, Sides)> = vec![(filter, Sides::Over)];
    while let Some((filter, sides)) = open.pop() {
        match &filter.kind {
            FilterKind::Comparison(comparison) => {
                if sides.each().iter().any(|side| effects.contains(&null_effect(comparison, *side))) {
                    found.push(LowerError::assumed(Assumption::NullComparison, comparison.operator.span));
                }
            }
            FilterKind::Constant(_) => {}
            FilterKind::Not(operand) => open.push((operand, sides.inside_not())),
            FilterKind::And(items) | FilterKind::Or(items) => open.extend(items.iter().map(|item| (item, sides))),
            // An item matters when it is true and when it is false, so that both sides count.
            FilterKind::Xor(items) => open.extend(items.iter().map(|item| (item, Sides::Both))),
        }
    }
    found.sort_by_key(|finding| finding.span);
    found.dedup();
    found
}

/// The sides on which a part of a filter counts.
#[derive(Clone, Copy)]
enum Sides {
    Over,
    Under,
    Both,
}

impl Sides {
    const fn each(self) -> &'static [Side] {
        match self {
            Self::Over => &[Side::Over],
            Self::Under => &[Side::Under],
            Self::Both => &[Side::Over, Side::Under],
        }
    }

    /// Returns the sides on which the operand of a `not` counts that counts on these.
    const fn inside_not(self) -> Self {
        match self {
            Self::Over => Self::Under,
            Self::Under => Self::Over,
            Self::Both => Self::Both,
        }
    }
}

/// Returns the assumptions of sending `comparison`, except those about null; `default` is its collation if it names
/// none.
pub(super) fn assumed_for_comparison(
    comparison: &Comparison,
    target: Target<'_>,
    default: Collation,
) -> Vec<LowerError> {
    let mut found = Vec::from_iter(assumed_type(comparison, target, default));
    if comparison.compares_text() && !comparison.field.is_coded() {
        found.extend(assumed_collation(comparison, comparison.collation_or(default)));
    }
    // Each assumption is reported once, and not for each value of a list.
    let ty = value_type(&comparison.field);
    let mut seen = Vec::new();
    for term in comparison.operand.terms() {
        for assumption in assumed_for_term(term, ty).into_iter().flatten() {
            if !seen.contains(&assumption) {
                seen.push(assumption);
                found.push(LowerError::assumed(assumption, term.span));
            }
        }
    }
    found
}

/// Returns the assumptions of sorting by `key`.
pub(super) fn assumed_for_key(key: &SortKey, default: Collation) -> Vec<LowerError> {
    let collation = key.collation_or(default);
    let order = match key.field.ty() {
        Type::Enum(_) => Some(Assumption::WordOrder),
        Type::Text if collation == Collation::IgnoreCase => Some(Assumption::CaselessOrder),
        Type::Duration | Type::Uuid | Type::Array(_) | Type::Object | Type::Any => Some(Assumption::TypeOrder),
        Type::Text | Type::Integer | Type::Number | Type::Boolean | Type::DateTime | Type::Epoch(_) => None,
    };
    let null = (key.field.is_nullable() && *key.field.ty() != Type::Any).then_some(Assumption::NullOrder);
    order.into_iter().chain(null).map(|assumption| LowerError::assumed(assumption, key.span)).collect()
}

/// Returns the assumption about the type of a property of unknown type.
fn assumed_type(comparison: &Comparison, target: Target<'_>, default: Collation) -> Option<LowerError> {
    let values = comparison.operand.terms().iter().filter_map(Term::value);
    let has_value = values.into_iter().any(|value| *value != Value::Null && !is_spelled(value));
    if *value_type(&comparison.field) != Type::Any || !has_value {
        return None;
    }
    let writes_collation = comparison.collation.is_some() || default != target.profile.collation;
    let needs_text = match comparison.operator.node.family() {
        Family::Containment | Family::Text => true,
        // Words may be sorted by index, and dates are no text.
        Family::Order => comparison.compares_text(),
        Family::Equality | Family::Set => comparison.compares_text() && writes_collation,
    };
    let assumption = if needs_text { Assumption::UnknownText } else { Assumption::UnknownType };
    Some(LowerError::assumed(assumption, comparison.path_span))
}

/// Returns the assumption about comparing text under `collation`.
fn assumed_collation(comparison: &Comparison, collation: Collation) -> Option<LowerError> {
    let words = comparison.field.ty().enumeration();
    let find = |is: &dyn Fn(&str) -> bool| {
        let is = |term: &&Term| matches!(term.value(), Some(Value::Text(text)) if is(text));
        comparison.operand.terms().iter().find(is).map(|term| term.span)
    };
    match (collation, words) {
        (Collation::Ordinal, Some(words)) => find(&|text| words.words().all(|word| word != text))
            .map(|span| LowerError::assumed(Assumption::WordCase, span)),
        (Collation::IgnoreCase, None) if comparison.operator.node.family() == Family::Order => {
            Some(LowerError::assumed(Assumption::CaselessOrder, comparison.operator.span))
        }
        (Collation::IgnoreCase, None) => {
            find(&|text| !text.is_ascii()).map(|span| LowerError::assumed(Assumption::CaselessLetters, span))
        }
        (Collation::Ordinal | Collation::Lexicographic, None)
        | (Collation::IgnoreCase | Collation::Lexicographic, Some(_)) => None,
    }
}

fn assumed_for_term(term: &Term, ty: &Type) -> [Option<Assumption>; 3] {
    let TermKind::Known { value, quoted } = &term.kind else { return [None; 3] };
    let is_requoted = quoted.as_ref().is_some_and(|quoted| match value {
        Value::DateTime(instant) => instant.to_string() != **quoted,
        Value::Duration(length) => length.to_string() != **quoted,
        Value::Uuid(uuid) => uuid.to_string() != **quoted,
        Value::Number(_) | Value::Boolean(_) => true,
        Value::Null | Value::Text(_) => false,
    });
    let form = match value {
        Value::Duration(_) => Some(Assumption::DurationForm),
        Value::DateTime(instant) if instant.has_fraction() => Some(Assumption::EveryDigit),
        Value::Number(number) if !is_kept(number, ty) => Some(Assumption::EveryDigit),
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::DateTime(_) | Value::Uuid(_) => {
            None
        }
    };
    let is_unsure = *ty == Type::Any && is_spelled(value);
    [is_requoted.then_some(Assumption::QuotedForm), form, is_unsure.then_some(Assumption::SpelledValue)]
}

/// Returns `true` if JSON has no form of `value` except text, so that an API may compare it as text.
fn is_spelled(value: &Value) -> bool {
    matches!(value, Value::DateTime(_) | Value::Duration(_) | Value::Uuid(_))
}

/// Returns `true` if an API can hold `number` exactly in the smallest type that it may use for `ty`: doubles for
/// integers, floats of 32 bits for other numbers.
fn is_kept(number: &Number, ty: &Type) -> bool {
    const EXACT_IN_DOUBLES: i64 = (1 << 53) - 1;
    const EXACT_IN_FLOATS: i64 = (1 << 24) - 1;
    number.is_integer_within(if *ty == Type::Integer { EXACT_IN_DOUBLES } else { EXACT_IN_FLOATS })
}

/// Returns the type of the values that `field` is compared with.
fn value_type(field: &Field) -> &Type {
    if let Type::Array(element) = field.ty() { element } else { field.ty() }
}
