//! The operator stack of a filter: the operands that are finished, and all that is still open.
//!
//! One vector holds the finished operands of all open groups. A group is the part of it from some index on, and so are,
//! within a group, the operands of its `or`, its `xor` and its `and`: a [`StackLevel`] has these indices. A connective
//! reduces whatever binds tighter than itself to a single operand; the end of a group reduces all of the group.

use crate::span::Span;
use crate::syntax::ast::{AstComparison, AstExpr, Connective, ExprKind};

/// The operator stack.
pub(in crate::syntax) struct OperatorStack {
    /// The finished operands, of all levels.
    operands: Vec<AstExpr>,
    /// The `not`s before the operand that comes next, of all levels.
    nots: Vec<Span>,
    /// The innermost open group, or the filter itself.
    level: StackLevel,
    /// The groups around it, the filter itself first.
    outer: Vec<StackLevel>,
    /// `true` if the brackets that close the open groups may have been skipped with what was too deep.
    is_lost: bool,
}

/// An open group, or the filter itself, with the indices at which its parts start in the stack.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct StackLevel {
    /// The opening bracket; empty for the filter itself.
    pub(in crate::syntax) open: Span,
    /// The count of `not`s before the group.
    nots: usize,
    /// The last connective in it.
    pub(in crate::syntax) joined: Option<Connective>,
    /// `true` if it has different connectives.
    pub(in crate::syntax) is_mixed: bool,
    /// The indices of the first operands of its `or`, its `xor` and its `and`; none is less than the one before.
    or: usize,
    xor: usize,
    and: usize,
}

/// A group that is not closed at the end of the text.
pub(super) struct UnclosedGroup {
    /// The opening bracket.
    pub(super) open: Span,
    /// `true` if a bracket at the end would certainly close it: a group of one connective means the same wherever it
    /// ends.
    pub(super) is_clear: bool,
}

impl StackLevel {
    fn new(open: Span, nots: usize, at: usize) -> Self {
        Self { open, nots, joined: None, is_mixed: false, or: at, xor: at, and: at }
    }
}

impl OperatorStack {
    pub(super) fn new() -> Self {
        let level = StackLevel::new(Span::at(0), 0, 0);
        // As many as most filters have: a vector that grows costs more than one that does not.
        Self { operands: Vec::with_capacity(4), nots: Vec::new(), level, outer: Vec::new(), is_lost: false }
    }

    /// Returns the innermost open group, or the filter itself.
    pub(in crate::syntax) fn level(&self) -> StackLevel {
        self.level
    }

    /// Returns `true` before the first operand if no group and no `not` is open.
    pub(in crate::syntax) fn is_empty(&self) -> bool {
        self.operands.is_empty() && self.depth() == 0
    }

    /// Returns `true` if a `not` is before the operand that comes next.
    pub(in crate::syntax) fn is_negated(&self) -> bool {
        self.nots.len() > self.level.nots
    }

    /// Returns the connective before the operand that comes next, or before the last one.
    pub(in crate::syntax) fn joined(&self) -> Option<Connective> {
        self.level.joined
    }

    /// Returns the last operand.
    pub(in crate::syntax) fn last_mut(&mut self) -> Option<&mut AstExpr> {
        self.operands.last_mut()
    }

    /// Returns the last operand, if it is a comparison, with the connective that joins it to the next.
    pub(in crate::syntax) fn last_joined(&self) -> Option<(&AstComparison, Connective)> {
        match &self.operands.last()?.kind {
            ExprKind::Comparison(comparison) => Some((comparison, self.joined()?)),
            ExprKind::Constant(_) | ExprKind::Not(_) | ExprKind::Group(..) | ExprKind::Hole(_) => None,
        }
    }

    /// Returns `true` if the innermost group is in parentheses, and not in brackets; `text` is the source.
    pub(super) fn is_in_parentheses(&self, text: &str) -> bool {
        self.is_inside() && !self.is_in_brackets(text)
    }

    /// Returns `true` if the innermost group is in brackets, as another language may have it; `text` is the source.
    pub(in crate::syntax) fn is_in_brackets(&self, text: &str) -> bool {
        self.level.open.of(text) == "["
    }

    /// Returns `true` if a group is open.
    pub(in crate::syntax) fn is_inside(&self) -> bool {
        !self.outer.is_empty()
    }

    /// Returns the count of groups and `not`s that are open.
    pub(super) fn depth(&self) -> usize {
        self.outer.len().saturating_add(self.nots.len())
    }

    /// Opens a group.
    pub(in crate::syntax) fn open(&mut self, open: Span) {
        let inner = StackLevel::new(open, self.nots.len(), self.operands.len());
        self.outer.push(std::mem::replace(&mut self.level, inner));
    }

    /// Puts a `not` before the operand that comes next.
    pub(super) fn negate(&mut self, not: Span) {
        self.nots.push(not);
    }

    /// Suppresses the errors about groups that are not closed: what closes them may have been skipped.
    pub(in crate::syntax) fn lose_brackets(&mut self) {
        self.is_lost = true;
    }

    /// Pushes a finished operand, negated by the `not`s before it.
    #[inline]
    pub(in crate::syntax) fn push(&mut self, operand: AstExpr) {
        self.operands.push(operand);
        while self.is_negated() {
            let (Some(not), Some(expr)) = (self.nots.pop(), self.operands.pop()) else { return };
            let span = not.to(expr.span);
            self.operands.push(AstExpr { kind: ExprKind::Not(Box::new(expr)), span });
        }
    }

    /// Joins the last operand to the next: the operands of connectives that bind tighter are reduced to one, and those
    /// connectives start anew after it.
    pub(in crate::syntax) fn join(&mut self, connective: Connective) {
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

    /// Removes and returns the last operand of the innermost level with those joined to it: a group for each
    /// connective, from the tightest up to `loosest`.
    fn reduce(&mut self, loosest: Connective) -> Option<AstExpr> {
        let StackLevel { or, xor, and, .. } = self.level;
        let mut last = None;
        let starts = [(Connective::And, and), (Connective::Xor, xor), (Connective::Or, or)];
        for (connective, start) in starts {
            let count = self.operands.len().saturating_sub(start).saturating_add(usize::from(last.is_some()));
            if connective < loosest || count < 2 {
                continue;
            }
            // If the items are all operands of the stack, the vector is taken as it is.
            let mut items =
                if start == 0 { std::mem::take(&mut self.operands) } else { self.operands.split_off(start) };
            items.extend(last.take());
            let span = items.first().zip(items.last()).map_or(Span::at(0), |(first, last)| first.span.to(last.span));
            last = Some(AstExpr { kind: ExprKind::Group(connective, items), span });
        }
        last.or_else(|| self.operands.pop())
    }

    /// Closes the innermost group, whose span includes its parentheses; returns `false` if none is open.
    pub(in crate::syntax) fn close(&mut self, close: Span) -> bool {
        let Some(outer) = self.outer.pop() else { return false };
        let group = self.reduce(Connective::Or);
        let StackLevel { open, .. } = std::mem::replace(&mut self.level, outer);
        if let Some(group) = group {
            self.push(AstExpr { span: open.to(close), ..group });
        }
        true
    }

    /// Returns the tree. Calls `report` for each group that is not closed at `end`.
    pub(super) fn finish(mut self, end: Span, report: impl Fn(UnclosedGroup)) -> AstExpr {
        while let Some(outer) = self.outer.last() {
            let StackLevel { open, nots, is_mixed, .. } = self.level;
            if !self.is_lost {
                report(UnclosedGroup { open, is_clear: !is_mixed && nots == outer.nots });
            }
            self.close(end);
        }
        self.reduce(Connective::Or).unwrap_or_else(|| AstExpr::hole(None, end))
    }
}
