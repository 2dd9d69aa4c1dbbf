//! Why a command was not carried out, how that is shown on standard error, and the exit status it gives.

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
/// Nothing matched, where that was asked for.
pub(crate) const NOTHING: u8 = 4;
/// Warnings about rows, where warnings are denied; the rows are printed.
pub(crate) const ROWS_WARNED: u8 = 5;
/// Done, but for rows that cannot be read and were skipped.
pub(crate) const SKIPPED: u8 = 6;
/// Ctrl-C, as shells tell of it.
pub(crate) const INTERRUPTED: u8 = 130;

#[derive(Debug)]
pub(crate) enum Failure {
    Rejected(Diagnostics),
    /// The API cannot be asked for the query; the help says what else can be done with it.
    Unsendable(Diagnostics, &'static str),
    /// There are faults, or warnings that are taken for such; they were shown.
    Denied,
    /// There are warnings about rows, which are denied; they were shown, and so were the rows.
    RowsDenied,
    Usage {
        message: String,
        help: Option<String>,
    },
    /// Ctrl-C ended a line of a session.
    Interrupted,
    /// Whoever read the output has gone: nothing is wrong, and nothing is left to do.
    Closed,
}

impl Failure {
    pub(crate) fn usage(message: impl Display) -> Self {
        Self::Usage { message: message.to_string(), help: None }
    }

    pub(crate) fn with_help(message: impl Display, help: impl Display) -> Self {
        Self::Usage { message: message.to_string(), help: Some(help.to_string()) }
    }

    /// Adds another thing to do about it.
    pub(crate) fn or_else(mut self, other: &str) -> Self {
        if let Self::Usage { help: Some(help), .. } = &mut self {
            help.push_str("; ");
            help.push_str(other);
        }
        self
    }

    /// Shows it and gives the exit status.
    pub(crate) fn report(&self) -> ExitCode {
        ExitCode::from(self.show())
    }

    /// Shows it; gives the number that the exit status is.
    pub(crate) fn show(&self) -> u8 {
        match self {
            Self::Rejected(diagnostics) => {
                show(diagnostics);
                REJECTED
            }
            Self::Unsendable(diagnostics, help) => {
                show(diagnostics);
                tell(format_args!("help: {help}"));
                REJECTED
            }
            Self::Denied => REJECTED,
            Self::RowsDenied => ROWS_WARNED,
            Self::Interrupted => {
                tell("interrupted");
                INTERRUPTED
            }
            Self::Usage { message, help } => {
                tell(format_args!("error: {message}"));
                if let Some(help) = help {
                    tell(format_args!("help: {help}"));
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

/// A failure to write: a reader that has gone is none.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::usage(format_args!("cannot write: {error}")),
        }
    }
}

/// Returns `text` as one word of a command that people paste, quoted where a shell would read it as anything else. In
/// double quotes only where both POSIX shells and PowerShell take all of it as it is; else by the rules of the former.
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
pub(crate) fn show(diagnostics: &Diagnostics) {
    if diagnostics.is_empty() {
        return;
    }
    let width = terminal_size::terminal_size_of(io::stderr()).map_or(100, |(width, _)| usize::from(width.0));
    write_line(diagnostics.draw(width.max(40), color::is_on(&io::stderr())).trim_end());
    for line in advice::of(diagnostics) {
        tell(format_args!("help: {line}"));
    }
}

/// Writes a line to standard error, without control characters: file names and values of rows may be in it.
pub(crate) fn tell(line: impl Display) {
    write_line(&legible_lines(&line.to_string()));
}

/// Writes a line to standard error. An error in writing it is ignored: there is no other place to report it.
fn write_line(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
