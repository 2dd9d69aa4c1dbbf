//! The paths of a program, interned, and how a parsed row is searched for them.
//!
//! Each path has one [`PathId`], however many comparisons name it. A row that is searched for the same path several
//! times remembers what it found ([`CachedRow`]); if no path is shared, that cache would only cost time.
//!
//! A field is found by the rule of [`path_start`](crate::value::path_start). It is written out here once more because
//! names are compared by their keys; a test in `tests/suite/bytes.rs` holds both to the same answers.

use std::cell::Cell;

use super::str_key::StrKey;
use crate::path::Path;
use crate::shared_str::SharedStr;
use crate::small_map::SmallMap;
use crate::value::{Json, RowValue};

/// The index of a path in a [`PathTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PathId(u32);

impl PathId {
    /// Returns the index, for slices.
    pub(super) fn index(self) -> usize {
        let Self(index) = self;
        index as usize
    }
}

/// A row that can be searched for the paths of a program, parsed or scanned.
pub(super) trait Row {
    type Found<'r>: RowValue
    where
        Self: 'r;

    /// Returns the value at `path`, or `None` if a name is missing or the path leads through anything but objects.
    fn find(&self, path: PathId) -> Option<Self::Found<'_>>;
}

/// The names of a path. Most paths have one name, which needs no allocation.
#[derive(Debug)]
struct RowPath {
    first: Option<KeyedName>,
    rest: Box<[KeyedName]>,
}

/// The paths of a program, each once.
#[derive(Debug)]
pub(super) struct PathTable {
    /// The member of a row that holds its fields, or `None` if the row itself does.
    container: Option<Box<KeyedName>>,
    paths: Vec<RowPath>,
    /// `true` if some path is used more than once.
    is_shared: bool,
}

impl PathTable {
    /// Makes a table without paths.
    pub(super) const fn empty() -> Self {
        Self { container: None, paths: Vec::new(), is_shared: false }
    }

    /// Returns the value at `path` in `row`.
    #[inline]
    pub(super) fn find<'r>(&self, row: &'r Json, path: PathId) -> Option<&'r Json> {
        let RowPath { first, rest } = self.paths.get(path.index())?;
        let first = first.as_ref()?;
        let inner = self.container.as_ref().and_then(|container| first.find_in(container.find_in(row)?));
        rest.iter().try_fold(inner.or_else(|| first.find_in(row))?, |json, name| name.find_in(json))
    }

    /// Returns the names of each path, in the order of their ids.
    pub(super) fn names(&self) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
        self.paths.iter().map(|path| path.first.iter().chain(&path.rest).map(|name| &*name.name))
    }

    /// Returns the member of a row that holds its fields, or `None` if the row itself does.
    pub(super) fn container(&self) -> Option<&str> {
        self.container.as_ref().map(|container| &*container.name)
    }

    /// Returns the number of values that a [`CachedRow`] has to remember: 0 if no path is used twice.
    #[inline]
    pub(super) fn cache_size(&self) -> usize {
        if self.is_shared { self.paths.len() } else { 0 }
    }
}

/// A row parsed to JSON.
pub(super) struct ParsedRow<'r> {
    pub(super) paths: &'r PathTable,
    pub(super) row: &'r Json,
}

impl Row for ParsedRow<'_> {
    type Found<'r>
        = &'r Json
    where
        Self: 'r;

    #[inline]
    fn find(&self, path: PathId) -> Option<&Json> {
        self.paths.find(self.row, path)
    }
}

/// A parsed row that searches for each path once.
pub(super) struct CachedRow<'r> {
    pub(super) row: ParsedRow<'r>,
    /// By path: `None` before the first search, then its result.
    pub(super) cache: &'r [Cell<Option<Option<&'r Json>>>],
}

impl Row for CachedRow<'_> {
    type Found<'r>
        = &'r Json
    where
        Self: 'r;

    #[inline]
    fn find(&self, path: PathId) -> Option<&Json> {
        let Some(cached) = self.cache.get(path.index()) else { return self.row.find(path) };
        cached.get().unwrap_or_else(|| {
            let found = self.row.paths.find(self.row.row, path);
            cached.set(Some(found));
            found
        })
    }
}

/// A name on a path, prepared for being compared with many.
#[derive(Debug)]
struct KeyedName {
    name: SharedStr,
    key: StrKey,
    /// `true` if the name is probably in the second half of an object's members, which are sorted by name.
    is_late: bool,
}

/// The most members of an object that is searched linearly.
const MOST_LINEAR: usize = 32;

impl KeyedName {
    #[inline]
    fn new(name: SharedStr) -> Self {
        let is_late = name.as_bytes().first() >= Some(&b'n');
        Self { key: StrKey::new(name.as_bytes()), is_late, name }
    }

    /// Returns `true` if `name` is this name. The body of the loop over an object's members.
    #[inline(always)]
    fn equals(&self, name: &str) -> bool {
        name.len() == self.key.length()
            && StrKey::new(name.as_bytes()) == self.key
            && (self.key.is_exact() || *name == *self.name)
    }

    /// Returns the member of that name, or `None` if `json` is no object or has none. A linear search of a small object
    /// from the nearer end, comparing lengths first, touches less memory than a binary search, which reads every name
    /// that it meets.
    #[inline]
    fn find_in<'r>(&self, json: &'r Json) -> Option<&'r Json> {
        let members = json.as_object()?;
        if members.len() > MOST_LINEAR {
            return members.get(&*self.name);
        }
        let found = if self.is_late {
            members.iter().rev().find(|(name, _)| self.equals(name))
        } else {
            members.iter().find(|(name, _)| self.equals(name))
        };
        found.map(|(_, json)| json)
    }
}

/// Builds a [`PathTable`].
#[derive(Debug)]
pub(super) struct PathInterner<'p> {
    table: PathTable,
    known: SmallMap<&'p Path, PathId>,
}

impl<'p> PathInterner<'p> {
    /// Starts without paths; `container` is the member in which rows hold their fields, if there is one.
    pub(super) fn new(container: Option<&str>) -> Self {
        let container = container.map(|name| Box::new(KeyedName::new(name.into())));
        let table = PathTable { container, ..PathTable::empty() };
        Self { table, known: SmallMap::new() }
    }

    /// Returns the id of `path`, which is added if it is new.
    pub(super) fn intern(&mut self, path: &'p Path) -> PathId {
        if let Some(id) = self.known.get(&path) {
            self.table.is_shared = true;
            return *id;
        }
        // Always fits: each path takes at least a byte of the query, whose length fits 32 bits.
        let id = PathId(u32::try_from(self.table.paths.len()).unwrap_or(u32::MAX));
        self.known.add(path, id);
        let (first, rest) = path.texts().split_first().unzip();
        self.table.paths.push(RowPath {
            first: first.map(|name| KeyedName::new(name.clone())),
            rest: rest.unwrap_or_default().iter().map(|name| KeyedName::new(name.clone())).collect(),
        });
        id
    }

    /// Returns the finished table.
    pub(super) fn finish(self) -> PathTable {
        self.table
    }
}
