//! The command line: commands, options and their help.

use std::num::NonZeroUsize;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use tamis::endpoint::Assume;
use tamis::{Code, Dialect};

use crate::color::Color;

const QUOTING: &str = "\
Quoting a query (double quotes outside and single quotes inside serve every shell, unless the query holds $ or `):
  sh          tamis compile 'state == \"Finished\" and name contains \"web\"'
  PowerShell  tamis compile 'state == \"Finished\" and name contains \"web\"'   (7.3 or later)
  cmd         tamis compile \"state == 'Finished' and name contains 'web'\"

Exit status: 0 done, 1 the query is rejected, 2 wrong usage or something cannot be read or written, \
4 nothing matched (run -e), 5 warnings about rows (--deny warnings), 6 done, but rows that cannot be read were skipped \
(--skip-bad).";

/// Compiles one filter language to the requests of backup REST APIs, and runs it over JSON rows.
///
/// A first word that is no command is a query to run: `tamis QUERY [FILE]...`.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = QUOTING)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) run: RunOptions,
    /// When output is coloured
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints the request that asks the API for the rows
    #[command(after_help = "\
Example: tamis compile \"state == 'Finished' sort by startTimeUtc desc limit 50\" --endpoint sessions --format url --base vbr.example

Exit status: 0 done, 1 the query is rejected or the API cannot be asked for it, 2 wrong usage or something cannot be read.")]
    Compile(CompileOptions),
    /// Says what of a query the API does and what is left to do with the rows that it answers
    #[command(after_help = "\
Examples:
  tamis plan \"state == 'Finished' and name startswith 'Nightly'\" --endpoint sessions
  tamis plan 'sort by startTimeUtc desc limit 5' --endpoint sessions --assume nulls-first

A promise of --assume is about one server, and no vendor makes it; where it is false, rows may be missing.
Exit status: 0 done, 1 the query is rejected or cannot be split, 2 wrong usage or something cannot be read.")]
    Plan(PlanOptions),
    /// Reads the request of an API back and prints the query that asks for the same rows
    #[command(after_help = "\
Example: tamis decompile \"[{'property':'type','operation':'notEquals','value':'Company'}]\" --dialect vspc

A request is a filter, sort keys, a URL, a command of curl or PowerShell, or whatever else `compile` \
prints. What is odd about it, and what is no part of a query (select, expand and the like), is said on standard error.
Exit status: 0 done, 1 the request is of another API or no query can say it, 2 wrong usage or something cannot be read.")]
    Decompile(DecompileOptions),
    /// Shows what each API can be asked: exactly, for more rows than wanted, or on an assumption
    #[command(after_help = "\
Example: tamis dialects --dialect one --endpoint vbrJobs/vmBackupJobs

Cells: exact (the vendor documents it), superset (the API may answer more rows), assumed (the vendor does \
not say; sent with a warning or advice, and never depended on by a plan, unless `--assume` grants it), - (refused). A collection may take less than the dialect it is of: --endpoint shows its fields.
Exit status: 0 done, 2 wrong usage.")]
    Dialects(DialectsOptions),
    /// Reports what is wrong or odd about a query; with `--fix`, cures what it can
    #[command(after_help = "\
Example: tamis check \"state == 'Finished'\" --endpoint sessions

Exit status: 0 nothing is wrong, 1 the query is rejected (or warned about, with --deny warnings), 2 wrong usage or something cannot be read.")]
    Check(CheckOptions),
    /// Prints the rows that match, in their own bytes, one a line
    #[command(after_help = "\
Example: tamis run \"size > 5GB sort by size desc\" rows.json

Rows: each JSON value of the input is a row, an array of rows, or an API's envelope around one; `--rows` says where they \
are, and docs/answers.md where they are looked for.
Exit status: 0 done, 1 the query is rejected (or warned about, with --deny warnings), 2 wrong usage, an error answer or \
a row that cannot be read, 4 nothing matched (with -e), 5 warnings about rows (with --deny warnings; the rows are printed), 6 done, but rows that cannot be \
read were skipped (with --skip-bad), 130 interrupted.")]
    Run(RunOptions),
    /// Says why rows match or do not, and how many rows each part of the filter leaves
    #[command(after_help = "\
Example: tamis explain \"state == 'failed' and size > 5GB\" rows.json

Of each of the first rows: the fewest comparisons that decide about it. Of all rows: how many are left behind each part \
of the filter's conjunction, and how many it holds for alone. Sort, offset and limit play no part.
Exit status: 0 done, 1 the query is rejected, 2 wrong usage, an error answer or a row that cannot be read, 5 warnings \
about rows (with --deny warnings), 6 done, but rows that cannot be read were skipped (with --skip-bad).")]
    Explain(ExplainOptions),
    /// Shows what is known of a collection's rows, or reads it out of an OpenAPI document or sample rows
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Takes queries line by line, with completion, over rows or for requests; what `tamis` alone starts on a terminal
    #[command(after_help = "\
Example: tamis repl examples/sessions.ndjson --endpoint sessions

A query shows the rows that match where rows are loaded, else its request. `:help` lists the commands. \
Lines out of a pipe are carried out one by one, and the first that fails ends it.
Exit status: 0 done, 1 a query is rejected, 2 wrong usage or something cannot be read, 5 warnings about rows (with \
--deny warnings).")]
    Repl(ReplOptions),
    /// Lays out queries in their files, or from standard input to standard output; comments stay
    #[command(after_help = "\
Example: tamis fmt --check queries/*.tamis

A file holds one query. One line where 100 characters hold it, else a part a line.
Exit status: 0 done, 1 a query is rejected or (with --check) not laid out, 2 wrong usage or something cannot be read or \
written.")]
    Fmt(FmtOptions),
    /// Prints what completes commands and options in a shell
    #[command(after_help = "\
Example: tamis completions bash > ~/.local/share/bash-completion/completions/tamis

Exit status: 0 done, 2 wrong usage.")]
    Completions(CompletionsOptions),
    /// Prints the manual page, of tamis or of one command, for `man -l -`
    #[command(after_help = "\
Example: tamis man run

Exit status: 0 done, 2 wrong usage.")]
    Man(ManOptions),
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Lists the operations that take a filter or a sort: path, method and what it takes, with tabs between
    #[command(after_help = "\
Example: tamis schema list

Where no operation takes either in its URL, those that answer with rows are listed, with `-` behind.

Exit status: 0 done, 2 wrong usage or something cannot be read.")]
    List(ListOptions),
    /// Prints the fields of a collection's rows
    #[command(after_help = "\
Example: tamis schema show sessions

Exit status: 0 done, 2 wrong usage, something cannot be read, or there is no such endpoint.")]
    Show(ShowOptions),
    /// Reads the schema of an endpoint's rows out of an OpenAPI document and prints its JSON form
    #[command(after_help = "\
Example: tamis schema import openapi.yaml --endpoint /jobs > jobs.json

The document is OpenAPI 3.0, 3.1 or Swagger 2.0, in JSON or YAML. What it leaves open is told on standard error.
Exit status: 0 done, 2 wrong usage, something cannot be read, or there is no such endpoint.")]
    Import(ImportOptions),
    /// Drafts a schema from sample rows and prints its JSON form
    #[command(after_help = "\
Example: tamis schema infer rows.json > jobs.json

Text that is always a date-time, a duration or a UUID becomes one, and so do numbers whose name ends in their unit, such \
as `startTimeUsecs`, where all are moments of our time. What was null or missing in some row can be null.
Exit status: 0 done, 2 wrong usage, an error answer or a row that cannot be read, 6 done, but rows that cannot be read \
were skipped (with --skip-bad).")]
    Infer(InferOptions),
}

#[derive(Args, Debug)]
pub(crate) struct ListOptions {
    /// The OpenAPI document (`-` for standard input); without it, the built-in endpoints are listed
    #[arg(value_name = "DOC")]
    pub(crate) document: Option<String>,
    /// The API whose built-in endpoints are listed
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
}

#[derive(Args, Debug)]
pub(crate) struct ShowOptions {
    /// The collection, such as `sessions`; not needed where `--schema` has a schema in its JSON form
    #[arg(value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// The collection, as other commands take it
    #[arg(long = "endpoint", value_name = "PATH", conflicts_with = "endpoint")]
    pub(crate) named: Option<String>,
    /// Show the schema in this file, in its JSON form or of an OpenAPI document
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
    /// The API whose built-in endpoints are meant
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SchemaFormat,
}

/// The forms of a schema.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// A table of the fields: path, type, whether they can be null, and the words or a description
    #[default]
    Table,
    /// The JSON form, which `--schema` takes
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct ImportOptions {
    /// The OpenAPI document (`-` for standard input)
    #[arg(value_name = "DOC")]
    pub(crate) document: String,
    /// The collection, as a path of the document or filled in
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: String,
    /// The API whose collation holds where a query gives none
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
}

#[derive(Args, Debug)]
pub(crate) struct InferOptions {
    /// Files of rows; standard input without files or for `-`
    #[arg(value_name = "ROWS")]
    pub(crate) files: Vec<String>,
    /// Where the rows are in each value of the input, such as `report.rows`; `.` if each value is a row
    #[arg(long, value_name = "PATH")]
    pub(crate) rows: Option<String>,
    /// Skip lines and rows that cannot be read; count them on standard error and end with status 6 if there were any
    #[arg(long)]
    pub(crate) skip_bad: bool,
}

/// What a query is and what it is checked against.
#[derive(Args, Debug)]
pub(crate) struct QueryOptions {
    /// The query
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    #[command(flatten)]
    pub(crate) text: QueryText,
    #[command(flatten)]
    pub(crate) setting: Setting,
}

#[derive(Args, Debug)]
pub(crate) struct PlanOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    #[command(flatten)]
    pub(crate) assume: AssumeOptions,
}

#[derive(Args, Debug)]
pub(crate) struct AssumeOptions {
    /// Depend on what the vendor does not document but you know of the server; several are separated by commas
    #[arg(long = "assume", value_delimiter = ',', value_parser = assume(), value_name = "NAME")]
    pub(crate) granted: Vec<Assume>,
}

/// Where the query's text is, if not among the words of the command line.
#[derive(Args, Debug)]
pub(crate) struct QueryText {
    /// Read the query from a file (`-` for standard input)
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) file: Option<String>,
}

/// What a query is checked against and bound to.
#[derive(Args, Debug)]
pub(crate) struct Setting {
    /// The API's filter language
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
    /// The collection asked, such as `sessions` or `clusters/{id}/vms`; without it and `--schema`, any property is taken
    #[arg(long, value_name = "PATH", value_hint = ValueHint::Other)]
    pub(crate) endpoint: Option<String>,
    /// Ask this version of the API, such as `1.2-rev1` of vbr, instead of the oldest that has all that is asked
    #[arg(long, value_name = "VERSION")]
    pub(crate) api_version: Option<String>,
    /// Check against the schema in this file: in its JSON form, or that of `--endpoint` in an OpenAPI document
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
    /// Let `$name` stand for a text
    #[arg(long = "param", value_name = "NAME=TEXT")]
    pub(crate) texts: Vec<String>,
    /// Let `$name` stand for a JSON scalar, or for an array of scalars as a whole list
    #[arg(long = "param-json", value_name = "NAME=JSON")]
    pub(crate) jsons: Vec<String>,
    /// What `now` is, and in which offset `today` begins, in RFC 3339; the machine's clock and zone unless given
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<String>,
    /// Be silent about the warnings of a code, such as `lint::date_alone` or `rows::missing_path`; docs/diagnostics.md
    /// lists the codes
    #[arg(long = "allow", value_name = "CODE", value_parser = code, value_hint = ValueHint::Other)]
    pub(crate) allowed: Vec<&'static Code>,
    /// End with status 1 where a warning about the query is left, and do nothing more; with status 5 where one about rows
    /// is, once they are printed
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Denied>,
}

/// What is taken for an error.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Denied {
    Warnings,
}

fn code(text: &str) -> Result<&'static Code, String> {
    let near = || match Code::nearest(text) {
        Some(code) => format!("no such code; did you mean `{code}`?"),
        None => "no such code; docs/diagnostics.md lists them".to_owned(),
    };
    Code::find(text).ok_or_else(near)
}

#[derive(Args, Debug)]
pub(crate) struct DecompileOptions {
    /// The request, behind `--` where it begins with a `-`; standard input without it or for `-`
    #[arg(value_name = "REQUEST")]
    pub(crate) request: Option<String>,
    /// The API's filter language
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
    /// Check the query against the schema of this collection; without it and `--schema`, that of the URL where it is known,
    /// or else any property is taken
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: Option<String>,
    /// Check the query against the schema in this file, in its JSON form
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct DialectsOptions {
    /// The API's filter language, of which the collection is
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
    /// Show the fields of this collection instead
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: Option<String>,
}

fn dialect() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let names = Dialect::ALL.iter().map(|dialect| dialect.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

fn assume() -> impl clap::builder::TypedValueParser<Value = Assume> {
    use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
    let names = Assume::ALL.iter().map(|assume| PossibleValue::new(assume.name()).help(assume.promise()));
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

#[derive(Args, Debug)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    /// The form of what is reported
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Cure what is sure how to be cured: in the file of `-f`, else on standard output; what is left is reported
    #[arg(long, conflicts_with = "message_format")]
    pub(crate) fix: bool,
}

/// The forms of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Drawn under the query, on standard error
    #[default]
    Text,
    /// One array on standard output, for editors and scripts; docs/diagnostics.md shows its members
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct CompileOptions {
    #[command(flatten)]
    pub(crate) query: QueryOptions,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RequestFormat,
    /// What stands before the endpoint's path: a host, or the beginning of a URL
    #[arg(long, value_name = "HOST-OR-URL")]
    pub(crate) base: Option<String>,
    /// The UUID of the message, for `--format nbwss`
    #[arg(long, value_name = "UUID")]
    pub(crate) id: Option<String>,
    /// Refuse a request whose URL is longer than so many bytes
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_url: Option<usize>,
    /// Cut the longest list of an `in` instead, into requests whose answers are disjoint and together those of the one
    #[arg(long, requires = "max_url")]
    pub(crate) batch: bool,
    /// Ask only for what the API is sure to do, for the rows that `tamis run` then finds the wanted ones among
    #[arg(long)]
    pub(crate) split: bool,
    /// The same as for `tamis plan`, with `--split`
    #[arg(long = "assume", requires = "split", value_delimiter = ',', value_parser = assume(), value_name = "NAME")]
    pub(crate) granted: Vec<Assume>,
    /// Write the collation in every comparison of text and every sort key, not only where the query gives one
    #[arg(long, value_enum, value_name = "WHERE")]
    pub(crate) collation: Option<WriteCollation>,
}

/// Where the collation is written besides where the query gives one.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WriteCollation {
    Always,
}

/// The forms of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RequestFormat {
    /// One line: an object with the keys filter, sort, offset and limit that apply
    #[default]
    Json,
    /// One `name=value` a line, percent-encoded
    Params,
    /// One line, fit to follow `?`
    Query,
    /// The URL; relative without `--base`
    Url,
    /// A curl command for a POSIX shell, which reads the token from TAMIS_TOKEN
    Curl,
    /// A PowerShell command, which reads the token from TAMIS_TOKEN
    Powershell,
    /// One line: a COMMAND message of NetBackup's WebSocket service, `$TAMIS_TOKEN` standing for the token; wants `--id`
    Nbwss,
}

/// A query and the rows that it is about.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// The query (unless `-f` gives it), and files of rows; standard input without files or for `-`
    #[arg(value_name = "QUERY [FILE]", num_args = 0..)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) text: QueryText,
    #[command(flatten)]
    pub(crate) setting: Setting,
    /// Where the rows are in each value of the input, such as `report.rows`; `.` if each value is a row
    #[arg(long, value_name = "PATH")]
    pub(crate) rows: Option<String>,
    /// Skip lines and rows that cannot be read; count them on standard error and end with status 6 if there were any
    #[arg(long)]
    pub(crate) skip_bad: bool,
}

#[derive(Args, Debug)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The form of the output: a table on a terminal, else ndjson
    #[arg(long, value_enum)]
    pub(crate) format: Option<RowFormat>,
    /// Print only these columns, such as `name,initiator.name`
    #[arg(long, value_name = "PATH,…")]
    pub(crate) columns: Option<String>,
    /// Leave the line of column names out
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Write CSV that a spreadsheet opens as it is meant: with a byte order mark, and a `'` before texts that it would run as formulas
    #[arg(long)]
    pub(crate) excel: bool,
    /// Take a line that shows without being read that it cannot match for a row, whether it is JSON or not
    #[arg(long)]
    pub(crate) unchecked: bool,
    /// How many threads go through rows that are lines of a file; as many as the machine has cores, unless given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Print how many rows there are instead of the rows
    #[arg(long)]
    pub(crate) count: bool,
    /// Print how many rows have each value at this path instead of the rows, the most frequent first
    #[arg(long, value_name = "PATH", conflicts_with_all = ["columns", "count"])]
    pub(crate) count_by: Option<String>,
    /// Print no rows
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// End with status 4 where nothing matched
    #[arg(short, long)]
    pub(crate) exit_status: bool,
}

impl RunOptions {
    /// Whether neither a query nor anything about the output of one is said.
    pub(crate) fn says_nothing(&self) -> bool {
        let Self { input, format, columns, no_header, excel, unchecked, threads, count, count_by, quiet, exit_status } =
            self;
        let says_how = format.is_some() || threads.is_some() || columns.is_some() || count_by.is_some();
        input.is_empty() && !says_how && ![*no_header, *excel, *unchecked, *count, *quiet, *exit_status].contains(&true)
    }
}

impl Input {
    /// Whether nothing was said at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.text.file.is_none()
    }
}

#[derive(Args, Debug)]
pub(crate) struct ExplainOptions {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How many of the first rows are explained one by one
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
    /// Where the rows are in each value of a file, such as `report.rows`; `.` if each value is a row
    #[arg(long, value_name = "PATH")]
    pub(crate) rows: Option<String>,
    /// Skip lines and rows of files that cannot be read, and say how many those were
    #[arg(long)]
    pub(crate) skip_bad: bool,
}

/// The forms of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// A table that fits the terminal
    Table,
    /// One row a line, in its own bytes
    Ndjson,
    /// One array
    Json,
    /// Comma-separated, quoted as in RFC 4180; without `--columns`, the fields of the first 1000 rows
    Csv,
    /// Tab-separated, with the escapes \t, \n, \r and \\; columns as of csv
    Tsv,
}

#[derive(Args, Debug)]
pub(crate) struct FmtOptions {
    /// Files, rewritten in place; standard input, printed to standard output, without files or for `-`
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Write nothing; list what is not laid out, and end with status 1 if there is any
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
    /// The command; without it, the page is of tamis itself
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}
