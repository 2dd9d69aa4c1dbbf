//! Versions of an API that a request can name: single ones, sets of them, and the errors of choosing one. Elsewhere a
//! version is an index into the versions of its API, oldest first.

use std::ops::{BitAnd, BitOr};

use super::name::Dialect;

/// A version of an API, and the headers that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) name: &'static str,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// A set of versions of an API, a bit for each index. Eight fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct VersionSet(u8);

impl VersionSet {
    pub(super) const ALL: Self = Self(u8::MAX);
    pub(super) const NONE: Self = Self(0);

    /// Returns the set of the version at `index` alone.
    pub(super) fn only(index: usize) -> Self {
        u32::try_from(index).ok().and_then(|index| 1_u8.checked_shl(index)).map_or(Self::NONE, Self)
    }

    /// Returns the set of the version at `index` and all later ones.
    pub(super) const fn since(index: usize) -> Self {
        let (mut bits, mut earlier) = (u8::MAX, 0_usize);
        while earlier < index {
            bits = bits.wrapping_shl(1);
            earlier = earlier.saturating_add(1);
        }
        Self(bits)
    }

    /// Parses a list of indices, one digit each.
    pub(super) fn parse(digits: &str) -> Self {
        let indices = digits.chars().filter_map(|digit| digit.to_digit(10));
        indices.filter_map(|index| 1_u8.checked_shl(index)).fold(Self::NONE, |all, one| all | Self(one))
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Returns the index of the oldest version, or `None` if the set is empty.
    pub(super) fn oldest(self) -> Option<usize> {
        (!self.is_empty()).then(|| self.0.trailing_zeros()).and_then(|index| usize::try_from(index).ok())
    }
}

impl BitAnd for VersionSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for VersionSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The reason why a version cannot be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiVersionError {
    /// `1.9`: the API is not known to have such a version.
    #[error("{dialect} has no version `{version}`; there are {}", dialect.api_versions().collect::<Vec<_>>().join(", "))]
    Unknown {
        /// The dialect.
        dialect: Dialect,
        /// The version as given.
        version: Box<str>,
    },
    /// Requests of the dialect name no version, or always the same.
    #[error("requests of {dialect} name no version that could be chosen")]
    Unversioned {
        /// The dialect.
        dialect: Dialect,
    },
    /// The version does not have the endpoint.
    #[error("`{path}` is not in version {version}: it was added in {first}")]
    NoEndpoint {
        /// The endpoint's path.
        path: Box<str>,
        /// The version.
        version: &'static str,
        /// The oldest version that has the endpoint.
        first: &'static str,
    },
}

impl ApiVersionError {
    /// Returns the error for a version that `dialect` does not have.
    pub(super) fn unknown(dialect: Dialect, version: &str) -> Self {
        match dialect.api_versions().next() {
            Some(_) => Self::Unknown { dialect, version: version.into() },
            None => Self::Unversioned { dialect },
        }
    }
}
