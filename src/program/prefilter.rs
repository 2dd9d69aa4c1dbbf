//! A literal that the bytes of every matching row contain, searched for before anything is parsed.
//!
//! If a filter is true only of rows with some text under `ordinal`, a block of bytes that does not contain the text has
//! no matching row. Two things keep that sound. JSON may write a character as an escape, so the literal is the longest
//! part of the text that has no short escape (`\n`, `\/`), and a block with any `\u` is not ruled out. And the filter
//! must demand the text: a conjunction demands the texts of its items; `or`, `xor` and `not` demand none.

use memchr::memmem::Finder;

use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Term};
use crate::value::Value;

/// A prepared search for the literal.
#[derive(Debug)]
pub(super) struct Prefilter {
    literal: Finder<'static>,
    /// `\u`, the only escape that can hide a character of the literal.
    escape: Finder<'static>,
}

impl Prefilter {
    /// Returns the prefilter of a query, or `None` if its filter demands no text.
    pub(super) fn new(checked: &Checked) -> Option<Self> {
        let literal = demanded(&checked.filter, checked.collation)?;
        Some(Self { literal: Finder::new(literal).into_owned(), escape: Finder::new("\\u").into_owned() })
    }

    /// Returns `true` if no row in `rows` can match.
    pub(super) fn rules_out(&self, rows: &[u8]) -> bool {
        self.literal.find(rows).is_none() && self.escape.find(rows).is_none()
    }
}

/// Returns the longest literal in every row for which `filter` is true.
fn demanded(filter: &Filter, default: Collation) -> Option<&str> {
    match &filter.kind {
        FilterKind::And(items) => {
            items.iter().filter_map(|item| demanded(item, default)).max_by_key(|literal| literal.len())
        }
        FilterKind::Comparison(comparison) => demanded_by_comparison(comparison, default),
        FilterKind::Constant(_) | FilterKind::Not(_) | FilterKind::Or(_) | FilterKind::Xor(_) => None,
    }
}

/// Returns the literal in every row of which `comparison` is true.
fn demanded_by_comparison(comparison: &Comparison, default: Collation) -> Option<&str> {
    let is_exact = comparison.collation_or(default).equates_identical_only();
    let [only] = comparison.operand.terms() else { return None };
    if comparison.operator.node.requires_operand_text() && is_exact { literal_of(only) } else { None }
}

/// Returns the longest part of a text that has no character with a short escape in JSON.
fn literal_of(term: &Term) -> Option<&str> {
    let text = term.value().and_then(Value::as_text)?;
    let has_escape = |character: char| matches!(character, '"' | '\\' | '/' | '\u{0}'..='\u{1F}');
    text.split(has_escape).max_by_key(|part| part.len()).filter(|part| !part.is_empty())
}
