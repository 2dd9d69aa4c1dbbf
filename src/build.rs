//! The builder of filters without text: `field("status").is_in(["Failed"]) & !field("name").contains("test")`.
//!
//! An [`Expr`] is unchecked and knows no schema. It becomes a query by way of its canonical text (`display`), so that
//! one parser and one check serve text and builder, and diagnostics have a text to point into. The tree is stored flat,
//! in postfix order, so that an expression of any depth is cloned and dropped without recursion.

mod display;
mod literal;

use std::collections::VecDeque;
use std::fmt;
use std::ops::{BitAnd, BitOr, Not};

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::syntax::ast::Connective;

pub use literal::{Literal, LiteralError, parameter};

/// Returns the property at `path` to be compared: a dotted text, or a [`Path`] if a name contains a dot.
///
/// ```
/// use tamis::{Collation, Query, Schema, field};
/// let tree = field("state").is_in(["Running", "Finished"]) & !field("name").collate(Collation::IgnoreCase).contains("test");
/// let query = Query::build(&tree, &Schema::open())?;
/// assert_eq!(
///     query.to_string(),
///     r#"state in ("Running", "Finished") and name not contains "test" collate ignorecase"#
/// );
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
pub fn field(path: impl Into<Path>) -> FieldExpr {
    FieldExpr { path: path.into(), collation: None }
}

/// Returns the filter that is true if exactly one of `items` is; it is false without items.
pub fn xor(items: impl IntoIterator<Item = Expr>) -> Expr {
    let mut steps = VecDeque::new();
    let mut count = 0_usize;
    for item in items {
        steps.extend(item.steps);
        count = count.saturating_add(1);
    }
    match count {
        0 => Expr::from(false),
        1 => Expr { steps },
        _ => {
            steps.push_back(PostfixStep::Join { connective: Connective::Xor, count });
            Expr { steps }
        }
    }
}

/// A property that is to be compared.
#[derive(Clone, Debug)]
pub struct FieldExpr {
    path: Path,
    collation: Option<Collation>,
}

/// An unchecked filter, joined with `&`, `|`, `!` and [`xor`].
#[derive(Clone)]
pub struct Expr {
    /// The nodes in postfix order: each follows its items. A queue, so that a long chain can be built from either end.
    steps: VecDeque<PostfixStep>,
}

#[derive(Clone)]
enum PostfixStep {
    Constant(bool),
    Comparison(Box<BuiltComparison>),
    Not,
    Join {
        connective: Connective,
        /// The number of items, which are the last ones before this step.
        count: usize,
    },
}

#[derive(Clone)]
struct BuiltComparison {
    property: FieldExpr,
    /// `true` for `not in` and `not contains`.
    negated: bool,
    operator: Operator,
    values: Vec<Literal>,
    is_list: bool,
}

impl FieldExpr {
    /// Sets the collation of the comparison.
    #[must_use]
    pub fn collate(self, collation: Collation) -> Self {
        Self { collation: Some(collation), ..self }
    }

    /// Compares with `==`.
    pub fn eq(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Equal, value)
    }

    /// Compares with `!=`.
    pub fn ne(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::NotEqual, value)
    }

    /// Compares with `<`.
    pub fn lt(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Less, value)
    }

    /// Compares with `<=`.
    pub fn le(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::LessEqual, value)
    }

    /// Compares with `>`.
    pub fn gt(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Greater, value)
    }

    /// Compares with `>=`.
    pub fn ge(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::GreaterEqual, value)
    }

    /// Compares with `in`.
    pub fn is_in<L: Into<Literal>>(self, values: impl IntoIterator<Item = L>) -> Expr {
        self.list(Operator::In, values)
    }

    /// Compares with `in` and a parameter for the whole list.
    pub fn is_in_parameter(self, name: &str) -> Expr {
        self.one(Operator::In, parameter(name))
    }

    /// Compares with `contains`.
    pub fn contains(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Contains, value)
    }

    /// Compares with `startswith`.
    pub fn starts_with(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::StartsWith, value)
    }

    /// Compares with `endswith`.
    pub fn ends_with(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::EndsWith, value)
    }

    /// Compares with `subset of`.
    pub fn subset_of<L: Into<Literal>>(self, values: impl IntoIterator<Item = L>) -> Expr {
        self.list(Operator::Subset, values)
    }

    /// Compares with `superset of`.
    pub fn superset_of<L: Into<Literal>>(self, values: impl IntoIterator<Item = L>) -> Expr {
        self.list(Operator::Superset, values)
    }

    fn one(self, operator: Operator, value: impl Into<Literal>) -> Expr {
        self.compare(operator, vec![value.into()], false)
    }

    fn list<L: Into<Literal>>(self, operator: Operator, values: impl IntoIterator<Item = L>) -> Expr {
        self.compare(operator, values.into_iter().map(Into::into).collect(), true)
    }

    pub(crate) fn compare(self, operator: Operator, values: Vec<Literal>, is_list: bool) -> Expr {
        let comparison = BuiltComparison { property: self, negated: false, operator, values, is_list };
        Expr { steps: VecDeque::from([PostfixStep::Comparison(Box::new(comparison))]) }
    }
}

impl Expr {
    fn join(mut self, connective: Connective, mut other: Self) -> Self {
        // A group of the same connective is extended, so that a long chain is one group.
        let (left, right) = (self.open(connective), other.open(connective));
        // Moves the shorter side, so that a chain of any length takes linear time.
        if self.steps.len() >= other.steps.len() {
            self.steps.append(&mut other.steps);
        } else {
            while let Some(step) = self.steps.pop_back() {
                other.steps.push_front(step);
            }
            self = other;
        }
        self.steps.push_back(PostfixStep::Join { connective, count: left.saturating_add(right) });
        self
    }

    /// Removes the last step and returns its number of items if the expression is a group of `connective`, else returns
    /// 1.
    fn open(&mut self, connective: Connective) -> usize {
        match self.steps.back() {
            Some(PostfixStep::Join { connective: known, count }) if *known == connective => {
                let count = *count;
                self.steps.pop_back();
                count
            }
            Some(
                PostfixStep::Join { .. } | PostfixStep::Constant(_) | PostfixStep::Comparison(_) | PostfixStep::Not,
            )
            | None => 1,
        }
    }
}

impl BitAnd for Expr {
    type Output = Expr;

    fn bitand(self, other: Expr) -> Expr {
        self.join(Connective::And, other)
    }
}

impl BitOr for Expr {
    type Output = Expr;

    fn bitor(self, other: Expr) -> Expr {
        self.join(Connective::Or, other)
    }
}

impl Not for Expr {
    type Output = Expr;

    fn not(mut self) -> Expr {
        match self.steps.back_mut() {
            Some(PostfixStep::Not) => {
                self.steps.pop_back();
            }
            Some(PostfixStep::Comparison(comparison)) if comparison.operator.takes_not() => {
                comparison.negated = !comparison.negated;
            }
            Some(PostfixStep::Comparison(_) | PostfixStep::Constant(_) | PostfixStep::Join { .. }) | None => {
                self.steps.push_back(PostfixStep::Not)
            }
        }
        self
    }
}

/// The constants `true` and `false`.
impl From<bool> for Expr {
    fn from(constant: bool) -> Self {
        Self { steps: VecDeque::from([PostfixStep::Constant(constant)]) }
    }
}

/// Writes the canonical text.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
