//! Tests of lines and their outcomes, and of completion.

use super::complete::{CompletionHint, complete, hint};
use super::*;
use crate::cli::{Cli, Command};
use clap::Parser as _;

const SESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sessions.ndjson");

/// Returns the session of `tamis repl` with these arguments.
fn session(arguments: &[&str]) -> Session {
    let Some(Command::Repl(options)) = Cli::parse_from([&["tamis", "repl"], arguments].concat()).command else {
        panic!("no `repl`")
    };
    Session::new(&options).unwrap()
}

/// Returns the reply to a line, as text.
#[track_caller]
fn reply(session: &mut Session, line: &str) -> String {
    match session.line(line).unwrap().reply {
        Reply::Text(text) => text,
        Reply::Rows(answer) => {
            let names = answer.rows.iter().map(|row| row["name"].as_str().unwrap());
            format!("{} of {}: {}", answer.matching, answer.all, names.collect::<Vec<_>>().join(", "))
        }
        Reply::Nothing => String::new(),
        Reply::Quit => "quit".to_owned(),
    }
}

#[track_caller]
fn refused(session: &mut Session, line: &str) -> String {
    match session.line(line) {
        Err(Failure::Usage { message, help }) => format!("{message}; {}", help.unwrap_or_default()),
        Err(Failure::Rejected(diagnostics)) => diagnostics.to_string(),
        other => panic!("{line}: {other:?}"),
    }
}

/// Returns the offset and the texts of the candidates at the end of `line`.
fn candidates(session: &Session, line: &str) -> (usize, Vec<String>) {
    let found = complete(line, line.len(), session);
    (found.start, found.candidates.into_iter().map(|candidate| candidate.text).collect())
}

#[track_caller]
fn completes(session: &Session, line: &str, start: usize, texts: &[&str]) {
    assert_eq!(candidates(session, line), (start, texts.iter().map(ToString::to_string).collect()), "{line}");
}

#[test]
fn a_query_shows_its_request_or_the_rows() {
    let mut session = session(&[]);
    let request = r#"{"filter":[{"property":"state","operation":"equals","value":"Finished"}]}"#;
    assert_eq!(reply(&mut session, "state == \"Finished\""), request);
    assert_eq!(reply(&mut session, &format!(":load {SESSIONS}")), format!("5 rows of {SESSIONS}"));
    assert_eq!(reply(&mut session, "state == \"Finished\" sort by name limit 2"), "3 of 5: Nightly db, Nightly web");
    assert_eq!(reply(&mut session, "state == \"Finished\" offset 2"), "3 of 5: Restore vm10");
    assert_eq!(reply(&mut session, ":count"), "3");
    assert_eq!(reply(&mut session, "  "), "");
    assert_eq!(reply(&mut session, ":q"), "quit");
}

#[test]
fn many_rows_are_cut_unless_the_query_has_a_limit() {
    let rows = (0..150).map(|number| format!("{{\"n\": {number}}}\n")).collect::<String>();
    let file = std::env::temp_dir().join(format!("tamis-{}-many.ndjson", std::process::id()));
    std::fs::write(&file, rows).unwrap();
    let mut session = session(&[file.to_str().unwrap()]);
    std::fs::remove_file(file).unwrap();
    for (query, shown, cut) in [("n >= 10", 100, true), ("n >= 10 limit 140", 140, false), ("n < 100", 100, false)] {
        let Reply::Rows(answer) = session.line(query).unwrap().reply else { panic!("{query}") };
        assert_eq!((answer.rows.len(), answer.is_cut), (shown, cut), "{query}");
    }
}

#[test]
fn a_line_that_fails_changes_nothing() {
    let mut session = session(&[SESSIONS, "--endpoint", "sessions"]);
    assert_eq!(reply(&mut session, "state == Running"), "1 of 5: Nightly files");
    assert!(refused(&mut session, "statsu == Running").contains("did you mean `state`"));
    assert!(refused(&mut session, ":load nowhere.json").starts_with("cannot read nowhere.json"));
    assert!(refused(&mut session, ":load Cargo.toml").contains("Cargo.toml, line 1, column 2: `package` is not JSON"));
    assert!(refused(&mut session, ":endpoint a//b").contains("cannot be the path"));
    assert!(refused(&mut session, ":dialect german").contains("no such dialect"));
    assert!(refused(&mut session, ":format pdf").contains("the formats are json, params"));
    assert!(refused(&mut session, ":format curl").contains("vbr.example"));
    assert!(refused(&mut session, ":param =5").contains("has no parameter name"));
    assert!(refused(&mut session, ":param a:=x").contains("not JSON"));
    assert!(refused(&mut session, ":quit now").contains("takes no argument"));
    assert!(refused(&mut session, ":f").contains("`:format` or `:fmt`"));
    assert!(refused(&mut session, ":xyz").contains("no command `:xyz`; the commands are `:load`"));
    assert_eq!(reply(&mut session, ":fmt"), "state == Running");
    assert_eq!(reply(&mut session, ":c"), "1");
    assert!(reply(&mut session, ":endpoint").starts_with("ahv sessions is chosen"));
    assert_eq!(reply(&mut session, ":load"), format!("5 rows of {SESSIONS}"));
}

#[test]
fn requests_are_printed_in_every_format() {
    let mut session = session(&["--endpoint", "sessions"]);
    reply(&mut session, "state == Running limit 5");
    assert!(reply(&mut session, ":format params").ends_with("\nlimit=5"));
    assert!(reply(&mut session, ":format query").ends_with("&limit=5"));
    assert!(reply(&mut session, ":format url").starts_with("sessions?filter="));
    assert!(reply(&mut session, ":format curl vbr.example").starts_with("curl -sS"));
    assert!(reply(&mut session, "state == Finished").contains("https://vbr.example/"));
    assert!(reply(&mut session, ":format powershell").starts_with("Invoke-RestMethod"));
    assert!(reply(&mut session, ":plan").contains("the API evaluates"));
    assert!(reply(&mut session, ":dialect netbackup").contains("ahv sessions is no longer chosen"));
    assert!(refused(&mut session, "state == \"DONE\"").contains("no collection"));
    reply(&mut session, ":endpoint admin/jobs");
    reply(&mut session, ":format nbwss f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assert!(reply(&mut session, "state == DONE").contains("COMMAND"));
    let warnings = session.line("state == DONE").unwrap().warnings;
    assert!(matches!(&warnings[..], [.., Warning::Note(note)] if note.starts_with("assumed,")), "{warnings:?}");
}

#[test]
fn parameters_are_texts_or_json() {
    let mut session = session(&[SESSIONS]);
    assert!(refused(&mut session, "name == $job").contains("`$job` has no value"));
    reply(&mut session, ":param job = Nightly web");
    reply(&mut session, ":param $few:=[3, 12]");
    assert_eq!(reply(&mut session, "name == $job"), "1 of 5: Nightly web");
    assert_eq!(reply(&mut session, "objectsCount in $few"), "2 of 5: Nightly web, Nightly db");
    assert_eq!(reply(&mut session, ":param"), "$few\n$job");
    completes(&session, "name == $j", 8, &["$job"]);
    completes(&session, "id in ($", 7, &["$few", "$job"]);
}

#[test]
fn a_query_without_matches_is_explained() {
    let mut session = session(&[SESSIONS]);
    let warnings = session.line("statsu == 'x'").unwrap().warnings;
    assert!(matches!(&warnings[1], Warning::Rows(warning) if warning.message().contains("did you mean `status`?")));
    let explained = reply(&mut session, ":explain");
    assert!(explained.contains("row 3 does not match") && !explained.contains("row 4"), "{explained}");
    assert!(explained.ends_with("no row has `statsu`; did you mean `status`?"), "{explained}");
}

#[test]
fn every_example_of_the_help_runs() {
    let mut ran = 0;
    for examples in help::examples() {
        let mut session = session(&[SESSIONS, "--now", "2026-01-31T12:00:00Z"]);
        for example in examples {
            if let Err(failure) = session.line(example) {
                panic!("{example}: {failure:?}");
            }
            ran += 1;
        }
    }
    assert!(ran > 30, "{ran}");
    let mut session = session(&[]);
    for topic in help::names() {
        assert!(reply(&mut session, &format!(":help {topic}")).contains(topic));
    }
    let overview = reply(&mut session, ":help");
    assert!(
        overview.contains(":format [FORMAT [BASE]]") && overview.lines().all(|line| line.len() <= 80),
        "{overview}"
    );
}

#[test]
fn commands_without_their_colon_are_recognised() {
    let mut session = session(&[]);
    assert_eq!(refused(&mut session, "help"), "`help` is not a query; did you mean `:help`?");
    assert_eq!(
        refused(&mut session, "load a b.json"),
        "`load a b.json` is not a query; did you mean `:load a b.json`?"
    );
    for (line, command) in [("exit", "quit"), ("\\q", "quit"), ("quit()", "quit"), ("?", "help"), (".help", "help")] {
        assert_eq!(refused(&mut session, line), format!("`{line}` is not a query; did you mean `:{command}`?"));
    }
    assert_eq!(refused(&mut session, ":exit"), "no command `:exit`; did you mean `:quit`?");
    assert!(refused(&mut session, "format == ").contains("expected a value"));
    assert!(reply(&mut session, "count == 5").contains("\"property\":\"count\""));
}

#[test]
fn a_tilde_is_the_folder_of_the_user() {
    let Some(home) = std::env::home_dir() else { return };
    let mut session = session(&[]);
    let refusal = refused(&mut session, ":load ~/no-such-rows.ndjson");
    assert!(refusal.contains(home.join("no-such-rows.ndjson").to_str().unwrap()), "{refusal}");
    assert!(refused(&mut session, ":load ~no-such-rows").contains("cannot read ~no-such-rows"));
}

#[test]
fn fields_are_shown() {
    let mut session = session(&["--endpoint", "sessions"]);
    assert!(reply(&mut session, ":schema").starts_with("ahv sessions:\nid "));
    let state = reply(&mut session, ":schema state");
    assert!(state.contains("enum SessionState") && state.contains("words: Unknown Starting"), "{state}");
    assert!(refused(&mut session, ":schema statsu").contains("no known field `statsu`"));
    reply(&mut session, ":endpoint -");
    reply(&mut session, &format!(":load {SESSIONS}"));
    assert!(reply(&mut session, ":schema state").ends_with("in the rows: Cancelled, Finished, Running"));
}

#[test]
fn completion_knows_the_place() {
    let known = session(&["--endpoint", "sessions"]);
    completes(&known, "sta", 0, &["state", "startTimeUtc", "status"]);
    completes(&known, "not (Sta", 5, &["state", "startTimeUtc", "status"]);
    completes(&known, "state ", 6, &["==", "!=", "in", "not in"]);
    completes(&known, "state !", 6, &["!="]);
    completes(&known, "state not ", 10, &["in"]);
    completes(&known, "name s", 5, &["startswith"]);
    let states = ["Unknown", "Starting", "Running", "Finished", "Cancelling", "Cancelled", "null"];
    completes(&known, "state == ", 9, &states);
    completes(&known, "state ==", 8, &states);
    completes(&known, "state == F", 9, &["Finished"]);
    completes(&known, "state == 'F", 9, &["'Finished'"]);
    completes(&known, "state in (Running, \"C", 19, &["\"Cancelling\"", "\"Cancelled\""]);
    completes(&known, "state in ", 9, &["("]);
    completes(&known, "startTimeUtc > ", 15, &["now", "today"]);
    completes(&known, "name contains \"x\" ", 18, &["and", "or", "xor", "sort", "order", "collate", "offset", "limit"]);
    completes(&known, "name contains \"x\" collate ", 26, &["ordinal", "ignorecase", "lexicographic"]);
    completes(&known, "(name contains \"x\" a", 19, &["and"]);
    completes(&known, "sort ", 5, &["by"]);
    completes(&known, "sort by nam", 8, &["name"]);
    completes(&known, "sort by name ", 13, &["asc", "desc", "collate", "offset", "limit"]);
    completes(&known, "limit 5 o", 8, &["order", "offset"]);
    assert!(
        candidates(&known, "")
            .1
            .ends_with(&["not", "true", "false", "sort", "order", "offset", "limit"].map(str::to_owned))
    );
    assert!(candidates(&known, "name == \"x\" and ").1.ends_with(&["not", "true", "false"].map(str::to_owned)));
    for nothing in ["limit ", "state == \"Running\"", "# sta", "state ? sta", "name == \"x\" collate ordinal na", "5"] {
        assert_eq!(candidates(&known, nothing).1, Vec::<String>::new(), "{nothing}");
    }
}

#[test]
fn completion_knows_the_rows() {
    let folder = std::env::temp_dir().join(format!("tamis-{}-rows", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("two words.json");
    let rows = r#"[{"two words": 1, "who": {"id": "a", "in": true, "when": "2026-01-31"}, "tags": ["x"]}, {"who": {"id": "b\"c"}}]"#;
    std::fs::write(&file, rows).unwrap();
    let file = file.to_str().unwrap();
    let known = session(&[file]);
    completes(&known, "two", 0, &["`two words`"]);
    completes(&known, "w", 0, &["who."]);
    completes(&known, "who.", 4, &["id", "`in`", "when"]);
    completes(&known, "who.i", 4, &["id", "`in`"]);
    completes(&known, "who.id == ", 10, &["\"a\"", r#""b\"c""#, "null"]);
    completes(&known, "who.when > ", 11, &["now", "today"]);
    completes(&known, "nowhere == ", 11, &["true", "false", "null", "now", "today"]);
    completes(&known, "who.when >", 9, &[">", ">="]);
    completes(&known, "tags s", 5, &["subset of", "superset of"]);
    completes(&known, &format!(":load {}", &file[..file.len() - 5]), 6, &[file]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn commands_are_completed() {
    let known = session(&["--dialect", "vspc"]);
    completes(&known, ":f", 1, &["format", "fmt"]);
    completes(&known, " :di", 2, &["dialect"]);
    completes(&known, ":dialect v", 9, &["vspc", "vbr-inventory", "vbr"]);
    completes(&known, ":format p", 8, &["params", "powershell"]);
    completes(&known, ":help col", 6, &["collations"]);
    completes(&known, ":endpoint organ", 10, &["organizations"]);
    completes(&known, ":quit ", 6, &[]);
}

#[test]
fn hints_show_the_rest_of_a_word_and_its_description() {
    let known = session(&["--endpoint", "sessions"]);
    let of = |line: &str| hint(line, &known).map(|CompletionHint { rest, note }| (rest, note.unwrap_or_default()));
    let hinted = |rest: &str, note: &str| Some((rest.to_owned(), note.to_owned()));
    assert_eq!(of("sta"), hinted("te", "enum SessionState"));
    assert_eq!(of("state"), hinted("", "enum SessionState"));
    assert_eq!(of("state == Fin"), hinted("ished", ""));
    assert_eq!(of(":pl"), hinted("an", "shows what the API does of the last query"));
    assert_eq!(of("state == Finished"), None);
    assert_eq!(of("state "), None);
    assert_eq!(of(""), None);
}

#[test]
fn unfinished_lines_wait() {
    let unfinished = [
        "a ==",
        "a == 1 and",
        "(a == 1",
        "a in (1,",
        "a in (",
        "a == \"x",
        "`a",
        "(a",
        "(a == 1) and (b",
        "sort by",
        "a.",
        "not",
        "limit",
    ];
    for text in unfinished {
        assert!(is_unfinished(text), "{text}");
        assert!(is_unfinished(&format!("{text} ")), "{text}");
        assert!(!is_unfinished(&format!("{text}\n")), "{text}");
    }
    for text in [
        "",
        "a",
        "(a == 1) and b",
        "help",
        "a == 1",
        "a == 1)",
        ":load (",
        "a == == (",
        "a 5 and",
        "a == 1 # (",
        "limit x (",
    ] {
        assert!(!is_unfinished(text), "{text}");
    }
}
