//! The names on the way to a program's places, each with a number. What they meet in a row is in `gap`.

use std::collections::HashMap;

use super::level::Level;

/// What is looked for in each object that leads to a place.
#[derive(Debug)]
pub(super) struct Names {
    /// The names looked for in each of these objects, the row first.
    levels: Vec<Level>,
    /// For each name, the level of the object under it.
    below: Vec<Option<usize>>,
}

impl Names {
    /// None at all, not even in the row.
    pub(super) const NONE: Self = Self { levels: Vec::new(), below: Vec::new() };

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.below.len()
    }

    /// The level of the row.
    pub(super) fn row(&self) -> Option<usize> {
        (!self.levels.is_empty()).then_some(0)
    }

    /// The number of a name in an object.
    pub(super) fn find(&self, level: usize, name: &[u8]) -> Option<usize> {
        self.levels.get(level)?.find(name)
    }

    /// The level of the object under a name, where it leads to places.
    pub(super) fn below(&self, number: usize) -> Option<usize> {
        *self.below.get(number)?
    }
}

/// Gives each name its number.
#[derive(Default)]
pub(super) struct Gatherer<'p> {
    levels: Vec<Vec<(&'p str, usize)>>,
    below: Vec<Option<usize>>,
    known: HashMap<(usize, &'p str), usize>,
}

impl<'p> Gatherer<'p> {
    /// Begins with the row, which is a level although nothing may be looked for in it.
    pub(super) fn new() -> Self {
        Self { levels: vec![Vec::new()], ..Self::default() }
    }

    /// The number of the last name of a path.
    pub(super) fn number(&mut self, path: impl Iterator<Item = &'p str>) -> usize {
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

    pub(super) fn finish(self) -> Names {
        let levels = self.levels.into_iter().map(|names| Level::new(names.into_iter())).collect();
        Names { levels, below: self.below }
    }
}
