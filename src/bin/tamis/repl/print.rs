//! Printing the outcome of a line of a session.

use std::io::{self, BufWriter, IsTerminal, Write};

use tamis::Path;

use crate::color;
use crate::failure::{Failure, eprint_diagnostics, eprint_line};
use crate::legible::{filled, legible_lines};
use crate::output::table::{Table, width, write_rows};
use crate::session::{Outcome, Reply, RowsReply, Warning};

/// The next step after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Continue,
    Leave,
}

/// The choice whether the time that a query took is printed. A pipe gets the same output each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryTime {
    Shown,
    Hidden,
}

/// Prints the outcome of a line.
///
/// # Errors
///
/// If warnings about rows are denied and one was printed.
pub(super) fn print(outcome: Outcome<'_>, time: QueryTime) -> Result<Next, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match outcome.reply {
        Reply::Nothing => {}
        Reply::Text(text) if io::stdout().is_terminal() => {
            writeln!(out, "{}", filled(&legible_lines(&text), width().unwrap_or(usize::MAX)))?
        }
        Reply::Text(text) => writeln!(out, "{text}")?,
        Reply::Rows(rows) => write_reply(&mut out, &rows, time)?,
        Reply::Quit => return Ok(Next::Leave),
    }
    out.flush()?;
    let mut is_denied = false;
    for warning in &outcome.warnings {
        match warning {
            Warning::Query(found) => eprint_diagnostics(found),
            Warning::Rows(warning) => {
                warning.eprint();
                is_denied |= warning.is_denied();
            }
            Warning::Note(text) => eprint_line(format_args!("warning: {text}")),
        }
    }
    if is_denied { Err(Failure::RowsDenied) } else { Ok(Next::Continue) }
}

/// Writes a table of rows and a line of counts.
fn write_reply(out: &mut impl Write, reply: &RowsReply<'_>, time: QueryTime) -> io::Result<()> {
    let fields: Vec<&Path> = reply.fields.iter().collect();
    let table = Table {
        fields: &fields,
        columns: None,
        names: reply.names,
        schema: &reply.schema,
        has_header: true,
        has_colours: color::is_on(&io::stdout()),
    };
    let columns = write_rows(out, &reply.rows, &table)?;
    let (shown, matching, all) = (reply.rows.len(), reply.matching, reply.all);
    write!(out, "{matching} of {all} row{}", if all == 1 { "" } else { "s" })?;
    if shown < matching {
        write!(out, ", {shown} shown")?;
    }
    if reply.is_cut {
        write!(out, " (a `limit` shows more)")?;
    }
    write!(out, "{columns}")?;
    if time == QueryTime::Shown {
        write!(out, ", {} ms", reply.took.as_millis())?;
    }
    writeln!(out)
}
