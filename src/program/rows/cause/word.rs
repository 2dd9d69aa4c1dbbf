//! Messages for numbers and words that JSON does not have, such as `NaN`, `True` and `01`.

use super::super::error::RowError;
use super::super::state::State;
use super::{PYTHON, ROWS_ARE_JSON, ScanFailure};

impl ScanFailure<'_> {
    /// Returns the error of a number or a word that JSON does not have.
    pub(super) fn word(&self) -> RowError {
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-._:$".contains(byte);
        let begun = match self.state {
            State::Document | State::FirstElement | State::Element | State::Member | State::FirstKey | State::Key => 0,
            _ => self.before.iter().rev().take_while(|byte| **byte != b':').take_while(is_part).count(),
        };
        let start = self.at().saturating_sub(begun);
        let begin = self.before.get(start..).unwrap_or_default();
        let length = self.rest.iter().take_while(is_part).count();
        let rest = self.rest.get(..length).unwrap_or_default();
        let word: String = begin.iter().chain(rest).take(40).copied().map(char::from).collect();
        let after = self.rest.get(length..).unwrap_or_default();
        let error = match (self.open, after.starts_with(b"(")) {
            (None, true) => self.not_json(
                format!("a call of `{word}` around the rows"),
                "remove it; the part between its brackets is JSON",
            ),
            (Some(_), true) => self.not_json(
                format!("`{word}(…)` is not JSON"),
                "write it as a text or a number; `mongoexport` and JavaScript's `JSON.stringify` do",
            ),
            (_, false) => self.named_word(&word),
        };
        error.with_offset(start)
    }

    fn named_word(&self, word: &str) -> RowError {
        let is_no_json = format!("`{}` is not JSON", if word.is_empty() { "-" } else { word });
        let unsigned = word.trim_start_matches(['+', '-']);
        let digits = unsigned.starts_with(|character: char| character.is_ascii_digit());
        let help = match unsigned {
            "NaN" | "nan" | "NAN" | "Infinity" | "infinity" | "inf" | "Inf" => {
                "write `null` or a number; Python's `json.dumps` refuses it with `allow_nan=False`".to_owned()
            }
            "True" | "False" | "None" => PYTHON.to_owned(),
            "undefined" => "write `null`, or leave the member out; JavaScript's `JSON.stringify` does".to_owned(),
            "nil" | "NULL" | "Null" => "write `null`".to_owned(),
            "TRUE" => "write `true`".to_owned(),
            "FALSE" => "write `false`".to_owned(),
            _ if word.starts_with("tru") => "write `true`".to_owned(),
            _ if word.starts_with("fals") => "write `false`".to_owned(),
            _ if word.starts_with("nul") => "write `null`".to_owned(),
            _ if digits && word.starts_with('+') => format!("a number has no `+` before it: `{unsigned}`"),
            _ if digits && (unsigned.contains(':') || unsigned.matches('-').count() > 1) => {
                format!("a date or a time is a text, between double quotes: `\"{word}\"`")
            }
            _ if digits && unsigned.starts_with(['0']) && unsigned.bytes().all(|byte| byte.is_ascii_digit()) => {
                "a number has no zero before its digits; what has one is a text, between double quotes".to_owned()
            }
            _ if digits && unsigned.ends_with('.') => "a digit follows the point: `1.0`".to_owned(),
            _ if digits && unsigned.trim_end_matches(['+', '-']).ends_with(['e', 'E']) => {
                "a digit follows the `e`: `1e5`".to_owned()
            }
            _ if unsigned.starts_with('.') => "a digit comes before the point: `0.5`".to_owned(),
            "" => "a digit follows the minus: `-1`".to_owned(),
            _ if self.open.is_none() => ROWS_ARE_JSON.to_owned(),
            _ => format!("a text goes between double quotes: `\"{word}\"`"),
        };
        self.not_json(is_no_json, help)
    }
}
