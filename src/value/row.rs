//! Reading a row: a property's JSON as the type of its field sees it.

use super::{DateTime, Duration, Json, Numeric, Uuid, epoch};
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

/// What stands at a place of a row, whatever the row is made of.
pub(crate) trait RowValue {
    /// It as JSON sees it, whatever the type of its field.
    fn datum(&self) -> Datum<'_>;

    /// Whether it is an array of which `holds` is true for every element, until it is not.
    fn all_elements(&self, holds: impl FnMut(Datum<'_>) -> bool) -> bool;
}

impl RowValue for &Json {
    #[inline]
    fn datum(&self) -> Datum<'_> {
        Datum::of(self)
    }

    fn all_elements(&self, mut holds: impl FnMut(Datum<'_>) -> bool) -> bool {
        matches!(self, Json::Array(elements) if elements.iter().all(|element| holds(Datum::of(element))))
    }
}

impl<'r> Datum<'r> {
    /// `json` as it is.
    #[inline]
    pub(crate) fn of(json: &'r Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(boolean) => Self::Boolean(*boolean),
            Json::Number(number) => Self::Number(Numeric::of(number)),
            Json::String(text) => Self::Text(text),
            Json::Array(_) => Self::Array,
            Json::Object(_) => Self::Object,
        }
    }

    /// It read as a field of type `ty`.
    #[inline]
    pub(crate) fn typed(self, ty: &Type) -> Self {
        let read = match (ty, self) {
            (Type::Any, _)
            | (Type::Text | Type::Enum(_), Self::Text(_))
            | (Type::Integer | Type::Number, Self::Number(_))
            | (Type::Boolean, Self::Boolean(_))
            | (Type::Array(_), Self::Array)
            | (Type::Object, Self::Object) => Some(self),
            (Type::DateTime, Self::Text(text)) => DateTime::read(text).map(Self::DateTime),
            (Type::Epoch(unit), Self::Number(number)) => epoch::instant(number, *unit).map(Self::DateTime),
            (Type::Duration, Self::Text(text)) => Duration::read(text).map(Self::Duration),
            (Type::Uuid, Self::Text(text)) => Uuid::read(text).map(Self::Uuid),
            _ => None,
        };
        read.unwrap_or(Self::Null)
    }

    /// The order of kinds when rows are sorted. The typed kinds never meet another but null.
    pub(crate) fn rank(self) -> u8 {
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
