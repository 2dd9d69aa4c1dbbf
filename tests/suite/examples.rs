//! Tests of the programs in `examples`; `cargo test` builds them too.

#[path = "../../examples/events.rs"]
mod events;
#[path = "../../examples/paging.rs"]
mod paging;
#[path = "../../examples/web_filter.rs"]
mod web_filter;

use serde_json::json;

#[test]
fn every_example_runs() {
    web_filter::main().unwrap();
    paging::main().unwrap();
    events::main().unwrap();
}

#[test]
fn a_users_filter_stays_within_the_tenant() {
    let jobs = [
        json!({"name": "a", "tenant": "acme", "state": "Idle"}),
        json!({"name": "a", "tenant": "other", "state": "Idle"}),
    ];
    let clock = "2026-01-31T08:00:00Z".parse().unwrap();
    let answer = |filter: &str| web_filter::answer(filter, "acme", clock, &jobs);
    for filter in ["", "true", "name == 'a' or true", "tenant == 'acme' xor false", "sort by name"] {
        assert_eq!(answer(filter), (200, json!({"jobs": [jobs[0]], "warnings": []})), "{filter}");
    }
    assert_eq!(answer("tenant == 'other'").1["jobs"], json!([]));
    assert_eq!(answer("true) or (true").0, 400);
    let (status, body) = answer("nmae == 'a' and state == Flying");
    let codes = body["errors"].as_array().unwrap().iter().map(|error| error["code"].clone()).collect::<Vec<_>>();
    assert_eq!((status, codes), (400, vec![json!("tamis::check::unknown_field"), json!("tamis::check::unknown_word")]));
    assert_eq!(body["errors"][0]["edits"][0]["text"], "name");
    // An error that binding finds has its place in the user's text.
    let (status, body) = answer("name     ==     $who");
    assert_eq!((status, body["errors"].as_array().unwrap().len()), (400, 1));
    assert_eq!(body["errors"][0]["span"], json!({"start": 16, "end": 20}), "{body}");
}

#[test]
fn pages_are_fetched_until_all_rows_are_there() {
    let mut requests = Vec::new();
    let found = paging::fetch("name startswith 'Nightly'", |request| {
        requests.push(request.query_string().to_string());
        Ok(paging::api(request))
    });
    assert_eq!(found.unwrap().len(), 150);
    assert!(requests.len() > 1 && requests.iter().all(|query| query.contains("filter=")), "{requests:?}");
}

#[test]
fn events_that_match_are_copied() {
    let mut out = Vec::new();
    let unreadable = events::filter(&events::alert().unwrap(), events::EVENTS.as_bytes(), &mut out).unwrap();
    let lines: Vec<&str> = events::EVENTS.lines().collect();
    assert_eq!((unreadable, String::from_utf8(out).unwrap()), (1, format!("{}\n{}\n", lines[0], lines[4])));
}
