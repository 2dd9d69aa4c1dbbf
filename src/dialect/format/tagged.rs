//! Tagged expressions, the wire format of VBR's inventory: JSON expressions with a `type` that states whether they
//! compare or join, in the body of a POST. Values are text; those of a list are joined by commas, so that a value with
//! a comma in it is sent as an `Or` of `Equals` instead.

mod read;
mod write;

use crate::operator::Operator;

/// The tagged expressions of an API.
#[derive(Debug)]
pub(in crate::dialect) struct TaggedExpressions {
    /// The index of the version that a request names unless another one was chosen: the first that spells the words of
    /// this format with a capital.
    pub(in crate::dialect) usual_version: usize,
}

/// The tags.
const GROUP: &str = "GroupExpression";
const PREDICATE: &str = "PredicateExpression";

/// The members of a body that are not named as in other formats.
const SORT: &str = "sorting";
const PAGE: &str = "pagination";
const SKIP: &str = "skip";

/// Returns the name of `operator` in 1.3-rev1 and later, or `None` if they have none.
fn operation(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal => Some("Equals"),
        Operator::NotEqual => Some("NotEquals"),
        Operator::Less => Some("LessThan"),
        Operator::LessEqual => Some("LessThanOrEqual"),
        Operator::Greater => Some("GreaterThan"),
        Operator::GreaterEqual => Some("GreaterThanOrEqual"),
        Operator::In => Some("In"),
        Operator::Contains => Some("Contains"),
        Operator::StartsWith => Some("StartsWith"),
        Operator::EndsWith => Some("EndsWith"),
        Operator::Subset | Operator::Superset => None,
    }
}

/// Returns `true` if `value` is ambiguous inside a comma-separated list.
fn is_ambiguous_in_list(value: &str) -> bool {
    value.is_empty() || value.contains(',') || value.trim() != value
}
