//! Instants as numbers that count from the start of 1970 in UTC, in a unit that the schema names.
//!
//! Both sides of a comparison become nanoseconds in 128 bits, so that neither the unit nor a fraction is rounded.

use std::io::Write;

use super::{DateTime, Integer, Numeric};
use crate::ty::EpochUnit;

/// The nanoseconds from 1970 to the years 1 and 10000.
const CALENDAR: std::ops::Range<i128> = -62_135_596_800_000_000_000..253_402_300_800_000_000_000;

/// Returns the instant of `number` in `unit`, or `None` outside the years 1 to 9999.
pub(crate) fn instant(number: Numeric, unit: EpochUnit) -> Option<DateTime> {
    let Integer(nanos) = nanos(number, unit)?;
    DateTime::from_epoch_nanos(nanos)
}

/// Returns the instant of `number`, a JSON number in `unit`, or `None` outside the years 1 to 9999. Unlike a row's
/// number it is not rounded to a double, so that every instant in a request is read back exactly.
pub(crate) fn read(number: &str, unit: EpochUnit) -> Option<DateTime> {
    let nanos = nanos_of_decimal(number.as_bytes(), unit).filter(|nanos| CALENDAR.contains(nanos))?;
    DateTime::from_epoch_nanos(nanos)
}

/// Returns the nanoseconds since 1970 of `number` in `unit`, or `None` outside the years 1 to 9999. Digits below the
/// nanosecond are cut, as in text.
#[inline]
pub(crate) fn nanos(number: Numeric, unit: EpochUnit) -> Option<Integer> {
    let nanos = match number {
        Numeric::Integer(Integer(integer)) => integer.checked_mul(10_i128.checked_pow(digits(unit))?)?,
        Numeric::Double(double) => nanos_of_double(double, unit)?,
        Numeric::Below | Numeric::Above => return None,
    };
    CALENDAR.contains(&nanos).then_some(Integer(nanos))
}

/// Returns the nanoseconds since 1970 of `instant`.
pub(crate) fn nanos_of(instant: DateTime) -> Integer {
    Integer(instant.epoch_nanos())
}

/// Returns `instant` as a JSON number in `unit`, exactly, with the fraction digits that it needs.
pub(crate) fn number(instant: DateTime, unit: EpochUnit) -> String {
    let nanos = instant.epoch_nanos();
    let digits = usize::try_from(digits(unit)).unwrap_or_default();
    let text = format!("{:0>width$}", nanos.unsigned_abs(), width = digits.saturating_add(1));
    let (whole, fraction) = text.split_at_checked(text.len().saturating_sub(digits)).unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let (sign, point) = (if nanos < 0 { "-" } else { "" }, if fraction.is_empty() { "" } else { "." });
    format!("{sign}{whole}{point}{fraction}")
}

/// Returns the number of decimal digits between `unit` and the nanosecond.
const fn digits(unit: EpochUnit) -> u32 {
    match unit {
        EpochUnit::Seconds => 9,
        EpochUnit::Milliseconds => 6,
        EpochUnit::Microseconds => 3,
    }
}

/// Returns the nanoseconds of a double, read in its shortest decimal form, which is most likely how it was written: the
/// double nearest to 1767323045.123 is another number, and seldom the instant in a query.
fn nanos_of_double(double: f64, unit: EpochUnit) -> Option<i128> {
    let mut buffer = [0_u8; 32];
    let mut free = buffer.as_mut_slice();
    write!(free, "{double:e}").ok()?;
    let unused = free.len();
    nanos_of_decimal(buffer.get(..buffer.len().saturating_sub(unused))?, unit)
}

/// The most significant digits of a number that are kept, more than those of any instant.
const MOST_DIGITS: u32 = 36;

/// Returns the nanoseconds of a JSON number, exact but for digits below them, which are cut.
fn nanos_of_decimal(number: &[u8], unit: EpochUnit) -> Option<i128> {
    let (mut mantissa, mut scale) = (0_i128, i64::from(digits(unit)));
    let (mut is_negative, mut is_fraction, mut is_cut) = (false, false, false);
    let mut bytes = number.iter().copied();
    for byte in bytes.by_ref().take_while(|byte| !matches!(byte, b'e' | b'E')) {
        match byte {
            b'-' => is_negative = true,
            b'.' => is_fraction = true,
            digit if mantissa < 10_i128.pow(MOST_DIGITS) => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit.wrapping_sub(b'0')))?;
                scale = scale.saturating_sub(is_fraction.into());
            }
            digit => {
                is_cut |= digit != b'0';
                scale = scale.saturating_add((!is_fraction).into());
            }
        }
    }
    if mantissa == 0 {
        return Some(0);
    }
    if is_negative {
        // Towards the past, as the division below.
        mantissa = mantissa.checked_neg()?.saturating_sub(is_cut.into());
    }
    let (mut exponent, mut sign) = (0_i64, 1);
    for byte in bytes {
        match byte {
            b'-' => sign = -1,
            b'+' => {}
            digit => exponent = exponent.saturating_mul(10).saturating_add(i64::from(digit.wrapping_sub(b'0'))),
        }
    }
    let scale = scale.saturating_add(exponent.saturating_mul(sign));
    let power = |exponent: i64| 10_i128.checked_pow(u32::try_from(exponent).ok()?);
    if scale >= 0 {
        return mantissa.checked_mul(power(scale)?);
    }
    // A divisor that does not fit is larger than any mantissa.
    Some(
        power(scale.saturating_neg()).map_or(if mantissa < 0 { -1 } else { 0 }, |divisor| mantissa.div_euclid(divisor)),
    )
}
