//! Lengths of time and moments as people and other languages write them, translated to this language. Used for cures.
//!
//! A text is translated only if it can be read in one way: `M` is a minute for some and a month for others, and is left
//! alone.

use super::Duration;

/// The longest text, in bytes, that is read as a time.
const LONGEST: usize = 64;

/// The words for units of time, each with its letter.
const TIME_UNITS: &[(&str, &str)] = &[
    ("s", "s"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "m"),
    ("min", "m"),
    ("mins", "m"),
    ("minute", "m"),
    ("minutes", "m"),
    ("h", "h"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("d", "d"),
    ("day", "d"),
    ("days", "d"),
    ("w", "w"),
    ("week", "w"),
    ("weeks", "w"),
];

/// Returns the letter of the unit of time that `word` names, in any case, or `None` if it names none. `M` names none:
/// it may be a month.
pub(crate) fn time_unit(word: &str) -> Option<&'static str> {
    let find = || TIME_UNITS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, letter)| *letter);
    if word == "M" { None } else { find() }
}

/// Returns the duration in `text` in the form of this language: `7d` for `7 days`, `90m` for `1h30m`, `1.5h` and
/// `PT90M`. Returns `None` if it is none, or no whole number of seconds.
pub(crate) fn duration_form(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if text.starts_with(['P', 'p']) {
        return in_whole_units(Duration::read(&text.to_ascii_uppercase())?.as_nanos());
    }
    let (first, mut rest) = counted_unit(text)?;
    if rest.is_empty() && !first.count.contains('.') {
        let short = format!("{}{}", first.count, first.unit);
        return Duration::read_short(&short).map(|_| short);
    }
    let mut length = first.nanoseconds()?;
    while !rest.is_empty() {
        let (next, after) = counted_unit(rest)?;
        length = length.checked_add(next.nanoseconds()?)?;
        rest = after;
    }
    in_whole_units(length)
}

/// Returns a length in the largest unit that it is a whole number of, or `None` if it is negative or there is none.
pub(crate) fn in_whole_units(nanoseconds: i128) -> Option<String> {
    ['d', 'h', 'm', 's'].into_iter().find_map(|unit| {
        let one = Duration::read_short(&format!("1{unit}"))?.as_nanos();
        let is_whole = nanoseconds >= 0 && nanoseconds.checked_rem(one) == Some(0);
        nanoseconds.checked_div(one).filter(|_| is_whole).map(|count| format!("{count}{unit}"))
    })
}

/// A count and the letter of its unit.
struct CountedUnit<'t> {
    count: &'t str,
    unit: &'static str,
}

/// Parses the count and the unit that `text` starts with, and returns the rest as well.
fn counted_unit(text: &str) -> Option<(CountedUnit<'_>, &str)> {
    let digits = text.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    let (count, after) = text.split_at_checked(digits)?;
    let after = after.trim_start();
    let end = after.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(after.len());
    let (unit, rest) = after.split_at_checked(end)?;
    let unit = time_unit(unit)?;
    (!count.is_empty()).then_some((CountedUnit { count, unit }, rest.trim_start()))
}

impl CountedUnit<'_> {
    fn nanoseconds(&self) -> Option<i128> {
        let one = Duration::read_short(&format!("1{}", self.unit))?.as_nanos();
        let (whole, fraction) = self.count.split_once('.').unwrap_or((self.count, "0"));
        let number = |digits: &str| digits.parse::<u64>().ok().map(i128::from);
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let fraction = number(fraction)?.checked_mul(one)?;
        let is_whole = fraction.checked_rem(scale) == Some(0);
        let fraction = fraction.checked_div(scale).filter(|_| is_whole)?;
        number(whole)?.checked_mul(one)?.checked_add(fraction)
    }
}

/// A moment that is written as in another language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MomentForm {
    /// The moment in this language, or `None` if this language has no such moment.
    pub(crate) bare: Option<String>,
    /// `true` if the text can hardly be anything else than a moment.
    pub(crate) is_clear: bool,
}

/// Names of the present and of days, each with its form in this language.
const NAMES: &[(&str, &str)] = &[
    ("now", "now"),
    ("today", "today"),
    ("yesterday", "today - 1d"),
    ("tomorrow", "today + 1d"),
    ("current_timestamp", "now"),
    ("current_date", "today"),
    ("localtimestamp", "now"),
    ("sysdate", "now"),
    ("systimestamp", "now"),
    ("getdate", "now"),
    ("getutcdate", "now"),
    ("utcnow", "now"),
];

/// Words that, before a length or a unit of time, make a moment or a calendar period of it: `last 7 days`, `this week`.
const BEFORE: &[&str] = &["last", "past", "previous", "next", "this", "since", "before", "after", "within"];

/// Returns the moment that `word` names, in any case: `today - 1d` for `yesterday`, `now` for `CURRENT_TIMESTAMP`.
pub(crate) fn named_moment(word: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, moment)| *moment)
}

/// Returns the moment in `text`, or `None` if it is none: `now - 7d` for `7 days ago`, `last 7 days` and `now-7D`. A
/// rounded moment (`now-7d/d`) and a calendar period (`last month`) are moments without a form in this language.
pub(crate) fn moment_form(text: &str) -> Option<MomentForm> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let called = text.trim_end_matches("()");
    if let Some(moment) = named_moment(called) {
        return Some(MomentForm { bare: Some(moment.to_owned()), is_clear: called.contains('_') });
    }
    let (first, rest) = text.split_at_checked(text.find(|character: char| !is_of_word(character))?)?;
    let rest = rest.trim_start_matches("()").trim_start();
    if let Some(start) = named_moment(first).filter(|start| !start.contains(' ')) {
        let sign = rest.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
        let length = rest.get(1..).unwrap_or_default().trim();
        let bare = duration_form(length).map(|length| format!("{start} {sign} {length}"));
        // A moment also if the length cannot be read: other languages round after it, or have other units.
        return length.starts_with(|first: char| first.is_ascii_digit()).then_some(MomentForm { bare, is_clear: true });
    }
    if first.eq_ignore_ascii_case("in") {
        let (the, after) = rest.split_at_checked(4).unwrap_or(("", rest));
        let after = if the.eq_ignore_ascii_case("the ") { after } else { rest };
        return moment_form(after).filter(|moment| moment.is_clear);
    }
    if BEFORE.iter().any(|word| word.eq_ignore_ascii_case(first)) {
        let is_past = ["last", "past", "previous"].iter().any(|word| word.eq_ignore_ascii_case(first));
        let bare = duration_form(rest).filter(|_| is_past).map(|length| format!("now - {length}"));
        let is_clear = bare.is_some();
        return is_clear
            .then_some(MomentForm { bare, is_clear })
            .or_else(|| is_calendar(rest).then_some(MomentForm { bare: None, is_clear: false }));
    }
    let (length, ago) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let bare = duration_form(length).filter(|_| ago.eq_ignore_ascii_case("ago"))?;
    Some(MomentForm { bare: Some(format!("now - {bare}")), is_clear: true })
}

/// Returns `true` for text that makes a time after a word such as `last` or `since`: `month`, `2 quarters`,
/// `yesterday`.
fn is_calendar(text: &str) -> bool {
    let unit = text.trim_start_matches(|character: char| character.is_ascii_digit() || character == ' ');
    let singular = unit.strip_suffix(['s', 'S']).unwrap_or(unit);
    let is_of_calendar = ["month", "quarter", "year"].iter().any(|known| known.eq_ignore_ascii_case(singular));
    is_of_calendar || time_unit(unit).is_some_and(|_| unit.len() > 2) || named_moment(unit).is_some()
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::{duration_form, moment_form};

    #[test]
    fn lengths_are_summed_in_the_largest_whole_unit() {
        let cases = [
            ("7d", "7d"),
            ("7 days", "7d"),
            ("24H", "24h"),
            ("2 weeks", "2w"),
            ("1h30m", "90m"),
            ("1 hour 30 minutes", "90m"),
            ("7d30m", "10110m"),
            ("1.5h", "90m"),
            ("0.5d", "12h"),
            ("1h0.5m", "3630s"),
            ("PT5M", "5m"),
            ("p1dt12h", "36h"),
        ];
        for (text, form) in cases {
            assert_eq!(duration_form(text).as_deref(), Some(form), "{text}");
        }
        for text in
            ["", "5", "h", "1M", "500ms", "0.0001s", "1.h", ".5h", "1..5h", "1h30", "7d/d", "99999999999999999w"]
        {
            assert_eq!(duration_form(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_counted_from_the_present() {
        let cases = [
            ("yesterday", Some("today - 1d")),
            ("CURRENT_DATE", Some("today")),
            ("getdate()", Some("now")),
            ("now-24H", Some("now - 24h")),
            ("now() - 1h30m", Some("now - 90m")),
            ("CURRENT_TIMESTAMP - 2 days", Some("now - 2d")),
            ("last 24h", Some("now - 24h")),
            ("in the last 7 days", Some("now - 7d")),
            ("past 90 minutes", Some("now - 90m")),
            ("1d ago", Some("now - 1d")),
            ("2 weeks ago", Some("now - 2w")),
            ("now-7d/d", None),
            ("now-1M", None),
            ("last month", None),
            ("this week", None),
            ("next 5 days", None),
            ("since yesterday", None),
        ];
        for (text, bare) in cases {
            assert_eq!(moment_form(text).map(|moment| moment.bare), Some(bare.map(str::to_owned)), "{text}");
        }
        for text in [
            "",
            "web",
            "last",
            "last backup",
            "since",
            "now we go",
            "in",
            "in the web",
            "after sales",
            "ago",
            "web ago",
            "today's",
        ] {
            assert_eq!(moment_form(text), None, "{text}");
        }
    }
}
