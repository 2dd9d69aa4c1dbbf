//! The sort of a query as a target carries it out.

use std::collections::HashSet;

use super::prober::Prober;
use crate::dialect::{Assumption, Loss, LowerError, NullEffect, Side};
use crate::filter::{Filter, FilterKind, SortKey, Term};
use crate::operator::Operator;
use crate::path::Path;
use crate::plan::local_part::{LocalParts, Pushdown};

/// The order in which a target returns rows, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PushedOrder {
    /// The order of the query.
    Exact,
    /// Perhaps another, in which rows with equal keys stay in theirs. It is requested all the same: the order of rows
    /// without a sort is not documented, and may change from page to page.
    Other,
    /// Unknown: the sort is refused, or may be of any kind.
    Unknown,
}

/// Returns the order of the rows of `pushed` when the target sorts them by `keys`. Keys that it does not sort by
/// exactly are recorded as a local part.
pub(super) fn push_sort(
    prober: Prober<'_>,
    keys: &[SortKey],
    pushed: &Filter,
    local_parts: &mut LocalParts,
) -> PushedOrder {
    let findings = without_settled_nulls(prober, prober.keys(keys), keys, pushed);
    let Some((first, last)) = keys.first().zip(keys.last()) else { return PushedOrder::Exact };
    if findings.is_empty() {
        return PushedOrder::Exact;
    }
    let keeps_equals =
        |finding: &LowerError| finding.assumption().is_some_and(|assumption| assumption.loss() == Loss::Order);
    let (order, pushdown) = match findings.iter().all(keeps_equals) {
        true => (PushedOrder::Other, Pushdown::Unchanged),
        false => (PushedOrder::Unknown, Pushdown::Nothing),
    };
    local_parts.record(first.span.to(last.span), pushdown, findings);
    order
}

/// Returns `findings` about `keys` without those on the place of null in a key that is null in no row of `pushed`.
pub(super) fn without_settled_nulls(
    prober: Prober<'_>,
    mut findings: Vec<LowerError>,
    keys: &[SortKey],
    pushed: &Filter,
) -> Vec<LowerError> {
    let parts = if let FilterKind::And(items) = &pushed.kind { items } else { std::slice::from_ref(pushed) };
    // Sets keep this linear: a text holds any number of keys and parts.
    let never_null: HashSet<&Path> = parts.iter().filter_map(|part| path_without_null(prober, part)).collect();
    let settled = keys.iter().filter(|key| never_null.contains(key.field.path()));
    let settled: HashSet<usize> = settled.map(|key| key.span.start()).collect();
    findings.retain(|finding| {
        finding.assumption() != Some(Assumption::NullOrder) || !settled.contains(&finding.span.start())
    });
    findings
}

/// Returns the path that is null in no row of `part`, however the target compares null, or `None` if there is none.
fn path_without_null<'f>(prober: Prober<'_>, part: &'f Filter) -> Option<&'f Path> {
    let FilterKind::Comparison(comparison) = &part.kind else { return None };
    let names_null = comparison.operand.terms().iter().any(Term::is_null);
    let excludes_null = match comparison.operator.node {
        // `!= null` is pushed down only if the caller has granted that null is a value.
        Operator::NotEqual => names_null,
        Operator::Equal
        | Operator::In
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::Subset
        | Operator::Superset => match prober.null_effect(comparison, Side::Over) {
            _ if names_null => false,
            NullEffect::Settled | NullEffect::Hidden => true,
            NullEffect::Kept | NullEffect::Lost => prober.grants(Assumption::NullComparison),
        },
    };
    excludes_null.then(|| comparison.field.path())
}
