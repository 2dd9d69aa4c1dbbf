//! Texts of rows that differ from a text of the query in case or in the space around them.
//!
//! A list of texts is searched by a hash of their common form, so that a row costs one look-up for a text of any list.

use std::collections::HashMap;

use super::hint::{HintDetail, Likeness};
use crate::collation::{Collation, Needle, NeedlePosition};
use crate::filter::Comparison;
use crate::operator::{Family, Operator};
use crate::shared_str::SharedStr;
use crate::value::Json;

/// The texts of one comparison, and the texts of rows that are similar to them.
#[derive(Clone, Debug)]
pub(super) struct SimilarTexts<'p> {
    operator: Operator,
    collation: Collation,
    search: Search<'p>,
    /// The number of rows observed.
    rows: u64,
    /// The number of texts of the query that have something to report.
    open: usize,
}

/// The search for the texts of a comparison in a text of a row.
#[derive(Clone, Debug)]
enum Search<'p> {
    /// Equal texts: the texts of the comparison, in order, found by their common form.
    Equal { indices: HashMap<String, usize>, terms: Vec<TermTally<'p>> },
    /// A part of a text, in its own case and in any case.
    Part { position: NeedlePosition, exact: Needle, folded: Needle, term: TermTally<'p> },
}

/// The rows that have a text of the query, or one that is similar.
#[derive(Clone, Debug)]
struct TermTally<'p> {
    /// Texts of the query that are similar to each other.
    texts: Vec<&'p SharedStr>,
    /// `true` after a row that has one of them.
    is_found: bool,
    /// The number of rows that have a similar text.
    count: u64,
    first: Option<SimilarText>,
    /// The number of the last row with a similar text.
    last: u64,
}

/// A text of a row.
struct RowText<'t> {
    text: &'t str,
    /// `true` if the text is an element of an array.
    is_element: bool,
    /// The number of the row.
    row: u64,
}

/// A text of a row that is similar to one of the query.
#[derive(Clone, Debug)]
struct SimilarText {
    likeness: Likeness,
    text: Box<str>,
    /// `true` if the text is an element of an array.
    is_element: bool,
}

/// The most texts of a comparison, and elements of an array, that are compared.
const MOST_TEXTS: usize = 1000;
/// The longest text, of the query or of a row, in bytes, that is compared.
const LONGEST: usize = 10_000;

impl<'p> SimilarTexts<'p> {
    /// Returns the texts of `comparison`, or `None` if it has none that equality or containment decides.
    pub(super) fn new(comparison: &'p Comparison, default: Collation) -> Option<Self> {
        let operator = comparison.operator.node;
        let collation = comparison.collation_or(default);
        let texts = comparison.operand.terms().iter().filter_map(|term| term.value()?.as_text());
        let texts: Vec<&SharedStr> = texts.filter(|text| text.len() <= LONGEST).take(MOST_TEXTS).collect();
        // `collate ordinal` in the query shows that case is meant to count.
        let is_case_meant = comparison.collation.is_some() && collation.is_case_sensitive();
        let search = match operator.family() {
            Family::Order => return None,
            Family::Text => Self::part(&texts, operator, collation),
            Family::Containment if comparison.looks_for_element() => Self::equal(&texts),
            Family::Containment => Self::part(&texts, operator, collation),
            Family::Equality | Family::Set => Self::equal(&texts),
        };
        Some(Self { operator, collation, search: search?, rows: 0, open: 0 }).filter(|_| !is_case_meant)
    }

    /// Returns a search for texts that are equal but for case and space.
    fn equal(texts: &[&'p SharedStr]) -> Option<Search<'p>> {
        let (mut indices, mut terms) = (HashMap::new(), Vec::new());
        for text in texts {
            let index = *indices.entry(common_form(text)).or_insert_with(|| {
                terms.push(TermTally::new());
                terms.len().saturating_sub(1)
            });
            if let Some(term) = terms.get_mut(index) {
                term.texts.push(text);
            }
        }
        (!terms.is_empty()).then_some(Search::Equal { indices, terms })
    }

    /// Returns a search for texts that contain the only text of a comparison but for case.
    fn part(texts: &[&'p SharedStr], operator: Operator, collation: Collation) -> Option<Search<'p>> {
        let [text] = texts else { return None };
        let position = operator.needle_position()?;
        let is_wanted = collation.is_case_sensitive() && !text.is_empty();
        let needle = |collation| Needle::new(collation, SharedStr::clone(text));
        let (exact, folded) = (needle(collation), needle(Collation::IgnoreCase));
        let term = TermTally { texts: vec![text], ..TermTally::new() };
        is_wanted.then_some(Search::Part { position, exact, folded, term })
    }

    /// Observes the value of a row.
    pub(super) fn observe(&mut self, json: &Json) {
        self.rows = self.rows.saturating_add(1);
        match json {
            Json::String(text) => self.observe_text(text, false),
            Json::Array(elements) => {
                for text in elements.iter().take(MOST_TEXTS).filter_map(Json::as_str) {
                    self.observe_text(text, true);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => {}
        }
    }

    /// Returns `true` if there is something to report.
    pub(super) fn has_reports(&self) -> bool {
        self.open > 0
    }

    fn observe_text(&mut self, text: &str, is_element: bool) {
        if text.len() > LONGEST {
            return;
        }
        let (collation, open) = (self.collation, &mut self.open);
        let found = RowText { text, is_element, row: self.rows };
        match &mut self.search {
            // An element of an array is compared whole, whatever the operator does with text.
            Search::Part { term, .. } if is_element => {
                let is_equal = |known: &SharedStr| collation.equals(known, text);
                let is_similar = |known: &SharedStr| Collation::IgnoreCase.equals(known, text);
                term.observe(&found, open, is_equal, |known| is_similar(known).then_some(Likeness::Case));
            }
            Search::Part { position, exact, folded, term } => {
                let has = |needle: &Needle| needle.is_at(*position, text);
                term.observe(&found, open, |_| has(exact), |_| has(folded).then_some(Likeness::Case));
            }
            Search::Equal { indices, terms } => {
                let term = indices.get(&common_form(text)).and_then(|index| terms.get_mut(*index));
                let likeness = |known: &SharedStr| match Collation::IgnoreCase.equals(known, text) {
                    true => Likeness::Case,
                    false => Likeness::Space,
                };
                if let Some(term) = term {
                    let is_equal = |known: &SharedStr| collation.equals(known, text);
                    term.observe(&found, open, is_equal, |known| Some(likeness(known)));
                }
            }
        }
    }

    /// Returns a report for each text of the query that no row has, if rows have a similar one.
    pub(super) fn reports(&self) -> impl Iterator<Item = HintDetail> {
        let operator = self.operator;
        let terms = match &self.search {
            Search::Equal { terms, .. } => terms.as_slice(),
            Search::Part { term, .. } => std::slice::from_ref(term),
        };
        terms.iter().filter(|tally| !tally.is_found).filter_map(move |tally| {
            let SimilarText { likeness, text, is_element } = tally.first.clone()?;
            let term = tally.texts.first()?.as_ref().into();
            Some(HintDetail::Alike { likeness, text, count: tally.count, term, operator, is_element })
        })
    }
}

impl TermTally<'_> {
    fn new() -> Self {
        Self { texts: Vec::new(), is_found: false, count: 0, first: None, last: 0 }
    }

    /// Observes a text of a row. `open` counts the tallies that have something to report.
    fn observe(
        &mut self,
        found: &RowText<'_>,
        open: &mut usize,
        is_equal: impl Fn(&SharedStr) -> bool,
        likeness: impl Fn(&SharedStr) -> Option<Likeness>,
    ) {
        if self.is_found {
            return;
        }
        if self.texts.iter().any(|known| is_equal(known)) {
            self.is_found = true;
            *open = open.saturating_sub(self.first.is_some().into());
        } else if let Some(likeness) = self.texts.first().and_then(|known| likeness(known)) {
            self.count = self.count.saturating_add((self.last != found.row).into());
            self.last = found.row;
            *open = open.saturating_add(self.first.is_none().into());
            let RowText { text, is_element, .. } = *found;
            self.first.get_or_insert_with(|| SimilarText { likeness, text: text.into(), is_element });
        }
    }
}

/// Returns the common form of texts that differ only in case and in the space around them.
fn common_form(text: &str) -> String {
    Collation::IgnoreCase.key(text.trim()).into_owned()
}
