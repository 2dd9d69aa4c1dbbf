//! The splitter: approximates a filter by one that a target evaluates and that loses no row of the query.
//!
//! It works from the leaves up. A comparison is kept, or replaced by one with the same meaning, or by a wider one, or
//! by a constant; a connective joins the approximations of its items. Outside every `not` the approximation must hold
//! for more rows, inside one for fewer, and so on inwards: each `not` swaps the [`Side`]. An assumption is depended on
//! only if no row can be lost when it fails, or if the caller has granted it.

use super::approximation::{Approximation, Precision};
use super::prober::Prober;
use super::rewrite::{equivalent, wider};
use crate::collation::Collation;
use crate::dialect::{Assumption, Capability, Loss, LowerError, NullEffect, Side};
use crate::filter::{Comparison, Filter, FilterKind};
use crate::plan::local_part::{LocalParts, Pushdown};
use crate::span::Span;

pub(super) struct Splitter<'t> {
    prober: Prober<'t>,
    /// The collation of comparisons that name none.
    collation: Collation,
    local_parts: LocalParts,
}

/// A filter in two parts.
pub(super) struct SplitFilter {
    pub(super) pushed: Filter,
    /// `true` if the target returns exactly the rows of the filter.
    pub(super) is_exact: bool,
    /// The filter to evaluate on the rows that the target returns; `true` if there is none.
    pub(super) residual: Filter,
}

/// A connective: `and` or `or`, which are approximated alike, with true and false exchanged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Junction {
    And,
    Or,
}

/// The approximation of a junction.
struct Joined {
    approximation: Approximation,
    /// `false` if an item was left out, or if the target may evaluate the whole to something wider than its items.
    is_complete: bool,
}

impl Junction {
    /// Returns the constant that changes nothing as an item. The other constant decides the whole.
    const fn neutral(self) -> bool {
        match self {
            Self::And => true,
            Self::Or => false,
        }
    }

    fn filter(self, items: Vec<Filter>, span: Span) -> Filter {
        match self {
            Self::And => Filter::and(items, span),
            Self::Or => Filter::or(items, span),
        }
    }
}

impl<'t> Splitter<'t> {
    pub(super) fn new(prober: Prober<'t>, collation: Collation) -> Self {
        Self { prober, collation, local_parts: LocalParts::default() }
    }

    /// Returns the parts that were not pushed down exactly.
    pub(super) fn into_local_parts(self) -> LocalParts {
        self.local_parts
    }

    /// Splits `filter`. The items of a conjunction that the target evaluates exactly are not evaluated again.
    pub(super) fn split(&mut self, filter: &Filter) -> SplitFilter {
        let all = || Filter::constant(true, filter.span);
        if !self.prober.target().supports_filter() && filter.kind != FilterKind::Constant(true) {
            self.local_parts.record(filter.span, Pushdown::Nothing, self.prober.filter(filter));
            return SplitFilter { pushed: all(), is_exact: false, residual: filter.clone() };
        }
        let FilterKind::And(items) = &filter.kind else {
            let approximation = self.approximate(filter, Side::Over);
            let is_exact = approximation.is_exact();
            let residual = if is_exact { all() } else { filter.clone() };
            return SplitFilter { pushed: approximation.filter, is_exact, residual };
        };
        let each = self.approximate_each(items, Side::Over);
        let inexact = each.iter().zip(items).filter(|(approximation, _)| !approximation.is_exact());
        let mut left: Vec<Filter> = inexact.map(|(_, item)| item.clone()).collect();
        let joined = self.join(Junction::And, filter.span, each, Side::Over);
        if !joined.is_complete {
            // Any of the items may be the one that the target does not evaluate.
            left.clone_from(items);
        }
        let residual = if left.is_empty() { all() } else { Filter::and(left, filter.span) };
        let Joined { approximation, .. } = joined;
        SplitFilter { is_exact: approximation.is_exact(), pushed: approximation.filter, residual }
    }

    /// Returns the closest approximation of `filter` on `side` that the target evaluates.
    fn approximate(&mut self, filter: &Filter, side: Side) -> Approximation {
        let inner = if matches!(filter.kind, FilterKind::Not(_)) { side.other() } else { side };
        let items = self.approximate_each(filter.items(), inner);
        self.combine(filter, items, side)
    }

    fn approximate_each(&mut self, items: &[Filter], side: Side) -> Vec<Approximation> {
        // A loop: the calls of an iterator would take stack on each level, too.
        let mut each = Vec::with_capacity(items.len());
        for item in items {
            each.push(self.approximate(item, side));
        }
        each
    }

    /// Returns the approximation of `filter` whose items are approximated by `items`.
    fn combine(&mut self, filter: &Filter, mut items: Vec<Approximation>, side: Side) -> Approximation {
        match &filter.kind {
            FilterKind::Constant(constant) => Approximation::constant(*constant, filter.span, Precision::Certain),
            FilterKind::Comparison(comparison) => self.comparison(filter, comparison, side),
            FilterKind::Not(_) => match items.pop() {
                None => Approximation::inexact(filter.clone()),
                Some(Approximation { filter: Filter { kind: FilterKind::Constant(constant), .. }, precision }) => {
                    Approximation::constant(!constant, filter.span, precision)
                }
                Some(Approximation { filter: operand, precision }) => {
                    // A format may write the negation of an equality as an inequality, which treats null in another
                    // way.
                    let is_equality = matches!(operand.kind, FilterKind::Comparison(_));
                    let precision = match precision {
                        Precision::Exact if is_equality => Precision::Inexact,
                        Precision::Inexact | Precision::Exact | Precision::Certain => precision,
                    };
                    self.or_constant(Approximation { filter: Filter::not(operand, filter.span), precision }, side)
                }
            },
            FilterKind::And(_) => self.join(Junction::And, filter.span, items, side).approximation,
            FilterKind::Or(_) => self.join(Junction::Or, filter.span, items, side).approximation,
            FilterKind::Xor(_) => self.exactly_one(filter.span, items, side),
        }
    }

    /// Joins the approximations of the items of a junction.
    fn join(&mut self, junction: Junction, span: Span, items: Vec<Approximation>, side: Side) -> Joined {
        let neutral = junction.neutral();
        let mut precision = items.iter().map(|item| item.precision).min().unwrap_or(Precision::Certain);
        let mut is_complete = true;
        if items.iter().any(|item| item.filter.kind == FilterKind::Constant(!neutral)) {
            return Joined { approximation: Approximation::constant(!neutral, span, precision), is_complete };
        }
        let mut kept: Vec<Approximation> =
            items.into_iter().filter(|item| item.filter.kind != FilterKind::Constant(neutral)).collect();
        if junction == Junction::And && side == Side::Over && !kept.is_empty() {
            is_complete = self.leave_out_refused(&mut kept, span);
            if !is_complete {
                precision = Precision::Inexact;
            }
        }
        if kept.is_empty() {
            return Joined { approximation: Approximation::constant(neutral, span, precision), is_complete };
        }
        let kept = kept.into_iter().map(|item| item.filter).collect();
        let approximation = self.or_constant(Approximation { filter: junction.filter(kept, span), precision }, side);
        // No item is a constant any more: this one is in place of them all.
        is_complete &= !matches!(approximation.filter.kind, FilterKind::Constant(_));
        Joined { approximation, is_complete }
    }

    /// Removes from the items of a conjunction those that the target refuses together with the others, and all but one
    /// if it refuses every conjunction; the conjunction loses no row by that. Returns `false` if any was removed, or if
    /// the target may evaluate the whole to something wider.
    fn leave_out_refused(&mut self, items: &mut Vec<Approximation>, span: Span) -> bool {
        let whole = Filter::and(items.iter().map(|item| item.filter.clone()).collect(), span);
        let is_widening = |finding: &LowerError| {
            finding.span == span && finding.assumption().is_some_and(|assumption| assumption.loss() == Loss::Nothing)
        };
        let widening: Vec<LowerError> = self.prober.filter(&whole).into_iter().filter(is_widening).collect();
        let is_widened = !widening.is_empty();
        self.local_parts.record(span, Pushdown::Unchanged, widening);
        let refusals = self.prober.refusals(&whole);
        let before = items.len();
        let is_of_whole = |refusal: &LowerError| {
            before > 1 && refusal.span == span && items.iter().all(|item| item.filter.span != span)
        };
        let (of_whole, refusals): (Vec<_>, Vec<_>) = refusals.into_iter().partition(is_of_whole);
        items.retain(|item| !any_within(item.filter.span, &refusals));
        if !of_whole.is_empty() && items.len() > 1 {
            keep_best(items);
            let sent = items.first().map(|item| Pushdown::Superset(item.filter.clone()));
            self.local_parts.record(span, sent.unwrap_or(Pushdown::Nothing), of_whole);
        }
        for refusal in refusals {
            self.local_parts.record(refusal.span, Pushdown::Nothing, vec![refusal]);
        }
        !is_widened && items.len() == before
    }

    /// Approximates an exclusive or; if the target does not evaluate it, by an or.
    fn exactly_one(&mut self, span: Span, items: Vec<Approximation>, side: Side) -> Approximation {
        // Both answers of an item count, so that none may be unknown.
        if items.iter().all(|item| item.precision == Precision::Certain) {
            let filter = Filter::xor(items.iter().map(|item| item.filter.clone()).collect(), span);
            let blockers = self.prober.blockers(&filter);
            if blockers.is_empty() {
                return Approximation { filter, precision: Precision::Certain };
            }
            self.local_parts.record(span, Pushdown::Nothing, blockers);
        }
        match side {
            Side::Over => Approximation::inexact(self.join(Junction::Or, span, items, side).approximation.filter),
            Side::Under => Approximation::outermost(side, span),
        }
    }

    fn comparison(&mut self, filter: &Filter, comparison: &Comparison, side: Side) -> Approximation {
        let findings = self.prober.comparison(filter, comparison, side);
        let capability = self.prober.capability(&findings, comparison, side);
        if capability == Capability::Exact {
            let is_settled = self.prober.null_effect(comparison, side) == NullEffect::Settled;
            let is_certain = is_settled || self.prober.grants(Assumption::NullComparison);
            let precision = if is_certain { Precision::Certain } else { Precision::Exact };
            return Approximation { filter: filter.clone(), precision };
        }
        // The parts of an equivalent are none of the query's.
        let recorded = self.local_parts.len();
        let equivalent = equivalent(comparison).map(|equivalent| {
            let equivalent = Filter { span: filter.span, ..equivalent };
            self.approximate(&equivalent, side)
        });
        self.local_parts.truncate(recorded);
        let pushed = match equivalent {
            Some(equivalent) if equivalent.is_exact() => return equivalent,
            _ if capability == Capability::Superset => Some(filter.clone()),
            equivalent => self.wider(filter, comparison, side).or(equivalent.map(|equivalent| equivalent.filter)),
        };
        let pushdown = match &pushed {
            None => Pushdown::Nothing,
            Some(Filter { kind: FilterKind::Constant(_), .. }) => Pushdown::Nothing,
            Some(pushed) if pushed == filter => Pushdown::Unchanged,
            Some(pushed) => Pushdown::Superset(pushed.clone()),
        };
        self.local_parts.record(filter.span, pushdown, findings);
        pushed.map_or_else(|| Approximation::outermost(side, filter.span), Approximation::inexact)
    }

    /// Returns the narrowest comparison that holds wherever `comparison` does and that the target evaluates without
    /// losing a row.
    fn wider(&self, filter: &Filter, comparison: &Comparison, side: Side) -> Option<Filter> {
        match side {
            Side::Over => wider(comparison, self.collation)
                .into_iter()
                .map(|wider| Filter::comparison(wider, filter.span))
                .find(|wider| self.prober.keeps_rows(wider)),
            Side::Under => None,
        }
    }

    /// Returns `approximation` if the target evaluates its outermost connective, and a constant otherwise.
    fn or_constant(&mut self, approximation: Approximation, side: Side) -> Approximation {
        let blockers = self.prober.blockers(&approximation.filter);
        if blockers.is_empty() {
            return approximation;
        }
        let span = approximation.filter.span;
        self.local_parts.record(span, Pushdown::Nothing, blockers);
        Approximation::outermost(side, span)
    }
}

/// Removes all items but the one that the target evaluates best, the first of several.
fn keep_best(items: &mut Vec<Approximation>) {
    let best = items.iter().map(|item| item.precision).max();
    if let Some(place) = items.iter().position(|item| Some(item.precision) == best) {
        items.swap(0, place);
        items.truncate(1);
    }
}

/// Returns `true` if one of `findings`, which are in the order of the source, is within `span`.
fn any_within(span: Span, findings: &[LowerError]) -> bool {
    let first = findings.partition_point(|finding| finding.span.start() < span.start());
    findings.get(first).is_some_and(|finding| finding.span.end() <= span.end())
}
