//! Text that looks like a time, and is compared as text all the same: a date as other languages write it, a length of time,
//! a moment counted from the present. No type of the field says that it is more than text.

use super::{Found, LintKind};
use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::ty::Type;
use crate::value::{DateTime, Duration, date_form, in_whole_units, moment_form};

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
        moment_form(text)
            .filter(|moment| is_ordered || moment.is_clear)
            .map(|moment| LintKind::MomentAsText { ty: ty.clone(), bare: moment.bare })
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
        let bare = in_whole_units(length.as_nanos()).filter(|bare| Duration::read_short(bare).is_some());
        return Some((bare, text.starts_with('P')));
    }
    Duration::read_short(text).map(|_| (Some(text.to_owned()), false))
}
