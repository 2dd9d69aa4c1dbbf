//! The tokenizer. It is total: every text is a sequence of tokens, malformed ones among them, so that errors are found
//! in one place, the parser, and editors can colour any text.

mod digits;

use memchr::memchr2;

use crate::operator::Operator;
use crate::path::{continues_word, starts_word};
use crate::span::Span;
use digits::{DigitRun, digit_run};

/// A lexical unit of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The kind of the token.
    pub kind: TokenKind,
    /// The span of the token, in bytes.
    pub span: Span,
}

/// The kind of a [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word: a name, a keyword, an operator or a bare value; the grammar decides by the place.
    Word,
    /// A name between backticks.
    Name,
    /// Text between double or single quotes.
    Text,
    /// An unsigned number, with or without a byte unit.
    Number,
    /// Digits and a unit of time, such as `30m`.
    Duration,
    /// A date, with or without a time.
    Date,
    /// `$` and a word.
    Parameter,
    /// An operator that is spelled with symbols.
    Operator(Operator),
    /// `&&`
    And,
    /// `||`
    Or,
    /// `!`
    Not,
    /// `(`
    OpenGroup,
    /// `)`
    CloseGroup,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `#` and the rest of its line.
    Comment,
    /// Characters that are no token.
    Malformed(Malformed),
}

/// The reason for which characters are no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Malformed {
    /// `"abc`: a quote that is not closed.
    UnclosedText,
    /// `` `abc ``: a backtick that is not closed.
    UnclosedName,
    /// `5x`, `5.`, `007`, `1EB`, `2026-1-1`: characters that start with a digit and are no number, duration or date.
    Number,
    /// `$` without a word.
    Parameter,
    /// A character that starts no token, such as `;`, `&` or a smart quote.
    Character,
}

/// Returns the tokens of `text` in order, with the comments and without the blanks. Never fails: characters that are no
/// token are [`TokenKind::Malformed`].
///
/// ```
/// use tamis::editor::{TokenKind, tokens};
/// let kinds: Vec<_> = tokens("size > 5GB").map(|token| token.kind).collect();
/// assert!(matches!(kinds[..], [TokenKind::Word, TokenKind::Operator(_), TokenKind::Number]));
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + Clone + '_ {
    Tokenizer::new(text)
}

/// The tokenizer at some offset in a text.
#[derive(Clone)]
pub(super) struct Tokenizer<'t> {
    text: &'t str,
    offset: usize,
}

impl Iterator for Tokenizer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.read()
    }
}

impl<'t> Tokenizer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, offset: 0 }
    }

    /// Returns the next token. Inlined into the loop over a whole text: most tokens are shorter than a call takes.
    #[inline(always)]
    pub(super) fn read(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let mut start = self.offset;
        let (kind, length) = loop {
            let first = *bytes.get(start)?;
            let kind = match first {
                b' ' | b'\t'..=b'\r' => {
                    start = start.wrapping_add(1);
                    continue;
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => break (TokenKind::Word, word_length(self.text.get(start..)?)),
                b'"' | b'\'' => break quoted_text(first, bytes.get(start..)?),
                b',' => TokenKind::Comma,
                b'(' => TokenKind::OpenGroup,
                b')' => TokenKind::CloseGroup,
                b'[' => TokenKind::OpenList,
                b']' => TokenKind::CloseList,
                b'.' => TokenKind::Dot,
                b'+' => TokenKind::Plus,
                b'-' => TokenKind::Minus,
                _ if first.is_ascii() => break other(first, self.text.get(start..)?),
                _ => match wide_blanks(self.text.get(start..)?) {
                    0 => break wide_or_malformed(self.text.get(start..)?),
                    length => {
                        start = start.wrapping_add(length);
                        continue;
                    }
                },
            };
            break (kind, 1);
        };
        self.offset = start.wrapping_add(length);
        Some(Token { kind, span: Span::new(start, self.offset) })
    }
}

/// Returns the length of the blanks that `text` starts with, the first of which is not ASCII.
#[cold]
fn wide_blanks(text: &str) -> usize {
    text.len().wrapping_sub(text.trim_start().len())
}

/// Returns the kind and the length in bytes of the token that `rest` starts with. `first` is its first byte, one that
/// starts fewer tokens than those that the caller handles.
fn other(first: u8, rest: &str) -> (TokenKind, usize) {
    match first {
        b'0'..=b'9' => match digit_run(rest) {
            (DigitRun::Number, length) => (TokenKind::Number, length),
            (DigitRun::Duration, length) => (TokenKind::Duration, length),
            (DigitRun::Date, length) => (TokenKind::Date, length),
            (DigitRun::Malformed, length) => (TokenKind::Malformed(Malformed::Number), length),
        },
        b'`' => quoted_name(rest),
        b'#' => (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len())),
        b'$' => match word_length(rest.get(1..).unwrap_or_default()) {
            0 => (TokenKind::Malformed(Malformed::Parameter), 1),
            length => (TokenKind::Parameter, length.saturating_add(1)),
        },
        b'&' if rest.starts_with("&&") => (TokenKind::And, 2),
        b'|' if rest.starts_with("||") => (TokenKind::Or, 2),
        _ => match Operator::from_symbol(rest) {
            Some((operator, length)) => (TokenKind::Operator(operator), length),
            None if first == b'!' => (TokenKind::Not, 1),
            None => wide_or_malformed(rest),
        },
    }
}

/// Returns the kind and the length of a word whose first letter is not ASCII, or of a character that starts no token.
#[cold]
fn wide_or_malformed(rest: &str) -> (TokenKind, usize) {
    match word_length(rest) {
        0 => (TokenKind::Malformed(Malformed::Character), rest.chars().next().map_or(0, char::len_utf8)),
        length => (TokenKind::Word, length),
    }
}

/// For each byte, `true` if it is an ASCII character that a word may contain.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &mut [bool] = &mut table;
    let mut byte = 0_u8;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = byte.is_ascii_alphanumeric() || byte == b'_';
        byte = byte.wrapping_add(1);
        rest = others;
    }
    table
};

/// Returns the length of the word that `text` starts with; 0 if there is none.
fn word_length(text: &str) -> usize {
    // Most words are ASCII.
    let is_in_word = |byte: u8| IN_WORD.get(usize::from(byte)).is_some_and(|is_in_word| *is_in_word);
    let end = text.bytes().position(|byte| !is_in_word(byte)).unwrap_or(text.len());
    match text.as_bytes().get(end) {
        Some(byte) if !byte.is_ascii() => wide_word_length(text),
        _ if text.as_bytes().first().is_some_and(u8::is_ascii_digit) => 0,
        _ => end,
    }
}

#[cold]
fn wide_word_length(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if starts_word(first) => text.find(|next| !continues_word(next)).unwrap_or(text.len()),
        _ => 0,
    }
}

/// Returns the kind and the length of a text up to its closing quote. The character after a backslash is skipped.
fn quoted_text(quote: u8, rest: &[u8]) -> (TokenKind, usize) {
    let mut end = 1_usize;
    while let Some(length) = rest.get(end..).and_then(|tail| memchr2(quote, b'\\', tail)) {
        end = end.saturating_add(length);
        if rest.get(end) == Some(&quote) {
            return (TokenKind::Text, end.saturating_add(1));
        }
        // If that character is longer than a byte, its other bytes are neither quote nor backslash.
        end = end.saturating_add(2);
    }
    (TokenKind::Malformed(Malformed::UnclosedText), rest.len())
}

/// Returns the kind and the length of a name up to a backtick that is not doubled.
fn quoted_name(rest: &str) -> (TokenKind, usize) {
    let mut end = 1;
    while let Some(length) = rest.get(end..).and_then(|tail| tail.find('`')) {
        end = end.saturating_add(length).saturating_add(1);
        if rest.as_bytes().get(end) != Some(&b'`') {
            return (TokenKind::Name, end);
        }
        end = end.saturating_add(1);
    }
    (TokenKind::Malformed(Malformed::UnclosedName), rest.len())
}
