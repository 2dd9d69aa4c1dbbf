//! `tamis schema`: schemas listed, shown, read out of OpenAPI documents and drafted from rows.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde::de::IgnoredAny;
use serde_json::Value as Json;
use tamis::openapi::{Import, ImportNote, OpenApi, OpenApiError, Operation};
use tamis::request::Method;
use tamis::rows::RowErrorKind;
use tamis::{Dialect, Schema, SchemaInference};

use crate::command::{ImportOptions, InferOptions, ListOptions, SchemaCommand, SchemaFormat, ShowOptions};
use crate::failure::{Failure, shell_word, tell};
use crate::legible::legible;
use crate::row_warnings::RowWarning;
use crate::rows::{Each, Place, Skipped, Sought, any_row, read_files};
use crate::{files, table};

pub(crate) fn schema(command: &SchemaCommand) -> Result<ExitCode, Failure> {
    match command {
        SchemaCommand::List(options) => list(options)?,
        SchemaCommand::Show(options) => show(options)?,
        SchemaCommand::Import(options) => import(options)?,
        SchemaCommand::Infer(options) => return infer(options),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(options: &ListOptions) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let mut line = |path: &str, method: &str, filter: bool, sort: bool| {
        let takes = match (filter, sort) {
            (true, true) => "filter,sort",
            (true, false) => "filter",
            (false, true) => "sort",
            (false, false) => "-",
        };
        writeln!(out, "{}\t{method}\t{takes}", legible(path))
    };
    if let Some(file) = &options.document {
        let document = read_document(file)?;
        let asked = document.operations();
        let operations = if asked.is_empty() { document.lists() } else { asked };
        for operation in &operations {
            line(operation.path(), operation.method(), operation.takes_filter(), operation.takes_sort())?;
        }
        let asks = operations.iter().any(|operation| operation.takes_filter() || operation.takes_sort());
        if !asks {
            tell(format_args!(
                "note: no operation takes a filter or a sort as a query parameter; {}",
                rows_of(&operations, file)
            ));
        }
        return Ok(());
    }
    for path in options.dialect.endpoints() {
        let takes = options.dialect.endpoint(path).map_err(Failure::usage)?.supports();
        if takes.filter || takes.sort {
            line(path, &Method::Get.to_string(), takes.filter, takes.sort)?;
        }
    }
    Ok(())
}

/// How many operations answer with rows, and what shows these.
fn rows_of(operations: &[Operation], file: &str) -> String {
    let answer = match operations.len() {
        0 => return "none answers with rows, either".to_owned(),
        1 => "one answers with rows".to_owned(),
        count => format!("{count} answer with rows"),
    };
    format!("{answer}, and `tamis schema show PATH --schema {}` shows their fields", shell_word(file))
}

fn show(options: &ShowOptions) -> Result<(), Failure> {
    let endpoint = options.endpoint.as_deref().or(options.named.as_deref());
    let schema = match (&options.schema, endpoint) {
        (Some(file), _) => {
            let read = read(file, endpoint, options.dialect)?;
            report(&read.notes);
            read.schema
        }
        (None, Some(endpoint)) => built_in(endpoint, options.dialect)?,
        (None, None) => {
            return Err(Failure::with_help("no endpoint", "`tamis schema list` lists the built-in ones"));
        }
    };
    match options.format {
        SchemaFormat::Json => print(&schema)?,
        SchemaFormat::Table => {
            let mut out = BufWriter::new(io::stdout().lock());
            table::write_schema(&mut out, &schema)?;
            out.flush()?;
        }
    }
    Ok(())
}

fn built_in(path: &str, dialect: Dialect) -> Result<Schema, Failure> {
    let endpoint = dialect.endpoint(path).map_err(Failure::usage)?;
    if endpoint.schema().is_open() {
        return Err(Failure::with_help(
            format_args!("nothing is known of the rows of `{path}` in {dialect}"),
            "`tamis schema list` lists the built-in endpoints; `--schema` takes an OpenAPI document",
        ));
    }
    if let Some(note) = endpoint.note() {
        tell(format_args!("warning: {note}"));
    }
    Ok(endpoint.schema().clone())
}

fn import(options: &ImportOptions) -> Result<(), Failure> {
    let file = options.document.as_str();
    let document = read_document(file)?;
    let import = choose(&document, file, &options.endpoint, options.dialect)?;
    report(&import.notes);
    Ok(print(&import.schema)?)
}

fn print(schema: &Schema) -> io::Result<()> {
    writeln!(io::stdout(), "{}", schema.to_json())
}

/// The schema in a file, in its JSON form or that of `endpoint` in an OpenAPI document.
pub(crate) fn read(file: &str, endpoint: Option<&str>, dialect: Dialect) -> Result<Import, Failure> {
    let text = files::read(file)?;
    match OpenApi::read(&text) {
        Ok(document) => {
            let endpoint = endpoint.ok_or_else(|| {
                let message = format_args!("{file} is an OpenAPI document, and no endpoint of it is named").to_string();
                Failure::with_help(message, list_of(file))
            })?;
            choose(&document, file, endpoint, dialect)
        }
        Err(OpenApiError::NotOpenApi) if !is_rows(&text) => {
            let schema = Schema::from_json(&text).map_err(|error| {
                Failure::with_help(
                    format_args!("{file} is no schema: {error}"),
                    "the README shows the JSON form of a schema",
                )
            })?;
            Ok(Import { schema, notes: Vec::new() })
        }
        Err(error) => Err(explain_text(file, &text, &error)),
    }
}

fn read_document(file: &str) -> Result<OpenApi, Failure> {
    let text = files::read(file)?;
    OpenApi::read(&text).map_err(|error| explain_text(file, &text, &error))
}

/// That a text is no OpenAPI document, and what it is instead if its beginning shows that.
fn explain_text(file: &str, text: &str, error: &OpenApiError) -> Failure {
    let name = if file == "-" { "standard input" } else { file };
    if is_rows(text) {
        let help = format_args!("`tamis schema infer {}` drafts a schema from rows", shell_word(file)).to_string();
        return Failure::with_help(
            format_args!("{name} has rows, and is neither a schema nor an OpenAPI document"),
            help,
        );
    }
    match files::other_format(file, text.as_bytes()) {
        // A document may be YAML.
        Some((RowErrorKind::OtherFormat { reason }, _)) if !reason.contains("YAML") => Failure::with_help(
            format_args!("{name} is neither a schema nor an OpenAPI document: {reason}"),
            "look at where it comes from: an OpenAPI document is JSON or YAML",
        ),
        _ => explain(file, error),
    }
}

/// Returns `true` for several objects, one after another or in an array, as rows are.
fn is_rows(text: &str) -> bool {
    let text = text.trim_start();
    match text.strip_prefix('[') {
        Some(array) => array.trim_start().starts_with('{'),
        None => {
            text.starts_with('{')
                && serde_json::Deserializer::from_str(text)
                    .into_iter::<IgnoredAny>()
                    .take(2)
                    .filter_map(Result::ok)
                    .count()
                    == 2
        }
    }
}

fn choose(document: &OpenApi, file: &str, endpoint: &str, dialect: Dialect) -> Result<Import, Failure> {
    dialect.import(document, endpoint).map_err(|error| explain(file, &error))
}

fn explain(file: &str, error: &OpenApiError) -> Failure {
    let name = if file == "-" { "standard input" } else { file };
    match error {
        OpenApiError::UnknownEndpoint { nearest, .. } => {
            let near = nearest.as_ref().map(|near| format!("did you mean `{}`? ", legible(near)));
            let help = format!("{}{}", near.unwrap_or_default(), list_of(file));
            Failure::with_help(format_args!("{name}: {error}"), help)
        }
        OpenApiError::Unreadable { format, .. } => Failure::with_help(
            format_args!("{name} cannot be read as {format}: {error}"),
            "an OpenAPI document is JSON or YAML; a schema in its JSON form begins with `{`",
        ),
        error => Failure::usage(format_args!("{name}: {}", legible(&error.to_string()))),
    }
}

fn list_of(file: &str) -> String {
    format!("`tamis schema list {}` lists those that take a filter or a sort", shell_word(file))
}

/// Tells what a document leaves open.
pub(crate) fn report<'n>(notes: impl IntoIterator<Item = &'n ImportNote>) {
    for note in notes {
        tell(legible(&format!("warning: {note}")));
    }
}

fn infer(options: &InferOptions) -> Result<ExitCode, Failure> {
    let mut rows = Rows::default();
    let place = Place::given(options.rows.as_deref(), Sought::default())?;
    let mut skipped = Skipped::default();
    read_files(&options.files, &place, &any_row()?, &mut rows, options.skip_bad.then_some(&mut skipped))?;
    skipped.tell();
    if !rows.inference.is_complete() {
        tell("warning: properties beyond 4,096, or deeper than 32 names, are left out");
    }
    let origin = match options.files.as_slice() {
        [file] if file != "-" => file,
        _ => "the sample rows",
    };
    let schema = rows.inference.schema(origin);
    if schema.fields().len() == 0 {
        let message = format_args!("nothing in {origin} is a row with properties").to_string();
        return Err(Failure::with_help(message, "rows are objects; `--rows` says where they are"));
    }
    print(&schema)?;
    Ok(skipped.status())
}

#[derive(Default)]
struct Rows {
    inference: SchemaInference,
}

impl Each for Rows {
    fn row(&mut self, row: Json, _: &[u8]) -> Result<ControlFlow<()>, Failure> {
        self.inference.observe(&row);
        Ok(ControlFlow::Continue(()))
    }

    fn warn(&mut self, warning: &RowWarning) {
        warning.tell();
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}
