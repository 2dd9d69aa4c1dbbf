//! Typed parameters, the wire format of VBR: one parameter for each property and condition that a collection supports,
//! such as `createdAfterFilter`; `*` at the ends of a text for any text; `orderColumn` and `orderAsc` for one sort key.
//! Which parameters there are is in the vendor's [`Tables`]. Parameters join with `and`, and values of one parameter
//! with `or`; there is no `not`.

mod read;
mod write;

use crate::dialect::tables::{ConditionKind, Tables};
use crate::filter::Term;
use crate::operator::Operator;
use crate::value::Value;

/// The parameters of an API.
#[derive(Debug)]
pub(in crate::dialect) struct Parameters {
    /// Returns the collections with their parameters. A function, since tables are parsed when they are first needed.
    pub(in crate::dialect) tables: fn() -> &'static Tables,
}

/// The parameters that are the same for all collections.
const COLUMN: &str = "orderColumn";
const ASCENDING: &str = "orderAsc";
const SKIP: &str = "skip";
const LIMIT: &str = "limit";

impl ConditionKind {
    /// Returns `true` if the parameter expresses `operator` with `terms`.
    fn expresses(self, operator: Operator, terms: &[Term]) -> bool {
        let is_one = operator == Operator::Equal || operator == Operator::In && terms.len() == 1;
        match self {
            Self::Text | Self::AnyText => is_one || operator.needle_position().is_some(),
            Self::Value => is_one,
            Self::Values => is_one || operator == Operator::In && !terms.is_empty(),
            Self::True => is_one && terms.iter().all(|term| matches!(term.value(), Some(Value::Boolean(true)))),
            Self::After => operator == Operator::Greater,
            Self::Before => operator == Operator::Less,
        }
    }

    fn is_pattern(self) -> bool {
        matches!(self, Self::Text | Self::AnyText)
    }
}
