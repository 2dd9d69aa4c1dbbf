//! Lengths of time: ISO 8601 text as rows hold it, and the short form of queries.

use std::cmp::Ordering;
use std::fmt;

use jiff::SignedDuration;

const NANOSECONDS: u128 = 1_000_000_000;

/// A length of time, to the nanosecond. Never negative. Two are equal when they last equally long.
// Aligned like an integer of 64 bits, so that nothing that holds one has to be larger for it.
#[derive(Clone, Copy)]
#[repr(Rust, packed(8))]
pub struct Duration {
    nanoseconds: u128,
    /// The unit it was written in, for printing it so again.
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

    /// The letter of the short form.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Week => 'w',
            Self::Day => 'd',
            Self::Hour => 'h',
            Self::Minute => 'm',
            Self::Second => 's',
        }
    }

    const fn seconds(self) -> u128 {
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

    /// Reads the short form, digits and a unit: `30m`, `7d`. Nothing where it is none or longer than 2^64 seconds.
    pub(crate) fn read_short(text: &str) -> Option<Self> {
        let (last, _) = text.char_indices().next_back()?;
        let (digits, letter) = text.split_at_checked(last)?;
        let unit = DurationUnit::ALL.iter().copied().find(|unit| letter.chars().eq([unit.letter()]))?;
        let count = digits.parse::<u64>().ok()?;
        let seconds = u128::from(count).checked_mul(unit.seconds())?;
        (seconds <= u64::MAX.into()).then(|| Self { nanoseconds: seconds.saturating_mul(NANOSECONDS), unit })
    }

    /// Reads ISO 8601 text of weeks, days, hours, minutes and seconds, each at most once and in this order, the seconds
    /// with up to nine digits of a fraction: `P14D`, `PT1H30M`, `PT0.5S`. A year or month part is refused, as its
    /// length is not known.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let parts = text.strip_prefix('P')?;
        let (days, time) = match parts.split_once('T') {
            Some((_, "")) => return None,
            Some((days, time)) => (days, time),
            None => (parts, ""),
        };
        if parts.is_empty() {
            return None;
        }
        let days = sum(days, &[('W', DurationUnit::Week), ('D', DurationUnit::Day)])?;
        let time = sum(time, &[('H', DurationUnit::Hour), ('M', DurationUnit::Minute), ('S', DurationUnit::Second)])?;
        Some(Self { nanoseconds: days.checked_add(time)?, unit: DurationUnit::Second })
    }

    /// How many whole nanoseconds it lasts.
    pub fn as_nanos(self) -> u128 {
        self.nanoseconds
    }

    pub(super) fn to_signed(self) -> Option<SignedDuration> {
        let seconds = i64::try_from(self.nanoseconds / NANOSECONDS).ok()?;
        let rest = i32::try_from(self.nanoseconds % NANOSECONDS).ok()?;
        Some(SignedDuration::new(seconds, rest))
    }

    /// In the short form of queries, whole seconds at the finest: `30m`.
    pub(crate) fn short(self) -> String {
        format!("{}{}", self.count(), self.unit.letter())
    }

    fn count(self) -> u128 {
        (self.nanoseconds / NANOSECONDS).checked_div(self.unit.seconds()).unwrap_or(0)
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

/// As ISO 8601, in the unit it was written in, weeks as days: `PT30M`, `P14D`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        match self.unit {
            DurationUnit::Week => write!(f, "P{}D", count.saturating_mul(7)),
            DurationUnit::Day => write!(f, "P{count}D"),
            DurationUnit::Hour => write!(f, "PT{count}H"),
            DurationUnit::Minute => write!(f, "PT{count}M"),
            DurationUnit::Second => {
                write!(f, "PT{count}")?;
                let rest = self.nanoseconds % NANOSECONDS;
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

/// The nanoseconds of parts such as `1H30M`, whose designators must come in the order of `units`.
fn sum(parts: &str, units: &[(char, DurationUnit)]) -> Option<u128> {
    let mut rest = parts;
    let mut allowed = units.iter();
    let mut total = 0_u128;
    while !rest.is_empty() {
        let end = rest.find(|character: char| character.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at_checked(end)?;
        let designator = after.chars().next()?;
        let (_, unit) = allowed.find(|(letter, _)| *letter == designator)?;
        total = total.checked_add(part(number, *unit)?)?;
        rest = after.get(1..)?;
    }
    Some(total)
}

fn part(number: &str, unit: DurationUnit) -> Option<u128> {
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) if unit == DurationUnit::Second && !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (number, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 9 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").parse::<u128>().ok()?;
    whole.parse::<u128>().ok()?.checked_mul(unit.seconds())?.checked_mul(NANOSECONDS)?.checked_add(nanoseconds)
}
