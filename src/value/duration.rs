//! Lengths of time: ISO 8601 and .NET time spans, as rows have them, and the short form of queries.

use std::cmp::Ordering;
use std::fmt;

use jiff::SignedDuration;

/// The nanoseconds of a second.
const NANOSECONDS: i128 = 1_000_000_000;

/// A length of time, to the nanosecond. Negative only if it was read from a negative .NET time span. Two are equal if
/// they are equally long, whatever their units.
// Aligned like an integer of 64 bits, so that types that contain it are no larger than they need be.
#[derive(Clone, Copy)]
#[repr(Rust, packed(8))]
pub struct Duration {
    nanoseconds: i128,
    /// The unit that it was written in, which is kept for printing.
    unit: DurationUnit,
}

/// A unit of the short form; the largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum DurationUnit {
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl DurationUnit {
    pub(crate) const ALL: &'static [Self] = &[Self::Week, Self::Day, Self::Hour, Self::Minute, Self::Second];

    /// Returns the letter of the unit in the short form.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Week => 'w',
            Self::Day => 'd',
            Self::Hour => 'h',
            Self::Minute => 'm',
            Self::Second => 's',
        }
    }

    /// Returns the seconds of the unit.
    const fn seconds(self) -> i128 {
        match self {
            Self::Week => 604_800,
            Self::Day => 86_400,
            Self::Hour => 3_600,
            Self::Minute => 60,
            Self::Second => 1,
        }
    }
}

impl Duration {
    pub(crate) const SECOND: Self = Self { nanoseconds: NANOSECONDS, unit: DurationUnit::Second };

    /// Reads the short form, digits and a unit: `30m`, `7d`. Returns `None` for other text and above 2^64 seconds.
    pub(crate) fn read_short(text: &str) -> Option<Self> {
        let (last, _) = text.char_indices().next_back()?;
        let (digits, letter) = text.split_at_checked(last)?;
        let unit = DurationUnit::ALL.iter().copied().find(|unit| letter.chars().eq([unit.letter()]))?;
        let seconds = i128::from(digits.parse::<u64>().ok()?).checked_mul(unit.seconds())?;
        (seconds <= u64::MAX.into()).then(|| Self { nanoseconds: seconds.saturating_mul(NANOSECONDS), unit })
    }

    /// Reads the text of a row, or a quoted literal of a query: ISO 8601 or a .NET time span. Digits below the
    /// nanosecond are cut.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let nanoseconds = match text.strip_prefix('P') {
            Some(parts) => nanos_of_iso(parts)?,
            None => nanos_of_time_span(text)?,
        };
        Some(Self { nanoseconds, unit: DurationUnit::Second })
    }

    /// Returns the length in nanoseconds.
    pub fn as_nanos(self) -> i128 {
        self.nanoseconds
    }

    /// Returns bytes whose `memcmp` order is the order of lengths.
    pub(crate) fn to_ordered_bytes(self) -> [u8; 16] {
        (self.nanoseconds ^ i128::MIN).to_be_bytes()
    }

    pub(super) fn to_signed(self) -> Option<SignedDuration> {
        let seconds = i64::try_from(self.nanoseconds / NANOSECONDS).ok()?;
        let rest = i32::try_from(self.nanoseconds % NANOSECONDS).ok()?;
        Some(SignedDuration::new(seconds, rest))
    }

    /// Returns the short form of queries, cut to whole seconds: `30m`.
    pub(crate) fn short(self) -> String {
        format!("{}{}", self.count(), self.unit.letter())
    }

    /// Returns the whole number of its unit.
    fn count(self) -> u128 {
        (self.nanoseconds / NANOSECONDS).checked_div(self.unit.seconds()).unwrap_or(0).unsigned_abs()
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_nanos().cmp(&other.as_nanos())
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Duration {}

/// Displayed as ISO 8601 in the unit that it was written in, weeks as days: `PT30M`, `P14D`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        if self.nanoseconds < 0 {
            f.write_str("-")?;
        }
        match self.unit {
            DurationUnit::Week => write!(f, "P{}D", count.saturating_mul(7)),
            DurationUnit::Day => write!(f, "P{count}D"),
            DurationUnit::Hour => write!(f, "PT{count}H"),
            DurationUnit::Minute => write!(f, "PT{count}M"),
            DurationUnit::Second => {
                write!(f, "PT{count}")?;
                let rest = (self.nanoseconds % NANOSECONDS).unsigned_abs();
                if rest > 0 {
                    write!(f, ".{}", format!("{rest:09}").trim_end_matches('0'))?;
                }
                f.write_str("S")
            }
        }
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Returns the nanoseconds of the part of ISO 8601 after its `P`: weeks, days, hours, minutes and seconds, each at most
/// once and in this order, the seconds with an optional fraction: `14D`, `T1H30M`, `T0,5S`. Years and months have no
/// fixed length and are refused.
fn nanos_of_iso(parts: &str) -> Option<i128> {
    let (days, time) = match parts.split_once('T') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None => (parts, ""),
    };
    if parts.is_empty() {
        return None;
    }
    let days = nanos_of_parts(days, &[('W', DurationUnit::Week), ('D', DurationUnit::Day)])?;
    let time =
        nanos_of_parts(time, &[('H', DurationUnit::Hour), ('M', DurationUnit::Minute), ('S', DurationUnit::Second)])?;
    days.checked_add(time)
}

/// Returns the nanoseconds of parts such as `1H30M`, whose designators must come in the order of `units`.
fn nanos_of_parts(parts: &str, units: &[(char, DurationUnit)]) -> Option<i128> {
    let mut rest = parts;
    let mut allowed = units.iter();
    let mut total = 0_i128;
    while !rest.is_empty() {
        let end = rest.find(|character: char| character.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at_checked(end)?;
        let designator = after.chars().next()?;
        let (_, unit) = allowed.find(|(letter, _)| *letter == designator)?;
        let part = match unit {
            DurationUnit::Second => seconds(number, &['.', ','])?,
            unit => whole(number)?.checked_mul(unit.seconds())?.checked_mul(NANOSECONDS)?,
        };
        total = total.checked_add(part)?;
        rest = after.get(1..)?;
    }
    Some(total)
}

/// Returns the nanoseconds of a .NET time span, `[-][d.]hh:mm:ss[.fffffff]`. Hours above 23 are refused: .NET does not
/// write them, and reads `24:00:00` as days.
fn nanos_of_time_span(text: &str) -> Option<i128> {
    let (sign, length) = match text.strip_prefix('-') {
        Some(length) => (-1, length),
        None => (1, text),
    };
    let (days, clock) = match (length.find('.'), length.find(':')) {
        (Some(point), Some(colon)) if point < colon => {
            (whole(length.get(..point)?)?, length.get(point.checked_add(1)?..)?)
        }
        _ => (0, length),
    };
    let mut parts = clock.split(':');
    let (hours, minutes, last) = (parts.next()?, parts.next()?, parts.next()?);
    let two_digits = |text: &str, most: i128| whole(text).filter(|count| text.len() == 2 && *count <= most);
    let (hours, minutes) = (two_digits(hours, 23)?, two_digits(minutes, 59)?);
    two_digits(last.split('.').next()?, 59)?;
    if parts.next().is_some() {
        return None;
    }
    let minutes = days.checked_mul(24)?.checked_add(hours)?.checked_mul(60)?.checked_add(minutes)?;
    let length = minutes.checked_mul(60)?.checked_mul(NANOSECONDS)?.checked_add(seconds(last, &['.'])?)?;
    length.checked_mul(sign)
}

/// Returns the nanoseconds of `number` seconds, with an optional fraction after one of `points`.
fn seconds(number: &str, points: &[char]) -> Option<i128> {
    let (count, fraction) = match number.split_once(points) {
        Some((count, fraction)) => (count, subsecond_nanos(fraction.as_bytes())?),
        None => (number, 0),
    };
    whole(count)?.checked_mul(NANOSECONDS)?.checked_add(fraction.into())
}

/// Returns the number in `digits`, or `None` if there are none, other characters, or too many.
fn whole(digits: &str) -> Option<i128> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Returns the nanoseconds of a fraction of a second, of at least one digit. Digits below the nanosecond are cut.
pub(super) fn subsecond_nanos(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let nine = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some(nine.fold(0_u32, |sum, digit| sum.wrapping_mul(10).wrapping_add(u32::from(digit.wrapping_sub(b'0')))))
}
