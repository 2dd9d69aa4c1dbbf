//! Texts as bytes that are ordered as the texts are: written once each, they are then compared without a thought.
//!
//! Zero ends a text, one begins a number, and what would be mistaken for either stands behind a two; all three come before
//! any other byte, as the end and numbers do. So texts of equal bytes are equal, and none is the beginning of another.

use super::{Collation, fold};

const END: u8 = 0;
const NUMBER: u8 = 1;
const LITERAL: u8 = 2;
/// The length of a number that does not fit a byte follows in eight.
const LONG: u8 = 0xFF;

/// Writes `text` behind `out`.
pub(super) fn write(collation: Collation, text: &str, out: &mut Vec<u8>) {
    match collation {
        Collation::Ordinal => text.bytes().for_each(|byte| push(super::unit(byte), out)),
        Collation::IgnoreCase if text.is_ascii() => text.bytes().for_each(|byte| push(byte.to_ascii_uppercase(), out)),
        Collation::IgnoreCase => text.chars().for_each(|character| push_upper(character, out)),
        Collation::Lexicographic => lexicographic(text, out),
    }
    out.push(END);
}

fn push(byte: u8, out: &mut Vec<u8>) {
    if byte <= LITERAL {
        out.push(LITERAL);
    }
    out.push(byte);
}

fn push_upper(character: char, out: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    fold::upper_of(character).encode_utf8(&mut buffer).bytes().for_each(|byte| push(byte, out));
}

/// Numbers by how many digits they have without leading zeros, then by these; what is between them in upper case.
fn lexicographic(text: &str, out: &mut Vec<u8>) {
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
}
