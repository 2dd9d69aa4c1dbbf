//! The binary, driven as a process: what it prints where, and its exit status.
#![cfg(feature = "cli")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

const VENDOR_EXAMPLE: &str = r#"status in ("Success","Failed","Canceling") and sessionType in ("BackupVmJob")"#;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

#[track_caller]
fn tamis(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
        .args(arguments)
        .env_remove("NO_COLOR")
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A process that ends before it has read everything is fine.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Ran {
    #[track_caller]
    fn prints(self, out: &str) -> Self {
        assert_eq!((self.status, self.out.as_str()), (0, out), "{}", self.err);
        self
    }

    #[track_caller]
    fn fails(self, status: i32, err: &str) -> Self {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        assert!(self.err.contains(err), "{err:?} is not in {}", self.err);
        self
    }
}

/// A file in a folder of its own, which goes with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = std::env::temp_dir().join(format!("tamis-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        Self(folder.join(name))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

#[test]
fn compile_prints_the_vendors_examples() {
    let ran = tamis(&["compile", VENDOR_EXAMPLE, "--endpoint", "sessions"], "");
    let request: Json = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({"filter": [{"operation": "and", "items": [
        {"operation": "in", "property": "status", "value": ["Success", "Failed", "Canceling"]},
        {"operation": "in", "property": "sessionType", "value": ["BackupVmJob"]},
    ]}]});
    assert_eq!((ran.status, request), (0, expected));
    assert!(ran.err.contains("`state` (progress) and `result` (outcome)"), "{}", ran.err);

    let collated = VENDOR_EXAMPLE.replace(')', ") collate ordinal");
    let ran = tamis(&["compile", &collated, "--endpoint", "sessions"], "");
    let request: Json = serde_json::from_str(&ran.out).unwrap();
    let expected = json!({"filter": [{"operation": "and", "items": [
        {"operation": "in", "property": "status", "collation": "ordinal", "value": ["Success", "Failed", "Canceling"]},
        {"operation": "in", "property": "sessionType", "collation": "ordinal", "value": ["BackupVmJob"]},
    ]}]});
    assert_eq!(request, expected);

    tamis(&["compile", "sort by startTimeUtc desc collate ordinal", "--endpoint", "sessions"], "").prints(
        "{\"sort\":[{\"property\":\"startTimeUtc\",\"direction\":\"descending\",\"collation\":\"ordinal\"}]}\n",
    );
}

#[test]
fn compile_has_a_form_for_every_use() {
    let query = "name == \"it's\" limit 5";
    let form = |format: &str| {
        let arguments = ["compile", query, "--endpoint", "sessions", "--format", format, "--base", "vbr.example"];
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
    tamis(&["compile", "", "--endpoint", "sessions", "--format", "url"], "").prints("sessions\n");
    tamis(&["compile", "a == 1", "--format", "url"], "").fails(2, "--endpoint sessions");
    tamis(&["compile", "a == 1", "--endpoint", "sessions", "--format", "curl"], "").fails(1, "no field `a`");
    tamis(&["compile", "", "--endpoint", "sessions", "--format", "curl"], "").fails(2, "--base");
    tamis(&["compile", "", "--endpoint", "clusters/{id}/vms", "--format", "url"], "")
        .fails(2, "`{id}` stands for a value");
    tamis(&["compile", "", "--endpoint", "clusters/0005/vms", "--format", "url", "--base", "http://h:81/x/"], "")
        .prints("http://h:81/x/clusters/0005/vms\n");
    tamis(&["compile", "", "--endpoint", "sessions", "--format", "url", "--base", "no host"], "").fails(2, "`no host`");
    tamis(&["compile", "name == 'a'", "--endpoint", "clusters"], "").fails(1, "`clusters` takes no filter");
}

#[test]
fn parameters_and_the_clock_are_bound() {
    let query = "name == $name and id in $ids and start > today - 1d";
    let arguments = [
        "compile",
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
    tamis(&["compile", "a == $a"], "").fails(1, "--param a=TEXT");
    tamis(&["compile", "a == 1", "--param", "b=2"], "").fails(0, "no parameter `$b`");
    tamis(&["compile", "a == 1", "--param", "b"], "").fails(2, "--param name=TEXT");
    tamis(&["compile", "a == $b", "--param-json", "b=x"], "").fails(2, "`x` is not JSON");
    tamis(&["compile", "a == 1", "--now", "yesterday"], "").fails(2, "`yesterday`");
}

#[test]
fn check_reports_every_fault_at_once() {
    let ran = tamis(&["check", "statsu == \"Failed\" and objectsCount > \"x\"", "--endpoint", "sessions"], "");
    let ran = ran.fails(1, "no field `statsu`").fails(1, "did you mean `state` or `status`?");
    assert_eq!((ran.err.matches("help: ").count(), ran.err.matches("╭────").count(), ran.out.as_str()), (2, 2, ""));
    tamis(&["check", "state == Finished", "--endpoint", "sessions"], "").prints("");
    tamis(&["check", "state == Flying", "--endpoint", "sessions"], "").fails(0, "`Flying`");
    // What the endpoint cannot be asked is advice here, and an error where a request is wanted.
    tamis(&["check", "name startswith 'x'", "--endpoint", "sessions"], "").fails(0, "no way to ask for `startswith`");
    tamis(&["check", "name == null", "--endpoint", "sessions"], "").fails(0, "assumed");
    tamis(&["check", "name == $name and startTimeUtc > now - 9999999d", "--endpoint", "sessions"], "").prints("");
    tamis(&["check", "startTimeUtc > now - 9999999d", "--endpoint", "sessions"], "").fails(1, "years 1 to 9999");
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
    // Not an envelope: it says more than an envelope does, or has two arrays that could be the rows.
    tamis(&["x == 1"], r#"{"data": [], "x": 1}"#).prints("{\"data\": [], \"x\": 1}\n");
    tamis(&["items == null or items != null"], r#"{"data": [1], "items": [2]}"#)
        .prints("{\"data\": [1], \"items\": [2]}\n");
    tamis(&["a == 1"], r#"{"results": [{"a": 1}], "page": 2}{"results": [{"a": 1}], "page": 3}"#)
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
    tamis(&["run", "-f", "-", query.path()], "a == 3").fails(2, "not JSON");
}

#[test]
fn a_row_that_cannot_be_read_stops_the_run() {
    let ran = tamis(&["a > 0"], "{\"a\":1}\n{\"a\":2}\n{\"a\":}\n{\"a\":3}")
        .fails(2, "standard input, line 3, byte 21: not JSON");
    assert_eq!(ran.out, "{\"a\":1}\n{\"a\":2}\n");
    let ran = tamis(&["a > 0 sort by a"], "{\"a\":1}\n{\"a\":}").fails(2, "line 2");
    assert_eq!(ran.out, "");
    tamis(&["a > 0"], "{\"a\":1e400}").fails(2, "1e400");
    tamis(&["a > 0"], "{\"a\":\"\\ud800\"}").fails(2, "half of a surrogate pair");
    tamis(&["a > 0"], "{\"a\":1").fails(2, "line 1");
    tamis(&["a > 0"], [b'{', b'"', 0xFF, b'"', b':', b'1', b'}']).fails(2, "not JSON");
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

/// Some megabytes of rows as people have them: lines, empty ones, several values on a line, values over several lines,
/// arrays and envelopes; and what is in them, one row a line.
fn mixed_rows() -> (String, Vec<String>) {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for number in 0..40_000_usize {
        let mut row = |more: &str| {
            rows.push(format!("{{\"n\":{number},\"text\":\"{}\"{more}}}", "é\\n".repeat(number % 40)));
            rows.last().unwrap().clone()
        };
        match number % 1_000 {
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
fn the_first_row_that_cannot_be_read_is_told_whatever_the_threads() {
    let mut text = "{\"a\":1,\"text\":\"0123456789012345678901234567890123456789\"}\n".repeat(50_000);
    let lines = text.clone();
    text += "{\"a\":1e400}\n";
    text += &lines;
    text += "{\"a\":}\n";
    // In a file: a pipe would be full before anyone reads what is printed.
    let file = Scratch::new("broken.json", &text);
    for threads in ["1", "2", "4"] {
        let run = |query, more| tamis(&["run", query, file.path(), "--threads", threads, more], "");
        let ran = run("a == 1", "--format=ndjson");
        let ran = ran.fails(2, &format!("line 50001, byte {}: a number that no double holds", lines.len() + 9));
        assert_eq!(ran.out, lines);
        run("a == 1 limit 50000", "--count").prints("50000\n");
        run("a == 2 limit 50000", "--count").fails(2, "line 50001");
    }
    // Lines that cannot match are not read then; those that may are.
    let unread = |query| tamis(&["run", query, file.path(), "--unchecked", "--count"], "");
    unread("text == 'x'").prints("0\n");
    unread("a == 1").fails(2, "line 50001");
}

#[test]
fn an_array_ends_as_it_should() {
    tamis(&["true"], "[]").prints("");
    tamis(&["true"], " [ 1 , \"a\" ] [2]\n3\n[4]").prints("1\n\"a\"\n2\n3\n4\n");
    tamis(&["true"], "[1,]").fails(2, "byte 3: not JSON: trailing comma");
    tamis(&["true"], "[1 2]").fails(2, "byte 3: not JSON: expected `,` or `]`");
    tamis(&["true"], "[1,\n2").fails(2, "line 2, byte 5: not JSON: EOF while parsing a list");
    tamis(&["true"], "[1,\n,2]").fails(2, "line 2, byte 4: not JSON: expected value");
    let ran = tamis(&["true"], "[1,{\"a\":\"\\ud800\"}]").fails(2, "half of a surrogate pair");
    assert_eq!(ran.out, "1\n");
}

#[test]
fn slips_on_the_command_line_are_named() {
    tamis(&["complie", "a == 1"], "").fails(2, "did you mean `tamis compile`?");
    tamis(&["a =="], "").fails(1, "expected a value");
    tamis(&["--count", "compile", "a == 1"], "").fails(2, "write `tamis compile` first");
    let file = Scratch::new("rows.json", "{}");
    tamis(&[file.path(), "a == 1"], "").fails(2, "the query stands before the files");
    tamis(&["name", "==", "a", file.path()], "").fails(2, "put the whole query between quotes");
    tamis(&["-f", "-"], "a == 1").fails(2, "both the query and the rows");
    tamis(&["compile", "a == $b", "--param", "b=1", "--param", "b=2"], "").fails(2, "`$b` is given twice");
    tamis(&["run", "a == 1", "--frmat", "table"], "").fails(2, "--format");
    tamis(&["compile"], "").fails(2, "no query");
    tamis(&[], "").fails(2, "Usage");
    tamis(&["compile", "a == 1", "--dialect", "mysql"], "").fails(2, "ahv");
    tamis(&["run", "a == 1", "no/such/file"], "").fails(2, "cannot read no/such/file");
    tamis(&["check", "a == 1", "--endpoint", "a//b"], "").fails(2, "`a//b`");
    tamis(&["check", "a == 1", "--endpoint", "Sessions"], "").fails(0, "did you mean `sessions`?");
    tamis(&["check", "a == 1", "--endpoint", "mystery"], "").fails(0, "`mystery` is not among the built-in endpoints");
}

#[test]
fn every_help_has_an_example_that_runs() {
    for command in ["compile", "check", "run"] {
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

/// The words of a command line, split as a shell does that knows double quotes.
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
fn a_reader_that_goes_away_ends_it_quietly() {
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
