//! Numbers: compared mathematically, without rounding, and printed as written.
//!
//! [`Number`] is a literal: its text, and its meaning as a [`Numeric`], which is also what a row's number is read as.
//! Comparing both as doubles would be simpler and make 2^53 + 1 equal to 2^53; ids are that large.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::byte_size::{self, ByteSizeError};
use crate::shared_str::SharedStr;

/// A number of a query: its text, for printing and requests, and its meaning.
///
/// The meaning is the number that a JSON reader returns for the text: an exact integer if it fits 64 bits, else the
/// nearest double. A number that exceeds the doubles (`1e400`) lies outside all numbers that rows can hold.
#[derive(Clone, Debug)]
pub struct Number {
    text: SharedStr,
    numeric: Numeric,
}

impl Number {
    /// Reads a JSON number, or returns `None` if `text` is none.
    pub(crate) fn read(text: SharedStr) -> Option<Self> {
        is_json_number(&text).then(|| Self { numeric: Numeric::read(&text), text })
    }

    /// Reads a JSON number with a byte unit, such as `500GB`.
    ///
    /// # Errors
    /// If the product is no integer within 64 bits (`0.1KiB`).
    pub(crate) fn read_bytes(text: SharedStr) -> Result<Self, ByteSizeError> {
        let product = byte_size::bytes(&text)?;
        let numeric = Numeric::read(&product);
        match numeric {
            Numeric::Integer(_) => Ok(Self { text, numeric }),
            Numeric::Double(_) | Numeric::Below | Numeric::Above => Err(ByteSizeError),
        }
    }

    /// Returns the number as written, with its byte unit.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number as JSON: the text as written, or the product in plain digits if it has a byte unit.
    pub fn to_json(&self) -> String {
        match self.numeric {
            Numeric::Integer(integer) if byte_size::has_unit(&self.text) => integer.value().to_string(),
            Numeric::Integer(_) | Numeric::Double(_) | Numeric::Below | Numeric::Above => self.text.to_string(),
        }
    }

    pub(crate) fn numeric(&self) -> Numeric {
        self.numeric
    }

    /// Returns `true` if the number is an integer by value and its magnitude is at most `largest`.
    pub(crate) fn is_integer_within(&self, largest: i64) -> bool {
        let bound = |bound: i64| Numeric::Integer(bound.into());
        self.is_integer() && bound(largest.saturating_neg()) <= self.numeric && self.numeric <= bound(largest)
    }

    /// Returns `true` if the number is an integer by value: `5.0` is, and so is every number that exceeds the doubles.
    pub(crate) fn is_integer(&self) -> bool {
        match self.numeric {
            Numeric::Double(double) => double.fract() == 0.0,
            Numeric::Integer(_) | Numeric::Below | Numeric::Above => true,
        }
    }
}

/// Numbers of the same meaning are equal.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.numeric == other.numeric
    }
}

/// Displayed as written.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The meaning of a number: one that rows can hold, or outside all of them on either side.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Numeric {
    /// Below every number.
    Below,
    /// An integer within i64 and u64.
    Integer(Integer),
    /// A finite double.
    Double(f64),
    /// Above every number.
    Above,
}

/// An integer of 128 bits, which holds every i64 and u64. Aligned like one of 64 bits, so that types that contain it
/// are no larger than they need be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(Rust, packed(8))]
pub(crate) struct Integer(pub(super) i128);

impl Integer {
    fn value(self) -> i128 {
        let Self(value) = self;
        value
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}

impl Numeric {
    /// Returns the number that a JSON reader returns for `text`, which is a JSON number.
    fn read(text: &str) -> Self {
        if let Ok(integer) = text.parse::<i64>() {
            return Self::Integer(integer.into());
        }
        if let Ok(integer) = text.parse::<u64>() {
            return Self::Integer(integer.into());
        }
        match text.parse::<f64>() {
            Ok(double) if double.is_finite() => Self::Double(double),
            _ => Self::outside(text),
        }
    }

    #[inline]
    pub(crate) fn from_json(number: &serde_json::Number) -> Self {
        if let Some(integer) = number.as_i64() {
            return Self::Integer(integer.into());
        }
        if let Some(integer) = number.as_u64() {
            return Self::Integer(integer.into());
        }
        match number.as_f64() {
            Some(double) => Self::Double(double),
            // Reached only if another crate turns on serde_json's arbitrary precision, for numbers that no double
            // holds.
            None => Self::outside(&number.to_string()),
        }
    }

    /// Returns bytes whose `memcmp` order is the order of numbers: the nearest double, and the difference of an integer
    /// from it. No other double is between an integer and its nearest, so the doubles decide unless they are equal.
    pub(crate) fn to_ordered_bytes(self) -> [u8; 10] {
        let (double, rest) = match self {
            Self::Below => (f64::NEG_INFINITY, 0),
            Self::Above => (f64::INFINITY, 0),
            // Minus zero is zero.
            Self::Double(double) => (double + 0.0, 0),
            Self::Integer(integer) => {
                let integer = integer.value();
                let double = integer as f64;
                #[expect(clippy::cast_possible_truncation, reason = "the double nearest to an integer of 65 bits")]
                let whole = double as i128;
                (double, i16::try_from(integer.saturating_sub(whole)).unwrap_or(0))
            }
        };
        let bits = double.to_bits();
        let bits = if double.is_sign_negative() { !bits } else { bits | (1 << 63) };
        let [a, b, c, d, e, f, g, h] = bits.to_be_bytes();
        let [i, j] = (rest.cast_unsigned() ^ 0x8000).to_be_bytes();
        [a, b, c, d, e, f, g, h, i, j]
    }

    fn outside(text: &str) -> Self {
        if text.starts_with('-') { Self::Below } else { Self::Above }
    }
}

impl Ord for Numeric {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Below, Self::Below) | (Self::Above, Self::Above) => Ordering::Equal,
            (Self::Below, _) | (_, Self::Above) => Ordering::Less,
            (_, Self::Below) | (Self::Above, _) => Ordering::Greater,
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Double(a), Self::Double(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            (Self::Integer(a), Self::Double(b)) => integer_to_double(a.value(), *b),
            (Self::Double(a), Self::Integer(b)) => integer_to_double(b.value(), *a).reverse(),
        }
    }
}

impl PartialOrd for Numeric {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Numeric {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Numeric {}

/// Hashes the nearest double, which equal numbers share.
impl Hash for Numeric {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let double = match self {
            Self::Below => f64::NEG_INFINITY,
            Self::Integer(integer) => integer.value() as f64,
            Self::Double(double) => *double,
            Self::Above => f64::INFINITY,
        };
        // Zero has two signs and is one number.
        let bits = if double == 0.0 { 0 } else { double.to_bits() };
        bits.hash(state);
    }
}

/// Compares an integer with a double without rounding either. Integers have at most 65 bits, so a double whose whole
/// part saturates `i128` lies outside them on the same side.
fn integer_to_double(integer: i128, double: f64) -> Ordering {
    let whole = double.trunc();
    #[expect(clippy::cast_possible_truncation, reason = "saturates outside i128, far outside any integer compared")]
    let order = integer.cmp(&(whole as i128));
    order.then_with(|| whole.partial_cmp(&double).unwrap_or(Ordering::Equal))
}

/// Returns `true` if all of `text` is a JSON number.
pub(crate) fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    json_number_length(unsigned) == unsigned.len() && !unsigned.is_empty()
}

/// Returns the length in bytes of the longest unsigned JSON number that `text` starts with, or 0 if there is none.
pub(crate) fn json_number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits_from = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let whole = if bytes.first() == Some(&b'0') { 1 } else { digits_from(0) };
    if whole == 0 {
        return 0;
    }
    let mut end = whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits_from(end.saturating_add(1));
        if fraction > 0 {
            end = end.saturating_add(1).saturating_add(fraction);
        }
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end.saturating_add(1)), Some(b'+' | b'-')));
        let from = end.saturating_add(1).saturating_add(sign);
        let exponent = digits_from(from);
        if exponent > 0 {
            end = from.saturating_add(exponent);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Integer, Numeric};

    #[test]
    fn ordered_bytes_are_ordered_as_numbers_are() {
        let integers =
            [0, 1, -1, 5, 1 << 53, (1 << 53) + 1, i128::from(i64::MIN), i128::from(i64::MAX), i128::from(u64::MAX)];
        let near = integers.iter().flat_map(|integer| (-3..=3).map(move |by| integer + by));
        let near = near.filter(|integer| (i128::from(i64::MIN)..=u64::MAX.into()).contains(integer));
        let doubles =
            [-0.0, 0.5, -0.5, 1.0, 9007199254740992.0, 9223372036854775808.0, 18446744073709551616.0, 1e300, -1e300];
        let numbers: Vec<Numeric> = near
            .map(|integer| Numeric::Integer(Integer(integer)))
            .chain(doubles.map(Numeric::Double))
            .chain([Numeric::Below, Numeric::Above, Numeric::Double(f64::MIN_POSITIVE), Numeric::Double(f64::MAX)])
            .collect();
        for a in &numbers {
            for b in &numbers {
                assert_eq!(a.to_ordered_bytes().cmp(&b.to_ordered_bytes()), a.cmp(b), "{a:?} and {b:?}");
            }
        }
    }
}
