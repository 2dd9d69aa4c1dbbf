//! `tamis completions` and `tamis man`: output generated from the definitions of the options.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, CompletionsOptions, ManOptions};
use crate::failure::Failure;

pub(crate) fn completions(options: &CompletionsOptions) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "tamis", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn man(options: &ManOptions) -> Result<ExitCode, Failure> {
    let mut cli = Cli::command();
    cli.build();
    let command = match &options.command {
        None => cli,
        Some(name) => cli.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::with_help(format_args!("there is no command `{name}`"), "`tamis --help` lists the commands")
        })?,
    };
    let name = command.get_bin_name().unwrap_or("tamis").replace(' ', "-");
    let mut page = Vec::new();
    Man::new(command.display_name(&name)).title(name).render(&mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
