//! The survey: what rows have where a filter looks, so that a filter that finds nothing can be told why.
//!
//! Only what is suspicious in every row so far is looked at: a path is done with as soon as one row has a value there
//! that its comparisons can be true of. So a survey of rows that are as the filter expects costs next to nothing.

use std::collections::HashMap;

use super::Program;
use super::explain::{Found, is_denial, kind};
use crate::filter::{Comparison, Filter, FilterKind};
use crate::operator::Family;
use crate::path::Path;
use crate::ty::Type;
use crate::value::Json;

/// What rows have at the paths of a filter.
///
/// ```
/// use tamis::{HintKind, Query};
/// let query: Query = r#"statsu == "Failed" and size > 5GB"#.parse()?;
/// let program = query.compile()?;
/// let mut survey = program.survey();
/// survey.take(&serde_json::json!({"status": "Failed", "size": 1}));
/// let [hint] = &survey.hints()[..] else { panic!("one path is suspicious") };
/// assert_eq!(hint.kind(), HintKind::Missing);
/// assert_eq!(hint.to_string(), "no row has `statsu`; did you mean `status`?");
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Survey<'p> {
    /// See [`SchemaBuilder::members`](crate::schema::SchemaBuilder::members).
    members: Option<&'p str>,
    rows: u64,
    /// The paths that are suspicious so far, in order.
    looks: Vec<Look<'p>>,
    /// How many more times a row is searched for a near name.
    searches: usize,
}

/// What all rows so far have at a path, none of it what the filter's comparisons can be true of.
#[derive(Clone, Debug)]
pub(crate) struct Look<'p> {
    pub(crate) path: &'p Path,
    /// The kinds of values that are looked for; nothing where any value will do.
    pub(crate) wanted: Option<Vec<Type>>,
    /// How many rows have null there.
    pub(crate) null: u64,
    /// The kinds of values that rows have there instead.
    pub(crate) kinds: Vec<Type>,
    /// In how many rows it goes on behind what is no object.
    pub(crate) blocked: u64,
    /// Behind how many names it did so first, and behind what.
    pub(crate) block: Option<(usize, Type)>,
    /// In how many rows it ends at a name that is not there.
    pub(crate) missing: u64,
    /// The nearest path that rows have, or of a longer one what they have.
    pub(crate) nearest: Option<Path>,
}

/// What is odd about a path of a filter, in all rows of a survey. Displayed on one line.
#[derive(Clone, Debug)]
pub struct Hint<'p> {
    pub(crate) look: Look<'p>,
    pub(crate) rows: u64,
}

/// What a [`Hint`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HintKind {
    /// No row has such a property.
    Missing,
    /// The path leads on from what is no object, such as an array, and ends nowhere else.
    Blocked,
    /// All rows that have it have null.
    Null,
    /// All rows that have it have values of kinds that none of its comparisons is about.
    OtherKind,
}

/// Paths that are looked at.
const MOST_PATHS: usize = 100;
/// How often a row is searched for a near name, for all paths together.
const MOST_SEARCHES: usize = 100;

impl Program {
    /// A survey for rows that come one by one: best those that do not match.
    pub fn survey(&self) -> Survey<'_> {
        let checked = &*self.inner.checked;
        let mut looks: Vec<Look<'_>> = Vec::new();
        let mut places: HashMap<&Path, usize> = HashMap::new();
        for (comparison, negated) in comparisons(&checked.filter) {
            let (path, is_denial) = (comparison.field.path_in_rows(), is_denial(comparison, negated));
            if !wants_a_value(comparison, is_denial) {
                continue;
            }
            let place = match places.get(path) {
                Some(place) => *place,
                None if looks.len() < MOST_PATHS => {
                    let place = looks.len();
                    looks.push(Look::new(path));
                    places.insert(path, place);
                    place
                }
                None => continue,
            };
            if let Some(look) = looks.get_mut(place) {
                look.want((!is_denial).then(|| kind::wanted(comparison)));
            }
        }
        Survey { members: checked.members.as_deref(), rows: 0, looks, searches: MOST_SEARCHES }
    }
}

/// Whether a comparison can be true of values alone: neither one that asks for null nor `in ()` is.
fn wants_a_value(comparison: &Comparison, is_denial: bool) -> bool {
    let terms = comparison.operand.terms();
    let is_equality = comparison.operator.node.family() == Family::Equality;
    is_denial || !is_equality || !(terms.is_empty() || terms.iter().any(|term| term.is_null()))
}

/// The comparisons in `filter`, in order, and whether an odd number of `not`s stands above each.
fn comparisons(filter: &Filter) -> Vec<(&Comparison, bool)> {
    let mut found = Vec::new();
    let mut waiting = vec![(filter, false)];
    while let Some((filter, negated)) = waiting.pop() {
        match &filter.kind {
            FilterKind::Constant(_) => {}
            FilterKind::Comparison(comparison) => found.push((comparison, negated)),
            FilterKind::Not(operand) => waiting.push((operand, !negated)),
            FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
                waiting.extend(items.iter().rev().map(|item| (item, negated)));
            }
        }
    }
    found
}

impl<'p> Survey<'p> {
    /// Looks at a row.
    pub fn take(&mut self, row: &Json) {
        self.rows = self.rows.saturating_add(1);
        let Self { members, looks, searches, .. } = self;
        looks.retain_mut(|look| look.remains(row, *members, searches));
    }

    /// How many rows it has taken.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether nothing is suspicious any more, so that no further row need be looked at.
    pub fn is_complete(&self) -> bool {
        self.looks.is_empty()
    }

    /// What is odd, a path each, in the order of the source; nothing where no row was taken.
    pub fn hints(&self) -> Vec<Hint<'p>> {
        let looks = self.looks.iter().filter(|_| self.rows > 0);
        looks.map(|look| Hint { look: look.clone(), rows: self.rows }).collect()
    }
}

impl<'p> Look<'p> {
    fn new(path: &'p Path) -> Self {
        let (wanted, kinds, block, nearest) = (Some(Vec::new()), Vec::new(), None, None);
        Self { path, wanted, null: 0, kinds, blocked: 0, block, missing: 0, nearest }
    }

    /// A comparison of the path wants `kinds`, or any.
    fn want(&mut self, kinds: Option<Vec<Type>>) {
        match (&mut self.wanted, kinds) {
            (Some(wanted), Some(kinds)) => {
                let is_new = |kind: &Type| !wanted.contains(kind);
                let new: Vec<Type> = kinds.into_iter().filter(is_new).collect();
                wanted.extend(new);
            }
            (wanted, None) => *wanted = None,
            (None, Some(_)) => {}
        }
    }

    /// Whether the path is still suspicious with what `row` has there.
    fn remains(&mut self, row: &Json, members: Option<&str>, searches: &mut usize) -> bool {
        match Found::look(self.path, row, members) {
            Found::Value(Json::Null) => self.null = self.null.saturating_add(1),
            Found::Value(json) => {
                if self.wanted.as_ref().is_none_or(|wanted| kind::is_one_of(json, wanted)) {
                    return false;
                }
                self.kinds.extend(kind::of(json).filter(|kind| !self.kinds.contains(kind)));
            }
            // A row that is no object has no property at all.
            Found::Blocked { after: 0, .. } => self.missing = self.missing.saturating_add(1),
            Found::Blocked { after, by } => match kind::of(by) {
                None => self.null = self.null.saturating_add(1),
                Some(kind) => {
                    self.blocked = self.blocked.saturating_add(1);
                    self.block.get_or_insert((after, kind));
                }
            },
            found @ Found::Missing { .. } => {
                let length = self.nearest.as_ref().map_or(0, |near| near.names().len());
                if length < self.path.names().len() && *searches > 0 {
                    *searches = searches.saturating_sub(1);
                    let near = self.near_path(found.with_nearest(self.path, row, members), row, members);
                    self.nearest = near.filter(|near| near.names().len() > length).or(self.nearest.take());
                }
                self.missing = self.missing.saturating_add(1);
            }
        }
        true
    }

    /// The path with the name that was `found` in the place of the one that `row` has not; without what follows, where
    /// that leads nowhere.
    fn near_path(&self, found: Found<'_>, row: &Json, members: Option<&str>) -> Option<Path> {
        let Found::Missing { after, nearest: Some(name) } = found else { return None };
        let names = self.path.names();
        let near = names.clone().take(after).chain([name]);
        let whole = Path::new(near.clone().chain(names.skip(after.saturating_add(1))));
        let is_there = Found::look(&whole, row, members).value().is_some();
        Some(if is_there { whole } else { Path::new(near) })
    }
}

impl<'p> Hint<'p> {
    /// The path.
    pub fn path(&self) -> &'p Path {
        self.look.path
    }

    /// What is odd about it.
    pub fn kind(&self) -> HintKind {
        let Look { blocked, null, kinds, .. } = &self.look;
        match (kinds.is_empty(), blocked, null) {
            (false, ..) => HintKind::OtherKind,
            (true, 0, 0) => HintKind::Missing,
            (true, 0, _) => HintKind::Null,
            (true, ..) => HintKind::Blocked,
        }
    }

    /// The nearest path that rows have, where none has this one and one is near enough to be meant.
    pub fn nearest(&self) -> Option<&Path> {
        self.look.nearest.as_ref()
    }
}
