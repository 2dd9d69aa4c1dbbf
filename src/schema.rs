//! Schemas: which fields the rows of a collection have, and what the API lets one do with them.

mod common;
mod draft;
mod field;
mod form;
#[cfg(feature = "openapi")]
mod openapi;

use std::collections::HashMap;
use std::sync::Arc;

use crate::collation::Collation;
use crate::path::Path;
use crate::ty::Type;

pub use draft::Draft;
pub use field::Field;
pub use form::SchemaFormError;
#[cfg(feature = "openapi")]
pub use openapi::{Import, ImportNote, ImportNoteKind, OpenApi, OpenApiError, Operation};

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
/// let schema = Schema::builder("jobs").field(Field::new("name", Type::Text).required()).build();
/// assert!(Query::parse("name == \"Gold\"", &schema).is_ok());
/// assert!(Query::parse("nmae == \"Gold\"", &schema).is_err());
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
        Self::builder("no schema").opened().build()
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
    pub fn members(&self) -> Option<&str> {
        self.inner.members.as_deref()
    }

    /// Returns the path to the array of rows in an answer of the collection, or `None` if that is not known or the
    /// answer is the array.
    pub fn rows_at(&self) -> Option<&Path> {
        self.inner.rows_at.as_ref()
    }

    /// Whether it takes any path.
    pub fn is_open(&self) -> bool {
        self.inner.open
    }

    /// Its fields, in the order declared.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &Field> {
        self.inner.fields.iter().map(|field| &**field)
    }

    /// The field at `path`; none where the schema has no such field, or is open.
    pub fn field(&self, path: &Path) -> Option<&Field> {
        self.known(path).map(|field| &**field)
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
    pub(crate) fn with_members(&self, members: &str) -> Self {
        Self { inner: Arc::new(Inner { members: Some(members.into()), ..Inner::clone(&self.inner) }) }
    }

    /// The known fields above `path`, outermost first. However long the path is, looks no deeper than fields lie.
    pub(crate) fn above(&self, path: &Path) -> impl Iterator<Item = &Arc<Field>> {
        path.ancestors().take(self.inner.deepest).filter_map(|ancestor| self.known(&ancestor))
    }

    pub(crate) fn resolve(&self, path: Path) -> Resolved {
        if self.inner.open {
            return Resolved::Field(Arc::new(Field::any(path)));
        }
        if let Some(field) = self.known(&path) {
            return Resolved::Field(Arc::clone(field));
        }
        match self.above(&path).last() {
            Some(field) if matches!(field.ty, Type::Array(_)) => Resolved::ThroughArray(Arc::clone(field)),
            // What lies below a field of any type is as unknown as itself.
            Some(field) if field.ty == Type::Any => Resolved::Field(Arc::new(Field::any(path))),
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
    pub fn members(self, name: &str) -> Self {
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

    fn opened(self) -> Self {
        Self { open: true, ..self }
    }

    /// The schema. Where the parent of a field is not declared, it becomes an object that may be null.
    pub fn build(self) -> Schema {
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
        let Self { origin, collation, members, rows_at, open, .. } = self;
        let deepest = fields.iter().map(|field| field.path.names().len()).max().unwrap_or(0);
        Schema { inner: Arc::new(Inner { origin, collation, members, rows_at, fields, by_path, deepest, open }) }
    }
}
