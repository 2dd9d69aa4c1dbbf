//! Operators that are spelled as in other languages, or nearly as in this one.

use super::super::input::Input;
use crate::operator::Operator;
use crate::span::{Span, Spanned};
use crate::suggest::{all_nearest, is_slip};
use crate::syntax::ast::Operand;
use crate::syntax::error::Slip;
use crate::syntax::token::TokenKind;

/// An operator that is spelled otherwise.
pub(in super::super) struct Foreign<'t> {
    pub(in super::super) operator: Spanned<Operator>,
    pub(in super::super) negated: bool,
    ignores_case: bool,
    /// Whether it is clear that it is this one.
    is_sure: bool,
    pub(in super::super) rest: Input<'t>,
}

/// Spellings of other languages, words in lower case and without PowerShell's `-`: what they mean, whether negated, and
/// whether they ignore case where this language does not.
const SPELLINGS: &[(&str, Operator, bool, bool)] = &[
    ("===", Operator::Equal, false, false),
    ("!==", Operator::NotEqual, false, false),
    ("=!", Operator::NotEqual, false, false),
    ("><", Operator::NotEqual, false, false),
    ("≠", Operator::NotEqual, false, false),
    ("=>", Operator::GreaterEqual, false, false),
    ("≥", Operator::GreaterEqual, false, false),
    ("=<", Operator::LessEqual, false, false),
    ("≤", Operator::LessEqual, false, false),
    (":", Operator::Equal, false, false),
    ("=~", Operator::Equal, false, true),
    ("!~", Operator::NotEqual, false, true),
    ("in~", Operator::In, false, true),
    ("!in~", Operator::In, true, true),
    ("!in", Operator::In, true, false),
    ("notin", Operator::In, true, false),
    ("nin", Operator::In, true, false),
    ("!contains", Operator::Contains, true, false),
    ("!has", Operator::Contains, true, false),
    ("notcontains", Operator::Contains, true, false),
    ("!startswith", Operator::StartsWith, true, false),
    ("!endswith", Operator::EndsWith, true, false),
    ("is", Operator::Equal, false, false),
    ("is not", Operator::NotEqual, false, false),
    ("isnot", Operator::NotEqual, false, false),
    ("is in", Operator::In, false, false),
    ("eq", Operator::Equal, false, false),
    ("ceq", Operator::Equal, false, false),
    ("ieq", Operator::Equal, false, true),
    ("equals", Operator::Equal, false, false),
    ("ne", Operator::NotEqual, false, false),
    ("neq", Operator::NotEqual, false, false),
    ("lt", Operator::Less, false, false),
    ("le", Operator::LessEqual, false, false),
    ("lte", Operator::LessEqual, false, false),
    ("gt", Operator::Greater, false, false),
    ("ge", Operator::GreaterEqual, false, false),
    ("gte", Operator::GreaterEqual, false, false),
    ("has", Operator::Contains, false, false),
    ("has_cs", Operator::Contains, false, false),
    ("contains_cs", Operator::Contains, false, false),
    ("includes", Operator::Contains, false, false),
    ("startswith_cs", Operator::StartsWith, false, false),
    ("hasprefix", Operator::StartsWith, false, false),
    ("starts with", Operator::StartsWith, false, false),
    ("begins with", Operator::StartsWith, false, false),
    ("endswith_cs", Operator::EndsWith, false, false),
    ("hassuffix", Operator::EndsWith, false, false),
    ("ends with", Operator::EndsWith, false, false),
];

/// The operator that is meant by what stands here, behind a property.
pub(in super::super) fn operator(input: Input<'_>) -> Option<Foreign<'_>> {
    let rest = spelling(input)?;
    let first = input.written_up_to(&rest).to_ascii_lowercase();
    let both = format!("{first} {}", rest.written().to_ascii_lowercase());
    let [(two, of_two), (one, of_one)] = [(both, rest.rest()), (first, rest)];
    let known = known(&two).map(|known| (known, of_two)).or_else(|| known(&one).map(|known| (known, of_one)));
    if let Some(((operator, negated, ignores_case), rest)) = known {
        let operator = Spanned::new(operator, input.up_to(&rest));
        return Some(Foreign { operator, negated, ignores_case, is_sure: true, rest });
    }
    if !one.starts_with(char::is_alphabetic) {
        return None;
    }
    let near = all_nearest(&one, Operator::ALL.iter().map(|operator| operator.spelling()));
    let [near] = near.as_slice() else { return None };
    let operator = Spanned::new(near.parse().ok()?, input.up_to(&rest));
    Some(Foreign { operator, negated: false, ignores_case: false, is_sure: is_slip(&one, near), rest })
}

fn known(spelling: &str) -> Option<(Operator, bool, bool)> {
    let spelling = spelling.strip_prefix('-').unwrap_or(spelling);
    let known = SPELLINGS.iter().find(|(known, ..)| *known == spelling);
    let own = || spelling.parse().ok().map(|operator| (operator, false, false));
    known.map(|(_, operator, negated, ignores_case)| (*operator, *negated, *ignores_case)).or_else(own)
}

/// What follows the tokens that spell an operator together: signs, or a word with a sign before or behind it.
fn spelling(input: Input<'_>) -> Option<Input<'_>> {
    let mut rest = input;
    match input.first()?.kind {
        // A hyphen that touches what stands before it belongs to a name.
        TokenKind::Minus if !input.touches() => rest = rest.rest(),
        TokenKind::Not => rest = rest.rest(),
        TokenKind::Word => {}
        _ => {
            while rest.is_operator_sign() && (rest.touches() || rest.span() == input.span()) {
                rest = rest.rest();
            }
            return (rest.span() != input.span()).then_some(rest);
        }
    }
    let is_joined = rest.span() == input.span() || rest.touches();
    if rest.is(TokenKind::Word) && is_joined {
        rest = rest.rest();
    } else if !input.is(TokenKind::Not) || !is_joined {
        return None;
    }
    while rest.is_operator_sign() && rest.touches() {
        rest = rest.rest();
    }
    Some(rest)
}

impl Foreign<'_> {
    /// Reports it, between the property that begins at `property` and the value.
    pub(in super::super) fn report(&self, property: Input<'_>, path: Span, value: &Operand) {
        let operator = self.operator.node;
        let goes_before = self.negated && !operator.takes_not();
        let start = if goes_before { path } else { self.operator.span };
        let not = if self.negated { "not " } else { "" };
        let mut meant = match goes_before {
            true => format!("{not}{} {operator}", path.of(property.text())),
            false => format!("{not}{operator}"),
        };
        let mut span = start.to(self.operator.span);
        if self.ignores_case {
            let between = Span::new(span.end(), value.span().end());
            meant.push_str(&format!("{} collate ignorecase", between.of(property.text())));
            span = span.to(value.span());
        }
        // In some languages the same sign compares with a regular expression.
        let is_plain = !self.ignores_case || !value.span().of(property.text()).contains(['^', '$', '*', '+', '?', '|']);
        let is_sure = self.is_sure && is_plain;
        property.slip_at(Slip::ForeignOperator, self.operator.span, is_sure.then_some((span, meant)));
    }
}
