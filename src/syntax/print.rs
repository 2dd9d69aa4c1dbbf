//! The printer: the canonical text of a tree. One printer serves both trees, that of what was written and that of what
//! is meant: each implements [`PrintableTree`] and writes its own comparisons.
//!
//! Canonical: `==`, keywords in lower case, double quotes, and only the parentheses that the tree needs. A group inside
//! one of the same connective keeps its own, so that parsing the printed text returns an equal tree.

use std::fmt::{self, Write};

use super::ast::{
    Ast, AstComparison, AstExpr, AstLiteral, AstOperand, Connective, ExprKind, Key, LiteralKind, PathSpan,
};
use super::error::ParseError;
use super::parse::parse_literal;
pub(crate) use super::text::quote;
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::value::Value;

/// A tree that can be printed.
pub(crate) trait PrintableTree {
    type Node;

    /// Returns the node as the printer sees it.
    fn view<'n>(&self, node: &'n Self::Node) -> PrintableNode<'n, Self::Node>;

    /// Appends the comparison at `node` to `out`.
    fn write_comparison(&self, node: &Self::Node, out: &mut String) -> fmt::Result;
}

/// A node as the printer sees it.
pub(crate) enum PrintableNode<'n, N> {
    Constant(bool),
    Comparison,
    Not(&'n N),
    Group(Connective, &'n [N]),
}

/// Appends `node` and all below it to `out`.
pub(crate) fn write_tree<T: PrintableTree>(tree: &T, node: &T::Node, out: &mut String) -> fmt::Result {
    match tree.view(node) {
        PrintableNode::Constant(constant) => write!(out, "{constant}"),
        PrintableNode::Comparison => tree.write_comparison(node, out),
        PrintableNode::Not(operand) => {
            out.push_str("not ");
            write_operand(tree, operand, None, out)
        }
        PrintableNode::Group(connective, items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    write!(out, " {} ", connective.spelling())?;
                }
                write_operand(tree, item, Some(connective), out)?;
            }
            Ok(())
        }
    }
}

/// Appends an operand of `outer`, or of a `not` if that is `None`, in parentheses if it needs them.
fn write_operand<T: PrintableTree>(
    tree: &T,
    node: &T::Node,
    outer: Option<Connective>,
    out: &mut String,
) -> fmt::Result {
    match tree.view(node) {
        PrintableNode::Group(inner, _) if inner.needs_parentheses_in(outer) => {
            out.push('(');
            write_tree(tree, node, out)?;
            out.push(')');
            Ok(())
        }
        _ => write_tree(tree, node, out),
    }
}

/// A comparison of either tree, its values printed already.
pub(crate) struct PrintedComparison<'a, V> {
    pub(crate) path: &'a Path,
    pub(crate) negated: bool,
    pub(crate) operator: Operator,
    pub(crate) values: &'a [V],
    /// `true` if the values are those of a list, `false` for a single one.
    pub(crate) is_list: bool,
    pub(crate) collation: Option<Collation>,
}

impl<V: AsRef<str>> PrintedComparison<'_, V> {
    /// Appends the comparison to `out`.
    pub(crate) fn write(&self, out: &mut String) -> fmt::Result {
        write_head(out, self.path, self.negated, self.operator)?;
        out.push_str(if self.is_list { "(" } else { "" });
        for (index, value) in self.values.iter().enumerate() {
            write!(out, "{}{}", if index > 0 { ", " } else { "" }, value.as_ref())?;
        }
        out.push_str(if self.is_list { ")" } else { "" });
        write_collation(out, self.collation)
    }
}

/// Appends path and operator, and the blank after them.
pub(super) fn write_head(out: &mut String, path: &Path, negated: bool, operator: Operator) -> fmt::Result {
    write!(out, "{path} {}{operator} ", if negated { "not " } else { "" })
}

/// Returns the literal that means `value`.
pub(crate) fn literal_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quote(text),
        Value::DateTime(instant) => instant.to_string(),
        Value::Duration(length) => length.short(),
        Value::Uuid(uuid) => quote(&uuid.to_string()),
    }
}

pub(super) fn write_collation(out: &mut String, collation: Option<Collation>) -> fmt::Result {
    collation.map_or(Ok(()), |collation| write!(out, " collate {collation}"))
}

/// A sort key of either tree.
#[derive(Clone)]
pub(crate) struct PrintedKey {
    pub(crate) path: Path,
    pub(crate) descending: bool,
    pub(crate) collation: Option<Collation>,
}

/// Appends the clauses to `out`, which may hold a filter already.
pub(crate) fn write_clauses(
    out: &mut String,
    keys: impl IntoIterator<Item = PrintedKey>,
    offset: Option<u64>,
    limit: Option<u64>,
) -> fmt::Result {
    for (index, key) in keys.into_iter().enumerate() {
        if index == 0 {
            separate(out);
        }
        out.push_str(if index > 0 { ", " } else { "sort by " });
        write_key(out, &key)?;
    }
    for (word, count) in [("offset", offset), ("limit", limit)] {
        if let Some(count) = count {
            separate(out);
            write!(out, "{word} {count}")?;
        }
    }
    Ok(())
}

pub(super) fn write_key(out: &mut String, key: &PrintedKey) -> fmt::Result {
    write!(out, "{}{}", key.path, if key.descending { " desc" } else { "" })?;
    write_collation(out, key.collation)
}

/// Appends a blank before a clause, unless the clause is the first part of the query.
fn separate(out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
}

/// Returns the canonical text of `ast`, which was parsed from `source`, without its comments.
pub(crate) fn print(ast: &Ast, source: &str) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = WrittenTree { source }.write(ast, &mut out);
    out
}

/// Returns the canonical text of the one literal that `text` holds.
pub(crate) fn literal(text: &str) -> Result<String, Vec<ParseError>> {
    parse_literal(text).map(|literal| WrittenTree { source: text }.literal(&literal))
}

/// The tree of what was written, with its source.
pub(super) struct WrittenTree<'s> {
    pub(super) source: &'s str,
}

impl WrittenTree<'_> {
    fn write(&self, ast: &Ast, out: &mut String) -> fmt::Result {
        if let Some(filter) = &ast.filter {
            write_tree(self, filter, out)?;
        }
        let keys = ast.sort.iter().map(|key| self.key(key));
        write_clauses(out, keys, ast.offset.map(|count| count.node), ast.limit.map(|count| count.node))
    }

    pub(super) fn key(&self, key: &Key) -> PrintedKey {
        let collation = key.collation.map(|collation| collation.node);
        PrintedKey { path: self.path(key.path), descending: key.descending, collation }
    }

    pub(super) fn path(&self, path: PathSpan) -> Path {
        Path::new(path.names(self.source).map(|name| name.node))
    }

    pub(super) fn comparison(&self, comparison: &AstComparison) -> String {
        let AstComparison { path, negated, operator, operand, collation } = comparison;
        let values: Vec<String> = operand.literals().iter().map(|literal| self.literal(literal)).collect();
        let printed = PrintedComparison {
            path: &self.path(*path),
            negated: *negated,
            operator: operator.node,
            values: &values,
            is_list: matches!(operand, AstOperand::List(..)),
            collation: collation.map(|collation| collation.node),
        };
        let mut out = String::new();
        // Writing into a string cannot fail.
        let _ = printed.write(&mut out);
        out
    }

    pub(super) fn literal(&self, literal: &AstLiteral) -> String {
        let written = literal.span.of(self.source);
        match &literal.kind {
            LiteralKind::Hole => String::new(),
            LiteralKind::Null => "null".to_owned(),
            LiteralKind::Boolean(boolean) => boolean.to_string(),
            LiteralKind::Text(_) => quote(literal.text(self.source).unwrap_or_default()),
            LiteralKind::Number
            | LiteralKind::Duration
            | LiteralKind::Date
            | LiteralKind::Word
            | LiteralKind::Parameter => written.to_owned(),
            LiteralKind::RelativeTime(anchor, None) => anchor.as_str().to_owned(),
            LiteralKind::RelativeTime(anchor, Some(offset)) => {
                let duration = offset.duration.of(self.source);
                format!("{} {} {duration}", anchor.as_str(), offset.direction.sign())
            }
        }
    }
}

impl PrintableTree for WrittenTree<'_> {
    type Node = AstExpr;

    fn view<'n>(&self, node: &'n AstExpr) -> PrintableNode<'n, AstExpr> {
        match &node.kind {
            ExprKind::Constant(constant) => PrintableNode::Constant(*constant),
            ExprKind::Comparison(_) | ExprKind::Hole(_) => PrintableNode::Comparison,
            ExprKind::Not(operand) => PrintableNode::Not(operand),
            ExprKind::Group(connective, items) => PrintableNode::Group(*connective, items),
        }
    }

    fn write_comparison(&self, node: &AstExpr, out: &mut String) -> fmt::Result {
        if let ExprKind::Comparison(comparison) = &node.kind {
            out.push_str(&self.comparison(comparison));
        }
        Ok(())
    }
}
