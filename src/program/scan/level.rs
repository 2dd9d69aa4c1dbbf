//! The names that are looked for in one object, found by their length first.

use super::super::words::Words;

/// Names, each with a number.
#[derive(Debug)]
pub(super) struct Level {
    /// Sorted by length, then as their words and bytes are.
    names: Vec<(Words, Box<str>, usize)>,
    /// For each length up to the last, which stands for all that are longer, where its names begin, and where they end.
    by_length: [(u32, u32); LENGTHS],
}

const LENGTHS: usize = 32;
/// Up to this many names of a length are compared one by one.
const FEW: usize = 8;

impl Level {
    /// The names, no two of them equal.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut names: Vec<(Words, Box<str>, usize)> =
            names.map(|(name, number)| (Words::of(name.as_bytes()), name.into(), number)).collect();
        names.sort();
        let mut by_length = [(0, 0); LENGTHS];
        for (index, (_, name, _)) in names.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            if let Some((start, end)) = by_length.get_mut(slot(name.len())) {
                *start = if *end == 0 { index } else { *start };
                *end = index.saturating_add(1);
            }
        }
        Self { names, by_length }
    }

    /// The number of `name`, where it is looked for.
    #[inline]
    pub(super) fn find(&self, name: &[u8]) -> Option<usize> {
        let (start, end) = *self.by_length.get(slot(name.len()))?;
        if end == 0 {
            return None;
        }
        let names = self.names.get(start as usize..end as usize)?;
        let words = Words::of(name);
        if names.len() > FEW {
            let order = |(known, text, _): &(Words, Box<str>, usize)| (*known, text.as_bytes()).cmp(&(words, name));
            return names.binary_search_by(order).ok().and_then(|index| names.get(index)).map(|(.., number)| *number);
        }
        let is_name = |(known, text, _): &&(Words, Box<str>, usize)| {
            *known == words && (words.are_whole() || text.as_bytes() == name)
        };
        names.iter().find(is_name).map(|(.., number)| *number)
    }
}

fn slot(length: usize) -> usize {
    length.min(LENGTHS - 1)
}
