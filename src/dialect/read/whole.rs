//! What JSON is at its top: a filter, sort keys, or an object of all that is asked for.

use super::error::DecompileErrorKind;
use super::json::{At, Document, Kind};
use super::{Form, IN_JSON, Reader};
use crate::dialect::request::PARTS;
use crate::span::Span;

/// A part of a request, and what else its body may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Filter,
    Sort,
    Offset,
    Limit,
    /// An object of offset and limit.
    Page,
}

impl Part {
    /// The part under `key`: as [`Request::to_json`](crate::Request::to_json) names it, whatever the API calls it, or as
    /// the body of a request does. In any case.
    fn of(key: &str, form: Form<'_>) -> Option<Self> {
        let named = PARTS.into_iter().zip([Self::Filter, Self::Sort, Self::Offset, Self::Limit]);
        let in_body: &[_] = match form {
            Form::Tagged => &[("sorting", Self::Sort), ("pagination", Self::Page), ("skip", Self::Offset)],
            Form::Expressions(_) | Form::Parameters | Form::OData => &[],
        };
        named.chain(in_body.iter().copied()).find_map(|(name, part)| name.eq_ignore_ascii_case(key).then_some(part))
    }
}

impl Reader<'_> {
    pub(super) fn whole(&mut self, document: &Document<'_>, top: At) {
        match document.kind(top) {
            Kind::Object if self.is_request(document, top) => self.request(document, top),
            Kind::Array | Kind::Object if is_sort(document, top) => self.sort(document, top),
            Kind::Array | Kind::Object => self.filter(document, top),
            _ => self.other_language(None, document.span(top)),
        }
    }

    pub(super) fn request(&mut self, document: &Document<'_>, top: At) {
        let mut seen = Vec::new();
        for (key, member) in document.members(top) {
            let Some(part) = Part::of(&key.name, self.form) else {
                self.member(document, key, member);
                continue;
            };
            if seen.contains(&part) {
                self.fault(DecompileErrorKind::RepeatedKey { key: key.name.as_ref().into() }, key.span);
                continue;
            }
            seen.push(part);
            match (part, document.kind(member)) {
                (_, Kind::Null) => {}
                (Part::Filter, _) => self.filter(document, member),
                (Part::Sort, _) => self.sort(document, member),
                (Part::Offset, _) => self.read.offset = self.count(document, member, "offset"),
                (Part::Limit, _) => self.read.limit = self.count(document, member, "limit"),
                (Part::Page, Kind::Object) => self.request(document, member),
                (Part::Page, kind) => {
                    let kind = DecompileErrorKind::NotAnObject { what: "`pagination`", found: kind.name() };
                    self.fault(kind, document.span(member));
                }
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
            self.fault(DecompileErrorKind::WrongCount { name, found: written.into() }, span);
        }
        count
    }

    /// Whether an object has a part of a request, or nothing at all, as the request for all rows has.
    pub(super) fn is_request(&self, document: &Document<'_>, top: At) -> bool {
        let mut names = document.members(top).map(|(key, _)| &key.name).peekable();
        names.peek().is_none() || names.any(|name| Part::of(name, self.form).is_some())
    }

    /// The filter at `at`.
    pub(super) fn filter(&mut self, document: &Document<'_>, at: At) {
        match self.form {
            Form::Expressions(_) | Form::Tagged => self.expressions(document, at),
            Form::Parameters => self.questions(document, at),
            Form::OData => self.odata_in(document, at, |reader, source| reader.odata(source, IN_JSON)),
        }
    }

    /// The sort keys at `at`.
    pub(super) fn sort(&mut self, document: &Document<'_>, at: At) {
        match self.form {
            Form::Expressions(_) | Form::Tagged => self.keys(document, at),
            Form::Parameters => self.order(document, at),
            Form::OData => self.odata_in(document, at, Self::sort_list),
        }
    }
}

/// Whether it is sort keys: the first has a direction and no operation.
fn is_sort(document: &Document<'_>, top: At) -> bool {
    let first = match document.kind(top) {
        Kind::Array => document.children(top).next(),
        _ => Some(top),
    };
    let has = |wanted: &str| first.is_some_and(|first| document.members(first).any(|(key, _)| key.name == wanted));
    (has("direction") && !has("operation")) || has("orderColumn")
}
