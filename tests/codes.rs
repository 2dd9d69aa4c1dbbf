//! Every code has an example that causes it and nothing else, and the example cured, which causes nothing.
//! `docs/diagnostics.md` is made of them below its marker: with `TAMIS_BLESS=1` in the environment it is written, else
//! compared.

#[path = "common/setting.rs"]
mod setting;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use serde_json::{Value as Json, json};
use setting::Setting;
use tamis::{Code, Diagnostics, Query, Type};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");
const MARKER: &str = "<!-- What follows is written by tests/codes.rs. -->\n";

/// The parts of a code: the stage that finds what it stands for, and its name there.
fn parts(code: &Code) -> (&str, &str) {
    code.spelling().strip_prefix("tamis::").and_then(|rest| rest.split_once("::")).unwrap()
}

/// What is found in the example of `code`, and in the same cured.
fn found(code: &Code) -> (Diagnostics, Diagnostics) {
    let (setting, cause) = Setting::read(code.cause(), "samples");
    let (stage, _) = parts(code);
    let cured = match code.cured().starts_with("# ") {
        true => Setting::read(code.cured(), "samples"),
        false => (setting.clone(), code.cured().to_owned()),
    };
    (setting.found(&cause, stage), cured.0.found(&cured.1, stage))
}

#[test]
fn examples_cause_what_they_are_examples_of() {
    let mut spellings = BTreeSet::new();
    for code in Code::all() {
        assert!(spellings.insert(code.spelling()), "{code} stands twice");
        assert!(code.explanation().ends_with('.'), "{code}: {}", code.explanation());
        let (wrong, cured) = found(code);
        let causes: Vec<&str> = wrong.iter().map(|diagnostic| diagnostic.code()).collect();
        assert!(!causes.is_empty() && causes.iter().all(|cause| *cause == code.spelling()), "{code}: {wrong}");
        assert!(wrong.iter().all(|diagnostic| diagnostic.severity() == code.severity()), "{code}: {wrong}");
        assert!(cured.is_empty(), "{code}: {cured}");
    }
}

#[test]
fn the_page_says_what_the_codes_say() {
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
        for diagnostic in &found(code).0 {
            writeln!(written, "> {}: {}  ", diagnostic.severity(), diagnostic.message()).unwrap();
            if let Some(help) = diagnostic.help() {
                writeln!(written, "> help: {help}").unwrap();
            }
        }
        if !code.cured().is_empty() {
            write!(written, "\n```text\n{}\n```\n", code.cured()).unwrap();
        }
    }
    let page = fs::read_to_string(PAGE).unwrap();
    let (head, rest) = page.split_once(MARKER).expect("a marker");
    if rest != written && std::env::var_os("TAMIS_BLESS").is_some_and(|value| value == "1") {
        fs::write(PAGE, format!("{head}{MARKER}{written}")).unwrap();
    } else {
        assert!(rest == written, "docs/diagnostics.md is not what the codes say: write it with TAMIS_BLESS=1");
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
