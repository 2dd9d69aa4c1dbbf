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
            place: Place::new(key.field.path_in_rows(), members),
            ty: key.field.ty().clone(),
            collation: key.collation.map_or(default, |collation| collation.node),
            descending: key.descending,
        };
        Self { keys: keys.iter().map(key).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Each key of each row is found and read once; the rows move at the end.
    pub(super) fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        let width = self.keys.len();
        if width == 0 {
            return;
        }
        // One buffer for all: the keys of a row lie side by side.
        let mut data: Vec<Datum<'_>> = Vec::with_capacity(rows.len().saturating_mul(width));
        for row in rows.iter() {
            data.extend(self.keys.iter().map(|key| key.read(row.borrow())));
        }
        let mut order: Vec<(usize, &[Datum<'_>])> = data.chunks_exact(width).enumerate().collect();
        order.sort_by(|(_, a), (_, b)| self.compare(a, b));
        let mut places = vec![0; order.len()];
        for (place, (row, _)) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(*row) {
                *slot = place;
            }
        }
        for row in 0..places.len() {
            // Each swap brings one row to its place for good.
            while let Some(place) = places.get(row).copied().filter(|place| *place != row) {
                rows.swap(row, place);
                places.swap(row, place);
            }
        }
    }

    fn compare(&self, a: &[Datum<'_>], b: &[Datum<'_>]) -> Ordering {
        let by_key = |(key, (a, b)): (&Key, (&Datum<'_>, &Datum<'_>))| {
            let order = a.compare(*b, key.collation);
            if key.descending { order.reverse() } else { order }
        };
        self.keys.iter().zip(a.iter().zip(b)).map(by_key).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl Key {
    fn read<'r>(&self, row: &'r Json) -> Datum<'r> {
        Datum::read(self.place.find(row), &self.ty)
    }
}
