//! Queries of people who are used to another language: the diagnostics, and the result of the edits.
//!
//! ```toml
//! [[slip]]
//! of = "SQL"                       # the language that it comes from
//! schema = "samples"               # as in tests/suite/common/setting.rs; `open` unless given
//! text = "name LIKE 'web%'"
//! codes = ["pattern"]              # the last segments of the codes of all diagnostics, in order
//! cure = "startswith"              # a part of the help of one of them
//! edited = 'name startswith "web"' # the text after all edits, and after those of the diagnostics that are then found
//! none = "why"                     # instead, or as well if an error is left: the reason why there is no edit
//! ```
//!
//! The edited text parses and checks without an error or a warning, unless there is a reason. Lints are ignored: they
//! are about the meaning of a query and not about its spelling.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::setting::Setting;
use serde::Deserialize;
use tamis::Diagnostic;
use tamis::editor::{Token, TokenKind, tokens};

const FEWEST: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    slip: Vec<Slip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    of: String,
    #[serde(default = "open")]
    schema: String,
    text: String,
    codes: Vec<String>,
    cure: Option<String>,
    edited: Option<String>,
    none: Option<String>,
}

fn open() -> String {
    "open".to_owned()
}

impl Slip {
    /// Returns the difference from the expected result, or `None`.
    fn complaint(&self) -> Option<String> {
        let (setting, _) = Setting::read("", &self.schema);
        let found = |text: &str| {
            let mut found = setting.found(text, "query");
            found.retain(|diagnostic| !diagnostic.code().starts_with("tamis::lint::"));
            found
        };
        let edited = (0..20).fold(self.text.clone(), |text, _| found(&text).fix().0);
        let (found, left) = (found(&self.text), found(&edited));
        let last = |code: &'static str| code.rsplit("::").next().unwrap();
        let codes: Vec<&str> = found.iter().map(|diagnostic| last(diagnostic.code())).collect();
        if codes != self.codes {
            return Some(format!("{codes:?}: {found}"));
        }
        let cure = self.cure.as_deref().unwrap_or_default();
        let is_in_help = found.iter().any(|diagnostic| {
            [Some(diagnostic.message()), diagnostic.help()].into_iter().flatten().any(|words| words.contains(cure))
        });
        if !is_in_help && !codes.is_empty() {
            return Some(format!("not in the help: {cure}: {found}"));
        }
        if edited != self.edited.as_ref().unwrap_or(&self.text).as_str() {
            return Some(format!("edited: {edited}"));
        }
        match (left.is_empty(), &self.none) {
            (true, None) | (false, Some(_)) => None,
            (true, Some(why)) => Some(format!("nothing is left to explain: {why}")),
            (false, None) => Some(format!("left: {left}")),
        }
    }
}

#[test]
fn slips_are_reported_and_cured() {
    let file: File = toml::from_str(include_str!("../slips.toml")).unwrap();
    let complaints: Vec<String> = file
        .slip
        .iter()
        .filter_map(|slip| Some(format!("{} ({}): {}", slip.text, slip.of, slip.complaint()?)))
        .collect();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), file.slip.len(), complaints.join("\n"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for slip in &file.slip {
        *counts.entry(&slip.of).or_default() += 1;
    }
    let cured = file.slip.iter().filter(|slip| slip.none.is_none()).count();
    println!("{} slips, {cured} of them cured by edits: {counts:?}", file.slip.len());
    assert!(file.slip.len() >= FEWEST, "only {} slips", file.slip.len());
}

/// Returns the texts of `slips.toml` and the wrong queries of `tests/errors`, each also with as few blanks as possible.
fn texts() -> Vec<(Setting, String)> {
    let file: File = toml::from_str(include_str!("../slips.toml")).unwrap();
    let mut texts: Vec<(Setting, String)> =
        file.slip.into_iter().map(|slip| (Setting::read("", &slip.schema).0, slip.text)).collect();
    for stage in ["parse", "check", "query", "lint"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors").join(stage);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "tamis") {
                texts.push(Setting::read(&fs::read_to_string(path).unwrap(), "open"));
            }
        }
    }
    let squeezed: Vec<(Setting, String)> =
        texts.iter().map(|(setting, text)| (setting.clone(), squeezed(text))).collect();
    texts.into_iter().chain(squeezed).collect()
}

/// Returns `text` without the blanks that separate no tokens.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::new();
    let mut end = 0;
    for token in tokens(text) {
        let written = token.span.of(text);
        let joined = format!("{squeezed}{written}");
        let blanks = &text[end..token.span.start()];
        let is_parted =
            tokens(&joined).any(|token| (token.span.start() + 1..token.span.end()).contains(&squeezed.len()));
        let kinds = |text: &str| tokens(text).map(|token| token.kind).collect::<Vec<_>>();
        let is_same = !is_parted && kinds(&joined) == kinds(&format!("{squeezed} {written}"));
        squeezed = if is_same { joined } else { format!("{squeezed}{blanks}{written}") };
        end = token.span.end();
    }
    squeezed
}

/// Returns a complaint if an edge of the edits of a diagnostic is inside a token of the edited text, and was between
/// tokens before.
fn run_together(text: &str, diagnostic: &Diagnostic) -> Option<String> {
    let mut edits: Vec<_> = diagnostic.edits().iter().collect();
    edits.sort_by_key(|edit| edit.span());
    let (mut edited, mut end, mut edges) = (String::new(), 0, Vec::new());
    for edit in edits {
        edited.push_str(&text[end..edit.span().start()]);
        edges.push((edited.len(), edit.span().start()));
        edited.push_str(edit.text());
        end = edit.span().end();
        edges.push((edited.len(), end));
    }
    edited.push_str(&text[end..]);
    let around = |text: &str, at: usize| {
        // A comment is meant to include what follows it.
        let is_around =
            |token: &Token| token.kind != TokenKind::Comment && token.span.start() < at && at < token.span.end();
        tokens(text).any(|token| is_around(&token))
    };
    // A malformed token may become well-formed by the text that touches it.
    let is_broken = |at: usize| {
        let touches = |token: &Token| token.span.start() <= at && at <= token.span.end();
        tokens(text).any(|token| touches(&token) && matches!(token.kind, TokenKind::Malformed(_)))
    };
    let is_new = |(new, old): &&(usize, usize)| around(&edited, *new) && !around(text, *old) && !is_broken(*old);
    edges.iter().find(is_new).map(|_| format!("`{text}` becomes `{edited}` by: {diagnostic}"))
}

#[test]
fn edits_never_run_words_together() {
    let texts = texts();
    let mut edits = 0;
    for (setting, text) in &texts {
        let found = setting.found(text, "query");
        for diagnostic in &found {
            edits += diagnostic.edits().len();
            assert_eq!(run_together(text, diagnostic), None);
        }
    }
    println!("{edits} edits of {} texts", texts.len());
    assert!(edits > 300);
}

#[test]
fn edits_come_to_an_end_and_leave_what_parses() {
    const ROUNDS: usize = 20;
    let mut count = 0;
    for (setting, text) in texts() {
        let mut edited = text.clone();
        let found = setting.found(&text, "query");
        // If edits of two stages overlap, the other stage's may be applied first, and remove the evidence for the rest.
        let is_curable =
            found.iter().all(|fault| fault.code().starts_with("tamis::parse::") && !fault.edits().is_empty());
        for round in 0..=ROUNDS {
            let (better, cured) = {
                let found = setting.found(&edited, "query");
                let (better, cured) = found.fix();
                (better, cured.len())
            };
            if cured == 0 {
                assert_eq!(better, edited, "{text}");
                break;
            }
            assert!(round < ROUNDS, "edits without an end: {text}: {edited}");
            edited = better;
        }
        if is_curable && !found.is_empty() {
            let left = setting.found(&edited, "parse");
            assert!(left.is_empty(), "{text}\nis edited to: {edited}\n{left}");
            count += 1;
        }
    }
    println!("{count} texts are cured as a whole");
    assert!(count > 150);
}
