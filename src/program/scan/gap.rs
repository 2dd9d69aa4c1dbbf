//! Gaps: all that stands between two scalars of a row. Signs, keys and blanks, and arrays and objects with nothing in
//! them.

use super::cursor::{Cursor, Quoted};
use super::names::Names;

/// The deepest nesting that is gone through here.
pub(super) const DEEPEST: usize = 60;
/// serde_json takes an object that begins with such a key for something of its own.
const PRIVATE: &[u8] = b"$serde_json::private::";

/// What opens or closes in a gap at one of the names that are looked for; offsets are in bytes from the gap's
/// beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// There is an object, at the name of this number.
    Object(usize),
    /// An array begins at this offset.
    Opens(usize),
    /// It ends at this offset.
    Closes { number: usize, at: usize },
}

/// What follows a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// A scalar, at the name of this number where it is one that is looked for.
    Scalar(Option<usize>),
    /// Nothing: all that was open is closed.
    End,
}

/// An array or object that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// The level of its names, where some are looked for.
    Object(Option<usize>),
    /// The number of the name that it is at, where it is looked for.
    Array(Option<usize>),
}

/// What is open, the innermost last.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    open: [Open; DEEPEST],
    depth: usize,
}

impl Stack {
    pub(super) fn new(open: &[Open]) -> Self {
        let mut stack = Self { open: [Open::Array(None); DEEPEST], depth: 0 };
        for (to, from) in stack.open.iter_mut().zip(open) {
            *to = *from;
        }
        stack.depth = open.len().min(DEEPEST);
        stack
    }

    pub(super) fn open(&self) -> &[Open] {
        self.open.get(..self.depth).unwrap_or_default()
    }

    fn push(&mut self, open: Open) -> Option<()> {
        *self.open.get_mut(self.depth)? = open;
        self.depth = self.depth.saturating_add(1);
        Some(())
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// What is before a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// Nothing: the row begins.
    Nothing,
    Scalar,
}

impl Names {
    /// Goes through a gap; nothing where the slow way has to tell.
    pub(super) fn pass_gap(
        &self,
        behind: Behind,
        stack: &mut Stack,
        cursor: &mut Cursor<'_>,
        mut event: impl FnMut(Event) -> Option<()>,
    ) -> Option<Then> {
        let whole = cursor.rest().len();
        let here = |cursor: &Cursor<'_>| whole.saturating_sub(cursor.rest().len());
        // What the next value is at, and the level of its names if it is an object.
        let (mut number, mut level) = (None, self.row());
        let mut is_value = behind == Behind::Nothing;
        loop {
            cursor.blanks();
            if is_value {
                // A value begins here.
                match cursor.first()? {
                    b'{' => {
                        if let Some(number) = number {
                            event(Event::Object(number))?;
                        }
                        stack.push(Open::Object(level))?;
                        cursor.advance(1);
                        cursor.blanks();
                        if cursor.first()? != b'}' {
                            number = self.key(level, cursor)?;
                            level = number.and_then(|number| self.below(number));
                            continue;
                        }
                    }
                    b'[' => {
                        if number.is_some() {
                            event(Event::Opens(here(cursor)))?;
                        }
                        stack.push(Open::Array(number))?;
                        cursor.advance(1);
                        cursor.blanks();
                        (number, level) = (None, None);
                        if cursor.first()? != b']' {
                            continue;
                        }
                    }
                    _ => return Some(Then::Scalar(number)),
                }
                is_value = false;
            }
            // A value ended here.
            let Some(open) = stack.open().last() else { return Some(Then::End) };
            match (open, cursor.first()?) {
                (open, b',') => {
                    cursor.advance(1);
                    cursor.blanks();
                    number = match open {
                        Open::Object(level) => self.key(*level, cursor)?,
                        Open::Array(_) => None,
                    };
                    level = number.and_then(|number| self.below(number));
                    is_value = true;
                }
                (Open::Object(_), b'}') => {
                    cursor.advance(1);
                    stack.pop();
                }
                (Open::Array(number), b']') => {
                    cursor.advance(1);
                    if let Some(number) = number {
                        event(Event::Closes { number: *number, at: here(cursor) })?;
                    }
                    stack.pop();
                }
                _ => return None,
            }
        }
    }

    /// A key and the colon behind it; gives its number in an object of `level`.
    fn key(&self, level: Option<usize>, cursor: &mut Cursor<'_>) -> Option<Option<usize>> {
        let Quoted { inner, has_escapes } = cursor.text()?;
        if has_escapes || inner.starts_with(PRIVATE) {
            return None;
        }
        cursor.blanks();
        if cursor.first()? != b':' {
            return None;
        }
        cursor.advance(1);
        Some(level.and_then(|level| self.find(level, inner)))
    }
}

/// Goes through an array or an object in which nothing is looked for.
pub(super) fn container(cursor: &mut Cursor<'_>) -> Option<()> {
    let (mut behind, mut stack) = (Behind::Nothing, Stack::new(&[]));
    while let Then::Scalar(_) = Names::NONE.pass_gap(behind, &mut stack, cursor, |_| Some(()))? {
        cursor.scalar()?;
        behind = Behind::Scalar;
    }
    Some(())
}
