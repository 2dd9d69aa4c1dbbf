//! Instants: RFC 3339 text as rows and queries write it, and the clock that `now` and `today` read.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::SignedDuration;
use jiff::civil;

use super::duration::subsecond_nanos;
use super::{Direction, TimeOffset};

/// The nanoseconds of a second.
const NANOSECONDS: i128 = 1_000_000_000;
/// The start of 1970, in UTC.
const EPOCH: civil::DateTime = civil::date(1970, 1, 1).at(0, 0, 0, 0);

/// An instant, to the nanosecond, in the years 1 to 9999 of UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime(civil::DateTime);

impl DateTime {
    /// Reads RFC 3339 text, of a row or of a query: `T`, `t` or a space before the time; optional seconds with an
    /// optional fraction after a point or a comma, of which digits below the nanosecond are cut; `Z`, `z` or an offset.
    /// Second 60 is the first of the next minute. Without an offset the time is in UTC, and a date alone is its
    /// midnight in UTC.
    pub(crate) fn read(text: &str) -> Option<Self> {
        read(text).map(|(instant, _)| instant)
    }

    /// Returns the instant `nanoseconds` after the start of 1970, or `None` outside the years 1 to 9999.
    pub(super) fn from_epoch_nanos(nanoseconds: i128) -> Option<Self> {
        let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS)).ok()?;
        let rest = i32::try_from(nanoseconds.rem_euclid(NANOSECONDS)).ok()?;
        Self::within(EPOCH.checked_add(SignedDuration::new(seconds, rest)).ok()?)
    }

    /// Returns the nanoseconds since the start of 1970; negative before it.
    pub(super) fn epoch_nanos(self) -> i128 {
        let Self(civil) = self;
        civil.duration_since(EPOCH).as_nanos()
    }

    /// Returns the instant shifted by `offset`, or `None` outside the years 1 to 9999.
    pub(crate) fn shifted(self, offset: TimeOffset) -> Option<Self> {
        let by = offset.length.to_signed()?;
        let Self(civil) = self;
        let moved = match offset.direction {
            Direction::Before => civil.checked_sub(by),
            Direction::After => civil.checked_add(by),
        };
        Self::within(moved.ok()?)
    }

    /// Returns `true` if the instant is not the start of a second.
    pub(crate) fn has_fraction(self) -> bool {
        let Self(civil) = self;
        civil.subsec_nanosecond() != 0
    }

    /// Returns the start of the second that the instant is in.
    pub(crate) fn whole_second(self) -> Self {
        let Self(at) = self;
        Self(at.date().at(at.hour(), at.minute(), at.second(), 0))
    }

    /// Returns the whole seconds since the start of 1970; negative before it.
    pub fn epoch_seconds(self) -> i64 {
        let Self(civil) = self;
        let since = civil.duration_since(EPOCH);
        since.as_secs().saturating_sub(i64::from(since.subsec_nanos() < 0))
    }

    /// Returns bytes whose `memcmp` order is the order of instants.
    pub(crate) fn to_ordered_bytes(self) -> [u8; 11] {
        let Self(at) = self;
        let [a, b] = at.year().to_be_bytes();
        let [month, day, hour, minute, second] =
            [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(i8::cast_unsigned);
        let [c, d, e, f] = at.subsec_nanosecond().to_be_bytes();
        [a, b, month, day, hour, minute, second, c, d, e, f]
    }

    /// Returns the date-time if it is in the years that are allowed.
    fn within(civil: civil::DateTime) -> Option<Self> {
        (civil.year() >= 1).then_some(Self(civil))
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    /// Parses `2026-01-31`, or RFC 3339 with or without seconds and offset, in every form that rows may have.
    ///
    /// # Errors
    /// If `text` is no date-time (`2026-02-30`), or outside the years 1 to 9999.
    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        Self::read(text).ok_or(DateTimeError)
    }
}

/// Displayed in UTC with `Z`, with the fraction digits that it needs: `2026-01-31T08:00:00.5Z`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(at) = self;
        let (year, month, day) = (at.year(), at.month(), at.day());
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())?;
        if at.subsec_nanosecond() != 0 {
            let fraction = format!("{:09}", at.subsec_nanosecond());
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Returns the instant in `text`, and the offset from UTC that it is written with, in seconds.
fn read(text: &str) -> Option<(DateTime, i64)> {
    let mut rest = DateTimeReader(text.as_bytes());
    let year = i16::try_from(rest.digits(4)?).ok()?;
    rest.byte(b"-")?;
    let month = i8::try_from(rest.digits(2)?).ok()?;
    rest.byte(b"-")?;
    let day = i8::try_from(rest.digits(2)?).ok()?;
    let date = civil::Date::new(year, month, day).ok()?;
    if rest.0.is_empty() {
        return Some((DateTime::within(date.at(0, 0, 0, 0))?, 0));
    }
    rest.byte(b"Tt ")?;
    let hour = i8::try_from(rest.digits(2)?).ok()?;
    rest.byte(b":")?;
    let minute = i8::try_from(rest.digits(2)?).ok()?;
    let (mut second, mut nanosecond) = (0, 0_u32);
    if rest.byte(b":").is_some() {
        second = rest.digits(2)?;
        if rest.byte(b".,").is_some() {
            nanosecond = rest.fraction()?;
        }
    }
    let offset = rest.offset()?;
    if second > 60 {
        return None;
    }
    let minute_start = civil::DateTime::new(year, month, day, hour, minute, 0, 0).ok()?;
    let ahead = SignedDuration::new(second.checked_sub(offset)?, i32::try_from(nanosecond).ok()?);
    let instant = DateTime::within(minute_start.checked_add(ahead).ok()?)?;
    Some((instant, offset))
}

/// The unread rest of a date-time.
struct DateTimeReader<'t>(&'t [u8]);

impl DateTimeReader<'_> {
    /// Reads the next byte if it is one of `allowed`.
    fn byte(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// Reads a number of exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let mut number = 0_i64;
        for _ in 0..count {
            let digit = self.byte(b"0123456789")?;
            number = number.checked_mul(10)?.checked_add(i64::from(digit.wrapping_sub(b'0')))?;
        }
        Some(number)
    }

    /// Reads a fraction of a second, of at least one digit, in nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        subsecond_nanos(digits)
    }

    /// Reads `Z`, an offset or nothing, and the end of the text. Returns the offset in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.byte(b"Zz+-") {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return self.0.is_empty().then_some(0),
        };
        let hours = self.digits(2)?;
        self.byte(b":")?;
        let minutes = self.digits(2)?;
        if hours > 23 || minutes > 59 || !self.0.is_empty() {
            return None;
        }
        hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_mul(sign)
    }
}

/// The clock that a query is bound to: the instant of `now`, and the start of `today`.
///
/// ```
/// use tamis::Clock;
/// let clock: Clock = "2026-01-31T01:30:00+02:00".parse()?;
/// assert_eq!(clock.now().to_string(), "2026-01-30T23:30:00Z");
/// assert_eq!(clock.today().map(|day| day.to_string()), Some("2026-01-30T22:00:00Z".to_owned()));
/// # Ok::<(), tamis::errors::DateTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    now: DateTime,
    /// The offset of its midnight from UTC.
    offset: SignedDuration,
    /// The first instant of its day, if that does not follow from the offset.
    today: Option<DateTime>,
}

impl Clock {
    /// Makes a clock at `time` whose days start at midnight UTC.
    ///
    /// # Errors
    /// If `time` is outside the years 1 to 9999.
    pub fn at(time: SystemTime) -> Result<Self, DateTimeError> {
        let since = SignedDuration::system_until(SystemTime::UNIX_EPOCH, time).map_err(|_| DateTimeError)?;
        let moved = EPOCH.checked_add(since).map_err(|_| DateTimeError)?;
        let now = DateTime::within(moved).ok_or(DateTimeError)?;
        Ok(Self { now, offset: SignedDuration::ZERO, today: None })
    }

    /// Sets the offset of midnight, in seconds ahead of UTC.
    #[must_use]
    pub fn with_offset(self, seconds: i32) -> Self {
        Self { offset: SignedDuration::from_secs(seconds.into()), today: None, ..self }
    }

    /// Sets the start of the clock's day to `start`, which is not checked.
    ///
    /// An offset alone is wrong on the days on which the clocks of a time zone change. A host that knows the zone
    /// computes the first instant of the day by its rules:
    ///
    /// ```
    /// use tamis::Clock;
    /// // In Berlin, at noon of the day on which clocks went from +01:00 to +02:00.
    /// let clock: Clock = "2026-03-29T12:00:00+02:00".parse()?;
    /// let clock = clock.with_today("2026-03-29T00:00:00+01:00".parse()?);
    /// assert_eq!(clock.today().map(|day| day.to_string()), Some("2026-03-28T23:00:00Z".to_owned()));
    /// # Ok::<(), tamis::errors::DateTimeError>(())
    /// ```
    #[must_use]
    pub fn with_today(self, start: DateTime) -> Self {
        Self { today: Some(start), ..self }
    }

    /// Returns the instant of `now`.
    pub fn now(&self) -> DateTime {
        self.now
    }

    /// Returns the start of `today`: the instant set by [`Clock::with_today`], else the last midnight in the clock's
    /// offset, or `None` outside the years 1 to 9999.
    pub fn today(&self) -> Option<DateTime> {
        if self.today.is_some() {
            return self.today;
        }
        let DateTime(now) = self.now;
        let midnight = now.checked_add(self.offset).ok()?.date().at(0, 0, 0, 0);
        DateTime::within(midnight.checked_sub(self.offset).ok()?)
    }
}

impl FromStr for Clock {
    type Err = DateTimeError;

    /// Parses RFC 3339 text. Its offset, or UTC, is the clock's.
    ///
    /// # Errors
    /// As for [`DateTime`].
    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        let (now, offset) = read(text).ok_or(DateTimeError)?;
        Ok(Self { now, offset: SignedDuration::from_secs(offset), today: None })
    }
}

/// A text that is no RFC 3339 date-time, or a time outside the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an RFC 3339 date-time in the years 1 to 9999, such as `2026-01-31T08:00:00+01:00`")]
pub struct DateTimeError;
