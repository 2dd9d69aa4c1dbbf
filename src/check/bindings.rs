//! The values that a query is bound to.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::value::Clock;

/// Values for the parameters of a query, and a clock for its relative times.
///
/// ```
/// use tamis::{Bindings, Clock, Query, Schema};
/// let query = Query::parse("tenant == $tenant and start > now - 1d", &Schema::open())?;
/// let clock: Clock = "2026-01-31T08:00:00Z".parse()?;
/// let bound = query.bind(&Bindings::at(clock).set("tenant", "acme"))?;
/// assert_eq!(bound.to_string(), "tenant == \"acme\" and start > 2026-01-30T08:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    pub(super) clock: Option<Clock>,
    pub(super) parameters: BTreeMap<Box<str>, ParameterValue>,
}

/// A value for a parameter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterValue {
    /// A text, which is checked as a quoted literal.
    Text(Box<str>),
    /// A JSON scalar, or an array of scalars for a whole list.
    Json(Json),
}

impl From<&str> for ParameterValue {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for ParameterValue {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<i64> for ParameterValue {
    fn from(number: i64) -> Self {
        Self::Json(number.into())
    }
}

impl From<bool> for ParameterValue {
    fn from(boolean: bool) -> Self {
        Self::Json(boolean.into())
    }
}

impl From<Json> for ParameterValue {
    fn from(json: Json) -> Self {
        Self::Json(json)
    }
}

impl Bindings {
    /// Creates bindings without a clock and without parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates bindings with the clock for `now` and `today`, and without parameters.
    pub fn at(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// Binds `value` to the parameter `$name`. The name may be passed with its `$` or without.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Into<ParameterValue>) -> Self {
        self.parameters.insert(name.strip_prefix('$').unwrap_or(name).into(), value.into());
        self
    }
}
