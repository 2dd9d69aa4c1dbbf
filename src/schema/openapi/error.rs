//! What keeps a schema from being read out of a document.

/// Why a document gives no schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenApiError {
    /// The text is neither JSON nor YAML, is nested too deep, or has a value of the wrong kind: `{"paths": []}`.
    #[error("{message}{}", place.map_or_else(String::new, |(line, column)| format!(" at line {line} column {column}")))]
    #[non_exhaustive]
    Unreadable {
        /// `JSON` or `YAML`, whichever the text begins as.
        format: &'static str,
        /// What is wrong.
        message: Box<str>,
        /// The line and the column, from 1, where they are known; columns are bytes in JSON, characters in YAML.
        place: Option<(usize, usize)>,
    },
    /// The text has neither `openapi`, `swagger` nor paths: `{"fields": []}`.
    #[error("not an OpenAPI document: it has neither `openapi` nor `swagger` nor paths")]
    NotOpenApi,
    /// The document has no path that is, or can be filled in to be, the endpoint's.
    #[error("the document has no endpoint `{endpoint}`")]
    #[non_exhaustive]
    UnknownEndpoint {
        /// The endpoint as given.
        endpoint: Box<str>,
        /// The path of the document that it may have been meant as.
        nearest: Option<Box<str>>,
    },
    /// The path has no operation, or is nested too deep to be read: `{"paths": {"/jobs": {}}}`.
    #[error("{path} has no operation that can be read")]
    #[non_exhaustive]
    NoOperation {
        /// The path, as in the document.
        path: Box<str>,
    },
    /// The operation answers with nothing that has properties: with no content, with text, or with numbers.
    #[error("{method} {path} answers with no rows: {found}")]
    #[non_exhaustive]
    NoRows {
        /// The method.
        method: &'static str,
        /// The path, as in the document.
        path: Box<str>,
        /// What is there instead.
        found: Box<str>,
    },
}
