//! tamis compiles one human filter language to the requests of backup REST APIs, and runs the same filter over local
//! JSON rows with the same meaning.
//!
//! The root has the names of everyday use: [`Query`] is the start, [`Schema`] the fields that it may name, [`Dialect`]
//! and [`Endpoint`] the APIs, [`Request`], [`Plan`] and [`Program`] the results, [`Diagnostics`] the errors. Modules
//! have the rest, each for one purpose. The page on the architecture follows the example.
//!
//! ```
//! use tamis::{Bindings, Clock, Dialect, Query};
//!
//! let sessions = Dialect::Ahv.endpoint("sessions")?;
//! let query = Query::parse("state == Finished and startTimeUtc > now - 7d sort by name", sessions.schema())?;
//! let clock: Clock = "2026-01-31T08:00:00Z".parse()?;
//! let bound = query.bind(&Bindings::at(clock))?;
//!
//! let request = bound.lower(&sessions)?;
//! assert_eq!(request.parameters()[0].name, "filter");
//!
//! let program = bound.compile()?;
//! let row = serde_json::json!({"state": "Finished", "startTimeUtc": "2026-01-30T22:00:00.5+01:00"});
//! assert!(program.matches(&row));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![doc = include_str!("../docs/ARCHITECTURE.md")]
#![forbid(unsafe_code)]
#![deny(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects
    )
)]

mod answer;
mod build;
mod check;
mod collation;
mod diagnostic;
mod dialect;
mod filter;
pub mod nbwss;
mod operator;
mod path;
mod plan;
mod program;
mod query;
mod root;
mod schema;
mod shared_str;
mod small_map;
mod span;
mod suggest;
mod syntax;
mod ty;
mod value;

// From text, or from the builder, to a query without parameters.
pub use build::{Expr, FieldExpr, Literal, field, parameter, xor};
pub use check::{Bindings, ParameterValue};
pub use query::{Parsed, Query};
pub use syntax::Limits;

// The fields that a query may name.
pub use path::Path;
pub use schema::{Field, Schema, SchemaBuilder, SchemaInference};
pub use ty::{Enumeration, EpochUnit, Type};

// Comparisons: operators, collations, values.
pub use collation::Collation;
pub use operator::Operator;
pub use shared_str::SharedStr;
pub use value::{Clock, DateTime, Duration, Number, Uuid, Value};

// APIs: requests and plans.
pub use dialect::{Dialect, Endpoint, Request, Target};
pub use plan::{LocalPart, Plan};

// Local rows.
pub use program::Program;

// Errors and warnings.
pub use diagnostic::{Code, Diagnostic, DiagnosticKind, Diagnostics, Edit, Severity};
pub use span::Span;

/// The checked tree of a query, for callers who walk it.
///
/// ```
/// use tamis::{Query, tree::FilterKind};
/// let query: Query = "a == 1 and b == 2".parse()?;
/// let FilterKind::And(items) = &query.filter().kind else { panic!("a conjunction") };
/// assert_eq!(items.len(), 2);
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
pub mod tree {
    pub use crate::filter::{Comparison, Filter, FilterKind, Operand, Page, SortKey, Term, TermKind};
    pub use crate::span::Spanned;
    pub use crate::value::{Anchor, Direction, RelativeTime, TimeOffset};
}

/// The facts of an [`Endpoint`]: what it supports, how it pages, the form of its answers and errors, and the
/// undocumented meanings that a plan may assume of it.
pub mod endpoint {
    pub use crate::answer::ErrorAnswer;
    pub use crate::dialect::{
        Assume, Assumption, Capability, Envelope, Feature, PageStyle, Paging, Profile, Supports, Window,
    };
}

/// The parts of a [`Request`], each at its own level of encoding.
///
/// ```
/// use tamis::{Dialect, Query};
/// let query: Query = "name == \"a b\"".parse()?;
/// let request = query.lower(Dialect::Netbackup)?;
/// assert_eq!(request.parameters()[0].value, "name eq 'a b'");
/// assert_eq!(request.query_string().as_str(), "filter=name%20eq%20%27a%20b%27");
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
pub mod request {
    pub use crate::dialect::{EncodedParameter, Method, Parameter, QueryString, Url};
}

/// Requests read back as queries: the result of [`Dialect::decompile`].
pub mod decompile {
    pub use crate::dialect::{DetectedFormat, OtherParameter};
    pub use crate::query::Decompiled;
}

/// The requests that a [`Plan`] sends, page by page, and its description for people.
pub mod pages {
    pub use crate::plan::{Pages, PlanStep};
}

/// Rows as JSON text: a scanner for the end of a row in text that arrives in pieces, a collector of the rows that
/// match, and the error of a row that cannot be read.
pub mod rows {
    pub use crate::program::{RowError, RowErrorKind, Selection, ValueContext, ValueScanner};
}

/// Reports about rows: why one matches or does not, how many pass each part of a filter, and whether a query
/// contradicts its rows.
pub mod explain {
    pub use crate::program::{
        Explanation, Funnel, FunnelStage, Hint, HintKind, Lookup, NearMiss, NearMissKind, Reason, Survey,
    };
}

/// Tokens, positions, completion and safe display of text, for editors and prompts.
///
/// ```
/// use tamis::editor::{is_incomplete, tokens};
/// assert_eq!(tokens("size > 5GB").count(), 3);
/// assert!(is_incomplete("size > 5GB and"));
/// ```
pub mod editor {
    pub use crate::diagnostic::{Utf16Position, Utf16Range, is_hidden_character};
    pub use crate::syntax::{
        Expected, KEYWORDS, Malformed, Token, TokenKind, expected_at, is_incomplete, keywords_at, tokens,
    };
}

/// Schemas from OpenAPI documents. [`Schema::from_openapi`] is the short form.
#[cfg(feature = "openapi")]
pub mod openapi {
    pub use crate::schema::{DocumentPosition, Import, ImportNote, ImportNoteKind, OpenApi, OpenApiError, Operation};
}

/// The errors of single steps that are not [`Diagnostics`], and the parts of lints.
pub mod errors {
    pub use crate::build::LiteralError;
    pub use crate::check::LintKind;
    pub use crate::collation::UnknownCollation;
    pub use crate::dialect::{ApiVersionError, EndpointError, UnknownAssume, UnknownDialect, UrlError};
    pub use crate::operator::UnknownOperator;
    pub use crate::plan::{BatchError, PageError};
    pub use crate::schema::{SchemaError, SchemaFormError};
    pub use crate::value::DateTimeError;
}

/// Keeps the examples of the README true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
