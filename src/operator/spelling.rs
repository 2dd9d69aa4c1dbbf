//! Reading and writing the spellings of operators.
//!
//! The tokenizer finds symbols by [`Operator::from_symbol`] and the parser words by [`Operator::from_word`]: both are
//! on the path of every query, so that they match bytes instead of searching the spellings. A test compares the two
//! ways.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Operator;

impl Operator {
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
