//! What the values of single comparisons are, that look like slips: the same item twice in a list, a date that is text, and
//! one that stands for its midnight alone.

use super::set::Point;
use super::{Found, LintKind, escapes, hash, times};
use crate::filter::{Checked, Comparison, Operand, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::value::{DateTime, Direction, Duration, TimeOffset, Value};

/// Looks at each comparison of `checked`.
pub(super) fn look(checked: &Checked, found: &mut Found) {
    for comparison in checked.filter.comparisons() {
        if found.is_full() {
            return;
        }
        look_for_equal_items(comparison, checked, found);
        let operator = comparison.operator.node;
        for term in comparison.operand.terms() {
            match term.value() {
                Some(Value::Text(text)) => {
                    times::look(comparison, term, text, found);
                    escapes::look(term, &checked.source, found);
                }
                Some(Value::DateTime(day)) if is_exact(operator) && is_date_alone(term, &checked.source) => {
                    let path = comparison.field.path().clone();
                    let next = Duration::read_short("1d")
                        .and_then(|length| day.shifted(TimeOffset::new(Direction::After, length)));
                    let comparison = comparison.span();
                    found.report(LintKind::DateAlone { path, operator, comparison, day: *day, next }, term.span);
                }
                _ => {}
            }
        }
    }
}

/// Whether a day's midnight is hardly ever what is meant with `operator`.
fn is_exact(operator: Operator) -> bool {
    operator.family() == Family::Equality || operator == Operator::LessEqual
}

/// Whether a date-time was written, or bound, as a date alone.
fn is_date_alone(term: &Term, source: &str) -> bool {
    let TermKind::Known { quoted, .. } = &term.kind else { return false };
    let written = quoted.as_deref().unwrap_or(term.span.of(source));
    written.len() == "2026-01-31".len() && DateTime::read(written).is_some()
}

/// Items of a list that equal an earlier one. Those of a list that was bound as a whole are not the query's.
fn look_for_equal_items(comparison: &Comparison, checked: &Checked, found: &mut Found) {
    let Operand::List(terms) = &comparison.operand else { return };
    let collation = comparison.collation.map_or(checked.collation, |collation| collation.node);
    let mut items: Vec<(u64, usize)> = Vec::with_capacity(terms.node.len());
    for (index, term) in terms.node.iter().enumerate() {
        if let Some(value) = term.value().filter(|_| term.span != terms.span) {
            items.push((hash::of_value(value, collation), index));
        }
    }
    items.sort_unstable();
    let item = |(_, index): &(u64, usize)| {
        let term = terms.node.get(*index)?;
        Some((Point::of(term.value()?, collation), term.span))
    };
    for same in items.chunk_by(|(a, _), (b, _)| a == b).filter(|same| same.len() > 1) {
        let mut same = same.iter().filter_map(item);
        let Some((point, first)) = same.next() else { continue };
        for (_, span) in same.filter(|(other, _)| *other == point) {
            found.report(LintKind::DuplicateItem { first }, span);
        }
    }
}
