//! The functions of other languages that compare: their names, and the comparison that each does.
//!
//! Functions that compare with a regular expression are in `pattern`, those that return a value in `relative_time`.

use crate::operator::Operator;
use crate::syntax::error::Doubt;

/// A function of a property and a value, or a method of a property with a value.
pub(super) struct ValueFunction {
    /// In lower case, without `_`.
    pub(super) name: &'static str,
    pub(super) operator: Operator,
    pub(super) ignores_case: bool,
    /// The reason for which it may not be this operator.
    pub(super) doubt: Option<Doubt>,
}

const fn of_value(name: &'static str, operator: Operator) -> ValueFunction {
    ValueFunction { name, operator, ignores_case: false, doubt: None }
}

const fn ignoring_case(name: &'static str, operator: Operator) -> ValueFunction {
    ValueFunction { name, operator, ignores_case: true, doubt: None }
}

pub(super) const VALUE_FUNCTIONS: &[ValueFunction] = &[
    of_value("contains", Operator::Contains),
    of_value("includes", Operator::Contains),
    of_value("substringof", Operator::Contains),
    of_value("startswith", Operator::StartsWith),
    of_value("endswith", Operator::EndsWith),
    of_value("equals", Operator::Equal),
    ignoring_case("icontains", Operator::Contains),
    ignoring_case("istartswith", Operator::StartsWith),
    ignoring_case("iendswith", Operator::EndsWith),
    ignoring_case("equalsignorecase", Operator::Equal),
    // jq looks for a member, KQL for a word.
    ValueFunction { doubt: Some(Doubt::Words), ..of_value("has", Operator::Contains) },
];

/// A function of a property that compares it with null.
pub(super) struct NullFunction {
    /// In lower case, without `_`.
    pub(super) name: &'static str,
    pub(super) operator: Operator,
    /// `true` if an empty text counts as null.
    pub(super) or_empty: bool,
}

pub(super) const NULL_FUNCTIONS: &[NullFunction] = &[
    NullFunction { name: "isnull", operator: Operator::Equal, or_empty: false },
    NullFunction { name: "isempty", operator: Operator::Equal, or_empty: true },
    NullFunction { name: "isnullorempty", operator: Operator::Equal, or_empty: true },
    NullFunction { name: "isnotnull", operator: Operator::NotEqual, or_empty: false },
    NullFunction { name: "isnotempty", operator: Operator::NotEqual, or_empty: true },
    NullFunction { name: "exists", operator: Operator::NotEqual, or_empty: false },
    NullFunction { name: "has", operator: Operator::NotEqual, or_empty: false },
];

/// The effect of a function on a text.
pub(super) type Conversion = fn(&str) -> String;

/// Functions that convert a text to one case, as other languages do to ignore case.
pub(super) const CASE_FUNCTIONS: &[(&str, Conversion)] = &[
    ("tolower", str::to_lowercase),
    ("toupper", str::to_uppercase),
    ("lower", str::to_lowercase),
    ("upper", str::to_uppercase),
    ("tolowercase", str::to_lowercase),
    ("touppercase", str::to_uppercase),
];
