//! Functions that give a value: the present, a time before it, a value of a type.

use super::super::fault::skip_one;
use super::super::input::Input;
use super::super::value::item;
use super::value::dated;
use crate::span::Span;
use crate::syntax::ast::{Literal, LiteralKind};
use crate::syntax::error::ForeignSyntax;
use crate::syntax::expected::Expected;
use crate::syntax::text::quote;
use crate::syntax::token::{TokenKind, tokens};
use crate::value::{date_form, duration_form, named_moment, time_unit};

/// Functions that give the present.
const OF_NOW: &[&str] = &["now", "getdate", "getutcdate", "sysdatetime", "sysutcdatetime", "utcnow"];
/// Functions that give a date.
const OF_DATES: &[&str] = &["datetime", "date", "timestamp", "todatetime", "todate"];
/// Functions that give what stands between their parentheses.
const OF_OTHERS: &[&str] = &["timespan", "totimespan", "time", "tostring", "tolong", "toint", "guid", "toguid", "uuid"];

/// Those among them that make a number of a text.
const OF_NUMBERS: &[&str] = &["tolong", "toint"];

/// What follows the function that is called here, and the value that it gives where that is clear.
pub(super) fn called(input: Input<'_>) -> (Input<'_>, Option<String>) {
    let open = input.rest();
    let behind = skip_one(open.speculative());
    let inside = Span::new(open.span().end(), behind.end().saturating_sub(1)).of(input.text()).trim();
    // Only one call deep: a text may be nothing but calls in calls.
    let is_plain = !open.rest().rest().is(TokenKind::OpenGroup);
    let argument = is_plain.then(|| item(open.rest().speculative(), Expected::Value).ok()).flatten();
    let argument = argument.filter(|(rest, _)| rest.is_closing()).map(|(_, argument)| argument);
    let meant = match argument {
        None if inside.is_empty() && input.any_word(OF_NOW).is_some() => {
            return counted(behind.reporting_like(input), "now");
        }
        None if inside.is_empty() && input.is_word("today") => return counted(behind.reporting_like(input), "today"),
        None if input.any_word(OF_DATES).is_some() => date_form(inside),
        None if input.is_word("dateadd") => date_add(inside),
        Some(argument) => given(input, &argument, inside),
        None => None,
    };
    (behind.reporting_like(input), meant)
}

/// What is counted from a moment that is written otherwise: it, and what follows.
fn counted<'t>(behind: Input<'t>, moment: &str) -> (Input<'t>, Option<String>) {
    let sign = behind.written();
    let is_counted = behind.is(TokenKind::Minus) || behind.is(TokenKind::Plus);
    let length = behind.rest();
    let counted = match length.is_word("interval") {
        true => interval(length.rest()),
        false => length.is(TokenKind::Duration).then(|| (length.rest(), length.written().to_owned())),
    };
    match counted.filter(|_| is_counted) {
        Some((rest, length)) => (rest, Some(format!("{moment} {sign} {length}"))),
        None => (behind, Some(moment.to_owned())),
    }
}

/// SQL's `interval 7 day` and `interval '7 days'`, behind its first word: what follows, and the duration.
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

/// Returns the input after a moment that is counted from one that SQL has a `name` for, and the moment.
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

/// Returns `true` where a moment goes on with the unit to which it is rounded: `-7d/d`, `/d`, `@h`.
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

/// Reports a length of time that is written otherwise, after the sign of a moment; returns the input after it.
pub(in super::super) fn length(input: Input<'_>) -> Option<Input<'_>> {
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

/// The value that a function gives for one argument.
fn given(function: Input<'_>, argument: &Literal, written: &str) -> Option<String> {
    let is_of_dates = function.any_word(OF_DATES).is_some();
    match argument.kind {
        LiteralKind::Duration if function.is_word("ago") => Some(format!("now - {written}")),
        LiteralKind::Hole if function.is_word("now") => Some(format!("now - {}", written.strip_prefix('-')?)),
        LiteralKind::Text(_) if is_of_dates => dated(written),
        LiteralKind::Date if is_of_dates => Some(written.to_owned()),
        LiteralKind::Number | LiteralKind::Hole if is_of_dates => date_form(written),
        LiteralKind::Hole if function.any_word(OF_OTHERS).is_some() => Some(quote(written)),
        LiteralKind::Text(_) if function.any_word(OF_NUMBERS).is_some() => None,
        LiteralKind::Number if function.is_word("tostring") => Some(quote(written)),
        LiteralKind::Text(_) | LiteralKind::Duration | LiteralKind::Number => {
            function.any_word(OF_OTHERS).map(|_| written.to_owned())
        }
        _ => None,
    }
}

/// Units of time, and the letter of each.
const UNITS: &[(&str, char)] = &[("second", 's'), ("minute", 'm'), ("hour", 'h'), ("day", 'd'), ("week", 'w')];

/// The moment of `day, -7, getdate()`.
fn date_add(arguments: &str) -> Option<String> {
    let mut parts = arguments.split(',').map(str::trim);
    let [unit, count, start] = [parts.next()?, parts.next()?, parts.next()?];
    let is_now = OF_NOW
        .iter()
        .any(|now| start.get(..start.len().saturating_sub(2)).is_some_and(|name| name.eq_ignore_ascii_case(now)));
    let (_, letter) = UNITS.iter().find(|(word, _)| unit.eq_ignore_ascii_case(word))?;
    let (sign, count) = count.strip_prefix('-').map_or(('+', count), |count| ('-', count));
    let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    (is_now && is_count && parts.next().is_none()).then(|| format!("now {sign} {count}{letter}"))
}

/// PowerShell's `(Get-Date)` and `(Get-Date).AddDays(-7)`: what follows it, and the moment that it is.
pub(super) fn get_date(input: Input<'_>) -> Option<(Input<'_>, Option<String>)> {
    let (get, hyphen) = (input.rest(), input.rest().rest());
    let close = hyphen.rest().rest();
    let is_called = get.is_word("get") && hyphen.is(TokenKind::Minus) && hyphen.rest().is_word("date");
    if !is_called || !close.is_closing() {
        return None;
    }
    let behind = close.rest();
    let (method, open) = (behind.rest(), behind.rest().rest());
    if !behind.is(TokenKind::Dot) {
        return Some((behind, Some("now".to_owned())));
    }
    if !open.is(TokenKind::OpenGroup) {
        // The midnight before, from which nothing else is counted.
        let is_today = method.is_word("date") && !open.is(TokenKind::Dot);
        return Some((open, is_today.then(|| "today".to_owned())));
    }
    let end = skip_one(open.speculative());
    let count = Span::new(open.span().end(), end.end().saturating_sub(1)).of(input.text()).trim();
    let unit = UNITS.iter().find(|(word, _)| method.is_word(&format!("add{word}s")));
    let meant = unit.and_then(|(_, letter)| {
        let (sign, count) = count.strip_prefix('-').map_or(('+', count), |count| ('-', count));
        let duration = format!("{count}{letter}");
        let is_duration = tokens(&duration).map(|token| token.kind).eq([TokenKind::Duration]);
        is_duration.then(|| format!("now {sign} {duration}"))
    });
    Some((end.reporting_like(input), meant))
}
