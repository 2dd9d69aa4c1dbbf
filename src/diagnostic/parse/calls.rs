//! Help about function calls, which the language does not have: for the known functions of other languages, the way to
//! get the same result here.

use super::phrases::NO_PATTERNS;
use crate::syntax::{TokenKind, tokens};

/// Names of functions, in lower case and without `_`, with the help about them.
const CALLS: &[(&[&str], &str)] = &[
    (
        &["len", "length", "strlen", "size", "arraylength", "cardinality", "charlength", "countofelements"],
        "lengths are not compared; `tags contains \"x\"` tests whether an array has an element, `name == \"\"` whether a \
         text is empty",
    ),
    (
        &["sum", "avg", "mean", "min", "max", "count", "median", "countif"],
        "a comparison reads one row, and nothing is calculated over several",
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
        "a date is compared as a whole, with the start of the period and of the next: `start >= 2026-01-01 and start < \
         2027-01-01`",
    ),
    (
        &["coalesce", "ifnull", "nvl", "isnull", "iff", "iif", "nullif"],
        "compare with null separately: `(size == null or size > 5)`",
    ),
    (
        &["isnullorempty", "isnullorwhitespace", "isempty", "isnotempty", "isblank"],
        "compare with both: `(name == null or name == \"\")`",
    ),
    (
        &["any", "all", "some", "every", "none"],
        "a comparison with an array is about its elements: `tags contains \"x\"`, `tags superset of (\"x\", \"y\")`",
    ),
    (&["ismatch", "match", "matches", "test", "regexmatch", "regexplike", "scan"], NO_PATTERNS),
    (&["index", "inside", "indices", "in"], "`contains` tests the elements of an array: `tags contains \"x\"`"),
    (&["exists"], "there are no queries inside queries; `name != null` tests whether a property has a value"),
    (&["map", "select", "filter", "where", "from"], "write the condition alone: `state == \"Failed\"`"),
    (&["abs", "round", "floor", "ceil", "ceiling", "mod"], "a query calculates nothing: write the result"),
    (
        &["cast", "convert", "toint", "tolong", "todouble", "tostring", "int", "str", "datetime"],
        "values are not converted: write the value in the type of the property",
    ),
    (
        &["lower", "upper", "tolower", "toupper", "lowercase", "uppercase", "asciidowncase", "trim"],
        "to ignore case, write `collate ignorecase` after the value",
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
        "`contains`, `startswith` and `endswith` compare parts of a text",
    ),
];

/// The help about any other function.
const OTHER: &str = "an operator goes between property and value: `name startswith \"vm\"`";

/// Returns the help about the function that is called in `written`, or the first known one inside the call.
pub(super) fn of_call(written: &str) -> &'static str {
    let is_called = |offset: usize| written.get(offset..).is_some_and(|rest| rest.trim_start().starts_with('('));
    // OData's `tags/$count`.
    if written.ends_with("$count") {
        return of_name("count_of_elements").unwrap_or(OTHER);
    }
    let words =
        tokens(written).take(MOST_TOKENS).filter(|token| token.kind == TokenKind::Word && is_called(token.span.end()));
    words.filter_map(|token| of_name(token.span.of(written))).next().unwrap_or(OTHER)
}

/// The most tokens of a call that are read.
const MOST_TOKENS: usize = 16;

fn of_name(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "").to_ascii_lowercase();
    CALLS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, help)| *help)
}
