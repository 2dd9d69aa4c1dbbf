//! Spans: byte ranges of a source text.
//!
//! There is one convention: half-open byte offsets into the source text, on character boundaries.
//! Equality of trees ignores spans; [`Spanned`] attaches a span to a node without taking part in its equality.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// A half-open range of bytes in a source text: `start..end`, never reversed.
///
/// Offsets have 32 bits; no text longer than [`Span::MAX_TEXT`] has spans.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The longest text, in bytes, that spans can point into.
    pub const MAX_TEXT: usize = u32::MAX as usize;

    /// Makes the span `start..end`, in bytes. A reversed range becomes empty at `start`, and an offset above
    /// [`Span::MAX_TEXT`] becomes that.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// Makes the span `start..end`. The caller guarantees that they are in order.
    pub(crate) const fn from_offsets(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Makes the empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Returns the offset of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset after the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the number of bytes.
    pub fn len(self) -> usize {
        self.end().saturating_sub(self.start())
    }

    /// Returns `true` if the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span without its first and last byte, such as the quotes of a text.
    pub(crate) fn inside(self) -> Self {
        let end = self.end.saturating_sub(1);
        Self { start: self.start.saturating_add(1).min(end), end }
    }

    /// Returns the text that the span covers, or the empty text if it is not inside `source` on character boundaries.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start()..self.end()).unwrap_or_default()
    }

    /// Returns the span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A node of a tree with its span. Equality ignores the span.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The node.
    pub node: T,
    /// The span of the node in the source.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Attaches `span` to `node`.
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
