//! The order of rows.

use std::borrow::Borrow;
use std::cmp::Ordering;

use super::Place;
use crate::collation::Collation;
use crate::filter::SortKey;
use crate::ty::Type;
use crate::value::{Datum, Json};

/// The keys of a sort, the first deciding first.
#[derive(Debug)]
pub(super) struct Order {
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Key {
    place: Place,
    ty: Type,
    collation: Collation,
    descending: bool,
}

impl Order {
    pub(super) fn compile(keys: &[SortKey], default: Collation, members: Option<&str>) -> Self {
        let key = |key: &SortKey| Key {
            place: Place::new(key.field.path(), members),
            ty: key.field.ty().clone(),
            collation: key.collation.map_or(default, |collation| collation.node),
            descending: key.descending,
        };
        Self { keys: keys.iter().map(key).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        rows.sort_by(|a, b| self.compare(a.borrow(), b.borrow()));
    }

    fn compare(&self, a: &Json, b: &Json) -> Ordering {
        let by_key = |key: &Key| {
            let read = |row| Datum::read(key.place.find(row), &key.ty);
            let order = read(a).compare(read(b), key.collation);
            if key.descending { order.reverse() } else { order }
        };
        self.keys.iter().map(by_key).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}
