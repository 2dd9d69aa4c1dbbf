//! Tests of the binary as a process: its output and its exit status.

use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

use crate::common::process::{Scratch, tamis};

const VENDOR_EXAMPLE: &str = r#"status in ("Success","Failed","Canceling") and sessionType in ("BackupVmJob")"#;

#[test]
fn request_prints_the_vendors_examples() {
    let ran = tamis(&["request", VENDOR_EXAMPLE, "--endpoint", "sessions"], "");
    let request: Json = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({"filter": [{"operation": "and", "items": [
        {"operation": "in", "property": "status", "value": ["Success", "Failed", "Canceling"]},
        {"operation": "in", "property": "sessionType", "value": ["BackupVmJob"]},
    ]}]});
    assert_eq!((ran.status, request), (0, expected));
    assert!(ran.err.contains("`state` (progress) and `result` (outcome)"), "{}", ran.err);

    let collated = VENDOR_EXAMPLE.replace(')', ") collate ordinal");
    let ran = tamis(&["request", &collated, "--endpoint", "sessions"], "");
    let request: Json = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({"filter": [{"operation": "and", "items": [
        {"operation": "in", "property": "status", "collation": "ordinal", "value": ["Success", "Failed", "Canceling"]},
        {"operation": "in", "property": "sessionType", "collation": "ordinal", "value": ["BackupVmJob"]},
    ]}]});
    assert_eq!(request, expected);

    tamis(&["request", "sort by startTimeUtc desc collate ordinal", "--endpoint", "sessions"], "").prints(
        "{\"sort\":[{\"property\":\"startTimeUtc\",\"direction\":\"descending\",\"collation\":\"ordinal\"}]}\n",
    );
}

#[test]
fn compile_is_another_name_of_request() {
    let ran = tamis(&["compile", "state == 'Finished'", "--endpoint", "sessions"], "");
    ran.prints(&tamis(&["request", "state == 'Finished'", "--endpoint", "sessions"], "").out);
    assert!(tamis(&["--help"], "").out.contains("[alias: compile]"));
    assert_eq!(tamis(&["man", "compile"], "").out, tamis(&["man", "request"], "").out);
    tamis(&["--count", "compile", "a == 1"], "").fails(2, "write `tamis compile` first");
}

#[test]
fn request_has_a_format_for_every_use() {
    let query = "name == \"it's\" limit 5";
    let form = |format: &str| {
        let arguments = ["request", query, "--endpoint", "sessions", "--format", format, "--base", "vbr.example"];
        let ran = tamis(&arguments, "");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        ran.out
    };
    let encoded =
        "%5B%7B%22property%22%3A%22name%22%2C%22operation%22%3A%22equals%22%2C%22value%22%3A%22it%27s%22%7D%5D";
    let url = format!(
        "https://vbr.example/extension/799a5a3e-ae1e-4eaf-86eb-8a9acc2670e2/api/v8/sessions?filter={encoded}&limit=5"
    );
    assert_eq!(
        form("json"),
        "{\"filter\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"it's\"}],\"limit\":5}\n"
    );
    assert_eq!(form("params"), format!("filter={encoded}\nlimit=5\n"));
    assert_eq!(form("query"), format!("filter={encoded}&limit=5\n"));
    assert_eq!(form("url"), format!("{url}\n"));
    assert_eq!(
        form("curl"),
        format!("curl -sS -H \"Authorization: Bearer $TAMIS_TOKEN\" -H 'Accept: application/json' '{url}'\n")
    );
    assert!(form("powershell").contains(&format!("-Uri '{url}'")));
    tamis(&["request", "", "--endpoint", "sessions", "--format", "url"], "").prints("sessions\n");
    tamis(&["request", "a == 1", "--format", "url"], "").fails(2, "--endpoint sessions");
    tamis(&["request", "nmae == 1", "--endpoint", "sessions", "--format", "curl"], "").fails(1, "no field `nmae`");
    tamis(&["request", "", "--endpoint", "sessions", "--format", "curl"], "").fails(2, "--base");
    tamis(&["request", "", "--endpoint", "clusters/{id}/vms", "--format", "url"], "")
        .fails(2, "`{id}` is a placeholder for a value");
    tamis(&["request", "", "--endpoint", "clusters/0005/vms", "--format", "url", "--base", "http://h:81/x/"], "")
        .prints("http://h:81/x/clusters/0005/vms\n");
    tamis(&["request", "", "--endpoint", "sessions", "--format", "url", "--base", "no host"], "").fails(2, "`no host`");
    tamis(&["request", "name == 'a'", "--endpoint", "clusters"], "").fails(1, "`clusters` does not support a filter");
}

#[test]
fn parameters_and_the_clock_are_bound() {
    let query = "name == $name and id in $ids and start > today - 1d";
    let arguments = [
        "request",
        query,
        "--param",
        "name=a\"b",
        "--param-json",
        "ids=[1,\"2\"]",
        "--now",
        "2026-01-31T01:00:00+02:00",
    ];
    let ran = tamis(&arguments, "");
    let request: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        request["filter"][0]["items"],
        json!([
            {"property": "name", "operation": "equals", "value": "a\"b"},
            {"property": "id", "operation": "in", "value": [1, "2"]},
            {"property": "start", "operation": "greaterThan", "value": "2026-01-29T22:00:00Z"},
        ])
    );
    tamis(&["request", "a == $a"], "").fails(1, "--param a=TEXT");
    tamis(&["request", "a == Gold"], "").fails(1, "if a shell removed the quotes");
    tamis(&["run", "a == 1 group by b"], "").fails(1, "`--count-by`");
    tamis(&["request", "a == 1", "--param", "b=2"], "").fails(0, "no parameter `$b`");
    tamis(&["request", "a == 1", "--param", "b"], "").fails(2, "--param name=TEXT");
    tamis(&["request", "a == $b", "--param-json", "b=x"], "").fails(2, "`x` is not JSON");
    tamis(&["request", "a == 1", "--now", "yesterday"], "").fails(2, "`yesterday`");
}

#[test]
fn check_reports_every_error_at_once() {
    let ran = tamis(&["check", "statsu == \"Failed\" and objectsCount > \"x\"", "--endpoint", "sessions"], "");
    let ran = ran.fails(1, "no field `statsu`").fails(1, "did you mean `state` or `status`?");
    assert_eq!((ran.err.matches("help: ").count(), ran.err.matches("╭────").count(), ran.out.as_str()), (2, 2, ""));
    tamis(&["check", "state == Finished", "--endpoint", "sessions"], "").prints("");
    tamis(&["check", "state == Flying", "--endpoint", "sessions"], "").fails(0, "`Flying`");
    // A query that the endpoint does not support gets advice here, and an error in `request`.
    tamis(&["check", "name startswith 'x'", "--endpoint", "sessions"], "").fails(0, "does not support `startswith`");
    tamis(&["check", "name == null", "--endpoint", "sessions"], "").fails(0, "assumed");
    tamis(&["check", "name == $name and startTimeUtc > now - 9999999d", "--endpoint", "sessions"], "").prints("");
    tamis(&["check", "startTimeUtc > now - 9999999d", "--endpoint", "sessions"], "").fails(1, "years 1 to 9999");
}

#[test]
fn warnings_are_allowed_and_denied() {
    let query = "size > 5 and size > 3 and day == 2026-01-31";
    let ran = tamis(&["check", query], "").fails(0, "`size > 3` is redundant");
    assert!(ran.err.contains("tamis::lint::date_alone"), "{}", ran.err);
    let ran = tamis(&["check", query, "--allow", "lint::date_alone"], "").fails(0, "`size > 3` is redundant");
    assert!(!ran.err.contains("date_alone"), "{}", ran.err);
    let allowed = ["check", query, "--allow", "lint::date_alone", "--allow", "tamis::lint::subsumed"];
    assert_eq!(tamis(&allowed, "").err, "");
    tamis(&[&allowed[..], &["--deny", "warnings"]].concat(), "").prints("");
    // Warnings that are no lints too, and warnings beside an error.
    tamis(&["check", "name == null", "--endpoint", "sessions", "--allow", "lower::assumed"], "").prints("");
    let ran = tamis(&["check", "a == 5 collate ordinal and a < true", "--allow", "check::idle_collation"], "");
    assert!(!ran.fails(1, "does not take a boolean").err.contains("means nothing"));

    for command in ["check", "request", "run"] {
        let ran = tamis(&[command, query, "--deny", "warnings"], "{\"size\":6}").fails(1, "× `size > 3` is redundant");
        assert_eq!(ran.out, "");
        let ran = tamis(&[command, "size > 5", "--deny", "warnings"], "{\"size\":6}");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{command}");
    }
    // Local rows have an order, so an offset needs no sort; and no URL has to hold the list.
    let list = format!("size in ({}) offset 1", (0..2_000).map(|item| item.to_string()).collect::<Vec<_>>().join(","));
    assert_eq!(tamis(&["run", &list], "{\"size\":6} {\"size\":7}").prints("{\"size\":7}\n").err, "");
    let ran = tamis(&["request", &list], "").fails(0, "tamis::lint::offset_without_sort");
    assert!(ran.err.contains("tamis::lower::long_list"), "{}", ran.err);

    tamis(&["check", query, "--allow", "date_alnoe"], "").fails(2, "did you mean `tamis::lint::date_alone`?");
    tamis(&["check", query, "--allow", "nothing::like::it"], "").fails(2, "no such code; docs/diagnostics.md lists");
    tamis(&["check", query, "--deny", "advice"], "").fails(2, "warnings");
}

#[test]
fn a_schema_file_is_strict() {
    let schema =
        r#"{"origin": "pets", "fields": [{"path": "name", "type": "text"}, {"path": "age", "type": "integer"}]}"#;
    let file = Scratch::new("schema.json", schema);
    tamis(&["check", "name == 'Rex' and age > 2", "--schema", file.path()], "").prints("");
    tamis(&["check", "nmae == 'Rex'", "--schema", file.path()], "").fails(1, "pets has no field `nmae`");
    let wrong = Scratch::new("wrong.json", schema.replace("\"type\": \"integer\"", "\"typ\": \"integer\""));
    tamis(&["check", "age > 2", "--schema", wrong.path()], "").fails(2, "unknown field `typ`");
    tamis(&["check", "age > 2", "--schema", "no/such/file"], "").fails(2, "cannot read no/such/file");
}

#[test]
fn run_prints_matching_rows_in_their_own_bytes() {
    let rows = "{\"a\": 1.50,  \"b\":\"\\u0041\"}\r\n[{\"a\":2},\n {\"a\":\n  3}]\n{\"results\":[{\"a\":4}],\"totalCount\":1}{\"a\":5}";
    tamis(&["run", "a >= 1.5"], rows)
        .prints("{\"a\": 1.50,  \"b\":\"\\u0041\"}\n{\"a\":2}\n{\"a\":  3}\n{\"a\":4}\n{\"a\":5}\n");
    tamis(&["a > 1 sort by a desc offset 1 limit 2"], rows).prints("{\"a\":4}\n{\"a\":  3}\n");
    tamis(&["a > 1 limit 2", "--count"], rows).prints("2\n");
    tamis(&["-q", "a > 1"], rows).prints("");
    tamis(&["-e", "a > 9"], rows).fails(4, "");
    tamis(&["a > 1 limit 1", "-"], rows).prints("{\"a\": 1.50,  \"b\":\"\\u0041\"}\n");
    let table = tamis(&["a >= 4 sort by a", "--format", "table"], rows).prints("a\n4\n5\n\n2 rows\n");
    assert_eq!(table.err, "");
}

#[test]
fn run_finds_rows_where_they_are() {
    let nested = r#"{"report": {"rows": [{"a": 1}, {"a": 2}]}}"#;
    tamis(&["a == 2", "--rows", "report.rows"], nested).prints("{\"a\": 2}\n");
    tamis(&["a == 2", "--rows", "report.rats"], nested).fails(2, "no array at `report.rats`");
    tamis(&["data contains 1", "--rows", "."], r#"{"data": [1, 2]}"#).prints("{\"data\": [1, 2]}\n");
    // Not an envelope: it has members that no answer has, or two arrays that could be the rows.
    tamis(&["x == 1"], r#"{"data": [], "x": 1}"#).prints("{\"data\": [], \"x\": 1}\n");
    tamis(&["items == null or items != null"], r#"{"data": [1], "items": [2]}"#)
        .prints("{\"data\": [1], \"items\": [2]}\n");
    tamis(&["a == 1"], r#"{"results": [{"a": 1}], "by": "me"}{"results": [{"a": 1}], "by": "me"}"#)
        .fails(0, "add `--rows results`");
    let (one, two) = (Scratch::new("one.json", r#"{"a": 1}"#), Scratch::new("two.json", r#"[{"a": 2}, {"a": 3}]"#));
    tamis(&["a != 2", one.path(), two.path()], "").prints("{\"a\": 1}\n{\"a\": 3}\n");
}

#[test]
fn run_reads_what_people_have() {
    tamis(&["a == 'é'"], "\u{FEFF}{\"a\":\"é\"}").prints("{\"a\":\"é\"}\n");
    let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let text = "{\"a\":\"é𝄞\"}\r\n".encode_utf16().flat_map(bytes);
        mark.iter().copied().chain(text).collect::<Vec<u8>>()
    };
    tamis(&["a endswith '𝄞'"], units(&[0xFF, 0xFE], u16::to_le_bytes)).prints("{\"a\":\"é𝄞\"}\n");
    tamis(&["a endswith '𝄞'"], units(&[0xFE, 0xFF], u16::to_be_bytes)).prints("{\"a\":\"é𝄞\"}\n");
    tamis(&["a == 1"], [0x1F, 0x8B, 8, 0]).fails(2, "gunzip");
    tamis(&["a == 1"], "").prints("");
    let query = Scratch::new("query.tamis", "a == 1 # one\nor a == 2");
    tamis(&["-f", query.path()], "{\"a\":2}").prints("{\"a\":2}\n");
    tamis(&["run", "-f", "-", query.path()], "a == 3").fails(2, "line 1, column 1: `a` is not JSON");
}

#[test]
fn a_row_that_cannot_be_read_stops_the_run() {
    let ran = tamis(&["a > 0"], "{\"a\":1}\n{\"a\":2}\n{\"a\":}\n{\"a\":3}")
        .fails(2, "standard input, line 3, column 6: a value is missing before `}`");
    assert_eq!(ran.out, "{\"a\":1}\n{\"a\":2}\n");
    let ran = tamis(&["a > 0 sort by a"], "{\"a\":1}\n{\"a\":}").fails(2, "line 2");
    assert_eq!(ran.out, "");
    tamis(&["a > 0"], "{\"a\":1e400}").fails(2, "1e400");
    tamis(&["a > 0"], "{\"a\":\"\\ud800\"}").fails(2, "half of a surrogate pair");
    tamis(&["a > 0"], "{\"a\":1").fails(2, "line 1");
    tamis(&["a > 0"], [b'{', b'"', 0xFF, b'"', b':', b'1', b'}']).fails(2, "column 3: a byte that is not UTF-8: 0xFF");
    let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    tamis(&["a != null", "--count"], nested(127)).prints("1\n");
    tamis(&["a != null", "--count"], format!("{{\"results\":[{}]}}", nested(127))).prints("1\n");
    tamis(&["a != null", "--count"], nested(128)).fails(2, "127 levels");
    tamis(&["a != null", "--count"], nested(100_000)).fails(2, "127 levels");
}

#[test]
fn rows_arrive_in_pieces_of_any_size() {
    let row = format!("{{\"a\": 1, \"text\": \"{}\"}}", "x".repeat(100_000));
    let rows = format!("[{}]", vec![row.as_str(); 40].join(",\n"));
    tamis(&["a == 1", "--count"], &rows).prints("40\n");
    tamis(&["a == 1", "--count"], format!("{}\n", row).repeat(40)).prints("40\n");
    tamis(&["a != 1", "--count"], "1 2 3 4444").prints("4\n");
}

/// Returns some megabytes of rows in every layout (lines, empty lines, several values on a line, values of several
/// lines, arrays and envelopes), and the rows in them.
fn mixed_rows() -> (String, Vec<String>) {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for number in 0..40_000_usize {
        let mut row = |more: &str| {
            rows.push(format!("{{\"n\":{number},\"text\":\"{}\"{more}}}", "é\\n".repeat(number % 40)));
            rows.last().unwrap().clone()
        };
        // Far enough apart for threads to work in between.
        match number % 8_000 {
            0 => text += "\n \r\n",
            1 => text += &format!("{} \t{}\n", row(""), row(",\"second\":true")),
            2 => text += &format!("[{},\n{}]\n", row(""), row(",\"second\":true")),
            3 => text += &format!("{{\"results\": [{}], \"totalCount\": 1}}\n", row("")),
            4 => text += &row(",\n  \"over\":\r\n 1\n"),
            _ => text += &format!("{}\n", row("")),
        }
    }
    let lines = rows.iter().map(|row| row.replace(['\n', '\r'], "")).collect();
    (text, lines)
}

#[test]
fn threads_change_nothing() {
    let (text, rows) = mixed_rows();
    let file = Scratch::new("mixed.json", &text);
    let run = |query: &str, threads: &str| tamis(&["run", query, file.path(), "--threads", threads], "");
    let expected: Vec<&String> = rows.iter().filter(|row| !row.contains("\"second\"")).collect();
    for threads in ["1", "2", "5"] {
        let out = run("n >= 0 and second == null", threads).out;
        assert!(out.lines().eq(expected.iter().copied()), "{threads} threads");
        let ran = run("second == null offset 100 limit 20000", threads);
        assert!(ran.out.lines().eq(expected[100..20_100].iter().copied()), "{threads} threads, a part");
        let ran = run("true sort by n desc limit 3", threads);
        assert!(ran.out.lines().eq(rows.iter().rev().take(3)), "{threads} threads, sorted");
        tamis(&["true", "--count", "--threads", threads], &text).prints(&format!("{}\n", rows.len()));
    }
}

#[test]
fn the_first_unreadable_row_is_reported_for_any_number_of_threads() {
    let mut text = "{\"a\":1,\"text\":\"0123456789012345678901234567890123456789\"}\n".repeat(50_000);
    let lines = text.clone();
    text += "{\"a\":1e400}\n";
    text += &lines;
    text += "{\"a\":}\n";
    // In a file: a pipe would be full before its output is read.
    let file = Scratch::new("broken.json", &text);
    for threads in ["1", "2", "4"] {
        let run = |query, more| tamis(&["run", query, file.path(), "--threads", threads, more], "");
        let ran = run("a == 1", "--format=ndjson");
        let ran = ran.fails(2, "line 50001, column 6: a number that no double holds");
        assert_eq!(ran.out, lines);
        run("a == 1 limit 50000", "--count").prints("50000\n");
        run("a == 2 limit 50000", "--count").fails(2, "line 50001");
    }
    // Lines that cannot match are not validated then; others are.
    let unread = |query| tamis(&["run", query, file.path(), "--unchecked", "--count"], "");
    unread("text == 'x'").prints("0\n");
    unread("a == 1").fails(2, "line 50001");
}

#[test]
fn an_array_ends_as_it_should() {
    tamis(&["true"], "[]").prints("");
    tamis(&["true"], " [ 1 , \"a\" ] [2]\n3\n[4]").prints("1\n\"a\"\n2\n3\n4\n");
    tamis(&["true"], "[1,]").fails(2, "line 1, column 4: a comma before `]`");
    tamis(&["true"], "{\"a\":1}\n\u{C}{\"a\":2}\n").fails(2, "line 2, column 1: the character U+000C");
    tamis(&["true"], "[1 2]").fails(2, "line 1, column 4: a comma is missing");
    tamis(&["true"], "[1,\n2").fails(2, "line 2, column 2: cut off inside an array");
    tamis(&["true"], "[1,\n,2]").fails(2, "line 2, column 1: a comma without a value before it");
    let ran = tamis(&["a != 2"], "[1,{\"a\":\"\\ud800\"}]")
        .fails(2, "line 1, column 10: an escape of half of a surrogate pair");
    assert_eq!(ran.out, "1\n");
}

#[test]
fn mistakes_on_the_command_line_are_named() {
    tamis(&["reqeust", "a == 1"], "").fails(2, "did you mean `tamis request`?");
    tamis(&["a =="], "").fails(1, "expected a value");
    tamis(&["--count", "request", "a == 1"], "").fails(2, "write `tamis request` first");
    let file = Scratch::new("rows.json", "{}");
    tamis(&[file.path(), "a == 1"], "").fails(2, "the query comes before the files");
    tamis(&["name", "==", "a", file.path()], "").fails(2, "put the whole query between quotes");
    tamis(&["-f", "-"], "a == 1").fails(2, "both the query and the rows");
    tamis(&["request", "a == $b", "--param", "b=1", "--param", "b=2"], "").fails(2, "`$b` is given twice");
    tamis(&["run", "a == 1", "--frmat", "table"], "").fails(2, "--format");
    tamis(&["request"], "").fails(2, "no query");
    tamis(&[], "").fails(2, "Usage");
    tamis(&["request", "a == 1", "--dialect", "mysql"], "").fails(2, "ahv");
    tamis(&["run", "a == 1", "no/such/file"], "").fails(2, "cannot read no/such/file");
    tamis(&["check", "a == 1", "--endpoint", "a//b"], "").fails(2, "`a//b`");
    tamis(&["check", "a == 1", "--endpoint", "Sessions"], "").fails(0, "did you mean `sessions`?");
    tamis(&["check", "a == 1", "--endpoint", "mystery"], "").fails(0, "`mystery` is not among the built-in endpoints");
}

const JOBS: &str = r#"{"data":[
  {"type":"job","id":"1","attributes":{"jobId":1,"state":"DONE","jobQueueReason":0}},
  {"type":"job","id":"2","attributes":{"jobId":2,"state":"QUEUED","jobQueueReason":5}}
],"links":{"self":{"href":"/admin/jobs"}},"meta":{"pagination":{"limit":10,"next":"x"}}}"#;

#[test]
fn resources_match_by_their_attributes_and_are_printed_whole() {
    let netbackup = ["--dialect", "netbackup"];
    let jobs = ["--dialect", "netbackup", "--endpoint", "admin/jobs"];
    let second =
        "{\"type\":\"job\",\"id\":\"2\",\"attributes\":{\"jobId\":2,\"state\":\"QUEUED\",\"jobQueueReason\":5}}\n";
    tamis(&[&["state == QUEUED and qReasonCode == 5"], &jobs[..]].concat(), JOBS).prints(second);
    tamis(&[&["state == 'QUEUED' and id == '2'"], &netbackup[..]].concat(), JOBS).prints(second);
    let table = "state   qReasonCode  id  jobId  type\nQUEUED  5            2   2      job\nDONE    0            1   1      job\n\n2 rows\n";
    let sorted = ["state in (QUEUED, DONE) sort by qReasonCode desc", "--format", "table"];
    tamis(&[&sorted[..], &jobs[..]].concat(), JOBS).prints(table);
    tamis(&[&["transportType == 0"], &jobs[..]].concat(), JOBS).fails(1, "rows do not have `transportType`");
}

#[test]
fn a_request_is_printed_as_a_websocket_message() {
    let id = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    let arguments =
        ["request", "state == DONE", "--dialect", "netbackup", "--endpoint", "admin/jobs", "--format", "nbwss"];
    let ran = tamis(&[&arguments[..], &["--id", id, "--now", "2026-01-31"]].concat(), "");
    let message: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((message["id"].as_str(), message["timeStamp"].as_i64()), (Some(id), Some(1_769_817_600)));
    assert_eq!(message["payload"]["uri"], "/netbackup/admin/jobs?filter=state%20eq%20%27DONE%27");
    assert_eq!(message["payload"]["headers"]["Authorization"], "$TAMIS_TOKEN");
    ran.fails(0, "warning: assumed, since the vendor does not document it: the service passes on");
    tamis(&arguments, "").fails(2, "add `--id`");
    tamis(&[&arguments[..], &["--id", "7"]].concat(), "").fails(2, "`7` is not a UUID");
    tamis(&["request", "", "--endpoint", "jobs", "--format", "nbwss", "--id", id], "")
        .fails(2, "only requests to NetBackup");
}

#[test]
fn every_help_has_an_example_that_runs() {
    for command in ["request", "check", "run", "explain"] {
        let help = tamis(&[command, "--help"], "").out;
        let example = help.lines().find_map(|line| line.strip_prefix("Example: tamis ")).unwrap();
        assert!(help.contains("Exit status: 0"), "{help}");
        let words = shell_words(example);
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "rows.json").collect();
        let ran = tamis(&words, "{\"size\": 6000000000}");
        assert_eq!(ran.status, 0, "{example}: {}", ran.err);
    }
    let help = tamis(&["--help"], "").out;
    for shell in ["sh ", "PowerShell ", "cmd "] {
        assert!(help.contains(shell), "{help}");
    }
}

/// Splits a command line into words, like a shell that knows only double quotes.
fn shell_words(line: &str) -> Vec<String> {
    line.split('"').enumerate().fold(vec![String::new()], |mut words, (index, part)| {
        if index % 2 == 1 {
            words.last_mut().unwrap().push_str(part);
            return words;
        }
        for (index, piece) in part.split(' ').enumerate() {
            if index > 0 {
                words.push(String::new());
            }
            words.last_mut().unwrap().push_str(piece);
        }
        words
    })
}

#[test]
fn a_request_without_a_limit_gets_a_note_about_pages() {
    let printed = |query: &str, more: &[&str]| {
        let ran = tamis(&[&["request", query, "--deny", "warnings"], more].concat(), "");
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.err
    };
    let note =
        "note: without a `limit` the API returns one page of 200 rows; `tamis plan` shows how to get all of them\n";
    let sessions = ["--dialect", "vbr", "--endpoint", "sessions", "--base", "vbr.example"];
    for format in ["json", "url", "curl", "powershell"] {
        assert_eq!(printed("state == Idle", &[&sessions[..], &["--format", format]].concat()).matches(note).count(), 1);
    }
    assert_eq!(printed("limit 5", &sessions), "");
    // The pages of this collection are not known, or there is no collection.
    assert!(!printed("", &["--dialect", "vbr", "--endpoint", "configBackup"]).contains("note:"));
    assert_eq!(printed("", &[]), "");
}

#[test]
fn now_is_a_whole_second() {
    let sent = tamis(&["request", "a > now - 1d"], "").out;
    let instant = sent.split('"').find(|part| part.starts_with("20")).unwrap();
    assert_eq!(instant.len(), "2026-01-31T08:00:00Z".len(), "{sent}");
    let given = tamis(&["request", "a > now - 1d", "--now", "2026-02-01T08:00:00.25Z"], "").out;
    assert!(given.contains("\"2026-01-31T08:00:00.25Z\""), "{given}");
}

#[test]
fn decompile_prints_the_query_of_a_request() {
    let single_quoted = "[{'property':'type','operation':'notEquals','collation':'ignorecase','value':'Company'}]";
    let ran = tamis(&["decompile", single_quoted, "--dialect", "vspc"], "");
    assert!(ran.err.contains("single quotes were read as double ones"), "{}", ran.err);
    ran.prints("type != \"Company\" collate ignorecase\n");

    let query =
        "state in (\"Running\", \"Finished\") and not name contains \"it's\" sort by startTimeUtc desc limit 50";
    for format in ["json", "params", "query", "url"] {
        let base = ["request", query, "--endpoint", "sessions", "--format", format];
        let sent = tamis(&base, "").out;
        let ran = tamis(&["decompile", "--endpoint", "sessions"], &sent);
        assert_eq!(ran.err, "", "{format}");
        ran.prints(
            "state in (\"Running\", \"Finished\") and name not contains \"it's\" sort by startTimeUtc desc limit 50\n",
        );
    }
    tamis(&["decompile", "--dialect", "netbackup", "--", "-startTime,jobId"], "")
        .prints("sort by startTime desc, jobId\n");
}

#[test]
fn decompile_reports_the_parts_of_a_request_that_no_query_has() {
    let url = "https://vbr.example/extension/799a5a3e-ae1e-4eaf-86eb-8a9acc2670e2/api/v8/sessions?limit=5&select=name";
    let ran = tamis(&["decompile", url], "");
    assert!(ran.err.contains("`select` is not part of the query"), "{}", ran.err);
    assert!(
        ran.err.contains("note: the URL is for `sessions`; its query is checked against the fields"),
        "{}",
        ran.err
    );
    ran.prints("limit 5\n");
    let wrong = "/sessions?filter=[{\"property\":\"nmae\",\"operation\":\"equals\",\"value\":1}]";
    let ran = tamis(&["decompile", wrong], "").fails(1, "ahv sessions has no field `nmae`");
    assert!(
        ran.err.ends_with("help: without the part before its `?`, the URL is read without a check of its fields\n"),
        "{}",
        ran.err
    );
    tamis(&["decompile", wrong.trim_start_matches("/sessions")], "").prints("nmae == 1\n");
    tamis(&["decompile", "/api/v1/sessions?createdAfterFilter=2026-02-01T10:00:00Z&limit=9", "--dialect", "vbr"], "")
        .prints("creationTime > 2026-02-01T10:00:00Z limit 9\n");
    let ran = tamis(&["decompile", url, "--endpoint", "jobs"], "");
    assert!(ran.err.contains("warning: the URL is for `sessions`, not for `jobs`"), "{}", ran.err);
    let ran = tamis(&["decompile", "-"], "[]");
    assert_eq!(ran.err, "note: the request fetches all rows\n");
    ran.prints("\n");

    tamis(&["decompile", "name eq 'x'"], "").fails(1, "read it as `netbackup`");
    tamis(
        &["decompile", "[{\"property\":\"nmae\",\"operation\":\"equals\",\"value\":1}]", "--endpoint", "sessions"],
        "",
    )
    .fails(1, "ahv sessions has no field `nmae`");
    tamis(&["decompile", "", "--dialect", "ahv"], "").fails(1, "there is nothing to read");
    tamis(&["decompile", "[]", "--dialect", "gcp"], "").fails(2, "does not accept `gcp`");
}

#[test]
fn a_closed_reader_ends_it_quietly() {
    let rows = "{\"a\":1}\n".repeat(200_000);
    let file = Scratch::new("many.json", rows);
    let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
        .args(["a == 1", file.path()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// Words that are no query are recognised: a file, a query without quotes, a command. Several words in quotes are a
/// query, and get its diagnostics.
#[test]
fn words_that_are_no_query_are_recognised() {
    const ROWS: &str = "examples/sessions.ndjson";
    let file = Scratch::new("query.tamis", "state == 'x'");
    for (arguments, status, wanted) in [
        (&["result -in (\"Error\",\"Warning\")", ROWS][..], 1, "`-in` is not an operator"),
        (&["finishTimeUtc -eq $null", ROWS], 1, "`-eq` is not an operator"),
        (&["change ticket != null", ROWS], 1, "`change ticket` is not a word"),
        (&["repl state format", ROWS], 1, "tamis::parse"),
        (&["result", "==", "Error", ROWS], 2, "put the whole query between quotes, as one word: 'result == Error'"),
        (&["run", "result", "==", "Error", ROWS], 2, "between quotes, as one word: 'result == Error'"),
        (&["result", "-eq", "Error", ROWS], 2, "put the whole query between quotes, as one word\n"),
        (&[ROWS], 2, "the query comes before the files: `tamis 'size > 5GB' examples/sessions.ndjson`"),
        (&["run", ROWS], 2, "`examples/sessions.ndjson` is a file, not a query"),
        (
            &["explain", ROWS, "a == 1"],
            2,
            "the query comes before the files: `tamis 'a == 1' examples/sessions.ndjson`",
        ),
        (&["check", file.path()], 2, "reads the query from it"),
        (&["rows.json"], 2, "there is no file `rows.json`, and it is not a query"),
        (&["name:/we.*/"], 1, "`:` is not an operator"),
        (&["check", "status", "==", "Failed"], 2, "`==` is not an option\nhelp: put the whole query between quotes"),
        (&["plan", "status", "-eq", "Failed"], 2, "`-e` is not an option\nhelp: put the whole query between quotes"),
        (&["request", "a", "=", "1"], 2, "`=` is not an option\nhelp: put the whole query between quotes"),
        (&["-not (State -eq 'x')"], 2, "a query that begins with `-` comes after `--`"),
        (&["-v", "a == 1"], 2, "unknown option `-v`\nhelp: `tamis --help`"),
        (&["explian", "a == 1", ROWS], 2, "did you mean `tamis explain`?"),
        (&["--count", "run", "a == 1", ROWS], 2, "write `tamis run` first: options come after the command"),
        (&["encrypted"], 1, "`encrypted` is not a comparison"),
        (&["check", "a == 1", "--output", "json"], 2, "unknown option `--output`\nhelp: `--format` chooses the form"),
        (&["a == 1", "--limit", "5"], 2, "a limit is part of the query: `size > 5GB limit 5`"),
        (&["a == 1", "--order-by", "x"], 2, "a sort is part of the query"),
        (&["a == 1", "--select", "x"], 2, "`--columns name,size` chooses the columns"),
    ] {
        let ran = tamis(arguments, "");
        assert_eq!(ran.status, status, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_version_of_the_api_is_chosen() {
    let request = |query: &str, version: &[&str]| {
        let known = ["request", query, "--dialect", "vbr", "--endpoint", "sessions", "--format", "curl", "--base", "h"];
        tamis(&[known.as_slice(), version].concat(), "")
    };
    let query = "result.result in (Failed, Warning)";
    let url = "https://h:9419/api/v1/sessions?resultFilter=Failed&resultFilter=Warning";
    let ran = request(query, &[]);
    assert!(ran.out.contains("'x-api-version: 1.3-rev0'") && ran.out.contains(url), "{}", ran.out);
    let ran = request(query, &["--api-version", "1.3-rev2"]);
    assert!(ran.out.contains("'x-api-version: 1.3-rev2'") && ran.out.contains(url), "{}", ran.out);
    request(query, &["--api-version", "1.2-rev1"]).fails(1, "`resultFilter` in version 1.2-rev1; 1.3-rev0 has it");
    request(query, &["--api-version", "2.0"]).fails(2, "there are 1.2-rev1, 1.3-rev0, 1.3-rev1, 1.3-rev2");
    tamis(&["request", "", "--api-version", "1.2-rev1"], "").fails(2, "name no version that could be chosen");
    // Also without an endpoint.
    let arguments = ["request", "name == 'a'", "--dialect", "vbr-inventory", "--api-version", "1.2-rev1"];
    let ran = tamis(&arguments, "");
    assert!(ran.out.contains(r#""operation":"equals""#), "{}", ran.out);
}
