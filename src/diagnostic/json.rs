//! Diagnostics as data, for editors and scripts. The names are stable; docs/diagnostics.md shows the form.

use serde::{Serialize, Serializer};

use super::edit::Edit;
use super::place::Utf16Range;
use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::span::Span;

/// As displayed: `error`, `warning` or `advice`.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As spelled.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spelling())
    }
}

/// The members of the object that a diagnostic is.
#[derive(Serialize)]
struct Members<'d> {
    code: &'d Code,
    severity: Severity,
    message: &'d str,
    help: Option<&'d str>,
    span: Span,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    utf16: Utf16Range,
    edits: &'d [Edit],
}

/// An object: `code`, `severity`, `message` and `help` (null where there is none); `span` in bytes, from 0; `line`,
/// `column`, `end_line` and `end_column` in characters, from 1; `utf16`, the same in UTF-16 code units, from 0, with
/// `start` and `end` of `line` and `character` each; `edits`, with `span`, `utf16` and `text` each.
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = Members {
            code: self.code,
            severity: self.severity,
            message: &self.message,
            help: self.help(),
            span: self.span,
            line: self.line(),
            column: self.column(),
            end_line: self.end_line(),
            end_column: self.end_column(),
            utf16: self.utf16(),
            edits: &self.edits,
        };
        members.serialize(serializer)
    }
}

/// An array, without the source.
impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
