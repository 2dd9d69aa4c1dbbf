//! Keys of values: values are equal under a collation exactly if their keys are.

use std::cmp::Ordering;

use crate::collation::Collation;
use crate::value::{DateTime, Duration, Numeric, Uuid, Value};

/// The key of a value, equal for all values that equal it, in the order of values of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EqualityKey<'v> {
    Null,
    Boolean(bool),
    Number(Numeric),
    Text(CollatedText<'v>),
    DateTime(DateTime),
    Duration(Duration),
    Uuid(Uuid),
}

impl<'v> EqualityKey<'v> {
    pub(crate) fn new(value: &'v Value, collation: Collation) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(boolean) => Self::Boolean(*boolean),
            Value::Number(number) => Self::Number(number.numeric()),
            Value::Text(text) => Self::Text(CollatedText { collation, text }),
            Value::DateTime(instant) => Self::DateTime(*instant),
            Value::Duration(length) => Self::Duration(*length),
            Value::Uuid(uuid) => Self::Uuid(*uuid),
        }
    }
}

/// A text that compares under its collation. Texts of different collations must not be compared with each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CollatedText<'v> {
    collation: Collation,
    text: &'v str,
}

impl Ord for CollatedText<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.collation.compare(self.text, other.text)
    }
}

impl PartialOrd for CollatedText<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for CollatedText<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for CollatedText<'_> {}
