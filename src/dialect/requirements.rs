//! The conditions that an endpoint requires in addition to those of the query: an equality on each required field, and
//! a lower bound if it would otherwise return a window of time instead of all rows.

use std::borrow::Cow;
use std::sync::Arc;

use super::endpoint::Endpoint;
use super::error::{LowerError, LowerErrorKind};
use super::supports::Window;
use crate::filter::{Comparison, Filter, FilterKind, Operand, Term, TermKind};
use crate::operator::Operator;
use crate::span::{Span, Spanned};
use crate::value::{DateTime, Value};

/// Returns `filter` with the bound that `endpoint` requires, and the errors and warnings about its requirements. A
/// missing equality is an error, since no value of it would be right; a missing lower bound is added, with a warning.
pub(super) fn with_required_bounds<'f>(filter: &'f Filter, endpoint: &Endpoint) -> (Cow<'f, Filter>, Vec<LowerError>) {
    let conjuncts = match &filter.kind {
        FilterKind::And(items) => items,
        FilterKind::Constant(true) => [].as_slice(),
        FilterKind::Constant(false)
        | FilterKind::Comparison(_)
        | FilterKind::Not(_)
        | FilterKind::Or(_)
        | FilterKind::Xor(_) => std::slice::from_ref(filter),
    };
    let missing = endpoint.required().iter().filter(|field| !conjuncts.iter().any(|part| is_equality(part, field)));
    let error = |kind| LowerError { kind, span: filter.span };
    let path = || Box::from(endpoint.path());
    let mut errors: Vec<LowerError> =
        missing.map(|field| error(LowerErrorKind::FieldRequired { endpoint: path(), field })).collect();
    let window = endpoint.window().filter(|window| !conjuncts.iter().any(|part| is_lower_bound(part, window.field)));
    let lifted = window.and_then(|window| Some((window, bound(endpoint, window.field, filter.span)?)));
    let Some((Window { field, reach }, bound)) = lifted else { return (Cow::Borrowed(filter), errors) };
    errors.push(error(LowerErrorKind::WindowLifted { endpoint: path(), field, reach }));
    let parts = conjuncts.iter().cloned().chain([bound]).collect();
    (Cow::Owned(Filter::and(parts, filter.span)), errors)
}

/// Returns a lower bound of `field` before all times that any server has seen.
fn bound(endpoint: &Endpoint, field: &str, span: Span) -> Option<Filter> {
    let value = Value::DateTime(DateTime::read("1970-01-01")?);
    let comparison = Comparison {
        field: Arc::new(endpoint.schema().field(&field.into())?.clone()),
        path_span: span,
        operator: Spanned::new(Operator::GreaterEqual, span),
        operand: Operand::One(Term { kind: TermKind::Known { value, quoted: None }, span }),
        collation: None,
    };
    Some(Filter::comparison(comparison, span))
}

fn is_equality(part: &Filter, field: &str) -> bool {
    comparison_of(part, field).is_some_and(|found| match found.operator.node {
        Operator::Equal => true,
        Operator::In => found.operand.terms().len() == 1,
        Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::Subset
        | Operator::Superset => false,
    })
}

fn is_lower_bound(part: &Filter, field: &str) -> bool {
    comparison_of(part, field).is_some_and(|found| match found.operator.node {
        Operator::Greater | Operator::GreaterEqual | Operator::Equal => true,
        Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::In
        | Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::Subset
        | Operator::Superset => false,
    })
}

/// Returns the comparison that `part` is, if it compares the field at `path`.
fn comparison_of<'f>(part: &'f Filter, path: &str) -> Option<&'f Comparison> {
    let FilterKind::Comparison(comparison) = &part.kind else { return None };
    comparison.field.path().names().eq(path.split('.')).then_some(comparison)
}
