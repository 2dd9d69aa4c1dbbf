//! `tamis check`: what is wrong or odd about a query, drawn or as data, and what of it can be cured.

use std::io::Write;
use std::process::ExitCode;

use tamis::{Diagnostics, Query, Severity};

use crate::command::{CheckOptions, MessageFormat, QueryOptions, Setting};
use crate::failure::{Failure, tell};
use crate::files;
use crate::query::{Asked, bind, text};
use crate::warnings::Warnings;

/// How often what was cured is looked at again.
const ROUNDS: usize = 16;

pub(crate) fn check(options: &CheckOptions) -> Result<ExitCode, Failure> {
    let QueryOptions { query, text: source, setting } = &options.query;
    let mut text = text(query.as_deref(), source)?;
    let asked = Asked::read(setting)?;
    asked.tell();
    if options.fix {
        let cured = cure(text.clone(), &asked, setting)?;
        keep(&text, &cured, source.file.as_deref())?;
        text = cured;
    }
    let query = asked.query(&text, setting);
    if let Ok(query) = &query {
        asked.tell_of(query);
    }
    let found = query.and_then(|query| found(&query, &asked, setting));
    let warnings = Warnings::new(setting);
    match (options.message_format, found) {
        (MessageFormat::Text, found) => warnings.heed(&found?)?,
        (MessageFormat::Json, Err(Failure::Rejected(faults))) => warnings.print(&[faults])?,
        (MessageFormat::Json, found) => warnings.print(&found?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is odd about a query.
fn found(query: &Query, asked: &Asked, setting: &Setting) -> Result<Vec<Diagnostics>, Failure> {
    let has_values = !setting.texts.is_empty() || !setting.jsons.is_empty();
    if !query.parameters().is_empty() && !has_values {
        return Ok(vec![query.warnings().clone()]);
    }
    let bound = bind(query, setting)?;
    // What the endpoint cannot be asked can still be run locally: that is for the user to know, not a fault.
    let refused = asked.endpoint.as_ref().map(|endpoint| match bound.lower(endpoint) {
        Ok(request) => request.warnings(),
        Err(refused) => refused.at_most(Severity::Advice),
    });
    Ok([bound.warnings().clone()].into_iter().chain(refused).collect())
}

/// `text` with every edit that is sure, and those of what comes out then; says what they cure.
fn cure(mut text: String, asked: &Asked, setting: &Setting) -> Result<String, Failure> {
    let warnings = Warnings::new(setting);
    for _ in 0..ROUNDS {
        let found = match asked.query(&text, setting).and_then(|query| found(&query, asked, setting)) {
            Err(Failure::Rejected(faults)) => vec![faults],
            found => found?,
        };
        let found: Vec<Diagnostics> = found.iter().map(|found| warnings.left_of(found)).collect();
        let Some((better, cured)) = found.iter().map(Diagnostics::fix).find(|(_, cured)| !cured.is_empty()) else {
            break;
        };
        for cured in cured {
            tell(format_args!("cured: {}", cured.message()));
        }
        text = better;
    }
    Ok(text)
}

/// Keeps what was cured where the query came from; prints it where that is no file.
fn keep(text: &str, cured: &str, file: Option<&str>) -> Result<(), Failure> {
    match file.filter(|file| *file != "-") {
        None => Ok(writeln!(std::io::stdout(), "{}", cured.trim_end())?),
        Some(_) if text == cured => Ok(()),
        Some(file) => files::write(file, cured),
    }
}
