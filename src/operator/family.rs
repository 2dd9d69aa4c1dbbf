//! Families of operators. Other rooms match on the family of an operator instead of on the operator, so that a new
//! operator of a known family needs no decision there.

/// Operators that accept the same types and literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// The value equals the operand, or one of them; the only family that accepts null on every nullable type.
    Equality,
    /// The value is less or greater than the operand.
    Order,
    /// The text or array contains the operand.
    Containment,
    /// A test on text alone.
    Text,
    /// The array and the list are compared as sets.
    Set,
}

impl Family {
    /// Returns `true` if the operands are compared with the elements of a field that is an array.
    pub(crate) const fn looks_into_arrays(self) -> bool {
        match self {
            Self::Containment | Self::Set => true,
            Self::Equality | Self::Order | Self::Text => false,
        }
    }
}
