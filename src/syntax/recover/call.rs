//! Function calls in the place of a comparison: `contains(name, "x")`, `name.startsWith("x")`, `tags/any(t: t eq "x")`.
//!
//! A call of a function that compares (`function`, `pattern`) is reported with the comparison that it does; any other
//! call is reported as one, as the language has no functions.

use nom::Parser;
use nom::sequence::{separated_pair, terminated};

use super::case::{Case, Writing};
use super::evidence::TextEvidence;
use super::function::{CASE_FUNCTIONS, Conversion, NULL_FUNCTIONS, VALUE_FUNCTIONS};
use super::null_test::null_comparison;
use super::operator::{operator as foreign_operator, some_operator};
use super::pattern::{PATTERN_FUNCTIONS, Pattern, PatternMeaning, of_regex};
use super::report::Replacement;
use super::skip::{skip, skip_one};
use crate::operator::{Family, Operator};
use crate::path::is_word;
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, PathSpan};
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, Parse, WrittenOperator, fail, item, path};
use crate::syntax::token::{TokenKind, tokens};

/// Reports a call of a known function; returns the input after it, and its property. `name` is the function's, and ends
/// before `rest`; or, in jq, that of a property, and at `rest` is a pipe into the function.
pub(super) fn call<'t>(input: Input<'t>, name: Span, rest: Input<'t>) -> Option<(Input<'t>, PathSpan)> {
    let is_piped = rest.is_symbol("|");
    let (open, written) = match is_piped {
        true => (rest.rest().rest(), rest.rest().written()),
        false => (rest, name.of(input.text())),
    };
    if !open.is(TokenKind::OpenGroup) || !open.touches() {
        return None;
    }
    let (object, method) = written.rsplit_once('.').map_or((None, written), |(object, method)| (Some(object), method));
    let object = object.map(|object| Span::new(name.start(), name.start().saturating_add(object.len())));
    let object = if is_piped { Some(name) } else { object };
    let named = |known: &str| method.eq_ignore_ascii_case(known) || method.replace('_', "").eq_ignore_ascii_case(known);
    // jq's functions and the methods of JavaScript, Java and .NET are case-sensitive; in OData and SQL the data store
    // decides.
    let case = if object.is_some() { Case::Ordinal } else { Case::Open };
    let writing = if is_piped { Writing::Escaped } else { Writing::Unknown };
    let call = Call { input, open: open.speculative(), object, case, writing };
    let of_value = VALUE_FUNCTIONS.iter().find(|known| named(known.name)).and_then(|known| {
        let case = if known.ignores_case { Case::Ignored } else { case };
        Call { case, ..call }.of_value(known.operator, known.doubt)
    });
    let of_pattern = || {
        PATTERN_FUNCTIONS.iter().find(|known| named(known.name)).and_then(|known| call.of_pattern(known.may_be_whole))
    };
    let of_property = || {
        let known = NULL_FUNCTIONS.iter().find(|known| named(known.name));
        known.and_then(|known| call.of_property(known.operator, known.or_empty))
    };
    let of_case = || CASE_FUNCTIONS.iter().find(|(known, _)| named(known)).and_then(|(_, of)| call.of_case(*of));
    let UnderstoodCall { rest, path, meant } = of_value.or_else(of_pattern).or_else(of_property).or_else(of_case)?;
    let (rest, is_false) = truth(rest);
    let text = if is_false { format!("not {}", meant.text) } else { meant.text };
    let span = input.up_to(&rest);
    // The result of the call is compared: `contains(name, 'x') > 0`.
    let is_compared = rest.opens_operator() || foreign_operator(rest).is_some();
    let certainty = if is_compared { Certainty::Unsure(Doubt::Other) } else { meant.certainty };
    input.report_edit(ForeignSyntax::Call, span, Replacement { span, text, certainty, ..meant });
    Some((rest.reporting_like(input), PathSpan(path)))
}

/// Reports OData's `tags/any(t: t eq "x")`, whose first part is no token; returns the input after it, and the property.
pub(super) fn any(input: Input<'_>) -> Option<(Input<'_>, PathSpan)> {
    let written = input.is_malformed_as(|written| written.contains('/')).then(|| input.written())?;
    if !input.rest().is(TokenKind::OpenGroup) {
        return None;
    }
    let equal = written.strip_suffix("/any").and_then(|name| equal(input, name));
    let of_other = || written.ends_with("/any") || written.ends_with("/all");
    if equal.is_none() && of_other() {
        let rest = skip_one(input.rest().speculative()).reporting_like(input);
        let path =
            Span::new(input.span().start(), input.span().start().saturating_add(written.len().saturating_sub(4)));
        input.report_at(ForeignSyntax::Call, input.up_to(&rest), None);
        return Some((rest, PathSpan(path)));
    }
    equal
}

/// Reports a lambda that compares the elements of `name` with a value; returns the input after it, and the property.
fn equal<'t>(input: Input<'t>, name: &str) -> Option<(Input<'t>, PathSpan)> {
    let (open, variable) = (input.rest(), input.rest().rest());
    let word = variable.rest();
    let is_lambda = open.is(TokenKind::OpenGroup) && variable.written().strip_suffix(':') == Some(word.written());
    let (value, WrittenOperator { not, operator }) = some_operator(word.rest())?;
    let (close, value) = item(value.speculative(), Expected::Value).ok()?;
    if !is_lambda || operator.node != Operator::Equal || not.is_some() || !close.is_closing() {
        return None;
    }
    let rest = close.rest().reporting_like(input);
    let path = Span::new(input.span().start(), input.span().start().saturating_add(name.len()));
    let meant = (!name.contains('/')).then(|| format!("{name} contains {}", value.span.of(input.text())));
    input.report_foreign(ForeignSyntax::Call, &rest, meant);
    Some((rest, PathSpan(path)))
}

/// Reports a call of an unknown function; returns the input after the operand that it begins.
pub(super) fn unknown_call<'t>(input: Input<'t>, open: Input<'t>) -> Option<Input<'t>> {
    if !open.is(TokenKind::OpenGroup) {
        return None;
    }
    let rest = skip_one(open.speculative()).reporting_like(input);
    input.report_foreign(ForeignSyntax::Call, &rest, None);
    Some(if rest.ends_operand() { rest } else { skip(rest, Input::can_go_on) })
}

/// Reports an unknown function of jq after a pipe; returns the input after its operand.
pub(super) fn piped<'t>(evidence: &TextEvidence, input: Input<'t>, pipe: Input<'t>) -> Option<Input<'t>> {
    let open = pipe.rest().rest();
    let is_piped = pipe.is_symbol("|") && pipe.rest().is(TokenKind::Word) && open.touches() && evidence.of(input).is_jq;
    if is_piped { unknown_call(input, open) } else { None }
}

/// Reports .NET's `[string]::IsNullOrEmpty(…)`; returns the input after its operand.
pub(super) fn of_type(input: Input<'_>) -> Option<Input<'_>> {
    let close = input.rest().rest();
    let method = close.rest();
    let is_of_type = input.is(TokenKind::OpenList)
        && close.is(TokenKind::CloseList)
        && method.touches()
        && method.is_malformed_as(|written| written.starts_with("::"));
    if is_of_type { unknown_call(input, method.rest()) } else { None }
}

/// The call of a known function.
#[derive(Clone, Copy)]
struct Call<'t> {
    input: Input<'t>,
    /// The input at the opening parenthesis.
    open: Input<'t>,
    /// The path of the property of which the function is a method.
    object: Option<Span>,
    case: Case,
    writing: Writing,
}

/// A call whose meaning is known.
struct UnderstoodCall<'t> {
    /// The input after it.
    rest: Input<'t>,
    /// The path of its property.
    path: Span,
    meant: Replacement,
}

impl<'t> Call<'t> {
    fn text(&self, span: Span) -> &'t str {
        span.of(self.input.text())
    }

    /// Returns the comparison with the value of the call by `operator`.
    fn of_value(&self, operator: Operator, doubt: Option<Doubt>) -> Option<UnderstoodCall<'t>> {
        let (close, path, value) = match self.object {
            Some(object) => {
                let (close, value) = item(self.open.rest(), Expected::Value).ok()?;
                (close, object, value)
            }
            None => self.arguments()?,
        };
        let written = self.writing.translated(self.input.text(), value.span, std::slice::from_ref(&value));
        let doubt = doubt.or_else(|| written.is_none().then_some(Doubt::Escapes));
        let written = written.unwrap_or_else(|| self.text(value.span).to_owned());
        let case = self.case.of_literals(self.input.text(), &[value]);
        let meant = self.meant(format!("{} {operator} {written}", self.name(path)), case, doubt);
        close.is_closing().then(|| UnderstoodCall { rest: close.rest(), path, meant })
    }

    /// Returns the edit that writes `text` instead.
    fn meant(&self, text: String, case: Case, doubt: Option<Doubt>) -> Replacement {
        let text = format!("{text}{}", case.collation());
        // The caller sets the span, as it knows the end of the call.
        Replacement { is_ordinal: case == Case::Ordinal, ..Replacement::new(self.input.span(), text, doubt) }
    }

    /// Returns the path at `span`, with dots between its names instead of OData's slashes.
    fn name(&self, span: Span) -> String {
        self.text(span).replace('/', ".")
    }

    /// Returns the comparison that does the same as the regular expression of the call.
    fn of_pattern(&self, may_be_whole: bool) -> Option<UnderstoodCall<'t>> {
        let call = self.of_value(Operator::Contains, None)?;
        let pattern = self.open.rest();
        let pattern = if self.object.is_some() { pattern } else { after_property_and_comma(pattern)? };
        let PatternMeaning { operator, quoted, is_whole } = of_regex(pattern)?;
        let doubt = (may_be_whole && !is_whole).then_some(Doubt::Whole);
        let meant = self.meant(format!("{} {operator} {quoted}", self.name(call.path)), self.case, doubt);
        Some(UnderstoodCall { meant, ..call })
    }

    /// Parses a property and a value, in any order; returns the input after them as well.
    fn arguments(&self) -> Option<(Input<'t>, Span, AstLiteral)> {
        let value = |input| item(input, Expected::Value);
        let property_first = separated_pair(property, comma, value).parse(self.open.rest());
        let (close, (path, value)) = match property_first {
            Ok(read) => read,
            Err(_) => {
                let mut value_first = separated_pair(value, comma, property);
                let (close, (value, path)) = value_first.parse(self.open.rest()).ok()?;
                (close, (path, value))
            }
        };
        Some((close, path, value))
    }

    /// Returns the comparison of the property of the call with null.
    fn of_property(&self, operator: Operator, or_empty: bool) -> Option<UnderstoodCall<'t>> {
        let (rest, path) = self.property()?;
        let text = null_comparison(&self.name(path), operator, or_empty);
        let meant = self.meant(text, Case::Open, None);
        let certainty = if or_empty { Certainty::IfText(path) } else { meant.certainty };
        Some(UnderstoodCall { rest, path, meant: Replacement { certainty, ..meant } })
    }

    /// Returns the input after the call, and the property that is its only argument or of which it is a method.
    fn property(&self) -> Option<(Input<'t>, Span)> {
        let first = self.open.rest();
        let (close, path) = match self.object {
            Some(object) => (first, object),
            None => property(first).ok()?,
        };
        close.is_closing().then(|| (close.rest(), path))
    }

    /// Returns the comparison after a call that converts a property to one case: it ignores case instead.
    fn of_case(&self, convert: Conversion) -> Option<UnderstoodCall<'t>> {
        let (after, path) = self.property()?;
        if let Some(pattern) = Pattern::parse(after) {
            let (text, doubt) = pattern.ignoring_case(&self.name(path))?;
            let is_same = is_converted(after.written_up_to(&pattern.rest), convert);
            let doubt = doubt.or_else(|| (!is_same).then_some(Doubt::LetterCase));
            return Some(UnderstoodCall { rest: pattern.rest, path, meant: self.meant(text, Case::Open, doubt) });
        }
        let (value, WrittenOperator { not, operator }) = some_operator(after)?;
        let (is_negated, operator) = (not.is_some(), operator.node);
        let not = if is_negated { "not " } else { "" };
        let (rest, value) = item(value, Expected::Value).ok()?;
        let written = self.text(value.span);
        // Upper and lower case sort differently relative to `_`.
        let is_same = operator.family() != Family::Order && is_converted(written, convert);
        let doubt = (!is_same).then_some(Doubt::LetterCase);
        let doubt = doubt.or_else(|| self.writing.text(written).is_none().then_some(Doubt::Escapes));
        let text = format!("{not}{} {operator} {written}", self.name(path));
        Some(UnderstoodCall { rest, path, meant: self.meant(text, Case::Ignored, doubt) })
    }
}

/// Returns `true` if `convert` leaves the quoted texts in `written` unchanged: a text that it changes equals none of
/// its results.
fn is_converted(written: &str, convert: Conversion) -> bool {
    let texts = tokens(written).filter(|token| token.kind == TokenKind::Text);
    texts.map(|token| token.span.of(written)).all(|text| convert(text) == text)
}

fn comma(input: Input<'_>) -> Parse<'_, ()> {
    if input.is(TokenKind::Comma) { Ok((input.rest(), ())) } else { fail(input, Expected::ListEnd) }
}

/// Returns the input after a property and a comma.
fn after_property_and_comma(input: Input<'_>) -> Option<Input<'_>> {
    terminated(property, comma).parse(input).ok().map(|(rest, _)| rest)
}

/// Parses the path of a property, in OData's notation as well.
fn property(input: Input<'_>) -> Parse<'_, Span> {
    if input.is_malformed_as(|written| written.contains('/') && written.split('/').all(is_word)) {
        return Ok((input.rest(), input.span()));
    }
    match path(input, Expected::Condition)? {
        (rest, Some(PathSpan(span))) => Ok((rest, span)),
        (rest, None) => fail(rest, Expected::Name),
    }
}

/// Returns the input after `== true` or `== false`, and `true` for the latter.
fn truth(input: Input<'_>) -> (Input<'_>, bool) {
    let is_equal = matches!(input.written().to_ascii_lowercase().as_str(), "==" | "=" | "eq");
    let value = input.rest();
    match is_equal && (value.is_word("true") || value.is_word("false")) {
        true => (value.rest(), value.is_word("false")),
        false => (input, false),
    }
}
