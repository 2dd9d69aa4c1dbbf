//! The rule `path`.

use super::Parse;
use super::input::Input;
use super::phrase::{fail, take_if};
use crate::syntax::ast::PathSpan;
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// `path = name , { "." , name } ;` — `None` for a path with a hole, which was reported.
pub(in crate::syntax) fn path(input: Input<'_>, expected: Expected) -> Parse<'_, Option<PathSpan>> {
    let is_name = |token: &ClassifiedToken, _: &str| matches!(token.kind, TokenKind::Word | TokenKind::Name);
    let (mut rest, first) = take_if(input, expected, is_name)?;
    let mut has_hole = false;
    if first.keyword.is_some_and(Keyword::is_reserved) {
        if !input.recover().reserved_name(input) {
            return fail(input, expected);
        }
        has_hole = true;
    }
    let mut span = first.span;
    while rest.is(TokenKind::Dot) {
        let after_dot = rest.rest();
        rest = match after_dot.split() {
            (after, Some(name)) if is_name(name, "") => {
                span = span.to(name.span);
                after
            }
            _ => {
                after_dot.report(after_dot.unexpected(Expected::Name));
                has_hole = true;
                after_dot
            }
        };
    }
    Ok((rest, (!has_hole).then_some(PathSpan(span))))
}
