//! Requests and the queries that they decompile to. `tests/read/*.toml` holds them by topic.
//!
//! ```toml
//! [[case]]
//! name = "quotes: single ones"       # unique through all files
//! dialect = "ahv"                    # `ahv` unless given
//! endpoint = "sessions"              # its schema checks the query, which is sent to it; without it the dialect's open schema
//! text = "[{'property':'a', …}]"
//! query = 'a == "x"'                 # the canonical text of the query
//! warnings = ["quotes"]              # last segments of the codes of all warnings
//! rest = ["select=name"]             # parameters that are no part of the query
//! refused = ["trailing_comma"]       # instead of these: the codes of the errors
//! unsendable = true                  # the query cannot be lowered to the dialect, being a constant
//! ```
//!
//! Each case that is not refused also proves that the request of its query decompiles without a warning to an equal
//! query, which makes the same request. Each diagnostic marks a part of the text, or one of the query's text if it is
//! an error of the check.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use tamis::{DiagnosticKind, Diagnostics, Dialect, Endpoint, Schema, Severity, Target};

const FEWEST_CASES: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default = "ahv")]
    dialect: Dialect,
    endpoint: Option<String>,
    text: String,
    query: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    rest: Vec<String>,
    path: Option<String>,
    #[serde(default)]
    refused: Vec<String>,
    #[serde(default)]
    unsendable: bool,
}

fn ahv() -> Dialect {
    Dialect::Ahv
}

#[test]
fn every_request_decompiles_to_its_query() {
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for (file, case) in cases() {
        let mut of_case = case.failures();
        if !names.insert(case.name.clone()) {
            of_case.push("another case has this name".to_owned());
        }
        failures.extend(of_case.iter().map(|failure| format!("{file}: {}\n  {}\n  {failure}", case.name, case.text)));
    }
    println!("{} cases ran", names.len());
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
    assert!(names.len() >= FEWEST_CASES, "only {} cases", names.len());
}

fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/read");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file: CaseFile =
            toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        file.case.into_iter().map(move |case| (name.clone(), case))
    };
    files.into_iter().flat_map(read).collect()
}

impl Case {
    fn endpoint(&self) -> Option<Endpoint> {
        self.endpoint.as_ref().map(|path| self.dialect.endpoint(path).unwrap())
    }

    fn schema(&self) -> Schema {
        self.endpoint().map_or_else(|| self.dialect.open_schema(), |endpoint| endpoint.schema().clone())
    }

    fn failures(&self) -> Vec<String> {
        let mut failures = Vec::new();
        let mut expect = |name: &str, got: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug| {
            let (got, expected) = (format!("{got:?}"), format!("{expected:?}"));
            if got != expected {
                failures.push(format!("{name}: got {got}, expected {expected}"));
            }
        };
        let decompiled = match self.dialect.decompile(&self.text, &self.schema()) {
            Err(refusal) => {
                expect("refused", &errors(&refusal), &self.refused);
                expect("spans of errors", &misplaced(&refusal, &self.text), &Vec::<&str>::new());
                expect("a query of a refused text", &self.query.is_some(), &false);
                return failures;
            }
            Ok(decompiled) => decompiled,
        };
        let query = decompiled.query();
        let rest: Vec<String> =
            decompiled.other_parameters().iter().map(|rest| format!("{}={}", rest.name, rest.value)).collect();
        expect("refused", &Vec::<String>::new(), &self.refused);
        expect("query", &query.to_string(), &self.query.as_deref().unwrap_or_default());
        expect("warnings", &codes(decompiled.warnings()), &self.warnings);
        expect("rest", &rest, &self.rest);
        expect("path", &decompiled.path(), &self.path.as_deref());
        expect("spans of warnings", &misplaced(decompiled.warnings(), &self.text), &Vec::<&str>::new());
        let endpoint = self.endpoint();
        let target = endpoint.as_ref().map_or(Target::from(self.dialect), Target::from);
        let request = query.lower(target);
        expect("unsendable", &request.is_err(), &self.unsendable);
        if let Ok(request) = request {
            let again =
                self.dialect.decompile(&request.to_json(), &self.schema()).unwrap_or_else(|error| panic!("{error}"));
            expect("warnings of its request", &codes(again.warnings()), &Vec::<&str>::new());
            let sent = again.query().lower(target).unwrap_or_else(|error| panic!("{error}"));
            expect("the request of its request", &sent.to_json(), &request.to_json());
            // OData changes the case of text, and may write dates in another form than the query.
            let is_same = again.query() == query || self.dialect == Dialect::Netbackup;
            expect("its request decompiles to an equal query", &is_same, &true);
        }
        failures
    }
}

fn errors(diagnostics: &Diagnostics) -> Vec<String> {
    codes(diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error))
}

/// Returns the last segment of each code.
fn codes<'d>(diagnostics: impl IntoIterator<Item = &'d tamis::Diagnostic>) -> Vec<String> {
    let last = |code: &'static str| code.rsplit("::").next().unwrap_or(code).to_owned();
    diagnostics.into_iter().map(|diagnostic| last(diagnostic.code())).collect()
}

/// Returns the codes of the diagnostics with a span outside their text, or with the wrong text.
fn misplaced(diagnostics: &Diagnostics, text: &str) -> Vec<&'static str> {
    let is_misplaced = |diagnostic: &&tamis::Diagnostic| {
        let is_of_decompilation = diagnostic.kind() == DiagnosticKind::Read;
        let is_inside = diagnostics.source_text().get(diagnostic.span().range()).is_some();
        !is_inside || is_of_decompilation != (diagnostics.source_text() == text)
    };
    diagnostics.iter().filter(is_misplaced).map(|diagnostic| diagnostic.code()).collect()
}
