//! Cures for what starts with a digit and is no number, duration or date.

use super::super::super::cure::Cure;
use super::super::super::words::{is_short, quote_cure, shown, ticked};
use super::super::run::Run;
use crate::syntax::{TokenKind, spoken_unit, tokens};
use crate::value::{BYTE_UNITS, date_form, duration_form, json_number_length};

/// Returns the cure of a run that starts with a digit: the number, duration or date that it is most likely meant to be.
pub(super) fn number_cure(run: Run<'_>) -> Cure {
    // The sign of `now-24H` belongs to the word before it.
    let (sign, found) = run.found.split_at(usize::from(run.found.starts_with(['-', '+'])));
    let digits = found.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = found.get(digits.len()..).unwrap_or_default();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = json_number_length(digits) == digits.len();
    if is_number && let Some(cure) = ambiguous_unit(digits, unit) {
        return cure.into();
    }
    // Kubernetes leaves out the `B`.
    let of_bytes = if matches!(unit, "Ki" | "Mi" | "Gi" | "Ti" | "Pi") { format!("{unit}B") } else { unit.to_owned() };
    if let Some(unit) = BYTE_UNITS.iter().find(|unit| is_number && unit.symbol.eq_ignore_ascii_case(&of_bytes)) {
        let known = unit.symbol;
        let meant = format!("{sign}{digits}{known}");
        return run.written(meant.clone(), format!("the unit is spelled `{known}`: `{}`", shown(&meant)));
    }
    let duration = spoken_unit(unit).map(|unit| format!("{digits}{unit}"));
    if let Some(meant) = duration.filter(|meant| tokens(meant).map(|token| token.kind).eq([TokenKind::Duration])) {
        return run.written(format!("{sign}{meant}"), format!("units are short: {}", ticked(&meant)));
    }
    if let Some(meant) = duration_form(found) {
        let length = run
            .written(format!("{sign}{meant}"), format!("a duration has one unit and no fraction: {}", ticked(&meant)));
        return length;
    }
    let is_fine = |unit: &str| ["ms", "us", "µs", "ns", "milliseconds"].contains(&unit);
    if is_number && is_fine(unit) {
        return "the shortest unit of time is `s`, and a duration is a whole number of it".into();
    }
    if let Some((low, high)) = found.split_once("..").filter(|(low, high)| is_digits(low) && is_digits(high)) {
        return format!(
            "there are no ranges; write two comparisons: {}",
            ticked(&format!("size >= {low} and size <= {high}"))
        )
        .into();
    }
    let found = run.found;
    let digits = found.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = found.get(digits.len()..).unwrap_or_default();
    let plain: String = found.chars().filter(|character| !matches!(character, ',' | '_')).collect();
    if found.contains(',') {
        let help = format!("a number has no commas and no leading zeros: {}; {}", ticked(&plain), quote_cure(found));
        return if is_digits(&plain) { run.written(plain, help) } else { help.into() };
    }
    if is_digits(digits) && unit.is_empty() && is_short(found) {
        let significant = digits.trim_start_matches('0');
        let number = if significant.is_empty() { "0" } else { significant };
        return format!("a number has no leading zeros: `{number}`; {}", quote_cure(found)).into();
    }
    if found.contains('_') && is_digits(&plain) {
        return run.written(plain.clone(), format!("a number has no `_` in it: `{}`", shown(&plain)));
    }
    if let Some(number) = grouped(found) {
        return format!("points do not group the digits of a number: {}", ticked(&number)).into();
    }
    if let Some(whole) = found.strip_suffix('.').filter(|whole| is_digits(whole)) {
        return run.written(whole, "put digits after the point, or leave it out");
    }
    if date_form(found).is_some() || looks_like_date(found) {
        return date_cure(run);
    }
    if is_digits(digits) && is_short(found) {
        let units = "units are `s` `m` `h` `d` `w` for time, and `KB` to `PB` or `KiB` to `PiB` for bytes";
        return format!("{}; {units}", quote_cure(found)).into();
    }
    run.quoted()
}

/// Returns the number whose digits are in groups of three: `1.000.000`.
fn grouped(found: &str) -> Option<String> {
    let (first, groups) = found.split_once('.')?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let are_groups = groups.contains('.') && groups.split('.').all(|group| group.len() == 3 && is_digits(group));
    (are_groups && first.len() <= 3 && is_digits(first) && !first.starts_with('0')).then(|| found.replace('.', ""))
}

/// Returns the help about a unit that has several meanings.
fn ambiguous_unit(digits: &str, unit: &str) -> Option<String> {
    let digits = shown(digits);
    let months = || match digits.parse::<u64>().ok().and_then(|months| months.checked_mul(30)) {
        Some(days) => format!("a month is no unit: write `{days}d` for days, "),
        None => String::new(),
    };
    Some(match unit {
        "M" => format!("{}`{digits}m` for minutes, `{digits}MB` or `{digits}MiB` for bytes", months()),
        "K" | "k" | "G" | "g" | "T" | "P" => {
            let prefix = unit.to_ascii_uppercase();
            format!("write `{digits}{prefix}B` for powers of 1000, `{digits}{prefix}iB` for powers of 1024")
        }
        "Kb" | "Mb" | "Gb" | "Tb" | "Pb" => {
            let prefix = unit.get(..1)?;
            format!("write `{digits}{prefix}B` if bytes are meant; bits are no unit")
        }
        "Kib" | "Mib" | "Gib" | "Tib" | "Pib" => {
            let prefix = unit.get(..1)?;
            format!("write `{digits}{prefix}iB` if bytes are meant; bits are no unit")
        }
        _ => return None,
    })
}

/// Returns `true` if `found` has nothing but digits and the characters between those of a date or a time.
pub(super) fn looks_like_date(found: &str) -> bool {
    let separators = found.matches(['-', '/', ':']).count();
    let is_part = |character: char| character.is_ascii_digit() || "-/:TZ+.".contains(character);
    (separators >= 2 || found.contains(':')) && found.contains(is_part) && found.chars().all(is_part)
}

/// Returns the cure of a run that looks like a date.
pub(super) fn date_cure(run: Run<'_>) -> Cure {
    match date_form(run.found) {
        Some(date) => run.written(date.clone(), format!("a date is written {}", ticked(&date))),
        None => "a date is written `2026-01-31`, with a time `2026-01-31T08:00:00Z`".into(),
    }
}
