//! The command line as clap reads it: the commands and their help. The options are in the modules below; `usage` turns
//! clap's errors into messages.

mod commands;
mod options;
mod schema;
pub(crate) mod usage;

use clap::{Parser, Subcommand};

use crate::color::Color;
pub(crate) use commands::{
    CheckOptions, CompletionsOptions, DecompileOptions, DialectsOptions, ExplainOptions, FmtOptions, ManOptions,
    MessageFormat, PlanOptions, ReplOptions, RequestFormat, RequestOptions, RowFormat, RunOptions,
};
pub(crate) use options::{QueryOptions, QueryText, RowInput, Setting};
pub(crate) use schema::{ImportOptions, InferOptions, ListOptions, SchemaCommand, SchemaFormat, ShowOptions};

const QUOTING: &str = "\
How to quote a query (double quotes outside and single quotes inside work in every shell, unless the query holds $ or `):
  sh          tamis request 'state == \"Finished\" and name contains \"web\"'
  PowerShell  tamis request 'state == \"Finished\" and name contains \"web\"'   (7.3 or later)
  cmd         tamis request \"state == 'Finished' and name contains 'web'\"

Exit status: 0 done, 1 the query is rejected, 2 wrong usage or something cannot be read or written, \
4 nothing matched (run -e), 5 warnings about rows (--deny warnings), 6 done, but unreadable rows were skipped (--skip-bad).";

/// Compiles one filter language to the requests of backup REST APIs, and runs it over JSON rows
///
/// A first word that is not a command is a query to run: `tamis QUERY [FILE]...`.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = QUOTING)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) run: RunOptions,
    /// When to colour output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the API request that fetches the rows of a query
    #[command(
        visible_alias = "compile",
        after_help = "\
Example: tamis request \"state == 'Finished' sort by startTimeUtc desc limit 50\" --endpoint sessions --format url --base vbr.example

Exit status: 0 done, 1 the query is rejected or the API does not support it, 2 wrong usage or something cannot be read."
    )]
    Request(RequestOptions),
    /// Show which part of a query the API does, and which part is left to do locally with the rows it returns
    #[command(after_help = "\
Examples:
  tamis plan \"state == 'Finished' and name startswith 'Nightly'\" --endpoint sessions
  tamis plan 'sort by startTimeUtc desc limit 5' --endpoint sessions --assume nulls-first

What `--assume` grants is your knowledge of one server: no vendor documents it, and if it is wrong, rows may be missing.
Exit status: 0 done, 1 the query is rejected or cannot be split, 2 wrong usage or something cannot be read.")]
    Plan(PlanOptions),
    /// Read an API request and print its query
    #[command(after_help = "\
Example: tamis decompile \"[{'property':'type','operation':'notEquals','value':'Company'}]\" --dialect vspc

The request is a filter, sort keys, a URL, a curl or PowerShell command, or any other output of `tamis request`. \
Warnings, and parts of the request that no query has (select, expand and the like), are printed on standard error.
Exit status: 0 done, 1 the request belongs to another API or no query can express it, 2 wrong usage or something cannot be read.")]
    Decompile(DecompileOptions),
    /// Show what each API supports: exactly, with extra rows, or only by assumption
    #[command(after_help = "\
Example: tamis dialects --dialect one --endpoint vbrJobs/vmBackupJobs

Cells: exact (the vendor documents it), superset (the API may return more rows), assumed (the vendor does not document \
it; it is sent with a warning or advice, and a plan depends on it only with `--assume`), - (not supported). \
A collection may support less than its API: --endpoint shows its fields.
Exit status: 0 done, 2 wrong usage.")]
    Dialects(DialectsOptions),
    /// Report the errors and warnings of a query; with `--fix`, fix what can be fixed safely
    #[command(after_help = "\
Example: tamis check \"state == 'Finished'\" --endpoint sessions

Exit status: 0 no errors, 1 the query is rejected (or warned about, with --deny warnings), 2 wrong usage or something cannot be read.")]
    Check(CheckOptions),
    /// Print the rows that match, byte for byte, one per line
    #[command(after_help = "\
Example: tamis run \"size > 5GB sort by size desc\" rows.json

Rows: each JSON value of the input is a row, an array of rows, or an API's envelope around one; `--rows` names the path \
of the array, and docs/answers.md lists the envelopes that are recognised.
Exit status: 0 done, 1 the query is rejected (or warned about, with --deny warnings), 2 wrong usage, an error answer or \
an unreadable row, 4 nothing matched (with -e), 5 warnings about rows (with --deny warnings; the rows are printed), \
6 done, but unreadable rows were skipped (with --skip-bad), 130 interrupted.")]
    Run(RunOptions),
    /// Explain why rows match or do not, and how many rows pass each part of the filter
    #[command(after_help = "\
Example: tamis explain \"state == 'failed' and size > 5GB\" rows.json

For each of the first rows: the fewest comparisons that decide whether it matches. For all rows: how many are left after \
each `and` part of the filter, and how many pass that part alone. Sort, offset and limit are ignored.
Exit status: 0 done, 1 the query is rejected, 2 wrong usage, an error answer or an unreadable row, 5 warnings about rows \
(with --deny warnings), 6 done, but unreadable rows were skipped (with --skip-bad).")]
    Explain(ExplainOptions),
    /// Show the fields of a collection's rows, or get them from an OpenAPI document or sample rows
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Run queries line by line, with completion; `tamis` alone on a terminal starts it
    #[command(after_help = "\
Example: tamis repl examples/sessions.ndjson --endpoint sessions

A query shows the matching rows if rows are loaded, else its request. `:help` lists the commands. \
Lines from a pipe run one by one, and the first one that fails ends it.
Exit status: 0 done, 1 a query is rejected, 2 wrong usage or something cannot be read, 5 warnings about rows (with \
--deny warnings).")]
    Repl(ReplOptions),
    /// Format queries in their files, or from standard input to standard output; comments stay
    #[command(after_help = "\
Example: tamis fmt --check queries/*.tamis

A file holds one query. A query of up to 100 characters gets one line, a longer one a line for each part.
Exit status: 0 done, 1 a query is rejected or (with --check) not formatted, 2 wrong usage or something cannot be read or \
written.")]
    Fmt(FmtOptions),
    /// Print the completion script for a shell
    #[command(after_help = "\
Example: tamis completions bash > ~/.local/share/bash-completion/completions/tamis

Exit status: 0 done, 2 wrong usage.")]
    Completions(CompletionsOptions),
    /// Print the manual page of tamis or of one command, for `man -l -`
    #[command(after_help = "\
Example: tamis man run

Exit status: 0 done, 2 wrong usage.")]
    Man(ManOptions),
}
