//! Help that several messages share.

use crate::operator::Operator;

/// The help where a pattern is used.
pub(super) const NO_PATTERNS: &str =
    "there are no patterns; use `contains`, `startswith` or `endswith` with a text in quotes";

/// The help after a message that there are no patterns.
pub(super) const INSTEAD_OF_PATTERNS: &str = "use `contains`, `startswith` or `endswith` with a text in quotes";

/// The help where a comparison lacks a part.
pub(super) const WHOLE_COMPARISON: &str = "a comparison is a property, an operator and a value: `enabled == true`; several \
                                           values go into a list: `state in (\"Failed\", \"Warning\")`";

/// The help where an operator of arithmetic is used.
pub(super) const NO_ARITHMETIC: &str =
    "a query calculates nothing, and does not compare two properties with each other";

/// Returns every operator between backticks.
pub(super) fn operators() -> String {
    Operator::ALL.iter().map(|operator| format!("`{operator}`")).collect::<Vec<_>>().join(" ")
}
