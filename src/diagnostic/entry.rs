//! A single diagnostic: code, severity, message, help, position and edits.
//!
//! A program recognizes a diagnostic by its stable [`Code`]. The error kinds of the stages are private, so that they
//! can grow; what programs need of their contents has an accessor.

use std::fmt;

use super::code::Code;
use super::edit::Edit;
use super::position::{SourcePosition, Utf16Range};
use super::severity::Severity;
use crate::check::{CheckErrorKind, LintKind};
use crate::dialect::{Assumption, DecompileErrorKind, DetectedFormat, LowerErrorKind};
use crate::span::Span;
use crate::syntax::{Expected, ParseErrorKind};

/// The kind of a [`Diagnostic`], by the stage that reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// A syntax error.
    Parse,
    /// An error or a warning of the check against the schema.
    Check,
    /// A lint: the query is valid but suspicious.
    Lint,
    /// A part that an API does not support, or that is sent on an assumption.
    Lower,
    /// A request that cannot be decompiled, or only with a guess.
    Read,
}

/// The cause of a diagnostic: the error kind of the stage that reports it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cause {
    Parse(ParseErrorKind),
    Check(CheckErrorKind),
    Lint(LintKind),
    Lower(LowerErrorKind),
    Read(DecompileErrorKind),
}

/// An error, a warning or a piece of advice about a query. Displayed on one line: `1:5 error: …; help: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub(super) cause: Cause,
    pub(super) severity: Severity,
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Span,
    pub(super) start: SourcePosition,
    pub(super) end: SourcePosition,
    pub(super) edits: Box<[Edit]>,
}

impl Diagnostic {
    /// Returns the kind: the stage that reports it.
    pub fn kind(&self) -> DiagnosticKind {
        match self.cause {
            Cause::Parse(_) => DiagnosticKind::Parse,
            Cause::Check(_) => DiagnosticKind::Check,
            Cause::Lint(_) => DiagnosticKind::Lint,
            Cause::Lower(_) => DiagnosticKind::Lower,
            Cause::Read(_) => DiagnosticKind::Read,
        }
    }

    /// Returns the lint with its parts, or `None` for other diagnostics.
    pub fn lint(&self) -> Option<&LintKind> {
        if let Cause::Lint(kind) = &self.cause { Some(kind) } else { None }
    }

    /// Returns the assumption that a request relies on, or `None` for other diagnostics.
    pub fn assumption(&self) -> Option<Assumption> {
        if let Cause::Lower(LowerErrorKind::Assumed { assumption }) = self.cause { Some(assumption) } else { None }
    }

    /// Returns the format that a text has instead of the one it was decompiled as, or `None` if it is not known and for
    /// other diagnostics.
    pub fn detected_format(&self) -> Option<DetectedFormat> {
        if let Cause::Read(DecompileErrorKind::OtherLanguage { looks_like, .. }) = self.cause {
            looks_like
        } else {
            None
        }
    }

    /// Returns what the parser expected instead of a token or of the end of the query, or `None` for other diagnostics.
    pub fn expected(&self) -> Option<Expected> {
        if let Cause::Parse(ParseErrorKind::Unexpected { expected, .. }) = self.cause { Some(expected) } else { None }
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the stable code, such as `tamis::check::unknown_field`.
    pub fn code(&self) -> &'static str {
        self.code.spelling()
    }

    /// Returns the message: the cause.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the help: the cure, or `None` if there is none to suggest.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the span in the source, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the line of the start, from 1.
    pub fn line(&self) -> usize {
        self.start.line
    }

    /// Returns the column of the start, in characters, from 1.
    pub fn column(&self) -> usize {
        self.start.column
    }

    /// Returns the line of the end, from 1.
    pub fn end_line(&self) -> usize {
        self.end.line
    }

    /// Returns the column after the last character, in characters, from 1.
    pub fn end_column(&self) -> usize {
        self.end.column
    }

    /// Returns the range in the source as editors count: in UTF-16 code units.
    pub fn utf16(&self) -> Utf16Range {
        Utf16Range { start: self.start.utf16, end: self.end.utf16 }
    }

    /// Returns the edits of the source that cure the diagnostic: apply all of them or none. They do not touch each
    /// other. Empty if the intended query is not certain.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}: {}", self.line(), self.column(), self.severity, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; help: {help}"))
    }
}

impl std::error::Error for Diagnostic {}
