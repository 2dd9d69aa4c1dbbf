//! What a row is sorted by, as bytes that are ordered as the rows are.

use crate::collation::Collation;
use crate::value::Datum;

/// Writes `datum` behind `out`: its kind, then its value. No key is the beginning of another.
pub(super) fn write(datum: Datum<'_>, collation: Collation, descending: bool, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(datum.rank());
    match datum {
        Datum::Null | Datum::Array | Datum::Object => {}
        Datum::Boolean(boolean) => out.push(boolean.into()),
        Datum::Number(number) => out.extend(number.to_ordered_bytes()),
        Datum::Text(text) => collation.write_ordered(text, out),
        Datum::DateTime(instant) => out.extend(instant.to_ordered_bytes()),
        Datum::Duration(length) => out.extend(length.to_ordered_bytes()),
        Datum::Uuid(uuid) => out.extend(uuid.to_ordered_bytes()),
    }
    if descending {
        out.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
    }
}
