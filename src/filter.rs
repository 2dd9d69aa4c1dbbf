//! The checked query: a filter tree with resolved fields and typed values, sort keys and a page.
//!
//! There are two trees on purpose. The tree of `syntax` is the query as it was written: it keeps parentheses, spellings
//! and quotes, knows no schema, and is what error messages, `fmt` and completion need. This one is the query as it is
//! meant: every path is a field, every literal a value of the field's type, `not in` is the negation of `in`, and
//! groups are flat. It has fewer shapes, so that lowering, planning, the program and the lints each handle six kinds of
//! node and do not depend on the spelling. Every node keeps its span, for what is reported about it later.
//!
//! The check builds this tree; nodes are made by the constructors of [`Filter`] alone. These keep the invariants on
//! which later stages rely: a group has no items or at least two, no item of an `and` is an `and`, none of an `or` is
//! an `or`, and nothing is negated twice.

mod comparison;
mod equality;
mod walk;

use std::sync::Arc;

use crate::collation::Collation;
use crate::path::Path;
use crate::schema::Field;
use crate::span::{Span, Spanned};

pub use comparison::{Comparison, Operand, Term, TermKind};
pub(crate) use equality::EqualityKey;

/// A checked condition on rows.
#[derive(Debug)]
#[non_exhaustive]
pub struct Filter {
    /// The kind of the node, with its items.
    pub kind: FilterKind,
    /// The place in the source.
    pub span: Span,
}

/// The kind of a [`Filter`], with its items.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FilterKind {
    /// `true` or `false`.
    Constant(bool),
    /// A field compared with a value.
    Comparison(Comparison),
    /// The negation of its operand.
    Not(Box<Filter>),
    /// True if all items are; true without items.
    And(Vec<Filter>),
    /// True if an item is; false without items.
    Or(Vec<Filter>),
    /// True if exactly one item is; false without items.
    Xor(Vec<Filter>),
}

/// Clones without recursion, so that a filter of any depth takes no stack.
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

/// Compares without spans.
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

    /// Returns the negation of `operand`; of a negation, its operand.
    pub(crate) fn not(operand: Filter, span: Span) -> Self {
        match operand.kind {
            FilterKind::Not(inner) => Filter { span, ..*inner },
            FilterKind::Constant(_)
            | FilterKind::Comparison(_)
            | FilterKind::And(_)
            | FilterKind::Or(_)
            | FilterKind::Xor(_) => Self { kind: FilterKind::Not(Box::new(operand)), span },
        }
    }

    /// Returns the conjunction of `items`, with the items of nested conjunctions in their place.
    pub(crate) fn and(items: Vec<Filter>, span: Span) -> Self {
        Self::group(flat(items, |kind| matches!(kind, FilterKind::And(_))), span, FilterKind::And)
    }

    /// Returns the disjunction of `items`, with the items of nested disjunctions in their place.
    pub(crate) fn or(items: Vec<Filter>, span: Span) -> Self {
        Self::group(flat(items, |kind| matches!(kind, FilterKind::Or(_))), span, FilterKind::Or)
    }

    /// Returns the filter for exactly one of `items`; a nested one stays nested, as it means something else.
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

    /// Returns the items of a group, or the operand of a negation.
    pub(crate) fn items(&self) -> &[Filter] {
        match &self.kind {
            FilterKind::Constant(_) | FilterKind::Comparison(_) => &[],
            FilterKind::Not(operand) => std::slice::from_ref(operand),
            FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => items,
        }
    }
}

/// Returns `items` with each group of a kind for which `is_same` holds replaced by its items.
fn flat(items: Vec<Filter>, is_same: impl Fn(&FilterKind) -> bool) -> Vec<Filter> {
    // Fast path: mostly there is nothing to flatten.
    if !items.iter().any(|item| is_same(&item.kind)) {
        return items;
    }
    let mut flat = Vec::with_capacity(items.len());
    for Filter { kind, span } in items {
        let is_same = is_same(&kind);
        match kind {
            FilterKind::And(inner) | FilterKind::Or(inner) if is_same => flat.extend(inner),
            kind @ (FilterKind::Constant(_)
            | FilterKind::Comparison(_)
            | FilterKind::Not(_)
            | FilterKind::And(_)
            | FilterKind::Or(_)
            | FilterKind::Xor(_)) => flat.push(Filter { kind, span }),
        }
    }
    flat
}

/// A sort key of a query.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SortKey {
    /// The field.
    pub field: Arc<Field>,
    /// `true` if the largest value comes first.
    pub descending: bool,
    /// The collation, if the query states one.
    pub collation: Option<Spanned<Collation>>,
    /// The place in the source.
    pub span: Span,
}

/// Compares without spans.
impl PartialEq for SortKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.field, self.descending, self.collation) == (&other.field, other.descending, other.collation)
    }
}

impl SortKey {
    /// Returns the collation that is stated, or else `default`, the query's.
    pub(crate) fn collation_or(&self, default: Collation) -> Collation {
        self.collation.map_or(default, |collation| collation.node)
    }
}

/// A slice of the matching rows, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The number of rows to skip.
    pub offset: Option<Spanned<u64>>,
    /// The largest number of rows to return.
    pub limit: Option<Spanned<u64>>,
}

/// A whole checked query.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The text that the spans point into.
    pub(crate) source: Arc<str>,
    pub(crate) filter: Filter,
    pub(crate) sort: Vec<SortKey>,
    pub(crate) page: Page,
    /// The collation of comparisons and keys that state none.
    pub(crate) collation: Collation,
    /// The member of a row that holds its fields, if the schema names one; see
    /// [`SchemaBuilder::row_container`](crate::schema::SchemaBuilder::row_container).
    pub(crate) row_container: Option<Box<str>>,
}

/// Compares without the source, as spans do not count either.
impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        let Self { source: _, filter, sort, page, collation, row_container } = self;
        (filter, sort, page) == (&other.filter, &other.sort, &other.page)
            && (collation, row_container) == (&other.collation, &other.row_container)
    }
}

impl Checked {
    /// Returns the paths of the filter and of the sort keys, each once, in order of appearance.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        let mut seen = std::collections::HashSet::new();
        let fields = self.filter.comparisons().map(|comparison| &comparison.field);
        let keys = self.sort.iter().map(|key| &key.field);
        fields.chain(keys).map(|field| field.path()).filter(|path| seen.insert(*path)).collect()
    }
}
