//! Where comments go: each is about a token.

use super::super::token::{TokenKind, tokens};

/// The comments in order, each with the start of the token above whose line it goes; one behind all tokens goes last.
pub(super) fn comments(source: &str) -> Vec<(usize, &str)> {
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
            (TokenKind::Comment, Some(start)) => placed.push((start, text.trim_end())),
            (TokenKind::Comment, None) => waiting.push(text.trim_end()),
            _ => {
                placed.extend(waiting.drain(..).map(|comment| (token.span.start(), comment)));
                if line_start.is_none() || text.contains('\n') {
                    line_start = Some(token.span.start());
                }
            }
        }
    }
    placed.extend(waiting.into_iter().map(|comment| (usize::MAX, comment)));
    placed
}
