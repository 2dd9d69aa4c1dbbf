//! Promises that a caller may grant to a plan. Each is about one server and made by no vendor, so the caller who grants
//! it has tried it, or knows the server.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A promise about an API that its vendor does not make, and that lets a plan push down more. A plan lists the promises
/// that it depends on ([`Plan::assumed`](crate::Plan::assumed)); if one of them is false, rows may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Assume {
    /// Null sorts before every value, and after every value in descending order. To try it, request one row, sorted by
    /// a property that some rows do not have.
    NullsFirst,
    /// A comparison with a value is false where the property is null, and its negation true: `!=`, `not in` and `not`
    /// find rows without the property, and `<` and `>` do not. To try it, request `a != "x"`, where some rows have no
    /// `a`.
    NullsMatchNegations,
    /// `== null` finds the rows where the property is null or missing, and `!= null` all others. To try it, request
    /// both.
    NullValues,
    /// Text is compared code unit by code unit, so that case matters: where a request carries no collation
    /// (`netbackup`, `vbr`, `vbr-inventory`, and `google-cloud` unless the query names one), and where the database
    /// decides (`one`, under `ordinal`). To try it, request a name in another case; the administrator of the database
    /// knows it.
    CaseSensitive,
}

impl Assume {
    /// Every promise that can be granted.
    pub const ALL: &'static [Self] =
        &[Self::NullsFirst, Self::NullsMatchNegations, Self::NullValues, Self::CaseSensitive];

    /// Returns the name in options and plans, such as `nulls-first`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NullsFirst => "nulls-first",
            Self::NullsMatchNegations => "nulls-match-negations",
            Self::NullValues => "null-values",
            Self::CaseSensitive => "case-sensitive",
        }
    }

    /// Returns the promise, as a sentence without its full stop.
    pub const fn promise(self) -> &'static str {
        match self {
            Self::NullsFirst => "null sorts before every value, and after every value if the order is descending",
            Self::NullsMatchNegations => {
                "a comparison with a value is false where the property is null, and its negation true"
            }
            Self::NullValues => "`== null` finds null and missing values, and `!= null` everything else",
            Self::CaseSensitive => "text is compared case-sensitively if the request carries no collation",
        }
    }
}

/// Writes the name.
impl fmt::Display for Assume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Assume {
    type Err = UnknownAssume;

    /// Parses the name, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownAssume> {
        let found = Self::ALL.iter().find(|assume| assume.name().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownAssume)
    }
}

/// A word that names no [`Assume`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such promise; there are: {}", Assume::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", "))]
pub struct UnknownAssume;
