//! What is reported of all rows that were read: where they contradict the query.

use std::fmt;

use super::code::{Code, rows as code};
use super::explain::{above, any_of, one, shown_path};
use super::words::{legible, shown, ticks};
use crate::operator::Operator;
use crate::program::{Hint, HintDetail, Likeness};
use crate::syntax::print::quote;
use crate::ty::Type;

impl Hint<'_> {
    /// Returns the stable code, such as `tamis::rows::missing_path`, or `None` where it is no reason to warn: that a
    /// property is null in all rows is common.
    pub fn code(&self) -> Option<&'static str> {
        let code = match &self.detail {
            HintDetail::Missing { .. } => code::MISSING_PATH,
            HintDetail::Blocked { .. } => code::BLOCKED_PATH,
            HintDetail::Null { .. } => return None,
            HintDetail::OtherKind { .. } => code::OTHER_KIND,
            HintDetail::Unreadable { .. } => code::UNREADABLE_TEXT,
            HintDetail::MixedKinds { .. } => code::MIXED_KINDS,
            HintDetail::Alike { likeness: Likeness::Case, .. } => code::OTHER_CASE,
            HintDetail::Alike { likeness: Likeness::Space, .. } => code::OTHER_SPACE,
        };
        Some(Code::spelling(code))
    }

    /// Returns what to do about it, where that is known.
    pub fn help(&self) -> Option<&str> {
        match &self.detail {
            HintDetail::Alike { likeness: Likeness::Case, .. } => {
                Some("add `collate ignorecase` to match it in any case")
            }
            HintDetail::Alike { likeness: Likeness::Space, .. } => Some("write the text as the rows have it"),
            HintDetail::Missing { .. }
            | HintDetail::Blocked { .. }
            | HintDetail::Null { .. }
            | HintDetail::OtherKind { .. }
            | HintDetail::Unreadable { .. }
            | HintDetail::MixedKinds { .. } => None,
        }
    }

    /// In how many rows, `count` of them.
    fn in_rows(&self, count: u64) -> String {
        let rows = grouped(self.rows);
        match (count == self.rows, self.is_first, self.rows) {
            (true, true, _) => format!("in all of the first {rows} rows"),
            (true, false, 1) => "in the one row".to_owned(),
            (true, false, _) => format!("in all {rows} rows"),
            (false, true, _) => format!("in {} of the first {rows} rows", grouped(count)),
            (false, false, _) => format!("in {} of {rows} rows", grouped(count)),
        }
    }

    /// The same of values that are so wherever there is one, where `is_all` holds.
    fn in_rows_with_value(&self, count: u64, is_all: bool) -> String {
        match (is_all && count < self.rows, self.is_first) {
            (true, true) => format!("in each of the first {} rows that has it", grouped(self.rows)),
            (true, false) => "in every row that has it".to_owned(),
            (false, _) => self.in_rows(count),
        }
    }
}

/// On one line, without the help.
impl fmt::Display for Hint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown_path(self.path);
        let said = match &self.detail {
            HintDetail::Missing { is_of_first } => {
                let near = self.nearest.as_ref().map(|near| format!("; did you mean {}?", shown_path(near)));
                let rows = match is_of_first {
                    true => format!("none of the first {} rows", grouped(self.rows)),
                    false => "no row".to_owned(),
                };
                format!("{rows} has {path}{}", near.unwrap_or_default())
            }
            HintDetail::Blocked { count, after, by } => {
                let at = shown_path(&above(self.path, *after));
                format!("{path} leads into {} {}, at {at}", one(by), self.in_rows(*count))
            }
            HintDetail::Null { has_missing: false } => format!("{path} is null {}", self.in_rows(self.rows)),
            HintDetail::Null { has_missing: true } => format!("{path} is null or missing {}", self.in_rows(self.rows)),
            HintDetail::OtherKind { kinds, count, wanted, is_all } => {
                let rows = self.in_rows_with_value(*count, *is_all);
                format!("{path} is {} {rows}, where {} is wanted", any_of(kinds), any_of(wanted))
            }
            HintDetail::Unreadable { count, wanted, is_all } => {
                let rows = self.in_rows_with_value(*count, *is_all);
                format!("{path} is text that does not read as {} {rows}", any_of(wanted))
            }
            HintDetail::MixedKinds { kinds } => {
                let kinds: Vec<String> = kinds.iter().map(|(kind, count)| self.kind_in_rows(kind, *count)).collect();
                format!("{path}, by which rows are sorted, is {}: each kind is sorted by itself", kinds.join(" and "))
            }
            HintDetail::Alike { likeness, text, count, term, operator, is_element } => {
                let space = if text.trim() == term.trim() { "the space" } else { "case and the space" };
                let (text, term) = (ticks(&quote(&shown(text))), ticks(&quote(&shown(term))));
                let (rows, whose) = (self.in_rows(*count), if *is_element { "an element of " } else { "" });
                match (likeness, verb(*operator).filter(|_| !is_element)) {
                    (Likeness::Case, Some(verb)) => {
                        format!("{path} {verb} {term} in another case only {rows}, such as {text}")
                    }
                    (Likeness::Case, None) => {
                        format!("{whose}{path} differs from {term} in case only {rows}, such as {text}")
                    }
                    (Likeness::Space, _) => {
                        format!("{whose}{path} differs from {term} in {space} around it {rows}, such as {text}")
                    }
                }
            }
        };
        f.write_str(&legible(said))
    }
}

impl Hint<'_> {
    fn kind_in_rows(&self, kind: &Type, count: u64) -> String {
        format!("{} {}", one(kind), self.in_rows(count))
    }
}

/// How a part of a text is named.
fn verb(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Contains => Some("contains"),
        Operator::StartsWith => Some("begins with"),
        Operator::EndsWith => Some("ends with"),
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In
        | Operator::Subset
        | Operator::Superset => None,
    }
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
