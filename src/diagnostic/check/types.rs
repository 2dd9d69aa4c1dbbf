//! The nouns of messages for types, and cures that depend on a type.

use std::fmt;

use super::super::words::{listed, ticks};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::syntax::print::quote;
use crate::ty::Type;

/// The verb of cures for a value: a literal is written, a parameter bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Write,
    Bind,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Write => "write",
            Self::Bind => "bind it to",
        })
    }
}

/// Returns the noun for a value of the type.
pub(super) fn one(ty: &Type) -> String {
    if let Type::Enum(_) = ty { format!("a word of {}", a(ty)) } else { a(ty) }
}

/// Returns the predicate for a field of the type, after "is".
pub(super) fn of(ty: &Type) -> String {
    let is_named = matches!(ty, Type::Enum(enumeration) if !enumeration.name.is_empty());
    if is_named { format!("of {}", a(ty)) } else { a(ty) }
}

/// Returns the noun for the type with its article.
pub(in crate::diagnostic) fn a(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Enum(enumeration) if enumeration.name.is_empty() => "an enum".to_owned(),
        Type::Enum(enumeration) => format!("the enum {}", ticks(&enumeration.name)),
        Type::Integer => "an integer".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::DateTime => "a date-time".to_owned(),
        Type::Epoch(unit) => format!("a date-time in {unit} since 1970"),
        Type::Duration => "a duration".to_owned(),
        Type::Uuid => "a UUID".to_owned(),
        Type::Array(element) => format!("an array of {}", several(element)),
        Type::Object => "an object".to_owned(),
        Type::Any => "a value".to_owned(),
    }
}

fn several(ty: &Type) -> &'static str {
    match ty {
        Type::Text => "texts",
        Type::Enum(_) => "words of an enum",
        Type::Integer => "integers",
        Type::Number => "numbers",
        Type::Boolean => "booleans",
        Type::DateTime | Type::Epoch(_) => "date-times",
        Type::Duration => "durations",
        Type::Uuid => "UUIDs",
        Type::Array(_) => "arrays",
        Type::Object => "objects",
        Type::Any => "values",
    }
}

/// Returns the cure that looks for an element of an array.
pub(super) fn element_cure(array: &Path, element: &Type) -> String {
    let value = match element {
        Type::Text | Type::Any => "\"a\"".to_owned(),
        Type::Enum(words) => quote(words.words().next().unwrap_or_default()),
        Type::Integer | Type::Number => "5".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::DateTime | Type::Epoch(_) => "2026-01-31".to_owned(),
        Type::Duration => "30m".to_owned(),
        Type::Uuid => quote(UUID),
        Type::Array(_) | Type::Object => {
            return "remove the comparison: the elements cannot be compared".to_owned();
        }
    };
    format!("look for an element: {}", ticks(&format!("{array} contains {value}")))
}

pub(super) const UUID: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

/// Returns the cure for an operator that the type does not take.
pub(super) fn operator_cure(operator: Operator, ty: &Type) -> String {
    let taken: Vec<&str> = Operator::taken_by(ty).map(Operator::spelling).collect();
    if *ty == Type::Object {
        return "compare one of its members, or the object with `== null`".to_owned();
    }
    if matches!(ty, Type::Array(element) if matches!(**element, Type::Array(_) | Type::Object)) {
        return "it can be compared with `== null` and `!= null`".to_owned();
    }
    match operator.family() {
        Family::Set => format!("only an array takes it; {} takes {}", a(ty), listed(&taken)),
        Family::Equality | Family::Order | Family::Containment | Family::Text => {
            format!("it takes {}", listed(&taken))
        }
    }
}
