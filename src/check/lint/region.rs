//! What a comparison says of the value at its path, as a set: exactly where it can, else between two sets.

use super::clause::{Clause, Literal};
use super::set::{Kind, Point, Range, Set};
use crate::collation::Collation;
use crate::operator::Family;
use crate::schema::Field;
use crate::ty::Type;
use crate::value::Value;

/// How texts are ordered on the line. A field of text may be asked under several collations, and one of any type for what its
/// texts read as: in each view some comparisons are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Text(Collation),
    DateTimes,
    Durations,
}

/// The values for which a condition holds: no fewer than `at_least`, no more than `at_most`.
#[derive(Clone, Debug)]
pub(super) struct Region<'q> {
    pub(super) at_least: Set<'q>,
    pub(super) at_most: Set<'q>,
}

impl View {
    /// The views in which one of `literals`, which are of one path, says something exact of texts; one at least.
    pub(super) fn all_of<'q>(literals: impl Iterator<Item = Literal<'q>>, default: Collation) -> Vec<Self> {
        let mut views = Vec::new();
        for literal in literals {
            let of_any = *literal.field().ty() == Type::Any;
            for term in literal.comparison.operand.terms() {
                let view = match term.value() {
                    Some(Value::Text(_)) => Self::Text(literal.collation),
                    Some(Value::DateTime(_)) if of_any => Self::DateTimes,
                    Some(Value::Duration(_)) if of_any => Self::Durations,
                    _ => continue,
                };
                if !views.contains(&view) {
                    views.push(view);
                }
            }
        }
        if views.is_empty() {
            views.push(Self::Text(default));
        }
        views
    }

    /// The texts of a field of type `ty`.
    fn texts(self, ty: &Type) -> &'static [Kind] {
        match (ty, self) {
            (Type::Text | Type::Enum(_), _) | (Type::Any, Self::Text(_)) => &[Kind::Text],
            (Type::Any, Self::DateTimes) => &[Kind::DateTime, Kind::OtherText],
            (Type::Any, Self::Durations) => &[Kind::Duration, Kind::OtherText],
            _ => &[],
        }
    }

    /// Where `value` lies on the line of a field of type `ty`; nothing where it is some of the texts, which this view does not
    /// tell apart so.
    fn point<'q>(self, value: &'q Value, ty: &Type, collation: Collation) -> Option<Point<'q>> {
        let is_shown = match value {
            Value::Text(_) => self == Self::Text(collation),
            Value::DateTime(_) => *ty != Type::Any || self == Self::DateTimes,
            Value::Duration(_) => *ty != Type::Any || self == Self::Durations,
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Uuid(_) => true,
        };
        is_shown.then(|| Point::of(value, collation))
    }

    /// All that a row may hold at a field of type `ty`, what is of another kind counting as null.
    pub(super) fn universe<'q>(self, ty: &Type) -> Set<'q> {
        let booleans = || [false, true].map(|boolean| Range::one(Point::Boolean(boolean)));
        let mut ranges = vec![Range::one(Point::Null)];
        ranges.extend(self.texts(ty).iter().copied().map(Range::all));
        match ty {
            Type::Text | Type::Enum(_) => {}
            Type::Integer | Type::Number => ranges.push(Range::all(Kind::Number)),
            Type::Boolean => ranges.extend(booleans()),
            Type::DateTime | Type::Epoch(_) => ranges.push(Range::all(Kind::DateTime)),
            Type::Duration => ranges.push(Range::all(Kind::Duration)),
            Type::Uuid => ranges.push(Range::all(Kind::Uuid)),
            Type::Array(_) => ranges.push(Range::all(Kind::Array)),
            Type::Object => ranges.push(Range::all(Kind::Object)),
            Type::Any => {
                ranges.extend(booleans());
                ranges.extend([Kind::Number, Kind::Array, Kind::Object].map(Range::all));
            }
        }
        Set::of(ranges)
    }

    /// What the schema promises of `field`, where that is less than what a row may hold: that it is never null, or that it
    /// is one of the words of a closed enumeration; those only where there are no more than `named`, for fewer values cannot
    /// be all of them.
    pub(super) fn promised(self, field: &Field, named: usize) -> Option<Set<'_>> {
        let words = match (field.ty(), self) {
            (Type::Enum(words), Self::Text(_)) if !words.open && words.words.len() > named => return None,
            (Type::Enum(words), Self::Text(collation)) if !words.open => Some((words, collation)),
            _ => None,
        };
        let mut ranges: Vec<Range<'_>> = match words {
            Some((words, collation)) => words.words().map(|word| Range::one(Point::text(word, collation))).collect(),
            None if field.is_nullable() => return None,
            None => self.universe(field.ty()).ranges().to_vec(),
        };
        ranges.retain(|range| range.kind() != Kind::Null);
        ranges.extend(field.is_nullable().then_some(Range::one(Point::Null)));
        Some(Set::of(ranges))
    }
}

impl<'q> Region<'q> {
    /// The values for which `clause` holds, among those of `universe`.
    pub(super) fn of(clause: &Clause<'q>, view: View, universe: &Set<'q>) -> Self {
        let regions = clause.literals.iter().map(|literal| Self::of_literal(literal, view, universe));
        let (at_least, at_most) = regions.map(|region| (region.at_least, region.at_most)).unzip();
        if clause.wants_all {
            Self { at_least: Set::intersection_of(at_least), at_most: Set::intersection_of(at_most) }
        } else {
            Self { at_least: Set::union_of(at_least), at_most: Set::union_of(at_most) }
        }
    }

    fn of_literal(literal: &Literal<'q>, view: View, universe: &Set<'q>) -> Self {
        let Admitted { surely, perhaps } = Admitted::by(literal, view, universe);
        let at_least = Set::of(surely.clone());
        let at_most = if perhaps.is_empty() { at_least.clone() } else { Set::of([surely, perhaps].concat()) };
        if literal.holds {
            Self { at_least, at_most }
        } else {
            Self { at_least: universe.difference(&at_most), at_most: universe.difference(&at_least) }
        }
    }

    /// Whether it is known of each value whether it is in.
    pub(super) fn is_exact(&self) -> bool {
        self.at_most.is_subset(&self.at_least)
    }
}

/// The values for which a comparison, not negated, holds.
#[derive(Default)]
struct Admitted<'q> {
    surely: Vec<Range<'q>>,
    /// Those for which it may.
    perhaps: Vec<Range<'q>>,
}

impl<'q> Admitted<'q> {
    fn by(literal: &Literal<'q>, view: View, universe: &Set<'q>) -> Self {
        let (ty, operator) = (literal.field().ty(), literal.comparison.operator.node);
        let terms = literal.comparison.operand.terms();
        let texts = || view.texts(ty).iter().copied().map(Range::all);
        let may_be_array = matches!(ty, Type::Array(_) | Type::Any);
        let mut admitted = Self::default();
        match operator.family() {
            Family::Equality => {
                for term in terms {
                    match term.value().map(|value| view.point(value, ty, literal.collation)) {
                        Some(Some(point)) => admitted.surely.push(Range::one(point)),
                        Some(None) => admitted.perhaps.extend(texts()),
                        None => admitted.perhaps.extend(universe.ranges()),
                    }
                }
            }
            Family::Order => match terms.first().and_then(|term| term.value()) {
                Some(Value::Null | Value::Boolean(_) | Value::Uuid(_)) => {}
                Some(value) => match view.point(value, ty, literal.collation) {
                    Some(point) => admitted.surely.push(Range::ordered(operator, point)),
                    None => admitted.perhaps.extend(texts()),
                },
                None => {
                    let is_ordered = |range: &&Range<'_>| range.kind() != Kind::Null;
                    admitted.perhaps.extend(universe.ranges().iter().filter(is_ordered));
                }
            },
            Family::Containment | Family::Affix => {
                match terms.first().map(|term| term.value()) {
                    Some(Some(Value::Text(needle))) if needle.is_empty() => admitted.surely.extend(texts()),
                    Some(Some(Value::Text(_)) | None) => admitted.perhaps.extend(texts()),
                    Some(Some(_)) | None => {}
                }
                if may_be_array && operator.family() == Family::Containment {
                    admitted.perhaps.push(Range::all(Kind::Array));
                }
            }
            Family::Set => admitted.perhaps.push(Range::all(Kind::Array)),
        }
        admitted
    }
}
