//! What is wrong with the arguments, in a line, and the cure.

use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// Shows the help that was asked for, or what is wrong; gives the exit status.
pub(crate) fn report(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone wants no more help.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => explain(error).report(),
    }
}

fn explain(error: &Error) -> Failure {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let other = context(error, ContextKind::PriorArg);
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(|kind| texts(error, kind)?.last().cloned());
    // Of several near ones, the nearest comes last.
    let cure = near.map(|near| format!("did you mean `{near}`?"));
    let all = || "`tamis --help` lists the commands, `tamis COMMAND --help` the options of one".to_owned();
    match (error.kind(), argument, value) {
        (ErrorKind::UnknownArgument, Some(argument), _) => {
            Failure::with_help(format_args!("unknown option `{argument}`"), cure.unwrap_or_else(all))
        }
        (ErrorKind::InvalidValue, Some(argument), Some(value)) => {
            let taken = texts(error, ContextKind::ValidValue);
            let taken = taken.map(|taken| format!("it takes {}", taken.join(", ")));
            let help = cure.into_iter().chain(taken).collect::<Vec<_>>().join(" ");
            let message = match value.as_str() {
                "" => format!("`{argument}` wants a value"),
                value => format!("`{argument}` does not take `{value}`"),
            };
            Failure::with_help(message, if help.is_empty() { all() } else { help })
        }
        (ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            let cause = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
            Failure::with_help(format_args!("`{argument}` does not take `{value}`{cause}"), all())
        }
        (ErrorKind::ArgumentConflict, Some(argument), _) => match other {
            Some(other) if other == argument => {
                Failure::with_help(format_args!("`{argument}` is given twice"), "leave one of them out")
            }
            Some(other) => {
                let message = format_args!("`{argument}` and `{other}` do not go together").to_string();
                Failure::with_help(message, "leave one of them out")
            }
            None => Failure::with_help(format_args!("`{argument}` does not go with the rest"), all()),
        },
        (ErrorKind::MissingRequiredArgument, Some(argument), _) => {
            Failure::with_help(format_args!("`{argument}` is missing"), all())
        }
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            Failure::with_help(first.strip_prefix("error: ").unwrap_or(first), cure.unwrap_or_else(all))
        }
    }
}

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
