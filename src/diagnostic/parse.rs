//! What is said about faults of syntax.

mod expected;
mod malformed;

use super::words::{quote_cure, ticked};
use super::{Fault, Finding, Severity};
use crate::syntax::{ParseError, ParseErrorKind};

pub(super) fn finding(error: &ParseError) -> Finding {
    let (code, message, help) = words(&error.kind);
    Finding {
        severity: Severity::Error,
        code,
        message,
        help,
        span: error.span,
        fault: Fault::Parse(error.kind.clone()),
    }
}

fn words(kind: &ParseErrorKind) -> (&'static str, String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match kind {
        ParseErrorKind::Unexpected { expected, found } => {
            let message = match &**found {
                "" => format!("expected {expected}, but the query ends"),
                found => format!("expected {expected}, found {}", ticked(found)),
            };
            ("tamis::parse::unexpected", message, Some(expected::cure(*expected, found)))
        }
        ParseErrorKind::Malformed { malformed, found } => malformed::words(*malformed, found),
        ParseErrorKind::UnknownEscape { found } => (
            "tamis::parse::unknown_escape",
            match &**found {
                r"\u" => r"`\u` is not followed by four hex digits".to_owned(),
                found => format!("there is no escape {}", ticked(found)),
            },
            help(
                r#"a backslash itself is written `\\`; the escapes are `\"` `\'` `\\` `\/` `\b` `\f` `\n` `\r` `\t` and `\u` with four hex digits"#,
            ),
        ),
        ParseErrorKind::LoneSurrogate { found } => (
            "tamis::parse::lone_surrogate",
            format!("{} is only half of a character", ticked(found)),
            help(r"write both halves, such as `\ud83d\ude00`, or the character itself"),
        ),
        ParseErrorKind::Unclosed { open } => (
            "tamis::parse::unclosed",
            format!("{} is not closed", ticked(open)),
            Some(format!("a `{}` is missing behind what belongs to it", if &**open == "[" { "]" } else { ")" })),
        ),
        ParseErrorKind::Unopened => (
            "tamis::parse::unopened",
            "`)` closes nothing".to_owned(),
            help("take it out, or put the `(` that belongs to it before"),
        ),
        ParseErrorKind::PropertyAsValue { found } => (
            "tamis::parse::property_as_value",
            format!("{} is no value without quotes", ticked(found)),
            Some(format!("{}; two properties cannot be compared", quote_cure(found))),
        ),
        ParseErrorKind::ReservedName { found } => (
            "tamis::parse::reserved_name",
            format!("{} is a reserved word", ticked(found)),
            Some(match found.to_ascii_lowercase().as_str() {
                "now" | "today" => "it is a value and stands behind the operator: `startTime < now`".to_owned(),
                _ => format!("put a property of that name between backticks: {}", ticked(&format!("`{found}`"))),
            }),
        ),
        ParseErrorKind::RepeatedClause { clause: "sort" | "order" } => (
            "tamis::parse::repeated_clause",
            "the query has a `sort by` already".to_owned(),
            help("put all keys into one: `sort by name, size desc`"),
        ),
        ParseErrorKind::RepeatedClause { clause } => (
            "tamis::parse::repeated_clause",
            format!("the query has {} `{clause}` already", if *clause == "offset" { "an" } else { "a" }),
            help("keep one of them"),
        ),
        ParseErrorKind::CountTooLarge => (
            "tamis::parse::count_too_large",
            "the count is too large".to_owned(),
            help("the largest is `18446744073709551615`"),
        ),
        ParseErrorKind::DetachedSign => (
            "tamis::parse::detached_sign",
            "there is a blank between the sign and its number".to_owned(),
            help("write them together, such as `-5`"),
        ),
        ParseErrorKind::TooDeep { limit } => (
            "tamis::parse::too_deep",
            format!("more than {limit} groups, `not`s and lists stand inside each other"),
            help("take out the parentheses that change nothing, or split the query"),
        ),
        ParseErrorKind::TextTooLong { length, limit } => (
            "tamis::parse::text_too_long",
            format!("the query has {length} bytes, more than the {limit} allowed"),
            help("split the query, or raise the limit"),
        ),
        ParseErrorKind::TooManyItems { limit } => (
            "tamis::parse::too_many_items",
            format!("the list has more than {limit} items"),
            help("split it into several comparisons, or raise the limit"),
        ),
    }
}
