//! `tamis decompile`: the query that asks for what a request asks for.

use std::io::Write;
use std::process::ExitCode;

use tamis::{FilterKind, Query, Reading};

use crate::command::DecompileOptions;
use crate::failure::{Failure, show, tell};
use crate::query::{Ground, read};

pub(crate) fn decompile(options: &DecompileOptions) -> Result<ExitCode, Failure> {
    let request = match options.request.as_deref() {
        None | Some("-") => read("-")?,
        Some(request) => request.to_owned(),
    };
    let Ground { schema, endpoint, .. } =
        Ground::of(options.dialect, options.endpoint.as_deref(), options.schema.as_deref())?;
    let reading = options.dialect.read(&request, &schema)?;
    show(reading.warnings());
    show(reading.query().warnings());
    match (reading.path(), &endpoint) {
        (Some(path), Some(endpoint)) if path != endpoint.path() => {
            tell(format_args!("warning: the URL is of `{path}`, and not of `{}`", endpoint.path()));
        }
        (Some(path), None) => introduce(path, options),
        _ => {}
    }
    if asks_for_all(&reading) {
        tell("note: the request asks for all rows");
    }
    writeln!(std::io::stdout(), "{}", reading.query())?;
    Ok(ExitCode::SUCCESS)
}

/// Names the endpoint that a URL is of, where its fields are known and were not asked for.
fn introduce(path: &str, options: &DecompileOptions) {
    let is_known = options.dialect.endpoint(path).is_ok_and(|endpoint| !endpoint.schema().is_open());
    if is_known && options.schema.is_none() {
        tell(format_args!("note: the URL is of `{path}`; `--endpoint {path}` checks the query against its fields"));
    }
}

fn asks_for_all(reading: &Reading) -> bool {
    let query: &Query = reading.query();
    query.filter().kind == FilterKind::Constant(true) && query.page().limit.is_none() && query.page().offset.is_none()
}
