//! The rules `filter`, `xor`, `and` and `not`, by an operator stack instead of recursion: the nesting of a text then
//! costs heap, and only up to the limit, so that no text exhausts the stack of a thread.
//!
//! The loop alternates between two states. Before an operand, each `not` and `(` is pushed until a constant or a
//! comparison completes the operand. After it, each `)` closes a group until a connective leads to the next operand.
//! The stack joins what is finished, see [`OperatorStack`].

use super::comparison::comparison;
use super::input::Input;
use super::phrase::failure;
use super::recovery::{Continuation, Recovery};
use super::stack::{OperatorStack, UnclosedGroup};
use crate::span::Span;
use crate::syntax::ast::{AstExpr, ExprKind};
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// ```ebnf
/// filter = xor , { ( "or" | "||" ) , xor } ;
/// xor    = and , { "xor" , and } ;
/// and    = not , { ( "and" | "&&" ) , not } ;
/// ```
///
/// Ends before a clause or at the end of the text.
pub(in crate::syntax) fn filter(input: Input<'_>) -> (Input<'_>, AstExpr) {
    let mut stack = OperatorStack::new();
    let mut rest = input;
    loop {
        rest = match operand(&mut stack, rest) {
            Recovery::Done(after) => after,
            Recovery::Again(again) => {
                rest = again;
                continue;
            }
        };
        rest = match after_operand(&mut stack, rest) {
            Continuation::Next(next) => next,
            Continuation::End(end) => return (end.at_depth(0, false), finish(stack, end)),
        };
    }
}

/// ```ebnf
/// not = ( "not" | "!" ) , not | "(" , filter , ")" | "true" | "false" | comparison ;
/// ```
///
/// Pushes each `not` and `(`, and parses up to the end of the first constant or comparison.
fn operand<'t>(stack: &mut OperatorStack, input: Input<'t>) -> Recovery<'t, Input<'t>> {
    let mut rest = input;
    while let (after, Some(token)) = rest.split() {
        let is_not = token.kind == TokenKind::Not || token.keyword == Some(Keyword::Not);
        if is_not || token.kind == TokenKind::OpenGroup {
            if let Some(error) = rest.inside(stack).too_deep(token.span) {
                return rest.recover().too_deep(stack, rest, error);
            }
            if is_not {
                stack.negate(token.span)
            } else {
                stack.open(token.span)
            }
            rest = after;
            continue;
        }
        let constant = match token.keyword {
            Some(Keyword::True) => Some(true),
            Some(Keyword::False) => Some(false),
            _ => None,
        };
        if let Some(constant) = constant.filter(|_| !after.opens_operator() && !after.is(TokenKind::Dot)) {
            stack.push(AstExpr { kind: ExprKind::Constant(constant), span: token.span });
            return Recovery::Done(after);
        }
        break;
    }
    match comparison(rest.inside(stack)) {
        Ok((after, expr)) => {
            stack.push(expr);
            Recovery::Done(after)
        }
        Err(error) => rest.recover().operand(stack, rest, failure(error)),
    }
}

/// `{ ")" } , [ "and" | "&&" | "xor" | "or" | "||" ]`
fn after_operand<'t>(stack: &mut OperatorStack, input: Input<'t>) -> Continuation<'t> {
    let mut rest = input;
    loop {
        if let Some(connective) = rest.connective() {
            stack.join(connective);
            return Continuation::Next(rest.rest());
        }
        if rest.is_closing() && stack.is_in_parentheses(rest.text()) {
            stack.close(rest.span());
            rest = rest.rest();
        } else if rest.is_empty() || rest.clause_word().is_some() && !stack.is_inside() {
            return Continuation::End(rest);
        } else {
            match rest.recover().after_operand(stack, rest) {
                Recovery::Done(continuation) => return continuation,
                Recovery::Again(again) => rest = again,
            }
        }
    }
}

/// Returns the tree, and reports the groups that are not closed at `input`.
fn finish(stack: OperatorStack, input: Input<'_>) -> AstExpr {
    stack.finish(input.span(), |UnclosedGroup { open, is_clear }| {
        let error = ParseError::new(ParseErrorKind::Unclosed { open: open.of(input.text()).into() }, open);
        input.report(if is_clear { error.cured(Span::at(input.end_before()), ")") } else { error });
    })
}
