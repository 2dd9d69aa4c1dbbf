//! JSON as people write it: a document with a span on every value. The `parser` is strict except about quotes, which
//! may be single ones, and about text after the value, which it only reports.
//!
//! The document is a flat list in the order of the text, so that nesting takes no stack; the depth is counted and
//! limited.

pub(super) mod parser;

use std::borrow::Cow;

use super::error::DecompileError;
use super::json_kind::JsonKind;
use super::source::SourceText;
use crate::span::Span;

/// A JSON value and all in it.
pub(in crate::dialect) struct JsonDocument<'s> {
    source: &'s SourceText<'s>,
    elements: Vec<Element<'s>>,
    /// The first string in single quotes, if there is one.
    pub(in crate::dialect) single_quoted: Option<Span>,
    /// The text after the value, if there is any.
    pub(in crate::dialect) trailing: Option<Span>,
}

/// A value in a [`JsonDocument`].
pub(in crate::dialect) struct Element<'s> {
    pub(in crate::dialect) value: JsonValue<'s>,
    /// The place in the input.
    pub(in crate::dialect) span: Span,
    /// The key, if the value is a member of an object.
    pub(in crate::dialect) key: Option<JsonKey<'s>>,
    /// The place in the source of the document.
    within: Span,
    /// The index after the last element that it contains.
    end: usize,
}

pub(in crate::dialect) enum JsonValue<'s> {
    Null,
    Boolean(bool),
    /// A number, as written.
    Number(&'s str),
    Text(Cow<'s, str>),
    Array,
    Object,
}

impl JsonValue<'_> {
    /// Returns the name of the kind in messages.
    pub(in crate::dialect) fn kind(&self) -> JsonKind {
        match self {
            Self::Null => JsonKind::Null,
            Self::Boolean(_) => JsonKind::Boolean,
            Self::Number(_) => JsonKind::Number,
            Self::Text(_) => JsonKind::Text,
            Self::Array => JsonKind::Array,
            Self::Object => JsonKind::Object,
        }
    }
}

pub(in crate::dialect) struct JsonKey<'s> {
    pub(in crate::dialect) name: Cow<'s, str>,
    pub(in crate::dialect) span: Span,
}

/// The index of an element in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) struct At(usize);

impl<'s> JsonDocument<'s> {
    /// The whole value.
    pub(in crate::dialect) const TOP: At = At(0);

    pub(in crate::dialect) fn get(&self, At(at): At) -> Option<&Element<'s>> {
        self.elements.get(at)
    }

    pub(in crate::dialect) fn value_at(&self, at: At) -> &JsonValue<'s> {
        self.get(at).map_or(&JsonValue::Null, |element| &element.value)
    }

    pub(in crate::dialect) fn span(&self, at: At) -> Span {
        self.get(at).map_or(Span::at(0), |element| element.span)
    }

    /// Returns the element as written.
    pub(in crate::dialect) fn written(&self, at: At) -> &'s str {
        self.get(at).map_or("", |element| element.within.of(self.source.text()))
    }

    /// Returns the string, or the element as written if it is no string.
    pub(in crate::dialect) fn plain(&self, at: At) -> &str {
        match self.value_at(at) {
            JsonValue::Text(text) => text,
            JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Array | JsonValue::Object => {
                self.written(at)
            }
        }
    }

    /// Returns the unescaped string as a source of its own.
    pub(in crate::dialect) fn text(&self, at: At) -> Result<SourceText<'static>, DecompileError> {
        let within = self.get(at).map_or(Span::at(0), |element| element.within);
        let inner = within.start().saturating_add(1)..within.end().saturating_sub(1);
        self.source.part(inner).unescaped()
    }

    /// Returns the items of an array or object, in order.
    pub(in crate::dialect) fn children(&self, At(at): At) -> impl Iterator<Item = At> {
        let end = self.elements.get(at).map_or(at, |element| element.end);
        let mut next = at.saturating_add(1);
        std::iter::from_fn(move || {
            let child = (next < end).then_some(At(next))?;
            next = self.elements.get(next).map_or(end, |element| element.end);
            Some(child)
        })
    }

    /// Returns the members of an object, in order.
    pub(in crate::dialect) fn members(&self, at: At) -> impl Iterator<Item = (&JsonKey<'s>, At)> {
        self.children(at).filter_map(|child| Some((self.get(child)?.key.as_ref()?, child)))
    }
}
