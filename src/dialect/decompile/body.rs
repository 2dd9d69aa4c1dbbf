//! JSON at its top: a filter, sort keys, or an object with all parts of a request.

use super::decompiler::Decompiler;
use super::error::DecompileErrorKind;
use super::json::{At, JsonDocument, JsonKey, JsonValue};
use super::json_kind::ObjectRole;
use super::json_text::{Encoded, read_json};
use super::source::SourceText;
use crate::dialect::format::BodyPart;
use crate::dialect::parts::QueryPart;
use crate::span::Span;

impl Decompiler<'_, '_> {
    /// Reads the JSON in `source`.
    pub(super) fn json(&mut self, source: &SourceText<'_>, encoded: Encoded) {
        let Self { format, decompiling, read } = self;
        let format = *format;
        let _ = read_json(source, encoded, decompiling, &mut |document, decompiling| {
            Decompiler { format, decompiling, read }.top(document);
        });
    }

    fn top(&mut self, document: &JsonDocument<'_>) {
        let top = JsonDocument::TOP;
        match document.value_at(top) {
            JsonValue::Object if self.is_request(document, top) => self.request(document, top),
            JsonValue::Array | JsonValue::Object if is_sort(document, top) => self.sort(document, top),
            JsonValue::Array | JsonValue::Object => self.filter(document, top),
            JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Text(_) => {
                self.decompiling.report_other_language(None, document.span(top));
            }
        }
    }

    fn request(&mut self, document: &JsonDocument<'_>, top: At) {
        let mut seen = Vec::new();
        for (key, member) in document.members(top) {
            let Some(part) = self.part_under(&key.name) else {
                self.member(document, key, member);
                continue;
            };
            if seen.contains(&part) {
                let kind = DecompileErrorKind::RepeatedKey { key: key.name.as_ref().into() };
                self.decompiling.report(kind, key.span);
                continue;
            }
            seen.push(part);
            match (part, document.value_at(member)) {
                (_, JsonValue::Null) => {}
                (BodyPart::Query(QueryPart::Filter), _) => self.filter(document, member),
                (BodyPart::Query(QueryPart::Sort), _) => self.sort(document, member),
                (BodyPart::Query(QueryPart::Offset), _) => self.read.offset = self.count_at(document, member, "offset"),
                (BodyPart::Query(QueryPart::Limit), _) => self.read.limit = self.count_at(document, member, "limit"),
                (BodyPart::Page, JsonValue::Object) => self.request(document, member),
                (BodyPart::Page, other) => {
                    let kind = DecompileErrorKind::NotAnObject { what: ObjectRole::Page, found: other.kind() };
                    self.decompiling.report(kind, document.span(member));
                }
            }
        }
    }

    /// Returns the part of the request under `key`: as [`Request::to_json`](crate::Request::to_json) names it, whatever
    /// the API calls it, or as the body of a request does. In any case.
    fn part_under(&self, key: &str) -> Option<BodyPart> {
        QueryPart::from_word(key).map(BodyPart::Query).or_else(|| self.format.body_part(key))
    }

    /// Reads a member that is no part of a request by name: it states a condition, or is not part of the query.
    fn member(&mut self, document: &JsonDocument<'_>, key: &JsonKey<'_>, at: At) {
        match self.format.conditions() {
            _ if matches!(document.value_at(at), JsonValue::Null) => {}
            Some(conditions) if conditions.states(&key.name, self.decompiling) => {
                let condition = conditions.read_member(document, key, at, self.decompiling);
                self.require(condition);
            }
            Some(_) | None => self.keep_other(&key.name, document.plain(at), key.span),
        }
    }

    fn count_at(&mut self, document: &JsonDocument<'_>, at: At, name: &'static str) -> Option<u64> {
        self.count(document.plain(at), document.span(at), name)
    }

    /// Returns the count that `written`, at `span`, is.
    pub(super) fn count(&mut self, written: &str, span: Span, name: &'static str) -> Option<u64> {
        let is_plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
        let count = written.parse().ok().filter(|_| is_plain);
        if count.is_none() {
            self.decompiling.report(DecompileErrorKind::WrongCount { name, found: written.into() }, span);
        }
        count
    }

    /// Returns `true` if an object has a part of a request, or no member, as the request for all rows has.
    fn is_request(&self, document: &JsonDocument<'_>, top: At) -> bool {
        let mut names = document.members(top).map(|(key, _)| &key.name).peekable();
        names.peek().is_none() || names.any(|name| self.part_under(name).is_some())
    }

    fn filter(&mut self, document: &JsonDocument<'_>, at: At) {
        let filter = self.format.read_filter(document, at, self.decompiling);
        self.require(filter);
    }

    fn sort(&mut self, document: &JsonDocument<'_>, at: At) {
        self.read.keys = self.format.read_sort(document, at, self.decompiling);
    }
}

/// Returns `true` for sort keys: the first has a direction and no operation.
fn is_sort(document: &JsonDocument<'_>, top: At) -> bool {
    let first = match document.value_at(top) {
        JsonValue::Array => document.children(top).next(),
        JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Text(_) | JsonValue::Object => {
            Some(top)
        }
    };
    let has = |wanted: &str| first.is_some_and(|first| document.members(first).any(|(key, _)| key.name == wanted));
    (has("direction") && !has("operation")) || has("orderColumn")
}
