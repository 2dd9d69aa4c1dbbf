//! The location of rows in a value of the input.

use serde_json::value::RawValue;
use tamis::Path;

use super::json::{ObjectMembers, members};
use crate::failure::Failure;
use crate::paths::path;

/// The location of the rows in each value of the input.
#[derive(Clone)]
pub(crate) enum RowsAt {
    /// Detected from the value and the clues: in an array, in an envelope, or the value itself.
    Detected(RowClues),
    /// Each value is a row.
    EachValue,
    /// In the array at this path.
    Array(Path),
}

impl RowsAt {
    /// Returns the location that `--rows` names, or else one that is detected from `clues`.
    pub(crate) fn new(option: Option<&str>, clues: RowClues) -> Result<Self, Failure> {
        match option {
            None => Ok(Self::Detected(clues)),
            Some(".") => Ok(Self::EachValue),
            Some(text) => path("--rows", text).map(Self::Array),
        }
    }
}

/// Clues that distinguish rows from the answers around them.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowClues {
    /// The first names of the query's paths, as rows have them.
    pub(crate) names: Vec<String>,
    /// The member in which a row keeps its fields, if not the row itself.
    pub(crate) container: Option<String>,
    /// The path of the rows in an answer, if a document or the API's facts name it.
    pub(crate) rows: Option<Path>,
}

impl RowClues {
    /// Returns how many of the names an object has.
    pub(super) fn count_in(&self, members: &ObjectMembers<'_>) -> usize {
        let inner = self.container_of(members);
        let has = |name: &String| members.iter().chain(inner.iter().flatten()).any(|(known, _)| known == name);
        self.names.iter().filter(|name| has(name)).count()
    }

    /// Returns how many of the names the first of `rows` have together, as each may leave out its nulls.
    pub(super) fn count_in_rows(&self, rows: &[&RawValue]) -> usize {
        let first: Vec<_> = rows.iter().take(16).filter_map(|row| members(row)).collect();
        let inner: Vec<_> = first.iter().filter_map(|row| self.container_of(row)).collect();
        let has = |name: &String| first.iter().chain(&inner).flatten().any(|(known, _)| known == name);
        self.names.iter().filter(|name| has(name)).count()
    }

    fn container_of<'t>(&self, row: &ObjectMembers<'t>) -> Option<ObjectMembers<'t>> {
        let container = self.container.as_deref()?;
        members(row.iter().find(|(name, _)| name == container)?.1)
    }
}
