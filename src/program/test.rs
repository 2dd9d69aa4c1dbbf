//! One comparison, prepared: what is asked of the JSON at a place.

use super::members::Members;
use crate::collation::{Collation, Needle};
use crate::filter::{Comparison, Term};
use crate::operator::Operator;
use crate::ty::Type;
use crate::value::{Datum, Json, Value};

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
    Contains(Option<Needle>, Option<Members>),
    StartsWith(Needle),
    EndsWith(Needle),
    /// An array of nothing but members.
    Subset(Members),
    /// An array with all members.
    Superset(Members),
}

/// What a row's value is ordered to.
#[derive(Debug)]
pub(super) struct Constant {
    ty: Type,
    collation: Collation,
    value: Value,
}

impl Test {
    /// The test of `comparison`, and whether it is to be negated.
    pub(super) fn compile(comparison: &Comparison, default: Collation) -> (Self, bool) {
        let collation = comparison.collation.map_or(default, |collation| collation.node);
        let ty = comparison.field.ty();
        let terms = comparison.operand.terms();
        let members = |ty: &Type| Members::new(ty, collation, terms.iter().filter_map(Term::value));
        let element = match ty {
            Type::Array(element) => element,
            ty => ty,
        };
        let text = match terms.first().and_then(Term::value) {
            Some(Value::Text(text)) => Some(&**text),
            _ => None,
        };
        let needle = text.map(|text| Needle::new(collation, text));
        let operator = comparison.operator.node;
        let test = match operator {
            Operator::Equal | Operator::NotEqual | Operator::In => Self::In(members(ty)),
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                let value = terms.first().and_then(Term::value);
                value
                    .and_then(|value| Constant::new(value, collation))
                    .map_or(Self::Never, |constant| Self::Ordered(operator, constant))
            }
            Operator::Contains => {
                let may_be_text = matches!(ty, Type::Text | Type::Any);
                let may_be_array = matches!(ty, Type::Array(_) | Type::Any);
                Self::Contains(needle.filter(|_| may_be_text), may_be_array.then(|| members(element)))
            }
            Operator::StartsWith => needle.map_or(Self::Never, Self::StartsWith),
            Operator::EndsWith => needle.map_or(Self::Never, Self::EndsWith),
            Operator::Subset => Self::Subset(members(element)),
            Operator::Superset => Self::Superset(members(element)),
        };
        (test, operator == Operator::NotEqual)
    }

    /// Whether it holds for what stands at its place.
    pub(super) fn holds(&self, json: Option<&Json>) -> bool {
        match self {
            Self::Never => false,
            Self::In(members) => members.has(json),
            Self::Ordered(operator, constant) => constant.holds(*operator, json),
            Self::Contains(needle, members) => match (json, needle, members) {
                (Some(Json::String(text)), Some(needle), _) => needle.is_in(text),
                (Some(Json::Array(elements)), _, Some(members)) => {
                    elements.iter().any(|element| members.has_element(element))
                }
                _ => false,
            },
            Self::StartsWith(needle) => matches!(json, Some(Json::String(text)) if needle.starts(text)),
            Self::EndsWith(needle) => matches!(json, Some(Json::String(text)) if needle.ends(text)),
            Self::Subset(members) => matches!(
                json, Some(Json::Array(elements)) if elements.iter().all(|element| members.has_element(element))
            ),
            Self::Superset(members) => {
                matches!(json, Some(Json::Array(elements)) if members.are_all_in(elements))
            }
        }
    }
}

impl Constant {
    fn new(value: &Value, collation: Collation) -> Option<Self> {
        let ty = match value {
            Value::Number(_) => Type::Number,
            Value::Text(_) => Type::Text,
            Value::DateTime(_) => Type::DateTime,
            Value::Duration(_) => Type::Duration,
            Value::Null | Value::Boolean(_) | Value::Uuid(_) => return None,
        };
        Some(Self { ty, collation, value: value.clone() })
    }

    fn holds(&self, operator: Operator, json: Option<&Json>) -> bool {
        let order = match (Datum::read(json, &self.ty), &self.value) {
            (Datum::Number(row), Value::Number(number)) => Some(row.cmp(&number.numeric())),
            (Datum::Text(row), Value::Text(text)) => Some(self.collation.compare(row, text)),
            (Datum::DateTime(row), Value::DateTime(instant)) => Some(row.cmp(instant)),
            (Datum::Duration(row), Value::Duration(length)) => Some(row.cmp(length)),
            _ => None,
        };
        order.and_then(|order| operator.holds(order)).unwrap_or(false)
    }
}
