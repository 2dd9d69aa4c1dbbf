//! The `tamis` command: parses its arguments, runs one command, and ends with its exit status.
//!
//! `cli` parses arguments, `commands` has a module per command. They use `query` (from options to a checked query),
//! `rows` (reading rows), `output` (writing rows), `warnings` and `row_warnings`. A `session` runs lines and knows no
//! terminal; `repl` connects one to a terminal or a pipe. Everything is built on the public API of the library.

mod advice;
mod cli;
mod color;
mod commands;
mod encoding;
mod failure;
mod files;
mod interrupt;
mod legible;
mod output;
mod paths;
mod progress;
mod query;
mod repl;
mod row_input;
mod row_warnings;
mod rows;
mod schema_file;
mod session;
mod warnings;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use cli::usage::{self, AfterQuery, suggest};
use cli::{Cli, Command};
use commands::{check, decompile, dialects, explain, fmt, generated, plan, request, run, schema};
use failure::Failure;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error),
    };
    color::choose(cli.color);
    let done = match cli.command {
        Some(Command::Request(options)) => {
            request::request(&options).map_err(|failure| suggest(failure, options.query.words(), AfterQuery::Nothing))
        }
        Some(Command::Decompile(options)) => decompile::decompile(&options),
        Some(Command::Dialects(options)) => dialects::dialects(&options),
        Some(Command::Plan(options)) => {
            plan::plan(&options).map_err(|failure| suggest(failure, options.query.words(), AfterQuery::Nothing))
        }
        Some(Command::Check(options)) => {
            check::check(&options).map_err(|failure| suggest(failure, options.query.words(), AfterQuery::Nothing))
        }
        Some(Command::Run(options)) => {
            run::run(&options).map_err(|failure| suggest(failure, options.input.query_words(), AfterQuery::Files))
        }
        Some(Command::Explain(options)) => explain::explain(&options)
            .map_err(|failure| suggest(failure, options.input.query_words(), AfterQuery::Files)),
        Some(Command::Schema(command)) => schema::schema(&command),
        Some(Command::Fmt(options)) => fmt::fmt(&options),
        Some(Command::Completions(options)) => generated::completions(&options),
        Some(Command::Man(options)) => generated::man(&options),
        Some(Command::Repl(options)) => repl::repl(&options),
        None if cli.run.is_empty() && repl::is_at_terminal() => repl::repl(&cli.run.input.into()),
        None if cli.run.input.is_empty() => {
            // No arguments and no terminal: a usage error, with the help as its message.
            failure::eprint_line(Cli::command().render_help());
            return ExitCode::from(failure::USAGE);
        }
        None => run::run(&cli.run).map_err(|failure| suggest(failure, cli.run.input.query_words(), AfterQuery::Files)),
    };
    match done {
        Ok(status) => status,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
