//! Lengths of time and moments as people and other languages write them, and how this language writes the same.

use super::Duration;

/// In bytes; longer text is no time.
const LONGEST: usize = 64;

/// Units of time as they are spoken, and the letter of each.
const UNITS: &[(&str, &str)] = &[
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

/// Returns the letter of a unit of time, which `word` is in any case; `M` alone may be a month as well.
pub(crate) fn time_unit(word: &str) -> Option<&'static str> {
    let find = || UNITS.iter().find(|(spoken, _)| spoken.eq_ignore_ascii_case(word)).map(|(_, letter)| *letter);
    if word == "M" { None } else { find() }
}

/// Returns the duration that `text` is, as this language writes it: `7d` for `7 days`, `90m` for `1h30m`, `1.5h` and
/// `PT90M`. `None` where it is none, or no whole number of seconds.
pub(crate) fn duration_form(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if text.starts_with(['P', 'p']) {
        return in_whole_units(Duration::read(&text.to_ascii_uppercase())?.as_nanos());
    }
    let (first, mut rest) = part(text)?;
    if rest.is_empty() && !first.count.contains('.') {
        let short = format!("{}{}", first.count, first.unit);
        return Duration::read_short(&short).map(|_| short);
    }
    let mut length = first.nanoseconds()?;
    while !rest.is_empty() {
        let (next, behind) = part(rest)?;
        length = length.checked_add(next.nanoseconds()?)?;
        rest = behind;
    }
    in_whole_units(length)
}

/// Returns a length in the largest unit that it is a whole number of; `None` where it is negative, or there is none.
pub(crate) fn in_whole_units(nanoseconds: i128) -> Option<String> {
    ['d', 'h', 'm', 's'].into_iter().find_map(|unit| {
        let one = Duration::read_short(&format!("1{unit}"))?.as_nanos();
        let is_whole = nanoseconds >= 0 && nanoseconds.checked_rem(one) == Some(0);
        nanoseconds.checked_div(one).filter(|_| is_whole).map(|count| format!("{count}{unit}"))
    })
}

/// A number and a unit.
struct Part<'t> {
    count: &'t str,
    unit: &'static str,
}

/// Reads the part that `text` begins with, and what follows it.
fn part(text: &str) -> Option<(Part<'_>, &str)> {
    let digits = text.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    let (count, behind) = text.split_at_checked(digits)?;
    let behind = behind.trim_start();
    let end = behind.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(behind.len());
    let (unit, rest) = behind.split_at_checked(end)?;
    let unit = time_unit(unit)?;
    (!count.is_empty()).then_some((Part { count, unit }, rest.trim_start()))
}

impl Part<'_> {
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

/// A moment as other languages write it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MomentForm {
    /// It as this language writes it, where there is such a moment.
    pub(crate) bare: Option<String>,
    /// Set where the text can hardly be anything else.
    pub(crate) is_clear: bool,
}

/// Names of the present and of days, and how each is written here.
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

/// Words before a length of time, or a unit of it, that make a moment or a span of the calendar of it.
const BEFORE: &[&str] = &["last", "past", "previous", "next", "this", "since", "before", "after", "within"];

/// Returns `today - 1d` for `yesterday`, and `now` for `CURRENT_TIMESTAMP`, whichever the case.
pub(crate) fn named_moment(word: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, moment)| *moment)
}

/// Returns the moment that `text` is: `now - 7d` for `7 days ago`, `last 7 days` and `now-7D`. Where other languages
/// round it, as in `now-7d/d`, or mean a span of the calendar, as by `last month`, there is none here.
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
        // Other languages round after the length, or have other units.
        return length.starts_with(|first: char| first.is_ascii_digit()).then_some(MomentForm { bare, is_clear: true });
    }
    if first.eq_ignore_ascii_case("in") {
        let (the, behind) = rest.split_at_checked(4).unwrap_or(("", rest));
        let behind = if the.eq_ignore_ascii_case("the ") { behind } else { rest };
        return moment_form(behind).filter(|moment| moment.is_clear);
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

/// Returns `true` for what a word such as `last` or `since` makes a time of: `month`, `2 quarters`, `yesterday`.
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
