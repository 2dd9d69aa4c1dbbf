//! JSON in the place of a query: its members are comparisons.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::super::input::Input;
use crate::path::Path;
use crate::syntax::ast::Expr;
use crate::syntax::error::Slip;
use crate::syntax::text::quote;
use crate::syntax::token::TokenKind;
use crate::value::Json;

/// What follows an object or an array of objects that stands here; reported.
pub(super) fn json(input: Input<'_>) -> Option<(Input<'_>, Expr)> {
    let is_object = input.is_malformed_as(|written| written.starts_with('{'));
    let is_array = input.is(TokenKind::OpenList) && input.rest().is_malformed_as(|written| written.starts_with('{'));
    if !is_object && !is_array {
        return None;
    }
    let start = input.span().start();
    let text = input.text().get(start..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Members>();
    let value = values.next()?.ok();
    let end = start.saturating_add(values.byte_offset());
    let mut rest = input;
    while rest.first().is_some_and(|token| value.is_none() || token.span.start() < end) {
        rest = rest.rest();
    }
    // A token may reach beyond it.
    let meant = value.as_ref().filter(|_| rest.end() == end).and_then(meant);
    input.slip(Slip::Json, &rest, meant);
    Some((rest, Expr::hole(None, input.up_to(&rest))))
}

/// The members of an object, in their order; none of any other value.
struct Members(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Members(Vec::new()))
    }
}

impl<'de> Visitor<'de> for Members {
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

/// The comparisons with each member of an object, joined.
fn meant(Members(members): &Members) -> Option<String> {
    if members.is_empty() {
        return None;
    }
    let comparisons = members.iter().map(|(name, value)| {
        let path = Path::new([name.as_str()]);
        match value {
            Json::Array(items) => {
                let items: Option<Vec<String>> = items.iter().map(scalar).collect();
                Some(format!("{path} in ({})", items?.join(", ")))
            }
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
