//! Samples made for the project in the shapes of the vendors' data: rows and the rows that queries select among them, a
//! document and rows that fit it, and requests as scripts write them. `tests/suite/outside.rs` runs the same checks
//! over data that is no part of the project.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;
use serde_json::Value as Json;
use tamis::decompile::Decompiled;
use tamis::{Bindings, Clock, Collation, Diagnostics, Dialect, Operator, Query, Schema, Severity, Target};

use crate::common::decompiled::{codes, decompile, detected_format, is_located, is_stable, sends, words};
use crate::common::fields::{compare_fields, misspell_names};

const CLOCK: &str = "2026-03-02T09:00:00+01:00";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collections {
    collection: Vec<Collection>,
}

/// Queries over the rows of one file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collection {
    file: String,
    /// The path of arrays whose elements are the rows; the rows of the file without it.
    within: Option<String>,
    /// The JSON form of a schema; the open one without it.
    schema: Option<String>,
    query: Vec<(String, Vec<usize>)>,
}

impl Collection {
    fn rows(&self) -> Vec<Json> {
        let rows = rows(&self.file);
        let Some(path) = &self.within else { return rows };
        let pointer = format!("/{}", path.replace('.', "/"));
        rows.iter().flat_map(|row| row.pointer(&pointer).unwrap().as_array().unwrap().clone()).collect()
    }
}

fn collections() -> Vec<Collection> {
    let collections: Collections = toml::from_str(include_str!("../samples/rows.toml")).unwrap();
    collections.collection
}

fn rows(file: &str) -> Vec<Json> {
    let path = format!("{}/tests/samples/rows/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    if file.ends_with(".ndjson") {
        return text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    }
    serde_json::from_str(&text).unwrap()
}

/// Returns the numbers of the rows that a query selects, in its order.
fn select(text: &str, schema: &Schema, rows: &[Json]) -> Result<Vec<usize>, Diagnostics> {
    let clock: Clock = CLOCK.parse().unwrap();
    let program = Query::parse(text, schema)?.bind(&Bindings::at(clock))?.compile()?;
    let number = |selected: &Json| rows.iter().position(|row| std::ptr::eq(row, selected)).unwrap();
    Ok(program.run(rows).into_iter().map(number).collect())
}

#[test]
fn queries_select_the_rows_that_a_reader_selects() {
    let (mut count, mut wrong) = (0, Vec::new());
    for collection in collections() {
        let rows = collection.rows();
        let schema = collection.schema.as_ref().map_or_else(Schema::open, |form| Schema::from_json(form).unwrap());
        for (text, expected) in &collection.query {
            count += 1;
            match select(text, &schema, &rows) {
                Ok(selected) if selected == *expected => {}
                Ok(selected) => {
                    wrong.push(format!("{}: `{text}` selects {selected:?}, not {expected:?}", collection.file))
                }
                Err(refusal) => wrong.push(format!("{}: `{text}`: {refusal}", collection.file)),
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 120, "only {count} queries");
}

#[test]
fn every_field_is_compared_as_by_the_naive_evaluator() {
    let mut filters = 0;
    for rows in collections().iter().map(Collection::rows) {
        let outcome = compare_fields(&rows);
        assert!(outcome.wrong.is_empty(), "{} differ, first {:#?}", outcome.wrong.len(), outcome.wrong.first());
        filters += outcome.filters;
    }
    assert!(filters > 5_000, "only {filters} filters");
}

#[test]
fn a_misspelled_name_is_hinted_at() {
    let mut cases = 0;
    for rows in collections().iter().map(Collection::rows) {
        let outcome = misspell_names(&rows);
        assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
        cases += outcome.cases;
    }
    assert!(cases > 30, "only {cases} names");
}

#[cfg(feature = "openapi")]
#[test]
fn rows_fit_the_schema_of_their_document_but_for_two_values() {
    use crate::common::fits::misfits;
    use tamis::openapi::OpenApi;

    let document = OpenApi::read(include_str!("../samples/portal.yaml")).unwrap();
    let operations = document.operations();
    let filtering = operations.iter().filter(|operation| operation.takes_filter());
    let paths: Vec<&str> = filtering.map(|operation| operation.path()).collect();
    assert_eq!(paths, ["/organizations", "/organizations/{organizationUid}/branches"]);
    for path in paths {
        let schema = document.import(path).unwrap().schema;
        let again = Schema::from_json(&schema.to_json()).unwrap();
        assert!(again.fields().eq(schema.fields()) && again.origin() == schema.origin(), "{path}");
    }
    let schema = document.import("/organizations").unwrap().schema;
    let misfits: Vec<String> = rows("organizations.json").iter().flat_map(|row| misfits(&schema, row)).collect();
    assert_eq!(misfits, ["taxNumber is no text: 417", "phone is no text: null"]);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requests {
    request: Vec<Request>,
}

/// A filter or sort keys as a script writes them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    name: String,
    dialect: Dialect,
    text: String,
    /// The collection whose schema the text is decompiled under; else the open one.
    endpoint: Option<String>,
    /// The JSON that the text means, as the part `filter` or `sort` of a request.
    filter: Option<String>,
    sort: Option<String>,
    /// `true` if the text is OData that is sent in the same words.
    #[serde(default)]
    same_words: bool,
    /// The last segments of the codes of the warnings: of the decompilation, then of the query.
    #[serde(default)]
    warnings: Vec<String>,
    /// The last segments of the codes of the errors.
    #[serde(default)]
    refused: Vec<String>,
    /// The format that every other dialect but NetBackup's takes the text for.
    elsewhere: Option<String>,
}

#[test]
fn requests_are_decompiled_as_they_are_meant() {
    let requests: Requests = toml::from_str(include_str!("../samples/requests.toml")).unwrap();
    let mut names = BTreeSet::new();
    for request in &requests.request {
        assert!(names.insert(&request.name), "two requests are called `{}`", request.name);
        request.check();
    }
    assert!(names.len() > 20, "only {} requests", names.len());
}

impl Request {
    fn check(&self) {
        let Self { name, dialect, text, .. } = self;
        let endpoint = self.endpoint.as_ref().map(|path| dialect.endpoint(path).unwrap());
        let schema = endpoint.as_ref().map_or_else(|| dialect.open_schema(), |endpoint| endpoint.schema().clone());
        match dialect.decompile(text, &schema) {
            Ok(decompiled) => {
                assert!(self.refused.is_empty(), "{name}: decompiles to {}", decompiled.query());
                self.check_decompiled(&decompiled, endpoint.as_ref().map_or(Target::from(*dialect), Target::from));
            }
            Err(refusal) => {
                assert_eq!(last_segments(&codes(&refusal, Severity::Error)), self.refused, "{name}: {refusal}");
                assert!(is_located(&refusal), "{name}: {refusal}");
            }
        }
        let Some(format) = &self.elsewhere else { return };
        for other in Dialect::ALL.iter().filter(|other| *other != dialect && **other != Dialect::Netbackup) {
            let refusal = decompile(*other, text).expect_err(name);
            assert_eq!(detected_format(&refusal).map(|format| format!("{format:?}")).as_ref(), Some(format), "{name}");
        }
    }

    fn check_decompiled(&self, decompiled: &Decompiled, target: Target<'_>) {
        let Self { name, dialect, text, .. } = self;
        let query = decompiled.query();
        let warnings = [decompiled.warnings(), query.warnings()].map(|warnings| codes(warnings, Severity::Warning));
        assert_eq!(last_segments(&warnings.concat()), self.warnings, "{name}: {query}");
        for (part, expected) in [("filter", &self.filter), ("sort", &self.sort)] {
            if let Some(expected) = expected {
                let expected: Json = serde_json::from_str(expected).unwrap();
                assert_eq!(sends(decompiled, *dialect, part, &expected), Ok(true), "{name}: {query}");
            }
        }
        if self.same_words {
            assert_eq!(is_stable(decompiled, target), Ok(true), "{name}: {query}");
            let request = query.lower(target).unwrap();
            assert_eq!(words(&request.parameters()[0].value), words(text), "{name}: {query}");
            let url = dialect.decompile(&format!("?filter={}", text.replace(' ', "%20")), query.schema()).unwrap();
            assert_eq!(url.query(), query, "{name}: in a URL");
        }
        assert!(self.filter.is_some() || self.sort.is_some() || self.same_words, "{name} promises nothing");
    }
}

fn last_segments(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| code.rsplit("::").next().unwrap().to_owned()).collect()
}

/// Properties of NetBackup's endpoints with the operators that its documentation lists; `true` where it lists a change
/// of case, which `ignorecase` needs.
const LISTED: &[(&str, &str, &str, bool)] = &[
    ("admin/jobs", "jobId", "== != < > <= >=", false),
    ("admin/jobs", "clientName", "== != contains startswith endswith", false),
    ("catalog/images", "clientName", "==", false),
    ("catalog/images", "policyName", "== contains", false),
    ("catalog/images", "backupTime", ">= <=", false),
    ("catalog/image-contents", "name", "contains", true),
    ("storage/storage-units", "name", "== != < > <= >= contains startswith endswith", true),
    ("storage/storage-units", "storageCategory", "== contains", true),
    ("storage/storage-units", "useWorm", "==", false),
];

#[test]
fn endpoints_of_netbackup_support_the_listed_operators() {
    for (path, name, operators, changes_case) in LISTED {
        let endpoint = Dialect::Netbackup.endpoint(path).unwrap();
        let field = endpoint.schema().field(&tamis::Path::from(*name)).unwrap();
        let listed: BTreeSet<Operator> = field.listed_operators().unwrap().iter().copied().collect();
        // A list is written as a disjunction of `eq`.
        let expected: BTreeSet<Operator> = operators.split(' ').map(|operator| operator.parse().unwrap()).collect();
        assert_eq!(&listed - &BTreeSet::from([Operator::In]), expected, "{path} {name}");
        assert_eq!(field.allows_collation(Collation::IgnoreCase), *changes_case, "{path} {name}");
    }
}
