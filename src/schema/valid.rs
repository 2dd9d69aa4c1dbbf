//! The rules for the fields of every schema, however it is made, so that its JSON form is read back as the same schema.
//!
//! Builders and the JSON form check them ([`Field::validate`]); inference and import keep them by their limits.

use super::field::Field;
use crate::path::Path;
use crate::ty::Type;

/// The most fields that are inferred from rows or imported from a document.
pub(super) const MAX_FIELDS: usize = 4096;
/// The most names in the path of an inferred or imported field, and the most arrays nested in a type.
pub(super) const MAX_DEPTH: usize = 32;

/// An invalid field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A path without a name, for the field or for its position in rows: `Path::new([])`.
    #[error("a path of a field has no names")]
    NoName,
    /// A code for a text that is not a word of the field's type.
    #[error("field `{path}` has a code for `{word}`, which is not a word of its type")]
    #[non_exhaustive]
    UnknownCode {
        /// The field.
        path: Path,
        /// The unknown word.
        word: Box<str>,
    },
    /// A type of more than 32 nested arrays.
    #[error("field `{path}` has a type of more than {MAX_DEPTH} nested arrays")]
    #[non_exhaustive]
    TooDeep {
        /// The field.
        path: Path,
    },
}

impl Field {
    /// Checks that the field is valid in a schema.
    pub(super) fn validate(&self) -> Result<(), SchemaError> {
        if self.path.names().len() == 0 || self.row_path.as_ref().is_some_and(|path| path.names().len() == 0) {
            return Err(SchemaError::NoName);
        }
        let is_word = |word: &str| matches!(&self.ty, Type::Enum(words) if words.words().any(|known| known == word));
        if let Some((word, _)) = self.codes.iter().find(|(word, _)| !is_word(word)) {
            return Err(SchemaError::UnknownCode { path: self.path.clone(), word: word.clone() });
        }
        let mut ty = &self.ty;
        for _ in 0..=MAX_DEPTH {
            let Type::Array(element) = ty else { return Ok(()) };
            ty = element;
        }
        Err(SchemaError::TooDeep { path: self.path.clone() })
    }
}
