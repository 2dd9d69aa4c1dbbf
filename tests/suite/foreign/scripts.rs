//! Models of shells and programming languages: conditions in each, and the rows for which they are true.

use serde_json::Value;

use super::languages::{Look, NAMES, compare, found, quoted, words};
use super::model::{Case, Chance, Condition, WORDS, number, text};

/// Models the operators of about_Comparison_Operators: they ignore case unless `c` comes first, null equals only null,
/// `-contains` compares with whole elements, `KB` is 1024; about_Wildcards; about_Operator_Precedence: `-and`, `-or`
/// and `-xor` bind alike.
pub(crate) fn powershell(chance: &mut Chance, _: Case) -> Condition {
    let (prefix, case) = chance.one_of(&[("", Case::Ignored), ("i", Case::Ignored), ("c", Case::Sensitive)]);
    let quote = chance.one_of(&['"', '\'']);
    let word = chance.one_of(WORDS);
    let name = chance.one_of(NAMES);
    let of = move |row: &Value| text(row, name);
    match chance.below(10) {
        0 | 1 => {
            let is_equal = chance.is_one_in(2);
            let operator = if is_equal { "eq" } else { "ne" };
            let value = quoted(word, quote);
            let condition = match chance.is_one_in(3) {
                true => format!("{value} -{prefix}{operator} $_.{name}"),
                false => format!("$_.{name} -{prefix}{operator} {value}"),
            };
            Condition::new(condition, move |row| of(row).is_some_and(|text| case.eq(&text, word)) == is_equal)
        }
        2 => {
            let (is_in, operator) = chance.one_of(&[(true, "in"), (false, "notin")]);
            let (list, words) = words(chance, quote);
            Condition::new(format!("$_.{name} -{prefix}{operator} @({list})"), move |row| {
                of(row).is_some_and(|text| words.iter().any(|word| case.eq(&text, word))) == is_in
            })
        }
        3 => {
            let (is_in, operator) = chance.one_of(&[(true, "contains"), (false, "notcontains")]);
            let condition = match chance.is_one_in(3) {
                true => format!("'{word}' -{prefix}{} $_.tags", if is_in { "in" } else { "notin" }),
                false => format!("$_.tags -{prefix}{operator} '{word}'"),
            };
            Condition::new(condition, move |row| {
                let tags = row["tags"].as_array().unwrap();
                tags.iter().any(|tag| case.eq(tag.as_str().unwrap(), word)) == is_in
            })
        }
        4 | 5 => {
            let (is_like, operator) = chance.one_of(&[(true, "like"), (false, "notlike")]);
            let pattern = match chance.below(6) {
                0 => format!("{word}*"),
                1 => format!("*{word}"),
                2 => format!("*{word}*"),
                3 => word.to_owned(),
                4 => format!("{word}?"),
                _ => format!("a*{word}"),
            };
            Condition::new(format!("$_.{name} -{prefix}{operator} \"{pattern}\""), move |row| {
                of(row).is_some_and(|text| case.matches(&text, &pattern, '*', '?')) == is_like
            })
        }
        6 => {
            let (is_match, operator) = chance.one_of(&[(true, "match"), (false, "notmatch")]);
            let (start, end) = chance.one_of(&[("", ""), ("^", ""), ("", "$"), ("^", "$")]);
            Condition::new(format!("$_.{name} -{prefix}{operator} '{start}{word}{end}'"), move |row| {
                let is_found = of(row).is_some_and(|text| found(case, &text, word, !start.is_empty(), !end.is_empty()));
                is_found == is_match
            })
        }
        7 | 8 => {
            let operator = chance.one_of(&["eq", "ne", "lt", "le", "gt", "ge"]);
            let (written, bound) = chance.one_of(&[("3000", 3000.0), ("3KB", 3072.0), ("5kb", 5120.0), ("0", 0.0)]);
            Condition::new(format!("$_.size -{prefix}{operator} {written}"), move |row| {
                compare(operator, number(row), bound)
            })
        }
        _ => {
            let (is_equal, operator) = chance.one_of(&[(true, "eq"), (false, "ne")]);
            let condition = match chance.is_one_in(2) {
                true => format!("$null -{prefix}{operator} $_.end"),
                false => format!("$_.end -{prefix}{operator} $null"),
            };
            Condition::new(condition, move |row| row["end"].is_null() == is_equal)
        }
    }
}

/// Models the manual of jq: text is compared by code points; `contains`, `startswith`, `endswith` and `test` of
/// strings.
pub(crate) fn jq(chance: &mut Chance, _: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(&["name", "state"]);
    let of = move |row: &Value| text(row, name).unwrap();
    match chance.below(5) {
        0 | 1 => {
            let (function, test): (&str, Look) = chance.one_of(&[
                ("contains", Case::contains as Look),
                ("startswith", Case::starts),
                ("endswith", Case::ends),
            ]);
            Condition::new(format!("(.{name} | {function}(\"{word}\"))"), move |row| {
                test(Case::Sensitive, &of(row), word)
            })
        }
        2 => {
            let (start, end) = chance.one_of(&[("", ""), ("^", ""), ("", "$"), ("^", "$")]);
            Condition::new(format!("(.{name} | test(\"{start}{word}{end}\"))"), move |row| {
                found(Case::Sensitive, &of(row), word, !start.is_empty(), !end.is_empty())
            })
        }
        3 => {
            let (is_equal, operator) = chance.one_of(&[(true, "=="), (false, "!=")]);
            let name = chance.one_of(NAMES);
            Condition::new(format!(".{name} {operator} \"{word}\""), move |row| {
                text(row, name).is_some_and(|text| text == word) == is_equal
            })
        }
        _ => {
            let operator = chance.one_of(&["==", "!=", "<", "<=", ">", ">="]);
            let bound = chance.below(8) * 1000;
            Condition::new(format!(".size {operator} {bound}"), move |row| compare(operator, number(row), bound as f64))
        }
    }
}

/// Models ECMAScript: `===` and the methods of strings are case-sensitive; `!` binds tighter than `===`.
pub(crate) fn javascript(chance: &mut Chance, _: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(&["name", "state"]);
    let of = move |row: &Value| text(row, name).unwrap();
    match chance.below(4) {
        0 => {
            let (is_equal, operator) = chance.one_of(&[(true, "==="), (false, "!==")]);
            Condition::new(format!("{name} {operator} \"{word}\""), move |row| (of(row) == word) == is_equal)
        }
        1 | 2 => {
            let (method, test): (&str, Look) = chance.one_of(&[
                ("includes", Case::contains as Look),
                ("startsWith", Case::starts),
                ("endsWith", Case::ends),
            ]);
            let (is_so, not) = chance.one_of(&[(true, ""), (false, "!")]);
            Condition::new(format!("{not}{name}.{method}(\"{word}\")"), move |row| {
                test(Case::Sensitive, &of(row), word) == is_so
            })
        }
        _ => {
            let operator = chance.one_of(&["===", "!==", "<", "<=", ">", ">="]);
            let bound = chance.below(8) * 1000;
            Condition::new(format!("size {operator} {bound}"), move |row| compare(operator, number(row), bound as f64))
        }
    }
}
