//! The quotes of a text that are not escaped, found sixty-four bytes at a time: where a text of JSON ends is then known
//! before it is reached, and the processor goes on meanwhile.

use wide::u8x16;

/// How many bytes are looked at at once.
const BLOCK: usize = 64;

/// Gives the offsets of the quotes, one by one.
#[derive(Clone, Debug)]
pub(super) struct Quotes<'t> {
    blocks: &'t [[u8; BLOCK]],
    /// What is left behind the last whole block, once.
    tail: Option<&'t [u8]>,
    /// Where the bits begin, and where the next block does.
    base: usize,
    next: usize,
    /// The quotes of this block that are still to be given.
    bits: u64,
    /// Whether the first byte of the next block is behind an escaping backslash.
    is_escaped: bool,
    /// Whether a backslash or a control character was seen anywhere so far.
    is_odd: bool,
    /// All bytes seen so far, one over the other.
    seen: u8x16,
}

impl<'t> Quotes<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        let (blocks, tail) = text.as_chunks();
        let seen = u8x16::default();
        Self { blocks, tail: Some(tail), base: 0, next: 0, bits: 0, is_escaped: false, is_odd: false, seen }
    }

    /// Where the next quote is.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.load()?;
        }
        let offset = self.bits.trailing_zeros() as usize;
        self.bits &= self.bits.wrapping_sub(1);
        Some(self.base.wrapping_add(offset))
    }

    /// Whether what was given may hold escapes or control characters.
    #[inline]
    pub(super) fn are_odd(&self) -> bool {
        self.is_odd
    }

    /// Whether the whole text is ASCII.
    pub(super) fn are_ascii(&mut self) -> bool {
        while self.load().is_some() {}
        self.seen.to_bitmask() == 0
    }

    #[inline]
    fn load(&mut self) -> Option<()> {
        match self.blocks.split_first() {
            Some((block, blocks)) => {
                self.blocks = blocks;
                self.look(block);
            }
            None => {
                let tail = self.tail.take()?;
                let mut block = [b' '; BLOCK];
                block.get_mut(..tail.len())?.copy_from_slice(tail);
                self.look(&block);
            }
        }
        Some(())
    }

    #[inline]
    fn look(&mut self, block: &[u8; BLOCK]) {
        let (mut quotes, mut backslashes, mut odd) = (0_u64, 0_u64, u8x16::default());
        let (quote, backslash, control) = (u8x16::splat(b'"'), u8x16::splat(b'\\'), u8x16::splat(0x1F));
        for bytes in block.as_chunks::<16>().0.iter().rev() {
            let bytes = u8x16::from(*bytes);
            let is_backslash = bytes.simd_eq(backslash);
            odd |= is_backslash | bytes.min(control).simd_eq(bytes);
            self.seen |= bytes;
            quotes = (quotes << 16) | u64::from(bytes.simd_eq(quote).to_bitmask());
            backslashes = (backslashes << 16) | u64::from(is_backslash.to_bitmask());
        }
        self.base = self.next;
        self.next = self.next.wrapping_add(BLOCK);
        self.is_odd |= odd.any();
        if backslashes != 0 || self.is_escaped {
            quotes &= !self.escaped(backslashes);
        }
        self.bits = quotes;
    }

    /// The bits behind a run of backslashes of odd length, and whether one reaches into the next block. A run that begins
    /// at an odd place and is added to its first bit carries into the bit behind it.
    fn escaped(&mut self, backslashes: u64) -> u64 {
        const EVEN: u64 = 0x5555_5555_5555_5555;
        let before = u64::from(self.is_escaped);
        let backslashes = backslashes & !before;
        let behind = (backslashes << 1) | before;
        let odd_starts = backslashes & !EVEN & !behind;
        let (carried, is_escaped) = odd_starts.overflowing_add(backslashes);
        self.is_escaped = is_escaped;
        (EVEN ^ (carried << 1)) & behind
    }
}
