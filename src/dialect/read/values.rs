//! What stands under the keys of expressions: words, properties, values.

use super::error::{DecompileErrorKind, ReadError};
use super::json::{At, Document, Kind};
use super::lookalike::DetectedFormat;
use super::placeholder::placeholder_in;
use super::said::Values;
use super::wanted::Expectation;
use super::{Form, Reader};
use crate::build::Literal;
use crate::collation::Collation;
use crate::dialect::inventory::is_cut;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::suggest::nearest;
use crate::syntax::Limits;

impl Reader<'_> {
    /// The most levels of a query that may be read.
    pub(super) fn deepest(&self) -> usize {
        self.limits.nesting.min(Limits::MAX_NESTING)
    }

    /// The member under `key`, reported where the object at `object` has none. A slip of the key, among the faults
    /// since there were `before`, is told already.
    pub(super) fn wanted(
        &mut self,
        (object, before): (Span, usize),
        key: &'static str,
        member: Option<At>,
    ) -> Option<At> {
        let is_slip = |fault: &ReadError| match &fault.kind {
            DecompileErrorKind::UnknownKey { nearest, is_null, .. } => *nearest == Some(key) && !is_null,
            _ => false,
        };
        if member.is_none() && !self.faults.iter().skip(before).any(is_slip) {
            self.fault(DecompileErrorKind::MissingKey { key }, object);
        }
        member
    }

    pub(super) fn wrong_kind(&mut self, document: &Document<'_>, at: At, key: &'static str, wanted: &'static str) {
        let found = document.kind(at).name();
        self.fault(DecompileErrorKind::WrongKind { key, wanted, found }, document.span(at));
    }

    /// A key that is none of `known`.
    pub(super) fn unknown_key(
        &mut self,
        document: &Document<'_>,
        (key, span): (&str, Span),
        member: At,
        known: &[&'static str],
    ) {
        let looks_like = match (key, document.kind(member)) {
            ("operator", Kind::Text(word)) if word.contains(char::is_alphabetic) => Some(DetectedFormat::GoogleCloud),
            ("operator", Kind::Text(_)) => Some(DetectedFormat::Orchestrator),
            ("ignorecase", Kind::Boolean(_)) => Some(DetectedFormat::GoogleCloud),
            ("type", Kind::Text(word)) if word.ends_with("Expression") => Some(DetectedFormat::TypedExpressions),
            _ => None,
        };
        if looks_like.is_some() {
            return self.other_language(looks_like, span);
        }
        let nearest = nearest(key, known.iter().copied());
        let is_null = matches!(document.kind(member), Kind::Null);
        self.fault(DecompileErrorKind::UnknownKey { key: key.into(), nearest, is_null }, span);
    }

    /// The text at `at`, under `key`.
    fn text_at<'d>(&mut self, document: &'d Document<'_>, at: At, key: &'static str) -> Option<&'d str> {
        let Kind::Text(text) = document.kind(at) else {
            self.wrong_kind(document, at, key, "text");
            return None;
        };
        if let Some(found) = placeholder_in(text) {
            self.fault(DecompileErrorKind::Placeholder { found: found.into() }, document.span(at));
            return None;
        }
        Some(text)
    }

    /// What the word at `at` means among `known`, in any case.
    pub(super) fn word<T>(
        &mut self,
        document: &Document<'_>,
        at: At,
        key: &'static str,
        known: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        let word = self.text_at(document, at, key)?;
        let mut names = Vec::new();
        for (name, meaning) in known {
            if name.eq_ignore_ascii_case(word) {
                return Some(meaning);
            }
            names.push(name);
        }
        let kind = DecompileErrorKind::UnknownWord { key, word: word.into(), nearest: nearest(word, names) };
        self.fault(kind, document.span(at));
        None
    }

    pub(super) fn collation(&mut self, document: &Document<'_>, at: At) -> Option<Collation> {
        self.word(document, at, "collation", Collation::ALL.iter().map(|known| (known.spelling(), *known)))
    }

    /// The path that the property at `at` names.
    pub(super) fn path(&mut self, document: &Document<'_>, at: At) -> Option<Path> {
        let property = self.text_at(document, at, "property")?;
        if property.split('.').any(str::is_empty) {
            self.fault(DecompileErrorKind::EmptyName { property: property.into() }, document.span(at));
            return None;
        }
        Some(Path::from(property))
    }

    /// The value at `at` that `operator` is to compare with, or its list of them.
    pub(super) fn values(&mut self, document: &Document<'_>, at: At, operator: Operator) -> Option<Values> {
        if matches!(self.form, Form::Tagged) {
            return self.values_in_text(document, at, operator);
        }
        let operation = self.form.operation(operator).unwrap_or_default();
        match (document.kind(at), operator.takes_list()) {
            (Kind::Array, true) => {
                let limit = self.limits.items;
                if let Some(item) = document.children(at).nth(limit) {
                    self.fault(DecompileErrorKind::TooManyItems { limit }, document.span(item));
                    return None;
                }
                let items: Vec<Option<Literal>> =
                    document.children(at).map(|item| self.literal(document, item)).collect();
                items.into_iter().collect::<Option<_>>().map(Values::List)
            }
            (Kind::Array, false) => {
                self.fault(DecompileErrorKind::ListNotTaken { operation }, document.span(at));
                None
            }
            (Kind::Object, _) | (_, false) => self.literal(document, at).map(Values::One),
            (_, true) => {
                self.fault(DecompileErrorKind::ListWanted { operation }, document.span(at));
                None
            }
        }
    }

    /// The value of a tagged expression, which is text; a list stands in it with commas.
    fn values_in_text(&mut self, document: &Document<'_>, at: At, operator: Operator) -> Option<Values> {
        let text = self.text_at(document, at, "value")?;
        if !operator.takes_list() {
            return Some(Values::One(text.into()));
        }
        let limit = self.limits.items;
        let kind = match () {
            () if text.split(',').any(is_cut) => DecompileErrorKind::UnclearList { found: text.into() },
            () if text.split(',').nth(limit).is_some() => DecompileErrorKind::TooManyItems { limit },
            () => return Some(Values::List(text.split(',').map(Literal::from).collect())),
        };
        self.fault(kind, document.span(at));
        None
    }

    fn literal(&mut self, document: &Document<'_>, at: At) -> Option<Literal> {
        let span = document.span(at);
        match document.kind(at) {
            Kind::Null => Some(None::<bool>.into()),
            Kind::Boolean(boolean) => Some((*boolean).into()),
            Kind::Number(text) => {
                let literal = text.parse().ok();
                if literal.is_none() {
                    self.fault(
                        DecompileErrorKind::Unexpected { wanted: Expectation::Value, found: (*text).into() },
                        span,
                    );
                }
                literal
            }
            Kind::Text(_) => self.text_at(document, at, "value").map(Literal::from),
            kind @ (Kind::Array | Kind::Object) => {
                self.fault(DecompileErrorKind::CompoundValue { is_object: matches!(kind, Kind::Object) }, span);
                None
            }
        }
    }
}
