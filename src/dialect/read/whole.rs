//! What JSON is at its top: a filter, sort keys, or an object of all that is asked for.

use super::Reader;
use super::error::ReadErrorKind;
use super::json::{At, Document, Kind};
use crate::dialect::expression::Expressions;
use crate::dialect::request::PARTS;
use crate::span::Span;

impl Reader<'_> {
    pub(super) fn whole(&mut self, document: &Document<'_>, expressions: &Expressions) {
        let top = Document::TOP;
        match document.kind(top) {
            Kind::Object if is_request(document) => self.request(document, expressions),
            Kind::Array | Kind::Object if is_sort(document) => self.keys(document, top),
            Kind::Array | Kind::Object => self.filter(document, top, expressions),
            _ => self.other_language(None, document.span(top)),
        }
    }

    /// The parts of a request, as [`Request::to_json`](crate::Request::to_json) names them.
    fn request(&mut self, document: &Document<'_>, expressions: &Expressions) {
        let mut seen = [false; PARTS.len()];
        for (key, member) in document.members(Document::TOP) {
            let part = PARTS.iter().position(|part| part.eq_ignore_ascii_case(&key.name));
            let Some((part, seen)) = part.and_then(|part| Some((part, seen.get_mut(part)?))) else {
                self.beside(&key.name, document.written(member), key.span);
                continue;
            };
            if std::mem::replace(seen, true) {
                self.fault(ReadErrorKind::RepeatedKey { key: key.name.as_ref().into() }, key.span);
                continue;
            }
            match (part, document.kind(member)) {
                (_, Kind::Null) => {}
                (0, _) => self.filter(document, member, expressions),
                (1, _) => self.keys(document, member),
                (2, _) => self.read.offset = self.count(document, member, "offset"),
                _ => self.read.limit = self.count(document, member, "limit"),
            }
        }
    }

    fn count(&mut self, document: &Document<'_>, at: At, name: &'static str) -> Option<u64> {
        let written = match document.kind(at) {
            Kind::Text(text) => text,
            _ => document.written(at),
        };
        self.count_of(written, document.span(at), name)
    }

    /// The count that `written`, at `span`, is.
    pub(super) fn count_of(&mut self, written: &str, span: Span, name: &'static str) -> Option<u64> {
        let is_plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
        let count = written.parse().ok().filter(|_| is_plain);
        if count.is_none() {
            self.fault(ReadErrorKind::WrongCount { name, found: written.into() }, span);
        }
        count
    }
}

/// Whether an object has a part of a request, or nothing at all, as the request for all rows has.
fn is_request(document: &Document<'_>) -> bool {
    let mut names = document.members(Document::TOP).map(|(key, _)| &key.name).peekable();
    names.peek().is_none() || names.any(|name| PARTS.iter().any(|part| part.eq_ignore_ascii_case(name)))
}

/// Whether it is sort keys: the first has a direction and no operation.
fn is_sort(document: &Document<'_>) -> bool {
    let first = match document.kind(Document::TOP) {
        Kind::Array => document.children(Document::TOP).next(),
        _ => Some(Document::TOP),
    };
    let has = |wanted: &str| first.is_some_and(|first| document.members(first).any(|(key, _)| key.name == wanted));
    has("direction") && !has("operation")
}
