//! Tests of a `tamis run` that takes long: it shows its progress, and Ctrl-C ends it between two rows.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use crate::common::process::Scratch;
use pty_process::blocking::{Command as AtTerminal, open};

const TAMIS: &str = env!("CARGO_BIN_EXE_tamis");

/// Sends SIGINT, like Ctrl-C.
fn interrupt(process: u32) {
    assert!(Command::new("kill").args(["-INT", &process.to_string()]).status().unwrap().success());
}

#[test]
fn ctrl_c_ends_a_run_that_waits_for_input() {
    let run = Command::new(TAMIS).args(["run", "a > 0"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut run = run.unwrap();
    let mut rows = run.stdin.take().unwrap();
    rows.write_all(b"{\"a\":1}\n{\"a\":0}\n{\"a\":2}\n{\"a\":3").unwrap();
    let (mut out, mut first) = (BufReader::new(run.stdout.take().unwrap()), String::new());
    out.read_line(&mut first).unwrap();
    interrupt(run.id());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!((run.wait().unwrap().code(), first + &rest), (Some(130), "{\"a\":1}\n{\"a\":2}\n".to_owned()));
}

#[test]
fn ctrl_c_ends_an_endless_run_after_a_whole_row() {
    let run = Command::new(TAMIS).args(["run", "a > 0"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut run = run.unwrap();
    let mut rows = run.stdin.take().unwrap();
    // Until nobody reads them.
    let feeding = std::thread::spawn(move || while rows.write_all("{\"a\":1}\n".repeat(1000).as_bytes()).is_ok() {});
    let (mut out, mut text) = (BufReader::new(run.stdout.take().unwrap()), String::new());
    out.read_line(&mut text).unwrap();
    interrupt(run.id());
    out.read_to_string(&mut text).unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(130));
    assert!(text.lines().all(|line| line == "{\"a\":1}") && text.ends_with('\n'), "{}", text.len());
    feeding.join().unwrap();
}

#[test]
fn a_long_run_shows_its_progress_on_a_terminal() {
    let slowly = |count: u32| {
        let rows = format!("for row in $(seq {count}); do echo '{{\"a\":1}}'; sleep 0.1; done");
        let (mut pty, pts) = open().unwrap();
        let piped = format!("({rows}) | '{TAMIS}' run 'a > 0' --count");
        let mut run = AtTerminal::new("sh").args(["-c", &piped]).env("TERM", "xterm").spawn(pts).unwrap();
        let mut shown = Vec::new();
        // Reading fails once all programs at the terminal have ended.
        let _ = pty.read_to_end(&mut shown);
        assert!(run.wait().unwrap().success());
        String::from_utf8_lossy(&shown).into_owned()
    };
    let shown = slowly(20);
    assert!(shown.contains("B/s") && shown.ends_with("20\r\n"), "{shown:?}");
    assert_eq!(slowly(2), "2\r\n");
}

/// Bytes of rows that would move the cursor or hide text are written to files only; on a terminal, JSON has escapes for
/// them.
#[test]
fn control_characters_of_rows_do_not_reach_a_terminal() {
    let row = "{\"a\":\"x\u{9B}31m\u{202E}y\u{7F}\\u001b[31m\",\"\u{85}\":[\"\u{2066}\"]}";
    let file = Scratch::new("controls.ndjson", row);
    let shown = |format: &str| {
        let (mut pty, pts) = open().unwrap();
        let arguments = ["true", file.path(), "--format", format, "--color", "never"];
        let mut run = AtTerminal::new(TAMIS).args(arguments).env("TERM", "xterm").spawn(pts).unwrap();
        let mut shown = Vec::new();
        let _ = pty.read_to_end(&mut shown);
        assert!(run.wait().unwrap().success(), "{}", String::from_utf8_lossy(&shown));
        String::from_utf8(shown).unwrap()
    };
    for format in ["ndjson", "json", "csv", "tsv", "table"] {
        let shown = shown(format);
        let is_kept_off = |character: char| character.is_control() && !matches!(character, '\r' | '\n' | '\t');
        assert!(!shown.contains(is_kept_off) && !shown.contains(['\u{202E}', '\u{2066}']), "{format}: {shown:?}");
    }
    let ndjson = shown("ndjson");
    let (read, meant) = (serde_json::from_str(&ndjson), serde_json::from_str(row));
    assert_eq!(read.map_err(|_| ndjson), Ok::<serde_json::Value, _>(meant.unwrap()));
}
