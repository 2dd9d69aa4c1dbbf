//! Capabilities: how much of its meaning a part of a query keeps when an API evaluates it, judged by the findings of a
//! probe.

use std::fmt;

use super::assumption::{Assumption, Loss};
use super::error::LowerError;
use super::null_effect::{NullEffect, Side};
use crate::operator::Operator;

/// Support of an API for a part of a query, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Capability {
    /// The API evaluates it as the vendor documents.
    Exact,
    /// The API may return further rows, and loses none.
    Superset,
    /// The API is assumed to support it; if it does not, rows may be lost.
    Assumed,
    /// The API does not support it.
    Unsupported,
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Exact => "exact",
            Self::Superset => "superset",
            Self::Assumed => "assumed",
            Self::Unsupported => "-",
        })
    }
}

impl Capability {
    /// Returns the capability for a comparison by `operator` as an approximation on `side`. `findings` are all that a
    /// probe reports about it, and `null` is the effect of null on it.
    pub(crate) fn from_comparison_findings(
        findings: &[LowerError],
        operator: Operator,
        side: Side,
        null: NullEffect,
    ) -> Self {
        Self::worst(findings, |assumption| match assumption.loss().keeps_rows(operator, side, null) {
            true => Self::Superset,
            false => Self::Assumed,
        })
    }

    /// Returns the capability for a connective, a sort or a page with these `findings`.
    pub(super) fn from_findings(findings: &[LowerError]) -> Self {
        Self::worst(findings, |assumption| match assumption.loss() {
            Loss::Nothing => Self::Superset,
            Loss::Unequal | Loss::Negated | Loss::Nulls | Loss::Order | Loss::Anything => Self::Assumed,
        })
    }

    /// Returns the worst capability among `findings`: `judge` rates the assumptions, and a refusal is the worst of all.
    fn worst(findings: &[LowerError], judge: impl Fn(Assumption) -> Self) -> Self {
        let each = findings.iter().map(|finding| finding.assumption().map_or(Self::Unsupported, &judge));
        each.max().unwrap_or(Self::Exact)
    }
}
