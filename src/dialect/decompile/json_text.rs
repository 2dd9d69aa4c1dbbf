//! JSON in a text that may be encoded, and whose quotes may be those of a script.

use std::ops::RangeInclusive;

use super::decompiling::Decompiling;
use super::detected_format::DetectedFormat;
use super::error::{DecompileError, DecompileErrorKind};
use super::json::parser::parse_json;
use super::json::{JsonDocument, JsonValue};
use super::pluses::Values;
use super::quote_style::QuoteStyle;
use super::source::SourceText;

/// The numbers of times that a text may be decoded until it is of the expected form. Text from a URL is encoded once,
/// and by mistake twice.
pub(in crate::dialect) type Encoded = RangeInclusive<usize>;

/// A text as it was given.
pub(in crate::dialect) const GIVEN: Encoded = 0..=2;
/// The value of a parameter of a URL, decoded once.
pub(in crate::dialect) const IN_URL: Encoded = 1..=2;
/// A text in JSON.
pub(in crate::dialect) const IN_JSON: Encoded = 0..=0;

/// Interprets the JSON document that is read from JSON text.
type Interpret<'i, T> = &'i mut dyn FnMut(&JsonDocument<'_>, &mut Decompiling<'_>) -> T;

/// Reads the JSON in `source`: as it is, and only if that is not JSON, form-decoded. Returns `None` after an error was
/// reported.
pub(in crate::dialect) fn read_json<T>(
    source: &SourceText<'_>,
    encoded: Encoded,
    decompiling: &mut Decompiling<'_>,
    interpret: Interpret<'_, T>,
) -> Option<T> {
    let mut first_error = None;
    let mut level = source.trimmed();
    for decoded in encoded {
        match read_document(&level, decompiling, interpret) {
            Ok(read) => {
                if decoded > 0 {
                    decompiling.warn_of_pluses(&level, Values::All);
                }
                if decoded > 1 {
                    decompiling.report(DecompileErrorKind::EncodedTwice, source.whole());
                }
                return Some(read);
            }
            Err(error) if level.text().starts_with(['[', '{', '"', '\'']) => first_error = first_error.or(Some(error)),
            Err(_) => {}
        }
        level = match level.form_decoded() {
            Ok(next) if level.is_encoded() => next,
            _ => break,
        };
    }
    match first_error {
        Some(error) => decompiling.errors.push(error),
        None => decompiling.report_other_language(DetectedFormat::detect(level.text()), source.whole()),
    }
    None
}

/// Reads the JSON document in `source`, whatever its quotes.
fn read_document<T>(
    source: &SourceText<'_>,
    decompiling: &mut Decompiling<'_>,
    interpret: Interpret<'_, T>,
) -> Result<T, DecompileError> {
    let (style, requoted) = match parse_json(source, decompiling.limits) {
        Ok(document) => match document.value_at(JsonDocument::TOP) {
            JsonValue::Text(_) => (QuoteStyle::Around, document.text(JsonDocument::TOP)?),
            JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Array | JsonValue::Object => {
                return Ok(interpreted(&document, decompiling, interpret));
            }
        },
        Err(error) => match QuoteStyle::detect(source.text()) {
            Some(style @ QuoteStyle::Doubled) => (style, source.undoubled()?),
            Some(style @ QuoteStyle::Backslashed) => (style, source.unescaped()?),
            Some(QuoteStyle::Single | QuoteStyle::Around) | None => return Err(error),
        },
    };
    let document = parse_json(&requoted, decompiling.limits)?;
    decompiling.report(DecompileErrorKind::Quotes { style }, source.whole());
    Ok(interpreted(&document, decompiling, interpret))
}

fn interpreted<T>(document: &JsonDocument<'_>, decompiling: &mut Decompiling<'_>, interpret: Interpret<'_, T>) -> T {
    if let Some(span) = document.single_quoted {
        decompiling.report(DecompileErrorKind::Quotes { style: QuoteStyle::Single }, span);
    }
    if let Some(span) = document.trailing {
        decompiling.report(DecompileErrorKind::TrailingText, span);
    }
    interpret(document, decompiling)
}
