//! The result of decoding a source, while it is written: bytes, and the place of each in the input.

use std::borrow::Cow;

use super::{Origin, SourceText};
use crate::dialect::decompile::error::{DecompileErrorKind, ReadError};
use crate::span::Span;
use crate::value::DateTime;

/// Decoded bytes, with the place of each in the input.
#[derive(Default)]
pub(in crate::dialect) struct Decoded {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl Decoded {
    /// Returns the number of bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Replaces each `+` at `pluses` by a blank, except between a time and its offset from UTC.
    pub(super) fn blank_pluses(&mut self, pluses: &[usize]) {
        for at in pluses {
            if !joins_offset(&self.bytes, *at)
                && let Some(plus) = self.bytes.get_mut(*at)
            {
                *plus = b' ';
            }
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8], offset: usize) {
        self.bytes.extend_from_slice(bytes);
        self.offsets.extend(std::iter::repeat_n(offset, bytes.len()));
    }

    pub(in crate::dialect) fn push_char(&mut self, character: char, offset: usize) {
        self.push(character.encode_utf8(&mut [0; 4]).as_bytes(), offset);
    }

    /// Returns the source of the bytes, of which only whole characters were appended. `end` is its end in the input.
    pub(in crate::dialect) fn text(mut self, end: usize) -> SourceText<'static> {
        self.offsets.push(end);
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        SourceText { text: Cow::Owned(text), origin: Origin::Each(self.offsets), pluses: Vec::new() }
    }

    /// Returns the source of the bytes, or an error if they are not UTF-8. `end` is its end in the input.
    pub(super) fn finish(mut self, end: usize) -> Result<SourceText<'static>, ReadError> {
        self.offsets.push(end);
        let offsets = self.offsets;
        let text = String::from_utf8(self.bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let offset = |at: usize| offsets.get(at).copied().unwrap_or(end);
            ReadError { kind: DecompileErrorKind::NotUtf8, span: Span::new(offset(at), offset(at.saturating_add(1))) }
        });
        Ok(SourceText { text: Cow::Owned(text?), origin: Origin::Each(offsets), pluses: Vec::new() })
    }
}

/// Returns `true` if the byte at `at` is between a time without an offset and the digits of one, as in
/// `2026-01-31T08:00:00+01:00`.
fn joins_offset(bytes: &[u8], at: usize) -> bool {
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
