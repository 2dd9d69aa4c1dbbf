//! A map that does not allocate for its first entries, in the manner of a small-vector. Most queries have few paths and
//! few names, and are compiled without an allocation for looking them up.

use std::collections::BTreeMap;

/// A map of distinct keys. The first keys are kept inline and compared one by one, the others in a tree.
#[derive(Debug)]
pub(crate) struct SmallMap<K, V> {
    /// Filled from the start.
    first: [Option<(K, V)>; INLINE],
    rest: BTreeMap<K, V>,
}

/// The number of entries that are kept inline.
const INLINE: usize = 6;

impl<K: Ord, V> SmallMap<K, V> {
    /// Makes an empty map.
    pub(crate) const fn new() -> Self {
        Self { first: [const { None }; INLINE], rest: BTreeMap::new() }
    }

    /// Returns the value of `key`, or `None` if the map does not have it.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        for slot in &self.first {
            match slot {
                Some((known, value)) if known == key => return Some(value),
                Some(_) => {}
                None => return None,
            }
        }
        self.rest.get(key)
    }

    /// Inserts a key that is not in the map, which is not checked.
    pub(crate) fn add(&mut self, key: K, value: V) {
        match self.first.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) => *slot = Some((key, value)),
            None => {
                self.rest.insert(key, value);
            }
        }
    }
}
