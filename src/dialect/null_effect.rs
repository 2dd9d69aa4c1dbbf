//! Null effects: rows that a request may lose or add because no vendor documents how null compares.
//!
//! tamis answers every comparison with true or false. An API may answer a third way, as SQL's `unknown`, or may sort
//! null before every value and so find it less than any. Whether that changes the rows depends on the operator, and on
//! how many negations surround the comparison: the [`Side`].

use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::value::Value;

/// The direction in which a part of a filter may be approximated without losing rows of the query: outside every `not`
/// it may be true for more rows, directly inside one for fewer, and so on inwards. On the over side only the rows for
/// which a part is true matter, so that `unknown`, SQL's third answer, is as good as false; on the under side only
/// those for which it is false, so that `unknown` is as good as true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// An over-approximation: it holds for the same rows or more.
    Over,
    /// An under-approximation: it holds for the same rows or fewer.
    Under,
}

impl Side {
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Over => Self::Under,
            Self::Under => Self::Over,
        }
    }
}

/// The consequence for rows without a value at a comparison's path, whatever an API makes of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NullEffect {
    /// There are no such rows, or the comparison names null itself.
    Settled,
    /// The API may answer false or unknown, which makes no difference on this side.
    Hidden,
    /// The API may return more of them than wanted, and never fewer.
    Kept,
    /// They may be missing.
    Lost,
}

/// Returns the effect of null on `comparison`, of which a filter is approximated on `side`.
pub(crate) fn null_effect(comparison: &Comparison, side: Side) -> NullEffect {
    let terms = comparison.operand.terms();
    if !comparison.field.is_nullable() || terms.iter().any(Term::is_null) {
        return NullEffect::Settled;
    }
    // To some databases the empty text is null.
    let is_empty = |term: &Term| matches!(term.value(), Some(Value::Text(text)) if text.is_empty());
    let may_be_true = match comparison.operator.node.family() {
        // True for null here. An API may answer true, false or unknown.
        Family::Equality if comparison.operator.node.is_negative() => {
            return match side {
                Side::Over => NullEffect::Lost,
                Side::Under => NullEffect::Kept,
            };
        }
        // False for null here. Where null is the least value, it is less than any other.
        Family::Order | Family::Set => true,
        Family::Equality | Family::Containment | Family::Text => terms.iter().any(is_empty),
    };
    match side {
        Side::Over if may_be_true => NullEffect::Kept,
        Side::Over => NullEffect::Hidden,
        Side::Under => NullEffect::Lost,
    }
}
