//! What is said about faults of meaning.

use super::{Finding, Severity};
use crate::check::{CheckError, CheckErrorKind, taken_operators};
use crate::operator::Operator;
use crate::ty::Type;

pub(super) fn finding(error: &CheckError) -> Finding {
    let severity = if error.kind.is_error() { Severity::Error } else { Severity::Warning };
    let (code, message, help) = words(&error.kind);
    Finding { severity, code, message, label: None, help, span: error.span }
}

fn words(kind: &CheckErrorKind) -> (&'static str, String, Option<String>) {
    match kind {
        CheckErrorKind::UnknownField { path, origin, nearest } => {
            let near: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let help = (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")));
            ("tamis::check::unknown_field", format!("{origin} has no field `{path}`"), help)
        }
        CheckErrorKind::ThroughArray { array } => (
            "tamis::check::through_array",
            format!("`{array}` is an array, and no path leads through one"),
            Some(format!("ask for an element with `{array} contains …`")),
        ),
        CheckErrorKind::OperatorNotTaken { operator, ty } => (
            "tamis::check::operator_not_taken",
            format!("{} does not take `{operator}`", a(ty)),
            Some(operator_cure(*operator, ty)),
        ),
        CheckErrorKind::ListWanted { operator } => (
            "tamis::check::list_wanted",
            format!("`{operator}` wants a list"),
            Some("put the values between parentheses, with commas: `(\"a\", \"b\")`".to_owned()),
        ),
        CheckErrorKind::ListNotTaken { operator } => (
            "tamis::check::list_not_taken",
            format!("`{operator}` compares with one value, not with a list"),
            Some("use `in` for any of several values".to_owned()),
        ),
        CheckErrorKind::NullOnly { operator, ty, path } => {
            let help = match ty {
                Type::Array(_) => format!("ask for an element with `{path} contains …`"),
                _ => format!("compare one of its members: `{path}.name`"),
            };
            ("tamis::check::null_only", format!("`{operator}` compares {} with null only", a(ty)), Some(help))
        }
        CheckErrorKind::WrongLiteral { found, operator, ty, text } => {
            let message = match ty {
                Type::Any => format!("`{operator}` does not take {found}"),
                ty => format!("{found} where {} is wanted", a(ty)),
            };
            ("tamis::check::wrong_literal", message, literal_cure(*operator, ty, text.as_deref()))
        }
        CheckErrorKind::NeverNull { path } => (
            "tamis::check::never_null",
            format!("`{path}` is never null"),
            Some("take the comparison out: it is the same for every row".to_owned()),
        ),
        CheckErrorKind::BareWord { word, is_field: true } => (
            "tamis::check::bare_word",
            format!("`{word}` is a property, and two properties cannot be compared"),
            Some(format!("quote it if it is text: `\"{word}\"`")),
        ),
        CheckErrorKind::BareWord { word, is_field: false } => (
            "tamis::check::bare_word",
            format!("`{word}` is a bare word, which only an enum takes"),
            Some(format!("quote it: `\"{word}\"`; a shell may have taken the quotes away")),
        ),
        CheckErrorKind::NotAnInteger { text } => (
            "tamis::check::not_an_integer",
            format!("`{text}` is not an integer"),
            Some("use a whole number, or `<` and `>`".to_owned()),
        ),
        CheckErrorKind::NoSuchDate { text } => (
            "tamis::check::no_such_date",
            format!("there is no date `{text}`"),
            Some("months go from 01 to 12, hours from 00 to 23, years from 0001 to 9999".to_owned()),
        ),
        CheckErrorKind::DurationTooLong { text } => (
            "tamis::check::duration_too_long",
            format!("`{text}` is too long a time"),
            Some("the longest is 18446744073709551615s".to_owned()),
        ),
        CheckErrorKind::ByteSize { text } => (
            "tamis::check::byte_size",
            format!("`{text}` is not a whole number of bytes within 64 bits"),
            Some("use a smaller unit or fewer digits".to_owned()),
        ),
        CheckErrorKind::UnknownWord { word, path, name, words, nearest, open } => {
            let owner = if name.is_empty() { format!("`{path}`") } else { name.to_string() };
            let help = match nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", listed(words)),
            };
            let message = if *open {
                format!("{owner} is not known to have `{word}`")
            } else {
                format!("{owner} has no `{word}`")
            };
            ("tamis::check::unknown_word", message, Some(help))
        }
        CheckErrorKind::UnboundParameter { name } => (
            "tamis::check::unbound_parameter",
            format!("`${name}` stands for nothing"),
            Some(format!("bind it, on the command line with `--param {name}=TEXT`")),
        ),
        CheckErrorKind::UnboundMoment => (
            "tamis::check::unbound_moment",
            "no clock was bound".to_owned(),
            Some("bind the query to a clock first".to_owned()),
        ),
        CheckErrorKind::MomentOutOfRange => (
            "tamis::check::moment_out_of_range",
            "it lies outside the years 1 to 9999".to_owned(),
            Some("use a shorter time".to_owned()),
        ),
        CheckErrorKind::ParameterShape { name, found } => (
            "tamis::check::parameter_shape",
            format!("`${name}` stands for {found}"),
            Some(
                if *found == "one value" {
                    "bind it to a JSON array, or put it between parentheses"
                } else {
                    "bind it to a text, a number, `true`, `false` or null, or, as a whole list, to an array of them"
                }
                .to_owned(),
            ),
        ),
        CheckErrorKind::TooManyItems { limit } => (
            "tamis::check::too_many_items",
            format!("a list of more than {limit} items"),
            Some("split the list, or raise the limit".to_owned()),
        ),
        CheckErrorKind::WordCase { word, known } => (
            "tamis::check::word_case",
            format!("`{word}` differs from `{known}` in case"),
            Some(format!("write `{known}`, or add `collate ignorecase`")),
        ),
        CheckErrorKind::QuotedScalar { text, ty } => (
            "tamis::check::quoted_scalar",
            format!("`\"{text}\"` is text where {} is wanted; it is taken for {text}", a(ty)),
            Some(format!("write `{text}`")),
        ),
        CheckErrorKind::IdleCollation { collation, ty } => {
            let what = if *ty == Type::Any { "what is no text".to_owned() } else { a(ty) };
            (
                "tamis::check::idle_collation",
                format!("`collate {collation}` means nothing for {what}"),
                Some("take it out".to_owned()),
            )
        }
        CheckErrorKind::FieldNote { note } => ("tamis::check::field_note", note.to_string(), None),
    }
}

/// The type with its article.
fn a(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Integer | Type::Enum(_) | Type::Array(_) | Type::Object => format!("an {ty}"),
        Type::Any => "a value".to_owned(),
        _ => format!("a {ty}"),
    }
}

fn listed<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(" ")
}

fn operator_cure(operator: Operator, ty: &Type) -> String {
    let taken: Vec<&str> = taken_operators(ty).iter().map(|operator| operator.spelling()).collect();
    match (operator, ty) {
        (_, Type::Object) => "compare one of its members, or the object with `== null`".to_owned(),
        (Operator::Subset | Operator::Superset, _) => {
            format!("only an array takes it; here there are {}", listed(&taken))
        }
        _ => format!("here there are {}", listed(&taken)),
    }
}

fn literal_cure(operator: Operator, ty: &Type, text: Option<&str>) -> Option<String> {
    let cure = match (ty, text) {
        (Type::Text, Some(text)) => format!("quote it: `\"{text}\"`"),
        (Type::Text, None) => "put it between quotes".to_owned(),
        (Type::Integer | Type::Number, _) => "write a number, such as `5`, `2.5` or `500GB`".to_owned(),
        (Type::Boolean, _) => "write `true` or `false`".to_owned(),
        (Type::DateTime, _) => "write a date, such as `2026-01-31`, `2026-01-31T08:00:00Z` or `now - 7d`".to_owned(),
        (Type::Duration, _) => "write a length of time, such as `30m` or `\"PT30M\"`".to_owned(),
        (Type::Uuid, _) => "write it as \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"".to_owned(),
        (Type::Enum(words), _) => format!("known are {}", listed(&words.words)),
        (Type::Any, Some(text)) if matches!(operator, Operator::StartsWith | Operator::EndsWith) => {
            format!("quote it if it is text: `\"{text}\"`")
        }
        (Type::Any, _) => "it takes text, numbers, dates and lengths of time".to_owned(),
        (Type::Array(_) | Type::Object, _) => return None,
    };
    Some(cure)
}
