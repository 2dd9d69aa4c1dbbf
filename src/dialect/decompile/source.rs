//! Sources: the text to read, at each level of decoding, with the place of every byte in the input. Errors in decoded
//! text can therefore be reported where they are in the text that the user gave.

pub(super) mod decoded;

use std::borrow::Cow;
use std::ops::Range;

use super::error::{DecompileError, DecompileErrorKind};
use crate::span::Span;
use crate::syntax::{EscapeError, escape};

use decoded::Decoded;

/// A part of the input, perhaps decoded.
#[derive(Clone, Debug)]
pub(in crate::dialect) struct SourceText<'t> {
    text: Cow<'t, str>,
    origin: Origin,
    /// The offsets in the text at which a `+` was form-decoded as a blank, or kept.
    pluses: Vec<usize>,
}

/// The places of the bytes of a [`SourceText`] in the input.
#[derive(Clone, Debug)]
enum Origin {
    /// One after another, the first at this offset.
    From(usize),
    /// One offset for each byte, and one for their end.
    Each(Vec<usize>),
}

impl SourceText<'static> {
    /// Creates the source of the characters in `decoded`, of which `end` is the end in the input.
    pub(in crate::dialect) fn from_characters(decoded: Decoded, end: usize) -> Self {
        let Decoded { bytes, mut offsets } = decoded;
        offsets.push(end);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { text: Cow::Owned(text), origin: Origin::Each(offsets), pluses: Vec::new() }
    }

    /// Creates the source of the bytes in `decoded`, of which `end` is the end in the input.
    ///
    /// # Errors
    /// If the bytes are not UTF-8.
    fn from_bytes(decoded: Decoded, end: usize) -> Result<Self, DecompileError> {
        let Decoded { bytes, mut offsets } = decoded;
        offsets.push(end);
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let offset = |at: usize| offsets.get(at).copied().unwrap_or(end);
            let span = Span::new(offset(at), offset(at.saturating_add(1)));
            DecompileError { kind: DecompileErrorKind::NotUtf8, span }
        });
        Ok(Self { text: Cow::Owned(text?), origin: Origin::Each(offsets), pluses: Vec::new() })
    }
}

impl<'t> SourceText<'t> {
    /// Creates the source of the whole input.
    pub(in crate::dialect) fn new(given: &'t str) -> Self {
        Self { text: Cow::Borrowed(given), origin: Origin::From(0), pluses: Vec::new() }
    }

    pub(in crate::dialect) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the place of `span` in the input.
    pub(in crate::dialect) fn place(&self, span: Span) -> Span {
        Span::new(self.offset(span.start()), self.offset(span.end()))
    }

    /// Returns the place of the whole source in the input.
    pub(in crate::dialect) fn whole(&self) -> Span {
        self.place(Span::new(0, self.text.len()))
    }

    /// Returns the place in the input of the byte at `offset`.
    pub(in crate::dialect) fn offset(&self, offset: usize) -> usize {
        match &self.origin {
            Origin::From(start) => start.saturating_add(offset),
            Origin::Each(offsets) => offsets.get(offset).or(offsets.last()).copied().unwrap_or_default(),
        }
    }

    /// Returns the part in `range`, which must lie on character boundaries.
    pub(in crate::dialect) fn part(&self, range: Range<usize>) -> SourceText<'_> {
        let origin = match &self.origin {
            Origin::From(start) => Origin::From(start.saturating_add(range.start)),
            Origin::Each(offsets) => {
                Origin::Each(offsets.get(range.start..=range.end).map(<[usize]>::to_vec).unwrap_or_default())
            }
        };
        let index = |end: usize| self.pluses.partition_point(|at| *at < end);
        let inside = self.pluses.get(index(range.start)..index(range.end)).unwrap_or_default();
        let pluses = inside.iter().map(|at| at.saturating_sub(range.start)).collect();
        SourceText { text: Cow::Borrowed(self.text.get(range).unwrap_or_default()), origin, pluses }
    }

    /// Returns the offsets at which a `+` was before form-decoding, in order.
    pub(in crate::dialect) fn pluses(&self) -> &[usize] {
        &self.pluses
    }

    /// Returns the source without leading and trailing blanks.
    pub(in crate::dialect) fn trimmed(&self) -> SourceText<'_> {
        let start = self.text.len().saturating_sub(self.text.trim_start().len());
        self.part(start..self.text.trim_end().len().max(start))
    }

    /// Returns `true` if the text may be encoded. Encoded JSON always has a percent escape.
    pub(in crate::dialect) fn is_encoded(&self) -> bool {
        self.text.contains('%')
    }

    /// Returns the source with its percent escapes decoded, and each `+` as a blank, as in forms. A `+` is kept only
    /// between a time and its offset from UTC, where there cannot be a blank.
    pub(in crate::dialect) fn form_decoded(&self) -> Result<SourceText<'static>, DecompileError> {
        let (mut decoded, pluses) = self.decoded()?;
        decoded.blank_pluses(&pluses);
        let source = SourceText::from_bytes(decoded, self.offset(self.text.len()))?;
        Ok(SourceText { pluses, ..source })
    }

    /// Returns the source with its percent escapes decoded, and nothing else.
    pub(in crate::dialect) fn percent_decoded(&self) -> Result<SourceText<'static>, DecompileError> {
        SourceText::from_bytes(self.decoded()?.0, self.offset(self.text.len()))
    }

    /// Returns the bytes with the percent escapes decoded, and the offset of each `+` that was not escaped.
    fn decoded(&self) -> Result<(Decoded, Vec<usize>), DecompileError> {
        let mut decoded = Decoded::default();
        let mut pluses = Vec::new();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if byte == b'+' {
                pluses.push(decoded.len());
            }
            let (byte, length) = match byte {
                b'%' => (self.percent_escape(at)?, 3),
                _ => (byte, 1),
            };
            decoded.push(&[byte], self.offset(at));
            at = at.saturating_add(length);
        }
        Ok((decoded, pluses))
    }

    /// Returns the source without the carets that the Windows shell escapes with, or `None` if it has none before a
    /// quote or at the end of a line.
    pub(in crate::dialect) fn without_carets(&self) -> Option<SourceText<'static>> {
        if !["^\"", "^\n", "^\r\n"].iter().any(|caret| self.text.contains(caret)) {
            return None;
        }
        let mut decoded = Decoded::default();
        let mut characters = self.text.char_indices();
        while let Some((at, character)) = characters.next() {
            let escaped = if character == '^' { characters.next() } else { None };
            let (at, character) = escaped.unwrap_or((at, character));
            decoded.push_char(character, self.offset(at));
        }
        Some(SourceText::from_characters(decoded, self.offset(self.text.len())))
    }

    /// Returns the source with HTML entities decoded, or `None` if it has none.
    pub(in crate::dialect) fn without_entities(&self) -> Option<SourceText<'static>> {
        if !ENTITIES.iter().any(|(name, _)| self.text.contains(name)) {
            return None;
        }
        let mut decoded = Decoded::default();
        let mut at = 0;
        while let Some(first) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = self.text.get(at..).unwrap_or_default();
            let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
            let (character, length) = entity.map_or((first, first.len_utf8()), |(name, meant)| (*meant, name.len()));
            decoded.push_char(character, self.offset(at));
            at = at.saturating_add(length);
        }
        Some(SourceText::from_characters(decoded, self.offset(at)))
    }

    /// Returns the source with everything from `start` on percent-encoded, so that decoding returns the original.
    pub(in crate::dialect) fn form_encoded_after(&self, start: usize) -> SourceText<'static> {
        let mut encoded = Decoded::default();
        for (at, character) in self.text.char_indices() {
            match character {
                '%' | '+' | '&' | '#' | '=' if at >= start => {
                    encoded.push(format!("%{:02X}", u32::from(character)).as_bytes(), self.offset(at))
                }
                _ => encoded.push_char(character, self.offset(at)),
            }
        }
        SourceText::from_characters(encoded, self.offset(self.text.len()))
    }

    /// Returns the byte of the percent escape at `at`.
    fn percent_escape(&self, at: usize) -> Result<u8, DecompileError> {
        let end = at.saturating_add(3);
        let digits = self.text.get(at.saturating_add(1)..end).filter(|digits| is_hex(digits));
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).ok_or_else(|| {
            let found: String = self.text.get(at..).unwrap_or_default().chars().take(3).collect();
            let span = self.place(Span::new(at, at.saturating_add(found.len())));
            DecompileError { kind: DecompileErrorKind::BadPercentEscape { found: found.into() }, span }
        })
    }

    /// Returns the source with each doubled quote as one, as in double-quoted strings of PowerShell and in CSV.
    pub(in crate::dialect) fn undoubled(&self) -> Result<SourceText<'static>, DecompileError> {
        let mut decoded = Decoded::default();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            decoded.push(&[byte], self.offset(at));
            let is_doubled = byte == b'"' && bytes.get(at.saturating_add(1)) == Some(&b'"');
            at = at.saturating_add(if is_doubled { 2 } else { 1 });
        }
        SourceText::from_bytes(decoded, self.offset(at))
    }

    /// Returns the source with its backslash escapes decoded, as for JSON inside a JSON string.
    pub(in crate::dialect) fn unescaped(&self) -> Result<SourceText<'static>, DecompileError> {
        let mut decoded = Decoded::default();
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let first = rest.chars().next().unwrap_or_default();
            let (character, length) = match first {
                '\\' => escape(rest, at).map_err(|error| self.escape_error(&error, 0))?,
                _ => (first, first.len_utf8()),
            };
            decoded.push_char(character, self.offset(at));
            at = at.saturating_add(length);
        }
        SourceText::from_bytes(decoded, self.offset(at))
    }

    /// Returns the error about an escape in the part that begins at `start`.
    pub(in crate::dialect) fn escape_error(&self, error: &EscapeError, start: usize) -> DecompileError {
        let (EscapeError::Unknown(part) | EscapeError::LoneSurrogate(part)) = error;
        let part = Span::new(start.saturating_add(part.start()), start.saturating_add(part.end()));
        let found: Box<str> = part.of(&self.text).into();
        let kind = match error {
            EscapeError::Unknown(_) => DecompileErrorKind::UnknownEscape { found },
            EscapeError::LoneSurrogate(_) => DecompileErrorKind::LoneSurrogate { found },
        };
        DecompileError { kind, span: self.place(part) }
    }
}

fn is_hex(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The HTML entities of characters in URLs.
const ENTITIES: &[(&str, char)] = &[
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&#34;", '"'),
    ("&#38;", '&'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&lt;", '<'),
    ("&gt;", '>'),
];
