//! Near misses: how little keeps a value of a row from being what a comparison asks for.
//!
//! Every look is bounded, by the texts that are looked at and by how many of them there are.

use super::edit::{is_near, starts_near};
use super::kind;
use crate::collation::{Collation, Needle};
use crate::filter::{Comparison, Term};
use crate::operator::{Family, Operator, TextPart};
use crate::ty::Type;
use crate::value::{DateTime, Datum, Duration, Json, Numeric, Uuid, Value};

/// How a row's value nearly makes a comparison hold.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NearMiss<'a> {
    /// What is between them.
    pub kind: NearMissKind,
    /// The query's value that it is near to, or that is lacking. Nothing for an element that is in no list, or where it
    /// is about all of the values.
    pub term: Option<&'a Term>,
    /// The element that is meant, where the row has an array.
    pub element: Option<&'a Json>,
}

/// What is between a row's value and a comparison that fails. Of a list, or an array, that of the nearest value is told,
/// in the order of the first three of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NearMissKind {
    /// The case of letters, which the collation tells apart.
    Case,
    /// Space before or behind the text, of the row or of the query.
    Space,
    /// One character put in, left out or replaced, or two neighbours swapped.
    Edit,
    /// The value is of another kind: a number where text is compared, or text that reads as no date-time.
    OtherKind,
    /// The value equals the bound, which `<` and `>` leave out.
    Bound,
    /// The array has an element that is not in the list of `subset of`.
    Extra,
    /// The array lacks an item of the list of `superset of`.
    Lacking,
}

/// Items of a list, or elements of an array, that are looked at; of two lists, pairs of theirs.
const MOST_VALUES: usize = 1000;
const MOST_PAIRS: usize = 10_000;
/// Characters of a text that is looked at for slips, and of a needle that is looked for in one.
const LONGEST: usize = 1000;
const LONGEST_NEEDLE: usize = 64;
/// Characters of a needle that is looked for with a slip: a shorter one is nearly anywhere.
const SHORTEST_NEEDLE: usize = 4;

/// How `json`, which is no match for `comparison`, nearly is one under `collation`.
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
            let is_bound = |term: &&Term| {
                term.value().is_some_and(|value| equals(json, value, (comparison.field.ty(), collation)))
            };
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
            nearest(terms, |term| near_part(text, text_of(term)?, operator.text_part()?, collation))
        }
        (Family::Set, Json::Array(elements)) => {
            let ty = if let Type::Array(element) = comparison.field.ty() { element } else { &Type::Any };
            set(operator, elements, terms, (ty, collation))
        }
        (Family::Containment | Family::Text | Family::Set, _) => None,
    }
}

/// The nearest of `terms`, of equally near ones the first.
fn nearest<'a>(terms: &'a [Term], kind: impl Fn(&Term) -> Option<NearMissKind>) -> Option<NearMiss<'a>> {
    let near = terms.iter().take(MOST_VALUES).filter_map(|term| Some((kind(term)?, term)));
    let (kind, term) = near.min_by_key(|(kind, _)| *kind)?;
    Some(NearMiss { kind, term: Some(term), element: None })
}

fn text_of(term: &Term) -> Option<&str> {
    match term.value()? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// How near the text that `json` is and that of `term` are.
fn text_pair(json: &Json, term: &Term, collation: Collation) -> Option<NearMissKind> {
    let (row, query) = (json.as_str()?, text_of(term)?);
    let has_space = row.trim().len() < row.len() || query.trim().len() < query.len();
    if collation == Collation::Ordinal && Collation::IgnoreCase.equals(row, query) {
        Some(NearMissKind::Case)
    } else if has_space && collation.equals(row.trim(), query.trim()) {
        Some(NearMissKind::Space)
    } else {
        let (row, query) = (characters(row, collation)?, characters(query, collation)?);
        is_near(&row, &query).then_some(NearMissKind::Edit)
    }
}

/// How near `text` is to containing `needle`, or to beginning or ending with it.
fn near_part(text: &str, needle: &str, part: TextPart, collation: Collation) -> Option<NearMissKind> {
    let has = |text: &str, needle: &str, collation: Collation| part.equals(&Needle::new(collation, needle), text);
    let bare = needle.trim();
    if collation == Collation::Ordinal && has(text, needle, Collation::IgnoreCase) {
        return Some(NearMissKind::Case);
    }
    if !bare.is_empty() && has(text.trim(), bare, collation) {
        return Some(NearMissKind::Space);
    }
    let (mut text, mut needle) = (characters(text, collation)?, characters(needle, collation)?);
    if !(SHORTEST_NEEDLE..=LONGEST_NEEDLE).contains(&needle.len()) {
        return None;
    }
    let is_near = match part {
        TextPart::Start => starts_near(&text, &needle),
        TextPart::End => {
            text.reverse();
            needle.reverse();
            starts_near(&text, &needle)
        }
        TextPart::Anywhere => {
            (0..text.len()).any(|start| text.get(start..).is_some_and(|rest| starts_near(rest, &needle)))
        }
    };
    is_near.then_some(NearMissKind::Edit)
}

/// The characters of `text` as `collation` sees them; nothing where there are too many.
fn characters(text: &str, collation: Collation) -> Option<Vec<char>> {
    let is_short = text.char_indices().nth(LONGEST).is_none();
    is_short.then(|| collation.key(text).chars().collect())
}

/// What keeps an array, whose elements are of type `ty`, from being a subset or a superset of a list.
fn set<'a>(
    operator: Operator,
    elements: &'a [Json],
    terms: &'a [Term],
    (ty, collation): (&Type, Collation),
) -> Option<NearMiss<'a>> {
    if elements.len().saturating_mul(terms.len()) > MOST_PAIRS {
        return None;
    }
    let is_pair = |element: &Json, term: &Term| {
        let is_null =
            || !element.is_array() && !element.is_object() && matches!(Datum::of(element).typed(ty), Datum::Null);
        term.value()
            .is_some_and(|value| if term.is_null() { is_null() } else { equals(element, value, (ty, collation)) })
    };
    if operator == Operator::Subset {
        let element = elements.iter().find(|element| !terms.iter().any(|term| is_pair(element, term)))?;
        Some(NearMiss { kind: NearMissKind::Extra, term: None, element: Some(element) })
    } else {
        let term = terms.iter().find(|term| !elements.iter().any(|element| is_pair(element, term)))?;
        Some(NearMiss { kind: NearMissKind::Lacking, term: Some(term), element: None })
    }
}

/// Whether a row's value, at a field of type `ty`, is what the query's is, which says as what it is read.
fn equals(json: &Json, value: &Value, (ty, collation): (&Type, Collation)) -> bool {
    match (json, value) {
        (Json::Bool(row), Value::Boolean(boolean)) => row == boolean,
        (Json::Number(_), Value::DateTime(instant)) => {
            matches!(Datum::of(json).typed(ty), Datum::DateTime(row) if row == *instant)
        }
        (Json::Number(row), Value::Number(number)) => Numeric::of(row) == number.numeric(),
        (Json::String(row), Value::Text(text)) => collation.equals(row, text),
        (Json::String(row), Value::DateTime(instant)) => DateTime::read(row) == Some(*instant),
        (Json::String(row), Value::Duration(length)) => Duration::read(row) == Some(*length),
        (Json::String(row), Value::Uuid(uuid)) => Uuid::read(row) == Some(*uuid),
        _ => false,
    }
}
