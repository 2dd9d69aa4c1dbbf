//! A date-time that is compared with the text of many rows.
//!
//! Rows nearly always have one form, whose byte order is the order of instants. Text in that form is compared as bytes,
//! without being parsed.

use std::cmp::Ordering;

use super::DateTime;

/// Text in the usual form, `2026-01-31T08:00:00Z`.
type UsualForm = [u8; 20];

/// A date-time, prepared to be compared with text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instant {
    datetime: DateTime,
    /// The second that it is in, in the usual form.
    second: Option<UsualForm>,
    /// `true` if it is after the start of that second.
    has_fraction: bool,
}

impl Instant {
    pub(crate) fn new(datetime: DateTime) -> Self {
        let text = datetime.to_string();
        let whole = text.trim_end_matches('Z').split('.').next().unwrap_or_default();
        let second = format!("{whole}Z").as_bytes().try_into().ok();
        Self { datetime, second, has_fraction: text.contains('.') }
    }

    /// Returns the order of the instant in `text` relative to this one, or `None` if `text` is no date-time.
    pub(crate) fn order_of(&self, text: &str) -> Option<Ordering> {
        if let (Some(second), Ok(row)) = (&self.second, <&UsualForm>::try_from(text.as_bytes()))
            && is_plain(row)
        {
            let otherwise = if self.has_fraction { Ordering::Less } else { Ordering::Equal };
            return Some(row.cmp(second).then(otherwise));
        }
        Some(DateTime::read(text)?.cmp(&self.datetime))
    }
}

/// Returns `true` if `form` is certainly a valid date-time, in UTC and without a leap second. Days after the 28th need
/// the calendar, and are left to the parser.
fn is_plain(form: &UsualForm) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = *form else {
        return false;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2];
    let two = |tens: u8, ones: u8| tens.wrapping_sub(b'0').wrapping_mul(10).wrapping_add(ones.wrapping_sub(b'0'));
    digits.iter().all(u8::is_ascii_digit)
        && [y1, y2, y3, y4] != *b"0000"
        && (1..=12).contains(&two(m1, m2))
        && (1..=28).contains(&two(d1, d2))
        && two(h1, h2) < 24
        && two(n1, n2) < 60
        && two(s1, s2) < 60
}
