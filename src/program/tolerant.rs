//! Rows with values that Rust cannot hold: numbers beyond the doubles, and texts with half of a surrogate pair. JSON
//! allows both, so such a row is refused only where a path that is looked at holds such a value.
//!
//! Only rows that serde_json refuses come here, which are few: so this is written to be simple, not to be fast.

use std::collections::BTreeMap;

use memchr::memchr2;

use super::error::{self, RowError, RowErrorKind};
use super::places::Places;
use super::scan::Cursor;
use crate::value::Json;

/// A value of a row.
#[derive(Debug)]
pub(super) enum Tolerant {
    Scalar(Json),
    /// What cannot be held, and the nearest value that can.
    Unheld(RowError, Json),
    Array(Vec<Tolerant>),
    Object(BTreeMap<String, Tolerant>),
}

impl Tolerant {
    /// Reads a row.
    ///
    /// # Errors
    /// If `text` is not one JSON value in UTF-8 of at most 127 levels.
    pub(super) fn read(text: &[u8]) -> Result<Self, RowError> {
        error::check(text)?;
        let mut reader = Reader { cursor: Cursor::new(text), length: text.len() };
        Ok(reader.value())
    }

    /// Checks that none of `places` holds what cannot be held, neither itself nor, if it is an array, in an element.
    pub(super) fn check(&self, places: &Places) -> Result<(), RowError> {
        let unheld = places.ways().find_map(|way| self.at(way, places.members())?.unheld());
        unheld.map_or(Ok(()), |error| Err(error.clone()))
    }

    /// The row's JSON, with the nearest values in the place of those that cannot be held: the largest double, and U+FFFD.
    pub(super) fn into_json(self) -> Json {
        match self {
            Self::Scalar(json) | Self::Unheld(_, json) => json,
            Self::Array(elements) => elements.into_iter().map(Self::into_json).collect(),
            Self::Object(members) => {
                Json::Object(members.into_iter().map(|(name, member)| (name, member.into_json())).collect())
            }
        }
    }

    /// What is at a path, as [`Places::find`] finds it.
    fn at<'n>(&self, mut names: impl Iterator<Item = &'n str>, members: Option<&str>) -> Option<&Self> {
        let first = names.next()?;
        let inner = members.and_then(|members| self.member(members)?.member(first));
        names.try_fold(inner.or_else(|| self.member(first))?, |value, name| value.member(name))
    }

    fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            Self::Scalar(_) | Self::Unheld(..) | Self::Array(_) => None,
        }
    }

    fn unheld(&self) -> Option<&RowError> {
        match self {
            Self::Unheld(error, _) => Some(error),
            Self::Array(elements) => elements.iter().find_map(|element| match element {
                Self::Unheld(error, _) => Some(error),
                Self::Scalar(_) | Self::Array(_) | Self::Object(_) => None,
            }),
            Self::Scalar(_) | Self::Object(_) => None,
        }
    }
}

/// Reads text that is known to be JSON.
struct Reader<'t> {
    cursor: Cursor<'t>,
    length: usize,
}

impl<'t> Reader<'t> {
    fn at(&self) -> usize {
        self.length.saturating_sub(self.cursor.rest().len())
    }

    fn value(&mut self) -> Tolerant {
        self.cursor.blanks();
        match self.cursor.first() {
            Some(b'{') => Tolerant::Object(self.members()),
            Some(b'[') => Tolerant::Array(self.elements()),
            Some(b'"') => self.text(),
            _ => self.scalar(),
        }
    }

    fn elements(&mut self) -> Vec<Tolerant> {
        let mut elements = Vec::new();
        while self.passes_to_next(b']') {
            elements.push(self.value());
        }
        elements
    }

    /// The members; of equal names the last one counts. A name that cannot be held is that of no path.
    fn members(&mut self) -> BTreeMap<String, Tolerant> {
        let mut members = BTreeMap::new();
        while self.passes_to_next(b'}') {
            let name = self.text();
            self.cursor.blanks();
            self.cursor.advance(1);
            let value = self.value();
            if let Tolerant::Scalar(Json::String(name)) = name {
                members.insert(name, value);
            }
        }
        members
    }

    /// Passes the opening bracket or the comma before the next item, or the bracket that closes.
    fn passes_to_next(&mut self, close: u8) -> bool {
        self.cursor.blanks();
        let has_opened = matches!(self.cursor.first(), Some(b'[' | b'{'));
        let is_comma = self.cursor.first() == Some(b',');
        if has_opened || is_comma {
            self.cursor.advance(1);
            self.cursor.blanks();
        }
        if self.cursor.first() == Some(close) {
            self.cursor.advance(1);
            return false;
        }
        !self.cursor.rest().is_empty()
    }

    fn text(&mut self) -> Tolerant {
        let (at, text) = (self.at(), self.cursor.rest());
        let mut end = 1;
        // The text is whole: a quote ends it.
        while let Some(next) = text.get(end..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
            end = end.saturating_add(next);
            if text.get(end) == Some(&b'"') {
                break;
            }
            end = end.saturating_add(2);
        }
        self.cursor.advance(end.saturating_add(1));
        let quoted = text.get(..=end).unwrap_or(text);
        match serde_json::from_slice(quoted) {
            Ok(text) => Tolerant::Scalar(Json::String(text)),
            Err(_) => {
                let (text, lone) = lossy(quoted);
                let offset = at.saturating_add(lone.unwrap_or_default());
                Tolerant::Unheld(RowError::unheld(RowErrorKind::LoneSurrogate, offset), Json::String(text))
            }
        }
    }

    fn scalar(&mut self) -> Tolerant {
        let (at, rest) = (self.at(), self.cursor.rest());
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
        let scalar = rest.get(..rest.iter().position(is_end).unwrap_or(rest.len())).unwrap_or(rest);
        self.cursor.advance(scalar.len());
        match serde_json::from_slice(scalar) {
            Ok(json) => Tolerant::Scalar(json),
            Err(_) => {
                let largest = if scalar.starts_with(b"-") { f64::MIN } else { f64::MAX };
                Tolerant::Unheld(RowError::unheld(RowErrorKind::NumberOutOfRange, at), largest.into())
            }
        }
    }
}

/// The text between quotes, with U+FFFD for each half of a surrogate pair; and the offset of the first such escape.
fn lossy(quoted: &[u8]) -> (String, Option<usize>) {
    let mut units: Vec<u16> = Vec::new();
    let mut halves: Vec<(usize, usize)> = Vec::new();
    let mut rest = quoted;
    let at = |rest: &[u8]| quoted.len().saturating_sub(rest.len());
    while let Some(before) = memchr2(b'\\', b'"', rest) {
        let plain = rest.get(..before).and_then(|plain| std::str::from_utf8(plain).ok()).unwrap_or_default();
        units.extend(plain.encode_utf16());
        rest = rest.get(before..).unwrap_or_default();
        let (unit, length) = match rest {
            [b'\\', b'u', digits @ ..] => {
                let digits = digits.get(..4).and_then(|digits| std::str::from_utf8(digits).ok());
                (digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()), 6)
            }
            [b'\\', b'b', ..] => (Some(8), 2),
            [b'\\', b'f', ..] => (Some(12), 2),
            [b'\\', b'n', ..] => (Some(10), 2),
            [b'\\', b'r', ..] => (Some(13), 2),
            [b'\\', b't', ..] => (Some(9), 2),
            [b'\\', other, ..] => (Some(u16::from(*other)), 2),
            _ => (None, 1),
        };
        if unit.is_some_and(|unit| (0xD800..=0xDFFF).contains(&unit)) {
            halves.push((units.len(), at(rest)));
        }
        units.extend(unit);
        rest = rest.get(length..).unwrap_or_default();
    }
    let mut text = String::new();
    let (mut read, mut lone) = (0_usize, None);
    for character in char::decode_utf16(units) {
        if character.is_err() && lone.is_none() {
            lone = halves.iter().find(|(unit, _)| *unit == read).map(|(_, at)| *at);
        }
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.push(character);
        read = read.saturating_add(character.len_utf16());
    }
    (text, lone)
}
