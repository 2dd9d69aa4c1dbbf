//! The options of `tamis schema`.

use clap::{Args, Subcommand, ValueEnum};

use super::options::{ApiOption, RowOptions};

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// List the operations that support a filter or a sort: path, method and what is supported, separated by tabs
    #[command(after_help = "\
Example: tamis schema list

If no operation of a document supports either in its URL, the operations that return rows are listed, marked `-`.

Exit status: 0 done, 2 wrong usage or something cannot be read.")]
    List(ListOptions),
    /// Print the fields of a collection's rows
    #[command(after_help = "\
Example: tamis schema show sessions

Exit status: 0 done, 2 wrong usage, something cannot be read, or there is no such endpoint.")]
    Show(ShowOptions),
    /// Read the schema of an endpoint's rows from an OpenAPI document and print it in JSON form
    #[command(after_help = "\
Example: tamis schema import openapi.yaml --endpoint /jobs > jobs.json

The document is OpenAPI 3.0, 3.1 or Swagger 2.0, in JSON or YAML. What it leaves open is reported on standard error.
Exit status: 0 done, 2 wrong usage, something cannot be read, or there is no such endpoint.")]
    Import(ImportOptions),
    /// Infer a schema from sample rows and print it in JSON form
    #[command(after_help = "\
Example: tamis schema infer rows.json > jobs.json

A text that is a date-time, a duration or a UUID in every row gets that type. So does a number whose name ends in a unit \
of time, such as `startTimeUsecs`, if every value is a plausible time. A property that is null or missing in some row \
is nullable.
Exit status: 0 done, 2 wrong usage, an error answer or an unreadable row, 6 done, but unreadable rows were skipped \
(with --skip-bad).")]
    Infer(InferOptions),
}

#[derive(Args, Debug)]
pub(crate) struct ListOptions {
    /// The OpenAPI document (`-` for standard input); without it, the built-in endpoints are listed
    #[arg(value_name = "DOC")]
    pub(crate) document: Option<String>,
    #[command(flatten)]
    pub(crate) api: ApiOption,
}

#[derive(Args, Debug)]
pub(crate) struct ShowOptions {
    /// The collection, such as `sessions`; not needed if `--schema` is a schema in JSON form
    #[arg(value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// The collection, as an option like that of other commands
    #[arg(long = "endpoint", value_name = "PATH", conflicts_with = "endpoint")]
    pub(crate) named: Option<String>,
    /// Show the schema in this file: in JSON form, or from an OpenAPI document
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<String>,
    #[command(flatten)]
    pub(crate) api: ApiOption,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SchemaFormat,
}

/// The output formats of a schema.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// A table of the fields: path, type, whether they can be null, and the enum words or a description
    #[default]
    Table,
    /// The JSON form that `--schema` accepts
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct ImportOptions {
    /// The OpenAPI document (`-` for standard input)
    #[arg(value_name = "DOC")]
    pub(crate) document: String,
    /// The collection: a path of the document, as written there or with its placeholders filled in
    #[arg(long, value_name = "PATH")]
    pub(crate) endpoint: String,
    #[command(flatten)]
    pub(crate) api: ApiOption,
}

#[derive(Args, Debug)]
pub(crate) struct InferOptions {
    /// Files of rows; without files, or for `-`, standard input
    #[arg(value_name = "ROWS")]
    pub(crate) files: Vec<String>,
    #[command(flatten)]
    pub(crate) rows: RowOptions,
}
