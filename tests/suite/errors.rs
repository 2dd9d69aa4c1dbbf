//! Wrong queries and their diagnostics.
//!
//! Each `tests/errors/STAGE/MISTAKE.tamis` is a query that fails in that stage or gets a warning. The `.txt` file next
//! to it is the output: drawn 100 columns wide; after `---` one line per diagnostic; after `--- edited` the query with
//! all edits applied, and again those of the diagnostics that are left. `tests/errors/read` has requests as `.request`
//! files, with the diagnostics of decompiling them. With `TAMIS_BLESS=1` in the environment the `.txt` files are
//! written; read each change before it is committed.
//!
//! `tests/suite/common/setting.rs` documents the lines at the start of a query. A query after `cured:` must be clean.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::is_blessing;
use crate::common::setting::Setting;
use tamis::decompile::DetectedFormat;
use tamis::editor::Expected;
use tamis::endpoint::Assumption;
use tamis::{Code, Diagnostic, Diagnostics, Severity};

const WIDTH: usize = 100;

/// The stages, and `query` for parse and check together.
const STAGES: [&str; 6] = ["parse", "check", "query", "lint", "lower", "read"];

const EXPECTED: [Expected; 16] = [
    Expected::Condition,
    Expected::Name,
    Expected::Operator,
    Expected::NegatableOperator,
    Expected::Value,
    Expected::Item,
    Expected::ListEnd,
    Expected::ConnectiveOrEnd,
    Expected::ConnectiveOrGroupEnd,
    Expected::Collation,
    Expected::SortKey,
    Expected::KeyEnd,
    Expected::By,
    Expected::Digits,
    Expected::Duration,
    Expected::ClauseOrEnd,
];

const ASSUMPTIONS: [Assumption; 37] = [
    Assumption::NullComparison,
    Assumption::NullOrder,
    Assumption::UnknownType,
    Assumption::UnknownText,
    Assumption::SpelledValue,
    Assumption::QuotedForm,
    Assumption::EveryDigit,
    Assumption::CaselessLetters,
    Assumption::CaselessOrder,
    Assumption::TypeOrder,
    Assumption::Together,
    Assumption::NullValue,
    Assumption::DeepPath,
    Assumption::NestedPath,
    Assumption::ListForm,
    Assumption::CaseFlag,
    Assumption::UnsetCaseFlag,
    Assumption::SetOperator,
    Assumption::ContainsElement,
    Assumption::Lexicographic,
    Assumption::CollationOfOther,
    Assumption::XorOfTwo,
    Assumption::XorOfMany,
    Assumption::Expanded,
    Assumption::CaseSensitive,
    Assumption::OwnCollation,
    Assumption::AnyText,
    Assumption::Excluded,
    Assumption::ParameterName,
    Assumption::TextValue,
    Assumption::DurationForm,
    Assumption::EpochNumber,
    Assumption::DateForm,
    Assumption::LoweredCase,
    Assumption::Negation,
    Assumption::WordOrder,
    Assumption::EncodedOnce,
];

const LOOKALIKES: [DetectedFormat; 10] = [
    DetectedFormat::ArrayOfExpressions,
    DetectedFormat::OneExpression,
    DetectedFormat::TypedExpressions,
    DetectedFormat::OData,
    DetectedFormat::PolicyQuery,
    DetectedFormat::GoogleCloud,
    DetectedFormat::Orchestrator,
    DetectedFormat::EnterpriseManager,
    DetectedFormat::SortList,
    DetectedFormat::Query,
];

/// A wrong query and its setting.
struct Case {
    path: PathBuf,
    stage: &'static str,
    setting: Setting,
    query: String,
}

impl Case {
    fn read(path: PathBuf, stage: &'static str) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        let (setting, query) = Setting::read(text.strip_suffix('\n').unwrap_or(&text), "open");
        Self { path, stage, setting, query }
    }

    fn found(&self, query: &str) -> Diagnostics {
        self.setting.found(query, self.stage)
    }

    /// Returns the query with all edits applied, repeatedly until none are left.
    fn edited(&self) -> String {
        (0..20).fold(self.query.clone(), |text, _| self.found(&text).fix().0)
    }

    /// Returns the violations of the rules for all diagnostics, whatever their words.
    fn complaints(&self, found: &Diagnostics) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut ensure = |holds: bool, complaint: &str| {
            if !holds {
                complaints.push(format!("{}: {complaint}", self.path.display()));
            }
        };
        ensure(!found.is_empty(), "nothing is wrong with it");
        ensure(found.source_text() == self.query || found.is_empty(), "another source");
        for diagnostic in found {
            let (code, message, help) = (diagnostic.code(), diagnostic.message(), diagnostic.help());
            let (stage, last) = code.strip_prefix("tamis::").and_then(|code| code.split_once("::")).unwrap();
            ensure(Code::find(code).is_some(), &format!("the code {code} is not known"));
            ensure(
                stage == self.stage || self.stage == "query" || last.starts_with("unbound"),
                &format!("{code} is of another stage"),
            );
            let is_inside = self.query.get(diagnostic.span().range()).is_some();
            ensure(is_inside, &format!("the span {:?} lies outside", diagnostic.span()));
            ensure(!message.starts_with(char::is_uppercase), &format!("begins in upper case: {message}"));
            for text in [Some(message), help].into_iter().flatten() {
                let is_stopped = text.ends_with(['.', '!', ' ']) || text.contains(char::is_control);
                ensure(!is_stopped, &format!("has a stop, or more than one line: {text}"));
            }
        }
        for cured in &self.setting.cured {
            let mut left = self.found(cured);
            // Nearly every request gets advice.
            left.retain(|found| self.stage != "lower" || found.severity() > Severity::Advice);
            ensure(left.is_empty(), &format!("the cure `{cured}` gives: {left}"));
        }
        complaints
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors").join(name)
}

/// Returns the files of a stage with this extension, in order.
fn files(stage: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(stage)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

/// Returns the extension of the wrong queries or requests of a stage.
fn written(stage: &str) -> &'static str {
    if stage == "read" { "request" } else { "tamis" }
}

/// Returns the variants of the public enum `name`, read from the sources: a `#[non_exhaustive]` enum cannot be matched
/// in full here.
fn variants(name: &str) -> BTreeSet<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let Some((_, rest)) = text.split_once(&format!("pub enum {name} {{\n")) else { continue };
            let lines = rest.lines().take_while(|line| *line != "}").map(str::trim);
            let variants = lines.filter(|line| !line.starts_with(['/', '#'])).filter_map(|line| line.strip_suffix(','));
            return variants.map(str::to_owned).collect();
        }
    }
    panic!("no enum `{name}`");
}

#[test]
fn no_variant_is_left_out_of_the_lists() {
    fn check<T: std::fmt::Debug>(name: &str, listed: &[T], unreported: &[T]) {
        let listed = listed.iter().chain(unreported).map(|variant| format!("{variant:?}"));
        assert_eq!(listed.collect::<BTreeSet<_>>(), variants(name), "{name}");
    }
    check("Expected", &EXPECTED, &[]);
    // `check` has warned of the word already, so that lowering drops the assumption.
    check("Assumption", &ASSUMPTIONS, &[Assumption::WordCase]);
    // Bare parameters are parsed as a URL's, whatever the dialect, and refused one by one.
    check("DetectedFormat", &LOOKALIKES, &[DetectedFormat::Parameters]);
}

#[test]
fn wrong_queries_have_their_diagnostics() {
    let (mut count, mut different) = (0, Vec::new());
    let (mut codes, mut messages) = (BTreeSet::new(), Vec::new());
    for stage in STAGES {
        for path in files(stage, written(stage)) {
            let case = Case::read(path, stage);
            let found = case.found(&case.query);
            different.extend(case.complaints(&found));
            codes.extend(found.iter().map(|diagnostic| diagnostic.code()));
            messages.extend(found.iter().map(|diagnostic| diagnostic.message().to_owned()));
            count += 1;

            let mut shown = format!("{}---\n{found}\n", found.draw(WIDTH, false));
            let (fixed, cured) = found.fix();
            if !cured.is_empty() {
                shown.push_str(&format!("--- edited\n{}\n", case.edited()));
                let left = case.found(&fixed);
                let is_left = |diagnostic: &&&Diagnostic| {
                    let count = |found: &mut dyn Iterator<Item = &Diagnostic>| {
                        found.filter(|other| other.message() == diagnostic.message()).count()
                    };
                    count(&mut left.iter()) + count(&mut cured.iter().copied()) > count(&mut found.iter())
                };
                different.extend(cured.iter().filter(is_left).map(|diagnostic| {
                    format!("{}: the edits of `{diagnostic}` do not cure it: {fixed}", case.path.display())
                }));
            }
            let golden = case.path.with_extension("txt");
            if is_blessing() {
                fs::write(&golden, &shown).unwrap();
            }
            let wanted = fs::read_to_string(&golden).unwrap_or_default();
            if wanted != shown {
                different.push(format!("{}\n== wanted\n{wanted}== shown\n{shown}", case.path.display()));
            }
        }
        for golden in files(stage, "txt") {
            assert!(golden.with_extension(written(stage)).exists(), "{}: no query belongs to it", golden.display());
        }
    }
    assert!(different.is_empty(), "{} differ:\n\n{}", different.len(), different.join("\n"));
    println!("{count} wrong queries");
    assert!(count >= 60, "only {count} wrong queries");

    // Warnings about rows need rows: `tests/suite/cli_rows.rs` has them.
    for code in Code::all().filter(|code| !code.spelling().starts_with("tamis::rows::")) {
        assert!(codes.contains(code.spelling()), "no query causes {code}");
    }
    for expected in EXPECTED {
        let phrase = format!("expected {expected}");
        assert!(messages.iter().any(|message| message.starts_with(&phrase)), "no query causes: {phrase}");
    }
    let statements = ASSUMPTIONS.map(Assumption::statement).into_iter();
    for statement in statements.chain(LOOKALIKES.map(DetectedFormat::description)) {
        assert!(messages.iter().any(|message| message.ends_with(statement)), "no query causes: {statement}");
    }
}
