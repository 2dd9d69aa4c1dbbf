//! A date-time prepared once, then compared with the text of many rows.

use std::cmp::Ordering;

use super::DateTime;

/// `2026-01-31T08:00:00Z`: the form that rows have nearly always, and whose order is that of its bytes.
type Form = [u8; 20];

/// A date-time that text of rows is ordered to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instant {
    datetime: DateTime,
    /// Its whole second in that form.
    second: Option<Form>,
    /// Whether it lies behind the beginning of that second.
    has_fraction: bool,
}

impl Instant {
    pub(crate) fn new(datetime: DateTime) -> Self {
        let text = datetime.to_string();
        let whole = text.trim_end_matches('Z').split('.').next().unwrap_or_default();
        let second = format!("{whole}Z").as_bytes().try_into().ok();
        Self { datetime, second, has_fraction: text.contains('.') }
    }

    /// How the instant that `text` gives is ordered to this one; nothing where it gives none.
    pub(crate) fn order_of(&self, text: &str) -> Option<Ordering> {
        if let (Some(second), Ok(row)) = (&self.second, <&Form>::try_from(text.as_bytes()))
            && is_plain(row)
        {
            let behind = if self.has_fraction { Ordering::Less } else { Ordering::Equal };
            return Some(row.cmp(second).then(behind));
        }
        Some(DateTime::read(text)?.cmp(&self.datetime))
    }
}

/// Whether `form` is surely a date-time, in UTC and without a leap second. Days after the 28th may or may not be there, and
/// are read.
fn is_plain(form: &Form) -> bool {
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
