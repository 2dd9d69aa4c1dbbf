//! What is said about slips: why it is none of the language, and what would be written instead.

use super::super::code::Code;
use super::super::code::parse as code;
use super::super::cure::Cure;
use super::super::report::Wording;
use super::super::source::Source;
use super::super::words::{is_short, ticked, ticks};
use super::expected::NO_ARITHMETIC;
use super::habit;
use crate::operator::Operator;
use crate::path::is_word;
use crate::syntax::{Doubt, ForeignSyntax, ParseError};
use crate::ty::Type;
use crate::value::moment_form;

/// What is said about a slip, the edits of the parser aside.
pub(super) fn words(slip: ForeignSyntax, error: &ParseError, source: &Source<'_>) -> Wording {
    let written = source.at(error.span);
    // A property that is true or false may well have been taken for a comparison.
    let is_boolean = source.field(error.span).is_some_and(|field| *field.ty() == Type::Boolean);
    if slip == ForeignSyntax::Alone && error.edits.is_empty() && is_boolean {
        let (code, message, help) = said(slip, written, Some(&format!("{written} == true")));
        return (code, message, Cure::from(help).inserting(error.span.end(), " == true"));
    }
    if slip == ForeignSyntax::Alone && error.edits.is_empty() && is_short(written) && written.split('.').all(is_word) {
        let is_known = source.field(error.span).is_some();
        let (code, message, help) = said(slip, written, None);
        let example = if is_known { "enabled".to_owned() } else { written.to_owned() };
        return (code, message, help.replace("enabled == true", &format!("{example} == true")).into());
    }
    let meant = match error.edits.as_slice() {
        [(_, meant)] => Some(&**meant),
        _ => None,
    };
    let (code, mut message, mut help) = said(slip, written, meant);
    if super::is_difference(error, source) {
        help = NO_ARITHMETIC.to_owned();
    }
    if slip == ForeignSyntax::ForeignValue && meant.is_none() && is_quantifier(written) {
        help = "several values go into a list: `state in (\"Failed\", \"Warning\")`".to_owned();
    }
    if slip == ForeignSyntax::ForeignValue && meant.is_none() && moment_form(written).is_some() {
        help = "a moment is a date, or counted from `now` or `today`: `now - 7d`, `today - 1d`".to_owned();
    }
    if slip == ForeignSyntax::Homonym && error.is_ordinal {
        message = format!("in KQL and jq, {} tells case apart", ticked(written));
    }
    // `start in last 7 days`: a moment is no list.
    let is_list = slip == ForeignSyntax::ForeignValue
        && source.before(error.span.start()).is_some_and(|token| source.at(token.span).eq_ignore_ascii_case("in"));
    if let Some(meant) = meant.filter(|meant| is_list && meant.starts_with("now -")) {
        return (code, message, format!("write {}", ticks(&format!("> {meant}"))).into());
    }
    let help = match (super::doubt(error, source), meant) {
        (Some(doubt), Some(meant)) => doubted(doubt, meant, help),
        _ => match meant.filter(|meant| super::needs_ordinal(error, source) && help.contains(&ticks(meant))) {
            Some(meant) => help.replace(&ticks(meant), &ticks(&format!("{meant}{}", super::ORDINAL))),
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

/// The help where it is not sure that `meant` is.
fn doubted(doubt: Doubt, meant: &str, help: String) -> String {
    let meant = if is_short(meant) { meant.trim() } else { "" };
    let write = if meant.is_empty() { String::new() } else { format!(": {}", ticks(meant)) };
    match doubt {
        Doubt::Pattern => pattern_or_case(meant),
        Doubt::Words if meant == "==" => {
            "write `==` for the whole text, or `contains` for a part of it: Lucene looks for a word".to_owned()
        }
        Doubt::Words => format!("KQL looks for whole words, and others for a member; for any part of the text{write}"),
        Doubt::Elements => {
            "it compares whole elements of an array, and this is none: write `==`, or `contains` for a part of the text"
                .to_owned()
        }
        Doubt::Comma => "write `and`, or `or`, which it is in RSQL and FIQL".to_owned(),
        Doubt::Precedence => {
            "put parentheses around what belongs together: `and` binds tighter than `xor`, and `xor` tighter than `or`, \
             which is not so everywhere"
                .to_owned()
        }
        Doubt::Pipe => "write one comparison with an operator, such as `name startswith \"web\"`; there are no functions"
            .to_owned(),
        Doubt::Negation => {
            "put parentheses around the comparison that is to be negated: elsewhere, `!` and `-not` bind tighter"
                .to_owned()
        }
        Doubt::Escapes => format!(
            "{help}; in its text a backslash is written `\\\\`, and nothing is put in for `$`, other than elsewhere"
        ),
        Doubt::LetterCase => {
            "what is written in the other case is never equal; to ignore case write `collate ignorecase` behind the value"
                .to_owned()
        }
        Doubt::Order => format!("PowerShell sorts `a` before `A` and both before `b`; the nearest here is{}", write.trim_start_matches(':')),
        Doubt::Direction => "take the `|` out, and write `desc` or `asc`: KQL sorts in descending order".to_owned(),
        Doubt::Head => {
            "take it out; how many rows are wanted is written behind the filter, such as `limit 5`, and what else it \
             chooses as a comparison"
                .to_owned()
        }
        Doubt::Empty => "write `== null` or `!= null`: only a text can be empty".to_owned(),
        Doubt::Thousands => format!("a number has a point and no commas{write}, or write it without"),
        Doubt::Whole => format!(
            "some languages compare the whole text with the pattern, others a part; there are none here: perhaps{write}"
        ),
        Doubt::Other => help,
    }
}

/// The help about `=~`, where `meant` ignores case.
fn pattern_or_case(meant: &str) -> String {
    let value = meant.split_once(' ').map(|(_, value)| value.trim_end_matches(" collate ignorecase"));
    let (not, value) = match value {
        Some(value) if value.starts_with(['"', '\'']) => (if meant.starts_with("!=") { "not " } else { "" }, value),
        _ => return NO_PATTERNS.to_owned(),
    };
    format!(
        "it ignores case in KQL: {}; elsewhere it compares with a pattern: {}",
        ticks(meant),
        ticks(&format!("{not}contains {value}"))
    )
}

/// Code, message and help for what is `written`; `meant` is what would be written instead, where that is clear.
fn said(slip: ForeignSyntax, written: &str, meant: Option<&str>) -> (&'static Code, String, String) {
    let shown = ticked(written);
    let write = |otherwise: &str| match meant.map(str::trim).filter(|meant| !meant.is_empty() && is_short(meant)) {
        Some(meant) => format!("write {}", ticks(meant)),
        None => otherwise.to_owned(),
    };
    let put = |how: &str| match meant.filter(|meant| is_short(meant)) {
        Some(meant) => format!("{how}: {}", ticks(meant)),
        None => how.to_owned(),
    };
    match slip {
        ForeignSyntax::ForeignOperator => (
            code::FOREIGN_OPERATOR,
            format!("{shown} is no operator"),
            if meant == Some("") { "take it out".to_owned() } else { write(&format!("the operators are {}", operators())) },
        ),
        ForeignSyntax::Pattern => {
            (code::PATTERN, format!("{shown} compares with a pattern, and there are none"), write(NO_PATTERNS))
        }
        ForeignSyntax::Between => (
            code::BETWEEN,
            format!("{shown} has two bounds, and a comparison has one value"),
            write("write two comparisons: `size >= 1 and size <= 5`"),
        ),
        ForeignSyntax::MissingOperator => (
            code::MISSING_OPERATOR,
            format!("there is no operator in {shown}"),
            "if they are to be equal, put `==` between them".to_owned(),
        ),
        ForeignSyntax::ValueFirst => (
            code::VALUE_FIRST,
            format!("in {shown}, the value stands before the operator"),
            write("a comparison begins with its property: `size > 5`"),
        ),
        ForeignSyntax::Chain => (
            code::CHAIN,
            format!("{shown} compares once more, and a comparison has one operator"),
            write("write two comparisons: `size > 1 and size < 5`"),
        ),
        ForeignSyntax::Alone => (code::ALONE, format!("{shown} is no comparison"), write(WHOLE)),
        ForeignSyntax::Call => {
            (code::CALL, format!("{shown} calls a function, and there are none"), write(habit::of_call(written)))
        }
        ForeignSyntax::RowPrefix => (
            code::ROW_PREFIX,
            format!("{shown} stands before a property's name"),
            "take it out: all names are those of the row".to_owned(),
        ),
        ForeignSyntax::BareName => (
            code::BARE_NAME,
            format!("{shown} is no word, as a name without backticks is"),
            match meant {
                Some(meant) if !meant.contains('`') => write(""),
                _ => put("put the name between backticks"),
            },
        ),
        ForeignSyntax::ElementByPlace => (
            code::BARE_NAME,
            format!("{shown} asks for an element of an array by its place"),
            "an element is not asked for by its number: `tags contains \"x\"` asks whether an array has one, wherever it is"
                .to_owned(),
        ),
        ForeignSyntax::BareText => {
            (code::BARE_TEXT, format!("{shown} is no word, as a value without quotes is"), put("quote it"))
        }
        ForeignSyntax::ForeignValue => (
            code::FOREIGN_VALUE,
            format!("{shown} is no value"),
            write("there are no functions; a value is a text in quotes, a number, a date, a duration, or `now - 7d`"),
        ),
        ForeignSyntax::RoundedMoment => (
            code::FOREIGN_VALUE,
            format!("{shown} rounds a moment, and moments are not rounded here"),
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
            format!("in {shown}, a quote within the text ends it"),
            write("put a backslash before a quote within a text, or the other quotes around it"),
        ),
        ForeignSyntax::ForeignList => (
            code::FOREIGN_LIST,
            format!("{shown} is no list"),
            write("a list stands between parentheses: `state in (\"Failed\", \"Warning\")`"),
        ),
        ForeignSyntax::ForeignConnective => (
            code::FOREIGN_CONNECTIVE,
            format!("{shown} joins nothing"),
            match meant {
                Some("") => "take it out, or put a comparison behind it".to_owned(),
                _ => write("join comparisons with `and`, `or` or `xor`"),
            },
        ),
        ForeignSyntax::RepeatedConnective => {
            (code::REPEATED_CONNECTIVE, format!("{shown} stands twice"), "take one of the two out".to_owned())
        }
        ForeignSyntax::ForeignKeyword => (
            code::FOREIGN_KEYWORD,
            format!("{shown} is no part of a query"),
            "take it out: a query is its filter, and then `sort by`, `offset` and `limit`".to_owned(),
        ),
        ForeignSyntax::ForeignComment => {
            (code::FOREIGN_COMMENT, format!("{shown} begins no comment"), "begin a comment with `#`".to_owned())
        }
        ForeignSyntax::ApiFilter => (
            code::JSON,
            "this is the filter of an API, and no query".to_owned(),
            "write comparisons: `{\"property\": \"size\", \"operation\": \"greaterThan\", \"value\": 5}` is `size > 5`; or decompile it".to_owned(),
        ),
        ForeignSyntax::MongoFilter => (
            code::JSON,
            "this is a filter of MongoDB, and no query".to_owned(),
            "write comparisons: `{\"size\": {\"$gt\": 5}}` is `size > 5`".to_owned(),
        ),
        ForeignSyntax::Homonym => (
            code::FOREIGN_OPERATOR,
            match written.parse::<Operator>() {
                Ok(Operator::Equal | Operator::NotEqual) => "in RSQL and FIQL, `*` stands for any text".to_owned(),
                _ => format!("in KQL, {shown} ignores case"),
            },
            write("use the operator that asks for the same"),
        ),
        ForeignSyntax::Json => (
            code::JSON,
            "this is JSON, and no query".to_owned(),
            write("write comparisons: `name == \"x\" and size > 5`"),
        ),
        ForeignSyntax::BracketedGroup => (
            code::BRACKETED_GROUP,
            format!("{shown} opens a list of values, and no group"),
            "group comparisons with `(` and `)`".to_owned(),
        ),
        ForeignSyntax::ForeignClause => (
            code::FOREIGN_CLAUSE,
            format!("{shown} is no clause"),
            match meant {
                Some("") => "take it out: clauses stand behind the filter".to_owned(),
                _ => write(
                    "the clauses are `sort by`, `offset` and `limit`; counting, grouping and choosing columns are no part \
                     of a query",
                ),
            },
        ),
        ForeignSyntax::MisplacedFilter => (
            code::MISPLACED_FILTER,
            "the filter stands behind a clause".to_owned(),
            write("the filter comes first, then `sort by`, `offset` and `limit`"),
        ),
        ForeignSyntax::ForeignDirection => (
            code::FOREIGN_DIRECTION,
            format!("{shown} is no direction"),
            write("write `asc` or `desc`; null comes before everything else"),
        ),
    }
}

pub(super) const NO_PATTERNS: &str =
    "there are no patterns; use `contains`, `startswith` or `endswith` with a text in quotes";

/// What is said where a comparison is not whole.
pub(super) const WHOLE: &str = "a comparison is a property, an operator and a value: `enabled == true`; several values \
                                go into a list: `state in (\"Failed\", \"Warning\")`";

/// Every operator between backticks.
pub(super) fn operators() -> String {
    Operator::ALL.iter().map(|operator| format!("`{operator}`")).collect::<Vec<_>>().join(" ")
}
