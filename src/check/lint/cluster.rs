//! The clauses of a group that are about one path, all of which must hold: which of them cannot hold together, and which
//! follow from others.

use super::Found;
use super::clause::{Clause, Literal};
use super::region::{Region, View};
use super::set::{Point, Range, Set};
use crate::collation::Collation;
use crate::schema::Field;

pub(super) struct Cluster<'q> {
    view: View,
    universe: Set<'q>,
    /// What the schema promises of the field, where that is less.
    promised: Option<Set<'q>>,
    parts: Vec<Part<'q>>,
    /// Whether texts may be looked at one by one.
    looks_at_texts: bool,
}

/// A clause as its view shows it.
struct Part<'q> {
    /// Its place in the group.
    index: usize,
    region: Region<'q>,
    /// The comparison to be asked about single texts, where the region does not say all.
    asked: Option<Literal<'q>>,
}

/// Up to this many clauses that cannot hold together are searched for those that suffice.
const FEW: usize = 16;

impl<'q> Cluster<'q> {
    pub(super) fn new<'c>(
        field: &'q Field,
        view: View,
        clauses: impl Iterator<Item = (usize, &'c Clause<'q>)>,
        found: &mut Found,
    ) -> Self
    where
        'q: 'c,
    {
        let universe = view.universe(field.ty());
        let mut named = 0_usize;
        let part = |(index, clause): (usize, &'c Clause<'q>)| {
            named = named.saturating_add(clause.named());
            let region = Region::of(clause, view, &universe);
            let asked = clause.only().filter(|_| !region.is_exact());
            Part { index, region, asked }
        };
        let parts: Vec<Part<'q>> = clauses.map(part).collect();
        let promised = view.promised(field, named);
        let mut cluster = Self { view, promised, universe, parts, looks_at_texts: false };
        cluster.looks_at_texts = found.affords(cluster.cost_of_texts());
        cluster
    }

    /// What it takes to ask every comparison about every text, as often as a search asks.
    fn cost_of_texts(&self) -> usize {
        let asked = self.parts.iter().filter_map(|part| part.asked);
        let (questions, items) = asked.fold((0_usize, 0_usize), |(questions, items), literal| {
            let terms = literal.comparison.operand.terms().len();
            (questions.saturating_add(1), items.saturating_add(terms))
        });
        let ranges = self.parts.iter().flat_map(|part| part.region.at_most.ranges());
        let (texts, bytes) = ranges.fold((0_usize, 0_usize), |(texts, bytes), range| match range.point() {
            Some(Point::Text(text)) => (texts.saturating_add(1), bytes.saturating_add(text.text.len())),
            _ => (texts, bytes),
        });
        let once = texts.saturating_mul(items).saturating_add(bytes.saturating_mul(questions));
        once.saturating_mul(FEW)
    }

    /// What it takes to hold every clause against every other.
    fn cost_of_pairs(&self) -> usize {
        let cost = |part: &Part<'q>| {
            let needle = part.asked.and_then(|literal| literal.needle());
            let needle = needle.map_or(0, |needle| needle.len().saturating_add(FEW));
            part.region.at_most.ranges().len().saturating_add(needle)
        };
        let costs = self.parts.iter().map(cost).fold(0, usize::saturating_add);
        costs.saturating_mul(self.parts.len())
    }

    /// Clauses that cannot hold together, and whether that takes what the schema promises.
    pub(super) fn conflict(&self) -> Option<(Vec<usize>, bool)> {
        let all: Vec<&Part<'q>> = self.parts.iter().collect();
        if let Some(conflict) = self.conflict_within(all, &self.universe) {
            return Some((conflict, false));
        }
        if let Some(opposed) = self.opposed() {
            return Some((opposed, false));
        }
        let promised = self.promised.as_ref()?;
        // One that holds for none of the promised values names none of them, which the check has told.
        let names_some = |part: &&Part<'q>| !part.region.at_most.intersection(promised).is_empty();
        let conflict = self.conflict_within(self.parts.iter().filter(names_some).collect(), promised);
        Some((conflict?, true))
    }

    /// Of the first parts for which no value of `within` is left those that suffice.
    fn conflict_within(&self, mut parts: Vec<&Part<'q>>, within: &Set<'q>) -> Option<Vec<usize>> {
        if within.is_empty() || !self.meet(&parts, within).is_empty() {
            return None;
        }
        let (mut enough, mut too_few) = (parts.len(), 0_usize);
        while too_few.saturating_add(1) < enough {
            let middle = too_few.midpoint(enough);
            let is_enough = parts.get(..middle).is_some_and(|some| self.meet(some, within).is_empty());
            if is_enough { enough = middle } else { too_few = middle }
        }
        parts.truncate(enough);
        let mut place = 0_usize;
        while parts.len() <= FEW && place.saturating_add(1) < parts.len() {
            let mut fewer = parts.clone();
            fewer.remove(place);
            if self.meet(&fewer, within).is_empty() { parts = fewer } else { place = place.saturating_add(1) }
        }
        Some(parts.iter().map(|part| part.index).collect())
    }

    /// Two that want texts to begin, or to end, in ways that exclude each other.
    fn opposed(&self) -> Option<Vec<usize>> {
        let asked = self.parts.iter().filter_map(|part| Some((part.index, part.asked?))).take(FEW);
        let asked: Vec<(usize, Literal<'q>)> = asked.collect();
        asked.iter().enumerate().find_map(|(place, (index, literal))| {
            let mut before = asked.iter().take(place);
            let (other, _) = before.find(|(_, other)| literal.excludes_affix(other))?;
            Some(vec![*other, *index])
        })
    }

    /// The values of `within` for which all of `parts` may hold.
    fn meet(&self, parts: &[&Part<'q>], within: &Set<'q>) -> Set<'q> {
        let sets = parts.iter().map(|part| part.region.at_most.clone()).chain([within.clone()]);
        let mut meet = Set::intersection_of(sets.collect());
        for literal in parts.iter().filter_map(|part| part.asked) {
            meet.filter(|range| self.is_true_of(&literal, range) != Some(false));
        }
        meet
    }

    /// Parts that hold wherever another one does, each with that one. All of them may be left out together.
    pub(super) fn subsumed(&self, found: &mut Found) -> Vec<(usize, usize)> {
        if !found.affords(self.cost_of_pairs()) {
            return Vec::new();
        }
        let mut kept: Vec<&Part<'q>> = Vec::new();
        let mut subsumed = Vec::new();
        for part in &self.parts {
            if let Some(narrower) = kept.iter().find(|other| self.implies(other, part)) {
                subsumed.push((part.index, narrower.index));
                continue;
            }
            kept.retain(|other| {
                let is_implied = self.implies(part, other);
                if is_implied {
                    subsumed.push((other.index, part.index));
                }
                !is_implied
            });
            kept.push(part);
        }
        subsumed
    }

    /// Whether `wider` holds wherever `narrower` does.
    fn implies(&self, narrower: &Part<'q>, wider: &Part<'q>) -> bool {
        if narrower.region.at_most.is_subset(&wider.region.at_least) {
            return true;
        }
        let Some(literal) = wider.asked else { return false };
        let open = narrower.region.at_most.difference(&wider.region.at_least);
        open.ranges().iter().all(|range| self.is_true_of(&literal, range) == Some(true))
            || narrower.asked.is_some_and(|narrower| narrower.implies_part(&literal))
    }

    /// Whether `literal` is true of all that `range` holds, where that is one text and can be told.
    fn is_true_of(&self, literal: &Literal<'q>, range: &Range<'q>) -> Option<bool> {
        let Some(Point::Text(text)) = range.point().filter(|_| self.looks_at_texts) else { return None };
        // Under `ordinal` equal texts are the same; under `ignorecase` a needle is found in all of them or in none.
        let decides = match self.view {
            View::Text(Collation::Ordinal) => true,
            View::Text(Collation::IgnoreCase) => {
                literal.collation == Collation::IgnoreCase && literal.needle().is_some()
            }
            View::Text(Collation::Lexicographic) | View::DateTimes | View::Durations => false,
        };
        if decides { literal.is_true_of(text.text) } else { None }
    }
}
