//! The result of decoding a source, while it is written: bytes, and the place of each in the input.

use crate::dialect::decompile::pluses::joins_offset;

/// Decoded bytes, with the place of each in the input.
#[derive(Default)]
pub(in crate::dialect) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) offsets: Vec<usize>,
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
}
