//! Rows as JSON text, after the fast path has rejected them: the end of a value in text that arrives in pieces
//! ([`ValueScanner`]), rows with values that Rust cannot hold (`tolerant`), and the reason why bytes are no row
//! ([`RowError`]).
//!
//! `error` is the public error alone. `state` is the vocabulary of the byte grammar, which `value_scanner` steps
//! through; `cause` turns the state at a byte that cannot follow into words and a cure. The reasons come from the bytes
//! and not from the messages of serde_json, which name its own tokens and offer no cure.

mod cause;
mod error;
mod state;
mod tolerant;
mod value_scanner;

use super::paths::PathTable;
use crate::value::Json;
pub use error::{RowError, RowErrorKind};
use tolerant::TolerantJson;
pub use value_scanner::{ValueContext, ValueScanner};

/// Parses the row whose JSON text is `text`. Values that Rust cannot hold are replaced by the nearest that it can.
///
/// # Errors
/// If `text` is not a row, or one of `paths` holds a value that Rust cannot hold.
pub(super) fn parse<const N: usize>(text: &[u8], paths: [&PathTable; N]) -> Result<Json, RowError> {
    if let Ok(row) = serde_json::from_slice(text) {
        return Ok(row);
    }
    let row = TolerantJson::parse(text)?;
    paths.into_iter().try_for_each(|paths| row.check(paths))?;
    Ok(row.into_json())
}
