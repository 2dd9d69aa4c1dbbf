//! Rows as bytes: a row is gone through once, from the first byte to the last; what stands at the program's places is
//! remembered on the way, and nothing else is. Anything unusual goes the slow way: parsed, then asked.
//!
//! A row is taken for scalars with gaps between them, and gaps that were met before are recognized by their bytes.

mod cursor;
mod gap;
mod known;
mod level;
mod names;
mod slot;

use super::code::Code;
use super::places::{Place, Places, Row};
pub(super) use cursor::{Cursor, plain};
use gap::{Behind, DEEPEST, Stack, Then, container};
use known::{Form, Gap, Known};
use names::{Gatherer, Names};
use slot::{Slot, Slots};

/// What is looked for in the bytes of a row.
#[derive(Debug)]
pub(super) struct Scan {
    names: Names,
    /// For each place, its number.
    places: Vec<Way>,
    known: Known,
}

/// The numbers of a place.
#[derive(Debug)]
struct Way {
    number: usize,
    /// Where rows keep their fields in an object of their own: the place's first name in there, and the place in there.
    inner: Option<(usize, usize)>,
}

/// Up to this many names the way is remembered without allocating.
const FEW: usize = 8;

impl Scan {
    /// Nothing where a place lies too deep.
    pub(super) fn new(places: &Places) -> Option<Self> {
        let mut names = Gatherer::new();
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
        Some(Self { names: names.finish(), places: ways, known: Known::new() })
    }

    /// Whether `filter` holds for the row that `text` is; nothing where the slow way has to tell.
    pub(super) fn matches(&self, text: &[u8], filter: &Code) -> Option<bool> {
        if self.names.count() <= FEW {
            self.matches_within(text, filter, &mut [const { None }; FEW])
        } else {
            self.matches_within(text, filter, &mut vec![None; self.names.count()])
        }
    }

    #[inline]
    fn matches_within<'t>(&self, text: &'t [u8], filter: &Code, slots: &mut [Option<Slot<'t>>]) -> Option<bool> {
        let mut slots = Slots::new(&self.names, slots);
        self.row(text, &mut slots)?;
        Some(filter.holds(&Scanned { ways: &self.places, slots }))
    }

    /// Goes through a row, as far as that goes by what is known.
    #[inline]
    fn row<'t>(&self, text: &'t [u8], slots: &mut Slots<'_, 't>) -> Option<()> {
        let mut cursor = Cursor::new(text);
        let (mut behind, mut gap) = (Behind::Nothing, self.known.start()?);
        loop {
            let next;
            (cursor, next) = match self.pass_known(gap, cursor, slots) {
                Some((cursor, next)) => (cursor, Some(next)),
                None => self.pass_unknown(behind, gap, cursor, slots)?,
            };
            match next {
                Some(next) if next.form.then != Then::End => gap = next,
                _ => break,
            }
            behind = Behind::Scalar;
        }
        (is_ascii(text) || std::str::from_utf8(text).is_ok()).then_some(())
    }

    /// Goes through a gap that is known to follow `gap`, and the scalar behind it.
    #[inline(always)]
    fn pass_known<'t>(&self, gap: &Gap, cursor: Cursor<'t>, slots: &mut Slots<'_, 't>) -> Option<(Cursor<'t>, &Gap)> {
        let (gap, rest) = self.known.after(gap, cursor.rest())?;
        let Form { events, then, .. } = &gap.form;
        let mut behind = Cursor::new(rest);
        let scalar = match then {
            Then::End if behind.rest().is_empty() => None,
            Then::End => return None,
            Then::Scalar(None) => {
                behind.scalar()?;
                None
            }
            Then::Scalar(Some(number)) => Some((*number, Slot::scalar(&mut behind)?)),
        };
        for event in events {
            slots.take(*event, cursor.rest())?;
        }
        if let Some((number, scalar)) = scalar {
            slots.keep(number, scalar)?;
        }
        Some((behind, gap))
    }

    /// Goes through a gap that is not known to follow `gap`, and the scalar behind it; where it cannot be remembered
    /// either, through the rest of the row.
    #[cold]
    fn pass_unknown<'s, 't>(
        &'s self,
        mut behind: Behind,
        gap: &'s Gap,
        mut cursor: Cursor<'t>,
        slots: &mut Slots<'_, 't>,
    ) -> Option<(Cursor<'t>, Option<&'s Gap>)> {
        let mut stack = Stack::new(&gap.form.open);
        let mut before = Some(gap);
        loop {
            let start = cursor.rest();
            let mut events = Vec::new();
            let then = self.names.pass_gap(behind, &mut stack, &mut cursor, |event| {
                events.push(event);
                slots.take(event, start)
            })?;
            let gap = cursor.since(start)?;
            match then {
                Then::Scalar(None) => cursor.scalar()?,
                Then::Scalar(Some(number)) => slots.keep(number, Slot::scalar(&mut cursor)?)?,
                Then::End if cursor.rest().is_empty() => {}
                Then::End => return None,
            }
            let form = || Form { text: gap.into(), events: events.into(), then, open: stack.open().into() };
            before = before.and_then(|before| self.known.learn(before, gap.len(), form));
            if before.is_some() || then == Then::End {
                return Some((cursor, before));
            }
            behind = Behind::Scalar;
        }
    }
}

/// On x86-64 the standard library looks at blocks of so many bytes, and at each byte of what is left of them.
const BLOCK: usize = 64;

/// Whether there is nothing but ASCII: by blocks, of which the last one begins in the one before.
fn is_ascii(text: &[u8]) -> bool {
    match text.last_chunk::<BLOCK>() {
        Some(last) => text.as_chunks::<BLOCK>().0.as_flattened().is_ascii() && last.is_ascii(),
        None => text.is_ascii(),
    }
}

/// The length of the array or object at the beginning of `text`, with the blanks before it, if it is whole and nothing about
/// it is unusual.
pub(super) fn container_length(text: &[u8]) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    cursor.blanks();
    if !matches!(cursor.first()?, b'{' | b'[') {
        return None;
    }
    container(&mut cursor)?;
    // The blanks after it were passed as well.
    let whole = cursor.since(text)?;
    whole.iter().rposition(|byte| matches!(byte, b'}' | b']'))?.checked_add(1)
}

/// A row that was gone through.
struct Scanned<'s, 't> {
    ways: &'s [Way],
    slots: Slots<'s, 't>,
}

impl<'s, 't> Row for Scanned<'s, 't> {
    type Found<'r>
        = &'r Slot<'t>
    where
        Self: 'r;

    #[inline]
    fn find(&self, place: Place) -> Option<&Slot<'t>> {
        let way = self.ways.get(place.number())?;
        match way.inner {
            Some((first, inner)) if self.slots.get(first).is_some() => self.slots.get(inner),
            _ => self.slots.get(way.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Path;
    use crate::program::places::Gatherer;

    /// Whether nothing in `row` has to be looked at for the first time.
    fn is_known(scan: &Scan, row: &[u8]) -> bool {
        let mut slots = [const { None }; FEW];
        let mut slots = Slots::new(&scan.names, &mut slots);
        let (mut cursor, mut gap) = (Cursor::new(row), scan.known.start().unwrap());
        while let Some(next) = scan.pass_known(gap, cursor, &mut slots) {
            (cursor, gap) = next;
            if gap.form.then == Then::End {
                return true;
            }
        }
        false
    }

    #[test]
    fn what_was_met_is_known_also_where_it_begins_like_something_else() {
        let paths = [Path::new(["a"]), Path::new(["b", "c"])];
        let mut places = Gatherer::new(None);
        for path in &paths {
            places.place(path);
        }
        let scan = Scan::new(&places.finish()).unwrap();
        let rows = [
            "{\"a\":1}",
            "{\"a\":1}\n",
            "{\"a\":[2]}",
            "{\"a\":[]}",
            "{\"a\":[{\"d\":2}]}",
            "{\"a\":1,\"b\":null}",
            "{\"a\":1,\"b\":{\"c\":2,\"d\":\"x\"}}",
            "{\"a\":1,\"b\":{\"c\":[1,-2.5]}}",
            "{\"a\":1,\"b\":{\"c\":{\"d\":null}},\"a name that is longer than what is compared at once\":true}",
            "[]",
            "7",
        ];
        for row in rows.map(str::as_bytes) {
            assert!(!is_known(&scan, row), "{row:?}");
            scan.row(row, &mut Slots::new(&scan.names, &mut [const { None }; FEW])).unwrap();
            assert!(is_known(&scan, row), "{row:?}");
        }
        assert!(rows.iter().all(|row| is_known(&scan, row.as_bytes())));
    }
}
