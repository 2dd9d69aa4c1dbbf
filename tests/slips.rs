//! Slips of people who have another language in their fingers: what is said, and what the edits make of it.
//!
//! ```toml
//! [[slip]]
//! of = "SQL"                       # where it comes from
//! schema = "samples"               # as in tests/common/setting.rs; `open` unless given
//! text = "name LIKE 'web%'"
//! codes = ["pattern"]              # last segments of the codes of all that is found, in order
//! cure = "startswith"              # a part of the help of one of them
//! edited = 'name startswith "web"' # the text with all edits made, and those of what is found then
//! none = "why"                     # instead, or beside it where something is left: why there is no edit
//! ```
//!
//! What comes out of the edits parses and checks without a fault or a warning, unless it says why not. Lints, which are
//! about what a query means and not about how it is written, are left aside.

#[path = "common/setting.rs"]
mod setting;

use std::collections::BTreeMap;

use serde::Deserialize;
use setting::Setting;

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
    /// What is not as it should be.
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
        let is_told = found.iter().any(|diagnostic| {
            [Some(diagnostic.message()), diagnostic.help()].into_iter().flatten().any(|words| words.contains(cure))
        });
        if !is_told && !codes.is_empty() {
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
fn slips_are_told_and_cured() {
    let file: File = toml::from_str(include_str!("slips.toml")).unwrap();
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
