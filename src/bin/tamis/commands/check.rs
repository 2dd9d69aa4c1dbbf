//! `tamis check`: reports the errors and warnings of a query, drawn or as JSON, and fixes what can be fixed safely.

use std::io::Write;
use std::process::ExitCode;

use tamis::{Diagnostics, Query, Severity};

use crate::cli::{CheckOptions, MessageFormat, QueryOptions, Setting};
use crate::failure::{Failure, eprint_line};
use crate::files;
use crate::query::{QueryTarget, bind, text};
use crate::warnings::WarningPolicy;

/// The most times that a fixed query is checked and fixed again.
const MOST_ROUNDS: usize = 16;

pub(crate) fn check(options: &CheckOptions) -> Result<ExitCode, Failure> {
    let QueryOptions { query, text: source, setting } = &options.query;
    let mut text = text(query.as_deref(), source)?;
    let target = QueryTarget::from_setting(setting)?;
    target.eprint_notes();
    if options.fix {
        let fixed = fix(text.clone(), &target, setting)?;
        write_fixed(&text, &fixed, source.file.as_deref())?;
        text = fixed;
    }
    let query = target.check(&text, setting);
    if let Ok(query) = &query {
        target.eprint_notes_on_fields(query);
    }
    let found = query.and_then(|query| warnings(&query, &target, setting));
    let policy = WarningPolicy::new(setting);
    match (options.message_format, found) {
        (MessageFormat::Text, found) => policy.enforce(&found?)?,
        (MessageFormat::Json, Err(Failure::Rejected(errors))) => policy.print_json(&[errors])?,
        (MessageFormat::Json, found) => policy.print_json(&found?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the warnings of a checked query, and those of its request if there is an endpoint.
fn warnings(query: &Query, target: &QueryTarget, setting: &Setting) -> Result<Vec<Diagnostics>, Failure> {
    let has_values = !setting.texts.is_empty() || !setting.jsons.is_empty();
    if !query.parameters().is_empty() && !has_values {
        return Ok(vec![query.warnings().clone()]);
    }
    let bound = bind(query, setting)?;
    // A query that the endpoint does not support can still run locally: advice, not an error.
    let of_request = target.endpoint.as_ref().map(|endpoint| match bound.lower(endpoint) {
        Ok(request) => request.warnings(),
        Err(refused) => refused.at_most(Severity::Advice),
    });
    Ok([bound.warnings().clone()].into_iter().chain(of_request).collect())
}

/// Applies every edit that is certain, checks the result and repeats. Prints what each edit fixes.
fn fix(mut text: String, target: &QueryTarget, setting: &Setting) -> Result<String, Failure> {
    let policy = WarningPolicy::new(setting);
    for _ in 0..MOST_ROUNDS {
        let found = match target.check(&text, setting).and_then(|query| warnings(&query, target, setting)) {
            Err(Failure::Rejected(errors)) => vec![errors],
            found => found?,
        };
        let found: Vec<Diagnostics> = found.iter().map(|found| policy.filter(found)).collect();
        let Some((better, fixed)) = found.iter().map(Diagnostics::fix).find(|(_, fixed)| !fixed.is_empty()) else {
            break;
        };
        for diagnostic in fixed {
            eprint_line(format_args!("fixed: {}", diagnostic.message()));
        }
        text = better;
    }
    Ok(text)
}

/// Writes the fixed query to its file if it changed, or prints it if it came from elsewhere.
fn write_fixed(text: &str, fixed: &str, file: Option<&str>) -> Result<(), Failure> {
    match file.filter(|file| *file != "-") {
        None => Ok(writeln!(std::io::stdout(), "{}", fixed.trim_end())?),
        Some(_) if text == fixed => Ok(()),
        Some(file) => files::write(file, fixed),
    }
}
