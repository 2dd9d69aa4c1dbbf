//! `tamis explain`, and what `tamis run` says where it finds nothing.
#![cfg(feature = "cli")]

mod common;

use common::process::{Scratch, tamis};

const ROWS: &str = r#"{"name": "Nightly web", "size": 5, "tags": [{"name": "gold"}], "status": "Failed"}
{"name": "Nightly db", "size": 6, "tags": [{"name": "gold"}], "status": null}
{"name": "Weekly", "size": 7, "tags": [], "status": "Success"}
"#;

#[test]
fn explain_shows_the_first_rows_and_a_funnel_for_all() {
    let query = "name contains \"web\" and size > 5 and status != null sort by name limit 1";
    tamis(&["explain", query], ROWS).prints(
        r#"row 1 does not match
  `size > 5` fails: `size` is `5`, which `>` leaves out

row 2 does not match
  `name contains "web"` fails: `name` is `"Nightly db"`

row 3 does not match
  `name contains "web"` fails: `name` is `"Weekly"`

 left  alone
    3         all rows
    1      1  name contains "web"
    0      2  size > 5
    0      2  status != null
"#,
    );
    tamis(&["explain", "size >= 5 or nmae == 'x'", "--first", "1"], ROWS).prints(
        r#"row 1 matches
  `size >= 5` holds: `size` is `5`

 left  alone
    3         all rows
    3      3  size >= 5 or nmae == 'x'

no row has `nmae`; did you mean `name`?
"#,
    );
    tamis(&["explain", "", "--first", "0"], ROWS).prints(" left  alone\n    3         all rows\n");
    tamis(&["explain", "a == 1"], "").prints(" left  alone\n    0         all rows\n    0      0  a == 1\n");
}

#[test]
fn explain_reads_queries_and_rows_as_run_does() {
    let (one, two) = (Scratch::new("one.json", r#"{"data": [{"a": 1}]}"#), Scratch::new("two.json", r#"[{"a": 2}]"#));
    let query = Scratch::new("query.tamis", "a == $a");
    let arguments = ["explain", "-f", query.path(), one.path(), two.path(), "--param-json", "a=2"];
    tamis(&arguments, "").prints(
        "row 1 does not match\n  `a == $a` fails: `a` is `1`; `$a` is `2`\n\nrow 2 matches\n  `a == $a` holds: `a` is `2`; `$a` \
         is `2`\n\n left  alone\n    2         all rows\n    1      1  a == $a\n",
    );
    let nested = r#"{"report": {"rows": [{"a": 1}]}}"#;
    let ran = tamis(&["explain", "a == 1", "--rows", "report.rows"], nested);
    assert!(ran.status == 0 && ran.out.starts_with("row 1 matches\n"), "{}{}", ran.out, ran.err);
    tamis(&["explain", "a =="], ROWS).fails(1, "expected a value");
    tamis(&["explain"], ROWS).fails(2, "no query");
    tamis(&["explain", "a == 1"], "{\"a\": 1}\n{\"a\":}").fails(2, "standard input, line 2");
    tamis(&["explain", "statsu == 'x'", "--endpoint", "sessions"], ROWS).fails(1, "no field `statsu`");
    tamis(&["expalin", "a == 1"], ROWS).fails(2, "did you mean `tamis explain`?");
}

#[test]
fn explain_counts_rows_in_pieces_of_any_size() {
    let row = format!("{{\"a\": 1, \"text\": \"{}\"}}", "x".repeat(100_000));
    for rows in [format!("[{}]", vec![row.as_str(); 40].join(",\n")), format!("{row}\n").repeat(40)] {
        let ran = tamis(&["explain", "a == 1 and text endswith 'x'", "--first", "1"], rows);
        assert!(ran.out.starts_with("row 1 matches\n") && !ran.out.contains("row 2"), "{}", ran.out);
        assert!(ran.out.ends_with("\n   40     40  text endswith 'x'\n"), "{}", ran.out);
    }
}

#[test]
fn run_says_why_nothing_was_found() {
    let hinted = |query: &str, code: &str, hint: &str| {
        let ran = tamis(&["run", query], ROWS).prints("");
        let help = "help: no row matches; `tamis explain` shows why, with the same query and rows\n";
        assert_eq!(ran.err, format!("warning: {hint} [rows::{code}]\n{help}"), "{query}");
    };
    hinted("statsu == \"Failed\"", "missing_path", "no row has `statsu`; did you mean `status`?");
    hinted("statsu == \"Failed\" sort by name", "missing_path", "no row has `statsu`; did you mean `status`?");
    hinted("size > 5 and nmae != null", "missing_path", "no row has `nmae`; did you mean `name`?");
    hinted("colour == 'red'", "missing_path", "no row has `colour`");
    hinted("tags.name == \"gold\"", "blocked_path", "`tags.name` leads into an array in all 3 rows, at `tags`");
    hinted("name.first == \"N\"", "blocked_path", "`name.first` leads into text in all 3 rows, at `name`");
    hinted("size == \"5\"", "other_kind", "`size` is a number in all 3 rows, where text is wanted");
    hinted("name == 5", "other_kind", "`name` is text in all 3 rows, where a number is wanted");
    hinted("name > 2026-01-31", "unreadable_text", "`name` is text in all 3 rows that does not read as a date-time");
    hinted("status == 5", "other_kind", "`status` is text in every row that has it, where a number is wanted");
    let ran = tamis(&["a.b == 1 and c == 2"], "{\"a\": [1]}").prints("");
    assert!(ran.err.starts_with(
        "warning: `a.b` leads into an array in the one row, at `a` [rows::blocked_path]\n\
         warning: no row has `c` [rows::missing_path]\n"
    ));
    let ran = tamis(&["--count", "statsu == 1"], ROWS).prints("0\n");
    assert!(ran.err.contains("no row has `statsu`"), "{}", ran.err);
    tamis(&["-e", "statsu == 1"], ROWS).fails(4, "no row has `statsu`");
}

#[test]
fn run_says_nothing_where_nothing_is_odd() {
    for query in [
        "size > 9",                                // nothing is odd
        "status == 'x' and size > 9",              // null in some
        "gone == null and size > 9",               // what is asked for
        "statsu == 'x' or size == 7",              // something is found
        "statsu == 'x' or size == 7 offset 5",     // and left out
        "statsu == 'x' or size == 7 sort by size", // or sorted
        "statsu == 'x' limit 0",                   // nothing is wanted
        "size in ()",                              // nothing can be found, which is a lint's to say
    ] {
        assert_eq!(tamis(&["run", query, "--allow", "lint::always_false"], ROWS).err, "", "{query}");
    }
    assert_eq!(tamis(&["statsu == 'x'"], "").err, "");
    // Null in all rows is how things often are.
    assert_eq!(tamis(&["error contains 'x'"], "{\"error\": null}").err, "");
}

#[test]
fn warnings_about_rows_are_allowed_and_denied() {
    let (denied, missing) =
        (["--deny", "warnings"], "error: no row has `statsu`; did you mean `status`? [rows::missing_path]\n");
    let ran = tamis(&["run", "statsu == 1", denied[0], denied[1]], ROWS).fails(5, missing);
    assert_eq!(ran.out, "");
    // What is asked for with `-e` is not the answer where the question is wrong.
    tamis(&["run", "-qe", "statsu == 1"], ROWS).fails(4, "warning: no row has `statsu`");
    tamis(&["run", "-qe", "statsu == 1", denied[0], denied[1]], ROWS).fails(5, missing);
    for code in ["rows::missing_path", "tamis::rows::missing_path"] {
        let ran = tamis(&["run", "-qe", "statsu == 1", denied[0], denied[1], "--allow", code], ROWS);
        assert_eq!((ran.status, ran.err.as_str()), (4, ""));
    }
    tamis(&["run", "statsu == 1", "--allow", "rows::mising_path"], ROWS)
        .fails(2, "did you mean `tamis::rows::missing_path`?");
    // The rows are printed all the same.
    let ran = tamis(&["name == 'Weekly'", "--columns", "name,nmae", denied[0], denied[1]], ROWS);
    assert_eq!(ran.out, "{\"name\":\"Weekly\",\"nmae\":null}\n");
    ran.fails(5, "error: no row has `nmae` [rows::missing_column]\n");
    tamis(&["size > 1", "--count-by", "nmae", denied[0], denied[1]], ROWS).fails(5, "no row has `nmae`");
    // An explanation has them among the rest.
    let ran = tamis(&["explain", "statsu == 1", "--first", "0", denied[0], denied[1]], ROWS).fails(5, "");
    assert!(ran.out.ends_with("\nno row has `statsu`; did you mean `status`?\n"), "{}", ran.out);
    let allowed = ["explain", "statsu == 1", "--first", "0", "--allow", "rows::missing_path", denied[0], denied[1]];
    tamis(&allowed, ROWS).prints(" left  alone\n    3         all rows\n    0      0  statsu == 1\n");
    // A file that may be an answer of an API: in the commands that look at every row too.
    let answer = "{\"name\": \"jobs\", \"items\": [{\"id\": 1}]}";
    for command in ["run", "explain"] {
        let ran = tamis(&[command, "id == 1", denied[0], denied[1]], answer);
        let nothing = ", and has none of the names in the query";
        let error = format!("error: standard input is read as one row that holds an array `items`{nothing}");
        ran.fails(5, &error).fails(5, "[rows::read_as_one_row]\nhelp: ");
        let allowed = ["--allow", "rows::read_as_one_row", "--allow", "rows::missing_path"];
        tamis(&[&[command, "id == 1", denied[0], denied[1]], &allowed[..]].concat(), answer).fails(0, "");
        // What is asked for is the row's own.
        tamis(&[command, "name == 'jobs'", denied[0], denied[1]], answer).fails(0, "");
    }
}

#[test]
fn a_session_warns_of_rows_and_ends_where_that_is_denied() {
    let rows = Scratch::new("rows.ndjson", ROWS);
    let lines = "statsu == 'x'\nsize > 5\n";
    let ran = tamis(&["repl", rows.path()], lines)
        .fails(0, "warning: no row has `statsu`; did you mean `status`? [rows::missing_path]\n");
    assert!(ran.out.ends_with("2 of 3 rows\n"), "{}", ran.out);
    let ran = tamis(&["repl", rows.path(), "--deny", "warnings"], lines).fails(5, "error: no row has `statsu`");
    assert!(ran.out.ends_with("0 of 3 rows\n"), "{}", ran.out);
    let answer = Scratch::new("answer.json", "{\"name\": \"jobs\", \"items\": [{\"id\": 1}]}");
    let warning = "is read as one row that holds an array `items`";
    tamis(&["repl", answer.path()], "").fails(0, warning);
    tamis(&["repl"], format!(":load {}\n", answer.path())).fails(0, warning);
    let ran = tamis(&["repl", "--allow", "rows::read_as_one_row"], format!(":load {}\n", answer.path()));
    assert_eq!(ran.err, "");
}
