//! The operators of a comparison: how they are spelled, what they accept, what they mean.
//!
//! Parser, printer, completion, messages and tests all read this table.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ty::Type;

/// What stands between a path and a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operator {
    /// `==`, on any scalar type; on every nullable type with null, which is true where the property is null or missing.
    Equal,
    /// `!=`, the negation of [`Operator::Equal`]: true on null.
    NotEqual,
    /// `<`, on text, numbers, date-times and durations; false on null and on anything of another kind.
    Less,
    /// `<=`, as [`Operator::Less`].
    LessEqual,
    /// `>`, as [`Operator::Less`].
    Greater,
    /// `>=`, as [`Operator::Less`].
    GreaterEqual,
    /// `in`, with a list: equal to one of its items. `a in (1, 2)` is `a == 1 or a == 2`.
    In,
    /// `contains`: on text, some substring equals the needle; on an array, some element equals the value.
    Contains,
    /// `startswith`, on text: some prefix equals the needle.
    StartsWith,
    /// `endswith`, on text: some suffix equals the needle.
    EndsWith,
    /// `subset of`, on an array with a list: every element is in the list.
    Subset,
    /// `superset of`, on an array with a list: every item of the list is in the array.
    Superset,
}

impl Operator {
    /// Every operator.
    pub const ALL: &'static [Self] = &[
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessEqual,
        Self::Greater,
        Self::GreaterEqual,
        Self::In,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Subset,
        Self::Superset,
    ];

    /// The canonical spelling.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Contains => "contains",
            Self::StartsWith => "startswith",
            Self::EndsWith => "endswith",
            Self::Subset => "subset of",
            Self::Superset => "superset of",
        }
    }

    /// Other spellings that the language reads.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Equal => &["="],
            Self::NotEqual => &["<>"],
            Self::Subset => &["subset"],
            Self::Superset => &["superset"],
            _ => &[],
        }
    }

    /// The operator whose signs `text` begins with, the longest there is, and how many they are.
    pub(crate) fn from_symbol(text: &str) -> Option<(Self, usize)> {
        match text.as_bytes() {
            [b'=', b'=', ..] => Some((Self::Equal, 2)),
            [b'=', ..] => Some((Self::Equal, 1)),
            [b'!', b'=', ..] | [b'<', b'>', ..] => Some((Self::NotEqual, 2)),
            [b'<', b'=', ..] => Some((Self::LessEqual, 2)),
            [b'<', ..] => Some((Self::Less, 1)),
            [b'>', b'=', ..] => Some((Self::GreaterEqual, 2)),
            [b'>', ..] => Some((Self::Greater, 1)),
            _ => None,
        }
    }

    /// The operator that `word` begins or is, which is in lower case.
    pub(crate) fn from_word(word: &[u8]) -> Option<Self> {
        match word {
            b"in" => Some(Self::In),
            b"contains" => Some(Self::Contains),
            b"startswith" => Some(Self::StartsWith),
            b"endswith" => Some(Self::EndsWith),
            b"subset" => Some(Self::Subset),
            b"superset" => Some(Self::Superset),
            _ => None,
        }
    }

    /// Whether it compares with a list instead of one value.
    pub const fn takes_list(self) -> bool {
        matches!(self, Self::In | Self::Subset | Self::Superset)
    }

    /// Whether `not` may stand before its word.
    pub const fn takes_not(self) -> bool {
        matches!(self, Self::In | Self::Contains)
    }

    /// What it asks.
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::Equal | Self::NotEqual | Self::In => Family::Equality,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => Family::Order,
            Self::Contains => Family::Containment,
            Self::StartsWith | Self::EndsWith => Family::Affix,
            Self::Subset | Self::Superset => Family::Set,
        }
    }

    /// Whether fields of type `ty` take it with some value. [`Type::Array`] and [`Type::Object`] take `==` and `!=`
    /// with null only, and `in` with nothing but nulls.
    pub fn accepts(self, ty: &Type) -> bool {
        let is_array = matches!(ty, Type::Array(_));
        match (self.family(), ty) {
            (_, Type::Any) | (Family::Equality, _) => true,
            (Family::Order, ty) => {
                matches!(
                    ty,
                    Type::Text | Type::Integer | Type::Number | Type::DateTime | Type::Epoch(_) | Type::Duration
                )
            }
            (Family::Containment, ty) => is_array || *ty == Type::Text,
            (Family::Affix, ty) => *ty == Type::Text,
            (Family::Set, _) => is_array,
        }
    }

    /// The operators that fields of type `ty` take with a value other than null.
    pub(crate) fn taken_by(ty: &Type) -> impl Iterator<Item = Self> {
        let takes_null_only = matches!(ty, Type::Array(_) | Type::Object);
        let is_taken =
            move |operator: &Self| operator.accepts(ty) && !(takes_null_only && operator.family() == Family::Equality);
        Self::ALL.iter().copied().filter(is_taken)
    }

    /// The operator that holds with both sides turned round.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            other => other,
        }
    }

    /// Whether it holds between a row's value and a query's, given how the first is ordered to the second; nothing for
    /// operators that are not about order.
    pub(crate) fn holds(self, order: Ordering) -> Option<bool> {
        match self {
            Self::Equal => Some(order.is_eq()),
            Self::NotEqual => Some(order.is_ne()),
            Self::Less => Some(order.is_lt()),
            Self::LessEqual => Some(order.is_le()),
            Self::Greater => Some(order.is_gt()),
            Self::GreaterEqual => Some(order.is_ge()),
            Self::In | Self::Contains | Self::StartsWith | Self::EndsWith | Self::Subset | Self::Superset => None,
        }
    }
}

/// What operators ask, on which hangs what they accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Whether the value is the same; the only one that takes null on every nullable type.
    Equality,
    /// Whether the value comes before or after.
    Order,
    /// Whether text or an array holds the value.
    Containment,
    /// Whether text begins or ends with it.
    Affix,
    /// How an array and a list lie to each other, as sets.
    Set,
}

impl Family {
    /// Whether values stand for elements where the field is an array.
    pub(crate) const fn looks_into_arrays(self) -> bool {
        match self {
            Self::Containment | Self::Set => true,
            Self::Equality | Self::Order | Self::Affix => false,
        }
    }
}

/// As spelled canonically.
impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling())
    }
}

impl FromStr for Operator {
    type Err = UnknownOperator;

    /// Any of its spellings, words in any case.
    fn from_str(text: &str) -> Result<Self, UnknownOperator> {
        let spelled = |spelling: &str| spelling.eq_ignore_ascii_case(text);
        let found = Self::ALL
            .iter()
            .find(|known| spelled(known.spelling()) || known.aliases().iter().any(|alias| spelled(alias)));
        found.copied().ok_or(UnknownOperator)
    }
}

/// A text that spells no [`Operator`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such operator")]
pub struct UnknownOperator;

/// As spelled canonically.
impl Serialize for Operator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spelling())
    }
}

impl<'de> Deserialize<'de> for Operator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom(format_args!("no such operator: `{text}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[test]
    fn every_spelling_is_recognized() {
        for operator in Operator::ALL {
            for spelling in operator.aliases().iter().copied().chain([operator.spelling()]) {
                let first = spelling.split(' ').next().unwrap();
                let from_symbol = Operator::from_symbol(first).filter(|(_, length)| *length == first.len());
                let from_word = Operator::from_word(first.as_bytes());
                assert_eq!(from_symbol.map(|(operator, _)| operator).or(from_word), Some(*operator), "{spelling}");
            }
        }
    }
}
