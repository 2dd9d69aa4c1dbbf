//! Recovery between the operands of a filter: what other languages have instead of a connective, and what is left over.

use super::clause::opens_foreign_clause;
use super::evidence::TextEvidence;
use super::report::Replacement;
use super::rest_of_value::rest_of_value;
use super::skip::{skip, skip_one};
use super::{comparison, preamble, prefix};
use crate::operator::{Family, Operator};
use crate::span::Span;
use crate::syntax::ast::{AstComparison, AstExpr, AstLiteral, AstOperand, Connective, ExprKind, LiteralKind};
use crate::syntax::error::{Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Continuation, Input, OperatorStack, Recovery, item};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// The result of recovery between operands.
type AfterOperand<'t> = Recovery<'t, Continuation<'t>>;

/// Goes on after an operand with neither a connective nor the end of the filter or the group after it.
pub(super) fn after_operand<'t>(
    evidence: &TextEvidence,
    stack: &mut OperatorStack,
    input: Input<'t>,
) -> AfterOperand<'t> {
    if input.is_closing() || input.is(TokenKind::CloseList) && stack.is_in_brackets(input.text()) {
        close(stack, input);
        return Recovery::Again(input.rest());
    }
    let input = input.inside(stack);
    // A collation after an operand that failed.
    if input.is_keyword(Keyword::Collate) && stack.last_mut().is_some_and(|last| last.is_hole()) {
        return Recovery::Again(skip(input.rest().rest(), Input::can_go_on));
    }
    foreign(evidence, stack, input).unwrap_or_else(|| unexpected(stack, input))
}

/// Closes the innermost group with the bracket at `input`, and reports it: no group is open, or one in brackets.
fn close(stack: &mut OperatorStack, input: Input<'_>) {
    let (level, close) = (stack.level(), input.span());
    if stack.is_in_brackets(input.text()) {
        let error = ParseError::new(ParseErrorKind::ForeignSyntax(ForeignSyntax::BracketedGroup), level.open);
        input.report(error.cured(level.open, "(").cured(close, ")"));
    }
    if stack.close(close) {
        return;
    }
    let error = ParseError::new(ParseErrorKind::Unopened, close);
    // A group of one connective means the same without its parentheses.
    let goes_on_so = input.rest().connective().is_none_or(|next| level.joined.is_none_or(|joined| joined == next));
    let is_needless = !level.is_mixed && goes_on_so && input.rest().ends_operand();
    input.report(if is_needless { error.cured(close, "") } else { error });
}

/// Reports the token at `input`, and goes on at the next operand, clause or connective.
fn unexpected<'t>(stack: &mut OperatorStack, input: Input<'t>) -> AfterOperand<'t> {
    let expected = if stack.is_inside() { Expected::ConnectiveOrGroupEnd } else { Expected::ConnectiveOrEnd };
    let error = input.unexpected(expected);
    if input.clause_word().is_some() {
        // A clause inside a group; or, if no bracket follows, a group without an end.
        if input.opens_clause() && skip(input.speculative(), Input::is_closing).is_empty() {
            return Recovery::Done(Continuation::End(input));
        }
        input.report(error);
        return Recovery::Again(skip(input, Input::is_closing));
    }
    input.report(error);
    if input.opens_operand() {
        stack.join(Connective::And);
        return Recovery::Done(Continuation::Next(input));
    }
    Recovery::Again(skip(skip_one(input), Input::can_go_on))
}

/// Parses what another language has at `input`; `None` if that is not clear.
fn foreign<'t>(evidence: &TextEvidence, stack: &mut OperatorStack, input: Input<'t>) -> Option<AfterOperand<'t>> {
    if input.only_counts() {
        return None;
    }
    if let Some(rest) = stack.last_mut().and_then(|last| rest_of_comparison(last, input)) {
        return Some(Recovery::Again(rest));
    }
    if opens_foreign_clause(input) {
        return Some(Recovery::Done(Continuation::End(input)));
    }
    if let Some(rest) = preamble::postamble(evidence, input) {
        return Some(Recovery::Again(rest));
    }
    connective(evidence, stack, input)
}

/// Reports a comparison, `last`, that goes on at `input`; returns the input after it.
fn rest_of_comparison<'t>(last: &mut AstExpr, input: Input<'t>) -> Option<Input<'t>> {
    let is_negated = matches!(last.kind, ExprKind::Not(_));
    let comparison = comparison_of(last)?;
    if comparison.collation.is_none() && comparison.operand.span().end() == input.end_before() {
        if let Some(rest) = list(comparison, input) {
            return Some(rest);
        }
        if let Some(rest) = decimal(comparison, input) {
            return Some(rest);
        }
        if let AstOperand::One(literal) = &mut comparison.operand
            && let Some(rest) = rest_of_value(literal, input, Input::ends_operand)
        {
            return Some(rest);
        }
    }
    comparison::chain(comparison, is_negated, input)
}

/// Returns the comparison that `expr` is or negates, or `None` if it is neither.
fn comparison_of(expr: &mut AstExpr) -> Option<&mut AstComparison> {
    let mut inner = expr;
    loop {
        match &mut inner.kind {
            ExprKind::Not(operand) => inner = operand,
            ExprKind::Comparison(comparison) => return Some(comparison),
            ExprKind::Constant(_) | ExprKind::Group(..) | ExprKind::Hole(_) => return None,
        }
    }
}

/// Reports values at `input` that are a list without brackets together with that of `comparison`; returns the input
/// after them.
fn list<'t>(comparison: &mut AstComparison, input: Input<'t>) -> Option<Input<'t>> {
    let AstOperand::One(first) = &comparison.operand else { return None };
    let operator = comparison.operator;
    let written = match operator.node {
        Operator::Equal => Some("in "),
        Operator::NotEqual => Some("not in "),
        Operator::In | Operator::Subset | Operator::Superset => None,
        Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith => return None,
    };
    let is_like_first = |literal: &AstLiteral| {
        written.is_none() || std::mem::discriminant(&literal.kind) == std::mem::discriminant(&first.kind)
    };
    let mut rest = input;
    while rest.is(TokenKind::Comma) && !ends_list(rest.rest(), input) {
        let (after, literal) = item(rest.rest().speculative(), Expected::Item).ok()?;
        if !is_like_first(&literal) || !after.ends_operand() {
            return None;
        }
        rest = after.reporting_like(input);
    }
    if rest.end_before() == input.end_before() {
        return None;
    }
    let values = Span::new(first.span.start(), rest.end_before());
    // The bracket that ends the list may be there all the same.
    let rest = if rest.is(TokenKind::Comma) { rest.rest() } else { rest };
    let rest = if ends_list(rest, input) { rest.rest() } else { rest };
    let whole = Span::new(first.span.start(), rest.end_before());
    let span = written.map_or(whole, |_| operator.span.to(whole));
    // Python writes sets between braces.
    let items = values.of(input.text());
    let items = items.strip_prefix('{').and_then(|items| items.strip_suffix('}')).unwrap_or(items);
    let meant = format!("{}({items})", written.unwrap_or_default());
    // Another language's operator may compare with the list as a whole, or ignore case.
    let is_braced = items.starts_with('{') || items.ends_with('}');
    let is_own = written.is_none() || operator.span.of(input.text()).parse::<Operator>().is_ok();
    input.report_at(ForeignSyntax::ForeignList, values, (is_own && !is_braced).then_some((span, meant)));
    comparison.operand = AstOperand::One(AstLiteral::hole(values));
    Some(rest)
}

/// Returns `true` if the bracket at `input` closes no group, and so ends the list whose first comma is at `list`.
fn ends_list(input: Input<'_>, list: Input<'_>) -> bool {
    input.is(TokenKind::CloseList) || input.is_closing() && !list.is_grouped()
}

/// Reports a number with a comma instead of a point, in a comparison in which a list cannot be meant; returns the input
/// after it.
fn decimal<'t>(comparison: &mut AstComparison, input: Input<'t>) -> Option<Input<'t>> {
    let AstOperand::One(AstLiteral { kind: LiteralKind::Number, span }) = comparison.operand else { return None };
    let fraction = input.rest();
    let is_decimal = input.is(TokenKind::Comma)
        && input.touches()
        && fraction.touches()
        && fraction.is(TokenKind::Number)
        && comparison.operator.node.family() == Family::Order
        && fraction.rest().ends_operand();
    if !is_decimal {
        return None;
    }
    let whole = Span::new(span.start(), fraction.span().end());
    let meant = whole.of(input.text()).replace(',', ".");
    // Three digits rather mean thousands.
    let doubt = (fraction.written().len() == 3).then_some(Doubt::Thousands);
    input.report_edit(ForeignSyntax::PartedValue, whole, Replacement::new(whole, meant, doubt));
    comparison.operand = AstOperand::One(AstLiteral::hole(whole));
    Some(fraction.rest())
}

/// Parses a symbol or word that joins operands in another language.
fn connective<'t>(evidence: &TextEvidence, stack: &mut OperatorStack, input: Input<'t>) -> Option<AfterOperand<'t>> {
    let evidence = evidence.of(input);
    // The `and` that is meant may bind tighter than the separator does there.
    let loose = || evidence.is_loose.then_some(Doubt::Precedence);
    let (connective, rest, doubt) = match input.first()?.kind {
        TokenKind::Comma if evidence.is_rsql() => (Connective::Or, input.rest(), None),
        TokenKind::Comma => (Connective::And, input.rest(), Some(Doubt::Comma)),
        TokenKind::Minus if input.rest().touches() => {
            let connective = input.rest().connective()?;
            // PowerShell joins from left to right, and its xor of three is also true if all three are.
            let is_other =
                |joined: Connective| joined < connective || joined == Connective::Xor && joined == connective;
            let doubt = stack.joined().filter(|joined| is_other(*joined)).map(|_| Doubt::Precedence);
            (connective, input.rest().rest(), doubt)
        }
        TokenKind::Malformed(_) if input.is_symbol(";") => {
            let doubt = if evidence.has_rsql_operator { None } else { loose() };
            (Connective::And, input.rest(), doubt)
        }
        TokenKind::Malformed(_) if input.is_symbol("&") => (Connective::And, input.rest(), None),
        TokenKind::Malformed(_) if input.is_symbol("|") => match prefix::keyword(input.rest()) {
            Some(rest) => (Connective::And, rest, loose()),
            // In jq, a pipe passes on the value before it.
            None => {
                let is_alone = stack.last_mut().is_some_and(|last| matches!(last.kind, ExprKind::Hole(None)));
                let doubt = (evidence.is_jq || is_alone).then_some(Doubt::Pipe);
                (Connective::Or, input.rest(), doubt)
            }
        },
        TokenKind::Word => (Connective::And, prefix::keyword(input)?, loose()),
        _ => return None,
    };
    let is_value = item(rest.speculative(), Expected::Value).is_ok_and(|(after, _)| after.ends_operand());
    if is_value && !rest.ends_operand() {
        return None;
    }
    if rest.ends_operand() || opens_foreign_clause(rest) {
        // It has no second operand to join.
        input.report_at(
            ForeignSyntax::ForeignConnective,
            input.up_to(&rest),
            Some((input.with_blanks_before(&rest), String::new())),
        );
        return Some(Recovery::Again(rest));
    }
    let before = if input.touches() { " " } else { "" };
    let after = if rest.touches() { " " } else { "" };
    let meant = format!("{before}{}{after}", connective.spelling());
    let span = input.up_to(&rest);
    input.report_edit(ForeignSyntax::ForeignConnective, span, Replacement::new(span, meant, doubt));
    stack.join(connective);
    Some(Recovery::Done(Continuation::Next(rest)))
}
