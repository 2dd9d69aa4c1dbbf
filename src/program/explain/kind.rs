//! The kinds of JSON that a comparison can hold for, said as types.

use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::ty::Type;
use crate::value::{Datum, Json, Value};

/// The kind of a value; none of null.
pub(crate) fn of(json: &Json) -> Option<Type> {
    match json {
        Json::Null => None,
        Json::Bool(_) => Some(Type::Boolean),
        Json::Number(_) => Some(Type::Number),
        Json::String(_) => Some(Type::Text),
        Json::Array(_) => Some(Type::array(Type::Any)),
        Json::Object(_) => Some(Type::Object),
    }
}

/// The kinds of values that what `comparison` asks, apart from any negation, may be true of; each once. Null is none.
pub(crate) fn wanted(comparison: &Comparison) -> Vec<Type> {
    let ty = comparison.field.ty();
    let values = || comparison.operand.terms().iter().filter_map(Term::value);
    match comparison.operator.node.family() {
        Family::Set => vec![Type::array(Type::Any)],
        Family::Text => vec![Type::Text],
        Family::Containment => {
            let text = matches!(ty, Type::Text | Type::Any) && values().any(|value| matches!(value, Value::Text(_)));
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

/// The type that a value is of where a field of type `ty` is compared with it; none of null.
fn of_value(value: &Value, ty: &Type) -> Option<Type> {
    match value {
        Value::Null => None,
        Value::Boolean(_) => Some(Type::Boolean),
        Value::Number(_) => Some(Type::Number),
        Value::Text(_) => Some(Type::Text),
        Value::DateTime(_) if matches!(ty, Type::Epoch(_)) => Some(ty.clone()),
        Value::DateTime(_) => Some(Type::DateTime),
        Value::Duration(_) => Some(Type::Duration),
        Value::Uuid(_) => Some(Type::Uuid),
    }
}

/// Whether `json` is of one of `kinds`: text of a date-time where it reads as one.
pub(crate) fn is_one_of(json: &Json, kinds: &[Type]) -> bool {
    kinds.iter().any(|kind| !matches!(Datum::of(json).typed(kind), Datum::Null))
}

/// Returns `true` if all of `kinds` are text in JSON that reads so.
pub(crate) fn are_written_as_text(kinds: &[Type]) -> bool {
    kinds.iter().all(|kind| matches!(kind, Type::DateTime | Type::Duration | Type::Uuid))
}
