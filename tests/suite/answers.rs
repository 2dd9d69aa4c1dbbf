//! The answers of APIs: the rows that `tamis` takes from them, by the cases of `tests/answers.toml`, and the answers
//! that are errors.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tamis::Dialect;
use tamis::endpoint::ErrorAnswer;

use crate::common::process::{Ran, Scratch, tamis};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    input: String,
    query: String,
    rows: Option<String>,
    /// The `id` of each printed row, or 0 for a row without one.
    #[serde(default)]
    ids: Vec<i64>,
    #[serde(default)]
    status: i32,
    stderr: Option<String>,
}

fn cases() -> Vec<Case> {
    let cases: Cases = toml::from_str(include_str!("../answers.toml")).unwrap();
    cases.case
}

fn ids(out: &str) -> Vec<i64> {
    let rows = out.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    rows.map(|row| row.get("id").and_then(Json::as_i64).unwrap_or(0)).collect()
}

#[test]
fn rows_are_taken_from_answers() {
    for case in cases() {
        let Case { name, input, query, rows, ids: expected, status, stderr } = &case;
        let place: Vec<&str> = rows.iter().flat_map(|path| ["--rows", path]).collect();
        let run = |more: &[&str]| tamis(&[&["run", query], &place[..], more].concat(), input);
        let ran = run(&[]);
        assert_eq!((ran.status, ids(&ran.out)), (*status, expected.clone()), "{name}: {}", ran.err);
        match stderr {
            Some(stderr) => assert!(ran.err.contains(stderr.as_str()), "{name}: {}", ran.err),
            None => {
                assert!(!ran.err.contains("rows::read_as_one_row") && !ran.err.contains("error"), "{name}: {}", ran.err)
            }
        }
        // From a file with threads, sorted and counted, and explained.
        let file = Scratch::new("answer.json", input);
        let more = [query.as_str(), file.path(), "--threads", "3"];
        let ran = tamis(&[&["run"], &more[..], &place[..]].concat(), "");
        assert_eq!((ran.status, ids(&ran.out)), (*status, expected.clone()), "{name}, of a file: {}", ran.err);
        let sorted = format!("{query} sort by id");
        let ran = tamis(&[&["run", &sorted, "--count"], &place[..]].concat(), input);
        // Only rows with an id can be sorted by it.
        if *status == 0 && stderr.is_none() && expected.iter().all(|id| *id > 0) {
            assert_eq!(ran.out, format!("{}\n", expected.len()), "{name}, sorted: {}", ran.err);
        }
        let ran = tamis(&[&["explain", query], &place[..]].concat(), input);
        assert_eq!(ran.status, *status, "{name}, explained: {}", ran.err);
    }
}

/// Tries objects with one member that no answer has, beside random members that answers have: all of them are rows.
#[test]
fn no_row_is_taken_for_an_answer() {
    let parts = [
        r#""disks":[{"name":"a"}]"#,
        r#""items":[{"name":"a"},{"name":"b"}]"#,
        r#""jobs":[]"#,
        r#""data":{"items":[{"name":"a"}],"total":1}"#,
        r#""value":{"name":"a"}"#,
        r#""hits":{"hits":[{"_source":{"name":"a"}}]}"#,
        r#""errors":[{"message":"x"}]"#,
        r#""message":"x""#,
        r#""status":"error""#,
        r#""errorCode":5"#,
        r#""totalCount":0"#,
        r#""Count":1"#,
        r#""nextLink":"x""#,
        r#""pagination":{}"#,
        r#""meta":{}"#,
    ];
    let mut state = 1_u64;
    for _ in 0..40 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chosen =
            parts.iter().enumerate().filter(|(index, _)| state >> (20 + index) & 1 == 1).map(|(_, part)| *part);
        let mut members: Vec<&str> = chosen.collect();
        members.insert(members.len() / 2, r#""host":"h""#);
        let row = format!("{{{}}}", members.join(","));
        for (input, count) in [(row.clone(), "1\n"), (format!("{row}\n{row}"), "2\n"), (format!("[{row}]"), "1\n")] {
            tamis(&["run", "host != 'x'", "--count"], &input).prints(count);
            tamis(&["run", "true", "--count"], &input).prints(count);
        }
    }
}

#[test]
fn a_denied_warning_about_an_answer_has_its_status() {
    let answer = r#"{"data":[{"id":1}],"errors":[{"message":"site 2 is down"}]}"#;
    let run = |more: &[&str]| tamis(&[&["run", "id == 1"], more].concat(), answer);
    assert_eq!(run(&["--deny", "warnings"]).fails(5, "site 2 is down").out, "{\"id\":1}\n");
    let ran = run(&["--deny", "warnings", "--allow", "rows::error_answer"]).prints("{\"id\":1}\n");
    assert_eq!(ran.err, "");
    // An error answer is an error, which `--allow` does not silence.
    let expired = r#"{"errorCode":"AccessDenied","message":"token expired"}"#;
    tamis(&["run", "a != 1", "--allow", "rows::error_answer"], expired).fails(2, "token expired");
    tamis(&["run", "a != 1", "-qe"], expired).fails(2, "token expired");
}

#[test]
fn each_file_may_be_an_answer() {
    let page = Scratch::new("page.json", r#"{"value":[{"id":1}],"Count":1}"#);
    let rows = Scratch::new("rows.ndjson", "{\"id\":2}\n{\"id\":3}\n");
    let expired = Scratch::new("token.json", r#"{"error":{"code":"ExpiredToken","message":"sign in again"}}"#);
    tamis(&["run", "id > 0", page.path(), rows.path()], "").prints("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
    let ran = tamis(&["run", "id > 0", page.path(), expired.path(), rows.path()], "");
    assert_eq!(
        ran.fails(2, "token.json: this looks like an error answer: ExpiredToken, sign in again").out,
        "{\"id\":1}\n"
    );
    // Files with one row each.
    let files = ["a", "b"].map(|name| Scratch::new(name, r#"{"id":1,"disks":[{"size":1}]}"#));
    let ran = tamis(&["run", "error == null", "--count", files[0].path(), files[1].path()], "").prints("2\n");
    assert!(!ran.err.contains("read_as_one_row"), "{}", ran.err);
}

#[test]
fn a_session_and_an_inference_read_answers_too() {
    let page = Scratch::new("session.json", r#"{"totalRecords":2,"records":[{"id":1,"size":5},{"id":2,"size":6}]}"#);
    let ran = tamis(&["repl", page.path()], "size > 5\n:count\n");
    assert!(ran.out.contains("1 of 2 rows"), "{}{}", ran.out, ran.err);
    let ran = tamis(&["schema", "infer", page.path()], "");
    assert!(ran.out.contains("\"size\"") && !ran.out.contains("records"), "{}", ran.out);
    let expired = Scratch::new("expired.json", r#"{"errorCode":"AccessDenied","message":"token expired"}"#);
    tamis(&["repl", expired.path()], "").fails(2, "AccessDenied, token expired");
    tamis(&["schema", "infer", expired.path()], "").fails(2, "AccessDenied, token expired");
    let load = format!(":load {}\n", expired.path());
    let ran = tamis(&["repl"], load);
    assert!(ran.err.contains("this looks like an error answer: AccessDenied"), "{}", ran.err);
}

#[test]
fn the_row_path_of_a_schema_is_followed() {
    let document = r##"{"openapi": "3.0.0", "paths": {"/jobs": {"get": {"parameters": [{"name": "filter", "in": "query"}],
        "responses": {"200": {"content": {"application/json": {"schema": {"type": "object", "properties": {
        "theJobs": {"type": "array", "items": {"type": "object", "properties": {
            "id": {"type": "integer"}, "kind": {"type": "string"}}}},
        "generated": {"type": "string"}}}}}}}}}}}"##;
    let (document, answer) = (
        Scratch::new("document.json", document),
        r#"{"generated":"now","theJobs":[{"id":1,"kind":"A"},{"id":2,"kind":"B"}]}"#,
    );
    let taken = "the rows are taken from `theJobs`";
    let run = |schema: &[&str], input: &str| tamis(&[&["run", "kind != \"A\""], schema].concat(), input);
    let with_document = ["--schema", document.path(), "--endpoint", "/jobs"];
    assert_eq!(ids(&run(&with_document, answer).fails(0, taken).out), [2]);
    // The JSON form of the schema keeps the path, and rows outside an answer are still rows.
    let imported = tamis(&["schema", "import", document.path(), "--endpoint", "/jobs"], "").out;
    assert!(imported.contains("\"rows\": \"theJobs\""), "{imported}");
    let schema = Scratch::new("schema.json", imported);
    let with_schema = ["--schema", schema.path()];
    let ran: Ran = run(&with_schema, answer);
    assert_eq!((ids(&ran.out), ran.err.as_str()), (vec![2], ""));
    assert_eq!(ids(&run(&with_schema, "{\"id\":1,\"kind\":\"A\"}\n{\"id\":2,\"kind\":\"B\"}").out), [2]);
    // `--rows` takes precedence.
    let ran = run(&[&with_schema[..], &["--rows", "."]].concat(), answer);
    assert_eq!(ids(&ran.out), [0]);
    let other = r#"{"theJobs":[{"id":1,"kind":"A"}],"old":[{"id":3,"kind":"C"}]}"#;
    assert_eq!(ids(&run(&[&with_schema[..], &["--rows", "old"]].concat(), other).out), [3]);
    // A built-in collection.
    let answer = r#"{"results":[{"id":1}],"note":"x","totalCount":1}"#;
    let ran = tamis(&["run", "objectsCount == null", "--endpoint", "sessions"], answer).prints("{\"id\":1}\n");
    assert!(!ran.err.contains("read_as_one_row"), "{}", ran.err);
}

#[test]
fn errors_and_rows_are_distinguished() {
    let errors = [
        (
            json!({"errorCode": "AccessDenied", "message": "token expired", "resourceId": null}),
            "AccessDenied, token expired",
        ),
        (
            json!({"type": "about:blank", "title": "Not Found", "status": 404, "detail": "no such job", "traceId": "x"}),
            "404, Not Found, no such job",
        ),
        (json!({"errors": [{"message": "no licence", "type": "security", "code": 7}]}), "7, no licence"),
        (
            json!({"error": {"code": "ExpiredToken", "message": "sign in", "innerError": {"date": "x"}}}),
            "ExpiredToken, sign in",
        ),
        (json!({"error": "invalid_grant", "error_description": "wrong password"}), "invalid_grant, wrong password"),
        (json!({"data": null, "errors": [{"message": "denied", "locations": []}]}), "denied"),
        (
            json!({"errorCode": 9401, "errorMessage": "OData filter", "attributeErrors": {}, "errorDetails": [], "fileUploadErrors": []}),
            "9401, OData filter",
        ),
        (json!({"errorCode": 5, "errorMessage": "Access denied"}), "5, Access denied"),
        (
            json!({"errorType": "user_error", "message": "no such cluster", "cause": null, "code": 404}),
            "404, user_error, no such cluster",
        ),
        (
            json!({"state": "ERROR", "code": 401, "message_list": [{"message": "Authentication required", "reason": "AUTH"}], "api_version": "3.1", "kind": "vm"}),
            "401, AUTH, Authentication required",
        ),
        (
            json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": "Unauthorized", "reason": "Unauthorized", "code": 401}),
            "401, Failure, Unauthorized",
        ),
        (
            json!({"__type": "ExpiredTokenException", "message": "The token is expired"}),
            "ExpiredTokenException, The token is expired",
        ),
        (json!({"status": "error", "errorType": "bad_data", "error": "parse error"}), "bad_data, error, parse error"),
        (json!({"timestamp": 5, "status": 403, "error": "Forbidden", "path": "/jobs"}), "403, Forbidden"),
        (json!({"odata.error": {"code": "x", "message": {"lang": "en", "value": "no"}}}), "x, no"),
        (json!({"fault": {"faultstring": "Invalid token", "detail": {"errorcode": "t"}}}), "Invalid token, t"),
        (json!({"success": false, "msg": "log in first"}), "log in first"),
        (
            json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -32602, "message": "Invalid params"}}),
            "-32602, Invalid params",
        ),
        (
            json!({"type": "x", "title": "One or more errors", "status": 400, "errors": {"filter": ["bad filter"]}}),
            "400, One or more errors, bad filter",
        ),
    ];
    for (answer, text) in errors {
        let error = ErrorAnswer::find(&answer).unwrap_or_else(|| panic!("{answer}"));
        assert_eq!((error.to_string().as_str(), error.is_certain()), (text, true), "{answer}");
    }
    for answer in [
        json!({"message": "Unauthorized"}),
        json!({"detail": "Authentication credentials were not provided."}),
        json!({"code": "InvalidAuth", "message": "no"}),
        json!({"status": "Failed", "message": "no space"}),
    ] {
        assert!(ErrorAnswer::find(&answer).is_some_and(|error| !error.is_certain()), "{answer}");
    }
    for row in [
        json!({"name": "a", "error": "x"}),
        json!({"id": 1, "message": "x", "status": "Failed"}),
        json!({"errorCode": 0, "errorMessage": ""}),
        json!({"errorCode": 0, "message": "done"}),
        json!({"code": 200, "message": "OK", "data": null}),
        json!({"error": null, "message": "done"}),
        json!({"errors": []}),
        json!({"errors": 5}),
        json!({"status": "success", "data": []}),
        json!({"timestamp": 5, "message": "started"}),
        json!({"status": 404}),
        json!({"title": "a", "type": "b"}),
        json!({"success": true, "message": "done"}),
        json!({"data": [1], "errors": [{"message": "x"}]}),
        json!({}),
        json!([{"error": "x"}]),
    ] {
        assert!(!ErrorAnswer::find(&row).is_some_and(|error| error.is_certain()), "{row}");
    }
    // The text is one short line.
    let long = ErrorAnswer::find(&json!({"error": format!("a\nb\u{1b}[0m{}", "x".repeat(9_000))})).unwrap().to_string();
    assert!(!long.contains(char::is_control) && long.chars().count() < 400);
}

#[test]
fn the_page_lists_the_row_path_of_each_api() {
    let page = include_str!("../../docs/answers.md");
    for dialect in Dialect::ALL {
        // A dialect without built-in endpoints gives each the envelope of its API.
        let path = dialect.endpoints().next().unwrap_or("any");
        let endpoint = dialect.endpoint(path).unwrap();
        let envelope = endpoint.envelope();
        let cell = |path: Option<&tamis::Path>| path.map_or("-".to_owned(), |path| format!("`{path}`"));
        let (total, offset) = (cell(envelope.total.as_ref()), cell(envelope.offset.as_ref()));
        let cursor = cell(envelope.cursor.as_ref());
        let line = format!("| {dialect} | {} | {total} | {offset} | {cursor} |", cell(Some(&envelope.rows)));
        assert!(page.contains(&line), "docs/answers.md has no line\n{line}");
    }
}
