//! The survey of one path: counts of the values that rows have there, and the contradictions that follow from them.

use super::hint::HintDetail;
use super::similar::SimilarTexts;
use crate::collation::Collation;
use crate::filter::Comparison;
use crate::path::Path;
use crate::program::explain::{Lookup, kind};
use crate::ty::Type;
use crate::value::Json;

/// The values that rows have at a path, so far.
#[derive(Clone, Debug)]
pub(super) struct PathSurvey<'p> {
    path: &'p Path,
    /// `true` if the schema declares the path. APIs omit null, so that all rows may lack a declared field.
    is_declared: bool,
    /// `true` if rows are sorted by the path.
    is_sort_key: bool,
    /// `true` if a comparison can be true of values only, and not of null.
    wants_value: bool,
    /// The kinds of values that comparisons can be true of, and the type of a sort key. If empty, every value is
    /// suitable.
    wanted: Vec<Type>,
    similar: Vec<SimilarTexts<'p>>,
    /// The number of rows without the path, which ends at a name that they lack.
    missing: u64,
    /// The number of rows that have null before the end of the path.
    cut: u64,
    /// The number of rows in which the path continues after a value that is no object.
    blocked: u64,
    block: Option<Block>,
    /// The number of rows that have a suitable value.
    suited: u64,
    /// The number of rows for each kind that is not suitable; for a sort key, for each kind.
    kinds: Vec<(Type, u64)>,
    /// The nearest path that rows have, or its start if rows have nothing at its end.
    nearest: Option<Path>,
    presence: Presence,
}

/// The first value that was no object before the end of the path.
#[derive(Clone, Debug)]
struct Block {
    /// The number of names that lead to the value.
    after: usize,
    kind: Type,
}

/// The result so far of searching rows after the sample for a path that no row of the sample has.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Presence {
    /// No such row so far.
    Watched,
    /// A row has it.
    Found,
    /// The search was given up.
    Unknown,
}

impl<'p> PathSurvey<'p> {
    pub(super) fn new(path: &'p Path, is_declared: bool) -> Self {
        Self {
            path,
            is_declared,
            is_sort_key: false,
            wants_value: false,
            wanted: Vec::new(),
            similar: Vec::new(),
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

    /// Adds a comparison of the path. `is_denial` is `true` if it is true of values that are not equal.
    pub(super) fn add_comparison(&mut self, comparison: &'p Comparison, is_denial: bool) {
        let terms = comparison.operand.terms();
        self.wants_value |= !terms.is_empty() && (is_denial || !terms.iter().any(|term| term.is_null()));
        self.want(kind::wanted(comparison));
    }

    /// Searches rows for texts that are similar to those of a comparison. Returns `false` if it has none.
    pub(super) fn search_similar(&mut self, comparison: &'p Comparison, default: Collation) -> bool {
        let similar = SimilarTexts::new(comparison, default);
        let has_texts = similar.is_some();
        self.similar.extend(similar);
        has_texts
    }

    /// Adds a sort key of the type `ty`.
    pub(super) fn add_sort_key(&mut self, ty: &Type) {
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

    /// Counts the value of `row`.
    pub(super) fn observe(&mut self, row: &Json, container: Option<&str>, searches: &mut usize) {
        match Lookup::new(self.path, row, container) {
            Lookup::Value(Json::Null) => {}
            Lookup::Value(json) => self.observe_value(json),
            // A row that is no object has no properties.
            Lookup::Blocked { after: 0, .. } => self.missing = self.missing.saturating_add(1),
            Lookup::Blocked { after, by } => match kind::of_json(by) {
                None => self.cut = self.cut.saturating_add(1),
                Some(kind) => {
                    self.blocked = self.blocked.saturating_add(1);
                    self.block.get_or_insert(Block { after, kind });
                }
            },
            found @ Lookup::Missing { .. } => {
                self.missing = self.missing.saturating_add(1);
                self.search_near_name(found, row, container, searches);
            }
        }
    }

    fn observe_value(&mut self, json: &Json) {
        let is_suited = self.wanted.is_empty() || kind::is_one_of(json, &self.wanted);
        self.suited = self.suited.saturating_add(is_suited.into());
        let is_counted = !is_suited || self.is_sort_key && self.wanted.is_empty();
        if let Some(kind) = kind::of_json(json).filter(|_| is_counted) {
            match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => self.kinds.push((kind, 1)),
            }
        }
        self.similar.iter_mut().for_each(|texts| texts.observe(json));
    }

    fn search_near_name(&mut self, found: Lookup<'_>, row: &Json, container: Option<&str>, searches: &mut usize) {
        let length = self.nearest_length();
        if length < self.path.names().len() && *searches > 0 {
            *searches = searches.saturating_sub(1);
            let near = self.near_path(found.with_nearest(self.path, row, container), row, container);
            self.nearest = near.filter(|near| near.names().len() > length).or(self.nearest.take());
        }
    }

    fn nearest_length(&self) -> usize {
        self.nearest.as_ref().map_or(0, |near| near.names().len())
    }

    /// Returns `true` if `row` should be searched for a near name.
    pub(super) fn wants_near_name(&self, row: &Json, container: Option<&str>) -> bool {
        let is_missing = || matches!(Lookup::new(self.path, row, container), Lookup::Missing { .. });
        self.nearest_length() < self.path.names().len() && is_missing()
    }

    /// Returns the path with the near name in `found` in place of the one that `row` lacks, cut after it if the rest
    /// leads nowhere.
    fn near_path(&self, found: Lookup<'_>, row: &Json, container: Option<&str>) -> Option<Path> {
        let Lookup::Missing { after, nearest: Some(name) } = found else { return None };
        let names = self.path.names();
        let near = names.clone().take(after).chain([name]);
        let whole = Path::new(near.clone().chain(names.skip(after.saturating_add(1))));
        let is_there = Lookup::new(&whole, row, container).value().is_some();
        Some(if is_there { whole } else { Path::new(near) })
    }

    /// Returns `true` if no observation could explain that no row matches: some row had a suitable value, or none is
    /// needed, and no row had an unsuitable one.
    pub(super) fn is_clean(&self) -> bool {
        let has_value = self.suited > 0 || !self.wants_value;
        let has_others = self.block.is_some() || !self.kinds.is_empty();
        has_value && !has_others && !self.similar.iter().any(SimilarTexts::has_reports)
    }

    /// Returns `true` if none of `rows` observed rows has the path, nor any that was skimmed, and that is worth a
    /// report.
    pub(super) fn is_missing(&self, rows: u64) -> bool {
        let is_near = || self.nearest.as_ref().is_some_and(|near| is_same_but_for_case(near, self.path));
        let is_nowhere = self.missing > 0 && self.missing.saturating_add(self.cut) == rows;
        is_nowhere && self.presence != Presence::Found && (!self.is_declared || is_near())
    }

    /// Observes the path in `row`, but not its value.
    pub(super) fn skim(&mut self, row: &Json, container: Option<&str>) {
        if Lookup::new(self.path, row, container).value().is_some() {
            self.presence = Presence::Found;
        }
    }

    /// Ends the search for a row that has the path.
    pub(super) fn give_up(&mut self) {
        if self.presence == Presence::Watched {
            self.presence = Presence::Unknown;
        }
    }

    /// Calls `report` with each contradiction in `rows` observed rows: the path, the nearest path, and the detail.
    pub(super) fn report(&self, rows: u64, mut report: impl FnMut(&'p Path, Option<Path>, HintDetail)) {
        if self.is_missing(rows) {
            let may_be_later = self.presence == Presence::Unknown;
            return report(self.path, self.nearest.clone(), HintDetail::Missing { may_be_later });
        }
        let mut report = |detail| report(self.path, None, detail);
        if let Some(Block { after, kind }) = &self.block {
            report(HintDetail::Blocked { count: self.blocked, after: *after, by: kind.clone() });
        }
        let valued = self.kinds.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        if self.wanted.is_empty() && self.kinds.len() > 1 {
            report(HintDetail::MixedKinds { kinds: self.kinds.clone() });
        }
        if !self.wanted.is_empty() && valued > 0 {
            self.report_kinds(&mut report);
        }
        if valued == 0 && self.suited == 0 && self.blocked == 0 && self.wants_value {
            report(HintDetail::Null { has_missing: self.missing > 0 });
        }
        self.similar.iter().flat_map(SimilarTexts::reports).for_each(report);
    }

    fn report_kinds(&self, report: &mut impl FnMut(HintDetail)) {
        let (wanted, is_all) = (self.wanted.clone(), self.suited == 0);
        let is_text = |kind: &Type| *kind == Type::Text && kind::are_written_as_text(&wanted);
        let (text, others): (Vec<_>, Vec<_>) = self.kinds.iter().partition(|(kind, _)| is_text(kind));
        let count = |kinds: &[&(Type, u64)]| kinds.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        if !text.is_empty() {
            let is_all = is_all && others.is_empty();
            report(HintDetail::Unreadable { count: count(&text), wanted: wanted.clone(), is_all });
        }
        if !others.is_empty() {
            let (count, is_all) = (count(&others), is_all && text.is_empty());
            let kinds = others.into_iter().map(|(kind, _)| kind.clone()).collect();
            report(HintDetail::OtherKind { kinds, count, wanted, is_all });
        }
    }
}

fn is_same_but_for_case(a: &Path, b: &Path) -> bool {
    a.names().len() == b.names().len() && a.names().zip(b.names()).all(|(a, b)| Collation::IgnoreCase.equals(a, b))
}
