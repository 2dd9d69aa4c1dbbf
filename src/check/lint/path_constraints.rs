//! The constraints of a group on one path, all of which must hold: finds those that contradict each other and those
//! that follow from others.

use super::bounds::{Bounds, View};
use super::constraint::{Assertion, Constraint};
use super::interval_set::{Interval, IntervalSet};
use super::sink::LintSink;
use crate::collation::Collation;
use crate::filter::EqualityKey;
use crate::schema::Field;

/// The constraints on one path, in one view.
pub(super) struct PathConstraints<'q> {
    view: View,
    universe: IntervalSet<'q>,
    /// The values that the schema promises, if it promises less than the universe.
    promised: Option<IntervalSet<'q>>,
    members: Vec<Member<'q>>,
    /// `true` if comparisons may be evaluated on single texts, as that is cheap enough here.
    evaluates_texts: bool,
}

/// A constraint in the view.
struct Member<'q> {
    /// The index of its item in the group.
    index: usize,
    bounds: Bounds<'q>,
    /// The assertion to evaluate on single texts, if the bounds are not exact.
    inexact: Option<Assertion<'q>>,
}

/// A set of constraints that cannot hold together.
pub(super) struct Conflict {
    /// The indices of their items in the group.
    pub(super) items: Vec<usize>,
    /// `true` if this follows only from the schema.
    pub(super) promised: bool,
}

/// A constraint that follows from another one.
pub(super) struct Subsumption {
    /// The index of the item that may be removed.
    pub(super) item: usize,
    /// The index of the item that implies it.
    pub(super) by: usize,
}

/// The most constraints for which a search may be quadratic: a conflict of no more is reduced to a minimal one, and
/// prefixes and suffixes of no more are compared in pairs.
const FEW: usize = 16;

impl<'q> PathConstraints<'q> {
    pub(super) fn new<'c>(
        field: &'q Field,
        view: View,
        constraints: impl Iterator<Item = (usize, &'c Constraint<'q>)>,
        sink: &mut LintSink,
    ) -> Self
    where
        'q: 'c,
    {
        let universe = view.universe(field.ty());
        let mut value_count = 0_usize;
        let member = |(index, constraint): (usize, &'c Constraint<'q>)| {
            value_count = value_count.saturating_add(constraint.value_count());
            let bounds = Bounds::new(constraint, view, &universe);
            let inexact = constraint.only().filter(|_| !bounds.are_exact());
            Member { index, bounds, inexact }
        };
        let members: Vec<Member<'q>> = constraints.map(member).collect();
        let promised = view.promised(field, value_count);
        let mut constraints = Self { view, promised, universe, members, evaluates_texts: false };
        constraints.evaluates_texts = sink.spend(constraints.cost_of_texts());
        constraints
    }

    /// Returns the steps that it takes to evaluate every inexact comparison on every text, as often as the search for a
    /// minimal conflict does.
    fn cost_of_texts(&self) -> usize {
        let inexact = self.members.iter().filter_map(|member| member.inexact);
        let (comparisons, items) = inexact.fold((0_usize, 0_usize), |(comparisons, items), assertion| {
            let terms = assertion.comparison.operand.terms().len();
            (comparisons.saturating_add(1), items.saturating_add(terms))
        });
        let intervals = self.members.iter().flat_map(|member| member.bounds.over.intervals());
        let (texts, bytes) = intervals.fold((0_usize, 0_usize), |(texts, bytes), interval| match interval.only() {
            Some(EqualityKey::Text(text)) => (texts.saturating_add(1), bytes.saturating_add(text.as_str().len())),
            Some(
                EqualityKey::Null
                | EqualityKey::Boolean(_)
                | EqualityKey::Number(_)
                | EqualityKey::DateTime(_)
                | EqualityKey::Duration(_)
                | EqualityKey::Uuid(_),
            )
            | None => (texts, bytes),
        });
        let once = texts.saturating_mul(items).saturating_add(bytes.saturating_mul(comparisons));
        once.saturating_mul(FEW)
    }

    /// Returns the steps that it takes to compare every constraint with every other.
    fn cost_of_pairs(&self) -> usize {
        let cost = |member: &Member<'q>| {
            let needle = member.inexact.and_then(|assertion| assertion.needle());
            let needle = needle.map_or(0, |needle| needle.len().saturating_add(FEW));
            member.bounds.over.intervals().len().saturating_add(needle)
        };
        let costs = self.members.iter().map(cost).fold(0, usize::saturating_add);
        costs.saturating_mul(self.members.len())
    }

    /// Returns constraints that cannot hold together, or `None` if there are none or that cannot be shown.
    pub(super) fn conflict(&self) -> Option<Conflict> {
        let all: Vec<&Member<'q>> = self.members.iter().collect();
        if let Some(items) = self.conflict_within(all, &self.universe).or_else(|| self.opposed()) {
            return Some(Conflict { items, promised: false });
        }
        let promised = self.promised.as_ref()?;
        // A constraint without any promised value is left out: the check has reported its words.
        let has_promised = |member: &&Member<'q>| !member.bounds.over.intersection(promised).is_empty();
        let items = self.conflict_within(self.members.iter().filter(has_promised).collect(), promised)?;
        Some(Conflict { items, promised: true })
    }

    /// Returns the items of `members` that exclude all values of `within`: a shortest prefix by binary search, reduced
    /// to a minimal set if it is small.
    fn conflict_within(&self, mut members: Vec<&Member<'q>>, within: &IntervalSet<'q>) -> Option<Vec<usize>> {
        if within.is_empty() || !self.common_values(&members, within).is_empty() {
            return None;
        }
        let (mut enough, mut too_few) = (members.len(), 0_usize);
        while too_few.saturating_add(1) < enough {
            let middle = too_few.midpoint(enough);
            let is_enough = members.get(..middle).is_some_and(|some| self.common_values(some, within).is_empty());
            if is_enough { enough = middle } else { too_few = middle }
        }
        members.truncate(enough);
        let mut place = 0_usize;
        while members.len() <= FEW && place.saturating_add(1) < members.len() {
            let mut fewer = members.clone();
            fewer.remove(place);
            if self.common_values(&fewer, within).is_empty() {
                members = fewer;
            } else {
                place = place.saturating_add(1);
            }
        }
        Some(members.iter().map(|member| member.index).collect())
    }

    /// Returns the items of two constraints that require different prefixes, or different suffixes, of a text.
    fn opposed(&self) -> Option<Vec<usize>> {
        let inexact = self.members.iter().filter_map(|member| Some((member.index, member.inexact?))).take(FEW);
        let inexact: Vec<(usize, Assertion<'q>)> = inexact.collect();
        inexact.iter().enumerate().find_map(|(place, (index, assertion))| {
            let mut before = inexact.iter().take(place);
            let (other, _) = before.find(|(_, other)| assertion.excludes_affix(other))?;
            Some(vec![*other, *index])
        })
    }

    /// Returns the values of `within` that may satisfy all of `members`.
    fn common_values(&self, members: &[&Member<'q>], within: &IntervalSet<'q>) -> IntervalSet<'q> {
        let sets = members.iter().map(|member| member.bounds.over.clone()).chain([within.clone()]);
        let mut common = IntervalSet::intersection_of(sets.collect());
        for assertion in members.iter().filter_map(|member| member.inexact) {
            common.retain(|interval| self.is_true_of(&assertion, interval) != Some(false));
        }
        common
    }

    /// Returns the constraints that another one implies. All of them may be removed together.
    pub(super) fn subsumed(&self, sink: &mut LintSink) -> Vec<Subsumption> {
        if !sink.spend(self.cost_of_pairs()) {
            return Vec::new();
        }
        let mut kept: Vec<&Member<'q>> = Vec::new();
        let mut subsumed = Vec::new();
        for member in &self.members {
            if let Some(narrower) = kept.iter().find(|other| self.implies(other, member)) {
                subsumed.push(Subsumption { item: member.index, by: narrower.index });
                continue;
            }
            kept.retain(|other| {
                let is_implied = self.implies(member, other);
                if is_implied {
                    subsumed.push(Subsumption { item: other.index, by: member.index });
                }
                !is_implied
            });
            kept.push(member);
        }
        subsumed
    }

    /// Returns `true` if `wider` holds for every value for which `narrower` holds.
    fn implies(&self, narrower: &Member<'q>, wider: &Member<'q>) -> bool {
        if narrower.bounds.over.is_subset(&wider.bounds.under) {
            return true;
        }
        let Some(assertion) = wider.inexact else { return false };
        let open = narrower.bounds.over.difference(&wider.bounds.under);
        open.intervals().iter().all(|interval| self.is_true_of(&assertion, interval) == Some(true))
            || narrower.inexact.is_some_and(|narrower| narrower.implies_part(&assertion))
    }

    /// Returns `true` if `assertion` is true of all values in `interval`, or `None` if the interval is not a single
    /// text or equal texts may differ in this.
    fn is_true_of(&self, assertion: &Assertion<'q>, interval: &Interval<'q>) -> Option<bool> {
        let Some(EqualityKey::Text(text)) = interval.only().filter(|_| self.evaluates_texts) else { return None };
        // Under `ordinal` equal texts are identical; under `ignorecase` either all of them contain a needle or none
        // does.
        let decides = match self.view {
            View::Text(Collation::Ordinal) => true,
            View::Text(Collation::IgnoreCase) => {
                assertion.collation == Collation::IgnoreCase && assertion.needle().is_some()
            }
            View::Text(Collation::Lexicographic) | View::DateTimes | View::Durations => false,
        };
        if decides { assertion.is_true_of(text.as_str()) } else { None }
    }
}
