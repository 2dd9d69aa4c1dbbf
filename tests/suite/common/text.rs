//! Comparisons of two texts by queries.

use std::cmp::Ordering;

use serde_json::{Value as Json, json};
use tamis::{Bindings, Collation, Query};

/// Returns `true` if `text` matches a query with `other` as its literal.
fn matches_literal(collation: Collation, text: &str, operator: &str, other: &str) -> bool {
    let query: Query = format!("x {operator} {} collate {collation}", Json::from(other)).parse().unwrap();
    query.compile().unwrap().matches(&json!({ "x": text }))
}

/// Returns `true` if `text` matches a query with `other` as its parameter.
fn matches_parameter(collation: Collation, text: &str, operator: &str, other: &str) -> bool {
    let query: Query = format!("x {operator} $text collate {collation}").parse().unwrap();
    let bound = query.bind(&Bindings::new().set("text", other)).unwrap();
    bound.compile().unwrap().matches(&json!({ "x": text }))
}

/// Returns the order of `a` to `b` according to queries. The error is the answers to `<`, `==` and `>=`, if no order
/// has all of them.
pub(crate) fn order_by_queries(collation: Collation, a: &str, b: &str) -> Result<Ordering, [bool; 3]> {
    let less = matches_parameter(collation, a, "<", b);
    let equal = matches_literal(collation, a, "==", b);
    let greater_equal = matches_parameter(collation, a, ">=", b);
    match [less, equal, greater_equal] {
        [true, false, false] => Ok(Ordering::Less),
        [false, true, true] => Ok(Ordering::Equal),
        [false, false, true] => Ok(Ordering::Greater),
        answers => Err(answers),
    }
}

pub(crate) fn contains(collation: Collation, text: &str, needle: &str) -> bool {
    matches_literal(collation, text, "contains", needle)
}
