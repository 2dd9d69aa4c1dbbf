//! The queries of `tests/cases`, for properties of every query.

use std::fs;

/// Returns all queries, in no particular order.
pub(crate) fn queries() -> Vec<String> {
    let mut queries = Vec::new();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let cases: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let cases = cases.get("case").and_then(toml::Value::as_array).into_iter().flatten();
        queries.extend(cases.map(|case| case["query"].as_str().unwrap().to_owned()));
    }
    queries
}
