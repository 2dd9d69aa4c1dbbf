//! What stands at a place of a row that is bytes: where it is written, and what of it is read once it is asked for.

use super::skip::{Quoted, Skip};
use crate::value::{Datum, Json, Numeric, Standing};

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

impl<'t> Slot<'t> {
    /// Goes through the next value and keeps it.
    pub(super) fn read(skip: &mut Skip<'t>) -> Option<Self> {
        let start = skip.rest();
        let first = skip.first()?;
        if first == b'"' {
            let Quoted { inner, has_escapes } = skip.text()?;
            return if has_escapes { Self::unescaped(start, skip.rest()) } else { Some(Self::Text(inner)) };
        }
        skip.value()?;
        let text = start.get(..start.len().saturating_sub(skip.rest().len()))?;
        Some(match first {
            b'n' => Self::Null,
            b't' | b'f' => Self::Boolean(first == b't'),
            b'[' => Self::Array(text),
            b'{' => Self::Object,
            _ => Self::Number(text),
        })
    }

    fn unescaped(start: &[u8], rest: &[u8]) -> Option<Self> {
        let quoted = start.get(..start.len().saturating_sub(rest.len()))?;
        serde_json::from_slice(quoted).ok().map(Self::Unescaped)
    }
}

impl Standing for &Slot<'_> {
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
        let mut skip = Skip::new(text);
        skip.advance(1);
        skip.blanks();
        while skip.first() != Some(b']') {
            // What was gone through once is gone through again.
            let Some(element) = Slot::read(&mut skip) else { return false };
            if !holds((&element).datum()) {
                return false;
            }
            skip.blanks();
            if skip.first() == Some(b',') {
                skip.advance(1);
                skip.blanks();
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
