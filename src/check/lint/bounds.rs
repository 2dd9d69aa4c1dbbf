//! The values that satisfy a constraint, as sets: exact if possible, else an under- and an over-approximation.

use super::constraint::{Assertion, Constraint, Need};
use super::interval_set::{Interval, IntervalSet, ValueKind};
use crate::collation::Collation;
use crate::filter::EqualityKey;
use crate::operator::Family;
use crate::schema::Field;
use crate::ty::Type;
use crate::value::Value;

/// An order of texts on the line. A text field may be compared under several collations, and the texts of a field of
/// any type may be read as date-times or durations; each view represents some of the comparisons exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Text(Collation),
    DateTimes,
    Durations,
}

/// A lower and an upper bound of the values that satisfy a constraint: all of `under` do, and none outside of `over`.
#[derive(Clone, Debug)]
pub(super) struct Bounds<'q> {
    pub(super) under: IntervalSet<'q>,
    pub(super) over: IntervalSet<'q>,
}

impl View {
    /// Returns the views that represent a text of one of `assertions` exactly; at least one. The assertions must be
    /// about one path.
    pub(super) fn all_for<'q>(assertions: impl Iterator<Item = Assertion<'q>>, default: Collation) -> Vec<Self> {
        let mut views = Vec::new();
        for assertion in assertions {
            let is_any = *assertion.field().ty() == Type::Any;
            for term in assertion.comparison.operand.terms() {
                let view = match term.value() {
                    Some(Value::Text(_)) => Self::Text(assertion.collation),
                    Some(Value::DateTime(_)) if is_any => Self::DateTimes,
                    Some(Value::Duration(_)) if is_any => Self::Durations,
                    Some(
                        Value::Null
                        | Value::Boolean(_)
                        | Value::Number(_)
                        | Value::DateTime(_)
                        | Value::Duration(_)
                        | Value::Uuid(_),
                    )
                    | None => continue,
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

    /// Returns the kinds of values that are texts in the rows of a field of type `ty`.
    fn text_kinds(self, ty: &Type) -> &'static [ValueKind] {
        match (ty, self) {
            (Type::Text | Type::Enum(_), _) | (Type::Any, Self::Text(_)) => &[ValueKind::Text],
            (Type::Any, Self::DateTimes) => &[ValueKind::DateTime, ValueKind::OtherText],
            (Type::Any, Self::Durations) => &[ValueKind::Duration, ValueKind::OtherText],
            (
                Type::Integer
                | Type::Number
                | Type::Boolean
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Uuid
                | Type::Array(_)
                | Type::Object,
                _,
            ) => &[],
        }
    }

    /// Returns the key of `value` on the line of a field of type `ty`, or `None` if this view does not distinguish the
    /// texts that equal it from others.
    fn key<'q>(self, value: &'q Value, ty: &Type, collation: Collation) -> Option<EqualityKey<'q>> {
        let is_distinct = match value {
            Value::Text(_) => self == Self::Text(collation),
            Value::DateTime(_) => *ty != Type::Any || self == Self::DateTimes,
            Value::Duration(_) => *ty != Type::Any || self == Self::Durations,
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Uuid(_) => true,
        };
        is_distinct.then(|| EqualityKey::new(value, collation))
    }

    /// Returns all values that a row may hold at a field of type `ty`. Values of other kinds count as null.
    pub(super) fn universe<'q>(self, ty: &Type) -> IntervalSet<'q> {
        let booleans = || [false, true].map(|boolean| Interval::one(EqualityKey::Boolean(boolean)));
        let mut intervals = vec![Interval::one(EqualityKey::Null)];
        intervals.extend(self.text_kinds(ty).iter().copied().map(Interval::all));
        match ty {
            Type::Text | Type::Enum(_) => {}
            Type::Integer | Type::Number => intervals.push(Interval::all(ValueKind::Number)),
            Type::Boolean => intervals.extend(booleans()),
            Type::DateTime | Type::Epoch(_) => intervals.push(Interval::all(ValueKind::DateTime)),
            Type::Duration => intervals.push(Interval::all(ValueKind::Duration)),
            Type::Uuid => intervals.push(Interval::all(ValueKind::Uuid)),
            Type::Array(_) => intervals.push(Interval::all(ValueKind::Array)),
            Type::Object => intervals.push(Interval::all(ValueKind::Object)),
            Type::Any => {
                intervals.extend(booleans());
                intervals.extend([ValueKind::Number, ValueKind::Array, ValueKind::Object].map(Interval::all));
            }
        }
        IntervalSet::new(intervals)
    }

    /// Returns the values that the schema promises for `field`, or `None` if it promises no less than the universe: it
    /// may promise that the field is never null, or that it is a word of a closed enum. The words are left out if there
    /// are more than `value_count`, as so few values cannot cover them.
    pub(super) fn promised(self, field: &Field, value_count: usize) -> Option<IntervalSet<'_>> {
        let words = match (field.ty(), self) {
            (Type::Enum(words), Self::Text(_)) if !words.open && words.words.len() > value_count => return None,
            (Type::Enum(words), Self::Text(collation)) if !words.open => Some((words, collation)),
            (Type::Enum(_), Self::Text(_) | Self::DateTimes | Self::Durations)
            | (
                Type::Text
                | Type::Integer
                | Type::Number
                | Type::Boolean
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Uuid
                | Type::Array(_)
                | Type::Object
                | Type::Any,
                _,
            ) => None,
        };
        let mut intervals: Vec<Interval<'_>> = match words {
            Some((words, collation)) => {
                words.words().map(|word| Interval::one(EqualityKey::from_text(word, collation))).collect()
            }
            None if field.is_nullable() => return None,
            None => self.universe(field.ty()).intervals().to_vec(),
        };
        intervals.retain(|interval| interval.kind() != ValueKind::Null);
        intervals.extend(field.is_nullable().then_some(Interval::one(EqualityKey::Null)));
        Some(IntervalSet::new(intervals))
    }
}

impl<'q> Bounds<'q> {
    /// Returns the bounds of the values in `universe` that satisfy `constraint`.
    pub(super) fn new(constraint: &Constraint<'q>, view: View, universe: &IntervalSet<'q>) -> Self {
        let bounds = constraint.assertions.iter().map(|assertion| Self::from_assertion(assertion, view, universe));
        let (under, over) = bounds.map(|bounds| (bounds.under, bounds.over)).unzip();
        match constraint.need {
            Need::All => Self { under: IntervalSet::intersection_of(under), over: IntervalSet::intersection_of(over) },
            Need::Any => Self { under: IntervalSet::union_of(under), over: IntervalSet::union_of(over) },
        }
    }

    fn from_assertion(assertion: &Assertion<'q>, view: View, universe: &IntervalSet<'q>) -> Self {
        let Admitted { must, may } = Admitted::new(assertion, view, universe);
        let under = IntervalSet::new(must.clone());
        let over = if may.is_empty() { under.clone() } else { IntervalSet::new([must, may].concat()) };
        if assertion.holds {
            Self { under, over }
        } else {
            Self { under: universe.difference(&over), over: universe.difference(&under) }
        }
    }

    /// Returns `true` if the two bounds are equal, so that they decide for every value.
    pub(super) fn are_exact(&self) -> bool {
        self.over.is_subset(&self.under)
    }
}

/// The values for which a comparison, asserted, holds or may hold.
#[derive(Default)]
struct Admitted<'q> {
    /// The values for which it holds.
    must: Vec<Interval<'q>>,
    /// Further values for which it may hold.
    may: Vec<Interval<'q>>,
}

impl<'q> Admitted<'q> {
    fn new(assertion: &Assertion<'q>, view: View, universe: &IntervalSet<'q>) -> Self {
        let (ty, operator) = (assertion.field().ty(), assertion.comparison.operator.node);
        let terms = assertion.comparison.operand.terms();
        let texts = || view.text_kinds(ty).iter().copied().map(Interval::all);
        let may_be_array = matches!(ty, Type::Array(_) | Type::Any);
        let mut admitted = Self::default();
        match operator.family() {
            Family::Equality => {
                for term in terms {
                    match term.value().map(|value| view.key(value, ty, assertion.collation)) {
                        Some(Some(key)) => admitted.must.push(Interval::one(key)),
                        Some(None) => admitted.may.extend(texts()),
                        None => admitted.may.extend(universe.intervals()),
                    }
                }
            }
            Family::Order => match terms.first().and_then(|term| term.value()) {
                Some(Value::Null | Value::Boolean(_) | Value::Uuid(_)) => {}
                Some(value @ (Value::Number(_) | Value::Text(_) | Value::DateTime(_) | Value::Duration(_))) => {
                    match view.key(value, ty, assertion.collation) {
                        Some(key) => admitted.must.push(Interval::ordered(operator, key)),
                        None => admitted.may.extend(texts()),
                    }
                }
                None => {
                    let is_ordered = |interval: &&Interval<'_>| interval.kind() != ValueKind::Null;
                    admitted.may.extend(universe.intervals().iter().filter(is_ordered));
                }
            },
            Family::Containment | Family::Text => {
                match terms.first().map(|term| term.value()) {
                    // Every text has the empty text as a part.
                    Some(Some(Value::Text(needle))) if needle.is_empty() && operator.needle_position().is_some() => {
                        admitted.must.extend(texts());
                    }
                    Some(Some(Value::Text(_)) | None) => admitted.may.extend(texts()),
                    Some(Some(
                        Value::Null
                        | Value::Boolean(_)
                        | Value::Number(_)
                        | Value::DateTime(_)
                        | Value::Duration(_)
                        | Value::Uuid(_),
                    ))
                    | None => {}
                }
                if may_be_array && operator.family() == Family::Containment {
                    admitted.may.push(Interval::all(ValueKind::Array));
                }
            }
            Family::Set => admitted.may.push(Interval::all(ValueKind::Array)),
        }
        admitted
    }
}
