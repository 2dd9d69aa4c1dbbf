//! What every schema has to be, whether it is built or read: so that its JSON form is read back as the same schema.

use super::{DEEPEST, Field};
use crate::path::Path;
use crate::ty::Type;

/// A field that no schema can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A path without a name, of a field or of where rows have it: `Path::new([])`.
    #[error("a path of a field has no names")]
    NoName,
    /// A code for what is no word of the field's type.
    #[error("field `{path}` has a code for `{word}`, which is no word of its type")]
    #[non_exhaustive]
    UnknownCode {
        /// The field.
        path: Path,
        /// The text that has a code.
        word: Box<str>,
    },
    /// More than 32 arrays in each other.
    #[error("field `{path}` has a type of more than {DEEPEST} arrays in each other")]
    #[non_exhaustive]
    TooDeep {
        /// The field.
        path: Path,
    },
}

impl Field {
    /// Returns an error where no schema can have the field.
    pub(super) fn validate(&self) -> Result<(), SchemaError> {
        if self.path.names().len() == 0 || self.in_rows.as_ref().is_some_and(|path| path.names().len() == 0) {
            return Err(SchemaError::NoName);
        }
        let is_word = |word: &str| matches!(&self.ty, Type::Enum(words) if words.words().any(|known| known == word));
        if let Some((word, _)) = self.codes.iter().find(|(word, _)| !is_word(word)) {
            return Err(SchemaError::UnknownCode { path: self.path.clone(), word: word.clone() });
        }
        let mut ty = &self.ty;
        for _ in 0..=DEEPEST {
            let Type::Array(element) = ty else { return Ok(()) };
            ty = element;
        }
        Err(SchemaError::TooDeep { path: self.path.clone() })
    }
}
