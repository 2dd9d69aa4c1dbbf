//! Finds the end of a JSON value in text that arrives in pieces.
//!
//! The grammar is that of RFC 8259, byte by byte, and the state between two bytes is all that is kept: so a value that
//! goes on after the end of a piece is resumed where the piece ended, every byte is read once, and where the pieces were
//! cut cannot change the answer. Not checked here: that the text is UTF-8, how deep it nests (a level takes a byte of
//! memory), and whether its numbers and texts fit Rust's types. [`Program::matches_bytes`](super::Program::matches_bytes)
//! checks those.

use super::error::RowError;
use super::scan::{container_length, plain};

/// Finds where a JSON value ends, in text of which more and more is there.
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
    /// The arrays and objects that are open, the innermost last.
    open: Vec<Open>,
    /// How many bytes of the text were scanned.
    at: usize,
    /// The offset of the bracket that opened one level more than a row may have.
    too_deep: Option<usize>,
}

/// Where a value is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueContext {
    /// In no array: one value after another, blanks between them.
    Document,
    /// After the `[` of an array.
    FirstElement,
    /// After a comma of an array.
    Element,
    /// After an element of an array, where a comma or `]` has to follow: for the error where neither does.
    AfterElement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Array,
    Object,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A value that is in no array and no object.
    Document,
    FirstElement,
    Element,
    /// The value of a member.
    Member,
    FirstKey,
    Key,
    Colon,
    /// A comma or the closing bracket.
    AfterValue,
    Text(Role),
    Escape(Role),
    /// So many more digits of `\u`.
    Hex(Role, u8),
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
    /// The rest of `true`, `false` or `null`.
    Literal(&'static [u8]),
    /// Nothing more of the value; a number or word in no array needs something that ends it.
    End,
    /// The value has ended.
    Done,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Value,
}

/// The most levels that a row may have.
const LEVELS: usize = 127;

/// So many bytes after an error, or up to the end of its line, are looked at to tell what is wrong. An error waits for
/// them, so that what is told of it does not depend on how much had been read.
const LOOKAHEAD: usize = 64;

impl ValueScanner {
    /// Begins before a value.
    pub fn new(context: ValueContext) -> Self {
        let (state, open) = match context {
            ValueContext::Document => (State::Document, Vec::new()),
            ValueContext::FirstElement => (State::FirstElement, Vec::new()),
            ValueContext::Element => (State::Element, Vec::new()),
            ValueContext::AfterElement => (State::AfterValue, vec![Open::Array]),
        };
        Self { context, state, open, at: 0, too_deep: None }
    }

    /// Returns the length in bytes of the value at the beginning of `text`, with the blanks before it; `None` if the text
    /// ends before that is known, or an error is met of which too little is there to tell what it is.
    ///
    /// Each call is given what the one before was given, and what has come since. `is_whole` says that nothing more comes.
    ///
    /// # Errors
    /// If `text` does not begin with a JSON value, or is whole and ends before the value does.
    pub fn scan(&mut self, text: &[u8], is_whole: bool) -> Result<Option<usize>, RowError> {
        // Most values are whole when they are begun.
        if self.at == 0
            && let Some(length) = self.whole_container(text)
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
        let seen = text.get(..self.at.saturating_add(length)).unwrap_or(text);
        Err(RowError::unexpected(seen, self.at, self.state, self.open.last().copied()))
    }

    /// The length of an array or object that is all there, found the fast way.
    fn whole_container(&self, text: &[u8]) -> Option<usize> {
        if self.context == ValueContext::AfterElement { None } else { container_length(text) }
    }

    /// Where the text begins to nest deeper than a row may.
    pub(super) fn too_deep(&self) -> Option<usize> {
        self.too_deep
    }

    /// Whether the value is one if nothing follows.
    fn is_complete(&self) -> bool {
        let ends = matches!(
            self.state,
            State::Zero | State::Integer | State::Fraction | State::ExponentDigits | State::End | State::Done
        );
        ends && self.open.is_empty()
    }

    /// Scans on; returns whether the value has ended. Fails at a byte that cannot follow.
    fn advance(&mut self, text: &[u8]) -> Result<bool, ()> {
        while self.state != State::Done {
            if let State::Text(_) = self.state {
                let rest = text.get(self.at..).unwrap_or_default();
                let plain = plain(rest);
                self.at = self.at.saturating_add(plain.unwrap_or(rest.len()));
            }
            let Some(byte) = text.get(self.at) else { return Ok(false) };
            let (state, is_passed) = self.step(*byte).ok_or(())?;
            self.state = state;
            self.at = self.at.saturating_add(usize::from(is_passed));
        }
        Ok(true)
    }

    /// The state after `byte`, and whether that byte is part of what came before it. Nothing where it cannot follow.
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
                (Open::Array, b',') => State::Element,
                (Open::Object, b',') => State::Key,
                (Open::Array, b']') | (Open::Object, b'}') => self.close(),
                (Open::Array | Open::Object, _) => return None,
            },
            (State::Text(Role::Key), b'"') => State::Colon,
            (State::Text(Role::Value), b'"') => self.ended(),
            (State::Text(role), b'\\') => State::Escape(role),
            // All else was passed, but for control characters.
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
                return Some((self.ended_before(), false));
            }
            (State::Literal([first, rest @ ..]), _) if *first == byte => match rest {
                [] => self.ended_before(),
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

    /// The state after the first byte of a value.
    fn value(&mut self, byte: u8) -> Option<State> {
        Some(match byte {
            b'{' => self.opened(Open::Object, State::FirstKey),
            b'[' => self.opened(Open::Array, State::FirstElement),
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

    fn opened(&mut self, open: Open, state: State) -> State {
        self.open.push(open);
        if self.open.len() > LEVELS {
            self.too_deep.get_or_insert(self.at);
        }
        state
    }

    fn close(&mut self) -> State {
        self.open.pop();
        self.ended()
    }

    /// The state after a value that ends with its last byte.
    fn ended(&self) -> State {
        if self.open.is_empty() { State::Done } else { State::AfterValue }
    }

    /// The state after a value that ends where another byte follows.
    fn ended_before(&self) -> State {
        if self.open.is_empty() { State::End } else { State::AfterValue }
    }
}
