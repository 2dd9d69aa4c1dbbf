//! Failures of commands: their messages on standard error and their exit statuses.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use tamis::Diagnostics;

use crate::advice;
use crate::color;
use crate::legible::legible_lines;

/// The query is rejected.
pub(crate) const REJECTED: u8 = 1;
/// The command line is wrong, or something cannot be read or written.
pub(crate) const USAGE: u8 = 2;
/// No row matched, and `--exit-status` was given.
pub(crate) const NOTHING: u8 = 4;
/// Warnings about rows under `--deny warnings`; the rows are printed.
pub(crate) const ROWS_WARNED: u8 = 5;
/// Done, but unreadable rows were skipped.
pub(crate) const SKIPPED: u8 = 6;
/// Ctrl-C: 128 and the number of SIGINT, as in shells.
pub(crate) const INTERRUPTED: u8 = 130;

/// A reason that a command or a line of a session was not carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The query has errors.
    Rejected(Diagnostics),
    /// The query has no request in the API; the help names what else can be done with it.
    NoRequest(Diagnostics, &'static str),
    /// There are errors, or warnings under `--deny warnings`; they are already printed.
    Denied,
    /// There are warnings about rows under `--deny warnings`; they and the rows are already printed.
    RowsDenied,
    /// The command line is wrong, or something cannot be read or written.
    Usage { message: String, help: Option<String> },
    /// Ctrl-C ended a line of a session.
    Interrupted,
    /// The reader of the output closed it: no error, and nothing left to do.
    Closed,
}

impl Failure {
    /// Returns a usage failure without help.
    pub(crate) fn usage(message: impl Display) -> Self {
        Self::Usage { message: message.to_string(), help: None }
    }

    /// Returns a usage failure with help.
    pub(crate) fn with_help(message: impl Display, help: impl Display) -> Self {
        Self::Usage { message: message.to_string(), help: Some(help.to_string()) }
    }

    /// Appends an alternative to the help, if there is one.
    pub(crate) fn or_else(mut self, other: &str) -> Self {
        if let Self::Usage { help: Some(help), .. } = &mut self {
            help.push_str("; ");
            help.push_str(other);
        }
        self
    }

    /// Prints the failure and returns the exit status.
    pub(crate) fn report(&self) -> ExitCode {
        ExitCode::from(self.eprint())
    }

    /// Prints the failure and returns the exit status as a number.
    pub(crate) fn eprint(&self) -> u8 {
        match self {
            Self::Rejected(diagnostics) => {
                eprint_diagnostics(diagnostics);
                REJECTED
            }
            Self::NoRequest(diagnostics, help) => {
                eprint_diagnostics(diagnostics);
                eprint_line(format_args!("help: {help}"));
                REJECTED
            }
            Self::Denied => REJECTED,
            Self::RowsDenied => ROWS_WARNED,
            Self::Interrupted => {
                eprint_line("interrupted");
                INTERRUPTED
            }
            Self::Usage { message, help } => {
                eprint_line(format_args!("error: {message}"));
                if let Some(help) = help {
                    eprint_line(format_args!("help: {help}"));
                }
                USAGE
            }
            Self::Closed => 0,
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Rejected(diagnostics)
    }
}

/// A failure to write; a closed reader is no error.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::usage(format_args!("cannot write: {error}")),
        }
    }
}

/// Returns `text` as one word of a command that people paste, quoted if a shell would not read it as one plain word.
///
/// Double quotes are used only if POSIX shells and PowerShell both read the text literally; otherwise the quoting
/// follows POSIX.
pub(crate) fn shell_word(text: &str) -> Cow<'_, str> {
    let is_separator = |character| cfg!(windows) && character == '\\';
    let is_plain =
        |character: char| character.is_alphanumeric() || "-._/:@%+,=".contains(character) || is_separator(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into();
    }
    let expands = |character: char| "\"$`\\!\u{201C}\u{201D}\u{201E}".contains(character) || character.is_control();
    if text.contains('\'') && !text.contains(expands) {
        return format!("\"{text}\"").into();
    }
    format!("'{}'", text.replace('\'', r"'\''")).into()
}

/// Draws diagnostics on standard error.
pub(crate) fn eprint_diagnostics(diagnostics: &Diagnostics) {
    if diagnostics.is_empty() {
        return;
    }
    let width = terminal_size::terminal_size_of(io::stderr()).map_or(100, |(width, _)| usize::from(width.0));
    write_stderr(diagnostics.draw(width.max(40), color::is_on(&io::stderr())).trim_end());
    for line in advice::for_diagnostics(diagnostics) {
        eprint_line(format_args!("help: {line}"));
    }
}

/// Prints a line on standard error, without control characters: it may contain file names and values of rows.
pub(crate) fn eprint_line(line: impl Display) {
    write_stderr(&legible_lines(&line.to_string()));
}

/// Writes a line to standard error. Errors are ignored: there is no other place to report them.
fn write_stderr(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
