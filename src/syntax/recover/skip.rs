//! Skipping what cannot be parsed.

use super::garbage::no_token;
use crate::syntax::grammar::Input;
use crate::syntax::token::TokenKind;

/// Returns the first input from `input` on for which `can_go_on` returns `true`, or the end.
pub(super) fn skip<'t>(input: Input<'t>, can_go_on: impl Fn(&Input<'t>) -> bool) -> Input<'t> {
    let mut rest = input;
    while !rest.is_empty() && !can_go_on(&rest) {
        rest = skip_one(rest);
    }
    rest
}

/// Returns the input after the first token or, if that is an opening bracket, after all that it encloses. Reports the
/// malformed tokens in there.
pub(super) fn skip_one(input: Input<'_>) -> Input<'_> {
    let (mut rest, mut open) = (input, 0_usize);
    while let Some(token) = rest.first() {
        match token.kind {
            TokenKind::OpenGroup | TokenKind::OpenList => open = open.saturating_add(1),
            TokenKind::CloseGroup | TokenKind::CloseList => open = open.saturating_sub(1),
            TokenKind::Malformed(malformed) => rest.report(no_token(malformed, token.span, rest.text())),
            _ => {}
        }
        rest = rest.rest();
        if open == 0 {
            break;
        }
    }
    rest
}
