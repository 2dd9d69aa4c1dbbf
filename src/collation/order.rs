//! Sort keys: byte strings whose `memcmp` order is the order of a collation.
//!
//! A sort writes the key of each text once and then compares bytes, instead of folding case and reading numbers in
//! every comparison. Three bytes have a meaning: 0 ends a key, 1 starts a number, and 2 escapes a byte of the text that
//! would be mistaken for one of the three. They are less than any other byte, so a text sorts before its continuations,
//! and numbers sort before words. Texts of equal keys are equal, and no key is a prefix of another, so that the keys of
//! several sort columns can be appended to one another.

use super::fold;

/// Ends a key.
const END: u8 = 0;
/// Starts a number.
const NUMBER: u8 = 1;
/// Comes before a byte of the text that is one of the three.
const ESCAPE: u8 = 2;
/// The length byte of a number whose length follows in eight bytes.
const LONG: u8 = 0xFF;

/// Appends the sort key of `text` under `ordinal`.
pub(super) fn push_ordinal(text: &str, out: &mut Vec<u8>) {
    text.bytes().for_each(|byte| push(utf16_rank(byte), out));
    out.push(END);
}

/// Appends the sort key of `text` under `ignorecase`.
pub(super) fn push_ignorecase(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        text.bytes().for_each(|byte| push(byte.to_ascii_uppercase(), out));
    } else {
        text.chars().for_each(|character| push_upper(character, out));
    }
    out.push(END);
}

/// Appends the sort key of `text` under `lexicographic`: numbers as the count of their digits without leading zeros and
/// then the digits, and the characters between them in upper case.
pub(super) fn push_lexicographic(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_digit() {
            push_upper(first, out);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (digits, after) = fold::split_digits(rest);
        let digits = digits.trim_start_matches('0');
        out.push(NUMBER);
        match u8::try_from(digits.len()) {
            Ok(length) if length < LONG => out.push(length),
            _ => {
                out.push(LONG);
                out.extend(u64::try_from(digits.len()).unwrap_or(u64::MAX).to_be_bytes());
            }
        }
        out.extend(digits.bytes());
        rest = after;
    }
    out.push(END);
}

/// Maps a byte of UTF-8 so that mapped bytes have the order of UTF-16 code units.
pub(super) fn utf16_rank(byte: u8) -> u8 {
    match byte {
        0xEE | 0xEF => byte.wrapping_add(5),
        0xF0..=0xF4 => byte.wrapping_sub(2),
        _ => byte,
    }
}

/// Appends a byte of the text.
fn push(byte: u8, out: &mut Vec<u8>) {
    if byte <= ESCAPE {
        out.push(ESCAPE);
    }
    out.push(byte);
}

/// Appends the upper case of a character of the text.
fn push_upper(character: char, out: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    fold::upper_of(character).encode_utf8(&mut buffer).bytes().for_each(|byte| push(byte, out));
}
