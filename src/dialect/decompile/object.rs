//! Reading objects of JSON: their members by key, words and text under them, with the errors that are the same in every
//! format of JSON.

use super::decompiling::Decompiling;
use super::detected_format::DetectedFormat;
use super::error::{DecompileError, DecompileErrorKind};
use super::json::{At, JsonDocument, JsonKey, JsonValue};
use super::json_kind::{JsonKind, ObjectRole};
use super::placeholder::placeholder_in;
use crate::span::Span;
use crate::suggest::nearest;

/// A reader of the objects in one document.
pub(in crate::dialect) struct ObjectReader<'r, 'a> {
    pub(in crate::dialect) document: &'r JsonDocument<'r>,
    pub(in crate::dialect) decompiling: &'r mut Decompiling<'a>,
}

/// An object whose members are being read.
#[derive(Clone, Copy)]
pub(in crate::dialect) struct OpenObject {
    span: Span,
    /// The number of errors before its members were read.
    errors_before: usize,
}

/// The key whose value may be null: of a comparison with null.
const KEY_OF_NULL: &str = "value";

impl<'r> ObjectReader<'r, '_> {
    pub(in crate::dialect) fn report(&mut self, kind: DecompileErrorKind, at: At) {
        self.decompiling.report(kind, self.document.span(at));
    }

    /// Returns the object at `at`, for errors about its members. To be called before they are read.
    pub(in crate::dialect) fn open(&self, at: At) -> OpenObject {
        OpenObject { span: self.document.span(at), errors_before: self.decompiling.errors.len() }
    }

    /// Returns the members of the object at `at` under the keys `known`. Null counts as absent, but not under `value`.
    pub(in crate::dialect) fn members<const N: usize>(
        &mut self,
        at: At,
        what: ObjectRole,
        known: &[&'static str; N],
    ) -> Option<[Option<At>; N]> {
        let value = self.document.value_at(at);
        if !matches!(value, JsonValue::Object) {
            self.report(DecompileErrorKind::NotAnObject { what, found: value.kind() }, at);
            return None;
        }
        let (mut seen, mut found) = ([false; N], [None; N]);
        for (key, member) in self.document.members(at) {
            let place = known.iter().position(|known| *known == key.name);
            let Some((known, seen, found)) =
                place.and_then(|place| Some((known.get(place)?, seen.get_mut(place)?, found.get_mut(place)?)))
            else {
                self.report_unknown_key(key, member, known);
                continue;
            };
            if std::mem::replace(seen, true) {
                self.decompiling.report(DecompileErrorKind::RepeatedKey { key: (*known).into() }, key.span);
            } else if *known == KEY_OF_NULL || !matches!(self.document.value_at(member), JsonValue::Null) {
                *found = Some(member);
            }
        }
        Some(found)
    }

    /// Returns `member`, the one under `key`; reports an error if `object` has none, unless an error about a similar
    /// key was reported already.
    pub(in crate::dialect) fn required(
        &mut self,
        object: OpenObject,
        key: &'static str,
        member: Option<At>,
    ) -> Option<At> {
        let is_similar = |error: &DecompileError| match &error.kind {
            DecompileErrorKind::UnknownKey { nearest, is_null, .. } => *nearest == Some(key) && !is_null,
            _ => false,
        };
        if member.is_none() && !self.decompiling.errors.iter().skip(object.errors_before).any(is_similar) {
            self.decompiling.report(DecompileErrorKind::MissingKey { key }, object.span);
        }
        member
    }

    /// Reports that the value at `at`, under `key`, is of another kind than `wanted`.
    pub(in crate::dialect) fn report_wrong_kind(&mut self, at: At, key: &'static str, wanted: JsonKind) {
        let found = self.document.value_at(at).kind();
        self.report(DecompileErrorKind::WrongKind { key, wanted, found }, at);
    }

    /// Reports a key that is none of `known`.
    fn report_unknown_key(&mut self, key: &JsonKey<'_>, member: At, known: &[&'static str]) {
        let value = self.document.value_at(member);
        let is_usual = key.name == "operation" && matches!(value, JsonValue::Text(_));
        let usual = is_usual.then_some(DetectedFormat::ArrayOfExpressions);
        let looks_like = self.foreign_member(&key.name, member).or(usual);
        if looks_like.is_some() {
            return self.decompiling.report_other_language(looks_like, key.span);
        }
        let nearest = nearest(&key.name, known.iter().copied());
        let is_null = matches!(value, JsonValue::Null);
        let kind = DecompileErrorKind::UnknownKey { key: key.name.as_ref().into(), nearest, is_null };
        self.decompiling.report(kind, key.span);
    }

    /// Returns the other format that has the member `key` with the value at `at`, or `None` if it is not recognized.
    pub(in crate::dialect) fn foreign_member(&self, key: &str, at: At) -> Option<DetectedFormat> {
        let found = format_of_member(key, self.document.value_at(at))?;
        found.dialects().all(|dialect| dialect != self.decompiling.dialect).then_some(found)
    }

    /// Returns the text at `at`, under `key`.
    pub(in crate::dialect) fn text_at(&mut self, at: At, key: &'static str) -> Option<&'r str> {
        let JsonValue::Text(text) = self.document.value_at(at) else {
            self.report_wrong_kind(at, key, JsonKind::Text);
            return None;
        };
        if let Some(found) = placeholder_in(text) {
            self.report(DecompileErrorKind::Placeholder { found: found.into() }, at);
            return None;
        }
        Some(text)
    }

    /// Returns the meaning of the word at `at` among `known`, in any case.
    pub(in crate::dialect) fn word<T>(
        &mut self,
        at: At,
        key: &'static str,
        known: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        let word = self.text_at(at, key)?;
        let mut names = Vec::new();
        for (name, meaning) in known {
            if name.eq_ignore_ascii_case(word) {
                return Some(meaning);
            }
            names.push(name);
        }
        let kind = DecompileErrorKind::UnknownWord { key, word: word.into(), nearest: nearest(word, names) };
        self.report(kind, at);
        None
    }
}

/// Returns the format whose expressions have the member `key` with such a value, or `None` for members of several
/// formats.
fn format_of_member(key: &str, value: &JsonValue<'_>) -> Option<DetectedFormat> {
    match (key, value) {
        ("operator", JsonValue::Text(word)) if word.contains(char::is_alphabetic) => Some(DetectedFormat::GoogleCloud),
        ("operator", JsonValue::Text(_)) => Some(DetectedFormat::Orchestrator),
        ("ignorecase", JsonValue::Boolean(_)) => Some(DetectedFormat::GoogleCloud),
        ("type", JsonValue::Text(word)) if word.ends_with("Expression") => Some(DetectedFormat::TypedExpressions),
        _ => None,
    }
}
