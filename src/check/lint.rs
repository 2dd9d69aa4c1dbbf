//! Lints: suspicious parts of a valid query. No row or every row satisfies a condition, a part of a group is redundant,
//! or a value is hardly what was meant.
//!
//! A lint about rows is sound: it holds for every JSON row, or if it needs a promise of the schema, for every row that
//! keeps it. If the analysis cannot be sure it reports nothing. Reports and superlinear work are limited, so that a
//! query of any length costs little more than sorting its values.
//!
//! `group` folds the filter from the leaves up and looks for contradictions, tautologies and redundant parts. It
//! compares equal filters by `hash`, and reads the comparisons of one path as `constraint`s; `bounds` turns each into
//! sets of values (`interval_set`), and `path_constraints` intersects these. `values` looks at single comparisons (with
//! `times` and `escapes` for texts), `written` at the syntax tree.

mod bounds;
mod constraint;
mod escapes;
mod group;
mod hash;
mod interval_set;
mod kind;
mod path_constraints;
mod sink;
mod times;
mod values;
mod written;

pub(crate) use kind::Lint;
pub use kind::LintKind;

use crate::filter::Checked;
use crate::syntax::ast::Ast;
use sink::LintSink;

/// Returns the lints of a checked query.
pub(crate) fn lint(checked: &Checked) -> Vec<Lint> {
    let mut sink = LintSink::new();
    let default = checked.collation;
    let mut summary = checked.filter.fold(&mut |filter, items| group::lint(filter, items, default, &mut sink));
    summary.report_constant(&checked.filter, &mut sink);
    values::lint(checked, &mut sink);
    let offset = checked.page.offset.filter(|offset| offset.node > 0 && checked.sort.is_empty());
    if let Some(offset) = offset {
        sink.report(LintKind::OffsetWithoutSort, offset.span);
    }
    sink.into_lints()
}

/// Returns the lints of a bound query that are worth reporting even if they hold only for the values that are bound.
pub(crate) fn lint_bound(bound: &Checked) -> Vec<Lint> {
    let mut lints = lint(bound);
    lints.retain(|lint| lint.kind.holds_of_values());
    lints
}

/// Returns the lints about the writing of a query.
pub(crate) fn lint_writing(ast: &Ast) -> Vec<Lint> {
    let mut sink = LintSink::new();
    if let Some(filter) = &ast.filter {
        written::lint(filter, &mut sink);
    }
    sink.into_lints()
}

#[cfg(test)]
mod tests;
