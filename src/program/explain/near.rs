//! Near misses: small differences that keep a row's value from making a comparison true.
//!
//! Every search is bounded, by the number of values and by the length of the texts that are compared.

use super::edit::{is_near, starts_near};
use super::kind;
use crate::collation::{Collation, Needle, NeedlePosition};
use crate::filter::{Comparison, Term};
use crate::operator::{Family, Operator};
use crate::ty::Type;
use crate::value::{DateTime, Datum, Duration, Json, Numeric, Uuid, Value};

/// A small difference between a row's value and one that makes a comparison true.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NearMiss<'a> {
    /// The difference.
    pub kind: NearMissKind,
    /// The value of the query that is near, or that the array lacks. `None` for an element that is in no list, or if
    /// the difference is one from all values.
    pub term: Option<&'a Term>,
    /// The element of the row's array that is near, if the row has an array.
    pub element: Option<&'a Json>,
}

/// The kind of a difference between a row's value and a comparison that is false. For a list or an array, that of the
/// nearest value, in the order of the first three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NearMissKind {
    /// The case of letters, which the collation distinguishes.
    Case,
    /// Space before or after the text, of the row or of the query.
    Space,
    /// One character inserted, deleted or replaced, or two neighbours swapped.
    Edit,
    /// The value is of another kind: a number where text is compared, or text that cannot be read as a date-time.
    OtherKind,
    /// The value equals the bound, which `<` and `>` exclude.
    Bound,
    /// The array has an element that is not in the list of `subset of`.
    Extra,
    /// The array lacks an item of the list of `superset of`.
    Lacking,
}

/// The most items of a list, or elements of an array, that are compared, and the most pairs of two lists.
const MOST_VALUES: usize = 1000;
const MOST_PAIRS: usize = 10_000;
/// The longest text and the longest needle, in characters, that are searched for edits.
const LONGEST: usize = 1000;
const LONGEST_NEEDLE: usize = 64;
/// The shortest needle, in characters, that is searched for edits: a shorter one is near to almost any text.
const SHORTEST_NEEDLE: usize = 4;

/// The rules by which two values are equal.
#[derive(Clone, Copy)]
struct EqualityRules<'t> {
    /// The type of the row's value.
    ty: &'t Type,
    collation: Collation,
}

/// Returns the difference that keeps `comparison` from being true of `json` under `collation`, if it is small.
pub(super) fn near_miss<'a>(comparison: &'a Comparison, json: &'a Json, collation: Collation) -> Option<NearMiss<'a>> {
    let terms = comparison.operand.terms();
    let kinds = kind::wanted(comparison);
    if json.is_null() || kinds.is_empty() {
        return None;
    }
    if !kind::is_one_of(json, &kinds) {
        let term = if let [term] = terms { Some(term) } else { None };
        return Some(NearMiss { kind: NearMissKind::OtherKind, term, element: None });
    }
    let operator = comparison.operator.node;
    match (operator.family(), json) {
        (Family::Equality, _) => nearest(terms, |term| text_pair(json, term, collation)),
        (Family::Order, _) => {
            let rules = EqualityRules { ty: comparison.field.ty(), collation };
            let is_bound = |term: &&Term| term.value().is_some_and(|value| rules.equals(json, value));
            let term = terms.first().filter(is_bound)?;
            Some(NearMiss { kind: NearMissKind::Bound, term: Some(term), element: None })
        }
        (Family::Containment, Json::Array(elements)) => {
            let term = terms.first()?;
            let near = |element: &'a Json| {
                let kind = text_pair(element, term, collation)?;
                Some(NearMiss { kind, term: Some(term), element: Some(element) })
            };
            elements.iter().take(MOST_VALUES).filter_map(near).min_by_key(|miss| miss.kind)
        }
        (Family::Containment | Family::Text, Json::String(text)) => {
            let position = operator.needle_position()?;
            nearest(terms, |term| text_part(text, text_of(term)?, position, collation))
        }
        (Family::Set, Json::Array(elements)) => {
            let ty = comparison.field.ty().element().unwrap_or(&Type::Any);
            set_difference(operator, elements, terms, EqualityRules { ty, collation })
        }
        (Family::Containment | Family::Text | Family::Set, _) => None,
    }
}

/// Returns the nearest of `terms`, and of equally near ones the first.
fn nearest<'a>(terms: &'a [Term], kind: impl Fn(&Term) -> Option<NearMissKind>) -> Option<NearMiss<'a>> {
    let near = terms.iter().take(MOST_VALUES).filter_map(|term| Some((kind(term)?, term)));
    let (kind, term) = near.min_by_key(|(kind, _)| *kind)?;
    Some(NearMiss { kind, term: Some(term), element: None })
}

/// Returns the text of `term`, or `None` if it has another value.
fn text_of(term: &Term) -> Option<&str> {
    term.value()?.as_text().map(|text| &**text)
}

/// Returns the difference between the text `json` and that of `term`, if it is small.
fn text_pair(json: &Json, term: &Term, collation: Collation) -> Option<NearMissKind> {
    let (row, query) = (json.as_str()?, text_of(term)?);
    let has_space = row.trim().len() < row.len() || query.trim().len() < query.len();
    if collation.is_case_sensitive() && Collation::IgnoreCase.equals(row, query) {
        Some(NearMissKind::Case)
    } else if has_space && collation.equals(row.trim(), query.trim()) {
        Some(NearMissKind::Space)
    } else {
        let (row, query) = (characters(row, collation)?, characters(query, collation)?);
        is_near(&row, &query).then_some(NearMissKind::Edit)
    }
}

/// Returns the difference that keeps `needle` from being in `text` at `position`, if it is small.
fn text_part(text: &str, needle: &str, position: NeedlePosition, collation: Collation) -> Option<NearMissKind> {
    let has = |text: &str, needle: &str, collation: Collation| Needle::new(collation, needle).is_at(position, text);
    let bare = needle.trim();
    if collation.is_case_sensitive() && has(text, needle, Collation::IgnoreCase) {
        return Some(NearMissKind::Case);
    }
    if !bare.is_empty() && has(text.trim(), bare, collation) {
        return Some(NearMissKind::Space);
    }
    let (mut text, mut needle) = (characters(text, collation)?, characters(needle, collation)?);
    if !(SHORTEST_NEEDLE..=LONGEST_NEEDLE).contains(&needle.len()) {
        return None;
    }
    let is_near = match position {
        NeedlePosition::Start => starts_near(&text, &needle),
        NeedlePosition::End => {
            text.reverse();
            needle.reverse();
            starts_near(&text, &needle)
        }
        NeedlePosition::Anywhere => {
            (0..text.len()).any(|start| text.get(start..).is_some_and(|rest| starts_near(rest, &needle)))
        }
    };
    is_near.then_some(NearMissKind::Edit)
}

/// Returns the characters of `text` as `collation` compares them, or `None` if there are too many.
fn characters(text: &str, collation: Collation) -> Option<Vec<char>> {
    let is_short = text.char_indices().nth(LONGEST).is_none();
    is_short.then(|| collation.key(text).chars().collect())
}

/// Returns the element or the item that keeps an array from being a subset or a superset of a list. `rules` are those
/// of an element.
fn set_difference<'a>(
    operator: Operator,
    elements: &'a [Json],
    terms: &'a [Term],
    rules: EqualityRules<'_>,
) -> Option<NearMiss<'a>> {
    if elements.len().saturating_mul(terms.len()) > MOST_PAIRS {
        return None;
    }
    let is_pair = |element: &Json, term: &Term| {
        let is_null = || {
            !element.is_array()
                && !element.is_object()
                && matches!(Datum::from_json(element).typed(rules.ty), Datum::Null)
        };
        term.value().is_some_and(|value| if term.is_null() { is_null() } else { rules.equals(element, value) })
    };
    match operator {
        Operator::Subset => {
            let element = elements.iter().find(|element| !terms.iter().any(|term| is_pair(element, term)))?;
            Some(NearMiss { kind: NearMissKind::Extra, term: None, element: Some(element) })
        }
        Operator::Superset => {
            let term = terms.iter().find(|term| !elements.iter().any(|element| is_pair(element, term)))?;
            Some(NearMiss { kind: NearMissKind::Lacking, term: Some(term), element: None })
        }
        // Not of the set family.
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In
        | Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith => None,
    }
}

impl EqualityRules<'_> {
    /// Returns `true` if a row's value equals a value of the query, which decides how it is read.
    fn equals(self, json: &Json, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Boolean(boolean) => json.as_bool() == Some(*boolean),
            Value::Number(number) => matches!(json, Json::Number(row) if Numeric::from_json(row) == number.numeric()),
            Value::Text(text) => json.as_str().is_some_and(|row| self.collation.equals(row, text)),
            Value::DateTime(instant) if json.is_number() => {
                matches!(Datum::from_json(json).typed(self.ty), Datum::DateTime(row) if row == *instant)
            }
            Value::DateTime(instant) => json.as_str().and_then(DateTime::read) == Some(*instant),
            Value::Duration(length) => json.as_str().and_then(Duration::read) == Some(*length),
            Value::Uuid(uuid) => json.as_str().and_then(Uuid::read) == Some(*uuid),
        }
    }
}
