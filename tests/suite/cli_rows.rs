//! Tests of warnings about rows that contradict the query, from `tamis run` and from sessions.

use crate::common::process::{Scratch, tamis};

const ROWS: &str = r#"{"name": "Nightly web", "size": 5, "tags": [{"name": "gold"}], "status": "Failed"}
{"name": "Nightly db", "size": 6, "tags": [{"name": "gold"}], "status": null}
{"name": "Weekly", "size": 7, "tags": [], "status": "Success"}
"#;

#[test]
fn run_explains_why_nothing_was_found() {
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
    hinted("size == \"5\"", "other_kind", "`size` is a number instead of text in all 3 rows");
    hinted("name == 5", "other_kind", "`name` is text instead of a number in all 3 rows");
    hinted("name > 2026-01-31", "unreadable_text", "`name` is text that cannot be read as a date-time in all 3 rows");
    hinted("status == 5", "other_kind", "`status` is text instead of a number in every row that has it");
    let ran = tamis(&["a.b == 1 and c == 2"], "{\"a\": [1]}").prints("");
    assert!(ran.err.starts_with(
        "warning: `a.b` leads into an array in the only row, at `a` [rows::blocked_path]\n\
         warning: no row has `c` [rows::missing_path]\n"
    ));
    let ran = tamis(&["--count", "statsu == 1"], ROWS).prints("0\n");
    assert!(ran.err.contains("no row has `statsu`"), "{}", ran.err);
    tamis(&["-e", "statsu == 1"], ROWS).fails(4, "no row has `statsu`");
}

#[test]
fn run_warns_only_with_a_reason() {
    for query in [
        "size > 9",                    // matches
        "status == 'x' and size > 9",  // null in some rows
        "status == null and size > 9", // null is queried
        "statsu == 'x' limit 0",       // no rows are wanted
        "size in ()",                  // cannot match: a lint reports it
    ] {
        assert_eq!(tamis(&["run", query, "--allow", "lint::always_false"], ROWS).err, "", "{query}");
    }
    assert_eq!(tamis(&["statsu == 'x'"], "").err, "");
    // A property that is null in all rows is common.
    assert_eq!(tamis(&["error contains 'x'"], "{\"error\": null}").err, "");
}

#[test]
fn warnings_about_rows_are_allowed_and_denied() {
    let (denied, missing) =
        (["--deny", "warnings"], "error: no row has `statsu`; did you mean `status`? [rows::missing_path]\n");
    let ran = tamis(&["run", "statsu == 1", denied[0], denied[1]], ROWS).fails(5, missing);
    assert_eq!(ran.out, "");
    // The status of `-e` gives way to that of denied warnings.
    tamis(&["run", "-qe", "statsu == 1"], ROWS).fails(4, "warning: no row has `statsu`");
    tamis(&["run", "-qe", "statsu == 1", denied[0], denied[1]], ROWS).fails(5, missing);
    for code in ["rows::missing_path", "tamis::rows::missing_path"] {
        let ran = tamis(&["run", "-qe", "statsu == 1", denied[0], denied[1], "--allow", code], ROWS);
        assert_eq!((ran.status, ran.err.as_str()), (4, ""));
    }
    tamis(&["run", "statsu == 1", "--allow", "rows::mising_path"], ROWS)
        .fails(2, "did you mean `tamis::rows::missing_path`?");
    // The rows are still printed.
    let ran = tamis(&["name == 'Weekly'", "--columns", "name,nmae", denied[0], denied[1]], ROWS);
    assert_eq!(ran.out, "{\"name\":\"Weekly\",\"nmae\":null}\n");
    ran.fails(5, "error: no row has `nmae`; did you mean `name`? [rows::missing_path]\n");
    tamis(&["size > 1", "--count-by", "nmae", denied[0], denied[1]], ROWS).fails(5, "no row has `nmae`");
    // An explanation includes the warnings.
    let ran = tamis(&["explain", "statsu == 1", "--first", "0", denied[0], denied[1]], ROWS).fails(5, "");
    assert!(ran.out.ends_with("\nno row has `statsu`; did you mean `status`?\n"), "{}", ran.out);
    let allowed = ["explain", "statsu == 1", "--first", "0", "--allow", "rows::missing_path", denied[0], denied[1]];
    tamis(&allowed, ROWS).prints(" left  alone\n    3         all rows\n    0      0  statsu == 1\n");
    // A file that may be an answer of an API, also in commands that read every row.
    let answer = "{\"name\": \"jobs\", \"items\": [{\"id\": 1}]}";
    for command in ["run", "explain"] {
        let ran = tamis(&[command, "id == 1", denied[0], denied[1]], answer);
        let nothing = ", and has none of the names in the query";
        let error = format!("error: standard input is read as one row that holds an array `items`{nothing}");
        ran.fails(5, &error).fails(5, "[rows::read_as_one_row]\nhelp: ");
        let allowed = ["--allow", "rows::read_as_one_row", "--allow", "rows::missing_path"];
        tamis(&[&[command, "id == 1", denied[0], denied[1]], &allowed[..]].concat(), answer).fails(0, "");
        // The query names a member of the row itself.
        tamis(&[command, "name == 'jobs'", denied[0], denied[1]], answer).fails(0, "");
    }
}

#[test]
fn a_session_warns_about_rows_and_ends_if_warnings_are_denied() {
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

/// Asserts the output and the warnings of a query with options.
#[track_caller]
fn warned(arguments: &[&str], rows: &str, out: &str, warnings: &[&str]) {
    let ran = tamis(arguments, rows).prints(out);
    let printed: Vec<&str> = ran.err.lines().filter_map(|line| line.strip_prefix("warning: ")).collect();
    assert_eq!(printed, warnings, "{arguments:?}");
}

#[test]
fn a_name_that_no_row_has_is_reported_wherever_it_is_used() {
    let missing = ["no row has `statsu`; did you mean `status`? [rows::missing_path]"];
    for (query, count) in [
        ("statsu != 'Failed'", 3),
        ("not statsu == 'Failed'", 3),
        ("statsu not in ('Failed')", 3),
        ("statsu not contains 'Fail'", 3),
        ("statsu == null", 3),
        ("statsu in (null, 'x')", 3),
        ("statsu == 'Failed' or status == 'Failed'", 1),
        ("statsu == 'Failed' xor status == 'Failed'", 1),
        ("not (statsu == 'Failed' and status == 'Failed')", 3),
        ("statsu > 5 or size > 5", 2),
        ("size > 5 and not statsu startswith 'F'", 2),
        ("size > 5 sort by statsu limit 1", 1),
        ("sort by size, statsu desc", 3),
        ("statsu != 'x' offset 2", 1),
        ("statsu in ()", 0),
    ] {
        let allowed = ["--allow", "lint::always_false", "--count"];
        warned(&[&["run", query][..], &allowed].concat(), ROWS, &format!("{count}\n"), &missing);
    }
    let first = "{\"name\":\"Nightly web\",\"statsu\":null}\n";
    warned(&["limit 1", "--columns", "name,statsu"], ROWS, first, &missing);
    warned(&["limit 1", "--count-by", "statsu"], ROWS, "{\"value\":null,\"count\":1}\n", &missing);
    // Each name once, in the order of the query.
    let both = [missing[0], "no row has `colour` [rows::missing_path]"];
    let query = "statsu != 'a' and statsu != 'b' or colour == null sort by statsu, colour";
    warned(&[query, "--count", "--columns", "colour"], ROWS, "3\n", &both);
    // Longer paths are reported as far as they exist.
    let rows = "{\"initiator\": {\"name\": \"a\"}}\n{\"initiator\": null}";
    let near = "no row has `initiator.nmae`; did you mean `initiator.name`? [rows::missing_path]";
    warned(&["initiator.nmae != 'a'", "--count"], "{\"initiator\": {\"name\": \"a\"}}", "1\n", &[near]);
    // Null is no reason to warn, nor is a property that some rows leave out.
    warned(&["initiator.name != 'b'", "--count"], rows, "2\n", &[]);
    warned(&["error == null", "--count"], "{\"error\": \"x\"}\n{}\n{}", "2\n", &[]);
}

#[test]
fn rows_may_leave_out_declared_fields() {
    let fields =
        r#"{"origin": "jobs", "fields": [{"path": "error", "type": "text"}, {"path": "Size", "type": "integer"}]}"#;
    let schema = Scratch::new("schema.json", fields);
    let run = |query: &str, rows: &str| tamis(&["run", query, "--schema", schema.path(), "--count"], rows);
    assert_eq!(run("error == null", "{\"name\": \"a\"}").prints("1\n").err, "");
    assert_eq!(run("error contains 'x'", "{\"name\": \"a\"}").prints("0\n").err, "");
    assert_eq!(run("Size > 5", "{\"name\": \"a\"}").prints("0\n").err, "");
    // But not if rows spell it differently.
    let other = run("Size != 5", "{\"size\": 5}").prints("1\n");
    assert_eq!(other.err, "warning: no row has `Size`; did you mean `size`? [rows::missing_path]\n");
    assert!(run("Size > 5", "{\"Size\": \"6\"}").err.starts_with("warning: `Size` is text instead of"));
}

#[test]
fn values_of_another_type_than_compared_are_counted() {
    let dates = "{\"t\": \"2026-01-31\"}\n{\"t\": \"31.01.2026\"}\n{\"t\": \"01/31/2026\"}\n{\"t\": 1769817600}\n{}\n";
    let unread = [
        "`t` is text that cannot be read as a date-time in 2 of 5 rows [rows::unreadable_text]",
        "`t` is a number instead of a date-time in 1 of 5 rows [rows::other_kind]",
    ];
    warned(&["t > 2026-01-01", "--count"], dates, "1\n", &unread);
    warned(&["not t > 2026-01-01", "--count"], dates, "4\n", &unread);
    warned(&["t != 2026-01-31T00:00Z", "--count"], dates, "4\n", &unread);
    let sizes = "{\"size\": 5}\n{\"size\": \"6\"}\n{\"size\": \"7 GB\"}\n{\"size\": null}\n";
    let texts = ["`size` is text instead of a number in 2 of 4 rows [rows::other_kind]"];
    warned(&["size >= 5", "--count"], sizes, "1\n", &texts);
    warned(&["size != 5", "--count"], sizes, "3\n", &texts);
    warned(&["size in (5, 6)", "--count"], sizes, "1\n", &texts);
    // The query accepts both.
    warned(&["size in (5, '6', '7 GB')", "--count"], sizes, "3\n", &[]);
    let flags = "{\"on\": \"true\"}\n{\"on\": true}\n";
    let flag = ["`on` is text instead of a boolean in 1 of 2 rows [rows::other_kind]"];
    warned(&["on != true", "--count"], flags, "1\n", &flag);
    // Serializers turn arrays of one element into scalars, and objects into arrays.
    let tags = "{\"tags\": [\"a\", \"b\"]}\n{\"tags\": \"a\"}\n";
    let scalar = ["`tags` is text instead of an array in 1 of 2 rows [rows::other_kind]"];
    warned(&["tags superset of ('a')", "--count"], tags, "1\n", &scalar);
    let disks = "{\"disk\": {\"free\": 5}}\n{\"disk\": [{\"free\": 1}, {\"free\": 2}]}\n";
    let array = ["`disk.free` leads into an array in 1 of 2 rows, at `disk` [rows::blocked_path]"];
    warned(&["disk.free < 10", "--count"], disks, "1\n", &array);
    warned(&["disk.free != 5", "--count"], disks, "1\n", &array);
    let spans = "{\"took\": \"PT1H\"}\n{\"took\": \"an hour\"}\n";
    let span = ["`took` is text that cannot be read as a duration in 1 of 2 rows [rows::unreadable_text]"];
    warned(&["took > 30m", "--count"], spans, "1\n", &span);
}

#[test]
fn sort_keys_have_one_type() {
    let rows = "{\"size\": 5}\n{\"size\": \"10\"}\n{\"size\": 7}\n{\"size\": null}\n";
    let mixed = [
        "rows are sorted by `size`, which is a number in 2 of 4 rows and text in 1 of 4 rows: each kind is sorted by \
                  itself [rows::mixed_kinds]",
    ];
    warned(&["sort by size desc limit 1"], rows, "{\"size\": \"10\"}\n", &mixed);
    warned(&["sort by size desc limit 1"], &rows.replace("\"10\"", "10"), "{\"size\": 10}\n", &[]);
    // If it is compared as well, the comparison reports it.
    let compared = ["`size` is text instead of a number in 1 of 4 rows [rows::other_kind]"];
    warned(&["size > 6 sort by size", "--count"], rows, "1\n", &compared);
    let schema = Scratch::new("sorted.json", r#"{"origin": "jobs", "fields": [{"path": "at", "type": "date-time"}]}"#);
    let rows = "{\"at\": \"2026-01-31\"}\n{\"at\": \"yesterday\"}\n";
    let unread = ["`at` is text that cannot be read as a date-time in 1 of 2 rows [rows::unreadable_text]"];
    warned(&["sort by at desc", "--schema", schema.path(), "--count"], rows, "2\n", &unread);
}

#[test]
fn text_in_another_case_or_with_spaces_is_reported() {
    let rows = "{\"result\": \"Error\", \"tags\": [\"Gold\"]}\n{\"result\": \"ERROR\"}\n{\"result\": \"Success \"}\n";
    let case =
        ["`result` differs from \"`error`\" only in case in 2 of 3 rows, such as `\"Error\"` [rows::other_case]"
            .replace("\"`error`\"", "`\"error\"`")];
    let case: Vec<&str> = case.iter().map(String::as_str).collect();
    for (query, count) in [
        ("result == 'error'", 0),
        ("result != 'error'", 3),
        ("result in ('error', 'x')", 0),
        ("result not in ('error')", 3),
    ] {
        warned(&[query, "--count"], rows, &format!("{count}\n"), &case);
    }
    let help = "help: add `collate ignorecase` to match it in any case\n";
    assert!(tamis(&["result != 'error'"], rows).err.ends_with(help));
    // Some row has it in this case; or no row has it at all; or the query means the case; or any case matches.
    for query in [
        "result == 'Error'",
        "result == 'Err'",
        "result == 'error' collate ordinal",
        "result == 'error' collate ignorecase",
    ] {
        warned(
            &[query, "--count", "--allow", "rows::other_space"],
            rows,
            if query.ends_with("case") {
                "2\n"
            } else if query.ends_with("'Error'") {
                "1\n"
            } else {
                "0\n"
            },
            &[],
        );
    }
    let part =
        ["`result` contains `\"succ\"` only in another case in 1 of 3 rows, such as `\"Success \"` [rows::other_case]"];
    warned(&["result contains 'succ'", "--count"], rows, "0\n", &part);
    let start = [
        "`result` begins with `\"succ\"` only in another case in 1 of 3 rows, such as `\"Success \"` [rows::other_case]",
    ];
    warned(&["result startswith 'succ'", "--count"], rows, "0\n", &start);
    let element = [
        "an element of `tags` differs from `\"gold\"` only in case in 1 of 3 rows, such as `\"Gold\"` [rows::other_case]",
    ];
    warned(&["tags contains 'gold'", "--count"], rows, "0\n", &element);
    warned(&["tags superset of ['gold']", "--count"], rows, "0\n", &element);
    let space = [
        "`result` differs from `\"Success\"` in the space around it in 1 of 3 rows, such as `\"Success \"` [rows::other_space]",
    ];
    warned(&["result != 'Success'", "--count"], rows, "3\n", &space);
    warned(&["result == 'Success' collate ignorecase", "--count"], rows, "0\n", &space);
}

#[test]
fn sorting_beside_counts_sorts_rows() {
    let printed = ["`sort by count` sorts the counted rows, not the counts [rows::sort_of_counts]"];
    let counts = "{\"value\":6,\"count\":1}\n{\"value\":5,\"count\":1}\n{\"value\":7,\"count\":1}\n";
    let unsorted = "{\"value\":5,\"count\":1}\n{\"value\":6,\"count\":1}\n{\"value\":7,\"count\":1}\n";
    warned(&["sort by count", "--count-by", "size"], ROWS, unsorted, &printed);
    warned(&["sort by status, name limit 9", "--count-by", "size"], ROWS, counts, &[]);
    // Without `--count-by` it is a name like others.
    warned(&["sort by count limit 0"], ROWS, "", &[]);
    warned(&["sort by count limit 1", "--count"], ROWS, "1\n", &["no row has `count` [rows::missing_path]"]);
}

/// Returns rows of which the last differs, and so many that the survey observes only the first in full.
fn many(count: usize, row: &str, last: &str) -> String {
    format!("{}{last}\n", format!("{row}\n").repeat(count))
}

#[test]
fn of_many_rows_only_the_first_are_observed() {
    // Long enough for several threads.
    let row = format!(
        "{{\"name\": \"a\", \"at\": \"soon\", \"size\": 5, \"more\": {{\"only\": 1}}, \"pad\": \"{}\"}}",
        "x".repeat(400)
    );
    let row = row.as_str();
    for options in [&["--threads", "1"][..], &["--threads", "4"], &["--unchecked"]] {
        let run = |query: &str, rows: &str, out: &str, warnings: &[&str]| {
            let file = Scratch::new("many.ndjson", rows);
            warned(&[&["run", query, file.path(), "--count"][..], options].concat(), "", out, warnings);
            warned(&[&["run", query, "--count"][..], options].concat(), rows, out, warnings);
            // Elements of an array are read one by one, and so are rows of several lines.
            let array = format!("[{}]", rows.trim().replace('\n', ",\n"));
            warned(&[&["run", query, "--count"][..], options].concat(), &array, out, warnings);
            warned(&["run", query, "--count"], &rows.replace(", ", ",\n"), out, warnings);
        };
        let rows = many(2_500, row, "{\"name\": \"b\", \"late\": 1}");
        // A name that no row has, and one that only the last has.
        let none = ["no row has `nope` [rows::missing_path]"];
        run("nope != 1", &rows, "2501\n", &none);
        run("late != 1 and nope == null", &rows, "2500\n", &none);
        run("name == 'b' or late == null", &rows, "2501\n", &[]);
        run("nope == 1", &rows, "0\n", &none);
        // Counts are for the first rows if something matches, for all rows if nothing does.
        let first =
            ["`at` is text that cannot be read as a date-time in all of the first 1,000 rows [rows::unreadable_text]"];
        run("at > 2026-01-01 or size == 5", &rows, "2500\n", &first);
        let all = ["`at` is text that cannot be read as a date-time in every row that has it [rows::unreadable_text]"];
        run("at > 2026-01-01", &rows, "0\n", &all);
        let rows = many(2_500, row, "{\"name\": \"A\"}");
        let all = [
            "`name` differs from `\"A \"` in case and the space around it in all 2,501 rows, such as `\"a\"` [rows::other_space]",
        ];
        run("name == \"A \"", &rows, "0\n", &all);
    }
    // A name that occurs everywhere, but never at the path, is not searched for in all rows.
    let rows = many(5_000, row, "{\"only\": 2}");
    let few = ["none of the first 1,000 rows has `only` [rows::missing_path]"];
    warned(&["only != 1", "--count"], &rows, "5001\n", &few);
    let rows = many(1_500, row, "{\"only\": 2}");
    warned(&["only != 1", "--count"], &rows, "1501\n", &[]);
    // Also if names have escapes.
    let rows = many(3_000, "{\"a\": 1}", "{\"gr\\u00f6\\u00dfe\": 2, \"\\u65e5\": 1, \"a\\/b\": 1, \"x\\u003cy\": 3}");
    warned(&["`größe` != 1 and `日` != 2 and `a/b` != 2 and `x<y` != 2", "--count"], &rows, "3001\n", &[]);
}

#[test]
fn a_limit_or_a_closed_reader_does_not_hide_warnings() {
    let missing = ["no row has `statsu`; did you mean `status`? [rows::missing_path]"];
    let row = "{\"status\": \"x\"}";
    warned(&["statsu != 'x' limit 2"], &many(5_000, row, row), &format!("{row}\n{row}\n"), &missing);
}
