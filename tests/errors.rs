//! Wrong queries and what is said about them.
//!
//! Each `tests/errors/STAGE/MISTAKE.tamis` is a query that fails in that stage, or is only warned about, and the `.txt`
//! beside it what is shown then: drawn 100 columns wide, and below `---` on one line a fault. `tests/errors/read` holds
//! requests instead, as `.request`, and what is said where they are read back. With `TAMIS_BLESS=1` in the environment
//! the `.txt` files are written; read what has changed before it is committed.
//!
//! A query may begin with lines of the form `# KEY: VALUE`, which are taken off before it is read:
//!
//! ```text
//! # dialect: one          what a request is read as, and a query lowered to; else AHV
//! # schema: sessions       the rows of this endpoint of AHV, or `samples` (tests/errors/samples.json); else it is open
//! # endpoint: clusters     what it is lowered to; else the dialect alone
//! # clock: 2026-01-31      what `now` is; without it and `parameter`, a query is lowered unbound
//! # parameter: name=JSON   what `$name` stands for; one line for each
//! # limits: nesting=2 text=64 items=3
//! # cured: a == 1          the query that the help leads to, which must be clean; one line for each
//! ```

#![cfg(feature = "fancy")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tamis::{
    Assumption, Bindings, Diagnostics, Dialect, Expected, Limits, Lookalike, Meaning, Parsed, Query, Schema, Wanted,
};

const WIDTH: usize = 100;

/// The last segment of every code, by stage.
const CODES: [(&str, &str); 4] = [
    (
        "parse",
        "character count_too_large detached_sign empty_name lone_surrogate malformed_number parameter \
         property_as_value repeated_clause reserved_name text_too_long too_deep too_many_items unclosed unclosed_name \
         unclosed_text unexpected unknown_escape unopened",
    ),
    (
        "check",
        "bare_word byte_size duration_too_long field_note idle_collation list_not_taken list_wanted moment_out_of_range \
         never_null no_such_date not_an_integer null_only operator_not_taken parameter_shape quoted_scalar through_array \
         too_many_items unbound_moment unbound_parameter unknown_field unknown_word word_case wrong_literal",
    ),
    (
        "lower",
        "assumed constant count_too_large dotted_name empty_list limit_zero not_sortable not_taken operator \
         operator_not_listed",
    ),
    (
        "read",
        "assumed comparison_and_group compound_value empty empty_name encoded_twice idle_key list_not_taken list_wanted \
         lone_surrogate missing_key not_an_object not_in_query other_language other_shape placeholder quotes repeated_key text_too_long \
         too_deep too_many_items trailing_comma trailing_text unclosed_text unexpected unknown_escape unknown_key \
         unknown_parameter unknown_word wrong_count wrong_kind",
    ),
];

const EXPECTED: [Expected; 15] = [
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
    Expected::By,
    Expected::Digits,
    Expected::Duration,
    Expected::ClauseOrEnd,
];

const ASSUMPTIONS: [Assumption; 8] = [
    Assumption::NullValue,
    Assumption::DeepPath,
    Assumption::SetOperator,
    Assumption::ContainsElement,
    Assumption::Lexicographic,
    Assumption::CollationOfOther,
    Assumption::XorOfMany,
    Assumption::DurationForm,
];

const WANTED: [Wanted; 6] =
    [Wanted::Value, Wanted::Key, Wanted::Colon, Wanted::ArrayEnd, Wanted::ObjectEnd, Wanted::TextEnd];

const MEANINGS: [Meaning; 3] = [Meaning::SeveralExpressions, Meaning::NotOfSeveral, Meaning::NoItems];

const LOOKALIKES: [Lookalike; 9] = [
    Lookalike::ArrayOfExpressions,
    Lookalike::TypedExpressions,
    Lookalike::OData,
    Lookalike::PolicyQuery,
    Lookalike::GoogleCloud,
    Lookalike::Orchestrator,
    Lookalike::EnterpriseManager,
    Lookalike::SortList,
    Lookalike::Query,
];

/// A wrong query and how it is to be read.
struct Case {
    path: PathBuf,
    stage: &'static str,
    dialect: Dialect,
    schema: Schema,
    endpoint: Option<String>,
    bindings: Option<Bindings>,
    limits: Limits,
    cured: Vec<String>,
    query: String,
}

impl Case {
    fn read(path: PathBuf, stage: &'static str) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        let mut rest = text.strip_suffix('\n').unwrap_or(&text);
        let mut case = Self {
            path,
            stage,
            dialect: Dialect::Ahv,
            schema: Schema::open(),
            endpoint: None,
            bindings: None,
            limits: Limits::default(),
            cured: Vec::new(),
            query: String::new(),
        };
        while let Some((line, below)) = rest.split_once('\n') {
            let header = line.strip_prefix("# ").and_then(|line| line.split_once(": "));
            let Some((key, value)) = header else { break };
            case.set(key, value);
            rest = below;
        }
        case.query = rest.to_owned();
        case
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "schema" if value == "samples" => {
                self.schema = Schema::from_json(&fs::read_to_string(folder("samples.json")).unwrap()).unwrap();
            }
            "dialect" => self.dialect = value.parse().unwrap(),
            "schema" => self.schema = self.dialect.endpoint(value).unwrap().schema().clone(),
            "endpoint" => self.endpoint = Some(value.to_owned()),
            "clock" => self.bindings = Some(Bindings::at(value.parse().unwrap())),
            "parameter" => {
                let (name, json) = value.split_once('=').unwrap();
                let json: serde_json::Value = serde_json::from_str(json).unwrap();
                self.bindings = Some(self.bindings.take().unwrap_or_default().set(name, json));
            }
            "limits" => {
                for limit in value.split(' ') {
                    match limit.split_once('=').unwrap() {
                        ("nesting", most) => self.limits.nesting = most.parse().unwrap(),
                        ("text", most) => self.limits.text = most.parse().unwrap(),
                        ("items", most) => self.limits.items = most.parse().unwrap(),
                        (other, _) => panic!("{}: no such limit: {other}", self.path.display()),
                    }
                }
            }
            "cured" => self.cured.push(value.to_owned()),
            other => panic!("{}: no such key: {other}", self.path.display()),
        }
    }

    /// What is found in `query`, in the stage of the case.
    fn found(&self, query: &str) -> Diagnostics {
        if self.stage == "read" {
            let read = self.dialect.read_within(query, &self.schema, &self.limits);
            return read.map_or_else(|faults| faults, |reading| reading.warnings().clone());
        }
        let parsed = match (Parsed::parse_within(query, &self.limits), self.stage) {
            (Err(faults), _) => return faults,
            (Ok(_), "parse") => return Diagnostics::clone(Query::parse("", &Schema::open()).unwrap().warnings()),
            (Ok(parsed), _) => parsed,
        };
        let checked = match parsed.check(&self.schema) {
            Err(faults) => return faults,
            Ok(checked) => checked,
        };
        if self.stage == "check" {
            let bound = checked.bind(&self.bindings.clone().unwrap_or_default());
            return bound.map_or_else(|faults| faults, |bound| bound.warnings().clone());
        }
        let bound = match &self.bindings {
            Some(bindings) => checked.bind(bindings).unwrap(),
            None => checked,
        };
        let lowered = match &self.endpoint {
            Some(path) => bound.lower(&self.dialect.endpoint(path).unwrap()),
            None => bound.lower(self.dialect),
        };
        lowered.map_or_else(|faults| faults, |request| request.warnings())
    }

    /// What is wrong with what was found, apart from its words.
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
            let known = CODES.iter().any(|(known, codes)| *known == stage && codes.split(' ').any(|code| code == last));
            ensure(known, &format!("the code {code} is not known"));
            ensure(stage == self.stage || last.starts_with("unbound"), &format!("{code} is of another stage"));
            let is_inside = self.query.get(diagnostic.span().range()).is_some();
            ensure(is_inside, &format!("the span {:?} lies outside", diagnostic.span()));
            ensure(!message.starts_with(char::is_uppercase), &format!("begins in upper case: {message}"));
            for text in [Some(message), help].into_iter().flatten() {
                let is_stopped = text.ends_with(['.', '!', ' ']) || text.contains(char::is_control);
                ensure(!is_stopped, &format!("has a stop, or more than one line: {text}"));
            }
        }
        for cured in &self.cured {
            let left = self.found(cured);
            ensure(left.is_empty(), &format!("the cure `{cured}` gives: {left}"));
        }
        complaints
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors").join(name)
}

/// The files of a stage with this extension, in order.
fn files(stage: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(stage)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

/// The extension of what is wrong.
fn written(stage: &str) -> &'static str {
    if stage == "read" { "request" } else { "tamis" }
}

#[test]
fn what_is_said_about_wrong_queries() {
    let bless = std::env::var_os("TAMIS_BLESS").is_some_and(|value| value == "1");
    let (mut count, mut different) = (0, Vec::new());
    let (mut codes, mut messages) = (BTreeSet::new(), Vec::new());
    for (stage, _) in CODES {
        for path in files(stage, written(stage)) {
            let case = Case::read(path, stage);
            let found = case.found(&case.query);
            different.extend(case.complaints(&found));
            codes.extend(found.iter().map(|diagnostic| diagnostic.code()));
            messages.extend(found.iter().map(|diagnostic| diagnostic.message().to_owned()));
            count += 1;

            let shown = format!("{}---\n{found}\n", found.draw(WIDTH, false));
            let golden = case.path.with_extension("txt");
            if bless {
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

    for (stage, known) in CODES {
        for code in known.split(' ').map(|code| format!("tamis::{stage}::{code}")) {
            assert!(codes.contains(code.as_str()), "no query causes {code}");
        }
    }
    for expected in EXPECTED {
        let phrase = format!("expected {expected}");
        assert!(messages.iter().any(|message| message.starts_with(&phrase)), "no query causes: {phrase}");
    }
    for wanted in WANTED {
        let phrase = format!("expected {wanted}");
        assert!(messages.iter().any(|message| message.starts_with(&phrase)), "no request causes: {phrase}");
    }
    let statements = ASSUMPTIONS.map(Assumption::statement).into_iter().chain(MEANINGS.map(Meaning::statement));
    for statement in statements.chain(LOOKALIKES.map(Lookalike::description)) {
        assert!(messages.iter().any(|message| message.ends_with(statement)), "no query causes: {statement}");
    }
}
