//! Binding: parameters and the clock enter a checked query, once, and are checked as literals are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::error::{CheckError, CheckErrorKind};
use super::literal::{Given, Wanted};
use super::{MOST_SUGGESTIONS, knowing_words};
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Operand, Term, TermKind};
use crate::span::{Span, Spanned};
use crate::syntax::Limits;
use crate::value::{Anchor, Clock, RelativeTime, Value};

/// What the parameters and moments of a query stand for.
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
    clock: Option<Clock>,
    parameters: BTreeMap<Box<str>, ParameterValue>,
}

/// What a parameter stands for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterValue {
    /// A quoted literal.
    Text(Box<str>),
    /// A JSON scalar, or an array of scalars as a whole list.
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
    /// No clock and no parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// The clock that `now` and `today` read, and no parameters.
    pub fn at(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// The same with `$name` standing for `value`: text as a quoted literal, JSON as what it is. The name may be given
    /// with its `$` or without.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Into<ParameterValue>) -> Self {
        self.parameters.insert(name.strip_prefix('$').unwrap_or(name).into(), value.into());
        self
    }
}

/// `checked` with its parameters and moments replaced, and warnings; or all that is wrong with what is bound.
pub(crate) fn bind(
    checked: &Checked,
    bindings: &Bindings,
    limits: &Limits,
) -> Result<(Checked, Vec<CheckError>), Vec<CheckError>> {
    let mut binder = Binder {
        bindings,
        limits,
        collation: checked.collation,
        warnings: Vec::new(),
        items: 0,
        suggestions: MOST_SUGGESTIONS,
    };
    let mut faults = Vec::new();
    let filter = checked.filter.with_operands(&mut |comparison| {
        binder.operand(comparison).unwrap_or_else(|more| {
            faults.extend(more);
            comparison.operand.clone()
        })
    });
    if faults.is_empty() {
        Ok((Checked { filter, ..checked.clone() }, binder.warnings))
    } else {
        Err(each_once(faults))
    }
}

/// `faults` with what is not bound once each, however often it is used.
pub(crate) fn each_once(faults: Vec<CheckError>) -> Vec<CheckError> {
    let mut seen = BTreeSet::new();
    let is_new = |fault: &CheckError| match &fault.kind {
        CheckErrorKind::UnboundParameter { name } => seen.insert(Some(name.clone())),
        CheckErrorKind::UnboundMoment => seen.insert(None),
        _ => true,
    };
    faults.into_iter().filter(is_new).collect()
}

struct Binder<'b> {
    bindings: &'b Bindings,
    limits: &'b Limits,
    collation: Collation,
    /// How many list items were bound, in all lists.
    items: usize,
    /// How many more unknown words get a search for the nearest known one.
    suggestions: usize,
    warnings: Vec<CheckError>,
}

impl<'b> Binder<'b> {
    fn operand(&mut self, comparison: &Comparison) -> Result<Operand, Vec<CheckError>> {
        let collation = comparison.collation.map_or(self.collation, |collation| collation.node);
        let wanted = Wanted::new(&comparison.field, comparison.operator.node, collation);
        match &comparison.operand {
            Operand::One(term) if comparison.operator.node.takes_list() => self.whole_list(term, &wanted),
            Operand::One(term) => Ok(Operand::One(self.term(term, &wanted).map_err(|fault| vec![fault])?)),
            Operand::List(terms) => {
                let bound: Vec<_> = terms.node.iter().map(|term| self.term(term, &wanted)).collect();
                gather(bound).map(|bound| Operand::List(Spanned::new(bound, terms.span)))
            }
        }
    }

    /// A parameter in the place of a list.
    fn whole_list(&mut self, term: &Term, wanted: &Wanted<'_>) -> Result<Operand, Vec<CheckError>> {
        let fault = |kind| vec![CheckError { kind, span: term.span }];
        let TermKind::Parameter(name) = &term.kind else { return Ok(Operand::One(term.clone())) };
        let items = match self.value(name, term.span).map_err(|fault| vec![fault])? {
            ParameterValue::Json(Json::Array(items)) => items,
            value => {
                let found = shape(value);
                return Err(fault(CheckErrorKind::ParameterShape { name: name.clone(), found, list: true }));
            }
        };
        let limit = self.limits.items;
        if items.len() > limit {
            return Err(fault(CheckErrorKind::TooManyItems { limit }));
        }
        // A short text may name a long list many times: all together are no more than a text of the limit could write.
        self.items = self.items.saturating_add(items.len());
        if self.items > self.limits.text.max(limit) {
            return Err(fault(CheckErrorKind::TooManyItems { limit: self.limits.text.max(limit) }));
        }
        let bound: Vec<_> = items.iter().map(|item| self.json(item, true, (name, term.span), wanted)).collect();
        gather(bound).map(|bound| Operand::List(Spanned::new(bound, term.span)))
    }

    fn value(&self, name: &str, span: Span) -> Result<&'b ParameterValue, CheckError> {
        let unbound = || CheckError { kind: CheckErrorKind::UnboundParameter { name: name.into() }, span };
        self.bindings.parameters.get(name).ok_or_else(unbound)
    }

    fn term(&mut self, term: &Term, wanted: &Wanted<'_>) -> Result<Term, CheckError> {
        match &term.kind {
            TermKind::Known { .. } => Ok(term.clone()),
            TermKind::RelativeTime(time) => {
                let kind = instant_of(*time, self.bindings.clock.as_ref());
                let value = kind.map_err(|kind| CheckError { kind, span: term.span })?;
                Ok(Term { kind: TermKind::Known { value, quoted: None }, span: term.span })
            }
            TermKind::Parameter(name) => match self.value(name, term.span)? {
                ParameterValue::Text(text) => self.typed(Given::Text(text.clone().into()), (name, term.span), wanted),
                ParameterValue::Json(json) => self.json(json, false, (name, term.span), wanted),
            },
        }
    }

    /// What a JSON value means, alone or as an item of a list, under the parameter `name` at `span`.
    fn json(
        &mut self,
        json: &Json,
        in_list: bool,
        (name, span): (&str, Span),
        wanted: &Wanted<'_>,
    ) -> Result<Term, CheckError> {
        let given = match json {
            Json::Null => Given::Null,
            Json::Bool(boolean) => Given::Boolean(*boolean),
            Json::Number(number) => Given::Number(number.to_string().as_str().into()),
            Json::String(text) => Given::Text(text.as_str().into()),
            Json::Array(_) | Json::Object(_) => {
                let found = match (json.is_array(), in_list) {
                    (true, true) => "an array that holds an array",
                    (false, true) => "an array that holds an object",
                    (true, false) => "an array",
                    (false, false) => "an object",
                };
                let kind = CheckErrorKind::ParameterShape { name: name.into(), found, list: in_list };
                return Err(CheckError { kind, span });
            }
        };
        self.typed(given, (name, span), wanted)
    }

    fn typed(&mut self, given: Given<'_>, (name, span): (&str, Span), wanted: &Wanted<'_>) -> Result<Term, CheckError> {
        let suggestions = &mut self.suggestions;
        let mut bound = |kind: Box<CheckErrorKind>| {
            let kind = Box::new(knowing_words(*kind, suggestions));
            let kind = CheckErrorKind::Bound { name: name.into(), kind };
            CheckError { kind, span }
        };
        let (kind, warning) = given.typed(wanted).map_err(&mut bound)?;
        self.warnings.extend(warning.map(&mut bound));
        Ok(Term { kind, span })
    }
}

/// The instant that `moment` is under `clock`.
fn instant_of(time: RelativeTime, clock: Option<&Clock>) -> Result<Value, CheckErrorKind> {
    let clock = clock.ok_or(CheckErrorKind::UnboundMoment)?;
    let start = match time.anchor {
        Anchor::Now => Some(clock.now()),
        Anchor::Today => clock.today(),
    };
    let instant = start.and_then(|start| match time.offset {
        Some(offset) => start.shifted(offset),
        None => Some(start),
    });
    instant.map(Value::DateTime).ok_or(CheckErrorKind::MomentOutOfRange)
}

/// What messages call a value that is no array.
fn shape(value: &ParameterValue) -> &'static str {
    match value {
        ParameterValue::Json(Json::Object(_)) => "an object",
        ParameterValue::Text(_) | ParameterValue::Json(_) => "one value",
    }
}

/// All the terms, or all the faults.
fn gather(bound: Vec<Result<Term, CheckError>>) -> Result<Vec<Term>, Vec<CheckError>> {
    let mut terms = Vec::with_capacity(bound.len());
    let mut faults = Vec::new();
    for result in bound {
        match result {
            Ok(term) => terms.push(term),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(terms) } else { Err(faults) }
}
