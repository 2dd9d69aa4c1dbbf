//! Sets of what a row may hold at one path: ranges on one line, on which the values of all kinds lie.
//!
//! A range is bounded by cuts, which lie between values, so that open and closed bounds need no cases. Between two
//! different values there is always taken to be another: where there is none, a set is taken to be larger than it is,
//! never smaller.

use std::cmp::Ordering;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::value::{DateTime, Duration, Numeric, Uuid, Value};

/// The kinds of what a row may hold, in the order in which they lie on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    DateTime,
    Duration,
    Uuid,
    /// Text that reads as no date-time, or as no duration, where texts are looked at as such.
    OtherText,
    Array,
    Object,
}

/// A value that a query names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point<'q> {
    Null,
    Boolean(bool),
    Number(Numeric),
    Text(Collated<'q>),
    DateTime(DateTime),
    Duration(Duration),
    Uuid(Uuid),
}

/// Text as a collation orders it; one stands for all that equal it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Collated<'q> {
    pub(super) collation: Collation,
    pub(super) text: &'q str,
}

impl Ord for Collated<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.collation.compare(self.text, other.text)
    }
}

impl PartialOrd for Collated<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Collated<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Collated<'_> {}

/// A place between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cut<'q> {
    kind: Kind,
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
    At(Point<'q>, Side),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    After,
}

impl<'q> Point<'q> {
    pub(super) fn of(value: &'q Value, collation: Collation) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(boolean) => Self::Boolean(*boolean),
            Value::Number(number) => Self::Number(number.numeric()),
            Value::Text(text) => Self::text(text, collation),
            Value::DateTime(instant) => Self::DateTime(*instant),
            Value::Duration(length) => Self::Duration(*length),
            Value::Uuid(uuid) => Self::Uuid(*uuid),
        }
    }

    pub(super) fn text(text: &'q str, collation: Collation) -> Self {
        Self::Text(Collated { text, collation })
    }

    fn kind(self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
            Self::DateTime(_) => Kind::DateTime,
            Self::Duration(_) => Kind::Duration,
            Self::Uuid(_) => Kind::Uuid,
        }
    }

    /// The cut at one side of it. Nothing lies before the first value of a kind; what lies outside all numbers is at their
    /// ends.
    fn cut(self, side: Side) -> Cut<'q> {
        let edge = match (self, side) {
            (Self::Number(Numeric::Below), _) => Edge::Start,
            (Self::Number(Numeric::Above), _) => Edge::End,
            (Self::Text(Collated { text: "", .. }), Side::Before) => Edge::Start,
            _ => Edge::At(self, side),
        };
        Cut { kind: self.kind(), edge }
    }
}

/// All between two cuts of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range<'q> {
    from: Cut<'q>,
    to: Cut<'q>,
}

impl<'q> Range<'q> {
    /// All of a kind.
    pub(super) fn all(kind: Kind) -> Self {
        Self { from: Cut { kind, edge: Edge::Start }, to: Cut { kind, edge: Edge::End } }
    }

    pub(super) fn one(point: Point<'q>) -> Self {
        Self { from: point.cut(Side::Before), to: point.cut(Side::After) }
    }

    /// What is ordered to `point` as `operator`, one of order, says.
    pub(super) fn ordered(operator: Operator, point: Point<'q>) -> Self {
        let all = Self::all(point.kind());
        match operator {
            Operator::Less => Self { to: point.cut(Side::Before), ..all },
            Operator::LessEqual => Self { to: point.cut(Side::After), ..all },
            Operator::Greater => Self { from: point.cut(Side::After), ..all },
            Operator::GreaterEqual => Self { from: point.cut(Side::Before), ..all },
            _ => all,
        }
    }

    /// The one value that it holds, where it holds no other.
    pub(super) fn point(&self) -> Option<Point<'q>> {
        match self.to.edge {
            Edge::At(point, Side::After) if self.from == point.cut(Side::Before) => Some(point),
            _ => None,
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.from.kind
    }
}

/// Any number of values.
#[derive(Clone, Debug, Default)]
pub(super) struct Set<'q> {
    /// In order, none empty, none touching the next.
    ranges: Vec<Range<'q>>,
}

impl<'q> Set<'q> {
    pub(super) fn of(mut ranges: Vec<Range<'q>>) -> Self {
        ranges.retain(|range| range.from < range.to);
        ranges.sort_by_key(|range| range.from);
        let mut merged: Vec<Range<'q>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.from <= last.to => last.to = last.to.max(range.to),
                _ => merged.push(range),
            }
        }
        Self { ranges: merged }
    }

    pub(super) fn ranges(&self) -> &[Range<'q>] {
        &self.ranges
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub(super) fn union_of(sets: Vec<Self>) -> Self {
        Self::of(sets.into_iter().flat_map(|set| set.ranges).collect())
    }

    /// What is in each of `sets`; nothing where there is none. Halves are intersected first, so that many small sets cost
    /// little more than sorting them.
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
        let mut ranges = Vec::new();
        let (mut mine, mut others) = (self.ranges.iter().peekable(), other.ranges.iter().peekable());
        while let (Some(a), Some(b)) = (mine.peek(), others.peek()) {
            let both = Range { from: a.from.max(b.from), to: a.to.min(b.to) };
            if both.from < both.to {
                ranges.push(both);
            }
            if a.to <= b.to {
                mine.next()
            } else {
                others.next()
            };
        }
        Self { ranges }
    }

    pub(super) fn difference(&self, other: &Self) -> Self {
        let mut ranges = Vec::new();
        let mut others = other.ranges.iter().peekable();
        for range in &self.ranges {
            let mut from = range.from;
            while let Some(hole) = others.peek().filter(|hole| hole.from < range.to) {
                if from < hole.from {
                    ranges.push(Range { from, to: hole.from });
                }
                from = from.max(hole.to);
                // One that reaches beyond this range may reach into the next.
                if hole.to > range.to {
                    break;
                }
                others.next();
            }
            if from < range.to {
                ranges.push(Range { from, to: range.to });
            }
        }
        Self { ranges }
    }

    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.ranges.iter().all(|range| {
            let around = other.ranges.partition_point(|other| other.to < range.to);
            other.ranges.get(around).is_some_and(|other| other.from <= range.from)
        })
    }

    /// Without the ranges that `keeps` does not want.
    pub(super) fn filter(&mut self, keeps: impl FnMut(&Range<'q>) -> bool) {
        self.ranges.retain(keeps);
    }
}
