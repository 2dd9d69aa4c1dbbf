//! `tamis schema`: lists, shows and imports schemas, and infers them from rows.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;

use serde_json::Value as Json;
use tamis::openapi::Operation;
use tamis::request::Method;
use tamis::{Dialect, Schema, SchemaInference};

use crate::cli::{ImportOptions, InferOptions, ListOptions, SchemaCommand, SchemaFormat, ShowOptions};
use crate::encoding::match_all;
use crate::failure::{Failure, eprint_line, shell_word};
use crate::legible::legible;
use crate::output::schema_table;
use crate::row_warnings::RowWarning;
use crate::rows::{RowClues, RowVisitor, RowsAt, Skipped, read_files};
use crate::schema_file::{choose, eprint_notes, read, read_document};

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
        let supported = match (filter, sort) {
            (true, true) => "filter,sort",
            (true, false) => "filter",
            (false, true) => "sort",
            (false, false) => "-",
        };
        writeln!(out, "{}\t{method}\t{supported}", legible(path))
    };
    if let Some(file) = &options.document {
        let document = read_document(file)?;
        let filtered = document.operations();
        let operations = if filtered.is_empty() { document.lists() } else { filtered };
        for operation in &operations {
            line(operation.path(), operation.method(), operation.takes_filter(), operation.takes_sort())?;
        }
        let has_support = operations.iter().any(|operation| operation.takes_filter() || operation.takes_sort());
        if !has_support {
            eprint_line(format_args!(
                "note: no operation has a query parameter for a filter or a sort; {}",
                rows_of(&operations, file)
            ));
        }
        return Ok(());
    }
    if options.api.dialect.endpoints().next().is_none() {
        eprint_line(format_args!("note: no collection of {} is built in", options.api.dialect));
    }
    for path in options.api.dialect.endpoints() {
        let supports = options.api.dialect.endpoint(path).map_err(Failure::usage)?.supports();
        if supports.filter || supports.sort {
            line(path, &Method::Get.to_string(), supports.filter, supports.sort)?;
        }
    }
    Ok(())
}

/// Returns how many operations return rows, and the command that shows their fields.
fn rows_of(operations: &[Operation], file: &str) -> String {
    let answer = match operations.len() {
        0 => return "none returns rows either".to_owned(),
        1 => "one returns rows".to_owned(),
        count => format!("{count} return rows"),
    };
    format!("{answer}, and `tamis schema show PATH --schema {}` shows their fields", shell_word(file))
}

fn show(options: &ShowOptions) -> Result<(), Failure> {
    let endpoint = options.endpoint.as_deref().or(options.named.as_deref());
    let schema = match (&options.schema, endpoint) {
        (Some(file), _) => {
            let read = read(file, endpoint, options.api.dialect)?;
            eprint_notes(&read.notes);
            read.schema
        }
        (None, Some(endpoint)) => built_in(endpoint, options.api.dialect)?,
        (None, None) => {
            return Err(Failure::with_help("no endpoint", "`tamis schema list` lists the built-in ones"));
        }
    };
    match options.format {
        SchemaFormat::Json => print(&schema)?,
        SchemaFormat::Table => {
            let mut out = BufWriter::new(io::stdout().lock());
            schema_table::write_schema(&mut out, &schema)?;
            out.flush()?;
        }
    }
    Ok(())
}

fn built_in(path: &str, dialect: Dialect) -> Result<Schema, Failure> {
    let endpoint = dialect.endpoint(path).map_err(Failure::usage)?;
    if endpoint.schema().is_open() {
        return Err(Failure::with_help(
            format_args!("the fields of `{path}` in {dialect} are not known"),
            "`tamis schema list` lists the built-in endpoints; `--schema` reads an OpenAPI document",
        ));
    }
    if let Some(note) = endpoint.note() {
        eprint_line(format_args!("warning: {note}"));
    }
    Ok(endpoint.schema().clone())
}

fn import(options: &ImportOptions) -> Result<(), Failure> {
    let file = options.document.as_str();
    let document = read_document(file)?;
    let import = choose(&document, file, &options.endpoint, options.api.dialect)?;
    eprint_notes(&import.notes);
    Ok(print(&import.schema)?)
}

fn print(schema: &Schema) -> io::Result<()> {
    writeln!(io::stdout(), "{}", schema.to_json())
}

fn infer(options: &InferOptions) -> Result<ExitCode, Failure> {
    let mut samples = RowSamples::default();
    let at = RowsAt::new(options.rows.path.as_deref(), RowClues::default())?;
    let mut skipped = Skipped::default();
    read_files(&options.files, &at, &match_all()?, &mut samples, options.rows.skip_bad.then_some(&mut skipped))?;
    skipped.eprint();
    if !samples.inference.is_complete() {
        eprint_line("warning: properties after the first 4,096, and those deeper than 32 names, are left out");
    }
    let origin = match options.files.as_slice() {
        [file] if file != "-" => file,
        _ => "the sample rows",
    };
    let schema = samples.inference.schema(origin);
    if schema.fields().len() == 0 {
        let message = format_args!("there is no row with properties in {origin}").to_string();
        return Err(Failure::with_help(message, "rows are objects; `--rows` names their path"));
    }
    print(&schema)?;
    Ok(skipped.status())
}

/// Sample rows for an inference.
#[derive(Default)]
struct RowSamples {
    inference: SchemaInference,
}

impl RowVisitor for RowSamples {
    fn row(&mut self, row: Json, _: &[u8]) -> Result<ControlFlow<()>, Failure> {
        self.inference.observe(&row);
        Ok(ControlFlow::Continue(()))
    }

    fn warn(&mut self, warning: &RowWarning) {
        warning.eprint();
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}
