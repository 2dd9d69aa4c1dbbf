//! Collations: the rules for comparing text. Order, equality and search all follow from here.
//!
//! `fold` has the case mapping and the comparisons, `needle` the search for a prepared text, `order` the sort keys and
//! `hash` the hashes for look-ups. All four agree with [`Collation::compare`]; tests hold them to it.

mod fold;
mod hash;
mod needle;
mod order;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub(crate) use needle::{Needle, NeedlePosition};

/// A rule for comparing text. Each is a total preorder, and `==` compares by equality under it.
///
/// The names are those of the Veeam APIs. `ordinal` and `ignorecase` compare as .NET 10's `Ordinal` and
/// `OrdinalIgnoreCase` do; `lexicographic` is this project's reading of the vendor's one sentence ("words with words
/// and numbers with numbers").
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

    /// Returns the name of the collation in the language and the APIs.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Ordinal => "ordinal",
            Self::IgnoreCase => "ignorecase",
            Self::Lexicographic => "lexicographic",
        }
    }

    /// Compares `a` and `b`.
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

    /// Returns `true` if `a` and `b` are equal.
    pub(crate) fn equals(self, a: &str, b: &str) -> bool {
        match self {
            Self::Ordinal => a == b,
            // The upper case of a character is ASCII if and only if the character is.
            Self::IgnoreCase => a.eq_ignore_ascii_case(b) || (!a.is_ascii() && fold::ignorecase(a, b).is_eq()),
            Self::Lexicographic => fold::lexicographic(a, b).is_eq(),
        }
    }

    /// Returns `true` if only identical texts are equal.
    pub(crate) fn equates_identical_only(self) -> bool {
        match self {
            Self::Ordinal => true,
            Self::IgnoreCase | Self::Lexicographic => false,
        }
    }

    /// Returns `true` if texts that differ in the case of letters are not equal.
    pub(crate) fn is_case_sensitive(self) -> bool {
        match self {
            Self::Ordinal => true,
            Self::IgnoreCase | Self::Lexicographic => false,
        }
    }

    /// Returns a hash of `text`. Equal texts have one hash.
    pub(crate) fn hash(self, text: &str) -> u64 {
        match self {
            Self::Ordinal => hash::hash_bytes(text.as_bytes()),
            // Sound because a text that is ASCII equals no text that is not.
            Self::IgnoreCase if text.is_ascii() => hash::hash_ascii_ignoring_case(text.as_bytes()),
            Self::IgnoreCase => hash::hash_characters(fold::upper(text.chars())),
            Self::Lexicographic => hash::hash_characters(fold::canonical(text).map(|(_, character)| character)),
        }
    }

    /// Appends the sort key of `text` to `out`: bytes whose `memcmp` order is the order of texts. No key is a prefix of
    /// another.
    pub(crate) fn push_sort_key(self, text: &str, out: &mut Vec<u8>) {
        match self {
            Self::Ordinal => order::push_ordinal(text, out),
            Self::IgnoreCase => order::push_ignorecase(text, out),
            Self::Lexicographic => order::push_lexicographic(text, out),
        }
    }

    /// Returns the canonical form of `text`. Two texts are equal if and only if their canonical forms are identical.
    pub(crate) fn key(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Ordinal => Cow::Borrowed(text),
            Self::IgnoreCase => Cow::Owned(fold::upper(text.chars()).collect()),
            Self::Lexicographic => Cow::Owned(fold::canonical(text).map(|(_, character)| character).collect()),
        }
    }
}

/// Compares in the order of UTF-16 code units, by the bytes of UTF-8. The two orders differ only between a character
/// above U+FFFF (lead byte F0 to F4) and one from U+E000 to U+FFFF (lead byte EE or EF): surrogates sort below those.
fn ordinal(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.iter().zip(b).find(|(x, y)| x != y) {
        Some((x, y)) => order::utf16_rank(*x).cmp(&order::utf16_rank(*y)),
        None => a.len().cmp(&b.len()),
    }
}

impl fmt::Display for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling())
    }
}

impl FromStr for Collation {
    type Err = UnknownCollation;

    /// Parses the name of a collation, in any case.
    ///
    /// # Errors
    /// If `text` names no collation (`binary`).
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
