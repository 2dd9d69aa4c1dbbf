//! Times relative to a clock: `now`, `today`, and either of them with an offset. Binding a query replaces them by
//! instants, so that a request and its residual cannot see two clocks.

use super::Duration;

/// The instant that a relative time counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The clock's instant: `now`.
    Now,
    /// The first instant of the clock's day: `today`.
    Today,
}

impl Anchor {
    /// Returns its word in the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Today => "today",
        }
    }
}

/// The side of the anchor on which a relative time lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Before the anchor: `now - 7d`.
    Before,
    /// After the anchor: `now + 7d`.
    After,
}

impl Direction {
    /// Returns its sign in the language.
    pub fn sign(self) -> char {
        match self {
            Self::Before => '-',
            Self::After => '+',
        }
    }
}

/// The distance of a relative time from its anchor.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TimeOffset {
    /// The side on which it lies.
    pub direction: Direction,
    /// The distance.
    pub length: Duration,
}

impl TimeOffset {
    pub(crate) fn new(direction: Direction, length: Duration) -> Self {
        Self { direction, length }
    }
}

/// `now` or `today`, perhaps with an offset, until the clock is bound.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RelativeTime {
    /// The instant that it counts from.
    pub anchor: Anchor,
    /// The distance from the anchor, or `None` for the anchor itself.
    pub offset: Option<TimeOffset>,
}

impl RelativeTime {
    pub(crate) fn new(anchor: Anchor, offset: Option<TimeOffset>) -> Self {
        Self { anchor, offset }
    }
}
