//! The clauses of a query that an endpoint supports, its paging, and the window of time that it returns by default.

use super::parts::QueryPart;

/// The default window of an endpoint: the rows that it returns instead of all if a request has no lower bound on a
/// field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Window {
    /// The field, a date-time.
    pub field: &'static str,
    /// The extent of the window, in words: `the last 24 hours`.
    pub reach: &'static str,
}

/// The paging of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// The number of rows on a page if no limit is given, where known.
    pub default: Option<u64>,
    /// The largest number of rows on a page, where known.
    pub largest: Option<u64>,
    /// The way to request the next page.
    pub style: PageStyle,
}

/// The way to request the page after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageStyle {
    /// By the number of rows before it.
    Offset,
    /// By a cursor in the answer before it.
    Cursor,
}

impl Paging {
    /// Creates a paging by offset, with `default` rows on a page if no limit is given, and `largest` at most.
    pub const fn new(default: Option<u64>, largest: Option<u64>) -> Self {
        Self { default, largest, style: PageStyle::Offset }
    }

    /// Returns the paging, by cursor.
    pub(super) const fn by_cursor(self) -> Self {
        Self { style: PageStyle::Cursor, ..self }
    }
}

/// The clauses of a query that an endpoint supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Supports {
    /// `true` if it filters.
    pub filter: bool,
    /// `true` if it sorts.
    pub sort: bool,
    /// `true` if it applies an offset and a limit.
    pub paging: bool,
}

impl Supports {
    /// All of them.
    pub const EVERYTHING: Self = Self { filter: true, sort: true, paging: true };
    /// None of them.
    pub const NOTHING: Self = Self { filter: false, sort: false, paging: false };

    /// Returns `true` if requests may have `part`.
    pub(super) const fn part(self, part: QueryPart) -> bool {
        match part {
            QueryPart::Filter => self.filter,
            QueryPart::Sort => self.sort,
            QueryPart::Offset | QueryPart::Limit => self.paging,
        }
    }
}
