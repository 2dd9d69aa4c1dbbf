//! The JSON form of a schema: strict, so that a slip in it is an error and not a field that is silently missing.

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

/// A dotted text, or the names one by one where one of them holds a dot.
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

/// The unit in which numbers count from 1970.
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

/// A text that is not the JSON form of a schema.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaFormError {
    /// Not JSON, an unknown or missing key, or a value of the wrong kind.
    #[error("{message} at line {line} column {column}")]
    Form {
        /// What is wrong.
        message: Box<str>,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// The same path twice.
    #[error("field `{path}` is declared twice")]
    Twice {
        /// The path.
        path: Path,
    },
    /// A field that no schema can have.
    #[error(transparent)]
    Field(#[from] SchemaError),
}

impl Schema {
    /// Reads the JSON form of a schema.
    ///
    /// An object with the keys `fields` and, if wanted, `origin` (where it comes from, for messages), `collation`
    /// (`ordinal` unless given), `open` (whether paths that are not among the fields are taken, unchecked; false unless
    /// given), `partial` (whether rows have other fields, too; false unless given; see
    /// [`SchemaBuilder::partial`](super::SchemaBuilder::partial)), `members` (see
    /// [`SchemaBuilder::row_container`](super::SchemaBuilder::row_container)) and `rows` (a path; see
    /// [`SchemaBuilder::rows_at`](super::SchemaBuilder::rows_at)). Each
    /// field is an object with the keys `path` (dotted, or an array of names), `type` and, if wanted, `nullable` (true
    /// unless given), `description`, `since`, `operators`, `collations`, `sortable` (true unless given), `in_rows` (a path; see
    /// [`Field::row_path`]), `evaluable` (true unless given; see [`Field::request_only`]), `codes` (an object of numbers by
    /// word; see [`Field::with_codes`]), `note` and `partial` (false unless given; see [`Field::partial`]). A type is one of
    /// `"text"`, `"integer"`, `"number"`, `"boolean"`, `"date-time"`, `"duration"`, `"uuid"`, `"object"`, `"any"`,
    /// `{"epoch": "s"}`, `"ms"` or `"us"` (a date-time as a number since 1970; see [`Type::Epoch`]), `{"array": TYPE}` and `{"enum": {"name": …, "words": […], "open": true}}`.
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
    /// Where the text is not of that form, names a path twice, or has a field that no schema can have; see
    /// [`SchemaError`].
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

    /// Its JSON form, over several lines.
    pub fn to_json(&self) -> String {
        let form = SchemaForm {
            origin: self.origin().into(),
            collation: self.collation(),
            members: self.row_container().map(Cow::from),
            rows: self.rows_at().map(PathForm::of),
            fields: self.fields().map(FieldForm::of).collect(),
            open: self.is_open(),
            partial: self.is_partial(),
        };
        serde_json::to_string_pretty(&form).unwrap_or_default()
    }
}

impl<'f> FieldForm<'f> {
    fn of(field: &'f Field) -> Self {
        Self {
            path: PathForm::of(&field.path),
            ty: TypeForm::of(&field.ty),
            nullable: field.nullable,
            description: field.description.as_deref().map(Cow::from),
            since: field.since.as_deref().map(Cow::from),
            operators: field.operators.as_deref().map(Cow::from),
            collations: field.collations.as_deref().map(Cow::from),
            sortable: field.sortable,
            in_rows: field.in_rows.as_ref().map(PathForm::of),
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
            in_rows: self.in_rows.as_ref().map(PathForm::read),
            evaluable: self.evaluable,
            codes: self.codes.into_iter().collect(),
            note: self.note.map(Box::from),
            partial: self.partial,
            declared: true,
        }
    }
}

impl<'f> PathForm<'f> {
    fn of(path: &'f Path) -> Self {
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
    fn of(ty: &'f Type) -> Self {
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
            Type::Array(element) => Self::Array(Box::new(Self::of(element))),
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
