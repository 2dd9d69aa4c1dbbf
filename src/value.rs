//! Values: the typed constants of a query, and the values of rows that are compared with them.
//!
//! A file for each type: `number` with `byte_size`, `datetime` with `epoch` (dates as numbers) and `instant` (dates
//! compared with many texts), `duration`, and `relative` for times that wait for a clock. `row` finds fields in rows
//! and reads them as their types. `date_form` and `time_form` recognize the forms of other languages, for cures.
//!
//! Types have `read` for the text that rows and queries share. It returns `None` for other text, since a row's value of
//! another form is null and not an error. `FromStr`, where there is one, is the public face of the same.

mod byte_size;
mod date_form;
mod datetime;
mod duration;
pub(crate) mod epoch;
mod instant;
mod number;
mod relative;
mod row;
mod time_form;

use std::fmt;

use crate::shared_str::SharedStr;

pub(crate) use byte_size::BYTE_UNITS;
pub(crate) use date_form::date_form;
pub use datetime::{Clock, DateTime, DateTimeError};
pub use duration::Duration;
pub(crate) use duration::DurationUnit;
pub(crate) use instant::Instant;
pub use number::Number;
pub(crate) use number::{Integer, Numeric, is_json_number, json_number_length};
pub use relative::{Anchor, Direction, RelativeTime, TimeOffset};
pub(crate) use row::{Datum, RowValue, find, json_member, path_start};
pub(crate) use time_form::{duration_form, in_whole_units, moment_form, named_moment, time_unit};

/// JSON as rows hold it.
pub(crate) use serde_json::Value as Json;

/// A typed constant: the meaning of a literal under the type of its field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, with the text it was written as.
    Number(Number),
    /// Text, and the words of enumerations.
    Text(SharedStr),
    /// An instant.
    DateTime(DateTime),
    /// A length of time.
    Duration(Duration),
    /// A UUID.
    Uuid(Uuid),
}

impl Value {
    /// Returns the text of a text value or an enumeration's word, or `None` for a value of another kind.
    pub(crate) fn as_text(&self) -> Option<&SharedStr> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::DateTime(_) | Self::Duration(_) | Self::Uuid(_) => {
                None
            }
        }
    }
}

/// A UUID: 128 bits, whatever the case and braces of its text.
// Aligned like an integer of 64 bits, so that types that contain it are no larger than they need be.
#[repr(Rust, packed(8))]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid(u128);

impl Uuid {
    /// Reads `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, in any case, with or without braces. Returns `None` for other
    /// text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bare = match text.strip_prefix('{') {
            Some(rest) => rest.strip_suffix('}')?,
            None => text,
        };
        let mut bits = 0_u128;
        if bare.len() != 36 {
            return None;
        }
        for (index, byte) in bare.bytes().enumerate() {
            match (index, byte) {
                (8 | 13 | 18 | 23, b'-') => {}
                (8 | 13 | 18 | 23, _) => return None,
                _ => bits = (bits << 4) | u128::from(char::from(byte).to_digit(16)?),
            }
        }
        Some(Self(bits))
    }

    /// Returns bytes whose `memcmp` order is the order of UUIDs.
    pub(crate) fn to_ordered_bytes(self) -> [u8; 16] {
        let Self(bits) = self;
        bits.to_be_bytes()
    }
}

/// Displayed in lower case, with hyphens and without braces.
impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(bits) = *self;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            bits >> 96,
            (bits >> 80) & 0xFFFF,
            (bits >> 64) & 0xFFFF,
            (bits >> 48) & 0xFFFF,
            bits & 0xFFFF_FFFF_FFFF
        )
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
