//! What an endpoint wants of a filter besides what the query asks: an equality on each required field, and a lower bound
//! where it would answer with a window of time instead of all rows.

use std::borrow::Cow;
use std::sync::Arc;

use super::endpoint::{Endpoint, Window};
use super::error::{LowerError, LowerErrorKind};
use crate::filter::{Comparison, Filter, FilterKind, Operand, Term, TermKind};
use crate::operator::Operator;
use crate::span::{Span, Spanned};
use crate::value::{DateTime, Value};

/// `filter` as `endpoint` wants it, and what is to be said about that.
pub(super) fn with_required_bounds<'f>(filter: &'f Filter, endpoint: &Endpoint) -> (Cow<'f, Filter>, Vec<LowerError>) {
    let conjuncts = match &filter.kind {
        FilterKind::And(items) => items,
        FilterKind::Constant(true) => [].as_slice(),
        _ => std::slice::from_ref(filter),
    };
    let missing = endpoint.required().iter().filter(|field| !conjuncts.iter().any(|part| is_equality(part, field)));
    let fault = |kind| LowerError { kind, span: filter.span };
    let path = || Box::from(endpoint.path());
    let mut faults: Vec<LowerError> =
        missing.map(|field| fault(LowerErrorKind::FieldRequired { endpoint: path(), field })).collect();
    let window = endpoint.window().filter(|window| !conjuncts.iter().any(|part| is_lower_bound(part, window.field)));
    let lifted = window.and_then(|window| Some((window, bound(endpoint, window.field, filter.span)?)));
    let Some((Window { field, reach }, bound)) = lifted else { return (Cow::Borrowed(filter), faults) };
    faults.push(fault(LowerErrorKind::WindowLifted { endpoint: path(), field, reach }));
    let parts = conjuncts.iter().cloned().chain([bound]).collect();
    (Cow::Owned(Filter::and(parts, filter.span)), faults)
}

/// A comparison of `field` that holds for all times that any server has seen.
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
        _ => false,
    })
}

fn is_lower_bound(part: &Filter, field: &str) -> bool {
    comparison_of(part, field).is_some_and(|found| {
        matches!(found.operator.node, Operator::Greater | Operator::GreaterEqual | Operator::Equal)
    })
}

/// `part`, where it is a comparison of the field at `path`.
fn comparison_of<'f>(part: &'f Filter, path: &str) -> Option<&'f Comparison> {
    match &part.kind {
        FilterKind::Comparison(comparison) => Some(comparison),
        _ => None,
    }
    .filter(|comparison| comparison.field.path().names().eq(path.split('.')))
}
