//! The names that are searched for in one object, by length. Most names of a row are on no path, and are ruled out by
//! their length alone or by one comparison of keys.

use super::super::str_key::StrKey;

/// A map from names to slots.
#[derive(Debug)]
pub(super) struct NameTable {
    /// Sorted by key, and so by length first.
    names: Vec<NameEntry>,
    /// For each length, the start and end of its names; the last entry is for all longer names.
    by_length: [(u32, u32); LENGTHS],
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NameEntry {
    key: StrKey,
    name: Box<str>,
    slot: usize,
}

/// The number of entries by length.
const LENGTHS: usize = 32;
/// The most names of a length that are compared one by one.
const MOST_LINEAR: usize = 8;

impl NameTable {
    /// Builds a table of distinct names.
    pub(super) fn new<'n>(names: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let entry =
            |(name, slot): (&str, usize)| NameEntry { key: StrKey::new(name.as_bytes()), name: name.into(), slot };
        let mut names: Vec<NameEntry> = names.map(entry).collect();
        names.sort();
        let mut by_length = [(0, 0); LENGTHS];
        for (index, entry) in names.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            if let Some((start, end)) = by_length.get_mut(length_index(entry.name.len())) {
                *start = if *end == 0 { index } else { *start };
                *end = index.saturating_add(1);
            }
        }
        Self { names, by_length }
    }

    /// Returns the slot of `name`, or `None` if it is not searched for.
    #[inline]
    pub(super) fn find(&self, name: &[u8]) -> Option<usize> {
        let (start, end) = *self.by_length.get(length_index(name.len()))?;
        if end == 0 {
            return None;
        }
        let entries = self.names.get(start as usize..end as usize)?;
        let key = StrKey::new(name);
        if entries.len() > MOST_LINEAR {
            let order = |entry: &NameEntry| (entry.key, entry.name.as_bytes()).cmp(&(key, name));
            return entries.binary_search_by(order).ok().and_then(|index| entries.get(index)).map(|entry| entry.slot);
        }
        let is_name = |entry: &&NameEntry| entry.key == key && (key.is_exact() || entry.name.as_bytes() == name);
        entries.iter().find(is_name).map(|entry| entry.slot)
    }
}

fn length_index(length: usize) -> usize {
    length.min(LENGTHS - 1)
}
