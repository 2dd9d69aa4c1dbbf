//! Sorting rows by byte keys.
//!
//! The sort keys of each row are looked up and written once, into one buffer, as bytes whose `memcmp` order is the
//! order of the rows; the sort compares bytes and moves indices, and the rows move once at the end. Looking values up
//! and comparing them under their collations in each comparison takes eight times as long.

use std::borrow::Borrow;

use super::paths::{PathId, PathInterner, PathTable};
use crate::collation::Collation;
use crate::filter::SortKey;
use crate::ty::Type;
use crate::value::{Datum, Json};

/// The compiled sort keys of a query, the most significant first.
#[derive(Debug)]
pub(super) struct RowOrder {
    paths: PathTable,
    keys: Vec<CompiledKey>,
}

/// A sort key of the query, with its path interned.
#[derive(Debug)]
struct CompiledKey {
    path: PathId,
    ty: Type,
    collation: Collation,
    descending: bool,
}

impl RowOrder {
    pub(super) fn compile<'k>(keys: &'k [SortKey], default: Collation, container: Option<&'k str>) -> Self {
        if keys.is_empty() {
            return Self { paths: PathTable::empty(), keys: Vec::new() };
        }
        let mut paths = PathInterner::new(container);
        let compile = |key| CompiledKey::new(key, default, &mut paths);
        let keys = keys.iter().map(compile).collect();
        Self { paths: paths.finish(), keys }
    }

    /// Returns `true` if there are no keys.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns the paths of the keys.
    pub(super) fn paths(&self) -> &PathTable {
        &self.paths
    }

    /// Sorts `rows`; rows of equal keys keep their order.
    pub(super) fn sort<R: Borrow<Json>>(&self, rows: &mut [R]) {
        if self.is_empty() {
            return;
        }
        let mut bytes = Vec::new();
        let mut ends = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            for key in &self.keys {
                push_key(key.read(row.borrow(), &self.paths), key.collation, key.descending, &mut bytes);
            }
            ends.push(bytes.len());
        }
        let mut start = 0;
        let mut order: Vec<KeyedRow<'_>> = Vec::with_capacity(rows.len());
        for (row, end) in ends.into_iter().enumerate() {
            order.push(KeyedRow::new(bytes.get(start..end).unwrap_or_default(), row));
            start = end;
        }
        order.sort_unstable();
        let mut targets = vec![0; order.len()];
        for (target, keyed) in order.iter().enumerate() {
            if let Some(slot) = targets.get_mut(keyed.row) {
                *slot = target;
            }
        }
        for row in 0..targets.len() {
            // Each swap moves one row to its final index.
            while let Some(target) = targets.get(row).copied().filter(|target| *target != row) {
                rows.swap(row, target);
                targets.swap(row, target);
            }
        }
    }
}

/// The index of a row, ordered by the row's key and then by the index, which makes the sort stable.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct KeyedRow<'k> {
    /// The first bytes of the key. They mostly decide, and then no other memory is touched.
    first: u64,
    rest: &'k [u8],
    row: usize,
}

impl<'k> KeyedRow<'k> {
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

impl CompiledKey {
    fn new<'k>(key: &'k SortKey, default: Collation, paths: &mut PathInterner<'k>) -> Self {
        Self {
            path: paths.intern(key.field.path_in_rows()),
            ty: key.field.ty().clone(),
            collation: key.collation_or(default),
            descending: key.descending,
        }
    }

    /// Returns the value of `row` at the path, read as the type of the key.
    fn read<'r>(&self, row: &'r Json, paths: &PathTable) -> Datum<'r> {
        paths.find(row, self.path).map_or(Datum::Null, |found| Datum::from_json(found).typed(&self.ty))
    }
}

/// Appends the sort key of `datum` to `out`: the rank of its kind, then its value. No key is a prefix of another, so
/// keys can be appended to one another.
fn push_key(datum: Datum<'_>, collation: Collation, descending: bool, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(datum.rank());
    match datum {
        Datum::Null | Datum::Array | Datum::Object => {}
        Datum::Boolean(boolean) => out.push(boolean.into()),
        Datum::Number(number) => out.extend(number.to_ordered_bytes()),
        Datum::Text(text) => collation.push_sort_key(text, out),
        Datum::DateTime(instant) => out.extend(instant.to_ordered_bytes()),
        Datum::Duration(length) => out.extend(length.to_ordered_bytes()),
        Datum::Uuid(uuid) => out.extend(uuid.to_ordered_bytes()),
    }
    if descending {
        out.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
    }
}
