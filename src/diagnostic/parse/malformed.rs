//! The messages about malformed tokens.

mod number;

use super::super::code::parse as code;
use super::super::cure::Cure;
use super::super::report::Wording;
use super::super::words::{is_hidden_character, is_short, quote_cure, ticked, ticks};
use super::phrases::NO_PATTERNS;
use super::run::{CURVED, Run};
use crate::path::is_word;
use crate::span::Span;
use crate::syntax::print::quote;
use crate::syntax::{Malformed, TokenKind, path_before_quote, tokens};
use number::{looks_like_date, number_cure};

/// Returns code, message and cure of a malformed token.
pub(super) fn words(malformed: Malformed, run: Run<'_>) -> Wording {
    let Run { found, .. } = run;
    match malformed {
        Malformed::UnclosedText => (code::UNCLOSED_TEXT, "this quote is not closed".to_owned(), unclosed_cure(run)),
        Malformed::UnclosedName => (
            code::UNCLOSED_NAME,
            "this backtick is not closed".to_owned(),
            "put a backtick after the name as well; a text goes between `\"`".into(),
        ),
        Malformed::Parameter => {
            let name = found.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).filter(|name| is_word(name));
            let cure = match name.map(|name| format!("${name}")) {
                Some(meant) => run.written(meant.clone(), format!("a parameter has no braces: {}", ticked(&meant))),
                None => "a parameter is `$` and a word, such as `$tenant`".into(),
            };
            let message = match found {
                "$" => "`$` is not followed by a name".to_owned(),
                found => format!("{} is not a parameter", ticked(found)),
            };
            (code::PARAMETER, message, cure)
        }
        Malformed::Number => {
            let what = if run.has_digit_first() { "a number, a duration nor a date" } else { "a word nor a number" };
            (code::MALFORMED_NUMBER, format!("{} is neither {what}", ticked(found)), number_cure(run))
        }
        Malformed::Character => {
            let of_run = tokens(found).find(|token| token.kind == TokenKind::Malformed(Malformed::Character));
            let character = of_run.map_or(found, |token| token.span.of(found));
            let message = if found == character || character.starts_with(|first| CURVED.contains(first)) {
                format!("`{character}` is not part of the language")
            } else {
                format!("{} contains `{character}`, which is not part of the language", ticked(found))
            };
            (code::CHARACTER, message, character_cure(character, run))
        }
    }
}

/// Returns the cure of a text that is not closed, and so goes on to the end of the query. The place of its end is clear
/// if the rest of the query can all be one text.
fn unclosed_cure(run: Run<'_>) -> Cure {
    let help = "close it with the same quote; a quote inside the text takes a backslash before it, or the other quotes \
                around the text";
    let text = run.found.trim_end();
    if let Some(path) = path_before_quote(text) {
        let meant = path.replace('\\', "\\\\");
        let help =
            format!("a backslash before a quote makes it a part of the text; write it twice: {}", ticked(&meant));
        let is_all = path.len() == text.len() && !path.contains("\\\\");
        let span = Span::new(run.span.start(), run.span.start().saturating_add(text.len()));
        return if is_all { Cure::from(help).replacing(span, meant) } else { help.into() };
    }
    let inner = text.get(1..).unwrap_or_default();
    if inner.strip_suffix(text.get(..1).unwrap_or_default()).is_some_and(|inner| inner.ends_with('\\')) {
        return "a backslash before a quote makes it a part of the text: write it twice".into();
    }
    let is_one = tokens(inner).all(|token| match token.kind {
        TokenKind::Word => !ENDS.iter().any(|word| word.eq_ignore_ascii_case(token.span.of(inner))),
        TokenKind::Number | TokenKind::Duration | TokenKind::Date | TokenKind::Dot | TokenKind::Minus => true,
        TokenKind::Malformed(Malformed::Number) => true,
        _ => false,
    });
    let end = run.span.start().saturating_add(text.len());
    match is_one && !inner.is_empty() && !inner.contains('\n') {
        true => Cure::from(help).inserting(end, text.get(..1).unwrap_or_default()),
        false => help.into(),
    }
}

/// Words that may have been meant to follow a text.
const ENDS: &[&str] = &["and", "or", "xor", "collate", "sort", "order", "offset", "limit"];

/// Returns `true` for a regular expression between slashes, such as `/web.*/i`.
fn is_pattern(found: &str) -> bool {
    let inner = found.strip_prefix('/').and_then(|rest| rest.rsplit_once('/'));
    inner.is_some_and(|(inner, flags)| {
        !inner.is_empty() && flags.len() <= 3 && flags.bytes().all(|flag| b"gimsuxy".contains(&flag))
    })
}

/// Returns `true` for `+state:Failed` and `-name:web`, as search engines write them.
fn is_assigned(found: &str) -> bool {
    let pair = found.trim_start_matches(['+', '-']).split_once(':');
    pair.is_some_and(|(name, value)| name.split('.').all(is_word) && !value.is_empty())
}

/// Returns the cure of `character`, which is not part of the language, in `run`.
fn character_cure(character: &str, run: Run<'_>) -> Cure {
    let found = run.found;
    match character {
        "&" => return "write `and` or `&&`".into(),
        "|" => return "write `or` or `||`".into(),
        ";" => return "take it out, or quote it if it belongs to a text".into(),
        "*" | "%" | "/" if found == character && !run.is_value() && !run.is_name() => {
            return "a query calculates nothing: write the result".into();
        }
        "/" if is_pattern(found) && (run.is_value() || run.expected.is_none()) => {
            return match is_short(found) && run.is_value() {
                true => format!("{NO_PATTERNS}; {}", quote_cure(found)).into(),
                false => NO_PATTERNS.into(),
            };
        }
        "/" if found == "//" => {
            return "null is not replaced; compare with it separately: `(size == null or size > 5)`".into();
        }
        "?" if found == "?" && !run.is_value() => {
            return "a query has no `? :`; it is its condition alone".into();
        }
        ":" if found.starts_with(['+', '-']) && is_assigned(found) => {
            return "join comparisons with `and`, and put `not` before one: `state == \"Failed\" and not name contains \"web\"`"
                .into();
        }
        "~" | "*" | "%" | "?" if !run.has_digit_first() => return NO_PATTERNS.into(),
        _ => {}
    }
    if character.starts_with(|first| CURVED.contains(first)) {
        let inner = found.strip_prefix(character).and_then(|rest| rest.strip_suffix(|last| CURVED.contains(last)));
        return match inner.map(quote) {
            Some(straight) if is_short(&straight) => {
                run.written(straight.clone(), format!("use straight quotes: {}", ticks(&straight)))
            }
            Some(straight) => run.written(straight, "use straight quotes: `\"` or `'`"),
            None => "use straight quotes: `\"` or `'`".into(),
        };
    }
    if character.contains(is_hidden_character) {
        let visible = found.replace(is_hidden_character, "");
        let help = "it is not visible and was perhaps copied along: take it out";
        return if visible.is_empty() || is_word(&visible) { run.written(visible, help) } else { help.into() };
    }
    if looks_like_date(found) && found.contains(|first: char| first.is_ascii_digit()) {
        return number::date_cure(run);
    }
    match found == character {
        true => "quote it if it belongs to a text, or put it between backticks if it belongs to a name".into(),
        false => run.quoted(),
    }
}
