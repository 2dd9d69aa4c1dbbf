//! The result of decoding a source, while it is written: bytes, and the place of each in the input.

use std::borrow::Cow;

use super::{Origin, SourceText};
use crate::dialect::decompile::error::{DecompileError, DecompileErrorKind};
use crate::dialect::decompile::pluses::joins_offset;
use crate::span::Span;

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
    pub(super) fn finish(mut self, end: usize) -> Result<SourceText<'static>, DecompileError> {
        self.offsets.push(end);
        let offsets = self.offsets;
        let text = String::from_utf8(self.bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let offset = |at: usize| offsets.get(at).copied().unwrap_or(end);
            DecompileError {
                kind: DecompileErrorKind::NotUtf8,
                span: Span::new(offset(at), offset(at.saturating_add(1))),
            }
        });
        Ok(SourceText { text: Cow::Owned(text?), origin: Origin::Each(offsets), pluses: Vec::new() })
    }
}
