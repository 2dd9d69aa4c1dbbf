//! Import of schemas from OpenAPI documents: the fields of the rows that an endpoint returns.
//!
//! ```text
//!  text ──document──▶ parts ──endpoint──▶ operation ──answer──▶ shape of a row ──fields, types──▶ Schema and notes
//! ```
//!
//! The documents of vendors break the rules, so whatever is not understood becomes a note of the import. Only a
//! document without rows for the endpoint is an error. Documents may also be hostile, so `limits` bounds all reading.

mod answer;
mod document;
mod endpoint;
mod error;
mod fields;
mod limits;
mod loose;
mod note;
mod shape;
mod types;
mod yaml;

use super::Schema;
use crate::path::Path;
use document::ApiDocument;
use limits::ROW_LISTS;
use shape::Importer;

pub use endpoint::Operation;
pub use error::{DocumentPosition, OpenApiError};
pub use note::{ImportNote, ImportNoteKind};

/// An OpenAPI document: 3.0, 3.1 or Swagger 2.0, in JSON or YAML.
///
/// Reading a document only cuts it into parts. A part is parsed when an import first needs it.
///
/// ```
/// let document = tamis::openapi::OpenApi::read(r##"
/// openapi: 3.0.3
/// paths:
///   /jobs:
///     get:
///       parameters: [{name: filter, in: query}]
///       responses:
///         '200':
///           content:
///             application/json:
///               schema: {type: array, items: {$ref: '#/components/schemas/Job'}}
/// components:
///   schemas:
///     Job: {type: object, required: [name], properties: {name: {type: string}, size: {type: integer}}}
/// "##)?;
/// assert_eq!(document.operations()[0].path(), "/jobs");
/// let import = document.import("jobs")?;
/// assert_eq!(import.schema.fields().len(), 2);
/// assert!(import.notes.is_empty());
/// # Ok::<(), tamis::openapi::OpenApiError>(())
/// ```
#[derive(Debug)]
pub struct OpenApi {
    document: ApiDocument,
}

/// A schema imported from a document, and notes on what the document left open.
#[derive(Clone, Debug)]
pub struct Import {
    /// The schema. Its origin is the path of the endpoint. Its collation is ordinal, since documents do not specify
    /// one.
    pub schema: Schema,
    /// Notes on what was not understood or not specified.
    pub notes: Vec<ImportNote>,
}

impl OpenApi {
    /// The usual names of the member of an answer that is the list of rows; the first one that is an array is taken.
    pub const ROWS: &'static [&'static str] = ROW_LISTS;

    /// Reads a document: JSON if it begins with `{` or `[`, otherwise YAML.
    ///
    /// # Errors
    /// Fails if the text is neither, or is an object without `openapi`, `swagger` and paths.
    pub fn read(document: &str) -> Result<Self, OpenApiError> {
        Ok(Self { document: ApiDocument::read(document)? })
    }

    /// Returns the operations with a query parameter for a filter or for sorting, in the order of the document.
    pub fn operations(&self) -> Vec<Operation> {
        endpoint::operations(&self.document)
    }

    /// Returns the operations that return a list of rows, in the order of the document. The last ones of a very large
    /// document may be left out.
    pub fn lists(&self) -> Vec<Operation> {
        endpoint::lists(&self.document)
    }

    /// Imports the schema of the rows that an endpoint returns; see [`Schema::from_openapi`].
    ///
    /// # Errors
    /// Fails if the document has no such endpoint, or nothing in its answer has properties.
    pub fn import(&self, endpoint: &str) -> Result<Import, OpenApiError> {
        self.import_below("", endpoint)
    }

    /// Imports from an API whose collections are all below `root`. Either the document or `endpoint` may leave the root
    /// out.
    pub(crate) fn import_below(&self, root: &str, endpoint: &str) -> Result<Import, OpenApiError> {
        let mut importer = Importer::new(&self.document);
        let found = endpoint::find(&mut importer, endpoint, root)?;
        let rows = importer.rows(found.operation, found.is_queryable).map_err(|answer| OpenApiError::NoRows {
            method: found.method,
            path: found.path.into(),
            found: answer.into(),
        })?;
        let fields = importer.fields(&rows);
        let mut builder = Schema::builder(found.path);
        if let Some(members) = rows.members.or(rows.attributes.as_ref().map(|attributes| attributes.name)) {
            builder = builder.row_container(members);
        }
        if let Some(list) = rows.list {
            builder = builder.rows_at(Path::new([list]));
        }
        if fields.is_empty() {
            importer.note(None, ImportNoteKind::FreeForm);
            builder = builder.open();
        }
        Ok(Import { schema: builder.fields(fields).build_unchecked(), notes: importer.notes })
    }
}

impl Schema {
    /// Imports the schema of the rows that an endpoint of an OpenAPI document returns, with notes on what the document
    /// leaves open.
    ///
    /// The document is OpenAPI 3.0, 3.1 or Swagger 2.0, in JSON or YAML. The endpoint is one of its paths, as a
    /// template or filled in, with or without a leading slash and the server's base path. GET is taken if the path has
    /// several methods. Rows are the elements of the answer, or of its `results`, `data` or `items`.
    ///
    /// - The properties of objects become paths, through every `$ref`, `allOf`, `oneOf`, `anyOf` and the mapping of a
    ///   discriminator. Those of objects in arrays do not. An object that contains itself, or whose properties are not
    ///   named, is of type any.
    /// - A field may be null unless the document requires it and every object around it, and does not mark any of them
    ///   as possibly null (`nullable`, `x-nullable`, `x-veeam-nullable`, the type `null`).
    /// - An enumeration is open if the document marks it so: `x-extensible-enum`, `x-ms-enum` with `modelAsString`.
    /// - If rows are resources of JSON:API (objects with only `type`, `id`, `attributes` and the other members that it
    ///   defines), the properties in `attributes` are fields under their own names. They hide properties of the same
    ///   name outside of `attributes`.
    /// - A date is a date-time at midnight. A number in the format `unixtime` or `unix-time` is a date-time in seconds
    ///   since 1970. A time span of .NET is a duration, recognized by its format (`duration`, `time-span`, `timespan`,
    ///   `date-span`) or its pattern. Text in an unknown format stays text.
    /// - A value of several possible types has their common type (integer and number: number), or is of type any.
    ///
    /// Limits: 4,096 fields with paths of 32 names, 250,000 schema objects, properties and words read for them, and 64
    /// levels of nesting in a part of the document. The rest is left out, with a note. To import from several endpoints
    /// of a document, [read](OpenApi::read) it once.
    ///
    /// # Errors
    /// Fails if the text is not such a document, has no such endpoint, or nothing in its answer has properties.
    pub fn from_openapi(document: &str, endpoint: &str) -> Result<Import, OpenApiError> {
        OpenApi::read(document)?.import(endpoint)
    }
}
