//! The table of a session's commands, and the search for a command by its name.
//!
//! `dispatch` runs a command by its action, and `complete::argument` completes its argument.

use tamis::{DiagnosticKind, Operator};

use crate::failure::Failure;

/// A command: a line that begins with `:` and its name.
pub(super) struct SessionCommand {
    pub(super) name: &'static str,
    /// The argument as help shows it; empty for a command without one.
    pub(super) argument: &'static str,
    pub(super) summary: &'static str,
    /// Lines that work as they are, one after another, if the example rows are loaded.
    pub(super) examples: &'static [&'static str],
    pub(super) action: Action,
}

/// The actions of commands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    Load,
    Endpoint,
    Schema,
    Dialect,
    Format,
    Plan,
    Explain,
    Fmt,
    Count,
    Parameter,
    Help,
    Quit,
}

/// Every command.
pub(super) const ALL: &[SessionCommand] = &[
    SessionCommand {
        name: "load",
        argument: "FILE",
        summary: "loads rows for queries to run over",
        examples: &[":load examples/sessions.ndjson"],
        action: Action::Load,
    },
    SessionCommand {
        name: "endpoint",
        argument: "[PATH]",
        summary: "chooses a collection; `-` chooses none",
        examples: &[":endpoint sessions", ":endpoint -"],
        action: Action::Endpoint,
    },
    SessionCommand {
        name: "schema",
        argument: "[FIELD]",
        summary: "lists the fields, or describes one",
        examples: &[":schema", ":schema state"],
        action: Action::Schema,
    },
    SessionCommand {
        name: "dialect",
        argument: "[NAME]",
        summary: "chooses the API",
        examples: &[":dialect", ":dialect vspc"],
        action: Action::Dialect,
    },
    SessionCommand {
        name: "format",
        argument: "[FORMAT [BASE]]",
        summary: "sets the format of requests, and shows the last one",
        examples: &["name == \"Nightly web\"", ":format params", ":endpoint sessions", ":format curl vbr.example"],
        action: Action::Format,
    },
    SessionCommand {
        name: "plan",
        argument: "[NAME,…]",
        summary: "shows what the API does of the last query",
        examples: &[":endpoint sessions", "sort by startTimeUtc desc limit 5", ":plan", ":plan nulls-first"],
        action: Action::Plan,
    },
    SessionCommand {
        name: "explain",
        argument: "",
        summary: "explains why rows match the last query or do not",
        examples: &["state == \"finished\" and objectsCount > 5", ":explain"],
        action: Action::Explain,
    },
    SessionCommand {
        name: "fmt",
        argument: "",
        summary: "shows the last query in canonical form",
        examples: &["state='Finished' && objectsCount>5", ":fmt"],
        action: Action::Fmt,
    },
    SessionCommand {
        name: "count",
        argument: "",
        summary: "counts the rows that match the last query",
        examples: &["state != \"Running\"", ":count"],
        action: Action::Count,
    },
    SessionCommand {
        name: "param",
        argument: "[NAME=TEXT]",
        summary: "sets `$name` to a text, or with `:=` to JSON",
        examples: &[":param name=Nightly web", "name == $name", ":param most:=5", "objectsCount <= $most"],
        action: Action::Parameter,
    },
    SessionCommand {
        name: "help",
        argument: "[TOPIC]",
        summary: "shows this, or help on a command or topic",
        examples: &[":help", ":help load", ":help operators"],
        action: Action::Help,
    },
    SessionCommand {
        name: "quit",
        argument: "",
        summary: "leaves, like Ctrl-D",
        examples: &[":quit"],
        action: Action::Quit,
    },
];

/// Returns the command of that name, or the only one whose name begins with `name`.
pub(super) fn find(name: &str) -> Result<&'static SessionCommand, Failure> {
    if let Some(command) = ALL.iter().find(|command| command.name == name) {
        return Ok(command);
    }
    let matching: Vec<&SessionCommand> = ALL.iter().filter(|command| command.name.starts_with(name)).collect();
    match matching[..] {
        [command] => Ok(command),
        _ if name.is_empty() || matching.is_empty() => {
            let names = || ALL.iter().map(|command| format!("`:{}`", command.name)).collect::<Vec<_>>().join(", ");
            let help = foreign(name).map_or_else(|| format!("the commands are {}", names()), did_you_mean);
            Err(Failure::with_help(format_args!("no command `:{name}`"), help))
        }
        _ => {
            let names: Vec<String> = matching.iter().map(|command| format!("`:{}`", command.name)).collect();
            let message = format_args!("`:{name}` is ambiguous: {}", names.join(" or ")).to_string();
            Err(Failure::with_help(message, "write more letters of the name"))
        }
    }
}

/// Returns the command for a word of other programs, such as `exit` of shells and `\q` of psql.
fn foreign(word: &str) -> Option<&'static str> {
    let word = word.trim_start_matches(['\\', '.', ':']).trim_end_matches("()");
    match word {
        "bye" | "exit" | "logout" | "q" => Some("quit"),
        "?" | "h" | "man" => Some("help"),
        "d" | "dt" | "describe" => Some("schema"),
        _ => ALL.iter().map(|command| command.name).find(|name| *name == word),
    }
}

fn did_you_mean(command: &str) -> String {
    format!("did you mean `:{command}`?")
}

/// Returns `failure`, or a better message if the line is no query and was probably meant as a command.
pub(super) fn suggest(failure: Failure, line: &str) -> Failure {
    let Failure::Rejected(diagnostics) = &failure else { return failure };
    if let Some(command) = foreign(line).filter(|_| ALL.iter().all(|command| command.name != line)) {
        return Failure::with_help(format_args!("`{line}` is not a query"), did_you_mean(command));
    }
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // A line that continues like a comparison is about a property of that name.
    let is_comparison = rest.split_whitespace().next().is_some_and(|word| word.parse::<Operator>().is_ok());
    let is_parsed = diagnostics.iter().all(|diagnostic| diagnostic.kind() != DiagnosticKind::Parse);
    if is_parsed || is_comparison || ALL.iter().all(|command| command.name != name) {
        return failure;
    }
    Failure::with_help(format_args!("`{line}` is not a query"), did_you_mean(line))
}
