//! Probes as the planner judges them: without the assumptions that the caller has granted, and with those about null.

use crate::dialect::{Assume, Assumption, Capability, Loss, LowerError, NullEffect, Side};
use crate::filter::{Comparison, Filter, FilterKind, Page, SortKey};
use crate::plan::target::PushdownTarget;

#[derive(Clone, Copy)]
pub(super) struct Prober<'t> {
    target: &'t dyn PushdownTarget,
    granted: &'t [Assume],
}

impl<'t> Prober<'t> {
    pub(super) fn new(target: &'t dyn PushdownTarget, granted: &'t [Assume]) -> Self {
        Self { target, granted }
    }

    /// Returns the target itself, whose probes also report the assumptions that are granted.
    pub(super) fn target(self) -> &'t dyn PushdownTarget {
        self.target
    }

    /// Returns `true` if the caller has promised that `assumption` holds.
    pub(super) fn grants(self, assumption: Assumption) -> bool {
        assumption.granted_by().is_some_and(|promise| self.granted.contains(&promise))
    }

    /// Returns the findings about `filter`, except those about null.
    pub(super) fn filter(self, filter: &Filter) -> Vec<LowerError> {
        self.without_granted(self.target.probe_filter(filter))
    }

    /// Returns the findings about sorting by `keys`.
    pub(super) fn keys(self, keys: &[SortKey]) -> Vec<LowerError> {
        self.without_granted(self.target.probe_keys(keys))
    }

    /// Returns the findings about `page`.
    pub(super) fn page(self, page: Page) -> Vec<LowerError> {
        self.target.probe_page(page)
    }

    /// Returns the findings about `comparison`, which is all of `filter`, as an approximation on `side`; those about
    /// null included.
    pub(super) fn comparison(self, filter: &Filter, comparison: &Comparison, side: Side) -> Vec<LowerError> {
        let mut findings = self.filter(filter);
        match self.null_effect(comparison, side) {
            NullEffect::Kept | NullEffect::Lost if !self.grants(Assumption::NullComparison) => {
                findings.push(LowerError::assumed(Assumption::NullComparison, comparison.operator.span));
            }
            NullEffect::Kept | NullEffect::Lost | NullEffect::Settled | NullEffect::Hidden => {}
        }
        findings.sort_by_key(|finding| finding.span);
        findings
    }

    /// Returns the capability that `findings` about `comparison` leave.
    pub(super) fn capability(self, findings: &[LowerError], comparison: &Comparison, side: Side) -> Capability {
        let null = self.null_effect(comparison, side);
        Capability::from_comparison_findings(findings, comparison.operator.node, side, null)
    }

    /// Returns the effect of null on `comparison`, of which a filter is approximated on `side`.
    pub(super) fn null_effect(self, comparison: &Comparison, side: Side) -> NullEffect {
        self.target.null_effect(comparison, side)
    }

    /// Returns `true` if the target evaluates `filter`, a comparison, without losing a row.
    pub(super) fn keeps_rows(self, filter: &Filter) -> bool {
        let FilterKind::Comparison(comparison) = &filter.kind else { return false };
        let findings = self.comparison(filter, comparison, Side::Over);
        self.capability(&findings, comparison, Side::Over) <= Capability::Superset
    }

    /// Returns the findings that keep `filter`, whose items can be pushed down, from being pushed down without loss.
    pub(super) fn blockers(self, filter: &Filter) -> Vec<LowerError> {
        let mut findings = self.filter(filter);
        findings.retain(|finding| finding.assumption().is_none_or(|assumption| assumption.loss() == Loss::Anything));
        findings
    }

    /// Returns the refusals in `filter`, in the order of the source.
    pub(super) fn refusals(self, filter: &Filter) -> Vec<LowerError> {
        let mut findings = self.filter(filter);
        findings.retain(|finding| finding.kind.is_error());
        findings.sort_by_key(|finding| finding.span);
        findings
    }

    fn without_granted(self, mut findings: Vec<LowerError>) -> Vec<LowerError> {
        findings.retain(|finding| !finding.assumption().is_some_and(|assumption| self.grants(assumption)));
        findings
    }
}
