//! Helpers for declaring built-in schemas.

use crate::schema::{Field, Schema};
use crate::ty::{Enumeration, Type};

/// Returns the schema of `fields`.
pub(super) fn schema(origin: &str, fields: impl IntoIterator<Item = Field>) -> Schema {
    Schema::builder(origin).fields(fields).build_unchecked()
}

/// Returns a field of the type `ty` for each of the blank-separated `names`; one whose name ends in `?` may be null.
pub(super) fn each(names: &'static str, ty: impl Into<Type>) -> impl Iterator<Item = Field> {
    let ty = ty.into();
    names.split_whitespace().map(move |name| match name.strip_suffix('?') {
        Some(nullable) => Field::new(nullable, ty.clone()),
        None => Field::new(name, ty.clone()).required(),
    })
}

/// Returns the open enumeration of the blank-separated `words`.
pub(super) fn words(name: &str, words: &str) -> Type {
    Enumeration::open(name, words.split_whitespace()).into()
}
