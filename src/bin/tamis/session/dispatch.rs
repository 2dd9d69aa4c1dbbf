//! Running a line: a query, or a command by its name.

use super::command::{self, Action, SessionCommand};
use super::{Outcome, Reply, Session, change, help, show};
use crate::failure::Failure;

impl Session {
    /// Runs a line. A line that fails changes nothing, except that a query without a request stays the last query.
    pub(crate) fn line(&mut self, line: &str) -> Result<Outcome<'_>, Failure> {
        let line = line.trim();
        if line.is_empty() {
            return Ok(Outcome { warnings: Vec::new(), reply: Reply::Nothing });
        }
        match line.strip_prefix(':') {
            Some(text) => self.command(text),
            None => self.query(line).map_err(|failure| command::suggest(failure, line)),
        }
    }

    /// Runs the command in the text after a `:`.
    fn command(&mut self, text: &str) -> Result<Outcome<'_>, Failure> {
        let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let command = command::find(name)?;
        let argument = argument.trim();
        if command.argument.is_empty() && !argument.is_empty() {
            return Err(unexpected_argument(command, argument));
        }
        match command.action {
            Action::Load => change::load(self, argument),
            Action::Endpoint => change::endpoint(self, argument),
            Action::Dialect => change::dialect(self, argument),
            Action::Format => change::format(self, argument),
            Action::Parameter => change::parameter(self, argument),
            Action::Schema => show::schema(self, argument),
            Action::Plan => show::plan(self, argument),
            Action::Explain => show::explain(self),
            Action::Fmt => show::fmt(self),
            Action::Count => show::count(self),
            Action::Help => help::help(argument),
            Action::Quit => Ok(Outcome { warnings: Vec::new(), reply: Reply::Quit }),
        }
    }
}

fn unexpected_argument(command: &SessionCommand, argument: &str) -> Failure {
    Failure::with_help(
        format_args!("`:{}` takes no argument, but has `{argument}`", command.name),
        format_args!("`:help {}` shows examples", command.name),
    )
}
