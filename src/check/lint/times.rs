//! Text that looks like a time, and is compared as text all the same: a date as other languages write it, a length of time,
//! a moment counted from the present. No type of the field says that it is more than text.

use super::{Found, LintKind};
use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::ty::Type;
use crate::value::{DateTime, Duration, date_form};

/// Looks at the `text` that `term` is.
pub(super) fn look(comparison: &Comparison, term: &Term, text: &str, found: &mut Found) {
    let ty = comparison.field.ty();
    let is_ordered = match (comparison.operator.node.family(), ty) {
        (Family::Order, Type::Any | Type::Text) => true,
        (Family::Equality, Type::Any) => false,
        _ => return,
    };
    let lint = if DateTime::read(text).is_some() {
        is_ordered.then(|| LintKind::DateAsText { ty: ty.clone(), form: None })
    } else if text.len() > LONGEST {
        None
    } else if let Some(form) = date(text) {
        Some(LintKind::DateAsText { ty: ty.clone(), form: Some(form).filter(|form| !form.is_empty()) })
    } else if let Some((bare, is_clear)) = length(text) {
        (is_ordered || is_clear).then(|| LintKind::DurationAsText { ty: ty.clone(), bare })
    } else {
        moment(text)
            .filter(|(_, is_clear)| is_ordered || *is_clear)
            .map(|(bare, _)| LintKind::MomentAsText { ty: ty.clone(), bare })
    };
    if let Some(kind) = lint {
        found.report(kind, term.span);
    }
}

/// In bytes; longer text is no time.
const LONGEST: usize = 64;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns the form that a date has in this language, empty where it is not clear, or `None` where `text` is no date.
fn date(text: &str) -> Option<String> {
    // Digits alone are as likely a number.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_dated = || has_numbers_of_day(text) || has_name_of_month(text);
    date_form(text).or_else(|| is_dated().then(String::new))
}

/// Returns `true` for `01/31/2026` and `31-01-2026 08:00`, where day and month may be the other way round.
fn has_numbers_of_day(text: &str) -> bool {
    let day = text.split([' ', 'T', ',']).next().unwrap_or_default();
    let Some(separator) = day.chars().find(|character| matches!(character, '/' | '-' | '.')) else { return false };
    let parts: Vec<Option<u32>> = day.split(separator).map(|part| part.parse().ok()).collect();
    // Versions and addresses have points as well: only a year tells a date from them.
    let is_year = |year| matches!(year, 1900..=2100) || separator == '/' && year < 100;
    match parts[..] {
        [Some(first @ 1..=31), Some(second @ 1..=31), Some(year)] => first.min(second) <= 12 && is_year(year),
        _ => false,
    }
}

/// Returns `true` for `31 Jan 2026`, `January 31, 2026` and `Sat, 31 Jan 2026 08:00:00 GMT`.
fn has_name_of_month(text: &str) -> bool {
    let words = || text.split([' ', ',', '-', '/', '.']).filter(|word| !word.is_empty());
    let is_month = |word: &str| {
        let month = word.get(..3).is_some_and(|start| MONTHS.iter().any(|month| start.eq_ignore_ascii_case(month)));
        month && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_number = |word: &str, most: u32| word.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let has_year = words().any(|word| word.len() == 4 && is_number(word, 2100));
    words().count() <= 6 && words().any(is_month) && words().any(|word| is_number(word, 31)) && has_year
}

/// Returns the length of time that `text` is, as this language writes it where that is possible, and `true` if it can
/// hardly be anything else.
fn length(text: &str) -> Option<(Option<String>, bool)> {
    if let Some(length) = Duration::read(text) {
        // `08:00:00` may be a time of the day, and `PT8H` is nothing else.
        let is_iso = text.trim_start_matches(['+', '-']).starts_with(['P', 'p']);
        return Some((whole(length), is_iso));
    }
    Duration::read_short(text).map(|_| (Some(text.to_owned()), false))
}

/// Returns `length` in the largest unit that it is a whole number of.
fn whole(length: Duration) -> Option<String> {
    ['d', 'h', 'm', 's'].into_iter().find_map(|unit| {
        let one = Duration::read_short(&format!("1{unit}"))?.as_nanos();
        let is_whole = length.as_nanos().checked_rem(one) == Some(0);
        length.as_nanos().checked_div(one).filter(|_| is_whole).map(|count| format!("{count}{unit}"))
    })
}

/// Returns the moment that `text` is, as this language writes it where that is clear, and `true` if it can hardly be
/// anything else.
fn moment(text: &str) -> Option<(Option<String>, bool)> {
    let text = text.trim().to_ascii_lowercase();
    let alone = |moment: &str| Some((Some(moment.to_owned()), false));
    match text.as_str() {
        "now" | "today" => return alone(&text),
        "yesterday" => return alone("today - 1d"),
        "tomorrow" => return alone("today + 1d"),
        _ => {}
    }
    for start in ["now", "today"] {
        let Some(rest) = text.strip_prefix(start).map(|rest| rest.trim_start_matches("()").trim_start()) else {
            continue;
        };
        let sign = rest.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
        let length = rest.get(1..).unwrap_or_default().trim();
        let is_length = Duration::read_short(length).is_some();
        // Other languages round behind the length, or have other units.
        let is_counted = length.starts_with(|first: char| first.is_ascii_digit());
        return is_counted.then(|| (is_length.then(|| format!("{start} {sign} {length}")), true));
    }
    let length = text.strip_suffix("ago")?.trim_end();
    let bare = spoken_length(length)?;
    Some((Some(format!("now - {bare}")), true))
}

/// Returns `7d` for `7 days` and `7d`.
fn spoken_length(text: &str) -> Option<String> {
    let end = text.find(|character: char| !character.is_ascii_digit())?;
    let (count, unit) = text.split_at_checked(end)?;
    let letter = unit.trim_start().chars().next()?;
    let is_unit = ["second", "minute", "hour", "day", "week"].iter().any(|name| {
        let unit = unit.trim_start();
        unit == *name || unit.strip_suffix('s') == Some(name) || unit.chars().eq([letter]) && name.starts_with(letter)
    });
    let bare = format!("{count}{letter}");
    Duration::read_short(&bare).filter(|_| is_unit).map(|_| bare)
}
