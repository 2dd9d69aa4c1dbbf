//! `--count-by`: counts of each value, as rows of a value and a count.

use std::collections::HashMap;

use serde_json::Value as Json;
use tamis::{Path, Query, Schema};

use super::columns::{RowMembers, check_cells, path_in_rows};
use crate::row_warnings::RowWarning;
use crate::rows::RowFailure;

/// The fields of the rows of counts.
pub(crate) const FIELDS: [&str; 2] = ["value", "count"];

/// Returns the sort key of `query` with the name of a count's field, if any: it probably was meant to sort the counts.
pub(crate) fn sort_key(query: &Query) -> Option<&Path> {
    let paths = query.sort_keys().iter().map(|key| key.field.path());
    paths.into_iter().find(|path| FIELDS.iter().any(|field| path.names().eq([*field])))
}

/// Returns the warning that `key` sorts rows.
pub(crate) fn warning_of_sort(key: &Path) -> RowWarning {
    let message = format_args!("`sort by {key}` sorts the counted rows, not the counts").to_string();
    let help = "leave it out: with `--count-by` the most frequent value comes first";
    RowWarning::new("tamis::rows::sort_of_counts", message).with_help(help)
}

/// The counts of the values at a path.
pub(crate) struct Counts {
    path: Path,
    /// The index in `counted` of each value.
    indices: HashMap<String, usize>,
    /// The text of each value at its first occurrence, and its count.
    counted: Vec<(String, u64)>,
}

impl Counts {
    pub(crate) fn new(path: &Path, schema: &Schema) -> Self {
        Self { path: path_in_rows(path, schema), indices: HashMap::new(), counted: Vec::new() }
    }

    /// Fails if the value of a row cannot be represented, and so not be compared with others.
    pub(crate) fn check(&self, row: &[u8], schema: &Schema) -> Result<(), RowFailure> {
        check_cells(row, || RowMembers::parse(row, schema).at(&self.path).into_iter().collect())
    }

    /// Counts the value of a row.
    pub(crate) fn add(&mut self, row: &[u8], schema: &Schema) {
        let members = RowMembers::parse(row, schema);
        // A missing value counts as null.
        let text = members.at(&self.path).map_or("null", |value| value.get());
        let index = *self.indices.entry(normalized(text)).or_insert_with(|| {
            self.counted.push((text.to_owned(), 0));
            self.counted.len() - 1
        });
        self.counted[index].1 += 1;
    }

    /// Returns the rows: the most frequent value first, equally frequent ones in the order of their first occurrence.
    pub(crate) fn rows(mut self) -> impl Iterator<Item = String> {
        self.counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let [value, count] = FIELDS;
        self.counted.into_iter().map(move |(text, times)| format!("{{\"{value}\":{text},\"{count}\":{times}}}"))
    }
}

/// Returns a text that equal values share, whatever their escapes and blanks; `1` and `1.0` are equal.
fn normalized(text: &str) -> String {
    /// 2^53: every smaller whole number has its own double.
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
