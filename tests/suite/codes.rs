//! Every code has an example that causes it and nothing else, and the same example cured, which causes nothing.
//! `docs/diagnostics.md` is generated from them below its marker: written with `TAMIS_BLESS=1` in the environment,
//! otherwise compared. Warnings about rows are those that the binary prints.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use crate::common::is_blessing;
use crate::common::process;
use crate::common::setting::{self, Setting};
use serde_json::{Value as Json, json};
use tamis::{Code, Query, Severity, Type};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");
const MARKER: &str = "<!-- What follows is written by tests/suite/codes.rs. -->\n";

/// Returns the stage and the last name of a code.
fn parts(code: &Code) -> (&str, &str) {
    code.spelling().strip_prefix("tamis::").and_then(|rest| rest.split_once("::")).unwrap()
}

/// A diagnostic of an example.
struct Shown {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
}

/// Returns the diagnostics of the example of `code`, and those of the cured example.
fn found(code: &Code) -> (Vec<Shown>, Vec<Shown>) {
    let (stage, _) = parts(code);
    if stage == "rows" {
        return (shown_for_rows(code.cause()), shown_for_rows(code.cured()));
    }
    let (setting, cause) = Setting::read(code.cause(), "samples");
    let cured = match code.cured().starts_with("# ") {
        true => Setting::read(code.cured(), "samples"),
        false => (setting.clone(), code.cured().to_owned()),
    };
    let shown = |setting: &Setting, text: &str| {
        let found = setting.found(text, stage);
        // Nearly every lowered query comes with advice that is not the point of the example.
        let graver = found.iter().filter(|found| stage != "lower" || found.severity() > Severity::Advice);
        let shown = graver.map(|found| Shown {
            code: found.code().to_owned(),
            severity: found.severity(),
            message: found.message().to_owned(),
            help: found.help().map(str::to_owned),
        });
        shown.collect()
    };
    (shown(&setting, &cause), shown(&cured.0, &cured.1))
}

/// Returns the warnings of `tamis run` for a query after lines `# row: JSON`, `# rows: COUNT JSON` and
/// `# option: OPTION`.
fn shown_for_rows(text: &str) -> Vec<Shown> {
    let (mut arguments, mut rows, mut rest) = (vec!["run".to_owned()], String::new(), text);
    while let Some((line, below)) = rest.split_once('\n') {
        let (key, value) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")).expect("a key and its value");
        match key {
            "row" => writeln!(rows, "{value}").unwrap(),
            "rows" => {
                let (count, row) = value.split_once(' ').unwrap();
                rows.push_str(&format!("{row}\n").repeat(count.parse().unwrap()));
            }
            "option" => arguments.push(value.to_owned()),
            other => panic!("no such key: {other}"),
        }
        rest = below;
    }
    arguments.push(rest.to_owned());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = process::tamis(&arguments, rows);
    assert_eq!(ran.status, 0, "{text}: {}", ran.err);
    let mut shown: Vec<Shown> = Vec::new();
    for line in ran.err.lines() {
        match (line.strip_prefix("warning: ").and_then(|line| line.rsplit_once(" [")), line.strip_prefix("help: ")) {
            (Some((message, code)), _) => shown.push(Shown {
                code: format!("tamis::{}", code.trim_end_matches(']')),
                severity: Severity::Warning,
                message: message.to_owned(),
                help: None,
            }),
            (None, Some(help)) => shown.last_mut().expect("a warning").help = Some(help.to_owned()),
            (None, None) => panic!("{text}: {line}"),
        }
    }
    shown
}

#[test]
fn examples_cause_what_they_are_examples_of() {
    let mut spellings = BTreeSet::new();
    for code in Code::all() {
        assert!(spellings.insert(code.spelling()), "{code} occurs twice");
        assert!(code.explanation().ends_with('.'), "{code}: {}", code.explanation());
        let (wrong, cured) = found(code);
        let messages = |shown: &[Shown]| shown.iter().map(|shown| shown.message.clone()).collect::<Vec<_>>();
        let causes: Vec<&str> = wrong.iter().map(|shown| shown.code.as_str()).collect();
        assert!(!causes.is_empty() && causes.iter().all(|cause| *cause == code.spelling()), "{code}: {causes:?}");
        assert!(wrong.iter().all(|shown| shown.severity == code.severity()), "{code}: {:?}", messages(&wrong));
        assert!(cured.is_empty(), "{code}: {:?}", messages(&cured));
    }
}

#[test]
fn the_page_is_generated_from_the_codes() {
    let mut written = String::from("\n| field of the examples | type | |\n|---|---|---|\n");
    for field in setting::schema("samples").fields() {
        let type_ = match field.ty() {
            Type::Enum(words) => format!("{}: {}", field.ty(), words.words.join(", ")),
            ty => ty.to_string(),
        };
        let remarks = [(!field.is_nullable(), "never null"), (!field.is_sortable(), "the API cannot sort by it")];
        let remarks: Vec<&str> = remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, remark)| remark).collect();
        let path = field.path().to_string();
        let path = if path.contains('`') { format!("`` {path} ``") } else { format!("`{path}`") };
        writeln!(written, "| {path} | {type_} | {} |", remarks.join("; ")).unwrap();
    }
    let mut last = "";
    for code in Code::all() {
        let (stage, _) = parts(code);
        if stage != last {
            write!(written, "\n## `tamis::{stage}`\n").unwrap();
            last = stage;
        }
        let severity = code.severity();
        write!(written, "\n### `{code}`\n\n*{severity}*: {}\n\n```text\n{}\n```\n\n", code.explanation(), code.cause())
            .unwrap();
        for shown in &found(code).0 {
            writeln!(written, "> {}: {}  ", shown.severity, shown.message).unwrap();
            if let Some(help) = &shown.help {
                writeln!(written, "> help: {help}").unwrap();
            }
        }
        if !code.cured().is_empty() {
            write!(written, "\n```text\n{}\n```\n", code.cured()).unwrap();
        }
    }
    let page = fs::read_to_string(PAGE).unwrap();
    let (head, rest) = page.split_once(MARKER).expect("a marker");
    if rest != written && is_blessing() {
        fs::write(PAGE, format!("{head}{MARKER}{written}")).unwrap();
    } else {
        assert!(rest == written, "docs/diagnostics.md differs from the codes: write it with TAMIS_BLESS=1");
    }
}

#[test]
fn the_page_shows_a_diagnostic_as_data() {
    let page = fs::read_to_string(PAGE).unwrap();
    let shown = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let shown: Json = serde_json::from_str(shown).unwrap();
    let faults = Query::parse("count > 5 or nmae == \"x\"", &setting::schema("samples")).unwrap_err();
    assert_eq!(serde_json::to_value(&faults).unwrap(), json!([shown]));
    assert_eq!(serde_json::to_value(faults.iter().next()).unwrap(), shown);
}
