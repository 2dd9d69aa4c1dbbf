//! `tamis decompile`: prints the query of a request.

use std::io::Write;
use std::process::ExitCode;

use tamis::Query;
use tamis::decompile::Decompiled;
use tamis::tree::FilterKind;

use crate::cli::DecompileOptions;
use crate::failure::{Failure, eprint_diagnostics, eprint_line};
use crate::files::read;
use crate::query::QueryTarget;

pub(crate) fn decompile(options: &DecompileOptions) -> Result<ExitCode, Failure> {
    let request = match options.request.as_deref() {
        None | Some("-") => read("-")?,
        Some(request) => request.to_owned(),
    };
    let target = QueryTarget::new(options.api.dialect, options.endpoint.as_deref(), options.schema.as_deref())?;
    target.eprint_notes();
    let decompiled = decompile_checked(&request, &target, options)?;
    eprint_diagnostics(decompiled.warnings());
    eprint_diagnostics(decompiled.query().warnings());
    if let (Some(path), Some(endpoint)) = (decompiled.path(), &target.endpoint)
        && path != endpoint.path()
    {
        eprint_line(format_args!("warning: the URL is for `{path}`, not for `{}`", endpoint.path()));
    }
    if has_no_condition(&decompiled) {
        eprint_line("note: the request fetches all rows");
    }
    writeln!(std::io::stdout(), "{}", decompiled.query())?;
    Ok(ExitCode::SUCCESS)
}

/// Decompiles `request` with the schema of the options or, without one, with that of the endpoint in its URL.
fn decompile_checked(request: &str, target: &QueryTarget, options: &DecompileOptions) -> Result<Decompiled, Failure> {
    let decompiled = options.api.dialect.decompile(request, &target.schema())?;
    if target.endpoint.is_some() || options.schema.is_some() {
        return Ok(decompiled);
    }
    let endpoint = decompiled.path().and_then(|path| options.api.dialect.endpoint(path).ok());
    let Some(endpoint) = endpoint.filter(|endpoint| !endpoint.schema().is_open()) else { return Ok(decompiled) };
    eprint_line(format_args!(
        "note: the URL is for `{}`; its query is checked against the fields of that collection",
        endpoint.path()
    ));
    if let Some(note) = endpoint.note() {
        eprint_line(format_args!("warning: {note}"));
    }
    options.api.dialect.decompile(request, endpoint.schema()).map_err(|errors| {
        eprint_diagnostics(&errors);
        eprint_line("help: without the part before its `?`, the URL is read without a check of its fields");
        Failure::Denied
    })
}

/// Returns `true` if the query matches all rows and has no page.
fn has_no_condition(decompiled: &Decompiled) -> bool {
    let query: &Query = decompiled.query();
    query.filter().kind == FilterKind::Constant(true) && query.page().limit.is_none() && query.page().offset.is_none()
}
