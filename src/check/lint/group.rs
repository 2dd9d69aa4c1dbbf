//! What the parts of a filter say together: that a group can never hold, that it always does, that a part of it adds
//! nothing.

use super::clause::{Clause, Literal, path};
use super::cluster::Cluster;
use super::hash;
use super::region::{Region, View};
use super::{Found, LintKind};
use crate::collation::Collation;
use crate::filter::{Filter, FilterKind};
use crate::path::Path;
use crate::span::Span;

/// What is known of a part of a filter that was looked at.
pub(super) struct Seen {
    /// What equal filters share.
    hash: u64,
    /// Those of its items.
    items: Vec<u64>,
    /// Whether it is constant, where nobody was told yet.
    constant: Option<Constant>,
    /// Whether it was reported to be constant, so that no more is to be said about it.
    is_told: bool,
}

/// What a comparison is for every row.
#[derive(Clone, Copy)]
struct Constant {
    holds: bool,
    /// Whether it is so only because of what the schema promises.
    promised: bool,
}

/// Looks at `filter`, what its items were seen to be being known; `default` is the collation of comparisons that give none.
pub(super) fn look(filter: &Filter, mut items: Vec<Seen>, default: Collation, found: &mut Found) -> Seen {
    let mut seen = Seen {
        hash: hash::of(filter, items.iter().map(|item| item.hash)),
        items: items.iter().map(|item| item.hash).collect(),
        constant: None,
        is_told: false,
    };
    match &filter.kind {
        FilterKind::Constant(_) => {}
        FilterKind::Comparison(_) => seen.constant = constant(filter, default),
        FilterKind::Not(_) => {
            if let Some(operand) = items.pop() {
                let negated = |constant: Constant| Constant { holds: !constant.holds, ..constant };
                seen.constant = operand.constant.map(negated);
                seen.is_told = operand.is_told;
            }
        }
        FilterKind::And(parts) | FilterKind::Or(parts) | FilterKind::Xor(parts) => {
            for (part, item) in parts.iter().zip(&mut items) {
                item.tell(part, found);
            }
            if !matches!(filter.kind, FilterKind::Xor(_)) {
                seen.is_told = Group::new(filter, parts, &items, default).look(found);
            }
        }
    }
    seen
}

impl Seen {
    /// Reports that `filter`, which it is of, is constant, where it is.
    pub(super) fn tell(&mut self, filter: &Filter, found: &mut Found) {
        if let Some(Constant { holds, promised }) = self.constant.take() {
            let path = filter.comparisons().next().map(|comparison| comparison.field.path().clone());
            found.report(LintKind::constant(holds, path, filter.span, Vec::new(), promised), filter.span);
            self.is_told = true;
        }
    }
}

/// Whether a comparison alone is constant.
fn constant(filter: &Filter, default: Collation) -> Option<Constant> {
    let literal = Literal::of(filter, default).filter(|literal| !literal.is_plainly_open())?;
    let field = literal.field();
    // What `==` is told for holds of `!=` the other way round.
    let plain = Clause::from(literal.plain());
    let told = |holds: bool, promised| Some(Constant { holds: holds == literal.holds, promised });
    for view in View::all_of(std::iter::once(literal), default) {
        let universe = view.universe(field.ty());
        let region = Region::of(&plain, view, &universe);
        if region.at_most.is_empty() {
            return told(false, false);
        }
        if universe.is_subset(&region.at_least) {
            return told(true, false);
        }
        // That it names none of the promised values is no news: the check has said what is wrong with them.
        if view.promised(field, plain.named()).is_some_and(|promised| promised.is_subset(&region.at_least)) {
            return told(true, true);
        }
    }
    None
}

/// An `and` or an `or`. Of an `or` everything is said of the negations of its items, of which all are wanted where it does
/// not hold.
struct Group<'q, 's> {
    filter: &'q Filter,
    items: &'q [Filter],
    seen: &'s [Seen],
    default: Collation,
    is_and: bool,
    /// The items that were not found to add nothing: what is found from then on is true without the others, too.
    kept: Vec<bool>,
    /// The numbers of the items, in order, each with its item.
    hashes: Vec<(u64, usize)>,
}

impl<'q, 's> Group<'q, 's> {
    fn new(filter: &'q Filter, items: &'q [Filter], seen: &'s [Seen], default: Collation) -> Self {
        let mut hashes: Vec<(u64, usize)> = seen.iter().map(|item| item.hash).zip(0..).collect();
        hashes.sort_unstable();
        Self {
            filter,
            items,
            seen,
            default,
            is_and: matches!(filter.kind, FilterKind::And(_)),
            kept: seen.iter().map(|item| !item.is_told).collect(),
            hashes,
        }
    }

    /// Reports what is odd about it; whether it was found to be constant.
    fn look(&mut self, found: &mut Found) -> bool {
        if found.is_full() {
            return false;
        }
        if self.look_for_equals(found) {
            return true;
        }
        self.look_for_absorbed(found);
        self.look_at_paths(found)
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

    /// The first item that has `hash`, where it is kept.
    fn first(&self, hash: u64) -> Option<(usize, &'q Filter)> {
        let place = self.hashes.partition_point(|(other, _)| *other < hash);
        let (_, index) = self.hashes.get(place).filter(|(other, index)| *other == hash && self.is_kept(*index))?;
        Some((*index, self.items.get(*index)?))
    }

    /// Items that stand there twice, and an item beside its negation; whether there was one of those.
    fn look_for_equals(&mut self, found: &mut Found) -> bool {
        for (index, (item, seen)) in self.items.iter().zip(self.seen).enumerate() {
            if !self.is_kept(index) {
                continue;
            }
            let negation = self.first(hash::negated(seen.hash)).filter(|(_, first)| is_negation(first, item));
            if let Some((_, negation)) = negation.filter(|(first, _)| *first < index) {
                self.tell_constant(item.span, vec![negation.span], None, false, found);
                return true;
            }
            let equal = self.first(seen.hash).filter(|(first, _)| *first < index);
            if let Some((_, first)) = equal.filter(|(_, first)| *first == item) {
                found.report(LintKind::Duplicate { first: first.span, is_and: self.is_and }, item.span);
                self.drop_item(index);
            }
        }
        false
    }

    /// Groups of the other connective with an item that stands beside them, too: `a and (a or b)`.
    fn look_for_absorbed(&mut self, found: &mut Found) {
        for (index, (item, seen)) in self.items.iter().zip(self.seen).enumerate() {
            let parts = match &item.kind {
                FilterKind::Or(parts) if self.is_and => parts,
                FilterKind::And(parts) if !self.is_and => parts,
                _ => continue,
            };
            let mut parts = parts.iter().zip(&seen.items);
            let beside = parts.find_map(|(part, hash)| self.first(*hash).filter(|(_, first)| *first == part));
            if let Some((beside, _)) = beside.filter(|_| self.is_kept(index)) {
                self.tell_subsumed(index, beside, found);
            }
        }
    }

    /// What its clauses say of one path after the other; whether that is found to be constant.
    fn look_at_paths(&mut self, found: &mut Found) -> bool {
        let kept = self.items.iter().enumerate().filter(|(index, _)| self.is_kept(*index));
        let mut clauses: Vec<(&Path, usize, &'q Filter)> =
            kept.filter_map(|(index, item)| Some((path(item)?, index, item))).collect();
        clauses.sort_by_key(|(path, ..)| *path);
        for of_path in clauses.chunk_by(|(a, ..), (b, ..)| a == b).filter(|of_path| of_path.len() > 1) {
            let clauses = of_path.iter().map(|(_, index, item)| {
                let clause = Clause::of(item, self.default);
                (*index, if self.is_and { clause } else { clause.negated() })
            });
            if self.look_at_path(&clauses.collect::<Vec<_>>(), found) {
                return true;
            }
        }
        false
    }

    fn look_at_path(&mut self, clauses: &[(usize, Clause<'q>)], found: &mut Found) -> bool {
        let Some(field) = clauses.first().and_then(|(_, clause)| clause.field()) else { return false };
        let literals = clauses.iter().flat_map(|(_, clause)| clause.literals.iter().copied());
        for view in View::all_of(literals, self.default) {
            let kept = clauses.iter().filter(|(index, _)| self.is_kept(*index));
            let cluster = Cluster::new(field, view, kept.map(|(index, clause)| (*index, clause)), found);
            if let Some((conflict, promised)) = cluster.conflict() {
                let mut spans: Vec<Span> = conflict.into_iter().map(|index| self.span(index)).collect();
                spans.sort();
                let last = spans.pop().unwrap_or(self.filter.span);
                self.tell_constant(last, spans, Some(field.path().clone()), promised, found);
                return true;
            }
            for (index, by) in cluster.subsumed(found) {
                self.tell_subsumed(index, by, found);
            }
        }
        false
    }

    fn tell_constant(&self, at: Span, others: Vec<Span>, path: Option<Path>, promised: bool, found: &mut Found) {
        found.report(LintKind::constant(!self.is_and, path, self.filter.span, others, promised), at);
    }

    fn tell_subsumed(&mut self, index: usize, by: usize, found: &mut Found) {
        found.report(LintKind::Subsumed { by: self.span(by), is_and: self.is_and }, self.span(index));
        self.drop_item(index);
    }
}

/// Whether one is the negation of the other.
fn is_negation(a: &Filter, b: &Filter) -> bool {
    match (&a.kind, &b.kind) {
        (FilterKind::Not(a), _) => **a == *b,
        (_, FilterKind::Not(b)) => *a == **b,
        _ => false,
    }
}
