//! The words of JSON expressions, and the differences between the formats that consist of them.

use crate::operator::Operator;

/// The keys of the objects.
pub(in crate::dialect) const TYPE: &str = "type";
pub(super) const PROPERTY: &str = "property";
pub(super) const OPERATION: &str = "operation";
pub(super) const COLLATION: &str = "collation";
pub(super) const VALUE: &str = "value";
pub(super) const ITEMS: &str = "items";
pub(super) const DIRECTION: &str = "direction";

/// The directions of sort keys.
pub(super) const ASCENDING: &str = "ascending";
pub(super) const DESCENDING: &str = "descending";

/// The connectives.
pub(super) const NOT: &str = "not";
pub(super) const AND: &str = "and";
pub(super) const OR: &str = "or";
pub(super) const XOR: &str = "exclusiveOr";

/// Returns the name of `operator` in the APIs that take plain expressions, or `None` if they have none.
pub(super) fn operation(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal => Some("equals"),
        Operator::NotEqual => Some("notEquals"),
        Operator::Less => Some("lessThan"),
        Operator::LessEqual => Some("lessThanOrEqual"),
        Operator::Greater => Some("greaterThan"),
        Operator::GreaterEqual => Some("greaterThanOrEqual"),
        Operator::In => Some("in"),
        Operator::Contains => Some("contains"),
        Operator::Subset => Some("subset"),
        Operator::Superset => Some("superset"),
        Operator::StartsWith | Operator::EndsWith => None,
    }
}

/// The differences between two formats of expressions, for the reader.
#[derive(Clone, Copy)]
pub(in crate::dialect) struct ExpressionSyntax {
    /// `true` if a filter is an array of expressions, and not one expression.
    pub(in crate::dialect) filter_is_array: bool,
    /// `true` if sort keys are in an array, and not the one key alone.
    pub(in crate::dialect) sort_is_array: bool,
    /// Returns the name of an operator, if there is such an operation.
    pub(in crate::dialect) operation: fn(Operator) -> Option<&'static str>,
    pub(in crate::dialect) variant: ExpressionVariant,
}

/// The variant of a format of expressions.
#[derive(Clone, Copy)]
pub(in crate::dialect) enum ExpressionVariant {
    /// Values are JSON, comparisons and sort keys may have a collation, and there is `exclusiveOr`.
    Plain,
    /// A tag states whether an expression is a comparison or a group, and values are text.
    Tagged(Tags),
}

/// The words under `type`, and the rule for lists.
#[derive(Clone, Copy)]
pub(in crate::dialect) struct Tags {
    pub(in crate::dialect) group: &'static str,
    pub(in crate::dialect) predicate: &'static str,
    /// Returns `true` if a value is ambiguous inside a comma-separated list.
    pub(in crate::dialect) is_ambiguous_in_list: fn(&str) -> bool,
}
