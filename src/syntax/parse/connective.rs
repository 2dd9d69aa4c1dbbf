//! The rules `filter`, `xor`, `and` and `not`, by an operator stack instead of recursion: the nesting of a text costs
//! heap, and only up to the limit.

use super::super::ast::{Connective, Expr, ExprKind};
use super::super::error::{ForeignSyntax, ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::comparison::comparison;
use super::fault::{skip, skip_one};
use super::input::{Input, PhraseError};
use super::slip::{self, Recovery};
use super::stack::Stack;

/// The whole of the rule `filter`, up to a clause or the end of the text.
pub(super) fn filter(input: Input<'_>) -> (Input<'_>, Expr) {
    let mut stack = Stack::new();
    let mut rest = input;
    loop {
        rest = match operand(&mut stack, rest) {
            Ok(after) => after,
            Err(again) => {
                rest = again;
                continue;
            }
        };
        let (after, goes_on) = joint(&mut stack, rest);
        rest = after;
        if !goes_on {
            return (rest.at_depth(0, false), stack.finish(rest));
        }
    }
}

/// Everything up to the end of one operand: its `not`s and opening parentheses, and a constant or a comparison. An error
/// is where it begins after all.
fn operand<'t>(stack: &mut Stack, input: Input<'t>) -> Result<Input<'t>, Input<'t>> {
    let mut rest = input;
    let mut is_too_deep = false;
    while let (after, Some(token)) = rest.split() {
        let is_not = token.kind == TokenKind::Not || token.keyword == Some(Keyword::Not);
        if is_not || token.kind == TokenKind::OpenGroup {
            match stack.around(rest).too_deep(1, token.span) {
                None if is_not => stack.negate(token.span),
                None => stack.open(token.span),
                Some(fault) => {
                    if !std::mem::replace(&mut is_too_deep, true) {
                        rest.report(fault);
                    }
                    if !is_not {
                        stack.push(Expr::hole(None, token.span));
                        let after = skip_one(rest);
                        stack.lose(after);
                        return Ok(after);
                    }
                }
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
            stack.push(Expr { kind: ExprKind::Constant(constant), span: token.span });
            return Ok(after);
        }
        break;
    }
    match comparison(stack.around(rest)) {
        Ok((after, expr)) => {
            stack.push(expr);
            Ok(after)
        }
        Err(error) => match slip::operand(stack, rest, PhraseError::of(error, rest)) {
            Recovery::Read(after, expr) => {
                stack.push(expr);
                Ok(after)
            }
            Recovery::Again(rest) => Err(rest),
        },
    }
}

/// Everything between two operands: closing parentheses and a connective; whether there was one.
fn joint<'t>(stack: &mut Stack, input: Input<'t>) -> (Input<'t>, bool) {
    let mut rest = input;
    loop {
        if let Some(connective) = rest.connective() {
            stack.join(connective);
            return (rest.rest(), true);
        }
        if rest.is_closing() || rest.is(TokenKind::CloseList) && stack.is_in_brackets(rest) {
            close(stack, rest);
            rest = rest.rest();
        } else if rest.is_empty() || rest.clause_word().is_some() && !stack.is_inside() {
            return (rest, false);
        } else {
            rest = match behind_operand(stack, rest) {
                Joint::Operand(after) => return (after, true),
                Joint::End(after) => return (after, false),
                Joint::Here(after) => after,
            }
        }
    }
}

/// Closes the innermost group; reports where none is open, or where it is in brackets.
fn close(stack: &mut Stack, input: Input<'_>) {
    let (level, close) = (stack.level(), input.span());
    if stack.is_in_brackets(input) {
        let fault = ParseError::new(ParseErrorKind::ForeignSyntax(ForeignSyntax::BracketedGroup), level.open);
        input.report(fault.cured(level.open, "(").cured(close, ")"));
    }
    if stack.close(close) {
        return;
    }
    let fault = ParseError::new(ParseErrorKind::Unopened, close);
    // A group of one connective means the same without its parentheses.
    let goes_on_so = input.rest().connective().is_none_or(|next| level.joined.is_none_or(|joined| joined == next));
    let is_needless = !level.is_mixed && goes_on_so && input.rest().ends_operand();
    input.report(if is_needless { fault.cured(close, "") } else { fault });
}

/// How a filter goes on behind an operand that nothing joins to what follows.
pub(super) enum Joint<'t> {
    /// With another operand.
    Operand(Input<'t>),
    /// With what joins it after all.
    Here(Input<'t>),
    /// It does not.
    End(Input<'t>),
}

fn behind_operand<'t>(stack: &mut Stack, input: Input<'t>) -> Joint<'t> {
    let input = stack.around(input);
    // A collation behind what could not be read.
    if input.is_keyword(Keyword::Collate) && stack.last_mut().is_some_and(|last| last.is_hole()) {
        return Joint::Here(skip(input.rest().rest(), Input::can_go_on));
    }
    if let Some(joint) = slip::joint(stack, input) {
        return joint;
    }
    let expected = if stack.is_inside() { Expected::ConnectiveOrGroupEnd } else { Expected::ConnectiveOrEnd };
    let fault = input.unexpected(expected);
    if input.clause_word().is_some() {
        // A clause within a group, or a group without an end.
        if input.opens_clause() && skip(input.speculative(), Input::is_closing).is_empty() {
            return Joint::End(input);
        }
        input.report(fault);
        return Joint::Here(skip(input, Input::is_closing));
    }
    input.report(fault);
    if input.opens_operand() {
        stack.join(Connective::And);
        return Joint::Operand(input);
    }
    Joint::Here(skip(skip_one(input), Input::can_go_on))
}
