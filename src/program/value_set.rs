//! Sets of a query's values, prepared so that a row's value is looked up instead of compared with each of them.
//!
//! Values of each kind are sorted, or hashed (`text_set`). They are numbered through all kinds, so that `superset of`
//! can mark those that it has found. Lists of texts alone and of numbers alone, which are the usual ones, skip the
//! dispatch on the kind. A look-up does not allocate.

mod text_set;

use crate::collation::Collation;
use crate::ty::Type;
use crate::value::{DateTime, Datum, Duration, Numeric, RowValue, Uuid, Value};
use text_set::TextSet;

/// A set of values. Two values are equal as the type of the field and the collation decide.
#[derive(Debug)]
pub(super) enum ValueSet {
    /// Texts alone, at a field whose text is compared as it is.
    Texts(TextSet),
    /// Numbers alone, at a field whose numbers are compared as they are.
    Numbers(Box<[Numeric]>),
    /// Anything else.
    Mixed(Box<MixedSet>),
}

/// Values of several kinds, or of a kind that rows write as text.
#[derive(Debug)]
pub(super) struct MixedSet {
    ty: Type,
    singletons: Box<[Singleton]>,
    numbers: Box<[Numeric]>,
    texts: TextSet,
    datetimes: Box<[DateTime]>,
    durations: Box<[Duration]>,
    uuids: Box<[Uuid]>,
    /// `true` if a row's text can only equal a text.
    compares_text_as_text: bool,
    /// `true` if a row's number is a value of the type.
    takes_numbers: bool,
}

/// The values of kinds that have few: null, false and true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Singleton {
    Null,
    Boolean(bool),
}

impl ValueSet {
    pub(super) fn new<'v>(ty: &Type, collation: Collation, values: impl Iterator<Item = &'v Value> + Clone) -> Self {
        let number = |value: &'v Value| if let Value::Number(number) = value { Some(number.numeric()) } else { None };
        if takes_texts(ty) && values.clone().all(|value| value.as_text().is_some()) {
            return Self::Texts(TextSet::new(collation, values.filter_map(Value::as_text)));
        }
        if takes_numbers(ty) && values.clone().all(|value| number(value).is_some()) {
            return Self::Numbers(sorted(values.filter_map(number).collect()));
        }
        let (mut singletons, mut datetimes, mut durations, mut uuids) = (vec![], vec![], vec![], vec![]);
        for value in values.clone() {
            match value {
                Value::Null => singletons.push(Singleton::Null),
                Value::Boolean(boolean) => singletons.push(Singleton::Boolean(*boolean)),
                Value::Number(_) | Value::Text(_) => {}
                Value::DateTime(instant) => datetimes.push(*instant),
                Value::Duration(length) => durations.push(*length),
                Value::Uuid(uuid) => uuids.push(*uuid),
            }
        }
        Self::Mixed(Box::new(MixedSet {
            ty: ty.clone(),
            compares_text_as_text: takes_texts(ty) && datetimes.is_empty() && durations.is_empty(),
            takes_numbers: takes_numbers(ty),
            singletons: sorted(singletons),
            numbers: sorted(values.clone().filter_map(number).collect()),
            texts: TextSet::new(collation, values.filter_map(Value::as_text)),
            datetimes: sorted(datetimes),
            durations: sorted(durations),
            uuids: sorted(uuids),
        }))
    }

    /// Returns the number of values of each kind, in the order of [`MemberKind`].
    fn lengths(&self) -> [usize; MemberKind::COUNT] {
        match self {
            Self::Texts(texts) => [0, 0, texts.len(), 0, 0, 0],
            Self::Numbers(numbers) => [0, numbers.len(), 0, 0, 0, 0],
            Self::Mixed(mixed) => [
                mixed.singletons.len(),
                mixed.numbers.len(),
                mixed.texts.len(),
                mixed.datetimes.len(),
                mixed.durations.len(),
                mixed.uuids.len(),
            ],
        }
    }

    /// Returns `true` if a member equals the value of a field.
    #[inline]
    pub(super) fn has(&self, found: Datum<'_>) -> bool {
        match self {
            Self::Texts(texts) => matches!(found, Datum::Text(text) if texts.find(text).is_some()),
            Self::Numbers(numbers) => matches!(found, Datum::Number(number) if find_number(numbers, number).is_some()),
            Self::Mixed(mixed) => mixed.has(found),
        }
    }

    /// Returns `true` if a member equals an element of an array. Arrays and objects in an array equal nothing, not even
    /// null.
    pub(super) fn has_element(&self, element: Datum<'_>) -> bool {
        !is_nested(element) && self.has(element)
    }

    /// Returns `true` if `found` is an array and every member equals one of its elements.
    pub(super) fn are_all_in(&self, found: &impl RowValue) -> bool {
        let lengths = self.lengths();
        let count: usize = lengths.iter().fold(0, |sum, length| sum.saturating_add(*length));
        let number = |kind: MemberKind, index: usize| {
            lengths.iter().take(kind as usize).fold(index, |sum, length| sum.saturating_add(*length))
        };
        let each = |found_member: &mut dyn FnMut(usize)| {
            found.all_elements(|element| {
                if !is_nested(element) {
                    self.visit(element, |kind, index| found_member(number(kind, index)));
                }
                true
            })
        };
        if count <= 128 {
            let mut seen = 0_u128;
            let is_array = each(&mut |member| seen |= 1_u128.wrapping_shl(to_shift(member)));
            return is_array && seen.count_ones() == to_shift(count);
        }
        let mut seen = vec![false; count];
        let is_array = each(&mut |member| {
            if let Some(seen) = seen.get_mut(member) {
                *seen = true;
            }
        });
        is_array && seen.iter().all(|seen| *seen)
    }

    /// Calls `found` with the kind and the index of each member that equals `value`.
    fn visit(&self, value: Datum<'_>, mut found: impl FnMut(MemberKind, usize)) {
        let member = match (self, value) {
            (Self::Texts(texts), Datum::Text(text)) => texts.find(text).map(|index| (MemberKind::Text, index)),
            (Self::Numbers(numbers), Datum::Number(number)) => {
                find_number(numbers, number).map(|index| (MemberKind::Number, index))
            }
            (Self::Texts(_) | Self::Numbers(_), _) => None,
            (Self::Mixed(mixed), value) => return mixed.visit(value, found),
        };
        if let Some((kind, index)) = member {
            found(kind, index);
        }
    }
}

impl MixedSet {
    #[inline]
    fn has(&self, found: Datum<'_>) -> bool {
        match found {
            Datum::Text(text) if self.compares_text_as_text => self.texts.find(text).is_some(),
            Datum::Number(number) if self.takes_numbers => find_number(&self.numbers, number).is_some(),
            Datum::Null => self.singletons.first() == Some(&Singleton::Null),
            found => self.has_any(found),
        }
    }

    /// Returns `true` if a member equals a value of any kind.
    fn has_any(&self, found: Datum<'_>) -> bool {
        let mut is_found = false;
        self.visit(found, |_, _| is_found = true);
        is_found
    }

    /// Calls `found` with the kind and the index of each member that equals `value`: at most one of each kind. Text may
    /// equal members of several kinds if the type does not decide what it is read as.
    fn visit(&self, value: Datum<'_>, mut found: impl FnMut(MemberKind, usize)) {
        let mut report = |kind, index: Option<usize>| {
            if let Some(index) = index {
                found(kind, index);
            }
        };
        match value.typed(&self.ty) {
            Datum::Null => report(MemberKind::Singleton, self.singletons.binary_search(&Singleton::Null).ok()),
            Datum::Boolean(boolean) => {
                report(MemberKind::Singleton, self.singletons.binary_search(&Singleton::Boolean(boolean)).ok());
            }
            Datum::Number(number) => report(MemberKind::Number, self.numbers.binary_search(&number).ok()),
            Datum::Text(text) => {
                report(MemberKind::Text, self.texts.find(text));
                if !self.datetimes.is_empty() {
                    report(MemberKind::DateTime, find(&self.datetimes, DateTime::read(text)));
                }
                if !self.durations.is_empty() {
                    report(MemberKind::Duration, find(&self.durations, Duration::read(text)));
                }
            }
            Datum::DateTime(instant) => report(MemberKind::DateTime, find(&self.datetimes, Some(instant))),
            Datum::Duration(length) => report(MemberKind::Duration, find(&self.durations, Some(length))),
            Datum::Uuid(uuid) => report(MemberKind::Uuid, find(&self.uuids, Some(uuid))),
            Datum::Array | Datum::Object => {}
        }
    }
}

/// The kinds of members, in the order in which members are numbered.
#[derive(Clone, Copy)]
enum MemberKind {
    Singleton,
    Number,
    Text,
    DateTime,
    Duration,
    Uuid,
}

impl MemberKind {
    const COUNT: usize = 6;
}

/// Returns `true` if a row's text is a value of `ty` as it is, whatever it may be read as.
fn takes_texts(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Enum(_) | Type::Any)
}

/// Returns `true` if a row's number is a value of `ty`.
fn takes_numbers(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Number | Type::Any)
}

/// Returns the index of `number`. A set of one number, the usual one, needs no search.
#[inline]
fn find_number(numbers: &[Numeric], number: Numeric) -> Option<usize> {
    match numbers {
        [] => None,
        [only] => (*only == number).then_some(0),
        several => several.binary_search(&number).ok(),
    }
}

/// Returns the index of `value`, or `None` if there is no value.
fn find<T: Ord>(members: &[T], value: Option<T>) -> Option<usize> {
    members.binary_search(&value?).ok()
}

/// Returns the number or count of members, of which there are few enough for a bit each.
fn to_shift(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns `true` for an array or an object.
fn is_nested(element: Datum<'_>) -> bool {
    matches!(element, Datum::Array | Datum::Object)
}

/// Sorts members and removes duplicates.
fn sorted<T: Ord>(mut members: Vec<T>) -> Box<[T]> {
    members.sort_unstable();
    members.dedup();
    members.into()
}
