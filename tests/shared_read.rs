//! Reads back the filters, sort keys and URLs of the folder `../shared`, which is no part of the project: as public
//! code and vendors' pages write them. Without that folder nothing is checked and all passes; with it, a test that
//! finds no case there fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tamis::{Diagnostics, Dialect, Fault, Lookalike, ReadErrorKind, Reading, Severity};

mod common;

use common::shared::{read, say};

/// A filter or sort keys of the corpus of the Veeam APIs.
#[derive(Deserialize)]
struct Written {
    id: String,
    api: String,
    class: String,
    /// What it is, where it is no filter.
    kind: Option<String>,
    raw: String,
    /// What it means as JSON.
    #[serde(alias = "value")]
    filter: Json,
}

/// What happened to the entries of a class, and what was not as it should be.
#[derive(Default)]
struct Outcomes {
    counts: BTreeMap<(String, String), usize>,
    wrong: Vec<String>,
}

impl Outcomes {
    fn count(&mut self, class: &str, outcome: &str) {
        *self.counts.entry((class.to_owned(), outcome.to_owned())).or_default() += 1;
    }

    fn ensure(&mut self, holds: bool, complaint: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(complaint());
        }
    }

    /// Says what was found, then fails where there was no case or a wrong one.
    fn settle(self, file: &str) {
        let mut shown = String::new();
        for ((class, outcome), count) in &self.counts {
            write!(shown, "\n  {class}: {count} {outcome}").unwrap();
        }
        let cases: usize = self.counts.values().sum();
        say(format_args!("../shared/corpus/{file}: {cases} cases{shown}"));
        assert!(cases > 0, "{file} is there, and no case ran");
        assert!(self.wrong.is_empty(), "{file}: {} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

fn reading(dialect: Dialect, text: &str) -> Result<Reading, Diagnostics> {
    dialect.read(text, &dialect.open_schema())
}

fn codes(found: &Diagnostics, severity: Severity) -> Vec<&'static str> {
    found.iter().filter(|found| found.severity() == severity).map(|found| found.code()).collect()
}

#[test]
fn filters_and_sort_keys_of_the_veeam_apis_are_read_as_their_class_says() {
    for file in ["veeam_filters.json", "veeam_sorts.json"] {
        let Some(text) = read(&format!("corpus/{file}")) else { return };
        let entries: Vec<Written> = serde_json::from_str(&text).unwrap();
        let mut outcomes = Outcomes::default();
        for entry in entries.iter().filter(|entry| entry.kind.as_deref().is_none_or(|kind| kind == "sort")) {
            for dialect in Dialect::ALL {
                entry.look_at(*dialect, &mut outcomes);
            }
        }
        outcomes.settle(file);
    }
}

impl Written {
    /// Whether it is of `dialect`.
    fn is_of(&self, dialect: Dialect) -> bool {
        match (self.api.as_str(), self.kind.as_deref()) {
            ("vbr", None) => dialect == Dialect::VbrInventory,
            (api, _) => dialect.name() == api,
        }
    }

    fn look_at(&self, dialect: Dialect, outcomes: &mut Outcomes) {
        let is_own = self.is_of(dialect);
        let class = match (self.class.as_str(), is_own) {
            ("target" | "lenient", false) => return,
            ("sibling", true) => "sibling as itself",
            (class, _) => class,
        };
        let found = reading(dialect, &self.raw);
        let place = format!("{} as {dialect}: {}", self.id, self.raw);
        match (class, &found) {
            ("target" | "sibling as itself", Ok(reading)) => {
                let again = self.round_trip(dialect, reading);
                outcomes.ensure(again == Ok(true), || format!("{place}\n  {}\n  {again:?}", reading.query()));
            }
            ("lenient", Ok(reading)) => {
                outcomes.ensure(!reading.warnings().is_empty(), || format!("{place}\n  read without a warning"));
            }
            ("target" | "sibling as itself", Err(refused)) => outcomes.wrong.push(format!("{place}\n  {refused}")),
            (_, Ok(reading)) => outcomes.wrong.push(format!("{place}\n  read as {}", reading.query())),
            ("sibling" | "foreign", Err(refused)) => {
                outcomes.ensure(looks_like(refused).is_some(), || format!("{place}\n  {refused}"));
            }
            (_, Err(refused)) => outcomes.ensure(is_of_reading(refused), || format!("{place}\n  {refused}")),
        }
        let outcome = match &found {
            Ok(reading) if reading.warnings().is_empty() => "read".to_owned(),
            Ok(reading) => format!("read with {}", codes(reading.warnings(), Severity::Warning).join(", ")),
            Err(refused) => {
                let looks_like = looks_like(refused).map(|looks_like| format!(" ({looks_like:?})"));
                format!("refused: {}{}", codes(refused, Severity::Error).join(", "), looks_like.unwrap_or_default())
            }
        };
        outcomes.count(class, &outcome);
    }

    /// Whether what was read asks for what the entry means, once it is sent.
    fn round_trip(&self, dialect: Dialect, reading: &Reading) -> Result<bool, String> {
        let request = reading.query().lower(dialect).map_err(|refused| refused.to_string())?;
        let request: Json = serde_json::from_str(&request.to_json()).unwrap();
        let text = reading.query().to_string();
        let again = tamis::Query::parse(&text, &dialect.open_schema()).map_err(|refused| refused.to_string())?;
        let again: Json = serde_json::from_str(&again.lower(dialect).unwrap().to_json()).unwrap();
        let part = if self.kind.is_some() { "sort" } else { "filter" };
        Ok(meaning(&request[part]) == meaning(&self.filter) && again == request)
    }
}

/// JSON without what stands for nothing: nulls, the case of operations, and the array around one expression; several are
/// joined.
fn meaning(json: &Json) -> Json {
    match json {
        Json::Array(items) if items.iter().all(|item| item.get("operation").is_some()) => match items.as_slice() {
            [only] => meaning(only),
            items => json!({"operation": "and", "items": items.iter().map(meaning).collect::<Vec<_>>()}),
        },
        Json::Object(members) => {
            let mut members = members.clone();
            members.retain(|_, value| !value.is_null());
            if let Some(Json::String(word)) = members.get_mut("operation") {
                word.make_ascii_lowercase();
            }
            if let Some(Json::Array(items)) = members.get_mut("items") {
                *items = items.iter().map(meaning).collect();
            }
            Json::Object(members)
        }
        json => json.clone(),
    }
}

/// Whether each is about the text that was read, on a place in it.
fn is_of_reading(refused: &Diagnostics) -> bool {
    refused.iter().all(|fault| matches!(fault.fault(), Fault::Read(_)) && !fault.span().is_empty())
}

/// What a text was refused as.
fn looks_like(refused: &Diagnostics) -> Option<Lookalike> {
    refused.iter().find_map(|fault| match fault.fault() {
        Fault::Read(ReadErrorKind::OtherLanguage { looks_like, .. }) => *looks_like,
        _ => None,
    })
}
