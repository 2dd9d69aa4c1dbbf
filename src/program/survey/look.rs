//! One path: what the rows have there.

use super::alike::Alike;
use super::hint::Finding;
use crate::collation::Collation;
use crate::filter::Comparison;
use crate::path::Path;
use crate::program::explain::{Lookup, kind};
use crate::ty::Type;
use crate::value::Json;

/// What the rows so far have at a path.
#[derive(Clone, Debug)]
pub(super) struct Look<'p> {
    path: &'p Path,
    /// `true` if the schema has it. APIs leave out what is null, so that all rows may lack it.
    is_declared: bool,
    /// `true` if rows are sorted by it.
    is_sort_key: bool,
    /// `true` if a comparison can be true of values alone, and not of null.
    wants_value: bool,
    /// The kinds of values that comparisons can be true of, or the type of a sort key. Without any, every value will do.
    wanted: Vec<Type>,
    alikes: Vec<Alike<'p>>,
    /// In how many rows it ends at a name that is not there.
    missing: u64,
    /// How many rows have null on the way there.
    cut: u64,
    /// In how many rows it goes on after a value that is no object.
    blocked: u64,
    /// After how many names it did so first, and after which kind of value.
    block: Option<(usize, Type)>,
    /// How many rows have a value that will do.
    suited: u64,
    /// In how many rows each kind is that will not do; of a sort key, each kind.
    kinds: Vec<(Type, u64)>,
    /// The nearest path that rows have, or of a longer one what they have.
    nearest: Option<Path>,
    presence: Presence,
}

/// The knowledge about rows after the sample that have a path which none before them has.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Presence {
    /// Not as far as is known.
    Watched,
    Found,
    /// It takes too long to find out.
    Unknown,
}

impl<'p> Look<'p> {
    pub(super) fn new(path: &'p Path, is_declared: bool) -> Self {
        Self {
            path,
            is_declared,
            is_sort_key: false,
            wants_value: false,
            wanted: Vec::new(),
            alikes: Vec::new(),
            missing: 0,
            cut: 0,
            blocked: 0,
            block: None,
            suited: 0,
            kinds: Vec::new(),
            nearest: None,
            presence: Presence::Watched,
        }
    }

    pub(super) fn path(&self) -> &'p Path {
        self.path
    }

    /// Adds a comparison of the path. `is_denial` is `true` if it holds for what is not equal.
    pub(super) fn compare(&mut self, comparison: &'p Comparison, is_denial: bool) {
        let terms = comparison.operand.terms();
        self.wants_value |= !terms.is_empty() && (is_denial || !terms.iter().any(|term| term.is_null()));
        self.want(kind::wanted(comparison));
    }

    /// Looks for texts that are like those of a comparison from now on. Returns `false` if it has none.
    pub(super) fn look_for_alike(&mut self, comparison: &'p Comparison, default: Collation) -> bool {
        let alike = Alike::new(comparison, default);
        let has_texts = alike.is_some();
        self.alikes.extend(alike);
        has_texts
    }

    /// Adds a sort key of the type `ty`.
    pub(super) fn sort_by(&mut self, ty: &Type) {
        self.is_sort_key = true;
        self.want(Some(ty.clone()).filter(|ty| *ty != Type::Any));
    }

    fn want(&mut self, kinds: impl IntoIterator<Item = Type>) {
        for kind in kinds {
            if !self.wanted.contains(&kind) {
                self.wanted.push(kind);
            }
        }
    }

    /// Counts what `row` has there.
    pub(super) fn take(&mut self, row: &Json, members: Option<&str>, searches: &mut usize) {
        match Lookup::look(self.path, row, members) {
            Lookup::Value(Json::Null) => {}
            Lookup::Value(json) => self.take_value(json),
            // A row that is no object has no property at all.
            Lookup::Blocked { after: 0, .. } => self.missing = self.missing.saturating_add(1),
            Lookup::Blocked { after, by } => match kind::of(by) {
                None => self.cut = self.cut.saturating_add(1),
                Some(kind) => {
                    self.blocked = self.blocked.saturating_add(1);
                    self.block.get_or_insert((after, kind));
                }
            },
            found @ Lookup::Missing { .. } => {
                self.missing = self.missing.saturating_add(1);
                self.look_for_near_name(found, row, members, searches);
            }
        }
    }

    fn take_value(&mut self, json: &Json) {
        let is_suited = self.wanted.is_empty() || kind::is_one_of(json, &self.wanted);
        self.suited = self.suited.saturating_add(is_suited.into());
        let is_counted = !is_suited || self.is_sort_key && self.wanted.is_empty();
        if let Some(kind) = kind::of(json).filter(|_| is_counted) {
            match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => self.kinds.push((kind, 1)),
            }
        }
        self.alikes.iter_mut().for_each(|alike| alike.take(json));
    }

    fn look_for_near_name(&mut self, found: Lookup<'_>, row: &Json, members: Option<&str>, searches: &mut usize) {
        let length = self.nearest_length();
        if length < self.path.names().len() && *searches > 0 {
            *searches = searches.saturating_sub(1);
            let near = self.near_path(found.with_nearest(self.path, row, members), row, members);
            self.nearest = near.filter(|near| near.names().len() > length).or(self.nearest.take());
        }
    }

    fn nearest_length(&self) -> usize {
        self.nearest.as_ref().map_or(0, |near| near.names().len())
    }

    /// Returns `true` if near names are to be looked for in `row`.
    pub(super) fn wants_near_name(&self, row: &Json, members: Option<&str>) -> bool {
        let is_missing = || matches!(Lookup::look(self.path, row, members), Lookup::Missing { .. });
        self.nearest_length() < self.path.names().len() && is_missing()
    }

    /// Returns the path with the name that was `found` instead of the one that `row` has not; without what follows, where
    /// that leads nowhere.
    fn near_path(&self, found: Lookup<'_>, row: &Json, members: Option<&str>) -> Option<Path> {
        let Lookup::Missing { after, nearest: Some(name) } = found else { return None };
        let names = self.path.names();
        let near = names.clone().take(after).chain([name]);
        let whole = Path::new(near.clone().chain(names.skip(after.saturating_add(1))));
        let is_there = Lookup::look(&whole, row, members).value().is_some();
        Some(if is_there { whole } else { Path::new(near) })
    }

    /// Returns `true` if nothing is known so far that could be why no row matches: some row had a value that will do, or
    /// none is wanted, and none had one that will not do.
    pub(super) fn is_clean(&self) -> bool {
        let has_value = self.suited > 0 || !self.wants_value;
        let has_others = self.block.is_some() || !self.kinds.is_empty();
        has_value && !has_others && !self.alikes.iter().any(Alike::has_findings)
    }

    /// Returns `true` if none of `rows` rows has it, nor any that was passed, and that is worth a report.
    pub(super) fn is_missing(&self, rows: u64) -> bool {
        let is_near = || self.nearest.as_ref().is_some_and(|near| is_same_but_for_case(near, self.path));
        let is_nowhere = self.missing > 0 && self.missing.saturating_add(self.cut) == rows;
        is_nowhere && self.presence != Presence::Found && (!self.is_declared || is_near())
    }

    /// Takes note of whether `row` has it.
    pub(super) fn pass(&mut self, row: &Json, members: Option<&str>) {
        if Lookup::look(self.path, row, members).value().is_some() {
            self.presence = Presence::Found;
        }
    }

    /// It is no longer known whether rows have it.
    pub(super) fn stop(&mut self) {
        if self.presence == Presence::Watched {
            self.presence = Presence::Unknown;
        }
    }

    /// Calls `tell` with each finding about `rows` rows.
    pub(super) fn tell(&self, rows: u64, mut tell: impl FnMut(&'p Path, Option<Path>, Finding)) {
        let mut report = |finding| tell(self.path, None, finding);
        if self.is_missing(rows) {
            let is_of_first = self.presence == Presence::Unknown;
            return tell(self.path, self.nearest.clone(), Finding::Missing { is_of_first });
        }
        if let Some((after, by)) = &self.block {
            report(Finding::Blocked { count: self.blocked, after: *after, by: by.clone() });
        }
        let valued = self.kinds.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        if self.wanted.is_empty() && self.kinds.len() > 1 {
            report(Finding::MixedKinds { kinds: self.kinds.clone() });
        }
        if !self.wanted.is_empty() && valued > 0 {
            self.tell_of_kinds(&mut report);
        }
        if valued == 0 && self.suited == 0 && self.blocked == 0 && self.wants_value {
            report(Finding::Null { has_missing: self.missing > 0 });
        }
        for finding in self.alikes.iter().flat_map(Alike::findings) {
            report(finding);
        }
    }

    fn tell_of_kinds(&self, report: &mut impl FnMut(Finding)) {
        let (wanted, is_all) = (self.wanted.clone(), self.suited == 0);
        let is_text = |kind: &Type| *kind == Type::Text && kind::are_written_as_text(&wanted);
        let (text, others): (Vec<_>, Vec<_>) = self.kinds.iter().partition(|(kind, _)| is_text(kind));
        let count = |kinds: &[&(Type, u64)]| kinds.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        if !text.is_empty() {
            let is_all = is_all && others.is_empty();
            report(Finding::Unreadable { count: count(&text), wanted: wanted.clone(), is_all });
        }
        if !others.is_empty() {
            let (count, is_all) = (count(&others), is_all && text.is_empty());
            let kinds = others.into_iter().map(|(kind, _)| kind.clone()).collect();
            report(Finding::OtherKind { kinds, count, wanted, is_all });
        }
    }
}

fn is_same_but_for_case(a: &Path, b: &Path) -> bool {
    a.names().len() == b.names().len() && a.names().zip(b.names()).all(|(a, b)| Collation::IgnoreCase.equals(a, b))
}
