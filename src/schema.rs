//! Schemas: the fields that the rows of a collection have, and what the API supports for each of them.
//!
//! A [`Schema`] maps paths to fields and is what a query is checked against. It is built in code (`builder`), read from
//! its JSON form (`form`), inferred from rows (`inference`) or imported from an OpenAPI document (`openapi`). All four
//! obey the same rules (`valid`), so that every schema can be written as JSON and read back. Where the types of several
//! values meet, `common_type` finds the one for all of them.
//!
//! A schema only describes: `check` applies it to a query, and `dialect` decides what a request can carry.

mod builder;
mod common_type;
mod field;
mod form;
mod inference;
#[cfg(feature = "openapi")]
mod openapi;
mod valid;

use std::collections::HashMap;
use std::sync::Arc;

use crate::collation::Collation;
use crate::path::Path;
use crate::ty::Type;
use crate::value::{Json, find, json_member};

pub use builder::SchemaBuilder;
pub use field::Field;
pub use form::SchemaFormError;
pub use inference::SchemaInference;
#[cfg(feature = "openapi")]
pub use openapi::{DocumentPosition, Import, ImportNote, ImportNoteKind, OpenApi, OpenApiError, Operation};
pub use valid::SchemaError;

/// The fields of a collection's rows, with the default collation and the name of the schema's origin.
///
/// Cheap to clone. Make one with [`Schema::builder`], [`Schema::from_json`] or [`Schema::infer`], or use
/// [`Schema::open`], which declares no field and accepts every path.
///
/// ```
/// use tamis::{Field, Query, Schema, Type};
/// let schema = Schema::builder("jobs").field(Field::new("name", Type::Text).required()).build()?;
/// assert!(Query::parse("name == \"Gold\"", &schema).is_ok());
/// assert!(Query::parse("nmae == \"Gold\"", &schema).is_err());
/// # Ok::<(), tamis::errors::SchemaError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Schema {
    data: Arc<SchemaData>,
}

/// The parts of a schema, which its clones share.
#[derive(Clone, Debug)]
struct SchemaData {
    origin: Box<str>,
    collation: Collation,
    row_container: Option<Box<str>>,
    rows_at: Option<Path>,
    /// In the order declared. A [`Type::Object`] field that is only implied by a longer path comes just before it.
    fields: Vec<Arc<Field>>,
    /// The index of each field.
    by_path: HashMap<Path, usize>,
    /// The number of names in the longest path of a field.
    deepest: usize,
    /// `true` if undeclared paths are accepted.
    open: bool,
    /// `true` if rows have fields that are not declared.
    partial: bool,
}

/// The result of looking up a path in a schema.
pub(crate) enum Resolved {
    /// A declared field, or one of type any.
    Field(Arc<Field>),
    /// The path leads through this field, which is an array.
    ThroughArray(Arc<Field>),
    /// The schema does not declare the path.
    Unknown(Path),
}

impl Schema {
    /// Returns the name that messages show.
    pub fn origin(&self) -> &str {
        &self.data.origin
    }

    /// Returns the collation of comparisons that name none.
    pub fn collation(&self) -> Collation {
        self.data.collation
    }

    /// Returns the member of a row that contains its fields, or `None` if they are in the row itself.
    pub fn row_container(&self) -> Option<&str> {
        self.data.row_container.as_deref()
    }

    /// Returns the path to the array of rows in an answer of the collection, or `None` if that is not known or the
    /// answer is the array.
    pub fn rows_at(&self) -> Option<&Path> {
        self.data.rows_at.as_ref()
    }

    /// Returns `true` if the schema accepts undeclared paths without checking them. Declared fields are still checked.
    pub fn is_open(&self) -> bool {
        self.data.open
    }

    /// Returns `true` if rows have fields that the schema does not declare.
    pub fn is_partial(&self) -> bool {
        self.data.partial
    }

    /// Returns the fields, in the order declared.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &Field> {
        self.data.fields.iter().map(|field| &**field)
    }

    /// Returns the field that the schema declares at `path`, or `None`.
    pub fn field(&self, path: &Path) -> Option<&Field> {
        self.known(path).map(|field| &**field)
    }

    /// Returns the value that `row` has for the field that queries call `path`, or `None` if the row has no such
    /// member.
    ///
    /// The field may have another [name in rows](Field::path_in_rows). It is searched for in the [object that holds the
    /// fields](Schema::row_container) if that has the first name of the path, else in the row itself.
    ///
    /// ```
    /// use serde_json::json;
    /// use tamis::{Path, Schema};
    /// let schema = Schema::builder("jobs").row_container("attributes").open().build()?;
    /// let row = json!({"id": 1, "attributes": {"job": {"state": "DONE"}}});
    /// assert_eq!(schema.find(&row, &Path::from("job.state")), Some(&json!("DONE")));
    /// assert_eq!(schema.find(&row, &Path::from("id")), Some(&json!(1)));
    /// assert_eq!(schema.find(&row, &Path::from("job.id")), None);
    /// # Ok::<(), tamis::errors::SchemaError>(())
    /// ```
    pub fn find<'r>(&self, row: &'r Json, path: &Path) -> Option<&'r Json> {
        let path = self.field(path).map_or(path, Field::path_in_rows);
        find(row, path.names(), self.row_container(), json_member)
    }

    fn known(&self, path: &Path) -> Option<&Arc<Field>> {
        self.data.fields.get(*self.data.by_path.get(path)?)
    }

    /// Returns the schema with another default collation.
    #[must_use]
    pub fn with_collation(&self, collation: Collation) -> Self {
        Self { data: Arc::new(SchemaData { collation, ..SchemaData::clone(&self.data) }) }
    }

    /// Returns the schema of rows that contain their fields in the object `name`.
    pub(crate) fn with_row_container(&self, name: &str) -> Self {
        Self { data: Arc::new(SchemaData { row_container: Some(name.into()), ..SchemaData::clone(&self.data) }) }
    }

    /// Returns the declared fields on the way to `path`, outermost first. Looks no deeper than the longest declared
    /// path, however long `path` is.
    pub(crate) fn above(&self, path: &Path) -> impl Iterator<Item = &Arc<Field>> {
        path.ancestors().take(self.data.deepest).filter_map(|ancestor| self.known(&ancestor))
    }

    /// Returns `true` if rows may have the undeclared `path`: the schema is partial, or the innermost declared object
    /// on the way to it is.
    pub(crate) fn may_have(&self, path: &Path) -> bool {
        self.data.partial || self.above(path).last().is_some_and(|field| field.partial)
    }

    /// Looks up `path`, which may lead into a field of type any or be undeclared in an open schema.
    pub(crate) fn resolve(&self, path: Path) -> Resolved {
        if let Some(field) = self.known(&path) {
            return Resolved::Field(Arc::clone(field));
        }
        let Some(field) = self.above(&path).last() else { return self.resolve_undeclared(path) };
        match field.ty {
            Type::Array(_) => Resolved::ThroughArray(Arc::clone(field)),
            // The members of a field of type any are as unknown as the field.
            Type::Any => Resolved::Field(Arc::new(Field::any(path))),
            Type::Text
            | Type::Enum(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Object => self.resolve_undeclared(path),
        }
    }

    /// Returns the field of type any that an open schema accepts at `path`.
    fn resolve_undeclared(&self, path: Path) -> Resolved {
        if self.data.open { Resolved::Field(Arc::new(Field::any(path))) } else { Resolved::Unknown(path) }
    }
}
