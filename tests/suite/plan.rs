//! Plans by example: the query that is pushed down, the pages that are fetched, the residual; and batches. The law that
//! a plan loses no row is in `tests/suite/laws_of_plans.rs`.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tamis::endpoint::{Assume, Envelope, Paging, Supports};
use tamis::errors::{BatchError, PageError};
use tamis::pages::PlanStep;
use tamis::{Collation, Dialect, Endpoint, Field, Path, Plan, Query, Request, Schema, Type};

fn endpoint(dialect: Dialect, path: &str) -> Endpoint {
    dialect.endpoint(path).unwrap()
}

#[track_caller]
fn plan(text: &str, endpoint: &Endpoint) -> Plan {
    Query::parse(text, endpoint.schema()).unwrap().split(endpoint).unwrap()
}

/// Returns the query that is pushed down for `text`, and the residual.
#[track_caller]
fn parts(text: &str, endpoint: &Endpoint) -> (String, String) {
    let plan = plan(text, endpoint);
    (plan.pushed(), plan.residual().to_string())
}

fn all(text: &str) -> (String, String) {
    (text.to_owned(), String::new())
}

fn some(pushed: &str, residual: &str) -> (String, String) {
    (pushed.to_owned(), residual.to_owned())
}

#[test]
fn a_documented_query_is_fully_pushed_down() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    for text in [
        "",
        "state == \"Finished\"",
        "state in (\"Finished\", \"Running\") and name contains \"x\" or jobName == \"y\" limit 10",
        // The key is null in none of these rows.
        "state == \"Finished\" and name == \"x\" sort by name desc offset 5 limit 10",
    ] {
        let text = Query::parse(text, sessions.schema()).unwrap().to_string();
        assert_eq!(parts(&text, &sessions), all(&text));
    }
    assert!(plan("state == Finished limit 5", &sessions).is_fully_pushed());
    // A field that is never null can be negated and sorted by.
    let servers = endpoint(Dialect::Vspc, "infrastructure/backupServers");
    for text in
        ["", "not (name contains \"x\" or inHighAvailabilityCluster != true)", "version not in (\"12\", \"13\")"]
    {
        let text = format!("{text} sort by name desc offset 5 limit 10");
        let text = Query::parse(text.trim(), servers.schema()).unwrap().to_string();
        assert_eq!(parts(&text, &servers), all(&text));
    }
}

/// An API whose groups are not documented is sent one comparison: of those that it evaluates best, the first.
#[test]
fn one_item_of_a_conjunction_is_pushed_where_there_are_no_groups() {
    let machines = Dialect::GoogleCloud.endpoint("vmInstances").unwrap().with_schema(
        Schema::builder("machines")
            .fields(["size", "count"].map(|name| Field::new(name, Type::Integer).required()))
            .fields([Field::new("name", Type::Text).required()])
            .build()
            .unwrap(),
    );
    for (text, pushed, residual) in [
        ("name == \"a\" and size == 5 and count == 6", "size == 5", "name == \"a\" and size == 5 and count == 6"),
        ("size == 5 and (count == 6 or count == 7)", "size == 5", "count == 6 or count == 7"),
        ("size == 5 or count == 6", "", "size == 5 or count == 6"),
        ("not (size == 5 and count == 6)", "", "not (size == 5 and count == 6)"),
        ("size == 5 limit 3", "size == 5 limit 3", ""),
    ] {
        assert_eq!(parts(text, &machines), some(pushed, residual), "{text}");
    }
    let local: Vec<String> =
        plan("size == 5 and count == 6", &machines).local_parts().iter().map(ToString::to_string).collect();
    let reason =
        "google-cloud does not support `and`, since the vendor does not document how a request carries its conditions";
    let part = "sent to the API as `size == 5`, and checked again locally: size == 5 and count == 6";
    assert_eq!(local, [format!("{part}; {reason}")]);
}

#[test]
fn an_undocumented_part_is_widened_or_kept_local() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    for (text, pushed, left) in [
        // A conjunction loses no row by an item that is left out, and exact items are not evaluated again.
        ("state == \"Finished\" and jobName == null", "state == \"Finished\"", "jobName == null"),
        (
            "state == \"Finished\" and name startswith \"N\"",
            "state == \"Finished\" and name contains \"N\"",
            "name startswith \"N\"",
        ),
        (
            "state == \"Finished\" and not (name startswith \"N\" or jobName == \"x\")",
            "state == \"Finished\"",
            "not (name startswith \"N\" or jobName == \"x\")",
        ),
        ("name != null and state in (\"Running\")", "state in (\"Running\")", "name != null"),
    ] {
        assert_eq!(parts(text, &sessions), some(pushed, left), "{text}");
    }
    for (text, pushed) in [
        // A disjunction loses rows by an item that is left out.
        ("state == \"Finished\" or jobName == null", ""),
        ("state == \"Finished\" or name endswith \"N\"", "state == \"Finished\" or name contains \"N\""),
        // Inside `not`, a superset becomes a subset.
        ("not name startswith \"N\"", ""),
        ("not (name startswith \"N\" and jobName == \"x\")", ""),
        ("not not name startswith \"N\"", "name contains \"N\""),
        // An `or` is a superset of an `xor`.
        ("name startswith \"N\" xor jobName == \"x\"", "name contains \"N\" or jobName == \"x\""),
        ("not (name startswith \"N\" xor jobName == \"x\")", ""),
        (
            "name == \"a\" xor jobName == \"x\" xor state == \"Running\"",
            "name == \"a\" or jobName == \"x\" or state == \"Running\"",
        ),
        // A collation whose meaning is not documented.
        ("name == \"vm1\" collate lexicographic", ""),
        ("name in (null, \"x\")", ""),
    ] {
        let canonical = Query::parse(text, sessions.schema()).unwrap().to_string();
        assert_eq!(parts(text, &sessions), some(pushed, &canonical), "{text}");
    }
}

#[test]
fn an_unsupported_operator_is_replaced_by_others() {
    let field = |name: &str, ty: Type, operators: &[&str]| {
        Field::new(name, ty).operators(operators.iter().map(|operator| operator.parse().unwrap()))
    };
    let schema = Schema::builder("images")
        .field(field("time", Type::DateTime, &[">=", "<="]).required())
        .field(field("ended", Type::DateTime, &["<", ">"]).required())
        .field(field("client", Type::Text, &["=="]).required())
        .field(field("policy", Type::Text, &["contains"]))
        .field(Field::new("size", Type::Integer).unsortable())
        .build()
        .unwrap();
    let images = endpoint(Dialect::Ahv, "images").with_schema(schema);
    // Equivalents by other operators.
    assert_eq!(
        parts("client in (\"a\", \"b\") and client != \"c\" and time == 2026-01-01", &images),
        all(
            "(client == \"a\" or client == \"b\") and not client == \"c\" and time >= 2026-01-01T00:00:00Z and time <= 2026-01-01T00:00:00Z"
        )
    );
    for (text, pushed) in [
        ("time > 2026-01-01", "time >= 2026-01-01T00:00:00Z"),
        ("ended <= 2026-01-01T00:00:00Z", "ended < 2026-01-01T00:00:01Z"),
        ("ended >= 2026-01-01T00:00:00Z", "ended > 2025-12-31T23:59:59Z"),
        ("policy == \"Gold\"", "policy contains \"Gold\""),
        ("policy == \"Gold\" collate ignorecase", "policy contains \"Gold\" collate ignorecase"),
        ("policy startswith \"G\" or client == \"a\"", "policy contains \"G\" or client == \"a\""),
    ] {
        let canonical = Query::parse(text, images.schema()).unwrap().to_string();
        assert_eq!(parts(text, &images), some(pushed, &canonical.replace("2026-01-01 ", "2026-01-01")), "{text}");
    }
    // A sort that is not supported keeps the page local, but not the filter.
    assert_eq!(parts("client == \"a\" sort by size limit 5", &images), some("client == \"a\"", "sort by size limit 5"));
}

#[test]
fn an_endpoint_is_sent_only_supported_clauses() {
    let clusters = endpoint(Dialect::Ahv, "clusters");
    assert_eq!(parts("name == \"a\" sort by name limit 5", &clusters), some("", "name == \"a\" sort by name limit 5"));
    let plan = plan("name == \"a\"", &clusters);
    let request = plan.pages().request().unwrap();
    assert!(request.parameters().is_empty());
    let mut takes = Supports::EVERYTHING;
    takes.paging = false;
    let jobs = endpoint(Dialect::Ahv, "jobs").with_supports(takes);
    assert_eq!(parts("name == \"a\" sort by name limit 5", &jobs), some("name == \"a\" sort by name", "limit 5"));
}

#[test]
fn a_wider_collation_is_a_superset() {
    let servers = endpoint(Dialect::One, "vbr/backupServers");
    let text = "name == \"a\" collate ordinal and not version == \"12\" collate ordinal";
    assert_eq!(
        parts(text, &servers),
        some(
            "name == \"a\" collate ordinal",
            "name == \"a\" collate ordinal and not version == \"12\" collate ordinal"
        )
    );
    let exact = "name == \"a\" and version in (\"12\", \"13\")";
    assert_eq!(parts(exact, &servers), all(exact));
    // Case is only documented for ASCII letters.
    let accented = "name == \"büro\"";
    assert_eq!(parts(accented, &servers), some(accented, accented));
    let ordered = "name < \"b\" sort by name";
    assert_eq!(parts(ordered, &servers), some("", ordered));
    assert_eq!(servers.schema().collation(), Collation::IgnoreCase);
}

#[test]
fn a_query_checked_for_another_api_is_refused() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    let query = Query::parse("state == Finished", sessions.schema()).unwrap();
    let refused = query.split(&endpoint(Dialect::One, "vbr/backupServers")).unwrap_err().to_string();
    assert!(refused.contains("`ahv sessions`") && refused.contains("`one vbr/backupServers`"), "{refused}");
    let unbound = Query::parse("name == $name", sessions.schema()).unwrap();
    assert!(unbound.split(&sessions).is_err());
}

/// Returns offset and limit of each request of `plan` to an API where `rows` rows match and a page has at most `most`.
fn fetched(plan: &Plan, rows: usize, most: usize, has_total: bool) -> Vec<(u64, Option<u64>)> {
    let mut pages = plan.pages();
    let mut counts = Vec::new();
    while let Some(request) = pages.request() {
        assert!(counts.len() < 100, "{counts:?}");
        let json: Json = serde_json::from_str(&request.to_json()).unwrap();
        let offset = json.get("offset").map_or(0, |offset| offset.as_u64().unwrap());
        let limit = json.get("limit").map(|limit| limit.as_u64().unwrap());
        counts.push((offset, limit));
        let first = (offset as usize).min(rows);
        let last = (first + limit.map_or(most, |limit| (limit as usize).min(most))).min(rows);
        let page: Vec<Json> = (first..last).map(|index| json!({"name": index})).collect();
        let mut answer = json!({"results": page});
        if has_total {
            answer["totalCount"] = rows.into();
        }
        assert_eq!(pages.receive(&answer).unwrap().len(), last - first);
    }
    counts
}

#[test]
fn pages_are_fetched_until_all_rows_came() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let everything = plan("jobName == null or true", &jobs.clone().with_schema(Schema::open()));
    assert_eq!(fetched(&everything, 250, 100, true), [(0, Some(100)), (100, Some(100)), (200, Some(100))]);
    // Without a total, an empty page is the end.
    assert_eq!(fetched(&everything, 200, 100, false), [(0, Some(100)), (100, Some(100)), (200, Some(100))]);
    // A server that returns fewer rows than requested.
    assert_eq!(fetched(&everything, 50, 20, true), [(0, Some(100)), (20, Some(100)), (40, Some(100))]);
    assert_eq!(fetched(&everything, 0, 100, true), [(0, Some(100))]);
    // As many as wanted, from the offset on.
    let some = plan("name == \"a\" offset 7 limit 150", &jobs);
    assert_eq!(fetched(&some, 500, 1000, true), [(7, Some(150))]);
    assert_eq!(fetched(&some, 500, 100, true), [(7, Some(150)), (107, Some(50))]);
    let capped = jobs.with_paging(Paging::new(Some(10), Some(60)));
    let some = plan("name == \"a\" limit 150", &capped);
    assert_eq!(fetched(&some, 500, 60, false), [(0, Some(60)), (60, Some(60)), (120, Some(30))]);
    assert_eq!(fetched(&some, 70, 60, false), [(0, Some(60)), (60, Some(60)), (70, Some(60))]);
}

#[test]
fn no_request_is_sent_if_no_row_is_wanted() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    for text in
        ["limit 0", "name == \"a\" limit 0", "false", "name startswith \"a\" and false", "jobName == null limit 0"]
    {
        let open = jobs.clone().with_schema(Schema::open());
        let plan = plan(text, &open);
        assert!(plan.pages().request().is_none(), "{text}");
        assert_eq!(plan.steps().first(), Some(&PlanStep::Nothing), "{text}");
    }
}

#[test]
fn answers_that_are_no_pages_are_errors() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let plan = plan("name startswith \"a\"", &jobs);
    let mut pages = plan.pages();
    let first = pages.request();
    assert_eq!(pages.receive(&json!({"jobs": 5})), Err(PageError::NoRows { path: "results".into() }));
    let expired = json!({"errorCode": "AccessDenied", "message": "token expired", "resourceId": null});
    let refused = pages.receive(&expired).unwrap_err();
    assert_eq!(refused.to_string(), "the API returned an error: AccessDenied, token expired");
    let partial = json!({"results": [{"name": "a"}], "errors": [{"message": "site 2 is down"}]});
    assert!(pages.receive(&partial).unwrap_err().to_string().ends_with("site 2 is down"));
    // An error changes nothing: the same page is requested again.
    assert_eq!(pages.request().map(|request| request.to_json()), first.map(|request| request.to_json()));
    assert!(pages.receive(&json!({"results": [{"name": "a"}], "errors": [], "totalCount": 1})).is_ok());
    // A bare array, as some collections return.
    assert_eq!(plan.pages().receive(&json!([1, 2])).unwrap().len(), 2);
}

#[test]
fn a_repeated_page_is_an_error_only_with_evidence() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let plan = plan("name startswith \"a\"", &jobs);
    let second = |page: Json| {
        let mut pages = plan.pages();
        assert!(pages.receive(&page).is_ok());
        pages.receive(&page).map(<[Json]>::len)
    };
    // Rows with ids, or more rows than the total.
    assert_eq!(second(json!({"results": [{"id": "a"}], "totalCount": 5})), Err(PageError::Repeated));
    assert_eq!(second(json!({"results": [{"vmId": 1}, {"vmId": 2}]})), Err(PageError::Repeated));
    assert_eq!(second(json!({"results": [{"name": "a"}, {"name": "b"}], "totalCount": 3})), Err(PageError::Repeated));
    // Equal rows without ids.
    assert_eq!(second(json!({"results": [{"name": "a"}], "totalCount": 5})), Ok(1));
    assert_eq!(second(json!({"results": [{"name": "a", "jobId": 7}, {"name": "a", "jobId": 7}]})), Ok(2));
    // The offset in the answer decides.
    let wrong = json!({"results": [{"name": "a"}], "totalCount": 5, "offset": 0});
    assert_eq!(second(wrong), Err(PageError::Offset { requested: 1, returned: 0 }));
    let mut pages = plan.pages();
    for offset in 0..150 {
        let page = json!({"results": [{"id": "a"}], "offset": offset});
        assert!(pages.receive(&page).is_ok());
    }
    // Without any evidence, paging must end some time.
    let mut pages = plan.pages();
    let page = json!({"results": [{"name": "a"}]});
    let taken = (0..1_000).take_while(|_| pages.receive(&page).is_ok()).count();
    assert_eq!(taken, 100);
}

#[test]
fn a_full_page_is_not_the_last_without_evidence() {
    let jobs = endpoint(Dialect::Netbackup, "admin/jobs");
    let plan = plan("state == DONE", &jobs);
    let rows = |count: usize| (0..count).map(|id| json!({"id": id.to_string()})).collect::<Vec<Json>>();
    let receive = |answer: &Json| {
        let mut pages = plan.pages();
        pages.receive(answer).map(<[Json]>::len).map(|rows| (rows, pages.request().is_some()))
    };
    let path = Box::from("meta.pagination.next");
    assert_eq!(receive(&json!({"data": rows(100)})), Err(PageError::NoCursor { path, rows: 100 }));
    assert!(receive(&json!({"data": rows(100), "meta": {"page": 1}})).is_err());
    // The number of rows on a page of a server that ignores the limit.
    assert!(receive(&json!({"data": rows(10)})).is_err());
    assert_eq!(receive(&json!({"data": rows(100), "meta": {"pagination": {"limit": 100}}})), Ok((100, false)));
    assert_eq!(receive(&json!({"data": rows(100), "meta": {"pagination": {"next": null}}})), Ok((100, false)));
    assert_eq!(receive(&json!({"data": rows(100), "meta": {"pagination": {"next": "x"}}})), Ok((100, true)));
    assert_eq!(receive(&json!({"data": rows(33)})), Ok((33, false)));
    assert_eq!(receive(&json!({"data": []})), Ok((0, false)));
    let mut pages = plan.pages();
    for (cursor, count) in [("a", 2), ("b", 3)] {
        assert!(pages.receive(&json!({"data": rows(count), "meta": {"pagination": {"next": cursor}}})).is_ok());
    }
    let page = |count, cursor| json!({"data": rows(count), "meta": {"pagination": {"next": cursor}}});
    assert_eq!(pages.receive(&page(2, "a")), Err(PageError::Repeated));
    // A repeated page, whatever its cursor and the total are.
    assert_eq!(pages.receive(&page(3, "c")), Err(PageError::Repeated));
    assert_eq!(pages.receive(&json!({"data": rows(3), "totalCount": 8})), Err(PageError::Repeated));
    // The caller has set another place for the cursor.
    let envelope = Envelope::new(Path::from("jobs")).with_cursor(Path::from("next")).with_total(Path::from("count"));
    let other = jobs.with_envelope(envelope);
    let elsewhere = Query::parse("state == DONE", other.schema()).unwrap().split(&other).unwrap();
    let mut pages = elsewhere.pages();
    assert_eq!(pages.receive(&json!({"jobs": rows(3), "next": 17})).unwrap().len(), 3);
    assert!(pages.request().unwrap().parameters().iter().any(|given| given.value == "17"));
    let incomplete = PageError::Incomplete { received: 5, total: Some(6) };
    assert_eq!(incomplete.to_string(), "there are no further pages after 5 rows, and the API has 6");
    assert_eq!(pages.receive(&json!({"jobs": rows(2), "count": 6})), Err(incomplete));
    assert_eq!(pages.receive(&json!({"jobs": rows(2), "count": 5})).unwrap().len(), 2);
    assert!(pages.request().is_none());
    // Perhaps the first page once more, without a cursor: more rows than the total are no proof that all came.
    let envelope = other.envelope().clone().with_cursor(Path::from("paging.next"));
    let other = other.with_envelope(envelope);
    let elsewhere = Query::parse("state == DONE", other.schema()).unwrap().split(&other).unwrap();
    let mut pages = elsewhere.pages();
    let without_ids = vec![json!({"state": "DONE"}); 10];
    assert!(pages.receive(&json!({"jobs": without_ids, "count": 15, "paging": {"next": "b"}})).is_ok());
    let cut = PageError::NoCursor { path: "paging.next".into(), rows: 10 };
    assert_eq!(pages.receive(&json!({"jobs": without_ids, "count": 15})), Err(cut));
}

#[test]
fn a_total_is_compared_with_the_rows() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let everything = plan("name startswith \"a\"", &jobs);
    let mut pages = everything.pages();
    assert_eq!(pages.receive(&json!({"results": [{"id": 1}], "totalCount": 3})).unwrap().len(), 1);
    let incomplete = PageError::Incomplete { received: 1, total: Some(3) };
    assert_eq!(pages.receive(&json!({"results": [], "totalCount": 3})), Err(incomplete));
    // A collection without pages that has more rows than it returns.
    let mut takes = Supports::EVERYTHING;
    takes.paging = false;
    let unpaged = jobs.clone().with_supports(takes);
    let whole = plan("name == \"a\"", &unpaged);
    let mut pages = whole.pages();
    assert!(pages.receive(&json!({"results": [{"id": 1}], "totalCount": 3})).is_err());
    // No more rows than wanted.
    let five = plan("name == \"a\" limit 5", &jobs);
    let rows: Vec<Json> = (0..9).map(|id| json!({"id": id})).collect();
    assert_eq!(five.pages().receive(&json!({"results": rows, "totalCount": 90})).unwrap().len(), 5);
}

/// A server of pages, and its faults.
#[derive(Clone, Debug)]
struct Pager {
    rows: Vec<Json>,
    by_cursor: bool,
    /// The largest number of rows on a page, whatever the limit.
    most: usize,
    has_total: bool,
    has_offset: bool,
    /// `true` if each answer is the first page.
    is_stuck: bool,
    /// The number of the first page whose answer has rows only.
    silent_from: usize,
    /// The number of a page without rows.
    empty: usize,
}

fn pagers() -> impl Strategy<Value = Pager> {
    let ways = (any::<bool>(), 1..9_usize, any::<bool>(), any::<bool>(), prop::bool::weighted(0.2));
    let silent_from = prop_oneof![3 => Just(usize::MAX), 1 => 0..4_usize];
    let empty = prop_oneof![4 => Just(usize::MAX), 1 => 0..4_usize];
    (0..40_u64, any::<bool>(), ways, silent_from, empty).prop_map(
        |(count, has_ids, (by_cursor, most, has_total, has_offset, is_stuck), silent_from, empty)| {
            // A server that repeats the first page is noticed by ids, or by its offset.
            let has_ids = has_ids || (is_stuck && !has_offset);
            let row = |number| if has_ids { json!({"id": number}) } else { json!({"state": number % 2}) };
            // An empty page with neither total nor cursor is an end.
            let has_evidence = has_total || (by_cursor && silent_from == usize::MAX);
            let empty = if has_evidence { empty } else { usize::MAX };
            let rows = (0..count).map(row).collect();
            Pager { rows, by_cursor, most, has_total, has_offset, is_stuck, silent_from, empty }
        },
    )
}

impl Pager {
    fn answer(&self, request: &Request, page: usize) -> Json {
        let parameters: Json =
            request.parameters().iter().map(|given| (given.name.to_string(), given.value.as_str())).collect();
        let number = |names: [&str; 2]| {
            names
                .iter()
                .find_map(|name| parameters.get(name))
                .map(|value| value.as_str().unwrap().parse::<usize>().unwrap())
        };
        let offset = if self.is_stuck { 0 } else { number(["offset", "page[after]"]).unwrap_or(0) };
        let limit = number(["limit", "page[limit]"]).unwrap_or(self.most).min(self.most);
        let limit = if page == self.empty { 0 } else { limit };
        let rows: Vec<&Json> = self.rows.iter().skip(offset).take(limit).collect();
        let next = offset + rows.len();
        let mut answer = json!({"results": rows, "data": rows});
        if self.has_total {
            answer["totalCount"] = self.rows.len().into();
        }
        if self.has_offset {
            answer["offset"] = offset.into();
        }
        if page < self.silent_from {
            answer["meta"] = json!({"pagination": {}});
            if next < self.rows.len() {
                answer["meta"]["pagination"]["next"] = next.to_string().into();
            }
        }
        answer
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    /// All rows come, or an error: never fewer rows, and no others.
    #[test]
    fn pages_bring_all_rows_or_an_error(pager in pagers(), wanted in prop::option::of((0..20_u64, 1..30_u64))) {
        let (dialect, path) = if pager.by_cursor { (Dialect::Netbackup, "admin/jobs") } else { (Dialect::Ahv, "jobs") };
        let known = dialect.endpoint(path).unwrap().with_schema(Schema::open());
        // With neither total nor cursor, a full page is recognized by the limit of the request.
        let mut paging = known.paging();
        (paging.default, paging.largest) = (Some(pager.most as u64), Some(pager.most as u64));
        let mut envelope = known.envelope().clone();
        envelope.total = Some(Path::from("totalCount"));
        let endpoint = known.with_paging(paging).with_envelope(envelope);
        // A first page at an offset that the server ignores: only an offset in the answer could show it.
        let wanted = wanted.filter(|_| !pager.by_cursor && (!pager.is_stuck || pager.has_offset));
        let clauses = wanted.map(|(offset, limit)| format!(" offset {offset} limit {limit}"));
        let plan = plan(&format!("name == \"a\"{}", clauses.clone().unwrap_or_default()), &endpoint);
        let (offset, limit) = match wanted {
            Some((offset, limit)) if clauses.is_some() && plan.is_fully_pushed() => (offset as usize, limit as usize),
            _ => (0, usize::MAX),
        };
        let expected: Vec<Json> = pager.rows.iter().skip(offset).take(limit).cloned().collect();
        let (mut pages, mut came, mut number) = (plan.pages(), Vec::new(), 0);
        let mut error = None;
        while let Some(request) = pages.request() {
            prop_assert!(number < 300, "no end");
            match pages.receive(&pager.answer(&request, number)) {
                Ok(rows) => came.extend_from_slice(rows),
                Err(page_error) => {
                    error = Some(page_error);
                    break;
                }
            }
            number += 1;
        }
        let is_honest = !pager.is_stuck && pager.silent_from == usize::MAX && pager.empty == usize::MAX;
        match error {
            None => prop_assert_eq!(came, expected, "{:?}", pager),
            Some(error) => prop_assert!(!is_honest, "{}: {:?}", error, pager),
        }
    }
}

#[test]
fn a_plan_reads_as_sentences() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    let plan = plan("state == Finished and name startswith \"N\" sort by name limit 5", &sessions);
    let sentences = "\
1. the API evaluates: state == \"Finished\" and name contains \"N\" sort by name
2. all pages are fetched, 100 rows each
3. the rows are filtered locally: name startswith \"N\"
4. the rows are sorted locally: sort by name
5. the rows are cut locally: limit 5
sent to the API as `name contains \"N\"`, and checked again locally: name startswith \"N\"; ahv does not support `startswith`
";
    assert_eq!(plan.to_string(), sentences);
    assert_eq!(plan.local_parts().len(), 1);
}

#[test]
fn a_long_list_is_cut_into_requests_of_a_length() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let ids: Vec<String> = (0..1000).map(|id| format!("\"id-{id}\"")).collect();
    let text = format!("name == \"a\" and id in ({}, \"id-7\")", ids.join(", "));
    let query = Query::parse(&text, jobs.schema()).unwrap();
    let requests = query.batch(&jobs, Some("vbr.example"), 2048).unwrap();
    let mut seen = Vec::new();
    for request in &requests {
        assert!(request.url(Some("vbr.example")).unwrap().as_str().len() <= 2048);
        let json: Json = serde_json::from_str(&request.to_json()).unwrap();
        assert_eq!(json["filter"][0]["items"][0]["value"], "a");
        seen.extend(json["filter"][0]["items"][1]["value"].as_array().unwrap().clone());
    }
    let wanted: Vec<Json> = (0..1000).map(|id| json!(format!("id-{id}"))).collect();
    assert_eq!(seen, wanted, "each value once, in order");
    assert_eq!(requests.len(), 9);
}

#[test]
fn a_query_that_cannot_be_cut_is_an_error() {
    let jobs = endpoint(Dialect::Ahv, "jobs");
    let batch = |text: &str, longest| Query::parse(text, jobs.schema()).unwrap().batch(&jobs, None, longest);
    assert!(matches!(batch("name == \"abcdefgh\"", 20), Err(BatchError::TooLong { longest: 20, .. })));
    assert!(matches!(batch("id in (\"a\", \"b\") sort by name", 20), Err(BatchError::Ordered)));
    assert!(matches!(batch("id in (\"a\", \"b\") limit 5", 20), Err(BatchError::Ordered)));
    assert!(matches!(batch("not (id in (\"a\", \"b\"))", 20), Err(BatchError::TooLong { .. })));
    assert!(matches!(batch("name startswith \"a\"", 20), Err(BatchError::Lower(_))));
    assert_eq!(batch("id in (\"a\", \"b\") sort by name", 2000).unwrap().len(), 1);
    // Values that are equal under the collation of the list are sent once, so that no row comes twice.
    let [whole] = &batch("id in (\"a\", \"b\") collate ignorecase", 2000).unwrap()[..] else { panic!("one request") };
    let length = whole.url(None).unwrap().as_str().len();
    let cut = batch("id in (\"a\", \"A\", \"b\") collate ignorecase", length).unwrap();
    assert_eq!(cut.len(), 1);
    assert_eq!(cut[0].to_json(), whole.to_json());
}

/// Returns the query that is pushed down for `text` if `granted` is granted, the residual, and the promises needed.
#[track_caller]
fn granted(text: &str, endpoint: &Endpoint, granted: &[Assume]) -> (String, String, Vec<Assume>) {
    let plan = Query::parse(text, endpoint.schema()).unwrap().split_assuming(endpoint, granted).unwrap();
    (plan.pushed(), plan.residual().to_string(), plan.assumed().to_vec())
}

#[test]
fn an_assumed_part_stays_local() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    let open = endpoint(Dialect::Ahv, "things");
    let servers = endpoint(Dialect::Vspc, "infrastructure/backupServers");
    let machines = endpoint(Dialect::Vspc, "protectedWorkloads/virtualMachines");
    let netbackup = endpoint(Dialect::Netbackup, "admin/jobs");
    for (endpoint, text, pushed, left) in [
        // The place of null in an order: pushed down, and sorted again locally.
        (
            &sessions,
            "sort by finishTimeUtc desc limit 5",
            "sort by finishTimeUtc desc",
            "sort by finishTimeUtc desc limit 5",
        ),
        // Enums, durations and UUIDs have no documented order.
        (&servers, "sort by status limit 5", "sort by status", "sort by status limit 5"),
        (&servers, "sort by instanceUid limit 5", "", "sort by instanceUid limit 5"),
        (&netbackup, "sort by elapsedTime limit 5", "", "sort by elapsedTime limit 5"),
        // Comparisons that may match null.
        (&sessions, "reason != \"x\"", "", "reason != \"x\""),
        (&sessions, "result not in (Success, None)", "", "result not in (\"Success\", \"None\")"),
        (&sessions, "not objectsCount < 5", "", "not objectsCount < 5"),
        (&sessions, "objectsCount < 5 limit 1", "objectsCount < 5", "objectsCount < 5 limit 1"),
        (&sessions, "name == \"\" limit 1", "name == \"\"", "name == \"\" limit 1"),
        (&sessions, "not (name == \"a\" and objectsCount == 1)", "", "not (name == \"a\" and objectsCount == 1)"),
        (&sessions, "not not name == \"a\"", "name == \"a\"", ""),
        (
            &sessions,
            "not (not name == \"a\" or not objectsCount == 5)",
            "not (not name == \"a\" or not objectsCount == 5)",
            "not (not name == \"a\" or not objectsCount == 5)",
        ),
        (
            &sessions,
            "name == \"a\" xor state == Running",
            "name == \"a\" or state == \"Running\"",
            "name == \"a\" xor state == \"Running\"",
        ),
        // Paths of an unknown type.
        (&open, "a contains \"x\"", "", "a contains \"x\""),
        (&open, "a == \"x\" collate ignorecase", "", "a == \"x\" collate ignorecase"),
        (&open, "a < \"x\"", "", "a < \"x\""),
        (&open, "a > 2026-01-31", "", "a > 2026-01-31T00:00:00Z"),
        (&open, "a == \"x\" and b > 5 limit 1", "a == \"x\" and b > 5", "a == \"x\" and b > 5 limit 1"),
        (&open, "sort by a limit 1", "", "sort by a limit 1"),
        // A quoted duration is treated like a bare one.
        (&netbackup, "elapsedTime > \"PT1H\"", "", "elapsedTime > \"PT1H\""),
        (&netbackup, "elapsedTime > 1h", "", "elapsedTime > 1h"),
        // Words in another case, digits that an API may drop, quoted values in another form.
        (&servers, "status == healthy limit 1", "status == \"healthy\"", "status == \"healthy\" limit 1"),
        (&servers, "status != healthy", "", "status != \"healthy\""),
        (
            &machines,
            "latestRestorePointDate < 2026-01-31T08:00:00.5Z",
            "latestRestorePointDate <= 2026-01-31T08:00:01Z",
            "latestRestorePointDate < 2026-01-31T08:00:00.5Z",
        ),
        (
            &machines,
            "latestRestorePointDate >= 2026-01-31T08:00:00.5Z",
            "latestRestorePointDate >= 2026-01-31T08:00:00Z",
            "latestRestorePointDate >= 2026-01-31T08:00:00.5Z",
        ),
        (
            &machines,
            "latestRestorePointDate == 2026-01-31T08:00:00.5Z",
            "latestRestorePointDate >= 2026-01-31T08:00:00Z and latestRestorePointDate <= 2026-01-31T08:00:01Z",
            "latestRestorePointDate == 2026-01-31T08:00:00.5Z",
        ),
        (&machines, "latestRestorePointDate > \"2026-01-31\"", "latestRestorePointDate > 2026-01-31T00:00:00Z", ""),
        (&machines, "restorePoints > 9007199254740993", "", "restorePoints > 9007199254740993"),
        (
            &machines,
            "instanceUid == \"{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}\"",
            "instanceUid == \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
            "",
        ),
    ] {
        assert_eq!(parts(text, endpoint), some(pushed, left), "{text}");
    }
}

#[test]
fn a_granted_part_is_pushed_down_and_named() {
    let sessions = endpoint(Dialect::Ahv, "sessions");
    let jobs = endpoint(Dialect::Netbackup, "admin/jobs");
    let machines = endpoint(Dialect::One, "protectedData/virtualMachines");
    use Assume::{CaseSensitive, NullValues, NullsFirst, NullsMatchNegations};
    for (endpoint, text, needed) in [
        (&sessions, "sort by finishTimeUtc desc limit 5", vec![NullsFirst]),
        (&sessions, "reason != \"x\" limit 5", vec![NullsMatchNegations]),
        // Rows that match a comparison with a time are not null in it.
        (
            &sessions,
            "result in (\"Error\", \"Warning\") and startTimeUtc > 2026-01-30T00:00:00Z sort by startTimeUtc desc limit 20",
            vec![NullsMatchNegations],
        ),
        (&sessions, "finishTimeUtc == null limit 5", vec![NullValues]),
        (&sessions, "finishTimeUtc != null sort by finishTimeUtc limit 5", vec![NullValues]),
        (
            &machines,
            "lastProtectedDate < 2026-01-24T00:00:00Z or lastProtectedDate == null sort by lastProtectedDate limit 9",
            vec![NullsFirst, NullsMatchNegations, NullValues],
        ),
        (&machines, "name == \"web\" collate ordinal limit 5", vec![CaseSensitive]),
        (&jobs, "status != 0 and clientName == \"web\"", vec![NullsMatchNegations, CaseSensitive]),
        (&sessions, "state == \"Finished\" limit 5", vec![]),
    ] {
        let all = granted(text, endpoint, Assume::ALL);
        assert_eq!(all, (text.to_owned(), String::new(), needed.clone()), "{text}");
        assert_eq!(granted(text, endpoint, &needed), all, "{text}");
        for one in &needed {
            let others: Vec<Assume> = needed.iter().copied().filter(|other| other != one).collect();
            let (_, left, assumed) = granted(text, endpoint, &others);
            assert!(!left.is_empty() && !assumed.contains(one), "`{text}` without {one}");
        }
    }
    let page = include_str!("../../docs/semantics.md");
    for assume in Assume::ALL {
        assert_eq!(assume.to_string().parse(), Ok(*assume));
        assert!(page.contains(&format!("| `{assume}` | {} |", assume.promise())), "{assume}");
    }
    assert!("nulls".parse::<Assume>().is_err());
}

#[test]
fn a_plan_names_the_rows_that_no_request_finds() {
    let images = endpoint(Dialect::Netbackup, "catalog/images");
    let plan = plan("policyType == \"STANDARD\"", &images);
    assert_eq!(plan.left_out().len(), 1);
    assert!(plan.to_string().ends_with(
        "left out: without a lower bound for `backupTime`, `catalog/images` returns the last 24 hours: a bound is added that \
         goes back to 1970, and rows without `backupTime` are left out\n"
    ));
    assert!(self::plan("backupTime >= 2026-01-01", &images).left_out().is_empty());
}

#[test]
fn the_reasons_of_a_plan_share_the_source() {
    let unknown = Dialect::Ahv.endpoint("zzz").unwrap();
    let text = (0..300).map(|number| format!("a{number} != {number}")).collect::<Vec<_>>().join(" and ");
    let plan = Query::parse(&text, unknown.schema()).unwrap().split(&unknown).unwrap();
    let parts = plan.local_parts();
    assert_eq!(parts.len(), 300);
    // With a copy for each, a long query would take a gigabyte.
    let source = parts[0].reasons.source_text();
    assert!(parts.iter().all(|part| std::ptr::eq(part.reasons.source_text(), source)));
    let columns: Vec<usize> = parts.iter().map(|part| part.reasons.iter().next().unwrap().column()).collect();
    assert!(columns.is_sorted() && columns[299] > 3_000, "{columns:?}");
}
