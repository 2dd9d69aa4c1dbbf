//! Schemas out of OpenAPI documents: the fields of the rows that an endpoint answers with.
//!
//! ```text
//!  text ──document──▶ parts ──endpoint──▶ operation ──answer──▶ shape of a row ──fields, types──▶ Schema and report
//! ```
//!
//! Documents of vendors are loose, so what is not understood is put on the report, and nothing but the way to the rows
//! is an error. They may be hostile as well: everything is read within bounds.

mod answer;
mod document;
mod endpoint;
mod error;
mod fields;
mod loose;
mod note;
mod shape;
mod types;
mod yaml;

use super::{DEEPEST, MOST_FIELDS, Schema};
use crate::path::Path;
use document::Document;
use shape::Survey;

pub use error::OpenApiError;
pub use note::{ImportNote, ImportNoteKind};

/// The longest name of a property, in bytes.
const LONGEST_NAME: usize = 255;
/// The longest description of a field, in characters.
const LONGEST_DESCRIPTION: usize = 500;

/// An OpenAPI document: 3.0, 3.1 or Swagger 2.0, in JSON or YAML.
///
/// Reading it cuts it into its parts only. A part is read when an import first needs it.
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
    document: Document,
}

/// A schema out of a document, and what the document left open.
#[derive(Clone, Debug)]
pub struct Import {
    /// The schema. Its origin is the path of the endpoint, its collation ordinal, as a document says nothing of it.
    pub schema: Schema,
    /// What was not understood, or is not said.
    pub notes: Vec<ImportNote>,
}

/// An operation of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    path: Box<str>,
    method: &'static str,
    filter: bool,
    sort: bool,
}

impl Operation {
    /// Its path, as in the document.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its method, such as `GET`.
    pub fn method(&self) -> &str {
        self.method
    }

    /// Whether it has a query parameter `filter`, in any case.
    pub fn takes_filter(&self) -> bool {
        self.filter
    }

    /// Whether it has a query parameter `sort` or `orderby`, in any case.
    pub fn takes_sort(&self) -> bool {
        self.sort
    }
}

impl OpenApi {
    /// The members of an answer that may be its list of rows; the first of them that is an array is.
    pub const ROWS: &'static [&'static str] = &["results", "data", "items"];

    /// Reads a document, which is JSON where it begins with `{`, and else YAML.
    ///
    /// # Errors
    /// Where the text is neither, or has neither `openapi` nor `swagger` nor paths.
    pub fn read(document: &str) -> Result<Self, OpenApiError> {
        Ok(Self { document: Document::read(document)? })
    }

    /// The operations that take a filter or a sort as a query parameter, in the order of the document.
    pub fn operations(&self) -> Vec<Operation> {
        endpoint::operations(&self.document)
    }

    /// Returns the operations that answer with a list of rows, whatever they take, in the order of the document. Of a very
    /// large document the last ones may be left out.
    pub fn lists(&self) -> Vec<Operation> {
        endpoint::lists(&self.document)
    }

    /// The schema of the rows that an endpoint answers with; see [`Schema::from_openapi`].
    ///
    /// # Errors
    /// Where the document has no such endpoint, or nothing in its answer has properties.
    pub fn import(&self, endpoint: &str) -> Result<Import, OpenApiError> {
        self.import_below("", endpoint)
    }

    /// The same of an endpoint of an API that has its collections below `root`, where the document and `endpoint` may
    /// differ in whether they name it.
    pub(crate) fn import_below(&self, root: &str, endpoint: &str) -> Result<Import, OpenApiError> {
        let mut survey = Survey::new(&self.document);
        let found = endpoint::find(&mut survey, endpoint, root)?;
        let rows = survey.rows(found.operation, found.filters).map_err(|answer| OpenApiError::NoRows {
            method: found.method,
            path: found.path.into(),
            found: answer.into(),
        })?;
        let fields = survey.fields(&rows);
        let mut builder = Schema::builder(found.path);
        if let Some(members) = rows.members.or(rows.attributes.as_ref().map(|attributes| attributes.name)) {
            builder = builder.row_container(members);
        }
        if let Some(list) = rows.list {
            builder = builder.rows_at(Path::new([list]));
        }
        if fields.is_empty() {
            survey.note(None, ImportNoteKind::FreeForm);
            builder = builder.open();
        }
        Ok(Import { schema: builder.fields(fields).built(), notes: survey.notes })
    }
}

impl Schema {
    /// The schema of the rows that an endpoint of an OpenAPI document answers with, and what the document leaves open.
    ///
    /// The document is OpenAPI 3.0, 3.1 or Swagger 2.0, in JSON or YAML. The endpoint is a path of it, as it is or
    /// filled in, with or without a leading slash and the server's base path; where the path has several methods, GET
    /// is meant. Rows are the elements of the answer, or of its `results`, `data` or `items`.
    ///
    /// - An object's properties become paths, through every `$ref`, `allOf`, `oneOf`, `anyOf` and the mapping
    ///   of a discriminator; those of objects in an array do not. An object that contains itself, or whose properties are not named, is of type any.
    /// - A field can be null unless the document requires it, and every object that it lies in, and no form of saying
    ///   so (`nullable`, `x-nullable`, `x-veeam-nullable`, the type `null`) says that it may be null.
    /// - An enumeration is open where the document says so: `x-extensible-enum`, `x-ms-enum` with `modelAsString`.
    /// - Where rows are resources of JSON:API, objects of nothing but `type`, `id`, `attributes` and what else that has,
    ///   the properties in `attributes` are fields by their own names, which hide those beside them.
    /// - A date is a date-time, its midnight; a number in the format `unixtime` or `unix-time` is one, in seconds since
    ///   1970. A time span of .NET is a duration, by its format (`duration`, `time-span`, `timespan`, `date-span`) or its
    ///   pattern. Text in a format that is not known stays text.
    /// - What may be of several types is of what they have in common (integer and number: number), or of type any.
    ///
    /// At most 4,096 fields with paths of at most 32 names are imported, and 250,000 schema objects, properties and
    /// words looked at for them; a part of the document that is needed may be nested 64 levels deep. What lies beyond is
    /// left out, and reported. To import from several endpoints of a document, [read](OpenApi::read) it once.
    ///
    /// # Errors
    /// Where the text is no such document, has no such endpoint, or nothing in its answer has properties.
    pub fn from_openapi(document: &str, endpoint: &str) -> Result<Import, OpenApiError> {
        OpenApi::read(document)?.import(endpoint)
    }
}
