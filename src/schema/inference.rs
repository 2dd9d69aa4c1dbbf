//! Drafting a schema from rows, one row after the other.

use std::collections::HashMap;

use super::common::common;
use super::{DEEPEST, Field, MOST_FIELDS, Schema};
use crate::path::Path;
use crate::ty::{EpochUnit, Type};
use crate::value::{DateTime, Duration, Json, Numeric, Uuid, epoch};

/// A schema in the making: what the rows seen so far have in common.
///
/// A field's type is what all its values agree on: text that is always a date-time, a duration or a UUID is of that type
/// (`22:00:00` reads as a duration, also where a time of day is meant), integers and other numbers together are numbers,
/// and values of different kinds are of type any. Numbers are moments since 1970 only where the name says the unit, as
/// `startTimeUsecs` does, and all of them lie in the years 2000 to 2099. A field can be null
/// where it was null or missing in some row. The members of objects become paths, as far as 4,096 fields and 32 names
/// go; those of objects in an array do not. No enumeration is drafted, however few words a text had: an enumeration
/// takes no `contains`, and a name that was not among the samples would be odd.
///
/// ```
/// let mut draft = tamis::SchemaInference::default();
/// draft.add(&serde_json::json!({"name": "Gold", "since": "2026-01-31T08:00:00Z", "tags": ["a"]}));
/// draft.add(&serde_json::json!({"name": "Silver", "since": null}));
/// let schema = draft.schema("plans");
/// let fields: Vec<String> = schema.fields().map(|field| format!("{} {}", field.path(), field.ty())).collect();
/// assert_eq!(fields, ["name text", "since date-time", "tags array of text"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct SchemaInference {
    rows: usize,
    row: Seen,
    fields: usize,
    is_cut: bool,
}

/// What was seen at a place.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// How often anything but null was there.
    values: usize,
    /// The unit in which its numbers may count from 1970, by the name of the place.
    unit: Option<EpochUnit>,
    /// The types of what was there, each once; an array's without its elements.
    types: Vec<Type>,
    /// What was in its arrays.
    elements: Option<Box<Seen>>,
    /// What was in its objects.
    members: Vec<(Box<str>, Seen)>,
    by_name: HashMap<Box<str>, usize>,
}

impl SchemaInference {
    /// Takes a row into account. What is no object has no fields.
    pub fn add(&mut self, row: &Json) {
        self.rows = self.rows.saturating_add(1);
        let is_complete = self.row.add_members(row, &mut self.fields, 1);
        self.is_cut |= !is_complete;
    }

    /// Returns `true` if every property of the rows is in it: there were no more than it takes.
    pub fn is_complete(&self) -> bool {
        !self.is_cut
    }

    /// The schema of the rows so far; `origin` names where they come from, for messages.
    pub fn schema(&self, origin: &str) -> Schema {
        let mut fields = Vec::new();
        gather(&self.row, &mut Vec::new(), self.rows, &mut fields);
        Schema::builder(origin).fields(fields).built()
    }
}

/// Adds the fields in the objects at `names`, in the order in which they were first seen. They lie in `rows` rows.
fn gather<'s>(seen: &'s Seen, names: &mut Vec<&'s str>, rows: usize, fields: &mut Vec<Field>) {
    for (name, member) in &seen.members {
        names.push(name);
        let ty = match member.ty() {
            // An object that never had a member may have any.
            Type::Object if member.members.is_empty() => Type::Any,
            ty => ty,
        };
        let field = Field::new(Path::new(names.iter().copied()), ty);
        let is_object = field.ty == Type::Object;
        fields.push(if member.values == rows { field.required() } else { field });
        if is_object {
            gather(member, names, rows, fields);
        }
        names.pop();
    }
}

impl Seen {
    /// Takes a value into account; false where something in it is left out.
    fn add(&mut self, value: &Json, fields: &mut usize, depth: usize) -> bool {
        self.add_type(value);
        let below = depth.saturating_add(1);
        match value {
            Json::Array(_) | Json::Object(_) if depth >= DEEPEST => false,
            Json::Array(elements) => {
                let seen = self.elements.get_or_insert_default();
                elements.iter().fold(true, |is_complete, element| match element {
                    // Objects in arrays have no paths.
                    Json::Object(_) => {
                        seen.add_type(element);
                        is_complete
                    }
                    element => seen.add(element, fields, below) && is_complete,
                })
            }
            value => self.add_members(value, fields, below),
        }
    }

    fn add_type(&mut self, value: &Json) {
        let Some(ty) = self.moment(value).or_else(|| of(value)) else { return };
        self.values = self.values.saturating_add(1);
        if !self.types.contains(&ty) {
            self.types.push(ty);
        }
    }

    /// The type of a number that is surely a moment.
    fn moment(&self, value: &Json) -> Option<Type> {
        let unit = self.unit?;
        let instant = epoch::instant(Numeric::from_json(value.as_number()?), unit)?;
        LIKELY.contains(&instant.epoch_seconds()).then_some(Type::Epoch(unit))
    }

    /// Takes the members of an object into account, which have paths of `depth` names.
    fn add_members(&mut self, object: &Json, fields: &mut usize, depth: usize) -> bool {
        let mut is_complete = true;
        for (name, value) in object.as_object().into_iter().flatten() {
            is_complete &= self.member(name, fields).is_some_and(|member| member.add(value, fields, depth));
        }
        is_complete
    }

    /// The member `name`; nothing where one more is too many.
    fn member(&mut self, name: &str, fields: &mut usize) -> Option<&mut Seen> {
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None if *fields >= MOST_FIELDS => return None,
            None => {
                *fields = fields.saturating_add(1);
                self.by_name.insert(name.into(), self.members.len());
                self.members.push((name.into(), Self { unit: unit_of(name), ..Self::default() }));
                self.members.len().saturating_sub(1)
            }
        };
        self.members.get_mut(index).map(|(_, member)| member)
    }

    fn ty(&self) -> Type {
        // Where some number is none, none of them is a moment.
        let is_moment = |ty: &Type| matches!(ty, Type::Epoch(_));
        let types: Vec<Type> = match self.types.as_slice() {
            [only] => vec![only.clone()],
            types => types.iter().map(|ty| if is_moment(ty) { Type::Integer } else { ty.clone() }).collect(),
        };
        match common(&types) {
            None => Type::Any,
            Some(Type::Array(_)) => Type::array(self.elements.as_ref().map_or(Type::Any, |elements| elements.ty())),
            Some(ty) => ty,
        }
    }
}

/// The seconds of the years 2000 to 2099.
const LIKELY: std::ops::Range<i64> = 946_684_800..4_102_444_800;

/// The unit that the name of a property ends in, where it names one.
fn unit_of(name: &str) -> Option<EpochUnit> {
    const ENDS: [(&str, EpochUnit); 5] = [
        ("usecs", EpochUnit::Microseconds),
        ("micros", EpochUnit::Microseconds),
        ("msecs", EpochUnit::Milliseconds),
        ("millis", EpochUnit::Milliseconds),
        ("unixtime", EpochUnit::Seconds),
    ];
    let name = name.to_ascii_lowercase();
    ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, unit)| *unit)
}

/// The type that a value alone suggests; null suggests none.
fn of(value: &Json) -> Option<Type> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(_) => Type::Boolean,
        Json::Number(number) if number.is_f64() => Type::Number,
        Json::Number(_) => Type::Integer,
        Json::String(text) if DateTime::read(text).is_some() => Type::DateTime,
        Json::String(text) if Uuid::read(text).is_some() => Type::Uuid,
        Json::String(text) if Duration::read(text).is_some() => Type::Duration,
        Json::String(_) => Type::Text,
        Json::Array(_) => Type::array(Type::Any),
        Json::Object(_) => Type::Object,
    })
}
