//! A trie of the names on a program's paths. Each edge is a name, and has the slot for the value at it.

use std::collections::HashMap;

use super::name_table::NameTable;

/// The names that are searched for in each object that leads to a path. `gap` walks it along a row.
#[derive(Debug)]
pub(super) struct NameTrie {
    /// The names below each node. The root, node 0, is the row.
    nodes: Vec<NameTable>,
    /// By slot: the node below the name, if longer paths lead through it.
    below: Vec<Option<usize>>,
}

impl NameTrie {
    /// A trie in which nothing is searched for, not even in the row.
    pub(super) const EMPTY: Self = Self { nodes: Vec::new(), below: Vec::new() };

    /// Returns the number of slots.
    pub(super) fn len(&self) -> usize {
        self.below.len()
    }

    /// Returns the node of the row, or `None` if the trie is [`NameTrie::EMPTY`].
    pub(super) fn root(&self) -> Option<usize> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// Returns the slot of a name below `node`.
    pub(super) fn find(&self, node: usize, name: &[u8]) -> Option<usize> {
        self.nodes.get(node)?.find(name)
    }

    /// Returns the node below the name of `slot`, or `None` if no longer path leads through it.
    pub(super) fn below(&self, slot: usize) -> Option<usize> {
        *self.below.get(slot)?
    }
}

/// Builds a [`NameTrie`].
#[derive(Default)]
pub(super) struct NameTrieBuilder<'p> {
    nodes: Vec<Vec<(&'p str, usize)>>,
    below: Vec<Option<usize>>,
    known: HashMap<(usize, &'p str), usize>,
}

impl<'p> NameTrieBuilder<'p> {
    /// Starts with the row, which is a node even if nothing is searched for in it.
    pub(super) fn new() -> Self {
        Self { nodes: vec![Vec::new()], ..Self::default() }
    }

    /// Inserts a path and returns the slot of its last name.
    pub(super) fn insert(&mut self, path: impl Iterator<Item = &'p str>) -> usize {
        let mut parent: Option<usize> = None;
        for name in path {
            let node = self.node_below(parent);
            let next = self.below.len();
            let slot = *self.known.entry((node, name)).or_insert(next);
            if slot == next {
                self.below.push(None);
                if let Some(names) = self.nodes.get_mut(node) {
                    names.push((name, slot));
                }
            }
            parent = Some(slot);
        }
        // Every path has a name.
        parent.unwrap_or(usize::MAX)
    }

    /// Returns the node below the name of a slot, or the root.
    fn node_below(&mut self, parent: Option<usize>) -> usize {
        let Some(below) = parent.and_then(|parent| self.below.get_mut(parent)) else { return 0 };
        let next = self.nodes.len();
        let node = *below.get_or_insert(next);
        if node == next {
            self.nodes.push(Vec::new());
        }
        node
    }

    pub(super) fn finish(self) -> NameTrie {
        let nodes = self.nodes.into_iter().map(|names| NameTable::new(names.into_iter())).collect();
        NameTrie { nodes, below: self.below }
    }
}
