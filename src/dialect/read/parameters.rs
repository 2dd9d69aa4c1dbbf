//! Reading parameters that each ask one question, and the order that stands beside them.

use std::collections::HashSet;

use super::error::{Meaning, ReadErrorKind};
use super::json::{At, Document, Key, Kind};
use super::lookalike::Lookalike;
use super::placeholder::placeholder_in;
use super::{Form, Reader};
use crate::build::{Literal, field};
use crate::dialect::vbr::{Asks, Question, SESSION_COLUMNS, questions};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Spanned;
use crate::suggest::nearest;
use crate::value::DateTime;

impl Reader<'_> {
    /// The members of the object at `at` as parameters.
    pub(super) fn questions(&mut self, document: &Document<'_>, at: At) {
        if !document.members(at).any(|(key, _)| self.asks(&key.name)) {
            return self.other_language(Lookalike::of(document.written(at)), document.span(at));
        }
        let mut seen = HashSet::new();
        for (key, member) in document.members(at) {
            if seen.insert(&*key.name) {
                self.member(document, key, member);
            } else {
                self.fault(ReadErrorKind::RepeatedKey { key: key.name.as_ref().into() }, key.span);
            }
        }
    }

    /// A member that is a parameter, or stands beside the query.
    pub(super) fn member(&mut self, document: &Document<'_>, key: &Key<'_>, at: At) {
        let value = match document.kind(at) {
            Kind::Text(text) => text,
            _ => document.written(at),
        };
        let name = Spanned::new(&*key.name, key.span);
        match document.kind(at) {
            Kind::Null => {}
            Kind::Array | Kind::Object if self.asks(name.node) => {
                let is_object = matches!(document.kind(at), Kind::Object);
                self.fault(ReadErrorKind::CompoundValue { is_object }, document.span(at));
            }
            _ if self.question(name, Spanned::new(value, document.span(at))) => {}
            _ => self.beside(&key.name, value, key.span),
        }
    }

    /// Adds what the parameter `name` asks to the filter; false where it is none that asks.
    pub(super) fn question(&mut self, name: Spanned<&str>, value: Spanned<&str>) -> bool {
        let known = self.known_questions(name.node);
        let question = match known.as_slice() {
            [] => return false,
            [question] => *question,
            _ => {
                self.fault(ReadErrorKind::AmbiguousParameter { name: name.node.into() }, name.span);
                return true;
            }
        };
        let asked = match question.asks {
            Asks::Text => pattern(value.node),
            Asks::Value => Some((Operator::Equal, value.node)),
            Asks::After => Some((Operator::Greater, value.node)),
            Asks::Before => Some((Operator::Less, value.node)),
        };
        let kind = match (asked, placeholder_in(value.node)) {
            (_, Some(found)) => ReadErrorKind::Placeholder { found: found.into() },
            (None, None) => ReadErrorKind::Wildcard { found: value.node.into() },
            (Some((operator, text)), None) => {
                let value = match question.asks {
                    Asks::After | Asks::Before => moment(text),
                    Asks::Text | Asks::Value => Literal::from(text),
                };
                let tree = field(question.property).compare(operator, vec![value], false);
                self.read.filter = Some(match self.read.filter.take() {
                    Some(earlier) => earlier & tree,
                    None => tree,
                });
                return true;
            }
        };
        self.fault(kind, value.span);
        true
    }

    /// Whether a parameter of this name asks something.
    pub(super) fn asks(&self, name: &str) -> bool {
        !self.known_questions(name).is_empty()
    }

    /// What a parameter of this name asks.
    fn known_questions(&self, name: &str) -> Vec<Question> {
        let mut known: Vec<Question> = Vec::new();
        for question in self.every_question().filter(|question| question.parameter == name) {
            if !known.contains(question) {
                known.push(*question);
            }
        }
        known
    }

    /// The names of the parameters that ask something.
    pub(super) fn questions_asked(&self) -> impl Iterator<Item = &'static str> {
        self.every_question().map(|question| question.parameter)
    }

    /// What can be asked of the endpoint, or where that is not known, of any.
    fn every_question(&self) -> impl Iterator<Item = &'static Question> + use<> {
        let templates = match (self.form, self.template) {
            (Form::Parameters, Some(template)) => vec![template],
            (Form::Parameters, None) => self.dialect.endpoints().collect(),
            (Form::Expressions(_) | Form::Tagged | Form::OData, _) => Vec::new(),
        };
        templates.into_iter().flat_map(questions)
    }

    /// The order that the object at `at` says.
    pub(super) fn order(&mut self, document: &Document<'_>, at: At) {
        let object = (document.span(at), self.faults.len());
        let Some([column, ascending]) = self.members(document, at, "an order", &["orderColumn", "orderAsc"]) else {
            return;
        };
        let written = |at: At| match document.kind(at) {
            Kind::Text(text) => Spanned::new(&**text, document.span(at)),
            _ => Spanned::new(document.written(at), document.span(at)),
        };
        if let Some(column) = self.wanted(object, "orderColumn", column) {
            self.order_by(written(column), ascending.map(written));
        }
    }

    /// Adds the order by a column.
    pub(super) fn order_by(&mut self, column: Spanned<&str>, ascending: Option<Spanned<&str>>) {
        let columns = SESSION_COLUMNS.iter();
        let Some((property, _)) = columns.clone().find(|(_, known)| known.eq_ignore_ascii_case(column.node)) else {
            let nearest = nearest(column.node, columns.map(|(_, known)| *known));
            let kind = ReadErrorKind::UnknownWord { key: "orderColumn", word: column.node.into(), nearest };
            return self.fault(kind, column.span);
        };
        let descending = match ascending.map(|ascending| ascending.node.parse::<bool>()) {
            Some(Ok(ascending)) => !ascending,
            Some(Err(_)) => {
                let Spanned { node: word, span } = ascending.unwrap_or(column);
                let kind = ReadErrorKind::UnknownWord { key: "orderAsc", word: word.into(), nearest: None };
                return self.fault(kind, span);
            }
            None => {
                self.fault(ReadErrorKind::Assumed { meaning: Meaning::Ascending }, column.span);
                false
            }
        };
        self.read.keys = vec![(Path::from(*property), descending, None)];
    }
}

/// The literal of a parameter that takes times: a date where `text` is one. Else it is a text, of which the check tells that
/// it is no date.
fn moment(text: &str) -> Literal {
    match DateTime::read(text) {
        // As it was written, where a query can write it so.
        Some(instant) => text.parse().unwrap_or_else(|_| Literal::from(instant)),
        None => Literal::from(text),
    }
}

/// What `text`, with a `*` at its ends or without, asks; nothing where one stands elsewhere.
fn pattern(text: &str) -> Option<(Operator, &str)> {
    let (operator, text) = match (text.strip_prefix('*'), text.strip_suffix('*')) {
        (Some(behind), Some(_)) if !behind.is_empty() => (Operator::Contains, behind.strip_suffix('*')?),
        (_, Some(start)) => (Operator::StartsWith, start),
        (Some(end), None) => (Operator::EndsWith, end),
        (None, None) => (Operator::Equal, text),
    };
    (!text.contains('*')).then_some((operator, text))
}
