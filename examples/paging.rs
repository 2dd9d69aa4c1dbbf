//! All rows of a query from an API with pages: `cargo run --example paging`.
//!
//! A plan has the requests, page by page, and the residual query for the returned rows: the part that the API does not
//! support runs here, so no row is lost.

use serde_json::{Value as Json, json};
use tamis::{Bindings, Dialect, Query, Request};

/// Fetches the sessions that match `text`; `send` sends the request for one page.
pub(crate) fn fetch(
    text: &str,
    mut send: impl FnMut(&Request) -> Result<Json, Box<dyn std::error::Error>>,
) -> Result<Vec<Json>, Box<dyn std::error::Error>> {
    let sessions = Dialect::Ahv.endpoint("sessions")?;
    let query = Query::parse(text, sessions.schema())?.bind(&Bindings::new())?;
    let plan = query.split(&sessions)?;
    let mut rows = Vec::new();
    let mut pages = plan.pages();
    while let Some(request) = pages.request() {
        rows.extend_from_slice(pages.receive(&send(&request)?)?);
    }
    Ok(plan.residual().compile()?.run(rows))
}

/// A stand-in for the API: it has 450 sessions, and applies only offset and limit.
pub(crate) fn api(request: &Request) -> Json {
    let parameter = |name: &str| {
        let parameters = request.parameters().iter();
        parameters.filter(|parameter| parameter.name == name).find_map(|parameter| parameter.value.parse().ok())
    };
    let (offset, limit) = (parameter("offset").unwrap_or(0), parameter("limit").unwrap_or(100_usize));
    let session = |number: usize| {
        let name = if number.is_multiple_of(3) { format!("Nightly {number}") } else { format!("Not Nightly {number}") };
        json!({"name": name, "state": "Finished"})
    };
    let results: Vec<Json> = (0..450_usize).skip(offset).take(limit).map(session).collect();
    json!({"totalCount": 450, "offset": offset, "results": results})
}

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The API has no `startswith`: the request leaves it out, and the residual query applies it here.
    let found = fetch("state == Finished and name startswith 'Nightly'", |request| {
        println!("GET {}", request.url(Some("vbr.example"))?);
        Ok(api(request))
    })?;
    println!("{} sessions", found.len());
    Ok(())
}
