//! Constraints: the items of a group about which lints can reason. Each is a comparison, or comparisons of one path
//! joined by one connective.

use crate::collation::{Collation, Needle, NeedlePosition};
use crate::filter::{Comparison, Filter, FilterKind, Term};
use crate::operator::Family;
use crate::path::Path;
use crate::schema::Field;
use crate::ty::Type;
use crate::value::{DateTime, Duration, Numeric, Value};

/// A comparison, asserted or denied. `!=` is the denial of `==`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Assertion<'q> {
    pub(super) comparison: &'q Comparison,
    /// The collation in force.
    pub(super) collation: Collation,
    /// `true` if the comparison must hold, `false` if it must not.
    pub(super) holds: bool,
}

/// The number of a constraint's assertions that must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    All,
    Any,
}

/// Assertions about one path.
#[derive(Debug)]
pub(super) struct Constraint<'q> {
    pub(super) assertions: Vec<Assertion<'q>>,
    pub(super) need: Need,
}

/// Returns the comparison that `filter` is or negates, or `None` if it is neither.
fn comparison(filter: &Filter) -> Option<&Comparison> {
    match &filter.kind {
        FilterKind::Comparison(comparison) => Some(comparison),
        FilterKind::Not(operand) => comparison(operand),
        FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) | FilterKind::Constant(_) => None,
    }
}

/// Returns the path that `filter` constrains, or `None` if it is not a constraint.
pub(super) fn path(filter: &Filter) -> Option<&Path> {
    match &filter.kind {
        FilterKind::And(items) | FilterKind::Or(items) => {
            let mut paths = items.iter().map(|item| Some(comparison(item)?.field.path()));
            let first = paths.next()??;
            paths.all(|path| path == Some(first)).then_some(first)
        }
        FilterKind::Not(operand) => path(operand),
        FilterKind::Comparison(comparison) => Some(comparison.field.path()),
        FilterKind::Xor(_) | FilterKind::Constant(_) => None,
    }
}

impl<'q> Constraint<'q> {
    /// Returns the constraint that `filter` is; it must have a [`path`]. `default` is the query's collation.
    pub(super) fn from_filter(filter: &'q Filter, default: Collation) -> Self {
        let (items, need) = match &filter.kind {
            FilterKind::Not(operand) => return Self::from_filter(operand, default).negated(),
            FilterKind::And(items) => (items.as_slice(), Need::All),
            FilterKind::Or(items) => (items.as_slice(), Need::Any),
            FilterKind::Comparison(_) | FilterKind::Xor(_) | FilterKind::Constant(_) => {
                (std::slice::from_ref(filter), Need::All)
            }
        };
        let assertions = items.iter().filter_map(|item| Assertion::from_filter(item, default)).collect();
        Self { assertions, need }
    }

    pub(super) fn negated(self) -> Self {
        let negated = |assertion: Assertion<'q>| Assertion { holds: !assertion.holds, ..assertion };
        let need = match self.need {
            Need::All => Need::Any,
            Need::Any => Need::All,
        };
        Self { assertions: self.assertions.into_iter().map(negated).collect(), need }
    }

    /// Returns the number of values in its comparisons.
    pub(super) fn value_count(&self) -> usize {
        let counts = self.assertions.iter().map(|assertion| assertion.comparison.operand.terms().len());
        counts.fold(0, usize::saturating_add)
    }

    /// Returns the assertion if there is only one.
    pub(super) fn only(&self) -> Option<Assertion<'q>> {
        match self.assertions.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    pub(super) fn field(&self) -> Option<&'q Field> {
        self.assertions.first().map(Assertion::field)
    }
}

impl<'q> From<Assertion<'q>> for Constraint<'q> {
    fn from(assertion: Assertion<'q>) -> Self {
        Self { assertions: vec![assertion], need: Need::All }
    }
}

impl<'q> Assertion<'q> {
    /// Returns the assertion that `filter` is, or `None` if it is neither a comparison nor the negation of one.
    pub(super) fn from_filter(filter: &'q Filter, default: Collation) -> Option<Self> {
        let comparison = comparison(filter)?;
        let is_negated = matches!(filter.kind, FilterKind::Not(_));
        let holds = is_negated == comparison.operator.node.is_negative();
        Some(Self { comparison, collation: comparison.collation_or(default), holds })
    }

    pub(super) fn field(&self) -> &'q Field {
        &self.comparison.field
    }

    /// Returns the assertion that the same comparison holds.
    pub(super) fn asserted(self) -> Self {
        Self { holds: true, ..self }
    }

    fn family(&self) -> Family {
        self.comparison.operator.node.family()
    }

    fn needle_position(&self) -> Option<NeedlePosition> {
        self.comparison.operator.node.needle_position()
    }

    /// Returns `true` if it is clear without further reasoning that some values satisfy the comparison and some do not.
    pub(super) fn is_plainly_open(&self) -> bool {
        let terms = self.comparison.operand.terms();
        match self.family() {
            Family::Equality => {
                let is_outside = |term: &Term| match term.value() {
                    Some(Value::Number(number)) => matches!(number.numeric(), Numeric::Below | Numeric::Above),
                    Some(
                        Value::Null
                        | Value::Boolean(_)
                        | Value::Text(_)
                        | Value::DateTime(_)
                        | Value::Duration(_)
                        | Value::Uuid(_),
                    )
                    | None => false,
                };
                let may_list_all = match self.field().ty() {
                    Type::Boolean => true,
                    Type::Enum(words) => !words.open && words.words.len() <= terms.len(),
                    Type::Text
                    | Type::Integer
                    | Type::Number
                    | Type::DateTime
                    | Type::Epoch(_)
                    | Type::Duration
                    | Type::Uuid
                    | Type::Array(_)
                    | Type::Object
                    | Type::Any => false,
                };
                !may_list_all && !terms.iter().all(is_outside)
            }
            Family::Containment | Family::Text => self.needle() != Some(""),
            Family::Set => true,
            Family::Order => false,
        }
    }

    /// Returns `true` if the assertion is true of `text`, or `None` if that cannot be computed: a value is not bound,
    /// or the operator is not one that is evaluated here.
    pub(super) fn is_true_of(&self, text: &str) -> Option<bool> {
        let terms = self.comparison.operand.terms();
        let values = terms.iter().map(|term| term.value()).collect::<Option<Vec<&Value>>>()?;
        let is_any = *self.field().ty() == Type::Any;
        let order = |value: &Value| match value {
            Value::Text(other) => Some(self.collation.compare(text, other)),
            Value::DateTime(instant) if is_any => Some(DateTime::read(text)?.cmp(instant)),
            Value::Duration(length) if is_any => Some(Duration::read(text)?.cmp(length)),
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::DateTime(_)
            | Value::Duration(_)
            | Value::Uuid(_) => None,
        };
        let operator = self.comparison.operator.node;
        let is_true = match operator.family() {
            Family::Equality => values.iter().any(|value| order(value).is_some_and(|order| order.is_eq())),
            Family::Order => {
                let order = values.first().and_then(|value| order(value));
                order.and_then(|order| operator.holds(order)).unwrap_or(false)
            }
            Family::Containment | Family::Text => {
                let part = self.needle_position()?;
                let Some(Value::Text(needle)) = values.first() else { return Some(!self.holds) };
                Needle::new(self.collation, needle).is_at(part, text)
            }
            Family::Set => false,
        };
        Some(is_true == self.holds)
    }

    /// Returns the text that the operator looks for, if the following holds: a text that contains it is found in every
    /// text equal to that one, and in every text that contains that one. `lexicographic` has neither property: `a05`
    /// contains `a0`, and its equal `a5` does not.
    pub(super) fn needle(&self) -> Option<&'q str> {
        self.needle_position()?;
        match self.comparison.operand.terms().first()?.value()? {
            Value::Text(text) => match self.collation {
                Collation::Ordinal | Collation::IgnoreCase => Some(text),
                Collation::Lexicographic => None,
            },
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::DateTime(_)
            | Value::Duration(_)
            | Value::Uuid(_) => None,
        }
    }

    /// Returns `true` if this assertion implies `other` because one needle is a part of the other.
    pub(super) fn implies_part(&self, other: &Self) -> bool {
        let (longer, shorter) = if self.holds { (self, other) } else { (other, self) };
        let (Some(text), Some(part)) = (longer.needle(), shorter.needle()) else { return false };
        let (Some(longer_part), Some(shorter_part)) = (longer.needle_position(), shorter.needle_position()) else {
            return false;
        };
        if self.holds != other.holds || self.collation != other.collation {
            return false;
        }
        let part = Needle::new(self.collation, part);
        match (longer_part, shorter_part) {
            // A value that contains the longer text may also be an array with that text as an element.
            (NeedlePosition::Anywhere, NeedlePosition::Anywhere) => {
                *self.field().ty() == Type::Text && part.is_in(text)
            }
            (NeedlePosition::Start | NeedlePosition::End, NeedlePosition::Anywhere) => part.is_in(text),
            (NeedlePosition::Start, NeedlePosition::Start) => part.starts(text),
            (NeedlePosition::End, NeedlePosition::End) => part.ends(text),
            (NeedlePosition::Anywhere | NeedlePosition::End, NeedlePosition::Start)
            | (NeedlePosition::Anywhere | NeedlePosition::Start, NeedlePosition::End) => false,
        }
    }

    /// Returns `true` if no text satisfies both assertions, as they require different prefixes or different suffixes.
    pub(super) fn excludes_affix(&self, other: &Self) -> bool {
        let (Some(text), Some(other_text)) = (self.needle(), other.needle()) else { return false };
        if !self.holds
            || !other.holds
            || self.collation != other.collation
            || self.needle_position() != other.needle_position()
        {
            return false;
        }
        let (needle, other_needle) = (Needle::new(self.collation, text), Needle::new(self.collation, other_text));
        match self.needle_position() {
            Some(part @ (NeedlePosition::Start | NeedlePosition::End)) => {
                !other_needle.is_at(part, text) && !needle.is_at(part, other_text)
            }
            Some(NeedlePosition::Anywhere) | None => false,
        }
    }
}
