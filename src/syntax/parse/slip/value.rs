//! Values as other languages write them, and values of several parts that are one here.

use super::super::input::Input;
use super::super::run::{joins, no_token};
use super::moment::{called, counted_from, get_date, is_rounded, rounds};
use super::{Replacement, opens_clause, preamble};
use crate::path::is_reserved;
use crate::span::Span;
use crate::syntax::ast::{Literal, LiteralKind};
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::keyword::Keyword;
use crate::syntax::text::{path_before_quote, quote, unquote};
use crate::syntax::token::{Malformed, TokenKind, tokens};
use crate::value::{DateTime, UNITS as BYTE_UNITS, date_form, moment_form, time_unit};

/// Words before a quote that say what kind of value stands between them.
const OF_DATES: &[&str] = &["datetime", "date", "timestamp", "datetimeoffset"];
const OF_TEXTS: &[&str] = &["n", "r", "guid", "uuid"];

/// A value as another language writes it.
pub(in super::super) fn foreign_value(input: Input<'_>) -> Option<(Input<'_>, Literal)> {
    let first = input.first()?.kind;
    if input.is_literal() {
        return None;
    }
    let rest = input.rest();
    let is_text = rest.is(TokenKind::Text);
    let (rest, meant) = match first {
        // Splunk's.
        TokenKind::Malformed(_) if input.is_malformed_as(|written| is_rounded(written) && written.contains('@')) => {
            input.report_foreign(ForeignSyntax::RoundedMoment, &rest, None);
            return Some((rest, Literal::hole(input.up_to(&rest))));
        }
        TokenKind::Minus | TokenKind::Plus if rest.is(TokenKind::Duration) => {
            (rest.rest(), Some(format!("now {} {}", input.written(), rest.written())))
        }
        TokenKind::Word if rest.is(TokenKind::OpenGroup) && rest.touches() => called(input),
        TokenKind::Word if is_text && input.any_word(OF_DATES).is_some() => (rest.rest(), dated(rest.written())),
        TokenKind::Word if is_text && input.any_word(OF_TEXTS).is_some() => {
            (rest.rest(), Some(rest.written().to_owned()))
        }
        TokenKind::Malformed(_) if is_text && rest.touches() && input.is_symbol("@") => {
            (rest.rest(), Some(quote(raw(rest.written()))))
        }
        TokenKind::Dot if rest.is(TokenKind::Number) && rest.touches() => {
            (rest.rest(), Some(format!("0.{}", rest.written())))
        }
        TokenKind::OpenGroup if rest.is(TokenKind::Word) => get_date(input)?,
        TokenKind::OpenList => cast(input)?,
        _ => return None,
    };
    let span = input.up_to(&rest);
    // A duration may have a `+` as its sign.
    let doubt = (first == TokenKind::Plus).then_some(Doubt::Other);
    match meant {
        Some(meant) => input.report_edit(ForeignSyntax::ForeignValue, span, Replacement::new(span, meant, doubt)),
        None => input.report_at(ForeignSyntax::ForeignValue, span, None),
    }
    Some((rest, Literal::hole(span)))
}

/// PowerShell's `[datetime]'2026-01-31'`: what follows it, and the value.
fn cast(input: Input<'_>) -> Option<(Input<'_>, Option<String>)> {
    let (word, close) = (input.rest(), input.rest().rest());
    let text = close.rest();
    let is_cast = word.is(TokenKind::Word) && close.is(TokenKind::CloseList);
    if !is_cast || !text.is(TokenKind::Text) || !text.touches() {
        return None;
    }
    let meant = word.any_word(OF_DATES).and_then(|_| dated(text.written()));
    let meant = meant.or_else(|| word.is_word("string").then(|| text.written().to_owned()));
    Some((text.rest(), meant))
}

/// What follows a sign before a list that is not one of this language; reported.
pub(in super::super) fn list_symbol(input: Input<'_>) -> Input<'_> {
    let rest = input.rest();
    if !input.is_symbol("@") || !rest.touches() || !rest.is(TokenKind::OpenGroup) {
        return input;
    }
    input.report_foreign(ForeignSyntax::ForeignList, &rest, Some(String::new()));
    rest
}

/// What stands between the quotes of a text, whatever its escapes.
fn raw(quoted: &str) -> &str {
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default()
}

/// The date that a quoted text holds, as a date.
pub(super) fn dated(quoted: &str) -> Option<String> {
    let text = unquote(quoted).ok()?;
    let form = || date_form(&text);
    let is_token = || tokens(&text).map(|token| token.kind).eq([TokenKind::Date]);
    let date = DateTime::read(&text).filter(|_| is_token()).map(|_| text.to_string());
    date.or_else(form)
}

impl Input<'_> {
    /// Whether the value before goes on here where it should end, with more words, a unit or a quote.
    pub(super) fn continues_value(&self) -> bool {
        let Some(first) = self.first() else { return false };
        match first.kind {
            TokenKind::Word => {
                !self.is_keyword(Keyword::Collate)
                    && !self.ends_operand()
                    && self.clause_word().is_none()
                    && !opens_clause(*self)
                    && preamble::keyword(*self).is_none()
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

/// What follows a value that goes on where it should end: with a unit, a time, more words, or a quote doubled. Behind
/// that, `ends` must hold where more words are taken to belong to it.
pub(in super::super) fn behind_value<'t>(
    last: &mut Literal,
    input: Input<'t>,
    ends: impl Fn(&Input<'t>) -> bool,
) -> Option<Input<'t>> {
    if last.span.end() != input.end() || last.span.is_empty() {
        return None;
    }
    let written = last.span.of(input.text());
    let mut doubt = None;
    let (slip, rest, meant) = match &last.kind {
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
            let (rest, number, is_sure) = digits(written, input)?;
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
            let text = Span::new(last.span.start(), rest.end()).of(input.text());
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
    last.span = Span::new(last.span.start(), rest.end());
    match meant {
        Some(meant) => input.report_edit(slip, last.span, Replacement::new(last.span, meant, doubt)),
        None => input.report_at(slip, last.span, None),
    }
    Some(rest)
}

/// Reads a number with its digits in groups of three, such as `1 000 000`: returns the input after it, the number, and
/// `true` where a group is no number of its own, so that nothing else can be meant.
fn digits<'t>(first: &str, input: Input<'t>) -> Option<(Input<'t>, String, bool)> {
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
    // In a list, a comma may be missing as well.
    let before = input.token_before(1).map(|token| token.kind);
    let is_listed = matches!(before, Some(TokenKind::OpenGroup | TokenKind::OpenList | TokenKind::Comma));
    (rest.end() != input.end() && (is_sure || !is_listed)).then_some((rest, number, is_sure))
}

/// In digits; no number within 64 bits has more.
const LONGEST: usize = 20;

/// What is written for a unit that is spoken or miswritten: a letter, a byte unit, or nothing for bytes. Not for a
/// letter that means something else in upper case: `M` is a month or mega, and the `b` of `Gb` a bit.
pub(crate) fn spoken_unit(word: &str) -> Option<&'static str> {
    if is_of_bits(word) {
        return None;
    }
    let of_bytes = || word.eq_ignore_ascii_case("bytes").then_some("");
    time_unit(word)
        .or_else(of_bytes)
        .or_else(|| BYTE_UNITS.iter().map(|(unit, _)| *unit).find(|unit| unit.eq_ignore_ascii_case(word)))
}

/// Whether a unit in bytes is spelled as one in bits is: `Gb`, `Kib`.
fn is_of_bits(word: &str) -> bool {
    word.ends_with('b') && word.starts_with(|first: char| first.is_ascii_uppercase())
}

/// A unit that stands here, behind a number; and `ago`, where it follows a unit of time.
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

/// Whether `text` is one token of such a kind.
fn is_one(text: &str, of_kind: impl Fn(TokenKind) -> bool) -> bool {
    let mut kinds = tokens(text).map(|token| token.kind);
    kinds.next().is_some_and(of_kind) && kinds.next().is_none()
}

/// The moment of a date and the time that stands here.
fn time(date: &str, input: Input<'_>) -> Option<String> {
    let is_time =
        matches!(input.first()?.kind, TokenKind::Malformed(Malformed::Number)) && input.written().contains(':');
    is_time.then(|| date_form(&format!("{date} {}", input.written())))?
}

/// What follows a text that goes on behind a quote within it, and that text. Where the quotes are wrong as a whole, it is
/// not clear.
fn quotes<'t>(first: &str, input: Input<'t>) -> Option<(Input<'t>, Option<String>)> {
    let mark = first.chars().next()?;
    let is_quote = |input: &Input<'t>| input.written().starts_with(mark);
    let mut rest = input;
    while rest.touches() && !is_quote(&rest) && rest.first().is_some_and(|token| joins(token, rest.text())) {
        rest = rest.rest();
    }
    while rest.touches() && rest.is(TokenKind::Text) && is_quote(&rest) {
        rest = rest.rest();
        while rest.touches() && !is_quote(&rest) && rest.first().is_some_and(|token| joins(token, rest.text())) {
            rest = rest.rest();
        }
    }
    let is_unclosed = rest.touches() && is_quote(&rest) && rest.is(TokenKind::Malformed(Malformed::UnclosedText));
    let end = if is_unclosed { rest.span().start().saturating_add(1) } else { rest.end() };
    let start = input.end().saturating_sub(first.len());
    let whole = Span::new(start, end).of(input.text());
    if end == input.end() || !whole.ends_with(mark) {
        return None;
    }
    let inner = raw(whole).replace(&format!("{mark}{mark}"), &mark.to_string());
    let is_text = path_before_quote(first).is_none()
        && !tokens(&inner)
            .any(|token| is_reserved(token.span.of(&inner)) || matches!(token.kind, TokenKind::Operator(_)));
    Some((if is_unclosed { rest.rest() } else { rest }, is_text.then(|| quote(&inner))))
}

/// What follows the words and numbers that belong to a text without quotes: those that touch it, and others if only such
/// follow to its end.
fn words<'t>(first: &Literal, input: Input<'t>, ends: impl Fn(&Input<'t>) -> bool) -> Option<Input<'t>> {
    let mut rest = input;
    while rest.touches() && rest.first().is_some_and(|token| joins(token, rest.text())) {
        rest = rest.rest();
    }
    if rest.end() != input.end() || !matches!(first.kind, LiteralKind::Word | LiteralKind::Hole) {
        return (rest.end() != input.end()).then_some(rest);
    }
    let is_part = |rest: &Input<'_>| match rest.is(TokenKind::Word) {
        true => !is_reserved(rest.written()) && !rest.is_word("collate"),
        false => rest.is(TokenKind::Number) || rest.is(TokenKind::Duration),
    };
    while is_part(&rest) && !ends(&rest) {
        rest = rest.rest();
    }
    (rest.end() != input.end() && (ends(&rest) || rest.is_word("collate"))).then_some(rest)
}
