//! The case mapping of `ignorecase`, the canonical form of `lexicographic`, and both orders.
//!
//! A canonical form has no leading zeros and is in upper case, so that texts that are equal under `lexicographic` are
//! the same characters. Everything here works on iterators of characters, and allocates nothing.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::CharIndices;

/// Returns the simple upper-case mapping of a code point, as .NET's `OrdinalIgnoreCase` applies it.
///
/// The table is the standard library's, which tracks Unicode. It holds full mappings (`ß` to `SS`); where a full
/// mapping is longer than one code point, the simple one is the code point itself or, for Greek letters with an iota
/// subscript, the title-case letter. `ı` and `ſ` stay themselves although Unicode maps them, as .NET decides.
pub(super) fn upper_of(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    match character {
        'ı' | 'ſ' => character,
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => shifted(character, 8),
        '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => shifted(character, 9),
        _ => {
            let mut mapped = character.to_uppercase();
            match (mapped.next(), mapped.next()) {
                (Some(upper), None) => upper,
                _ => character,
            }
        }
    }
}

/// Returns the code point `by` after `character`.
fn shifted(character: char, by: u32) -> char {
    char::from_u32(u32::from(character).wrapping_add(by)).unwrap_or(character)
}

/// Maps each character to its simple upper case.
pub(super) fn upper(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.map(upper_of)
}

/// Compares code points after [`upper_of`].
pub(super) fn ignorecase(a: &str, b: &str) -> Ordering {
    let (left, right) = (a.as_bytes(), b.as_bytes());
    let same = left.iter().zip(right).take_while(|(x, y)| x == y && x.is_ascii()).count();
    let (Some(left), Some(right)) = (a.get(same..), b.get(same..)) else { return a.cmp(b) };
    upper(left.chars()).cmp(upper(right.chars()))
}

/// Compares runs: digit runs by value, word runs by [`ignorecase`], a digit run before a word run, a shorter sequence
/// of runs first.
///
/// Word runs are compared character by character, without finding their ends first. That decides the same: if one run
/// ends where the other continues, the end of the text or a digit follows it, and both sort before any character of a
/// word.
pub(super) fn lexicographic(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) else { return a.len().cmp(&b.len()) };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((left, after_left), (right, after_right)) = (split_digits(a), split_digits(b));
            (a, b) = (after_left, after_right);
            by_value(left, right)
        } else if x.is_ascii_digit() != y.is_ascii_digit() {
            y.is_ascii_digit().cmp(&x.is_ascii_digit())
        } else {
            a = a.get(x.len_utf8()..).unwrap_or_default();
            b = b.get(y.len_utf8()..).unwrap_or_default();
            upper_of(x).cmp(&upper_of(y))
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Splits `text` after its leading run of ASCII digits.
pub(super) fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Compares two runs of digits, of any length, by numeric value.
fn by_value(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Returns the characters of `text` in upper case without the leading zeros of its digit runs (a run of zeros keeps its
/// last), each with its byte offset. Texts that are equal under `lexicographic` have the same characters.
pub(super) fn canonical(text: &str) -> Canonical<'_> {
    Canonical { characters: text.char_indices().peekable(), inside_number: false }
}

/// The iterator of [`canonical`].
pub(super) struct Canonical<'t> {
    characters: Peekable<CharIndices<'t>>,
    inside_number: bool,
}

impl Iterator for Canonical<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        loop {
            let (offset, character) = self.characters.next()?;
            let leads_number = character == '0' && !self.inside_number;
            if leads_number && self.characters.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
                continue;
            }
            self.inside_number = character.is_ascii_digit();
            return Some((offset, upper_of(character)));
        }
    }
}

/// Returns the characters of [`canonical`] in reverse.
pub(super) fn canonical_backwards(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    // The start of the current digit run and the end of its leading zeros.
    let mut run: Option<(usize, usize)> = None;
    std::iter::from_fn(move || {
        let character = rest.chars().next_back()?;
        let end = rest.len().saturating_sub(character.len_utf8());
        rest = rest.get(..end)?;
        if character.is_ascii_digit() {
            let (start, significant) = run.unwrap_or_else(|| {
                let start = rest.trim_end_matches(|character: char| character.is_ascii_digit()).len();
                let zeros = rest.bytes().skip(start).take_while(|digit| *digit == b'0').count();
                (start, start.saturating_add(zeros))
            });
            run = Some((start, significant));
            if end <= significant {
                rest = rest.get(..start)?;
                run = None;
            }
        } else {
            run = None;
        }
        Some(upper_of(character))
    })
}
