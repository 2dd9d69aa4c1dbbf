//! The survey: compares a query with the rows that it runs over, to warn where the two contradict each other. A name
//! that no row has, a value of another kind, or text that differs in case makes comparisons true or false in silence.
//!
//! The first [`SAMPLE`] rows are observed entirely, with only the members on the paths parsed (`partial_row`). After
//! them one question is open: whether a path that none of them has is in any row. `watch` searches the bytes for its
//! name, so that a run stays as fast as the scan. Rows after the sample are observed entirely only as long as none
//! matches and an observation could explain it.
//!
//! `path_survey` counts what rows have at one path, `similar` text that nearly equals a text of the query, and `hint`
//! is the report.

mod hint;
mod partial_row;
mod path_survey;
mod similar;
mod watch;

use std::collections::HashMap;

use super::Program;
use super::explain::is_denial;
use super::rows::{self, RowError};
use crate::filter::{Comparison, Filter, FilterKind};
use crate::path::Path;
use crate::value::Json;
pub use hint::{Hint, HintKind};
pub(crate) use hint::{HintDetail, Likeness};
use path_survey::PathSurvey;
use watch::Watch;

/// A comparison of rows with the query that runs over them.
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
    /// See [`SchemaBuilder::row_container`](crate::SchemaBuilder::row_container).
    container: Option<&'p str>,
    /// The number of rows observed entirely.
    rows: u64,
    /// `true` after a row that was only [skimmed](Survey::skim).
    has_skimmed: bool,
    /// In the order of the source.
    paths: Vec<PathSurvey<'p>>,
    indices: HashMap<&'p Path, usize>,
    /// The number of times that a row may still be searched for a near name.
    searches: usize,
    watch: Option<Watch>,
}

/// The number of rows that are observed entirely if some row matches.
const SAMPLE: u64 = 1000;
/// The most paths that are surveyed.
const MOST_PATHS: usize = 100;
/// The most comparisons whose texts are searched for in rows; each costs time in every row.
const MOST_COMPARED: usize = 100;
/// The number of times that a row is searched for a near name, for all paths together.
const MOST_SEARCHES: usize = 100;

impl Program {
    /// Returns a survey for rows that arrive one by one, whether they match or not.
    pub fn survey(&self) -> Survey<'_> {
        let checked = &*self.inner.checked;
        let mut survey = Survey {
            container: checked.row_container.as_deref(),
            rows: 0,
            has_skimmed: false,
            paths: Vec::new(),
            indices: HashMap::new(),
            searches: MOST_SEARCHES,
            watch: None,
        };
        let mut compared = 0_usize;
        for SignedComparison { comparison, is_negated } in comparisons(&checked.filter) {
            let field = &comparison.field;
            if let Some(path) = survey.path(field.path_in_rows(), field.is_declared()) {
                path.add_comparison(comparison, is_denial(comparison, is_negated));
                if compared < MOST_COMPARED {
                    compared = compared.saturating_add(path.search_similar(comparison, checked.collation).into());
                }
            }
        }
        for key in &checked.sort {
            let field = &key.field;
            if let Some(path) = survey.path(field.path_in_rows(), field.is_declared()) {
                path.add_sort_key(field.ty());
            }
        }
        survey
    }
}

/// A comparison of a filter, and the `not`s around it.
struct SignedComparison<'f> {
    comparison: &'f Comparison,
    /// `true` if an odd number of `not`s negates it.
    is_negated: bool,
}

/// Returns the comparisons in `filter`, in order.
fn comparisons(filter: &Filter) -> Vec<SignedComparison<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![(filter, false)];
    while let Some((filter, negated)) = waiting.pop() {
        match &filter.kind {
            FilterKind::Constant(_) => {}
            FilterKind::Comparison(comparison) => found.push(SignedComparison { comparison, is_negated: negated }),
            FilterKind::Not(operand) => waiting.push((operand, !negated)),
            FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
                waiting.extend(items.iter().rev().map(|item| (item, negated)));
            }
        }
    }
    found
}

impl<'p> Survey<'p> {
    /// Adds a path, named as in rows, that is used for something else than a comparison or a sort key, such as a
    /// column.
    pub fn add_path(&mut self, path: &'p Path) {
        self.path(path, false);
    }

    /// Returns the survey of `path`, which is added if it is new, or `None` if there are too many paths.
    fn path(&mut self, path: &'p Path, is_declared: bool) -> Option<&mut PathSurvey<'p>> {
        let index = match self.indices.get(path) {
            Some(index) => *index,
            None if self.paths.len() < MOST_PATHS => {
                let index = self.paths.len();
                self.paths.push(PathSurvey::new(path, is_declared));
                self.indices.insert(path, index);
                index
            }
            None => return None,
        };
        self.paths.get_mut(index)
    }

    /// Observes a row entirely, and counts it.
    pub fn observe(&mut self, row: &Json) {
        self.rows = self.rows.saturating_add(1);
        for path in &mut self.paths {
            path.observe(row, self.container, &mut self.searches);
        }
    }

    /// Observes a row in JSON text, and counts it. Faster than parsing it first.
    ///
    /// # Errors
    /// As [`Program::matches_bytes`]; nothing is counted then.
    pub fn observe_bytes(&mut self, row: &[u8]) -> Result<(), RowError> {
        let names = self.paths.iter().filter_map(|path| path.path().names().next());
        let parsed = partial_row::parse(row, |name| names.clone().chain(self.container).any(|known| known == name));
        match parsed.filter(|parsed| self.searches == 0 || !self.wants_names(parsed)) {
            Some(row) => self.observe(&row),
            None => self.observe(&rows::parse(row, [])?),
        }
        Ok(())
    }

    /// Returns `true` if all names of `row` are needed, to search them for near ones.
    fn wants_names(&self, row: &Json) -> bool {
        self.paths.iter().any(|path| path.wants_near_name(row, self.container))
    }

    /// Observes a row only for the paths that no row had so far, and does not count it. For rows after the sample.
    pub fn skim(&mut self, row: &Json) {
        self.has_skimmed = true;
        for path in self.paths.iter_mut().filter(|path| path.is_missing(self.rows)) {
            path.skim(row, self.container);
        }
    }

    /// Skims rows in JSON text, one a line, or a single row. Most rows are skipped without being parsed, because their
    /// bytes do not contain the name that a missing path ends with. Text that is no JSON is skipped.
    pub fn skim_bytes(&mut self, rows: &[u8]) {
        if rows.trim_ascii().is_empty() {
            return;
        }
        self.has_skimmed = true;
        let mut watch = self.watch.take().unwrap_or_else(|| Watch::new(self.missing()));
        let found = watch.find(rows);
        found.iter().for_each(|row| self.skim(row));
        if !found.is_empty() {
            watch.keep(self.missing());
        }
        self.paths.iter_mut().filter(|path| watch.has_given_up(path.path())).for_each(PathSurvey::give_up);
        self.watch = Some(watch);
    }

    /// Returns the paths that no row has so far.
    fn missing(&self) -> impl Iterator<Item = &'p Path> {
        self.paths.iter().filter(|path| path.is_missing(self.rows)).map(PathSurvey::path)
    }

    /// Returns the number of rows observed entirely.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns `true` if the next row should be [observed](Survey::observe) and not only [skimmed](Survey::skim): the
    /// first 1,000 rows should, and all others as long as no row has matched and an observation could explain that.
    pub fn wants_row(&self, has_matched: bool) -> bool {
        !self.paths.is_empty() && (self.rows < SAMPLE || !has_matched && !self.paths.iter().all(PathSurvey::is_clean))
    }

    /// Returns the contradictions between query and rows, in the order of the source; none if no row was observed.
    pub fn hints(&self) -> Vec<Hint<'p>> {
        let mut hints = Vec::new();
        if self.rows > 0 {
            for path in &self.paths {
                path.report(self.rows, |path, nearest, detail| {
                    hints.push(Hint { path, nearest, detail, rows: self.rows, has_more_rows: self.has_skimmed });
                });
            }
        }
        hints
    }
}
