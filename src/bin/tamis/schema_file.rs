//! Schemas in files: in JSON form, or of an endpoint in an OpenAPI document.

use serde::de::IgnoredAny;
use tamis::openapi::{Import, ImportNote, OpenApi, OpenApiError};
use tamis::rows::RowErrorKind;
use tamis::{Dialect, Schema};

use crate::encoding::{OtherFormat, other_format};
use crate::failure::{Failure, eprint_line, shell_word};
use crate::files;
use crate::legible::legible;

/// Reads the schema in a file: in JSON form, or of `endpoint` in an OpenAPI document.
pub(crate) fn read(file: &str, endpoint: Option<&str>, dialect: Dialect) -> Result<Import, Failure> {
    let text = files::read(file)?;
    match OpenApi::read(&text) {
        Ok(document) => {
            let endpoint = endpoint.ok_or_else(|| {
                let message =
                    format_args!("{file} is an OpenAPI document, and the command names none of its endpoints")
                        .to_string();
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

/// Reads an OpenAPI document.
pub(crate) fn read_document(file: &str) -> Result<OpenApi, Failure> {
    let text = files::read(file)?;
    OpenApi::read(&text).map_err(|error| explain_text(file, &text, &error))
}

/// Returns the failure for a text that is no OpenAPI document. It names what the text is instead, if its beginning
/// shows that.
fn explain_text(file: &str, text: &str, error: &OpenApiError) -> Failure {
    let name = if file == "-" { "standard input" } else { file };
    if is_rows(text) {
        let help = format_args!("`tamis schema infer {}` infers a schema from rows", shell_word(file)).to_string();
        return Failure::with_help(format_args!("{name} holds rows, not a schema or an OpenAPI document"), help);
    }
    match other_format(file, text.as_bytes()) {
        // An OpenAPI document may be YAML.
        Some(OtherFormat { kind: RowErrorKind::OtherFormat { reason }, .. }) if !reason.contains("YAML") => {
            Failure::with_help(
                format_args!("{name} is neither a schema nor an OpenAPI document: {reason}"),
                "check where it comes from: an OpenAPI document is JSON or YAML",
            )
        }
        _ => explain(file, error),
    }
}

/// Returns `true` if `text` holds several objects, one after another or in an array, as rows do.
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

/// Returns the schema of `endpoint` in `document`, which was read from `file`.
pub(crate) fn choose(document: &OpenApi, file: &str, endpoint: &str, dialect: Dialect) -> Result<Import, Failure> {
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
    format!("`tamis schema list {}` lists those that support a filter or a sort", shell_word(file))
}

/// Prints what a document leaves open.
pub(crate) fn eprint_notes<'n>(notes: impl IntoIterator<Item = &'n ImportNote>) {
    for note in notes {
        eprint_line(legible(&format!("warning: {note}")));
    }
}
