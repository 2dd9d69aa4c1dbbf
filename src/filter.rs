//! The tree of what is meant: resolved fields, typed values, a span on every node.
//!
//! Nodes are made by the constructors of [`Filter`], which keep it flat: a group has two items or more or none, no item
//! of an `and` is an `and`, none of an `or` an `or`, and nothing is negated twice.

mod equality;
mod walk;

use std::sync::Arc;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::schema::Field;
use crate::shared_str::SharedStr;
use crate::span::{Span, Spanned};
use crate::ty::Type;
use crate::value::{RelativeTime, Value};

pub(crate) use equality::EqualityKey;

/// A checked condition on rows.
#[derive(Debug)]
#[non_exhaustive]
pub struct Filter {
    /// What it is.
    pub kind: FilterKind,
    /// Where it stands in the source.
    pub span: Span,
}

/// What a [`Filter`] is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FilterKind {
    /// `true` or `false`.
    Constant(bool),
    /// A field compared with a value.
    Comparison(Comparison),
    /// The negation of its operand.
    Not(Box<Filter>),
    /// True when all items are; true without any.
    And(Vec<Filter>),
    /// True when an item is; false without any.
    Or(Vec<Filter>),
    /// True when exactly one item is; false without any.
    Xor(Vec<Filter>),
}

/// Takes no stack, however deep it is.
impl Clone for Filter {
    fn clone(&self) -> Self {
        self.fold(&mut |filter: &Filter, mut items: Vec<Filter>| {
            let kind = match &filter.kind {
                FilterKind::Constant(constant) => FilterKind::Constant(*constant),
                FilterKind::Comparison(comparison) => FilterKind::Comparison(comparison.clone()),
                FilterKind::Not(_) => {
                    items.pop().map_or(FilterKind::Constant(false), |operand| FilterKind::Not(Box::new(operand)))
                }
                FilterKind::And(_) => FilterKind::And(items),
                FilterKind::Or(_) => FilterKind::Or(items),
                FilterKind::Xor(_) => FilterKind::Xor(items),
            };
            Self { kind, span: filter.span }
        })
    }
}

/// Without spans.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Filter {
    pub(crate) fn constant(constant: bool, span: Span) -> Self {
        Self { kind: FilterKind::Constant(constant), span }
    }

    pub(crate) fn comparison(comparison: Comparison, span: Span) -> Self {
        Self { kind: FilterKind::Comparison(comparison), span }
    }

    /// The negation of `operand`; of a negation, what it negates.
    pub(crate) fn not(operand: Filter, span: Span) -> Self {
        match operand.kind {
            FilterKind::Not(inner) => Filter { span, ..*inner },
            _ => Self { kind: FilterKind::Not(Box::new(operand)), span },
        }
    }

    /// The conjunction of `items`, and of what nested conjunctions hold.
    pub(crate) fn and(items: Vec<Filter>, span: Span) -> Self {
        Self::group(flat(items, |kind| matches!(kind, FilterKind::And(_))), span, FilterKind::And)
    }

    /// The disjunction of `items`, and of what nested disjunctions hold.
    pub(crate) fn or(items: Vec<Filter>, span: Span) -> Self {
        Self::group(flat(items, |kind| matches!(kind, FilterKind::Or(_))), span, FilterKind::Or)
    }

    /// Exactly one of `items`; a nested one stays as it is.
    pub(crate) fn xor(items: Vec<Filter>, span: Span) -> Self {
        Self::group(items, span, FilterKind::Xor)
    }

    fn group(mut items: Vec<Filter>, span: Span, kind: fn(Vec<Filter>) -> FilterKind) -> Self {
        match (items.len(), items.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                items.extend(last);
                Self { kind: kind(items), span }
            }
        }
    }

    /// What it joins or negates.
    pub(crate) fn items(&self) -> &[Filter] {
        match &self.kind {
            FilterKind::Constant(_) | FilterKind::Comparison(_) => &[],
            FilterKind::Not(operand) => std::slice::from_ref(operand),
            FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => items,
        }
    }
}

/// `items` with the groups that `is_same` holds for replaced by what they hold.
fn flat(items: Vec<Filter>, is_same: impl Fn(&FilterKind) -> bool) -> Vec<Filter> {
    // Most need not move.
    if !items.iter().any(|item| is_same(&item.kind)) {
        return items;
    }
    let mut flat = Vec::with_capacity(items.len());
    for Filter { kind, span } in items {
        let is_same = is_same(&kind);
        match kind {
            FilterKind::And(inner) | FilterKind::Or(inner) if is_same => flat.extend(inner),
            kind => flat.push(Filter { kind, span }),
        }
    }
    flat
}

/// A field, an operator and what it is compared with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The field.
    pub field: Arc<Field>,
    /// Where its path stands.
    pub path_span: Span,
    /// The operator; a `not` before it is a [`FilterKind::Not`] around the comparison.
    pub operator: Spanned<Operator>,
    /// What stands behind the operator.
    pub operand: Operand,
    /// The collation, where the query gives one.
    pub collation: Option<Spanned<Collation>>,
}

/// Without spans.
impl PartialEq for Comparison {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field
            && self.operator == other.operator
            && self.operand == other.operand
            && self.collation == other.collation
    }
}

impl Comparison {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        let end = self.collation.map_or(self.operand.span(), |collation| collation.span);
        self.path_span.to(end)
    }

    /// Whether it is a comparison that a collation may be given for: by the field's type, or where that is not known by
    /// what it is compared with, which parameters leave open.
    pub(crate) fn is_of_text(&self) -> bool {
        match self.field.ty() {
            Type::Any => {
                let is_other = |term: &Term| !matches!(term.kind, TermKind::Parameter(_)) && !term.is_null();
                self.has_text() || !self.operand.terms().iter().any(is_other)
            }
            ty => ty.takes_collation(),
        }
    }

    /// Whether its collation decides anything.
    pub(crate) fn compares_text(&self) -> bool {
        self.field.ty().takes_collation() && self.has_text()
    }

    /// Whether it asks an array for an element; on a field of any type, only an array can contain what is no text.
    pub(crate) fn asks_for_element(&self) -> bool {
        let is_substring = match self.field.ty() {
            Type::Text => true,
            Type::Any => self.has_text(),
            _ => false,
        };
        self.operator.node == Operator::Contains && !is_substring
    }

    /// Whether its collation decides something once its parameters are bound to text.
    pub(crate) fn may_compare_text(&self) -> bool {
        let is_parameter = |term: &Term| matches!(term.kind, TermKind::Parameter(_));
        self.field.ty().takes_collation() && (self.has_text() || self.operand.terms().iter().any(is_parameter))
    }

    fn has_text(&self) -> bool {
        self.operand.terms().iter().any(|term| matches!(term.value(), Some(Value::Text(_))))
    }
}

/// What stands behind an operator.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operand {
    /// One value.
    One(Term),
    /// A list of values, and where it stands. Only where the operator takes one.
    List(Spanned<Vec<Term>>),
}

impl Operand {
    /// Its values.
    pub fn terms(&self) -> &[Term] {
        match self {
            Self::One(term) => std::slice::from_ref(term),
            Self::List(terms) => &terms.node,
        }
    }

    /// Where it stands.
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
    /// What it is.
    pub kind: TermKind,
    /// Where it stands.
    pub span: Span,
}

/// Without spans.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Term {
    /// Its value, once it is known.
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

/// What a [`Term`] is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TermKind {
    /// A value.
    #[non_exhaustive]
    Known {
        /// What it means.
        value: Value,
        /// The text between quotes, where a value that is no text was written so: requests carry it as it is.
        quoted: Option<SharedStr>,
    },
    /// `$name`, until parameters are bound. Where the operator takes a list and this is its one value, the parameter is
    /// the whole list.
    Parameter(Box<str>),
    /// `now` or `today`, until the clock is bound.
    RelativeTime(RelativeTime),
}

/// A key that rows are sorted by.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SortKey {
    /// The field.
    pub field: Arc<Field>,
    /// Whether the largest comes first.
    pub descending: bool,
    /// The collation, where the query gives one.
    pub collation: Option<Spanned<Collation>>,
    /// Where it stands.
    pub span: Span,
}

/// Without spans.
impl PartialEq for SortKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.field, self.descending, self.collation) == (&other.field, other.descending, other.collation)
    }
}

/// Which of the rows that match, in their order, are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// How many are left out first.
    pub offset: Option<Spanned<u64>>,
    /// How many there may be at most.
    pub limit: Option<Spanned<u64>>,
}

/// All that a query says, checked.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The text that its spans point into.
    pub(crate) source: Arc<str>,
    pub(crate) filter: Filter,
    pub(crate) sort: Vec<SortKey>,
    pub(crate) page: Page,
    /// The collation of comparisons and keys that give none.
    pub(crate) collation: Collation,
    /// See [`SchemaBuilder::members`](crate::schema::SchemaBuilder::members).
    pub(crate) members: Option<Box<str>>,
}

/// Without the source, as without spans.
impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        let Self { source: _, filter, sort, page, collation, members } = self;
        (filter, sort, page) == (&other.filter, &other.sort, &other.page)
            && (collation, members) == (&other.collation, &other.members)
    }
}

impl Checked {
    /// The paths that it reads, each once, in order of appearance.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        let mut seen = std::collections::HashSet::new();
        let fields = self.filter.comparisons().map(|comparison| &comparison.field);
        let keys = self.sort.iter().map(|key| &key.field);
        fields.chain(keys).map(|field| field.path()).filter(|path| seen.insert(*path)).collect()
    }
}
