//! Lints about the values of single comparisons: an item twice in a list, a time that is text, a path whose backslashes
//! begin escapes, and a date that is only its midnight.

use super::kind::LintKind;
use super::sink::LintSink;
use super::{escapes, hash, times};
use crate::filter::{Checked, Comparison, EqualityKey, Operand, Term, TermKind};
use crate::operator::{Family, Operator};
use crate::value::{DateTime, Direction, Duration, TimeOffset, Value};

/// Reports the lints of each comparison of `checked`.
pub(super) fn lint(checked: &Checked, sink: &mut LintSink) {
    for comparison in checked.filter.comparisons() {
        if sink.is_full() {
            return;
        }
        lint_equal_items(comparison, checked, sink);
        let operator = comparison.operator.node;
        for term in comparison.operand.terms() {
            match term.value() {
                Some(Value::Text(text)) => {
                    times::lint(comparison, term, text, sink);
                    escapes::lint(term, &checked.source, sink);
                }
                Some(Value::DateTime(day)) if is_exact(operator) && is_date_alone(term, &checked.source) => {
                    let path = comparison.field.path().clone();
                    let next = Duration::read_short("1d")
                        .and_then(|length| day.shifted(TimeOffset::new(Direction::After, length)));
                    let comparison = comparison.span();
                    sink.report(LintKind::DateAlone { path, operator, comparison, day: *day, next }, term.span);
                }
                Some(
                    Value::Null
                    | Value::Boolean(_)
                    | Value::Number(_)
                    | Value::DateTime(_)
                    | Value::Duration(_)
                    | Value::Uuid(_),
                )
                | None => {}
            }
        }
    }
}

/// Returns `true` for operators with which midnight alone is hardly ever meant.
fn is_exact(operator: Operator) -> bool {
    operator.family() == Family::Equality || operator == Operator::LessEqual
}

/// Returns `true` if a date-time was written, or bound, as a date without a time.
fn is_date_alone(term: &Term, source: &str) -> bool {
    let TermKind::Known { quoted, .. } = &term.kind else { return false };
    let written = quoted.as_deref().unwrap_or(term.span.of(source));
    written.len() == "2026-01-31".len() && DateTime::read(written).is_some()
}

/// Reports the items of a list that equal an earlier one. The items of a bound list are skipped: they are not written
/// in the query.
fn lint_equal_items(comparison: &Comparison, checked: &Checked, sink: &mut LintSink) {
    let Operand::List(terms) = &comparison.operand else { return };
    let collation = comparison.collation_or(checked.collation);
    let mut items: Vec<(u64, usize)> = Vec::with_capacity(terms.node.len());
    for (index, term) in terms.node.iter().enumerate() {
        if let Some(value) = term.value().filter(|_| term.span != terms.span) {
            items.push((hash::of_value(value, collation), index));
        }
    }
    items.sort_unstable();
    let item = |(_, index): &(u64, usize)| {
        let term = terms.node.get(*index)?;
        Some((EqualityKey::new(term.value()?, collation), term.span))
    };
    for same in items.chunk_by(|(a, _), (b, _)| a == b).filter(|same| same.len() > 1) {
        let mut same = same.iter().filter_map(item);
        let Some((key, first)) = same.next() else { continue };
        for (_, span) in same.filter(|(other, _)| *other == key) {
            sink.report(LintKind::DuplicateItem { first }, span);
        }
    }
}
