//! `--count-by`: how often each value occurs, as rows of a value and a count.

use std::collections::HashMap;

use serde_json::Value as Json;
use tamis::{Path, Query, Schema};

use crate::columns::{RowMembers, check_cells, path_in_rows};
use crate::row_warnings::RowWarning;
use crate::rows::RowFailure;

/// The fields of the rows that counts are.
pub(crate) const FIELDS: [&str; 2] = ["value", "count"];

/// Returns the sort key of `query` that looks as if the counts were to be sorted by it.
pub(crate) fn sort_key(query: &Query) -> Option<&Path> {
    let paths = query.sort_keys().iter().map(|key| key.field.path());
    paths.into_iter().find(|path| FIELDS.iter().any(|field| path.names().eq([*field])))
}

/// Returns the warning that `key` sorts rows.
pub(crate) fn warning_of_sort(key: &Path) -> RowWarning {
    let message = format_args!("`sort by {key}` sorts the rows that are counted, and not the counts").to_string();
    let help = "leave it out: with `--count-by` the most frequent value comes first";
    RowWarning::new("tamis::rows::sort_of_counts", message).with_help(help)
}

/// How often each value occurs at a path.
pub(crate) struct Counts {
    path: Path,
    /// The place in `counted` of each value.
    places: HashMap<String, usize>,
    /// The text of each value where it first occurred, and how often it did.
    counted: Vec<(String, u64)>,
}

impl Counts {
    pub(crate) fn new(path: &Path, schema: &Schema) -> Self {
        Self { path: path_in_rows(path, schema), places: HashMap::new(), counted: Vec::new() }
    }

    /// Fails if the value of a row cannot be read, and so not be told from others.
    pub(crate) fn check(&self, row: &[u8], schema: &Schema) -> Result<(), RowFailure> {
        check_cells(row, || RowMembers::read(row, schema).at(&self.path).into_iter().collect())
    }

    pub(crate) fn take(&mut self, row: &[u8], schema: &Schema) {
        let members = RowMembers::read(row, schema);
        // What is missing is null.
        let text = members.at(&self.path).map_or("null", |value| value.get());
        let place = *self.places.entry(same(text)).or_insert_with(|| {
            self.counted.push((text.to_owned(), 0));
            self.counted.len() - 1
        });
        self.counted[place].1 += 1;
    }

    /// The rows: the most frequent value first, of equally frequent ones that which occurred first.
    pub(crate) fn rows(mut self) -> impl Iterator<Item = String> {
        self.counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let [value, count] = FIELDS;
        self.counted.into_iter().map(move |(text, times)| format!("{{\"{value}\":{text},\"{count}\":{times}}}"))
    }
}

/// A text that equal values have in common, whatever their escapes and blanks; `1` and `1.0` are equal.
fn same(text: &str) -> String {
    /// Up to here, each whole number is a double of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match serde_json::from_str(text) {
        Ok(Json::Number(number)) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < EXACT => format!("{whole:.0}").replace("-0", "0"),
            _ => number.to_string(),
        },
        Ok(json) => json.to_string(),
        Err(_) => text.to_owned(),
    }
}
