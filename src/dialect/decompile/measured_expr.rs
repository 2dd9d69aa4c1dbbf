//! Expressions that were read, with the depth of the text that they print as.

use crate::build::{Expr, FieldExpr, Literal, xor};
use crate::operator::Operator;
use crate::syntax::ast::Connective;

/// A part of a filter, measured while it is built: its own text is not printed to find its depth.
#[derive(Clone)]
pub(in crate::dialect) struct MeasuredExpr {
    pub(in crate::dialect) expr: Expr,
    /// The number of groups, `not`s and lists inside each other in the printed text.
    pub(in crate::dialect) depth: usize,
    shape: PrintedShape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PrintedShape {
    /// A comparison whose operator takes `not` as a part of its spelling.
    Negatable,
    Single,
    Group(Connective),
}

/// The right-hand side of an operator: one value, or a list.
pub(in crate::dialect) enum ReadOperand {
    One(Literal),
    List(Vec<Literal>),
}

impl MeasuredExpr {
    pub(in crate::dialect) fn comparison(property: FieldExpr, operator: Operator, operand: ReadOperand) -> Self {
        let (depth, values, is_list) = match operand {
            ReadOperand::One(value) => (0, vec![value], false),
            ReadOperand::List(values) => (1, values, true),
        };
        let shape = if operator.takes_not() { PrintedShape::Negatable } else { PrintedShape::Single };
        Self { expr: property.compare(operator, values, is_list), depth, shape }
    }

    pub(in crate::dialect) fn constant(constant: bool) -> Self {
        Self { expr: Expr::from(constant), depth: 0, shape: PrintedShape::Single }
    }

    /// Joins `items`. Without items, `and` is true, and the others are false; with one item, the result is that item.
    pub(in crate::dialect) fn join(connective: Connective, items: Vec<Self>) -> Self {
        let shape = match items.as_slice() {
            [] => PrintedShape::Single,
            [only] => only.shape,
            _ => PrintedShape::Group(connective),
        };
        let is_group = matches!(shape, PrintedShape::Group(_)) && items.len() > 1;
        let depth = |item: &Self| match item.shape {
            // A group inside one of the same connective is printed flat, but not `xor`, which counts its items.
            PrintedShape::Group(inner) if inner == connective && connective != Connective::Xor => item.depth,
            PrintedShape::Group(inner) if is_group && inner.needs_parentheses_in(Some(connective)) => {
                item.depth.saturating_add(1)
            }
            PrintedShape::Group(_) | PrintedShape::Negatable | PrintedShape::Single => item.depth,
        };
        let depth = items.iter().map(depth).max().unwrap_or(0);
        let exprs = items.into_iter().map(|item| item.expr);
        let expr = match connective {
            Connective::And => exprs.reduce(|all, next| all & next).unwrap_or(Expr::from(true)),
            Connective::Or => exprs.reduce(|any, next| any | next).unwrap_or(Expr::from(false)),
            Connective::Xor => xor(exprs),
        };
        Self { expr, depth, shape }
    }

    pub(in crate::dialect) fn negated(self) -> Self {
        let (added, shape) = match self.shape {
            PrintedShape::Negatable => (0, PrintedShape::Negatable),
            PrintedShape::Single => (1, PrintedShape::Single),
            PrintedShape::Group(_) => (2, PrintedShape::Single),
        };
        Self { expr: !self.expr, depth: self.depth.saturating_add(added), shape }
    }
}
