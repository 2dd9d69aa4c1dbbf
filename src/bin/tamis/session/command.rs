//! The commands of a session: their table, and those that change it.

use std::borrow::Cow;

use clap::ValueEnum;
use tamis::endpoint::Assume;
use tamis::{DiagnosticKind, Dialect, Operator, Severity};

use super::complete::files;
use super::loaded::Loaded;
use super::{Outcome, Session, Shown, Warning, help, show};
use crate::command::RequestFormat;
use crate::failure::Failure;
use crate::query::json;

/// A command: a line that begins with `:` and its name.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// What stands behind the name, as help shows it.
    pub(crate) argument: &'static str,
    pub(crate) summary: &'static str,
    /// Lines that can be typed as they stand, one after another, where the example rows are loaded.
    pub(crate) examples: &'static [&'static str],
    run: for<'s> fn(&'s mut Session, &str) -> Result<Outcome<'s>, Failure>,
    /// What may stand behind the name, as far as it is typed.
    pub(crate) arguments: fn(&Session, &str) -> Vec<String>,
}

/// Every command.
pub(crate) const ALL: &[Command] = &[
    Command {
        name: "load",
        argument: "FILE",
        summary: "loads rows, which queries are then run over",
        examples: &[":load examples/sessions.ndjson"],
        run: load,
        arguments: |_, typed| files(typed),
    },
    Command {
        name: "endpoint",
        argument: "[PATH]",
        summary: "asks another collection; `-` asks none",
        examples: &[":endpoint sessions", ":endpoint -"],
        run: ask,
        arguments: |session, _| session.asked.dialect.endpoints().map(str::to_owned).collect(),
    },
    Command {
        name: "schema",
        argument: "[FIELD]",
        summary: "lists the fields, or shows all that is known of one",
        examples: &[":schema", ":schema state"],
        run: show::schema,
        arguments: |session, _| session.known().fields().map(|field| field.path().to_string()).collect(),
    },
    Command {
        name: "dialect",
        argument: "[NAME]",
        summary: "speaks another API's filter language",
        examples: &[":dialect", ":dialect vspc"],
        run: dialect,
        arguments: |_, _| Dialect::ALL.iter().map(ToString::to_string).collect(),
    },
    Command {
        name: "format",
        argument: "[FORM [BASE]]",
        summary: "sets the form of requests, and shows the last query's",
        examples: &["name == \"Nightly web\"", ":format params", ":endpoint sessions", ":format curl vbr.example"],
        run: format,
        arguments: |_, _| formats().collect(),
    },
    Command {
        name: "plan",
        argument: "[NAME,…]",
        summary: "shows what of the last query the API does",
        examples: &[":endpoint sessions", "sort by startTimeUtc desc limit 5", ":plan", ":plan nulls-first"],
        run: show::plan,
        arguments: |_, _| Assume::ALL.iter().map(ToString::to_string).collect(),
    },
    Command {
        name: "explain",
        argument: "",
        summary: "shows why rows match the last query or do not",
        examples: &["state == \"finished\" and objectsCount > 5", ":explain"],
        run: show::explain,
        arguments: none,
    },
    Command {
        name: "fmt",
        argument: "",
        summary: "shows the last query in its canonical text",
        examples: &["state='Finished' && objectsCount>5", ":fmt"],
        run: show::fmt,
        arguments: none,
    },
    Command {
        name: "count",
        argument: "",
        summary: "counts the rows that match the last query",
        examples: &["state != \"Running\"", ":count"],
        run: show::count,
        arguments: none,
    },
    Command {
        name: "param",
        argument: "[NAME=TEXT]",
        summary: "lets `$name` stand for a text; `:=` for JSON",
        examples: &[":param name=Nightly web", "name == $name", ":param most:=5", "objectsCount <= $most"],
        run: parameter,
        arguments: none,
    },
    Command {
        name: "help",
        argument: "[TOPIC]",
        summary: "shows this, or more about a command or a topic",
        examples: &[":help", ":help load", ":help operators"],
        run: help::help,
        arguments: |_, _| help::names().map(str::to_owned).collect(),
    },
    Command {
        name: "quit",
        argument: "",
        summary: "leaves, as Ctrl-D does",
        examples: &[":quit"],
        run: |_, _| Ok(Outcome { warnings: Vec::new(), shown: Shown::Quit }),
        arguments: none,
    },
];

fn none(_: &Session, _: &str) -> Vec<String> {
    Vec::new()
}

/// Carries out what stands behind a `:`.
pub(super) fn run<'s>(session: &'s mut Session, text: &str) -> Result<Outcome<'s>, Failure> {
    let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let command = find(name)?;
    let argument = argument.trim();
    if command.argument.is_empty() && !argument.is_empty() {
        return Err(Failure::with_help(
            format_args!("`:{}` takes nothing behind it, but `{argument}` stands there", command.name),
            format_args!("`:help {}` shows examples", command.name),
        ));
    }
    (command.run)(session, argument)
}

/// The command of that name, or the only one whose name begins so.
pub(super) fn find(name: &str) -> Result<&'static Command, Failure> {
    if let Some(command) = ALL.iter().find(|command| command.name == name) {
        return Ok(command);
    }
    let meant: Vec<&Command> = ALL.iter().filter(|command| command.name.starts_with(name)).collect();
    match meant[..] {
        [command] => Ok(command),
        _ if name.is_empty() || meant.is_empty() => {
            let names = || ALL.iter().map(|command| format!("`:{}`", command.name)).collect::<Vec<_>>().join(", ");
            let help = foreign(name).map_or_else(|| format!("there are {}", names()), did_you_mean);
            Err(Failure::with_help(format_args!("no command `:{name}`"), help))
        }
        _ => {
            let names: Vec<String> = meant.iter().map(|command| format!("`:{}`", command.name)).collect();
            let message = format_args!("`:{name}` may be {}", names.join(" or ")).to_string();
            Err(Failure::with_help(message, "write more of it"))
        }
    }
}

/// Returns the command that a word of other programs' sessions means, such as `exit` of shells and `\q` of psql.
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

/// What a line that is no query may have been meant as, where it begins with the name of a command.
pub(super) fn suggest(failure: Failure, line: &str) -> Failure {
    let Failure::Rejected(diagnostics) = &failure else { return failure };
    if let Some(command) = foreign(line).filter(|_| ALL.iter().all(|command| command.name != line)) {
        return Failure::with_help(format_args!("`{line}` is no query"), did_you_mean(command));
    }
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // What goes on as a comparison does is about a property of that name.
    let is_comparison = rest.split_whitespace().next().is_some_and(|word| word.parse::<Operator>().is_ok());
    let is_parsed = diagnostics.iter().all(|diagnostic| diagnostic.kind() != DiagnosticKind::Parse);
    if is_parsed || is_comparison || ALL.iter().all(|command| command.name != name) {
        return failure;
    }
    Failure::with_help(format_args!("`{line}` is no query"), did_you_mean(line))
}

/// Returns `file` with the user's folder in place of a `~` before the first slash, which no shell has replaced here.
pub(super) fn at_home(file: &str) -> Cow<'_, str> {
    let home = || std::env::home_dir()?.into_os_string().into_string().ok();
    match file.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => home().map_or(Cow::Borrowed(file), |home| Cow::Owned(format!("{home}{rest}"))),
        None => Cow::Borrowed(file),
    }
}

fn load<'s>(session: &'s mut Session, file: &str) -> Result<Outcome<'s>, Failure> {
    if file.is_empty() {
        return Ok(Outcome::text(match &session.loaded {
            Some(loaded) => loaded.to_string(),
            None => "no rows are loaded; `:load FILE` loads some".to_owned(),
        }));
    }
    let loaded = Loaded::read_until_interrupted(&at_home(file), &session.place, session.skips_bad)?;
    let said = loaded.to_string();
    session.loaded = Some(loaded);
    let warnings = session.warnings_of_load().into_iter().map(Warning::Rows).collect();
    Ok(Outcome { warnings, shown: Shown::Text(said) })
}

fn ask<'s>(session: &'s mut Session, path: &str) -> Result<Outcome<'s>, Failure> {
    if path.is_empty() {
        let known: Vec<String> = session.asked.dialect.endpoints().map(|endpoint| format!("\n  {endpoint}")).collect();
        let asked = session.asked.endpoint.as_ref();
        let asked = asked.map_or("no collection is asked".to_owned(), |endpoint| format!("{endpoint} is asked"));
        return Ok(Outcome::text(format!("{asked}; {} has{}", session.asked.dialect, known.concat())));
    }
    session.asked.ask((path != "-").then_some(path))?;
    let said = match &session.asked.endpoint {
        None => "no collection is asked: any property is taken".to_owned(),
        Some(endpoint) => format!("{endpoint}, {} fields", endpoint.schema().fields().len()),
    };
    let note = session.asked.note().map(|note| Warning::Said(note.to_owned()));
    Ok(Outcome { warnings: note.into_iter().collect(), shown: Shown::Text(said) })
}

fn dialect<'s>(session: &'s mut Session, name: &str) -> Result<Outcome<'s>, Failure> {
    if name.is_empty() {
        let known = Dialect::ALL.iter().map(|dialect| {
            let is_spoken = *dialect == session.asked.dialect;
            format!("{} {dialect}", if is_spoken { "*" } else { " " })
        });
        return Ok(Outcome::text(known.collect::<Vec<_>>().join("\n")));
    }
    let dialect: Dialect = name.parse().map_err(|error| Failure::usage(format_args!("`{name}`: {error}")))?;
    if dialect == session.asked.dialect {
        return Ok(Outcome::text(format!("{dialect}, as before")));
    }
    let left = session.asked.speak(dialect).map(|endpoint| format!("; {endpoint} is no longer asked"));
    Ok(Outcome::text(format!("{dialect}{}", left.unwrap_or_default())))
}

fn format<'s>(session: &'s mut Session, argument: &str) -> Result<Outcome<'s>, Failure> {
    let (name, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let mut form = session.form.clone();
    if !name.is_empty() {
        form.format = RequestFormat::from_str(name, true).map_err(|_| {
            let help = format_args!("the forms are {}", formats().collect::<Vec<_>>().join(", ")).to_string();
            Failure::with_help(format_args!("no form `{name}`"), help)
        })?;
    }
    let rest = rest.trim();
    let (base, missing) = match form.format {
        RequestFormat::Nbwss => (&mut form.id, "a UUID that no other message has"),
        _ => (&mut form.base, "the API's address, such as `:format curl vbr.example`"),
    };
    if !rest.is_empty() {
        *base = Some(rest.to_owned());
    }
    let is_wanted = matches!(form.format, RequestFormat::Curl | RequestFormat::Powershell | RequestFormat::Nbwss);
    if is_wanted && base.is_none() {
        return Err(Failure::with_help(format_args!("`:format {name}` wants more"), format_args!("add {missing}")));
    }
    let outcome = match &session.last {
        None => Outcome::text("requests are shown so"),
        Some(text) => match session.bound(text).and_then(|query| session.request(&query, &form)) {
            Ok((request, assumed)) => Outcome { warnings: vec![Warning::Found(assumed)], shown: Shown::Text(request) },
            // That the API cannot be asked for the last query says nothing about the form.
            Err(Failure::Rejected(refused)) => Outcome {
                warnings: vec![Warning::Found(refused.at_most(Severity::Warning))],
                shown: Shown::Text("requests are shown so; the last query has none".to_owned()),
            },
            Err(failure) => return Err(failure),
        },
    };
    session.form = form;
    Ok(outcome)
}

/// The names of the forms of requests.
fn formats() -> impl Iterator<Item = String> {
    RequestFormat::value_variants().iter().filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()))
}

fn parameter<'s>(session: &'s mut Session, argument: &str) -> Result<Outcome<'s>, Failure> {
    if argument.is_empty() {
        let given: Vec<String> = session.parameters.keys().map(|name| format!("${name}")).collect();
        let none = "no parameter is given; `:param name=TEXT` gives one";
        return Ok(Outcome::text(if given.is_empty() { none.to_owned() } else { given.join("\n") }));
    }
    let named = argument.split_once('=').map(|(name, value)| (name.trim_end(), value.trim_start()));
    let form = "write `:param name=TEXT`, or `:param name:=JSON`";
    let (name, value) = named.ok_or_else(|| Failure::with_help(format_args!("`{argument}` gives no value"), form))?;
    let (name, value) = match name.strip_suffix(':') {
        Some(name) => (name, json(value, "a text needs its quotes here; or use `=` instead of `:=`")?),
        None => (name, value.into()),
    };
    let name = name.strip_prefix('$').unwrap_or(name);
    if name.is_empty() {
        return Err(Failure::with_help(format_args!("`{argument}` names no parameter"), form));
    }
    session.parameters.insert(name.to_owned(), value);
    Ok(Outcome { warnings: Vec::new(), shown: Shown::Nothing })
}
