//! Functions of other languages, and how this one asks for what they are called for.

use crate::syntax::{TokenKind, tokens};

/// Names of functions in lower case and without `_`, and the help about each.
const CALLS: &[(&[&str], &str)] = &[
    (
        &["len", "length", "strlen", "size", "arraylength", "cardinality", "charlength", "countofelements"],
        "lengths are not compared; `tags contains \"x\"` asks whether an array has an element, `name == \"\"` for the \
         empty text",
    ),
    (
        &["sum", "avg", "mean", "min", "max", "count", "median", "countif"],
        "a comparison is about one row, and nothing is calculated over several",
    ),
    (
        &[
            "year",
            "month",
            "day",
            "hour",
            "week",
            "dayofweek",
            "datepart",
            "datetrunc",
            "startofday",
            "startofmonth",
            "extract",
            "monthofyear",
            "hourofday",
        ],
        "nothing is taken out of a date; compare it with the first moment and the next: `start >= 2026-01-01 and start < \
         2027-01-01`",
    ),
    (
        &["coalesce", "ifnull", "nvl", "isnull", "iff", "iif", "nullif"],
        "ask for null by a comparison of its own: `(size == null or size > 5)`",
    ),
    (
        &["isnullorempty", "isnullorwhitespace", "isempty", "isnotempty", "isblank"],
        "ask for both: `(name == null or name == \"\")`",
    ),
    (
        &["any", "all", "some", "every", "none"],
        "a comparison with an array is about its elements: `tags contains \"x\"`, `tags superset of (\"x\", \"y\")`",
    ),
    (&["ismatch", "match", "matches", "test", "regexmatch", "regexplike", "scan"], super::slip::NO_PATTERNS),
    (&["index", "inside", "indices", "in"], "elements of an array are asked for by `contains`: `tags contains \"x\"`"),
    (&["exists"], "there are no queries in queries; that a property is there is asked by `name != null`"),
    (&["map", "select", "filter", "where", "from"], "write the condition alone: `state == \"Failed\"`"),
    (&["abs", "round", "floor", "ceil", "ceiling", "mod"], "nothing is calculated in a query: write what comes out"),
    (
        &["cast", "convert", "toint", "tolong", "todouble", "tostring", "int", "str", "datetime"],
        "nothing is converted: the value is written in the type of the property",
    ),
    (
        &["lower", "upper", "tolower", "toupper", "lowercase", "uppercase", "asciidowncase", "trim"],
        "text is compared without regard to case where `collate ignorecase` follows the value",
    ),
    (
        &[
            "substring",
            "substr",
            "left",
            "right",
            "mid",
            "indexof",
            "charindex",
            "instr",
            "position",
            "concat",
            "replace",
        ],
        "parts of text are asked for by `contains`, `startswith` and `endswith`",
    ),
];

const OTHER: &str = "an operator stands between property and value: `name startswith \"vm\"`";

/// Returns the help about what is `written`, which calls a function, perhaps one within another.
pub(super) fn of_call(written: &str) -> &'static str {
    let is_called = |offset: usize| written.get(offset..).is_some_and(|rest| rest.trim_start().starts_with('('));
    // OData's `tags/$count`.
    if written.ends_with("$count") {
        return of_name("count_of_elements").unwrap_or(OTHER);
    }
    let words = tokens(written).take(MOST).filter(|token| token.kind == TokenKind::Word && is_called(token.span.end()));
    words.filter_map(|token| of_name(token.span.of(written))).next().unwrap_or(OTHER)
}

/// How many tokens of a call are looked at.
const MOST: usize = 16;

fn of_name(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "").to_ascii_lowercase();
    CALLS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, help)| *help)
}
