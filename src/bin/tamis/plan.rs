//! `tamis plan`: a query in two parts, in words.

use std::io::Write;
use std::process::ExitCode;

use tamis::endpoint::Assume;
use tamis::{Endpoint, Plan, Query};

use crate::command::PlanOptions;
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::warnings::Warnings;

pub(crate) fn plan(options: &PlanOptions) -> Result<ExitCode, Failure> {
    let PlanOptions { query: asked, assume } = options;
    let setting = &asked.setting;
    let prepared = prepare(asked.query.as_deref(), &asked.text, setting)?;
    let query = bind(&prepared.query, setting)?;
    let plan = split(&query, prepared.endpoint.as_ref(), &assume.granted)?;
    Warnings::new(setting).heed([query.warnings()])?;
    write!(std::io::stdout(), "{plan}")?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn split(query: &Query, endpoint: Option<&Endpoint>, granted: &[Assume]) -> Result<Plan, Failure> {
    Ok(query.split_assuming(endpoint.ok_or_else(needs_endpoint)?, granted)?)
}

pub(crate) fn needs_endpoint() -> Failure {
    let help = "add `--endpoint`, such as `--endpoint sessions`";
    Failure::with_help("it has to be known which collection is asked", help)
}
