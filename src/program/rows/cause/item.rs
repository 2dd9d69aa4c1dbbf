//! Messages for what surrounds the items of objects and arrays: values, keys, colons, commas and closing brackets that
//! are missing, or that are one too many.

use super::super::error::RowError;
use super::super::state::{Bracket, State};
use super::{CUT_OFF, ScanFailure};

impl ScanFailure<'_> {
    /// Returns the error of a token where a value should start.
    pub(super) fn no_value(&self) -> RowError {
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

    /// Returns the error of a token where a key should start.
    pub(super) fn no_key(&self) -> RowError {
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

    /// Returns the error of a token where the colon after a key should be.
    pub(super) fn no_colon(&self) -> RowError {
        match self.rest.first() {
            Some(b'=') => self.not_json("`=` after a key", "a key is followed by `:`"),
            Some(b'}' | b',') => self.not_json("a key without a value", "write `\"key\": value`, or remove the key"),
            _ => self.character_in_place("`:`"),
        }
    }

    /// Returns the error of a token after an item, where a comma or the closing bracket should be.
    pub(super) fn no_comma(&self) -> RowError {
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
                if self.touches_word() {
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
