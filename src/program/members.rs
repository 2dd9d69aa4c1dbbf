//! The values of a list, prepared so that a row's value is looked up and not compared with each.
//!
//! Members of one kind are sorted; they are numbered through all kinds, so that `superset` can tick them off.

use std::cmp::Ordering;

use crate::collation::Collation;
use crate::ty::Type;
use crate::value::{DateTime, Datum, Duration, Json, Numeric, Uuid, Value};

/// A set of values of a type, equality being that of the type and the collation.
#[derive(Debug)]
pub(super) struct Members {
    ty: Type,
    collation: Collation,
    /// Null, false and true.
    singles: Vec<Single>,
    numbers: Vec<Numeric>,
    texts: Vec<Box<str>>,
    datetimes: Vec<DateTime>,
    durations: Vec<Duration>,
    uuids: Vec<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Single {
    Null,
    Boolean(bool),
}

impl Members {
    pub(super) fn new<'v>(ty: &Type, collation: Collation, values: impl Iterator<Item = &'v Value>) -> Self {
        let mut members = Self {
            ty: ty.clone(),
            collation,
            singles: Vec::new(),
            numbers: Vec::new(),
            texts: Vec::new(),
            datetimes: Vec::new(),
            durations: Vec::new(),
            uuids: Vec::new(),
        };
        for value in values {
            match value {
                Value::Null => members.singles.push(Single::Null),
                Value::Boolean(boolean) => members.singles.push(Single::Boolean(*boolean)),
                Value::Number(number) => members.numbers.push(number.numeric()),
                Value::Text(text) => members.texts.push(text.clone()),
                Value::DateTime(instant) => members.datetimes.push(*instant),
                Value::Duration(length) => members.durations.push(*length),
                Value::Uuid(uuid) => members.uuids.push(*uuid),
            }
        }
        settle(&mut members.singles, Ord::cmp);
        settle(&mut members.numbers, Ord::cmp);
        settle(&mut members.texts, |a, b| collation.compare(a, b));
        settle(&mut members.datetimes, Ord::cmp);
        settle(&mut members.durations, Ord::cmp);
        settle(&mut members.uuids, Ord::cmp);
        members
    }

    fn len(&self) -> usize {
        let lengths = [
            self.singles.len(),
            self.numbers.len(),
            self.texts.len(),
            self.datetimes.len(),
            self.durations.len(),
            self.uuids.len(),
        ];
        lengths.iter().fold(0, |sum, length| sum.saturating_add(*length))
    }

    /// Whether a member equals the value of a field.
    pub(super) fn has(&self, json: Option<&Json>) -> bool {
        let mut found = false;
        self.visit(json, |_| found = true);
        found
    }

    /// Whether a member equals an element of an array. Arrays and objects in an array equal nothing, not even null.
    pub(super) fn has_element(&self, element: &Json) -> bool {
        !is_nested(element) && self.has(Some(element))
    }

    /// Whether every member equals one of `elements`.
    pub(super) fn are_all_in(&self, elements: &[Json]) -> bool {
        let mut missing = self.len();
        let mut seen = vec![false; missing];
        for element in elements.iter().filter(|element| !is_nested(element)) {
            self.visit(Some(element), |number| {
                if let Some(seen) = seen.get_mut(number) {
                    missing = missing.saturating_sub(usize::from(!*seen));
                    *seen = true;
                }
            });
        }
        missing == 0
    }

    /// Calls `found` with the number of each member that equals `json`: at most one of a kind, and text may read as
    /// several kinds where the type does not say which.
    fn visit(&self, json: Option<&Json>, mut found: impl FnMut(usize)) {
        let datum = Datum::read(json, &self.ty);
        let mut base = 0_usize;
        let mut look = |length: usize, result: Option<usize>| {
            if let Some(index) = result {
                found(base.saturating_add(index));
            }
            base = base.saturating_add(length);
        };
        let single = match datum {
            Datum::Null => Some(Single::Null),
            Datum::Boolean(boolean) => Some(Single::Boolean(boolean)),
            _ => None,
        };
        look(self.singles.len(), single.and_then(|single| self.singles.binary_search(&single).ok()));
        let number = if let Datum::Number(number) = datum { self.numbers.binary_search(&number).ok() } else { None };
        look(self.numbers.len(), number);
        let text = if let Datum::Text(text) = datum {
            self.texts.binary_search_by(|member| self.collation.compare(member, text)).ok()
        } else {
            None
        };
        look(self.texts.len(), text);
        let instant = match datum {
            Datum::DateTime(instant) => Some(instant),
            Datum::Text(text) if !self.datetimes.is_empty() => DateTime::read(text),
            _ => None,
        };
        look(self.datetimes.len(), instant.and_then(|instant| self.datetimes.binary_search(&instant).ok()));
        let length = match datum {
            Datum::Duration(length) => Some(length),
            Datum::Text(text) if !self.durations.is_empty() => Duration::read(text),
            _ => None,
        };
        look(self.durations.len(), length.and_then(|length| self.durations.binary_search(&length).ok()));
        let uuid = if let Datum::Uuid(uuid) = datum { self.uuids.binary_search(&uuid).ok() } else { None };
        look(self.uuids.len(), uuid);
    }
}

fn is_nested(json: &Json) -> bool {
    json.is_array() || json.is_object()
}

/// Sorts and leaves out what is there twice.
fn settle<T>(members: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    members.sort_by(&compare);
    members.dedup_by(|a, b| compare(a, b).is_eq());
}
