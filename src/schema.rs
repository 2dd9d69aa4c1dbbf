//! Schemas: which fields the rows of a collection have, and what the API lets one do with them.

mod common;
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

pub use field::Field;
pub use form::SchemaFormError;
pub use inference::SchemaInference;
#[cfg(feature = "openapi")]
pub use openapi::{Import, ImportNote, ImportNoteKind, OpenApi, OpenApiError, Operation};
pub use valid::SchemaError;

/// How many fields are taken over from a document or from rows.
const MOST_FIELDS: usize = 4096;
/// How many names their paths have, and how deep their arrays lie in each other, at most.
const DEEPEST: usize = 32;

/// The fields of a collection's rows, the collation that holds where a query gives none, and where it all comes from.
///
/// Cheap to clone. Built with [`Schema::builder`], read from its JSON form with [`Schema::from_json`], or
/// [`Schema::open`], which knows no field and takes any.
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
    inner: Arc<Inner>,
}

#[derive(Clone, Debug)]
struct Inner {
    origin: Box<str>,
    collation: Collation,
    members: Option<Box<str>>,
    rows_at: Option<Path>,
    /// In the order declared; [`Type::Object`] fields that only follow from a longer path come where first needed.
    fields: Vec<Arc<Field>>,
    by_path: HashMap<Path, usize>,
    /// The most names that the path of a field has.
    deepest: usize,
    open: bool,
    /// Whether rows have fields that are not declared.
    partial: bool,
}

/// What a path leads to under a schema.
pub(crate) enum Resolved {
    Field(Arc<Field>),
    /// It goes on behind this field, which is an array.
    ThroughArray(Arc<Field>),
    Unknown(Path),
}

impl Schema {
    /// The schema that knows nothing: every path is a field of type any, and the literal decides.
    pub fn open() -> Self {
        Self::builder("no schema").open().built()
    }

    /// Starts a schema; `origin` names where it comes from in messages, such as `ahv sessions`.
    pub fn builder(origin: &str) -> SchemaBuilder {
        SchemaBuilder {
            origin: origin.into(),
            collation: Collation::Ordinal,
            members: None,
            rows_at: None,
            fields: Vec::new(),
            open: false,
            partial: false,
        }
    }

    /// The name of where it comes from.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// The collation of comparisons that give none.
    pub fn collation(&self) -> Collation {
        self.inner.collation
    }

    /// The member of a row that keeps its fields, where it is not the row itself.
    pub fn row_container(&self) -> Option<&str> {
        self.inner.members.as_deref()
    }

    /// Returns the path to the array of rows in an answer of the collection, or `None` if that is not known or the
    /// answer is the array.
    pub fn rows_at(&self) -> Option<&Path> {
        self.inner.rows_at.as_ref()
    }

    /// Returns `true` if it takes paths that it does not declare, unchecked. Those that it declares are checked.
    pub fn is_open(&self) -> bool {
        self.inner.open
    }

    /// Returns `true` if rows have fields that it does not know.
    pub fn is_partial(&self) -> bool {
        self.inner.partial
    }

    /// Its fields, in the order declared.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &Field> {
        self.inner.fields.iter().map(|field| &**field)
    }

    /// Returns the field that the schema declares at `path`, or `None`.
    pub fn field(&self, path: &Path) -> Option<&Field> {
        self.known(path).map(|field| &**field)
    }

    /// Returns the value that `row` has for the field that queries call `path`, or `None` if the row has no such member.
    ///
    /// The field may have another [name in rows](Field::path_in_rows). It is searched for in the
    /// [object that holds the fields](Schema::row_container) if that has the first name of the path, else in the row itself.
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
        self.inner.fields.get(*self.inner.by_path.get(path)?)
    }

    /// The same schema where the collation of comparisons that give none is `collation`.
    #[must_use]
    pub fn with_collation(&self, collation: Collation) -> Self {
        Self { inner: Arc::new(Inner { collation, ..Inner::clone(&self.inner) }) }
    }

    /// The same schema where rows keep their fields in an object under `members`.
    pub(crate) fn with_row_container(&self, members: &str) -> Self {
        Self { inner: Arc::new(Inner { members: Some(members.into()), ..Inner::clone(&self.inner) }) }
    }

    /// The known fields above `path`, outermost first. However long the path is, looks no deeper than fields lie.
    pub(crate) fn above(&self, path: &Path) -> impl Iterator<Item = &Arc<Field>> {
        path.ancestors().take(self.inner.deepest).filter_map(|ancestor| self.known(&ancestor))
    }

    /// Returns `true` if there may be a field at `path`, which is not declared: the schema is partial, or the innermost known
    /// object that it leads into.
    pub(crate) fn may_have(&self, path: &Path) -> bool {
        self.inner.partial || self.above(path).last().is_some_and(|field| field.partial)
    }

    pub(crate) fn resolve(&self, path: Path) -> Resolved {
        if let Some(field) = self.known(&path) {
            return Resolved::Field(Arc::clone(field));
        }
        match self.above(&path).last() {
            Some(field) if matches!(field.ty, Type::Array(_)) => Resolved::ThroughArray(Arc::clone(field)),
            // What lies below a field of any type is as unknown as itself.
            Some(field) if field.ty == Type::Any => Resolved::Field(Arc::new(Field::any(path))),
            _ if self.inner.open => Resolved::Field(Arc::new(Field::any(path))),
            _ => Resolved::Unknown(path),
        }
    }
}

/// Builds a [`Schema`].
#[derive(Clone, Debug)]
pub struct SchemaBuilder {
    origin: Box<str>,
    collation: Collation,
    members: Option<Box<str>>,
    rows_at: Option<Path>,
    fields: Vec<Field>,
    open: bool,
    partial: bool,
}

impl SchemaBuilder {
    /// Sets the collation of comparisons that give none; ordinal unless set.
    #[must_use]
    pub fn collation(self, collation: Collation) -> Self {
        Self { collation, ..self }
    }

    /// Says that rows keep their fields in an object under this member, as JSON:API does in `attributes`. A field that
    /// is not in there is looked for in the row itself, and so is every field where a row has no such object.
    #[must_use]
    pub fn row_container(self, name: &str) -> Self {
        Self { members: Some(name.into()), ..self }
    }

    /// Sets where an answer of the collection has its array of rows.
    #[must_use]
    pub fn rows_at(self, path: Path) -> Self {
        Self { rows_at: Some(path), ..self }
    }

    /// Adds a field. A later field of the same path replaces an earlier one.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Adds fields, as [`SchemaBuilder::field`] does.
    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// Says that rows have other fields, too, in any of their objects: only some are known. A query may use them: they are of
    /// any type, with a warning, where a field that no row has is an error otherwise. A name that is one slip away from a
    /// declared one (another case, two letters swapped, one letter too many, too few or wrong) stays an error: far more
    /// often than a field, it is that slip. [`Field::partial`] says it of one object.
    ///
    /// ```
    /// use tamis::{Field, Query, Schema, Type};
    /// let schema = Schema::builder("jobs").field(Field::new("status", Type::Text)).partial().build()?;
    /// let query = Query::parse("priority == \"High\"", &schema)?;
    /// assert_eq!(query.warnings().len(), 1);
    /// assert!(Query::parse("statsu == \"High\"", &schema).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn partial(self) -> Self {
        Self { partial: true, ..self }
    }

    /// Lets queries name what is not declared, too: such a path is of type any, so that the literal decides. Fields that
    /// are declared keep their types.
    ///
    /// ```
    /// use tamis::{Field, Query, Schema, Type};
    /// let schema = Schema::builder("jobs").field(Field::new("size", Type::Integer)).open().build()?;
    /// assert!(Query::parse("owner == \"acme\"", &schema).is_ok());
    /// assert!(Query::parse("size == \"large\"", &schema).is_err());
    /// # Ok::<(), tamis::errors::SchemaError>(())
    /// ```
    #[must_use]
    pub fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// Returns the schema. Where the parent of a field is not declared, it becomes an object that may be null.
    ///
    /// The rules are those of [`Schema::from_json`], which reads what [`Schema::to_json`] writes as the same schema.
    ///
    /// # Errors
    /// Where a field is none that a schema can have; see [`SchemaError`].
    pub fn build(self) -> Result<Schema, SchemaError> {
        self.fields.iter().try_for_each(Field::validate)?;
        Ok(self.built())
    }

    /// The schema of fields that are known to be valid.
    pub(crate) fn built(self) -> Schema {
        let mut fields: Vec<Arc<Field>> = Vec::with_capacity(self.fields.len());
        let mut by_path = HashMap::with_capacity(self.fields.len());
        for field in self.fields {
            for ancestor in field.path.ancestors() {
                by_path.entry(ancestor.clone()).or_insert_with(|| {
                    fields.push(Arc::new(Field::new(ancestor, Type::Object)));
                    fields.len().saturating_sub(1)
                });
            }
            match by_path.get(&field.path).and_then(|index: &usize| fields.get_mut(*index)) {
                Some(earlier) => *earlier = Arc::new(field),
                None => {
                    by_path.insert(field.path.clone(), fields.len());
                    fields.push(Arc::new(field));
                }
            }
        }
        let Self { origin, collation, members, rows_at, open, partial, .. } = self;
        let deepest = fields.iter().map(|field| field.path.names().len()).max().unwrap_or(0);
        let inner = Inner { origin, collation, members, rows_at, fields, by_path, deepest, open, partial };
        Schema { inner: Arc::new(inner) }
    }
}
