//! Diagnostics as JSON, for editors and scripts. The names are stable; docs/diagnostics.md shows the form.

use serde::{Serialize, Serializer};

use super::edit::Edit;
use super::position::Utf16Range;
use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::span::Span;

/// Serialized as its spelling.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.spelling())
    }
}

/// The JSON object of a diagnostic.
#[derive(Serialize)]
struct DiagnosticForm<'d> {
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

/// Serialized as an object:
///
/// | key | value |
/// |---|---|
/// | `code`, `severity`, `message` | text |
/// | `help` | text or null |
/// | `span` | `start` and `end`, in bytes from 0 |
/// | `line`, `column`, `end_line`, `end_column` | in characters, from 1 |
/// | `utf16` | `start` and `end`, each with `line` and `character`, in UTF-16 code units from 0 |
/// | `edits` | an array of objects with `span`, `utf16` and `text` |
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = DiagnosticForm {
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
        form.serialize(serializer)
    }
}

/// Serialized as an array, without the source.
impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}
