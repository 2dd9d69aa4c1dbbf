//! The JSON form of a schema, read and written.
//!
//! The form is strict: an unknown key is an error, so that a typing error is one and not a silently missing field.
//! `json_types` describes the keys to serde, and [`Schema::from_json`] to people. Nothing is validated here beyond the
//! form: the builder applies the rules of all schemas (`valid`).

mod json_types;

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Schema, SchemaError};
use crate::path::Path;
use json_types::{FieldForm, PathForm, SchemaForm};

/// A text that is not the JSON form of a schema.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaFormError {
    /// Not JSON, an unknown or missing key, or a value of the wrong type.
    #[error("{message} at line {line} column {column}")]
    Form {
        /// The cause.
        message: Box<str>,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// Two fields with the same path.
    #[error("field `{path}` is declared twice")]
    Twice {
        /// The path.
        path: Path,
    },
    /// An invalid field.
    #[error(transparent)]
    Field(#[from] SchemaError),
}

impl Schema {
    /// Parses the JSON form of a schema: an object with the key `fields`, and optional others.
    ///
    /// | key of the schema | value | default |
    /// |---|---|---|
    /// | `fields` | an array of fields | required |
    /// | `origin` | text: the name of the schema in messages | `the schema` |
    /// | `collation` | the collation of comparisons that name none | `ordinal` |
    /// | `open` | `true` to accept undeclared paths without a check; see [`SchemaBuilder::open`] | `false` |
    /// | `partial` | `true` if rows have other fields as well; see [`SchemaBuilder::partial`] | `false` |
    /// | `members` | text: the member of a row that contains its fields; see [`SchemaBuilder::row_container`] | none |
    /// | `rows` | a path: the array of rows in an answer; see [`SchemaBuilder::rows_at`] | none |
    ///
    /// | key of a field | value | default |
    /// |---|---|---|
    /// | `path` | a dotted text, or an array of names | required |
    /// | `type` | a type | required |
    /// | `nullable` | `false` if the field is never null or missing; see [`Field::required`] | `true` |
    /// | `description` | text | none |
    /// | `since` | text: the first version of the API that has the field | none |
    /// | `operators` | an array of the supported operators; see [`Field::operators`] | all |
    /// | `collations` | an array of the supported collations; see [`Field::collations`] | all |
    /// | `sortable` | `false` if the API cannot sort by the field | `true` |
    /// | `in_rows` | the path in rows; see [`Field::row_path`] | `path` |
    /// | `evaluable` | `false` if only requests can use the field; see [`Field::request_only`] | `true` |
    /// | `codes` | an object of numbers by word; see [`Field::with_codes`] | none |
    /// | `note` | text that is shown as a warning | none |
    /// | `partial` | `true` for an object with undeclared members; see [`Field::partial`] | `false` |
    ///
    /// | type | values |
    /// |---|---|
    /// | `"text"`, `"integer"`, `"number"`, `"boolean"`, `"date-time"`, `"duration"`, `"uuid"`, `"object"`, `"any"` | as named |
    /// | `{"epoch": "s"}`, with `"s"`, `"ms"` or `"us"` | date-times as numbers since 1970; see [`Type::Epoch`] |
    /// | `{"array": TYPE}` | arrays of elements of a type |
    /// | `{"enum": {"name": …, "words": […], "open": true}}` | words; `name` and `open` are optional |
    ///
    /// [`Field::collations`]: super::Field::collations
    /// [`Field::operators`]: super::Field::operators
    /// [`Field::partial`]: super::Field::partial
    /// [`Field::request_only`]: super::Field::request_only
    /// [`Field::required`]: super::Field::required
    /// [`Field::row_path`]: super::Field::row_path
    /// [`Field::with_codes`]: super::Field::with_codes
    /// [`Type::Epoch`]: crate::ty::Type::Epoch
    /// [`SchemaBuilder::open`]: super::SchemaBuilder::open
    /// [`SchemaBuilder::partial`]: super::SchemaBuilder::partial
    /// [`SchemaBuilder::row_container`]: super::SchemaBuilder::row_container
    /// [`SchemaBuilder::rows_at`]: super::SchemaBuilder::rows_at
    ///
    /// ```
    /// let schema = tamis::Schema::from_json(r#"{"origin": "jobs", "fields": [
    ///     {"path": "name", "type": "text", "nullable": false},
    ///     {"path": "tags", "type": {"array": "text"}},
    ///     {"path": "state", "type": {"enum": {"name": "JobState", "words": ["Idle", "Running"]}}}
    /// ]}"#)?;
    /// assert_eq!(schema.fields().len(), 3);
    /// # Ok::<(), tamis::errors::SchemaFormError>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the text is not of this form, declares a path twice, or has an invalid field; see [`SchemaError`].
    pub fn from_json(text: &str) -> Result<Schema, SchemaFormError> {
        let form: SchemaForm<'_> = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let position = format!(" at line {line} column {column}");
            let message = error.to_string().trim_end_matches(&position).into();
            SchemaFormError::Form { message, line, column }
        })?;
        let mut builder = Schema::builder(&form.origin).collation(form.collation);
        if let Some(members) = form.members {
            builder = builder.row_container(&members);
        }
        if let Some(rows) = form.rows {
            builder = builder.rows_at(rows.to_path());
        }
        if form.open {
            builder = builder.open();
        }
        if form.partial {
            builder = builder.partial();
        }
        let mut seen = HashSet::new();
        for field in form.fields {
            let field = field.into_field();
            if !seen.insert(field.path.clone()) {
                return Err(SchemaFormError::Twice { path: field.path });
            }
            builder = builder.field(field);
        }
        Ok(builder.build()?)
    }

    /// Returns the JSON form, over several lines.
    pub fn to_json(&self) -> String {
        let form = SchemaForm {
            origin: self.origin().into(),
            collation: self.collation(),
            members: self.row_container().map(Cow::from),
            rows: self.rows_at().map(PathForm::from_path),
            fields: self.fields().map(FieldForm::from_field).collect(),
            open: self.is_open(),
            partial: self.is_partial(),
        };
        serde_json::to_string_pretty(&form).unwrap_or_default()
    }
}
