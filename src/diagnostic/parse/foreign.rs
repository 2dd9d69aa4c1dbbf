//! The messages about foreign syntax: why it is not part of the language, and what to write instead.

use super::super::code::Code;
use super::super::code::parse as code;
use super::super::cure::Cure;
use super::super::report::Wording;
use super::super::source::Source;
use super::super::words::{is_short, ticked, ticks};
use super::calls;
use super::certainty::{self, ORDINAL, is_difference, needs_ordinal};
use super::phrases::{INSTEAD_OF_PATTERNS, NO_ARITHMETIC, NO_PATTERNS, WHOLE_COMPARISON, operators};
use crate::operator::{Family, Operator};
use crate::path::is_word;
use crate::syntax::{Doubt, ForeignSyntax, ParseError};
use crate::ty::Type;
use crate::value::moment_form;

/// Returns the code, the message and the cure of foreign syntax. The edits of the parser are added by the caller.
pub(super) fn words(kind: ForeignSyntax, error: &ParseError, source: &Source<'_>) -> Wording {
    let written = source.at(error.span);
    // A property that is true or false may well have been taken for a comparison.
    let is_boolean = source.field(error.span).is_some_and(|field| *field.ty() == Type::Boolean);
    if kind == ForeignSyntax::Alone && error.edits.is_empty() && is_boolean {
        let (code, message, help) = describe(kind, written, Some(&format!("{written} == true")));
        return (code, message, Cure::from(help).inserting(error.span.end(), " == true"));
    }
    if kind == ForeignSyntax::Alone && error.edits.is_empty() && is_short(written) && written.split('.').all(is_word) {
        let is_known = source.field(error.span).is_some();
        let (code, message, help) = describe(kind, written, None);
        let example = if is_known { "enabled".to_owned() } else { written.to_owned() };
        return (code, message, help.replace("enabled == true", &format!("{example} == true")).into());
    }
    let meant = match error.edits.as_slice() {
        [(_, meant)] => Some(&**meant),
        _ => None,
    };
    let (code, mut message, mut help) = describe(kind, written, meant);
    if is_difference(error, source) {
        help = NO_ARITHMETIC.to_owned();
    }
    if kind == ForeignSyntax::ForeignValue && meant.is_none() && is_quantifier(written) {
        help = "several values go into a list: `state in (\"Failed\", \"Warning\")`".to_owned();
    }
    if kind == ForeignSyntax::ForeignValue && meant.is_none() && moment_form(written).is_some() {
        help = "a time is a date, or an offset from `now` or `today`: `now - 7d`, `today - 1d`".to_owned();
    }
    if kind == ForeignSyntax::Homonym && error.is_ordinal {
        message = format!("in KQL and jq, {} is case-sensitive", ticked(written));
    }
    // `start in last 7 days`: a time is not a list.
    let is_list = kind == ForeignSyntax::ForeignValue
        && source.before(error.span.start()).is_some_and(|token| source.at(token.span).eq_ignore_ascii_case("in"));
    if let Some(meant) = meant.filter(|meant| is_list && meant.starts_with("now -")) {
        return (code, message, format!("write {}", ticks(&format!("> {meant}"))).into());
    }
    let help = match (certainty::doubt(error, source), meant) {
        (Some(doubt), Some(meant)) => doubted(doubt, meant, help),
        _ => match meant.filter(|meant| needs_ordinal(error, source) && help.contains(&ticks(meant))) {
            Some(meant) => help.replace(&ticks(meant), &ticks(&format!("{meant}{}", ORDINAL))),
            None => help,
        },
    };
    (code, message, help.into())
}

/// Returns `true` for SQL's `any(…)` and its relatives.
fn is_quantifier(written: &str) -> bool {
    let name = written.split('(').next().unwrap_or_default().trim_end();
    ["any", "all", "some"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns the help if it is uncertain, by `doubt`, that `meant` is what was meant.
fn doubted(doubt: Doubt, meant: &str, help: String) -> String {
    let meant = if is_short(meant) { meant.trim() } else { "" };
    let write = if meant.is_empty() { String::new() } else { format!(": {}", ticks(meant)) };
    match doubt {
        Doubt::Pattern => pattern_or_case(meant),
        Doubt::Words if meant == "==" => {
            "write `==` for the whole text, or `contains` for a part of it: Lucene looks for a word".to_owned()
        }
        Doubt::Words => format!("KQL looks for whole words, other languages for a member; for any part of the text{write}"),
        Doubt::Elements => {
            "it compares whole elements of an array, and this is not an array: write `==`, or `contains` for a part of the text"
                .to_owned()
        }
        Doubt::Comma => "write `and`, or `or`, which it means in RSQL and FIQL".to_owned(),
        Doubt::Precedence => {
            "put parentheses around what belongs together: here `and` binds tighter than `xor`, and `xor` tighter than \
             `or`; other languages differ"
                .to_owned()
        }
        Doubt::Pipe => "write one comparison with an operator, such as `name startswith \"web\"`; there are no functions"
            .to_owned(),
        Doubt::Negation => {
            "put parentheses around the comparison to negate: in other languages, `!` and `-not` bind tighter"
                .to_owned()
        }
        Doubt::Escapes => format!(
            "{help}; in a text here, a backslash is written `\\\\` and `$` means itself, unlike in other languages"
        ),
        Doubt::LetterCase => {
            "a text in the other case is never equal; to ignore case, write `collate ignorecase` after the value"
                .to_owned()
        }
        Doubt::Order => format!("PowerShell sorts `a` before `A` and both before `b`; the nearest here is{}", write.trim_start_matches(':')),
        Doubt::Direction => "take the `|` out, and write `desc` or `asc`: KQL sorts in descending order by default".to_owned(),
        Doubt::Head => {
            "take it out; write the count of rows after the filter, such as `limit 5`, and any other condition as a \
             comparison"
                .to_owned()
        }
        Doubt::Empty => "write `== null` or `!= null`: only a text can be empty".to_owned(),
        Doubt::Thousands => format!("a number has a decimal point and no commas{write}, or leave the comma out"),
        Doubt::Whole => format!(
            "some languages compare the whole text with the pattern, others a part; there are no patterns here: perhaps{write}"
        ),
        Doubt::Other => help,
    }
}

/// Returns the help about `=~`; `meant` is the comparison that ignores case.
fn pattern_or_case(meant: &str) -> String {
    let value = meant.split_once(' ').map(|(_, value)| value.trim_end_matches(" collate ignorecase"));
    let (not, value) = match value {
        Some(value) if value.starts_with(['"', '\'']) => (if meant.starts_with("!=") { "not " } else { "" }, value),
        _ => return NO_PATTERNS.to_owned(),
    };
    format!(
        "in KQL, it ignores case: {}; in other languages, it compares with a pattern: {}",
        ticks(meant),
        ticks(&format!("{not}contains {value}"))
    )
}

/// Returns the code, the message and the help for what is `written`; `meant` is the text to write instead, if that is
/// clear.
fn describe(kind: ForeignSyntax, written: &str, meant: Option<&str>) -> (&'static Code, String, String) {
    let shown = ticked(written);
    let write = |otherwise: &str| match meant.map(str::trim).filter(|meant| !meant.is_empty() && is_short(meant)) {
        Some(meant) => format!("write {}", ticks(meant)),
        None => otherwise.to_owned(),
    };
    let put = |how: &str| match meant.filter(|meant| is_short(meant)) {
        Some(meant) => format!("{how}: {}", ticks(meant)),
        None => how.to_owned(),
    };
    match kind {
        ForeignSyntax::ForeignOperator => (
            code::FOREIGN_OPERATOR,
            format!("{shown} is not an operator"),
            if meant == Some("") { "take it out".to_owned() } else { write(&format!("the operators are {}", operators())) },
        ),
        ForeignSyntax::Pattern => {
            (code::PATTERN, format!("{shown} compares with a pattern, and there are no patterns"), write(INSTEAD_OF_PATTERNS))
        }
        ForeignSyntax::Between => (
            code::BETWEEN,
            format!("{shown} has two bounds, and a comparison has one value"),
            write("write two comparisons: `size >= 1 and size <= 5`"),
        ),
        ForeignSyntax::MissingOperator => (
            code::MISSING_OPERATOR,
            format!("there is no operator in {shown}"),
            "to compare them for equality, put `==` between them".to_owned(),
        ),
        ForeignSyntax::ValueFirst => (
            code::VALUE_FIRST,
            format!("in {shown}, the value is before the operator"),
            write("a comparison begins with its property: `size > 5`"),
        ),
        ForeignSyntax::Chain => (
            code::CHAIN,
            format!("{shown} goes on with another operator, and a comparison has one"),
            write("write two comparisons: `size > 1 and size < 5`"),
        ),
        ForeignSyntax::Alone => (code::ALONE, format!("{shown} is not a comparison"), write(WHOLE_COMPARISON)),
        ForeignSyntax::Call => {
            (code::CALL, format!("{shown} calls a function, and there are no functions"), write(calls::of_call(written)))
        }
        ForeignSyntax::RowPrefix => (
            code::ROW_PREFIX,
            format!("{shown} is before a property's name"),
            "take it out: every name is one of the row".to_owned(),
        ),
        ForeignSyntax::BareName => (
            code::BARE_NAME,
            format!("{shown} is not a word, as a name without backticks has to be"),
            match meant {
                Some(meant) if !meant.contains('`') => write(""),
                _ => put("put the name between backticks"),
            },
        ),
        ForeignSyntax::ElementByIndex => (
            code::BARE_NAME,
            format!("{shown} selects an element of an array by its index"),
            "elements are not selected by an index: `tags contains \"x\"` tests whether an array has an element"
                .to_owned(),
        ),
        ForeignSyntax::BareText => {
            (code::BARE_TEXT, format!("{shown} is not a word, as a value without quotes has to be"), put("quote it"))
        }
        ForeignSyntax::ForeignValue => (
            code::FOREIGN_VALUE,
            format!("{shown} is not a value"),
            write("there are no functions; a value is a text in quotes, a number, a date, a duration, or `now - 7d`"),
        ),
        ForeignSyntax::RoundedMoment => (
            code::FOREIGN_VALUE,
            format!("{shown} rounds a time, and times are not rounded here"),
            "leave the rounding out, as in `now - 7d`, or count from midnight: `today - 7d`"
                .to_owned(),
        ),
        ForeignSyntax::PartedValue => (
            code::PARTED_VALUE,
            format!("{shown} is one value in several parts"),
            write("a unit touches its number and is short: `5GB`, `7d`"),
        ),
        ForeignSyntax::DoubledQuote => (
            code::DOUBLED_QUOTE,
            format!("in {shown}, a quote inside the text ends it"),
            write("put a backslash before a quote inside a text, or the other quotes around the text"),
        ),
        ForeignSyntax::ForeignList => (
            code::FOREIGN_LIST,
            format!("{shown} is not a list"),
            write("a list goes between parentheses: `state in (\"Failed\", \"Warning\")`"),
        ),
        ForeignSyntax::ForeignConnective => (
            code::FOREIGN_CONNECTIVE,
            format!("{shown} does not join comparisons"),
            match meant {
                Some("") => "take it out, or put a comparison after it".to_owned(),
                _ => write("join comparisons with `and`, `or` or `xor`"),
            },
        ),
        ForeignSyntax::RepeatedConnective => {
            (code::REPEATED_CONNECTIVE, format!("{shown} is written twice"), "take one of the two out".to_owned())
        }
        ForeignSyntax::ForeignKeyword => (
            code::FOREIGN_KEYWORD,
            format!("{shown} is not part of a query"),
            "take it out: a query is its filter, and then `sort by`, `offset` and `limit`".to_owned(),
        ),
        ForeignSyntax::ForeignComment => {
            (code::FOREIGN_COMMENT, format!("{shown} does not start a comment"), "start a comment with `#`".to_owned())
        }
        ForeignSyntax::ApiFilter => (
            code::JSON,
            "this is a filter of an API, not a query".to_owned(),
            "write comparisons: `{\"property\": \"size\", \"operation\": \"greaterThan\", \"value\": 5}` is `size > 5`; or decompile it".to_owned(),
        ),
        ForeignSyntax::MongoFilter => (
            code::JSON,
            "this is a filter of MongoDB, not a query".to_owned(),
            "write comparisons: `{\"size\": {\"$gt\": 5}}` is `size > 5`".to_owned(),
        ),
        ForeignSyntax::Homonym => (
            code::FOREIGN_OPERATOR,
            match written.parse::<Operator>().map(Operator::family) {
                Ok(Family::Equality) => "in RSQL and FIQL, `*` matches any text".to_owned(),
                Ok(Family::Containment | Family::Text | Family::Order | Family::Set) | Err(_) => {
                    format!("in KQL, {shown} ignores case")
                }
            },
            write("use the operator that does the same"),
        ),
        ForeignSyntax::Json => (
            code::JSON,
            "this is JSON, not a query".to_owned(),
            write("write comparisons: `name == \"x\" and size > 5`"),
        ),
        ForeignSyntax::BracketedGroup => (
            code::BRACKETED_GROUP,
            format!("{shown} opens a list of values, not a group"),
            "group comparisons with `(` and `)`".to_owned(),
        ),
        ForeignSyntax::ForeignClause => (
            code::FOREIGN_CLAUSE,
            format!("{shown} is not a clause"),
            match meant {
                Some("") => "take it out: clauses follow the filter".to_owned(),
                _ => write(
                    "the clauses are `sort by`, `offset` and `limit`; counting, grouping and choosing columns are not \
                     part of a query",
                ),
            },
        ),
        ForeignSyntax::MisplacedFilter => (
            code::MISPLACED_FILTER,
            "the filter is after a clause".to_owned(),
            write("the filter comes first, then `sort by`, `offset` and `limit`"),
        ),
        ForeignSyntax::ForeignDirection => (
            code::FOREIGN_DIRECTION,
            format!("{shown} is not a sort direction"),
            write("write `asc` or `desc`; null comes before everything else"),
        ),
    }
}
