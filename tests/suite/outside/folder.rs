//! The folder `../shared`, and the tally of a suite over its files.

use std::fmt::{Arguments, Debug, Write as _};
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// Wrong cases that a failure lists.
const MOST_LISTED: usize = 20;

pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Returns the folder, or `None` if it does not exist.
    pub(crate) fn find() -> Option<Self> {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
        folder.exists().then_some(Self(folder))
    }

    pub(crate) fn text(&self, file: &str) -> String {
        let path = self.0.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, file: &str) -> T {
        serde_json::from_str(&self.text(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Returns the collections of example rows: the entry of each in the index, and its rows.
    pub(crate) fn collections(&self) -> Vec<(Json, Vec<Json>)> {
        let index: Vec<Json> = self.json("corpus/rows/index.json");
        let rows = |entry: &Json| -> Vec<Json> {
            let rows: Vec<Json> = self.json(&format!("corpus/rows/{}", entry["file"].as_str().unwrap()));
            assert_eq!(Some(rows.len() as u64), entry["rows"].as_u64(), "{entry}");
            rows
        };
        index.into_iter().map(|entry| (entry.clone(), rows(&entry))).collect()
    }
}

/// The cases of one suite: their number, those that are wrong, and remarks on them.
pub(crate) struct Suite {
    name: &'static str,
    cases: usize,
    wrong: Vec<String>,
    remarks: Vec<String>,
}

impl Suite {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, cases: 0, wrong: Vec::new(), remarks: Vec::new() }
    }

    pub(crate) fn count(&mut self, cases: usize) {
        self.cases += cases;
    }

    pub(crate) fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    pub(crate) fn fail(&mut self, case: String) {
        self.wrong.push(case);
    }

    /// Counts a case, which is wrong unless `got` equals `expected`.
    pub(crate) fn check<T: PartialEq + Debug>(&mut self, got: T, expected: T, case: impl FnOnce() -> String) {
        self.cases += 1;
        if got != expected {
            self.wrong.push(format!("{}: expected {expected:?}, got {got:?}", case()));
        }
    }

    /// Adds a wrong case unless `holds`, without counting it.
    pub(crate) fn ensure(&mut self, holds: bool, case: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(case());
        }
    }

    /// Reports the number of cases; fails if there is none, or a wrong one.
    pub(crate) fn finish(self) {
        let Self { name, cases, wrong, remarks } = self;
        let remarks = remarks.iter().fold(String::new(), |text, remark| text + "\n  " + remark);
        report(format_args!("outside: {name}: {cases} cases{remarks}"));
        assert!(cases > 0, "{name}: the folder is here, and no case ran");
        let listed = wrong.iter().take(MOST_LISTED).fold(String::new(), |mut listed, case| {
            writeln!(listed, "  {case}").unwrap();
            listed
        });
        assert!(wrong.is_empty(), "{name}: {} of {cases} cases are wrong:\n{listed}", wrong.len());
    }
}

/// Writes a line to stderr itself, which the test harness does not capture.
pub(crate) fn report(line: Arguments<'_>) {
    let mut stderr = io::stderr();
    writeln!(stderr, "{line}").unwrap();
}
