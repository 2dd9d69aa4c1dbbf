//! Types: the kinds of values that fields have.
//!
//! A [`Type`] is what a schema knows of a field; [`Value`](crate::Value) is a constant of a query. No match over types
//! has a catch-all, so that the compiler lists the decisions that a new type needs.

use std::fmt;
use std::sync::Arc;

/// The type of a field's values. The field says whether they may also be null.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// JSON text, compared under a collation.
    Text,
    /// JSON text that is one of a list of words, compared by name under a collation.
    Enum(Arc<Enumeration>),
    /// A JSON number that the API keeps as an integer. A row's `5.5` still compares as 5.5.
    Integer,
    /// Any JSON number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An instant, as RFC 3339 text.
    DateTime,
    /// An instant, as a JSON number that counts from the beginning of 1970 in UTC. Queries write dates, as they do for
    /// [`Type::DateTime`].
    Epoch(EpochUnit),
    /// A length of time, as ISO 8601 text (`PT30M`) or in the form of .NET (`00:30:00`).
    Duration,
    /// A UUID as text, compared without regard to ASCII case and braces.
    Uuid,
    /// A JSON array whose elements are of the given type.
    Array(Box<Type>),
    /// A JSON object; its members are fields of their own where they are known.
    Object,
    /// No known type: the literal that it is compared with decides.
    Any,
}

/// The words of a [`Type::Enum`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The name of the enumeration in the API, such as `SessionState`.
    pub name: Box<str>,
    /// The known words, in the spelling of the API.
    pub words: Box<[Box<str>]>,
    /// `true` if the API may send words that are not listed. An unknown word in a query is then a warning, else an
    /// error.
    pub open: bool,
}

impl Enumeration {
    /// Makes an enumeration that may have other words than `words`.
    pub fn open<'w>(name: &str, words: impl IntoIterator<Item = &'w str>) -> Self {
        Self { name: name.into(), words: words.into_iter().map(Into::into).collect(), open: true }
    }

    /// Makes an enumeration that has no other words than `words`.
    pub fn closed<'w>(name: &str, words: impl IntoIterator<Item = &'w str>) -> Self {
        Self { open: false, ..Self::open(name, words) }
    }

    /// Returns the known words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }
}

/// The unit in which a [`Type::Epoch`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EpochUnit {
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Millionths of a second.
    Microseconds,
}

impl EpochUnit {
    /// Every unit, the largest first.
    pub const ALL: &'static [Self] = &[Self::Seconds, Self::Milliseconds, Self::Microseconds];

    /// Returns the symbol of the unit in schemas: `s`, `ms` or `us`.
    pub const fn spelling(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Microseconds => "us",
        }
    }
}

/// Displayed as a word, such as `milliseconds`.
impl fmt::Display for EpochUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Microseconds => "microseconds",
        })
    }
}

impl Type {
    /// Makes the type of arrays of `element`.
    pub fn array(element: Type) -> Self {
        Type::Array(Box::new(element))
    }

    /// Returns `true` if a collation governs the values or their elements: text, and values of no known type.
    pub fn takes_collation(&self) -> bool {
        match self {
            Type::Text | Type::Enum(_) | Type::Any => true,
            Type::Array(element) => element.takes_collation(),
            Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Object => false,
        }
    }

    /// Returns the type of the elements, or `None` if this is no array.
    pub(crate) fn element(&self) -> Option<&Type> {
        match self {
            Type::Array(element) => Some(element),
            Type::Text
            | Type::Enum(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Object
            | Type::Any => None,
        }
    }

    /// Returns the words of the enumeration, or `None` if this is none.
    pub(crate) fn enumeration(&self) -> Option<&Enumeration> {
        match self {
            Type::Enum(enumeration) => Some(enumeration),
            Type::Text
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Array(_)
            | Type::Object
            | Type::Any => None,
        }
    }

    /// Returns the unit in which numbers of this type count from 1970, or `None` if it has none.
    pub(crate) fn epoch_unit(&self) -> Option<EpochUnit> {
        match self {
            Type::Epoch(unit) => Some(*unit),
            Type::Text
            | Type::Enum(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Duration
            | Type::Uuid
            | Type::Array(_)
            | Type::Object
            | Type::Any => None,
        }
    }
}

impl From<Enumeration> for Type {
    fn from(enumeration: Enumeration) -> Self {
        Type::Enum(Arc::new(enumeration))
    }
}

/// Displayed as in messages: `text`, `enum SessionState`, `array of text`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Text => f.write_str("text"),
            Type::Enum(enumeration) if enumeration.name.is_empty() => f.write_str("enum"),
            Type::Enum(enumeration) => write!(f, "enum {}", enumeration.name),
            Type::Integer => f.write_str("integer"),
            Type::Number => f.write_str("number"),
            Type::Boolean => f.write_str("boolean"),
            Type::DateTime => f.write_str("date-time"),
            Type::Epoch(unit) => write!(f, "date-time in {}", unit.spelling()),
            Type::Duration => f.write_str("duration"),
            Type::Uuid => f.write_str("uuid"),
            Type::Array(element) => write!(f, "array of {element}"),
            Type::Object => f.write_str("object"),
            Type::Any => f.write_str("any"),
        }
    }
}
