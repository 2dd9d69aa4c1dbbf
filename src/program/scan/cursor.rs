//! Texts, numbers and signs of JSON gone through without being kept: every byte is checked as serde_json would.
//!
//! Where something is seldom seen or wrong, the answer is that the slow way is to be taken, which then decides. So what
//! is passed here has to be right, and what is not passed has no need to be wrong.

use wide::u8x16;

/// How many bytes are looked at at once.
const BLOCK: usize = 16;

/// What is still to be read of a row. Passed by value where it can be, which keeps it in registers.
#[derive(Clone, Copy, Debug)]
pub(in crate::program) struct Cursor<'t> {
    rest: &'t [u8],
}

/// A text between its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted<'t> {
    pub(super) inner: &'t [u8],
    pub(super) has_escapes: bool,
}

impl<'t> Cursor<'t> {
    pub(in crate::program) fn new(text: &'t [u8]) -> Self {
        Self { rest: text }
    }

    #[inline]
    pub(in crate::program) fn rest(self) -> &'t [u8] {
        self.rest
    }

    /// What was passed since `start` was the rest.
    #[inline]
    pub(super) fn since(self, start: &'t [u8]) -> Option<&'t [u8]> {
        start.get(..start.len().checked_sub(self.rest.len())?)
    }

    #[inline]
    pub(in crate::program) fn first(self) -> Option<u8> {
        self.rest.first().copied()
    }

    #[inline]
    pub(in crate::program) fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    pub(in crate::program) fn blanks(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// A text, from its opening quote to its closing one.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Option<Quoted<'t>> {
        let [b'"', text @ ..] = self.rest else { return None };
        // Most texts are short.
        let end = match text.first_chunk().map(signs) {
            Some(0) => plain(text.get(BLOCK..)?)?.checked_add(BLOCK)?,
            Some(signs) => signs.trailing_zeros() as usize,
            None => plain(text)?,
        };
        let (inner, has_escapes) = match text.get(end)? {
            b'"' => (text.get(..end)?, false),
            _ => (escaped(text, end)?, true),
        };
        self.rest = text.get(inner.len().checked_add(1)?..)?;
        Some(Quoted { inner, has_escapes })
    }

    /// A text, a number, `true`, `false` or `null`.
    #[inline(always)]
    pub(super) fn scalar(&mut self) -> Option<()> {
        match self.rest {
            [b'"', ..] => self.text().map(|_| ()),
            [b't', b'r', b'u', b'e', rest @ ..]
            | [b'f', b'a', b'l', b's', b'e', rest @ ..]
            | [b'n', b'u', b'l', b'l', rest @ ..] => {
                self.rest = rest;
                Some(())
            }
            _ => self.number(),
        }
    }

    #[inline(always)]
    fn number(&mut self) -> Option<()> {
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
        self.advance(number(self.rest)?);
        Some(())
    }

    fn digits(&mut self) -> usize {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.advance(count);
        count
    }
}

/// How many bytes there are before the first quote, backslash or control character.
pub(in crate::program) fn plain(text: &[u8]) -> Option<usize> {
    let (blocks, tail) = text.as_chunks();
    for (index, block) in blocks.iter().enumerate() {
        let signs = signs(block);
        if signs != 0 {
            return index.checked_mul(BLOCK)?.checked_add(signs.trailing_zeros() as usize);
        }
    }
    let mut block = [b' '; BLOCK];
    block.get_mut(..tail.len())?.copy_from_slice(tail);
    let signs = signs(&block);
    let before = text.len().checked_sub(tail.len())?;
    (signs != 0).then_some(before.checked_add(signs.trailing_zeros() as usize)?)
}

/// A bit for each quote, backslash and control character.
#[inline(always)]
fn signs(block: &[u8; BLOCK]) -> u32 {
    let bytes = u8x16::from(*block);
    let is_control = bytes.min(u8x16::splat(0x1F)).simd_eq(bytes);
    let signs = bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(b'\\')) | is_control;
    signs.to_bitmask()
}

/// What of `text` is before its closing quote; its first escape, if it is one, is at `at`.
#[cold]
fn escaped(text: &[u8], mut at: usize) -> Option<&[u8]> {
    loop {
        let length = match text.get(at..)? {
            [b'"', ..] => return text.get(..at),
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'\\', b'u', a, b, c, d, ..] => {
                let digits = [*a, *b, *c, *d];
                // `d` and then eight or more begins a surrogate.
                let is_surrogate = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                if is_surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                6
            }
            _ => return None,
        };
        at = at.checked_add(length)?;
        at = at.checked_add(plain(text.get(at..)?)?)?;
    }
}

/// The length of the number with which `text` begins.
fn number(text: &[u8]) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    if cursor.first() == Some(b'-') {
        cursor.advance(1);
    }
    let leads_zero = cursor.first() == Some(b'0');
    match cursor.digits() {
        0 => return None,
        1 => {}
        _ if leads_zero => return None,
        _ => {}
    }
    if cursor.first() == Some(b'.') {
        cursor.advance(1);
        if cursor.digits() == 0 {
            return None;
        }
    }
    let has_exponent = matches!(cursor.first(), Some(b'e' | b'E'));
    if has_exponent {
        cursor.advance(1);
        if matches!(cursor.first(), Some(b'+' | b'-')) {
            cursor.advance(1);
        }
        if cursor.digits() == 0 {
            return None;
        }
    }
    // Whether a double holds it is for serde_json to say where there is a doubt.
    let number = cursor.since(text)?;
    if has_exponent || number.len() > 300 {
        serde_json::from_slice::<serde_json::Number>(number).ok()?;
    }
    Some(number.len())
}
