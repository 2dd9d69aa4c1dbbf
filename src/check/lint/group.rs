//! Lints about a filter's parts together: a group that no row or every row satisfies, and parts of a group that are
//! redundant.

use super::bounds::{Bounds, View};
use super::constraint::{Assertion, Constraint, path};
use super::hash;
use super::kind::LintKind;
use super::path_constraints::{Conflict, PathConstraints, Subsumption};
use super::sink::LintSink;
use crate::collation::Collation;
use crate::filter::{Filter, FilterKind};
use crate::path::Path;
use crate::span::Span;

/// The result for a filter whose items were all looked at.
pub(super) struct Summary {
    /// The structural hash, the same for equal filters.
    hash: u64,
    /// The hashes of the items.
    items: Vec<u64>,
    /// The result that the filter has for every row, if it has one that is not reported yet.
    constant: Option<Verdict>,
    /// `true` if the filter was reported to be constant, so that nothing more is reported about it.
    is_reported: bool,
}

/// The result of a comparison for every row.
#[derive(Clone, Copy)]
struct Verdict {
    holds: bool,
    /// `true` if this follows only from the schema.
    promised: bool,
}

/// Reports the lints of `filter`, given the summaries of its items, and returns its own. `default` is the query's
/// collation.
pub(super) fn lint(filter: &Filter, mut items: Vec<Summary>, default: Collation, sink: &mut LintSink) -> Summary {
    let mut summary = Summary {
        hash: hash::of_filter(filter, items.iter().map(|item| item.hash)),
        items: items.iter().map(|item| item.hash).collect(),
        constant: None,
        is_reported: false,
    };
    let mut report_items = |parts: &[Filter], items: &mut [Summary]| {
        for (part, item) in parts.iter().zip(items) {
            item.report_constant(part, sink);
        }
    };
    match &filter.kind {
        FilterKind::Constant(_) => {}
        FilterKind::Comparison(_) => summary.constant = constant(filter, default),
        FilterKind::Not(_) => {
            if let Some(operand) = items.pop() {
                summary.constant = operand.constant.map(|verdict| Verdict { holds: !verdict.holds, ..verdict });
                summary.is_reported = operand.is_reported;
            }
        }
        FilterKind::Xor(parts) => report_items(parts, &mut items),
        FilterKind::And(parts) | FilterKind::Or(parts) => {
            report_items(parts, &mut items);
            summary.is_reported = Conjunction::new(filter, parts, &items, default).lint(sink);
        }
    }
    summary
}

impl Summary {
    /// Reports that `filter`, which must be the one summarized, is constant, if it is and is not reported yet.
    pub(super) fn report_constant(&mut self, filter: &Filter, sink: &mut LintSink) {
        if let Some(verdict) = self.constant.take() {
            let path = filter.comparisons().next().map(|comparison| comparison.field.path().clone());
            sink.report(verdict.lint(path, filter.span, Vec::new()), filter.span);
            self.is_reported = true;
        }
    }
}

impl Verdict {
    fn lint(self, path: Option<Path>, whole: Span, others: Vec<Span>) -> LintKind {
        let Self { holds, promised } = self;
        match holds {
            true => LintKind::AlwaysTrue { whole, path, others, promised },
            false => LintKind::AlwaysFalse { whole, path, others, promised },
        }
    }
}

/// Returns the result of a comparison, possibly negated, if it is the same for every row.
fn constant(filter: &Filter, default: Collation) -> Option<Verdict> {
    let assertion = Assertion::from_filter(filter, default).filter(|assertion| !assertion.is_plainly_open())?;
    let field = assertion.field();
    // A denial is the opposite of the assertion, which alone is looked at.
    let asserted = Constraint::from(assertion.asserted());
    let verdict = |holds: bool, promised| Some(Verdict { holds: holds == assertion.holds, promised });
    for view in View::all_for(std::iter::once(assertion), default) {
        let universe = view.universe(field.ty());
        let bounds = Bounds::new(&asserted, view, &universe);
        if bounds.over.is_empty() {
            return verdict(false, false);
        }
        if universe.is_subset(&bounds.under) {
            return verdict(true, false);
        }
        // A comparison with none of the promised values is not reported: the check has reported its words.
        if view.promised(field, asserted.value_count()).is_some_and(|promised| promised.is_subset(&bounds.under)) {
            return verdict(true, true);
        }
    }
    None
}

/// An `and` with the state of its analysis. An `or` is analysed as the negation of an `and` of its negated items: the
/// items that hold together there are those that fail together here.
struct Conjunction<'q, 's> {
    filter: &'q Filter,
    items: &'q [Filter],
    summaries: &'s [Summary],
    default: Collation,
    is_and: bool,
    /// For each item `true` until it is reported; further reports hold without the items that are reported.
    kept: Vec<bool>,
    /// The hashes of the items, each with the item's index; sorted.
    hashes: Vec<(u64, usize)>,
}

impl<'q, 's> Conjunction<'q, 's> {
    fn new(filter: &'q Filter, items: &'q [Filter], summaries: &'s [Summary], default: Collation) -> Self {
        let mut hashes: Vec<(u64, usize)> = summaries.iter().map(|item| item.hash).zip(0..).collect();
        hashes.sort_unstable();
        Self {
            filter,
            items,
            summaries,
            default,
            is_and: matches!(filter.kind, FilterKind::And(_)),
            kept: summaries.iter().map(|item| !item.is_reported).collect(),
            hashes,
        }
    }

    /// Reports its lints. Returns `true` if it was reported to be constant.
    fn lint(&mut self, sink: &mut LintSink) -> bool {
        if sink.is_full() {
            return false;
        }
        if self.lint_equals(sink) {
            return true;
        }
        self.lint_absorbed(sink);
        self.lint_paths(sink)
    }

    fn is_kept(&self, index: usize) -> bool {
        self.kept.get(index).copied().unwrap_or(false)
    }

    fn drop_item(&mut self, index: usize) {
        if let Some(kept) = self.kept.get_mut(index) {
            *kept = false;
        }
    }

    fn span(&self, index: usize) -> Span {
        self.items.get(index).map_or(self.filter.span, |item| item.span)
    }

    /// Returns the first item with the hash `hash`, or `None` if there is none or it is not kept.
    fn first(&self, hash: u64) -> Option<(usize, &'q Filter)> {
        let place = self.hashes.partition_point(|(other, _)| *other < hash);
        let (_, index) = self.hashes.get(place).filter(|(other, index)| *other == hash && self.is_kept(*index))?;
        Some((*index, self.items.get(*index)?))
    }

    /// Reports items that equal an earlier one. Returns `true` if it reported an item beside its negation.
    fn lint_equals(&mut self, sink: &mut LintSink) -> bool {
        for (index, (item, summary)) in self.items.iter().zip(self.summaries).enumerate() {
            if !self.is_kept(index) {
                continue;
            }
            let negation = self.first(hash::negated(summary.hash)).filter(|(_, first)| is_negation(first, item));
            if let Some((_, negation)) = negation.filter(|(first, _)| *first < index) {
                self.report_constant(item.span, vec![negation.span], None, false, sink);
                return true;
            }
            let equal = self.first(summary.hash).filter(|(first, _)| *first < index);
            if let Some((_, first)) = equal.filter(|(_, first)| *first == item) {
                sink.report(LintKind::Duplicate { first: first.span, is_and: self.is_and }, item.span);
                self.drop_item(index);
            }
        }
        false
    }

    /// Reports groups of the other connective that share an item with this one: `a and (a or b)`.
    fn lint_absorbed(&mut self, sink: &mut LintSink) {
        for (index, (item, summary)) in self.items.iter().zip(self.summaries).enumerate() {
            let parts: &[Filter] = match (&item.kind, self.is_and) {
                (FilterKind::Or(parts), true) | (FilterKind::And(parts), false) => parts,
                (FilterKind::Or(_), false)
                | (FilterKind::And(_), true)
                | (FilterKind::Constant(_) | FilterKind::Comparison(_) | FilterKind::Not(_) | FilterKind::Xor(_), _) => {
                    continue;
                }
            };
            let mut parts = parts.iter().zip(&summary.items);
            let beside = parts.find_map(|(part, hash)| self.first(*hash).filter(|(_, first)| *first == part));
            if let Some((beside, _)) = beside.filter(|_| self.is_kept(index)) {
                self.report_subsumed(Subsumption { item: index, by: beside }, sink);
            }
        }
    }

    /// Analyses the constraints of each path. Returns `true` if it reported that the group is constant.
    fn lint_paths(&mut self, sink: &mut LintSink) -> bool {
        let kept = self.items.iter().enumerate().filter(|(index, _)| self.is_kept(*index));
        let mut constraints: Vec<(&Path, usize, &'q Filter)> =
            kept.filter_map(|(index, item)| Some((path(item)?, index, item))).collect();
        constraints.sort_by_key(|(path, ..)| *path);
        for on_path in constraints.chunk_by(|(a, ..), (b, ..)| a == b).filter(|on_path| on_path.len() > 1) {
            let constraints = on_path.iter().map(|(_, index, item)| {
                let constraint = Constraint::from_filter(item, self.default);
                (*index, if self.is_and { constraint } else { constraint.negated() })
            });
            if self.lint_path(&constraints.collect::<Vec<_>>(), sink) {
                return true;
            }
        }
        false
    }

    fn lint_path(&mut self, constraints: &[(usize, Constraint<'q>)], sink: &mut LintSink) -> bool {
        let Some(field) = constraints.first().and_then(|(_, constraint)| constraint.field()) else { return false };
        let assertions = constraints.iter().flat_map(|(_, constraint)| constraint.assertions.iter().copied());
        for view in View::all_for(assertions, self.default) {
            let kept = constraints.iter().filter(|(index, _)| self.is_kept(*index));
            let kept = kept.map(|(index, constraint)| (*index, constraint));
            let on_path = PathConstraints::new(field, view, kept, sink);
            if let Some(Conflict { items, promised }) = on_path.conflict() {
                let mut spans: Vec<Span> = items.into_iter().map(|index| self.span(index)).collect();
                spans.sort();
                let last = spans.pop().unwrap_or(self.filter.span);
                self.report_constant(last, spans, Some(field.path().clone()), promised, sink);
                return true;
            }
            for subsumption in on_path.subsumed(sink) {
                self.report_subsumed(subsumption, sink);
            }
        }
        false
    }

    /// Reports at `at` that the group is constant.
    fn report_constant(&self, at: Span, others: Vec<Span>, path: Option<Path>, promised: bool, sink: &mut LintSink) {
        let verdict = Verdict { holds: !self.is_and, promised };
        sink.report(verdict.lint(path, self.filter.span, others), at);
    }

    fn report_subsumed(&mut self, Subsumption { item, by }: Subsumption, sink: &mut LintSink) {
        sink.report(LintKind::Subsumed { by: self.span(by), is_and: self.is_and }, self.span(item));
        self.drop_item(item);
    }
}

/// Returns `true` if one filter is the negation of the other.
fn is_negation(a: &Filter, b: &Filter) -> bool {
    let negates = |a: &Filter, b: &Filter| matches!(&a.kind, FilterKind::Not(operand) if **operand == *b);
    negates(a, b) || negates(b, a)
}
