//! Cures for what stands where something else was wanted.

use super::super::words::quote_cure;
use super::malformed::NO_PATTERNS;
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::is_reserved;
use crate::suggest::nearest;
use crate::syntax::{Expected, TokenKind, tokens};

/// Operators that other languages spell so.
const FOREIGN: &[(&str, Operator)] = &[
    ("is", Operator::Equal),
    ("eq", Operator::Equal),
    ("equals", Operator::Equal),
    ("ne", Operator::NotEqual),
    ("lt", Operator::Less),
    ("le", Operator::LessEqual),
    ("gt", Operator::Greater),
    ("ge", Operator::GreaterEqual),
    ("has", Operator::Contains),
    ("includes", Operator::Contains),
];

/// The cure where `found`, one token or the end of the text, stands instead of what was wanted.
pub(super) fn cure(expected: Expected, found: &str) -> String {
    let kind = tokens(found).next().map(|token| token.kind);
    let is_joint = matches!(kind, Some(TokenKind::And | TokenKind::Or)) || is_any(found, &["and", "or", "xor"]);
    match expected {
        Expected::Condition => condition(found, kind, is_joint),
        Expected::Operator => operator(found, kind, is_joint),
        Expected::NegatableOperator => {
            let operator = if found.parse::<Operator>().is_ok() { found } else { "==" };
            format!("put `not` before the comparison: `not name {operator} \"x\"`")
        }
        Expected::Value | Expected::Item => value(found, kind, is_joint),
        Expected::ListEnd if is_joint || kind.is_none() => "close the list before it".to_owned(),
        Expected::ListEnd => list_end(found, kind),
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd => joint(found, kind),
        Expected::Collation => {
            let near = nearest(found, Collation::ALL.iter().map(|collation| collation.spelling()));
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write one of these, or leave `collate` out".to_owned(),
            }
        }
        Expected::Name => "a name follows the dot; one that is no word goes between backticks".to_owned(),
        Expected::SortKey | Expected::By => "write `sort by name` or `sort by name, size desc`".to_owned(),
        Expected::KeyEnd if is_any(found, &["ascending", "descending"]) => "write `asc` or `desc`".to_owned(),
        Expected::KeyEnd => "put a comma between the keys; the filter stands before `sort by`".to_owned(),
        Expected::Digits => "a count is written in digits: `limit 50`".to_owned(),
        Expected::Duration => "a duration is a number and a unit, `s` `m` `h` `d` or `w`: `now - 7d`".to_owned(),
        Expected::ClauseOrEnd => "the filter comes first, then `sort by`, `offset` and `limit`".to_owned(),
    }
}

fn is_any(found: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(found))
}

fn condition(found: &str, kind: Option<TokenKind>, is_joint: bool) -> String {
    let text = match kind {
        _ if is_joint => "take it out, or put a comparison before it",
        Some(TokenKind::CloseGroup) => "put a comparison before it",
        Some(TokenKind::OpenList) => "`[` opens a list of values; comparisons are grouped with `(`",
        Some(TokenKind::Text | TokenKind::Number | TokenKind::Date | TokenKind::Duration) => {
            "a comparison starts with a property, between backticks if its name is no word; \
             several values go into a list: `state in (\"Failed\", \"Warning\")`"
        }
        _ if is_any(found, &["now", "today"]) => "it is a value and stands behind the operator: `startTime < now`",
        _ => "a comparison is a property, an operator and a value: `state == \"Finished\"`",
    };
    text.to_owned()
}

fn operator(found: &str, kind: Option<TokenKind>, is_joint: bool) -> String {
    let all = || Operator::ALL.iter().map(|operator| format!("`{operator}`")).collect::<Vec<_>>().join(" ");
    match kind {
        None | Some(TokenKind::CloseGroup) => alone(),
        _ if is_joint => alone(),
        Some(TokenKind::OpenGroup) => {
            "there are no functions; an operator stands between property and value: `name startswith \"vm\"`".to_owned()
        }
        Some(TokenKind::Minus) => "put a name that is no word between backticks: `` `display-name` ``".to_owned(),
        Some(TokenKind::Word) if is_any(found, &["between"]) => {
            "write two comparisons: `size >= 1 and size <= 5`".to_owned()
        }
        Some(TokenKind::Word) if is_any(found, &["like", "match", "matches"]) => NO_PATTERNS.to_owned(),
        Some(TokenKind::Word) => {
            let foreign = FOREIGN.iter().find(|(word, _)| word.eq_ignore_ascii_case(found));
            let near = || nearest(found, Operator::ALL.iter().map(|operator| operator.spelling()));
            match foreign.map(|(_, operator)| operator.spelling()).or_else(near) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the operators are {}; a name of several words goes between backticks", all()),
            }
        }
        Some(_) => format!("the operators are {}", all()),
    }
}

/// A property or a value that stands alone between connectives.
fn alone() -> String {
    "a comparison is a property, an operator and a value: `enabled == true`; several values go into a list: \
     `state in (\"Failed\", \"Warning\")`"
        .to_owned()
}

fn value(found: &str, kind: Option<TokenKind>, is_joint: bool) -> String {
    match kind {
        _ if is_joint => format!("put a value before it, or {}", quote_cure(found)),
        Some(TokenKind::Word) if is_reserved(found) => quote_cure(found),
        Some(TokenKind::Operator(_) | TokenKind::Not) => {
            "write one operator: `==` `!=` `<` `<=` `>` or `>=`".to_owned()
        }
        Some(TokenKind::Minus | TokenKind::Plus) => {
            "only a number takes a sign, such as `-5`; a moment is `now - 7d`".to_owned()
        }
        Some(TokenKind::Comma) => "take it out, or put a value before it".to_owned(),
        Some(TokenKind::OpenGroup | TokenKind::OpenList) => "put all values into one list".to_owned(),
        Some(TokenKind::Name) => "two properties cannot be compared; a text goes between `\"`".to_owned(),
        _ => "a value is a text in quotes, a number, a date, a duration, `true`, `false`, `null` or a list".to_owned(),
    }
}

fn list_end(found: &str, kind: Option<TokenKind>) -> String {
    match kind {
        Some(TokenKind::CloseGroup | TokenKind::CloseList) => {
            "close the list with the bracket that opened it".to_owned()
        }
        Some(TokenKind::Minus | TokenKind::Plus) => QUOTE_WHOLE.to_owned(),
        Some(TokenKind::Word) if is_unit(found) => UNIT.to_owned(),
        _ => "put a comma between the values".to_owned(),
    }
}

/// Something behind a comparison that nothing joins to it.
fn joint(found: &str, kind: Option<TokenKind>) -> String {
    const JOIN: &str = "join comparisons with `and`, `or` or `xor`";
    match kind {
        Some(TokenKind::Word) if is_unit(found) => UNIT.to_owned(),
        Some(TokenKind::Operator(_)) => "a comparison has one operator: `size > 1 and size < 5`".to_owned(),
        Some(TokenKind::Minus | TokenKind::Plus) => QUOTE_WHOLE.to_owned(),
        Some(TokenKind::Comma) => format!("{JOIN}; a number has no commas, and a list stands between parentheses"),
        Some(TokenKind::Text) => format!("{JOIN}; within a text, put a backslash before a quote"),
        Some(TokenKind::Word) => format!("{JOIN}; a text of several words goes between quotes"),
        _ => JOIN.to_owned(),
    }
}

const QUOTE_WHOLE: &str = "quote a text that holds it: `\"vm-1\"`; only `now` and `today` can be counted from";
const UNIT: &str = "a unit touches its number and is short: `5GB`, `7d`";

fn is_unit(found: &str) -> bool {
    const UNITS: &[&str] = &[
        "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB", "bytes", "s", "m", "h", "d", "w", "sec",
        "second", "seconds", "min", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    ];
    is_any(found, UNITS)
}
