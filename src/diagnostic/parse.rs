//! What is said about faults of syntax.

use super::{Finding, Severity};
use crate::operator::Operator;
use crate::path::RESERVED;
use crate::suggest::nearest;
use crate::syntax::{Expected, Malformed, ParseError, ParseErrorKind};

pub(super) fn finding(error: &ParseError) -> Finding {
    let (code, message, help) = words(&error.kind);
    Finding { severity: Severity::Error, code, message, label: None, help, span: error.span }
}

fn words(kind: &ParseErrorKind) -> (&'static str, String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match kind {
        ParseErrorKind::Unexpected { expected, found } => {
            let message = match &**found {
                "" => format!("expected {expected}, but the query ends"),
                found => format!("expected {expected}, found `{}`", shown(found)),
            };
            ("tamis::parse::unexpected", message, cure(*expected, found))
        }
        ParseErrorKind::Malformed { malformed, found } => malformed_words(*malformed, found),
        ParseErrorKind::UnknownEscape => (
            "tamis::parse::unknown_escape",
            "no such escape".to_owned(),
            help(r#"the escapes are \" \' \\ \/ \b \f \n \r \t and \u with four hex digits; a backslash itself is \\"#),
        ),
        ParseErrorKind::LoneSurrogate => (
            "tamis::parse::lone_surrogate",
            "half of a surrogate pair is no character".to_owned(),
            help(r"a character above U+FFFF takes both halves, such as \ud83d\ude00, or stands as itself"),
        ),
        ParseErrorKind::Unclosed => {
            ("tamis::parse::unclosed", "not closed".to_owned(), help("a closing bracket is missing"))
        }
        ParseErrorKind::Unopened => {
            ("tamis::parse::unopened", "`)` closes nothing".to_owned(), help("take it out, or open the group before"))
        }
        ParseErrorKind::PropertyAsValue { found } => (
            "tamis::parse::property_as_value",
            format!("`{}` stands where a value is wanted", shown(found)),
            Some(format!("two properties cannot be compared; quote it if it is text: `\"{}\"`", shown(found))),
        ),
        ParseErrorKind::ReservedName { found } => (
            "tamis::parse::reserved_name",
            format!("`{found}` is a reserved word"),
            Some(format!("put a property of that name between backticks: `` `{found}` ``")),
        ),
        ParseErrorKind::RepeatedClause { clause } => (
            "tamis::parse::repeated_clause",
            format!("a second `{clause}`"),
            help(if matches!(*clause, "sort" | "order") {
                "several keys go into one clause: `sort by a, b desc`"
            } else {
                "keep one of them"
            }),
        ),
        ParseErrorKind::CountTooLarge => (
            "tamis::parse::count_too_large",
            "too large a count".to_owned(),
            help("the largest is 18446744073709551615"),
        ),
        ParseErrorKind::DetachedSign => (
            "tamis::parse::detached_sign",
            "a blank between the sign and its number".to_owned(),
            help("write them together, such as `-5`"),
        ),
        ParseErrorKind::TooDeep { limit } => (
            "tamis::parse::too_deep",
            format!("more than {limit} groups, `not`s and lists inside each other"),
            help("take out parentheses that change nothing, or split the query"),
        ),
        ParseErrorKind::TextTooLong { length, limit } => (
            "tamis::parse::text_too_long",
            format!("the query has {length} bytes, more than the {limit} allowed"),
            help("split the query, or raise the limit"),
        ),
        ParseErrorKind::TooManyItems { limit } => (
            "tamis::parse::too_many_items",
            format!("a list of more than {limit} items"),
            help("split the list, or raise the limit"),
        ),
    }
}

/// The start of what was found: it may be as long as the query.
fn shown(found: &str) -> String {
    const MOST: usize = 40;
    match found.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", found.get(..end).unwrap_or_default()),
        None => found.to_owned(),
    }
}

fn malformed_words(malformed: Malformed, found: &str) -> (&'static str, String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match malformed {
        Malformed::UnclosedText => (
            "tamis::parse::unclosed_text",
            "a quote that is not closed".to_owned(),
            help("close it with the same quote; a quote inside the text is written with a backslash before it"),
        ),
        Malformed::UnclosedName => (
            "tamis::parse::unclosed_name",
            "a backtick that is not closed".to_owned(),
            help("close the name with a backtick"),
        ),
        Malformed::EmptyName => (
            "tamis::parse::empty_name",
            "a name without characters".to_owned(),
            help("put the property's name between the backticks"),
        ),
        Malformed::Parameter => (
            "tamis::parse::parameter",
            "`$` without a name".to_owned(),
            help("a parameter is `$` and a word, such as `$tenant`"),
        ),
        Malformed::Number => (
            "tamis::parse::malformed_number",
            format!("`{}` is neither a number, a length of time nor a date", shown(found)),
            Some(number_cure(found)),
        ),
        Malformed::Character => (
            "tamis::parse::character",
            format!("`{}` begins nothing in this language", shown(found)),
            Some(character_cure(found)),
        ),
    }
}

fn number_cure(found: &str) -> String {
    let digits = found.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = found.get(digits.len()..).unwrap_or_default();
    let units = ["KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let spelled = units.iter().find(|known| known.eq_ignore_ascii_case(unit));
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if let (Some(known), true) = (spelled, is_whole) {
        return format!("the unit is spelled `{known}`: `{digits}{known}`");
    }
    if is_whole && digits.len() > 1 && unit.is_empty() {
        return format!(
            "a number has no leading zeros: `{}`; quote it if it is text: `\"{found}\"`",
            digits.trim_start_matches('0')
        );
    }
    if found.contains(':') || found.matches('-').count() > 1 {
        return "a date is written `2026-01-31` or `2026-01-31T08:00:00Z`".to_owned();
    }
    format!(
        "quote it if it is text: `\"{}\"`; units are s m h d w for time and KB to PB, KiB to PiB for bytes",
        shown(found)
    )
}

fn character_cure(found: &str) -> String {
    match found {
        "“" | "”" | "„" | "‘" | "’" | "«" | "»" => "use straight quotes: `\"`".to_owned(),
        "&" => "write `and` or `&&`".to_owned(),
        "|" => "write `or` or `||`".to_owned(),
        "~" | "*" | "%" | "?" => "there are no patterns; use `contains`, `startswith` or `endswith`".to_owned(),
        "@" | "{" | "}" | "/" | "\\" | ":" | ";" => "quote it if it belongs to a text".to_owned(),
        _ => "quote it if it belongs to a text, or put it between backticks if it belongs to a name".to_owned(),
    }
}

fn cure(expected: Expected, found: &str) -> Option<String> {
    let operators = || Operator::ALL.iter().map(|operator| format!("`{operator}`")).collect::<Vec<_>>().join(" ");
    let text = match expected {
        Expected::Operator => {
            let spellings = Operator::ALL.iter().map(|operator| operator.spelling());
            match nearest(found, spellings).filter(|_| !found.is_empty()) {
                Some(near) => format!("`{near}` is near; the operators are {}", operators()),
                None => format!("the operators are {}", operators()),
            }
        }
        Expected::NegatableOperator => "negate the whole comparison instead: `not name startswith \"x\"`".to_owned(),
        Expected::Value | Expected::Item if RESERVED.iter().any(|word| word.eq_ignore_ascii_case(found)) => {
            format!("quote it if it is text: `\"{found}\"`")
        }
        Expected::Value => "a value is a quoted text, a number, a date, `true`, `false`, `null` or a list".to_owned(),
        Expected::Item if found == "," => "take the second comma out".to_owned(),
        Expected::ListEnd => "put a comma between the values".to_owned(),
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd if !found.is_empty() => {
            "join comparisons with `and`, `or` or `xor`".to_owned()
        }
        Expected::Condition if found.starts_with(['"', '\'']) => {
            "a comparison starts with a property; a name that is no word goes between backticks".to_owned()
        }
        Expected::Condition => {
            "a comparison is a property, an operator and a value: `state == \"Finished\"`".to_owned()
        }
        Expected::SortKey | Expected::By => "such as `sort by startTimeUtc desc`".to_owned(),
        Expected::Digits => "such as `limit 50`".to_owned(),
        Expected::Duration => "such as `now - 7d`; the units are s m h d w".to_owned(),
        Expected::Name => "a name follows the dot; one that is no word goes between backticks".to_owned(),
        _ => return None,
    };
    Some(text)
}
