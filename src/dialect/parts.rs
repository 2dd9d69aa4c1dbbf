//! The four parts of a request that a query decides: filter, sort, offset and limit.

use std::fmt;

/// A part of a request that a query decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum QueryPart {
    /// The condition on rows.
    Filter,
    /// The sort keys.
    Sort,
    /// The number of rows to skip.
    Offset,
    /// The largest number of rows to return.
    Limit,
}

impl QueryPart {
    /// Returns the part that `word` names as [`Request::to_json`](crate::Request::to_json) does, in any case.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        WORDS.iter().find_map(|(part, known)| known.eq_ignore_ascii_case(word).then_some(part))
    }

    const fn word(self) -> &'static str {
        WORDS.get(self)
    }
}

/// The word that messages and [`Request::to_json`](crate::Request::to_json) use.
impl fmt::Display for QueryPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

const WORDS: Parts<&str> = Parts { filter: "filter", sort: "sort", offset: "offset", limit: "limit" };

/// One value for each part of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts<T> {
    pub(super) filter: T,
    pub(super) sort: T,
    pub(super) offset: T,
    pub(super) limit: T,
}

impl<T> Parts<T> {
    /// Returns the value for `part`.
    pub(super) const fn get(&self, part: QueryPart) -> &T {
        match part {
            QueryPart::Filter => &self.filter,
            QueryPart::Sort => &self.sort,
            QueryPart::Offset => &self.offset,
            QueryPart::Limit => &self.limit,
        }
    }

    /// Returns the values in the order filter, sort, offset, limit.
    pub(super) fn iter(&self) -> impl Iterator<Item = (QueryPart, &T)> + use<'_, T> {
        [QueryPart::Filter, QueryPart::Sort, QueryPart::Offset, QueryPart::Limit]
            .into_iter()
            .map(|part| (part, self.get(part)))
    }
}
