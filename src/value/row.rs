//! A row's values: how a field is found in a row, and how its JSON is read as the type of the field.
//!
//! [`RowValue`] is the interface of a value in whatever form the row is held; a test sees it as a [`Datum`]. JSON is
//! the only implementation here, and `program` adds that of scanned rows.

use super::{DateTime, Duration, Json, Numeric, Uuid, epoch};
use crate::ty::Type;

/// Returns the object that a path with the first name `first` starts in.
///
/// This is the rule for where fields are in a row. If rows hold their fields in an object of their own (`container`,
/// such as JSON:API's `attributes`) and that object has the name, the path starts there; otherwise it starts in the row
/// itself. The value at the name does not matter: null inside the container hides a value beside it.
///
/// `member` returns a member of a value, or `None` if the value is no object or has no such member. Two hot paths apply
/// the rule without this function, `PathTable::find` and the slots of `scan`; a test holds them to it.
pub(crate) fn path_start<V: Copy>(
    row: V,
    first: &str,
    container: Option<&str>,
    member: impl Fn(V, &str) -> Option<V>,
) -> V {
    let inner = container.and_then(|container| member(row, container));
    inner.filter(|inner| member(*inner, first).is_some()).unwrap_or(row)
}

/// Returns the value at the path of `names` in `row`, or `None` if it leads nowhere. See [`path_start`].
pub(crate) fn find<'n, V: Copy>(
    row: V,
    mut names: impl Iterator<Item = &'n str> + Clone,
    container: Option<&str>,
    member: impl Fn(V, &str) -> Option<V>,
) -> Option<V> {
    let start = path_start(row, names.clone().next()?, container, &member);
    names.try_fold(start, member)
}

/// Returns the member `name` of `json`, or `None` if it is no object or has no such member.
pub(crate) fn json_member<'r>(json: &'r Json, name: &str) -> Option<&'r Json> {
    json.as_object()?.get(name)
}

/// A value of a row as tests see it. A value that is missing, or is not of the field's type, is null.
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

/// A value of a row, in whatever form the row is held.
pub(crate) trait RowValue {
    /// Returns the value as JSON has it, whatever the type of its field.
    fn datum(&self) -> Datum<'_>;

    /// Returns `true` if this is an array and `holds` returns `true` for every element. Stops at the first `false`.
    fn all_elements(&self, holds: impl FnMut(Datum<'_>) -> bool) -> bool;
}

impl RowValue for &Json {
    #[inline]
    fn datum(&self) -> Datum<'_> {
        Datum::from_json(self)
    }

    fn all_elements(&self, mut holds: impl FnMut(Datum<'_>) -> bool) -> bool {
        matches!(self, Json::Array(elements) if elements.iter().all(|element| holds(Datum::from_json(element))))
    }
}

impl<'r> Datum<'r> {
    /// Returns `json` as it is, whatever the type of its field.
    #[inline]
    pub(crate) fn from_json(json: &'r Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(boolean) => Self::Boolean(*boolean),
            Json::Number(number) => Self::Number(Numeric::from_json(number)),
            Json::String(text) => Self::Text(text),
            Json::Array(_) => Self::Array,
            Json::Object(_) => Self::Object,
        }
    }

    /// Returns the value read as a field of type `ty`: null if it is of another kind or cannot be read.
    #[inline]
    pub(crate) fn typed(self, ty: &Type) -> Self {
        let read = match ty {
            Type::Any => Some(self),
            Type::Text | Type::Enum(_) => matches!(self, Self::Text(_)).then_some(self),
            Type::Integer | Type::Number => matches!(self, Self::Number(_)).then_some(self),
            Type::Boolean => matches!(self, Self::Boolean(_)).then_some(self),
            Type::Array(_) => matches!(self, Self::Array).then_some(self),
            Type::Object => matches!(self, Self::Object).then_some(self),
            Type::DateTime => self.text().and_then(DateTime::read).map(Self::DateTime),
            Type::Epoch(unit) => self.number().and_then(|number| epoch::instant(number, *unit)).map(Self::DateTime),
            Type::Duration => self.text().and_then(Duration::read).map(Self::Duration),
            Type::Uuid => self.text().and_then(Uuid::read).map(Self::Uuid),
        };
        read.unwrap_or(Self::Null)
    }

    #[inline]
    fn text(self) -> Option<&'r str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    #[inline]
    fn number(self) -> Option<Numeric> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// Returns the rank of the value's kind in the order of rows. Values of a typed field are all of one kind, or null.
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
