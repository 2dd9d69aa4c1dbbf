//! The options of each command; those of `tamis schema` are in `schema`.

use std::num::NonZeroUsize;

use clap::{Args, ValueEnum};
use clap_complete::Shell;
use tamis::endpoint::Assume;

use super::options::{ApiOption, AssumeOptions, QueryOptions, RowInput, RowOptions, Setting, assume};

#[derive(Args, Debug)]
pub(crate) struct RequestOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RequestFormat,
    /// The part before the endpoint's path: a host, or the beginning of a URL
    #[arg(long, value_name = "HOST-OR-URL")]
    pub(crate) base: Option<String>,
    /// The message's UUID, for `--format nbwss`
    #[arg(long, value_name = "UUID")]
    pub(crate) id: Option<String>,
    /// Refuse a request whose URL is longer than this many bytes
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_url: Option<usize>,
    /// With `--max-url`: instead, split the longest `in` list over several requests that together return the same rows,
    /// each row once
    #[arg(long, requires = "max_url")]
    pub(crate) batch: bool,
    /// Send only the part that the API is sure to do; filter the returned rows with `tamis run` and the same query
    #[arg(long)]
    pub(crate) split: bool,
    /// With `--split`: rely on a behaviour that the vendor does not document, as in `tamis plan`
    #[arg(long = "assume", requires = "split", value_delimiter = ',', value_parser = assume(), value_name = "NAME")]
    pub(crate) granted: Vec<Assume>,
    /// Write the collation in every text comparison and sort key, not only where the query names one
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) collation: Option<WriteCollation>,
}

/// When the collation is written, besides where the query names one.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WriteCollation {
    Always,
}

/// The output formats of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RequestFormat {
    /// One line: an object with the keys filter, sort, offset and limit that apply
    #[default]
    Json,
    /// One `name=value` per line, percent-encoded
    Params,
    /// One line, to put after a `?`
    Query,
    /// The URL; relative without `--base`
    Url,
    /// A curl command for a POSIX shell, which reads the token from TAMIS_TOKEN
    Curl,
    /// A PowerShell command, which reads the token from TAMIS_TOKEN
    Powershell,
    /// NetBackup only: a COMMAND message for its WebSocket service, on one line, with `$TAMIS_TOKEN` as the token;
    /// needs `--id`
    Nbwss,
}

#[derive(Args, Debug)]
pub(crate) struct PlanOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    #[command(flatten)]
    pub(crate) assume: AssumeOptions,
}

#[derive(Args, Debug)]
pub(crate) struct DecompileOptions {
    /// The request, after `--` if it begins with a `-`; without it, or for `-`, standard input
    #[arg(value_name = "REQUEST")]
    pub(crate) request: Option<String>,
    #[command(flatten)]
    pub(crate) api: ApiOption,
    /// Check the query against the schema of this collection; without it and `--schema`, of the collection in the URL
    /// if it is known, else any property is accepted
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: Option<String>,
    /// Check the query against the schema in this file, in JSON form
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct DialectsOptions {
    #[command(flatten)]
    pub(crate) api: ApiOption,
    /// Show the fields of this collection instead
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    /// The format of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Apply every fix that is certain, to the file of `-f` or else to standard output, and report the rest
    #[arg(long, conflicts_with = "message_format")]
    pub(crate) fix: bool,
}

/// The formats of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Drawn under the query, on standard error
    #[default]
    Text,
    /// One array on standard output, for editors and scripts; docs/diagnostics.md describes its members
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    pub(crate) input: RowInput,
    /// The output format; default: a table on a terminal, else ndjson
    #[arg(long, value_enum)]
    pub(crate) format: Option<RowFormat>,
    /// Print only these columns, such as `name,initiator.name`
    #[arg(long, value_name = "PATH,…")]
    pub(crate) columns: Option<String>,
    /// Do not print the line of column names
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Write CSV for spreadsheets: with a byte order mark, and a `'` before texts that would run as formulas
    #[arg(long)]
    pub(crate) excel: bool,
    /// Do not validate lines that provably cannot match
    #[arg(long)]
    pub(crate) unchecked: bool,
    /// The number of threads that read rows from the lines of a file; default: the number of cores
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Print the number of rows instead of the rows
    #[arg(long)]
    pub(crate) count: bool,
    /// Print how many rows have each value at this path, the most frequent first, instead of the rows
    #[arg(long, value_name = "PATH", conflicts_with_all = ["columns", "count"])]
    pub(crate) count_by: Option<String>,
    /// Print no rows
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// End with status 4 if nothing matched
    #[arg(short, long)]
    pub(crate) exit_status: bool,
}

impl RunOptions {
    /// Returns `true` if the command line has no query, no file and no output option.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { input, format, columns, no_header, excel, unchecked, threads, count, count_by, quiet, exit_status } =
            self;
        let has_value = format.is_some() || threads.is_some() || columns.is_some() || count_by.is_some();
        input.is_empty()
            && !has_value
            && ![*no_header, *excel, *unchecked, *count, *quiet, *exit_status].contains(&true)
    }
}

/// The output formats of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// A table that fits the terminal
    Table,
    /// One row per line, byte for byte
    Ndjson,
    /// One array
    Json,
    /// Comma-separated, quoted as in RFC 4180; without `--columns`, the fields of the first 1000 rows
    Csv,
    /// Tab-separated, with the escapes \t, \n, \r and \\; columns as for csv
    Tsv,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainOptions {
    #[command(flatten)]
    pub(crate) input: RowInput,
    /// The number of first rows to explain one by one
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    pub(crate) first: u64,
}

#[derive(Args, Debug)]
pub(crate) struct ReplOptions {
    /// A file of rows to load first
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<String>,
    #[command(flatten)]
    pub(crate) setting: Setting,
    #[command(flatten)]
    pub(crate) rows: RowOptions,
}

/// The options given to `tamis` alone, which starts a session.
impl From<RowInput> for ReplOptions {
    fn from(input: RowInput) -> Self {
        Self { file: None, setting: input.setting, rows: input.rows }
    }
}

#[derive(Args, Debug)]
pub(crate) struct FmtOptions {
    /// Files to format in place; without files, or for `-`, standard input is formatted to standard output
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Write nothing; list the files that are not formatted, and end with status 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct ManOptions {
    /// The command; without it, the page of tamis itself
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}
