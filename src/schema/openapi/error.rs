//! Errors of an import.

use std::fmt;

/// An error that prevents the import of a schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenApiError {
    /// The text is neither JSON nor YAML, is nested too deeply, or has a value of the wrong type: `{"paths": []}`.
    #[error("{message}{}", position.map_or_else(String::new, |position| format!(" at {position}")))]
    #[non_exhaustive]
    Unreadable {
        /// `JSON` or `YAML`, as the text begins.
        format: &'static str,
        /// The cause.
        message: Box<str>,
        /// The position of the mistake, if known.
        position: Option<DocumentPosition>,
    },
    /// The text has neither `openapi`, `swagger` nor paths: `{"fields": []}`.
    #[error("not an OpenAPI document: it has neither `openapi` nor `swagger` nor paths")]
    NotOpenApi,
    /// No path of the document matches the endpoint.
    #[error("the document has no endpoint `{endpoint}`")]
    #[non_exhaustive]
    UnknownEndpoint {
        /// The endpoint as given.
        endpoint: Box<str>,
        /// The most similar path of the document.
        nearest: Option<Box<str>>,
    },
    /// The path has no operation, or is nested too deeply: `{"paths": {"/jobs": {}}}`.
    #[error("{path} has no operation that can be read")]
    #[non_exhaustive]
    NoOperation {
        /// The path, as in the document.
        path: Box<str>,
    },
    /// The answer of the operation has no properties: there is no content, or it is text or numbers.
    #[error("{method} {path} returns no rows: {found}")]
    #[non_exhaustive]
    NoRows {
        /// The method.
        method: &'static str,
        /// The path, as in the document.
        path: Box<str>,
        /// Words for the answer.
        found: Box<str>,
    },
}

/// A position in the text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentPosition {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1. It counts bytes in JSON and characters in YAML.
    pub column: usize,
}

/// Displayed as `line 3 column 7`.
impl fmt::Display for DocumentPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} column {}", self.line, self.column)
    }
}
