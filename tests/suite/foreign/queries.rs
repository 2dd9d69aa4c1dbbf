//! Models of query languages: conditions in each, and the rows for which they are true.

use serde_json::Value;

use super::languages::{Look, NAMES, compare, found, words};
use super::model::{Case, Chance, Condition, WORDS, number, text};

/// Models SQL-92: `LIKE` matches the whole text, `%` any text and `_` one character, under the collation of the
/// database; `BETWEEN` includes its bounds. PostgreSQL: `ILIKE` ignores case.
pub(crate) fn sql(chance: &mut Chance, store: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(&["name", "state"]);
    let of = move |row: &Value| text(row, name).unwrap();
    match chance.below(8) {
        0 => {
            let (is_equal, operator) = chance.one_of(&[(true, "="), (false, "<>")]);
            Condition::new(format!("{name} {operator} '{word}'"), move |row| store.eq(&of(row), word) == is_equal)
        }
        1..=3 => {
            let (case, like) = chance.one_of(&[(store, "LIKE"), (Case::Ignored, "ILIKE")]);
            let (is_like, not) = chance.one_of(&[(true, ""), (false, "NOT ")]);
            let pattern = match chance.below(6) {
                0 => format!("{word}%"),
                1 => format!("%{word}"),
                2 => format!("%{word}%"),
                3 => word.to_owned(),
                4 => format!("{word}_"),
                _ => format!("a%{word}"),
            };
            Condition::new(format!("{name} {not}{like} '{pattern}'"), move |row| {
                case.matches(&of(row), &pattern, '%', '_') == is_like
            })
        }
        4 => {
            let (is_in, not) = chance.one_of(&[(true, ""), (false, "NOT ")]);
            let (low, high) = (chance.below(8) * 1000, chance.below(8) * 1000);
            Condition::new(format!("size {not}BETWEEN {low} AND {high}"), move |row| {
                let size = number(row);
                (size >= low as f64 && size <= high as f64) == is_in
            })
        }
        5 => {
            let (is_null, not) = chance.one_of(&[(true, ""), (false, "NOT ")]);
            Condition::new(format!("end IS {not}NULL"), move |row| row["end"].is_null() == is_null)
        }
        6 => {
            let function = chance.one_of(&["LOWER", "upper"]);
            let convert = if function == "LOWER" { str::to_lowercase } else { str::to_uppercase };
            let (pattern, like) = chance.one_of(&[("", "="), ("%", "LIKE")]);
            Condition::new(format!("{function}({name}) {like} '{word}{pattern}'"), move |row| {
                Case::Sensitive.matches(&convert(&of(row)), &format!("{word}{pattern}"), '%', '_')
            })
        }
        _ => {
            let (list, words) = words(chance, '\'');
            Condition::new(format!("{name} IN ({list})"), move |row| words.iter().any(|word| store.eq(&of(row), word)))
        }
    }
}

/// Models Kusto's string operators: `=~`, `in~`, `contains`, `startswith`, `endswith` ignore case, `==`, `in` and all
/// with `_cs` do not; `has` finds whole terms. A string is never null: a missing one is empty.
pub(crate) fn kusto(chance: &mut Chance, _: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(NAMES);
    let of = move |row: &Value| text(row, name).unwrap_or_default();
    let (is_so, not) = chance.one_of(&[(true, ""), (false, "!")]);
    match chance.below(9) {
        0 | 1 => {
            let (operator, test): (&str, Look) = chance.one_of(&[
                ("contains", Case::contains as Look),
                ("startswith", Case::starts),
                ("endswith", Case::ends),
            ]);
            let (suffix, case) = chance.one_of(&[("", Case::Ignored), ("_cs", Case::Sensitive)]);
            Condition::new(format!("{name} {not}{operator}{suffix} \"{word}\""), move |row| {
                test(case, &of(row), word) == is_so
            })
        }
        2 | 3 => {
            let (operator, case) = match is_so {
                true => chance.one_of(&[("=~", Case::Ignored), ("==", Case::Sensitive)]),
                false => chance.one_of(&[("!~", Case::Ignored), ("!=", Case::Sensitive)]),
            };
            Condition::new(format!("{name} {operator} \"{word}\""), move |row| case.eq(&of(row), word) == is_so)
        }
        4 => {
            let (list, words) = words(chance, '"');
            let (tilde, case) = chance.one_of(&[("~", Case::Ignored), ("", Case::Sensitive)]);
            Condition::new(format!("{name} {not}in{tilde} ({list})"), move |row| {
                words.iter().any(|word| case.eq(&of(row), word)) == is_so
            })
        }
        5 => {
            let function = if is_so { "isempty" } else { "isnotempty" };
            Condition::new(format!("{function}({name})"), move |row| of(row).is_empty() == is_so)
        }
        6 => {
            let (low, high) = (chance.below(8) * 1000, chance.below(8) * 1000);
            Condition::new(format!("size between ({low} .. {high})"), move |row| {
                let size = number(row);
                size >= low as f64 && size <= high as f64
            })
        }
        7 if chance.is_one_in(3) => Condition::new(format!("{name} {not}has \"{word}\""), move |row| {
            let text = of(row);
            let mut terms = text.split(|character: char| !character.is_alphanumeric());
            terms.any(|term| Case::Ignored.eq(term, word)) == is_so
        }),
        7 => {
            let (start, end) = chance.one_of(&[("", ""), ("^", ""), ("", "$"), ("^", "$")]);
            Condition::new(format!("{name} matches regex \"{start}{word}{end}\""), move |row| {
                found(Case::Sensitive, &of(row), word, !start.is_empty(), !end.is_empty())
            })
        }
        _ => {
            let operator = chance.one_of(&["==", "!=", "<", "<=", ">", ">="]);
            let bound = chance.below(8) * 1000;
            Condition::new(format!("size {operator} {bound}"), move |row| compare(operator, number(row), bound as f64))
        }
    }
}

/// Models OData 4.01, part 2: `eq`, `ne` also with null, functions of text under the collation of the service.
pub(crate) fn odata(chance: &mut Chance, store: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(&["name", "state"]);
    let of = move |row: &Value| text(row, name).unwrap();
    match chance.below(6) {
        0 => {
            let (is_equal, operator) = chance.one_of(&[(true, "eq"), (false, "ne")]);
            let name = chance.one_of(NAMES);
            Condition::new(format!("{name} {operator} '{word}'"), move |row| {
                text(row, name).is_some_and(|text| store.eq(&text, word)) == is_equal
            })
        }
        1 | 2 => {
            let (function, test): (&str, Look) = chance.one_of(&[
                ("contains", Case::contains as Look),
                ("startswith", Case::starts),
                ("endswith", Case::ends),
            ]);
            let (is_so, behind) = chance.one_of(&[(true, ""), (true, " eq true"), (false, " eq false")]);
            Condition::new(format!("{function}({name},'{word}'){behind}"), move |row| {
                test(store, &of(row), word) == is_so
            })
        }
        3 => {
            let (is_null, operator) = chance.one_of(&[(true, "eq"), (false, "ne")]);
            let condition =
                if chance.is_one_in(2) { format!("end {operator} null") } else { format!("null {operator} end") };
            Condition::new(condition, move |row| row["end"].is_null() == is_null)
        }
        4 => {
            let word = word.to_lowercase();
            Condition::new(format!("tolower({name}) eq '{word}'"), move |row| of(row).to_lowercase() == word)
        }
        _ => {
            let operator = chance.one_of(&["eq", "ne", "lt", "le", "gt", "ge"]);
            let bound = chance.below(8) * 1000;
            Condition::new(format!("size {operator} {bound}"), move |row| compare(operator, number(row), bound as f64))
        }
    }
}

/// Models FIQL (draft-nottingham-atompub-fiql) and RSQL (jirutka/rsql-parser): `;` is `and` and binds tighter than `,`,
/// which is `or`; `*` at the ends of a value matches any text.
pub(crate) fn rsql(chance: &mut Chance, store: Case) -> Condition {
    let word = chance.one_of(&["web", "Web", "db", "A"]);
    let name = chance.one_of(NAMES);
    let of = move |row: &Value| text(row, name);
    match chance.below(4) {
        0 | 1 => {
            let (is_equal, operator) = chance.one_of(&[(true, "=="), (false, "!=")]);
            let quote = chance.one_of(&["", "\"", "'"]);
            let (before, behind) = match chance.below(4) {
                0 => ("*", "*"),
                1 => ("", "*"),
                2 => ("*", ""),
                _ => ("", ""),
            };
            // A bare word needs an enum here, and a cure needs a schema without one.
            let quote = if quote.is_empty() && before.is_empty() && behind.is_empty() { "\"" } else { quote };
            let pattern = format!("{before}{word}{behind}");
            Condition::new(format!("{name}{operator}{quote}{pattern}{quote}"), move |row| {
                of(row).is_some_and(|text| store.matches(&text, &pattern, '*', '\0')) == is_equal
            })
        }
        2 => {
            let (is_in, operator) = chance.one_of(&[(true, "=in="), (false, "=out=")]);
            let (list, words) = words(chance, '"');
            Condition::new(format!("{name}{operator}({list})"), move |row| {
                of(row).is_some_and(|text| words.iter().any(|word| store.eq(&text, word))) == is_in
            })
        }
        _ => {
            let operator = chance.one_of(&["lt", "le", "gt", "ge"]);
            let bound = chance.below(8) * 1000;
            Condition::new(format!("size={operator}={bound}"), move |row| compare(operator, number(row), bound as f64))
        }
    }
}

/// Models the classic query parser of Lucene: a text matches if one of its words does, in any case; a number as a
/// whole.
pub(crate) fn lucene(chance: &mut Chance, _: Case) -> Condition {
    let name = chance.one_of(&["name", "state"]);
    let word = chance.one_of(&["web", "db", "a"]);
    match chance.below(5) {
        4 => {
            let (low, high) = (chance.below(8) * 1000, chance.below(8) * 1000);
            let text = format!("size:[{low} TO {high}]");
            Condition::new(text, move |row| (low as f64..=high as f64).contains(&number(row)))
        }
        0 => Condition::new(format!("{name}:{word}"), move |row| {
            let text = text(row, name).unwrap().to_lowercase();
            text.split(|character: char| !character.is_alphanumeric()).any(|part| part == word)
        }),
        _ => {
            let bound = chance.below(8) * 1000;
            Condition::new(format!("size:{bound}"), move |row| number(row) == bound as f64)
        }
    }
}

/// Models MongoDB's query documents: members are joined by `and`, a value is equal, null is also missing; `$gt` and
/// others.
pub(crate) fn mongo(chance: &mut Chance, store: Case) -> Condition {
    let word = chance.one_of(WORDS);
    let name = chance.one_of(NAMES);
    let bound = chance.below(8) * 1000;
    match chance.below(8) {
        0..=2 => Condition::new(format!("\"{name}\": \"{word}\""), move |row| {
            text(row, name).is_some_and(|text| store.eq(&text, word))
        }),
        3 | 4 => Condition::new("\"end\": null".to_owned(), |row| row["end"].is_null()),
        5 | 6 => Condition::new(format!("\"size\": {bound}"), move |row| number(row) == bound as f64),
        _ => Condition::new(format!("\"size\": {{\"$gt\": {bound}}}"), move |row| number(row) > bound as f64),
    }
}
