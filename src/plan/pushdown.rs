//! Push-down: splits a query into the part that a target evaluates and the part that is left for the rows it returns.
//!
//! The [`Splitter`] approximates the filter by one that the target evaluates and that loses no row, and `order` decides
//! on the sort. Both probe the target through the [`Prober`], which knows the assumptions that the caller has granted.
//! What could not be pushed down exactly is recorded as a local part.

mod approximation;
mod order;
mod prober;
mod rewrite;
mod splitter;

use super::local_part::{LocalParts, Pushdown};
use super::target::PushdownTarget;
use crate::dialect::Assume;
use crate::filter::{Checked, Page};
use order::{PushedOrder, push_sort, without_settled_nulls};
use prober::Prober;
use splitter::{SplitFilter, Splitter};

/// A query in two parts.
#[derive(Debug)]
pub(super) struct Split {
    /// The query that the target evaluates: it returns every row that may be wanted.
    pub(super) pushed: Checked,
    /// The query that is evaluated on the rows that the target returns.
    pub(super) residual: Checked,
    pub(super) local_parts: LocalParts,
    /// The granted assumptions that `pushed` depends on, in the order of [`Assume::ALL`].
    pub(super) assumed: Vec<Assume>,
}

/// Splits `checked`, which is bound, for `target`, of which the caller has `granted` these assumptions.
pub(super) fn split(checked: &Checked, target: &dyn PushdownTarget, granted: &[Assume]) -> Split {
    let prober = Prober::new(target, granted);
    let mut splitter = Splitter::new(prober, checked.collation);
    let SplitFilter { pushed: filter, is_exact, residual } = splitter.split(&checked.filter);
    let mut local_parts = splitter.into_local_parts();
    let order = push_sort(prober, &checked.sort, &filter, &mut local_parts);
    let is_sort_exact = order == PushedOrder::Exact;
    // A page is counted after filter and sort, so that it is pushed down only if both are exact.
    let is_page_exact = is_exact && is_sort_exact && push_page(prober, checked.page, &mut local_parts);
    let sort = |is_kept: bool| if is_kept { checked.sort.clone() } else { Vec::new() };
    let page = |is_kept: bool| if is_kept { checked.page } else { Page::default() };
    let pushed =
        Checked { filter, sort: sort(order != PushedOrder::Unknown), page: page(is_page_exact), ..checked.clone() };
    let residual = Checked {
        filter: residual,
        // Rows that come sorted stay so: pages are put together in order.
        sort: sort(!(is_sort_exact && is_exact)),
        page: page(!is_page_exact),
        ..checked.clone()
    };
    Split { assumed: needed_promises(prober, granted, &pushed), pushed, residual, local_parts }
}

/// Returns `true` if the target returns `page`, in however many requests. Findings are recorded as local parts.
fn push_page(prober: Prober<'_>, page: Page, local_parts: &mut LocalParts) -> bool {
    let findings = prober.page(page);
    let is_exact = findings.is_empty();
    for finding in findings {
        local_parts.record(finding.span, Pushdown::Nothing, vec![finding]);
    }
    is_exact
}

/// Returns the promises in `granted` that `pushed` depends on.
fn needed_promises(prober: Prober<'_>, granted: &[Assume], pushed: &Checked) -> Vec<Assume> {
    let Checked { filter, sort, .. } = pushed;
    let target = prober.target();
    let mut findings = target.probe_filter(filter);
    findings.extend(target.probe_nulls(filter));
    findings.extend(without_settled_nulls(prober, target.probe_keys(sort), sort, filter));
    let needed: Vec<Assume> = findings.iter().filter_map(|finding| finding.assumption()?.granted_by()).collect();
    let is_used = |promise: &&Assume| granted.contains(promise) && needed.contains(promise);
    Assume::ALL.iter().filter(is_used).copied().collect()
}
