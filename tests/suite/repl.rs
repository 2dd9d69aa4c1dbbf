//! Tests of `tamis repl`: with lines from a pipe, and at a terminal with keys and a screen.

mod picture;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::common::is_blessing;
use crate::common::process::{Scratch, tamis};
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use vt100::Parser;

const SESSIONS: &str = "tests/sessions.ndjson";
/// The longest wait before a test fails: long enough for a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

const TAB: &str = "\t";
const ENTER: &str = "\r";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_R: &str = "\x12";
const UP: &str = "\x1b[A";
const RIGHT: &str = "\x1b[C";

/// A folder for the history of some runs, removed at the end.
struct State(PathBuf);

impl State {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tamis-{}-state-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `tamis` at a terminal.
struct Terminal {
    child: Child,
    pty: Arc<Pty>,
    screen: Arc<(Mutex<Parser>, Condvar)>,
}

impl Terminal {
    fn start(arguments: &[&str], columns: u16, state: &State) -> Self {
        Self::start_with(arguments, columns, state, &[])
    }

    fn start_with(arguments: &[&str], columns: u16, state: &State, variables: &[(&str, &str)]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(60, columns)).unwrap();
        let command = Command::new(env!("CARGO_BIN_EXE_tamis")).args(arguments);
        let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).env("XDG_STATE_HOME", &state.0);
        let command = command.env("TERM", "xterm-256color").env("TZ", "UTC").env_remove("NO_COLOR");
        let command = command.envs(variables.iter().copied());
        let child = command.spawn(pts).unwrap();
        let sides = [60, columns].map(|side| NonZero::new(side).unwrap());
        let (pty, screen) = (Arc::new(pty), Arc::new((Mutex::new(Parser::new(sides[0], sides[1], 0)), Condvar::new())));
        let (output, shown) = (Arc::clone(&pty), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails once all programs at the terminal have ended.
            while let Ok(read @ 1..) = (&*output).read(&mut bytes) {
                shown.0.lock().unwrap().process(&bytes[..read]);
                shown.1.notify_all();
            }
        });
        let terminal = Self { child, pty, screen };
        terminal.shows("\n> ");
        terminal
    }

    /// Types keys one by one, as from a keyboard.
    fn types(&self, keys: &[&str]) -> &Self {
        for key in keys {
            (&*self.pty).write_all(key.as_bytes()).unwrap();
        }
        self
    }

    /// Waits until `wanted` is true for the screen. Returns its text.
    #[track_caller]
    fn waits(&self, what: &str, wanted: impl Fn(&Parser) -> bool) -> String {
        let begun = Instant::now();
        let (screen, changed) = &*self.screen;
        let mut screen = screen.lock().unwrap();
        while !wanted(&screen) {
            assert!(begun.elapsed() < LONGEST, "{what:?} does not come:\n{}", screen.screen().contents());
            screen = changed.wait_timeout(screen, Duration::from_millis(200)).unwrap().0;
        }
        screen.screen().contents()
    }

    /// Waits until `text` is on the screen, ignoring blanks at the ends of lines. Returns the whole screen.
    #[track_caller]
    fn shows(&self, text: &str) -> String {
        self.waits(text, |screen| format!("{} ", screen.screen().contents()).contains(text))
    }

    /// Waits until the line at the cursor is `line`.
    #[track_caller]
    fn edits(&self, line: &str) -> &Self {
        self.waits(line, |screen| line_at_cursor(screen) == line);
        self
    }

    /// Clears the typed line. At an empty prompt the key would end the process, as it should.
    #[track_caller]
    fn clears(&self) -> &Self {
        self.waits("what was typed", |screen| line_at_cursor(screen).starts_with("> "));
        self.types(&[CTRL_C]).edits(">")
    }

    /// Leaves at an empty prompt, and waits for the end.
    #[track_caller]
    fn leaves(mut self) {
        self.edits(">").types(&[CTRL_D]);
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < LONGEST, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line_at_cursor(screen: &Parser) -> String {
    let (row, _) = screen.screen().cursor_position();
    let lines: Vec<String> = screen.screen().rows(0, 300).collect();
    lines[usize::from(row)].trim_end().to_owned()
}

#[test]
fn fields_operators_values_and_collations_are_completed() {
    let state = State::new("completion");
    let terminal = Terminal::start(&["repl", "--endpoint", "sessions"], 80, &state);
    terminal.types(&["sta", TAB]);
    let screen = terminal.shows("status  text");
    assert!(screen.contains("state  enum SessionState") && screen.contains("startTimeUtc  date-time"), "{screen}");
    terminal.types(&["te == ", TAB]).shows("Cancelling");
    // The common part is inserted at once.
    terminal.types(&["Can", TAB]).shows("> state == Cancell");
    terminal.clears().types(&["name contains \"x\" col", TAB]).edits("> name contains \"x\" collate");
    terminal.types(&[" ", TAB]).shows("lexicographic");
    terminal.types(&["i", TAB]).edits("> name contains \"x\" collate ignorecase");
    terminal.clears().types(&[":load examples/s", TAB]).edits("> :load examples/sessions.ndjson");
    terminal.clears();
    terminal.leaves();
}

#[test]
fn hints_and_colours_follow_the_tokens() {
    let state = State::new("hints");
    let terminal = Terminal::start(&["repl", "--endpoint", "sessions"], 80, &state);
    terminal.types(&["sta"]).edits("> state  enum SessionState");
    terminal.types(&[RIGHT, " == 'x"]).edits("> state == 'x");
    let colour = |column: u16| {
        move |screen: &Parser| {
            let (row, _) = screen.screen().cursor_position();
            screen.screen().cell(row, column).unwrap().fgcolor()
        }
    };
    // A text without its closing quote is red, and green once it has one.
    terminal.waits("red", |screen| colour(11)(screen) == vt100::Color::Idx(1));
    terminal.types(&["'"]);
    terminal.waits("green", |screen| colour(11)(screen) == vt100::Color::Idx(2));
    terminal.clears().types(&["(a == 1)"]);
    terminal.waits("marked brackets", |screen| {
        let (row, _) = screen.screen().cursor_position();
        [2, 9].iter().all(|column| screen.screen().cell(row, *column).unwrap().underline())
    });
    terminal.clears();
    terminal.leaves();
}

#[test]
fn colours_can_be_left_out() {
    let state = State::new("plain");
    let terminal = Terminal::start_with(&["repl"], 80, &state, &[("NO_COLOR", "1")]);
    terminal.types(&["a == 'x'"]).edits("> a == 'x'");
    terminal.waits("no colour", |screen| {
        let (row, _) = screen.screen().cursor_position();
        (0..20).all(|column| screen.screen().cell(row, column).unwrap().fgcolor() == vt100::Color::Default)
    });
    terminal.clears();
    terminal.leaves();
}

#[test]
fn an_unfinished_query_continues_on_the_next_line() {
    let state = State::new("lines");
    let terminal = Terminal::start(&["repl", SESSIONS], 80, &state);
    terminal.types(&["state == \"Finished\" and", ENTER, "objectsCount > 2", ENTER]);
    terminal.shows("2 of 5 rows, ");
    terminal.types(&["state == ", ENTER, ENTER]).shows("expected a value, but the query ends");
    terminal.leaves();
}

#[test]
fn a_continued_line_shows_the_reason() {
    let state = State::new("continuation");
    let terminal = Terminal::start(&["repl", SESSIONS], 80, &state);
    for (typed, why) in [
        ("name == \"Nightly", "its closing quote is missing"),
        ("`odd na", "its closing backtick is missing"),
        ("(state == \"Finished\"", "a closing bracket is missing"),
        ("state ==", "an empty line ends it"),
    ] {
        terminal.types(&[typed, ENTER]).shows(why);
        terminal.types(&[CTRL_C]).edits(">");
    }
    terminal.leaves();
}

#[test]
fn ctrl_c_ends_the_line_and_not_the_session() {
    let state = State::new("interrupted");
    let fifo = state.0.join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let long = state.0.join("long.ndjson");
    std::fs::write(&long, format!("{{\"text\":\"{}\"}}\n", "a1".repeat(50_000)).repeat(100)).unwrap();
    let terminal = Terminal::start(&["repl", SESSIONS], 80, &state);
    // Nobody writes to the pipe, so that the load never ends by itself.
    terminal.types(&[&format!(":load {}", fifo.display()), ENTER]);
    std::thread::sleep(Duration::from_millis(300));
    terminal.types(&[CTRL_C]).shows("interrupted");
    terminal.edits(">").types(&["limit 1", ENTER]).shows("5 of 5 rows, 1 shown");
    terminal.edits(">").types(&[&format!(":load {}", long.display()), ENTER]).shows("100 rows of");
    let part = "text contains \"b1b1\" collate lexicographic";
    let query = format!("{part}{}", format!(" or {part}").repeat(60));
    terminal.edits(">").types(&["\x1b[200~", &query, "\x1b[201~", ENTER]);
    std::thread::sleep(Duration::from_millis(500));
    terminal.types(&[CTRL_C]);
    terminal.waits("the prompt", |screen| screen.screen().contents().trim_end().ends_with("interrupted\n>"));
    terminal.types(&["limit 0", ENTER]).shows("100 of 100 rows, 0 shown");
    terminal.leaves();
}

#[test]
fn a_query_without_a_request_is_kept_for_its_plan() {
    let state = State::new("refused");
    let arguments = ["repl", "--dialect", "vspc", "--endpoint", "infrastructure/backupServers/jobs"];
    let terminal = Terminal::start(&arguments, 100, &state);
    terminal.types(&["status == Failed and name startswith \"a\" limit 5", ENTER]);
    terminal.shows("help: `:plan` shows what the API can do");
    terminal.edits(">").types(&[":plan", ENTER]).shows("the API evaluates: status == \"Failed\"");
    terminal.leaves();
}

#[test]
fn a_diagnostic_is_drawn_and_the_session_goes_on() {
    let state = State::new("diagnostic");
    let terminal = Terminal::start(&["repl", SESSIONS, "--endpoint", "sessions"], 80, &state);
    terminal.types(&["statsu == \"Failed\"", ENTER]);
    let screen = terminal.shows("did you mean `state` or `status`?");
    assert!(screen.contains("1 │ statsu == \"Failed\"\n   · ──────"), "{screen}");
    terminal.types(&["limit 1", ENTER]).shows("5 of 5 rows, 1 shown, ");
    terminal.types(&["sort by"]).edits("> sort by").clears();
    terminal.types(&["limit 0", ENTER]).shows("5 of 5 rows, 0 shown, ");
    terminal.leaves();
}

#[test]
fn advice_names_commands_and_lines_break_between_words() {
    let state = State::new("advice");
    let terminal = Terminal::start(&["repl", SESSIONS], 80, &state);
    terminal.types(&["name == $job", ENTER]).shows("help: `:param job=TEXT` sets it");
    terminal.types(&["name == \"a\" | count", ENTER]).shows("help: `:count` shows how many rows match");
    let screen = terminal.types(&[":help operators", ENTER]).shows("array of text\n  superset of  array of text");
    assert!(
        !screen.contains("--") && screen.contains("compare arrays with null\nonly); `not` may precede"),
        "{screen}"
    );
    terminal.leaves();
}

#[test]
fn tables_fit_the_terminal() {
    let state = State::new("tables");
    for (columns, first, last) in [(80, "result", "result"), (200, "result", "status")] {
        let terminal = Terminal::start(&["repl", SESSIONS], columns, &state);
        terminal.types(&["result != \"x\" sort by name", ENTER]);
        let screen = terminal.shows("5 of 5 rows, ");
        let head = screen.lines().find(|line| line.starts_with("result  ")).unwrap();
        assert!(head.starts_with(first) && head.len() <= usize::from(columns), "{head}");
        assert!(head.contains(last), "{head}");
        assert_eq!(head.contains("startTimeUtc"), columns == 200, "{head}");
        let table = screen.lines().skip_while(|line| *line != head).take(6).collect::<Vec<_>>();
        assert!(table[1].contains("Nightly db") && table[5].contains("Restore vm10"), "{table:#?}");
        assert!(screen.contains(if columns == 80 { ", 7 of 9 columns" } else { " rows, " }), "{screen}");
        terminal.leaves();
    }
}

#[test]
fn a_terminal_without_a_width_gets_that_of_columns_or_80() {
    let state = State::new("width");
    for (columns, most) in [("40", 40), ("0", 80)] {
        let terminal = Terminal::start_with(&["repl", SESSIONS], 200, &state, &[("COLUMNS", columns)]);
        terminal.pty.resize(Size::new(60, 0)).unwrap();
        terminal.types(&["limit 2", ENTER]);
        let screen = terminal.shows("5 of 5 rows, 2 shown, ");
        let head = screen.lines().find(|line| line.starts_with("id ")).unwrap();
        assert!(head.len() <= most && head.len() > most / 2, "{head}");
        terminal.leaves();
    }
}

#[test]
fn history_lasts_and_can_be_searched() {
    let state = State::new("history");
    let first = Terminal::start(&["repl", SESSIONS], 80, &state);
    first.types(&["name contains \"web\"", ENTER]).shows("1 of 5 rows, ");
    first.types(&["limit 3", ENTER]).shows("5 of 5 rows, 3 shown, ");
    first.leaves();
    // `tamis` alone at a terminal starts a session too.
    let second = Terminal::start(&[], 80, &state);
    second.types(&[UP]).edits("> limit 3");
    second.types(&[UP]).edits("> name contains \"web\"");
    second.clears().types(&[CTRL_R, "conta"]).shows("(reverse-i-search)`conta': name contains \"web\"");
    second.types(&[ENTER]).shows("\"operation\":\"contains\",\"value\":\"web\"");
    second.leaves();
}

#[test]
fn a_session_works_without_a_history_file() {
    let state = State::new("unwritable");
    std::fs::write(state.0.join("tamis"), "a file where the folder would be").unwrap();
    let terminal = Terminal::start(&["repl", SESSIONS], 80, &state);
    terminal.types(&["limit 1", ENTER]).shows("5 of 5 rows, 1 shown, ");
    terminal.leaves();
}

#[test]
fn lines_come_from_a_pipe() {
    let script =
        format!(":load {SESSIONS}\nstate == \"Finished\" and\nobjectsCount > 2 sort by name\n\n:count\n:fmt\n");
    let head = format!(
        "5 rows of {SESSIONS}\nstate     objectsCount  name         id   result   status   startTimeUtc          finishTimeUtc            sessionType\n"
    );
    let ran = tamis(&["repl"], &script);
    assert!(ran.out.starts_with(&head), "{}", ran.out);
    assert!(
        ran.out.ends_with("\n\n2 of 5 rows\n2\nstate == \"Finished\" and objectsCount > 2 sort by name\n"),
        "{}",
        ran.out
    );
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    tamis(&["repl"], "limit 1\n:quit\nnonsense\n").prints("{\"limit\":1}\n");
    tamis(&["repl", "--param", "a=b"], "name == $a")
        .prints("{\"filter\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"b\"}]}\n");
}

#[test]
fn the_first_line_that_fails_ends_a_pipe() {
    let ran =
        tamis(&["repl", "--endpoint", "sessions"], "limit 1\nstatsu == 5\nlimit 2\n").fails(1, "no field `statsu`");
    assert_eq!(ran.out, "{\"limit\":1}\n");
    let ran = tamis(&["repl"], "limit 1\n:load nowhere.json\nlimit 2\n").fails(2, "cannot read nowhere.json");
    assert_eq!(ran.out, "{\"limit\":1}\n");
    tamis(&["repl"], "a == (").fails(1, "is not closed");
    tamis(&["repl"], b"a == \xff\n").fails(2, "cannot read standard input");
    tamis(&["repl", "nowhere.json"], "").fails(2, "cannot read nowhere.json");
    tamis(&["repl", "--now", "x"], "").fails(2, "`x`");
    tamis(&["repl", "--endpoint", "sesions"], "").fails(0, "did you mean `sessions`?");
    tamis(&[], "").fails(2, "Usage: tamis");
}

#[test]
fn rows_are_read_from_the_given_path() {
    let file = Scratch::new("report.json", r#"{"report": {"rows": [{"a": 1}, {"a": 2}]}}"#);
    tamis(&["repl", file.path(), "--rows", "report.rows"], "a > 1").prints("a\n2\n\n1 of 2 rows\n");
}

/// The picture in the README shows a real session. With `TAMIS_BLESS=1` in the environment it is drawn again.
#[test]
fn the_picture_is_of_a_real_session() {
    let state = State::new("picture");
    let terminal = Terminal::start(&["repl", "examples/sessions.ndjson", "--endpoint", "sessions"], 112, &state);
    terminal.types(&["state != Finished and result == \"Warning\" sort by startTimeUtc desc limit 4", ENTER]);
    terminal.shows("of 300 rows");
    terminal.edits(">").types(&["statsu == \"Failed\"", ENTER]).shows("did you mean");
    terminal.edits(">").types(&["name contains \"db\" collate ", TAB]).shows("lexicographic");
    terminal.edits("> name contains \"db\" collate");
    let drawn = {
        let screen = terminal.screen.0.lock().unwrap();
        let drawn = picture::svg(screen.screen());
        // The time that the query took differs each time.
        let (before, after) = drawn.split_once(" shown, ").unwrap();
        format!("{before} shown, 1 {}", after.split_once(' ').unwrap().1)
    };
    terminal.clears();
    terminal.leaves();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/repl.svg");
    if is_blessing() {
        std::fs::write(file, &drawn).unwrap();
    }
    assert!(std::fs::read_to_string(file).unwrap() == drawn, "docs/repl.svg is of another session");
}
