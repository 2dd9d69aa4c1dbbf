//! A web handler with a filter from its user: `cargo run --example web_filter`.
//!
//! The filter is checked against a schema, bound to the clock of the request, narrowed to the user's tenant and run.
//! Errors are returned as JSON that a page can underline: spans, causes, help and edits.

use serde_json::{Value as Json, json};
use tamis::{Bindings, Clock, Diagnostics, Enumeration, Field, Query, Schema, Type, field};

/// Returns the schema of jobs for users' filters.
pub(crate) fn schema() -> Schema {
    let state = Enumeration::closed("State", ["Idle", "Running", "Failed"]);
    Schema::builder("jobs")
        .field(Field::new("name", Type::Text).required())
        .field(Field::new("tenant", Type::Text).required())
        .field(Field::new("state", state).required())
        .field(Field::new("lastRun", Type::DateTime))
        .build()
        .expect("fields that any schema can have")
}

/// Returns the status and the body of the answer for a user of `tenant` who sent `filter`.
pub(crate) fn answer(filter: &str, tenant: &str, clock: Clock, jobs: &[Json]) -> (u16, Json) {
    match find(filter, tenant, clock, jobs) {
        Ok((found, warnings)) => (200, json!({"jobs": found, "warnings": warnings})),
        Err(errors) => (400, json!({"errors": errors})),
    }
}

/// Returns the matching jobs that the user may see, and the warnings about the filter.
fn find<'j>(
    filter: &str,
    tenant: &str,
    clock: Clock,
    jobs: &'j [Json],
) -> Result<(Vec<&'j Json>, Diagnostics), Diagnostics> {
    let query = Query::parse(filter, &schema())?;
    // Bound before it is narrowed, so that errors are about the user's text alone.
    let bound = query.bind(&Bindings::at(clock))?;
    // Joined as trees, not as texts: nothing in the filter can affect the tenant's condition.
    let narrowed = bound.and(&field("tenant").eq(tenant))?;
    Ok((narrowed.compile()?.run(jobs), bound.warnings().clone()))
}

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let jobs = [
        json!({"name": "web", "tenant": "acme", "state": "Running", "lastRun": "2026-01-31T07:30:00Z"}),
        json!({"name": "db", "tenant": "acme", "state": "Failed", "lastRun": "2026-01-29T22:00:00Z"}),
        json!({"name": "web", "tenant": "other", "state": "Running", "lastRun": null}),
    ];
    let clock: Clock = "2026-01-31T08:00:00Z".parse()?;
    for filter in ["lastRun > now - 1d", "name == 'web' or true", "stat == Runing"] {
        let (status, body) = answer(filter, "acme", clock, &jobs);
        println!("{filter}\n  {status} {body}");
    }
    Ok(())
}
