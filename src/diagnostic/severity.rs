//! The severity of a diagnostic.

use std::fmt;

use serde::{Serialize, Serializer};

/// The severity of a [`Diagnostic`](crate::Diagnostic). Ordered from the mildest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// A suggestion: the query is usable as it is.
    Advice,
    /// The query is usable, but perhaps does not do what was intended.
    Warning,
    /// The query is unusable.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Serialized as displayed: `error`, `warning` or `advice`.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
