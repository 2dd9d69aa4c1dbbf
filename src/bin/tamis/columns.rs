//! Columns: paths that are named on the command line, and the own text of what a row has at them.

use std::borrow::Cow;

use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::editor::{TokenKind, tokens};
use tamis::{Path, Schema};

use crate::failure::Failure;
use crate::rows::{RowFailure, members};

/// The paths that `text`, the value of `option`, names, with commas between.
pub(crate) fn paths(option: &str, text: &str) -> Result<Vec<Path>, Failure> {
    let mut paths = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut wants_name = true;
    for token in tokens(text) {
        let written = &text[token.span.start()..token.span.end()];
        match (token.kind, wants_name) {
            (TokenKind::Word, true) => names.push(written.to_owned()),
            (TokenKind::Name, true) => names.push(written[1..written.len() - 1].replace("``", "`")),
            (TokenKind::Dot, false) => {}
            (TokenKind::Comma, false) => paths.push(Path::new(names.drain(..).map(String::into_boxed_str))),
            _ => return Err(no_paths(option, text)),
        }
        wants_name = !wants_name;
    }
    if wants_name {
        return Err(no_paths(option, text));
    }
    paths.push(Path::new(names.into_iter().map(String::into_boxed_str)));
    Ok(paths)
}

/// The one path that `text`, the value of `option`, names.
pub(crate) fn path(option: &str, text: &str) -> Result<Path, Failure> {
    match paths(option, text)?.as_slice() {
        [path] => Ok(path.clone()),
        _ => Err(Failure::with_help(format_args!("`{option}` takes one path"), "leave the others out")),
    }
}

fn no_paths(option: &str, text: &str) -> Failure {
    Failure::with_help(
        format_args!("`{option}` does not take `{text}`"),
        "write property names, such as `name` or `initiator.name`; other names stand in backticks",
    )
}

/// Where rows keep what the query calls `path`.
pub(crate) fn path_in_rows(path: &Path, schema: &Schema) -> Path {
    schema.field(path).map_or(path, |field| field.path_in_rows()).clone()
}

/// The members of an object, each with its own text.
pub(crate) type Members<'t> = Vec<(Cow<'t, str>, &'t RawValue)>;

/// The members of a row, and of the object in it that keeps its fields, where it is not the row itself.
pub(crate) struct RowMembers<'t> {
    pub(crate) outer: Members<'t>,
    pub(crate) inner: Members<'t>,
}

impl<'t> RowMembers<'t> {
    pub(crate) fn read(row: &'t [u8], schema: &Schema) -> Self {
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

    /// The names of the fields: first those of the inner object, then those beside it.
    pub(crate) fn names<'n>(&'n self, schema: &'n Schema) -> impl Iterator<Item = &'n str> {
        let beside =
            self.outer.iter().filter(|(name, _)| self.inner.is_empty() || Some(&**name) != schema.row_container());
        self.inner.iter().chain(beside).map(|(name, _)| &**name)
    }
}

/// The last member of that name: JSON's readers take the last.
fn find<'t>(members: &Members<'t>, name: &str) -> Option<&'t RawValue> {
    members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
}

/// Fails if one of the `cells` of `row` cannot be read: it holds a number that no double holds, or a text with half of a
/// surrogate pair. They are looked for only if the row can hold such a thing at all.
pub(crate) fn check_cells<'r>(row: &'r [u8], cells: impl FnOnce() -> Vec<&'r RawValue>) -> Result<(), RowFailure> {
    if !may_be_unheld(row) {
        return Ok(());
    }
    let unheld = cells().into_iter().find(|cell| serde_json::from_str::<Json>(cell.get()).is_err());
    let Some(cell) = unheld else { return Ok(()) };
    let cause = match cell.get().starts_with('"') {
        true => "an escape of half of a surrogate pair, which is no character",
        false => "a number that no double holds, or half of a surrogate pair",
    };
    Err(RowFailure::Row {
        offset: cell.get().as_ptr() as usize - row.as_ptr() as usize,
        cause: format!("a column's value holds {cause}"),
        help: "`--format ndjson` without `--columns` prints the row as it is written".to_owned(),
    })
}

/// Whether text has an escape of half of a surrogate pair, paired or not, or what may be a number that no double holds: one
/// with an exponent of three digits or with hundreds of digits. Cheaper than reading it, for what is hardly ever there.
fn may_be_unheld(text: &[u8]) -> bool {
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
            let (members, json) = (RowMembers::read(row.as_bytes(), &schema), serde_json::from_str(row).unwrap());
            for path in ["a", "b", "b.c", "b.d", "a.c", "in", "in.a", "in.in.a", "x"].map(Path::from) {
                let found = members.at(&path).map(|value| serde_json::from_str::<Json>(value.get()).unwrap());
                assert_eq!(found.as_ref(), schema.find(&json, &path), "{path} of {row}");
            }
        }
    }
}
