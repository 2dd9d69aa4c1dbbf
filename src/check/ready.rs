//! The reasons why a checked query cannot be lowered or run yet: unbound terms, and fields that rows do not show.

use std::collections::BTreeSet;

use super::error::{CheckError, CheckErrorKind};
use crate::filter::{Checked, Comparison, Term, TermKind};

/// Returns all values that the fields of `checked` are compared with.
pub(crate) fn terms(checked: &Checked) -> impl Iterator<Item = &Term> {
    checked.filter.comparisons().flat_map(|comparison| comparison.operand.terms())
}

/// Returns `true` if every term of `checked` is bound.
pub(crate) fn is_bound(checked: &Checked) -> bool {
    terms(checked).all(|term| term.value().is_some())
}

/// Returns `true` if every term of `checked` is bound and rows show every field.
pub(crate) fn is_runnable(checked: &Checked) -> bool {
    let is_known = |term: &Term| term.value().is_some();
    let is_runnable =
        |comparison: &Comparison| comparison.field.is_evaluable() && comparison.operand.terms().iter().all(is_known);
    checked.filter.comparisons().all(is_runnable) && checked.sort.iter().all(|key| key.field.is_evaluable())
}

/// Returns an error for each unbound parameter, and one for the unbound relative times.
pub(crate) fn unbound(checked: &Checked) -> Vec<CheckError> {
    let unbound = terms(checked).filter_map(|term| match &term.kind {
        TermKind::Known { .. } => None,
        TermKind::Parameter(name) => Some((CheckErrorKind::UnboundParameter { name: name.clone() }, term.span)),
        TermKind::RelativeTime(_) => Some((CheckErrorKind::UnboundRelativeTime, term.span)),
    });
    without_repeats(unbound.map(|(kind, span)| CheckError { kind, span }).collect())
}

/// Returns `faults` with one error for each unbound parameter and one for the clock, however often they are used.
pub(super) fn without_repeats(faults: Vec<CheckError>) -> Vec<CheckError> {
    let mut seen = BTreeSet::new();
    let is_new = |fault: &CheckError| match &fault.kind {
        CheckErrorKind::UnboundParameter { name } => seen.insert(Some(name.clone())),
        CheckErrorKind::UnboundRelativeTime => seen.insert(None),
        _ => true,
    };
    faults.into_iter().filter(is_new).collect()
}

/// Returns an error for each use of a field that rows do not show.
pub(crate) fn hidden_fields(checked: &Checked) -> Vec<CheckError> {
    let compared = checked.filter.comparisons().map(|comparison| (&comparison.field, comparison.path_span));
    let sorted = checked.sort.iter().map(|key| (&key.field, key.span));
    let hidden = compared.chain(sorted).filter(|(field, _)| !field.is_evaluable());
    let fault = |(field, span): (&std::sync::Arc<crate::schema::Field>, _)| {
        let kind = CheckErrorKind::NotEvaluable { path: field.path().clone() };
        CheckError { kind, span }
    };
    hidden.map(fault).collect()
}
