//! Functions that are called where a comparison stands.

use nom::Parser;
use nom::sequence::{separated_pair, terminated};

use super::super::Parse;
use super::super::comparison::{operator, path};
use super::super::fault::{skip, skip_one};
use super::super::input::{Input, fail, sign};
use super::super::value::item;
use super::Replacement;
use super::case::{Case, Writing};
use super::pattern::{Pattern, meant_by};
use crate::operator::{Family, Operator};
use crate::path::is_word;
use crate::span::Span;
use crate::syntax::ast::{Literal, PathSpan};
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::token::{TokenKind, tokens};

/// Functions of a property and a value, or methods of a property with a value; whether they ignore case, and what is not
/// sure about them.
const OF_VALUE: &[(&str, Operator, bool, Option<Doubt>)] = &[
    ("contains", Operator::Contains, false, None),
    ("includes", Operator::Contains, false, None),
    ("substringof", Operator::Contains, false, None),
    ("startswith", Operator::StartsWith, false, None),
    ("endswith", Operator::EndsWith, false, None),
    ("equals", Operator::Equal, false, None),
    ("icontains", Operator::Contains, true, None),
    ("istartswith", Operator::StartsWith, true, None),
    ("iendswith", Operator::EndsWith, true, None),
    ("equalsignorecase", Operator::Equal, true, None),
    // jq asks for a member, KQL for a word.
    ("has", Operator::Contains, false, Some(Doubt::Words)),
];
/// Functions of a property and a regular expression; those that have to match the whole text in some languages.
const OF_PATTERN: &[(&str, bool)] =
    &[("test", false), ("match", false), ("matches", true), ("ismatch", false), ("regexpmatch", false)];
/// Functions of a property alone, and whether they ask for an empty text as well.
const OF_PROPERTY: &[(&str, Operator, bool)] = &[
    ("isnull", Operator::Equal, false),
    ("isempty", Operator::Equal, true),
    ("isnullorempty", Operator::Equal, true),
    ("isnotnull", Operator::NotEqual, false),
    ("isnotempty", Operator::NotEqual, true),
    ("exists", Operator::NotEqual, false),
    ("has", Operator::NotEqual, false),
];
type Conversion = fn(&str) -> String;

/// Functions that only serve to ignore case, and what they make of a text.
const OF_CASE: &[(&str, Conversion)] = &[
    ("tolower", str::to_lowercase),
    ("toupper", str::to_uppercase),
    ("lower", str::to_lowercase),
    ("upper", str::to_uppercase),
    ("tolowercase", str::to_lowercase),
    ("touppercase", str::to_uppercase),
];

/// What follows a function that is called, and the property that is asked about. Its name stands at `name`, and then
/// `behind`; or a property does, and a pipe that leads into the function. A function that is not known is none.
pub(super) fn call<'t>(input: Input<'t>, name: Span, behind: Input<'t>) -> Option<(Input<'t>, PathSpan)> {
    let is_piped = behind.is_symbol("|");
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
    // jq's functions and the methods of JavaScript, Java and .NET compare text case-sensitively; in OData and SQL the data
    // store decides.
    let case = if object.is_some() { Case::Ordinal } else { Case::Open };
    let writing = if is_piped { Writing::Escaped } else { Writing::Unknown };
    let read = Call { input, open: open.speculative(), object, case, writing };
    let of_value = OF_VALUE.iter().find(|(known, ..)| named(known)).and_then(|(_, operator, ignores, doubt)| {
        Call { case: if *ignores { Case::Ignored } else { case }, ..read }.of_value(*operator, *doubt)
    });
    let of_pattern =
        || OF_PATTERN.iter().find(|(known, _)| named(known)).and_then(|(_, is_whole)| read.of_pattern(*is_whole));
    let of_property = || {
        let known = OF_PROPERTY.iter().find(|(known, ..)| named(known));
        known.and_then(|(_, operator, or_empty)| read.of_property(*operator, *or_empty))
    };
    let of_case = || OF_CASE.iter().find(|(known, _)| named(known)).and_then(|(_, of)| read.of_case(*of));
    let (rest, path, meant) = of_value.or_else(of_pattern).or_else(of_property).or_else(of_case)?;
    let (rest, is_false) = truth(rest);
    let text = if is_false { format!("not {}", meant.text) } else { meant.text };
    let span = input.up_to(&rest);
    // What comes out of the call is compared: `contains(name, 'x') > 0`.
    let is_compared = rest.opens_operator() || super::operator(rest).is_some();
    let certainty = if is_compared { Certainty::Unsure(Doubt::Other) } else { meant.certainty };
    input.report_edit(ForeignSyntax::Call, span, Replacement { span, text, certainty, ..meant });
    Some((rest.reporting_like(input), PathSpan(path)))
}

/// OData's `tags/any(t: t eq "x")`, whose first part is no token: what follows it, and the property.
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

/// What follows a lambda that compares the elements of `name` with a value, and the property.
fn equal<'t>(input: Input<'t>, name: &str) -> Option<(Input<'t>, PathSpan)> {
    let (open, variable) = (input.rest(), input.rest().rest());
    let word = variable.rest();
    let is_lambda = open.is(TokenKind::OpenGroup) && variable.written().strip_suffix(':') == Some(word.written());
    let behind = word.rest();
    let (value, operator) = match operator(behind, Expected::Operator) {
        Ok((rest, (None, operator))) if !rest.continues_symbol() => (rest, operator.node),
        _ => {
            let foreign = super::operator(behind).filter(|foreign| foreign.doubt.is_none())?;
            (foreign.rest, foreign.operator.node)
        }
    };
    let (close, value) = item(value.speculative(), Expected::Value).ok()?;
    if !is_lambda || operator != Operator::Equal || !close.is_closing() {
        return None;
    }
    let rest = close.rest().reporting_like(input);
    let path = Span::new(input.span().start(), input.span().start().saturating_add(name.len()));
    let meant = (!name.contains('/')).then(|| format!("{name} contains {}", value.span.of(input.text())));
    input.report_foreign(ForeignSyntax::Call, &rest, meant);
    Some((rest, PathSpan(path)))
}

/// Reports a function that is not known, and what follows the operand that it begins.
pub(super) fn unknown_call<'t>(input: Input<'t>, open: Input<'t>) -> Option<Input<'t>> {
    if !open.is(TokenKind::OpenGroup) {
        return None;
    }
    let rest = skip_one(open.speculative()).reporting_like(input);
    input.report_foreign(ForeignSyntax::Call, &rest, None);
    Some(if rest.ends_operand() { rest } else { skip(rest, Input::can_go_on) })
}

/// Reports an unknown function of jq after a pipe; returns the input after its operand.
pub(super) fn piped<'t>(input: Input<'t>, pipe: Input<'t>) -> Option<Input<'t>> {
    let open = pipe.rest().rest();
    let is_piped = pipe.is_symbol("|") && pipe.rest().is(TokenKind::Word) && open.touches() && input.evidence().is_jq;
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

#[derive(Clone, Copy)]
struct Call<'t> {
    input: Input<'t>,
    open: Input<'t>,
    /// What the function is a method of.
    object: Option<Span>,
    case: Case,
    writing: Writing,
}

/// What follows a call, the property that is asked about, and what is meant.
type Asked<'t> = Option<(Input<'t>, Span, Replacement)>;

impl<'t> Call<'t> {
    fn text(&self, span: Span) -> &'t str {
        span.of(self.input.text())
    }

    fn of_value(&self, operator: Operator, doubt: Option<Doubt>) -> Asked<'t> {
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
        close.is_closing().then(|| (close.rest(), path, meant))
    }

    fn meant(&self, text: String, case: Case, doubt: Option<Doubt>) -> Replacement {
        let text = format!("{text}{}", case.collation());
        // The whole call is replaced by whoever knows where it ends.
        Replacement { is_ordinal: case == Case::Ordinal, ..Replacement::new(self.input.span(), text, doubt) }
    }

    /// The path at `span`; OData separates the names of one by a slash.
    fn name(&self, span: Span) -> String {
        self.text(span).replace('/', ".")
    }

    fn of_pattern(&self, may_be_whole: bool) -> Asked<'t> {
        let (rest, path, _) = self.of_value(Operator::Contains, None)?;
        let pattern = self.open.rest();
        let pattern = if self.object.is_some() { pattern } else { path_behind(pattern)? };
        let (operator, text, is_whole) = meant_by(pattern)?;
        let doubt = (may_be_whole && !is_whole).then_some(Doubt::Whole);
        Some((rest, path, self.meant(format!("{} {operator} {text}", self.name(path)), self.case, doubt)))
    }

    /// A property and a value, in any order.
    fn arguments(&self) -> Option<(Input<'t>, Span, Literal)> {
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
        Some((close, path, value))
    }

    fn of_property(&self, operator: Operator, or_empty: bool) -> Asked<'t> {
        let (close, path) = self.property()?;
        let name = self.name(path);
        if !or_empty {
            return Some((close, path, self.meant(format!("{name} {operator} null"), Case::Open, None)));
        }
        let joined = if operator == Operator::Equal { "or" } else { "and" };
        let text = format!("({name} {operator} null {joined} {name} {operator} \"\")");
        Some((close, path, Replacement { certainty: Certainty::IfText(path), ..self.meant(text, Case::Open, None) }))
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

    fn of_case(&self, convert: Conversion) -> Asked<'t> {
        let (behind, path) = self.property()?;
        if let Some(pattern) = Pattern::read(behind) {
            let (text, doubt) = pattern.ignoring_case(&self.name(path))?;
            let is_same = is_converted(behind.written_up_to(&pattern.rest), convert);
            let doubt = doubt.or_else(|| (!is_same).then_some(Doubt::LetterCase));
            return Some((pattern.rest, path, self.meant(text, Case::Open, doubt)));
        }
        let (value, is_negated, operator) = match operator(behind, Expected::Operator) {
            Ok((rest, (not, operator))) if !rest.continues_symbol() => (rest, not.is_some(), operator.node),
            _ => {
                let foreign = super::operator(behind).filter(|foreign| foreign.doubt.is_none())?;
                (foreign.rest, foreign.negated, foreign.operator.node)
            }
        };
        let not = if is_negated { "not " } else { "" };
        let (rest, value) = item(value, Expected::Value).ok()?;
        let written = self.text(value.span);
        // Upper and lower case sort differently beside `_`.
        let is_same = operator.family() != Family::Order && is_converted(written, convert);
        let doubt = (!is_same).then_some(Doubt::LetterCase);
        let doubt = doubt.or_else(|| self.writing.text(written).is_none().then_some(Doubt::Escapes));
        let text = format!("{not}{} {operator} {written}", self.name(path));
        Some((rest, path, self.meant(text, Case::Ignored, doubt)))
    }
}

/// Whether the quoted texts in `written` are as `convert` makes them: another is equal to nothing that it makes.
fn is_converted(written: &str, convert: Conversion) -> bool {
    let texts = tokens(written).filter(|token| token.kind == TokenKind::Text);
    texts.map(|token| token.span.of(written)).all(|text| convert(text) == text)
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
