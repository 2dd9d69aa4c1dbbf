//! The order of rows.

mod key;

use std::borrow::Borrow;

use super::places::{Gatherer, Place, Places};
use crate::collation::Collation;
use crate::filter::SortKey;
use crate::ty::Type;
use crate::value::{Datum, Json};

/// The keys of a sort, the first deciding first.
#[derive(Debug)]
pub(super) struct Order {
    places: Places,
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
    pub(super) fn compile<'k>(keys: &'k [SortKey], default: Collation, members: Option<&'k str>) -> Self {
        if keys.is_empty() {
            return Self { places: Places::none(), keys: Vec::new() };
        }
        let mut places = Gatherer::new(members);
        let key = |key| Self::key(key, default, &mut places);
        let keys = keys.iter().map(key).collect();
        Self { places: places.finish(), keys }
    }

    fn key<'k>(key: &'k SortKey, default: Collation, places: &mut Gatherer<'k>) -> Key {
        Key {
            place: places.place(key.field.path_in_rows()),
            ty: key.field.ty().clone(),
            collation: key.collation_or(default),
            descending: key.descending,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Where the keys are looked for.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// The keys of each row are found and read once, into one buffer, and compared as bytes; the rows move at the end.
    pub(super) fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        if self.is_empty() {
            return;
        }
        let mut bytes = Vec::new();
        let mut ends = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            for key in &self.keys {
                key::write(key.read(row.borrow(), &self.places), key.collation, key.descending, &mut bytes);
            }
            ends.push(bytes.len());
        }
        let mut start = 0;
        let mut order: Vec<Keyed<'_>> = Vec::with_capacity(rows.len());
        for (row, end) in ends.into_iter().enumerate() {
            order.push(Keyed::new(bytes.get(start..end).unwrap_or_default(), row));
            start = end;
        }
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, keyed) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(keyed.row) {
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
}

/// A row by its number, in the order of its key; rows of equal keys in the order of their numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Keyed<'k> {
    /// The first bytes of the key: mostly they decide, and nothing else is looked at.
    first: u64,
    rest: &'k [u8],
    row: usize,
}

impl<'k> Keyed<'k> {
    fn new(key: &'k [u8], row: usize) -> Self {
        match key.split_first_chunk() {
            Some((first, rest)) => Self { first: u64::from_be_bytes(*first), rest, row },
            None => {
                let mut first = [0; 8];
                first.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
                Self { first: u64::from_be_bytes(first), rest: &[], row }
            }
        }
    }
}

impl Key {
    fn read<'r>(&self, row: &'r Json, places: &Places) -> Datum<'r> {
        places.find(row, self.place).map_or(Datum::Null, |found| Datum::of(found).typed(&self.ty))
    }
}
