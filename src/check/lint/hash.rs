//! Structural hashes of filters, by which duplicates are found without comparing all pairs.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::collation::Collation;
use crate::filter::{Comparison, EqualityKey, Filter, FilterKind, TermKind};
use crate::value::{RelativeTime, Value};

/// Returns the hash of `filter`, whose items have the hashes `items`.
pub(super) fn of_filter(filter: &Filter, mut items: impl Iterator<Item = u64>) -> u64 {
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

/// Returns the hash of the negation of a filter that has `hash`.
pub(super) fn negated(hash: u64) -> u64 {
    !hash
}

/// The most items of a list that are hashed; longer lists that begin alike collide, and are then compared.
const MOST_TERMS: usize = 8;

fn hash_comparison(comparison: &Comparison, hasher: &mut DefaultHasher) {
    comparison.field.path().hash(hasher);
    comparison.operator.node.hash(hasher);
    comparison.collation.map(|collation| collation.node).hash(hasher);
    let terms = comparison.operand.terms();
    terms.len().hash(hasher);
    for term in terms.iter().take(MOST_TERMS) {
        match &term.kind {
            TermKind::Known { value, .. } => EqualityKey::new(value, Collation::Ordinal).hash(hasher),
            TermKind::Parameter(name) => name.hash(hasher),
            TermKind::RelativeTime(RelativeTime { anchor, offset }) => {
                (anchor, offset.map(|offset| (offset.direction, offset.length.as_nanos()))).hash(hasher);
            }
        }
    }
}

/// Returns the hash of `value`, the same for all values that equal it under `collation`.
pub(super) fn of_value(value: &Value, collation: Collation) -> u64 {
    let mut hasher = DefaultHasher::new();
    EqualityKey::new(value, collation).hash(&mut hasher);
    hasher.finish()
}
