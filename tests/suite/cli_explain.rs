//! Tests of `tamis explain`.

use crate::common::process::{Scratch, tamis};

const ROWS: &str = r#"{"name": "Nightly web", "size": 5, "tags": [{"name": "gold"}], "status": "Failed"}
{"name": "Nightly db", "size": 6, "tags": [{"name": "gold"}], "status": null}
{"name": "Weekly", "size": 7, "tags": [], "status": "Success"}
"#;

#[test]
fn explain_shows_the_first_rows_and_a_funnel_for_all() {
    let query = "name contains \"web\" and size > 5 and status != null sort by name limit 1";
    tamis(&["explain", query], ROWS).prints(
        r#"row 1 does not match
  `size > 5` fails: `size` is `5`, which `>` excludes

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
fn verdicts_have_colours_on_request() {
    let explained = |colour: &str| tamis(&["explain", "size > 5", "--color", colour], ROWS).out;
    let (plain, coloured) = (explained("never"), explained("always"));
    assert!(
        coloured.contains("row 1 \u{1B}[32mmatches\u{1B}[0m") || coloured.contains("row 1 \u{1B}[31mdoes not match")
    );
    let without = ["\u{1B}[31m", "\u{1B}[32m", "\u{1B}[0m"].iter().fold(coloured, |text, code| text.replace(code, ""));
    assert_eq!(without, plain);
}
