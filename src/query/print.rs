//! The text of a checked query: its canonical text, which parses, under the same schema, to an equal query, and the
//! conversions from and to text.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::Query;
use crate::diagnostic::Diagnostics;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Operand, Term, TermKind};
use crate::schema::Schema;
use crate::syntax::ast::Connective;
use crate::syntax::print::{
    PrintableNode, PrintableTree, PrintedComparison, PrintedKey, literal_of, quote, write_clauses, write_tree,
};
use crate::value::RelativeTime;

/// Returns the canonical text of `checked`.
pub(crate) fn print(checked: &Checked) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write(checked, &mut out);
    out
}

fn write(checked: &Checked, out: &mut String) -> fmt::Result {
    let Checked { filter, sort, page, .. } = checked;
    if filter.kind != FilterKind::Constant(true) {
        write_tree(&FilterTree, filter, out)?;
    }
    let keys = sort.iter().map(|key| PrintedKey {
        path: key.field.path().clone(),
        descending: key.descending,
        collation: key.collation.map(|collation| collation.node),
    });
    write_clauses(out, keys, page.offset.map(|count| count.node), page.limit.map(|count| count.node))
}

/// The tree of checked filters, for the printer.
struct FilterTree;

impl PrintableTree for FilterTree {
    type Node = Filter;

    fn view<'n>(&self, node: &'n Filter) -> PrintableNode<'n, Filter> {
        let group = |connective, items: &'n [Filter], empty| {
            if items.is_empty() { PrintableNode::Constant(empty) } else { PrintableNode::Group(connective, items) }
        };
        match &node.kind {
            FilterKind::Constant(constant) => PrintableNode::Constant(*constant),
            FilterKind::Comparison(_) => PrintableNode::Comparison,
            FilterKind::Not(operand) if negatable(operand).is_some() => PrintableNode::Comparison,
            FilterKind::Not(operand) => PrintableNode::Not(operand),
            FilterKind::And(items) => group(Connective::And, items, true),
            FilterKind::Or(items) => group(Connective::Or, items, false),
            FilterKind::Xor(items) => group(Connective::Xor, items, false),
        }
    }

    fn write_comparison(&self, node: &Filter, out: &mut String) -> fmt::Result {
        let (negated, comparison) = match &node.kind {
            FilterKind::Comparison(comparison) => (false, Some(comparison)),
            FilterKind::Not(operand) => (true, negatable(operand)),
            FilterKind::Constant(_) | FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) => (false, None),
        };
        let Some(comparison) = comparison else { return Ok(()) };
        let values: Vec<String> = comparison.operand.terms().iter().map(term).collect();
        let printed = PrintedComparison {
            path: comparison.field.path(),
            negated,
            operator: comparison.operator.node,
            values: &values,
            is_list: matches!(comparison.operand, Operand::List(_)),
            collation: comparison.collation.map(|collation| collation.node),
        };
        printed.write(out)
    }
}

/// Returns the comparison whose negation is written `not in` or `not contains`, or `None` if `operand` is not one.
fn negatable(operand: &Filter) -> Option<&Comparison> {
    match &operand.kind {
        FilterKind::Comparison(comparison) => Some(comparison).filter(|negated| negated.operator.node.takes_not()),
        FilterKind::Constant(_) | FilterKind::Not(_) | FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) => {
            None
        }
    }
}

fn term(term: &Term) -> String {
    match &term.kind {
        TermKind::Known { quoted: Some(quoted), .. } => quote(quoted),
        TermKind::Known { value, .. } => literal_of(value),
        TermKind::Parameter(name) => format!("${name}"),
        TermKind::RelativeTime(RelativeTime { anchor, offset: None }) => anchor.as_str().to_owned(),
        TermKind::RelativeTime(RelativeTime { anchor, offset: Some(offset) }) => {
            format!("{} {} {}", anchor.as_str(), offset.direction.sign(), offset.length.short())
        }
    }
}

/// Writes the canonical text.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(&self.checked))
    }
}

impl FromStr for Query {
    type Err = Diagnostics;

    /// Parses `text` and checks it against the open schema.
    fn from_str(text: &str) -> Result<Self, Diagnostics> {
        Self::parse(text, &Schema::open())
    }
}

/// Serialises as the canonical text. It is deserialised as a text and parsed with [`Query::parse`] under the same
/// schema: under another one the same text may select other rows.
///
/// ```
/// use tamis::{Field, Query, Schema, Type};
/// let schema = Schema::builder("jobs").field(Field::new("at", Type::DateTime)).build()?;
/// let query = Query::parse("at > '2026-01-01'", &schema)?;
/// let stored = serde_json::to_string(&query)?;
/// let text: String = serde_json::from_str(&stored)?;
/// assert_eq!(Query::parse(&text, &schema)?, query);
/// assert_ne!(Query::parse(&text, &Schema::open())?, query);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```compile_fail,E0277
/// let query: tamis::Query = serde_json::from_str("\"at > '2026-01-01'\"").unwrap();
/// ```
impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
