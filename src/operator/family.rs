//! Classes of operators by which other rooms decide instead of naming operators: families and parts of a text.

use crate::collation::Needle;

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

/// The part of a text that an operator compares with its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextPart {
    /// Any substring.
    Anywhere,
    /// A prefix.
    Start,
    /// A suffix.
    End,
}

impl TextPart {
    /// Returns `true` if this part of `text` equals `needle`.
    pub(crate) fn equals(self, needle: &Needle, text: &str) -> bool {
        match self {
            Self::Anywhere => needle.is_in(text),
            Self::Start => needle.starts(text),
            Self::End => needle.ends(text),
        }
    }

    /// Returns the verb of messages about a text and its part.
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::Anywhere => "contains",
            Self::Start => "begins with",
            Self::End => "ends with",
        }
    }
}
