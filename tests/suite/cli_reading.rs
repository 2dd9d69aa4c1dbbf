//! Tests of reading rows: in pieces and in every encoding, with values that Rust cannot represent, and with lines that
//! are no rows, which get a message or are skipped.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::common::process::{Scratch, tamis};

#[derive(serde::Deserialize)]
struct Cases {
    row: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    text: String,
    error: String,
    help: String,
}

#[test]
fn errors_in_rows_are_described_in_words() {
    let Cases { row: cases } = toml::from_str(include_str!("../rows.toml")).unwrap();
    for Case { text, error, help } in &cases {
        let ran = tamis(&["a != 99", "--count"], text);
        let said = format!("error: standard input, {error}\nhelp: {help}\n");
        assert_eq!((ran.status, ran.err.as_str()), (2, said.as_str()), "{text:?}");
    }
    assert!(cases.len() > 100, "{}", cases.len());
}

#[test]
fn binary_formats_are_named() {
    for (data, name) in [
        (&[0x1F, 0x8B, 8, 0][..], "compressed with gzip"),
        (&[0x28, 0xB5, 0x2F, 0xFD, 4], "compressed with zstd"),
        (b"PK\x03\x04\x14\0", "a zip archive"),
        (b"\xFD7zXZ\0\0", "compressed with xz"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"{\0\"\0a\0\"\0:\x001\0}\0\n\0", "looks like UTF-16 without a byte order mark"),
        (b"\0{\0\"\0a\0\"\0:\x001\0}\0\n", "looks like UTF-16 without a byte order mark"),
        (b"{\"a\":1}\n\xFF\xFE{\0}\0", "a byte order mark of UTF-16 inside the text"),
    ] {
        let file = Scratch::new("data", data);
        // No row can follow, so nothing is skipped.
        for skip in [&[][..], &["--skip-bad"]] {
            let ran = tamis(&[&["a == 1", file.path()], skip].concat(), "").fails(2, name);
            assert!(!ran.err.contains("FILE"), "{}", ran.err);
        }
    }
    // A file to which a program in another encoding appended, such as cmd's `>>` after PowerShell's `>`.
    let wide: Vec<u8> = "\u{FEFF}{\"a\":1}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    tamis(&["true"], [&wide[..], b"{\"a\":2}\n"].concat())
        .fails(2, "line 2, column 1: text in UTF-8 inside of text in UTF-16")
        .fails(2, "convert each part by itself before joining them");
    tamis(&["true"], [&wide[..], b"{\"a\":22}\n"].concat()).fails(2, "convert each part by itself before joining them");
    let latin = tamis(&["true"], b"{\"a\":1}\n{\"b\":\"caf\xE9\"}\n")
        .fails(2, "line 2, column 10: a byte that is not UTF-8: 0xE9");
    assert!(latin.err.contains("iconv -f WINDOWS-1252"), "{}", latin.err);
    // A control character of a row does not reach the terminal.
    assert!(!tamis(&["true"], "{\"a\":\u{1B}[1m}").err.contains('\u{1B}'));
}

#[test]
fn a_number_continues_after_the_end_of_a_read() {
    // The end of a block of 256 KiB falls inside the number, after each of its bytes.
    for number in ["1.5", "-1.5", "15e-1", "15E-1", "0.15e+1"] {
        for cut in 1..number.len() {
            let filler = |more: usize| "x".repeat((1 << 18) - more - cut);
            let array = format!("[{{\"p\":\"{}\",\"r\":{number}}}]", filler("[{\"p\":\"\",\"r\":".len()));
            let envelope = format!(
                "{{\"results\":[{{\"p\":\"{}\",\"r\":{number}}}]}}",
                filler("{\"results\":[{\"p\":\"\",\"r\":".len())
            );
            let line = format!("{{\"p\":\"{}\",\"r\":{number}}}\n", filler("{\"p\":\"\",\"r\":".len()));
            let abs = number.trim_start_matches('-');
            let query = if abs == number { "r == 1.5" } else { "r == -1.5" };
            for (name, text) in [("array", &array), ("envelope", &envelope), ("line", &line)] {
                let file = Scratch::new("cut.json", text);
                tamis(&[query, file.path(), "--count"], "").prints("1\n");
                if cut == number.len() - 1 {
                    let explained = tamis(&["explain", query, file.path(), "--first", "0"], "");
                    assert!(explained.status == 0 && explained.out.contains('1'), "{name}: {}", explained.err);
                    let loaded = tamis(&["repl", file.path()], format!(":load\n{query}\n:count\n"));
                    assert!(
                        loaded.status == 0 && loaded.out.contains("1 row of"),
                        "{name}: {}{}",
                        loaded.out,
                        loaded.err
                    );
                }
            }
        }
    }
}

#[test]
fn a_pipe_may_be_slow() {
    for (first, second) in
        [("[{\"r\":1.", "5}]"), ("[{\"r\":-", "1.5}, {\"r\":1.5}]"), ("{\"r\":1.5}\n{\"r\":1e", "1}\n")]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
            .args(["r == 1.5 or r == 10 or r == -1.5", "--count"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(first.as_bytes()).unwrap();
        pipe.flush().unwrap();
        thread::sleep(Duration::from_millis(300));
        pipe.write_all(second.as_bytes()).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && !output.stdout.starts_with(b"0"), "{first:?}");
    }
}

/// Rows of which the second has a lone surrogate, and the third a number that fits no double.
const UNHELD: &str = "{\"id\":1,\"name\":\"web\",\"m\":1}
{\"id\":2,\"name\":\"caf\\udce9\",\"m\":2}
{\"id\":3,\"name\":\"db\",\"m\":1e400}
";

#[test]
fn unrepresentable_values_matter_only_where_they_are_read() {
    let half = "line 2, column 20: an escape of half of a surrogate pair";
    let number = "line 3, column 25: a number that no double holds";
    let lines: Vec<&str> = UNHELD.split_inclusive('\n').collect();
    // The row is printed byte for byte.
    tamis(&["id > 1"], UNHELD).prints(&lines[1..].concat());
    tamis(&["id > 1", "--format", "json"], UNHELD).prints(&format!(
        "[\n{},\n{}\n]\n",
        lines[1].trim(),
        lines[2].trim()
    ));
    tamis(&["id > 1", "--columns", "m"], UNHELD).prints("{\"m\":2}\n{\"m\":1e400}\n");
    tamis(&["id > 1 sort by id desc"], UNHELD).prints(&[lines[2], lines[1]].concat());
    tamis(&["id > 1", "--count"], format!("[{}]", lines.join(","))).prints("2\n");
    tamis(&["id > 1", "--count"], format!("{{\"results\":[{}]}}", lines.join(","))).prints("2\n");
    // A path of the query.
    tamis(&["name != null"], UNHELD).fails(2, half);
    tamis(&["id == 3 and m > 5"], UNHELD).fails(2, number);
    // A sort key: nothing is printed before the error.
    for (query, error) in [("true sort by name", half), ("true sort by m limit 1", number)] {
        assert_eq!(tamis(&[query], UNHELD).fails(2, error).out, "");
    }
    // A text column has to be parsed; a number is printed unchanged.
    tamis(&["id > 2", "--format", "csv"], UNHELD).prints("id,name,m\n3,db,1e400\n");
    tamis(&["id > 1", "--format", "csv", "--columns", "id,m"], UNHELD).prints("id,m\n2,2\n3,1e400\n");
    tamis(&["id > 1", "--format", "csv"], UNHELD)
        .fails(2, "line 2, column 16: a column's value holds an escape of half");
    tamis(&["id > 1", "--format", "table", "--columns", "name"], UNHELD).fails(2, "line 2, column 16");
    tamis(&["id > 1", "--format", "table"], UNHELD)
        .prints("id  name  m\n2   caf\u{FFFD}  2\n3   db    1e400\n\n2 rows\n");
    tamis(&["id > 0", "--count-by", "name"], UNHELD).fails(2, "line 2, column 16");
    tamis(&["id > 0", "--count-by", "m"], UNHELD).fails(2, "line 3, column 25");
    tamis(&["id > 1", "--count-by", "id"], UNHELD).prints("{\"value\":2,\"count\":1}\n{\"value\":3,\"count\":1}\n");
    // The survey after a run without matches reads the same paths as the filter.
    tamis(&["idd == 1", "--count"], UNHELD).fails(0, "no row has `idd`");
    // Explanations, inferred schemas and sessions.
    tamis(&["explain", "id > 1", "--first", "0"], UNHELD).fails(0, "");
    tamis(&["explain", "m > 1"], UNHELD).fails(2, number);
    assert!(tamis(&["schema", "infer"], UNHELD).out.contains("\"m\""));
    let file = Scratch::new("unheld.ndjson", UNHELD);
    let session = tamis(&["repl", file.path()], ":load\nid == 3\n");
    assert!(
        session.out.contains("3 rows of") && session.out.contains("2 with an approximate value"),
        "{}",
        session.out
    );
    // Also in the names of members.
    tamis(&["a == 1", "--columns", "a"], "{\"\\ud800\":0,\"a\":1}").prints("{\"a\":1}\n");
    // If such rows are skipped, the others are printed.
    let skipped = tamis(&["name != null", "--skip-bad", "--columns", "id"], UNHELD);
    let skipped =
        skipped.fails(6, "warning: skipped 1 row that cannot be read; the first: standard input, line 2, column 20");
    assert_eq!(skipped.out, "{\"id\":1}\n{\"id\":3}\n");
}

#[test]
fn lines_that_cannot_be_read_are_skipped() {
    let log = "started\n{\"a\":1}\n[2026-01-31 08:00] {\"b\":2}\n{\"a\":2,\"na\n{\"a\":3}\n\nTrace:\n  at x {\n    { \"a\": 9 }\n{\"a\":4}\n";
    let file = Scratch::new("log.ndjson", log);
    let skip = |arguments: &[&str]| tamis(&[arguments, &[file.path(), "--skip-bad"]].concat(), "");
    for threads in ["1", "3"] {
        let ran = skip(&["a >= 1", "--threads", threads]);
        let first = format!(
            "warning: skipped 6 lines that cannot be read; the first: {}, line 1, column 1: `started` is not JSON\n",
            file.path()
        );
        assert_eq!((ran.status, ran.err), (6, first));
        assert_eq!(ran.out, "{\"a\":1}\n{\"a\":3}\n{\"a\":4}\n");
    }
    assert_eq!(skip(&["a >= 1 sort by a desc limit 1"]).fails(6, "skipped 6 lines").out, "{\"a\":4}\n");
    assert_eq!(skip(&["a >= 1", "--count"]).fails(6, "").out, "3\n");
    // A skipped row might have matched.
    skip(&["a > 9", "-e"]).fails(6, "skipped 6 lines");
    skip(&["explain", "a > 1"]).fails(6, "skipped 6 lines");
    skip(&["schema", "infer"]).fails(6, "skipped 6 lines");
    let loaded = tamis(&["repl", "--skip-bad"], format!(":load {}\na == 4\n", file.path()));
    assert!(loaded.out.starts_with("3 rows of") && loaded.out.contains("(skipped 6 lines"), "{}", loaded.out);
    // Without `--skip-bad` the first stops the run, and no sorted rows are printed.
    tamis(&["a >= 1", file.path()], "").fails(2, "`started` is not JSON");
    let stopped = tamis(&["true sort by a"], "{\"a\":1}\n{\"a\":}\n{\"a\":2}\n").fails(2, "line 2, column 6");
    assert_eq!((stopped.out.as_str(), stopped.err.contains("`--skip-bad` skips the line")), ("", true));
    // Without unreadable lines there is no message.
    let ran = tamis(&["a == 1", "--skip-bad"], "{\"a\":1}\n[{\"a\":1}]\n").prints("{\"a\":1}\n{\"a\":1}\n");
    assert_eq!(ran.err, "");
    tamis(&["a == 2", "--skip-bad", "-e"], "{\"a\":1}\n").fails(4, "");
}

#[test]
fn parts_of_a_broken_value_are_no_rows() {
    let pretty = "{\n  \"a\": NaN,\n  \"b\": [\n    {\"a\": 2},\n    {\"a\": 3}\n  ]\n}\n{\n  \"a\": 4\n}\n";
    let ran = tamis(&["a != null", "--skip-bad"], pretty).fails(6, "skipped 7 lines");
    assert_eq!(ran.out, "{  \"a\": 4}\n");
    // An element that is no JSON makes the rest of its array unreadable.
    let ran = tamis(&["a != null", "--skip-bad"], "[{\"a\":1},\n{\"a\":},\n{\"a\":3}]\n").fails(2, "line 2, column 6");
    assert_eq!(ran.out, "{\"a\":1}\n");
    // An element that is JSON but unreadable is skipped alone.
    let ran = tamis(&["a != null", "--skip-bad"], "[{\"a\":1},{\"a\":1e400},{\"a\":3}]").fails(6, "skipped 1 row ");
    assert_eq!(ran.out, "{\"a\":1}\n{\"a\":3}\n");
    // An envelope is one value: it is skipped as a whole, with all its lines.
    let pages = "{\"results\":[{\"a\":1},{\"a\":}]}\n{\"results\":[{\"a\":2}]}\n";
    assert_eq!(tamis(&["a != null", "--skip-bad"], pages).fails(6, "skipped 1 line ").out, "{\"a\":2}\n");
    // Reading goes on with the next file.
    let (bad, good) = (Scratch::new("bad.ndjson", "{\"a\":1}\nx\n"), Scratch::new("good.ndjson", "{\"a\":2}\n"));
    let ran = tamis(&["a > 0", bad.path(), good.path(), "--skip-bad"], "").fails(6, "bad.ndjson, line 2, column 1");
    assert_eq!(ran.out, "{\"a\":1}\n{\"a\":2}\n");
}

#[test]
fn many_nested_unclosed_values_take_linear_time() {
    let units = [
        "[\n",
        "{\"a\":\n",
        "{\"a\":[\n",
        "{\"a\":[\n{\"b\":1},\n",
        "{\"a\":[\n[1],\n",
        "{\"\u{e4}\":\n",
        "[{\"a\":\n",
    ];
    for unit in units {
        let text = unit.repeat(200_000 / unit.len());
        let ran = tamis(&["b == 1", "--count", "--skip-bad"], &text);
        let rows = text.matches("{\"b\":1}").count();
        assert_eq!(ran.fails(6, "cannot be read; the first: ").out, format!("{rows}\n"), "{unit}");
    }
}

#[test]
fn an_error_inside_a_bracket_has_its_own_position() {
    let place = |text: &str, place: &str| tamis(&["a == 1", "--skip-bad"], text).fails(6, place);
    place("[2026-01-31 08:00] started\n", "line 1, column 2: `2026-01-31`");
    place("[ 1 x]\n", "line 1, column 5: ");
    place("[\n[\n", "line 3, column 1: cut off inside an array");
    // A complete value inside a broken one is read if it begins no further to the right.
    let ran = place("{\"b\":[\n{\"a\":1},\n{\"a\":[\n{\"a\":1}\n]}\n", "line 6, column 1: cut off");
    assert_eq!(ran.out, "{\"a\":1}\n");
}

#[test]
fn many_unreadable_lines_take_linear_time() {
    let mut text = String::new();
    for number in 0..60_000 {
        writeln!(text, "{{\"a\":{number},\"text\":\"0123456789012345678901234567890123456789\"}}\nbroken {number}")
            .unwrap();
    }
    let file = Scratch::new("many.ndjson", &text);
    for threads in ["1", "4"] {
        let ran = tamis(&["a >= 0", "--count", file.path(), "--skip-bad", "--threads", threads], "");
        assert_eq!(ran.fails(6, "skipped 60000 lines").out, "60000\n");
    }
}

/// Returns `text` in every encoding that has a byte order mark.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    let points = |mark: &[u8], bytes: fn(u32) -> [u8; 4]| {
        mark.iter().copied().chain(text.chars().map(u32::from).flat_map(bytes)).collect::<Vec<u8>>()
    };
    vec![
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        units(&[0xFF, 0xFE], u16::to_le_bytes),
        units(&[0xFE, 0xFF], u16::to_be_bytes),
        points(&[0xFF, 0xFE, 0, 0], u32::to_le_bytes),
        points(&[0, 0, 0xFE, 0xFF], u32::to_be_bytes),
    ]
}

#[test]
fn every_file_is_read_in_every_encoding_with_a_mark() {
    let rows = "{\"é𝄞\":\"ü\"}\r\n{\"é𝄞\":\"x\"}\r\n";
    for bytes in encodings(rows) {
        tamis(&["`é𝄞` == 'ü'"], &bytes).prints("{\"é𝄞\":\"ü\"}\n");
        let file = Scratch::new("rows.ndjson", &bytes);
        let loaded = tamis(&["repl", file.path()], ":load\n");
        assert!(loaded.out.starts_with("2 rows of"), "{}", loaded.err);
    }
    for bytes in encodings("`é𝄞` == 'ü'\r\n") {
        let query = Scratch::new("query.tamis", &bytes);
        tamis(&["-f", query.path()], rows).prints("{\"é𝄞\":\"ü\"}\n");
        tamis(&["check", "-f", "-"], &bytes).prints("");
        let session = tamis(&["repl"], &bytes);
        assert!(session.status == 0 && session.out.contains("\"ü\""), "{}", session.err);
    }
    let schema = r#"{"origin": "é", "fields": [{"path": "é", "type": "text"}]}"#;
    let schema = encodings(schema);
    let plain = Scratch::new("plain.json", &schema[0]);
    let expected = tamis(&["schema", "show", "--schema", plain.path()], "");
    assert!(expected.out.contains('é'), "{}", expected.err);
    for bytes in &schema {
        let file = Scratch::new("schema.json", bytes);
        let shown = tamis(&["schema", "show", "--schema", file.path()], "");
        shown.prints(&expected.out);
    }
    let document = std::fs::read_to_string("tests/openapi/openapi-3.0.yaml").unwrap();
    let listed = tamis(&["schema", "list", "tests/openapi/openapi-3.0.yaml"], "").out;
    for bytes in encodings(&document) {
        let file = Scratch::new("api.yaml", &bytes);
        tamis(&["schema", "list", file.path()], "").prints(&listed);
    }
    for bytes in encodings(r#"[{"property":"name","operation":"equals","value":"ü"}]"#) {
        tamis(&["decompile", "-"], &bytes).prints("name == \"ü\"\n");
    }
}

#[test]
fn a_file_that_is_rewritten_keeps_its_encoding() {
    for (bytes, formatted) in encodings("a   ==  'ü𝄞'").into_iter().zip(encodings("a == \"ü𝄞\"\n")) {
        let file = Scratch::new("query.tamis", &bytes);
        tamis(&["fmt", file.path()], "").prints("");
        assert_eq!(std::fs::read(file.path()).unwrap(), formatted);
    }
    for (bytes, cured) in encodings("a === 'ü'").into_iter().zip(encodings("a == 'ü'")) {
        let file = Scratch::new("query.tamis", &bytes);
        tamis(&["check", "--fix", "-f", file.path()], "").fails(0, "fixed");
        assert_eq!(std::fs::read(file.path()).unwrap(), cured);
    }
}

#[test]
fn unknown_encodings_are_reported() {
    let wide: Vec<u8> = "a == 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, message) in [
        (&wide[..], "it looks like UTF-16 without a byte order mark"),
        (b"\x1F\x8B\x08\0\0\0\0\0", "this is compressed with gzip\nhelp: unpack it first: `gunzip -c "),
        (b"PK\x03\x04\x14\0", "this is a zip archive"),
        (b"a == '\xE9'", "it is not UTF-8"),
        (b"\xFF\xFEa", "its byte order mark says UTF-16, but it is not valid UTF-16"),
        (b"\xFF\xFE\x00\xD8", "its byte order mark says UTF-16, but it is not valid UTF-16"),
        (b"\xFF\xFE\0\0a", "its byte order mark says UTF-32, but it is not valid UTF-32"),
    ] {
        let file = Scratch::new("query.tamis", bytes);
        tamis(&["check", "-f", file.path()], "").fails(2, message);
        tamis(&["schema", "show", "--schema", file.path()], "").fails(2, message);
    }
    tamis(&["true"], b"\xFF\xFE{").fails(2, "not valid UTF-16");
}
