//! The `tamis` command: reads its arguments, carries out one command, and ends with its exit status.

mod command;
mod compile;
mod decompile;
mod dialects;
mod explain;
mod failure;
mod hints;
mod input;
mod plan;
mod query;
mod rows;
mod run;
mod schema;
mod table;
mod warnings;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use command::{Cli, Command};
use failure::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(Command::Compile(options)) => compile::compile(&options),
        Some(Command::Decompile(options)) => decompile::decompile(&options),
        Some(Command::Dialects(options)) => dialects::dialects(&options),
        Some(Command::Plan(options)) => plan::plan(&options),
        Some(Command::Check(options)) => query::check(&options),
        Some(Command::Run(options)) => run::run(&options),
        Some(Command::Explain(options)) => explain::explain(&options),
        Some(Command::Schema(command)) => schema::schema(&command),
        None if cli.run.input.is_empty() => {
            // Help asked for by saying nothing is no success.
            failure::tell(Cli::command().render_help());
            return ExitCode::from(failure::USAGE);
        }
        None => run::run(&cli.run).map_err(|failure| command::suggest(failure, &cli.run.input)),
    };
    match done {
        Ok(status) => status,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
