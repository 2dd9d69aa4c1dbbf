//! The `+` of a URL, which reaches a server as a blank: right if a form encoder wrote it, and mostly a slip if a person
//! or a script did. It is kept only between a time and its offset from UTC, where there cannot be a blank.

use crate::value::DateTime;

/// The character that a `+` in a URL was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PlusReading {
    /// A plus, since it is between a time and its offset from UTC.
    Plus,
    /// A blank, as a server reads it.
    Blank,
}

/// The parts of a text that are values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) enum Values {
    /// The whole text.
    All,
    /// The parts between single quotes; blanks separate the others.
    BetweenSingleQuotes,
}

/// Returns `true` if `text` has an escape and no character that a form encoder would have escaped. A form encoder
/// writes no blank as `%20`: next to one, a `+` was not a blank.
pub(super) fn is_form_encoded(text: &str) -> bool {
    let is_left = |character: char| character.is_ascii_alphanumeric() || "*-._~!()%+".contains(character);
    text.contains('%') && !text.contains("%20") && text.chars().all(is_left)
}

/// Returns `true` if the byte at `at` is between a time without an offset and the digits of one, as in
/// `2026-01-31T08:00:00+01:00`.
pub(super) fn joins_offset(bytes: &[u8], at: usize) -> bool {
    let (Some(before), Some(after)) = (bytes.get(..at), bytes.get(at.saturating_add(1)..)) else { return false };
    let (digits, rest) = match after {
        [a, b, b':', c, d, rest @ ..] | [a, b, c, d, rest @ ..] => ([a, b, c, d], rest),
        _ => return false,
    };
    let ends = rest.first().is_none_or(|next| !next.is_ascii_alphanumeric());
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let fraction = before.iter().rev().take_while(|byte| is_digit(byte)).count();
    let whole = match before.get(..before.len().saturating_sub(fraction)) {
        Some([whole @ .., b'.' | b',']) if fraction > 0 => whole,
        _ => before,
    };
    let is_time = |length: usize| {
        let last = whole.get(whole.len().checked_sub(length)?..)?;
        DateTime::read(std::str::from_utf8(last).ok()?)
    };
    let lengths = ["2026-01-31T08:00:00", "2026-01-31T08:00"].map(str::len);
    ends && digits.into_iter().all(is_digit) && lengths.into_iter().any(|length| is_time(length).is_some())
}
