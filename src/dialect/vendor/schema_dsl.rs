//! What the built-in schemas are written with.

use crate::schema::{Field, Schema};
use crate::ty::{Enumeration, Type};

/// The schema of `fields`.
pub(super) fn schema(origin: &str, fields: impl IntoIterator<Item = Field>) -> Schema {
    Schema::builder(origin).fields(fields).built()
}

/// A field of the type `ty` for each of `names`, which blanks separate; a name that ends in `?` may be null.
pub(super) fn each(names: &'static str, ty: impl Into<Type>) -> impl Iterator<Item = Field> {
    let ty = ty.into();
    names.split_whitespace().map(move |name| match name.strip_suffix('?') {
        Some(nullable) => Field::new(nullable, ty.clone()),
        None => Field::new(name, ty.clone()).required(),
    })
}

/// An open enumeration of the words in `words`, which blanks separate.
pub(super) fn words(name: &str, words: &str) -> Type {
    Enumeration::open(name, words.split_whitespace()).into()
}
