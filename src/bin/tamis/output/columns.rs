//! The text of a row's values: by path, or for all of its fields.

use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::{Path, Schema};

use crate::rows::{ObjectMembers, RowFailure, members};

/// Returns the path in rows of the property that queries call `path`.
pub(crate) fn path_in_rows(path: &Path, schema: &Schema) -> Path {
    schema.field(path).map_or(path, |field| field.path_in_rows()).clone()
}

/// The members of a row, and of the object inside it that keeps its fields, if there is one.
pub(crate) struct RowMembers<'t> {
    pub(crate) outer: ObjectMembers<'t>,
    pub(crate) inner: ObjectMembers<'t>,
}

impl<'t> RowMembers<'t> {
    pub(crate) fn parse(row: &'t [u8], schema: &Schema) -> Self {
        let outer = serde_json::from_slice(row).ok().and_then(members).unwrap_or_default();
        let inner = schema.row_container().and_then(|name| find(&outer, name)).and_then(members).unwrap_or_default();
        Self { outer, inner }
    }

    /// Returns the value at `path`, which is named as in rows: [`Schema::find`] for rows that keep their own text.
    pub(crate) fn at(&self, path: &Path) -> Option<&'t RawValue> {
        let mut names = path.names();
        let first = names.next()?;
        let start = find(&self.inner, first).or_else(|| find(&self.outer, first))?;
        names.try_fold(start, |object, name| find(&members(object)?, name))
    }

    /// Returns the names of the fields: first those of the inner object, then those beside it.
    pub(crate) fn names<'n>(&'n self, schema: &'n Schema) -> impl Iterator<Item = &'n str> {
        let beside =
            self.outer.iter().filter(|(name, _)| self.inner.is_empty() || Some(&**name) != schema.row_container());
        self.inner.iter().chain(beside).map(|(name, _)| &**name)
    }
}

/// Returns the last member of that name, which is the one that JSON parsers keep.
fn find<'t>(members: &ObjectMembers<'t>, name: &str) -> Option<&'t RawValue> {
    members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
}

/// Fails if one of the `cells` of `row` cannot be represented: a number outside the range of a double, or a text with a
/// lone surrogate. The cells are parsed only if the row may have such a value.
pub(crate) fn check_cells<'r>(row: &'r [u8], cells: impl FnOnce() -> Vec<&'r RawValue>) -> Result<(), RowFailure> {
    if !may_be_unrepresentable(row) {
        return Ok(());
    }
    let unreadable = cells().into_iter().find(|cell| serde_json::from_str::<Json>(cell.get()).is_err());
    let Some(cell) = unreadable else { return Ok(()) };
    let cause = match cell.get().starts_with('"') {
        true => "an escape of half a surrogate pair, which is no character",
        false => "a number that does not fit a double, or half a surrogate pair",
    };
    Err(RowFailure::Unreadable {
        offset: cell.get().as_ptr() as usize - row.as_ptr() as usize,
        cause: format!("a column's value holds {cause}"),
        help: "`--format ndjson` without `--columns` prints the row as it is written".to_owned(),
    })
}

/// Returns `true` if `text` has an escape of a surrogate, paired or not, or a number that may not fit a double: with an
/// exponent of three digits or with hundreds of digits. Such values are rare, and this is cheaper than parsing the
/// cells.
fn may_be_unrepresentable(text: &[u8]) -> bool {
    let mut digits = 0;
    text.iter().enumerate().any(|(at, byte)| match byte {
        b'0'..=b'9' => {
            digits += 1;
            digits > 300
        }
        b'.' => false,
        b'e' | b'E' if digits > 0 => {
            digits = 0;
            let exponent = text[at + 1..].strip_prefix(b"+").unwrap_or(&text[at + 1..]);
            exponent.iter().take_while(|byte| byte.is_ascii_digit()).nth(2).is_some()
        }
        b'\\' => matches!(text[at + 1..], [b'u', b'd' | b'D', ..]),
        _ => {
            digits = 0;
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_as_in_parsed_rows() {
        let schema = Schema::builder("test").row_container("in").open().build().unwrap();
        let rows = [
            r#"{"a": 1, "in": {"a": 2, "b": {"c": 3}}, "b": {"d": 4}}"#,
            r#"{"a": 1, "in": {"a": null}, "b": {"c": null}}"#,
            r#"{"a": 1, "in": null, "b": []}"#,
            r#"{"a": {"c": 1}, "in": [{"a": 2}]}"#,
            r#"{"in": {"in": {"a": 1}, "a": {}}}"#,
            r#"{"a": 1, "a": 2, "in": {"a": 3}, "in": {"b": {"c": 4}}}"#,
            "[]",
            "7",
        ];
        for row in rows {
            let (members, json) = (RowMembers::parse(row.as_bytes(), &schema), serde_json::from_str(row).unwrap());
            for path in ["a", "b", "b.c", "b.d", "a.c", "in", "in.a", "in.in.a", "x"].map(Path::from) {
                let found = members.at(&path).map(|value| serde_json::from_str::<Json>(value.get()).unwrap());
                assert_eq!(found.as_ref(), schema.find(&json, &path), "{path} of {row}");
            }
        }
    }
}
