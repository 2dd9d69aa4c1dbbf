//! Tests of each output format, with and without colours, and of the messages for wrong arguments.

use std::process::Command;

use crate::common::process::{Ran, Scratch, tamis};

const ROWS: &str = r#"{"id":1,"name":"a, \"b\"","owner":{"name":"x","id":7},"tags":["p", "q"],"size":1.50}
{"id":2,"name":null,"owner":null,"size":12345678901234567890123}
{"id":3,"name":"","odd name":"two\n\tlines\\","size":-0.0}
"#;

fn run(arguments: &[&str]) -> Ran {
    tamis(&[&["true"], arguments].concat(), ROWS)
}

#[test]
fn values_keep_their_own_bytes_in_every_format() {
    run(&["--format", "ndjson"]).prints(ROWS);
    let rows: Vec<&str> = ROWS.lines().collect();
    run(&["--format", "json"]).prints(&format!("[\n{}\n]\n", rows.join(",\n")));
    run(&["--format", "csv"]).prints(concat!(
        "id,name,owner,tags,size,odd name\n",
        "1,\"a, \"\"b\"\"\",\"{\"\"name\"\":\"\"x\"\",\"\"id\"\":7}\",\"[\"\"p\"\", \"\"q\"\"]\",1.50,\n",
        "2,,,,12345678901234567890123,\n",
        "3,\"\",,,-0.0,\"two\n\tlines\\\"\n",
    ));
    run(&["--format", "tsv", "--columns", "id,`odd name`,size"]).prints(concat!(
        "id\todd name\tsize\n",
        "1\t\t1.50\n",
        "2\t\t12345678901234567890123\n",
        "3\ttwo\\n\\tlines\\\\\t-0.0\n",
    ));
    run(&["--format", "csv", "--columns", "id", "--no-header"]).prints("1\n2\n3\n");
    run(&["--format", "table", "--columns", "id,owner.name", "--no-header"]).prints("1   x\n2\n3\n\n3 rows\n");
}

#[test]
fn output_without_rows_is_complete() {
    let none = |arguments: &[&str]| tamis(&[&["id == 9"], arguments].concat(), ROWS);
    none(&["--format", "json"]).prints("[]\n");
    none(&["--format", "csv", "--columns", "id,name"]).prints("id,name\n");
    none(&["--format", "table"]).prints("0 rows\n");
    tamis(&["true", "--format", "csv"], "1 2").fails(2, "the rows have no fields");
}

#[test]
fn columns_reduce_rows_and_keep_their_shape() {
    run(&["--columns", "owner.name, id"]).prints(concat!(
        "{\"owner\":{\"name\":\"x\"},\"id\":1}\n",
        "{\"owner\":{\"name\":null},\"id\":2}\n",
        "{\"owner\":{\"name\":null},\"id\":3}\n",
    ));
    let both = run(&["--columns", "owner.id,owner,nope", "--format", "json"]);
    assert_eq!(both.err, "warning: no row has `nope` [rows::missing_path]\n");
    assert!(both.out.starts_with("[\n{\"owner\":{\"name\":\"x\",\"id\":7},\"nope\":null},\n"), "{}", both.out);
    for wrong in ["", "a,", "a b", "a..b", "5", "`a"] {
        run(&["--columns", wrong]).fails(2, "`--columns` does not accept");
    }
    let jobs = r#"{"data":[{"type":"job","id":"1","attributes":{"state":"DONE","jobQueueReason":0}}]}"#;
    let jobs_query = ["true", "--dialect", "netbackup", "--endpoint", "admin/jobs"];
    tamis(&[&jobs_query[..], &["--columns", "id,qReasonCode"]].concat(), jobs)
        .prints("{\"id\":\"1\",\"qReasonCode\":0}\n");
    tamis(&[&jobs_query[..], &["--format", "csv"]].concat(), jobs)
        .prints("state,jobQueueReason,type,id\nDONE,0,job,1\n");
}

#[test]
fn a_field_that_comes_late_is_left_out_with_a_warning() {
    let rows = "{\"a\":1}\n".repeat(1000) + "{\"a\":1,\"b\":2}\n{\"b\":3}\n";
    let ran = tamis(&["true", "--format", "csv"], rows);
    assert_eq!(ran.err.matches("warning: `b` is left out, because the first 1000 rows do not have it").count(), 1);
    assert_eq!((ran.status, ran.out.lines().count()), (0, 1003));
    let early = "{\"a\":1}\n".repeat(999) + "{\"b\":2}\n{\"b\":3}\n";
    let ran = tamis(&["true", "--format", "csv"], early);
    assert_eq!((ran.err.as_str(), ran.out.lines().next(), ran.out.lines().last()), ("", Some("a,b"), Some(",3")));
}

#[test]
fn the_query_s_own_columns_never_depend_on_the_first_rows() {
    let rows = "{\"a\":1}\n".repeat(1500) + "{\"a\":2,\"b\":3}\n";
    let ran = tamis(&["sort by b", "--format", "csv"], &rows);
    assert_eq!((ran.out.lines().next(), ran.out.lines().last(), ran.err.as_str()), (Some("a,b"), Some("2,3"), ""));
    let ran = tamis(&["b.c == null limit 1", "--format", "csv"], &rows);
    assert_eq!(ran.out, "a,b\n1,\n");
    let ran = tamis(&["limit 1 sort by b.c, a", "--format", "table"], r#"{"a":1,"b":{"c":2}}"#);
    assert_eq!(ran.out, "b.c  a  b\n2    1  {\"c\":2}\n\n1 row\n");
}

/// Returns the output of `tamis` for `arguments` over `rows`, with lines of `columns` columns, or as in a file without.
fn table(arguments: &[&str], rows: &str, columns: Option<&str>) -> String {
    let file = Scratch::new(&format!("table-{}.ndjson", columns.unwrap_or("none")), rows);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tamis"));
    command.args(arguments).arg(file.path()).args(["--format", "table"]).env_remove("COLUMNS");
    let output = command.envs(columns.map(|columns| ("COLUMNS", columns))).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_is_cut_to_the_width_and_counts_the_columns_left_out() {
    let long = "why it failed ".repeat(8);
    let rows = format!(
        "{{\"id\":1,\"name\":\"first\",\"error\":\"{long}\",\"note\":\"{long}\"}}\n{{\"id\":2,\"name\":\"second\"}}\n"
    );
    // A file has no width.
    let whole = table(&["true"], &rows, None);
    assert_eq!(whole.matches(long.trim_end()).count(), 2, "{whole}");
    assert!(whole.ends_with("\n\n2 rows\n") && !whole.contains('…'), "{whole}");
    // The paths of the query get most of the line, and the other columns are counted.
    let narrow = table(&["error != null"], &rows, Some("60"));
    let line = narrow.lines().nth(1).unwrap();
    assert!(line.chars().count() <= 60 && line.starts_with(&long[..39]) && line.contains('…'), "{narrow}");
    assert!(narrow.ends_with("1 row, 3 of 4 columns\n"), "{narrow}");
    let wide = table(&["error != null"], &rows, Some("200"));
    assert!(wide.contains(long.trim_end()), "{wide}");
    // Columns that are named or sort keys are never left out, however narrow the line is.
    let named = table(&["true", "--columns", "error,note,id,name"], &rows, Some("40"));
    assert!(
        named.starts_with("error          note           id  name\nwhy it faile…  why it faile…  1   first\n"),
        "{named}"
    );
    assert!(named.ends_with("\n2 rows\n"), "{named}");
    let sorted = table(&["sort by error, note, name, id"], &rows, Some("10"));
    assert!(sorted.starts_with("error     note      name    id\n"), "{sorted}");
}

#[test]
fn one_long_text_in_a_file_does_not_widen_every_line() {
    let rows = format!("{{\"a\":\"{}\",\"b\":1}}\n", "x".repeat(100_000)) + &"{\"a\":\"y\",\"b\":2}\n".repeat(500);
    let out = table(&["true"], &rows, None);
    assert!(out.contains(&"x".repeat(100_000)) && out.len() < 250_000, "{}", out.len());
}

#[test]
fn csv_for_a_spreadsheet_runs_no_formula() {
    let rows = r#"{"id":-1,"=name":"=1+1","note":"a\nb"}{"id":2,"=name":"@x, \"y\"","note":"+"}{"id":3,"=name":"\t=1","note":"1-1"}{"id":4,"=name":"＝A1","note":null}"#;
    let ran = tamis(&["true", "--excel"], rows);
    assert_eq!(ran.out, "\u{FEFF}id,'=name,note\n-1,'=1+1,\"a\nb\"\n2,\"'@x, \"\"y\"\"\",'+\n3,'\t=1,1-1\n4,'＝A1,\n");
    assert_eq!(ran.err, "note: 6 texts that a spreadsheet could run as a formula got a `'` in front\n");
    let plain = tamis(&["true", "--format", "csv", "--columns", "`=name`"], rows);
    assert!(plain.out.starts_with("=name\n=1+1\n") && plain.err.is_empty(), "{}", plain.out);
    tamis(&["id == 2", "--format", "csv", "--excel", "--columns", "id", "--no-header"], rows).prints("\u{FEFF}2\n");
    tamis(&["true", "--excel", "--format", "tsv"], rows).fails(2, "`--excel` writes CSV");
    tamis(&["id == 9", "--excel", "--columns", "id"], rows).prints("\u{FEFF}id\n");
}

#[test]
fn messages_hold_no_control_characters() {
    let ran = tamis(&["true", "no\u{1B}[31mfile.json"], "");
    assert!(ran.status == 2 && !ran.err.contains('\u{1B}'), "{:?}", ran.err);
}

#[test]
fn values_are_counted() {
    let rows = r#"{"a":"x"}{"a":1}{"a":1.0}{"a":"\u0078"}{"b":1}{"a":null}{"a":[1, 2]}{"a":[1,2]}{"a":0}{"a":-0.0}{"a":"last"}"#;
    let counted = concat!(
        "{\"value\":\"x\",\"count\":2}\n",
        "{\"value\":1,\"count\":2}\n",
        "{\"value\":null,\"count\":2}\n",
        "{\"value\":[1, 2],\"count\":2}\n",
        "{\"value\":0,\"count\":2}\n",
        "{\"value\":\"last\",\"count\":1}\n",
    );
    tamis(&["true", "--count-by", "a"], rows).prints(counted);
    tamis(&["a == 'x' limit 1", "--count-by", "a", "--format", "csv"], rows).prints("value,count\nx,1\n");
    tamis(&["a == 1 sort by a", "--count-by", "a", "--format", "table"], rows)
        .prints("value  count\n1      2\n\n1 row\n");
    let ran = tamis(&["true", "--count-by", "nope"], rows).prints("{\"value\":null,\"count\":11}\n");
    assert_eq!(ran.err, "warning: no row has `nope` [rows::missing_path]\n");
    tamis(&["true", "--count-by", "a,b"], rows).fails(2, "`--count-by` takes one path");
    tamis(&["true", "--count-by", "a", "--count"], rows).fails(2, "cannot be combined");
}

#[test]
fn colours_are_printed_on_request() {
    let coloured = run(&["--format", "table", "--columns", "id,name", "--color", "always"]);
    assert!(coloured.out.starts_with("\u{1B}[1mid\u{1B}[0m"), "{:?}", coloured.out);
    assert!(coloured.out.contains("\u{1B}[2mnull\u{1B}[0m"), "{:?}", coloured.out);
    let plain: String = {
        let mut parts = coloured.out.split('\u{1B}');
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
    };
    run(&["--format", "table", "--columns", "id,name"]).prints(&plain);
    run(&["--format", "table", "--columns", "id,name", "--color", "never"]).prints(&plain);
    assert!(tamis(&["check", "a ==", "--color", "always"], "").err.contains('\u{1B}'));
    assert!(!tamis(&["check", "a =="], "").err.contains('\u{1B}'));
}

#[test]
fn patterns_expand_to_the_files_that_they_match() {
    let file = Scratch::new("pattern-1.ndjson", "{\"a\":1}\n");
    let folder = std::path::Path::new(file.path()).parent().unwrap();
    std::fs::write(folder.join("pattern-2.ndjson"), "{\"a\":2}\n").unwrap();
    std::fs::write(folder.join("a[b].ndjson"), "{\"a\":3}\n").unwrap();
    let within = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    tamis(&["true", &within("pattern-*.ndjson")], "").prints("{\"a\":1}\n{\"a\":2}\n");
    tamis(&["true", &within("a[b].ndjson")], "").prints("{\"a\":3}\n");
    tamis(&["true", &within("*.txt")], "").fails(2, "no file matches");
    tamis(&["true", folder.to_str().unwrap()], "").fails(2, "it is a folder");
    tamis(&["true", &within("no/file")], "").fails(2, "there is no folder");
}

#[test]
fn wrong_arguments_get_one_line_with_help() {
    for (arguments, error, help) in [
        (&["run", "a", "--frmat", "csv"][..], "unknown option `--frmat`", "did you mean `--format`?"),
        (&["run", "a", "--format", "tabel"], "`--format <FORMAT>` does not accept `tabel`", "did you mean `table`?"),
        (
            &["run", "a", "--format"],
            "`--format <FORMAT>` needs a value",
            "the values are table, ndjson, json, csv, tsv",
        ),
        (&["completions"], "`<SHELL>` is missing", "lists the commands"),
        (&["run", "a", "--count", "--count"], "`--count` is given twice", "leave one of them out"),
        (
            &["true", "no-such-file"],
            "cannot read no-such-file: there is no such file",
            "relative to the current folder",
        ),
        (&["run", "a", "--threads", "0"], "`--threads <N>` does not accept `0`", "a whole number from 1"),
        (&["run", "a", "--threads", "two"], "`--threads <N>` does not accept `two`", "a whole number from 1"),
        (&["explain", "a", "--first", "x"], "`--first <COUNT>` does not accept `x`", "a whole number from 1"),
        (&["-v"], "unknown option `-v`", "`tamis --version` shows the version"),
        (&["help", "rnu"], "there is no command `rnu`", "lists the commands"),
        (&["schema", "shwo"], "there is no command `schema shwo`", "did you mean `show`?"),
        (&["schema"], "`tamis schema` needs a command", "the commands are `tamis schema list`, `tamis schema show`"),
        (&["repl", "a==1"], "cannot read a==1: there is no such file", "this looks like a query"),
        (&["true", "b == 2"], "cannot read b == 2: there is no such file", "this looks like a query"),
        (&["man", "rnu"], "there is no command `rnu`", "lists the commands"),
    ] {
        let ran = tamis(arguments, "");
        let lines: Vec<&str> = ran.err.lines().collect();
        let [first, second] = lines.as_slice() else { panic!("{}", ran.err) };
        assert_eq!((ran.status, *first), (2, format!("error: {error}").as_str()));
        assert!(second.starts_with("help: ") && second.contains(help), "{second}");
    }
    tamis(&["true"], "{\"a\":1}\nnope\n")
        .fails(2, "standard input, line 2, column 1: `nope` is not JSON")
        .fails(2, "help: rows are JSON");
}

#[test]
fn diagnostics_are_printed_as_json() {
    let printed = |arguments: &[&str], status: i32| {
        let ran = tamis(&[&["check", "--message-format", "json"], arguments].concat(), "");
        assert_eq!((ran.status, ran.err.as_str()), (status, ""), "{}", ran.out);
        let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        found.as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(printed(&["state == Finished", "--endpoint", "sessions"], 0).is_empty());
    assert_eq!(printed(&["a == 1 and"], 1).len(), 1);
    let faults = ["statsu == 'x' and objectsCount > 'x'", "--endpoint", "sessions"];
    assert_eq!(printed(&faults, 1), ["tamis::check::unknown_field", "tamis::check::wrong_literal"]);
    let odd = ["status == 'Flying' and name startswith 'x'", "--endpoint", "sessions"];
    let codes = printed(&odd, 0);
    assert!(codes.len() > 1, "{codes:?}");
    assert_eq!(printed(&[&odd[..], &["--deny", "warnings"]].concat(), 1), codes);
    tamis(&["check", "--message-format", "json", "a == 1", "--endpoint", "a//b"], "").fails(2, "`a//b`");
}

#[test]
fn fixes_that_are_certain_are_applied() {
    let fixed = tamis(&["check", "--fix", "State == finished and and name LIKE 'x%'", "--endpoint", "sessions"], "");
    assert_eq!(
        (fixed.status, fixed.out.as_str()),
        (0, "state == Finished and name startswith \"x\"\n"),
        "{}",
        fixed.err
    );
    assert!(fixed.err.starts_with("fixed: "), "{}", fixed.err);
    // What cannot be fixed is reported for the fixed text.
    let left = tamis(&["check", "--fix", "a == 1 and and b =="], "");
    assert_eq!((left.status, left.out.as_str()), (1, "a == 1 and b ==\n"), "{}", left.err);
    let file = Scratch::new("fix.tamis", "a = 1 and and b = 2\n");
    let quiet = tamis(&["check", "--fix", "-f", file.path()], "");
    assert_eq!((quiet.status, quiet.out.as_str()), (0, ""), "{}", quiet.err);
    assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "a = 1 and b = 2\n");
    let clean = tamis(&["check", "-f", file.path()], "");
    assert_eq!((clean.status, clean.err.as_str()), (0, ""));
    tamis(&["check", "--fix", "--message-format", "json", "a == 1"], "").fails(2, "--fix");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let help = tamis(&["--help"], "").out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    let names = listed.filter_map(|line| line.split("  ").find(|part| !part.is_empty()));
    let commands: Vec<&str> = names.filter(|name| !name.starts_with(' ') && !name.contains(' ')).collect();
    assert!(commands.contains(&"fmt") && commands.len() > 8, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = tamis(&["completions", shell], "").out;
        for part in commands.iter().copied().chain(["count-by"]) {
            assert!(script.contains(part), "{shell}: {part}");
        }
    }
    let page = tamis(&["man"], "").out;
    for command in commands {
        assert!(page.contains(&format!("tamis\\-{command}(1)")), "{command}: {page}");
        if command != "help" {
            let page = tamis(&["man", command], "").out;
            assert!(page.starts_with(".ie") && page.contains(&format!("tamis\\-{command} \\-")), "{page}");
        }
    }
}

/// The installed shells accept the scripts.
#[test]
#[cfg(unix)]
fn completions_are_scripts() {
    let script = Scratch::new("tamis.bash", tamis(&["completions", "bash"], "").out);
    let check = format!("bash -n {0} && . {0} && complete -p tamis", script.path());
    let output = Command::new("bash").args(["-c", &check]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("tamis"));
}
