//! Approximations of a filter, and how close they are.

use crate::dialect::Side;
use crate::filter::Filter;
use crate::span::Span;

/// A filter that a target evaluates, in place of one that it may not evaluate as written.
pub(super) struct Approximation {
    pub(super) filter: Filter,
    pub(super) precision: Precision,
}

/// The degree to which a target's answer to an [`Approximation`] is the one wanted, from the worst to the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    /// Further rows may match on the over side, and fewer on the under side.
    Inexact,
    /// Exactly the wanted rows match; the others may be unknown instead of false, or inside a `not` instead of true.
    Exact,
    /// Every row is true or false as wanted, and none unknown.
    Certain,
}

impl Approximation {
    pub(super) fn inexact(filter: Filter) -> Self {
        Self { filter, precision: Precision::Inexact }
    }

    /// Creates an approximation by a constant. It is never unknown, so that an exact one is certain.
    pub(super) fn constant(constant: bool, span: Span, precision: Precision) -> Self {
        let precision = match precision {
            Precision::Inexact => Precision::Inexact,
            Precision::Exact | Precision::Certain => Precision::Certain,
        };
        Self { filter: Filter::constant(constant, span), precision }
    }

    /// Creates the approximation of every filter on `side`: true over it, false under it.
    pub(super) fn outermost(side: Side, span: Span) -> Self {
        Self::inexact(Filter::constant(side == Side::Over, span))
    }

    pub(super) fn is_exact(&self) -> bool {
        self.precision != Precision::Inexact
    }
}
