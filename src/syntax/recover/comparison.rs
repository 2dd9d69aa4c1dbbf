//! Comparisons of several operators, comparisons that begin with their value, and collations that do not exist.

use super::case::{Case, Writing, constant};
use super::operator::operator;
use super::prefix;
use super::report::Replacement;
use super::skip::skip;
use crate::operator::{Family, Operator};
use crate::span::Span;
use crate::syntax::ast::{AstComparison, AstLiteral, AstOperand, LiteralKind, PathSpan};
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, item, path};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Reports that no collation is after `collate`; returns the input after the word at `input` if that was meant as one.
pub(super) fn collation(input: Input<'_>) -> Option<Input<'_>> {
    input.report(input.unexpected(Expected::Collation));
    (input.is(TokenKind::Word) && !input.can_go_on()).then(|| input.rest())
}

/// Reports a `between` at `input`, after the property at `path`; returns the input after its bounds.
pub(super) fn between<'t>(input: Input<'t>, path: Span, is_negated: bool) -> Option<Input<'t>> {
    let negates = input.is_word("not");
    let word = if negates { input.rest() } else { input };
    if !word.is_word("between") {
        return None;
    }
    let value = |input: Input<'t>| item(input.speculative(), Expected::Value).ok();
    let bounds = || {
        let is_bracketed = word.rest().is(TokenKind::OpenGroup);
        let (rest, low) = value(if is_bracketed { word.rest().rest() } else { word.rest() })?;
        let rest = match rest.is_word("and") || rest.is(TokenKind::Comma) {
            true => rest.rest(),
            false => (rest.is(TokenKind::Dot) && rest.rest().is(TokenKind::Dot)).then(|| rest.rest().rest())?,
        };
        let (rest, high) = value(rest)?;
        match is_bracketed {
            true => rest.is_closing().then(|| (rest.rest(), low, high)),
            false => Some((rest, low, high)),
        }
    };
    let Some((rest, low, high)) = bounds() else {
        input.report_foreign(ForeignSyntax::Between, &word.rest(), None);
        let after = skip(word.rest(), Input::can_go_on);
        return Some(after);
    };
    // KQL's `between (start .. 7d)` counts the second bound from the first.
    let is_counted = matches!(high.kind, LiteralKind::Duration) && !matches!(low.kind, LiteralKind::Duration);
    let [name, low, high] = [path, low.span, high.span].map(|span| span.of(input.text()));
    let whole = path.to(input.up_to(&rest));
    let (span, meant) = match (negates, is_negated) {
        (true, _) => (whole, format!("({name} < {low} or {name} > {high})")),
        (false, true) => (whole, format!("({name} >= {low} and {name} <= {high})")),
        (false, false) => (input.up_to(&rest), format!(">= {low} and {name} <= {high}")),
    };
    let doubt = is_counted.then_some(Doubt::Other);
    input.report_edit(ForeignSyntax::Between, input.up_to(&rest), Replacement::new(span, meant, doubt));
    Some(rest.reporting_like(input))
}

/// Reports a second operator and value at `input`, after the comparison `first`; returns the input after them.
pub(super) fn chain<'t>(first: &mut AstComparison, is_negated: bool, input: Input<'t>) -> Option<Input<'t>> {
    let operator = symbol_operator(input)?;
    let (rest, value) = item(input.rest().speculative(), Expected::Value).ok()?;
    let PathSpan(path) = first.path;
    let is_range = first.operator.node.family() == Family::Order && operator.family() == Family::Order;
    if !is_range {
        // The meaning is not clear, and neither is the first value.
        first.operand = AstOperand::One(AstLiteral::hole(first.operand.span()));
    }
    let is_all = first.collation.is_none() && first.operand.span().end() == input.end_before();
    let name = path.of(input.text());
    let whole = Span::new(path.start(), rest.end_before());
    let meant = (is_range && is_all).then(|| match is_negated {
        true => {
            let one = Span::new(path.start(), input.end_before()).of(input.text());
            (whole, format!("({one} and {name} {operator} {})", value.span.of(input.text())))
        }
        false => (Span::at(input.span().start()), format!("and {name} ")),
    });
    input.report_at(ForeignSyntax::Chain, input.up_to(&rest), meant);
    Some(rest.reporting_like(input))
}

/// Reports a comparison at `input` whose value, `first`, is before its operator, at `after`; returns the input after
/// it, and the property.
pub(super) fn value_first<'t>(
    input: Input<'t>,
    first: &AstLiteral,
    after: Input<'t>,
    is_negated: bool,
) -> Option<(Input<'t>, Option<PathSpan>)> {
    let text = input.text();
    let foreign = operator(after);
    let (case, writing) = foreign.as_ref().map_or((Case::Open, Writing::Escaped), |read| (read.case, read.writing));
    let literals = std::slice::from_ref(first);
    let translated = writing.translated(text, first.span, literals);
    let doubt = foreign.as_ref().and_then(|foreign| foreign.doubt);
    let doubt = doubt.or_else(|| translated.is_none().then_some(Doubt::Escapes));
    let value = constant(first.span.of(text)).map_or_else(|| first.span.of(text).to_owned(), str::to_owned);
    let value = translated.unwrap_or(value);
    let meant = |text: String, rest: &Input<'t>, doubt: Option<Doubt>| {
        let case =
            if rest.is_keyword(Keyword::Collate) { Case::Open } else { case.of_literals(input.text(), literals) };
        let text = format!("{text}{}", case.collation());
        Replacement { is_ordinal: case == Case::Ordinal, ..Replacement::new(input.up_to(rest), text, doubt) }
    };
    let is_in = foreign.as_ref().is_some_and(|foreign| foreign.operator.node == Operator::In);
    if is_in || after.is_word("in") {
        let not = if foreign.as_ref().is_some_and(|foreign| foreign.negated) { "not " } else { "" };
        let (rest, path) = property(foreign.map_or(after.rest(), |foreign| foreign.rest))?;
        let PathSpan(span) = path;
        let meant = meant(format!("{} {not}contains {value}", span.of(text)), &rest, doubt);
        let is_of_elements = writing == Writing::PowerShell && meant.certainty == Certainty::Sure;
        let certainty = if is_of_elements { Certainty::UnlessText(span) } else { meant.certainty };
        input.report_edit(ForeignSyntax::ValueFirst, input.up_to(&rest), Replacement { certainty, ..meant });
        return Some((rest, Some(path)));
    }
    let foreign = foreign.filter(|foreign| !foreign.negated);
    let (operator, property_at) = match symbol_operator(after).filter(|_| !after.rest().continues_symbol()) {
        Some(operator) => (operator, after.rest()),
        None => foreign.map(|foreign| (foreign.operator.node, foreign.rest))?,
    };
    if !matches!(operator.family(), Family::Equality | Family::Order) {
        return None;
    }
    let (rest, path) = property(property_at)?;
    let PathSpan(span) = path;
    let name = span.of(text);
    let one = format!("{name} {} {value}", operator.turned());
    let Some(second) = symbol_operator(rest) else {
        // `!` and `-not` bind tighter in PowerShell.
        let is_negated = writing == Writing::PowerShell && input.is_after_not();
        let doubt = doubt.or(is_negated.then_some(Doubt::Negation));
        input.report_edit(ForeignSyntax::ValueFirst, input.up_to(&rest), meant(one, &rest, doubt));
        return Some((rest, Some(path)));
    };
    let (rest, last) = item(rest.rest().speculative(), Expected::Value).ok()?;
    let both = format!("{one} and {name} {second} {}", last.span.of(input.text()));
    let is_range = operator.family() == Family::Order && second.family() == Family::Order;
    let meant = if is_negated { format!("({both})") } else { both };
    input.report_foreign(ForeignSyntax::Chain, &rest, is_range.then_some(meant));
    Some((rest.reporting_like(input), Some(path)))
}

/// Returns `true` if an operator that takes any constant is at `input`, and then a property: `null == End`.
pub(super) fn compares_with_name(input: Input<'_>) -> bool {
    let takes_constant = match input.first().and_then(ClassifiedToken::operator) {
        Some(operator) => operator.family() == Family::Equality,
        None => false,
    };
    takes_constant && property(input.rest().speculative()).is_some_and(|(rest, _)| rest.ends_operand())
}

/// Parses the path of a property, which may have a prefix for the row.
fn property(input: Input<'_>) -> Option<(Input<'_>, PathSpan)> {
    let input = prefix::row(input).unwrap_or(input);
    let (rest, path) = path(input.speculative(), Expected::Condition).ok()?;
    Some((rest.reporting_like(input), path?))
}

/// Returns the operator at `input` if it is made of symbols.
fn symbol_operator(input: Input<'_>) -> Option<Operator> {
    match input.first()?.kind {
        TokenKind::Operator(operator) => Some(operator),
        _ => None,
    }
}
