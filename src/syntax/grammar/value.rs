//! The rule `value`.

use super::input::Input;
use super::item::{item, token_literal};
use super::list::list;
use super::phrase::failure;
use super::recovery::Recovery;
use crate::syntax::ast::AstOperand;
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

/// `value = item | list ;` — a hole if there is neither. `is_list` is `true` if the operator takes a list.
pub(in crate::syntax) fn value(input: Input<'_>, is_list: bool) -> (Input<'_>, AstOperand) {
    if let Some(literal) = input.first().and_then(|token| token_literal(token, input)) {
        return (input.rest(), AstOperand::One(literal));
    }
    let input = if input.is_plain_word() || input.is_plain_list() {
        input
    } else {
        match input.recover().value(input, is_list) {
            Recovery::Done(read) => return read,
            Recovery::Again(input) => input,
        }
    };
    match input.first().map(|token| token.kind) {
        Some(TokenKind::OpenGroup) => list(input, TokenKind::CloseGroup),
        Some(TokenKind::OpenList) => list(input, TokenKind::CloseList),
        _ => {
            let read = item(input, Expected::Value);
            let (rest, literal) = read.unwrap_or_else(|error| input.recover().value_hole(input, failure(error)));
            (rest, AstOperand::One(literal))
        }
    }
}
