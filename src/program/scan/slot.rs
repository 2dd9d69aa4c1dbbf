//! What stands at a name that is looked for in a row that is bytes: where it is written, and what of it is read once it
//! is asked for.

use super::cursor::{Cursor, Quoted};
use super::gap::{Event, container};
use super::names::Names;
use crate::value::{Datum, Json, Numeric, RowValue};

/// A value of a row, its text checked to be JSON.
#[derive(Clone, Debug)]
pub(super) enum Slot<'t> {
    Null,
    Boolean(bool),
    Number(&'t [u8]),
    /// Text without escapes.
    Text(&'t [u8]),
    /// Text that had escapes.
    Unescaped(Box<str>),
    Array(&'t [u8]),
    Object,
}

/// What was met so far, by the names' numbers.
pub(super) struct Slots<'s, 't> {
    names: &'s Names,
    slots: &'s mut [Option<Slot<'t>>],
    /// The row from the beginning of the last array at a name on.
    array: &'t [u8],
}

impl<'s, 't> Slots<'s, 't> {
    pub(super) fn new(names: &'s Names, slots: &'s mut [Option<Slot<'t>>]) -> Self {
        Self { names, slots, array: &[] }
    }

    /// Keeps what opens or closes in the gap with which `row`, the rest of the row, begins.
    pub(super) fn take(&mut self, event: Event, row: &'t [u8]) -> Option<()> {
        match event {
            Event::Object(number) => self.keep(number, Slot::Object),
            Event::Opens(at) => {
                self.array = row.get(at..)?;
                Some(())
            }
            Event::Closes { number, at } => {
                let behind = row.get(at..)?.len();
                self.keep(number, Slot::Array(self.array.get(..self.array.len().checked_sub(behind)?)?))
            }
        }
    }

    /// Keeps the value of a name. The last one counts, as for serde_json; where there are places below the name, that
    /// is left to the slow way.
    pub(super) fn keep(&mut self, number: usize, value: Slot<'t>) -> Option<()> {
        let slot = self.slots.get_mut(number)?;
        if slot.is_some() && self.names.below(number).is_some() {
            return None;
        }
        *slot = Some(value);
        Some(())
    }

    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&Slot<'t>> {
        self.slots.get(number)?.as_ref()
    }
}

impl<'t> Slot<'t> {
    /// Goes through the next value and keeps it.
    pub(super) fn read(cursor: &mut Cursor<'t>) -> Option<Self> {
        let start = cursor.rest();
        match cursor.first()? {
            b'{' => container(cursor).map(|()| Self::Object),
            b'[' => container(cursor).and_then(|()| cursor.since(start)).map(Self::Array),
            _ => Self::scalar(cursor),
        }
    }

    /// Goes through a scalar and keeps it.
    #[inline(always)]
    pub(super) fn scalar(cursor: &mut Cursor<'t>) -> Option<Self> {
        let start = cursor.rest();
        let first = cursor.first()?;
        if first == b'"' {
            let Quoted { inner, has_escapes } = cursor.text()?;
            return if has_escapes { Self::unescaped(cursor.since(start)?) } else { Some(Self::Text(inner)) };
        }
        cursor.scalar()?;
        Some(match first {
            b'n' => Self::Null,
            b't' | b'f' => Self::Boolean(first == b't'),
            _ => Self::Number(cursor.since(start)?),
        })
    }

    #[cold]
    fn unescaped(quoted: &[u8]) -> Option<Self> {
        serde_json::from_slice(quoted).ok().map(Self::Unescaped)
    }
}

impl RowValue for &Slot<'_> {
    #[inline]
    fn datum(&self) -> Datum<'_> {
        match self {
            Slot::Null => Datum::Null,
            Slot::Boolean(boolean) => Datum::Boolean(*boolean),
            Slot::Number(text) => Datum::Number(number(text)),
            // The whole row was found to be UTF-8, and a quote is no part of a character.
            Slot::Text(text) => Datum::Text(std::str::from_utf8(text).unwrap_or_default()),
            Slot::Unescaped(text) => Datum::Text(text),
            Slot::Array(_) => Datum::Array,
            Slot::Object => Datum::Object,
        }
    }

    fn all_elements(&self, mut holds: impl FnMut(Datum<'_>) -> bool) -> bool {
        let Slot::Array(text) = self else { return false };
        let mut cursor = Cursor::new(text);
        cursor.advance(1);
        cursor.blanks();
        while cursor.first() != Some(b']') {
            // What was gone through once is gone through again.
            let Some(element) = Slot::read(&mut cursor) else { return false };
            if !holds((&element).datum()) {
                return false;
            }
            cursor.blanks();
            if cursor.first() == Some(b',') {
                cursor.advance(1);
                cursor.blanks();
            }
        }
        true
    }
}

/// A number as serde_json reads it.
#[inline]
fn number(text: &[u8]) -> Numeric {
    let (is_negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, text),
    };
    // An integer that surely fits; minus zero is a double, and equal to this one.
    if digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit) {
        let value = |value: i64, digit: &u8| value.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0').into());
        let value = digits.iter().fold(0, value);
        return Numeric::Integer(if is_negative { value.wrapping_neg() } else { value }.into());
    }
    match serde_json::from_slice(text) {
        Ok(Json::Number(number)) => Numeric::of(&number),
        // It was found to be one.
        _ => Numeric::Above,
    }
}
