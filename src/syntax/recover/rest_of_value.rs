//! Values that go on where they should end: with a unit, a time, more words, more digits, or a doubled quote.

use super::clause::opens_foreign_clause;
use super::garbage::{may_be_garbage, no_token};
use super::prefix;
use super::relative_time::{counted_from, rounds};
use super::report::Replacement;
use crate::path::is_reserved;
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, LiteralKind};
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::grammar::Input;
use crate::syntax::keyword::Keyword;
use crate::syntax::text::{between_quotes, path_before_quote, quote};
use crate::syntax::token::{Malformed, TokenKind, tokens};
use crate::value::{BYTE_UNITS, date_form, moment_form, time_unit};

impl Input<'_> {
    /// Returns `true` if the value before this input goes on here where it should end.
    pub(super) fn continues_value(&self) -> bool {
        let Some(first) = self.first() else { return false };
        match first.kind {
            TokenKind::Word => {
                !self.is_keyword(Keyword::Collate)
                    && !self.ends_operand()
                    && self.clause_word().is_none()
                    && !opens_foreign_clause(*self)
                    && prefix::keyword(*self).is_none()
            }
            TokenKind::Text
            | TokenKind::Number
            | TokenKind::Duration
            | TokenKind::Date
            | TokenKind::Name
            | TokenKind::Dot => true,
            TokenKind::Malformed(_) => !self.ends_operand() && !self.is_symbol("}"),
            TokenKind::Minus | TokenKind::Plus => self.touches(),
            _ => false,
        }
    }
}

/// Reports a value, `last`, that goes on at `input`, and makes it a hole; returns the input after it. More words belong
/// to it only if `ends` returns `true` after them.
pub(super) fn rest_of_value<'t>(
    last: &mut AstLiteral,
    input: Input<'t>,
    ends: impl Fn(&Input<'t>) -> bool,
) -> Option<Input<'t>> {
    if last.span.end() != input.end_before() || last.span.is_empty() {
        return None;
    }
    let written = last.span.of(input.text());
    let mut doubt = None;
    let (kind, rest, meant) = match &last.kind {
        LiteralKind::Number if input.is(TokenKind::Word) => {
            unit(written, input).map(|(rest, meant)| (ForeignSyntax::PartedValue, rest, meant))?
        }
        LiteralKind::Date if !input.touches() && time(written, input).is_some() => {
            (ForeignSyntax::PartedValue, input.rest(), time(written, input))
        }
        LiteralKind::Text(_) if input.touches() => {
            let (rest, meant) = quotes(written, input)?;
            if meant.is_none() {
                let length = path_before_quote(written).map_or(1, str::len);
                let quote = Span::new(last.span.start(), last.span.start().saturating_add(length));
                input.report(no_token(Malformed::UnclosedText, quote, input.text()));
                last.kind = LiteralKind::Hole;
                return Some(rest);
            }
            (ForeignSyntax::DoubledQuote, rest, meant)
        }
        LiteralKind::Number if digits(written, input).is_some() => {
            let GroupedNumber { rest, number, is_sure } = digits(written, input)?;
            doubt = (!is_sure).then_some(Doubt::Other);
            (ForeignSyntax::PartedValue, rest, Some(number))
        }
        LiteralKind::Duration if input.is_word("ago") => {
            (ForeignSyntax::PartedValue, input.rest(), Some(format!("now - {written}")))
        }
        LiteralKind::Word if counted_from(written, input).is_some() => {
            let (rest, moment) = counted_from(written, input)?;
            (ForeignSyntax::ForeignValue, rest, moment)
        }
        LiteralKind::RelativeTime(_, None) if rounds(input) => (ForeignSyntax::RoundedMoment, input.rest(), None),
        LiteralKind::RelativeTime(_, Some(_)) if rounds(input) && input.touches() => {
            (ForeignSyntax::RoundedMoment, input.rest(), None)
        }
        LiteralKind::Word | LiteralKind::Number | LiteralKind::Duration | LiteralKind::Date | LiteralKind::Hole => {
            let rest = words(last, input, ends)?;
            let text = Span::new(last.span.start(), rest.end_before()).of(input.text());
            match moment_form(text) {
                Some(moment) => {
                    // `last 7 days` may as well be a text.
                    doubt = Some(Doubt::Other);
                    (ForeignSyntax::ForeignValue, rest, moment.bare)
                }
                None => (ForeignSyntax::BareText, rest, Some(quote(text))),
            }
        }
        _ => return None,
    };
    last.kind = LiteralKind::Hole;
    last.span = Span::new(last.span.start(), rest.end_before());
    match meant {
        Some(meant) => input.report_edit(kind, last.span, Replacement::new(last.span, meant, doubt)),
        None => input.report_at(kind, last.span, None),
    }
    Some(rest)
}

/// A number with its digits in groups of three, such as `1 000 000`.
struct GroupedNumber<'t> {
    /// The input after it.
    rest: Input<'t>,
    number: String,
    /// `true` if a group is no number of its own, so that nothing else can be meant.
    is_sure: bool,
}

/// Parses a number in groups of digits, of which `first` is before `input`.
fn digits<'t>(first: &str, input: Input<'t>) -> Option<GroupedNumber<'t>> {
    let is_group = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_head = first.len() <= 3 && !first.starts_with('0') && first.bytes().all(|byte| byte.is_ascii_digit());
    if !is_head || input.touches() {
        return None;
    }
    let (mut rest, mut number, mut is_sure) = (input, first.to_owned(), false);
    while number.len() < LONGEST && is_group(rest.written()) {
        is_sure |= rest.written().starts_with('0');
        number.push_str(rest.written());
        rest = rest.rest();
    }
    // In a list, the commas may be missing instead.
    let before = input.token_before(1).map(|token| token.kind);
    let is_listed = matches!(before, Some(TokenKind::OpenGroup | TokenKind::OpenList | TokenKind::Comma));
    (rest.end_before() != input.end_before() && (is_sure || !is_listed)).then_some(GroupedNumber {
        rest,
        number,
        is_sure,
    })
}

/// The most digits of a number within 64 bits.
const LONGEST: usize = 20;

/// Returns the unit for one that is spoken or misspelled: a letter, a byte unit, or an empty text for bytes. Returns
/// `None` for a letter that means something else in upper case: `M` is a month or mega, and the `b` of `Gb` a bit.
pub(crate) fn spoken_unit(word: &str) -> Option<&'static str> {
    if is_of_bits(word) {
        return None;
    }
    let of_bytes = || word.eq_ignore_ascii_case("bytes").then_some("");
    time_unit(word)
        .or_else(of_bytes)
        .or_else(|| BYTE_UNITS.iter().map(|unit| unit.symbol).find(|unit| unit.eq_ignore_ascii_case(word)))
}

/// Returns `true` for a unit that is spelled as one of bits: `Gb`, `Kib`.
fn is_of_bits(word: &str) -> bool {
    word.ends_with('b') && word.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Parses the unit at `input`, after `number`, and an `ago` after it; returns the input after them, with the value if
/// it is certain.
fn unit<'t>(number: &str, input: Input<'t>) -> Option<(Input<'t>, Option<String>)> {
    let unit = spoken_unit(input.written())?;
    let (joined, rest) = (format!("{number}{unit}"), input.rest());
    let is_value = unit.is_empty() || is_one(&joined, |kind| matches!(kind, TokenKind::Number | TokenKind::Duration));
    if rest.is_word("ago") {
        let is_duration = is_one(&joined, |kind| kind == TokenKind::Duration);
        return Some((rest.rest(), is_duration.then(|| format!("now - {joined}"))));
    }
    Some((rest, is_value.then_some(joined)))
}

/// Returns `true` if `text` is one token, and of such a kind.
fn is_one(text: &str, of_kind: impl Fn(TokenKind) -> bool) -> bool {
    let mut kinds = tokens(text).map(|token| token.kind);
    kinds.next().is_some_and(of_kind) && kinds.next().is_none()
}

/// Returns the moment of `date` and the time at `input`.
fn time(date: &str, input: Input<'_>) -> Option<String> {
    let is_time =
        matches!(input.first()?.kind, TokenKind::Malformed(Malformed::Number)) && input.written().contains(':');
    is_time.then(|| date_form(&format!("{date} {}", input.written())))?
}

/// Parses the rest of a text that goes on after a quote within it, `first` being the text up to there; returns the
/// input after it, with the text unless the quotes are wrong as a whole.
fn quotes<'t>(first: &str, input: Input<'t>) -> Option<(Input<'t>, Option<String>)> {
    let mark = first.chars().next()?;
    let is_quote = |input: &Input<'t>| input.written().starts_with(mark);
    let mut rest = input;
    while rest.touches() && !is_quote(&rest) && rest.first().is_some_and(|token| may_be_garbage(token, rest.text())) {
        rest = rest.rest();
    }
    while rest.touches() && rest.is(TokenKind::Text) && is_quote(&rest) {
        rest = rest.rest();
        while rest.touches() && !is_quote(&rest) && rest.first().is_some_and(|token| may_be_garbage(token, rest.text()))
        {
            rest = rest.rest();
        }
    }
    let is_unclosed = rest.touches() && is_quote(&rest) && rest.is(TokenKind::Malformed(Malformed::UnclosedText));
    let end = if is_unclosed { rest.span().start().saturating_add(1) } else { rest.end_before() };
    let start = input.end_before().saturating_sub(first.len());
    let whole = Span::new(start, end).of(input.text());
    if end == input.end_before() || !whole.ends_with(mark) {
        return None;
    }
    let inner = between_quotes(whole).replace(&format!("{mark}{mark}"), &mark.to_string());
    let is_text = path_before_quote(first).is_none()
        && !tokens(&inner)
            .any(|token| is_reserved(token.span.of(&inner)) || matches!(token.kind, TokenKind::Operator(_)));
    Some((if is_unclosed { rest.rest() } else { rest }, is_text.then(|| quote(&inner))))
}

/// Returns the input after the words and numbers that belong to a text without quotes: those that touch it, and others
/// if only such follow to its end.
fn words<'t>(first: &AstLiteral, input: Input<'t>, ends: impl Fn(&Input<'t>) -> bool) -> Option<Input<'t>> {
    let mut rest = input;
    while rest.touches() && rest.first().is_some_and(|token| may_be_garbage(token, rest.text())) {
        rest = rest.rest();
    }
    if rest.end_before() != input.end_before() || !matches!(first.kind, LiteralKind::Word | LiteralKind::Hole) {
        return (rest.end_before() != input.end_before()).then_some(rest);
    }
    let is_part = |rest: &Input<'_>| match rest.is(TokenKind::Word) {
        true => !is_reserved(rest.written()) && !rest.is_word("collate"),
        false => rest.is(TokenKind::Number) || rest.is(TokenKind::Duration),
    };
    while is_part(&rest) && !ends(&rest) {
        rest = rest.rest();
    }
    (rest.end_before() != input.end_before() && (ends(&rest) || rest.is_word("collate"))).then_some(rest)
}
