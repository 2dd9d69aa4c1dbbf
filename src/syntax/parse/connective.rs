//! The rules `filter`, `xor`, `and` and `not`, by an operator stack instead of recursion: the nesting of a text costs
//! heap, and only up to the limit.

use super::super::ast::{Connective, Expr, ExprKind};
use super::super::error::{Expected, ParseError, ParseErrorKind};
use super::super::token::TokenKind;
use super::input::{Input, fail, fail_at};
use super::{Parse, comparison};
use crate::span::Span;

/// The whole of the rule `filter`.
pub(super) fn filter(input: Input<'_>) -> Parse<'_, Expr> {
    let mut stack = Stack::new();
    let mut rest = input;
    loop {
        rest = operand(&mut stack, rest)?;
        loop {
            let connective = connective(rest);
            if let Some(connective) = connective {
                stack.join(connective);
                rest = rest.split().0;
                break;
            }
            if !rest.is_closing() {
                return end(stack, rest);
            }
            if !stack.close(rest.span()) {
                return fail(rest, None);
            }
            rest = rest.split().0;
        }
    }
}

/// Everything up to the end of one operand: its `not`s and opening parentheses, and a constant or a comparison.
fn operand<'t>(stack: &mut Stack, input: Input<'t>) -> Result<Input<'t>, nom::Err<ParseError>> {
    let mut rest = input;
    loop {
        let (after, Some(token)) = rest.split() else { return fail(rest, Some(Expected::Condition)) };
        let is_not = token.kind == TokenKind::Not || rest.is_word("not");
        if is_not || token.kind == TokenKind::OpenGroup {
            rest.at_depth(stack.depth()).check_depth(1, token.span)?;
            if is_not {
                stack.nots.push(token.span)
            } else {
                stack.open(token.span)
            }
            rest = after;
            continue;
        }
        let constant = if rest.is_word("true") {
            Some(true)
        } else if rest.is_word("false") {
            Some(false)
        } else {
            None
        };
        if let Some(constant) = constant.filter(|_| !after.opens_operator() && !after.is(TokenKind::Dot)) {
            stack.push(Expr { kind: ExprKind::Constant(constant), span: token.span });
            return Ok(after);
        }
        let (after, (comparison, span)) = comparison(rest.at_depth(stack.depth()))?;
        stack.push(Expr { kind: ExprKind::Comparison(comparison), span });
        return Ok(after);
    }
}

fn connective(input: Input<'_>) -> Option<Connective> {
    let sign = match input.first()?.kind {
        TokenKind::And => Some(Connective::And),
        TokenKind::Or => Some(Connective::Or),
        _ => None,
    };
    let words = [Connective::And, Connective::Xor, Connective::Or];
    sign.or_else(|| words.into_iter().find(|connective| input.is_word(connective.spelling())))
}

/// The tree, where nothing is left open and what follows can follow.
fn end(mut stack: Stack, rest: Input<'_>) -> Parse<'_, Expr> {
    if let [_, .., innermost] = stack.levels.as_slice() {
        let is_end = rest.is_empty() || rest.opens_clause();
        return match is_end {
            true => fail_at(innermost.open, ParseErrorKind::Unclosed { open: innermost.open.of(rest.text()).into() }),
            false => fail(rest, Some(Expected::ConnectiveOrGroupEnd)),
        };
    }
    stack.reduce(Connective::Or);
    match stack.operands.pop() {
        Some(expr) => Ok((rest.at_depth(0), expr)),
        None => fail(rest, Some(Expected::Condition)),
    }
}

struct Stack {
    /// Finished operands, of all levels.
    operands: Vec<Expr>,
    /// `not`s that wait for their operand, of all levels.
    nots: Vec<Span>,
    /// The open groups; the first is the filter itself.
    levels: Vec<Level>,
}

/// An open group: where in the stack its unfinished parts begin.
struct Level {
    open: Span,
    nots: usize,
    /// The first operand of its `or`, its `xor` and its `and`; each at or above the one before.
    or: usize,
    xor: usize,
    and: usize,
}

impl Stack {
    fn new() -> Self {
        let level = Level { open: Span::at(0), nots: 0, or: 0, xor: 0, and: 0 };
        Self { operands: Vec::new(), nots: Vec::new(), levels: vec![level] }
    }

    /// How many groups and `not`s are open.
    fn depth(&self) -> usize {
        self.levels.len().saturating_sub(1).saturating_add(self.nots.len())
    }

    fn open(&mut self, open: Span) {
        let at = self.operands.len();
        self.levels.push(Level { open, nots: self.nots.len(), or: at, xor: at, and: at });
    }

    /// Finishes an operand: applies the `not`s that stand before it.
    fn push(&mut self, operand: Expr) {
        let waiting = self.levels.last().map_or(0, |level| level.nots);
        let mut expr = operand;
        while self.nots.len() > waiting {
            let Some(not) = self.nots.pop() else { break };
            let span = not.to(expr.span);
            expr = Expr { kind: ExprKind::Not(Box::new(expr)), span };
        }
        self.operands.push(expr);
    }

    /// Reads a connective: whatever binds tighter is finished, and begins anew behind it.
    fn join(&mut self, connective: Connective) {
        let tighter = match connective {
            Connective::And => return,
            Connective::Xor => Connective::And,
            Connective::Or => Connective::Xor,
        };
        self.reduce(tighter);
        let end = self.operands.len();
        if let Some(level) = self.levels.last_mut() {
            level.and = end;
            level.xor = if tighter == Connective::Xor { end } else { level.xor };
        }
    }

    /// Makes groups of the operands of the innermost level, from the tightest connective up to `loosest`.
    fn reduce(&mut self, loosest: Connective) {
        let Some(level) = self.levels.last() else { return };
        let starts = [(Connective::And, level.and), (Connective::Xor, level.xor), (Connective::Or, level.or)];
        for (connective, start) in starts.into_iter().filter(|(connective, _)| *connective >= loosest) {
            if self.operands.len() <= start.saturating_add(1) {
                continue;
            }
            let items = self.operands.split_off(start);
            let ends = items.first().zip(items.last());
            let span = ends.map_or(Span::at(0), |(first, last)| first.span.to(last.span));
            self.operands.push(Expr { kind: ExprKind::Group(connective, items), span });
        }
    }

    /// Closes the innermost group, whose parentheses belong to its span; false where none is open.
    fn close(&mut self, close: Span) -> bool {
        if self.levels.len() < 2 {
            return false;
        }
        self.reduce(Connective::Or);
        let level = self.levels.pop();
        if let (Some(level), Some(group)) = (level, self.operands.pop()) {
            self.push(Expr { span: level.open.to(close), ..group });
        }
        true
    }
}
