//! Probes: the findings of lowering one part of a query, without a request being made. The planner and the feature
//! matrix decide by them; neither needs a list of its own of what an API supports.
//!
//! `collation` is the one of comparisons and sort keys that name none.

use super::error::LowerError;
use super::null_effect::NullEffect;
use super::target::Target;
use super::undocumented;
use crate::collation::Collation;
use crate::filter::{Filter, Page, SortKey};

impl Target<'_> {
    /// Returns every refusal of `filter` and every assumption made by sending it, except those about null.
    pub(crate) fn probe_filter(self, filter: &Filter, collation: Collation) -> Vec<LowerError> {
        self.format().probe_filter(filter, self, collation)
    }

    /// Returns an assumption for each comparison in `filter` whose rows depend on how the API compares null.
    pub(crate) fn probe_nulls(self, filter: &Filter) -> Vec<LowerError> {
        undocumented::nulls(filter, &[NullEffect::Kept, NullEffect::Lost])
    }

    /// Returns every refusal of `keys` and every assumption made by sorting by them.
    pub(crate) fn probe_keys(self, keys: &[SortKey], collation: Collation) -> Vec<LowerError> {
        self.format().probe_keys(keys, self, collation)
    }

    /// Returns every refusal of `page`, fetched by one request.
    pub(crate) fn probe_page(self, page: Page) -> Vec<LowerError> {
        self.format().probe_page(page, self)
    }
}
