//! YAML documents: written out as JSON, so that there is one reader of documents.

use serde_saphyr::options::DuplicateKeyPolicy;

use super::error::OpenApiError;
use super::loose::Loose;

/// Values in a document, those that an alias repeats counted each time. The API of the largest product has 400,000.
const MOST_VALUES: usize = 4_000_000;

/// The JSON of a YAML document. What its aliases repeat is bounded, and so is its depth.
pub(super) fn to_json(yaml: &str) -> Result<String, OpenApiError> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: MOST_VALUES,
            // A mapping and a sequence begin and end.
            max_events: MOST_VALUES.saturating_mul(2),
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
    };
    let loose: Loose = serde_saphyr::from_str_with_options(yaml, options).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        let message = error.to_string();
        // The error repeats its place.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        OpenApiError::Unreadable { format: "YAML", message: message.into(), line, column }
    })?;
    Ok(serde_json::to_string(&loose).unwrap_or_default())
}
