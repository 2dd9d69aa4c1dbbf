//! The operator stack of a filter: what was read of it, and what is open.

use super::super::ast::{Comparison, Connective, Expr, ExprKind};
use super::super::error::{ParseError, ParseErrorKind};
use super::input::Input;
use crate::span::Span;

pub(super) struct Stack {
    /// Finished operands, of all levels.
    operands: Vec<Expr>,
    /// `not`s that wait for their operand, of all levels.
    nots: Vec<Span>,
    /// The innermost open group, or the filter itself.
    level: Level,
    /// Those around it, the filter itself first.
    outer: Vec<Level>,
    /// Whether what closes them may have been skipped with what is too deep.
    is_lost: bool,
}

/// An open group: where in the stack its unfinished parts begin.
#[derive(Clone, Copy)]
pub(super) struct Level {
    pub(super) open: Span,
    nots: usize,
    /// The last connective in it, and whether there are others.
    pub(super) joined: Option<Connective>,
    pub(super) is_mixed: bool,
    /// The first operand of its `or`, its `xor` and its `and`; each at or above the one before.
    or: usize,
    xor: usize,
    and: usize,
}

impl Level {
    fn new(open: Span, nots: usize, at: usize) -> Self {
        Self { open, nots, joined: None, is_mixed: false, or: at, xor: at, and: at }
    }
}

impl Stack {
    pub(super) fn new() -> Self {
        let level = Level::new(Span::at(0), 0, 0);
        // As many as most filters have: a vector that grows costs more than one that need not.
        Self { operands: Vec::with_capacity(4), nots: Vec::new(), level, outer: Vec::new(), is_lost: false }
    }

    pub(super) fn level(&self) -> Level {
        self.level
    }

    /// `input`, which is read within what is open.
    pub(super) fn around<'t>(&self, input: Input<'t>) -> Input<'t> {
        input.at_depth(self.depth(), self.is_inside())
    }

    /// Whether nothing was read.
    pub(super) fn is_empty(&self) -> bool {
        self.operands.is_empty() && self.depth() == 0
    }

    /// Whether a `not` waits for the operand that comes next.
    pub(super) fn is_negated(&self) -> bool {
        self.nots.len() > self.level.nots
    }

    /// The connective that stands before the operand that comes next, or stood before the last one.
    pub(super) fn joined(&self) -> Option<Connective> {
        self.level.joined
    }

    /// The operand that was read last.
    pub(super) fn last_mut(&mut self) -> Option<&mut Expr> {
        self.operands.last_mut()
    }

    /// The comparison that a connective joins to the operand that comes next.
    pub(super) fn last_joined(&self) -> Option<(&Comparison, Connective)> {
        match &self.operands.last()?.kind {
            ExprKind::Comparison(comparison) => Some((comparison, self.joined()?)),
            _ => None,
        }
    }

    /// Whether a group in brackets is open around `input`.
    pub(super) fn is_in_brackets(&self, input: Input<'_>) -> bool {
        self.level.open.of(input.text()) == "["
    }

    /// Whether a group is open.
    pub(super) fn is_inside(&self) -> bool {
        !self.outer.is_empty()
    }

    /// How many groups and `not`s are open.
    fn depth(&self) -> usize {
        self.outer.len().saturating_add(self.nots.len())
    }

    pub(super) fn open(&mut self, open: Span) {
        let inner = Level::new(open, self.nots.len(), self.operands.len());
        self.outer.push(std::mem::replace(&mut self.level, inner));
    }

    /// Reads a `not`, which waits for its operand.
    pub(super) fn negate(&mut self, not: Span) {
        self.nots.push(not);
    }

    /// Says that something too deep was skipped up to `rest`: what closes the open groups may be among it.
    pub(super) fn lose(&mut self, rest: Input<'_>) {
        self.is_lost |= rest.is_empty();
    }

    /// Finishes an operand: applies the `not`s that stand before it.
    #[inline]
    pub(super) fn push(&mut self, operand: Expr) {
        self.operands.push(operand);
        while self.is_negated() {
            let (Some(not), Some(expr)) = (self.nots.pop(), self.operands.pop()) else { return };
            let span = not.to(expr.span);
            self.operands.push(Expr { kind: ExprKind::Not(Box::new(expr)), span });
        }
    }

    /// Reads a connective: whatever binds tighter is finished, and begins anew behind it.
    pub(super) fn join(&mut self, connective: Connective) {
        let is_other = self.level.joined.is_some_and(|joined| joined != connective);
        self.level.is_mixed |= is_other;
        self.level.joined = Some(connective);
        let tighter = match connective {
            Connective::And => return,
            Connective::Xor => Connective::And,
            Connective::Or => Connective::Xor,
        };
        let operand = self.reduce(tighter);
        self.operands.extend(operand);
        self.level.and = self.operands.len();
        if tighter == Connective::Xor {
            self.level.xor = self.level.and;
        }
    }

    /// Takes the last operand of the innermost level, with those that are joined to it: from the tightest connective up
    /// to `loosest`, a group of each.
    fn reduce(&mut self, loosest: Connective) -> Option<Expr> {
        let Level { or, xor, and, .. } = self.level;
        let mut last = None;
        let starts = [(Connective::And, and), (Connective::Xor, xor), (Connective::Or, or)];
        for (connective, start) in starts {
            let count = self.operands.len().saturating_sub(start).saturating_add(usize::from(last.is_some()));
            if connective < loosest || count < 2 {
                continue;
            }
            // All of them need not move.
            let mut items =
                if start == 0 { std::mem::take(&mut self.operands) } else { self.operands.split_off(start) };
            items.extend(last.take());
            let span = items.first().zip(items.last()).map_or(Span::at(0), |(first, last)| first.span.to(last.span));
            last = Some(Expr { kind: ExprKind::Group(connective, items), span });
        }
        last.or_else(|| self.operands.pop())
    }

    /// Closes the innermost group, whose parentheses belong to its span; false where none is open.
    pub(super) fn close(&mut self, close: Span) -> bool {
        let Some(outer) = self.outer.pop() else { return false };
        let group = self.reduce(Connective::Or);
        let Level { open, .. } = std::mem::replace(&mut self.level, outer);
        if let Some(group) = group {
            self.push(Expr { span: open.to(close), ..group });
        }
        true
    }

    /// The tree; reports the groups that are not closed, of which `rest` knows the text.
    pub(super) fn finish(mut self, rest: Input<'_>) -> Expr {
        while let Some(outer) = self.outer.last() {
            let Level { open, nots, is_mixed, .. } = self.level;
            let fault = ParseError::new(ParseErrorKind::Unclosed { open: open.of(rest.text()).into() }, open);
            // Wherever a group of one connective ends, it means the same.
            let is_clear = !is_mixed && nots == outer.nots;
            if !self.is_lost {
                rest.report(if is_clear { fault.cured(Span::at(rest.end()), ")") } else { fault });
            }
            self.close(rest.span());
        }
        self.reduce(Connective::Or).unwrap_or_else(|| Expr::hole(None, rest.span()))
    }
}
