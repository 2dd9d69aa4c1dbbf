//! Relative times in the notation of other languages, and functions that return a value: the present, a time before it,
//! a value of a type.

use super::skip::skip_one;
use crate::span::Span;
use crate::syntax::ast::{AstLiteral, LiteralKind};
use crate::syntax::error::ForeignSyntax;
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, item};
use crate::syntax::text::{quote, unquote};
use crate::syntax::token::{TokenKind, tokens};
use crate::value::{DateTime, date_form, duration_form, named_moment, time_unit};

/// Functions that return the present.
const NOW_FUNCTIONS: &[&str] = &["now", "getdate", "getutcdate", "sysdatetime", "sysutcdatetime", "utcnow"];
/// Functions that return a date.
const DATE_FUNCTIONS: &[&str] = &["datetime", "date", "timestamp", "todatetime", "todate"];
/// Functions that return their argument, converted.
const CONVERSIONS: &[&str] =
    &["timespan", "totimespan", "time", "tostring", "tolong", "toint", "guid", "toguid", "uuid"];

/// Those among them that convert a text to a number.
const NUMBER_CONVERSIONS: &[&str] = &["tolong", "toint"];

/// Returns the input after the function call at `input`, with the value that it returns if that is clear.
pub(super) fn called(input: Input<'_>) -> (Input<'_>, Option<String>) {
    let open = input.rest();
    let after = skip_one(open.speculative());
    let inside = Span::new(open.span().end(), after.end_before().saturating_sub(1)).of(input.text()).trim();
    // Only one call deep: a text may be nothing but nested calls.
    let is_plain = !open.rest().rest().is(TokenKind::OpenGroup);
    let argument = is_plain.then(|| item(open.rest().speculative(), Expected::Value).ok()).flatten();
    let argument = argument.filter(|(rest, _)| rest.is_closing()).map(|(_, argument)| argument);
    let meant = match argument {
        None if inside.is_empty() && input.any_word(NOW_FUNCTIONS).is_some() => {
            return counted(after.reporting_like(input), "now");
        }
        None if inside.is_empty() && input.is_word("today") => return counted(after.reporting_like(input), "today"),
        None if input.any_word(DATE_FUNCTIONS).is_some() => date_form(inside),
        None if input.is_word("dateadd") => date_add(inside),
        Some(argument) => converted(input, &argument, inside),
        None => None,
    };
    (after.reporting_like(input), meant)
}

/// Parses an offset from `moment` at `input`; returns the input after it, with the time.
fn counted<'t>(input: Input<'t>, moment: &str) -> (Input<'t>, Option<String>) {
    let sign = input.written();
    let is_counted = input.is(TokenKind::Minus) || input.is(TokenKind::Plus);
    let length = input.rest();
    let counted = match length.is_word("interval") {
        true => interval(length.rest()),
        false => length.is(TokenKind::Duration).then(|| (length.rest(), length.written().to_owned())),
    };
    match counted.filter(|_| is_counted) {
        Some((rest, length)) => (rest, Some(format!("{moment} {sign} {length}"))),
        None => (input, Some(moment.to_owned())),
    }
}

/// Parses SQL's `interval 7 day` or `interval '7 days'` after its first word; returns the input after it, with the
/// duration.
fn interval(input: Input<'_>) -> Option<(Input<'_>, String)> {
    let (count, unit, rest) = match input.first()?.kind {
        TokenKind::Number => (input.written(), input.rest().written(), input.rest().rest()),
        TokenKind::Text => {
            let inner = input.written().trim_matches(['"', '\'']);
            if let Some(duration) = duration_form(inner) {
                return Some((input.rest(), duration));
            }
            (inner, input.rest().written(), input.rest().rest())
        }
        _ => return None,
    };
    duration_form(&format!("{count}{}", time_unit(unit)?)).map(|duration| (rest, duration))
}

/// Parses the offset from a moment for which SQL has a `name`; returns the input after it, with the time.
pub(super) fn counted_from<'t>(name: &str, input: Input<'t>) -> Option<(Input<'t>, Option<String>)> {
    let moment = named_moment(name).filter(|moment| !moment.contains(' '))?;
    if !input.is(TokenKind::Minus) && !input.is(TokenKind::Plus) {
        return None;
    }
    // A number counts days.
    let (number, rest) = (input.rest(), input.rest().rest());
    let days = duration_form(&format!("{}d", number.written()));
    let days = days.map(|days| (rest, Some(format!("{moment} {} {days}", input.written()))));
    Some(days.unwrap_or_else(|| counted(input, moment)))
}

/// Returns `true` if a relative time goes on at `input` with the unit to which it is rounded: `-7d/d`, `/d`, `@h`.
pub(super) fn rounds(input: Input<'_>) -> bool {
    input.is_malformed_as(is_rounded)
}

/// Returns `true` for text that rounds the `now` before it, as Elasticsearch's `-7d/d` and Splunk's `-24h@h` do.
pub(super) fn is_rounded(written: &str) -> bool {
    let Some((length, unit)) = written.split_once(['/', '@']) else { return false };
    let unit = unit.trim_end_matches(|last: char| last.is_ascii_digit());
    let is_unit = (1..=5).contains(&unit.len()) && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
    let length = length.trim_start_matches(['-', '+']);
    is_unit && (length.is_empty() || length.starts_with(|first: char| first.is_ascii_digit()))
}

/// Reports a duration in another notation, after the sign of a relative time; returns the input after it.
pub(super) fn duration(input: Input<'_>) -> Option<Input<'_>> {
    if rounds(input) {
        let rest = input.rest();
        input.report_foreign(ForeignSyntax::RoundedMoment, &rest, None);
        return Some(rest);
    }
    let (rest, length) = interval(if input.is_word("interval") { input.rest() } else { input }).or_else(|| {
        let length = input.word().and_then(duration_form)?;
        Some((input.rest(), length))
    })?;
    input.report_foreign(ForeignSyntax::PartedValue, &rest, Some(length));
    Some(rest)
}

/// Returns the value that `function` returns for one argument.
fn converted(function: Input<'_>, argument: &AstLiteral, written: &str) -> Option<String> {
    let is_of_dates = function.any_word(DATE_FUNCTIONS).is_some();
    match argument.kind {
        LiteralKind::Duration if function.is_word("ago") => Some(format!("now - {written}")),
        LiteralKind::Hole if function.is_word("now") => Some(format!("now - {}", written.strip_prefix('-')?)),
        LiteralKind::Text(_) if is_of_dates => dated(written),
        LiteralKind::Date if is_of_dates => Some(written.to_owned()),
        LiteralKind::Number | LiteralKind::Hole if is_of_dates => date_form(written),
        LiteralKind::Hole if function.any_word(CONVERSIONS).is_some() => Some(quote(written)),
        LiteralKind::Text(_) if function.any_word(NUMBER_CONVERSIONS).is_some() => None,
        LiteralKind::Number if function.is_word("tostring") => Some(quote(written)),
        LiteralKind::Text(_) | LiteralKind::Duration | LiteralKind::Number => {
            function.any_word(CONVERSIONS).map(|_| written.to_owned())
        }
        _ => None,
    }
}

/// The units of time, each with its letter.
const UNITS: &[(&str, char)] = &[("second", 's'), ("minute", 'm'), ("hour", 'h'), ("day", 'd'), ("week", 'w')];

/// Returns the time of `day, -7, getdate()`.
fn date_add(arguments: &str) -> Option<String> {
    let mut parts = arguments.split(',').map(str::trim);
    let [unit, count, start] = [parts.next()?, parts.next()?, parts.next()?];
    let is_now = NOW_FUNCTIONS
        .iter()
        .any(|now| start.get(..start.len().saturating_sub(2)).is_some_and(|name| name.eq_ignore_ascii_case(now)));
    let (_, letter) = UNITS.iter().find(|(word, _)| unit.eq_ignore_ascii_case(word))?;
    let (sign, count) = count.strip_prefix('-').map_or(('+', count), |count| ('-', count));
    let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    (is_now && is_count && parts.next().is_none()).then(|| format!("now {sign} {count}{letter}"))
}

/// Parses PowerShell's `(Get-Date)` or `(Get-Date).AddDays(-7)`; returns the input after it, with the time if it is
/// clear.
pub(super) fn get_date(input: Input<'_>) -> Option<(Input<'_>, Option<String>)> {
    let (get, hyphen) = (input.rest(), input.rest().rest());
    let close = hyphen.rest().rest();
    let is_called = get.is_word("get") && hyphen.is(TokenKind::Minus) && hyphen.rest().is_word("date");
    if !is_called || !close.is_closing() {
        return None;
    }
    let after = close.rest();
    let (method, open) = (after.rest(), after.rest().rest());
    if !after.is(TokenKind::Dot) {
        return Some((after, Some("now".to_owned())));
    }
    if !open.is(TokenKind::OpenGroup) {
        // The midnight before; nothing else can be added to it.
        let is_today = method.is_word("date") && !open.is(TokenKind::Dot);
        return Some((open, is_today.then(|| "today".to_owned())));
    }
    let end = skip_one(open.speculative());
    let count = Span::new(open.span().end(), end.end_before().saturating_sub(1)).of(input.text()).trim();
    let unit = UNITS.iter().find(|(word, _)| method.is_word(&format!("add{word}s")));
    let meant = unit.and_then(|(_, letter)| {
        let (sign, count) = count.strip_prefix('-').map_or(('+', count), |count| ('-', count));
        let duration = format!("{count}{letter}");
        let is_duration = tokens(&duration).map(|token| token.kind).eq([TokenKind::Duration]);
        is_duration.then(|| format!("now {sign} {duration}"))
    });
    Some((end.reporting_like(input), meant))
}

/// Returns the date in a quoted text, as a date of this language.
pub(super) fn dated(quoted: &str) -> Option<String> {
    let text = unquote(quoted).ok()?;
    let form = || date_form(&text);
    let is_token = || tokens(&text).map(|token| token.kind).eq([TokenKind::Date]);
    let date = DateTime::read(&text).filter(|_| is_token()).map(|_| text.to_string());
    date.or_else(form)
}
