//! `tamis repl`: lines out of a terminal or a pipe, each carried out by a session, and what comes of it printed.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use tamis::Path;

use crate::advice;
use crate::color;
use crate::command::{Input, ReplOptions};
use crate::failure::{Failure, show, tell};
use crate::files::stdin_lines;
use crate::legible::{filled, legible_lines};
use crate::prompt::converse;
use crate::session::{Answer, Outcome, Session, Shown, Warning, is_unfinished};
use crate::table::{Table, width, write_rows};

pub(crate) fn repl(options: &ReplOptions) -> Result<ExitCode, Failure> {
    advice::begin_session();
    let session = Session::new(options)?;
    if let Some(note) = session.note() {
        tell(format_args!("warning: {note}"));
    }
    for warning in session.warnings_of_load() {
        warning.tell();
    }
    if is_at_terminal() {
        converse(session)?
    } else {
        read_lines(session)?
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether somebody types, and sees what comes of it.
pub(crate) fn is_at_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What was said before `tamis` was left without a query.
impl From<Input> for ReplOptions {
    fn from(input: Input) -> Self {
        Self { file: None, setting: input.setting, rows: input.rows, skip_bad: input.skip_bad }
    }
}

/// Carries out standard input, up to the first line that fails. A query goes on on the next line as at a terminal.
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
        if print(session.line(&text)?, false)? == Next::Leave || is_ended {
            return Ok(());
        }
        text.clear();
    }
}

/// What is done behind a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    Leave,
}

/// Prints what came of a line, and how long it took where that is wanted; says what is next.
pub(crate) fn print(outcome: Outcome<'_>, with_time: bool) -> Result<Next, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match outcome.shown {
        Shown::Nothing => {}
        Shown::Text(text) if io::stdout().is_terminal() => {
            writeln!(out, "{}", filled(&legible_lines(&text), width().unwrap_or(usize::MAX)))?
        }
        Shown::Text(text) => writeln!(out, "{text}")?,
        Shown::Rows(answer) => write_answer(&mut out, &answer, with_time)?,
        Shown::Quit => return Ok(Next::Leave),
    }
    out.flush()?;
    let mut is_denied = false;
    for warning in &outcome.warnings {
        match warning {
            Warning::Found(found) => show(found),
            Warning::Rows(warning) => {
                warning.tell();
                is_denied |= warning.is_denied();
            }
            Warning::Said(text) => tell(format_args!("warning: {text}")),
        }
    }
    if is_denied { Err(Failure::RowsDenied) } else { Ok(Next::GoOn) }
}

fn write_answer(out: &mut impl Write, answer: &Answer<'_>, with_time: bool) -> io::Result<()> {
    let fields: Vec<&Path> = answer.fields.iter().collect();
    let table = Table {
        fields: &fields,
        columns: None,
        names: answer.names,
        schema: &answer.schema,
        has_header: true,
        has_colours: color::is_on(&io::stdout()),
    };
    let columns = write_rows(out, &answer.rows, &table)?;
    let (shown, matching, all) = (answer.rows.len(), answer.matching, answer.all);
    write!(out, "{matching} of {all} row{}", if all == 1 { "" } else { "s" })?;
    if shown < matching {
        write!(out, ", {shown} shown")?;
    }
    if answer.is_cut {
        write!(out, " (a `limit` shows more)")?;
    }
    write!(out, "{columns}")?;
    if with_time {
        write!(out, ", {} ms", answer.took.as_millis())?;
    }
    writeln!(out)
}
