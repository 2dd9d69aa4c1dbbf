//! Texts of hints: all rows that were read contradict the query in some way.

use std::fmt;

use super::code::{Code, rows as code};
use super::explain::{any_of, prefix, shown_path, with_article};
use super::words::{legible, shown, ticks};
use crate::collation::NeedlePosition;
use crate::program::{Hint, HintDetail, Likeness};
use crate::syntax::print::quote;
use crate::ty::Type;

impl Hint<'_> {
    /// Returns the stable code, such as `tamis::rows::missing_path`, or `None` if there is no reason to warn: a
    /// property that is null in all rows is common.
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

    /// Returns the help: the cure, or `None` if it is not known.
    pub fn help(&self) -> Option<&str> {
        match &self.detail {
            HintDetail::Alike { likeness: Likeness::Case, .. } => {
                Some("add `collate ignorecase` to match it in any case")
            }
            HintDetail::Alike { likeness: Likeness::Space, .. } => Some("write the text exactly as in the rows"),
            HintDetail::Missing { .. }
            | HintDetail::Blocked { .. }
            | HintDetail::Null { .. }
            | HintDetail::OtherKind { .. }
            | HintDetail::Unreadable { .. }
            | HintDetail::MixedKinds { .. } => None,
        }
    }

    /// Words that something applies to `count` of the rows.
    fn in_rows(&self, count: u64) -> String {
        let rows = grouped(self.rows);
        match (count == self.rows, self.has_more_rows, self.rows) {
            (true, true, _) => format!("in all of the first {rows} rows"),
            (true, false, 1) => "in the only row".to_owned(),
            (true, false, _) => format!("in all {rows} rows"),
            (false, true, _) => format!("in {} of the first {rows} rows", grouped(count)),
            (false, false, _) => format!("in {} of {rows} rows", grouped(count)),
        }
    }

    /// Words that something applies to `count` of the rows; with `is_all`, to every row that has a value.
    fn in_rows_with_value(&self, count: u64, is_all: bool) -> String {
        match (is_all && count < self.rows, self.has_more_rows) {
            (true, true) => format!("in each of the first {} rows that has it", grouped(self.rows)),
            (true, false) => "in every row that has it".to_owned(),
            (false, _) => self.in_rows(count),
        }
    }

    fn kind_in_rows(&self, kind: &Type, count: u64) -> String {
        format!("{} {}", with_article(kind), self.in_rows(count))
    }
}

/// Displayed on one line, without the help.
impl fmt::Display for Hint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown_path(self.path);
        let line = match &self.detail {
            HintDetail::Missing { may_be_later } => {
                let near = self.nearest.as_ref().map(|near| format!("; did you mean {}?", shown_path(near)));
                let rows = match may_be_later {
                    true => format!("none of the first {} rows", grouped(self.rows)),
                    false => "no row".to_owned(),
                };
                format!("{rows} has {path}{}", near.unwrap_or_default())
            }
            HintDetail::Blocked { count, after, by } => {
                let at = shown_path(&prefix(self.path, *after));
                format!("{path} leads into {} {}, at {at}", with_article(by), self.in_rows(*count))
            }
            HintDetail::Null { has_missing: false } => format!("{path} is null {}", self.in_rows(self.rows)),
            HintDetail::Null { has_missing: true } => format!("{path} is null or missing {}", self.in_rows(self.rows)),
            HintDetail::OtherKind { kinds, count, wanted, is_all } => {
                let rows = self.in_rows_with_value(*count, *is_all);
                format!("{path} is {} instead of {} {rows}", any_of(kinds), any_of(wanted))
            }
            HintDetail::Unreadable { count, wanted, is_all } => {
                let rows = self.in_rows_with_value(*count, *is_all);
                format!("{path} is text that cannot be read as {} {rows}", any_of(wanted))
            }
            HintDetail::MixedKinds { kinds } => {
                let kinds: Vec<String> = kinds.iter().map(|(kind, count)| self.kind_in_rows(kind, *count)).collect();
                format!("rows are sorted by {path}, which is {}: each kind is sorted by itself", kinds.join(" and "))
            }
            HintDetail::Alike { likeness, text, count, term, operator, is_element } => {
                let space = if text.trim() == term.trim() { "the space" } else { "case and the space" };
                let (text, term) = (ticks(&quote(&shown(text))), ticks(&quote(&shown(term))));
                let (rows, whose) = (self.in_rows(*count), if *is_element { "an element of " } else { "" });
                match (likeness, operator.needle_position().map(NeedlePosition::verb).filter(|_| !is_element)) {
                    (Likeness::Case, Some(verb)) => {
                        format!("{path} {verb} {term} only in another case {rows}, such as {text}")
                    }
                    (Likeness::Case, None) => {
                        format!("{whose}{path} differs from {term} only in case {rows}, such as {text}")
                    }
                    (Likeness::Space, _) => {
                        format!("{whose}{path} differs from {term} in {space} around it {rows}, such as {text}")
                    }
                }
            }
        };
        f.write_str(&legible(line))
    }
}

/// Formats a number with commas between the thousands.
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
