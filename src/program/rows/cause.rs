//! The messages of row errors: the reason in words for people, and a cure.
//!
//! They follow from the state of the grammar at the byte that cannot follow and from the bytes around it. Mistakes that
//! cover the whole input come first (`format`: compressed data, CSV, HTML; then text that is not UTF-8 or is cut off),
//! then the token (`word`, `character`).

mod character;
mod format;
mod word;

use std::str::from_utf8;

use super::error::{RowError, RowErrorKind};
use super::state::{Bracket, State};

/// The cure where no better one is known.
pub(super) const ROWS_ARE_JSON: &str = "rows are JSON: one a line, in an array, or in an API's answer";
pub(super) const CUT_OFF: &str = "the end is missing: fetch it again, or remove it";
pub(super) const PYTHON: &str = "write rows with Python's `json.dumps`, not with `str` or `print`";

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
pub(super) struct ScanFailure<'t> {
    pub(super) before: &'t [u8],
    /// The bytes from the one that cannot follow; empty if the text ends.
    pub(super) rest: &'t [u8],
    pub(super) state: State,
    pub(super) open: Option<Bracket>,
}

/// The text at which a value should start.
struct Beginning {
    at: usize,
    text: Vec<u8>,
}

impl ScanFailure<'_> {
    pub(super) fn at(&self) -> usize {
        self.before.len()
    }

    pub(super) fn not_json(&self, reason: impl Into<Box<str>>, help: impl Into<Box<str>>) -> RowError {
        RowError::new(RowErrorKind::NotJson { reason: reason.into() }, self.at(), help)
    }

    /// Returns the error of data that is no text, or in another encoding.
    fn binary(&self) -> Option<RowError> {
        let binary = |reason, at, help| Some(RowError::new(RowErrorKind::Binary { reason }, at, help));
        if let Some(text) = self.beginning()
            && let Some((reason, help)) = format::binary(&text.text)
        {
            return binary(reason, text.at, help);
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
        let (reason, help) = format::text(&text.text)?;
        Some(RowError::new(RowErrorKind::OtherFormat { reason }, text.at, help))
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

    fn no_value(&self) -> RowError {
        match self.rest.first() {
            Some(byte @ (b'}' | b']')) if self.state == State::Member => self.not_json(
                format!("a value is missing before `{}`", char::from(*byte)),
                "write `null` where there is none",
            ),
            Some(b'}') if matches!(self.state, State::FirstElement | State::Element) => {
                self.not_json("`}` where `]` is wanted", "close with `]` first, or remove the extra bracket")
            }
            Some(b',') if self.state == State::Member => {
                self.not_json("a value is missing before the comma", "write `null` where there is none")
            }
            Some(b']') if self.state == State::Element => self.not_json("a comma before `]`", "remove the comma"),
            Some(b',') if self.state == State::Document => self.not_json(
                "a comma after a value that is in no array",
                "rows are one a line without commas, or between `[` and `]`; CSV has to be converted first",
            ),
            Some(b',') => self.not_json("a comma without a value before it", "remove the comma"),
            Some(b':') if self.state == State::Document => {
                self.not_json("`:` after a value that is in no object", "members go between `{` and `}`")
            }
            Some(byte @ (b'}' | b']')) if self.state == State::Document => self.not_json(
                format!("`{}` closes nothing", char::from(*byte)),
                "the start of the value is missing, or the value before it ended too early",
            ),
            Some(b'.') if self.rest.starts_with(b"...") => self.character_in_place("a value"),
            Some(byte) if byte.is_ascii_alphanumeric() || b"+.-_$".contains(byte) => self.word(),
            _ => self.character_in_place("a value"),
        }
    }

    fn no_key(&self) -> RowError {
        match self.rest.first() {
            Some(b'}') => self.not_json("a comma before `}`", "remove the comma"),
            Some(b',') => self.not_json("a comma without a member before it", "remove the comma"),
            Some(b'{') if self.begins_line() => self.cut_line(),
            Some(b']') => self.not_json("`]` where `}` is wanted", "close with `}` first, or remove the extra bracket"),
            Some(b'0'..=b'9') if matches!(self.before, [.., b'0'..=b'9', b',']) => {
                self.not_json("a comma inside a number", "a number has a point: `1.5`; or the text lacks its quotes")
            }
            Some(byte) if byte.is_ascii_alphanumeric() || b"_$".contains(byte) => {
                let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_$-.".contains(byte);
                let key: String = self.rest.iter().take_while(is_part).take(40).copied().map(char::from).collect();
                self.not_json(format!("the key `{key}` is not between quotes"), format!("write `\"{key}\"`"))
            }
            _ => self.character_in_place("a key"),
        }
    }

    fn no_colon(&self) -> RowError {
        match self.rest.first() {
            Some(b'=') => self.not_json("`=` after a key", "a key is followed by `:`"),
            Some(b'}' | b',') => self.not_json("a key without a value", "write `\"key\": value`, or remove the key"),
            _ => self.character_in_place("`:`"),
        }
    }

    fn no_comma(&self) -> RowError {
        let (close, other) = match self.open {
            Some(Bracket::Object) => ("`}`", b']'),
            Some(Bracket::Array) | None => ("`]`", b'}'),
        };
        match self.rest.first() {
            Some(byte) if *byte == other => self.not_json(
                format!("`{}` where {close} is wanted", char::from(other)),
                format!("close with {close} first, or remove the extra bracket"),
            ),
            Some(b'{' | b'[') if self.begins_line() && self.open == Some(Bracket::Object) => self.cut_line(),
            Some(b'"' | b'{' | b'[') => self.not_json("a comma is missing", "put a comma between the two values"),
            Some(b';') => self.not_json("`;` where a comma is wanted", "JSON separates with commas"),
            Some(b':') if !self.touches_word() => {
                self.not_json("`:` after a value", "only keys have a `:` after them; check whether a comma is missing")
            }
            Some(byte) if byte.is_ascii_alphanumeric() && self.before.ends_with(b"\"") => self.not_json(
                "a quote inside a text, or a comma that is missing after it",
                "write a quote inside a text as `\\\"`",
            ),
            Some(byte) if byte.is_ascii_alphanumeric() || b"+.-_$:".contains(byte) => {
                let touches = self.touches_word();
                if touches {
                    self.word()
                } else {
                    self.not_json("a comma is missing", "put a comma between the two values")
                }
            }
            _ => self.character_in_place(&format!("a comma or {close}")),
        }
    }

    /// Returns the error of a row that starts on a new line before the one on the line before has ended.
    fn cut_line(&self) -> RowError {
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let blanks = self.before.iter().rev().take_while(is_blank).count();
        let error = self.not_json("the line ends inside an object", CUT_OFF);
        error.with_offset(self.at().saturating_sub(blanks))
    }

    /// Returns `true` if a line break comes right before the failure, so that the rest looks like the next row.
    fn begins_line(&self) -> bool {
        self.before.ends_with(b"\n")
    }

    /// Returns `true` if a number or a word comes right before the failure.
    fn touches_word(&self) -> bool {
        self.before.last().is_some_and(u8::is_ascii_alphanumeric)
    }
}
