//! How messages name types, and what they say to do where another is wanted.

use std::fmt;

use super::super::words::{is_short, listed, quote_cure, ticks};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::syntax::print::quote;
use crate::ty::Type;

/// What is to be done with a value: a literal is written, a parameter bound.
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

/// What a value of the type is.
pub(super) fn one(ty: &Type) -> String {
    if let Type::Enum(_) = ty { format!("a word of {}", a(ty)) } else { a(ty) }
}

/// What a field of the type is.
pub(super) fn of(ty: &Type) -> String {
    match ty {
        Type::Enum(enumeration) if !enumeration.name.is_empty() => format!("of {}", a(ty)),
        ty => a(ty),
    }
}

/// The type with its article.
pub(in crate::diagnostic) fn a(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Enum(enumeration) if enumeration.name.is_empty() => "an enum".to_owned(),
        Type::Enum(enumeration) => format!("the enum {}", ticks(&enumeration.name)),
        Type::Integer => "an integer".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::DateTime => "a date-time".to_owned(),
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
        Type::DateTime => "date-times",
        Type::Duration => "durations",
        Type::Uuid => "UUIDs",
        Type::Array(_) => "arrays",
        Type::Object => "objects",
        Type::Any => "values",
    }
}

/// How to ask for an element of an array.
pub(super) fn element_cure(array: &Path, element: &Type) -> Option<String> {
    let value = match element {
        Type::Text | Type::Any => "\"a\"".to_owned(),
        Type::Enum(words) => quote(words.words().next().unwrap_or_default()),
        Type::Integer | Type::Number => "5".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::DateTime => "2026-01-31".to_owned(),
        Type::Duration => "30m".to_owned(),
        Type::Uuid => quote(UUID),
        Type::Array(_) | Type::Object => {
            return Some("leave the comparison out: nothing can be asked of what its elements hold".to_owned());
        }
    };
    Some(format!("ask for an element: {}", ticks(&format!("{array} contains {value}"))))
}

const UUID: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

pub(super) fn operator_cure(operator: Operator, ty: &Type) -> String {
    let taken: Vec<&str> = Operator::taken_by(ty).map(Operator::spelling).collect();
    match (operator, ty) {
        (_, Type::Object) => "compare one of its members, or the object with `== null`".to_owned(),
        (_, Type::Array(element)) if matches!(**element, Type::Array(_) | Type::Object) => {
            "it can be compared with `== null` and `!= null`".to_owned()
        }
        (Operator::Subset | Operator::Superset, _) => {
            format!("only an array takes it; {} takes {}", a(ty), listed(&taken))
        }
        _ => format!("it takes {}", listed(&taken)),
    }
}

/// What `verb` says to do where a value of the type is wanted.
pub(super) fn literal_cure(verb: Verb, operator: Operator, ty: &Type, text: Option<&str>) -> Option<String> {
    let is_bound = verb == Verb::Bind;
    let is_text_only = operator.family() == Family::Affix;
    let cure = match (ty, text) {
        (Type::Text, _) if is_bound => format!("{verb} a text"),
        (Type::Text, Some(text)) if is_short(text) => format!("quote it: {}", ticks(&quote(text))),
        (Type::Text, _) => "put it between quotes".to_owned(),
        (Type::Integer, _) if is_bound => format!("{verb} a whole number"),
        (Type::Integer, _) => format!("{verb} a whole number, such as `5` or `500GB`"),
        (Type::Number, _) if is_bound => format!("{verb} a number"),
        (Type::Number, _) => format!("{verb} a number, such as `5`, `2.5` or `500GB`"),
        (Type::Boolean, _) => format!("{verb} `true` or `false`"),
        (Type::DateTime, _) if is_bound => format!("{verb} a date, such as `2026-01-31` or `2026-01-31T08:00:00Z`"),
        (Type::DateTime, _) => {
            format!("{verb} a date, such as `2026-01-31`, `2026-01-31T08:00:00Z` or `now - 7d`")
        }
        (Type::Duration, _) if is_bound => format!("{verb} a duration, such as `PT30M`"),
        (Type::Duration, _) => format!("{verb} a duration, such as `30m` or `\"PT30M\"`"),
        (Type::Uuid, _) if is_bound => format!("{verb} a UUID, such as `{UUID}`"),
        (Type::Uuid, _) => format!("{verb} a UUID between quotes: `\"{UUID}\"`"),
        (Type::Enum(words), _) => format!("known are {}", listed(&words.words)),
        (Type::Any, _) if is_bound && is_text_only => format!("{verb} a text"),
        (Type::Any, Some(text)) if is_text_only => quote_cure(text),
        (Type::Any, _) if is_text_only => "it takes text between quotes".to_owned(),
        (Type::Any, _) => "it takes text, numbers, dates and durations".to_owned(),
        (Type::Array(_) | Type::Object, _) => return None,
    };
    Some(cure)
}
