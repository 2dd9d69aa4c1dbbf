//! What stands between operands instead of a connective.

use super::super::connective::Joint;
use super::super::input::Input;
use super::super::stack::Stack;
use super::super::value::item;
use super::value::behind_value;
use super::{Replacement, comparison, opens_clause, preamble};
use crate::operator::{Family, Operator};
use crate::span::Span;
use crate::syntax::ast::{Comparison, Connective, Expr, ExprKind, Literal, LiteralKind, Operand};
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

/// How the filter goes on behind an operand where nothing stands that joins it to another; nothing where that is not
/// clear.
pub(in super::super) fn joint<'t>(stack: &mut Stack, input: Input<'t>) -> Option<Joint<'t>> {
    if input.only_counts() {
        return None;
    }
    if let Some(rest) = stack.last_mut().and_then(|last| behind_comparison(last, input)) {
        return Some(Joint::Here(rest));
    }
    if opens_clause(input) {
        return Some(Joint::End(input));
    }
    if let Some(rest) = preamble::postamble(input) {
        return Some(Joint::Here(rest));
    }
    sign(stack, input)
}

/// What follows a comparison that goes on where it should end.
fn behind_comparison<'t>(last: &mut Expr, input: Input<'t>) -> Option<Input<'t>> {
    let is_negated = matches!(last.kind, ExprKind::Not(_));
    let comparison = comparison_of(last)?;
    if comparison.collation.is_none() && comparison.operand.span().end() == input.end() {
        if let Some(rest) = list(comparison, input) {
            return Some(rest);
        }
        if let Some(rest) = decimal(comparison, input) {
            return Some(rest);
        }
        if let Operand::One(literal) = &mut comparison.operand
            && let Some(rest) = behind_value(literal, input, Input::ends_operand)
        {
            return Some(rest);
        }
    }
    comparison::chain(comparison, is_negated, input)
}

fn comparison_of(expr: &mut Expr) -> Option<&mut Comparison> {
    let mut inner = expr;
    loop {
        match &mut inner.kind {
            ExprKind::Not(operand) => inner = operand,
            ExprKind::Comparison(comparison) => return Some(comparison),
            _ => return None,
        }
    }
}

/// What follows the values behind a first one that are a list without brackets.
fn list<'t>(comparison: &mut Comparison, input: Input<'t>) -> Option<Input<'t>> {
    let Operand::One(first) = &comparison.operand else { return None };
    let operator = comparison.operator;
    let written = match operator.node {
        Operator::Equal => Some("in "),
        Operator::NotEqual => Some("not in "),
        operator if operator.takes_list() => None,
        _ => return None,
    };
    let is_like_first = |literal: &Literal| {
        written.is_none() || std::mem::discriminant(&literal.kind) == std::mem::discriminant(&first.kind)
    };
    let mut rest = input;
    while rest.is(TokenKind::Comma) && !rest.rest().ends_list(input) {
        let (behind, literal) = item(rest.rest().speculative(), Expected::Item).ok()?;
        if !is_like_first(&literal) || !behind.ends_operand() {
            return None;
        }
        rest = behind.reporting_like(input);
    }
    if rest.end() == input.end() {
        return None;
    }
    let values = Span::new(first.span.start(), rest.end());
    // Its end may be there all the same.
    let rest = if rest.is(TokenKind::Comma) { rest.rest() } else { rest };
    let rest = if rest.ends_list(input) { rest.rest() } else { rest };
    let whole = Span::new(first.span.start(), rest.end());
    let span = written.map_or(whole, |_| operator.span.to(whole));
    // Python's sets stand between braces.
    let items = values.of(input.text());
    let items = items.strip_prefix('{').and_then(|items| items.strip_suffix('}')).unwrap_or(items);
    let meant = format!("{}({items})", written.unwrap_or_default());
    // Another language's operator may compare with the list as a whole, or ignore case.
    let is_braced = items.starts_with('{') || items.ends_with('}');
    let is_own = written.is_none() || operator.span.of(input.text()).parse::<Operator>().is_ok();
    input.report_at(ForeignSyntax::ForeignList, values, (is_own && !is_braced).then_some((span, meant)));
    comparison.operand = Operand::One(Literal::hole(values));
    Some(rest)
}

impl Input<'_> {
    /// Whether a bracket stands here that closes no group, so that it must close a list of which `list` is a part.
    fn ends_list(&self, list: Self) -> bool {
        self.is(TokenKind::CloseList) || self.is_closing() && !list.is_grouped()
    }
}

/// What follows a number that has a comma where it should have a point, compared as only a number can be.
fn decimal<'t>(comparison: &mut Comparison, input: Input<'t>) -> Option<Input<'t>> {
    let Operand::One(Literal { kind: LiteralKind::Number, span }) = comparison.operand else { return None };
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
    // Three digits are rather thousands.
    let doubt = (fraction.written().len() == 3).then_some(Doubt::Thousands);
    input.report_edit(ForeignSyntax::PartedValue, whole, Replacement::new(whole, meant, doubt));
    comparison.operand = Operand::One(Literal::hole(whole));
    Some(fraction.rest())
}

/// Signs and words that join in other languages, and what is meant by them.
fn sign<'t>(stack: &mut Stack, input: Input<'t>) -> Option<Joint<'t>> {
    let evidence = input.evidence();
    // Something may be joined tighter here than there.
    let loose = || evidence.is_loose.then_some(Doubt::Precedence);
    let (connective, rest, doubt) = match input.first()?.kind {
        TokenKind::Comma if evidence.is_rsql() => (Connective::Or, input.rest(), None),
        TokenKind::Comma => (Connective::And, input.rest(), Some(Doubt::Comma)),
        TokenKind::Minus if input.rest().touches() => {
            let connective = input.rest().connective()?;
            // PowerShell joins from left to right, and of three tells whether their number is odd.
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
        TokenKind::Malformed(_) if input.is_symbol("|") => match preamble::keyword(input.rest()) {
            Some(rest) => (Connective::And, rest, loose()),
            // jq's goes on with the value before it.
            None => {
                let is_alone = stack.last_mut().is_some_and(|last| matches!(last.kind, ExprKind::Hole(None)));
                let doubt = (evidence.is_jq || is_alone).then_some(Doubt::Pipe);
                (Connective::Or, input.rest(), doubt)
            }
        },
        TokenKind::Word => (Connective::And, preamble::keyword(input)?, loose()),
        _ => return None,
    };
    let is_value = item(rest.speculative(), Expected::Value).is_ok_and(|(behind, _)| behind.ends_operand());
    if is_value && !rest.ends_operand() {
        return None;
    }
    if rest.ends_operand() || opens_clause(rest) {
        // Nothing is joined.
        input.report_at(
            ForeignSyntax::ForeignConnective,
            input.up_to(&rest),
            Some((input.with_blanks_before(&rest), String::new())),
        );
        return Some(Joint::Here(rest));
    }
    let before = if input.touches() { " " } else { "" };
    let behind = if rest.touches() { " " } else { "" };
    let meant = format!("{before}{}{behind}", connective.spelling());
    let span = input.up_to(&rest);
    input.report_edit(ForeignSyntax::ForeignConnective, span, Replacement::new(span, meant, doubt));
    stack.join(connective);
    Some(Joint::Operand(rest))
}
