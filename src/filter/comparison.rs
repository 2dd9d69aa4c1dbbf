//! A comparison of a checked filter: a field, an operator, and typed values or what they will be bound from.

use std::sync::Arc;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::schema::Field;
use crate::shared_str::SharedStr;
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::{RelativeTime, Value};

/// A field, an operator and one or more values.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The field.
    pub field: Arc<Field>,
    /// The place of its path in the source.
    pub path_span: Span,
    /// The operator; a `not` before it is a [`FilterKind::Not`](super::FilterKind::Not) around the comparison.
    pub operator: Spanned<Operator>,
    /// The value or list after the operator.
    pub operand: Operand,
    /// The collation, if the query states one.
    pub collation: Option<Spanned<Collation>>,
}

/// Compares without spans.
impl PartialEq for Comparison {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field
            && self.operator == other.operator
            && self.operand == other.operand
            && self.collation == other.collation
    }
}

impl Comparison {
    /// Returns the place of the whole comparison in the source.
    pub(crate) fn span(&self) -> Span {
        let end = self.collation.map_or(self.operand.span(), |collation| collation.span);
        self.path_span.to(end)
    }

    /// Returns the collation that is stated, or else `default`, the query's.
    pub(crate) fn collation_or(&self, default: Collation) -> Collation {
        self.collation.map_or(default, |collation| collation.node)
    }

    /// Returns `true` if a collation may be stated for the comparison: by the field's type, or if that is not known, by
    /// the values; parameters leave it open.
    pub(crate) fn is_of_text(&self) -> bool {
        if *self.field.ty() != Type::Any {
            return self.field.ty().takes_collation();
        }
        let is_other = |term: &Term| !matches!(term.kind, TermKind::Parameter(_)) && !term.is_null();
        self.has_text() || !self.operand.terms().iter().any(is_other)
    }

    /// Returns `true` if the collation affects the result.
    pub(crate) fn compares_text(&self) -> bool {
        self.field.ty().takes_collation() && self.has_text()
    }

    /// Returns `true` if the comparison looks for an element of an array. On a field of any type, only an array can
    /// contain a value that is not text.
    pub(crate) fn looks_for_element(&self) -> bool {
        let is_substring = match self.field.ty() {
            Type::Text => true,
            Type::Any => self.has_text(),
            Type::Enum(_)
            | Type::Integer
            | Type::Number
            | Type::Boolean
            | Type::DateTime
            | Type::Epoch(_)
            | Type::Duration
            | Type::Uuid
            | Type::Array(_)
            | Type::Object => false,
        };
        self.operator.node == Operator::Contains && !is_substring
    }

    /// Returns `true` if the collation affects the result, or may once parameters are bound to text.
    pub(crate) fn may_compare_text(&self) -> bool {
        let is_parameter = |term: &Term| matches!(term.kind, TermKind::Parameter(_));
        self.field.ty().takes_collation() && (self.has_text() || self.operand.terms().iter().any(is_parameter))
    }

    fn has_text(&self) -> bool {
        self.operand.terms().iter().any(|term| matches!(term.value(), Some(Value::Text(_))))
    }
}

/// The value or values that a field is compared with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operand {
    /// One value.
    One(Term),
    /// A list of values with its place; only for operators that take a list.
    List(Spanned<Vec<Term>>),
}

impl Operand {
    /// Returns the values.
    pub fn terms(&self) -> &[Term] {
        match self {
            Self::One(term) => std::slice::from_ref(term),
            Self::List(terms) => &terms.node,
        }
    }

    /// Returns the place in the source.
    pub fn span(&self) -> Span {
        match self {
            Self::One(term) => term.span,
            Self::List(terms) => terms.span,
        }
    }
}

/// A value that a field is compared with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Term {
    /// The value, or what it will be bound from.
    pub kind: TermKind,
    /// The place in the source.
    pub span: Span,
}

/// Compares without spans.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Term {
    /// Returns the value, or `None` if it is not bound yet.
    pub fn value(&self) -> Option<&Value> {
        match &self.kind {
            TermKind::Known { value, .. } => Some(value),
            TermKind::Parameter(_) | TermKind::RelativeTime(_) => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.value() == Some(&Value::Null)
    }
}

/// The kind of a [`Term`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TermKind {
    /// A value.
    #[non_exhaustive]
    Known {
        /// The value.
        value: Value,
        /// The text between the quotes, if a value that is not text was written as text: a request sends it unchanged.
        quoted: Option<SharedStr>,
    },
    /// `$name`, until parameters are bound. If the operator takes a list and this is its only value, the parameter is
    /// the whole list.
    Parameter(Box<str>),
    /// `now` or `today`, until the clock is bound.
    RelativeTime(RelativeTime),
}
