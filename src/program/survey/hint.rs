//! The report of a survey. The words are in `diagnostic::hint`.

use crate::operator::Operator;
use crate::path::Path;
use crate::ty::Type;

/// A contradiction between a query and the rows of a survey, at one path. Displayed on one line.
#[derive(Clone, Debug)]
pub struct Hint<'p> {
    pub(crate) path: &'p Path,
    pub(crate) nearest: Option<Path>,
    pub(crate) detail: HintDetail,
    /// The number of rows observed entirely.
    pub(crate) rows: u64,
    /// `true` if the observed rows were the first of more, which were only skimmed.
    pub(crate) has_more_rows: bool,
}

/// The difference between a text of the query and a text of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    Case,
    Space,
}

/// The contradiction, with all that its message needs. Counts are of rows.
#[derive(Clone, Debug)]
pub(crate) enum HintDetail {
    Missing {
        /// `true` if the rows after the observed ones may have the path, because the search was given up.
        may_be_later: bool,
    },
    Blocked {
        count: u64,
        /// The number of names before the first value that blocked the path, and its kind.
        after: usize,
        by: Type,
    },
    Null {
        /// `true` if some row has no such property, rather than null.
        has_missing: bool,
    },
    OtherKind {
        kinds: Vec<Type>,
        count: u64,
        wanted: Vec<Type>,
        /// `true` if no row has a value of a wanted kind.
        is_all: bool,
    },
    Unreadable {
        count: u64,
        wanted: Vec<Type>,
        is_all: bool,
    },
    MixedKinds {
        kinds: Vec<(Type, u64)>,
    },
    /// Rows have no text of the query, and one that differs in case or space.
    Alike {
        likeness: Likeness,
        /// The first similar text in rows.
        text: Box<str>,
        /// The number of rows with a similar text.
        count: u64,
        /// The text of the query.
        term: Box<str>,
        operator: Operator,
        /// `true` if the text is an element of an array.
        is_element: bool,
    },
}

/// The kind of a [`Hint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HintKind {
    /// No row has such a property.
    Missing,
    /// The path continues after a value that is no object, such as an array.
    Blocked,
    /// Every row has null or nothing at the path.
    Null,
    /// Rows have values of kinds that no comparison of the path can be true of.
    OtherKind,
    /// Rows have text that cannot be read as the values of the comparisons, such as date-times.
    Unreadable,
    /// Rows are sorted by the path and have values of several kinds there, so that each kind is sorted by itself.
    MixedKinds,
    /// No row has a text of the query, and some have it in another case.
    OtherCase,
    /// No row has a text of the query, and some have it with other space around it.
    OtherSpace,
}

impl<'p> Hint<'p> {
    /// Returns the path.
    pub fn path(&self) -> &'p Path {
        self.path
    }

    /// Returns the kind of the contradiction.
    pub fn kind(&self) -> HintKind {
        match &self.detail {
            HintDetail::Missing { .. } => HintKind::Missing,
            HintDetail::Blocked { .. } => HintKind::Blocked,
            HintDetail::Null { .. } => HintKind::Null,
            HintDetail::OtherKind { .. } => HintKind::OtherKind,
            HintDetail::Unreadable { .. } => HintKind::Unreadable,
            HintDetail::MixedKinds { .. } => HintKind::MixedKinds,
            HintDetail::Alike { likeness: Likeness::Case, .. } => HintKind::OtherCase,
            HintDetail::Alike { likeness: Likeness::Space, .. } => HintKind::OtherSpace,
        }
    }

    /// Returns the nearest path that rows have, if none has this one and one is near enough to be meant.
    pub fn nearest(&self) -> Option<&Path> {
        self.nearest.as_ref()
    }
}
