//! The `tamis` command: reads its arguments, carries out one command, and ends with its exit status.

mod command;
mod compile;
mod failure;
mod interrupt;
mod progress;
mod query;
mod rows;
mod run;
mod table;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use command::{Cli, Command};
use failure::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(Command::Compile(options)) => compile::compile(&options),
        Some(Command::Check(options)) => query::check(&options),
        Some(Command::Run(options)) => run::run(&options),
        None if cli.run.is_empty() => {
            // Help asked for by saying nothing is no success.
            failure::tell(Cli::command().render_help());
            return ExitCode::from(failure::USAGE);
        }
        None => run::run(&cli.run).map_err(|failure| command::suggest(failure, &cli.run)),
    };
    match done {
        Ok(status) => status,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
