//! The programs in `examples` do what they say; `cargo test` builds them too.

#[path = "../examples/events.rs"]
mod events;
#[path = "../examples/paging.rs"]
mod paging;
#[path = "../examples/web_filter.rs"]
mod web_filter;

use serde_json::json;

#[test]
fn all_run() {
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
    let codes = body["faults"].as_array().unwrap().iter().map(|fault| fault["code"].clone()).collect::<Vec<_>>();
    assert_eq!((status, codes), (400, vec![json!("tamis::check::unknown_field"), json!("tamis::check::unknown_word")]));
    assert_eq!(body["faults"][0]["edits"][0]["text"], "name");
    // A fault that is found when the filter is bound is where the user wrote it.
    let (status, body) = answer("name     ==     $who");
    assert_eq!((status, body["faults"].as_array().unwrap().len()), (400, 1));
    assert_eq!(body["faults"][0]["span"], json!({"start": 16, "end": 20}), "{body}");
}

#[test]
fn pages_are_fetched_until_all_rows_are_there() {
    let mut asked = Vec::new();
    let found = paging::fetch("name startswith 'Nightly'", |request| {
        asked.push(request.query_string().to_string());
        Ok(paging::api(request))
    });
    assert_eq!(found.unwrap().len(), 150);
    assert!(asked.len() > 1 && asked.iter().all(|query| query.contains("filter=")), "{asked:?}");
}

#[test]
fn events_that_match_are_copied() {
    let mut out = Vec::new();
    let unreadable = events::filter(&events::alert().unwrap(), events::EVENTS.as_bytes(), &mut out).unwrap();
    let lines: Vec<&str> = events::EVENTS.lines().collect();
    assert_eq!((unreadable, String::from_utf8(out).unwrap()), (1, format!("{}\n{}\n", lines[0], lines[4])));
}
