//! Functions that are called where a comparison stands.

use nom::Parser;
use nom::sequence::{separated_pair, terminated};

use super::super::Parse;
use super::super::comparison::{operator, path};
use super::super::fault::{skip, skip_one};
use super::super::input::{Input, fail, sign};
use super::super::value::item;
use super::pattern::meant_by;
use crate::operator::Operator;
use crate::path::is_word;
use crate::span::Span;
use crate::syntax::ast::PathSpan;
use crate::syntax::error::{Expected, Slip};
use crate::syntax::token::TokenKind;

/// Functions of a property and a value, or methods of a property with a value.
const OF_VALUE: &[(&str, Operator)] = &[
    ("contains", Operator::Contains),
    ("includes", Operator::Contains),
    ("has", Operator::Contains),
    ("substringof", Operator::Contains),
    ("startswith", Operator::StartsWith),
    ("endswith", Operator::EndsWith),
    ("equals", Operator::Equal),
];
/// Functions of a property and a regular expression.
const OF_PATTERN: &[&str] = &["test", "match", "matches", "ismatch", "regexpmatch"];
/// Functions of a property alone.
const OF_PROPERTY: &[(&str, Operator)] = &[
    ("isnull", Operator::Equal),
    ("isempty", Operator::Equal),
    ("isnullorempty", Operator::Equal),
    ("isnotnull", Operator::NotEqual),
    ("isnotempty", Operator::NotEqual),
    ("exists", Operator::NotEqual),
];
/// Functions that only serve to ignore case.
const OF_CASE: &[&str] = &["tolower", "toupper", "lower", "upper", "tolowercase", "touppercase"];

/// What follows a function that is called, and the property that is asked about. Its name stands at `name`, and then
/// `behind`; or a property does, and a pipe that leads into the function. A function that is not known is none.
pub(super) fn call<'t>(input: Input<'t>, name: Span, behind: Input<'t>) -> Option<(Input<'t>, PathSpan)> {
    let is_piped = behind.is_sign("|");
    let (open, written) = match is_piped {
        true => (behind.rest().rest(), behind.rest().written()),
        false => (behind, name.of(input.text())),
    };
    if !open.is(TokenKind::OpenGroup) || !open.touches() {
        return None;
    }
    let (object, method) = written.rsplit_once('.').map_or((None, written), |(object, method)| (Some(object), method));
    let object = object.map(|object| Span::new(name.start(), name.start().saturating_add(object.len())));
    let object = if is_piped { Some(name) } else { object };
    let named = |known: &str| method.eq_ignore_ascii_case(known) || method.replace('_', "").eq_ignore_ascii_case(known);
    let read = Call { input, open: open.quiet(), object };
    let of_value = OF_VALUE.iter().find(|(known, _)| named(known)).and_then(|(_, operator)| read.of_value(*operator));
    let of_pattern = || OF_PATTERN.iter().find(|known| named(known)).and_then(|_| read.of_pattern());
    let of_property =
        || OF_PROPERTY.iter().find(|(known, _)| named(known)).and_then(|(_, operator)| read.of_property(*operator));
    let of_case = || OF_CASE.iter().find(|known| named(known)).and_then(|_| read.of_case());
    if let Some((rest, path, meant)) = of_value.or_else(of_pattern).or_else(of_property).or_else(of_case) {
        let (rest, is_false) = truth(rest);
        let meant = if is_false { format!("not {meant}") } else { meant };
        input.slip(Slip::Call, &rest, Some(meant));
        return Some((rest.heard_as(input), PathSpan(path)));
    }
    None
}

/// OData's `tags/any(t: t eq "x")`, whose first part is no token: what follows it, and the property.
pub(super) fn any(input: Input<'_>) -> Option<(Input<'_>, PathSpan)> {
    let name =
        input.is_malformed_as(|written| written.ends_with("/any")).then(|| input.written().strip_suffix("/any"))??;
    let (open, variable) = (input.rest(), input.rest().rest());
    let word = variable.rest();
    let is_lambda = open.is(TokenKind::OpenGroup) && variable.written().strip_suffix(':') == Some(word.written());
    let behind = word.rest();
    let (value, operator) = match operator(behind, Expected::Operator) {
        Ok((rest, (None, operator))) => (rest, operator.node),
        _ => super::operator(behind).map(|foreign| (foreign.rest, foreign.operator.node))?,
    };
    let (close, value) = item(value.quiet(), Expected::Value).ok()?;
    if !is_lambda || operator != Operator::Equal || !close.is_closing() {
        return None;
    }
    let rest = close.rest().heard_as(input);
    let path = Span::new(input.span().start(), input.span().start().saturating_add(name.len()));
    let meant = (!name.contains('/')).then(|| format!("{name} contains {}", value.span.of(input.text())));
    input.slip(Slip::Call, &rest, meant);
    Some((rest, PathSpan(path)))
}

/// Reports a function that is not known, and what follows the operand that it begins.
pub(super) fn unknown_call<'t>(input: Input<'t>, open: Input<'t>) -> Option<Input<'t>> {
    if !open.is(TokenKind::OpenGroup) {
        return None;
    }
    let rest = skip_one(open.quiet()).heard_as(input);
    input.slip(Slip::Call, &rest, None);
    Some(if rest.ends_operand() { rest } else { skip(rest, Input::can_go_on) })
}

struct Call<'t> {
    input: Input<'t>,
    open: Input<'t>,
    /// What the function is a method of.
    object: Option<Span>,
}

impl<'t> Call<'t> {
    fn text(&self, span: Span) -> &'t str {
        span.of(self.input.text())
    }

    fn of_value(&self, operator: Operator) -> Option<(Input<'t>, Span, String)> {
        let (close, path, value) = match self.object {
            Some(object) => {
                let (close, value) = item(self.open.rest(), Expected::Value).ok()?;
                (close, object, value.span)
            }
            None => self.arguments()?,
        };
        let meant = format!("{} {operator} {}", self.name(path), self.text(value));
        close.is_closing().then(|| (close.rest(), path, meant))
    }

    /// The path at `span`; OData separates the names of one by a slash.
    fn name(&self, span: Span) -> String {
        self.text(span).replace('/', ".")
    }

    fn of_pattern(&self) -> Option<(Input<'t>, Span, String)> {
        let (rest, path, _) = self.of_value(Operator::Contains)?;
        let pattern = self.open.rest();
        let pattern = if self.object.is_some() { pattern } else { path_behind(pattern)? };
        let (operator, text) = meant_by(pattern)?;
        Some((rest, path, format!("{} {operator} {text}", self.name(path))))
    }

    /// A property and a value, in any order.
    fn arguments(&self) -> Option<(Input<'t>, Span, Span)> {
        let value = |input| item(input, Expected::Value);
        let property_first = separated_pair(property, sign(TokenKind::Comma), value).parse(self.open.rest());
        let (close, (path, value)) = match property_first {
            Ok(read) => read,
            Err(_) => {
                let mut value_first = separated_pair(value, sign(TokenKind::Comma), property);
                let (close, (value, path)) = value_first.parse(self.open.rest()).ok()?;
                (close, (path, value))
            }
        };
        Some((close, path, value.span))
    }

    fn of_property(&self, operator: Operator) -> Option<(Input<'t>, Span, String)> {
        let (close, path) = self.property()?;
        Some((close, path, format!("{} {operator} null", self.name(path))))
    }

    /// The property that the function is called with, or is a method of, and what follows the call.
    fn property(&self) -> Option<(Input<'t>, Span)> {
        let first = self.open.rest();
        let (close, path) = match self.object {
            Some(object) => (first, object),
            None => property(first).ok()?,
        };
        close.is_closing().then(|| (close.rest(), path))
    }

    fn of_case(&self) -> Option<(Input<'t>, Span, String)> {
        let (behind, path) = self.property()?;
        let (value, operator) = match operator(behind, Expected::Operator) {
            Ok((rest, (None, operator))) => (rest, operator.node),
            _ => {
                let foreign = super::operator(behind)?;
                (foreign.rest, foreign.operator.node)
            }
        };
        let (rest, value) = item(value, Expected::Value).ok()?;
        let meant = format!("{} {operator} {} collate ignorecase", self.name(path), self.text(value.span));
        Some((rest, path, meant))
    }
}

/// What follows a property and a comma.
fn path_behind(input: Input<'_>) -> Option<Input<'_>> {
    terminated(property, sign(TokenKind::Comma)).parse(input).ok().map(|(rest, _)| rest)
}

/// Where a property stands, in OData's form, too.
fn property(input: Input<'_>) -> Parse<'_, Span> {
    if input.is_malformed_as(|written| written.contains('/') && written.split('/').all(is_word)) {
        return Ok((input.rest(), input.span()));
    }
    match path(input, Expected::Condition)? {
        (rest, Some(PathSpan(span))) => Ok((rest, span)),
        (rest, None) => fail(rest, Expected::Name),
    }
}

/// What follows `== true` and its relatives, and whether it says that something is not so.
fn truth(input: Input<'_>) -> (Input<'_>, bool) {
    let is_equal = matches!(input.written().to_ascii_lowercase().as_str(), "==" | "=" | "eq");
    let value = input.rest();
    match is_equal && (value.is_word("true") || value.is_word("false")) {
        true => (value.rest(), value.is_word("false")),
        false => (input, false),
    }
}
