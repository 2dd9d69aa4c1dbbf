//! The JSON form of a schema: strict, so that a typing error is an error and not a silently missing field.
//!
//! The `…Form` types describe the JSON for serde; they borrow from the schema when it is written. [`Schema::from_json`]
//! documents the keys.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Schema, SchemaError};
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::ty::{Enumeration, EpochUnit, Type};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a schema, which is an object with `fields`")]
struct SchemaForm<'f> {
    #[serde(default = "unnamed", borrow)]
    origin: Cow<'f, str>,
    #[serde(default = "ordinal")]
    collation: Collation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    members: Option<Cow<'f, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    rows: Option<PathForm<'f>>,
    fields: Vec<FieldForm<'f>>,
    #[serde(default, skip_serializing_if = "is_no")]
    open: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    partial: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a field, which is an object with `path` and `type`")]
struct FieldForm<'f> {
    #[serde(borrow)]
    path: PathForm<'f>,
    #[serde(rename = "type")]
    ty: TypeForm<'f>,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    nullable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<Cow<'f, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Cow<'f, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operators: Option<Cow<'f, [Operator]>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collations: Option<Cow<'f, [Collation]>>,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    sortable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    in_rows: Option<PathForm<'f>>,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    evaluable: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    codes: BTreeMap<Box<str>, i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'f, str>>,
    #[serde(default, skip_serializing_if = "is_no")]
    partial: bool,
}

/// A path: a dotted text, or an array of names if one of them contains a dot.
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "a path is a dotted text or an array of names")]
enum PathForm<'f> {
    #[serde(borrow)]
    Dotted(Cow<'f, str>),
    Names(Vec<Cow<'f, str>>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", expecting = "a type, such as \"text\" or {\"array\": \"text\"}")]
enum TypeForm<'f> {
    Text,
    Integer,
    Number,
    Boolean,
    #[serde(rename = "date-time")]
    DateTime,
    Duration,
    Uuid,
    Object,
    Any,
    Epoch(EpochForm),
    Array(Box<TypeForm<'f>>),
    #[serde(borrow)]
    Enum(EnumForm<'f>),
}

/// The unit of a number that counts from 1970.
#[derive(Serialize, Deserialize)]
enum EpochForm {
    #[serde(rename = "s")]
    Seconds,
    #[serde(rename = "ms")]
    Milliseconds,
    #[serde(rename = "us")]
    Microseconds,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an enum, which is an object with `words`")]
struct EnumForm<'f> {
    #[serde(default, borrow)]
    name: Cow<'f, str>,
    words: Vec<Cow<'f, str>>,
    #[serde(default = "yes")]
    open: bool,
}

fn unnamed() -> Cow<'static, str> {
    Cow::Borrowed("the schema")
}

fn ordinal() -> Collation {
    Collation::Ordinal
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde requires a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde requires a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

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
            builder = builder.rows_at(rows.read());
        }
        if form.open {
            builder = builder.open();
        }
        if form.partial {
            builder = builder.partial();
        }
        let mut seen = std::collections::HashSet::new();
        for field in form.fields {
            let field = field.read();
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
            rows: self.rows_at().map(PathForm::new),
            fields: self.fields().map(FieldForm::new).collect(),
            open: self.is_open(),
            partial: self.is_partial(),
        };
        serde_json::to_string_pretty(&form).unwrap_or_default()
    }
}

impl<'f> FieldForm<'f> {
    fn new(field: &'f Field) -> Self {
        Self {
            path: PathForm::new(&field.path),
            ty: TypeForm::new(&field.ty),
            nullable: field.nullable,
            description: field.description.as_deref().map(Cow::from),
            since: field.since.as_deref().map(Cow::from),
            operators: field.operators.as_deref().map(Cow::from),
            collations: field.collations.as_deref().map(Cow::from),
            sortable: field.sortable,
            in_rows: field.row_path.as_ref().map(PathForm::new),
            evaluable: field.evaluable,
            codes: field.codes.iter().cloned().collect(),
            note: field.note.as_deref().map(Cow::from),
            partial: field.partial,
        }
    }

    fn read(self) -> Field {
        Field {
            path: self.path.read(),
            ty: self.ty.read(),
            nullable: self.nullable,
            description: self.description.map(Box::from),
            since: self.since.map(Box::from),
            operators: self.operators.map(Box::from),
            collations: self.collations.map(Box::from),
            sortable: self.sortable,
            row_path: self.in_rows.as_ref().map(PathForm::read),
            evaluable: self.evaluable,
            codes: self.codes.into_iter().collect(),
            note: self.note.map(Box::from),
            partial: self.partial,
            declared: true,
        }
    }
}

impl<'f> PathForm<'f> {
    fn new(path: &'f Path) -> Self {
        if path.names().any(|name| name.contains('.')) {
            Self::Names(path.names().map(Cow::from).collect())
        } else {
            Self::Dotted(path.names().collect::<Vec<_>>().join(".").into())
        }
    }

    fn read(&self) -> Path {
        match self {
            Self::Dotted(dotted) => Path::from(&**dotted),
            Self::Names(names) => Path::new(names.iter().map(|name| &**name)),
        }
    }
}

impl<'f> TypeForm<'f> {
    fn new(ty: &'f Type) -> Self {
        match ty {
            Type::Text => Self::Text,
            Type::Integer => Self::Integer,
            Type::Number => Self::Number,
            Type::Boolean => Self::Boolean,
            Type::DateTime => Self::DateTime,
            Type::Epoch(EpochUnit::Seconds) => Self::Epoch(EpochForm::Seconds),
            Type::Epoch(EpochUnit::Milliseconds) => Self::Epoch(EpochForm::Milliseconds),
            Type::Epoch(EpochUnit::Microseconds) => Self::Epoch(EpochForm::Microseconds),
            Type::Duration => Self::Duration,
            Type::Uuid => Self::Uuid,
            Type::Object => Self::Object,
            Type::Any => Self::Any,
            Type::Array(element) => Self::Array(Box::new(Self::new(element))),
            Type::Enum(enumeration) => Self::Enum(EnumForm {
                name: Cow::Borrowed(&enumeration.name),
                words: enumeration.words().map(Cow::from).collect(),
                open: enumeration.open,
            }),
        }
    }

    fn read(self) -> Type {
        match self {
            Self::Text => Type::Text,
            Self::Integer => Type::Integer,
            Self::Number => Type::Number,
            Self::Boolean => Type::Boolean,
            Self::DateTime => Type::DateTime,
            Self::Epoch(EpochForm::Seconds) => Type::Epoch(EpochUnit::Seconds),
            Self::Epoch(EpochForm::Milliseconds) => Type::Epoch(EpochUnit::Milliseconds),
            Self::Epoch(EpochForm::Microseconds) => Type::Epoch(EpochUnit::Microseconds),
            Self::Duration => Type::Duration,
            Self::Uuid => Type::Uuid,
            Self::Object => Type::Object,
            Self::Any => Type::Any,
            Self::Array(element) => Type::array(element.read()),
            Self::Enum(form) => Enumeration {
                name: Box::from(form.name),
                words: form.words.into_iter().map(Box::from).collect(),
                open: form.open,
            }
            .into(),
        }
    }
}
