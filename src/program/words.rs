//! A text's length, beginning and end as machine words: all of a short text, and enough to tell most long ones apart.
//! Names and values of rows are mostly short, and comparing them so calls nothing.

/// The length, the first and the last bytes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words {
    length: usize,
    first: u64,
    last: u64,
}

impl Words {
    /// Texts of up to this many bytes are equal where their words are.
    const WHOLE: usize = 16;

    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        let wide = |word: Option<&[u8; 8]>| word.map(|word| u64::from_le_bytes(*word));
        let narrow = |word: Option<&[u8; 4]>| word.map_or(0, |word| u32::from_le_bytes(*word).into());
        let (first, last) = match (wide(text.first_chunk()), text) {
            (Some(first), _) => (first, wide(text.last_chunk()).unwrap_or(0)),
            (None, [_, _, _, _, ..]) => (narrow(text.first_chunk()), narrow(text.last_chunk())),
            (None, few) => (few.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0),
        };
        Self { length: text.len(), first, last }
    }

    /// The length of the text in bytes.
    #[inline]
    pub(super) fn length(self) -> usize {
        self.length
    }

    /// Whether no text but its own has them.
    #[inline]
    pub(super) fn are_whole(self) -> bool {
        self.length <= Self::WHOLE
    }
}
