//! An endpoint of an HTTP API as the target of a push-down.

use super::target::PushdownTarget;
use crate::collation::Collation;
use crate::dialect::{Endpoint, LowerError, LowerErrorKind, NullEffect, Side, Target, null_effect};
use crate::filter::{Comparison, Filter, Page, SortKey};

pub(super) struct EndpointTarget<'e> {
    endpoint: &'e Endpoint,
    /// The collation of comparisons and sort keys that name none.
    collation: Collation,
}

impl<'e> EndpointTarget<'e> {
    pub(super) fn new(endpoint: &'e Endpoint, collation: Collation) -> Self {
        Self { endpoint, collation }
    }
}

impl PushdownTarget for EndpointTarget<'_> {
    fn supports_filter(&self) -> bool {
        self.endpoint.supports().filter
    }

    fn probe_filter(&self, filter: &Filter) -> Vec<LowerError> {
        Target::from(self.endpoint).probe_filter(filter, self.collation)
    }

    fn probe_keys(&self, keys: &[SortKey]) -> Vec<LowerError> {
        Target::from(self.endpoint).probe_keys(keys, self.collation)
    }

    fn probe_page(&self, page: Page) -> Vec<LowerError> {
        let mut findings = Target::from(self.endpoint).probe_page(page);
        // A limit above the largest page takes several requests.
        findings.retain(|finding| !matches!(finding.kind, LowerErrorKind::PageTooLarge { .. }));
        findings
    }

    fn probe_nulls(&self, filter: &Filter) -> Vec<LowerError> {
        Target::from(self.endpoint).probe_nulls(filter)
    }

    fn null_effect(&self, comparison: &Comparison, side: Side) -> NullEffect {
        null_effect(comparison, side)
    }
}
