//! Tokens: a kind and a span each. Total: every text is a sequence of tokens, the malformed ones included.

use memchr::memchr2;

use crate::operator::Operator;
use crate::path::{continues_word, starts_word};
use crate::span::Span;
use crate::value::{DurationUnit, UNITS, json_number_length};

/// A lexical unit of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands, in bytes.
    pub span: Span,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word: a name, a keyword, an operator or a bare value; the grammar decides by its place.
    Word,
    /// A name between backticks.
    Name,
    /// Text between double or single quotes.
    Text,
    /// An unsigned number, with a byte unit or without.
    Number,
    /// Digits and a unit of time, such as `30m`.
    Duration,
    /// A date, with a time or without.
    Date,
    /// `$` and a word.
    Parameter,
    /// An operator that is spelled with signs.
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
    /// What is no token.
    Malformed(Malformed),
}

/// Why a part of a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Malformed {
    /// `"abc`: a quote that is not closed.
    UnclosedText,
    /// `` `abc ``: a backtick that is not closed.
    UnclosedName,
    /// ` `` `: backticks with nothing between them.
    EmptyName,
    /// `5x`, `5.`, `007`, `1EB`, `2026-1-1`: a run that starts with a digit and is neither number, duration nor date.
    Number,
    /// `$` without a word.
    Parameter,
    /// A character that begins no token, such as `;`, `&` or a smart quote.
    Character,
}

/// The tokens of `text`, comments among them, in order; blanks are left out. Never fails: what is no token is
/// [`TokenKind::Malformed`].
///
/// ```
/// use tamis::{TokenKind, tokens};
/// let kinds: Vec<_> = tokens("size > 5GB").map(|token| token.kind).collect();
/// assert!(matches!(kinds[..], [TokenKind::Word, TokenKind::Operator(_), TokenKind::Number]));
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + Clone + '_ {
    Tokens { text, offset: 0 }
}

#[derive(Clone)]
struct Tokens<'t> {
    text: &'t str,
    offset: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = without_blanks(self.text.get(self.offset..)?);
        let first = rest.chars().next()?;
        let (kind, length) = token(first, rest);
        let start = self.text.len().wrapping_sub(rest.len());
        self.offset = start.wrapping_add(length);
        Some(Token { kind, span: Span::new(start, self.offset) })
    }
}

/// `text` without the blanks that it begins with, of which most are ASCII.
fn without_blanks(text: &str) -> &str {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let rest = text.bytes().position(|byte| !is_blank(&byte)).and_then(|blanks| text.get(blanks..)).unwrap_or_default();
    if rest.as_bytes().first().is_some_and(|byte| !byte.is_ascii()) { rest.trim_start() } else { rest }
}

/// The kind and the length in bytes of the token that `rest` starts with; `first` is its first character.
fn token(first: char, rest: &str) -> (TokenKind, usize) {
    match first {
        '"' | '\'' => quoted_text(first, rest),
        '`' => quoted_name(rest),
        '#' => (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '0'..='9' => digit_run(rest),
        '$' => match word_length(rest.get(1..).unwrap_or_default()) {
            0 => (TokenKind::Malformed(Malformed::Parameter), 1),
            length => (TokenKind::Parameter, length.saturating_add(1)),
        },
        _ if starts_word(first) => (TokenKind::Word, word_length(rest)),
        _ => sign(first, rest),
    }
}

fn word_length(text: &str) -> usize {
    if !text.chars().next().is_some_and(starts_word) {
        return 0;
    }
    // Most words end at an ASCII character, or with the text.
    let ends_ascii = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'_';
    match text.bytes().position(ends_ascii) {
        Some(end) if text.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) => {
            text.find(|character| !continues_word(character)).unwrap_or(text.len())
        }
        end => end.unwrap_or(text.len()),
    }
}

fn sign(first: char, rest: &str) -> (TokenKind, usize) {
    // No operator begins with one of these.
    let alone = match first {
        '(' => TokenKind::OpenGroup,
        ')' => TokenKind::CloseGroup,
        '[' => TokenKind::OpenList,
        ']' => TokenKind::CloseList,
        ',' => TokenKind::Comma,
        '.' => TokenKind::Dot,
        '+' => TokenKind::Plus,
        '-' => TokenKind::Minus,
        '&' if rest.starts_with("&&") => return (TokenKind::And, 2),
        '|' if rest.starts_with("||") => return (TokenKind::Or, 2),
        _ => return operator(first, rest),
    };
    (alone, 1)
}

fn operator(first: char, rest: &str) -> (TokenKind, usize) {
    let mut longest: Option<(&str, TokenKind)> = None;
    for operator in Operator::ALL {
        for spelling in operator.aliases().iter().copied().chain([operator.spelling()]) {
            let is_longer = longest.is_none_or(|(known, _)| spelling.len() > known.len());
            if is_longer && spelling.starts_with(first) && rest.starts_with(spelling) {
                longest = Some((spelling, TokenKind::Operator(*operator)));
            }
        }
    }
    match longest {
        Some((spelling, kind)) => (kind, spelling.len()),
        None if first == '!' => (TokenKind::Not, 1),
        None => (TokenKind::Malformed(Malformed::Character), first.len_utf8()),
    }
}

/// Text up to its closing quote; a backslash hides the character behind it.
fn quoted_text(quote: char, rest: &str) -> (TokenKind, usize) {
    let quote = if quote == '"' { b'"' } else { b'\'' };
    let mut end = 1_usize;
    while let Some(length) = rest.as_bytes().get(end..).and_then(|tail| memchr2(quote, b'\\', tail)) {
        end = end.saturating_add(length);
        if rest.as_bytes().get(end) == Some(&quote) {
            return (TokenKind::Text, end.saturating_add(1));
        }
        // The character behind it may be longer than a byte; none of the others is a quote or a backslash.
        end = end.saturating_add(2);
    }
    (TokenKind::Malformed(Malformed::UnclosedText), rest.len())
}

/// A name up to a backtick that is not doubled.
fn quoted_name(rest: &str) -> (TokenKind, usize) {
    let mut end = 1;
    while let Some(length) = rest.get(end..).and_then(|tail| tail.find('`')) {
        end = end.saturating_add(length).saturating_add(1);
        if rest.as_bytes().get(end) != Some(&b'`') {
            let kind = if end == 2 { TokenKind::Malformed(Malformed::EmptyName) } else { TokenKind::Name };
            return (kind, end);
        }
        end = end.saturating_add(1);
    }
    (TokenKind::Malformed(Malformed::UnclosedName), rest.len())
}

/// The longest date, duration or number that `rest` starts with, if the run of characters that could belong to one
/// ends there; else that whole run is malformed.
fn digit_run(rest: &str) -> (TokenKind, usize) {
    let (kind, length) = longest_of_digits(rest);
    let run = run_length(rest);
    if run > length { (TokenKind::Malformed(Malformed::Number), run) } else { (kind, length) }
}

fn longest_of_digits(rest: &str) -> (TokenKind, usize) {
    let date = date_length(rest);
    if date > 0 {
        return (TokenKind::Date, date);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest.get(digits..).and_then(|tail| tail.chars().next());
    let is_duration = DurationUnit::ALL.iter().any(|known| Some(known.letter()) == unit);
    let number = json_number_length(rest);
    let byte_unit = UNITS.iter().find(|(name, _)| rest.get(number..).is_some_and(|tail| tail.starts_with(name)));
    let number = number.saturating_add(byte_unit.map_or(0, |(name, _)| name.len()));
    if is_duration { (TokenKind::Duration, digits.saturating_add(1)) } else { (TokenKind::Number, number) }
}

/// How far letters, digits, `_`, `.` and `:` go on, and `+` and `-` where a digit follows them.
fn run_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = match character {
            '.' | ':' => true,
            '+' | '-' => next_is_digit,
            _ => continues_word(character),
        };
        if !belongs {
            return offset;
        }
    }
    rest.len()
}

/// The length of the date that `rest` starts with, by its form alone; 0 where there is none.
fn date_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let fits = |from: usize, form: &[u8]| {
        let part = bytes.get(from..from.saturating_add(form.len()));
        part.is_some_and(|part| {
            part.iter()
                .zip(form)
                .all(|(byte, wanted)| if *wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
        })
    };
    if !fits(0, b"0000-00-00") {
        return 0;
    }
    let mut end = 10;
    if !fits(end, b"T00:00") {
        return end;
    }
    end = 16;
    if fits(end, b":00") {
        end = 19;
        if fits(end, b".0") {
            let digits = bytes.iter().skip(20).take_while(|byte| byte.is_ascii_digit()).count();
            end = end.saturating_add(1).saturating_add(digits.min(9));
        }
    }
    if fits(end, b"Z") {
        end = end.saturating_add(1);
    } else if fits(end, b"+00:00") || fits(end, b"-00:00") {
        end = end.saturating_add(6);
    }
    end
}
