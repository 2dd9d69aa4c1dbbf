//! Binding: replaces the parameters and relative times of a checked query by values, which are checked as literals are.
//! This is the only place where parameters and the clock enter; later stages know neither.

use serde_json::Value as Json;

use super::bindings::{Bindings, ParameterValue};
use super::error::{CheckError, CheckErrorKind};
use super::literal::{ExpectedLiteral, LiteralValue, Typed};
use super::ready::without_repeats;
use super::suggestions::Suggestions;
use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Operand, Term, TermKind};
use crate::span::{Span, Spanned};
use crate::syntax::Limits;
use crate::value::{Anchor, Clock, RelativeTime, Value};

/// Binds the parameters and relative times of `checked`. Returns the bound query with warnings.
///
/// # Errors
/// An unbound parameter, a value of the wrong type, a list that is too long, a relative time without a clock or out of
/// range: all of them at once.
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
        suggestions: Suggestions::new(),
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
        Err(without_repeats(faults))
    }
}

/// The binding of one query, and what it has used up of the limits.
struct Binder<'b> {
    bindings: &'b Bindings,
    limits: &'b Limits,
    collation: Collation,
    /// The number of items bound so far, in all lists.
    items: usize,
    suggestions: Suggestions,
    warnings: Vec<CheckError>,
}

impl<'b> Binder<'b> {
    fn operand(&mut self, comparison: &Comparison) -> Result<Operand, Vec<CheckError>> {
        let collation = comparison.collation_or(self.collation);
        let expected = ExpectedLiteral::new(&comparison.field, comparison.operator.node, collation);
        match &comparison.operand {
            Operand::One(term) if comparison.operator.node.takes_list() => self.whole_list(term, &expected),
            Operand::One(term) => Ok(Operand::One(self.term(term, &expected).map_err(|fault| vec![fault])?)),
            Operand::List(terms) => {
                let bound: Vec<_> = terms.node.iter().map(|term| self.term(term, &expected)).collect();
                collect(bound).map(|bound| Operand::List(Spanned::new(bound, terms.span)))
            }
        }
    }

    /// Returns the list for `term`, the only operand of an operator that takes a list.
    fn whole_list(&mut self, term: &Term, expected: &ExpectedLiteral<'_>) -> Result<Operand, Vec<CheckError>> {
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
        // A short query may repeat a parameter with a long list: together, all lists may have as many items as a text
        // of the longest length could write.
        self.items = self.items.saturating_add(items.len());
        if self.items > self.limits.text.max(limit) {
            return Err(fault(CheckErrorKind::TooManyItems { limit: self.limits.text.max(limit) }));
        }
        let bound: Vec<_> = items
            .iter()
            .map(|item| self.json(item, Nesting::InList, BoundParameter { name, span: term.span }, expected))
            .collect();
        collect(bound).map(|bound| Operand::List(Spanned::new(bound, term.span)))
    }

    /// Returns the value that is bound to the parameter `name`, or the error that there is none.
    fn value(&self, name: &str, span: Span) -> Result<&'b ParameterValue, CheckError> {
        let unbound = || CheckError { kind: CheckErrorKind::UnboundParameter { name: name.into() }, span };
        self.bindings.parameters.get(name).ok_or_else(unbound)
    }

    fn term(&mut self, term: &Term, expected: &ExpectedLiteral<'_>) -> Result<Term, CheckError> {
        match &term.kind {
            TermKind::Known { .. } => Ok(term.clone()),
            TermKind::RelativeTime(time) => {
                let kind = instant_of(*time, self.bindings.clock.as_ref());
                let value = kind.map_err(|kind| CheckError { kind, span: term.span })?;
                Ok(Term { kind: TermKind::Known { value, quoted: None }, span: term.span })
            }
            TermKind::Parameter(name) => match self.value(name, term.span)? {
                ParameterValue::Text(text) => self.typed(
                    LiteralValue::Text(text.clone().into()),
                    BoundParameter { name, span: term.span },
                    expected,
                ),
                ParameterValue::Json(json) => {
                    self.json(json, Nesting::Alone, BoundParameter { name, span: term.span }, expected)
                }
            },
        }
    }

    /// Returns the term for a JSON value that is bound to `parameter`.
    fn json(
        &mut self,
        json: &Json,
        nesting: Nesting,
        parameter: BoundParameter<'_>,
        expected: &ExpectedLiteral<'_>,
    ) -> Result<Term, CheckError> {
        let literal = match json {
            Json::Null => LiteralValue::Null,
            Json::Bool(boolean) => LiteralValue::Boolean(*boolean),
            Json::Number(number) => LiteralValue::Number(number.to_string().as_str().into()),
            Json::String(text) => LiteralValue::Text(text.as_str().into()),
            Json::Array(_) | Json::Object(_) => {
                let found = match (json.is_array(), nesting) {
                    (true, Nesting::InList) => "an array that holds an array",
                    (false, Nesting::InList) => "an array that holds an object",
                    (true, Nesting::Alone) => "an array",
                    (false, Nesting::Alone) => "an object",
                };
                let BoundParameter { name, span } = parameter;
                let list = nesting == Nesting::InList;
                return Err(CheckError {
                    kind: CheckErrorKind::ParameterShape { name: name.into(), found, list },
                    span,
                });
            }
        };
        self.typed(literal, parameter, expected)
    }

    fn typed(
        &mut self,
        literal: LiteralValue<'_>,
        BoundParameter { name, span }: BoundParameter<'_>,
        expected: &ExpectedLiteral<'_>,
    ) -> Result<Term, CheckError> {
        let suggestions = &mut self.suggestions;
        let mut bound = |kind: Box<CheckErrorKind>| {
            let kind = Box::new(suggestions.with_word_suggestions(*kind));
            let kind = CheckErrorKind::Bound { name: name.into(), kind };
            CheckError { kind, span }
        };
        let Typed { kind, warning } = expected.typed(literal).map_err(&mut bound)?;
        self.warnings.extend(warning.map(&mut bound));
        Ok(Term { kind, span })
    }
}

/// A parameter at a place where it is used.
#[derive(Clone, Copy)]
struct BoundParameter<'p> {
    name: &'p str,
    span: Span,
}

/// The nesting of a value that is bound to a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    Alone,
    /// An item of a list.
    InList,
}

/// Returns the instant of a relative time under `clock`.
///
/// # Errors
/// If there is no clock, or if the instant is outside the years 1 to 9999.
fn instant_of(time: RelativeTime, clock: Option<&Clock>) -> Result<Value, CheckErrorKind> {
    let clock = clock.ok_or(CheckErrorKind::UnboundRelativeTime)?;
    let start = match time.anchor {
        Anchor::Now => Some(clock.now()),
        Anchor::Today => clock.today(),
    };
    let instant = start.and_then(|start| match time.offset {
        Some(offset) => start.shifted(offset),
        None => Some(start),
    });
    instant.map(Value::DateTime).ok_or(CheckErrorKind::DateTimeOutOfRange)
}

/// Returns the noun of messages for a value that is not an array.
fn shape(value: &ParameterValue) -> &'static str {
    match value {
        ParameterValue::Json(Json::Object(_)) => "an object",
        ParameterValue::Text(_) | ParameterValue::Json(_) => "one value",
    }
}

/// Returns all terms, or all errors if there are any.
fn collect(bound: Vec<Result<Term, CheckError>>) -> Result<Vec<Term>, Vec<CheckError>> {
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
