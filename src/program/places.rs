//! Where in a row the fields of a program are looked for: each path once, however many tests ask for it.

use std::cell::Cell;

use super::words::Words;
use crate::path::Path;
use crate::shared_str::SharedStr;
use crate::small_map::SmallMap;
use crate::value::{Json, RowValue};

/// A path of a program, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Place {
    pub(super) fn number(self) -> usize {
        let Self(number) = self;
        number as usize
    }
}

/// A row of whatever kind, asked for what stands at a place; nothing where the way leads through anything but objects.
pub(super) trait Row {
    type Found<'r>: RowValue
    where
        Self: 'r;

    fn find(&self, place: Place) -> Option<Self::Found<'_>>;
}

/// A path of names, of which most have one.
#[derive(Debug)]
struct Way {
    first: Option<Name>,
    rest: Box<[Name]>,
}

/// The paths of a program.
#[derive(Debug)]
pub(super) struct Places {
    /// The member of a row that keeps its fields, where it is not the row itself.
    members: Option<Box<Name>>,
    ways: Vec<Way>,
    /// Whether some path is asked for more than once.
    are_shared: bool,
}

impl Places {
    pub(super) const fn none() -> Self {
        Self { members: None, ways: Vec::new(), are_shared: false }
    }

    /// What stands at `place` of `row`.
    #[inline]
    pub(super) fn find<'r>(&self, row: &'r Json, place: Place) -> Option<&'r Json> {
        let Way { first, rest } = self.ways.get(place.number())?;
        let first = first.as_ref()?;
        let inner = self.members.as_ref().and_then(|members| first.of(members.of(row)?));
        rest.iter().try_fold(inner.or_else(|| first.of(row))?, |json, name| name.of(json))
    }

    /// The names of each path, in the order of the places.
    pub(super) fn ways(&self) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
        self.ways.iter().map(|way| way.first.iter().chain(&way.rest).map(|name| &*name.name))
    }

    /// The member of a row that keeps its fields, where it is not the row itself.
    pub(super) fn members(&self) -> Option<&str> {
        self.members.as_ref().map(|members| &*members.name)
    }

    /// How many places there are to remember; none where no path is asked for twice.
    #[inline]
    pub(super) fn shared(&self) -> usize {
        if self.are_shared { self.ways.len() } else { 0 }
    }
}

/// A parsed row.
pub(super) struct Parsed<'r> {
    pub(super) places: &'r Places,
    pub(super) row: &'r Json,
}

impl Row for Parsed<'_> {
    type Found<'r>
        = &'r Json
    where
        Self: 'r;

    #[inline]
    fn find(&self, place: Place) -> Option<&Json> {
        self.places.find(self.row, place)
    }
}

/// A parsed row in which each place is looked for once.
pub(super) struct Remembered<'r> {
    pub(super) row: Parsed<'r>,
    pub(super) places: &'r [Cell<Option<Option<&'r Json>>>],
}

impl Row for Remembered<'_> {
    type Found<'r>
        = &'r Json
    where
        Self: 'r;

    #[inline]
    fn find(&self, place: Place) -> Option<&Json> {
        let Some(remembered) = self.places.get(place.number()) else { return self.row.find(place) };
        remembered.get().unwrap_or_else(|| {
            let found = self.row.places.find(self.row.row, place);
            remembered.set(Some(found));
            found
        })
    }
}

/// A name on a path.
#[derive(Debug)]
struct Name {
    name: SharedStr,
    words: Words,
    /// Whether it comes rather late among names in their order.
    is_late: bool,
}

/// An object with more members than this is not gone through.
const WIDE: usize = 32;

impl Name {
    #[inline]
    fn new(name: SharedStr) -> Self {
        let is_late = name.as_bytes().first() >= Some(&b'n');
        Self { words: Words::of(name.as_bytes()), is_late, name }
    }

    /// Whether `name` is it. A part of the loop through an object.
    #[inline(always)]
    fn is_named(&self, name: &str) -> bool {
        name.len() == self.words.length()
            && Words::of(name.as_bytes()) == self.words
            && (self.words.are_whole() || *name == *self.name)
    }

    /// The member of that name. Going through a small object from the nearer end and comparing lengths first touches less
    /// memory than a search by order, which reads every name that it meets.
    #[inline]
    fn of<'r>(&self, json: &'r Json) -> Option<&'r Json> {
        let members = json.as_object()?;
        if members.len() > WIDE {
            return members.get(&*self.name);
        }
        let found = if self.is_late {
            members.iter().rev().find(|(name, _)| self.is_named(name))
        } else {
            members.iter().find(|(name, _)| self.is_named(name))
        };
        found.map(|(_, json)| json)
    }
}

/// Gathers the paths of a program.
#[derive(Debug)]
pub(super) struct Gatherer<'p> {
    places: Places,
    known: SmallMap<&'p Path, Place>,
}

impl<'p> Gatherer<'p> {
    /// Begins; `members` names the object in which rows keep their fields, where they do.
    pub(super) fn new(members: Option<&str>) -> Self {
        let members = members.map(|name| Box::new(Name::new(name.into())));
        let places = Places { members, ..Places::none() };
        Self { places, known: SmallMap::new() }
    }

    /// The place of `path`.
    pub(super) fn place(&mut self, path: &'p Path) -> Place {
        if let Some(place) = self.known.get(&path) {
            self.places.are_shared = true;
            return *place;
        }
        // A path takes a byte of a query at least, and a query is shorter than that.
        let place = Place(u32::try_from(self.places.ways.len()).unwrap_or(u32::MAX));
        self.known.add(path, place);
        let (first, rest) = path.texts().split_first().unzip();
        self.places.ways.push(Way {
            first: first.map(|name| Name::new(name.clone())),
            rest: rest.unwrap_or_default().iter().map(|name| Name::new(name.clone())).collect(),
        });
        place
    }

    pub(super) fn finish(self) -> Places {
        self.places
    }
}
