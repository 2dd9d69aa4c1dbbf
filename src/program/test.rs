//! Tests: comparisons compiled to a form that costs little for each row.
//!
//! Needles, sets and bounds are prepared once. A test is two-valued and total: a value of another kind makes it false,
//! and so do null and a missing value, unless null is one of the test's values. `!=`, `not in` and `not contains` have
//! the test of the operator that they negate; `jump_code` swaps its jumps.

use std::cmp::Ordering;

use super::value_set::ValueSet;
use crate::collation::{Collation, Needle};
use crate::filter::{Comparison, Term};
use crate::operator::{Family, Operator};
use crate::shared_str::SharedStr;
use crate::ty::{EpochUnit, Type};
use crate::value::{Datum, Duration, Instant, Integer, Numeric, RowValue, Value, epoch};

/// A test of the value at one path.
#[derive(Debug)]
pub(super) enum Test {
    /// False for every row.
    Never,
    /// Equal to one of the values.
    In(ValueSet),
    /// On the side of a bound that the operator names.
    Ordered(Operator, OrderBound),
    /// Text with a substring or an array with an element, as far as the field may hold either.
    Contains(Box<Contained>),
    StartsWith(Needle),
    EndsWith(Needle),
    /// An array of which every element is in the set.
    Subset(ValueSet),
    /// An array that has every value of the set as an element.
    Superset(ValueSet),
}

/// The operand of `contains`: each part is `None` if the field cannot hold such a value.
#[derive(Debug)]
pub(super) struct Contained {
    needle: Option<Needle>,
    element: Option<ValueSet>,
}

/// The right-hand side of an ordering test. Values of another kind never satisfy it.
#[derive(Debug)]
pub(super) enum OrderBound {
    Number(Numeric),
    Text(Collation, SharedStr),
    DateTime(Instant),
    /// Nanoseconds since 1970, compared with numbers of this unit.
    Epoch(EpochUnit, Integer),
    Duration(Duration),
}

impl Test {
    /// Compiles `comparison`. For an operator that [is a negation](Operator::is_negative), compiles what it negates.
    pub(super) fn compile(comparison: &Comparison, default: Collation) -> Self {
        let collation = comparison.collation_or(default);
        let ty = comparison.field.ty();
        let terms = comparison.operand.terms();
        let value_set = |ty: &Type| ValueSet::new(ty, collation, terms.iter().filter_map(Term::value));
        let element = ty.element().unwrap_or(ty);
        let text = terms.first().and_then(Term::value).and_then(Value::as_text);
        let needle = || text.map(|text| Needle::new(collation, text));
        let operator = comparison.operator.node;
        match operator {
            Operator::Equal | Operator::NotEqual | Operator::In => Self::In(value_set(ty)),
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                let value = terms.first().and_then(Term::value);
                let bound = value.and_then(|value| OrderBound::new(value, ty, collation));
                bound.map_or(Self::Never, |bound| Self::Ordered(operator, bound))
            }
            Operator::Contains => {
                let may_be_text = matches!(ty, Type::Text | Type::Any);
                let may_be_array = matches!(ty, Type::Array(_) | Type::Any);
                Self::Contains(Box::new(Contained {
                    needle: may_be_text.then(needle).flatten(),
                    element: may_be_array.then(|| value_set(element)),
                }))
            }
            Operator::StartsWith => needle().map_or(Self::Never, Self::StartsWith),
            Operator::EndsWith => needle().map_or(Self::Never, Self::EndsWith),
            Operator::Subset => Self::Subset(value_set(element)),
            Operator::Superset => Self::Superset(value_set(element)),
        }
    }

    /// Returns an estimate of the cost of `comparison`, judged by its first value, as a multiple of the cheapest test.
    pub(super) fn cost(comparison: &Comparison, default: Collation) -> u32 {
        let terms = comparison.operand.terms();
        let of_one: u32 = match terms.first().and_then(Term::value) {
            Some(Value::Text(_)) => match comparison.collation_or(default) {
                Collation::Ordinal => 1,
                Collation::IgnoreCase => 2,
                Collation::Lexicographic => 8,
            },
            Some(Value::DateTime(_) | Value::Duration(_) | Value::Uuid(_)) => 4,
            Some(Value::Null | Value::Boolean(_) | Value::Number(_)) | None => 1,
        };
        let of_list = if terms.len() <= 2 { of_one } else { of_one.saturating_mul(3) };
        match comparison.operator.node.family() {
            Family::Equality | Family::Order | Family::Text => of_list,
            Family::Set | Family::Containment => of_list.saturating_mul(8),
        }
    }

    /// Returns `true` if the test is true of `found`, the value at its path.
    #[inline]
    pub(super) fn holds(&self, found: Option<impl RowValue>) -> bool {
        match self {
            Self::Never => false,
            Self::In(values) => values.has(found.as_ref().map_or(Datum::Null, RowValue::datum)),
            Self::Ordered(operator, bound) => {
                let order = found.as_ref().and_then(|found| bound.order_of(found.datum()));
                order.and_then(|order| operator.holds(order)).unwrap_or(false)
            }
            Self::Contains(contained) => match (&found, found.as_ref().map(RowValue::datum)) {
                (_, Some(Datum::Text(text))) => contained.needle.as_ref().is_some_and(|needle| needle.is_in(text)),
                (Some(found), Some(Datum::Array)) => {
                    let has = |values: &ValueSet| !found.all_elements(|element| !values.has_element(element));
                    contained.element.as_ref().is_some_and(has)
                }
                _ => false,
            },
            Self::StartsWith(needle) => is_text(found, |text| needle.starts(text)),
            Self::EndsWith(needle) => is_text(found, |text| needle.ends(text)),
            Self::Subset(values) => {
                found.is_some_and(|found| found.all_elements(|element| values.has_element(element)))
            }
            Self::Superset(values) => found.is_some_and(|found| values.are_all_in(&found)),
        }
    }
}

/// Returns `true` if the value is text of which `holds` is true.
fn is_text(found: Option<impl RowValue>, holds: impl FnOnce(&str) -> bool) -> bool {
    matches!(found.as_ref().map(RowValue::datum), Some(Datum::Text(text)) if holds(text))
}

impl OrderBound {
    /// Returns the bound of `value`, or `None` for a value that has no order.
    fn new(value: &Value, ty: &Type, collation: Collation) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(number.numeric())),
            Value::Text(text) => Some(Self::Text(collation, text.clone())),
            Value::DateTime(instant) => Some(match ty.epoch_unit() {
                Some(unit) => Self::Epoch(unit, epoch::nanos_of(*instant)),
                None => Self::DateTime(Instant::new(*instant)),
            }),
            Value::Duration(length) => Some(Self::Duration(*length)),
            Value::Null | Value::Boolean(_) | Value::Uuid(_) => None,
        }
    }

    /// Returns the order of a row's value relative to the bound, or `None` if it is of another kind.
    #[inline]
    fn order_of(&self, found: Datum<'_>) -> Option<Ordering> {
        match (self, found) {
            (Self::Number(number), Datum::Number(row)) => Some(row.cmp(number)),
            (Self::Text(collation, text), Datum::Text(row)) => Some(collation.compare(row, text)),
            (Self::DateTime(instant), Datum::Text(row)) => instant.order_of(row),
            (Self::Epoch(unit, nanos), Datum::Number(row)) => Some(epoch::nanos(row, *unit)?.cmp(nanos)),
            (Self::Duration(length), Datum::Text(row)) => Some(Duration::read(row)?.cmp(length)),
            _ => None,
        }
    }
}
