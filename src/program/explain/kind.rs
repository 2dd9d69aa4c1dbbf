//! The kinds of values that a comparison can be true of, expressed as types. Explanations and the survey compare them
//! with the kinds of a row's values.

use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::ty::Type;
use crate::value::{Datum, Json, Value};

/// Returns the kind of a value, or `None` for null.
pub(crate) fn of_json(json: &Json) -> Option<Type> {
    match json {
        Json::Null => None,
        Json::Bool(_) => Some(Type::Boolean),
        Json::Number(_) => Some(Type::Number),
        Json::String(_) => Some(Type::Text),
        Json::Array(_) => Some(Type::array(Type::Any)),
        Json::Object(_) => Some(Type::Object),
    }
}

/// Returns the kinds of values that `comparison`, apart from any negation, can be true of; each once, and without null.
pub(crate) fn wanted(comparison: &Comparison) -> Vec<Type> {
    let ty = comparison.field.ty();
    let values = || comparison.operand.terms().iter().filter_map(Term::value);
    match comparison.operator.node.family() {
        Family::Set => vec![Type::array(Type::Any)],
        Family::Text => vec![Type::Text],
        Family::Containment => {
            let text = matches!(ty, Type::Text | Type::Any) && values().any(|value| value.as_text().is_some());
            let array = matches!(ty, Type::Array(_) | Type::Any);
            let kinds = [(text, Type::Text), (array, Type::array(Type::Any))];
            kinds.into_iter().filter_map(|(is_wanted, kind)| is_wanted.then_some(kind)).collect()
        }
        Family::Equality | Family::Order => {
            let mut kinds = Vec::new();
            for kind in values().filter_map(|value| of_value(value, ty)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            kinds
        }
    }
}

/// Returns the kind of a value that is compared with a field of type `ty`, or `None` for null.
fn of_value(value: &Value, ty: &Type) -> Option<Type> {
    match value {
        Value::Null => None,
        Value::Boolean(_) => Some(Type::Boolean),
        Value::Number(_) => Some(Type::Number),
        Value::Text(_) => Some(Type::Text),
        Value::DateTime(_) => Some(ty.epoch_unit().map_or(Type::DateTime, Type::Epoch)),
        Value::Duration(_) => Some(Type::Duration),
        Value::Uuid(_) => Some(Type::Uuid),
    }
}

/// Returns `true` if `json` is of one of `kinds`; text is of the kind of a date-time if it can be read as one.
pub(crate) fn is_one_of(json: &Json, kinds: &[Type]) -> bool {
    kinds.iter().any(|kind| !matches!(Datum::from_json(json).typed(kind), Datum::Null))
}

/// Returns `true` if JSON has all of `kinds` as text in some form.
pub(crate) fn are_written_as_text(kinds: &[Type]) -> bool {
    kinds.iter().all(|kind| matches!(kind, Type::DateTime | Type::Duration | Type::Uuid))
}
