//! The values of a list, prepared so that a row's value is looked up and not compared with each.
//!
//! Members of one kind are sorted, texts by a hash that equal texts share; they are numbered through all kinds, so that
//! `superset` can tick them off. Looking up allocates nothing.

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
    texts: Vec<(u64, Box<str>)>,
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
                Value::Text(text) => members.texts.push((collation.hash(text), text.clone())),
                Value::DateTime(instant) => members.datetimes.push(*instant),
                Value::Duration(length) => members.durations.push(*length),
                Value::Uuid(uuid) => members.uuids.push(*uuid),
            }
        }
        settle(&mut members.singles, Ord::cmp);
        settle(&mut members.numbers, Ord::cmp);
        settle(&mut members.texts, |(a_hash, a), (b_hash, b)| a_hash.cmp(b_hash).then_with(|| collation.compare(a, b)));
        settle(&mut members.datetimes, Ord::cmp);
        settle(&mut members.durations, Ord::cmp);
        settle(&mut members.uuids, Ord::cmp);
        members
    }

    /// How many there are of each kind.
    fn lengths(&self) -> [usize; Kind::COUNT] {
        [
            self.singles.len(),
            self.numbers.len(),
            self.texts.len(),
            self.datetimes.len(),
            self.durations.len(),
            self.uuids.len(),
        ]
    }

    /// Whether a member equals the value of a field.
    pub(super) fn has(&self, json: Option<&Json>) -> bool {
        let mut found = false;
        self.visit(json, |_, _| found = true);
        found
    }

    /// Whether a member equals an element of an array. Arrays and objects in an array equal nothing, not even null.
    pub(super) fn has_element(&self, element: &Json) -> bool {
        !is_nested(element) && self.has(Some(element))
    }

    /// Whether every member equals one of `elements`.
    pub(super) fn are_all_in(&self, elements: &[Json]) -> bool {
        let lengths = self.lengths();
        let count: usize = lengths.iter().fold(0, |sum, length| sum.saturating_add(*length));
        let number = |kind: Kind, index: usize| {
            lengths.iter().take(kind as usize).fold(index, |sum, length| sum.saturating_add(*length))
        };
        let scalars = elements.iter().filter(|element| !is_nested(element));
        if count <= 128 {
            let mut seen = 0_u128;
            for element in scalars {
                self.visit(Some(element), |kind, index| seen |= 1_u128.wrapping_shl(to_shift(number(kind, index))));
            }
            return seen.count_ones() == to_shift(count);
        }
        let mut seen = vec![false; count];
        for element in scalars {
            self.visit(Some(element), |kind, index| {
                if let Some(seen) = seen.get_mut(number(kind, index)) {
                    *seen = true;
                }
            });
        }
        seen.iter().all(|seen| *seen)
    }

    fn find_text(&self, text: &str) -> Option<usize> {
        if self.texts.len() <= FEW {
            return self.texts.iter().position(|(_, member)| self.collation.equals(member, text));
        }
        let hash = self.collation.hash(text);
        let order =
            |(known, member): &(u64, Box<str>)| known.cmp(&hash).then_with(|| self.collation.compare(member, text));
        self.texts.binary_search_by(order).ok()
    }

    /// Calls `found` with the kind and the place of each member that equals `json`: at most one of a kind, and text may
    /// read as several kinds where the type does not say which.
    fn visit(&self, json: Option<&Json>, mut found: impl FnMut(Kind, usize)) {
        let mut look = |kind, place: Option<usize>| {
            if let Some(place) = place {
                found(kind, place);
            }
        };
        match Datum::read(json, &self.ty) {
            Datum::Null => look(Kind::Single, self.singles.binary_search(&Single::Null).ok()),
            Datum::Boolean(boolean) => look(Kind::Single, self.singles.binary_search(&Single::Boolean(boolean)).ok()),
            Datum::Number(number) => look(Kind::Number, self.numbers.binary_search(&number).ok()),
            Datum::Text(text) => {
                look(Kind::Text, self.find_text(text));
                if !self.datetimes.is_empty() {
                    look(Kind::DateTime, find(&self.datetimes, DateTime::read(text)));
                }
                if !self.durations.is_empty() {
                    look(Kind::Duration, find(&self.durations, Duration::read(text)));
                }
            }
            Datum::DateTime(instant) => look(Kind::DateTime, find(&self.datetimes, Some(instant))),
            Datum::Duration(length) => look(Kind::Duration, find(&self.durations, Some(length))),
            Datum::Uuid(uuid) => look(Kind::Uuid, find(&self.uuids, Some(uuid))),
            Datum::Array | Datum::Object => {}
        }
    }
}

/// Up to this many texts are compared one by one.
const FEW: usize = 8;

/// The kinds of members, in the order in which they are numbered.
#[derive(Clone, Copy)]
enum Kind {
    Single,
    Number,
    Text,
    DateTime,
    Duration,
    Uuid,
}

impl Kind {
    const COUNT: usize = 6;
}

fn find<T: Ord>(members: &[T], value: Option<T>) -> Option<usize> {
    members.binary_search(&value?).ok()
}

/// A number of a member, or of members, where there are few enough for bits.
fn to_shift(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_nested(json: &Json) -> bool {
    json.is_array() || json.is_object()
}

/// Sorts and leaves out what is there twice.
fn settle<T>(members: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    members.sort_by(&compare);
    members.dedup_by(|a, b| compare(a, b).is_eq());
}
