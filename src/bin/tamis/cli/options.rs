//! Option groups that several commands share, and the parsers of their values.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use tamis::endpoint::Assume;
use tamis::{Code, Dialect};

/// The choice of an API.
#[derive(Args, Debug)]
pub(crate) struct ApiOption {
    /// The API: its filter language, endpoints and default collation
    #[arg(long, default_value_t = Dialect::Ahv, value_parser = dialect(), value_name = "NAME")]
    pub(crate) dialect: Dialect,
}

/// A query and its setting.
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

impl QueryOptions {
    /// Returns the query's words on the command line: one, or none if a file holds the query.
    pub(crate) fn words(&self) -> &[String] {
        self.query.as_slice()
    }
}

/// The file of a query that is not on the command line.
#[derive(Args, Debug)]
pub(crate) struct QueryText {
    /// Read the query from a file (`-` for standard input)
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) file: Option<String>,
}

/// The schema, parameters and clock of a query, and the treatment of its warnings.
#[derive(Args, Debug)]
pub(crate) struct Setting {
    #[command(flatten)]
    pub(crate) api: ApiOption,
    /// The collection, such as `sessions` or `clusters/{id}/vms`; without it and `--schema`, any property is accepted
    #[arg(long, value_name = "PATH", value_hint = ValueHint::Other)]
    pub(crate) endpoint: Option<String>,
    /// Use this version of the API, such as `1.2-rev1` of vbr, instead of the oldest that supports the request
    #[arg(long, value_name = "VERSION")]
    pub(crate) api_version: Option<String>,
    /// Check against the schema in this file: in JSON form, or of `--endpoint` in an OpenAPI document
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
    /// Set the parameter `$name` to a text
    #[arg(long = "param", value_name = "NAME=TEXT")]
    pub(crate) texts: Vec<String>,
    /// Set the parameter `$name` to a JSON scalar, or to an array of scalars as a whole list
    #[arg(long = "param-json", value_name = "NAME=JSON")]
    pub(crate) jsons: Vec<String>,
    /// The time of `now` and the offset in which `today` begins, in RFC 3339; default: the machine's clock and zone
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<String>,
    /// Hide warnings with this code, such as `lint::date_alone` or `rows::missing_path`; docs/diagnostics.md lists the
    /// codes
    #[arg(long = "allow", value_name = "CODE", value_parser = code, value_hint = ValueHint::Other)]
    pub(crate) allowed: Vec<&'static Code>,
    /// Fail on warnings: about the query with status 1 before anything else is done, about rows with status 5 after the
    /// rows are printed
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Denied>,
}

/// The diagnostics that are treated as errors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Denied {
    Warnings,
}

/// The assumptions that a plan may depend on.
#[derive(Args, Debug)]
pub(crate) struct AssumeOptions {
    /// Rely on a behaviour that the vendor does not document but you know of the server; separate several by commas
    #[arg(long = "assume", value_delimiter = ',', value_parser = assume(), value_name = "NAME")]
    pub(crate) granted: Vec<Assume>,
}

/// Options for reading rows.
#[derive(Args, Debug)]
pub(crate) struct RowOptions {
    /// The path of the rows in each value of the input, such as `report.rows`; `.` if each value is a row
    #[arg(long = "rows", value_name = "PATH")]
    pub(crate) path: Option<String>,
    /// Skip lines and rows that cannot be read, and report how many
    #[arg(long)]
    pub(crate) skip_bad: bool,
}

/// A query and the rows to run it over.
#[derive(Args, Debug)]
pub(crate) struct RowInput {
    /// The query (unless `-f` gives it), then files of rows; without files, or for `-`, standard input
    #[arg(value_name = "QUERY [FILE]", num_args = 0..)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) text: QueryText,
    #[command(flatten)]
    pub(crate) setting: Setting,
    #[command(flatten)]
    pub(crate) rows: RowOptions,
}

impl RowInput {
    /// Returns `true` if the command line has neither a query nor a file.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.text.file.is_none()
    }
}

fn dialect() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.iter().map(|dialect| dialect.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

pub(super) fn assume() -> impl TypedValueParser<Value = Assume> {
    let names = Assume::ALL.iter().map(|assume| PossibleValue::new(assume.name()).help(assume.promise()));
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

fn code(text: &str) -> Result<&'static Code, String> {
    let help = || match Code::nearest(text) {
        Some(code) => format!("no such code; did you mean `{code}`?"),
        None => "no such code; docs/diagnostics.md lists them".to_owned(),
    };
    Code::find(text).ok_or_else(help)
}
