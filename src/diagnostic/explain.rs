//! Texts of explanations and funnels: why a row matches or does not, and how many rows each part leaves.
//!
//! The text of an explanation has one line per reason: the comparison, whether it holds, the row's value, and the near
//! miss if there is one.

use std::fmt;

use super::check::types::a;
use super::words::{legible, shown, ticked, ticks};
use crate::collation::NeedlePosition;
use crate::filter::{Comparison, Operand, Term};
use crate::path::Path;
use crate::program::{Explanation, Funnel, FunnelStage, Lookup, NearMiss, NearMissKind, Reason, kind};
use crate::syntax::print::{literal_of, quote};
use crate::syntax::{TokenKind, tokens};
use crate::ty::Type;
use crate::value::{Json, Value};

/// Displayed with one line per reason.
impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.reasons().is_empty() {
            return write!(f, "the filter is {} for every row", self.matches());
        }
        for (index, reason) in self.reasons().iter().enumerate() {
            write!(f, "{}{reason}", if index > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

/// Displayed on one line.
impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holds = if self.holds { "holds" } else { "fails" };
        let below = match self.wanted {
            Some(true) => "",
            Some(false) => ", inside a `not`",
            None => ", inside an `xor`",
        };
        let found = found(self.comparison.field.path(), &self.found);
        let near = self.near_miss.as_ref().map_or_else(String::new, |miss| near(self.comparison, &self.found, miss));
        let text = ticked(&one_line(bare(self.text())));
        let line = format!("{text} {holds}{below}: {found}{near}{}", bound(self.comparison, self.source()));
        f.write_str(&legible(line))
    }
}

/// Displayed as a table: the number of rows that each stage leaves, and the number that it matches alone.
impl fmt::Display for Funnel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows().to_string().len().max("alone".len());
        let text = |stage: &FunnelStage<'_>| legible(shown(&one_line(stage.text())));
        write!(f, "{:>width$}  {:>width$}\n{:>width$}  {:width$}  all rows", "left", "alone", self.rows(), "")?;
        for stage in self.stages() {
            write!(f, "\n{:>width$}  {:>width$}  {}", stage.left, stage.alone, text(stage))?;
        }
        Ok(())
    }
}

/// Words what the row has at `path`.
fn found(path: &Path, found: &Lookup<'_>) -> String {
    let owner = |after| if after == 0 { "the row".to_owned() } else { shown_path(&prefix(path, after)) };
    match found {
        Lookup::Value(json) => format!("{} is {}", shown_path(path), shown_json(json)),
        Lookup::Missing { after, nearest } => {
            let name = path.names().nth(*after).unwrap_or_default();
            let near = nearest.map_or_else(String::new, |near| format!("; it has {}", shown_path(&Path::new([near]))));
            format!("{} has no {}{near}", owner(*after), shown_path(&Path::new([name])))
        }
        Lookup::Blocked { after, by } => {
            let lead = if *after > 0 && !by.is_null() { ", and a path cannot lead through it" } else { "" };
            format!("{} is {}{lead}", owner(*after), kind_of(by))
        }
    }
}

/// Returns the near miss as a clause to append to the text of [`found`].
fn near(comparison: &Comparison, found: &Lookup<'_>, miss: &NearMiss<'_>) -> String {
    let operator = comparison.operator.node;
    // The comparison shows a single operand; which item of a list was near it does not, so that one is named.
    let from = match (&comparison.operand, miss.term) {
        (Operand::List(_), Some(term)) => format!(" from {}", shown_term(term)),
        _ => String::new(),
    };
    let part = operator.needle_position().filter(|_| miss.element.is_none()).map(NeedlePosition::verb);
    let whose = match miss.element {
        Some(element) => format!("whose {}", shown_json(element)),
        None => "which".to_owned(),
    };
    match (miss.kind, part) {
        (NearMissKind::Case, Some(verb)) => format!(", which {verb} it in another case"),
        (NearMissKind::Case, None) => format!(", {whose} differs{from} only in case"),
        (NearMissKind::Space, Some(verb)) => format!(", which {verb} it except for the space around it"),
        (NearMissKind::Space, None) => format!(", {whose} differs{from} only in the space around it"),
        (NearMissKind::Edit, Some(verb)) => format!(", which {verb} something one edit away"),
        (NearMissKind::Edit, None) => format!(", {whose} is one edit away{from}"),
        (NearMissKind::OtherKind, _) => other_kind(found, &kind::wanted(comparison)),
        (NearMissKind::Bound, _) => format!(", which `{operator}` excludes"),
        (NearMissKind::Extra, _) => format!(", {whose} is not in the list"),
        (NearMissKind::Lacking, _) => format!(", which lacks {}", miss.term.map_or_else(String::new, shown_term)),
    }
}

fn other_kind(found: &Lookup<'_>, wanted: &[Type]) -> String {
    let Lookup::Value(json) = found else { return String::new() };
    let is_written_so = json.is_string() && kind::are_written_as_text(wanted)
        || json.is_number() && wanted.iter().all(|kind| matches!(kind, Type::Epoch(_)));
    if is_written_so {
        return format!(", which cannot be read as {}", any_of(wanted));
    }
    format!(", {} instead of {}", kind_of(json), any_of(wanted))
}

/// Words the value of a parameter or a relative time in the comparison.
fn bound(comparison: &Comparison, source: &str) -> String {
    let Operand::One(term) = &comparison.operand else { return String::new() };
    let written = term.span.of(source);
    let is_relative = matches!(term.value(), Some(Value::DateTime(_))) && written.starts_with(char::is_alphabetic);
    if !is_relative && !written.starts_with('$') {
        return String::new();
    }
    format!("; {} is {}", ticked(&one_line(written)), shown_term(term))
}

pub(super) fn shown_path(path: &Path) -> String {
    ticked(&path.to_string())
}

/// Returns the path of the first `count` names of `path`.
pub(super) fn prefix(path: &Path, count: usize) -> Path {
    Path::new(path.names().take(count))
}

fn shown_term(term: &Term) -> String {
    term.value().map_or_else(String::new, |value| match value {
        Value::Text(text) => ticks(&quote(&shown(text))),
        value @ (Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::Uuid(_)) => ticked(&literal_of(value)),
    })
}

/// Returns a value of a row in backticks, shortened if it is large or deep.
fn shown_json(json: &Json) -> String {
    const MOST_ELEMENTS: usize = 5;
    match json {
        Json::Array(elements) => {
            let shown: Vec<String> = elements.iter().take(MOST_ELEMENTS).map(flat).collect();
            let rest = if elements.len() > MOST_ELEMENTS { ", …" } else { "" };
            ticks(&format!("[{}{rest}]", shown.join(", ")))
        }
        json => ticks(&flat(json)),
    }
}

/// Returns a scalar in full, and `[…]` or `{…}` for an array or object with content.
fn flat(json: &Json) -> String {
    match json {
        Json::String(text) => quote(&shown(text)),
        Json::Array(elements) => if elements.is_empty() { "[]" } else { "[…]" }.to_owned(),
        Json::Object(members) => if members.is_empty() { "{}" } else { "{…}" }.to_owned(),
        Json::Null | Json::Bool(_) | Json::Number(_) => json.to_string(),
    }
}

fn kind_of(json: &Json) -> String {
    kind::of_json(json).map_or_else(|| "null".to_owned(), |kind| with_article(&kind))
}

/// Returns a kind with its article.
pub(super) fn with_article(kind: &Type) -> String {
    if matches!(kind, Type::Array(_)) { "an array".to_owned() } else { a(kind) }
}

pub(super) fn any_of(kinds: &[Type]) -> String {
    kinds.iter().map(with_article).collect::<Vec<_>>().join(" or ")
}

/// Returns `text` on one line, without comments, and cut if it is long.
fn one_line(text: &str) -> String {
    /// In bytes; messages cut their texts to less.
    const ENOUGH: usize = 400;
    let mut line = String::new();
    let mut end = 0;
    for token in tokens(text).filter(|token| token.kind != TokenKind::Comment) {
        if !line.is_empty() && token.span.start() > end {
            line.push(' ');
        }
        line.push_str(token.span.of(text));
        end = token.span.end();
        if line.len() > ENOUGH {
            break;
        }
    }
    line
}

/// Returns a reason's `text` without parentheses around it. A reason is one comparison, so that a `(` at its start is
/// closed at its end.
fn bare(text: &str) -> &str {
    let mut bare = text;
    while let Some(inner) = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        bare = inner.trim();
    }
    bare
}
