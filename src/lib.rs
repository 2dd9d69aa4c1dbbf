//! tamis compiles one human filter language to the requests of backup REST APIs, and runs the same filter over local
//! JSON rows with the same meaning.
//!
//! ```text
//!  text ──parse──▶ Parsed ──check(schema)──▶ Query ──bind(parameters, clock)──▶ Query ─┬─lower(dialect)──▶ Request
//!                                                                                      └─compile────────▶ Program ──run──▶ rows
//! ```
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
mod few;
mod filter;
mod operator;
mod path;
mod plan;
mod program;
mod query;
mod root;
mod schema;
mod span;
mod suggest;
mod syntax;
mod text;
mod ty;
mod value;

pub use answer::ErrorAnswer;
pub use build::{Literal, LiteralError, Property, Tree, field, parameter, xor};
pub use check::{Bindings, CheckErrorKind, LintKind, ParameterValue};
pub use collation::{Collation, UnknownCollation};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fault, Severity, Utf16Position, Utf16Range};
pub use dialect::{
    ApiVersionError, Assume, Assumption, Capability, Dialect, EncodedParameter, Endpoint, EndpointError, Envelope,
    Feature, Lookalike, LowerErrorKind, Meaning, Method, PageStyle, Paging, Parameter, Profile, QueryString,
    QuoteStyle, ReadErrorKind, Request, Rest, Takes, Target, UnknownAssume, UnknownDialect, Unsayable, Unsendable, Url,
    UrlError, Wanted, Window,
};
pub use filter::{Comparison, Filter, FilterKind, Moment, Operand, Page, Shift, SortKey, Term, TermKind};
pub use operator::{Operator, UnknownOperator};
pub use path::Path;
pub use plan::{Aside, BatchError, PageError, Pages, Plan, Step};
pub use program::{
    Clause, Explanation, Found, Funnel, FunnelStage, Hint, HintKind, NearMiss, NearMissKind, Program, RowError,
    RowErrorKind, Selection, Survey,
};
pub use query::{Parsed, Query, Reading};
pub use schema::{Draft, Field, Schema, SchemaBuilder, SchemaError, SchemaFormError};
#[cfg(feature = "openapi")]
pub use schema::{Import, ImportNote, ImportNoteKind, OpenApi, OpenApiError, Operation};
pub use span::{Span, Spanned};
pub use syntax::{Expected, KEYWORDS, Limits, Malformed, ParseErrorKind, Slip, Token, TokenKind, tokens};
pub use text::Text;
pub use ty::{Enumeration, EpochUnit, Type};
pub use value::{Clock, ClockError, DateTime, Duration, Number, Uuid, Value};

/// Rows as text: where each ends, in text that arrives in pieces.
pub mod rows {
    pub use crate::program::{ValueContext, ValueScanner};
}

/// The messages of NetBackup's WebSocket service, which may carry requests.
pub mod nbwss {
    pub use crate::dialect::nbwss::{
        CarryError, CommandRequest, CommandResponse, ConnectRequest, ConnectResponse, Message, MessageError,
        Notification, Payload,
    };
}

/// Keeps the examples of the README true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
