//! The comments of a text, each with the token that it is about: one that ended a line with the first token of that
//! line, any other with the token after it.

use crate::syntax::token::{TokenKind, tokens};

/// A comment, and the token that it is about.
pub(super) struct PlacedComment<'s> {
    /// The offset of the token; `usize::MAX` for a comment after all tokens.
    pub(super) place: usize,
    pub(super) text: &'s str,
}

/// Returns the comments of `source` in order.
pub(super) fn comments(source: &str) -> Vec<PlacedComment<'_>> {
    let mut placed = Vec::new();
    let mut waiting = Vec::new();
    let mut line_start = None;
    let mut end = 0;
    for token in tokens(source) {
        let text = token.span.of(source);
        if source.get(end..token.span.start()).is_some_and(|gap| gap.contains('\n')) {
            line_start = None;
        }
        end = token.span.end();
        match (token.kind, line_start) {
            (TokenKind::Comment, Some(place)) => placed.push(PlacedComment { place, text: text.trim_end() }),
            (TokenKind::Comment, None) => waiting.push(text.trim_end()),
            _ => {
                let place = token.span.start();
                placed.extend(waiting.drain(..).map(|text| PlacedComment { place, text }));
                if line_start.is_none() || text.contains('\n') {
                    line_start = Some(token.span.start());
                }
            }
        }
    }
    placed.extend(waiting.into_iter().map(|text| PlacedComment { place: usize::MAX, text }));
    placed
}
