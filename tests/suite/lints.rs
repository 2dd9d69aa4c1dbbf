//! Lints: the law that the naive evaluator finds no counterexample to a lint, the cases of `tests/lints.toml`, and that
//! the queries of the README have no lints.

// Only its schemas are used here.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use tamis::errors::LintKind;
use tamis::tree::{Filter, FilterKind, Term};
use tamis::{
    Bindings, Diagnostic, Diagnostics, Dialect, Enumeration, Field, Path, Query, Schema, Span, Type, Value, field,
};

use crate::common::generate::{self, Bias, bindings, narrow_case};
use crate::common::naive::Twin;
use crate::common::setting;

/// A filter with rows and a naive evaluator, for testing its lints.
struct Trial<'t> {
    text: &'t str,
    schema: Schema,
    query: &'t Query,
    twin: Twin,
    rows: &'t [Json],
}

impl Trial<'_> {
    /// Returns the counterexample to a lint, or `None` if there is none.
    fn refute(&self, diagnostic: &Diagnostic, kind: &LintKind) -> Option<String> {
        match kind {
            LintKind::AlwaysFalse { whole, path, promised, .. } => {
                self.refute_constant(*whole, false, path.as_ref().filter(|_| *promised))
            }
            LintKind::AlwaysTrue { whole, path, promised, .. } => {
                self.refute_constant(*whole, true, path.as_ref().filter(|_| *promised))
            }
            LintKind::Subsumed { .. } | LintKind::Duplicate { .. } => {
                let removed = BTreeSet::from([diagnostic.span()]);
                self.refute_removal(&removed).or_else(|| self.refute_edited(&edited(self.text, diagnostic)))
            }
            LintKind::DuplicateItem { .. } => {
                assert!(!diagnostic.edits().is_empty(), "an item can be taken out of a list: {}", self.text);
                self.refute_edited(&edited(self.text, diagnostic))
            }
            LintKind::MixedConnectives { .. } => {
                let edited = edited(self.text, diagnostic);
                let again = Query::parse(&edited, &self.schema).map(|query| query.bind(&bindings()));
                let is_same = again.is_ok_and(|again| again.is_ok_and(|again| again == *self.query));
                (!is_same).then(|| format!("`{edited}` is another query"))
            }
            _ => None,
        }
    }

    /// Returns a row for which the filter at `whole` is not `constant`. With a path in `promised`, only rows that keep
    /// the promise of the schema for that field count.
    fn refute_constant(&self, whole: Span, constant: bool, promised: Option<&Path>) -> Option<String> {
        let part = find(self.query.filter(), whole).expect("a span of the filter");
        let counts = |row: &&Json| promised.is_none_or(|path| self.keeps_promise(path, row));
        let refutes = |row: &&Json| self.twin.matches(part, row) != constant;
        self.rows.iter().filter(counts).find(refutes).map(|row| format!("{row} is no case of it"))
    }

    /// Returns a row for which removing the parts at `removed` changes the result.
    fn refute_removal(&self, removed: &BTreeSet<Span>) -> Option<String> {
        let filter = self.query.filter();
        let changes = |row: &&Json| self.holds_without(filter, row, removed) != Some(self.twin.matches(filter, row));
        self.rows.iter().find(changes).map(|row| format!("without it, {row} is taken otherwise"))
    }

    /// Returns a row for which the query `edited` has another result.
    fn refute_edited(&self, edited: &str) -> Option<String> {
        let query = match Query::parse(edited, &self.schema).and_then(|query| query.bind(&bindings())) {
            Ok(query) => query,
            Err(faults) => return Some(format!("`{edited}`: {faults}")),
        };
        let matches = |query: &Query, row: &Json| self.twin.matches(query.filter(), row);
        let changes = |row: &&Json| matches(self.query, row) != matches(&query, row);
        self.rows.iter().find(changes).map(|row| format!("`{edited}` takes {row} otherwise"))
    }

    /// Returns `true` if the filter without the parts at `removed` holds for a row, or `None` if it is itself removed.
    fn holds_without(&self, filter: &Filter, row: &Json, removed: &BTreeSet<Span>) -> Option<bool> {
        if removed.contains(&filter.span) {
            return None;
        }
        let items = |items: &[Filter]| -> Vec<bool> {
            items.iter().filter_map(|item| self.holds_without(item, row, removed)).collect()
        };
        Some(match &filter.kind {
            FilterKind::Not(operand) => !self.holds_without(operand, row, removed)?,
            FilterKind::And(parts) => items(parts).into_iter().all(|holds| holds),
            FilterKind::Or(parts) => items(parts).into_iter().any(|holds| holds),
            FilterKind::Xor(parts) => items(parts).into_iter().filter(|holds| *holds).count() == 1,
            _ => self.twin.matches(filter, row),
        })
    }

    /// Returns `true` if a row keeps the promise of the schema for the field at `path`.
    fn keeps_promise(&self, path: &Path, row: &Json) -> bool {
        let field = self.schema.field(path).expect("a field of the schema");
        let found = path.names().try_fold(row, |json, name| json.as_object()?.get(name)).unwrap_or(&Json::Null);
        match (field.ty(), found) {
            (_, Json::Null) => field.is_nullable(),
            (Type::Enum(words), Json::String(text)) => words.words().any(|word| word == text),
            (Type::Text, Json::String(_)) => true,
            (Type::Text | Type::Enum(_), _) => false,
            (ty, _) => panic!("no promise is made of {ty}"),
        }
    }
}

/// Returns rows that are likely to distinguish comparisons: copies of `rows` that hold at the path of a comparison its
/// own value, alone, in an array, or joined with the text of another comparison.
fn distinguishing_rows(query: &Query, rows: &[Json]) -> Vec<Json> {
    let mut values: Vec<(&Path, Json)> = Vec::new();
    for comparison in query.comparisons() {
        let terms = comparison.operand.terms().iter().take(6);
        values
            .extend(terms.filter_map(Term::value).filter_map(|value| Some((comparison.field.path(), as_json(value)?))));
    }
    values.truncate(12);
    let texts: Vec<&str> = values.iter().filter_map(|(_, value)| value.as_str()).take(4).collect();
    let mut bases = rows.iter().cycle();
    let mut found = Vec::new();
    for (path, value) in &values {
        let longer = value
            .as_str()
            .into_iter()
            .flat_map(|text| texts.iter().flat_map(move |other| [format!("{text}{other}"), format!("{other}{text}")]));
        for value in longer.map(Json::from).chain([json!([value]), value.clone()]) {
            let mut row = bases.next().cloned().unwrap_or_default();
            generate::put(&mut row, &path.names().map(str::to_owned).collect::<Vec<_>>(), value);
            found.push(row);
        }
    }
    found
}

/// Returns a value as a row may hold it.
fn as_json(value: &Value) -> Option<Json> {
    match value {
        Value::Null => Some(Json::Null),
        Value::Boolean(boolean) => Some(json!(boolean)),
        Value::Number(number) => serde_json::from_str(&number.to_json()).ok(),
        Value::Text(text) => Some(json!(text)),
        Value::DateTime(instant) => Some(json!(instant.to_string())),
        Value::Duration(length) => Some(json!(length.to_string())),
        Value::Uuid(uuid) => Some(json!(uuid.to_string())),
        other => panic!("no row holds {other:?}"),
    }
}

/// Returns the first part of a filter at `span`; for a negated comparison, the negation.
fn find(filter: &Filter, span: Span) -> Option<&Filter> {
    if filter.span == span {
        return Some(filter);
    }
    match &filter.kind {
        FilterKind::Not(operand) => find(operand, span),
        FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
            items.iter().find_map(|item| find(item, span))
        }
        _ => None,
    }
}

/// Applies the edits of a diagnostic to `text`.
fn edited(text: &str, diagnostic: &Diagnostic) -> String {
    let mut edits: Vec<_> = diagnostic.edits().iter().collect();
    edits.sort_by_key(|edit| edit.span());
    let mut edited = text.to_owned();
    for edit in edits.into_iter().rev() {
        edited.replace_range(edit.span().range(), edit.text());
    }
    edited
}

/// Returns the text of a query with the edits of all lints that keep its meaning.
fn tidied(query: &Query) -> String {
    let mut warnings = query.warnings().clone();
    warnings.retain(|warning| {
        use LintKind::{Duplicate, DuplicateItem, MixedConnectives, Subsumed};
        let Some(kind) = warning.lint() else { return false };
        matches!(kind, Subsumed { .. } | Duplicate { .. } | DuplicateItem { .. } | MixedConnectives { .. })
    });
    warnings.fix().0
}

/// Returns the lints among the warnings of a query.
fn lints(query: &Query) -> impl Iterator<Item = (&Diagnostic, &LintKind)> {
    query.warnings().iter().filter_map(|diagnostic| Some((diagnostic, diagnostic.lint()?)))
}

/// The number of lints of each kind, and of filters with a lint.
#[derive(Default)]
struct Tally {
    lints: BTreeMap<&'static str, u32>,
    linted: u32,
}

/// Tests the lints of `filters` generated filters against their rows.
fn hold(bias: Bias, filters: u32) -> Tally {
    let tally: RefCell<Tally> = RefCell::default();
    let config = ProptestConfig { cases: filters, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&narrow_case(bias, 20), |(ground, text, rows)| {
        let faulty = |faults: Diagnostics| TestCaseError::fail(format!("`{text}`: {faults}"));
        let query = Query::parse(&text, &ground.schema()).and_then(|query| query.bind(&bindings())).map_err(faulty)?;
        let rows = [distinguishing_rows(&query, &rows), rows].concat();
        let trial = Trial { text: &text, schema: ground.schema(), query: &query, twin: ground.twin(), rows: &rows };
        let mut removed = BTreeSet::new();
        for (diagnostic, kind) in lints(&query) {
            let refuted = trial.refute(diagnostic, kind);
            prop_assert!(refuted.is_none(), "`{text}` under {ground:?}: {diagnostic}: {}", refuted.unwrap_or_default());
            *tally.borrow_mut().lints.entry(name(kind)).or_default() += 1;
            if let LintKind::Subsumed { .. } | LintKind::Duplicate { .. } = kind {
                removed.insert(diagnostic.span());
            }
        }
        let refuted = trial.refute_removal(&removed).or_else(|| trial.refute_edited(&tidied(&query)));
        prop_assert!(refuted.is_none(), "`{text}` under {ground:?} without all of {removed:?}: {refuted:?}");
        tally.borrow_mut().linted += u32::from(lints(&query).next().is_some());
        Ok(())
    });
    match outcome {
        Ok(()) => tally.into_inner(),
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// `TAMIS_FILTERS=1000000 cargo test --release --test suite lints::the_law` holds that many filters against the twin.
#[test]
fn the_law_no_lint_is_about_a_filter_with_a_counterexample() {
    let filters: u32 = std::env::var("TAMIS_FILTERS").map_or(3_000, |filters| filters.parse().expect("a number"));
    let mut names = BTreeSet::new();
    for bias in [Bias::None, Bias::Texts, Bias::Promises] {
        let filters = filters / 3;
        let Tally { lints, linted } = hold(bias, filters);
        // Written past the capture of the test harness, which hides what a passing test prints.
        writeln!(std::io::stderr(), "lints: {filters} filters, {linted} of them with lints: {lints:?}")
            .expect("a line");
        assert!(linted > filters / 10, "only {linted} of {filters} filters have lints");
        names.extend(lints.into_keys());
    }
    assert_eq!(names.len(), 11, "every kind occurs, with and without promises: {names:?}");
}

fn name(kind: &LintKind) -> &'static str {
    match kind {
        LintKind::AlwaysFalse { promised: false, .. } => "always false",
        LintKind::AlwaysFalse { .. } => "always false by promise",
        LintKind::AlwaysTrue { promised: false, .. } => "always true",
        LintKind::AlwaysTrue { .. } => "always true by promise",
        LintKind::Subsumed { .. } => "subsumed",
        LintKind::Duplicate { .. } => "duplicate",
        LintKind::DuplicateItem { .. } => "duplicate item",
        LintKind::MixedConnectives { .. } => "mixed connectives",
        LintKind::DateAsText { .. } => "date as text",
        LintKind::DurationAsText { .. } => "duration as text",
        LintKind::RelativeTimeAsText { .. } => "relative time as text",
        LintKind::PathEscapes { .. } => "path escapes",
        LintKind::DateAlone { .. } => "date alone",
        other => panic!("no name for {other:?}"),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    /// `promises`, below, or a name that `tests/suite/common/setting.rs` knows; else the open schema.
    schema: Option<String>,
    clock: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Json>,
    /// The last name of each code, and the text at its place.
    lints: Vec<(String, String)>,
}

/// Returns a schema that promises much.
fn promises() -> Schema {
    let words = || Type::from(Enumeration::closed("Phase", ["New", "Done"]));
    let fields = [
        Field::new("phase", words()).required(),
        Field::new("stage", words()),
        Field::new("size", Type::Integer).required(),
    ];
    Schema::builder("promises").fields(fields).build().unwrap()
}

impl Case {
    fn found(&self) -> Vec<(String, String)> {
        let schema = match self.schema.as_deref() {
            Some("promises") => promises(),
            name => setting::schema(name.unwrap_or("open")),
        };
        let query = Query::parse(&self.query, &schema).unwrap_or_else(|faults| panic!("{}: {faults}", self.query));
        let clock = self.clock.as_ref().map(|clock| clock.parse().expect("a clock"));
        let start = clock.map_or_else(Bindings::new, Bindings::at);
        let bindings = self.parameters.iter().fold(start, |bindings, (name, json)| bindings.set(name, json.clone()));
        // Without bindings the query stays unbound.
        let query = query.bind(&bindings).unwrap_or(query);
        lints(&query).map(|(diagnostic, _)| place(diagnostic, &self.query)).collect()
    }
}

/// Returns the last name of the code, and the text at the place of the diagnostic.
fn place(diagnostic: &Diagnostic, text: &str) -> (String, String) {
    let last = diagnostic.code().rsplit("::").next().unwrap_or_default();
    (last.to_owned(), text[diagnostic.span().range()].to_owned())
}

#[test]
fn every_case_has_its_lints() {
    let file: CaseFile = toml::from_str(include_str!("../lints.toml")).expect("cases");
    let mut queries = BTreeSet::new();
    let (mut silent, mut wrong) = (0, Vec::new());
    for case in &file.case {
        let whole = format!("{} {:?} {:?}", case.query, case.schema, case.parameters);
        assert!(queries.insert(whole), "{} is there twice", case.query);
        let found = case.found();
        silent += usize::from(found.is_empty());
        if found != case.lints {
            wrong.push(format!("{}\n  found    {found:?}\n  expected {:?}", case.query, case.lints));
        }
    }
    println!("{} cases, {silent} of them silent", file.case.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(file.case.len() > 150 && silent > 60, "{} cases, {silent} silent", file.case.len());
}

/// Returns the lints of a text under a schema, or `None` if it is not a query there.
fn lints_of(text: &str, schema: &Schema) -> Option<Vec<(String, String)>> {
    let query = Query::parse(text, schema).ok()?;
    Some(lints(&query).map(|(diagnostic, _)| place(diagnostic, text)).collect())
}

#[test]
fn generated_queries_have_no_lints_about_their_writing() {
    let text = r#"a == 1 and b == 2 or c == 3"#;
    let is_mixed = |query: &Query| lints(query).any(|(_, kind)| matches!(kind, LintKind::MixedConnectives { .. }));
    let written: Query = text.parse().expect("a query");
    assert!(is_mixed(&written), "precedence alone makes a group of {text}");

    let tree = field("a").eq(1) & field("b").eq(2) | field("c").eq(3);
    let built = Query::build(&tree, &Schema::open()).expect("a query");
    let narrowed = written.and(&field("d").eq(4)).expect("a query");
    let request = written.lower(Dialect::Ahv).expect("a request").to_json();
    let read = Dialect::Ahv.decompile(&request, &Schema::open()).expect("a query");
    assert_eq!((&built, read.query()), (&written, &written));
    assert!(![&built, read.query()].into_iter().any(is_mixed));
    assert!(is_mixed(&narrowed), "what was written stays so");
}

#[test]
fn lints_are_silent_over_the_readme() {
    let readme = include_str!("../../README.md");
    let sessions = setting::schema("sessions");
    let mut queries = BTreeSet::new();
    for text in readme.split(['`', '\'', '"', '\n']).chain(readme.split('\'')).chain(readme.split('`')) {
        let text = text.trim();
        for schema in [Schema::open(), sessions.clone()] {
            // A single clause is a part of a query.
            let is_clause = ["sort by ", "offset ", "limit "].iter().any(|word| text.starts_with(word));
            let Some(lints) = lints_of(text, &schema).filter(|_| !text.is_empty() && !is_clause) else { continue };
            assert_eq!(lints, vec![], "`{text}` of the README");
            queries.insert(text);
        }
    }
    for known in [
        r#"status in ("Success","Failed","Canceling") and sessionType == "BackupVmJob" sort by startTimeUtc desc limit 50"#,
        r#"startTimeUtc >= now - 12h and name startswith "Nightly""#,
        "state == Finished and sessionType == BackupVmJob sort by startTimeUtc desc limit 50",
        "name == $job and startTimeUtc > now - 7d limit 20",
        "id not in (\"a\", \"b\")",
    ] {
        assert!(queries.contains(known), "the README no longer has `{known}`: {queries:?}");
    }
}
