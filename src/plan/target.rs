//! The target of a push-down: whatever evaluates a part of a query elsewhere. The planner knows no more of it than the
//! findings of its probes, so that an HTTP API and a database are alike to it.
//!
//! A finding is a refusal, or an assumption that evaluating the part would depend on. None at all means that the target
//! evaluates it as documented.

use crate::dialect::{LowerError, NullEffect, Side};
use crate::filter::{Comparison, Filter, Page, SortKey};

pub(super) trait PushdownTarget {
    /// Returns `true` if the target evaluates filters at all.
    fn supports_filter(&self) -> bool;

    /// Returns the findings about `filter`, except those about null.
    fn probe_filter(&self, filter: &Filter) -> Vec<LowerError>;

    /// Returns the findings about sorting by `keys`, null included.
    fn probe_keys(&self, keys: &[SortKey]) -> Vec<LowerError>;

    /// Returns the findings about fetching `page`, in however many requests.
    fn probe_page(&self, page: Page) -> Vec<LowerError>;

    /// Returns an assumption for each comparison in `filter` whose rows depend on how the target compares null.
    fn probe_nulls(&self, filter: &Filter) -> Vec<LowerError>;

    /// Returns the effect of null on `comparison`, of which a filter is approximated on `side`.
    fn null_effect(&self, comparison: &Comparison, side: Side) -> NullEffect;
}
