//! The survey: what rows have where a query looks, to report where the two contradict each other. A name that no row has,
//! a value of another kind, or text that differs in case makes comparisons true or false in silence.
//!
//! The first [`SAMPLE`] rows are parsed, as far as the paths lead (`part`). After them there is one question left, which
//! is whether a path that none of them has is in any row at all: `watch` looks for its name in the bytes, so that a run
//! stays as fast as the scan. All rows are parsed only as long as none matches and something known could be why.
//!
//! `look` is one path, `alike` is text that nearly equals what a comparison asks for, `hint` is what is reported.

mod alike;
mod hint;
mod look;
mod part;
mod watch;

use std::collections::HashMap;

use super::Program;
use super::error::RowError;
use super::explain::is_denial;
use super::read;
use crate::filter::{Comparison, Filter, FilterKind};
use crate::path::Path;
use crate::value::Json;
pub(crate) use alike::Likeness;
pub(crate) use hint::Finding;
pub use hint::{Hint, HintKind};
use look::Look;
use watch::Watch;

/// What rows have at the paths of a query.
///
/// ```
/// use tamis::Query;
/// use tamis::explain::HintKind;
/// let query: Query = r#"statsu != "Failed" and size > 5GB"#.parse()?;
/// let program = query.compile()?;
/// let mut survey = program.survey();
/// survey.observe(&serde_json::json!({"status": "Failed", "size": 1}));
/// let [hint] = &survey.hints()[..] else { panic!("one path is suspicious") };
/// assert_eq!(hint.kind(), HintKind::Missing);
/// assert_eq!(hint.to_string(), "no row has `statsu`; did you mean `status`?");
/// assert_eq!(hint.code(), Some("tamis::rows::missing_path"));
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Survey<'p> {
    /// See [`SchemaBuilder::members`](crate::schema::SchemaBuilder::members).
    members: Option<&'p str>,
    /// How many rows were looked at whole.
    rows: u64,
    /// `true` after a row that was only [passed](Survey::pass).
    has_passed: bool,
    /// The paths, in the order of the source.
    looks: Vec<Look<'p>>,
    places: HashMap<&'p Path, usize>,
    /// How many more times a row is searched for a near name.
    searches: usize,
    watch: Option<Watch>,
}

/// So many rows are looked at whole where some row matches.
const SAMPLE: u64 = 1000;
/// Paths that are looked at.
const MOST_PATHS: usize = 100;
/// Comparisons of text for which rows are searched for texts that are alike: each takes its time in each row.
const MOST_COMPARED: usize = 100;
/// How often a row is searched for a near name, for all paths together.
const MOST_SEARCHES: usize = 100;

impl Program {
    /// Returns a survey for rows that come one by one, whether they match or not.
    pub fn survey(&self) -> Survey<'_> {
        let checked = &*self.inner.checked;
        let mut survey = Survey {
            members: checked.members.as_deref(),
            rows: 0,
            has_passed: false,
            looks: Vec::new(),
            places: HashMap::new(),
            searches: MOST_SEARCHES,
            watch: None,
        };
        let mut compared = 0_usize;
        for (comparison, is_negated) in comparisons(&checked.filter) {
            let field = &comparison.field;
            if let Some(look) = survey.look(field.path_in_rows(), field.is_declared()) {
                look.compare(comparison, is_denial(comparison, is_negated));
                if compared < MOST_COMPARED {
                    compared = compared.saturating_add(look.look_for_alike(comparison, checked.collation).into());
                }
            }
        }
        for key in &checked.sort {
            let field = &key.field;
            if let Some(look) = survey.look(field.path_in_rows(), field.is_declared()) {
                look.sort_by(field.ty());
            }
        }
        survey
    }
}

/// The comparisons in `filter`, in order, each with `true` if an odd number of `not`s negates it.
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
    /// Adds a path, as rows have it, that is read for another reason than a comparison or a sort key: that of a column.
    pub fn add_path(&mut self, path: &'p Path) {
        self.look(path, false);
    }

    /// Returns what is known of `path`, or `None` where there are too many paths.
    fn look(&mut self, path: &'p Path, is_declared: bool) -> Option<&mut Look<'p>> {
        let place = match self.places.get(path) {
            Some(place) => *place,
            None if self.looks.len() < MOST_PATHS => {
                let place = self.looks.len();
                self.looks.push(Look::new(path, is_declared));
                self.places.insert(path, place);
                place
            }
            None => return None,
        };
        self.looks.get_mut(place)
    }

    /// Looks at a row, and counts it.
    pub fn observe(&mut self, row: &Json) {
        self.rows = self.rows.saturating_add(1);
        for look in &mut self.looks {
            look.take(row, self.members, &mut self.searches);
        }
    }

    /// Looks at the row that `row` is as JSON text, and counts it: faster than parsing it first.
    ///
    /// # Errors
    /// As [`Program::matches_bytes`]; nothing is counted.
    pub fn observe_bytes(&mut self, row: &[u8]) -> Result<(), RowError> {
        let names = self.looks.iter().filter_map(|look| look.path().names().next());
        let parsed = part::parse(row, |name| names.clone().chain(self.members).any(|known| known == name));
        match parsed.filter(|parsed| self.searches == 0 || !self.wants_names(parsed)) {
            Some(part) => self.observe(&part),
            None => self.observe(&read(row, [])?),
        }
        Ok(())
    }

    /// Returns `true` if near names are to be looked for among those of `row`.
    fn wants_names(&self, row: &Json) -> bool {
        self.looks.iter().any(|look| look.wants_near_name(row, self.members))
    }

    /// Looks at a row only for the paths that no row had so far, and does not count it. For rows after the sample.
    pub fn pass(&mut self, row: &Json) {
        self.has_passed = true;
        for look in self.looks.iter_mut().filter(|look| look.is_missing(self.rows)) {
            look.pass(row, self.members);
        }
    }

    /// Passes rows that are JSON texts, one a line, or one such row. The bytes of most show that they have none of the
    /// paths, and those are not parsed. Text that is no JSON is skipped.
    pub fn pass_bytes(&mut self, rows: &[u8]) {
        if rows.trim_ascii().is_empty() {
            return;
        }
        self.has_passed = true;
        let mut watch = self.watch.take().unwrap_or_else(|| Watch::new(self.missing()));
        let found = watch.find(rows);
        found.iter().for_each(|row| self.pass(row));
        if !found.is_empty() {
            watch.keep(self.missing());
        }
        self.looks.iter_mut().filter(|look| watch.has_given_up(look.path())).for_each(Look::stop);
        self.watch = Some(watch);
    }

    /// Returns the paths that no row has so far.
    fn missing(&self) -> impl Iterator<Item = &'p Path> {
        self.looks.iter().filter(|look| look.is_missing(self.rows)).map(Look::path)
    }

    /// Returns how many rows were looked at whole.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns `true` if the next row is to be [taken](Survey::observe), where a row has matched so far or none has, and not
    /// only [passed](Survey::pass): the first 1,000 rows are, and all as long as none matches and something is known that
    /// could be why.
    pub fn wants_whole(&self, has_matched: bool) -> bool {
        !self.looks.is_empty() && (self.rows < SAMPLE || !has_matched && !self.looks.iter().all(Look::is_clean))
    }

    /// Returns what contradicts the query, in the order of the source; nothing where no row was taken.
    pub fn hints(&self) -> Vec<Hint<'p>> {
        let mut hints = Vec::new();
        if self.rows > 0 {
            for look in &self.looks {
                look.tell(self.rows, |path, nearest, finding| {
                    hints.push(Hint { path, nearest, finding, rows: self.rows, is_first: self.has_passed });
                });
            }
        }
        hints
    }
}
