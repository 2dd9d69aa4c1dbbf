//! JSON in the place of a query: its members are comparisons.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::path::Path;
use crate::syntax::ast::AstExpr;
use crate::syntax::error::ForeignSyntax;
use crate::syntax::grammar::Input;
use crate::syntax::text::quote;
use crate::syntax::token::TokenKind;
use crate::value::Json;

/// The place of JSON in a query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonPlace {
    /// In the place of the whole query.
    Query,
    /// In the place of a value.
    Value,
}

/// Reports an object, or an array of objects, at `input`; returns the input after it.
pub(super) fn json(input: Input<'_>, place: JsonPlace) -> Option<(Input<'_>, AstExpr)> {
    let is_whole = place == JsonPlace::Query;
    let is_object = input.is_malformed_as(|written| written.starts_with('{'));
    let is_array = input.is(TokenKind::OpenList) && input.rest().is_malformed_as(|written| written.starts_with('{'));
    if !is_object && !is_array {
        return None;
    }
    let start = input.span().start();
    let text = input.text().get(start..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<JsonMembers>();
    let value = values.next()?.ok();
    // A query that is broken JSON is nothing else, and after a value the filter goes on.
    if value.is_none() && !is_whole {
        return None;
    }
    let whole = || serde_json::Deserializer::from_str(text).into_iter::<Json>().next()?.ok();
    let kind = match value.as_ref().and_then(|_| whole()) {
        Some(json) if is_api_filter(&json) => ForeignSyntax::ApiFilter,
        Some(json) if is_mongo_filter(&json) => ForeignSyntax::MongoFilter,
        _ => ForeignSyntax::Json,
    };
    let end = start.saturating_add(values.byte_offset());
    let mut rest = input;
    while rest.first().is_some_and(|token| value.is_none() || token.span.start() < end) {
        rest = rest.rest();
    }
    // The last token may end after the JSON.
    let meant =
        value.as_ref().filter(|_| is_whole && kind == ForeignSyntax::Json && rest.end_before() == end).and_then(meant);
    input.report_foreign(kind, &rest, meant);
    Some((rest, AstExpr::hole(None, input.up_to(&rest))))
}

/// Pairs of members that the APIs' own filters have.
const API_MEMBERS: &[(&str, &str)] = &[
    ("operation", "property"),
    ("operation", "items"),
    ("operator", "items"),
    ("operation", "value"),
    ("operator", "property"),
    ("type", "expressions"),
    ("type", "left"),
    ("type", "property"),
];

/// Returns `true` if `json` is a filter as one of the APIs takes it, or contains one at its head.
fn is_api_filter(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.first().is_some_and(is_api_filter),
        Json::Object(members) => {
            let is_of = |(one, other): &(&str, &str)| members.contains_key(*one) && members.contains_key(*other);
            let is_wrapped = |name: &str| members.get(name).is_some_and(is_api_filter);
            API_MEMBERS.iter().any(is_of) || ["filter", "where", "query"].into_iter().any(is_wrapped)
        }
        _ => false,
    }
}

/// Returns `true` if `json` has one of MongoDB's operators, at its head or in a member.
fn is_mongo_filter(json: &Json) -> bool {
    let Json::Object(members) = json else { return false };
    members.iter().any(|(name, value)| {
        let is_inside = || value.as_object().is_some_and(|inner| inner.keys().any(|name| name.starts_with('$')));
        name.starts_with('$') || is_inside()
    })
}

/// The members of an object, in order; empty for any other value.
struct JsonMembers(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for JsonMembers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonMembers(Vec::new()))
    }
}

impl<'de> Visitor<'de> for JsonMembers {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Self, A::Error> {
        while let Some(member) = members.next_entry()? {
            self.0.push(member);
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self)
    }
}

/// Returns the comparisons with each member of an object, joined, or `None` if one is not clear.
fn meant(JsonMembers(members): &JsonMembers) -> Option<String> {
    if members.is_empty() {
        return None;
    }
    let comparisons = members.iter().map(|(name, value)| {
        let path = Path::new([name.as_str()]);
        match value {
            // One of the values, or the whole array: languages differ.
            Json::Array(_) => None,
            value => Some(format!("{path} == {}", scalar(value)?)),
        }
    });
    comparisons.collect::<Option<Vec<String>>>().map(|comparisons| comparisons.join(" and "))
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
        Json::String(text) => Some(quote(text)),
        Json::Array(_) | Json::Object(_) => None,
    }
}
