//! Keys of strings, compared in registers.
//!
//! Names and values of rows are mostly short. Comparing them through a key calls no `memcmp`: the key holds all of a
//! short string, and enough of a longer one to tell it apart from most others.

/// The length, the first and the last eight bytes of a string. Strings of unequal keys are unequal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StrKey {
    length: usize,
    first: u64,
    last: u64,
}

impl StrKey {
    /// The longest string, in bytes, that its key holds entirely.
    const LONGEST_EXACT: usize = 16;

    #[inline]
    pub(super) fn new(text: &[u8]) -> Self {
        let wide = |word: Option<&[u8; 8]>| word.map(|word| u64::from_le_bytes(*word));
        let narrow = |word: Option<&[u8; 4]>| word.map_or(0, |word| u32::from_le_bytes(*word).into());
        let (first, last) = match (wide(text.first_chunk()), text) {
            (Some(first), _) => (first, wide(text.last_chunk()).unwrap_or(0)),
            (None, [_, _, _, _, ..]) => (narrow(text.first_chunk()), narrow(text.last_chunk())),
            (None, few) => (few.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0),
        };
        Self { length: text.len(), first, last }
    }

    /// Returns the length of the string in bytes.
    #[inline]
    pub(super) fn length(self) -> usize {
        self.length
    }

    /// Returns `true` if the key holds all of the string, so that strings of equal keys are equal.
    #[inline]
    pub(super) fn is_exact(self) -> bool {
        self.length <= Self::LONGEST_EXACT
    }
}
