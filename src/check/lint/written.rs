//! What is odd about how a filter was written: connectives beside each other without parentheses.

use super::{Found, LintKind, MOST};
use crate::span::Span;
use crate::syntax::ast::{Connective, Expr, ExprKind};

/// Looks at each group of `expr`.
pub(super) fn look(expr: &Expr, found: &mut Found) {
    let (mut here, mut waiting) = (Some(expr), Vec::new());
    while let Some(expr) = here.or_else(|| waiting.pop()) {
        if let ExprKind::Group(outer, items) = &expr.kind {
            look_at_group(*outer, items, found);
        }
        waiting.extend(expr.items().iter().rev().filter(|item| !item.items().is_empty()));
        here = None;
    }
}

/// Reports the groups in a group that have no parentheses of their own, so that precedence alone makes them groups.
fn look_at_group(outer: Connective, items: &[Expr], found: &mut Found) {
    let open = items.iter().filter_map(|item| match &item.kind {
        ExprKind::Group(inner, parts) if is_open(item, parts) => Some((*inner, item.span)),
        _ => None,
    });
    let open: Vec<(Connective, Span)> = open.take(MOST).collect();
    if let Some((inner, span)) = open.first() {
        let groups = open.iter().map(|(_, span)| *span).collect();
        let (inner, outer) = (inner.spelling(), outer.spelling());
        found.report(LintKind::MixedConnectives { inner, outer, groups }, *span);
    }
}

/// Whether a group of `parts` is all that stands there, without parentheses.
fn is_open(group: &Expr, parts: &[Expr]) -> bool {
    let ends = parts.first().zip(parts.last());
    ends.is_some_and(|(first, last)| first.span.to(last.span) == group.span)
}
