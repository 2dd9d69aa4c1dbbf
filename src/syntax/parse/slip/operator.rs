//! Operators that are spelled as in other languages, or nearly as in this one.

use super::super::input::Input;
use super::Replacement;
use super::case::{Case, Writing, is_textual};
use crate::operator::{Family, Operator};
use crate::span::{Span, Spanned};
use crate::suggest::{all_nearest, is_slip};
use crate::syntax::ast::Operand;
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// An operator that is spelled otherwise.
pub(in super::super) struct Foreign<'t> {
    pub(in super::super) operator: Spanned<Operator>,
    pub(in super::super) negated: bool,
    pub(super) case: Case,
    pub(super) writing: Writing,
    /// Why it is not sure to be this one.
    pub(super) doubt: Option<Doubt>,
    pub(in super::super) rest: Input<'t>,
}

/// A spelling of another language, a word in lower case: the operator that it means, whether negated, how it compares
/// text, and what is not sure about it.
type Spelling = (&'static str, Operator, bool, Case, Option<Doubt>);

const SPELLINGS: &[Spelling] = &[
    ("===", Operator::Equal, false, Case::Ordinal, None),
    ("!==", Operator::NotEqual, false, Case::Ordinal, None),
    ("=!", Operator::NotEqual, false, Case::Open, None),
    ("><", Operator::NotEqual, false, Case::Open, None),
    ("≠", Operator::NotEqual, false, Case::Open, None),
    ("=>", Operator::GreaterEqual, false, Case::Open, None),
    ("≥", Operator::GreaterEqual, false, Case::Open, None),
    ("=<", Operator::LessEqual, false, Case::Open, None),
    ("≤", Operator::LessEqual, false, Case::Open, None),
    (":", Operator::Equal, false, Case::Open, Some(Doubt::Words)),
    ("is", Operator::Equal, false, Case::Open, None),
    ("is not", Operator::NotEqual, false, Case::Open, None),
    ("isnot", Operator::NotEqual, false, Case::Open, None),
    ("is in", Operator::In, false, Case::Open, None),
    ("nin", Operator::In, true, Case::Open, None),
    ("notin", Operator::In, true, Case::Open, None),
    ("notcontains", Operator::Contains, true, Case::Open, None),
    ("eq", Operator::Equal, false, Case::Open, None),
    ("equals", Operator::Equal, false, Case::Open, None),
    ("ne", Operator::NotEqual, false, Case::Open, None),
    ("neq", Operator::NotEqual, false, Case::Open, None),
    ("lt", Operator::Less, false, Case::Open, None),
    ("le", Operator::LessEqual, false, Case::Open, None),
    ("lte", Operator::LessEqual, false, Case::Open, None),
    ("gt", Operator::Greater, false, Case::Open, None),
    ("ge", Operator::GreaterEqual, false, Case::Open, None),
    ("gte", Operator::GreaterEqual, false, Case::Open, None),
    ("includes", Operator::Contains, false, Case::Open, None),
    ("contain", Operator::Contains, false, Case::Open, None),
    ("include", Operator::Contains, false, Case::Open, None),
    ("equal", Operator::Equal, false, Case::Open, None),
    ("start with", Operator::StartsWith, false, Case::Open, None),
    ("begin with", Operator::StartsWith, false, Case::Open, None),
    ("end with", Operator::EndsWith, false, Case::Open, None),
    ("starts with", Operator::StartsWith, false, Case::Open, None),
    ("begins with", Operator::StartsWith, false, Case::Open, None),
    ("ends with", Operator::EndsWith, false, Case::Open, None),
    // KQL: `contains` and its like ignore case unless `_cs` follows; `has` finds whole words.
    ("=~", Operator::Equal, false, Case::Ignored, Some(Doubt::Pattern)),
    ("!~", Operator::NotEqual, false, Case::Ignored, Some(Doubt::Pattern)),
    ("in~", Operator::In, false, Case::Ignored, None),
    ("!in~", Operator::In, true, Case::Ignored, None),
    ("!in", Operator::In, true, Case::Ordinal, None),
    ("!contains", Operator::Contains, true, Case::Ignored, None),
    ("!startswith", Operator::StartsWith, true, Case::Ignored, None),
    ("!endswith", Operator::EndsWith, true, Case::Ignored, None),
    ("contains_cs", Operator::Contains, false, Case::Ordinal, None),
    ("startswith_cs", Operator::StartsWith, false, Case::Ordinal, None),
    ("endswith_cs", Operator::EndsWith, false, Case::Ordinal, None),
    ("!contains_cs", Operator::Contains, true, Case::Ordinal, None),
    ("!startswith_cs", Operator::StartsWith, true, Case::Ordinal, None),
    ("!endswith_cs", Operator::EndsWith, true, Case::Ordinal, None),
    ("has", Operator::Contains, false, Case::Ignored, Some(Doubt::Words)),
    ("!has", Operator::Contains, true, Case::Ignored, Some(Doubt::Words)),
    ("hasprefix", Operator::Contains, false, Case::Ignored, Some(Doubt::Words)),
    ("hassuffix", Operator::Contains, false, Case::Ignored, Some(Doubt::Words)),
    ("has_cs", Operator::Contains, false, Case::Ordinal, Some(Doubt::Words)),
    ("!has_cs", Operator::Contains, true, Case::Ordinal, Some(Doubt::Words)),
    ("hasprefix_cs", Operator::Contains, false, Case::Ordinal, Some(Doubt::Words)),
    ("hassuffix_cs", Operator::Contains, false, Case::Ordinal, Some(Doubt::Words)),
    // Django's and others' that say so by their name.
    ("ieq", Operator::Equal, false, Case::Ignored, None),
    ("iexact", Operator::Equal, false, Case::Ignored, None),
    ("icontains", Operator::Contains, false, Case::Ignored, None),
    ("istartswith", Operator::StartsWith, false, Case::Ignored, None),
    ("iendswith", Operator::EndsWith, false, Case::Ignored, None),
    ("ceq", Operator::Equal, false, Case::Ordinal, None),
];

/// PowerShell's operators without their `-`, and the `i` or `c` before them.
const OF_POWERSHELL: &[(&str, Operator, bool)] = &[
    ("eq", Operator::Equal, false),
    ("ne", Operator::NotEqual, false),
    ("lt", Operator::Less, false),
    ("le", Operator::LessEqual, false),
    ("gt", Operator::Greater, false),
    ("ge", Operator::GreaterEqual, false),
    ("in", Operator::In, false),
    ("notin", Operator::In, true),
    ("contains", Operator::Contains, false),
    ("notcontains", Operator::Contains, true),
];

/// The operator that PowerShell spells so, in lower case and without its `-`: all ignore case unless a `c` comes first.
pub(super) fn powershell(word: &str) -> Option<(Operator, bool, Case)> {
    let find = |word: &str| OF_POWERSHELL.iter().find(|(known, ..)| *known == word);
    let ((_, operator, negated), case) = Case::of_powershell(word, find)?;
    Some((*operator, *negated, case))
}

/// The operator that RSQL and FIQL spell so, between two `=`.
pub(super) fn of_rsql(word: &str) -> Option<(Operator, bool)> {
    Some(match word {
        "eq" => (Operator::Equal, false),
        "ne" => (Operator::NotEqual, false),
        "gt" => (Operator::Greater, false),
        "ge" => (Operator::GreaterEqual, false),
        "lt" => (Operator::Less, false),
        "le" => (Operator::LessEqual, false),
        "in" => (Operator::In, false),
        "out" => (Operator::In, true),
        _ => return None,
    })
}

/// The operator that is meant by what stands here, behind a property.
pub(in super::super) fn operator(input: Input<'_>) -> Option<Foreign<'_>> {
    if input.opens_rsql() {
        let (operator, negated) = of_rsql(&input.rest().written().to_ascii_lowercase())?;
        let rest = input.behind(3);
        let operator = Spanned::new(operator, input.up_to(&rest));
        return Some(Foreign { operator, negated, case: Case::Open, writing: Writing::Escaped, doubt: None, rest });
    }
    if let Some(foreign) = negated(input) {
        return Some(foreign);
    }
    let rest = spelling(input)?;
    let first = input.written_up_to(&rest).to_ascii_lowercase();
    if let Some((operator, negated, case)) = first.strip_prefix('-').and_then(powershell) {
        let operator = Spanned::new(operator, input.up_to(&rest));
        return Some(Foreign { operator, negated, case, writing: Writing::PowerShell, doubt: None, rest });
    }
    let both = format!("{first} {}", rest.written().to_ascii_lowercase());
    let [(two, of_two), (one, of_one)] = [(both, rest.rest()), (first, rest)];
    let known = known(&two).map(|known| (known, of_two)).or_else(|| known(&one).map(|known| (known, of_one)));
    if let Some(((_, operator, negated, case, doubt), rest)) = known {
        let operator = Spanned::new(operator, input.up_to(&rest));
        return Some(Foreign { operator, negated, case, writing: Writing::Unknown, doubt, rest });
    }
    if !one.starts_with(char::is_alphabetic) {
        return None;
    }
    let near = all_nearest(&one, Operator::ALL.iter().map(|operator| operator.spelling()));
    let [near] = near.as_slice() else { return None };
    let operator = Spanned::new(near.parse().ok()?, input.up_to(&rest));
    let doubt = (!is_slip(&one, near)).then_some(Doubt::Other);
    Some(Foreign { operator, negated: false, case: Case::Open, writing: Writing::Escaped, doubt, rest })
}

/// The operator of `does not contain` and `is not in`.
fn negated(input: Input<'_>) -> Option<Foreign<'_>> {
    let word = input.rest().rest();
    let takes_any = input.any_word(&["does", "do"]).is_some();
    let is_negated = input.rest().is_word("not") && (takes_any || input.is_word("is") && word.opens_operator());
    if !is_negated {
        return None;
    }
    let foreign = match super::super::comparison::operator(word, Expected::Operator) {
        Ok((rest, (None, operator))) if !rest.continues_symbol() => {
            let (negated, case, writing) = (false, Case::Open, Writing::Escaped);
            Foreign { operator, negated, case, writing, doubt: None, rest }
        }
        // Only the words of one `not` are read: a text may be nothing but such words.
        _ if word.any_word(&["does", "do", "is"]).is_some() => return None,
        _ => operator(word)?,
    };
    let operator = Spanned::new(foreign.operator.node, input.up_to(&foreign.rest));
    Some(Foreign { operator, negated: !foreign.negated, ..foreign })
}

fn known(spelling: &str) -> Option<Spelling> {
    let known = || SPELLINGS.iter().find(|(known, ..)| *known == spelling).copied();
    let own = || spelling.parse().ok().map(|operator| ("", operator, false, Case::Open, None));
    known().or_else(own)
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

impl Foreign<'_> {
    /// Reports it, between the property that begins at `property` and the value, behind which `rest` follows.
    pub(in super::super) fn report(&self, property: Input<'_>, path: Span, value: &Operand, rest: Input<'_>) {
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
        let behind = Span::new(span.end(), value.span().end());
        let translated = self.writing.translated(text, behind, value.literals());
        let is_same = translated.as_deref().is_none_or(|translated| translated == behind.of(text));
        let doubt = self.doubt(property, text, value).or_else(|| translated.is_none().then_some(Doubt::Escapes));
        if !is_same || case != Case::Open {
            let value = translated.unwrap_or_else(|| behind.of(text).to_owned());
            // The sign before PowerShell's lists is none of this language.
            let value = value.trim_start().trim_start_matches('@');
            meant = format!("{meant} {value}{}", case.collation());
            span = span.to(behind);
        }
        // Where the value is in pieces, they are joined first.
        let is_list = operator.takes_list() && rest.is(TokenKind::Comma) && matches!(value, Operand::One(_));
        let covers_value = span.end() > self.operator.span.end() || self.writing == Writing::PowerShell;
        let is_in_pieces = covers_value && (is_list || rest.continues_value());
        let doubt = doubt.or_else(|| is_in_pieces.then_some(Doubt::Other));
        let certainty = match doubt {
            Some(Doubt::Words) if operator == Operator::Equal => Certainty::IfWhole(path),
            Some(doubt) => Certainty::Unsure(doubt),
            None if self.compares_elements() => Certainty::UnlessText(path),
            None => Certainty::Sure,
        };
        let edit = Replacement { span, text: meant, certainty, is_ordinal: case == Case::Ordinal };
        property.report_edit(ForeignSyntax::ForeignOperator, self.operator.span, edit);
    }

    fn doubt(&self, property: Input<'_>, text: &str, value: &Operand) -> Option<Doubt> {
        let is_plain = || !value.span().of(text).contains(['^', '$', '*', '+', '?', '|', '/', '.', '[', '\\']);
        let is_textual = || value.literals().iter().any(|literal| is_textual(text, literal));
        let spelling = self.operator.span.of(text);
        match self.doubt {
            Some(Doubt::Pattern) if property.evidence().is_kusto && is_plain() => None,
            // A number or a date is a whole.
            Some(Doubt::Words) if self.operator.node == Operator::Equal && !is_textual() => None,
            Some(doubt) => Some(doubt),
            // PowerShell orders text by culture: in `c` before `C`, and with `_` before letters.
            None if self.case == Case::Ordinal && self.operator.node.family() == Family::Order && is_textual() => {
                Some(Doubt::Order)
            }
            // `!` binds tighter than the comparison.
            None if self.writing == Writing::PowerShell || matches!(spelling, "===" | "!==") => {
                property.is_behind_not().then_some(Doubt::Negation)
            }
            None => None,
        }
    }

    /// Whether it compares the elements of an array, as PowerShell's `-contains` does, and so a single text as a whole.
    pub(super) fn compares_elements(&self) -> bool {
        self.writing == Writing::PowerShell && self.operator.node == Operator::Contains
    }
}

impl Input<'_> {
    /// Whether an operator of RSQL stands here, such as `=gt=`.
    #[inline]
    pub(in super::super) fn opens_rsql(&self) -> bool {
        let (word, equal) = (self.rest(), TokenKind::Operator(Operator::Equal));
        self.is(equal)
            && word.is(TokenKind::Word)
            && word.touches()
            && word.rest().is(equal)
            && word.rest().touches()
            && self.written() == "="
            && word.rest().written() == "="
    }
}
