//! Comparisons whose operator is spelled as in another language, or nearly as in this one.

use super::case::{Case, Writing, is_textual};
use super::evidence::TextEvidence;
use super::null_test::null_test;
use super::report::Replacement;
use super::spelling::{Meaning, of_powershell, of_rsql, of_spelling};
use crate::operator::{Family, Operator};
use crate::span::{Span, Spanned};
use crate::suggest::{all_nearest, is_slip};
use crate::syntax::ast::{AstExpr, AstOperand, PathSpan};
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{self, Input, ParsedOperand, WrittenOperator, after_value, value};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Parses the rest of the comparison from `property` on, whose path ends before `input`, if another language's operator
/// follows.
pub(super) fn comparison<'t>(
    evidence: &TextEvidence,
    property: Input<'t>,
    input: Input<'t>,
    path: Option<PathSpan>,
) -> ParsedOperand<'t> {
    if let Some(after) = path.and_then(|PathSpan(path)| null_test(input, path)) {
        return Some((after, AstExpr::hole(path, property.up_to(&after))));
    }
    let foreign = operator(input)?;
    let (after, operand) = value(foreign.rest, foreign.operator.node.takes_list());
    foreign.report(evidence, ComparisonParts { property, path: property.up_to(&input), value: &operand, rest: after });
    let not = foreign.negated.then_some(foreign.operator.span);
    let written = WrittenOperator { not, operator: foreign.operator };
    Some(after_value(property, after, path, written, operand))
}

/// Reports the `not` of an operator that does not take one: it belongs before the comparison from `property` on.
pub(super) fn misplaced_not(property: Input<'_>, not: Span, operator: Spanned<Operator>) {
    let found = operator.span.of(property.text()).into();
    let kind = ParseErrorKind::Unexpected { expected: Expected::NegatableOperator, found };
    let not_and_blanks = Span::new(not.start(), operator.span.start());
    let error = ParseError::new(kind, operator.span);
    property.report(error.cured(Span::at(property.span().start()), "not ").cured(not_and_blanks, ""));
}

/// An operator that is spelled otherwise.
pub(super) struct ForeignOperator<'t> {
    pub(super) operator: Spanned<Operator>,
    pub(super) negated: bool,
    pub(super) case: Case,
    pub(super) writing: Writing,
    /// The reason for which it may not be this operator.
    pub(super) doubt: Option<Doubt>,
    /// The input after it.
    pub(super) rest: Input<'t>,
}

impl<'t> ForeignOperator<'t> {
    /// The operator of `meaning` from `input` to `rest`.
    fn new(meaning: Meaning, writing: Writing, input: Input<'t>, rest: Input<'t>) -> Self {
        let Meaning { operator, negated, case, doubt } = meaning;
        Self { operator: Spanned::new(operator, input.up_to(&rest)), negated, case, writing, doubt, rest }
    }
}

/// Returns the operator that is meant at `input`, after a property.
pub(super) fn operator(input: Input<'_>) -> Option<ForeignOperator<'_>> {
    if input.opens_rsql() {
        let meaning = of_rsql(&input.rest().written().to_ascii_lowercase())?;
        return Some(ForeignOperator::new(meaning, Writing::Escaped, input, input.after(3)));
    }
    if let Some(foreign) = negated(input) {
        return Some(foreign);
    }
    let rest = spelling(input)?;
    let first = input.written_up_to(&rest).to_ascii_lowercase();
    if let Some(meaning) = first.strip_prefix('-').and_then(of_powershell) {
        return Some(ForeignOperator::new(meaning, Writing::PowerShell, input, rest));
    }
    // Two words are preferred to one: `is not` to `is`.
    let both = format!("{first} {}", rest.written().to_ascii_lowercase());
    let [(two, after_two), (one, after_one)] = [(both, rest.rest()), (first, rest)];
    let known = of_spelling(&two).map(|known| (known, after_two));
    if let Some((meaning, rest)) = known.or_else(|| of_spelling(&one).map(|known| (known, after_one))) {
        return Some(ForeignOperator::new(meaning, Writing::Unknown, input, rest));
    }
    if !one.starts_with(char::is_alphabetic) {
        return None;
    }
    let near = all_nearest(&one, Operator::ALL.iter().map(|operator| operator.spelling()));
    let [near] = near.as_slice() else { return None };
    let doubt = (!is_slip(&one, near)).then_some(Doubt::Other);
    let meaning = Meaning { operator: near.parse().ok()?, negated: false, case: Case::Open, doubt };
    Some(ForeignOperator::new(meaning, Writing::Escaped, input, rest))
}

/// Parses an operator of this language or, if there is no doubt about it, of another.
pub(super) fn some_operator(input: Input<'_>) -> Option<(Input<'_>, WrittenOperator)> {
    match grammar::operator(input, Expected::Operator) {
        Ok((rest, written)) if !rest.continues_symbol() => Some((rest, written)),
        _ => {
            let foreign = operator(input).filter(|foreign| foreign.doubt.is_none())?;
            let not = foreign.negated.then_some(foreign.operator.span);
            Some((foreign.rest, WrittenOperator { not, operator: foreign.operator }))
        }
    }
}

/// Returns the operator of `does not contain` and `is not in`.
fn negated(input: Input<'_>) -> Option<ForeignOperator<'_>> {
    let word = input.rest().rest();
    let takes_any = input.any_word(&["does", "do"]).is_some();
    let is_negated = input.rest().is_word("not") && (takes_any || input.is_word("is") && word.opens_operator());
    if !is_negated {
        return None;
    }
    let foreign = match grammar::operator(word, Expected::Operator) {
        Ok((rest, WrittenOperator { not: None, operator })) if !rest.continues_symbol() => {
            let (negated, case, writing) = (false, Case::Open, Writing::Escaped);
            ForeignOperator { operator, negated, case, writing, doubt: None, rest }
        }
        // Only one such `not` is read: a text may be nothing but these words.
        _ if word.any_word(&["does", "do", "is"]).is_some() => return None,
        _ => operator(word)?,
    };
    let operator = Spanned::new(foreign.operator.node, input.up_to(&foreign.rest));
    Some(ForeignOperator { operator, negated: !foreign.negated, ..foreign })
}

/// Returns the input after the tokens that together spell an operator: symbols, or a word with a symbol before or after
/// it.
fn spelling(input: Input<'_>) -> Option<Input<'_>> {
    let mut rest = input;
    match input.first()?.kind {
        // A hyphen that touches the token before it belongs to a name.
        TokenKind::Minus if !input.touches() => rest = rest.rest(),
        TokenKind::Not => rest = rest.rest(),
        TokenKind::Word => {}
        _ => {
            while rest.is_operator_symbol() && (rest.touches() || rest.span() == input.span()) {
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
    while rest.is_operator_symbol() && rest.touches() {
        rest = rest.rest();
    }
    Some(rest)
}

/// The parts of the comparison around a foreign operator.
#[derive(Clone, Copy)]
struct ComparisonParts<'v, 't> {
    property: Input<'t>,
    path: Span,
    value: &'v AstOperand,
    /// The input after the value.
    rest: Input<'t>,
}

impl ForeignOperator<'_> {
    /// Reports the operator, with the edit that makes the comparison one of this language.
    fn report(&self, evidence: &TextEvidence, parts: ComparisonParts<'_, '_>) {
        let ComparisonParts { property, path, value, rest } = parts;
        let text = property.text();
        let operator = self.operator.node;
        let goes_before = self.negated && !operator.takes_not();
        let start = if goes_before { path } else { self.operator.span };
        let not = if self.negated { "not " } else { "" };
        let mut meant = match goes_before {
            true => format!("{not}{} {operator}", path.of(text)),
            false => format!("{not}{operator}"),
        };
        let mut span = start.to(self.operator.span);
        let case = if rest.is_keyword(Keyword::Collate) { Case::Open } else { self.case.of(text, value) };
        let after_operator = Span::new(span.end(), value.span().end());
        let translated = self.writing.translated(text, after_operator, value.literals());
        let is_same = translated.as_deref().is_none_or(|translated| translated == after_operator.of(text));
        let doubt = self.doubt(evidence, parts).or_else(|| translated.is_none().then_some(Doubt::Escapes));
        if !is_same || case != Case::Open {
            let value = translated.unwrap_or_else(|| after_operator.of(text).to_owned());
            // The `@` before PowerShell's lists is not part of this language.
            let value = value.trim_start().trim_start_matches('@');
            meant = format!("{meant} {value}{}", case.collation());
            span = span.to(after_operator);
        }
        // A value in several parts is cured first.
        let is_list = operator.takes_list() && rest.is(TokenKind::Comma) && matches!(value, AstOperand::One(_));
        let covers_value = span.end() > self.operator.span.end() || self.writing == Writing::PowerShell;
        let is_in_parts = covers_value && (is_list || rest.continues_value());
        let doubt = doubt.or_else(|| is_in_parts.then_some(Doubt::Other));
        let certainty = match doubt {
            Some(Doubt::Words) if operator == Operator::Equal => Certainty::IfWhole(path),
            Some(doubt) => Certainty::Unsure(doubt),
            None if self.compares_elements() => Certainty::UnlessText(path),
            None => Certainty::Sure,
        };
        let edit = Replacement { span, text: meant, certainty, is_ordinal: case == Case::Ordinal };
        property.report_edit(ForeignSyntax::ForeignOperator, self.operator.span, edit);
    }

    /// Returns the reason for which it may not be this operator, given what it compares and the rest of the text.
    fn doubt(
        &self,
        evidence: &TextEvidence,
        ComparisonParts { property, value, .. }: ComparisonParts<'_, '_>,
    ) -> Option<Doubt> {
        let text = property.text();
        let is_plain = || !value.span().of(text).contains(['^', '$', '*', '+', '?', '|', '/', '.', '[', '\\']);
        let is_textual = || value.literals().iter().any(|literal| is_textual(text, literal));
        let spelling = self.operator.span.of(text);
        match self.doubt {
            Some(Doubt::Pattern) if evidence.of(property).is_kusto && is_plain() => None,
            // A number or a date is compared as a whole.
            Some(Doubt::Words) if self.operator.node == Operator::Equal && !is_textual() => None,
            Some(doubt) => Some(doubt),
            // PowerShell orders text by culture: `c` before `C`, and `_` before letters.
            None if self.case == Case::Ordinal && self.operator.node.family() == Family::Order && is_textual() => {
                Some(Doubt::Order)
            }
            // `!` binds tighter than the comparison.
            None if self.writing == Writing::PowerShell || matches!(spelling, "===" | "!==") => {
                property.is_after_not().then_some(Doubt::Negation)
            }
            None => None,
        }
    }

    /// Returns `true` if it compares the elements of an array, as PowerShell's `-contains` does, and so a single text
    /// as a whole.
    fn compares_elements(&self) -> bool {
        self.writing == Writing::PowerShell && self.operator.node == Operator::Contains
    }
}
