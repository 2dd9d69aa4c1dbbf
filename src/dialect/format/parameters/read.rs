//! Reading parameters: the conditions, and the order beside them.
//!
//! One name may be of several properties in different collections. If the endpoint is not known, the parameters of all
//! collections are considered, and one that they do not agree on is reported as ambiguous.

use std::collections::HashSet;

use super::{ASCENDING, COLUMN, LIMIT, Parameters, SKIP};
use crate::build::{Expr, Literal, field};
use crate::dialect::decompile::decompiling::{Decompiling, EndpointHint};
use crate::dialect::decompile::detected_format::DetectedFormat;
use crate::dialect::decompile::error::DecompileErrorKind;
use crate::dialect::decompile::json::{At, JsonDocument, JsonKey, JsonValue};
use crate::dialect::decompile::json_kind::ObjectRole;
use crate::dialect::decompile::object::ObjectReader;
use crate::dialect::decompile::placeholder::placeholder_in;
use crate::dialect::decompile::read_assumption::ReadAssumption;
use crate::dialect::decompile::source::SourceText;
use crate::dialect::decompile::url_parts::UrlParameter;
use crate::dialect::format::{ConditionParameters, FormatReader};
use crate::dialect::parts::Parts;
use crate::dialect::tables::{Collection, ConditionKind, ConditionParameter};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Spanned;
use crate::suggest::nearest;
use crate::syntax::print::PrintedKey;
use crate::value::{DateTime, Number};

impl FormatReader for Parameters {
    fn detected(&self) -> DetectedFormat {
        DetectedFormat::Parameters
    }

    fn parameter_names(&self) -> Parts<Option<&'static str>> {
        Parts { filter: None, sort: Some(COLUMN), offset: Some(SKIP), limit: Some(LIMIT) }
    }

    fn read_filter(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<Expr> {
        if !document.members(at).any(|(key, _)| self.states(&key.name, decompiling)) {
            let looks_like = DetectedFormat::detect(document.written(at));
            decompiling.report_other_language(looks_like, document.span(at));
            return None;
        }
        let mut seen = HashSet::new();
        let mut filter: Option<Expr> = None;
        for (key, member) in document.members(at) {
            if !seen.insert(&*key.name) {
                let kind = DecompileErrorKind::RepeatedKey { key: key.name.as_ref().into() };
                decompiling.report(kind, key.span);
            } else if self.states(&key.name, decompiling) {
                let condition = self.read_member(document, key, member, decompiling);
                filter = match (filter, condition) {
                    (Some(earlier), Some(condition)) => Some(earlier & condition),
                    (earlier, condition) => earlier.or(condition),
                };
            } else if !matches!(document.value_at(member), JsonValue::Null) {
                let known = self.known_parameters(decompiling);
                decompiling.keep_other(&key.name, document.plain(member), key.span, &known);
            }
        }
        filter
    }

    fn read_sort(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey> {
        let mut objects = ObjectReader { document, decompiling };
        let object = objects.open(at);
        let members = objects.members(at, ObjectRole::Order, &[COLUMN, ASCENDING]);
        let Some([column, ascending]) = members else { return Vec::new() };
        let written = |at: At| Spanned::new(document.plain(at), document.span(at));
        let column = objects.required(object, COLUMN, column);
        let key = column.and_then(|column| self.key(written(column), ascending.map(written), decompiling));
        key.into_iter().collect()
    }

    fn read_sort_text(
        &self,
        text: &SourceText<'_>,
        parameters: &[UrlParameter<'_>],
        decompiling: &mut Decompiling<'_>,
    ) -> Vec<PrintedKey> {
        let given = parameters.iter().find(|given| given.name.as_ref().is_ok_and(|name| name == ASCENDING));
        let value = given.and_then(|given| given.value.as_ref());
        let ascending = value.and_then(|value| decompiling.reported(value.form_decoded()));
        let spanned = ascending.as_ref().map(|value| Spanned::new(value.text(), value.whole()));
        self.key(Spanned::new(text.text(), text.whole()), spanned, decompiling).into_iter().collect()
    }

    fn conditions(&self) -> Option<&dyn ConditionParameters> {
        Some(self)
    }
}

impl ConditionParameters for Parameters {
    fn names(&self, decompiling: &Decompiling<'_>) -> Vec<&'static str> {
        self.parameters(decompiling).map(|parameter| parameter.name).collect()
    }

    fn states(&self, name: &str, decompiling: &Decompiling<'_>) -> bool {
        self.parameters(decompiling).any(|parameter| parameter.name == name)
    }

    fn repeats(&self, name: &str, decompiling: &Decompiling<'_>) -> bool {
        self.parameters(decompiling)
            .any(|parameter| parameter.name == name && parameter.condition == ConditionKind::Values)
    }

    fn is_part_of_sort(&self, name: &str) -> bool {
        name == ASCENDING
    }

    fn read_condition(
        &self,
        name: Spanned<&str>,
        values: &[Spanned<&str>],
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr> {
        let known = self.distinct_parameters(name.node, decompiling);
        let [parameter] = known.as_slice() else {
            decompiling.report(DecompileErrorKind::AmbiguousParameter { name: name.node.into() }, name.span);
            return None;
        };
        let mut literals = Vec::new();
        let mut operator = parameter.operator();
        for value in values {
            let text = match operator {
                Some(_) => Some(value.node),
                None => pattern(value.node).map(|(found, text)| {
                    operator = Some(found);
                    text
                }),
            };
            match (text, placeholder_in(value.node)) {
                (_, Some(found)) => {
                    decompiling.report(DecompileErrorKind::Placeholder { found: found.into() }, value.span)
                }
                (None, None) => {
                    decompiling.report(DecompileErrorKind::Wildcard { found: value.node.into() }, value.span)
                }
                (Some(text), None) => literals.push(parameter.literal(text)),
            }
        }
        if literals.is_empty() || literals.len() < values.len() {
            return None;
        }
        let is_list = values.len() > 1;
        let operator = if is_list { Operator::In } else { operator.unwrap_or(Operator::Equal) };
        Some(field(parameter.property).compare(operator, literals, is_list))
    }

    fn read_member(
        &self,
        document: &JsonDocument<'_>,
        key: &JsonKey<'_>,
        at: At,
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr> {
        let name = Spanned::new(&*key.name, key.span);
        let plain = |at: At| Spanned::new(document.plain(at), document.span(at));
        match document.value_at(at) {
            JsonValue::Null => None,
            JsonValue::Array if self.repeats(name.node, decompiling) => {
                let each: Vec<_> = document.children(at).map(plain).collect();
                self.read_condition(name, &each, decompiling)
            }
            value @ (JsonValue::Array | JsonValue::Object) => {
                let is_object = matches!(value, JsonValue::Object);
                decompiling.report(DecompileErrorKind::CompoundValue { is_object }, document.span(at));
                None
            }
            JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Text(_) => {
                self.read_condition(name, &[plain(at)], decompiling)
            }
        }
    }
}

impl Parameters {
    /// Returns the meanings of the parameter `name`: each property and condition once.
    fn distinct_parameters(&self, name: &str, decompiling: &Decompiling<'_>) -> Vec<&'static ConditionParameter> {
        let mut named: Vec<&ConditionParameter> =
            self.parameters(decompiling).filter(|parameter| parameter.name == name).collect();
        // A text without `*` reads as a pattern as it does as a value.
        named.sort_by_key(|parameter| parameter.operator().is_some());
        let mut known: Vec<&ConditionParameter> = Vec::new();
        for parameter in named {
            if !known.iter().any(|other| other.reads_as(parameter)) {
                known.push(parameter);
            }
        }
        known
    }

    /// Returns the parameters of the endpoint, or of all endpoints if it is not known.
    fn parameters(&self, decompiling: &Decompiling<'_>) -> impl Iterator<Item = &'static ConditionParameter> + use<> {
        self.collections(decompiling).into_iter().flat_map(|collection| &collection.parameters)
    }

    /// Returns the collection of the endpoint, or all collections if it is not known.
    fn collections(&self, decompiling: &Decompiling<'_>) -> Vec<&'static Collection> {
        let tables = (self.tables)();
        let known = match decompiling.endpoint {
            EndpointHint::OfSchema => tables.collection_of_origin(decompiling.schema.origin()),
            EndpointHint::OfUrl(template) => template.and_then(|template| tables.collection(template)),
        };
        known.map_or_else(|| tables.collections.iter().collect(), |collection| vec![collection])
    }

    /// Returns the sort key of a column and a direction.
    fn key(
        &self,
        column: Spanned<&str>,
        ascending: Option<Spanned<&str>>,
        decompiling: &mut Decompiling<'_>,
    ) -> Option<PrintedKey> {
        let collections = self.collections(decompiling);
        let columns = collections.iter().flat_map(|collection| &collection.columns);
        let Some(known) = columns.clone().find(|known| known.word.eq_ignore_ascii_case(column.node)) else {
            let nearest = nearest(column.node, columns.map(|known| known.word));
            let kind = DecompileErrorKind::UnknownWord { key: COLUMN, word: column.node.into(), nearest };
            decompiling.report(kind, column.span);
            return None;
        };
        let descending = match ascending {
            Some(Spanned { node: word, span }) => match word.parse::<bool>() {
                Ok(ascending) => !ascending,
                Err(_) => {
                    let kind = DecompileErrorKind::UnknownWord { key: ASCENDING, word: word.into(), nearest: None };
                    decompiling.report(kind, span);
                    return None;
                }
            },
            None => {
                decompiling.report(DecompileErrorKind::Assumed { meaning: ReadAssumption::Ascending }, column.span);
                false
            }
        };
        Some(PrintedKey { path: Path::from(known.property), descending, collation: None })
    }
}

impl ConditionParameter {
    /// Returns the operator of the condition, or `None` if the value, which may be a pattern, decides.
    fn operator(&self) -> Option<Operator> {
        match self.condition {
            ConditionKind::Text | ConditionKind::AnyText => None,
            ConditionKind::Value | ConditionKind::Values | ConditionKind::True => Some(Operator::Equal),
            ConditionKind::After => Some(Operator::Greater),
            ConditionKind::Before => Some(Operator::Less),
        }
    }

    /// Returns `true` if the condition of `other` is read correctly as one of `self`.
    fn reads_as(&self, other: &Self) -> bool {
        let is_equal = other.operator() == Some(Operator::Equal);
        let has_operator = self.operator() == other.operator() || self.operator().is_none() && is_equal;
        self.property == other.property && has_operator
    }

    /// Returns `text` as a literal: a number or a boolean if the parameter is one, else a text.
    fn literal(&self, text: &str) -> Literal {
        let plain = match self.ty {
            _ if matches!(self.condition, ConditionKind::After | ConditionKind::Before) => Some(instant_literal(text)),
            Some("boolean") => text.parse::<bool>().ok().map(Literal::from),
            Some("integer" | "number") => Number::read(text.into()).and_then(|_| text.parse().ok()),
            _ => None,
        };
        plain.unwrap_or_else(|| text.into())
    }
}

/// Returns the literal of a parameter for times: a date if `text` is one. Otherwise it is a text, which the check
/// reports.
fn instant_literal(text: &str) -> Literal {
    match DateTime::read(text) {
        // As it was written, if a query can write it like that.
        Some(instant) => text.parse().unwrap_or_else(|_| Literal::from(instant)),
        None => Literal::from(text),
    }
}

/// Returns the operator and the text of a pattern with `*` at its ends or none, or `None` if a `*` is elsewhere.
fn pattern(text: &str) -> Option<(Operator, &str)> {
    let (operator, text) = match (text.strip_prefix('*'), text.strip_suffix('*')) {
        (Some(inner), Some(_)) if !inner.is_empty() => (Operator::Contains, inner.strip_suffix('*')?),
        (_, Some(start)) => (Operator::StartsWith, start),
        (Some(end), None) => (Operator::EndsWith, end),
        (None, None) => (Operator::Equal, text),
    };
    (!text.contains('*')).then_some((operator, text))
}
