//! The values at a program's names in a scanned row. Each is a slice of the row that is read when a test needs it.

use super::cursor::{Cursor, Quoted};
use super::gap::{Event, skip_container};
use super::name_trie::NameTrie;
use crate::value::{Datum, Json, Numeric, RowValue};

/// A value of a row. Its text is valid JSON.
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

/// The values found so far, by slot.
pub(super) struct Slots<'s, 't> {
    names: &'s NameTrie,
    slots: &'s mut [Option<Slot<'t>>],
    /// The row from the start of the last array that has a slot.
    array: &'t [u8],
}

impl<'s, 't> Slots<'s, 't> {
    pub(super) fn new(names: &'s NameTrie, slots: &'s mut [Option<Slot<'t>>]) -> Self {
        Self { names, slots, array: &[] }
    }

    /// Applies an event of the gap that `row`, the rest of the row, starts with.
    pub(super) fn apply(&mut self, event: Event, row: &'t [u8]) -> Option<()> {
        match event {
            Event::Object(slot) => self.set(slot, Slot::Object),
            Event::ArrayStart(at) => {
                self.array = row.get(at..)?;
                Some(())
            }
            Event::ArrayEnd { slot, at } => {
                let after = row.get(at..)?.len();
                self.set(slot, Slot::Array(self.array.get(..self.array.len().checked_sub(after)?)?))
            }
        }
    }

    /// Stores the value of a name. Of several values the last one counts, as for serde_json. Returns `None`, for the
    /// fallback, if longer paths lead through the name: their slots would be of the earlier value.
    pub(super) fn set(&mut self, slot: usize, value: Slot<'t>) -> Option<()> {
        let entry = self.slots.get_mut(slot)?;
        if entry.is_some() && self.names.below(slot).is_some() {
            return None;
        }
        *entry = Some(value);
        Some(())
    }

    /// Returns the value of a name, or `None` if the row does not have it.
    #[inline]
    pub(super) fn get(&self, slot: usize) -> Option<&Slot<'t>> {
        self.slots.get(slot)?.as_ref()
    }
}

impl<'t> Slot<'t> {
    /// Reads the next value.
    pub(super) fn read(cursor: &mut Cursor<'t>) -> Option<Self> {
        let start = cursor.rest();
        match cursor.first()? {
            b'{' => skip_container(cursor).map(|()| Self::Object),
            b'[' => skip_container(cursor).and_then(|()| cursor.passed_since(start)).map(Self::Array),
            _ => Self::scalar(cursor),
        }
    }

    /// Reads the next value, a scalar.
    #[inline(always)]
    pub(super) fn scalar(cursor: &mut Cursor<'t>) -> Option<Self> {
        let start = cursor.rest();
        let first = cursor.first()?;
        if first == b'"' {
            let Quoted { inner, has_escapes } = cursor.text()?;
            return if has_escapes { Self::unescape(cursor.passed_since(start)?) } else { Some(Self::Text(inner)) };
        }
        cursor.skip_scalar()?;
        Some(match first {
            b'n' => Self::Null,
            b't' | b'f' => Self::Boolean(first == b't'),
            _ => Self::Number(cursor.passed_since(start)?),
        })
    }

    /// Returns a string whose escapes serde_json has replaced.
    #[cold]
    fn unescape(quoted: &[u8]) -> Option<Self> {
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
            // Never the default: the whole row is UTF-8, and a quote is part of no other character.
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
        cursor.skip_blanks();
        while cursor.first() != Some(b']') {
            // Never fails: the array was scanned once already.
            let Some(element) = Slot::read(&mut cursor) else { return false };
            if !holds((&element).datum()) {
                return false;
            }
            cursor.skip_blanks();
            if cursor.first() == Some(b',') {
                cursor.advance(1);
                cursor.skip_blanks();
            }
        }
        true
    }
}

/// Returns the number that serde_json reads from `text`.
#[inline]
fn number(text: &[u8]) -> Numeric {
    let (is_negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, text),
    };
    // An integer of 18 digits always fits. serde_json reads minus zero as a double, which equals this zero.
    if digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit) {
        let value = |value: i64, digit: &u8| value.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0').into());
        let value = digits.iter().fold(0, value);
        return Numeric::Integer(if is_negative { value.wrapping_neg() } else { value }.into());
    }
    match serde_json::from_slice(text) {
        Ok(Json::Number(number)) => Numeric::from_json(&number),
        // Never reached: the scan accepts only numbers that serde_json accepts.
        _ => Numeric::Above,
    }
}
