//! Decompiling: from the text of a request to the unchecked query that requests the same rows.
//!
//! A text is read as people keep it in scripts and logs: a filter, the sort keys, a whole request as JSON, a URL, or a
//! command of curl or PowerShell. This folder is the driver. It decodes the text, finds the URL, its parameters and the
//! members of a body, and calls the [`FormatReader`] of the dialect for filters and sort keys. It knows no wire format:
//! text in another one is refused with its place, and with the format that was detected.
//!
//! Text that was decoded keeps the offset of each byte in the given text ([`source`]), so that every error has its
//! span.

mod body;
mod decompiler;
pub(super) mod decompiling;
pub(super) mod detected_format;
pub(super) mod error;
pub(super) mod expectation;
pub(super) mod inexpressible;
pub(super) mod json;
pub(super) mod json_kind;
pub(super) mod json_text;
pub(super) mod measured_expr;
pub(super) mod object;
pub(super) mod other_parameter;
mod pasted;
pub(super) mod placeholder;
pub(super) mod pluses;
pub(super) mod quote_style;
pub(super) mod read_assumption;
pub(super) mod source;
mod url;
pub(super) mod url_parts;

use super::format::{FormatReader, TextContent};
use super::name::Dialect;
use crate::schema::Schema;
use crate::span::Span;
use crate::syntax::Limits;
use decompiler::Decompiler;
use decompiling::{DecompiledRequest, Decompiling};
use error::{DecompileError, DecompileErrorKind};
use json_text::GIVEN;
use source::SourceText;

/// Reads `text` as a request of `dialect`, whose wire format is `format`. If the text does not name its endpoint,
/// `schema` may.
///
/// # Errors
/// Everything that keeps the text from being read.
pub(super) fn decompile(
    dialect: Dialect,
    format: &'static dyn FormatReader,
    text: &str,
    schema: &Schema,
    limits: &Limits,
) -> Result<DecompiledRequest, Vec<DecompileError>> {
    let mut decompiling = Decompiling::new(dialect, text, schema, limits);
    let mut read = DecompiledRequest::default();
    Decompiler { format, decompiling: &mut decompiling, read: &mut read }.text(text);
    let Decompiling { errors, others, .. } = decompiling;
    let is_other = |error: &&DecompileError| matches!(error.kind, DecompileErrorKind::OtherLanguage { .. });
    // Text of another language breaks no rule of this one: the other errors would mislead.
    if let Some(other) = errors.iter().find(is_other) {
        return Err(vec![other.clone()]);
    }
    let (errors, warnings): (Vec<_>, Vec<_>) = errors.into_iter().partition(|error| error.kind.is_error());
    if !errors.is_empty() {
        return Err(errors.into_iter().chain(warnings).collect());
    }
    Ok(DecompiledRequest { warnings, others, ..read })
}

impl Decompiler<'_, '_> {
    fn text(&mut self, text: &str) {
        let limit = self.decompiling.limits.text.min(Span::MAX_TEXT);
        if text.len() > limit {
            let kind = DecompileErrorKind::TextTooLong { length: text.len(), limit };
            return self.decompiling.report(kind, Span::at(0));
        }
        let given = SourceText::new(text);
        let trimmed = given.trimmed();
        let decoded = if pasted::is_encoded_url(trimmed.text()) { trimmed.percent_decoded().ok() } else { None };
        if decoded.is_some() {
            self.decompiling.report(DecompileErrorKind::EncodedTwice, trimmed.whole());
        }
        let trimmed = decoded.as_ref().unwrap_or(&trimmed);
        if trimmed.text().is_empty() {
            self.decompiling.report(DecompileErrorKind::Empty, given.whole());
        } else if !self.command(trimmed) && !self.url(&pasted::unwrapped(trimmed)) {
            match self.format.text_content(trimmed.text()) {
                TextContent::Json => self.json(trimmed, GIVEN),
                TextContent::Filter => {
                    self.read.filter = self.format.read_filter_text(trimmed, GIVEN, self.decompiling);
                }
                TextContent::Sort => {
                    self.read.keys = self.format.read_sort_text(trimmed, &[], self.decompiling);
                }
            }
        }
    }
}
