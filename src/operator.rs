//! The operators of a comparison, each with all that is known of it: spelling, accepted types, family, meaning.
//!
//! The lexer, the printer, completion, messages, the check, the lints and the tests ask an [`Operator`] instead of
//! naming operators themselves, so that a new one is mostly a new row in the matches of this file. What remains
//! elsewhere is work that only the room can do: the grammar, the builder's method, the local test, and the form in each
//! wire format. No match here has a catch-all, so that the compiler lists the rows; `tests/suite/operators.rs` lists
//! the places that the compiler cannot see.

mod family;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::collation::NeedlePosition;
use crate::ty::Type;
pub(crate) use family::Family;

/// The operator of a comparison, between the path and the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operator {
    /// `==`, on any scalar type; on every nullable type with null, which is true if the property is null or missing.
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

    /// Returns the canonical spelling.
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

    /// Returns the other spellings that the parser accepts.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Equal => &["="],
            Self::NotEqual => &["<>"],
            Self::Subset => &["subset"],
            Self::Superset => &["superset"],
            Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith => &[],
        }
    }

    /// Returns the longest operator symbol at the start of `text`, and its length in bytes.
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

    /// Returns the operator whose first word is `word`, which must be in lower case.
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

    /// Returns `true` if the operator takes a list instead of one value.
    pub const fn takes_list(self) -> bool {
        matches!(self, Self::In | Self::Subset | Self::Superset)
    }

    /// Returns `true` if `not` may precede the operator: `a not in (1, 2)`.
    pub const fn takes_not(self) -> bool {
        matches!(self, Self::In | Self::Contains)
    }

    /// Returns the family, which decides the types and literals that the operator accepts.
    pub(crate) const fn family(self) -> Family {
        match self {
            Self::Equal | Self::NotEqual | Self::In => Family::Equality,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => Family::Order,
            Self::Contains => Family::Containment,
            Self::StartsWith | Self::EndsWith => Family::Text,
            Self::Subset | Self::Superset => Family::Set,
        }
    }

    /// Returns `true` for `<`, `<=`, `>` and `>=`.
    pub(crate) fn is_order(self) -> bool {
        self.family() == Family::Order
    }

    /// Returns `true` for an operator that holds exactly where its positive counterpart does not: `!=`, for `==`.
    pub(crate) const fn is_negative(self) -> bool {
        match self {
            Self::NotEqual => true,
            Self::Equal
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith
            | Self::Subset
            | Self::Superset => false,
        }
    }

    /// Returns the part of a text that has to equal the operand, or `None` for operators that do not look for their
    /// operand in a text.
    pub(crate) const fn needle_position(self) -> Option<NeedlePosition> {
        match self {
            Self::Contains => Some(NeedlePosition::Anywhere),
            Self::StartsWith => Some(NeedlePosition::Start),
            Self::EndsWith => Some(NeedlePosition::End),
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual
            | Self::In
            | Self::Subset
            | Self::Superset => None,
        }
    }

    /// Returns `true` if a text for which the operator holds contains the text of its only operand.
    pub(crate) const fn requires_operand_text(self) -> bool {
        match self.family() {
            Family::Equality => !self.is_negative(),
            Family::Containment => true,
            Family::Text => self.needle_position().is_some(),
            Family::Order | Family::Set => false,
        }
    }

    /// Returns `true` if a coarser notion of equality, under which more values are equal, only adds rows for which the
    /// operator holds.
    pub(crate) const fn widens_with_equality(self) -> bool {
        match self.family() {
            Family::Equality => !self.is_negative(),
            Family::Containment | Family::Text => true,
            Family::Order | Family::Set => false,
        }
    }

    /// Returns `true` if fields of type `ty` accept the operator with some value. [`Type::Array`] and [`Type::Object`]
    /// accept `==` and `!=` with null only, and `in` with nothing but nulls.
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
            (Family::Text, ty) => *ty == Type::Text,
            (Family::Set, _) => is_array,
        }
    }

    /// Returns the operators that fields of type `ty` accept with a value other than null.
    pub(crate) fn taken_by(ty: &Type) -> impl Iterator<Item = Self> {
        let takes_null_only = matches!(ty, Type::Array(_) | Type::Object);
        let is_taken =
            move |operator: &Self| operator.accepts(ty) && !(takes_null_only && operator.family() == Family::Equality);
        Self::ALL.iter().copied().filter(is_taken)
    }

    /// Returns the operator for the comparison with its sides exchanged: `5 < a` is `a > 5`.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::Equal
            | Self::NotEqual
            | Self::In
            | Self::Contains
            | Self::StartsWith
            | Self::EndsWith
            | Self::Subset
            | Self::Superset => self,
        }
    }

    /// Returns `true` if the operator holds for a row's value that compares as `order` with the query's value, or
    /// `None` if an order does not decide it.
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

/// Writes the canonical spelling.
impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling())
    }
}

impl FromStr for Operator {
    type Err = UnknownOperator;

    /// Parses any of the spellings; the case of words does not matter.
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

/// Serialises as the canonical spelling.
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

    /// The compiler asks for a row in each match, but not for one in `ALL`, and all other tests know the operators from
    /// there.
    #[test]
    fn all_has_every_operator() {
        let source = include_str!("operator.rs");
        let (_, declared) = source.split_once("pub enum Operator {").unwrap();
        let (declared, _) = declared.split_once("\n}").unwrap();
        let names = declared.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let names: Vec<&str> = names.filter_map(|line| line.strip_suffix(',')).collect();
        let listed: Vec<String> = Operator::ALL.iter().map(|operator| format!("{operator:?}")).collect();
        assert_eq!(names, listed);
    }

    #[test]
    fn every_spelling_is_recognized() {
        for operator in Operator::ALL {
            for spelling in operator.aliases().iter().copied().chain([operator.spelling()]) {
                let first = spelling.split(' ').next().unwrap();
                let symbol = Operator::from_symbol(first).filter(|(_, length)| *length == first.len());
                let word = Operator::from_word(first.as_bytes());
                assert_eq!(symbol.map(|(operator, _)| operator).or(word), Some(*operator), "{spelling}");
            }
        }
    }
}
