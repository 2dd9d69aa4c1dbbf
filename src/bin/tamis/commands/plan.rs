//! `tamis plan`: prints which part of a query the API evaluates, and which part is evaluated locally.

use std::io::Write;
use std::process::ExitCode;

use tamis::endpoint::Assume;
use tamis::{Endpoint, Plan, Query};

use crate::cli::{PlanOptions, QueryOptions};
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::warnings::WarningPolicy;

pub(crate) fn plan(options: &PlanOptions) -> Result<ExitCode, Failure> {
    let QueryOptions { query, text, setting } = &options.query;
    let prepared = prepare(query.as_deref(), text, setting)?;
    let query = bind(&prepared.query, setting)?;
    let plan = split(&query, prepared.endpoint.as_ref(), &options.assume.granted)?;
    WarningPolicy::new(setting).enforce([query.warnings()])?;
    write!(std::io::stdout(), "{plan}")?;
    Ok(ExitCode::SUCCESS)
}

/// Splits `query` into a plan: requests and a residual query.
///
/// # Errors
///
/// If there is no endpoint, or the query cannot be split for it.
pub(crate) fn split(query: &Query, endpoint: Option<&Endpoint>, granted: &[Assume]) -> Result<Plan, Failure> {
    Ok(query.split_assuming(endpoint.ok_or_else(needs_endpoint)?, granted)?)
}

/// Returns the failure of a command that needs `--endpoint`.
pub(crate) fn needs_endpoint() -> Failure {
    let help = "add `--endpoint`, such as `--endpoint sessions`";
    Failure::with_help("no collection is named", help)
}
