//! Positions: byte offsets of a source as lines and columns, as people count them and as editors do.

use serde::Serialize;

use crate::span::Span;

/// A position as editors count: from 0, in UTF-16 code units. The `Position` of the language server protocol, in which
/// lines end in `\n`, `\r\n` or `\r`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize)]
pub struct Utf16Position {
    /// The line, from 0.
    pub line: usize,
    /// The number of UTF-16 code units of the line before the position.
    pub character: usize,
}

/// A range as editors count: the `Range` of the language server protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Utf16Range {
    /// The first position.
    pub start: Utf16Position,
    /// The position after the last character.
    pub end: Utf16Position,
}

/// A position in a source, as people count and as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SourcePosition {
    /// From 1; lines end in `\n`.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    pub(super) utf16: Utf16Position,
}

impl SourcePosition {
    const START: Self = Self { line: 1, column: 1, utf16: Utf16Position { line: 0, character: 0 } };

    /// Returns the position after `character`, which is at `self` and is followed by `next`.
    fn after(self, character: char, next: Option<char>) -> Self {
        let utf16 = match character {
            '\r' if next == Some('\n') => self.utf16,
            '\n' | '\r' => Utf16Position { line: self.utf16.line.saturating_add(1), character: 0 },
            _ => {
                let character = self.utf16.character.saturating_add(character.len_utf16());
                Utf16Position { character, ..self.utf16 }
            }
        };
        match character {
            '\n' => Self { line: self.line.saturating_add(1), column: 1, utf16 },
            _ => Self { column: self.column.saturating_add(1), utf16, ..self },
        }
    }
}

/// The positions of selected byte offsets, found in one pass over the source.
pub(super) struct LineIndex {
    /// Sorted by offset.
    positions: Vec<(usize, SourcePosition)>,
}

impl LineIndex {
    /// Indexes the start and the end of each of `spans`.
    pub(super) fn new(source: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut offsets: Vec<usize> = spans.into_iter().flat_map(|span| [span.start(), span.end()]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let (mut position, mut read) = (SourcePosition::START, 0);
        let positions = offsets.into_iter().map(|offset| {
            let mut characters = source.get(read..offset).unwrap_or_default().chars().peekable();
            while let Some(character) = characters.next() {
                let next = characters.peek().copied();
                position = position.after(character, next.or_else(|| source.get(offset..)?.chars().next()));
            }
            read = offset;
            (offset, position)
        });
        Self { positions: positions.collect() }
    }

    /// Returns the position of `offset`, which must be indexed.
    fn at(&self, offset: usize) -> SourcePosition {
        let found = self.positions.binary_search_by_key(&offset, |(offset, _)| *offset).ok();
        found.and_then(|index| self.positions.get(index)).map_or(SourcePosition::START, |(_, position)| *position)
    }

    /// Returns the positions of the start and the end of `span`.
    pub(super) fn ends(&self, span: Span) -> (SourcePosition, SourcePosition) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// Returns `span` as editors count.
    pub(super) fn utf16(&self, span: Span) -> Utf16Range {
        let (start, end) = self.ends(span);
        Utf16Range { start: start.utf16, end: end.utf16 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_code_units_are_counted_line_by_line() {
        let source = "é🗼x\r\ny\rz";
        let offset = |of: char| source.find(of).unwrap();
        let lines = LineIndex::new(source, ['x', 'y', 'z'].map(|of| Span::at(offset(of))));
        let at = |of: char| {
            let SourcePosition { line, column, utf16 } = lines.at(offset(of));
            (line, column, utf16.line, utf16.character)
        };
        assert_eq!([at('x'), at('y'), at('z')], [(1, 3, 0, 3), (2, 1, 1, 0), (2, 3, 2, 0)]);
    }
}
