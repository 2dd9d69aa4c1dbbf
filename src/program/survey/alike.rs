//! Text of rows that nearly is what a comparison asks for: in another case, or with other space around it.

use std::collections::HashMap;

use super::hint::Finding;
use crate::collation::{Collation, Needle};
use crate::filter::Comparison;
use crate::operator::{Family, Operator};
use crate::shared_str::SharedStr;
use crate::value::{Json, Value};

/// What keeps a text from being another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    Case,
    Space,
}

/// What rows have that is like the texts of a comparison.
#[derive(Clone, Debug)]
pub(super) struct Alike<'p> {
    operator: Operator,
    collation: Collation,
    search: Search<'p>,
    /// How many rows were looked at.
    rows: u64,
    /// Of how many texts there is something to report.
    open: usize,
}

#[derive(Clone, Debug)]
enum Search<'p> {
    /// The texts of the comparison by what they have in common with texts that are like them, in order.
    Equal { places: HashMap<String, usize>, terms: Vec<Seen<'p>> },
    /// A part of a text, as the query has it, and in any case.
    Part { exact: Needle, folded: Needle, term: Seen<'p> },
}

/// What rows have of texts that are alike.
#[derive(Clone, Debug)]
struct Seen<'p> {
    texts: Vec<&'p SharedStr>,
    /// `true` after a row that has one of them.
    is_found: bool,
    /// How many rows have one that is like them, the first of which, and how it differs.
    count: u64,
    first: Option<(Likeness, Box<str>, bool)>,
    /// The number of the last such row.
    last: u64,
}

/// Texts of a comparison that are looked at, and elements of an array.
const MOST_TEXTS: usize = 1000;
/// Bytes of a text, of the query or of a row, that is looked at.
const LONGEST: usize = 10_000;

impl<'p> Alike<'p> {
    /// Returns what to look for, or `None` where `comparison` is not about text, or not by equality or containment.
    pub(super) fn new(comparison: &'p Comparison, default: Collation) -> Option<Self> {
        let operator = comparison.operator.node;
        let collation = comparison.collation_or(default);
        let texts = comparison.operand.terms().iter().filter_map(|term| match term.value() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        });
        let texts: Vec<&SharedStr> = texts.filter(|text| text.len() <= LONGEST).take(MOST_TEXTS).collect();
        // Who writes `collate ordinal` knows that case counts.
        let is_case_meant = comparison.collation.is_some() && collation == Collation::Ordinal;
        let search = match operator.family() {
            Family::Order => return None,
            Family::Text => Self::part(&texts, collation),
            Family::Containment if comparison.asks_for_element() => Self::equal(&texts),
            Family::Containment => Self::part(&texts, collation),
            Family::Equality | Family::Set => Self::equal(&texts),
        };
        Some(Self { operator, collation, search: search?, rows: 0, open: 0 }).filter(|_| !is_case_meant)
    }

    fn equal(texts: &[&'p SharedStr]) -> Option<Search<'p>> {
        let (mut places, mut terms) = (HashMap::new(), Vec::new());
        for text in texts {
            let place = *places.entry(common(text)).or_insert_with(|| {
                terms.push(Seen::new());
                terms.len().saturating_sub(1)
            });
            if let Some(seen) = terms.get_mut(place) {
                seen.texts.push(text);
            }
        }
        (!terms.is_empty()).then_some(Search::Equal { places, terms })
    }

    fn part(texts: &[&'p SharedStr], collation: Collation) -> Option<Search<'p>> {
        let [text] = texts else { return None };
        let is_wanted = collation == Collation::Ordinal && !text.is_empty();
        let needle = |collation| Needle::new(collation, SharedStr::clone(text));
        let (exact, folded) = (needle(collation), needle(Collation::IgnoreCase));
        is_wanted.then(|| Search::Part { exact, folded, term: Seen { texts: vec![text], ..Seen::new() } })
    }

    /// Takes note of what a row has.
    pub(super) fn take(&mut self, json: &Json) {
        self.rows = self.rows.saturating_add(1);
        match json {
            Json::String(text) => self.take_text(text, false),
            Json::Array(elements) => {
                for text in elements.iter().take(MOST_TEXTS).filter_map(Json::as_str) {
                    self.take_text(text, true);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => {}
        }
    }

    /// Returns `true` if there is something to report.
    pub(super) fn has_findings(&self) -> bool {
        self.open > 0
    }

    fn take_text(&mut self, text: &str, is_element: bool) {
        if text.len() > LONGEST {
            return;
        }
        let (collation, operator) = (self.collation, self.operator);
        let (place, open) = ((self.rows, is_element), &mut self.open);
        match &mut self.search {
            // The element of an array is compared whole, whatever the operator does with text.
            Search::Part { term, .. } if is_element => {
                let is_equal = |known: &SharedStr| collation.equals(known, text);
                let is_alike = |known: &SharedStr| Collation::IgnoreCase.equals(known, text);
                term.take(text, place, open, is_equal, |known| is_alike(known).then_some(Likeness::Case));
            }
            Search::Part { exact, folded, term } => {
                let has = |needle: &Needle| operator.text_part().is_some_and(|part| part.equals(needle, text));
                term.take(text, place, open, |_| has(exact), |_| has(folded).then_some(Likeness::Case));
            }
            Search::Equal { places, terms } => {
                let seen = places.get(&common(text)).and_then(|place| terms.get_mut(*place));
                let likeness = |known: &SharedStr| match Collation::IgnoreCase.equals(known, text) {
                    true => Likeness::Case,
                    false => Likeness::Space,
                };
                if let Some(seen) = seen {
                    seen.take(text, place, open, |known| collation.equals(known, text), |known| Some(likeness(known)));
                }
            }
        }
    }

    /// Returns what there is to report: of each text that no row has, what rows have instead.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> {
        let operator = self.operator;
        let terms = match &self.search {
            Search::Equal { terms, .. } => terms.as_slice(),
            Search::Part { term, .. } => std::slice::from_ref(term),
        };
        terms.iter().filter(|seen| !seen.is_found).filter_map(move |seen| {
            let (likeness, text, is_element) = seen.first.clone()?;
            let term = seen.texts.first()?.as_ref().into();
            Some(Finding::Alike { likeness, text, count: seen.count, term, operator, is_element })
        })
    }
}

impl<'p> Seen<'p> {
    fn new() -> Self {
        Self { texts: Vec::new(), is_found: false, count: 0, first: None, last: 0 }
    }

    fn take(
        &mut self,
        text: &str,
        (row, is_element): (u64, bool),
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
            self.count = self.count.saturating_add((self.last != row).into());
            self.last = row;
            *open = open.saturating_add(self.first.is_none().into());
            self.first.get_or_insert_with(|| (likeness, text.into(), is_element));
        }
    }
}

/// What a text has in common with those that differ from it in case and in the space around them.
fn common(text: &str) -> String {
    Collation::IgnoreCase.key(text.trim()).into_owned()
}
