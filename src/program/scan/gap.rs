//! The parser of gaps: everything between two scalars of a row, which is brackets, commas, keys, colons, blanks, and
//! arrays and objects that hold no scalar.

use super::cursor::{Cursor, Quoted};
use super::name_trie::NameTrie;

/// The deepest nesting that the scan accepts.
pub(super) const DEEPEST: usize = 60;
/// The prefix of keys that are special to serde_json in the first member of an object.
const PRIVATE: &[u8] = b"$serde_json::private::";

/// A container with a slot that starts or ends in a gap. Offsets are in bytes from the start of the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// An object is the value of this slot.
    Object(usize),
    /// An array starts at this offset.
    ArrayStart(usize),
    /// An array ends at this offset.
    ArrayEnd { slot: usize, at: usize },
}

/// The part of a row after a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// A scalar, and its slot if it has one.
    Scalar(Option<usize>),
    /// The end of the row.
    End,
}

/// The part of a row before a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// No part: the gap starts the row.
    Start,
    /// A scalar.
    Scalar,
}

/// An array or object that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenContainer {
    /// The node of the trie for its names, if some are searched for.
    Object(Option<usize>),
    /// The slot of the array, if it has one.
    Array(Option<usize>),
}

/// The open containers, the innermost last.
#[derive(Clone, Debug)]
pub(super) struct ContainerStack {
    open: [OpenContainer; DEEPEST],
    depth: usize,
}

impl ContainerStack {
    pub(super) fn new(open: &[OpenContainer]) -> Self {
        let mut stack = Self { open: [OpenContainer::Array(None); DEEPEST], depth: 0 };
        for (to, from) in stack.open.iter_mut().zip(open) {
            *to = *from;
        }
        stack.depth = open.len().min(DEEPEST);
        stack
    }

    /// Returns the open containers, the innermost last.
    pub(super) fn open(&self) -> &[OpenContainer] {
        self.open.get(..self.depth).unwrap_or_default()
    }

    /// Opens a container. Returns `None` if it is nested too deeply.
    fn push(&mut self, open: OpenContainer) -> Option<()> {
        *self.open.get_mut(self.depth)? = open;
        self.depth = self.depth.saturating_add(1);
        Some(())
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

impl NameTrie {
    /// Parses a gap and calls `event` with what it means. Returns `None` if the row has to be parsed by serde_json.
    pub(super) fn parse_gap(
        &self,
        before: Before,
        stack: &mut ContainerStack,
        cursor: &mut Cursor<'_>,
        mut event: impl FnMut(Event) -> Option<()>,
    ) -> Option<After> {
        let whole = cursor.rest().len();
        let here = |cursor: &Cursor<'_>| whole.saturating_sub(cursor.rest().len());
        // The slot of the next value, and the node for its names if it is an object.
        let (mut slot, mut node) = (None, self.root());
        let mut is_value = before == Before::Start;
        loop {
            cursor.skip_blanks();
            if is_value {
                // A value starts here.
                match cursor.first()? {
                    b'{' => {
                        if let Some(slot) = slot {
                            event(Event::Object(slot))?;
                        }
                        stack.push(OpenContainer::Object(node))?;
                        cursor.advance(1);
                        cursor.skip_blanks();
                        if cursor.first()? != b'}' {
                            slot = self.parse_key(node, cursor)?;
                            node = slot.and_then(|slot| self.below(slot));
                            continue;
                        }
                    }
                    b'[' => {
                        if slot.is_some() {
                            event(Event::ArrayStart(here(cursor)))?;
                        }
                        stack.push(OpenContainer::Array(slot))?;
                        cursor.advance(1);
                        cursor.skip_blanks();
                        (slot, node) = (None, None);
                        if cursor.first()? != b']' {
                            continue;
                        }
                    }
                    _ => return Some(After::Scalar(slot)),
                }
                is_value = false;
            }
            // A value ended here.
            let Some(open) = stack.open().last() else { return Some(After::End) };
            match (open, cursor.first()?) {
                (open, b',') => {
                    cursor.advance(1);
                    cursor.skip_blanks();
                    slot = match open {
                        OpenContainer::Object(node) => self.parse_key(*node, cursor)?,
                        OpenContainer::Array(_) => None,
                    };
                    node = slot.and_then(|slot| self.below(slot));
                    is_value = true;
                }
                (OpenContainer::Object(_), b'}') => {
                    cursor.advance(1);
                    stack.pop();
                }
                (OpenContainer::Array(slot), b']') => {
                    cursor.advance(1);
                    if let Some(slot) = slot {
                        event(Event::ArrayEnd { slot: *slot, at: here(cursor) })?;
                    }
                    stack.pop();
                }
                _ => return None,
            }
        }
    }

    /// Parses a key and the colon after it. Returns the slot of its value, if it has one in an object of `node`.
    fn parse_key(&self, node: Option<usize>, cursor: &mut Cursor<'_>) -> Option<Option<usize>> {
        let Quoted { inner, has_escapes } = cursor.text()?;
        if has_escapes || inner.starts_with(PRIVATE) {
            return None;
        }
        cursor.skip_blanks();
        if cursor.first()? != b':' {
            return None;
        }
        cursor.advance(1);
        Some(node.and_then(|node| self.find(node, inner)))
    }
}

/// Skips an array or an object in which nothing is searched for.
pub(super) fn skip_container(cursor: &mut Cursor<'_>) -> Option<()> {
    let (mut before, mut stack) = (Before::Start, ContainerStack::new(&[]));
    while let After::Scalar(_) = NameTrie::EMPTY.parse_gap(before, &mut stack, cursor, |_| Some(()))? {
        cursor.skip_scalar()?;
        before = Before::Scalar;
    }
    Some(())
}
