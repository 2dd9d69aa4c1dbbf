//! The operator stack of a filter: the operands that are finished, and all that is still open.
//!
//! One vector holds the finished operands of all open groups. A group is the part of it from some index on, and so are,
//! within a group, the operands of its `or`, its `xor` and its `and`: [`OpenGroup`] has these indices. A connective
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
    level: OpenGroup,
    /// The groups around it, the filter itself first.
    outer: Vec<OpenGroup>,
    /// `true` if the brackets that close the open groups may have been skipped with what was too deep.
    is_lost: bool,
}

/// An open group, with the indices at which its parts start in the stack.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct OpenGroup {
    pub(in crate::syntax) open: Span,
    nots: usize,
    /// The last connective in it.
    pub(in crate::syntax) joined: Option<Connective>,
    /// `true` if it has different connectives.
    pub(in crate::syntax) is_mixed: bool,
    /// The first operand of its `or`, its `xor` and its `and`; none is less than the one before.
    or: usize,
    xor: usize,
    and: usize,
}

impl OpenGroup {
    fn new(open: Span, nots: usize, at: usize) -> Self {
        Self { open, nots, joined: None, is_mixed: false, or: at, xor: at, and: at }
    }
}

impl OperatorStack {
    pub(super) fn new() -> Self {
        let level = OpenGroup::new(Span::at(0), 0, 0);
        // As many as most filters have: a vector that grows costs more than one that does not.
        Self { operands: Vec::with_capacity(4), nots: Vec::new(), level, outer: Vec::new(), is_lost: false }
    }

    /// Returns the innermost open group, or the filter itself.
    pub(in crate::syntax) fn level(&self) -> OpenGroup {
        self.level
    }

    /// Returns `true` before the first operand, if nothing is open either.
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
            _ => None,
        }
    }

    /// Returns `true` if the innermost group is in parentheses, in `text`, and not in brackets.
    pub(super) fn is_in_parentheses(&self, text: &str) -> bool {
        self.is_inside() && !self.is_in_brackets(text)
    }

    /// Returns `true` if the innermost group is in brackets, as another language may have it.
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
        let inner = OpenGroup::new(open, self.nots.len(), self.operands.len());
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

    /// Joins the last operand to the next: whatever binds tighter is reduced, and starts anew after it.
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
        let OpenGroup { or, xor, and, .. } = self.level;
        let mut last = None;
        let starts = [(Connective::And, and), (Connective::Xor, xor), (Connective::Or, or)];
        for (connective, start) in starts {
            let count = self.operands.len().saturating_sub(start).saturating_add(usize::from(last.is_some()));
            if connective < loosest || count < 2 {
                continue;
            }
            // If they are all, none of them has to move.
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
        let OpenGroup { open, .. } = std::mem::replace(&mut self.level, outer);
        if let Some(group) = group {
            self.push(AstExpr { span: open.to(close), ..group });
        }
        true
    }

    /// Returns the tree. Calls `report` for each group that is not closed at `end`, with its opening bracket, and with
    /// `true` if a bracket at `end` would certainly close it: a group of one connective means the same wherever it
    /// ends.
    pub(super) fn finish(mut self, end: Span, report: impl Fn(Span, bool)) -> AstExpr {
        while let Some(outer) = self.outer.last() {
            let OpenGroup { open, nots, is_mixed, .. } = self.level;
            if !self.is_lost {
                report(open, !is_mixed && nots == outer.nots);
            }
            self.close(end);
        }
        self.reduce(Connective::Or).unwrap_or_else(|| AstExpr::hole(None, end))
    }
}
