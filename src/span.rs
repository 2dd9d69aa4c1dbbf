//! Spans: where in a text something stands.
//!
//! The one convention, everywhere: half-open byte offsets into the source text, on character boundaries.
//! Equality of trees ignores spans; [`Spanned`] is how a tree carries one without being changed by it.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// A half-open range of bytes in a source text: `start..end`, never reversed.
///
/// Offsets are kept in 32 bits; no text longer than [`Span::MAX_TEXT`] is ever given spans.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The longest text, in bytes, that spans can point into.
    pub const MAX_TEXT: usize = u32::MAX as usize;

    /// The span of `start..end`, in bytes. A reversed range is empty at `start`; an offset above
    /// [`Span::MAX_TEXT`] is held there.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// The span of `start..end`, which are in order.
    pub(crate) const fn of_bytes(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The offset of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The offset behind the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end().saturating_sub(self.start())
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// What of it lies between a first and a last byte, such as the quotes of a text.
    pub(crate) fn inside(self) -> Self {
        let end = self.end.saturating_sub(1);
        Self { start: self.start.saturating_add(1).min(end), end }
    }

    /// The text it covers; empty where it does not lie inside `source` on character boundaries.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start()..self.end()).unwrap_or_default()
    }

    /// The same as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A thing and where it stands. Two are equal when the things are, wherever they stand.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The thing.
    pub node: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `node`, standing at `span`.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl<T: Eq> Eq for Spanned<T> {}
