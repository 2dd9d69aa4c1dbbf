//! Reads back the filters, sort keys and URLs of the folder `../shared`, which is no part of the project: as public
//! code and vendors' pages write them. Without that folder nothing is checked and all passes; with it, a test that
//! finds no case there fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tamis::decompile::Decompiled;
use tamis::tree::FilterKind;
use tamis::{DateTime, DiagnosticKind, Diagnostics, Dialect, Severity, Target};

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

fn reading(dialect: Dialect, text: &str) -> Result<Decompiled, Diagnostics> {
    dialect.decompile(text, &dialect.open_schema())
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
            // Some of what the others refuse is OData.
            for dialect in Dialect::ALL.iter().filter(|dialect| **dialect != Dialect::Netbackup) {
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
                outcomes.ensure(refused.iter().any(|fault| fault.detected_format().is_some()), || {
                    format!("{place}\n  {refused}")
                });
            }
            (_, Err(refused)) => outcomes.ensure(is_of_reading(refused), || format!("{place}\n  {refused}")),
        }
        outcomes.count(class, &outcome(&found));
    }

    /// Whether what was read asks for what the entry means, once it is sent.
    fn round_trip(&self, dialect: Dialect, reading: &Decompiled) -> Result<bool, String> {
        let request = reading.query().lower(dialect).map_err(|refused| refused.to_string())?;
        let request: Json = serde_json::from_str(&request.to_json()).unwrap();
        let text = reading.query().to_string();
        let again = tamis::Query::parse(&text, &dialect.open_schema()).map_err(|refused| refused.to_string())?;
        let again: Json = serde_json::from_str(&again.lower(dialect).unwrap().to_json()).unwrap();
        let part = if self.kind.is_some() { "sort" } else { "filter" };
        Ok(meaning(&request[part]) == meaning(&self.filter) && again == request)
    }
}

/// What became of a text, for the count.
fn outcome(found: &Result<Decompiled, Diagnostics>) -> String {
    match found {
        Ok(reading) if reading.warnings().is_empty() => "read".to_owned(),
        Ok(reading) => format!("read with {}", codes(reading.warnings(), Severity::Warning).join(", ")),
        Err(refused) => {
            let looks_like =
                refused.iter().find_map(|fault| fault.detected_format()).map(|format| format!(" ({format:?})"));
            let inexpressible = refused.iter().find(|fault| fault.code() == "tamis::read::unsayable");
            let inexpressible = inexpressible.map(|fault| format!(" ({})", fault.message()));
            let what = looks_like.or(inexpressible).unwrap_or_default();
            format!("refused: {}{what}", codes(refused, Severity::Error).join(", "))
        }
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
    refused.iter().all(|fault| fault.kind() == DiagnosticKind::Read && !fault.span().is_empty())
}

/// A filter of the corpus of NetBackup.
#[derive(Deserialize)]
struct OData {
    id: String,
    filter: String,
    endpoint: Option<String>,
    class: String,
    /// As it stands in a URL, where that is not the filter itself.
    raw: Option<String>,
}

#[test]
fn filters_of_netbackup_are_read_as_their_class_says() {
    let Some(text) = read("corpus/netbackup_filters.json") else { return };
    let entries: Vec<OData> = serde_json::from_str(&text).unwrap();
    let (mut open, mut own) = (Outcomes::default(), Outcomes::default());
    for entry in &entries {
        let place = format!("{}: {}", entry.id, entry.filter);
        let found = reading(Dialect::Netbackup, &entry.filter);
        match (entry.class.as_str(), &found) {
            ("ok", Err(refused)) => open.wrong.push(format!("{place}\n  {refused}")),
            ("invalid", Ok(reading)) => open.wrong.push(format!("{place}\n  read as {}", reading.query())),
            (_, Err(refused)) => open.ensure(is_of_reading(refused), || format!("{place}\n  {refused}")),
            (_, Ok(reading)) => {
                let fixed = is_fixed(reading, Target::from(Dialect::Netbackup));
                open.ensure(fixed == Ok(true), || format!("{place}\n  {}\n  {fixed:?}", reading.query()));
                let sent = reading.query().lower(Dialect::Netbackup).map(|request| request.parameters().to_vec());
                let sent = sent.ok().and_then(|parameters| Some(parameters.first()?.value.clone()));
                let says_the_same = sent.is_none_or(|sent| words(&sent) == words(&entry.filter));
                open.ensure(says_the_same || entry.class == "odd", || format!("{place}\n  {}", reading.query()));
            }
        }
        if let (Some(raw), Ok(reading)) = (&entry.raw, &found) {
            entry.look_at_raw(raw, reading, &mut open);
        }
        open.count(&entry.class, &outcome(&found));
        entry.look_at_endpoint(&mut own);
    }
    open.settle("netbackup_filters.json under the open schema");
    own.settle("netbackup_filters.json under the schemas of their endpoints");
}

impl OData {
    /// As it stands in a URL, it is the same filter, or no parameter at all.
    fn look_at_raw(&self, raw: &str, reading: &Decompiled, outcomes: &mut Outcomes) {
        let raw = if raw.starts_with('/') { raw.to_owned() } else { format!("?filter={raw}") };
        let is_right = match self::reading(Dialect::Netbackup, &raw) {
            Ok(found) => found.query() == reading.query(),
            Err(refused) => refused.iter().all(|fault| fault.code() == "tamis::read::no_parameter"),
        };
        outcomes.ensure(is_right, || format!("{}: {raw}", self.id));
    }

    /// Under the schema of its endpoint it is read and sent, or what is not in the vendor's tables is named.
    fn look_at_endpoint(&self, outcomes: &mut Outcomes) {
        let Some(endpoint) = self.endpoint.as_ref().and_then(|path| Dialect::Netbackup.endpoint(path).ok()) else {
            return;
        };
        if endpoint.schema().is_open() || self.class == "invalid" {
            return;
        }
        let found = Dialect::Netbackup.decompile(&self.filter, endpoint.schema());
        let place = format!("{} of {}: {}", self.id, endpoint.path(), self.filter);
        let outcome = match &found {
            Ok(reading) => match reading.query().lower(&endpoint) {
                Ok(_) => {
                    let fixed = is_fixed(reading, Target::from(&endpoint));
                    outcomes.ensure(fixed == Ok(true), || format!("{place}\n  {}\n  {fixed:?}", reading.query()));
                    "read and sent".to_owned()
                }
                Err(refused) => format!("read, and not sent: {}", codes(&refused, Severity::Error).join(", ")),
            },
            Err(refused) => format!("refused: {}", codes(refused, Severity::Error).join(", ")),
        };
        outcomes.count(&self.class, &outcome);
    }
}

/// Whether what was read, sent to `target` and read back again, is sent as the same.
fn is_fixed(reading: &Decompiled, target: Target<'_>) -> Result<bool, String> {
    let query = reading.query();
    if query.filter().kind == FilterKind::Constant(true) {
        return Ok(true);
    }
    let request = query.lower(target).map_err(|refused| refused.to_string())?.to_json();
    let again = Dialect::Netbackup.decompile(&request, query.schema()).map_err(|refused| refused.to_string())?;
    let again = again.query().lower(target).map_err(|refused| refused.to_string())?.to_json();
    Ok(again == request)
}

/// What an OData text says, without its parentheses and blanks; dates as instants.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in text.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(format!("'{part}'"));
            continue;
        }
        let bare = part.split([' ', '(', ')', ',']).filter(|word| !word.is_empty());
        words.extend(bare.map(|word| match word.parse::<DateTime>() {
            Ok(instant) => instant.to_string(),
            Err(_) => word.to_owned(),
        }));
    }
    words
}

/// Parameters of the corpus of NetBackup.
#[derive(Deserialize)]
struct Parameters {
    id: String,
    kind: String,
    raw: String,
}

#[test]
fn parameters_of_netbackup_are_read_and_sent_as_they_were() {
    let Some(text) = read("corpus/netbackup_sorts_paging.json") else { return };
    let entries: Vec<Parameters> = serde_json::from_str(&text).unwrap();
    let mut outcomes = Outcomes::default();
    for Parameters { id, kind, raw } in &entries {
        let found = reading(Dialect::Netbackup, raw);
        outcomes.count(kind, &outcome(&found));
        let sent = found.map(|reading| {
            let request = reading.query().lower(Dialect::Netbackup).unwrap();
            let asked = request.parameters().iter().map(|asked| (asked.name.to_owned(), asked.value.clone()));
            let rest = reading.other_parameters().iter().map(|rest| (rest.name.to_string(), rest.value.to_string()));
            asked.chain(rest).map(|(name, value)| (name, words(&value))).collect::<BTreeMap<_, _>>()
        });
        let decoded = raw.replace("%5B", "[").replace("%5D", "]");
        let pairs = decoded.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        let written = pairs.map(|(name, value)| (name.trim().to_owned(), words(value))).collect();
        outcomes.ensure(sent == Ok::<_, Diagnostics>(written), || format!("{id}: {raw}\n  {sent:?}"));
    }
    outcomes.settle("netbackup_sorts_paging.json");
}
