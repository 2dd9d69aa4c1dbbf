//! Clauses: what lints reason about in a group. A comparison, or comparisons of one path with a connective between them.

use crate::collation::{Collation, Needle};
use crate::filter::{Comparison, Filter, FilterKind, Term};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::schema::Field;
use crate::ty::Type;
use crate::value::{DateTime, Duration, Numeric, Value};

/// A comparison that must hold, or must not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal<'q> {
    pub(super) comparison: &'q Comparison,
    /// The collation in force.
    pub(super) collation: Collation,
    /// Whether it must hold; of `!=`, whether `==` must.
    pub(super) holds: bool,
}

/// Literals of one path, of which all must hold, or any.
#[derive(Debug)]
pub(super) struct Clause<'q> {
    pub(super) literals: Vec<Literal<'q>>,
    pub(super) wants_all: bool,
}

/// The comparison that `filter` is, or negates.
fn comparison(filter: &Filter) -> Option<&Comparison> {
    match &filter.kind {
        FilterKind::Comparison(comparison) => Some(comparison),
        FilterKind::Not(operand) => comparison(operand),
        FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) | FilterKind::Constant(_) => None,
    }
}

/// The path of the clause that `filter` is, where it is one.
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

impl<'q> Clause<'q> {
    /// The clause that `filter` is, which has a [`path`]; `default` is the collation of comparisons that give none.
    pub(super) fn of(filter: &'q Filter, default: Collation) -> Self {
        let (items, wants_all) = match &filter.kind {
            FilterKind::Not(operand) => return Self::of(operand, default).negated(),
            FilterKind::And(items) => (items.as_slice(), true),
            FilterKind::Or(items) => (items.as_slice(), false),
            FilterKind::Comparison(_) | FilterKind::Xor(_) | FilterKind::Constant(_) => {
                (std::slice::from_ref(filter), true)
            }
        };
        let literals = items.iter().filter_map(|item| Literal::of(item, default)).collect();
        Self { literals, wants_all }
    }

    pub(super) fn negated(self) -> Self {
        let negated = |literal: Literal<'q>| Literal { holds: !literal.holds, ..literal };
        Self { literals: self.literals.into_iter().map(negated).collect(), wants_all: !self.wants_all }
    }

    /// How many values it names.
    pub(super) fn named(&self) -> usize {
        let named = self.literals.iter().map(|literal| literal.comparison.operand.terms().len());
        named.fold(0, usize::saturating_add)
    }

    /// The comparison that it is, where it is only one.
    pub(super) fn only(&self) -> Option<Literal<'q>> {
        match self.literals.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    pub(super) fn field(&self) -> Option<&'q Field> {
        self.literals.first().map(Literal::field)
    }
}

impl<'q> From<Literal<'q>> for Clause<'q> {
    fn from(literal: Literal<'q>) -> Self {
        Self { literals: vec![literal], wants_all: true }
    }
}

impl<'q> Literal<'q> {
    /// The literal that `filter` is, where it is a comparison or negates one.
    pub(super) fn of(filter: &'q Filter, default: Collation) -> Option<Self> {
        let comparison = comparison(filter)?;
        let collation = comparison.collation.map_or(default, |collation| collation.node);
        let is_upright = !matches!(filter.kind, FilterKind::Not(_));
        let is_equal = comparison.operator.node != Operator::NotEqual;
        Some(Self { comparison, collation, holds: is_upright == is_equal })
    }

    pub(super) fn field(&self) -> &'q Field {
        &self.comparison.field
    }

    /// The same, where it must hold.
    pub(super) fn plain(self) -> Self {
        Self { holds: true, ..self }
    }

    /// Whether it is clear without further reasoning that it holds for some values and not for others.
    pub(super) fn is_plainly_open(&self) -> bool {
        let terms = self.comparison.operand.terms();
        match self.comparison.operator.node.family() {
            Family::Equality => {
                let is_beyond = |term: &Term| match term.value() {
                    Some(Value::Number(number)) => matches!(number.numeric(), Numeric::Below | Numeric::Above),
                    _ => false,
                };
                let may_be_all = match self.field().ty() {
                    Type::Boolean => true,
                    Type::Enum(words) => !words.open && words.words.len() <= terms.len(),
                    _ => false,
                };
                !may_be_all && !terms.iter().all(is_beyond)
            }
            Family::Containment | Family::Affix => self.needle() != Some(""),
            Family::Set => true,
            Family::Order => false,
        }
    }

    /// Whether it is true of `text`, where its values are known.
    pub(super) fn is_true_of(&self, text: &str) -> Option<bool> {
        let terms = self.comparison.operand.terms();
        let values = terms.iter().map(|term| term.value()).collect::<Option<Vec<&Value>>>()?;
        let of_any = *self.field().ty() == Type::Any;
        let order = |value: &Value| match value {
            Value::Text(wanted) => Some(self.collation.compare(text, wanted)),
            Value::DateTime(instant) if of_any => Some(DateTime::read(text)?.cmp(instant)),
            Value::Duration(length) if of_any => Some(Duration::read(text)?.cmp(length)),
            _ => None,
        };
        let needle = || match values.first() {
            Some(Value::Text(needle)) => Some(Needle::new(self.collation, needle)),
            _ => None,
        };
        let operator = self.comparison.operator.node;
        let is_true = match operator.family() {
            Family::Equality => values.iter().any(|value| order(value).is_some_and(|order| order.is_eq())),
            Family::Order => {
                let order = values.first().and_then(|value| order(value));
                order.and_then(|order| operator.holds(order)).unwrap_or(false)
            }
            Family::Containment => needle().is_some_and(|needle| needle.is_in(text)),
            Family::Affix if operator == Operator::StartsWith => needle().is_some_and(|needle| needle.starts(text)),
            Family::Affix => needle().is_some_and(|needle| needle.ends(text)),
            Family::Set => false,
        };
        Some(is_true == self.holds)
    }

    /// What it looks for in a text, where that is found in a text exactly when it is found in all equal ones, and in
    /// a text that holds another where it is found in that one. Under `lexicographic` neither is so: `a0` is in `a05`, but
    /// not in `a5`.
    pub(super) fn needle(&self) -> Option<&'q str> {
        let looks_into = matches!(self.comparison.operator.node.family(), Family::Containment | Family::Affix);
        match self.comparison.operand.terms().first().and_then(|term| term.value()) {
            Some(Value::Text(text)) if looks_into && self.collation != Collation::Lexicographic => Some(text),
            _ => None,
        }
    }

    /// Whether `other` is true wherever this one is, as its needle is a part of this one's.
    pub(super) fn implies_part(&self, other: &Self) -> bool {
        let (longer, shorter) = if self.holds { (self, other) } else { (other, self) };
        let (Some(text), Some(part)) = (longer.needle(), shorter.needle()) else { return false };
        if self.holds != other.holds || self.collation != other.collation {
            return false;
        }
        let part = Needle::new(self.collation, part);
        match (longer.comparison.operator.node, shorter.comparison.operator.node) {
            // What holds a longer text may be an array that has it as an element.
            (Operator::Contains, Operator::Contains) => *self.field().ty() == Type::Text && part.is_in(text),
            (Operator::StartsWith | Operator::EndsWith, Operator::Contains) => part.is_in(text),
            (Operator::StartsWith, Operator::StartsWith) => part.starts(text),
            (Operator::EndsWith, Operator::EndsWith) => part.ends(text),
            _ => false,
        }
    }

    /// Whether no text can begin, or end, as both want.
    pub(super) fn excludes_affix(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.needle(), other.needle()) else { return false };
        if !self.holds || !other.holds || self.collation != other.collation {
            return false;
        }
        let (in_a, in_b) = (Needle::new(self.collation, b), Needle::new(self.collation, a));
        match (self.comparison.operator.node, other.comparison.operator.node) {
            (Operator::StartsWith, Operator::StartsWith) => !in_a.starts(a) && !in_b.starts(b),
            (Operator::EndsWith, Operator::EndsWith) => !in_a.ends(a) && !in_b.ends(b),
            _ => false,
        }
    }
}
