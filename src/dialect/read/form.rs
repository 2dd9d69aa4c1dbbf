//! How the filters of each dialect are written, as far as readers differ by it.

use super::lookalike::DetectedFormat;
use crate::dialect::expression::{self, Expressions};
use crate::dialect::inventory;
use crate::operator::Operator;

/// How the filters of a dialect are written.
#[derive(Clone, Copy, Debug)]
pub(in crate::dialect) enum Form<'f> {
    /// JSON expressions in a query parameter.
    Expressions(&'f Expressions),
    /// JSON expressions that say by a tag what they are, in a body.
    Tagged,
    /// A parameter for each question.
    Parameters,
    /// OData text.
    OData,
}

impl Form<'_> {
    /// The names of the parameters of filter, sort, offset and limit; an empty one where there is none.
    pub(super) fn names(self) -> [&'static str; 4] {
        match self {
            Self::Expressions(expressions) => expressions.names,
            Self::Tagged => ["", "", "", ""],
            Self::Parameters => ["", "orderColumn", "skip", "limit"],
            Self::OData => ["filter", "sort", "page[offset]", "page[limit]"],
        }
    }

    /// Whether filters and sort keys are arrays of their expressions.
    pub(super) fn has_arrays(self) -> Arrays {
        match self {
            Self::Expressions(expressions) => Arrays { filter: expressions.is_array, sort: true },
            Self::Tagged | Self::Parameters | Self::OData => Arrays { filter: false, sort: false },
        }
    }

    /// How an operator is named, where there is such an operation.
    pub(super) fn operation(self, operator: Operator) -> Option<&'static str> {
        match self {
            Self::Expressions(_) => expression::operation(operator),
            Self::Tagged => inventory::operation(operator),
            Self::Parameters | Self::OData => None,
        }
    }

    /// What a filter of it looks like.
    pub(super) fn looks_like(self) -> DetectedFormat {
        match self {
            Self::Expressions(expressions) if expressions.is_array => DetectedFormat::ArrayOfExpressions,
            Self::Expressions(_) => DetectedFormat::OneExpression,
            Self::Tagged => DetectedFormat::TypedExpressions,
            Self::Parameters => DetectedFormat::Parameters,
            Self::OData => DetectedFormat::OData,
        }
    }
}

/// Which parts of a request are arrays.
pub(super) struct Arrays {
    pub(super) filter: bool,
    pub(super) sort: bool,
}
