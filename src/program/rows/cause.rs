//! The messages of row errors: the reason in words for people, and a cure.
//!
//! They depend on the state of the grammar at the byte that cannot follow, and on the bytes around it. Mistakes that
//! cover the whole input come first (`format`: compressed data, CSV, HTML; then text that is not UTF-8 or is cut off),
//! then those of the token: an item of an object or array (`item`), a number or word (`word`), any other character
//! (`character`).

mod character;
mod format;
mod item;
mod word;

use std::str::from_utf8;

use super::error::{RowError, RowErrorKind};
use super::state::{Bracket, State};
use format::Format;

/// The cure where no better one is known.
const ROWS_ARE_JSON: &str = "rows are JSON: one a line, in an array, or in an API's answer";
/// The cure of text that ends too early.
const CUT_OFF: &str = "the end is missing: fetch it again, or remove it";
/// The cure of rows in the syntax of Python's literals.
const PYTHON: &str = "write rows with Python's `json.dumps`, not with `str` or `print`";

/// Returns the error of `text` in which the byte at `at` cannot follow, or which ends there. `text` ends where the
/// message may no longer depend on it.
pub(super) fn find(text: &[u8], at: usize, state: State, open: Option<Bracket>) -> RowError {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, &[]));
    let failure = ScanFailure { before, rest, state, open };
    let cause =
        failure.binary().or_else(|| failure.text_format()).or_else(|| failure.not_utf8()).or_else(|| failure.end());
    cause.unwrap_or_else(|| failure.token())
}

/// Returns the error of `text` in which the byte at `at` is part of no character.
pub(super) fn not_utf8(text: &[u8], at: usize) -> RowError {
    let byte = text.get(at).copied().unwrap_or_default();
    let help = "save the file as UTF-8, such as with `iconv -f WINDOWS-1252 -t UTF-8 FILE`";
    RowError::new(RowErrorKind::NotUtf8 { byte }, at, help)
}

/// The failure of the scanner: its state, and the bytes around it.
struct ScanFailure<'t> {
    before: &'t [u8],
    /// The bytes from the one that cannot follow; empty if the text ends.
    rest: &'t [u8],
    state: State,
    /// The innermost open bracket.
    open: Option<Bracket>,
}

/// The text at which a value should start.
struct Beginning {
    at: usize,
    text: Vec<u8>,
}

impl ScanFailure<'_> {
    /// Returns the offset of the failure.
    fn at(&self) -> usize {
        self.before.len()
    }

    fn not_json(&self, reason: impl Into<Box<str>>, help: impl Into<Box<str>>) -> RowError {
        RowError::new(RowErrorKind::NotJson { reason: reason.into() }, self.at(), help)
    }

    /// Returns the error of data that is no text, or in another encoding.
    fn binary(&self) -> Option<RowError> {
        let binary = |reason, at, help| Some(RowError::new(RowErrorKind::Binary { reason }, at, help));
        if let Some(text) = self.beginning()
            && let Some(Format { reason, cure }) = format::binary(&text.text)
        {
            return binary(reason, text.at, cure);
        }
        if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = self.rest {
            let help = "text in UTF-16 was appended; convert each part by itself before joining them";
            return binary("a byte order mark of UTF-16 inside the text", self.at(), help);
        }
        let near = self.before.iter().rev().take(4).chain(self.rest.iter().take(8));
        if near.filter(|byte| **byte == 0).count() >= 2 {
            let (reason, help) = (
                "this looks like UTF-16 without a byte order mark",
                "convert it first: `iconv -f UTF-16LE -t UTF-8 FILE | tamis …`, or UTF-16BE if a zero byte comes first",
            );
            return binary(reason, self.at(), help);
        }
        None
    }

    /// Returns the error of text in another format.
    fn text_format(&self) -> Option<RowError> {
        let text = self.beginning()?;
        let Format { reason, cure } = format::text(&text.text)?;
        Some(RowError::new(RowErrorKind::OtherFormat { reason }, text.at, cure))
    }

    /// Returns the text at which the value should start, if the failure is in its first word.
    fn beginning(&self) -> Option<Beginning> {
        if self.open.is_some() && !matches!(self.state, State::FirstKey | State::FirstElement) || self.rest.is_empty() {
            return None;
        }
        let begun = self.before.trim_ascii_start();
        let is_word = begun.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-._:$".contains(byte));
        let is_start = match self.state {
            State::FirstKey | State::FirstElement => begun.len() == 1,
            State::Done | State::AfterValue | State::Element | State::Member => false,
            _ => is_word,
        };
        let text = || begun.iter().chain(self.rest).copied().collect();
        is_start.then(|| Beginning { at: self.at().saturating_sub(begun.len()), text: text() })
    }

    /// Returns the error of text that is not UTF-8 before the failure or at it.
    fn not_utf8(&self) -> Option<RowError> {
        if let Err(error) = from_utf8(self.before) {
            let at = error.valid_up_to();
            return Some(not_utf8(self.before, at));
        }
        match from_utf8(self.rest) {
            Err(error) if error.valid_up_to() == 0 => Some(not_utf8(self.rest, 0).with_offset(self.at())),
            _ => None,
        }
    }

    /// Returns the error of text that ends.
    fn end(&self) -> Option<RowError> {
        let incomplete = |within: &'static str, help: &'static str| {
            Some(RowError::new(RowErrorKind::Incomplete { within }, self.at(), help))
        };
        if !self.rest.is_empty() {
            return None;
        }
        match (self.state, self.open) {
            (State::Document | State::Done | State::End, _) => incomplete("before a value begins", ROWS_ARE_JSON),
            (State::Text(_) | State::Escape(_) | State::Hex(..), _) => incomplete("inside a text", CUT_OFF),
            (State::Literal(_), _) => incomplete("inside a word", CUT_OFF),
            (State::Minus | State::Point | State::Exponent | State::ExponentSign, _) => {
                incomplete("inside a number", CUT_OFF)
            }
            (_, Some(Bracket::Object)) => incomplete("inside an object", CUT_OFF),
            (_, Some(Bracket::Array) | None) => incomplete("inside an array", CUT_OFF),
        }
    }

    /// Returns the error of a token that cannot follow.
    fn token(&self) -> RowError {
        match self.state {
            State::Text(_) => self.in_text(),
            State::Escape(_) | State::Hex(..) => self.escape(),
            State::Minus
            | State::Zero
            | State::Point
            | State::Exponent
            | State::ExponentSign
            | State::Integer
            | State::Fraction
            | State::ExponentDigits
            | State::Literal(_)
            | State::End => self.word(),
            State::Document | State::FirstElement | State::Element | State::Member => self.no_value(),
            State::FirstKey | State::Key => self.no_key(),
            State::Colon => self.no_colon(),
            State::AfterValue => self.no_comma(),
            State::Done => {
                self.not_json("something after the value", "a row is one value; put each on a line of its own")
            }
        }
    }

    /// Returns the error of a character that a string may not contain.
    fn in_text(&self) -> RowError {
        match self.rest.first() {
            Some(b'\n' | b'\r') => self.not_json(
                "the line ends inside a text",
                "the line is cut off, or a line break in the text has to be written `\\n`",
            ),
            Some(b'\t') => self.not_json("a tab inside a text", "write it `\\t`"),
            byte => self.not_json(
                format!("a control character (U+{:04X}) inside a text", byte.copied().unwrap_or_default()),
                format!("write it `\\u{:04x}`, or remove it", byte.copied().unwrap_or_default()),
            ),
        }
    }

    /// Returns the error of an escape that JSON does not have.
    fn escape(&self) -> RowError {
        if let State::Hex(..) = self.state {
            return self.not_json(
                "`\\u` without four hexadecimal digits",
                "a path such as `C:\\users` is written `C:\\\\users`",
            );
        }
        let escape = self.character().filter(|character| !character.is_control());
        let reason = escape.map_or("a backslash at the end of a line".to_owned(), |escape| {
            format!("`\\{escape}`, which is not an escape of JSON")
        });
        let help = match escape {
            Some('\'') => "write `'` without a backslash",
            _ => "write a backslash itself as `\\\\`",
        };
        self.not_json(reason, help)
    }
}
