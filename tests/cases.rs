//! Cases as data: a query, rows, and what the design decides about both. `tests/cases/*.toml` holds them by topic,
//! `tests/cases/schemas.toml` the schemas they name.
//!
//! ```toml
//! [[case]]
//! name = "null: a missing property is null"  # unique through all files
//! query = 'finishTimeUtc == null'
//! schema = "samples"                # one of schemas.toml, or an endpoint such as "vspc:organizations"; else the open schema
//! clock = "2026-01-31T08:00:00Z"
//! parameters = { tenant = "acme" }  # bound as text
//! json_parameters = '{"n": 5}'      # bound as JSON
//! rows = ['{"a": 1}', '{}']
//! matches = [0, 1]                  # the rows that `run` gives, in its order
//! canonical = 'finishTimeUtc == null'         # the query's Display, before anything is bound
//! warnings = ["word_case"]          # last segments of the codes of the bound query's warnings, but for lints
//! ahv = '{"filter":[…]}'            # the JSON of the request to this dialect
//! ahv_always = '{"filter":[…]}'     # the same with the collation always written
//! ahv_warnings = ["assumed"]        # last segments of the codes of the request's warnings, all of them; advice is left out
//! ahv_refused = ["operator"]        # instead of `ahv`: those of the errors with which it is refused
//! rejected = ["unknown_field"]      # instead of all of these: those of the errors that parse, check or bind gives
//! ```
//!
//! There may be columns of any dialect. Those of the dialect whose endpoint the schema is (of AHV, where it is none) must
//! be there, and are of the endpoint; the others are of the dialect alone.
//!
//! Of every case it is also checked that `matches` agrees with `run`, that the text of the query, bound and not, reads
//! back as an equal query that selects the same rows, and that its requests read back as queries that make the same
//! requests.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug, Write as _};
use std::path::PathBuf;

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
    /// The columns of the dialects; no key is allowed that is none of one.
    #[serde(flatten)]
    columns: BTreeMap<String, Column>,
    #[serde(skip)]
    file: String,
}

/// What stands in a column of a dialect.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Column {
    Json(String),
    Codes(Vec<String>),
}

/// What a case is checked against and lowered to.
struct Place {
    schema: Schema,
    endpoint: Option<Endpoint>,
}

/// A row that knows its place among the rows of its case.
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
    let mut faults = Vec::new();
    for case in &cases {
        let mut found = case.faults(&schemas);
        if !names.insert(&case.name) {
            found.push("another case has this name".to_owned());
        }
        faults.extend(found.iter().map(|fault| format!("{}: {}\n{fault}", case.file, case.name)));
    }
    println!("{} cases ran", cases.len());
    assert!(faults.is_empty(), "{} faults\n\n{}\n", faults.len(), faults.join("\n\n"));
    assert!(cases.len() >= FEWEST_CASES, "only {} cases", cases.len());
}

/// What the relatives of AHV make of the cases that are lowered to it, where it is not the same: `tests/cases/DIALECT.txt`.
/// With `TAMIS_BLESS=1` in the environment it is written. VBR's parameters are asked by cases of their own, since it
/// takes nothing but its collections' questions.
#[test]
fn relatives_of_ahv_differ_from_it_so() {
    let (cases, schemas) = (read_cases(), read_schemas());
    for dialect in Dialect::ALL.iter().copied().filter(|dialect| ![Dialect::Ahv, Dialect::Vbr].contains(dialect)) {
        let mut written =
            format!("Cases whose request to {dialect} is another than to ahv, in form or in what is assumed.\n");
        for case in cases.iter().filter(|case| case.rejected.is_none() && !case.columns.contains_key(dialect.name())) {
            let place = case.place(&schemas);
            if place.dialect() != Dialect::Ahv {
                continue;
            }
            let query = Query::parse(&case.query, &place.schema).and_then(|query| query.bind(&case.bindings()));
            let query = query.unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let (ahv, other) = (Outcome::of(&query, Dialect::Ahv), Outcome::of(&query, dialect));
            if ahv != other {
                write!(written, "\n{}\n{other}\n", case.name).expect("a text takes all");
            }
        }
        let path = folder().join(format!("{dialect}.txt"));
        if std::env::var_os("TAMIS_BLESS").is_some_and(|value| value == "1") {
            std::fs::write(&path, &written).expect("the file can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == written, "{} is not what comes out: write it with TAMIS_BLESS=1", path.display());
    }
}

/// What a dialect makes of a query. Equal to another that means the same, be its filter an array of one or the one.
struct Outcome {
    /// None where it is refused.
    json: Option<String>,
    /// How often which code is reported.
    codes: BTreeMap<String, usize>,
}

impl Outcome {
    fn of(query: &Query, dialect: Dialect) -> Self {
        let lowered = query.lower(dialect);
        let (json, found) = match &lowered {
            Ok(request) => (Some(request.to_json()), codes(request.warnings().iter().filter(is_warning))),
            Err(found) => (None, errors(found)),
        };
        let mut counts = BTreeMap::new();
        found.into_iter().for_each(|code| *counts.entry(code).or_default() += 1);
        Self { json, codes: counts }
    }

    /// The parts of the request, by name.
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

/// Every operator on every type that takes it, and under every collation where the type takes one.
#[test]
fn cases_cover_operators_types_and_collations() {
    let (cases, schemas) = (read_cases(), read_schemas());
    let mut covered = BTreeSet::new();
    for case in cases.iter().filter(|case| case.rejected.is_none()) {
        let query = Query::parse(&case.query, &case.place(&schemas).schema).unwrap_or_else(|error| panic!("{error}"));
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
    let mut wanted = BTreeSet::new();
    for ty in samples.fields().map(|field| field.ty()) {
        for operator in Operator::ALL.iter().copied().filter(|operator| operator.accepts(ty)) {
            wanted.insert(topic(ty, operator, None));
            if ty.takes_collation() && !compares_null_only(ty, operator) {
                wanted.extend(Collation::ALL.iter().map(|collation| topic(ty, operator, Some(*collation))));
            }
        }
    }
    let missing: Vec<&String> = wanted.difference(&covered).collect();
    println!("{} topics are covered", wanted.len());
    assert!(missing.is_empty(), "no case for {missing:#?}");
}

/// What a comparison is a case of: `text contains ignorecase`, `array of integer superset of`.
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
    fn faults(&self, schemas: &BTreeMap<String, Schema>) -> Vec<String> {
        let place = self.place(schemas);
        let mut faults = Faults(Vec::new());
        let bound =
            Query::parse(&self.query, &place.schema).and_then(|query| Ok((query.bind(&self.bindings())?, query)));
        match (bound, &self.rejected) {
            (Err(found), Some(wanted)) => {
                faults.expect("rejected", &errors(&found), wanted);
                let expects_more = self.matches.is_some() || !self.columns.is_empty();
                faults.expect("what a rejected query is expected to do", &expects_more, &false);
            }
            (Ok(_), Some(_)) => faults.0.push("accepted, though it should be rejected".to_owned()),
            (Err(found), None) => faults.0.push(format!("rejected: {found}")),
            (Ok((bound, query)), None) => {
                let is_lint = |warning: &&Diagnostic| warning.kind() == DiagnosticKind::Lint;
                let warnings = bound.warnings().iter().filter(|warning| !is_lint(warning));
                faults.expect("warnings", &codes(warnings), &self.warnings);
                if let Some(canonical) = &self.canonical {
                    faults.expect("canonical", &query.to_string(), canonical);
                }
                self.check_rows(&bound, &mut faults);
                self.check_requests(&bound, &place, &mut faults);
                self.check_text(&query, &bound, &place.schema, &mut faults);
                if bound != query {
                    self.check_text(&bound, &bound, &place.schema, &mut faults);
                }
            }
        }
        faults.0
    }

    fn check_rows(&self, bound: &Query, faults: &mut Faults) {
        let rows = self.rows();
        let Some(wanted) = self.matches.as_ref().filter(|_| !rows.is_empty()) else {
            return faults.0.push("it has neither `rejected` nor `rows` and `matches`".to_owned());
        };
        let program = compile(bound);
        let found = run(bound, &rows);
        faults.expect("matches", &found, wanted);
        let matching: BTreeSet<usize> =
            rows.iter().filter(|row| program.matches(&row.json)).map(|row| row.index).collect();
        let page = matching.len().saturating_sub(program.offset()).min(program.limit().unwrap_or(usize::MAX));
        faults.expect("the number of rows that `matches` leaves for `run`", &found.len(), &page);
        faults.expect("`run` gives what `matches`", &found.iter().all(|index| matching.contains(index)), &true);
    }

    /// What the columns say, and that they say something of the dialect that the case is about.
    fn check_requests(&self, bound: &Query, place: &Place, faults: &mut Faults) {
        let named = Dialect::ALL
            .iter()
            .flat_map(|dialect| ["", "_always", "_warnings", "_refused"].map(|part| format!("{dialect}{part}")));
        let named: BTreeSet<String> = named.collect();
        let unknown = self.columns.keys().filter(|key| !named.contains(*key));
        faults.0.extend(unknown.map(|key| format!("it has an unknown key `{key}`")));
        for dialect in Dialect::ALL.iter().copied() {
            let is_shown = self.columns.keys().any(|key| key.split('_').next() == Some(dialect.name()));
            if dialect == place.dialect() || is_shown {
                self.check_request(bound, dialect, place.target(dialect), faults);
            }
        }
    }

    fn check_request(&self, bound: &Query, dialect: Dialect, target: Target<'_>, faults: &mut Faults) {
        match (bound.lower(target), self.json(dialect, ""), self.codes(dialect, "_refused")) {
            (Ok(request), Some(wanted), None) => {
                faults.expect(dialect.name(), &request.to_json(), &wanted);
                let warnings = self.codes(dialect, "_warnings").unwrap_or_default();
                faults.expect(
                    &format!("{dialect}_warnings"),
                    &codes(request.warnings().iter().filter(is_warning)),
                    &warnings,
                );
                check_reading(bound, (dialect, target), &request.to_json(), faults);
            }
            (Err(found), None, Some(wanted)) => faults.expect(&format!("{dialect}_refused"), &errors(&found), &wanted),
            (Ok(request), None, Some(_)) => {
                faults.0.push(format!("{dialect}: sent, though to be refused: {}", request.to_json()));
            }
            (Err(found), Some(_), None) => faults.0.push(format!("{dialect}: refused: {found}")),
            _ => faults.0.push(format!("it has neither or both of `{dialect}` and `{dialect}_refused`")),
        }
        if let Some(wanted) = self.json(dialect, "_always") {
            let found = bound.lower(target.collation_always()).map(|request| request.to_json());
            faults.expect(&format!("{dialect}_always"), &found.unwrap_or_else(|error| error.to_string()), &wanted);
            check_reading(bound, (dialect, target), &wanted, faults);
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

    /// The text of `query` reads back as it, and once bound selects the rows that `bound` does.
    fn check_text(&self, query: &Query, bound: &Query, schema: &Schema, faults: &mut Faults) {
        let text = query.to_string();
        let again = match Query::parse(&text, schema) {
            Ok(again) => again,
            Err(found) => return faults.0.push(format!("its text does not read back: {text}\n{found}")),
        };
        faults.expect("the text of its text", &again.to_string(), &text);
        faults.expect("its text means the same", &(again == *query), &true);
        match again.bind(&self.bindings()) {
            Ok(again) => faults.expect("the rows of its text", &run(&again, &self.rows()), &run(bound, &self.rows())),
            Err(found) => faults.0.push(format!("its text does not bind: {text}\n{found}")),
        }
    }

    fn place(&self, schemas: &BTreeMap<String, Schema>) -> Place {
        let Some(name) = &self.schema else { return Place { schema: Schema::open(), endpoint: None } };
        match name.split_once(':') {
            Some((dialect, path)) => {
                let dialect: Dialect = dialect.parse().unwrap_or_else(|error| panic!("{}: {name}: {error}", self.file));
                let endpoint = dialect.endpoint(path).expect("a path");
                Place { schema: endpoint.schema().clone(), endpoint: Some(endpoint) }
            }
            None => {
                let schema = schemas.get(name).unwrap_or_else(|| panic!("{}: no schema {name}", self.file));
                Place { schema: schema.clone(), endpoint: None }
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

impl Place {
    /// The dialect that the case is about.
    fn dialect(&self) -> Dialect {
        self.endpoint.as_ref().map_or(Dialect::Ahv, Endpoint::dialect)
    }

    fn target(&self, dialect: Dialect) -> Target<'_> {
        self.endpoint.as_ref().filter(|endpoint| endpoint.dialect() == dialect).map_or(dialect.into(), Target::from)
    }
}

/// What is read back from a request of `bound` is sent as the same bytes.
fn check_reading(bound: &Query, (dialect, target): (Dialect, Target<'_>), request: &str, faults: &mut Faults) {
    let again = dialect.decompile(request, bound.schema()).and_then(|reading| reading.query().lower(target));
    let again = again.map_or_else(|error| error.to_string(), |request| request.to_json());
    faults.expect(&format!("{dialect}: its request, read back and sent"), again.as_str(), request);
}

/// What went otherwise than a case says.
struct Faults(Vec<String>);

impl Faults {
    fn expect<T: PartialEq + Debug + ?Sized>(&mut self, what: &str, found: &T, wanted: &T) {
        if found != wanted {
            self.0.push(format!("{what}\n  found  {found:?}\n  wanted {wanted:?}"));
        }
    }
}

fn compile(bound: &Query) -> Program {
    bound.compile().unwrap_or_else(|error| panic!("a bound query compiles: {error}"))
}

fn run(bound: &Query, rows: &[Row]) -> Vec<usize> {
    compile(bound).run(rows.to_vec()).iter().map(|row| row.index).collect()
}

fn errors(found: &Diagnostics) -> Vec<String> {
    codes(found.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error))
}

/// The last segment of each code.
/// Whether it is more than advice.
fn is_warning(found: &&Diagnostic) -> bool {
    found.severity() > Severity::Advice
}

fn codes<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let last = |code: &'static str| code.rsplit("::").next().unwrap_or(code).to_owned();
    found.into_iter().map(|diagnostic| last(diagnostic.code())).collect()
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

/// The TOML files in `tests/cases`, by name.
fn toml_files() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).expect("there is tests/cases");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a text"))
    };
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).map(read).collect()
}
