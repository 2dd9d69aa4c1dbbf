//! Filters and sort keys of the Veeam APIs as public code writes them, each with a class that decides what becomes of
//! it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;
use tamis::Dialect;

use super::folder::{Folder, Suite};
use crate::common::decompiled::{decompile, detected_format, is_located, outcome, sends};

#[derive(Deserialize)]
struct Entry {
    id: String,
    api: String,
    class: String,
    /// `sort` or `groupby`; absent from filters.
    kind: Option<String>,
    raw: String,
    endpoint: Option<String>,
    /// The JSON that the text means.
    #[serde(alias = "value")]
    filter: Json,
}

pub(crate) fn filters(folder: &Folder, suite: &mut Suite) {
    decompile_all(&folder.json::<Vec<Entry>>("corpus/veeam_filters.json"), suite);
}

pub(crate) fn sort_keys(folder: &Folder, suite: &mut Suite) {
    let entries: Vec<Entry> = folder.json("corpus/veeam_sorts.json");
    let sort_keys: Vec<Entry> = entries.into_iter().filter(|entry| entry.kind.as_deref() == Some("sort")).collect();
    decompile_all(&sort_keys, suite);
}

fn decompile_all(entries: &[Entry], suite: &mut Suite) {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for entry in entries {
        // NetBackup is left out: some of what the other dialects refuse is OData.
        for dialect in Dialect::ALL.iter().filter(|dialect| **dialect != Dialect::Netbackup) {
            if let Some(count) = entry.decompile(*dialect, suite) {
                *counts.entry(count).or_default() += 1;
                suite.count(1);
            }
        }
    }
    counts.iter().for_each(|((class, outcome), count)| suite.remark(format!("{class}: {count} {outcome}")));
}

impl Entry {
    fn is_in(&self, dialect: Dialect) -> bool {
        match (self.api.as_str(), self.kind.as_deref()) {
            ("vbr", None) => dialect == Dialect::VbrInventory,
            (api, _) => dialect.name() == api,
        }
    }

    /// Returns the class and the outcome, or `None` if the class promises nothing about `dialect`.
    fn decompile(&self, dialect: Dialect, suite: &mut Suite) -> Option<(String, String)> {
        let class = match (self.class.as_str(), self.is_in(dialect)) {
            ("target" | "lenient", false) => return None,
            ("sibling", true) => "sibling as itself",
            (class, _) => class,
        };
        let result = decompile(dialect, &self.raw);
        let case = format!("{} as {dialect}: {}", self.id, self.raw);
        match (class, &result) {
            ("target" | "sibling as itself", Ok(decompiled)) => {
                let part = if self.kind.is_some() { "sort" } else { "filter" };
                let is_right = sends(decompiled, dialect, part, &self.filter);
                suite.ensure(is_right == Ok(true), || format!("{case}\n  {}\n  {is_right:?}", decompiled.query()));
            }
            ("lenient", Ok(decompiled)) => {
                suite.ensure(!decompiled.warnings().is_empty(), || format!("{case}\n  decompiles without a warning"));
            }
            ("target" | "sibling as itself", Err(refusal)) => suite.fail(format!("{case}\n  {refusal}")),
            (_, Ok(decompiled)) => suite.fail(format!("{case}\n  decompiles to {}", decompiled.query())),
            ("sibling" | "foreign", Err(refusal)) => {
                suite.ensure(detected_format(refusal).is_some(), || format!("{case}\n  {refusal}"));
            }
            (_, Err(refusal)) => suite.ensure(is_located(refusal), || format!("{case}\n  {refusal}")),
        }
        Some((class.to_owned(), outcome(&result)))
    }
}

/// Checks the warnings and lints of filters under the schemas of their endpoints: a number in quotes, collations
/// without a text to compare, and the order of date-times that the schema does not declare as such. The others have
/// none.
const WARNINGS: &[(&str, &[&str])] = &[
    ("shellrent-num", &["quoted_scalar", "idle_collation"]),
    ("vh-jobuid", &["idle_collation"]),
    ("sui-all3", &["date_as_text"]),
    ("sui-time", &["date_as_text"]),
    ("sui-time-search", &["date_as_text"]),
    ("sui-time-status", &["date_as_text"]),
    ("sui-wire-form", &["date_as_text"]),
];

pub(crate) fn warnings(folder: &Folder, suite: &mut Suite) {
    let entries: Vec<Entry> = folder.json("corpus/veeam_filters.json");
    let mut open = 0;
    for Entry { id, api, raw, endpoint, .. } in entries.iter().filter(|entry| entry.class == "target") {
        let dialect: Dialect = api.parse().unwrap();
        let path = endpoint.as_deref().unwrap().trim_start_matches("/api/v2.3");
        let endpoint = dialect.endpoint(path).unwrap();
        open += usize::from(endpoint.schema().is_open());
        let decompiled = dialect.decompile(raw, endpoint.schema());
        let query = decompiled.as_ref().unwrap_or_else(|refusal| panic!("{id}: {raw}: {refusal}")).query();
        let codes: Vec<&str> =
            query.warnings().iter().map(|warning| warning.code().rsplit("::").next().unwrap()).collect();
        let expected = WARNINGS.iter().find(|(listed, _)| listed == id).map_or(&[][..], |(_, codes)| *codes);
        suite.check(codes.as_slice(), expected, || format!("{id}: {raw}"));
    }
    suite.remark(format!("{open} of them under an open schema"));
}
