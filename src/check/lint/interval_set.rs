//! Sets of the values that a row may hold at one path: sorted intervals on a line with the values of all kinds.
//!
//! An interval is bounded by cuts, which lie between values, so that open and closed bounds are not different cases.
//! The line is taken to be dense: between two integers it has further values. A set may therefore be larger than the
//! true one, but never smaller.

use std::cmp::Ordering;

use crate::filter::EqualityKey;
use crate::operator::Operator;
use crate::value::Numeric;

/// A kind of value in a row, in the order of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ValueKind {
    Null,
    Boolean,
    Number,
    Text,
    DateTime,
    Duration,
    Uuid,
    /// A text that is not a date-time, in a view that reads texts as date-times; likewise for durations.
    OtherText,
    Array,
    Object,
}

/// A point between values of a kind, or at an end of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cut<'q> {
    kind: ValueKind,
    edge: Edge<'q>,
}

impl Ord for Cut<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        #[cfg(test)]
        super::tests::count();
        self.kind.cmp(&other.kind).then_with(|| self.edge.cmp(&other.edge))
    }
}

impl PartialOrd for Cut<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge<'q> {
    Start,
    At(EqualityKey<'q>, CutSide),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum CutSide {
    Before,
    After,
}

/// Returns the kind of the values with the key `key`.
fn kind_of(key: EqualityKey<'_>) -> ValueKind {
    match key {
        EqualityKey::Null => ValueKind::Null,
        EqualityKey::Boolean(_) => ValueKind::Boolean,
        EqualityKey::Number(_) => ValueKind::Number,
        EqualityKey::Text(_) => ValueKind::Text,
        EqualityKey::DateTime(_) => ValueKind::DateTime,
        EqualityKey::Duration(_) => ValueKind::Duration,
        EqualityKey::Uuid(_) => ValueKind::Uuid,
    }
}

impl<'q> Cut<'q> {
    /// Returns the cut on one side of `key`. No value precedes the first one of a kind; a number that is out of range
    /// is cut at the end of its kind.
    fn beside(key: EqualityKey<'q>, side: CutSide) -> Self {
        let edge = match (key, side) {
            (EqualityKey::Number(Numeric::Below), _) => Edge::Start,
            (EqualityKey::Number(Numeric::Above), _) => Edge::End,
            (EqualityKey::Text(text), CutSide::Before) if text.as_str().is_empty() => Edge::Start,
            (key, side) => Edge::At(key, side),
        };
        Self { kind: kind_of(key), edge }
    }
}

/// The values between two cuts of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval<'q> {
    from: Cut<'q>,
    to: Cut<'q>,
}

impl<'q> Interval<'q> {
    /// Returns the interval of all values of a kind.
    pub(super) fn all(kind: ValueKind) -> Self {
        Self { from: Cut { kind, edge: Edge::Start }, to: Cut { kind, edge: Edge::End } }
    }

    /// Returns the interval of the values with the key `key`.
    pub(super) fn one(key: EqualityKey<'q>) -> Self {
        Self { from: Cut::beside(key, CutSide::Before), to: Cut::beside(key, CutSide::After) }
    }

    /// Returns the values for which an order `operator` holds with the operand `key`.
    pub(super) fn ordered(operator: Operator, key: EqualityKey<'q>) -> Self {
        let all = Self::all(kind_of(key));
        let holds = |order| operator.holds(order).unwrap_or(true);
        let inclusive = holds(Ordering::Equal);
        let from = if holds(Ordering::Less) {
            all.from
        } else {
            Cut::beside(key, if inclusive { CutSide::Before } else { CutSide::After })
        };
        let to = if holds(Ordering::Greater) {
            all.to
        } else {
            Cut::beside(key, if inclusive { CutSide::After } else { CutSide::Before })
        };
        Self { from, to }
    }

    /// Returns the key of the interval's values if they are all equal.
    pub(super) fn only(&self) -> Option<EqualityKey<'q>> {
        match self.to.edge {
            Edge::At(key, CutSide::After) if self.from == Cut::beside(key, CutSide::Before) => Some(key),
            Edge::At(..) | Edge::Start | Edge::End => None,
        }
    }

    pub(super) fn kind(&self) -> ValueKind {
        self.from.kind
    }
}

/// A set of values.
#[derive(Clone, Debug, Default)]
pub(super) struct IntervalSet<'q> {
    /// In order, none empty, none adjacent to the next.
    intervals: Vec<Interval<'q>>,
}

impl<'q> IntervalSet<'q> {
    /// Returns the set of the values in `intervals`, which may be in any order and overlap.
    pub(super) fn new(mut intervals: Vec<Interval<'q>>) -> Self {
        intervals.retain(|interval| interval.from < interval.to);
        intervals.sort_by_key(|interval| interval.from);
        let mut merged: Vec<Interval<'q>> = Vec::with_capacity(intervals.len());
        for interval in intervals {
            match merged.last_mut() {
                Some(last) if interval.from <= last.to => last.to = last.to.max(interval.to),
                _ => merged.push(interval),
            }
        }
        Self { intervals: merged }
    }

    pub(super) fn intervals(&self) -> &[Interval<'q>] {
        &self.intervals
    }

    pub(super) fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    pub(super) fn union_of(sets: Vec<Self>) -> Self {
        Self::new(sets.into_iter().flat_map(|set| set.intervals).collect())
    }

    /// Returns the values that are in all of `sets`; the empty set for no sets. Intersects pairs in rounds, so that
    /// many small sets cost little more than sorting them.
    pub(super) fn intersection_of(mut sets: Vec<Self>) -> Self {
        while sets.len() > 1 {
            let pairs = sets.chunks(2).map(|pair| match pair {
                [a, b] => a.intersection(b),
                rest => rest.first().cloned().unwrap_or_default(),
            });
            sets = pairs.collect();
        }
        sets.pop().unwrap_or_default()
    }

    pub(super) fn intersection(&self, other: &Self) -> Self {
        let mut intervals = Vec::new();
        let (mut mine, mut others) = (self.intervals.iter().peekable(), other.intervals.iter().peekable());
        while let (Some(a), Some(b)) = (mine.peek(), others.peek()) {
            let both = Interval { from: a.from.max(b.from), to: a.to.min(b.to) };
            if both.from < both.to {
                intervals.push(both);
            }
            if a.to <= b.to {
                mine.next()
            } else {
                others.next()
            };
        }
        Self { intervals }
    }

    pub(super) fn difference(&self, other: &Self) -> Self {
        let mut intervals = Vec::new();
        let mut others = other.intervals.iter().peekable();
        for interval in &self.intervals {
            let mut from = interval.from;
            while let Some(hole) = others.peek().filter(|hole| hole.from < interval.to) {
                if from < hole.from {
                    intervals.push(Interval { from, to: hole.from });
                }
                from = from.max(hole.to);
                // A hole that continues after this interval may overlap the next.
                if hole.to > interval.to {
                    break;
                }
                others.next();
            }
            if from < interval.to {
                intervals.push(Interval { from, to: interval.to });
            }
        }
        Self { intervals }
    }

    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.intervals.iter().all(|interval| {
            let around = other.intervals.partition_point(|other| other.to < interval.to);
            other.intervals.get(around).is_some_and(|other| other.from <= interval.from)
        })
    }

    /// Keeps the intervals for which `keeps` returns `true`.
    pub(super) fn retain(&mut self, keeps: impl FnMut(&Interval<'q>) -> bool) {
        self.intervals.retain(keeps);
    }
}
