//! Inference of a schema from rows, one row after the other.
//!
//! A tree of observations has a node for each path. A node only collects the types that occur, and the schema is made
//! from them at the end, because a later row may contradict an earlier one. The memory is bounded by the number of
//! fields and not by that of rows.

use std::collections::HashMap;

use super::common_type::common_type;
use super::valid::{MAX_DEPTH, MAX_FIELDS};
use super::{Field, Schema};
use crate::path::Path;
use crate::ty::{EpochUnit, Type};
use crate::value::{DateTime, Duration, Json, Numeric, Uuid, epoch};

/// An inference of a schema from the rows observed so far.
///
/// - A field has the type that all its values agree on. Text that is always a date-time, a duration or a UUID is of
///   that type (`22:00:00` is read as a duration, even if a time of day is meant). Integers and other numbers together
///   are numbers. Values of different kinds are of type any.
/// - Numbers are times since 1970 only if the name includes the unit, as `startTimeUsecs` does, and all of them are in
///   the years 2000 to 2099.
/// - A field may be null if it was null or missing in some row.
/// - The members of objects become paths, up to 4,096 fields of 32 names. Those of objects in arrays do not.
/// - Text is never inferred to be an enumeration, however few words occur: an enumeration has no `contains`, and a word
///   that no row had so far would be reported as unknown.
///
/// [`Schema::infer`] is the short form.
///
/// ```
/// let mut inference = tamis::SchemaInference::default();
/// inference.observe(&serde_json::json!({"name": "Gold", "since": "2026-01-31T08:00:00Z", "tags": ["a"]}));
/// inference.observe(&serde_json::json!({"name": "Silver", "since": null}));
/// let schema = inference.schema("plans");
/// let fields: Vec<String> = schema.fields().map(|field| format!("{} {}", field.path(), field.ty())).collect();
/// assert_eq!(fields, ["name text", "since date-time", "tags array of text"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct SchemaInference {
    /// The number of rows observed.
    rows: usize,
    /// The root: the rows themselves.
    row: Observations,
    /// The number of fields so far.
    fields: usize,
    /// `true` if a limit left something out.
    is_cut: bool,
}

/// The values observed at a path.
#[derive(Clone, Debug, Default)]
struct Observations {
    /// The number of values that were not null.
    values: usize,
    /// The unit of times since 1970, if the name at the end of the path includes one.
    unit: Option<EpochUnit>,
    /// The types of the values, each once; those of arrays without their elements.
    types: Vec<Type>,
    /// The elements of arrays.
    elements: Option<Box<Observations>>,
    /// The members of objects, in the order first observed.
    members: Vec<(Box<str>, Observations)>,
    /// The index of each member.
    by_name: HashMap<Box<str>, usize>,
}

impl SchemaInference {
    /// Takes a row into account. A row that is not an object has no fields.
    pub fn observe(&mut self, row: &Json) {
        self.rows = self.rows.saturating_add(1);
        let is_complete = self.row.observe_members(row, &mut self.fields, 1);
        self.is_cut |= !is_complete;
    }

    /// Returns `true` if the limits on fields and depth left nothing out.
    pub fn is_complete(&self) -> bool {
        !self.is_cut
    }

    /// Returns the schema of the rows so far. Messages show `origin` as its name.
    pub fn schema(&self, origin: &str) -> Schema {
        let mut fields = Vec::new();
        collect_fields(&self.row, &mut Vec::new(), self.rows, &mut fields);
        Schema::builder(origin).fields(fields).build_unchecked()
    }
}

/// Appends the fields of the objects at `names`, in the order first observed, in `rows` rows.
fn collect_fields<'s>(observed: &'s Observations, names: &mut Vec<&'s str>, rows: usize, fields: &mut Vec<Field>) {
    for (name, member) in &observed.members {
        names.push(name);
        let ty = member.ty();
        // The members of an object that was always empty are not known.
        let ty = if ty == Type::Object && member.members.is_empty() { Type::Any } else { ty };
        let field = Field::new(Path::new(names.iter().copied()), ty);
        let is_object = field.ty == Type::Object;
        fields.push(if member.values == rows { field.required() } else { field });
        if is_object {
            collect_fields(member, names, rows, fields);
        }
        names.pop();
    }
}

impl Schema {
    /// Infers the schema of `rows`. Messages show `origin` as its name. [`SchemaInference`] has the rules.
    ///
    /// ```
    /// let row = serde_json::json!({"name": "Gold", "size": 5});
    /// let schema = tamis::Schema::infer([&row], "plans");
    /// assert_eq!(schema.fields().len(), 2);
    /// ```
    pub fn infer<'r>(rows: impl IntoIterator<Item = &'r Json>, origin: &str) -> Self {
        let mut inference = SchemaInference::default();
        rows.into_iter().for_each(|row| inference.observe(row));
        inference.schema(origin)
    }
}

impl Observations {
    /// Takes a value into account. Returns `false` if a part of it was left out.
    fn observe(&mut self, value: &Json, fields: &mut usize, depth: usize) -> bool {
        self.observe_type(value);
        let below = depth.saturating_add(1);
        match value {
            Json::Array(_) | Json::Object(_) if depth >= MAX_DEPTH => false,
            Json::Array(elements) => {
                let observed = self.elements.get_or_insert_default();
                elements.iter().fold(true, |is_complete, element| match element {
                    // No path leads to the members of objects in arrays.
                    Json::Object(_) => {
                        observed.observe_type(element);
                        is_complete
                    }
                    element => observed.observe(element, fields, below) && is_complete,
                })
            }
            value => self.observe_members(value, fields, below),
        }
    }

    /// Takes the type of a value into account, but not its elements or members.
    fn observe_type(&mut self, value: &Json) {
        let Some(ty) = self.epoch_type(value).or_else(|| type_of(value)) else { return };
        self.values = self.values.saturating_add(1);
        if !self.types.contains(&ty) {
            self.types.push(ty);
        }
    }

    /// Returns the type of a number that is very likely a time since 1970, or `None`.
    fn epoch_type(&self, value: &Json) -> Option<Type> {
        let unit = self.unit?;
        let instant = epoch::instant(Numeric::from_json(value.as_number()?), unit)?;
        LIKELY.contains(&instant.epoch_seconds()).then_some(Type::Epoch(unit))
    }

    /// Takes the members of an object into account. Their paths have `depth` names.
    fn observe_members(&mut self, object: &Json, fields: &mut usize, depth: usize) -> bool {
        let mut is_complete = true;
        for (name, value) in object.as_object().into_iter().flatten() {
            is_complete &= self.member(name, fields).is_some_and(|member| member.observe(value, fields, depth));
        }
        is_complete
    }

    /// Returns the observations of the member `name`, or `None` if a new field is over the limit.
    fn member(&mut self, name: &str, fields: &mut usize) -> Option<&mut Observations> {
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None if *fields >= MAX_FIELDS => return None,
            None => {
                *fields = fields.saturating_add(1);
                self.by_name.insert(name.into(), self.members.len());
                self.members.push((name.into(), Self { unit: unit_of(name), ..Self::default() }));
                self.members.len().saturating_sub(1)
            }
        };
        self.members.get_mut(index).map(|(_, member)| member)
    }

    /// Returns the type that all values agree on.
    fn ty(&self) -> Type {
        // If one number is not a time since 1970, none of them is.
        let is_epoch = |ty: &Type| matches!(ty, Type::Epoch(_));
        let types: Vec<Type> = match self.types.as_slice() {
            [only] => vec![only.clone()],
            types => types.iter().map(|ty| if is_epoch(ty) { Type::Integer } else { ty.clone() }).collect(),
        };
        match common_type(&types) {
            None => Type::Any,
            Some(Type::Array(_)) => Type::array(self.elements.as_ref().map_or(Type::Any, |elements| elements.ty())),
            Some(ty) => ty,
        }
    }
}

/// The years 2000 to 2099, in seconds since 1970.
const LIKELY: std::ops::Range<i64> = 946_684_800..4_102_444_800;

/// Returns the unit that the name of a property ends with, or `None`.
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

/// Returns the type of a value by itself, or `None` for null.
fn type_of(value: &Json) -> Option<Type> {
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
