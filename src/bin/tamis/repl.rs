//! `tamis repl`: reads lines from a terminal or a pipe, runs each in a session, and prints the outcome.

mod highlight;
mod history;
mod print;
mod prompt;

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use crate::advice;
use crate::cli::ReplOptions;
use crate::failure::{Failure, eprint_line};
use crate::files::stdin_lines;
use crate::session::{Session, is_unfinished};
use print::{Next, QueryTime, print};
use prompt::converse;

pub(crate) fn repl(options: &ReplOptions) -> Result<ExitCode, Failure> {
    advice::begin_session();
    let session = Session::new(options)?;
    if let Some(note) = session.note() {
        eprint_line(format_args!("warning: {note}"));
    }
    for warning in session.warnings_of_load() {
        warning.eprint();
    }
    if is_at_terminal() {
        converse(session)?
    } else {
        read_lines(session)?
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns `true` if standard input and output are a terminal.
pub(crate) fn is_at_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Runs the lines of standard input, up to the first one that fails. A query that is not finished continues on the next
/// line, as at a terminal.
fn read_lines(mut session: Session) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::usage(format_args!("cannot read standard input: {error}"));
    let mut text = String::new();
    let mut lines = stdin_lines()?.lines();
    loop {
        let line = lines.next().transpose().map_err(unreadable)?;
        let is_ended = line.is_none();
        if let Some(line) = line {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&line);
        }
        if !is_ended && is_unfinished(&text) {
            continue;
        }
        if print(session.line(&text)?, QueryTime::Hidden)? == Next::Leave || is_ended {
            return Ok(());
        }
        text.clear();
    }
}
