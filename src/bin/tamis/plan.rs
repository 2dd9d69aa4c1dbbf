//! `tamis plan`: a query in two parts, in words.

use std::io::Write;
use std::process::ExitCode;

use tamis::{Endpoint, Plan, Query};

use crate::command::QueryOptions;
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::warnings::Warnings;

pub(crate) fn plan(options: &QueryOptions) -> Result<ExitCode, Failure> {
    let setting = &options.setting;
    let prepared = prepare(options.query.as_deref(), setting)?;
    let query = bind(&prepared.query, setting)?;
    let plan = split(&query, prepared.endpoint.as_ref())?;
    Warnings::new(setting).heed([query.warnings()])?;
    write!(std::io::stdout(), "{plan}")?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn split(query: &Query, endpoint: Option<&Endpoint>) -> Result<Plan, Failure> {
    Ok(query.split(endpoint.ok_or_else(needs_endpoint)?)?)
}

pub(crate) fn needs_endpoint() -> Failure {
    let help = "add `--endpoint`, such as `--endpoint sessions`";
    Failure::with_help("it has to be known which collection is asked", help)
}
