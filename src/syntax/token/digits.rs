//! Tokens that start with a digit: numbers, durations and dates.
//!
//! The longest of the three is taken. Whatever touches it and could be a part of one makes the whole run malformed, so
//! that `5x` and `2026-1-1` are one mistake each, and never a number with a word or with other numbers.

use crate::path::continues_word;
use crate::value::{BYTE_UNITS, DurationUnit, json_number_length};

/// The kind of a run of characters that starts with a digit.
pub(super) enum DigitRun {
    Number,
    Duration,
    Date,
    Malformed,
}

/// Returns the kind and the length of the longest date, duration or number that `rest` starts with. If more characters
/// follow that could belong to one, all of them are malformed.
pub(super) fn digit_run(rest: &str) -> (DigitRun, usize) {
    let (kind, length) = longest_of_digits(rest);
    let run = run_length(rest);
    if run > length { (DigitRun::Malformed, run) } else { (kind, length) }
}

fn longest_of_digits(rest: &str) -> (DigitRun, usize) {
    let date = date_length(rest);
    if date > 0 {
        return (DigitRun::Date, date);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest.get(digits..).and_then(|tail| tail.chars().next());
    let is_duration = DurationUnit::ALL.iter().any(|known| Some(known.letter()) == unit);
    let number = json_number_length(rest);
    let byte_unit = BYTE_UNITS.iter().find(|unit| rest.get(number..).is_some_and(|tail| tail.starts_with(unit.symbol)));
    let number = number.saturating_add(byte_unit.map_or(0, |unit| unit.symbol.len()));
    if is_duration { (DigitRun::Duration, digits.saturating_add(1)) } else { (DigitRun::Number, number) }
}

/// Returns the length of the letters, digits, `_`, `.` and `:` that `rest` starts with, and `+` and `-` before a digit.
fn run_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = match character {
            '.' | ':' => true,
            '+' | '-' => next_is_digit,
            _ => continues_word(character),
        };
        if !belongs {
            return offset;
        }
    }
    rest.len()
}

/// Returns the length of the date that `rest` starts with, by its form alone; 0 if there is none.
fn date_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let fits = |from: usize, form: &[u8]| {
        let part = bytes.get(from..from.saturating_add(form.len()));
        part.is_some_and(|part| {
            part.iter()
                .zip(form)
                .all(|(byte, wanted)| if *wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
        })
    };
    if !fits(0, b"0000-00-00") {
        return 0;
    }
    let mut end = 10;
    if !fits(end, b"T00:00") {
        return end;
    }
    end = 16;
    if fits(end, b":00") {
        end = 19;
        if fits(end, b".0") {
            let digits = bytes.iter().skip(20).take_while(|byte| byte.is_ascii_digit()).count();
            end = end.saturating_add(1).saturating_add(digits);
        }
    }
    if fits(end, b"Z") {
        end = end.saturating_add(1);
    } else if fits(end, b"+00:00") || fits(end, b"-00:00") {
        end = end.saturating_add(6);
    }
    end
}
