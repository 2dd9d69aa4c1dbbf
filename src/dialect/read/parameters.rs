//! Reading parameters that each ask one question, and the order that stands beside them.

use std::collections::HashSet;

use super::error::{DecompileErrorKind, ReadAssumption};
use super::json::{At, Document, Key, Kind};
use super::lookalike::DetectedFormat;
use super::placeholder::placeholder_in;
use super::{Form, Reader};
use crate::build::{Literal, field};
use crate::dialect::tables::{Asks, Collection, Question};
use crate::dialect::vbr::{collection, collections};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Spanned;
use crate::suggest::nearest;
use crate::syntax::print::PrintedKey;
use crate::value::{DateTime, Number};

impl Reader<'_> {
    /// The members of the object at `at` as parameters.
    pub(super) fn questions(&mut self, document: &Document<'_>, at: At) {
        if !document.members(at).any(|(key, _)| self.asks(&key.name)) {
            return self.other_language(DetectedFormat::of(document.written(at)), document.span(at));
        }
        let mut seen = HashSet::new();
        for (key, member) in document.members(at) {
            if seen.insert(&*key.name) {
                self.member(document, key, member);
            } else {
                self.fault(DecompileErrorKind::RepeatedKey { key: key.name.as_ref().into() }, key.span);
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
            Kind::Array if self.takes_several(name.node) => {
                let plain = |at: At| match document.kind(at) {
                    Kind::Text(text) => text,
                    _ => document.written(at),
                };
                let each: Vec<_> = document.children(at).map(|at| Spanned::new(plain(at), document.span(at))).collect();
                self.question(name, &each);
            }
            Kind::Array | Kind::Object if self.asks(name.node) => {
                let is_object = matches!(document.kind(at), Kind::Object);
                self.fault(DecompileErrorKind::CompoundValue { is_object }, document.span(at));
            }
            _ if self.question(name, &[Spanned::new(value, document.span(at))]) => {}
            _ => self.beside(&key.name, value, key.span),
        }
    }

    /// Adds what the parameter `name` asks with `values` to the filter; false where it is none that asks. There are several
    /// values only where it takes several.
    pub(super) fn question(&mut self, name: Spanned<&str>, values: &[Spanned<&str>]) -> bool {
        let known = self.known_questions(name.node);
        let Some(question) = known.first() else { return false };
        if known.len() > 1 {
            self.fault(DecompileErrorKind::AmbiguousParameter { name: name.node.into() }, name.span);
            return true;
        }
        let mut literals = Vec::new();
        let mut operator = question.operator();
        for value in values {
            let text = match operator {
                Some(_) => Some(value.node),
                None => pattern(value.node).map(|(found, text)| {
                    operator = Some(found);
                    text
                }),
            };
            match (text, placeholder_in(value.node)) {
                (_, Some(found)) => self.fault(DecompileErrorKind::Placeholder { found: found.into() }, value.span),
                (None, None) => self.fault(DecompileErrorKind::Wildcard { found: value.node.into() }, value.span),
                (Some(text), None) => literals.push(question.literal(text)),
            }
        }
        if literals.is_empty() || literals.len() < values.len() {
            return true;
        }
        let is_list = values.len() > 1;
        let operator = if is_list { Operator::In } else { operator.unwrap_or(Operator::Equal) };
        let tree = field(question.property).compare(operator, literals, is_list);
        self.read.filter = Some(match self.read.filter.take() {
            Some(earlier) => earlier & tree,
            None => tree,
        });
        true
    }

    /// Whether a parameter of this name asks something.
    pub(super) fn asks(&self, name: &str) -> bool {
        !self.known_questions(name).is_empty()
    }

    /// Whether a parameter of this name may be given several times, each time with another value.
    pub(super) fn takes_several(&self, name: &str) -> bool {
        self.every_question().any(|question| question.parameter == name && question.asks == Asks::Values)
    }

    /// What a parameter of this name asks, each property and way of asking once.
    fn known_questions(&self, name: &str) -> Vec<&'static Question> {
        let mut named: Vec<&Question> = self.every_question().filter(|question| question.parameter == name).collect();
        // A text without `*` reads as a pattern as it does as a value.
        named.sort_by_key(|question| question.operator().is_some());
        let mut known: Vec<&Question> = Vec::new();
        for question in named {
            if !known.iter().any(|other| other.reads_as(question)) {
                known.push(question);
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
        self.collections().into_iter().flat_map(|collection| &collection.questions)
    }

    /// The collection that the text is of, or where that is not known, all of them.
    fn collections(&self) -> Vec<&'static Collection> {
        match (self.form, self.template) {
            (Form::Parameters, Some(template)) => collection(template).into_iter().collect(),
            (Form::Parameters, None) => collections().iter().collect(),
            (Form::Expressions(_) | Form::Tagged | Form::OData, _) => Vec::new(),
        }
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
        let collections = self.collections();
        let columns = collections.iter().flat_map(|collection| &collection.columns);
        let Some(known) = columns.clone().find(|known| known.word.eq_ignore_ascii_case(column.node)) else {
            let nearest = nearest(column.node, columns.map(|known| known.word));
            let kind = DecompileErrorKind::UnknownWord { key: "orderColumn", word: column.node.into(), nearest };
            return self.fault(kind, column.span);
        };
        let descending = match ascending.map(|ascending| ascending.node.parse::<bool>()) {
            Some(Ok(ascending)) => !ascending,
            Some(Err(_)) => {
                let Spanned { node: word, span } = ascending.unwrap_or(column);
                let kind = DecompileErrorKind::UnknownWord { key: "orderAsc", word: word.into(), nearest: None };
                return self.fault(kind, span);
            }
            None => {
                self.fault(DecompileErrorKind::Assumed { meaning: ReadAssumption::Ascending }, column.span);
                false
            }
        };
        self.read.keys = vec![PrintedKey { path: Path::from(known.property), descending, collation: None }];
    }
}

impl Question {
    /// The operator that it asks with, whatever the value; none where that is a pattern.
    fn operator(&self) -> Option<Operator> {
        match self.asks {
            Asks::Text | Asks::AnyText => None,
            Asks::Value | Asks::Values | Asks::True => Some(Operator::Equal),
            Asks::After => Some(Operator::Greater),
            Asks::Before => Some(Operator::Less),
        }
    }

    /// Whether what `other` asks reads right under it.
    fn reads_as(&self, other: &Self) -> bool {
        let is_equal = other.operator() == Some(Operator::Equal);
        let has_operator = self.operator() == other.operator() || self.operator().is_none() && is_equal;
        self.property == other.property && has_operator
    }

    /// `text` as a query writes it: a number or a boolean where the parameter is one, else a text.
    fn literal(&self, text: &str) -> Literal {
        let plain = match self.ty {
            _ if matches!(self.asks, Asks::After | Asks::Before) => Some(moment(text)),
            Some("boolean") => text.parse::<bool>().ok().map(Literal::from),
            Some("integer" | "number") => Number::read(text.into()).and_then(|_| text.parse().ok()),
            _ => None,
        };
        plain.unwrap_or_else(|| text.into())
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
