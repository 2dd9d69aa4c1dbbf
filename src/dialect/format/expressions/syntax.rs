//! The words of JSON expressions, and the differences between the formats that consist of them.

use crate::operator::Operator;

/// The keys of the objects, beside those in [`ExpressionWords`].
pub(in crate::dialect) const TYPE: &str = "type";
pub(super) const PROPERTY: &str = "property";
pub(super) const COLLATION: &str = "collation";
pub(super) const VALUE: &str = "value";
pub(super) const ITEMS: &str = "items";
pub(super) const DIRECTION: &str = "direction";

/// The connectives.
pub(super) const NOT: &str = "not";
pub(super) const AND: &str = "and";
pub(super) const OR: &str = "or";
pub(super) const XOR: &str = "exclusiveOr";

/// The words in which the formats of expressions differ.
#[derive(Clone, Copy, Debug)]
pub(in crate::dialect) struct ExpressionWords {
    /// The key of an expression's operator or connective.
    pub(in crate::dialect) operation: &'static str,
    /// Returns the name of an operator, or `None` if the format has none.
    pub(in crate::dialect) operator: fn(Operator) -> Option<&'static str>,
    pub(in crate::dialect) collation: CollationForm,
    /// The direction of an ascending sort key.
    pub(in crate::dialect) ascending: &'static str,
    /// The direction of a descending sort key.
    pub(in crate::dialect) descending: &'static str,
}

impl ExpressionWords {
    pub(in crate::dialect) const USUAL: Self = Self {
        operation: "operation",
        operator: usual_operator,
        collation: CollationForm::Name,
        ascending: "ascending",
        descending: "descending",
    };
}

/// The form in which expressions carry a collation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) enum CollationForm {
    /// `"collation":"ignorecase"`, in comparisons and sort keys.
    Name,
    /// A boolean under this key, in comparisons alone: true for `ignorecase`, false for `ordinal`.
    CaseFlag(&'static str),
    /// None.
    Absent,
}

impl CollationForm {
    /// Returns the key of the collation in a comparison.
    pub(super) const fn key(self) -> Option<&'static str> {
        match self {
            Self::Name => Some(COLLATION),
            Self::CaseFlag(key) => Some(key),
            Self::Absent => None,
        }
    }
}

/// The groups of expressions: `and`, `or`, `exclusiveOr` and `not`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) enum Groups {
    /// `{"operation":"and","items":[…]}`
    OfItems {
        /// The largest number of items for which `exclusiveOr` is documented.
        documented_xor: usize,
    },
    /// The vendor lists `and`, `or` and `exclusiveOr`, and does not document how they carry their operands. There is no
    /// `not`.
    Undocumented,
}

/// Returns the usual name of `operator`, or `None` if it has none.
pub(in crate::dialect) fn usual_operator(operator: Operator) -> Option<&'static str> {
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
    pub(in crate::dialect) words: ExpressionWords,
    pub(in crate::dialect) variant: ExpressionVariant,
}

/// The variant of a format of expressions.
#[derive(Clone, Copy)]
pub(in crate::dialect) enum ExpressionVariant {
    /// Values are JSON, and groups are such as the API has.
    Plain(Groups),
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
