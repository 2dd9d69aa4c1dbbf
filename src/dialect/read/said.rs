//! A part of a filter that was read, with how deep its text will be.

use crate::build::{Expr, FieldExpr, Literal, xor};
use crate::operator::Operator;
use crate::syntax::ast::Connective;

/// A part of a filter.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) tree: Expr,
    /// How many groups, `not`s and lists its text has inside each other.
    pub(super) depth: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It takes a `not` into its operator.
    Negatable,
    Single,
    Group(Connective),
}

/// What an operator is compared with: one value, or a list.
pub(super) enum Values {
    One(Literal),
    List(Vec<Literal>),
}

impl Said {
    pub(super) fn comparison(property: FieldExpr, operator: Operator, values: Values) -> Self {
        let (depth, values, is_list) = match values {
            Values::One(value) => (0, vec![value], false),
            Values::List(values) => (1, values, true),
        };
        let kind = if operator.takes_not() { Kind::Negatable } else { Kind::Single };
        Self { tree: property.compare(operator, values, is_list), depth, kind }
    }

    pub(super) fn constant(constant: bool) -> Self {
        Self { tree: Expr::from(constant), depth: 0, kind: Kind::Single }
    }

    /// `and` without items is true, the others are false; of one item, each of them is that item.
    pub(super) fn join(connective: Connective, items: Vec<Self>) -> Self {
        let kind = match items.as_slice() {
            [] => Kind::Single,
            [only] => only.kind,
            _ => Kind::Group(connective),
        };
        let is_group = matches!(kind, Kind::Group(_)) && items.len() > 1;
        let depth = |item: &Self| match item.kind {
            // What is joined the same way goes on, but for `xor`, which counts its items.
            Kind::Group(inner) if inner == connective && connective != Connective::Xor => item.depth,
            Kind::Group(inner) if is_group && inner.needs_parentheses_in(Some(connective)) => {
                item.depth.saturating_add(1)
            }
            _ => item.depth,
        };
        let depth = items.iter().map(depth).max().unwrap_or(0);
        let trees = items.into_iter().map(|item| item.tree);
        let tree = match connective {
            Connective::And => trees.reduce(|all, next| all & next).unwrap_or(Expr::from(true)),
            Connective::Or => trees.reduce(|any, next| any | next).unwrap_or(Expr::from(false)),
            Connective::Xor => xor(trees),
        };
        Self { tree, depth, kind }
    }

    pub(super) fn negated(self) -> Self {
        let (added, kind) = match self.kind {
            Kind::Negatable => (0, Kind::Negatable),
            Kind::Single => (1, Kind::Single),
            Kind::Group(_) => (2, Kind::Single),
        };
        Self { tree: !self.tree, depth: self.depth.saturating_add(added), kind }
    }
}
