//! Requests and what is read back from them. `tests/read/*.toml` holds them by topic.
//!
//! ```toml
//! [[case]]
//! name = "quotes: single ones"       # unique through all files
//! dialect = "ahv"                    # `ahv` unless given
//! endpoint = "sessions"              # checked against its schema, and sent to it; else against the dialect's open one
//! text = "[{'property':'a', …}]"
//! query = 'a == "x"'                 # the canonical text of what is read
//! warnings = ["quotes"]              # last segments of the codes of the warnings, all of them
//! rest = ["select=name"]             # what is no part of the query
//! refused = ["trailing_comma"]       # instead of these: the errors with which it is refused
//! unsendable = true                  # the query cannot be lowered to the dialect, being a constant
//! ```
//!
//! Of every case that is read it is also checked that its query, lowered to the dialect, reads back without a warning as
//! an equal query, which is lowered to the same; and of every diagnostic that it lies inside the text, or of a fault of the check inside the text
//! of the query.

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
fn every_request_is_read_as_its_case_says() {
    let mut names = BTreeSet::new();
    let mut faults = Vec::new();
    for (file, case) in cases() {
        let mut found = case.faults();
        if !names.insert(case.name.clone()) {
            found.push("another case has this name".to_owned());
        }
        faults.extend(found.iter().map(|fault| format!("{file}: {}\n  {}\n  {fault}", case.name, case.text)));
    }
    println!("{} cases ran", names.len());
    assert!(faults.is_empty(), "{} faults\n\n{}\n", faults.len(), faults.join("\n\n"));
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

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut expect = |what: &str, found: &dyn std::fmt::Debug, wanted: &dyn std::fmt::Debug| {
            let (found, wanted) = (format!("{found:?}"), format!("{wanted:?}"));
            if found != wanted {
                faults.push(format!("{what}: found {found}, wanted {wanted}"));
            }
        };
        let reading = match self.dialect.decompile(&self.text, &self.schema()) {
            Err(found) => {
                expect("refused", &errors(&found), &self.refused);
                expect("places of what is refused", &misplaced(&found, &self.text), &Vec::<&str>::new());
                expect("what a refused text is expected to be", &self.query.is_some(), &false);
                return faults;
            }
            Ok(reading) => reading,
        };
        let query = reading.query();
        let rest: Vec<String> =
            reading.other_parameters().iter().map(|rest| format!("{}={}", rest.name, rest.value)).collect();
        expect("refused", &Vec::<String>::new(), &self.refused);
        expect("query", &query.to_string(), &self.query.as_deref().unwrap_or_default());
        expect("warnings", &codes(reading.warnings()), &self.warnings);
        expect("rest", &rest, &self.rest);
        expect("path", &reading.path(), &self.path.as_deref());
        expect("places of warnings", &misplaced(reading.warnings(), &self.text), &Vec::<&str>::new());
        let endpoint = self.endpoint();
        let target = endpoint.as_ref().map_or(Target::from(self.dialect), Target::from);
        let request = query.lower(target);
        expect("whether it cannot be sent", &request.is_err(), &self.unsendable);
        if let Ok(request) = request {
            let again =
                self.dialect.decompile(&request.to_json(), &self.schema()).unwrap_or_else(|error| panic!("{error}"));
            expect("warnings of its request", &codes(again.warnings()), &Vec::<&str>::new());
            let sent = again.query().lower(target).unwrap_or_else(|error| panic!("{error}"));
            expect("the request of its request", &sent.to_json(), &request.to_json());
            // OData changes the case of text, and may write dates otherwise than the query does.
            let is_same = again.query() == query || self.dialect == Dialect::Netbackup;
            expect("whether its request reads as the same", &is_same, &true);
        }
        faults
    }
}

fn errors(found: &Diagnostics) -> Vec<String> {
    codes(found.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error))
}

/// The last segment of each code.
fn codes<'d>(found: impl IntoIterator<Item = &'d tamis::Diagnostic>) -> Vec<String> {
    let last = |code: &'static str| code.rsplit("::").next().unwrap_or(code).to_owned();
    found.into_iter().map(|diagnostic| last(diagnostic.code())).collect()
}

/// The diagnostics that do not lie where they say.
fn misplaced(found: &Diagnostics, text: &str) -> Vec<&'static str> {
    let is_misplaced = |diagnostic: &&tamis::Diagnostic| {
        let is_of_reading = diagnostic.kind() == DiagnosticKind::Read;
        let is_inside = found.source_text().get(diagnostic.span().range()).is_some();
        !is_inside || is_of_reading != (found.source_text() == text)
    };
    found.iter().filter(is_misplaced).map(|diagnostic| diagnostic.code()).collect()
}
