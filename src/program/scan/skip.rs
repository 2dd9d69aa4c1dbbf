//! JSON text gone through without being kept: every byte is checked as serde_json would.
//!
//! Where something is seldom seen or wrong, the answer is that the slow way is to be taken, which then decides: keys with
//! escapes, surrogates, nesting beyond [`DEEPEST`], what is no JSON. So what is passed here has to be right, and what is
//! not passed has no need to be wrong.

use super::quotes::Quotes;

/// The deepest nesting that is gone through here.
const DEEPEST: u32 = 60;
/// serde_json takes an object that begins with such a key for something of its own.
const PRIVATE: &[u8] = b"$serde_json::private::";

/// What is still to be read.
#[derive(Clone, Debug)]
pub(super) struct Skip<'t> {
    whole: &'t [u8],
    rest: &'t [u8],
    quotes: Quotes<'t>,
}

/// A text between its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted<'t> {
    pub(super) inner: &'t [u8],
    pub(super) has_escapes: bool,
}

impl<'t> Skip<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { whole: text, rest: text, quotes: Quotes::new(text) }
    }

    pub(super) fn rest(&self) -> &'t [u8] {
        self.rest
    }

    /// Whether nothing is left, and the whole is UTF-8.
    pub(super) fn ends(&mut self) -> bool {
        self.blanks();
        self.rest.is_empty() && (self.quotes.are_ascii() || std::str::from_utf8(self.whole).is_ok())
    }

    #[inline]
    pub(super) fn first(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    #[inline]
    pub(super) fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    #[inline(always)]
    pub(super) fn blanks(&mut self) {
        if self.first().is_some_and(|byte| byte <= b' ') {
            self.some_blanks();
        }
    }

    #[cold]
    fn some_blanks(&mut self) {
        while let Some((b' ' | b'\n' | b'\r' | b'\t', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
    }

    /// `byte`, with blanks on both sides.
    #[inline(always)]
    pub(super) fn sign(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.blanks();
        (*first == byte).then_some(())
    }

    /// A key and the colon behind it.
    #[inline(always)]
    pub(super) fn key(&mut self) -> Option<&'t [u8]> {
        let Quoted { inner, has_escapes } = self.text()?;
        if has_escapes || (inner.first() == Some(&b'$') && inner.starts_with(PRIVATE)) {
            return None;
        }
        self.sign(b':')?;
        Some(inner)
    }

    /// A value of any kind.
    #[inline]
    pub(super) fn value(&mut self) -> Option<()> {
        match self.first()? {
            b'"' => self.text().map(|_| ()),
            b'{' | b'[' => self.container(),
            _ => self.scalar(),
        }
    }

    /// A number, `true`, `false` or `null`.
    #[inline]
    pub(super) fn scalar(&mut self) -> Option<()> {
        self.rest = match self.rest {
            [b't', b'r', b'u', b'e', rest @ ..] => rest,
            [b'f', b'a', b'l', b's', b'e', rest @ ..] => rest,
            [b'n', b'u', b'l', b'l', rest @ ..] => rest,
            _ => return self.number(),
        };
        Some(())
    }

    fn digits(&mut self) -> usize {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.advance(count);
        count
    }

    #[inline]
    fn number(&mut self) -> Option<()> {
        let start = self.rest;
        if self.first() == Some(b'-') {
            self.advance(1);
        }
        let leads_zero = self.first() == Some(b'0');
        match self.digits() {
            0 => return None,
            1 => {}
            _ if leads_zero => return None,
            _ => {}
        }
        if self.first() == Some(b'.') {
            self.advance(1);
            if self.digits() == 0 {
                return None;
            }
        }
        let has_exponent = matches!(self.first(), Some(b'e' | b'E'));
        if has_exponent {
            self.advance(1);
            if matches!(self.first(), Some(b'+' | b'-')) {
                self.advance(1);
            }
            if self.digits() == 0 {
                return None;
            }
        }
        // Whether a double holds it is for serde_json to say where there is a doubt.
        let length = start.len().saturating_sub(self.rest.len());
        if has_exponent || length > 300 {
            serde_json::from_slice::<serde_json::Number>(start.get(..length)?).ok()?;
        }
        Some(())
    }

    /// A text, up to its closing quote.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Option<Quoted<'t>> {
        if self.first() != Some(b'"') {
            return None;
        }
        // No quote was left behind, so that the next one is this one.
        let open = self.quotes.next()?;
        let close = self.quotes.next()?;
        let inner = self.whole.get(open.wrapping_add(1)..close)?;
        self.rest = self.whole.get(close.wrapping_add(1)..)?;
        let has_escapes = self.quotes.are_odd() && has_escapes(inner)?;
        Some(Quoted { inner, has_escapes })
    }

    /// An array or an object, whatever is in it. What is open is a bit each, the innermost lowest: set for an object.
    fn container(&mut self) -> Option<()> {
        let (mut open, mut depth) = (0_u64, 0_u32);
        loop {
            // A value begins here.
            match self.first()? {
                bracket @ (b'{' | b'[') => {
                    let is_object = bracket == b'{';
                    self.advance(1);
                    self.blanks();
                    if self.first()? == if is_object { b'}' } else { b']' } {
                        self.advance(1);
                    } else {
                        open = (open << 1) | u64::from(is_object);
                        depth = depth.saturating_add(1);
                        if depth > DEEPEST {
                            return None;
                        }
                        if is_object {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'"' => drop(self.text()?),
                _ => self.scalar()?,
            }
            // A value ended here.
            loop {
                if depth == 0 {
                    return Some(());
                }
                self.blanks();
                let is_object = open & 1 == 1;
                match self.first()? {
                    b',' => {
                        self.advance(1);
                        self.blanks();
                        if is_object {
                            self.key()?;
                        }
                        break;
                    }
                    b'}' if is_object => {}
                    b']' if !is_object => {}
                    _ => return None,
                }
                self.advance(1);
                open >>= 1;
                depth = depth.saturating_sub(1);
            }
        }
    }
}

/// Whether a text has escapes; nothing where one of them is wrong or there are control characters.
fn has_escapes(inner: &[u8]) -> Option<bool> {
    let mut rest = inner;
    let mut has_escapes = false;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\' || *byte < 0x20) {
        has_escapes = true;
        rest = match rest.get(at..)? {
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest @ ..] => rest,
            [b'\\', b'u', a, b, c, d, rest @ ..] => {
                let digits = [*a, *b, *c, *d];
                // `d` and then eight or more begins a surrogate.
                let is_surrogate = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                if is_surrogate || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                rest
            }
            _ => return None,
        };
    }
    Some(has_escapes)
}
