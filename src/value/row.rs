//! Reading a row: a property's JSON as the type of its field sees it.

use std::cmp::Ordering;

use super::{DateTime, Duration, Json, Numeric, Uuid};
use crate::collation::Collation;
use crate::ty::Type;

/// What a row holds where a field is looked for. Anything but the field's type is null, as is what is missing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Datum<'r> {
    Null,
    Boolean(bool),
    Number(Numeric),
    Text(&'r str),
    DateTime(DateTime),
    Duration(Duration),
    Uuid(Uuid),
    Array,
    Object,
}

impl<'r> Datum<'r> {
    /// `json` read as a field of type `ty`.
    pub(crate) fn read(json: Option<&'r Json>, ty: &Type) -> Self {
        let Some(json) = json else { return Self::Null };
        let read = match (ty, json) {
            (Type::Text | Type::Enum(_) | Type::Any, Json::String(text)) => Some(Self::Text(text)),
            (Type::Integer | Type::Number | Type::Any, Json::Number(number)) => Some(Self::Number(Numeric::of(number))),
            (Type::Boolean | Type::Any, Json::Bool(boolean)) => Some(Self::Boolean(*boolean)),
            (Type::DateTime, Json::String(text)) => DateTime::read(text).map(Self::DateTime),
            (Type::Duration, Json::String(text)) => Duration::read(text).map(Self::Duration),
            (Type::Uuid, Json::String(text)) => Uuid::read(text).map(Self::Uuid),
            (Type::Array(_) | Type::Any, Json::Array(_)) => Some(Self::Array),
            (Type::Object | Type::Any, Json::Object(_)) => Some(Self::Object),
            _ => None,
        };
        read.unwrap_or(Self::Null)
    }

    /// Where it comes among what else the field may hold when rows are sorted: by kind, then by value. Arrays are
    /// equal to each other, and so are objects.
    pub(crate) fn compare(self, other: Self, collation: Collation) -> Ordering {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(&b),
            (Self::Number(a), Self::Number(b)) => a.cmp(&b),
            (Self::Text(a), Self::Text(b)) => collation.compare(a, b),
            (Self::DateTime(a), Self::DateTime(b)) => a.cmp(&b),
            (Self::Duration(a), Self::Duration(b)) => a.cmp(&b),
            (Self::Uuid(a), Self::Uuid(b)) => a.cmp(&b),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// The order of kinds. The typed kinds never meet another but null.
    fn rank(self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Boolean(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) | Self::DateTime(_) | Self::Duration(_) | Self::Uuid(_) => 3,
            Self::Array => 4,
            Self::Object => 5,
        }
    }
}
