//! The values of a list, prepared so that a row's value is looked up and not compared with each.
//!
//! Members of one kind are sorted, and numbered through all kinds, so that `superset` can tick them off. Looking up
//! allocates nothing.

mod texts;

use crate::collation::Collation;
use crate::ty::Type;
use crate::value::{DateTime, Datum, Duration, Numeric, RowValue, Uuid, Value};
use texts::Texts;

/// A set of values of a type, equality being that of the type and the collation.
#[derive(Debug)]
pub(super) enum Members {
    /// Nothing but texts, where a row's text is compared as it is.
    Texts(Texts),
    /// Nothing but numbers, where a row's number is compared as it is.
    Numbers(Box<[Numeric]>),
    /// Whatever else.
    Mixed(Box<Mixed>),
}

/// Values of several kinds, or of one that rows write as text.
#[derive(Debug)]
pub(super) struct Mixed {
    ty: Type,
    /// Null, false and true.
    singles: Box<[Single]>,
    numbers: Box<[Numeric]>,
    texts: Texts,
    datetimes: Box<[DateTime]>,
    durations: Box<[Duration]>,
    uuids: Box<[Uuid]>,
    /// Whether text can equal nothing but a text.
    takes_text_as_it_is: bool,
    /// Whether a number is one to the type.
    takes_numbers: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Single {
    Null,
    Boolean(bool),
}

impl Members {
    pub(super) fn new<'v>(ty: &Type, collation: Collation, values: impl Iterator<Item = &'v Value> + Clone) -> Self {
        let text = |value: &'v Value| if let Value::Text(text) = value { Some(text) } else { None };
        let number = |value: &'v Value| if let Value::Number(number) = value { Some(number.numeric()) } else { None };
        if takes_texts(ty) && values.clone().all(|value| text(value).is_some()) {
            return Self::Texts(Texts::new(collation, values.filter_map(text)));
        }
        if takes_numbers(ty) && values.clone().all(|value| number(value).is_some()) {
            return Self::Numbers(settled(values.filter_map(number).collect()));
        }
        let (mut singles, mut datetimes, mut durations, mut uuids) = (vec![], vec![], vec![], vec![]);
        for value in values.clone() {
            match value {
                Value::Null => singles.push(Single::Null),
                Value::Boolean(boolean) => singles.push(Single::Boolean(*boolean)),
                Value::Number(_) | Value::Text(_) => {}
                Value::DateTime(instant) => datetimes.push(*instant),
                Value::Duration(length) => durations.push(*length),
                Value::Uuid(uuid) => uuids.push(*uuid),
            }
        }
        Self::Mixed(Box::new(Mixed {
            ty: ty.clone(),
            takes_text_as_it_is: takes_texts(ty) && datetimes.is_empty() && durations.is_empty(),
            takes_numbers: takes_numbers(ty),
            singles: settled(singles),
            numbers: settled(values.clone().filter_map(number).collect()),
            texts: Texts::new(collation, values.filter_map(text)),
            datetimes: settled(datetimes),
            durations: settled(durations),
            uuids: settled(uuids),
        }))
    }

    /// How many there are of each kind.
    fn lengths(&self) -> [usize; Kind::COUNT] {
        match self {
            Self::Texts(texts) => [0, 0, texts.len(), 0, 0, 0],
            Self::Numbers(numbers) => [0, numbers.len(), 0, 0, 0, 0],
            Self::Mixed(mixed) => [
                mixed.singles.len(),
                mixed.numbers.len(),
                mixed.texts.len(),
                mixed.datetimes.len(),
                mixed.durations.len(),
                mixed.uuids.len(),
            ],
        }
    }

    /// Whether a member equals the value of a field.
    #[inline]
    pub(super) fn has(&self, found: Datum<'_>) -> bool {
        match self {
            Self::Texts(texts) => matches!(found, Datum::Text(text) if texts.find(text).is_some()),
            Self::Numbers(numbers) => matches!(found, Datum::Number(number) if find_number(numbers, number).is_some()),
            Self::Mixed(mixed) => mixed.has(found),
        }
    }

    /// Whether a member equals an element of an array. Arrays and objects in an array equal nothing, not even null.
    pub(super) fn has_element(&self, element: Datum<'_>) -> bool {
        !is_nested(element) && self.has(element)
    }

    /// Whether `found` is an array, and every member equals one of its elements.
    pub(super) fn are_all_in(&self, found: &impl RowValue) -> bool {
        let lengths = self.lengths();
        let count: usize = lengths.iter().fold(0, |sum, length| sum.saturating_add(*length));
        let number = |kind: Kind, index: usize| {
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

    /// Calls `found` with the kind and the place of each member that equals `value`.
    fn visit(&self, value: Datum<'_>, mut found: impl FnMut(Kind, usize)) {
        let member = match (self, value) {
            (Self::Texts(texts), Datum::Text(text)) => texts.find(text).map(|place| (Kind::Text, place)),
            (Self::Numbers(numbers), Datum::Number(number)) => {
                find_number(numbers, number).map(|place| (Kind::Number, place))
            }
            (Self::Texts(_) | Self::Numbers(_), _) => None,
            (Self::Mixed(mixed), value) => return mixed.visit(value, found),
        };
        if let Some((kind, place)) = member {
            found(kind, place);
        }
    }
}

impl Mixed {
    #[inline]
    fn has(&self, found: Datum<'_>) -> bool {
        match found {
            Datum::Text(text) if self.takes_text_as_it_is => self.texts.find(text).is_some(),
            Datum::Number(number) if self.takes_numbers => find_number(&self.numbers, number).is_some(),
            Datum::Null => self.singles.first() == Some(&Single::Null),
            found => self.has_any(found),
        }
    }

    fn has_any(&self, found: Datum<'_>) -> bool {
        let mut is_found = false;
        self.visit(found, |_, _| is_found = true);
        is_found
    }

    /// Calls `found` with the kind and the place of each member that equals `value`: at most one of a kind, and text may
    /// read as several kinds where the type does not say which.
    fn visit(&self, value: Datum<'_>, mut found: impl FnMut(Kind, usize)) {
        let mut look = |kind, place: Option<usize>| {
            if let Some(place) = place {
                found(kind, place);
            }
        };
        match value.typed(&self.ty) {
            Datum::Null => look(Kind::Single, self.singles.binary_search(&Single::Null).ok()),
            Datum::Boolean(boolean) => look(Kind::Single, self.singles.binary_search(&Single::Boolean(boolean)).ok()),
            Datum::Number(number) => look(Kind::Number, self.numbers.binary_search(&number).ok()),
            Datum::Text(text) => {
                look(Kind::Text, self.texts.find(text));
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

/// Whether a row's text is one to `ty` as it is, whatever it reads as.
fn takes_texts(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Enum(_) | Type::Any)
}

/// Whether a row's number is one to `ty`.
fn takes_numbers(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Number | Type::Any)
}

#[inline]
fn find_number(numbers: &[Numeric], number: Numeric) -> Option<usize> {
    match numbers {
        [] => None,
        [only] => (*only == number).then_some(0),
        several => several.binary_search(&number).ok(),
    }
}

fn find<T: Ord>(members: &[T], value: Option<T>) -> Option<usize> {
    members.binary_search(&value?).ok()
}

/// A number of a member, or of members, where there are few enough for bits.
fn to_shift(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_nested(element: Datum<'_>) -> bool {
    matches!(element, Datum::Array | Datum::Object)
}

/// Sorts and leaves out what is there twice.
fn settled<T: Ord>(mut members: Vec<T>) -> Box<[T]> {
    members.sort_unstable();
    members.dedup();
    members.into()
}
