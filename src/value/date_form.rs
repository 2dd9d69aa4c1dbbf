//! Dates in the forms of other languages, translated to this language. Used for cures. A text is translated only if it
//! can be read in one way: `01/02/2026` is in January for some and in February for others, and is left alone.

use super::DateTime;

/// Returns `text` in the form of this language: `2026-01-31` for `31.01.2026`, `2026/1/31` and `20260131`, each also
/// with a time after it. Returns `None` if there is no such day, or if day and month could be swapped.
pub(crate) fn date_form(text: &str) -> Option<String> {
    let (date, time) = match text.split_once([' ', 'T', 't']) {
        Some((date, time)) => (date, Some(clock_form(time.trim())?)),
        None => (text, None),
    };
    let date = day_form(date)?;
    let form = time.map_or_else(|| date.clone(), |time| format!("{date}T{time}"));
    DateTime::read(&form).map(|_| form)
}

/// Returns a day in the form of this language.
fn day_form(text: &str) -> Option<String> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 8 && is_digits(text) {
        return Some(format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?));
    }
    let separator = text.chars().find(|character| !character.is_ascii_digit())?;
    let mut parts = text.split(separator);
    let [first, month, last] = [parts.next()?, parts.next()?, parts.next()?];
    let is_date = parts.next().is_none() && [first, month, last].into_iter().all(is_digits) && month.len() <= 2;
    let (year, day) = match separator {
        '-' | '/' | '.' if first.len() == 4 => (first, last),
        // Only with points the day always comes first.
        '.' if last.len() == 4 => (last, first),
        _ => return None,
    };
    (is_date && day.len() <= 2).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// Returns a time of day, with or without seconds, fraction and offset, in the form of this language: `08:00` for
/// `8:00`.
fn clock_form(text: &str) -> Option<String> {
    if let (6.., Some(clock)) =
        (text.len(), text.get(..6).filter(|clock| clock.bytes().all(|byte| byte.is_ascii_digit())))
    {
        let (hour, rest) = clock.split_at_checked(2)?;
        let (minute, second) = rest.split_at_checked(2)?;
        return Some(format!("{hour}:{minute}:{second}{}", offset_form(text.get(6..)?)));
    }
    let (hour, rest) = text.split_once(':')?;
    (matches!(hour.len(), 1 | 2)).then(|| format!("{hour:0>2}:{}", offset_form(rest)))
}

/// Returns the end of a time with a colon in its offset: `+01:00` for `+0100` and `+01`.
fn offset_form(text: &str) -> String {
    let text = text.to_ascii_uppercase();
    let sign = text.rfind(['+', '-']);
    let parts = sign.and_then(|sign| text.split_at_checked(sign.saturating_add(1)));
    match parts.filter(|(_, digits)| digits.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((before, digits)) => match digits.split_at_checked(2) {
            Some((hours, "")) => format!("{before}{hours}:00"),
            Some((hours, minutes)) if minutes.len() == 2 => format!("{before}{hours}:{minutes}"),
            _ => text,
        },
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::date_form;

    #[test]
    fn reads_what_can_be_read_in_one_way() {
        let forms = [
            ("31.01.2026", Some("2026-01-31")),
            ("1.2.2026", Some("2026-02-01")),
            ("2026/01/31", Some("2026-01-31")),
            ("2026-1-1", Some("2026-01-01")),
            ("2026.1.31", Some("2026-01-31")),
            ("20260131", Some("2026-01-31")),
            ("2026-01-31 8:00", Some("2026-01-31T08:00")),
            ("31.01.2026 08:00:30", Some("2026-01-31T08:00:30")),
            ("20260131T080000Z", Some("2026-01-31T08:00:00Z")),
            ("2026-01-31T08:00:00+0100", Some("2026-01-31T08:00:00+01:00")),
            ("2026-01-31T08:00:00.5-0430", Some("2026-01-31T08:00:00.5-04:30")),
            ("2026-01-31 8:00+01", Some("2026-01-31T08:00+01:00")),
            ("20260131T080000+0000", Some("2026-01-31T08:00:00+00:00")),
            ("2026-01-31T08:00:00+2500", None),
            ("2026-01-31T08:00:00+100", None),
            ("01/31/2026", None),
            ("31-01-2026", None),
            ("31.02.2026", None),
            ("31.01.26", None),
            ("10.0.0.1", None),
            ("1.2.3", None),
            ("", None),
        ];
        for (text, form) in forms {
            assert_eq!(date_form(text).as_deref(), form, "{text}");
        }
    }
}
