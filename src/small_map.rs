//! A map for what is mostly few: the first keys are compared one by one, and allocate nothing.

use std::collections::BTreeMap;

/// What keys stand for, each key once.
#[derive(Debug)]
pub(crate) struct SmallMap<K, V> {
    /// Without gaps.
    first: [Option<(K, V)>; FEW],
    rest: BTreeMap<K, V>,
}

/// How many keys are compared one by one.
const FEW: usize = 6;

impl<K: Ord, V> SmallMap<K, V> {
    pub(crate) const fn new() -> Self {
        Self { first: [const { None }; FEW], rest: BTreeMap::new() }
    }

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

    /// Adds a key that is not in it.
    pub(crate) fn add(&mut self, key: K, value: V) {
        match self.first.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) => *slot = Some((key, value)),
            None => {
                self.rest.insert(key, value);
            }
        }
    }
}
