//! The printer: a tree in its canonical text. One for both trees; each says what its nodes are and writes its leaves.
//!
//! Canonical: `==`, keywords in lower case, double quotes, and only the parentheses that the tree needs. A group inside
//! one of the same connective keeps its own, so that parsing what was printed gives the same tree.

use std::fmt::{self, Write};

use super::ast::{Ast, Comparison, Connective, Expr, ExprKind, Key, Literal, LiteralKind, Operand, PathSpan};
use super::error::ParseError;
use super::parse::parse_literal;
pub(crate) use super::text::quote;
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::value::Value;

/// What the printer asks of a tree.
pub(crate) trait Tree {
    type Node;

    fn shape<'n>(&self, node: &'n Self::Node) -> Shape<'n, Self::Node>;

    fn write_comparison(&self, node: &Self::Node, out: &mut String) -> fmt::Result;
}

/// What the printer makes of a node.
pub(crate) enum Shape<'n, N> {
    Constant(bool),
    Comparison,
    Not(&'n N),
    Group(Connective, &'n [N]),
}

/// Writes `node` and all below it.
pub(crate) fn write_tree<T: Tree>(tree: &T, node: &T::Node, out: &mut String) -> fmt::Result {
    match tree.shape(node) {
        Shape::Constant(constant) => write!(out, "{constant}"),
        Shape::Comparison => tree.write_comparison(node, out),
        Shape::Not(operand) => {
            out.push_str("not ");
            let needs_group = matches!(tree.shape(operand), Shape::Group(inner, _) if needs_group(inner, None));
            write_operand(tree, operand, needs_group, out)
        }
        Shape::Group(connective, items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    write!(out, " {} ", connective.spelling())?;
                }
                let needs_group =
                    matches!(tree.shape(item), Shape::Group(inner, _) if needs_group(inner, Some(connective)));
                write_operand(tree, item, needs_group, out)?;
            }
            Ok(())
        }
    }
}

/// Whether a group keeps its parentheses inside one of `outer`, or behind `not`.
pub(super) fn needs_group(inner: Connective, outer: Option<Connective>) -> bool {
    outer.is_none_or(|outer| inner <= outer)
}

fn write_operand<T: Tree>(tree: &T, node: &T::Node, needs_group: bool, out: &mut String) -> fmt::Result {
    if !needs_group {
        return write_tree(tree, node, out);
    }
    out.push('(');
    write_tree(tree, node, out)?;
    out.push(')');
    Ok(())
}

/// Writes path, operator and a list or a value, and the collation. `items` are written already.
pub(crate) fn write_comparison(
    out: &mut String,
    path: &Path,
    operator: (bool, Operator),
    (items, is_list): (&[impl AsRef<str>], bool),
    collation: Option<Collation>,
) -> fmt::Result {
    let (negated, operator) = operator;
    write_head(out, path, negated, operator)?;
    out.push_str(if is_list { "(" } else { "" });
    for (index, item) in items.iter().enumerate() {
        write!(out, "{}{}", if index > 0 { ", " } else { "" }, item.as_ref())?;
    }
    out.push_str(if is_list { ")" } else { "" });
    write_collation(out, collation)
}

/// Writes path and operator, and the blank behind them.
pub(super) fn write_head(out: &mut String, path: &Path, negated: bool, operator: Operator) -> fmt::Result {
    write!(out, "{path} {}{operator} ", if negated { "not " } else { "" })
}

/// The literal that means `value`.
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

/// What a clause may say, for both trees: a key's path, whether it descends, and its collation.
pub(crate) type PrintedKey = (Path, bool, Option<Collation>);

/// Writes the clauses behind what is in `out`.
pub(crate) fn write_clauses(
    out: &mut String,
    keys: impl IntoIterator<Item = PrintedKey>,
    offset: Option<u64>,
    limit: Option<u64>,
) -> fmt::Result {
    for (index, key) in keys.into_iter().enumerate() {
        separate(out, index == 0);
        out.push_str(if index > 0 { ", " } else { "sort by " });
        write_key(out, &key)?;
    }
    for (word, count) in [("offset", offset), ("limit", limit)] {
        if let Some(count) = count {
            separate(out, true);
            write!(out, "{word} {count}")?;
        }
    }
    Ok(())
}

pub(super) fn write_key(out: &mut String, (path, descending, collation): &PrintedKey) -> fmt::Result {
    write!(out, "{path}{}", if *descending { " desc" } else { "" })?;
    write_collation(out, *collation)
}

fn separate(out: &mut String, begins_clause: bool) {
    if begins_clause && !out.is_empty() {
        out.push(' ');
    }
}

/// The canonical text of what was written in `source`, without its comments.
pub(crate) fn print(ast: &Ast, source: &str) -> String {
    let mut out = String::new();
    let written = Written { source };
    // Writing into a text cannot fail.
    let _ = written.write(ast, &mut out);
    out
}

/// The canonical text of the one literal that `text` holds.
pub(crate) fn literal(text: &str) -> Result<String, Vec<ParseError>> {
    parse_literal(text).map(|literal| Written { source: text }.literal(&literal))
}

/// What was written, for the printer.
pub(super) struct Written<'s> {
    pub(super) source: &'s str,
}

impl Written<'_> {
    fn write(&self, ast: &Ast, out: &mut String) -> fmt::Result {
        if let Some(filter) = &ast.filter {
            write_tree(self, filter, out)?;
        }
        let keys = ast.sort.iter().map(|key| self.key(key));
        write_clauses(out, keys, ast.offset.map(|count| count.node), ast.limit.map(|count| count.node))
    }

    pub(super) fn key(&self, key: &Key) -> PrintedKey {
        (self.path(key.path), key.descending, key.collation.map(|collation| collation.node))
    }

    pub(super) fn path(&self, path: PathSpan) -> Path {
        Path::new(path.names(self.source).map(|name| name.node))
    }

    pub(super) fn comparison(&self, comparison: &Comparison) -> String {
        let Comparison { path, negated, operator, operand, collation } = comparison;
        let is_list = matches!(operand, Operand::List(..));
        let items: Vec<String> = operand.literals().iter().map(|literal| self.literal(literal)).collect();
        let (operator, collation) = ((*negated, operator.node), collation.map(|collation| collation.node));
        let mut out = String::new();
        // Writing into a text cannot fail.
        let _ = write_comparison(&mut out, &self.path(*path), operator, (&items, is_list), collation);
        out
    }

    pub(super) fn literal(&self, literal: &Literal) -> String {
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

impl Tree for Written<'_> {
    type Node = Expr;

    fn shape<'n>(&self, node: &'n Expr) -> Shape<'n, Expr> {
        match &node.kind {
            ExprKind::Constant(constant) => Shape::Constant(*constant),
            ExprKind::Comparison(_) | ExprKind::Hole(_) => Shape::Comparison,
            ExprKind::Not(operand) => Shape::Not(operand),
            ExprKind::Group(connective, items) => Shape::Group(*connective, items),
        }
    }

    fn write_comparison(&self, node: &Expr, out: &mut String) -> fmt::Result {
        if let ExprKind::Comparison(comparison) = &node.kind {
            out.push_str(&self.comparison(comparison));
        }
        Ok(())
    }
}
