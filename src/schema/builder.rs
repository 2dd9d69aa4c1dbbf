//! The builder of schemas, and the constructors that start one. Building applies the rules of `valid` and declares the
//! parents of fields as objects; a schema does not change after that.

use std::collections::HashMap;
use std::sync::Arc;

use super::field::Field;
use super::valid::SchemaError;
use super::{Schema, SchemaData};
use crate::collation::Collation;
use crate::path::Path;
use crate::ty::Type;

/// A builder of a [`Schema`], from [`Schema::builder`].
#[derive(Clone, Debug)]
pub struct SchemaBuilder {
    origin: Box<str>,
    collation: Collation,
    row_container: Option<Box<str>>,
    rows_at: Option<Path>,
    fields: Vec<Field>,
    open: bool,
    partial: bool,
}

impl Schema {
    /// Returns the schema without any fields: it accepts every path as a field of type any, and the literal decides how
    /// values are compared.
    pub fn open() -> Self {
        Self::builder("no schema").open().build_unchecked()
    }

    /// Returns a builder. Messages show `origin` as the name of the schema, such as `ahv sessions`.
    pub fn builder(origin: &str) -> SchemaBuilder {
        SchemaBuilder {
            origin: origin.into(),
            collation: Collation::Ordinal,
            row_container: None,
            rows_at: None,
            fields: Vec::new(),
            open: false,
            partial: false,
        }
    }
}

impl SchemaBuilder {
    /// Sets the collation of comparisons that name none. The default is ordinal.
    #[must_use]
    pub fn collation(self, collation: Collation) -> Self {
        Self { collation, ..self }
    }

    /// Sets the member of a row that contains its fields, such as `attributes` in JSON:API. A field that this object
    /// does not have is looked up in the row itself, and so is every field of a row without such an object.
    #[must_use]
    pub fn row_container(self, name: &str) -> Self {
        Self { row_container: Some(name.into()), ..self }
    }

    /// Sets the path to the array of rows in an answer of the collection.
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

    /// Marks the schema as partial: rows have other fields as well, in any of their objects. A query may use an
    /// undeclared field. It is of type any and causes a warning instead of an error. A name that is one typing error
    /// away from a declared one (another case, two letters swapped, one letter too many, too few or wrong) is still an
    /// error, since it is far more likely a typing error than another field. [`Field::partial`] marks a single object.
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

    /// Accepts undeclared paths as well: they are of type any, so that the literal decides how values are compared.
    /// Declared fields keep their types.
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

    /// Returns the schema. An undeclared parent of a field is declared as an object that may be null.
    ///
    /// The rules are those of [`Schema::from_json`], so that the output of [`Schema::to_json`] is read back as an equal
    /// schema.
    ///
    /// # Errors
    /// Fails if a field is invalid: an empty path, a code for an unknown word, or arrays nested too deeply. See
    /// [`SchemaError`].
    pub fn build(self) -> Result<Schema, SchemaError> {
        self.fields.iter().try_for_each(Field::validate)?;
        Ok(self.build_unchecked())
    }

    /// Returns the schema without validating the fields, which are known to be valid.
    pub(crate) fn build_unchecked(self) -> Schema {
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
        let Self { origin, collation, row_container, rows_at, open, partial, .. } = self;
        let deepest = fields.iter().map(|field| field.path.names().len()).max().unwrap_or(0);
        let data = SchemaData { origin, collation, row_container, rows_at, fields, by_path, deepest, open, partial };
        Schema { data: Arc::new(data) }
    }
}
