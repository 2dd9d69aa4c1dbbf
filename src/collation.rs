//! Collations: how text is compared. Order, equality and search all follow from here.

mod fold;
mod hash;
mod needle;
mod order;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub(crate) use needle::Needle;

/// A rule for comparing text. Each is a total preorder, and equality under it is what `==` means.
///
/// The three are named by the Veeam APIs; what `ordinal` and `ignorecase` decide is .NET 10's `Ordinal` and
/// `OrdinalIgnoreCase`, what `lexicographic` decides is this project's reading of the vendor's one sentence
/// ("words with words and numbers with numbers").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Collation {
    /// UTF-16 code unit by code unit. `B` < `a`.
    Ordinal,
    /// Code point by code point, each mapped to its simple upper case first. `straße` equals `STRAßE`, not `STRASSE`.
    IgnoreCase,
    /// Runs of ASCII digits compare by value, other runs as under [`Collation::IgnoreCase`], and a digit run comes
    /// before another. `vm2` < `VM10`, `vm01` equals `VM1`.
    Lexicographic,
}

impl Collation {
    /// Every collation.
    pub const ALL: &'static [Self] = &[Self::Ordinal, Self::IgnoreCase, Self::Lexicographic];

    /// How the language and the APIs spell it.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Ordinal => "ordinal",
            Self::IgnoreCase => "ignorecase",
            Self::Lexicographic => "lexicographic",
        }
    }

    /// How `a` and `b` are ordered under it.
    ///
    /// ```
    /// use tamis::Collation;
    /// assert!(Collation::Lexicographic.compare("vm2", "VM10").is_lt());
    /// assert!(Collation::Ordinal.compare("vm2", "VM10").is_gt());
    /// ```
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        match self {
            Self::Ordinal => ordinal(a, b),
            Self::IgnoreCase => fold::ignorecase(a, b),
            Self::Lexicographic => fold::lexicographic(a, b),
        }
    }

    /// Whether `a` and `b` are equal under it.
    pub(crate) fn equals(self, a: &str, b: &str) -> bool {
        match self {
            Self::Ordinal => a == b,
            // No other character has an ASCII one for its upper case, nor the other way round.
            Self::IgnoreCase => a.eq_ignore_ascii_case(b) || (!a.is_ascii() && fold::ignorecase(a, b).is_eq()),
            Self::Lexicographic => fold::lexicographic(a, b).is_eq(),
        }
    }

    /// A number that texts equal under it share.
    pub(crate) fn hash(self, text: &str) -> u64 {
        match self {
            Self::Ordinal => hash::bytes(text.as_bytes()),
            // Of two equal texts both are ASCII, or neither.
            Self::IgnoreCase if text.is_ascii() => hash::uppercased(text.as_bytes()),
            Self::IgnoreCase => hash::characters(fold::upper(text.chars())),
            Self::Lexicographic => hash::characters(fold::canonical(text).map(|(_, character)| character)),
        }
    }

    /// Writes bytes behind `out` that are ordered as texts are under it; none are the beginning of another text's.
    pub(crate) fn write_ordered(self, text: &str, out: &mut Vec<u8>) {
        order::write(self, text, out);
    }

    /// The text that stands for all texts equal to `text` under it: two texts are equal exactly when their keys are.
    pub(crate) fn key(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Ordinal => Cow::Borrowed(text),
            Self::IgnoreCase => Cow::Owned(fold::upper(text.chars()).collect()),
            Self::Lexicographic => Cow::Owned(fold::canonical(text).map(|(_, character)| character).collect()),
        }
    }
}

/// UTF-16 code unit order over UTF-8 bytes. The two differ only where a character above U+FFFF (lead byte F0 to F4)
/// meets one from U+E000 to U+FFFF (lead byte EE or EF): surrogates sort below those.
fn ordinal(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.iter().zip(b).find(|(x, y)| x != y) {
        Some((x, y)) => unit(*x).cmp(&unit(*y)),
        None => a.len().cmp(&b.len()),
    }
}

/// A byte of UTF-8, moved so that bytes are ordered as UTF-16 code units are.
fn unit(byte: u8) -> u8 {
    match byte {
        0xEE | 0xEF => byte.wrapping_add(5),
        0xF0..=0xF4 => byte.wrapping_sub(2),
        _ => byte,
    }
}

impl fmt::Display for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling())
    }
}

impl FromStr for Collation {
    type Err = UnknownCollation;

    /// Its spelling, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownCollation> {
        let found = Self::ALL.iter().find(|collation| collation.spelling().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownCollation)
    }
}

/// A word that names no [`Collation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such collation; there are: {}", Collation::ALL.iter().map(|known| known.spelling()).collect::<Vec<_>>().join(", "))]
pub struct UnknownCollation;

#[cfg(test)]
mod tests;
