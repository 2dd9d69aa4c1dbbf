//! Cures for a token in a place where the grammar expects something else.

use super::super::words::{is_short, quote_cure, ticks};
use super::phrases::{NO_ARITHMETIC, WHOLE_COMPARISON, operators};
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::is_reserved;
use crate::suggest::nearest;
use crate::syntax::{Expected, TokenKind, tokens};

/// Returns the cure for `found`, one token or the end of the text, in the place of `expected` and before `next`.
/// `meant` is the text that an edit writes there, if that is clear.
pub(super) fn cure(expected: Expected, found: &str, next: &str, meant: Option<&str>) -> String {
    let kind = tokens(found).next().map(|token| token.kind);
    let is_connective = matches!(kind, Some(TokenKind::And | TokenKind::Or)) || is_any(found, &["and", "or", "xor"]);
    match expected {
        Expected::Condition => condition(found, kind, is_connective),
        Expected::Operator => operator(found, kind, is_connective),
        Expected::NegatableOperator => {
            let operator = if found.parse::<Operator>().is_ok() { found } else { "==" };
            format!("put `not` before the comparison: `not name {operator} \"x\"`")
        }
        Expected::Value | Expected::Item => value(found, kind, is_connective),
        Expected::ListEnd => list_end(kind, is_connective, meant).to_owned(),
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd if is_any(next, &["true", "false"]) => {
            "a comparison is true or false by itself; put `not` before it to negate it".to_owned()
        }
        Expected::ConnectiveOrEnd | Expected::ConnectiveOrGroupEnd => after_comparison(found, kind),
        Expected::Collation => {
            let near = nearest(found, Collation::ALL.iter().map(|collation| collation.spelling()));
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write one of these, or leave `collate` out".to_owned(),
            }
        }
        Expected::Name => "a name follows the dot; one that is not a word goes between backticks".to_owned(),
        Expected::By if matches!(kind, Some(TokenKind::Word | TokenKind::Name)) && is_short(found) => {
            let direction = if is_any(next, &["asc", "desc"]) { format!(" {next}") } else { String::new() };
            format!("write {}", ticks(&format!("sort by {found}{direction}")))
        }
        Expected::SortKey | Expected::By => "write `sort by name` or `sort by name, size desc`".to_owned(),
        Expected::KeyEnd => "put a comma between the keys; the filter goes before `sort by`".to_owned(),
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

fn condition(found: &str, kind: Option<TokenKind>, is_connective: bool) -> String {
    let text = match kind {
        _ if is_connective => "take it out, or put a comparison before it",
        Some(TokenKind::CloseGroup) => "put a comparison before it",
        Some(TokenKind::OpenList) => "`[` opens a list of values; comparisons are grouped with `(`",
        Some(TokenKind::Text | TokenKind::Number | TokenKind::Date | TokenKind::Duration) => WHOLE_COMPARISON,
        _ if is_any(found, &["now", "today"]) => "it is a value and goes after the operator: `startTime < now`",
        _ => "a comparison is a property, an operator and a value: `state == \"Finished\"`",
    };
    text.to_owned()
}

fn operator(found: &str, kind: Option<TokenKind>, is_connective: bool) -> String {
    let all = format!("the operators are {}", operators());
    match kind {
        None | Some(TokenKind::CloseGroup) => WHOLE_COMPARISON.to_owned(),
        _ if is_connective => WHOLE_COMPARISON.to_owned(),
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

fn value(found: &str, kind: Option<TokenKind>, is_connective: bool) -> String {
    match kind {
        _ if is_connective => format!("put a value before it, or {}", quote_cure(found)),
        Some(TokenKind::Word) if is_reserved(found) => quote_cure(found),
        Some(TokenKind::Operator(_) | TokenKind::Not) => {
            "write one operator: `==` `!=` `<` `<=` `>` or `>=`".to_owned()
        }
        Some(TokenKind::Minus | TokenKind::Plus) => {
            "only a number takes a sign, such as `-5`; a relative time is `now - 7d`".to_owned()
        }
        Some(TokenKind::Comma) => "take it out, or put a value before it".to_owned(),
        Some(TokenKind::OpenGroup | TokenKind::OpenList) => "put all values into one list".to_owned(),
        Some(TokenKind::Name) => "two properties cannot be compared; a text goes between `\"`".to_owned(),
        _ => "a value is a text in quotes, a number, a date, a duration, `true`, `false`, `null` or a list".to_owned(),
    }
}

fn list_end(kind: Option<TokenKind>, is_connective: bool, meant: Option<&str>) -> &'static str {
    match (meant, kind) {
        (Some(","), _) => "put a comma between the values",
        (Some(""), _) => "take it out",
        (_, Some(TokenKind::CloseGroup | TokenKind::CloseList)) => "close the list with the bracket that opened it",
        (_, Some(TokenKind::Minus | TokenKind::Plus)) => QUOTE_WHOLE,
        _ if is_connective || meant.is_some() => "close the list before it",
        _ => "put a comma between the values",
    }
}

/// Returns the cure for a token after a comparison.
fn after_comparison(found: &str, kind: Option<TokenKind>) -> String {
    const JOIN: &str = "join comparisons with `and`, `or` or `xor`";
    match kind {
        Some(TokenKind::Word) if is_any(found, &["sort", "order", "offset", "limit"]) => {
            "a clause goes after the whole filter, outside its groups".to_owned()
        }
        Some(TokenKind::Operator(_)) => "a comparison has one operator: `size > 1 and size < 5`".to_owned(),
        Some(TokenKind::Minus | TokenKind::Plus) => QUOTE_WHOLE.to_owned(),
        Some(TokenKind::Comma) => format!("{JOIN}; a number has no commas, and a list goes between parentheses"),
        Some(TokenKind::Text) => format!("{JOIN}; inside a text, put a backslash before a quote"),
        Some(TokenKind::Word) => format!("{JOIN}; a text of several words goes between quotes"),
        _ => JOIN.to_owned(),
    }
}

const QUOTE_WHOLE: &str = "quote a text that contains it: `\"vm-1\"`; only `now` and `today` take an offset";
