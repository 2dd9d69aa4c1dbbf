//! Lints about the writing of a filter: different connectives beside each other without parentheses.

use super::kind::LintKind;
use super::sink::{LintSink, MOST_LINTS};
use crate::span::Span;
use crate::syntax::ast::{AstExpr, Connective, ExprKind};

/// Reports the lints of each group in `expr`. Not recursive, so that a tree of any depth takes no stack.
pub(super) fn lint(expr: &AstExpr, sink: &mut LintSink) {
    let (mut here, mut waiting) = (Some(expr), Vec::new());
    while let Some(expr) = here.or_else(|| waiting.pop()) {
        if let ExprKind::Group(outer, items) = &expr.kind {
            lint_group(*outer, items, sink);
        }
        waiting.extend(expr.items().iter().rev().filter(|item| !item.items().is_empty()));
        here = None;
    }
}

/// Reports the groups among `items` that only precedence makes groups, as they have no parentheses of their own.
fn lint_group(outer: Connective, items: &[AstExpr], sink: &mut LintSink) {
    let open = items.iter().filter_map(|item| match &item.kind {
        ExprKind::Group(inner, parts) if is_open(item, parts) => Some((*inner, item.span)),
        ExprKind::Group(..)
        | ExprKind::Not(_)
        | ExprKind::Constant(_)
        | ExprKind::Comparison(_)
        | ExprKind::Hole(_) => None,
    });
    let open: Vec<(Connective, Span)> = open.take(MOST_LINTS).collect();
    if let Some((inner, span)) = open.first() {
        let groups = open.iter().map(|(_, span)| *span).collect();
        let (inner, outer) = (inner.spelling(), outer.spelling());
        sink.report(LintKind::MixedConnectives { inner, outer, groups }, *span);
    }
}

/// Returns `true` if a group of `parts` has no parentheses: it begins with the first part and ends with the last.
fn is_open(group: &AstExpr, parts: &[AstExpr]) -> bool {
    let ends = parts.first().zip(parts.last());
    ends.is_some_and(|(first, last)| first.span.to(last.span) == group.span)
}
