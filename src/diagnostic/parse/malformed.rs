//! What is said about what is no token.

use super::super::code::parse as code;
use super::super::cure::Cure;
use super::super::finding::Words;
use super::super::words::{is_hidden, is_short, quote_cure, shown, ticked, ticks};
use crate::syntax::print::quote;
use crate::syntax::{Malformed, TokenKind, tokens};
use crate::value::{UNITS, json_number_length};

pub(super) const NO_PATTERNS: &str =
    "there are no patterns; use `contains`, `startswith` or `endswith` with a text in quotes";

/// Quotes that only a word processor writes.
const CURVED: &str = "“”„‟«»‘’‚‛‹›";

pub(super) fn words(malformed: Malformed, found: &str) -> Words {
    let help = |text: &str| Cure::from(text);
    match malformed {
        Malformed::UnclosedText => (
            code::UNCLOSED_TEXT,
            "this quote is not closed".to_owned(),
            help(
                "close it with the same quote; a quote within the text takes a backslash before it, or the other quotes around the text",
            ),
        ),
        Malformed::UnclosedName => (
            code::UNCLOSED_NAME,
            "this backtick is not closed".to_owned(),
            help("put a backtick behind the name, too; a text goes between `\"`"),
        ),
        Malformed::EmptyName => (
            code::EMPTY_NAME,
            "there is no name between the backticks".to_owned(),
            help("put the property's name between them"),
        ),
        Malformed::Parameter => (
            code::PARAMETER,
            match found {
                "$" => "`$` is not followed by a name".to_owned(),
                found => format!("{} is no parameter", ticked(found)),
            },
            help("a parameter is `$` and a word, such as `$tenant`"),
        ),
        Malformed::Number => {
            let what = if is_of_digits(found) { "a number, a duration nor a date" } else { "a word nor a number" };
            let message = format!("{} is neither {what}", ticked(found));
            (code::MALFORMED_NUMBER, message, number_cure(found).into())
        }
        Malformed::Character => {
            let of_run = tokens(found).find(|token| token.kind == TokenKind::Malformed(Malformed::Character));
            let character = of_run.map_or(found, |token| token.span.of(found));
            let message = if found == character || character.starts_with(|first| CURVED.contains(first)) {
                format!("`{character}` is no part of the language")
            } else {
                format!("{} holds `{character}`, which is no part of the language", ticked(found))
            };
            (code::CHARACTER, message, character_cure(character, found).into())
        }
    }
}

fn is_of_digits(found: &str) -> bool {
    found.trim_start_matches(['-', '+']).starts_with(|first: char| first.is_ascii_digit())
}

/// Whether it is nothing but digits and what people put between those of a date or a time.
fn looks_like_date(found: &str) -> bool {
    let signs = found.matches(['-', '/', ':']).count();
    let is_part = |character: char| character.is_ascii_digit() || "-/:TZ+.".contains(character);
    (signs >= 2 || found.contains(':')) && found.contains(is_part) && found.chars().all(is_part)
}

fn number_cure(found: &str) -> String {
    let digits = found.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = found.get(digits.len()..).unwrap_or_default();
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = json_number_length(digits) == digits.len();
    if let Some((known, _)) = UNITS.iter().find(|(known, _)| is_number && known.eq_ignore_ascii_case(unit)) {
        return format!("the unit is spelled `{known}`: `{}`", shown(&format!("{digits}{known}")));
    }
    let quote_it = quote_cure(found);
    if found.contains(',') {
        return format!("a number has no commas and no leading zeros: `10000`; {quote_it}");
    }
    if is_whole && unit.is_empty() && is_short(found) {
        let significant = digits.trim_start_matches('0');
        let number = if significant.is_empty() { "0" } else { significant };
        return format!("a number has no leading zeros: `{number}`; {quote_it}");
    }
    let plain: String = found.chars().filter(|character| *character != '_').collect();
    if found.contains('_') && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("a number has no `_` in it: `{}`", shown(&plain));
    }
    if found.ends_with('.') && found.matches('.').count() == 1 {
        return "put digits behind the point, or leave it out".to_owned();
    }
    if looks_like_date(found) {
        return "a date is written `2026-01-31`, with a time `2026-01-31T08:00:00Z`".to_owned();
    }
    if is_whole && is_short(found) {
        return format!(
            "{quote_it}; units are `s` `m` `h` `d` `w` for time, and `KB` to `PB` or `KiB` to `PiB` for bytes"
        );
    }
    if is_of_digits(found) { quote_it } else { format!("{quote_it}; a property's name goes between backticks") }
}

fn character_cure(character: &str, found: &str) -> String {
    match character {
        "&" => return "write `and` or `&&`".to_owned(),
        "|" => return "write `or` or `||`".to_owned(),
        ";" => return "take it out, or quote it if it belongs to a text".to_owned(),
        "~" | "*" | "%" | "?" if !is_of_digits(found) => return NO_PATTERNS.to_owned(),
        _ => {}
    }
    if character.starts_with(|first| CURVED.contains(first)) {
        let inner = found.strip_prefix(character).and_then(|rest| rest.strip_suffix(|last| CURVED.contains(last)));
        return match inner.filter(|inner| is_short(inner)) {
            Some(inner) => format!("use straight quotes: {}", ticks(&quote(inner))),
            None => "use straight quotes: `\"` or `'`".to_owned(),
        };
    }
    if character.contains(is_hidden) {
        return "it is not visible and was perhaps copied along: take it out".to_owned();
    }
    if looks_like_date(found) {
        return "a date is written `2026-01-31`, with a time `2026-01-31T08:00:00Z`".to_owned();
    }
    if found == character {
        return "quote it if it belongs to a text, or put it between backticks if it belongs to a name".to_owned();
    }
    format!("{}; a property's name goes between backticks", quote_cure(found))
}
