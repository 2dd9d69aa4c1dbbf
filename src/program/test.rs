//! One comparison, prepared: what is asked of what stands at a place.

use std::cmp::Ordering;

use super::members::Members;
use crate::collation::{Collation, Needle};
use crate::filter::{Comparison, Term};
use crate::operator::{Family, Operator};
use crate::shared_str::SharedStr;
use crate::ty::{EpochUnit, Type};
use crate::value::{Datum, Duration, Instant, Integer, Numeric, RowValue, Value, epoch};

/// What is asked.
#[derive(Debug)]
pub(super) enum Test {
    /// Nothing that any row has.
    Never,
    /// Equal to one of the members.
    In(Members),
    /// Ordered to a constant as the operator says.
    Ordered(Operator, Constant),
    /// Text with a substring, or, as far as the field may hold one, an array with an element.
    Contains(Box<Contained>),
    StartsWith(Needle),
    EndsWith(Needle),
    /// An array of nothing but members.
    Subset(Members),
    /// An array with all members.
    Superset(Members),
}

/// What a text or an array may contain, as far as the field may hold one.
#[derive(Debug)]
pub(super) struct Contained {
    needle: Option<Needle>,
    element: Option<Members>,
}

/// What a row's value is ordered to; only what is of its kind is ordered to it.
#[derive(Debug)]
pub(super) enum Constant {
    Number(Numeric),
    Text(Collation, SharedStr),
    DateTime(Instant),
    /// What a number of this unit is ordered to, in nanoseconds since 1970.
    Epoch(EpochUnit, Integer),
    Duration(Duration),
}

impl Test {
    /// The test of `comparison`; of one with `!=`, what is to be negated.
    pub(super) fn compile(comparison: &Comparison, default: Collation) -> Self {
        let collation = comparison.collation_or(default);
        let ty = comparison.field.ty();
        let terms = comparison.operand.terms();
        let members = |ty: &Type| Members::new(ty, collation, terms.iter().filter_map(Term::value));
        let element = match ty {
            Type::Array(element) => element,
            ty => ty,
        };
        let text = match terms.first().and_then(Term::value) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        let needle = || text.map(|text| Needle::new(collation, text));
        let operator = comparison.operator.node;
        match operator {
            Operator::Equal | Operator::NotEqual | Operator::In => Self::In(members(ty)),
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                let value = terms.first().and_then(Term::value);
                let constant = value.and_then(|value| Constant::new(value, ty, collation));
                constant.map_or(Self::Never, |constant| Self::Ordered(operator, constant))
            }
            Operator::Contains => {
                let may_be_text = matches!(ty, Type::Text | Type::Any);
                let may_be_array = matches!(ty, Type::Array(_) | Type::Any);
                Self::Contains(Box::new(Contained {
                    needle: may_be_text.then(needle).flatten(),
                    element: may_be_array.then(|| members(element)),
                }))
            }
            Operator::StartsWith => needle().map_or(Self::Never, Self::StartsWith),
            Operator::EndsWith => needle().map_or(Self::Never, Self::EndsWith),
            Operator::Subset => Self::Subset(members(element)),
            Operator::Superset => Self::Superset(members(element)),
        }
    }

    /// What the test of `comparison` may cost, as a multiple of the cheapest; judged by its first value.
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

    /// Whether it holds for what stands at its place.
    #[inline]
    pub(super) fn holds(&self, found: Option<impl RowValue>) -> bool {
        match self {
            Self::Never => false,
            Self::In(members) => members.has(found.as_ref().map_or(Datum::Null, RowValue::datum)),
            Self::Ordered(operator, constant) => {
                let order = found.as_ref().and_then(|found| constant.order_of(found.datum()));
                order.and_then(|order| operator.holds(order)).unwrap_or(false)
            }
            Self::Contains(contained) => match (&found, found.as_ref().map(RowValue::datum)) {
                (_, Some(Datum::Text(text))) => contained.needle.as_ref().is_some_and(|needle| needle.is_in(text)),
                (Some(found), Some(Datum::Array)) => {
                    let has = |members: &Members| !found.all_elements(|element| !members.has_element(element));
                    contained.element.as_ref().is_some_and(has)
                }
                _ => false,
            },
            Self::StartsWith(needle) => is_text(found, |text| needle.starts(text)),
            Self::EndsWith(needle) => is_text(found, |text| needle.ends(text)),
            Self::Subset(members) => {
                found.is_some_and(|found| found.all_elements(|element| members.has_element(element)))
            }
            Self::Superset(members) => found.is_some_and(|found| members.are_all_in(&found)),
        }
    }
}

fn is_text(found: Option<impl RowValue>, holds: impl FnOnce(&str) -> bool) -> bool {
    matches!(found.as_ref().map(RowValue::datum), Some(Datum::Text(text)) if holds(text))
}

impl Constant {
    fn new(value: &Value, ty: &Type, collation: Collation) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(number.numeric())),
            Value::Text(text) => Some(Self::Text(collation, text.clone())),
            Value::DateTime(instant) => Some(match ty {
                Type::Epoch(unit) => Self::Epoch(*unit, epoch::nanos_of(*instant)),
                _ => Self::DateTime(Instant::new(*instant)),
            }),
            Value::Duration(length) => Some(Self::Duration(*length)),
            Value::Null | Value::Boolean(_) | Value::Uuid(_) => None,
        }
    }

    /// How what a row holds is ordered to it.
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
