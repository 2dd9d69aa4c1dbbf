//! Lints: the law that none is about a filter for which the twin finds a counterexample, what each says about the cases of
//! `tests/lints.toml`, and that they are silent over the examples.

mod common;
// Its schemas alone are of use here.
#[allow(dead_code)]
#[path = "common/setting.rs"]
mod setting;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use serde::Deserialize;
use serde_json::Value as Json;
use tamis::{
    Bindings, Diagnostic, Enumeration, Fault, Field, Filter, FilterKind, LintKind, Path, Query, Schema, Span, Type,
};

use common::generate::{self, bindings, narrow_case};
use common::naive::Twin;

/// A filter, and rows with a naive evaluator to hold what is said about it against.
struct Trial<'t> {
    text: &'t str,
    schema: Schema,
    query: &'t Query,
    twin: Twin,
    rows: &'t [Json],
}

impl Trial<'_> {
    /// What is wrong with a lint, if anything is.
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
                self.refute_removal(&removed).or_else(|| self.refute_edits(diagnostic))
            }
            LintKind::DuplicateItem { .. } => {
                assert!(!diagnostic.edits().is_empty(), "an item can be taken out of a list: {}", self.text);
                self.refute_edits(diagnostic)
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

    /// A row for which what stands at `whole` is not constant; of those that keep what the schema promises of a field, where
    /// one is given.
    fn refute_constant(&self, whole: Span, constant: bool, promised: Option<&Path>) -> Option<String> {
        let part = find(self.query.filter(), whole).expect("a span of the filter");
        let counts = |row: &&Json| promised.is_none_or(|path| self.keeps_promise(path, row));
        let refutes = |row: &&Json| self.twin.matches(part, row) != constant;
        self.rows.iter().filter(counts).find(refutes).map(|row| format!("{row} is no case of it"))
    }

    /// A row that the filter takes otherwise without the parts at `removed`.
    fn refute_removal(&self, removed: &BTreeSet<Span>) -> Option<String> {
        let filter = self.query.filter();
        let changes = |row: &&Json| self.holds_without(filter, row, removed) != Some(self.twin.matches(filter, row));
        self.rows.iter().find(changes).map(|row| format!("without it, {row} is taken otherwise"))
    }

    /// A row that the filter takes otherwise once edited.
    fn refute_edits(&self, diagnostic: &Diagnostic) -> Option<String> {
        let edited = edited(self.text, diagnostic);
        let query = match Query::parse(&edited, &self.schema).and_then(|query| query.bind(&bindings())) {
            Ok(query) => query,
            Err(faults) => return Some(format!("`{edited}`: {faults}")),
        };
        let matches = |query: &Query, row: &Json| self.twin.matches(query.filter(), row);
        let changes = |row: &&Json| matches(self.query, row) != matches(&query, row);
        self.rows.iter().find(changes).map(|row| format!("`{edited}` takes {row} otherwise"))
    }

    /// Whether the filter holds for a row with the parts at `removed` left out; nothing where it is one itself.
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

    /// Whether a row holds at `path` what the schema says that it does.
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

/// The first part of a filter that stands at `span`: of a negated comparison, the negation.
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

/// `text` with the edits of a diagnostic.
fn edited(text: &str, diagnostic: &Diagnostic) -> String {
    let mut edits: Vec<_> = diagnostic.edits().iter().collect();
    edits.sort_by_key(|edit| edit.span());
    let mut edited = text.to_owned();
    for edit in edits.into_iter().rev() {
        edited.replace_range(edit.span().range(), edit.text());
    }
    edited
}

/// The lints among the warnings of a query.
fn lints(query: &Query) -> impl Iterator<Item = (&Diagnostic, &LintKind)> {
    query.warnings().iter().filter_map(|diagnostic| match diagnostic.fault() {
        Fault::Lint(kind) => Some((diagnostic, kind)),
        _ => None,
    })
}

/// `TAMIS_FILTERS=1000000 cargo test --release --test lints law` holds that many filters against the twin.
#[test]
fn the_law_no_lint_is_about_a_filter_with_a_counterexample() {
    let filters: u32 = std::env::var("TAMIS_FILTERS").map_or(4_000, |filters| filters.parse().expect("a number"));
    let counts: RefCell<BTreeMap<&'static str, u32>> = RefCell::default();
    let odd = RefCell::new(0_u32);
    let config = ProptestConfig { cases: filters, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&narrow_case(40, generate::filter), |(ground, text, rows)| {
        let faulty = |faults: tamis::Diagnostics| TestCaseError::fail(format!("`{text}`: {faults}"));
        let query = Query::parse(&text, &ground.schema()).and_then(|query| query.bind(&bindings())).map_err(faulty)?;
        let trial = Trial { text: &text, schema: ground.schema(), query: &query, twin: ground.twin(), rows: &rows };
        let mut removed = BTreeSet::new();
        for (diagnostic, kind) in lints(&query) {
            let refuted = trial.refute(diagnostic, kind);
            prop_assert!(refuted.is_none(), "`{text}` under {ground:?}: {diagnostic}: {}", refuted.unwrap_or_default());
            *counts.borrow_mut().entry(name(kind)).or_default() += 1;
            if let LintKind::Subsumed { .. } | LintKind::Duplicate { .. } = kind {
                removed.insert(diagnostic.span());
            }
        }
        let refuted = trial.refute_removal(&removed);
        prop_assert!(refuted.is_none(), "`{text}` under {ground:?} without all of {removed:?}: {refuted:?}");
        *odd.borrow_mut() += u32::from(lints(&query).next().is_some());
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
    let (counts, odd) = (counts.into_inner(), odd.into_inner());
    writeln!(std::io::stderr(), "lints: {filters} filters, {odd} of them odd: {counts:?}").expect("a line");
    assert!(odd > filters / 10, "only {odd} of {filters} filters are odd");
    for (name, count) in &counts {
        assert!(*count > filters / 1_000, "{name} is told {count} times only");
    }
    assert_eq!(counts.len(), 10, "every kind is told, and promises apart: {counts:?}");
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
    /// `promises`, below, or a name that `tests/common/setting.rs` knows; else the open schema.
    schema: Option<String>,
    clock: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Json>,
    /// The last name of each code, and the text that it stands at.
    told: Vec<(String, String)>,
}

/// A schema that promises much.
fn promises() -> Schema {
    let words = || Type::from(Enumeration::closed("Phase", ["New", "Done"]));
    let fields = [
        Field::new("phase", words()).required(),
        Field::new("stage", words()),
        Field::new("size", Type::Integer).required(),
    ];
    Schema::builder("promises").fields(fields).build()
}

impl Case {
    fn told(&self) -> Vec<(String, String)> {
        let schema = match self.schema.as_deref() {
            Some("promises") => promises(),
            name => setting::schema(name.unwrap_or("open")),
        };
        let query = Query::parse(&self.query, &schema).unwrap_or_else(|faults| panic!("{}: {faults}", self.query));
        let clock = self.clock.as_ref().map(|clock| clock.parse().expect("a clock"));
        let start = clock.map_or_else(Bindings::new, Bindings::at);
        let bindings = self.parameters.iter().fold(start, |bindings, (name, json)| bindings.set(name, json.clone()));
        // What is not bound stays so.
        let query = query.bind(&bindings).unwrap_or(query);
        let last = |code: &str| code.rsplit("::").next().unwrap_or_default().to_owned();
        let at = |span: Span| self.query[span.range()].to_owned();
        lints(&query).map(|(diagnostic, _)| (last(diagnostic.code()), at(diagnostic.span()))).collect()
    }
}

#[test]
fn each_case_is_told_what_it_says() {
    let file: CaseFile = toml::from_str(include_str!("lints.toml")).expect("cases");
    let mut queries = BTreeSet::new();
    let (mut silent, mut wrong) = (0, Vec::new());
    for case in &file.case {
        let whole = format!("{} {:?} {:?}", case.query, case.schema, case.parameters);
        assert!(queries.insert(whole), "{} stands twice", case.query);
        let told = case.told();
        silent += usize::from(told.is_empty());
        if told != case.told {
            wrong.push(format!("{}\n  found  {told:?}\n  wanted {:?}", case.query, case.told));
        }
    }
    println!("{} cases, {silent} of them silent", file.case.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(file.case.len() > 150 && silent > 60, "{} cases, {silent} silent", file.case.len());
}
