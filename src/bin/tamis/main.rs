//! The `tamis` command: reads its arguments, carries out one command, and ends with its exit status.

mod advice;
mod check;
mod color;
mod columns;
mod command;
mod compile;
mod counts;
mod decompile;
mod delimited;
mod dialects;
mod explain;
mod failure;
mod files;
mod fmt;
mod generated;
mod input;
mod interrupt;
mod legible;
mod plan;
mod progress;
mod projection;
mod prompt;
mod query;
mod repl;
mod row_warnings;
mod rows;
mod run;
mod schema;
mod session;
mod table;
mod usage;
mod warnings;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use command::{Cli, Command};
use failure::Failure;
use usage::{AfterQuery, suggest};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error),
    };
    color::choose(cli.color);
    let done = match cli.command {
        Some(Command::Compile(options)) => {
            compile::compile(&options).map_err(|failure| suggest(failure, options.query.words(), AfterQuery::Nothing))
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
        None if cli.run.says_nothing() && repl::is_at_terminal() => repl::repl(&cli.run.input.into()),
        None if cli.run.input.is_empty() => {
            // Help asked for by saying nothing is no success.
            failure::tell(Cli::command().render_help());
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
