//! What is said about requests that cannot be read back, and about what is odd in those that are.

use super::words::{listed, ticked};
use super::{Fault, Finding, Severity};
use crate::dialect::{Dialect, Lookalike, QuoteStyle, ReadError, ReadErrorKind};

pub(super) fn finding(error: &ReadError) -> Finding {
    let severity = if error.kind.is_error() { Severity::Error } else { Severity::Warning };
    let (code, message, help) = words(&error.kind);
    Finding { severity, code, message, help, span: error.span, fault: Fault::Read(error.kind.clone()) }
}

fn words(kind: &ReadErrorKind) -> (&'static str, String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match kind {
        ReadErrorKind::Empty => (
            "tamis::read::empty",
            "there is nothing to read".to_owned(),
            help("give a filter, a URL, or what `tamis compile` prints"),
        ),
        ReadErrorKind::TextTooLong { length, limit } => (
            "tamis::read::text_too_long",
            format!("the text has {length} bytes, more than the {limit} allowed"),
            help("raise the limit"),
        ),
        ReadErrorKind::TooDeep { limit } => (
            "tamis::read::too_deep",
            format!("more than {limit} groups, `not`s and lists stand inside each other"),
            help("take out the groups that change nothing, or split the filter"),
        ),
        ReadErrorKind::TooManyItems { limit } => (
            "tamis::read::too_many_items",
            format!("the list has more than {limit} items"),
            help("split it into several comparisons, or raise the limit"),
        ),
        ReadErrorKind::OtherLanguage { dialect, looks_like } => other_language(*dialect, *looks_like),
        ReadErrorKind::Unexpected { wanted, found } => {
            let message = match &**found {
                "" => format!("expected {wanted}, but the text ends"),
                found => format!("expected {wanted}, found {}", ticked(found)),
            };
            ("tamis::read::unexpected", message, None)
        }
        ReadErrorKind::TrailingComma => (
            "tamis::read::trailing_comma",
            "nothing stands behind the comma".to_owned(),
            help("take it out: JSON has no comma behind the last item"),
        ),
        ReadErrorKind::UnclosedText => (
            "tamis::read::unclosed_text",
            "the text is not closed".to_owned(),
            help("its second quote is missing, or the rest was cut off"),
        ),
        ReadErrorKind::UnknownEscape { found } => (
            "tamis::read::unknown_escape",
            format!("there is no escape {}", ticked(found)),
            help(r"a backslash itself is written `\\` in JSON"),
        ),
        ReadErrorKind::LoneSurrogate { found } => (
            "tamis::read::lone_surrogate",
            format!("{} is only half of a character", ticked(found)),
            help("no text of a query can hold it"),
        ),
        ReadErrorKind::BadPercentEscape { found } => (
            "tamis::read::bad_percent_escape",
            format!("{} is no percent escape", ticked(found)),
            help("a `%` is followed by two hex digits; one that stands for itself is written `%25`"),
        ),
        ReadErrorKind::NotUtf8 => (
            "tamis::read::not_utf8",
            "what is encoded here is no text in UTF-8".to_owned(),
            help("encode the text in UTF-8 before its bytes are percent-encoded"),
        ),
        ReadErrorKind::Placeholder { found } => (
            "tamis::read::placeholder",
            format!("{} is still to be filled in", ticked(found)),
            help("put the value in its place; text that is meant so can be written in the language itself"),
        ),
        ReadErrorKind::UnknownKey { key, nearest, .. } => (
            "tamis::read::unknown_key",
            format!("the key {} has no place here", ticked(key)),
            nearest.map(|nearest| format!("did you mean `{nearest}`?")),
        ),
        ReadErrorKind::RepeatedKey { key } => {
            ("tamis::read::repeated_key", format!("the key {} is there already", ticked(key)), help("keep one of them"))
        }
        ReadErrorKind::MissingKey { key } => {
            ("tamis::read::missing_key", format!("there is no `{key}`"), Some(missing(key).to_owned()))
        }
        ReadErrorKind::NotAnObject { what, found } => {
            ("tamis::read::not_an_object", format!("{what} is an object, and this is {found}"), None)
        }
        ReadErrorKind::WrongKind { key, wanted, found } => {
            ("tamis::read::wrong_kind", format!("`{key}` has {wanted}, and this is {found}"), None)
        }
        ReadErrorKind::ComparisonAndGroup => (
            "tamis::read::comparison_and_group",
            "this is a comparison and a group at once".to_owned(),
            help("keep `property` and `value`, or `items`"),
        ),
        ReadErrorKind::UnknownWord { key, word, nearest } => (
            "tamis::read::unknown_word",
            format!("{} is no {key}", ticked(word)),
            nearest.map(|nearest| format!("did you mean `{nearest}`?")),
        ),
        ReadErrorKind::EmptyName { property } => (
            "tamis::read::empty_name",
            format!("a name in the property {} is empty", ticked(property)),
            help("names stand between single dots: `initiator.name`"),
        ),
        ReadErrorKind::ListWanted { operation } => (
            "tamis::read::list_wanted",
            format!("`{operation}` compares with an array of values"),
            help("put the value into an array"),
        ),
        ReadErrorKind::ListNotTaken { operation } => (
            "tamis::read::list_not_taken",
            format!("`{operation}` compares with one value, not with an array"),
            help("use the operation `in` for one of several values"),
        ),
        ReadErrorKind::CompoundValue { is_object } => (
            "tamis::read::compound_value",
            format!("{} is no value to compare with", if *is_object { "an object" } else { "an array in an array" }),
            help("compare with text, numbers, booleans and null"),
        ),
        ReadErrorKind::WrongCount { name, found } => (
            "tamis::read::wrong_count",
            format!("{} is no count of rows", ticked(found)),
            Some(format!("`{name}` takes a whole number in plain digits")),
        ),
        ReadErrorKind::IdleKey { key } => (
            "tamis::read::idle_key",
            format!("`{key}` decides nothing here"),
            help("it belongs into the comparisons, and was left out"),
        ),
        ReadErrorKind::Quotes { style } => {
            let what = match style {
                QuoteStyle::Single => "single quotes were read as double ones",
                QuoteStyle::Doubled => "every two double quotes were read as one",
                QuoteStyle::Backslashed => "the backslashes before quotes were taken off",
            };
            ("tamis::read::quotes", format!("this is not JSON: {what}"), help("an API may refuse it as it stands"))
        }
        ReadErrorKind::TrailingText => (
            "tamis::read::trailing_text",
            "what stands behind the JSON was left out".to_owned(),
            help("take it out, or see whether it belongs to the filter"),
        ),
        ReadErrorKind::EncodedTwice => (
            "tamis::read::encoded_twice",
            "the text was encoded twice".to_owned(),
            help("an API decodes it once; encode it once"),
        ),
        ReadErrorKind::OtherShape { dialect, is_array: true } => (
            "tamis::read::other_shape",
            format!("`{dialect}` takes one object here, and this is an array"),
            help("the one in it was read"),
        ),
        ReadErrorKind::OtherShape { dialect, is_array: false } => (
            "tamis::read::other_shape",
            format!("`{dialect}` takes an array here, and this is one object"),
            help("it was read as the only one of an array"),
        ),
        ReadErrorKind::NotInQuery { name } => (
            "tamis::read::not_in_query",
            format!("{} is no part of the query", ticked(name)),
            help("it chooses no rows, and was kept beside the query"),
        ),
        ReadErrorKind::UnknownParameter { name, dialect, nearest } => (
            "tamis::read::unknown_parameter",
            format!("`{dialect}` is not known to have a parameter {}", ticked(name)),
            Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? it was kept beside the query"),
                None => "it was kept beside the query".to_owned(),
            }),
        ),
        ReadErrorKind::Assumed { meaning } => {
            ("tamis::read::assumed", format!("assumed, as the vendor does not say: {}", meaning.statement()), None)
        }
    }
}

fn missing(key: &str) -> &'static str {
    match key {
        "operation" => "such as `equals`, or `and` with `items`",
        "items" => "`and`, `or`, `exclusiveOr` and `not` have an array of expressions",
        "value" => "it is what the property is compared with",
        _ => "it names the property",
    }
}

fn other_language(dialect: Dialect, looks_like: Option<Lookalike>) -> (&'static str, String, Option<String>) {
    let code = "tamis::read::other_language";
    let Some(looks_like) = looks_like else {
        return (code, format!("`{dialect}` takes nothing like this"), None);
    };
    let others: Vec<Dialect> = looks_like.dialects().filter(|other| *other != dialect).collect();
    let help = match others.as_slice() {
        [] => None,
        [other] => Some(format!("read it as `{other}`")),
        others => {
            Some(format!("read it as one of {}", listed(&others.iter().map(|other| other.name()).collect::<Vec<_>>())))
        }
    };
    (code, format!("`{dialect}` takes nothing like this; it looks like {}", looks_like.description()), help)
}
