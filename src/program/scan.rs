//! Rows as bytes: a row is gone through once, from the first byte to the last; what stands at the program's places is
//! remembered on the way, and nothing else is. Anything unusual goes the slow way: parsed, then asked.

mod level;
mod quotes;
mod skip;
mod slot;

use std::collections::HashMap;

use super::error::RowError;
use super::places::{Place, Places, Row};
use super::tree::Tree;
use crate::value::Json;
use level::Level;
use skip::Skip;
use slot::Slot;

/// What is looked for in the bytes of a row.
#[derive(Debug)]
pub(super) struct Scan {
    /// The names looked for in each object that leads to a place, the row first; each name is numbered.
    levels: Vec<Level>,
    /// For each name, the level of the object under it.
    below: Vec<Option<usize>>,
    /// For each place, its number.
    places: Vec<Way>,
}

/// The numbers of a place.
#[derive(Debug)]
struct Way {
    number: usize,
    /// Where rows keep their fields in an object of their own: the place's first name in there, and the place in there.
    inner: Option<(usize, usize)>,
}

/// How deep places may lie to be looked for here.
const DEEPEST: usize = 16;
/// Up to this many names the way is remembered without allocating.
const FEW: usize = 16;

impl Scan {
    /// Nothing where a place lies too deep.
    pub(super) fn new(places: &Places) -> Option<Self> {
        // The row itself is a level although nothing may be looked for in it.
        let mut names = Names { levels: vec![Vec::new()], ..Names::default() };
        let mut ways = Vec::new();
        for way in places.ways() {
            let inner = places.members().map(|members| {
                let first = names.number([members].into_iter().chain(way.clone().take(1)));
                (first, names.number([members].into_iter().chain(way.clone())))
            });
            if way.clone().count() >= DEEPEST {
                return None;
            }
            ways.push(Way { number: names.number(way), inner });
        }
        let levels = names.levels.into_iter().map(|names| Level::new(names.into_iter())).collect();
        Some(Self { levels, below: names.below, places: ways })
    }

    /// Whether `filter` holds for the row that `text` is; nothing where the slow way has to tell.
    pub(super) fn matches(&self, text: &[u8], filter: &Tree) -> Option<bool> {
        if self.below.len() <= FEW {
            self.matches_within(text, filter, &mut [const { None }; FEW])
        } else {
            self.matches_within(text, filter, &mut vec![None; self.below.len()])
        }
    }

    #[inline]
    fn matches_within<'t>(&self, text: &'t [u8], filter: &Tree, slots: &mut [Option<Slot<'t>>]) -> Option<bool> {
        let mut skip = Skip::new(text);
        skip.blanks();
        match skip.first()? {
            b'{' => self.object(&mut skip, 0, slots)?,
            _ => skip.value()?,
        }
        skip.ends().then(|| filter.holds(&Scanned { ways: &self.places, slots }))
    }

    /// Goes through an object that leads to places.
    fn object<'t>(&self, skip: &mut Skip<'t>, level: usize, slots: &mut [Option<Slot<'t>>]) -> Option<()> {
        let names = self.levels.get(level)?;
        skip.sign(b'{')?;
        if skip.first()? == b'}' {
            skip.advance(1);
            return Some(());
        }
        loop {
            match names.find(skip.key()?) {
                None => skip.value()?,
                Some(number) => self.member(skip, number, slots)?,
            }
            skip.blanks();
            match skip.first()? {
                b',' => {
                    skip.advance(1);
                    skip.blanks();
                }
                b'}' => {
                    skip.advance(1);
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// Keeps the value of a name. The last one counts, as for serde_json; of an object with places in it, that is left
    /// to the slow way.
    fn member<'t>(&self, skip: &mut Skip<'t>, number: usize, slots: &mut [Option<Slot<'t>>]) -> Option<()> {
        let below = *self.below.get(number)?;
        let value = match below {
            Some(_) if slots.get(number)?.is_some() => return None,
            Some(level) if skip.first() == Some(b'{') => {
                self.object(skip, level, slots)?;
                Slot::Object
            }
            _ => Slot::read(skip)?,
        };
        *slots.get_mut(number)? = Some(value);
        Some(())
    }
}

/// A row that was gone through.
struct Scanned<'s, 't> {
    ways: &'s [Way],
    slots: &'s [Option<Slot<'t>>],
}

impl<'s, 't> Row for Scanned<'s, 't> {
    type Found<'r>
        = &'r Slot<'t>
    where
        Self: 'r;

    #[inline]
    fn find(&self, place: Place) -> Option<&Slot<'t>> {
        let at = |number: usize| self.slots.get(number)?.as_ref();
        let way = self.ways.get(place.number())?;
        match way.inner {
            Some((first, inner)) if at(first).is_some() => at(inner),
            _ => at(way.number),
        }
    }
}

/// Gives each name on the way to a place its number.
#[derive(Default)]
struct Names<'p> {
    levels: Vec<Vec<(&'p str, usize)>>,
    below: Vec<Option<usize>>,
    known: HashMap<(usize, &'p str), usize>,
}

impl<'p> Names<'p> {
    fn number(&mut self, path: impl Iterator<Item = &'p str>) -> usize {
        let mut under: Option<usize> = None;
        for name in path {
            let level = self.level(under);
            let next = self.below.len();
            let number = *self.known.entry((level, name)).or_insert(next);
            if number == next {
                self.below.push(None);
                if let Some(names) = self.levels.get_mut(level) {
                    names.push((name, number));
                }
            }
            under = Some(number);
        }
        // Every path has a name.
        under.unwrap_or(usize::MAX)
    }

    /// The level of the object under a name, or of the row.
    fn level(&mut self, under: Option<usize>) -> usize {
        let Some(below) = under.and_then(|under| self.below.get_mut(under)) else { return 0 };
        let next = self.levels.len();
        let level = *below.get_or_insert(next);
        if level == next {
            self.levels.push(Vec::new());
        }
        level
    }
}

/// The slow way: the row is parsed.
pub(super) fn parse(text: &[u8]) -> Result<Json, RowError> {
    serde_json::from_slice(text).map_err(|error| RowError::new(text, &error))
}
