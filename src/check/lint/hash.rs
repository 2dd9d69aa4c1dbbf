//! Numbers that equal filters share, wherever they stand, so that equal ones are found without comparing each with each.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, TermKind};
use crate::value::{RelativeTime, Value};

/// The number of `filter`, whose items have those of `items`.
pub(super) fn of(filter: &Filter, mut items: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(&filter.kind).hash(&mut hasher);
    match &filter.kind {
        FilterKind::Constant(constant) => constant.hash(&mut hasher),
        FilterKind::Comparison(comparison) => hash_comparison(comparison, &mut hasher),
        FilterKind::Not(_) => return items.next().map(negated).unwrap_or_default(),
        FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) => items.for_each(|item| item.hash(&mut hasher)),
    }
    hasher.finish()
}

/// The number of the negation of a filter that has `hash`.
pub(super) fn negated(hash: u64) -> u64 {
    !hash
}

/// Lists that begin alike share their number, be they equal or not.
const MOST_TERMS: usize = 8;

fn hash_comparison(comparison: &Comparison, hasher: &mut DefaultHasher) {
    comparison.field.path().hash(hasher);
    comparison.operator.node.hash(hasher);
    comparison.collation.map(|collation| collation.node).hash(hasher);
    let terms = comparison.operand.terms();
    terms.len().hash(hasher);
    for term in terms.iter().take(MOST_TERMS) {
        match &term.kind {
            TermKind::Known { value, .. } => of_value(value, Collation::Ordinal).hash(hasher),
            TermKind::Parameter(name) => name.hash(hasher),
            TermKind::RelativeTime(RelativeTime { anchor, offset }) => {
                (anchor, offset.map(|offset| (offset.direction, offset.length.as_nanos()))).hash(hasher);
            }
        }
    }
}

/// The number of `value`, which others share that equal it under `collation`.
pub(super) fn of_value(value: &Value, collation: Collation) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Null => {}
        Value::Boolean(boolean) => boolean.hash(&mut hasher),
        Value::Number(number) => number.numeric().hash(&mut hasher),
        Value::Text(text) => return collation.hash(text),
        Value::DateTime(instant) => instant.hash(&mut hasher),
        Value::Duration(length) => length.as_nanos().hash(&mut hasher),
        Value::Uuid(uuid) => uuid.hash(&mut hasher),
    }
    hasher.finish()
}
