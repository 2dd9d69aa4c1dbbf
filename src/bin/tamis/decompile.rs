//! `tamis decompile`: the query that asks for what a request asks for.

use std::io::Write;
use std::process::ExitCode;

use tamis::Query;
use tamis::decompile::Decompiled;
use tamis::tree::FilterKind;

use crate::command::DecompileOptions;
use crate::failure::{Failure, show, tell};
use crate::files::read;
use crate::query::Asked;

pub(crate) fn decompile(options: &DecompileOptions) -> Result<ExitCode, Failure> {
    let request = match options.request.as_deref() {
        None | Some("-") => read("-")?,
        Some(request) => request.to_owned(),
    };
    let asked = Asked::of(options.dialect, options.endpoint.as_deref(), options.schema.as_deref())?;
    asked.tell();
    let reading = read_as(&request, &asked, options)?;
    show(reading.warnings());
    show(reading.query().warnings());
    if let (Some(path), Some(endpoint)) = (reading.path(), &asked.endpoint)
        && path != endpoint.path()
    {
        tell(format_args!("warning: the URL is of `{path}`, and not of `{}`", endpoint.path()));
    }
    if asks_for_all(&reading) {
        tell("note: the request asks for all rows");
    }
    writeln!(std::io::stdout(), "{}", reading.query())?;
    Ok(ExitCode::SUCCESS)
}

/// Reads `request` under the schema that the options name; where they name none, under that of the endpoint in its URL.
fn read_as(request: &str, asked: &Asked, options: &DecompileOptions) -> Result<Decompiled, Failure> {
    let reading = options.dialect.decompile(request, &asked.schema())?;
    if asked.endpoint.is_some() || options.schema.is_some() {
        return Ok(reading);
    }
    let endpoint = reading.path().and_then(|path| options.dialect.endpoint(path).ok());
    let Some(endpoint) = endpoint.filter(|endpoint| !endpoint.schema().is_open()) else { return Ok(reading) };
    tell(format_args!("note: the URL is of `{}`, and is checked against its fields", endpoint.path()));
    if let Some(note) = endpoint.note() {
        tell(format_args!("warning: {note}"));
    }
    options.dialect.decompile(request, endpoint.schema()).map_err(|faults| {
        show(&faults);
        tell("help: from its `?` on, the URL is read without a check of its fields");
        Failure::Denied
    })
}

fn asks_for_all(reading: &Decompiled) -> bool {
    let query: &Query = reading.query();
    query.filter().kind == FilterKind::Constant(true) && query.page().limit.is_none() && query.page().offset.is_none()
}
