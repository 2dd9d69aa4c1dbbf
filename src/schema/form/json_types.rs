//! The JSON of schemas as serde reads and writes it: a type for each object, and the conversions from and to the types
//! that the rest of the library uses. They borrow from the schema when it is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::Field;
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::ty::{Enumeration, EpochUnit, Type};

/// A schema.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a schema, which is an object with `fields`")]
pub(super) struct SchemaForm<'f> {
    #[serde(default = "unnamed", borrow)]
    pub(super) origin: Cow<'f, str>,
    #[serde(default = "ordinal")]
    pub(super) collation: Collation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) members: Option<Cow<'f, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(super) rows: Option<PathForm<'f>>,
    pub(super) fields: Vec<FieldForm<'f>>,
    #[serde(default, skip_serializing_if = "is_no")]
    pub(super) open: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    pub(super) partial: bool,
}

/// A field of a schema.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a field, which is an object with `path` and `type`")]
pub(super) struct FieldForm<'f> {
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
pub(super) enum PathForm<'f> {
    #[serde(borrow)]
    Dotted(Cow<'f, str>),
    Names(Vec<Cow<'f, str>>),
}

/// A type: a word, or an object with one key.
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

/// The words of an enumeration.
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

impl<'f> FieldForm<'f> {
    pub(super) fn from_field(field: &'f Field) -> Self {
        Self {
            path: PathForm::from_path(&field.path),
            ty: TypeForm::from_type(&field.ty),
            nullable: field.nullable,
            description: field.description.as_deref().map(Cow::from),
            since: field.since.as_deref().map(Cow::from),
            operators: field.operators.as_deref().map(Cow::from),
            collations: field.collations.as_deref().map(Cow::from),
            sortable: field.sortable,
            in_rows: field.row_path.as_ref().map(PathForm::from_path),
            evaluable: field.evaluable,
            codes: field.codes.iter().cloned().collect(),
            note: field.note.as_deref().map(Cow::from),
            partial: field.partial,
        }
    }

    pub(super) fn into_field(self) -> Field {
        Field {
            path: self.path.to_path(),
            ty: self.ty.into_type(),
            nullable: self.nullable,
            description: self.description.map(Box::from),
            since: self.since.map(Box::from),
            operators: self.operators.map(Box::from),
            collations: self.collations.map(Box::from),
            sortable: self.sortable,
            row_path: self.in_rows.as_ref().map(PathForm::to_path),
            evaluable: self.evaluable,
            codes: self.codes.into_iter().collect(),
            note: self.note.map(Box::from),
            partial: self.partial,
            declared: true,
        }
    }
}

impl<'f> PathForm<'f> {
    pub(super) fn from_path(path: &'f Path) -> Self {
        if path.names().any(|name| name.contains('.')) {
            Self::Names(path.names().map(Cow::from).collect())
        } else {
            Self::Dotted(path.names().collect::<Vec<_>>().join(".").into())
        }
    }

    pub(super) fn to_path(&self) -> Path {
        match self {
            Self::Dotted(dotted) => Path::from(&**dotted),
            Self::Names(names) => Path::new(names.iter().map(|name| &**name)),
        }
    }
}

impl<'f> TypeForm<'f> {
    fn from_type(ty: &'f Type) -> Self {
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
            Type::Array(element) => Self::Array(Box::new(Self::from_type(element))),
            Type::Enum(enumeration) => Self::Enum(EnumForm {
                name: Cow::Borrowed(&enumeration.name),
                words: enumeration.words().map(Cow::from).collect(),
                open: enumeration.open,
            }),
        }
    }

    fn into_type(self) -> Type {
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
            Self::Array(element) => Type::array(element.into_type()),
            Self::Enum(form) => Enumeration {
                name: Box::from(form.name),
                words: form.words.into_iter().map(Box::from).collect(),
                open: form.open,
            }
            .into(),
        }
    }
}
