//! Cases as data: a query, rows, the rows that match, and the requests of dialects. `tests/cases/*.toml` holds them by
//! topic, `tests/cases/schemas.toml` the schemas they name.
//!
//! ```toml
//! [[case]]
//! name = "null: a missing property is null"  # unique through all files
//! query = 'finishTimeUtc == null'
//! schema = "samples"                # one of schemas.toml, or an endpoint such as "vspc:organizations"; without it the open schema
//! clock = "2026-01-31T08:00:00Z"
//! parameters = { tenant = "acme" }  # bound as text
//! json_parameters = '{"n": 5}'      # bound as JSON
//! rows = ['{"a": 1}', '{}']
//! matches = [0, 1]                  # the rows that `run` returns, in its order
//! canonical = 'finishTimeUtc == null'         # the query's Display, before anything is bound
//! warnings = ["word_case"]          # last segments of the codes of the bound query's warnings, without lints
//! ahv = '{"filter":[…]}'            # the JSON of the request to this dialect
//! ahv_always = '{"filter":[…]}'     # the JSON of the request that always writes the collation
//! ahv_warnings = ["assumed"]        # last segments of the codes of all warnings of the request, without advice
//! ahv_refused = ["operator"]        # instead of `ahv`: the codes of the errors that refuse the request
//! rejected = ["unknown_field"]      # instead of all of these: the codes of the errors of parse, check or bind
//! ```
//!
//! A case may have the columns of every dialect. The columns of one dialect are required: of the schema's endpoint,
//! whose requests they hold, or of AHV if the schema is of no endpoint. Columns of the other dialects hold requests
//! without an endpoint.
//!
//! Each case also proves that `matches` agrees with `run`, that the text of the query, bound and unbound, parses to an
//! equal query that selects the same rows, and that its requests decompile to queries that make the same requests.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug, Write as _};
use std::path::PathBuf;

use crate::common::is_blessing;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::tree::{Comparison, Filter, FilterKind};
use tamis::{
    Bindings, Collation, Diagnostic, DiagnosticKind, Diagnostics, Dialect, Endpoint, Operator, Program, Query, Schema,
    Severity, Target, Type,
};

const FEWEST_CASES: usize = 150;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    query: String,
    schema: Option<String>,
    clock: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    json_parameters: Option<String>,
    #[serde(default)]
    rows: Vec<String>,
    matches: Option<Vec<usize>>,
    canonical: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    rejected: Option<Vec<String>>,
    /// The columns of the dialects; any other key is an error.
    #[serde(flatten)]
    columns: BTreeMap<String, Column>,
    #[serde(skip)]
    file: String,
}

/// The value of a dialect's column.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Column {
    Json(String),
    Codes(Vec<String>),
}

/// The schema that a case is checked against, and the endpoint that it is lowered to.
struct Ground {
    schema: Schema,
    endpoint: Option<Endpoint>,
}

/// A row with its index in its case.
#[derive(Clone)]
struct Row {
    index: usize,
    json: Json,
}

impl Borrow<Json> for Row {
    fn borrow(&self) -> &Json {
        &self.json
    }
}

#[test]
fn every_case_holds() {
    let (cases, schemas) = (read_cases(), read_schemas());
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for case in &cases {
        let mut of_case = case.failures(&schemas);
        if !names.insert(&case.name) {
            of_case.push("another case has this name".to_owned());
        }
        failures.extend(of_case.iter().map(|failure| format!("{}: {}\n{failure}", case.file, case.name)));
    }
    println!("{} cases ran", cases.len());
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
    assert!(cases.len() >= FEWEST_CASES, "only {} cases", cases.len());
}

/// Compares the requests of the other dialects for AHV's cases with the golden files `tests/cases/DIALECT.txt`, which
/// list those that differ from AHV's. `TAMIS_BLESS=1` in the environment writes the files. VBR has cases of its own: it
/// supports only the parameters of its collections.
#[test]
fn other_dialects_differ_from_ahv_as_recorded() {
    let (cases, schemas) = (read_cases(), read_schemas());
    for dialect in Dialect::ALL.iter().copied().filter(|dialect| ![Dialect::Ahv, Dialect::Vbr].contains(dialect)) {
        let mut written =
            format!("Cases whose request to {dialect} differs from the one to ahv, in form or in its assumptions.\n");
        for case in cases.iter().filter(|case| case.rejected.is_none() && !case.columns.contains_key(dialect.name())) {
            let ground = case.ground(&schemas);
            if ground.dialect() != Dialect::Ahv {
                continue;
            }
            let query = Query::parse(&case.query, &ground.schema).and_then(|query| query.bind(&case.bindings()));
            let query = query.unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let (ahv, other) = (Outcome::new(&query, Dialect::Ahv), Outcome::new(&query, dialect));
            if ahv != other {
                write!(written, "\n{}\n{other}\n", case.name).expect("a string grows");
            }
        }
        let path = folder().join(format!("{dialect}.txt"));
        if is_blessing() {
            std::fs::write(&path, &written).expect("the file can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == written, "{} is out of date: write it with TAMIS_BLESS=1", path.display());
    }
}

/// The request or the errors of a query for one dialect. Outcomes with one meaning are equal: an array of one
/// expression is that expression.
struct Outcome {
    /// The request, or `None` if the query is refused.
    json: Option<String>,
    /// The number of diagnostics of each code.
    codes: BTreeMap<String, usize>,
}

impl Outcome {
    fn new(query: &Query, dialect: Dialect) -> Self {
        let lowered = query.lower(dialect);
        let (json, codes_found) = match &lowered {
            Ok(request) => (Some(request.to_json()), codes(request.warnings().iter().filter(is_warning))),
            Err(refusal) => (None, errors(refusal)),
        };
        let mut counts = BTreeMap::new();
        codes_found.into_iter().for_each(|code| *counts.entry(code).or_default() += 1);
        Self { json, codes: counts }
    }

    /// Returns the parts of the request by name.
    fn meaning(&self) -> Option<BTreeMap<&str, String>> {
        let parts: BTreeMap<&str, &RawValue> = serde_json::from_str(self.json.as_ref()?).expect("an object");
        let only = |part: &str| serde_json::from_str::<[&RawValue; 1]>(part).ok().map(|[only]| only.get().to_owned());
        let text = |part: &RawValue| only(part.get()).unwrap_or_else(|| part.get().to_owned());
        Some(parts.into_iter().map(|(name, part)| (name, text(part))).collect())
    }
}

impl PartialEq for Outcome {
    fn eq(&self, other: &Self) -> bool {
        self.meaning() == other.meaning() && self.codes == other.codes
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if let Some(json) = &self.json { format!("  {json}\n  warned:") } else { "  refused:".to_owned() };
        let codes: Vec<String> = self.codes.iter().map(|(code, count)| format!(" {code} {count}")).collect();
        match (&self.json, codes.is_empty()) {
            (Some(json), true) => write!(f, "  {json}"),
            _ => write!(f, "{word}{}", codes.concat()),
        }
    }
}

/// Requires a case for every operator on every type that it accepts, under every collation if the type has text.
#[test]
fn cases_cover_operators_types_and_collations() {
    let (cases, schemas) = (read_cases(), read_schemas());
    let mut covered = BTreeSet::new();
    for case in cases.iter().filter(|case| case.rejected.is_none()) {
        let query = Query::parse(&case.query, &case.ground(&schemas).schema).unwrap_or_else(|error| panic!("{error}"));
        for comparison in comparisons(query.filter()) {
            let collation = comparison.collation.map(|collation| collation.node);
            let operator = comparison.operator.node;
            covered.insert(topic(comparison.field.ty(), operator, collation));
            covered.insert(topic(comparison.field.ty(), operator, None));
        }
    }
    let samples = &schemas["samples"];
    let kinds: BTreeSet<&str> = samples.fields().map(|field| kind(field.ty())).collect();
    let all = "any array boolean date-time duration enum integer number object text uuid";
    assert!(kinds.iter().copied().eq(all.split(' ')), "the samples have fields of {kinds:?}");
    let mut expected = BTreeSet::new();
    for ty in samples.fields().map(|field| field.ty()) {
        for operator in Operator::ALL.iter().copied().filter(|operator| operator.accepts(ty)) {
            expected.insert(topic(ty, operator, None));
            if ty.takes_collation() && !compares_null_only(ty, operator) {
                expected.extend(Collation::ALL.iter().map(|collation| topic(ty, operator, Some(*collation))));
            }
        }
    }
    let missing: Vec<&String> = expected.difference(&covered).collect();
    println!("{} topics are covered", expected.len());
    assert!(missing.is_empty(), "no case for {missing:#?}");
}

/// Returns the topic of a comparison: `text contains ignorecase`, `array of integer superset of`.
fn topic(ty: &Type, operator: Operator, collation: Option<Collation>) -> String {
    let name = ty.to_string();
    let ty = match name.find("enum") {
        _ if compares_null_only(ty, operator) => kind(ty).to_owned(),
        Some(start) => format!("{}enum", &name[..start]),
        None => name,
    };
    let collation = collation.map(|collation| format!(" {collation}")).unwrap_or_default();
    format!("{ty} {operator}{collation}")
}

fn compares_null_only(ty: &Type, operator: Operator) -> bool {
    matches!(ty, Type::Array(_)) && matches!(operator, Operator::Equal | Operator::NotEqual | Operator::In)
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Enum(_) => "enum",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Boolean => "boolean",
        Type::DateTime => "date-time",
        Type::Duration => "duration",
        Type::Uuid => "uuid",
        Type::Array(_) => "array",
        Type::Object => "object",
        Type::Any => "any",
        other => panic!("no case knows the type {other}"),
    }
}

fn comparisons(filter: &Filter) -> Vec<&Comparison> {
    match &filter.kind {
        FilterKind::Comparison(comparison) => vec![comparison],
        FilterKind::Not(operand) => comparisons(operand),
        FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
            items.iter().flat_map(comparisons).collect()
        }
        _ => Vec::new(),
    }
}

impl Case {
    fn failures(&self, schemas: &BTreeMap<String, Schema>) -> Vec<String> {
        let ground = self.ground(schemas);
        let mut failures = Failures(Vec::new());
        let bound =
            Query::parse(&self.query, &ground.schema).and_then(|query| Ok((query.bind(&self.bindings())?, query)));
        match (bound, &self.rejected) {
            (Err(refusal), Some(expected)) => {
                failures.expect("rejected", &errors(&refusal), expected);
                let expects_more = self.matches.is_some() || !self.columns.is_empty();
                failures.expect("columns of a rejected query", &expects_more, &false);
            }
            (Ok(_), Some(_)) => failures.0.push("accepted, though it should be rejected".to_owned()),
            (Err(refusal), None) => failures.0.push(format!("rejected: {refusal}")),
            (Ok((bound, query)), None) => {
                let is_lint = |warning: &&Diagnostic| warning.kind() == DiagnosticKind::Lint;
                let warnings = bound.warnings().iter().filter(|warning| !is_lint(warning));
                failures.expect("warnings", &codes(warnings), &self.warnings);
                if let Some(canonical) = &self.canonical {
                    failures.expect("canonical", &query.to_string(), canonical);
                }
                self.check_rows(&bound, &mut failures);
                self.check_requests(&bound, &ground, &mut failures);
                self.check_text(&query, &bound, &ground.schema, &mut failures);
                if bound != query {
                    self.check_text(&bound, &bound, &ground.schema, &mut failures);
                }
            }
        }
        failures.0
    }

    fn check_rows(&self, bound: &Query, failures: &mut Failures) {
        let rows = self.rows();
        let Some(expected) = self.matches.as_ref().filter(|_| !rows.is_empty()) else {
            return failures.0.push("it has neither `rejected` nor `rows` and `matches`".to_owned());
        };
        let program = compile(bound);
        let selected = run(bound, &rows);
        failures.expect("matches", &selected, expected);
        let matching: BTreeSet<usize> =
            rows.iter().filter(|row| program.matches(&row.json)).map(|row| row.index).collect();
        let page = matching.len().saturating_sub(program.offset()).min(program.limit().unwrap_or(usize::MAX));
        failures.expect("the number of rows that `matches` leaves for `run`", &selected.len(), &page);
        failures.expect(
            "`run` returns only rows that match",
            &selected.iter().all(|index| matching.contains(index)),
            &true,
        );
    }

    /// Checks the columns that are present, and that those of the case's dialect are.
    fn check_requests(&self, bound: &Query, ground: &Ground, failures: &mut Failures) {
        let named = Dialect::ALL
            .iter()
            .flat_map(|dialect| ["", "_always", "_warnings", "_refused"].map(|part| format!("{dialect}{part}")));
        let named: BTreeSet<String> = named.collect();
        let unknown = self.columns.keys().filter(|key| !named.contains(*key));
        failures.0.extend(unknown.map(|key| format!("it has an unknown key `{key}`")));
        for dialect in Dialect::ALL.iter().copied() {
            let is_shown = self.columns.keys().any(|key| key.split('_').next() == Some(dialect.name()));
            if dialect == ground.dialect() || is_shown {
                self.check_request(bound, dialect, ground.target(dialect), failures);
            }
        }
    }

    fn check_request(&self, bound: &Query, dialect: Dialect, target: Target<'_>, failures: &mut Failures) {
        match (bound.lower(target), self.json(dialect, ""), self.codes(dialect, "_refused")) {
            (Ok(request), Some(expected), None) => {
                failures.expect(dialect.name(), &request.to_json(), &expected);
                let warnings = self.codes(dialect, "_warnings").unwrap_or_default();
                failures.expect(
                    &format!("{dialect}_warnings"),
                    &codes(request.warnings().iter().filter(is_warning)),
                    &warnings,
                );
                check_decompiled(bound, (dialect, target), &request.to_json(), failures);
            }
            (Err(refusal), None, Some(expected)) => {
                failures.expect(&format!("{dialect}_refused"), &errors(&refusal), &expected)
            }
            (Ok(request), None, Some(_)) => {
                failures.0.push(format!("{dialect}: sent, though to be refused: {}", request.to_json()));
            }
            (Err(refusal), Some(_), None) => failures.0.push(format!("{dialect}: refused: {refusal}")),
            _ => failures.0.push(format!("it has neither or both of `{dialect}` and `{dialect}_refused`")),
        }
        if let Some(expected) = self.json(dialect, "_always") {
            let request = bound.lower(target.collation_always()).map(|request| request.to_json());
            failures.expect(
                &format!("{dialect}_always"),
                &request.unwrap_or_else(|error| error.to_string()),
                &expected,
            );
            check_decompiled(bound, (dialect, target), &expected, failures);
        }
    }

    fn json(&self, dialect: Dialect, part: &str) -> Option<String> {
        match self.columns.get(&format!("{dialect}{part}"))? {
            Column::Json(json) => Some(json.clone()),
            Column::Codes(codes) => panic!("{}: {}: {codes:?} is no request", self.file, self.name),
        }
    }

    fn codes(&self, dialect: Dialect, part: &str) -> Option<Vec<String>> {
        match self.columns.get(&format!("{dialect}{part}"))? {
            Column::Codes(codes) => Some(codes.clone()),
            Column::Json(json) => panic!("{}: {}: {json} is no list of codes", self.file, self.name),
        }
    }

    /// Checks that the text of `query` parses to an equal query, which once bound selects the same rows as `bound`.
    fn check_text(&self, query: &Query, bound: &Query, schema: &Schema, failures: &mut Failures) {
        let text = query.to_string();
        let again = match Query::parse(&text, schema) {
            Ok(again) => again,
            Err(refusal) => return failures.0.push(format!("its text does not parse: {text}\n{refusal}")),
        };
        failures.expect("the text of its text", &again.to_string(), &text);
        failures.expect("its text means the same", &(again == *query), &true);
        match again.bind(&self.bindings()) {
            Ok(again) => failures.expect("the rows of its text", &run(&again, &self.rows()), &run(bound, &self.rows())),
            Err(refusal) => failures.0.push(format!("its text does not bind: {text}\n{refusal}")),
        }
    }

    fn ground(&self, schemas: &BTreeMap<String, Schema>) -> Ground {
        let Some(name) = &self.schema else { return Ground { schema: Schema::open(), endpoint: None } };
        match name.split_once(':') {
            Some((dialect, path)) => {
                let dialect: Dialect = dialect.parse().unwrap_or_else(|error| panic!("{}: {name}: {error}", self.file));
                let endpoint = dialect.endpoint(path).expect("a path");
                Ground { schema: endpoint.schema().clone(), endpoint: Some(endpoint) }
            }
            None => {
                let schema = schemas.get(name).unwrap_or_else(|| panic!("{}: no schema {name}", self.file));
                Ground { schema: schema.clone(), endpoint: None }
            }
        }
    }

    fn bindings(&self) -> Bindings {
        let clock = self.clock.as_ref().map(|clock| clock.parse().expect("a clock"));
        let start = clock.map_or_else(Bindings::new, Bindings::at);
        let texts = self.parameters.iter().fold(start, |bindings, (name, text)| bindings.set(name, text.as_str()));
        let jsons = self.json_parameters.as_deref().unwrap_or("{}");
        let jsons: BTreeMap<String, Json> = serde_json::from_str(jsons).expect("a JSON object");
        jsons.into_iter().fold(texts, |bindings, (name, json)| bindings.set(&name, json))
    }

    fn rows(&self) -> Vec<Row> {
        let read = |text: &String| {
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{}: {}: {text}: {error}", self.file, self.name))
        };
        self.rows.iter().map(read).enumerate().map(|(index, json)| Row { index, json }).collect()
    }
}

impl Ground {
    /// Returns the dialect whose columns the case must have.
    fn dialect(&self) -> Dialect {
        self.endpoint.as_ref().map_or(Dialect::Ahv, Endpoint::dialect)
    }

    fn target(&self, dialect: Dialect) -> Target<'_> {
        self.endpoint.as_ref().filter(|endpoint| endpoint.dialect() == dialect).map_or(dialect.into(), Target::from)
    }
}

/// Checks that a request of `bound` decompiles to a query that makes the same request.
fn check_decompiled(bound: &Query, (dialect, target): (Dialect, Target<'_>), request: &str, failures: &mut Failures) {
    let again = dialect.decompile(request, bound.schema()).and_then(|decompiled| decompiled.query().lower(target));
    let again = again.map_or_else(|error| error.to_string(), |request| request.to_json());
    failures.expect(&format!("{dialect}: the request of its decompiled request"), again.as_str(), request);
}

/// The differences between a case and its results.
struct Failures(Vec<String>);

impl Failures {
    fn expect<T: PartialEq + Debug + ?Sized>(&mut self, name: &str, got: &T, expected: &T) {
        if got != expected {
            self.0.push(format!("{name}\n  got      {got:?}\n  expected {expected:?}"));
        }
    }
}

fn compile(bound: &Query) -> Program {
    bound.compile().unwrap_or_else(|error| panic!("a bound query compiles: {error}"))
}

fn run(bound: &Query, rows: &[Row]) -> Vec<usize> {
    compile(bound).run(rows.to_vec()).iter().map(|row| row.index).collect()
}

fn errors(diagnostics: &Diagnostics) -> Vec<String> {
    codes(diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error))
}

/// Returns `true` if the diagnostic is more than advice.
fn is_warning(diagnostic: &&Diagnostic) -> bool {
    diagnostic.severity() > Severity::Advice
}

/// Returns the last segment of each code.
fn codes<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let last = |code: &'static str| code.rsplit("::").next().unwrap_or(code).to_owned();
    diagnostics.into_iter().map(|diagnostic| last(diagnostic.code())).collect()
}

fn read_cases() -> Vec<Case> {
    let topics = toml_files().into_iter().filter(|(name, _)| name != "schemas.toml");
    let read = |(name, text): (String, String)| {
        let file: CaseFile = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.case.into_iter().map(move |case| Case { file: name.clone(), ..case })
    };
    topics.flat_map(read).collect()
}

fn read_schemas() -> BTreeMap<String, Schema> {
    let text = toml_files().remove("schemas.toml").expect("there is tests/cases/schemas.toml");
    let forms: BTreeMap<String, String> = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let read = |(name, form): (String, String)| {
        let schema = Schema::from_json(&form).unwrap_or_else(|error| panic!("schema {name}: {error}"));
        (name, schema)
    };
    forms.into_iter().map(read).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Returns the texts of the TOML files in `tests/cases` by name.
fn toml_files() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).expect("there is tests/cases");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a text"))
    };
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).map(read).collect()
}
