//! What is said about faults of meaning.

pub(super) mod types;

use super::words::{is_short, listed, quote_cure, shown, ticked, ticks};
use super::{Fault, Finding, Severity};
use crate::check::{CheckError, CheckErrorKind};
use crate::operator::Operator;
use crate::path::Path;
use crate::syntax::print::quote;
use crate::ty::Type;
use types::{Verb, a, element_cure, literal_cure, of, one, operator_cure};

pub(super) fn finding(error: &CheckError) -> Finding {
    let severity = if error.kind.is_error() { Severity::Error } else { Severity::Warning };
    let (code, message, help) = words(&error.kind, Verb::Write);
    Finding { severity, code, message, help, span: error.span, fault: Fault::Check(error.kind.clone()) }
}

fn words(kind: &CheckErrorKind, verb: Verb) -> (&'static str, String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match kind {
        CheckErrorKind::UnknownField { path, origin, nearest, known } => {
            let near: Vec<String> = nearest.iter().map(|name| ticks(name)).collect();
            let help = match (near.is_empty(), known.is_empty()) {
                (false, _) => Some(format!("did you mean {}?", near.join(" or "))),
                (true, false) => Some(format!("known are {}", listed(known))),
                (true, true) => None,
            };
            ("tamis::check::unknown_field", format!("{origin} has no field {}", shown_path(path)), help)
        }
        CheckErrorKind::ThroughArray { array, element } => (
            "tamis::check::through_array",
            format!("{} is an array, and a path cannot lead through an array", shown_path(array)),
            element_cure(array, element),
        ),
        CheckErrorKind::OperatorNotTaken { path, operator, ty } => (
            "tamis::check::operator_not_taken",
            format!("{} is {}, which does not take `{operator}`", shown_path(path), of(ty)),
            Some(operator_cure(*operator, ty)),
        ),
        CheckErrorKind::ListWanted { operator } => (
            "tamis::check::list_wanted",
            format!("`{operator}` wants a list"),
            help("put the values between parentheses, with commas: `(\"a\", \"b\")`"),
        ),
        CheckErrorKind::ListNotTaken { operator } => (
            "tamis::check::list_not_taken",
            format!("`{operator}` compares with one value, not with a list"),
            help(match operator {
                Operator::Equal => "use `in` for any of several values",
                Operator::NotEqual => "use `not in` for none of several values",
                _ => "write a comparison for each value, and join them with `or` or `and`",
            }),
        ),
        CheckErrorKind::NullOnly { operator, ty, path, member } => {
            let help = match (ty, member) {
                (Type::Array(element), _) => element_cure(path, element),
                (_, Some(member)) => {
                    Some(format!("compare one of its members, such as {}", ticks(&member.to_string())))
                }
                (_, None) => help("what it holds is not known: leave the comparison out"),
            };
            ("tamis::check::null_only", format!("`{operator}` compares {} with null only", a(ty)), help)
        }
        CheckErrorKind::WrongLiteral { found, operator, ty, text } => {
            let message = match ty {
                Type::Any => format!("`{operator}` does not take {found}"),
                ty => format!("{found} where {} is wanted", one(ty)),
            };
            let help = match *found {
                "null" => help("only `==`, `!=` and `in` compare with null"),
                _ => literal_cure(verb, *operator, ty, text.as_deref()),
            };
            ("tamis::check::wrong_literal", message, help)
        }
        CheckErrorKind::NeverNull { path, operator } => (
            "tamis::check::never_null",
            format!("{} is never null", shown_path(path)),
            help(match operator {
                Operator::In => "take null out of the list",
                _ => "take the comparison out: it is the same for every row",
            }),
        ),
        CheckErrorKind::BareWord { word, ty, is_field } => {
            let message = match (is_field, ty) {
                (true, _) => format!("{} is a property, and two properties cannot be compared", ticked(word)),
                (false, Type::Text | Type::Any) => {
                    format!("{} stands without quotes, as only the words of an enum may", ticked(word))
                }
                (false, ty) => format!("{} stands where {} is wanted", ticked(word), one(ty)),
            };
            let help = match (ty, is_field) {
                (Type::Text | Type::Any, false) if is_short(word) => {
                    format!("quote it: `{}`; if a shell took the quotes away, quote the whole query, too", quote(word))
                }
                (Type::Text | Type::Any, _) => quote_cure(word),
                (ty, _) => literal_cure(verb, Operator::Equal, ty, None).unwrap_or_default(),
            };
            ("tamis::check::bare_word", message, Some(help))
        }
        CheckErrorKind::NotAnInteger { text } => (
            "tamis::check::not_an_integer",
            format!("{} is not an integer", ticked(text)),
            Some(format!("{verb} a whole number")),
        ),
        CheckErrorKind::NoSuchDate { text } => (
            "tamis::check::no_such_date",
            format!("there is no {} {}", if text.len() > 10 { "time" } else { "date" }, ticked(text)),
            help("months have 28 to 31 days, days the hours 00 to 23; years go from 0001 to 9999"),
        ),
        CheckErrorKind::DurationTooLong { text } => (
            "tamis::check::duration_too_long",
            format!("{} is too long a duration", ticked(text)),
            help("the longest is `18446744073709551615s`"),
        ),
        CheckErrorKind::ByteSize { text } => (
            "tamis::check::byte_size",
            format!("{} is not a whole number of bytes within 64 bits", ticked(text)),
            help("write the bytes as a whole number, at most `18446744073709551615`"),
        ),
        CheckErrorKind::UnknownWord { word, path, enumeration, nearest } => {
            let name = &enumeration.name;
            let owner = if name.is_empty() { shown_path(path) } else { ticks(name) };
            let message = if enumeration.open {
                format!("{owner} is not known to have the word {}", ticked(word))
            } else {
                format!("{owner} has no word {}", ticked(word))
            };
            let help = match nearest {
                Some(near) => format!("did you mean {}?", ticks(near)),
                None => format!("known are {}", listed(&enumeration.words)),
            };
            ("tamis::check::unknown_word", message, Some(help))
        }
        CheckErrorKind::UnboundParameter { name } => (
            "tamis::check::unbound_parameter",
            format!("{} has no value", ticked(&format!("${name}"))),
            Some(format!("bind it, on the command line with {}", ticked(&format!("--param {name}=TEXT")))),
        ),
        CheckErrorKind::UnboundMoment => (
            "tamis::check::unbound_moment",
            "what time this is cannot be known without a clock".to_owned(),
            help("bind the query to a clock"),
        ),
        CheckErrorKind::MomentOutOfRange => (
            "tamis::check::moment_out_of_range",
            "this moment lies outside the years 1 to 9999".to_owned(),
            help("use a shorter duration"),
        ),
        CheckErrorKind::ParameterShape { name, found, list } => {
            let wanted = if *list { "a list of values" } else { "one value" };
            let help = if *list {
                format!(
                    "bind it to an array of texts, numbers, `true`, `false` or null; one value goes between \
                     parentheses: {}",
                    ticked(&format!("(${name})"))
                )
            } else {
                format!(
                    "bind it to a text, a number, `true`, `false` or null; an array is a whole list: {}",
                    ticked(&format!("in ${name}"))
                )
            };
            let name = ticked(&format!("${name}"));
            ("tamis::check::parameter_shape", format!("{name} stands for {found}, not for {wanted}"), Some(help))
        }
        CheckErrorKind::Bound { name, kind } => {
            let (code, message, help) = words(kind, Verb::Bind);
            let help = match &**kind {
                CheckErrorKind::QuotedScalar { text, .. } => Some(format!(
                    "bind it as JSON, on the command line with {}",
                    ticked(&format!("--param-json {name}={text}"))
                )),
                _ => help,
            };
            (code, format!("{}: {message}", ticked(&format!("${name}"))), help)
        }
        CheckErrorKind::TooManyItems { limit } => (
            "tamis::check::too_many_items",
            format!("the list has more than {limit} items"),
            help("split it into several comparisons, or raise the limit"),
        ),
        CheckErrorKind::WordCase { word, known } => (
            "tamis::check::word_case",
            format!("{} differs from {} in case", ticked(word), ticks(known)),
            Some(format!("write {}, or add `collate ignorecase`", ticks(known))),
        ),
        CheckErrorKind::QuotedScalar { text, ty } => (
            "tamis::check::quoted_scalar",
            format!(
                "{} is text where {} is wanted; it counts as {} and is sent as text",
                ticked(&quote(text)),
                one(ty),
                shown(text)
            ),
            Some(format!("write {}", ticked(text))),
        ),
        CheckErrorKind::IdleCollation { collation, ty } => {
            let what = if *ty == Type::Any { "where no text is compared".to_owned() } else { format!("for {}", a(ty)) };
            (
                "tamis::check::idle_collation",
                format!("`collate {collation}` means nothing {what}"),
                Some(format!("take `collate {collation}` out")),
            )
        }
        CheckErrorKind::FieldNote { note } => ("tamis::check::field_note", note.to_string(), None),
    }
}

fn shown_path(path: &Path) -> String {
    ticked(&path.to_string())
}
