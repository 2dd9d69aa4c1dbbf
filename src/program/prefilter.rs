//! A text that every matching row must hold as it is written, looked for in bytes before any is read.

use memchr::memmem::Finder;

use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Term};
use crate::value::Value;

/// The prepared search.
#[derive(Debug)]
pub(super) struct Prefilter {
    literal: Finder<'static>,
    /// What begins the only escape that could stand for a part of the literal.
    escape: Finder<'static>,
}

impl Prefilter {
    /// Nothing where the filter demands no text.
    pub(super) fn new(checked: &Checked) -> Option<Self> {
        let literal = demanded(&checked.filter, checked.collation)?;
        Some(Self { literal: Finder::new(literal).into_owned(), escape: Finder::new("\\u").into_owned() })
    }

    /// Whether no row in `rows` can match.
    pub(super) fn rules_out(&self, rows: &[u8]) -> bool {
        self.literal.find(rows).is_none() && self.escape.find(rows).is_none()
    }
}

/// The longest text that every row has for which `filter` holds.
fn demanded(filter: &Filter, default: Collation) -> Option<&str> {
    match &filter.kind {
        FilterKind::And(items) => {
            items.iter().filter_map(|item| demanded(item, default)).max_by_key(|literal| literal.len())
        }
        FilterKind::Comparison(comparison) => compared(comparison, default),
        FilterKind::Constant(_) | FilterKind::Not(_) | FilterKind::Or(_) | FilterKind::Xor(_) => None,
    }
}

fn compared(comparison: &Comparison, default: Collation) -> Option<&str> {
    let collation = comparison.collation_or(default);
    match comparison.operand.terms() {
        [only] if comparison.operator.node.requires_operand_text() && collation == Collation::Ordinal => {
            only_text(only)
        }
        _ => None,
    }
}

/// The longest part of a text that JSON has no short escape for.
fn only_text(term: &Term) -> Option<&str> {
    let Some(Value::Text(text)) = term.value() else { return None };
    let has_escape = |character: char| matches!(character, '"' | '\\' | '/' | '\u{0}'..='\u{1F}');
    text.split(has_escape).max_by_key(|part| part.len()).filter(|part| !part.is_empty())
}
