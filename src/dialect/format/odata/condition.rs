//! Conditions, the operands of connectives, and the reader of OData filters. Its methods are in the files beside this
//! one: `read` for connectives, `comparison` for conditions, `operand` for their sides.

use crate::build::{FieldExpr, Literal, field};
use crate::collation::Collation;
use crate::dialect::decompile::decompiling::Decompiling;
use crate::dialect::decompile::error::DecompileErrorKind;
use crate::dialect::decompile::inexpressible::Inexpressible;
use crate::dialect::decompile::measured_expr::{MeasuredExpr, ReadOperand};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;

/// A reader of one filter.
pub(super) struct ODataReader<'r, 'a> {
    pub(super) decompiling: &'r mut Decompiling<'a>,
}

/// An operand of a connective; `None` after an error was reported.
pub(super) type Item = Option<Condition>;

/// An operand of a connective.
pub(super) struct Condition {
    pub(super) measured: MeasuredExpr,
    /// The equality that it is, if it is one: several of one property in parentheses are read as a list.
    pub(super) equality: Option<Equality>,
}

impl ODataReader<'_, '_> {
    pub(super) fn report_inexpressible(&mut self, what: Inexpressible, span: Span) {
        self.decompiling.report(DecompileErrorKind::Inexpressible { what }, span);
    }
}

/// An equality of a property and a value under a collation.
#[derive(Clone)]
pub(super) struct Equality {
    pub(super) path: Path,
    pub(super) collation: Option<Collation>,
    pub(super) value: Literal,
}

impl Equality {
    /// Returns the `in` with the values of all `equalities`, if they are of one property under one collation.
    pub(super) fn list<'e>(equalities: impl Iterator<Item = &'e Self> + Clone) -> Option<MeasuredExpr> {
        let first = equalities.clone().next()?;
        let is_same = |other: &Self| other.path == first.path && other.collation == first.collation;
        let values = equalities.clone().map(|equality| equality.value.clone()).collect();
        let property = property_under(first.path.clone(), first.collation);
        equalities
            .clone()
            .all(is_same)
            .then(|| MeasuredExpr::comparison(property, Operator::In, ReadOperand::List(values)))
    }
}

pub(super) fn property_under(path: Path, collation: Option<Collation>) -> FieldExpr {
    match collation {
        Some(collation) => field(path).collate(collation),
        None => field(path),
    }
}

/// Returns `item` after `nots` negations.
pub(super) fn negated(item: Item, nots: usize) -> Item {
    let operand = item?;
    if nots == 0 {
        return Some(operand);
    }
    let measured = (0..nots).fold(operand.measured, |measured, _| measured.negated());
    Some(Condition { measured, equality: None })
}
