//! A tolerant parser for rows with values that Rust cannot hold: numbers that exceed the doubles, and strings with half
//! of a surrogate pair. JSON allows both, so such a row is an error only if a path that the query uses holds such a
//! value.
//!
//! Only rows that serde_json rejects are parsed here, and those are rare: the code is simple rather than fast.

use std::collections::BTreeMap;

use memchr::memchr2;

use super::super::paths::PathTable;
use super::super::scan::Cursor;
use super::error::{RowError, RowErrorKind};
use super::value_scanner;
use crate::value::{Json, find};

/// A JSON value that Rust may be unable to hold.
#[derive(Debug)]
pub(super) enum TolerantJson {
    Scalar(Json),
    /// The error of a value that Rust cannot hold, and the nearest value that it can.
    Unrepresentable(RowError, Json),
    Array(Vec<TolerantJson>),
    Object(BTreeMap<String, TolerantJson>),
}

impl TolerantJson {
    /// Parses a row.
    ///
    /// # Errors
    /// If `text` is not one JSON value in UTF-8 of at most 127 levels.
    pub(super) fn parse(text: &[u8]) -> Result<Self, RowError> {
        value_scanner::check(text)?;
        let mut parser = TolerantParser { cursor: Cursor::new(text), length: text.len() };
        Ok(parser.value())
    }

    /// Checks that no value at `paths`, and no element of an array there, is one that Rust cannot hold.
    pub(super) fn check(&self, paths: &PathTable) -> Result<(), RowError> {
        let at = |names| find(self, names, paths.container(), Self::member);
        let error = paths.names().find_map(|names| at(names)?.unrepresentable());
        error.map_or(Ok(()), |error| Err(error.clone()))
    }

    /// Returns the row's JSON. Values that Rust cannot hold are replaced by the nearest: the largest double, and
    /// U+FFFD.
    pub(super) fn into_json(self) -> Json {
        match self {
            Self::Scalar(json) | Self::Unrepresentable(_, json) => json,
            Self::Array(elements) => elements.into_iter().map(Self::into_json).collect(),
            Self::Object(members) => {
                Json::Object(members.into_iter().map(|(name, member)| (name, member.into_json())).collect())
            }
        }
    }

    fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            Self::Scalar(_) | Self::Unrepresentable(..) | Self::Array(_) => None,
        }
    }

    /// Returns the error of the value or of an element.
    fn unrepresentable(&self) -> Option<&RowError> {
        match self {
            Self::Unrepresentable(error, _) => Some(error),
            Self::Array(elements) => elements.iter().find_map(|element| match element {
                Self::Unrepresentable(error, _) => Some(error),
                Self::Scalar(_) | Self::Array(_) | Self::Object(_) => None,
            }),
            Self::Scalar(_) | Self::Object(_) => None,
        }
    }
}

/// A parser of text that is known to be JSON.
struct TolerantParser<'t> {
    cursor: Cursor<'t>,
    length: usize,
}

impl<'t> TolerantParser<'t> {
    /// Returns the offset of the rest.
    fn at(&self) -> usize {
        self.length.saturating_sub(self.cursor.rest().len())
    }

    fn value(&mut self) -> TolerantJson {
        self.cursor.skip_blanks();
        match self.cursor.first() {
            Some(b'{') => TolerantJson::Object(self.members()),
            Some(b'[') => TolerantJson::Array(self.elements()),
            Some(b'"') => self.text(),
            _ => self.scalar(),
        }
    }

    fn elements(&mut self) -> Vec<TolerantJson> {
        let mut elements = Vec::new();
        while self.skip_to_item(b']') {
            elements.push(self.value());
        }
        elements
    }

    /// Parses members; of equal names the last one counts. A name that Rust cannot hold is on no path, and is dropped.
    fn members(&mut self) -> BTreeMap<String, TolerantJson> {
        let mut members = BTreeMap::new();
        while self.skip_to_item(b'}') {
            let name = self.text();
            self.cursor.skip_blanks();
            self.cursor.advance(1);
            let value = self.value();
            if let TolerantJson::Scalar(Json::String(name)) = name {
                members.insert(name, value);
            }
        }
        members
    }

    /// Skips the opening bracket or the comma before the next item and returns `true`, or skips the closing bracket.
    fn skip_to_item(&mut self, close: u8) -> bool {
        self.cursor.skip_blanks();
        let has_opened = matches!(self.cursor.first(), Some(b'[' | b'{'));
        let is_comma = self.cursor.first() == Some(b',');
        if has_opened || is_comma {
            self.cursor.advance(1);
            self.cursor.skip_blanks();
        }
        if self.cursor.first() == Some(close) {
            self.cursor.advance(1);
            return false;
        }
        !self.cursor.rest().is_empty()
    }

    fn text(&mut self) -> TolerantJson {
        let (at, text) = (self.at(), self.cursor.rest());
        let mut end = 1;
        // The text is known to be JSON, so that a quote ends the string.
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
            Ok(text) => TolerantJson::Scalar(Json::String(text)),
            Err(_) => {
                let LossyText { text, first_half } = unescape_lossily(quoted);
                let offset = at.saturating_add(first_half.unwrap_or_default());
                TolerantJson::Unrepresentable(
                    RowError::unrepresentable(RowErrorKind::LoneSurrogate, offset),
                    Json::String(text),
                )
            }
        }
    }

    fn scalar(&mut self) -> TolerantJson {
        let (at, rest) = (self.at(), self.cursor.rest());
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
        let scalar = rest.get(..rest.iter().position(is_end).unwrap_or(rest.len())).unwrap_or(rest);
        self.cursor.advance(scalar.len());
        match serde_json::from_slice(scalar) {
            Ok(json) => TolerantJson::Scalar(json),
            Err(_) => {
                let largest = if scalar.starts_with(b"-") { f64::MIN } else { f64::MAX };
                TolerantJson::Unrepresentable(
                    RowError::unrepresentable(RowErrorKind::NumberOutOfRange, at),
                    largest.into(),
                )
            }
        }
    }
}

/// A string with U+FFFD for each half of a surrogate pair.
struct LossyText {
    text: String,
    /// The offset of the first such half, in the string with its escapes.
    first_half: Option<usize>,
}

/// Replaces the escapes of `quoted`, a string between its quotes.
fn unescape_lossily(quoted: &[u8]) -> LossyText {
    let mut units: Vec<u16> = Vec::new();
    // Each surrogate's index among the units, and its offset.
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
    let (mut read, mut first_half) = (0_usize, None);
    for character in char::decode_utf16(units) {
        if character.is_err() && first_half.is_none() {
            first_half = halves.iter().find(|(unit, _)| *unit == read).map(|(_, at)| *at);
        }
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.push(character);
        read = read.saturating_add(character.len_utf16());
    }
    LossyText { text, first_half }
}
