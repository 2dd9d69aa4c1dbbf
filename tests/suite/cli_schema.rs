//! Tests of `tamis schema`, and of schemas from OpenAPI documents in other commands.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

const DOCUMENT: &str = "tests/openapi/openapi-3.0.yaml";

struct Ran {
    status: i32,
    out: String,
    err: String,
}

#[track_caller]
fn tamis(arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The process may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Returns the exit status of a command that cannot write its output.
#[cfg(target_os = "linux")]
fn to_a_full_disk(arguments: &[&str]) -> Option<i32> {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_tamis")).args(arguments).stdout(full).stderr(Stdio::null()).status();
    ran.unwrap().code()
}

impl Ran {
    #[track_caller]
    fn prints(self, out: &str) -> Self {
        assert_eq!((self.status, self.out.as_str()), (0, out), "{}", self.err);
        self
    }

    #[track_caller]
    fn reports(self, status: i32, err: &str) -> Self {
        assert_eq!((self.status, self.err.as_str()), (status, err), "{}", self.out);
        self
    }
}

#[test]
fn list_prints_paths_methods_and_what_they_support() {
    let ran = tamis(&["schema", "list", DOCUMENT], "").reports(0, "");
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0], ["/types", "GET", "filter,sort"]);
    assert_eq!(lines[1], ["/enums", "GET", "filter"]);
    assert!(lines.contains(&vec!["/one/{id}", "GET", "filter"]));
    assert_eq!(lines.len(), 12);
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT)).unwrap();
    tamis(&["schema", "list", "-"], &text).prints(&ran.out);
    let ran = tamis(&["schema", "list", "tests/openapi/openapi-3.1.json"], "").reports(0, "");
    assert!(ran.out.starts_with("/types\tGET\tsort\n") && ran.out.ends_with("/search\tPOST\tfilter\n"), "{}", ran.out);
    let built_in = tamis(&["schema", "list", "--dialect", "ahv"], "").reports(0, "");
    assert!(built_in.out.starts_with("sessions\tGET\tfilter,sort\n"), "{}", built_in.out);
    assert!(!built_in.out.contains("clusters\t"), "what takes nothing is not listed: {}", built_in.out);
}

#[test]
fn a_document_without_filters_lists_operations_that_return_rows() {
    let list = |paths: Json| {
        let document = serde_json::json!({"openapi": "3.0.1", "paths": paths}).to_string();
        tamis(&["schema", "list", "-"], &document)
    };
    let rows =
        serde_json::json!({"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}});
    let get = |schema: &Json| {
        let content = serde_json::json!({"application/json": {"schema": schema}});
        serde_json::json!({"get": {"responses": {"200": {"description": "", "content": content}}}})
    };
    let envelope = serde_json::json!({"type": "object", "properties": {"data": rows}});
    let note = |count: &str| {
        format!(
            "note: no operation has a query parameter for a filter or a sort; {count}, and `tamis schema show PATH --schema -` shows their fields\n"
        )
    };
    let two = serde_json::json!({"/jobs": get(&rows), "/sessions": get(&envelope), "/version": get(&serde_json::json!({"type": "string"}))});
    list(two).reports(0, &note("2 return rows")).prints("/jobs\tGET\t-\n/sessions\tGET\t-\n");
    list(serde_json::json!({"/sessions": get(&envelope)}))
        .reports(0, &note("one returns rows"))
        .prints("/sessions\tGET\t-\n");
    let none = "note: no operation has a query parameter for a filter or a sort; none returns rows either\n";
    list(serde_json::json!({"/version": get(&serde_json::json!({"type": "string"}))})).reports(0, none).prints("");
}

#[test]
fn show_has_an_endpoint_option_and_wraps_long_lists_of_words() {
    let shown = tamis(&["schema", "show", "sessions"], "");
    tamis(&["schema", "show", "--endpoint", "sessions"], "").prints(&shown.out);
    let both = tamis(&["schema", "show", "sessions", "--endpoint", "jobs"], "");
    assert_eq!(both.status, 2, "{}", both.err);
    assert!(shown.out.lines().all(|line| line.chars().count() <= 100), "{}", shown.out);
    let lines: Vec<&str> = shown.out.lines().collect();
    let start = lines.iter().position(|line| line.starts_with("sessionType")).unwrap();
    let column = lines[0].find("HOLDS").unwrap();
    assert!(lines[start + 1].starts_with(&" ".repeat(column)) && !lines[start + 1][column..].starts_with(' '));
    assert!(lines[start + 1..].iter().any(|line| line.ends_with('…')), "all words are shown");
}

#[test]
fn an_imported_schema_checks_queries() {
    let imported = tamis(&["schema", "import", DOCUMENT, "--endpoint", "/api/v1/types"], "").reports(0, "");
    let json: Json = serde_json::from_str(&imported.out).unwrap();
    assert_eq!((json["origin"].as_str(), json["fields"][0]["type"].as_str()), (Some("/types"), Some("uuid")));
    let schema = ["check", "nmae == 'x'", "--schema"];
    let ran = tamis(&[schema.as_slice(), &["-"]].concat(), &imported.out);
    assert!(ran.err.contains("/types has no field `nmae`") && ran.err.contains("did you mean `name`"), "{}", ran.err);
    assert_eq!(ran.status, 1);
    let again = tamis(&[schema.as_slice(), &[DOCUMENT, "--endpoint", "types"]].concat(), "");
    assert_eq!((again.status, again.err), (1, ran.err));
    tamis(&["request", "size > 5GB", "--schema", DOCUMENT, "--endpoint", "types", "--format", "url"], "")
        .prints("types?filter=%5B%7B%22property%22%3A%22size%22%2C%22operation%22%3A%22greaterThan%22%2C%22value%22%3A5000000000%7D%5D\n")
        .reports(0, "");
    tamis(
        &["run", "closed == Idle", "--schema", DOCUMENT, "--endpoint", "enums"],
        "{\"closed\":\"Idle\"}{\"closed\":\"x\"}",
    )
    .prints("{\"closed\":\"Idle\"}\n");
}

#[test]
fn open_points_of_a_document_are_reported_if_they_matter() {
    let recursive = "warning: `parent` is recursive: paths into it are not checked\n";
    let ran = tamis(&["schema", "import", DOCUMENT, "--endpoint", "recursion"], "");
    assert_eq!((ran.status, ran.err.lines().count()), (0, 4), "{}", ran.err);
    assert!(ran.err.starts_with(recursive), "{}", ran.err);
    let check = |query: &str| tamis(&["check", query, "--schema", DOCUMENT, "--endpoint", "recursion"], "");
    check("name == 'x'").reports(0, "");
    check("owner.name == 'x'").reports(0, "");
    let ran = check("parent.parent.name == 'x' sort by parent");
    assert_eq!((ran.status, ran.err.matches(recursive).count(), ran.err.matches("is recursive").count()), (0, 1, 1));
    // A note on all rows is printed for every query.
    tamis(&["run", "name == 'x'", "--schema", DOCUMENT, "--endpoint", "rows-elsewhere"], "").reports(
        0,
        "warning: the answer has no array in `results`, `data` or `items`: the rows are taken from `members`\n",
    );
}

#[test]
fn show_prints_a_table_or_the_json_form() {
    let ran = tamis(&["schema", "show", "enums", "--schema", DOCUMENT], "").reports(0, "");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "FIELD       TYPE                 NULL  HOLDS");
    assert_eq!(lines[1], "closed      enum State           null  Idle Running");
    assert_eq!(lines[2], "renamed     enum Letter          null  A B …");
    assert_eq!(lines[11], "several     array of enum State  null  Idle Running");
    assert_eq!(lines.len(), 12);
    let types = tamis(&["schema", "show", "types", "--schema", DOCUMENT], "");
    assert!(types.out.contains("\nid        uuid             What it is known by.\n"), "{}", types.out);
    let json = tamis(&["schema", "show", "types", "--schema", DOCUMENT, "--format", "json"], "");
    let imported = tamis(&["schema", "import", DOCUMENT, "--endpoint", "types"], "");
    assert_eq!(json.out, imported.out);
    // A schema in JSON form needs no endpoint.
    tamis(&["schema", "show", "--schema", "-"], &imported.out).prints(&types.out);
    let built_in = tamis(&["schema", "show", "/sessions"], "");
    assert!(built_in.out.contains("state          enum SessionState   null  Unknown Starting"), "{}", built_in.out);
    #[cfg(target_os = "linux")]
    assert_eq!(to_a_full_disk(&["schema", "show", "sessions"]), Some(2));
    let old = tamis(&["schema", "show", "protectedVms"], "");
    assert!(old.err.starts_with("warning: only v4 to v7"), "{}", old.err);
}

#[test]
fn infer_prints_a_schema() {
    let rows = "{\"results\":[{\"name\":\"a\",\"at\":\"2026-01-31T08:00:00Z\"},{\"name\":\"b\",\"at\":null}],\"totalCount\":2}";
    let drafted = tamis(&["schema", "infer"], rows).reports(0, "");
    tamis(&["schema", "show", "--schema", "-"], &drafted.out)
        .prints("FIELD  TYPE       NULL  HOLDS\nat     date-time  null\nname   text\n");
    assert!(drafted.out.contains("\"origin\": \"the sample rows\""), "{}", drafted.out);
    let within = tamis(&["schema", "infer", "--rows", "report.rows"], "{\"report\":{\"rows\":[{\"x\":1}]}}");
    assert!(within.out.contains("\"path\": \"x\""), "{}", within.out);
    let file = tamis(&["schema", "infer", "examples/sessions.ndjson"], "").reports(0, "");
    assert!(file.out.contains("\"origin\": \"examples/sessions.ndjson\""), "{}", file.out);
    let help = "help: rows are objects; `--rows` names their path\n";
    tamis(&["schema", "infer"], "5")
        .reports(2, &format!("error: there is no row with properties in the sample rows\n{help}"));
    let help = "help: the end is missing: fetch it again, or remove it\n";
    tamis(&["schema", "infer"], "{")
        .reports(2, &format!("error: standard input, line 1, column 2: cut off inside an object\n{help}"));
    let many: String = (0..5000).map(|index| format!("{{\"f{index}\":1}}")).collect();
    tamis(&["schema", "infer"], &many)
        .reports(0, "warning: properties after the first 4,096, and those deeper than 32 names, are left out\n");
}

#[test]
fn mistakes_are_reported_with_help() {
    let list = "`tamis schema list tests/openapi/openapi-3.0.yaml` lists those that support a filter or a sort";
    for command in [
        ["schema", "import", DOCUMENT, "--endpoint", "/typs"].as_slice(),
        &["schema", "show", "/typs", "--schema", DOCUMENT],
        &["check", "a == 1", "--schema", DOCUMENT, "--endpoint", "/typs"],
    ] {
        tamis(command, "").reports(
            2,
            &format!("error: {DOCUMENT}: the document has no endpoint `/typs`\nhelp: did you mean `/types`? {list}\n"),
        );
    }
    tamis(&["schema", "import", DOCUMENT, "--endpoint", "far/away/from/all"], "")
        .reports(2, &format!("error: {DOCUMENT}: the document has no endpoint `far/away/from/all`\nhelp: {list}\n"));
    for command in [["check", "a == 1", "--schema", DOCUMENT].as_slice(), &["schema", "show", "--schema", DOCUMENT]] {
        let error = format!(
            "error: {DOCUMENT} is an OpenAPI document, and the command names none of its endpoints\nhelp: {list}\n"
        );
        tamis(command, "").reports(2, &error);
    }
    tamis(&["schema", "show"], "")
        .reports(2, "error: no endpoint\nhelp: `tamis schema list` lists the built-in ones\n");
    tamis(&["schema", "show", "sesions"], "").reports(
        2,
        "error: the fields of `sesions` in ahv are not known\n\
         help: `tamis schema list` lists the built-in endpoints; `--schema` reads an OpenAPI document\n",
    );
    let import = |text: &str| tamis(&["schema", "import", "-", "--endpoint", "a"], text);
    let help = "help: an OpenAPI document is JSON or YAML; a schema in its JSON form begins with `{`\n";
    import("{\"openapi\": ").reports(
        2,
        &format!("error: standard input cannot be read as JSON: EOF while parsing a value at line 1 column 12\n{help}"),
    );
    import("openapi: [\n").reports(
        2,
        &format!("error: standard input cannot be read as YAML: unclosed bracket '[' at line 1 column 10\n{help}"),
    );
    import("{}").reports(
        2,
        "error: standard input: not an OpenAPI document: it has neither `openapi` nor `swagger` nor paths\n",
    );
    import("{\"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {\"schema\": {\"type\": \"string\"}}}}}}}")
        .reports(2, "error: standard input: GET /a returns no rows: text\n");
    for (text, reason) in [
        ("<!DOCTYPE html><html></html>", "this is HTML, such as a log-in page"),
        ("id,name\n1,a\n", "this looks like CSV"),
        ("HTTP/1.1 200 OK\n\n{}", "these are the headers of an HTTP answer"),
    ] {
        let message = format!(
            "error: standard input is neither a schema nor an OpenAPI document: {reason}\n\
             help: check where it comes from: an OpenAPI document is JSON or YAML\n"
        );
        import(text).reports(2, &message);
        tamis(&["schema", "list", "-"], text).reports(2, &message);
        tamis(&["check", "a == 1", "--schema", "-"], text).reports(2, &message);
    }
    for rows in ["{\"a\": 1}\n{\"a\": 2}\n", "[{\"a\": 1}]"] {
        import(rows).reports(
            2,
            "error: standard input holds rows, not a schema or an OpenAPI document\n\
             help: `tamis schema infer -` infers a schema from rows\n",
        );
    }
    // A text is not repeated, however long.
    let long = tamis(&["schema", "list", "-"], &"word ".repeat(10_000));
    assert!(long.status == 2 && long.err.len() < 300, "{}", long.err.len());
    let unread = tamis(&["schema", "list", "no/such/file"], "");
    assert!(unread.status == 2 && unread.err.contains("cannot read no/such/file"), "{}", unread.err);
    for command in ["schema", "schema nothing", "schema import x", "schema list --endpoint a"] {
        assert_eq!(tamis(&command.split(' ').collect::<Vec<_>>(), "").status, 2, "{command}");
    }
}

#[test]
fn every_help_has_an_example() {
    for command in ["list", "show", "import", "infer"] {
        let ran = tamis(&["schema", command, "--help"], "");
        let example = ran.out.lines().find_map(|line| line.strip_prefix("Example: tamis ")).unwrap();
        assert!(
            example.starts_with(&format!("schema {command}")) && ran.out.contains("Exit status: 0 done"),
            "{}",
            ran.out
        );
        let words = example.split(" > ").next().unwrap().split(' ');
        let words: Vec<&str> = words
            .map(|word| match word {
                "openapi.yaml" => DOCUMENT,
                "/jobs" => "/types",
                "rows.json" => "examples/sessions.ndjson",
                word => word,
            })
            .collect();
        assert_eq!(tamis(&words, "").status, 0, "{example}");
    }
}
