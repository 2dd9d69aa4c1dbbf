//! Messages for wrong arguments: clap's errors in one line with help, and guesses at what a rejected query was meant to
//! be.

use std::num::ParseIntError;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, Subcommand};
use tamis::{DiagnosticKind, Parsed};

use super::{Command, SchemaCommand};
use crate::failure::{Failure, shell_word};
use crate::files::is_pattern;

/// Prints the help that was requested, or the message for the error. Returns the exit status.
pub(crate) fn report(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed reader is no error.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => explain(error).report(),
    }
}

/// Returns the failure for an error of clap.
fn explain(error: &Error) -> Failure {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let other = context(error, ContextKind::PriorArg);
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(|kind| texts(error, kind)?.last().cloned());
    // Of several suggestions, the nearest comes last.
    let suggestion = near.map(|near| format!("did you mean `{near}`?"));
    let all = || "`tamis --help` lists the commands, `tamis COMMAND --help` the options of one".to_owned();
    let usage = usage(error);
    match (error.kind(), argument, value) {
        (ErrorKind::UnknownArgument, Some(argument), _) => {
            match (part_of_a_query(&argument, &usage), foreign_option(&argument)) {
                (Some(help), _) => Failure::with_help(format_args!("`{argument}` is not an option"), help),
                (None, Some(help)) => Failure::with_help(format_args!("unknown option `{argument}`"), help),
                (None, None) => {
                    Failure::with_help(format_args!("unknown option `{argument}`"), suggestion.unwrap_or_else(all))
                }
            }
        }
        (ErrorKind::InvalidValue, Some(argument), Some(value)) => {
            let valid = texts(error, ContextKind::ValidValue);
            let valid = valid.map(|valid| match &valid[..] {
                [only] => format!("the only value is `{only}`"),
                _ => format!("the values are {}", valid.join(", ")),
            });
            let help = suggestion.into_iter().chain(valid).collect::<Vec<_>>().join(" ");
            let message = match value.as_str() {
                "" => format!("`{argument}` needs a value"),
                value => format!("`{argument}` does not accept `{value}`"),
            };
            Failure::with_help(message, if help.is_empty() { all() } else { help })
        }
        (ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            let source = std::error::Error::source(error);
            // The message of the parser names Rust types.
            if source.is_some_and(|source| source.is::<ParseIntError>()) {
                let message = format_args!("`{argument}` does not accept `{value}`").to_string();
                return Failure::with_help(message, "write a whole number from 1, such as `4`");
            }
            let cause = source.map_or_else(String::new, |cause| format!(": {cause}"));
            Failure::with_help(format_args!("`{argument}` does not accept `{value}`{cause}"), all())
        }
        (ErrorKind::ArgumentConflict, Some(argument), _) => match other {
            Some(other) if other == argument => {
                Failure::with_help(format_args!("`{argument}` is given twice"), "leave one of them out")
            }
            Some(other) => {
                let message = format_args!("`{argument}` and `{other}` cannot be combined").to_string();
                Failure::with_help(message, "leave one of them out")
            }
            None => Failure::with_help(format_args!("`{argument}` cannot be combined with the other options"), all()),
        },
        (ErrorKind::InvalidSubcommand, ..) => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let (group, all) = match usage.contains("tamis schema") {
                true => ("schema ", schema_commands()),
                false => ("", all()),
            };
            Failure::with_help(format_args!("there is no command `{group}{name}`"), suggestion.unwrap_or(all))
        }
        (ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, ..) => {
            Failure::with_help("`tamis schema` needs a command", schema_commands())
        }
        (ErrorKind::MissingRequiredArgument, Some(argument), _) => {
            Failure::with_help(format_args!("`{argument}` is missing"), all())
        }
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            Failure::with_help(first.strip_prefix("error: ").unwrap_or(first), suggestion.unwrap_or_else(all))
        }
    }
}

/// Returns the list of the commands of `tamis schema`.
fn schema_commands() -> String {
    let commands = SchemaCommand::augment_subcommands(clap::Command::new("schema"));
    let names = commands.get_subcommands().map(|command| format!("`tamis schema {}`", command.get_name()));
    format!("the commands are {}", names.collect::<Vec<_>>().join(", "))
}

/// Returns the usage line of the command that the error is about.
fn usage(error: &Error) -> String {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    }
}

/// Returns the texts of a context of the error, joined, or `None` if it has none.
fn context(error: &Error, kind: ContextKind) -> Option<String> {
    Some(texts(error, kind)?.join(", "))
}

fn texts(error: &Error, kind: ContextKind) -> Option<Vec<String>> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(vec![text.clone()]),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.clone()),
        _ => None,
    }
}

/// Returns the help for an argument that clap takes for an option but is part of a query, or a query that begins with
/// `-`. `usage` is the usage line of the command, which may have no query.
fn part_of_a_query(argument: &str, usage: &str) -> Option<String> {
    const QUOTE: &str = "put the whole query between quotes, as one word";
    if !argument.starts_with('-') {
        let help = match usage {
            usage if usage.contains("QUERY") => QUOTE,
            usage if usage.contains("REQUEST") => "put the whole request between quotes, as one word",
            _ => "leave it out; if it is the value of an option, put that option before it",
        };
        return Some(help.to_owned());
    }
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let whole = words.iter().find(|word| !word.starts_with("--") && word.starts_with(argument))?;
    if whole.contains(char::is_whitespace) {
        return Some("a query that begins with `-` comes after `--`: `tamis -- '-…'`".to_owned());
    }
    // The parser recognises PowerShell's operators, which begin with a `-`.
    let is_foreign = |code: &str| matches!(code, "tamis::parse::foreign_operator" | "tamis::parse::pattern");
    let parsed = Parsed::parse(&format!("a {whole} 1"));
    parsed.is_err_and(|errors| errors.iter().any(|error| is_foreign(error.code()))).then(|| QUOTE.to_owned())
}

/// Returns the help for an option of other programs.
fn foreign_option(argument: &str) -> Option<&'static str> {
    match argument {
        "-v" => Some("`tamis --help` lists the commands, `tamis --version` shows the version"),
        "--output" | "--out" | "--to" => {
            Some("`--format` chooses the format, and `>` a file: `--format csv > rows.csv`")
        }
        "--fields" | "--select" | "--field" => Some("`--columns name,size` chooses the columns"),
        "--where" | "--filter" | "--query" => Some("the query is the first word: `tamis 'size > 5GB' rows.json`"),
        "--limit" | "--top" | "--head" => Some("a limit is part of the query: `size > 5GB limit 5`"),
        "--sort" | "--sort-by" | "--order-by" | "--orderby" => Some("a sort is part of the query: `sort by size desc`"),
        "--group-by" | "--group" => Some("`--count-by name` counts the rows with each value"),
        _ => None,
    }
}

/// The arguments of a command after its query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterQuery {
    Files,
    Nothing,
}

/// Returns `failure`, or a better message if the query does not parse because the words of the command line, the query
/// first, were meant as something else.
pub(crate) fn suggest(failure: Failure, words: &[String], after: AfterQuery) -> Failure {
    let (Failure::Rejected(diagnostics), Some((first, others))) = (&failure, words.split_first()) else {
        return failure;
    };
    if diagnostics.iter().all(|diagnostic| diagnostic.kind() != DiagnosticKind::Parse) {
        return failure;
    }
    let cause = diagnostics.iter().next().map_or("", |diagnostic| diagnostic.message());
    if is_file(first) {
        let file = shell_word(first);
        let help = match others.first().filter(|second| Parsed::parse(second).is_ok()) {
            _ if after == AfterQuery::Nothing => format!("`-f {file}` reads the query from it"),
            Some(second) => format!("the query comes before the files: `tamis {} {file}`", shell_word(second)),
            None => format!("the query comes before the files: `tamis 'size > 5GB' {file}`"),
        };
        return Failure::with_help(format_args!("`{first}` is a file, not a query"), help);
    }
    // A query of several words has its own diagnostics.
    if first.contains(char::is_whitespace) {
        return failure;
    }
    let is_followed_by_query = others.first().is_none_or(|second| second.contains(char::is_whitespace));
    if let Some(near) = near_command(first).filter(|_| is_followed_by_query) {
        let message = format_args!("`{first}` is neither a command nor a query ({cause})").to_string();
        return Failure::with_help(message, near);
    }
    let query: Vec<&str> = words.iter().map(String::as_str).take_while(|word| *word != "-" && !is_file(word)).collect();
    if query.get(1).is_some_and(|second| !is_pattern(second)) {
        let query = query.join(" ");
        let example = if Parsed::parse(&query).is_ok() { format!(": {}", shell_word(&query)) } else { String::new() };
        let help = format_args!("put the whole query between quotes, as one word{example}").to_string();
        return Failure::with_help(format_args!("`{first}` is not a query ({cause})"), help);
    }
    if names_a_file(first) {
        return Failure::with_help(
            format_args!("there is no file `{first}`, and it is not a query ({cause})"),
            "the query comes before the files: `tamis 'size > 5GB' rows.json`",
        );
    }
    failure
}

/// Returns `true` for a file or a folder that exists.
fn is_file(word: &str) -> bool {
    Path::new(word).exists()
}

/// Returns `true` for a word that looks like the name of a file of rows.
fn names_a_file(word: &str) -> bool {
    let ending = Path::new(word).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["json", "ndjson", "jsonl", "csv", "txt", "log"].iter().any(|known| known.eq_ignore_ascii_case(ending))
        || (word.contains(['/', '\\']) && !ending.is_empty() && ending.chars().all(char::is_alphanumeric))
}

/// Returns the help for a word that is a command, or nearly one.
fn near_command(word: &str) -> Option<String> {
    /// The largest difference in length: `stat` is no typo of `explain`.
    const MOST: usize = 2;
    let commands = Command::augment_subcommands(clap::Command::new("tamis"));
    if commands.get_subcommands().any(|command| command.get_name_and_visible_aliases().contains(&word)) {
        return Some(format!("write `tamis {word}` first: options come after the command"));
    }
    let error = commands.subcommand_required(true).try_get_matches_from(["tamis", word]).err()?;
    // The nearest suggestion comes last.
    let near = texts(&error, ContextKind::SuggestedSubcommand)?.pop()?;
    let is_typo = near.len().abs_diff(word.len()) <= MOST && near.chars().next() == word.chars().next();
    is_typo.then(|| format!("did you mean `tamis {near}`?"))
}
