//! Cures for what stands where something else was wanted.

use super::super::words::{is_short, quote_cure, ticks};
use super::slip::{WHOLE, operators};
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::is_reserved;
use crate::suggest::nearest;
use crate::syntax::{Expected, TokenKind, tokens};

/// The cure where `found`, one token or the end of the text, stands instead of what was wanted, before `next`. `meant` is what an edit
/// writes there, where it is clear.
pub(super) fn cure(expected: Expected, found: &str, next: &str, meant: Option<&str>) -> String {
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
        Expected::ListEnd => list_end(kind, is_joint, meant).to_owned(),
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd if is_any(next, &["true", "false"]) => {
            "a comparison is true or false by itself; put `not` before it where it is to be false".to_owned()
        }
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd => joint(found, kind),
        Expected::Collation => {
            let near = nearest(found, Collation::ALL.iter().map(|collation| collation.spelling()));
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write one of these, or leave `collate` out".to_owned(),
            }
        }
        Expected::Name => "a name follows the dot; one that is no word goes between backticks".to_owned(),
        Expected::By if matches!(kind, Some(TokenKind::Word | TokenKind::Name)) && is_short(found) => {
            let direction = if is_any(next, &["asc", "desc"]) { format!(" {next}") } else { String::new() };
            format!("write {}", ticks(&format!("sort by {found}{direction}")))
        }
        Expected::SortKey | Expected::By => "write `sort by name` or `sort by name, size desc`".to_owned(),
        Expected::KeyEnd => "put a comma between the keys; the filter stands before `sort by`".to_owned(),
        Expected::Digits => "a count is written in digits: `limit 50`".to_owned(),
        Expected::Duration
            if kind == Some(TokenKind::Number) && is_short(found) && !next.starts_with(char::is_alphabetic) =>
        {
            format!("a duration has a unit, `s` `m` `h` `d` or `w`: for days {}", ticks(&format!("{found}d")))
        }
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
        Some(TokenKind::Text | TokenKind::Number | TokenKind::Date | TokenKind::Duration) => WHOLE,
        _ if is_any(found, &["now", "today"]) => "it is a value and stands behind the operator: `startTime < now`",
        _ => "a comparison is a property, an operator and a value: `state == \"Finished\"`",
    };
    text.to_owned()
}

fn operator(found: &str, kind: Option<TokenKind>, is_joint: bool) -> String {
    let all = format!("the operators are {}", operators());
    match kind {
        None | Some(TokenKind::CloseGroup) => WHOLE.to_owned(),
        _ if is_joint => WHOLE.to_owned(),
        Some(TokenKind::Minus | TokenKind::Plus) => {
            format!("{NO_ARITHMETIC}; a name with a hyphen goes between backticks: `` `display-name` ``")
        }
        Some(TokenKind::OpenList) => "the names of a path are joined by dots: `initiator.name == \"x\"`".to_owned(),
        // `doesn't contain`: the rest of the word begins a text.
        Some(TokenKind::Word) if is_any(found, &["doesn", "isn", "don", "aren", "wasn"]) => {
            "write `!=`, `not in` or `not contains`, or `not` before the comparison".to_owned()
        }
        Some(TokenKind::Word) => match nearest(found, Operator::ALL.iter().map(|operator| operator.spelling())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{all}; a name of several words goes between backticks"),
        },
        Some(_) => all,
    }
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

fn list_end(kind: Option<TokenKind>, is_joint: bool, meant: Option<&str>) -> &'static str {
    match (meant, kind) {
        (Some(","), _) => "put a comma between the values",
        (Some(""), _) => "take it out",
        (_, Some(TokenKind::CloseGroup | TokenKind::CloseList)) => "close the list with the bracket that opened it",
        (_, Some(TokenKind::Minus | TokenKind::Plus)) => QUOTE_WHOLE,
        _ if is_joint || meant.is_some() => "close the list before it",
        _ => "put a comma between the values",
    }
}

/// Something behind a comparison that nothing joins to it.
fn joint(found: &str, kind: Option<TokenKind>) -> String {
    const JOIN: &str = "join comparisons with `and`, `or` or `xor`";
    match kind {
        Some(TokenKind::Word) if is_any(found, &["sort", "order", "offset", "limit"]) => {
            "a clause stands behind the whole filter, and outside of its groups".to_owned()
        }
        Some(TokenKind::Operator(_)) => "a comparison has one operator: `size > 1 and size < 5`".to_owned(),
        Some(TokenKind::Minus | TokenKind::Plus) => QUOTE_WHOLE.to_owned(),
        Some(TokenKind::Comma) => format!("{JOIN}; a number has no commas, and a list stands between parentheses"),
        Some(TokenKind::Text) => format!("{JOIN}; within a text, put a backslash before a quote"),
        Some(TokenKind::Word) => format!("{JOIN}; a text of several words goes between quotes"),
        _ => JOIN.to_owned(),
    }
}

/// The help where something is calculated.
pub(super) const NO_ARITHMETIC: &str =
    "nothing is calculated in a query, and two properties are not compared with each other";

const QUOTE_WHOLE: &str = "quote a text that holds it: `\"vm-1\"`; only `now` and `today` can be counted from";
