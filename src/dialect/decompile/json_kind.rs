//! Kinds of JSON values, and the roles of objects in a request, as errors name them.

use std::fmt;

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// `5`
    Number,
    /// `"a"`
    Text,
    /// `[1, 2]`
    Array,
    /// `{"a": 1}`
    Object,
}

/// The kind as messages call it.
impl fmt::Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// The role of a JSON object in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ObjectRole {
    /// A part of a filter.
    Expression,
    /// A sort key.
    SortKey,
    /// A column to sort by, and the direction.
    Order,
    /// Offset and limit.
    Page,
}

/// The role as messages call it.
impl fmt::Display for ObjectRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Expression => "an expression",
            Self::SortKey => "a sort key",
            Self::Order => "an order",
            Self::Page => "`pagination`",
        })
    }
}
