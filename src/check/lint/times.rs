//! Texts that look like a time but are compared as text: a date as other languages write it, a duration, a relative
//! time. The type of the field does not make them more than text.

use super::kind::LintKind;
use super::sink::LintSink;
use crate::filter::{Comparison, Term};
use crate::operator::Family;
use crate::ty::Type;
use crate::value::{DateTime, Duration, date_form, in_whole_units, moment_form};

/// Reports `text`, the value of `term`, if it looks like a time.
pub(super) fn lint(comparison: &Comparison, term: &Term, text: &str, sink: &mut LintSink) {
    let ty = comparison.field.ty();
    let is_ordered = match (comparison.operator.node.family(), ty) {
        (Family::Order, Type::Any | Type::Text) => true,
        (Family::Equality, Type::Any) => false,
        // Nothing but an order or an equality of times is meant for a time; other types have been checked.
        (Family::Order | Family::Equality | Family::Containment | Family::Text | Family::Set, _) => return,
    };
    let lint = if DateTime::read(text).is_some() {
        is_ordered.then(|| LintKind::DateAsText { ty: ty.clone(), form: None })
    } else if text.len() > LONGEST {
        None
    } else if let Some(form) = date(text) {
        Some(LintKind::DateAsText { ty: ty.clone(), form: Some(form).filter(|form| !form.is_empty()) })
    } else if let Some(WrittenDuration { bare, is_clear }) = duration(text) {
        (is_ordered || is_clear).then(|| LintKind::DurationAsText { ty: ty.clone(), bare })
    } else {
        moment_form(text)
            .filter(|moment| is_ordered || moment.is_clear)
            .map(|moment| LintKind::RelativeTimeAsText { ty: ty.clone(), bare: moment.bare })
    };
    if let Some(kind) = lint {
        sink.report(kind, term.span);
    }
}

/// The most bytes of a text that is a time.
const LONGEST: usize = 64;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns the date in the form of this language, empty if it is ambiguous, or `None` if `text` is not a date.
fn date(text: &str) -> Option<String> {
    // A text of digits is as likely a number.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_dated = || has_numbers_of_day(text) || has_name_of_month(text);
    date_form(text).or_else(|| is_dated().then(String::new))
}

/// Returns `true` for `01/31/2026` and `31-01-2026 08:00`, with day and month in either order.
fn has_numbers_of_day(text: &str) -> bool {
    let day = text.split([' ', 'T', ',']).next().unwrap_or_default();
    let Some(separator) = day.chars().find(|character| matches!(character, '/' | '-' | '.')) else { return false };
    let parts: Vec<Option<u32>> = day.split(separator).map(|part| part.parse().ok()).collect();
    // Versions and addresses have dots as well; only a date has a year.
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

/// A duration in a text.
struct WrittenDuration {
    /// The duration in the form of this language, if it has one.
    bare: Option<String>,
    /// `true` if the text can hardly be anything but a duration.
    is_clear: bool,
}

/// Returns the duration that `text` is, or `None` if it is not one.
fn duration(text: &str) -> Option<WrittenDuration> {
    if let Some(length) = Duration::read(text) {
        // `08:00:00` may be a time of day, `PT8H` is only a duration.
        let bare = in_whole_units(length.as_nanos()).filter(|bare| Duration::read_short(bare).is_some());
        return Some(WrittenDuration { bare, is_clear: text.starts_with('P') });
    }
    Duration::read_short(text).map(|_| WrittenDuration { bare: Some(text.to_owned()), is_clear: false })
}
