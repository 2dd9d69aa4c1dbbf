//! A resumable scanner that finds the end of a JSON value in text that arrives in pieces.
//!
//! The grammar is that of RFC 8259, one byte at a time, and the state between two bytes is all that is kept. So a value
//! that continues in the next piece is resumed there, every byte is read once, and the cuts between pieces cannot
//! change the answer. A value that arrives complete takes the fast path of `scan`.
//!
//! Not checked by [`ValueScanner`]: UTF-8, the depth of nesting (a level takes a byte of memory), and whether Rust can
//! hold the numbers and strings. [`check`] adds the first two, and
//! [`Program::matches_bytes`](crate::Program::matches_bytes) all of them.

use super::super::scan::{container_length, plain_length};
use super::cause;
use super::error::RowError;
use super::state::{Bracket, Role, State};

/// Finds the end of a JSON value in text that arrives in pieces.
///
/// ```
/// use tamis::rows::{ValueContext, ValueScanner};
/// let mut scanner = ValueScanner::new(ValueContext::Document);
/// assert_eq!(scanner.scan(b"{\"a\": 1.", false)?, None);
/// assert_eq!(scanner.scan(b"{\"a\": 1.5} {\"a\": 2}", false)?, Some(10));
///
/// let mut scanner = ValueScanner::new(ValueContext::Document);
/// let error = scanner.scan(b"{\"a\": 1,}", true).unwrap_err();
/// assert_eq!((error.offset(), error.to_string().as_str()), (8, "a comma before `}`"));
/// # Ok::<(), tamis::rows::RowError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ValueScanner {
    context: ValueContext,
    state: State,
    /// The open brackets, the innermost last.
    open: Vec<Bracket>,
    /// The number of bytes scanned so far.
    at: usize,
    /// The offset of the first bracket that is nested deeper than a row may be.
    too_deep: Option<usize>,
}

/// The context of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueContext {
    /// No array: one value after another, with blanks between them.
    Document,
    /// After the `[` of an array.
    FirstElement,
    /// After a comma of an array.
    Element,
    /// After an element of an array, where only a comma or `]` may follow. Useful for the error if neither does.
    AfterElement,
}

/// The deepest nesting of a row, which is serde_json's limit.
const LEVELS: usize = 127;

/// The number of bytes after an error that decide its message, unless the line ends before. The error is reported when
/// they are available, so that the message does not depend on the cuts between pieces.
const LOOKAHEAD: usize = 64;

impl ValueScanner {
    /// Starts before a value.
    pub fn new(context: ValueContext) -> Self {
        let (state, open) = match context {
            ValueContext::Document => (State::Document, Vec::new()),
            ValueContext::FirstElement => (State::FirstElement, Vec::new()),
            ValueContext::Element => (State::Element, Vec::new()),
            ValueContext::AfterElement => (State::AfterValue, vec![Bracket::Array]),
        };
        Self { context, state, open, at: 0, too_deep: None }
    }

    /// Returns the length in bytes of the value at the start of `text`, with the blanks before it, or `None` if more
    /// text is needed: for the end of the value, or for the message of an error.
    ///
    /// `text` is the text of the call before and all that has arrived since. `is_whole` is `true` if no more will
    /// arrive.
    ///
    /// # Errors
    /// If `text` does not start with a JSON value (`{"a":}`), or is whole and ends inside it (`{"a": 1`).
    pub fn scan(&mut self, text: &[u8], is_whole: bool) -> Result<Option<usize>, RowError> {
        // Most values arrive complete.
        if self.at == 0
            && let Some(length) = self.complete_container(text)
        {
            (self.state, self.at) = (State::Done, length);
        }
        match self.advance(text) {
            Ok(true) => return Ok(Some(self.at)),
            Ok(false) if !is_whole => return Ok(None),
            // A number may end where the text does.
            Ok(false) if self.is_complete() => return Ok(Some(self.at)),
            Ok(false) | Err(()) => {}
        }
        let rest = text.get(self.at..).unwrap_or_default();
        let ahead = rest.get(..LOOKAHEAD).unwrap_or(rest);
        let length = match ahead.iter().position(|byte| *byte == b'\n') {
            Some(feed) => feed.saturating_add(1),
            None if is_whole || ahead.len() == LOOKAHEAD => ahead.len(),
            None => return Ok(None),
        };
        let known = text.get(..self.at.saturating_add(length)).unwrap_or(text);
        Err(cause::find(known, self.at, self.state, self.open.last().copied()))
    }

    /// Returns the length of an array or object that is complete, if the fast path accepts it.
    fn complete_container(&self, text: &[u8]) -> Option<usize> {
        if self.context == ValueContext::AfterElement { None } else { container_length(text) }
    }

    /// Returns the offset at which the text is first nested deeper than a row may be.
    pub(super) fn too_deep(&self) -> Option<usize> {
        self.too_deep
    }

    /// Returns `true` if the value is complete if nothing follows.
    fn is_complete(&self) -> bool {
        let ends = matches!(
            self.state,
            State::Zero | State::Integer | State::Fraction | State::ExponentDigits | State::End | State::Done
        );
        ends && self.open.is_empty()
    }

    /// Scans to the end of the value or of `text`, and returns `true` if the value has ended. Fails at a byte that
    /// cannot follow.
    fn advance(&mut self, text: &[u8]) -> Result<bool, ()> {
        while self.state != State::Done {
            if let State::Text(_) = self.state {
                let rest = text.get(self.at..).unwrap_or_default();
                let length = plain_length(rest);
                self.at = self.at.saturating_add(length.unwrap_or(rest.len()));
            }
            let Some(byte) = text.get(self.at) else { return Ok(false) };
            let (state, is_consumed) = self.step(*byte).ok_or(())?;
            self.state = state;
            self.at = self.at.saturating_add(usize::from(is_consumed));
        }
        Ok(true)
    }

    /// Returns the state after `byte`, and `true` if the state consumes it. Returns `None` if the byte cannot follow.
    fn step(&mut self, byte: u8) -> Option<(State, bool)> {
        let state = match (self.state, byte) {
            (
                State::Document
                | State::FirstElement
                | State::Element
                | State::Member
                | State::FirstKey
                | State::Key
                | State::Colon
                | State::AfterValue,
                b' ' | b'\t' | b'\r' | b'\n',
            ) => self.state,
            (State::FirstElement, b']') if !self.open.is_empty() => self.close(),
            (State::Document | State::FirstElement | State::Element | State::Member, _) => self.value(byte)?,
            (State::FirstKey, b'}') => self.close(),
            (State::FirstKey | State::Key, b'"') => State::Text(Role::Key),
            (State::FirstKey | State::Key, _) => return None,
            (State::Colon, b':') => State::Member,
            (State::Colon, _) => return None,
            (State::AfterValue, _) => match (self.open.last()?, byte) {
                (Bracket::Array, b',') => State::Element,
                (Bracket::Object, b',') => State::Key,
                (Bracket::Array, b']') | (Bracket::Object, b'}') => self.close(),
                (Bracket::Array | Bracket::Object, _) => return None,
            },
            (State::Text(Role::Key), b'"') => State::Colon,
            (State::Text(Role::Value), b'"') => self.after_value(),
            (State::Text(role), b'\\') => State::Escape(role),
            // `plain_length` skipped all other bytes but control characters.
            (State::Text(role), _) => (byte >= b' ').then_some(State::Text(role))?,
            (State::Escape(role), b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => State::Text(role),
            (State::Escape(role), b'u') => State::Hex(role, 4),
            (State::Escape(_), _) => return None,
            (State::Hex(role, left), _) if byte.is_ascii_hexdigit() => match left.saturating_sub(1) {
                0 => State::Text(role),
                left => State::Hex(role, left),
            },
            (State::Hex(..), _) => return None,
            (State::Minus, b'0') => State::Zero,
            (State::Minus, b'1'..=b'9') | (State::Integer, b'0'..=b'9') => State::Integer,
            (State::Minus, _) | (State::Zero, b'0'..=b'9') => return None,
            (State::Zero | State::Integer, b'.') => State::Point,
            (State::Point | State::Fraction, b'0'..=b'9') => State::Fraction,
            (State::Zero | State::Integer | State::Fraction, b'e' | b'E') => State::Exponent,
            (State::Exponent, b'+' | b'-') => State::ExponentSign,
            (State::Exponent | State::ExponentSign | State::ExponentDigits, b'0'..=b'9') => State::ExponentDigits,
            (State::Point | State::Exponent | State::ExponentSign, _) => return None,
            (State::Zero | State::Integer | State::Fraction | State::ExponentDigits, _) => {
                return Some((self.after_word(), false));
            }
            (State::Literal([first, rest @ ..]), _) if *first == byte => match rest {
                [] => self.after_word(),
                rest => State::Literal(rest),
            },
            (State::Literal(_), _) => return None,
            (State::End, b' ' | b'\t' | b'\r' | b'\n' | b'[' | b'{' | b'"') => return Some((State::Done, false)),
            (State::End, b',' | b']') if self.context != ValueContext::Document => return Some((State::Done, false)),
            (State::End, _) => return None,
            (State::Done, _) => return Some((State::Done, false)),
        };
        Some((state, true))
    }

    /// Returns the state after the first byte of a value.
    fn value(&mut self, byte: u8) -> Option<State> {
        Some(match byte {
            b'{' => self.open(Bracket::Object, State::FirstKey),
            b'[' => self.open(Bracket::Array, State::FirstElement),
            b'"' => State::Text(Role::Value),
            b'-' => State::Minus,
            b'0' => State::Zero,
            b'1'..=b'9' => State::Integer,
            b't' => State::Literal(b"rue"),
            b'f' => State::Literal(b"alse"),
            b'n' => State::Literal(b"ull"),
            _ => return None,
        })
    }

    fn open(&mut self, bracket: Bracket, state: State) -> State {
        self.open.push(bracket);
        if self.open.len() > LEVELS {
            self.too_deep.get_or_insert(self.at);
        }
        state
    }

    fn close(&mut self) -> State {
        self.open.pop();
        self.after_value()
    }

    /// Returns the state after a value that ends with its last byte.
    fn after_value(&self) -> State {
        if self.open.is_empty() { State::Done } else { State::AfterValue }
    }

    /// Returns the state after a number or word, which the byte after it ends.
    fn after_word(&self) -> State {
        if self.open.is_empty() { State::End } else { State::AfterValue }
    }
}

/// Checks that `text` is one JSON value in UTF-8, of at most 127 levels, and blanks. Its numbers and strings need not
/// fit Rust's types.
pub(super) fn check(text: &[u8]) -> Result<(), RowError> {
    let mut scanner = ValueScanner::new(ValueContext::Document);
    let scanned = scanner.scan(text, true);
    let too_deep = scanner.too_deep();
    let scanned = scanned.and_then(|length| {
        let end = length.unwrap_or(text.len());
        let rest = text.get(end..).unwrap_or_default();
        match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            Some(blanks) => Err(cause::find(text, end.saturating_add(blanks), State::Done, None)),
            None => Ok(()),
        }
    });
    match (scanned, too_deep) {
        (Ok(()), Some(at)) => Err(RowError::too_deep(at)),
        (Err(error), Some(at)) if at <= error.offset() => Err(RowError::too_deep(at)),
        (Err(error), _) => Err(error),
        (Ok(()), None) => {
            std::str::from_utf8(text).map(|_| ()).map_err(|error| cause::not_utf8(text, error.valid_up_to()))
        }
    }
}
