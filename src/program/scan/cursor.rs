//! A cursor over the bytes of a row that skips JSON tokens and checks every byte as serde_json would.
//!
//! `None` means "fall back". Accepting a token is a promise that serde_json accepts it too; rejecting one is only slow,
//! so that rare forms are rejected whether they are valid or not.
//!
//! Strings and numbers are searched 16 bytes at a time: most fit one block, and the position of their end is one bit
//! mask away.

use wide::u8x16;

/// The number of bytes that are searched at once.
const BLOCK: usize = 16;

/// The unread rest of a row. Passed by value where possible, which keeps it in registers.
#[derive(Clone, Copy, Debug)]
pub(in crate::program) struct Cursor<'t> {
    rest: &'t [u8],
}

/// A string without its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted<'t> {
    pub(super) inner: &'t [u8],
    pub(super) has_escapes: bool,
}

impl<'t> Cursor<'t> {
    /// Makes a cursor at the start of `text`.
    pub(in crate::program) fn new(text: &'t [u8]) -> Self {
        Self { rest: text }
    }

    /// Returns the unread rest.
    #[inline]
    pub(in crate::program) fn rest(self) -> &'t [u8] {
        self.rest
    }

    /// Returns the bytes that were passed since the rest was `start`.
    #[inline]
    pub(super) fn passed_since(self, start: &'t [u8]) -> Option<&'t [u8]> {
        start.get(..start.len().checked_sub(self.rest.len())?)
    }

    /// Returns the next byte, which is not consumed.
    #[inline]
    pub(in crate::program) fn first(self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Skips `count` bytes, or all that are left.
    #[inline]
    pub(in crate::program) fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// Skips the blanks of JSON.
    pub(in crate::program) fn skip_blanks(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Reads a string, from its opening to its closing quote.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Option<Quoted<'t>> {
        let [b'"', text @ ..] = self.rest else { return None };
        // Most strings are short.
        let end = match text.first_chunk().map(special_bytes) {
            Some(0) => plain_length(text.get(BLOCK..)?)?.checked_add(BLOCK)?,
            Some(special) => special.trailing_zeros() as usize,
            None => plain_length(text)?,
        };
        let (inner, has_escapes) = match text.get(end)? {
            b'"' => (text.get(..end)?, false),
            _ => (before_closing_quote(text, end)?, true),
        };
        self.rest = text.get(inner.len().checked_add(1)?..)?;
        Some(Quoted { inner, has_escapes })
    }

    /// Skips a string, a number, `true`, `false` or `null`.
    #[inline(always)]
    pub(super) fn skip_scalar(&mut self) -> Option<()> {
        match self.rest {
            [b'"', ..] => self.text().map(|_| ()),
            [b't', b'r', b'u', b'e', rest @ ..]
            | [b'f', b'a', b'l', b's', b'e', rest @ ..]
            | [b'n', b'u', b'l', b'l', rest @ ..] => {
                self.rest = rest;
                Some(())
            }
            _ => self.skip_number(),
        }
    }

    /// Skips a number.
    #[inline(always)]
    fn skip_number(&mut self) -> Option<()> {
        // Most are integers of a few digits.
        if let Some(block) = self.rest.first_chunk::<BLOCK>() {
            let digits = u8x16::from(*block) ^ u8x16::splat(b'0');
            let others = !digits.min(u8x16::splat(9)).simd_eq(digits).to_bitmask();
            let count = others.trailing_zeros() as usize;
            let is_whole = matches!(block.get(count), Some(b',' | b'}' | b']'));
            if is_whole && (count == 1 || count > 1 && block.first() != Some(&b'0')) {
                self.advance(count);
                return Some(());
            }
        }
        self.advance(number_length(self.rest)?);
        Some(())
    }

    /// Skips digits and returns their number.
    fn skip_digits(&mut self) -> usize {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.advance(count);
        count
    }
}

/// Returns the number of bytes before the first quote, backslash or control character, or `None` if there is none.
pub(in crate::program) fn plain_length(text: &[u8]) -> Option<usize> {
    let (blocks, tail) = text.as_chunks();
    for (index, block) in blocks.iter().enumerate() {
        let special = special_bytes(block);
        if special != 0 {
            return index.checked_mul(BLOCK)?.checked_add(special.trailing_zeros() as usize);
        }
    }
    let mut block = [b' '; BLOCK];
    block.get_mut(..tail.len())?.copy_from_slice(tail);
    let special = special_bytes(&block);
    let before = text.len().checked_sub(tail.len())?;
    (special != 0).then_some(before.checked_add(special.trailing_zeros() as usize)?)
}

/// Returns a mask with a bit for each quote, backslash and control character.
#[inline(always)]
fn special_bytes(block: &[u8; BLOCK]) -> u32 {
    let bytes = u8x16::from(*block);
    let is_control = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
    let special = bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(b'\\')) | is_control;
    special.to_bitmask()
}

/// Returns the part of `text` before its closing quote, given that the byte at `at` is its first special one.
#[cold]
fn before_closing_quote(text: &[u8], mut at: usize) -> Option<&[u8]> {
    loop {
        let length = match text.get(at..)? {
            [b'"', ..] => return text.get(..at),
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'\\', b'u', a, b, c, d, ..] => {
                let digits = [*a, *b, *c, *d];
                // Surrogates are D800 to DFFF.
                let is_surrogate = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                if is_surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                6
            }
            _ => return None,
        };
        at = at.checked_add(length)?;
        at = at.checked_add(plain_length(text.get(at..)?)?)?;
    }
}

/// Returns the length of the number that `text` starts with.
fn number_length(text: &[u8]) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    if cursor.first() == Some(b'-') {
        cursor.advance(1);
    }
    let leads_zero = cursor.first() == Some(b'0');
    match cursor.skip_digits() {
        0 => return None,
        1 => {}
        _ if leads_zero => return None,
        _ => {}
    }
    if cursor.first() == Some(b'.') {
        cursor.advance(1);
        if cursor.skip_digits() == 0 {
            return None;
        }
    }
    let has_exponent = matches!(cursor.first(), Some(b'e' | b'E'));
    if has_exponent {
        cursor.advance(1);
        if matches!(cursor.first(), Some(b'+' | b'-')) {
            cursor.advance(1);
        }
        if cursor.skip_digits() == 0 {
            return None;
        }
    }
    // serde_json decides about numbers that may exceed the doubles.
    let number = cursor.passed_since(text)?;
    if has_exponent || number.len() > 300 {
        serde_json::from_slice::<serde_json::Number>(number).ok()?;
    }
    Some(number.len())
}
