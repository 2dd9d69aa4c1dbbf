//! NetBackup's filters, sort keys and pages as public code writes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use tamis::decompile::Decompiled;
use tamis::{Diagnostics, Dialect, Severity, Target};

use super::folder::{Folder, Suite};
use crate::common::decompiled::{codes, decompile, is_located, is_stable, outcome, words};

#[derive(Deserialize)]
struct Entry {
    id: String,
    filter: String,
    endpoint: Option<String>,
    class: String,
    /// The text of the filter in a URL, if it is not the filter itself.
    raw: Option<String>,
}

/// How many entries of a class have each outcome.
type Counts = BTreeMap<(String, String), usize>;

fn finish(counts: &Counts, suite: &mut Suite) {
    suite.count(counts.values().sum());
    counts.iter().for_each(|((class, outcome), count)| suite.remark(format!("{class}: {count} {outcome}")));
}

pub(crate) fn filters(folder: &Folder, suite: &mut Suite) {
    let mut counts = Counts::new();
    for entry in folder.json::<Vec<Entry>>("corpus/netbackup_filters.json") {
        let case = format!("{}: {}", entry.id, entry.filter);
        let result = decompile(Dialect::Netbackup, &entry.filter);
        match (entry.class.as_str(), &result) {
            ("ok", Err(refusal)) => suite.fail(format!("{case}\n  {refusal}")),
            ("invalid", Ok(decompiled)) => suite.fail(format!("{case}\n  decompiles to {}", decompiled.query())),
            (_, Err(refusal)) => suite.ensure(is_located(refusal), || format!("{case}\n  {refusal}")),
            (_, Ok(decompiled)) => {
                let stable = is_stable(decompiled, Target::from(Dialect::Netbackup));
                suite.ensure(stable == Ok(true), || format!("{case}\n  {}\n  {stable:?}", decompiled.query()));
                let request = decompiled.query().lower(Dialect::Netbackup).ok();
                let sent = request.and_then(|request| Some(request.parameters().first()?.value.clone()));
                let has_same_words = sent.is_none_or(|sent| words(&sent) == words(&entry.filter));
                suite.ensure(has_same_words || entry.class == "odd", || format!("{case}\n  {}", decompiled.query()));
            }
        }
        if let (Some(raw), Ok(decompiled)) = (&entry.raw, &result) {
            check_url(&entry.id, raw, decompiled, suite);
        }
        *counts.entry((entry.class.clone(), outcome(&result))).or_default() += 1;
    }
    finish(&counts, suite);
}

/// Checks that the text of a URL decompiles to the same filter, or has no parameter of a query.
fn check_url(id: &str, raw: &str, decompiled: &Decompiled, suite: &mut Suite) {
    let raw = if raw.starts_with('/') { raw.to_owned() } else { format!("?filter={raw}") };
    let is_right = match decompile(Dialect::Netbackup, &raw) {
        Ok(of_url) => of_url.query() == decompiled.query(),
        Err(refusal) => refusal.iter().all(|diagnostic| diagnostic.code() == "tamis::read::no_parameter"),
    };
    suite.ensure(is_right, || format!("{id}: {raw}"));
}

/// Decompiles each filter under the schema of its endpoint: a success is stable, a refusal names what the vendor's
/// tables lack.
pub(crate) fn endpoints(folder: &Folder, suite: &mut Suite) {
    let mut counts = Counts::new();
    for entry in folder.json::<Vec<Entry>>("corpus/netbackup_filters.json") {
        let Some(endpoint) = entry.endpoint.as_ref().and_then(|path| Dialect::Netbackup.endpoint(path).ok()) else {
            continue;
        };
        if endpoint.schema().is_open() || entry.class == "invalid" {
            continue;
        }
        let result = Dialect::Netbackup.decompile(&entry.filter, endpoint.schema());
        let case = format!("{} of {}: {}", entry.id, endpoint.path(), entry.filter);
        let outcome = match &result {
            Ok(decompiled) => match decompiled.query().lower(&endpoint) {
                Ok(_) => {
                    let stable = is_stable(decompiled, Target::from(&endpoint));
                    suite.ensure(stable == Ok(true), || format!("{case}\n  {}\n  {stable:?}", decompiled.query()));
                    "read and sent".to_owned()
                }
                Err(refusal) => format!("read, and not sent: {}", codes(&refusal, Severity::Error).join(", ")),
            },
            Err(refusal) => format!("refused: {}", codes(refusal, Severity::Error).join(", ")),
        };
        *counts.entry((entry.class, outcome)).or_default() += 1;
    }
    finish(&counts, suite);
}

#[derive(Deserialize)]
struct Parameters {
    id: String,
    kind: String,
    raw: String,
}

pub(crate) fn parameters(folder: &Folder, suite: &mut Suite) {
    let mut counts = Counts::new();
    for Parameters { id, kind, raw } in folder.json::<Vec<Parameters>>("corpus/netbackup_sorts_paging.json") {
        let result = decompile(Dialect::Netbackup, &raw);
        *counts.entry((kind, outcome(&result))).or_default() += 1;
        let sent = result.map(|decompiled| {
            let request = decompiled.query().lower(Dialect::Netbackup).unwrap();
            let query = request.parameters().iter().map(|pair| (pair.name.to_owned(), pair.value.clone()));
            let others =
                decompiled.other_parameters().iter().map(|pair| (pair.name.to_string(), pair.value.to_string()));
            query.chain(others).map(|(name, value)| (name, words(&value))).collect::<BTreeMap<_, _>>()
        });
        let decoded = raw.replace("%5B", "[").replace("%5D", "]");
        let pairs = decoded.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        let written = pairs.map(|(name, value)| (name.trim().to_owned(), words(value))).collect();
        suite.ensure(sent == Ok::<_, Diagnostics>(written), || format!("{id}: {raw}\n  {sent:?}"));
    }
    finish(&counts, suite);
}
