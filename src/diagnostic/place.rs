//! Places: the lines and columns of a source's byte offsets, as people count them and as editors do.

use serde::Serialize;

use crate::span::Span;

/// A place as editors count: from 0, in UTF-16 code units. The `Position` of the language server protocol, whose lines
/// end in `\n`, `\r\n` and `\r`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize)]
pub struct Utf16Position {
    /// The line, from 0.
    pub line: usize,
    /// How many UTF-16 code units of the line stand before it.
    pub character: usize,
}

/// What a span covers, as editors count: the `Range` of the language server protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Utf16Range {
    /// Where it begins.
    pub start: Utf16Position,
    /// Where it ends, behind its last character.
    pub end: Utf16Position,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1; lines end in `\n`.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    pub(super) utf16: Utf16Position,
}

impl Place {
    const START: Self = Self { line: 1, column: 1, utf16: Utf16Position { line: 0, character: 0 } };

    /// The place behind `character`, which stands here and before `next`.
    fn behind(self, character: char, next: Option<char>) -> Self {
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

/// The places of some offsets of a source, found by reading it once.
pub(super) struct Places {
    /// In order.
    known: Vec<(usize, Place)>,
}

impl Places {
    /// The places where `spans` begin and end.
    pub(super) fn of(source: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut offsets: Vec<usize> = spans.into_iter().flat_map(|span| [span.start(), span.end()]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let (mut place, mut read) = (Place::START, 0);
        let known = offsets.into_iter().map(|offset| {
            let mut characters = source.get(read..offset).unwrap_or_default().chars().peekable();
            while let Some(character) = characters.next() {
                let next = characters.peek().copied();
                place = place.behind(character, next.or_else(|| source.get(offset..)?.chars().next()));
            }
            read = offset;
            (offset, place)
        });
        Self { known: known.collect() }
    }

    /// Where `offset` lies, one of those asked for.
    fn at(&self, offset: usize) -> Place {
        let found = self.known.binary_search_by_key(&offset, |(offset, _)| *offset).ok();
        found.and_then(|index| self.known.get(index)).map_or(Place::START, |(_, place)| *place)
    }

    /// Where `span` begins and ends.
    pub(super) fn ends(&self, span: Span) -> (Place, Place) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// What `span` covers.
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
        let places = Places::of(source, ['x', 'y', 'z'].map(|of| Span::at(offset(of))));
        let at = |of: char| {
            let Place { line, column, utf16 } = places.at(offset(of));
            (line, column, utf16.line, utf16.character)
        };
        assert_eq!([at('x'), at('y'), at('z')], [(1, 3, 0, 3), (2, 1, 1, 0), (2, 3, 2, 0)]);
    }
}
