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
    let hinted = |query: &str, hint: &str| {
        let ran = tamis(&["run", query], ROWS).prints("");
        let help = "help: no row matches; `tamis explain` shows why, with the same query and rows\n";
        assert_eq!(ran.err, format!("warning: {hint}\n{help}"), "{query}");
    };
    hinted("statsu == \"Failed\"", "no row has `statsu`; did you mean `status`?");
    hinted("statsu == \"Failed\" sort by name", "no row has `statsu`; did you mean `status`?");
    hinted("size > 5 and nmae != null", "no row has `nmae`; did you mean `name`?");
    hinted("colour == 'red'", "no row has `colour`");
    hinted("tags.name == \"gold\"", "`tags.name` leads into an array in all 3 rows, at `tags`");
    hinted("name.first == \"N\"", "`name.first` leads into text in all 3 rows, at `name`");
    hinted("size == \"5\"", "`size` is a number in all 3 rows, where text is wanted");
    hinted("name == 5", "`name` is text in all 3 rows, where a number is wanted");
    hinted("name > 2026-01-31", "`name` is text in all 3 rows that does not read as a date-time");
    hinted("status == 5", "`status` is text in every row that has it, where a number is wanted");
    let ran = tamis(&["a.b == 1 and c == 2"], "{\"a\": [1]}").prints("");
    assert!(
        ran.err.starts_with("warning: `a.b` leads into an array in the one row, at `a`\nwarning: no row has `c`\n")
    );
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
    assert_eq!(tamis(&["-q", "statsu == 'x'"], ROWS).err, "");
    // Null in all rows is how things often are.
    assert_eq!(tamis(&["error contains 'x'"], "{\"error\": null}").err, "");
}
