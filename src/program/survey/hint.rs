//! What is reported of a path.

use super::Likeness;
use crate::operator::Operator;
use crate::path::Path;
use crate::ty::Type;

/// What contradicts a query at one of its paths, in the rows of a survey. Displayed on one line.
#[derive(Clone, Debug)]
pub struct Hint<'p> {
    pub(crate) path: &'p Path,
    pub(crate) nearest: Option<Path>,
    pub(crate) finding: Finding,
    /// How many rows were looked at whole.
    pub(crate) rows: u64,
    /// `true` if there were more.
    pub(crate) is_first: bool,
}

/// What was found, with what is needed to word it. Counts are of rows.
#[derive(Clone, Debug)]
pub(crate) enum Finding {
    Missing {
        /// `true` if it is not known of the rows after those.
        is_of_first: bool,
    },
    Blocked {
        count: u64,
        /// After how many names it first was so, and by what.
        after: usize,
        by: Type,
    },
    Null {
        /// `true` if some row has no such property, and not null.
        has_missing: bool,
    },
    OtherKind {
        kinds: Vec<Type>,
        count: u64,
        wanted: Vec<Type>,
        /// `true` if no row has a value that is wanted.
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
    Alike {
        likeness: Likeness,
        /// The first text that rows have, and in how many rows there is such a text.
        text: Box<str>,
        count: u64,
        /// What the query has.
        term: Box<str>,
        operator: Operator,
        /// `true` if the text is an element of an array.
        is_element: bool,
    },
}

/// What a [`Hint`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HintKind {
    /// No row has such a property.
    Missing,
    /// The path leads on from what is no object, such as an array.
    Blocked,
    /// All rows have null or nothing there.
    Null,
    /// Rows have values of kinds that none of its comparisons is about.
    OtherKind,
    /// Rows have text that does not read as what its comparisons are about, such as a date-time.
    Unreadable,
    /// Rows have values of several kinds where they are sorted by it, so that each kind is sorted by itself.
    MixedKinds,
    /// No row has the text of a comparison, and some have it in another case.
    OtherCase,
    /// No row has the text of a comparison, and some have it with other space around it.
    OtherSpace,
}

impl<'p> Hint<'p> {
    /// Returns the path.
    pub fn path(&self) -> &'p Path {
        self.path
    }

    /// Returns what it is about.
    pub fn kind(&self) -> HintKind {
        match &self.finding {
            Finding::Missing { .. } => HintKind::Missing,
            Finding::Blocked { .. } => HintKind::Blocked,
            Finding::Null { .. } => HintKind::Null,
            Finding::OtherKind { .. } => HintKind::OtherKind,
            Finding::Unreadable { .. } => HintKind::Unreadable,
            Finding::MixedKinds { .. } => HintKind::MixedKinds,
            Finding::Alike { likeness: Likeness::Case, .. } => HintKind::OtherCase,
            Finding::Alike { likeness: Likeness::Space, .. } => HintKind::OtherSpace,
        }
    }

    /// Returns the nearest path that rows have, where none has this one and one is near enough to be meant.
    pub fn nearest(&self) -> Option<&Path> {
        self.nearest.as_ref()
    }
}
