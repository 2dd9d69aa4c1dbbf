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
    /// The open groups; the first is the filter itself.
    levels: Vec<Level>,
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
        Self { operands: Vec::new(), nots: Vec::new(), levels: vec![Level::new(Span::at(0), 0, 0)], is_lost: false }
    }

    pub(super) fn level(&self) -> Level {
        self.levels.last().copied().unwrap_or(Level::new(Span::at(0), 0, 0))
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
        self.nots.len() > self.level().nots
    }

    /// The connective that stands before the operand that comes next, or stood before the last one.
    pub(super) fn joined(&self) -> Option<Connective> {
        self.level().joined
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
        self.level().open.of(input.text()) == "["
    }

    /// Whether a group is open.
    pub(super) fn is_inside(&self) -> bool {
        self.levels.len() > 1
    }

    /// How many groups and `not`s are open.
    fn depth(&self) -> usize {
        self.levels.len().saturating_sub(1).saturating_add(self.nots.len())
    }

    pub(super) fn open(&mut self, open: Span) {
        self.levels.push(Level::new(open, self.nots.len(), self.operands.len()));
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
    pub(super) fn push(&mut self, operand: Expr) {
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
    pub(super) fn join(&mut self, connective: Connective) {
        if let Some(level) = self.levels.last_mut() {
            level.is_mixed |= level.joined.is_some_and(|joined| joined != connective);
            level.joined = Some(connective);
        }
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
            // All of them need not move.
            let items = if start == 0 { std::mem::take(&mut self.operands) } else { self.operands.split_off(start) };
            let ends = items.first().zip(items.last());
            let span = ends.map_or(Span::at(0), |(first, last)| first.span.to(last.span));
            self.operands.push(Expr { kind: ExprKind::Group(connective, items), span });
        }
    }

    /// Closes the innermost group, whose parentheses belong to its span; false where none is open.
    pub(super) fn close(&mut self, close: Span) -> bool {
        if !self.is_inside() {
            return false;
        }
        self.reduce(Connective::Or);
        let level = self.levels.pop();
        if let (Some(level), Some(group)) = (level, self.operands.pop()) {
            self.push(Expr { span: level.open.to(close), ..group });
        }
        true
    }

    /// The tree; reports the groups that are not closed, of which `rest` knows the text.
    pub(super) fn finish(mut self, rest: Input<'_>) -> Expr {
        while self.is_inside() {
            let Level { open, nots, is_mixed, .. } = self.level();
            let fault = ParseError::new(ParseErrorKind::Unclosed { open: open.of(rest.text()).into() }, open);
            let outer = self.levels.iter().rev().nth(1).map_or(0, |outer| outer.nots);
            // Wherever a group of one connective ends, it means the same.
            let is_clear = !is_mixed && nots == outer;
            if !self.is_lost {
                rest.report(if is_clear { fault.cured(Span::at(rest.end()), ")") } else { fault });
            }
            self.close(rest.span());
        }
        self.reduce(Connective::Or);
        self.operands.pop().unwrap_or_else(|| Expr::hole(None, rest.span()))
    }
}
