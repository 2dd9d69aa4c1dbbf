//! Building a filter without text: `field("status").is_in(["Failed"]) & !field("name").contains("test")`.
//!
//! An [`Expr`] is unchecked and knows no schema. It is kept in postfix order, flat, so that cloning and dropping one of any
//! depth takes no stack, and it becomes a query by way of its canonical text, which is then what diagnostics point into.

use std::collections::VecDeque;
use std::fmt;
use std::ops::{BitAnd, BitOr, Not};
use std::str::FromStr;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::{Path, is_word};
use crate::syntax::ast::Connective;
use crate::syntax::print;
use crate::syntax::print::{PrintedComparison, quote};

/// The property at `path`, to be compared: a dotted text, or a [`Path`] where a name holds a dot.
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

/// True when exactly one of `items` is; false without any.
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
            steps.push_back(Step::Join(Connective::Xor, count));
            Expr { steps }
        }
    }
}

/// The value bound to `$name` later. A name that is no word is an error when the tree becomes a query.
pub fn parameter(name: &str) -> Literal {
    // A lone `$` is refused by the parser; the name itself might read as more than a name.
    Literal(format!("${}", if is_word(name) { name } else { "" }))
}

/// A property that waits for its operator.
#[derive(Clone, Debug)]
pub struct FieldExpr {
    path: Path,
    collation: Option<Collation>,
}

/// A value to compare with: from text (a quoted literal), numbers, booleans, `None` for null, and from the language's own
/// literals by [`FromStr`], such as `"now - 7d".parse()`, `"500GB".parse()` or `"2026-01-31".parse()`.
#[derive(Clone, Debug)]
pub struct Literal(String);

/// A filter that is not checked yet. Joined with `&`, `|` and `!`, and with [`xor`].
#[derive(Clone)]
pub struct Expr {
    /// In postfix order: a step joins what the steps before it made. A queue, so that a long chain can be built from
    /// either end.
    steps: VecDeque<Step>,
}

#[derive(Clone)]
enum Step {
    Constant(bool),
    Comparison(Box<Comparison>),
    Not,
    /// Joins the last so many.
    Join(Connective, usize),
}

#[derive(Clone)]
struct Comparison {
    property: FieldExpr,
    /// `not in` and `not contains`.
    negated: bool,
    operator: Operator,
    values: Vec<Literal>,
    is_list: bool,
}

impl FieldExpr {
    /// The same, compared under `collation`.
    #[must_use]
    pub fn collate(self, collation: Collation) -> Self {
        Self { collation: Some(collation), ..self }
    }

    /// `==`
    pub fn eq(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Equal, value)
    }

    /// `!=`
    pub fn ne(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::NotEqual, value)
    }

    /// `<`
    pub fn lt(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Less, value)
    }

    /// `<=`
    pub fn le(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::LessEqual, value)
    }

    /// `>`
    pub fn gt(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Greater, value)
    }

    /// `>=`
    pub fn ge(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::GreaterEqual, value)
    }

    /// `in`
    pub fn is_in<L: Into<Literal>>(self, values: impl IntoIterator<Item = L>) -> Expr {
        self.list(Operator::In, values)
    }

    /// `in`, its whole list being a parameter.
    pub fn is_in_parameter(self, name: &str) -> Expr {
        self.one(Operator::In, parameter(name))
    }

    /// `contains`
    pub fn contains(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::Contains, value)
    }

    /// `startswith`
    pub fn starts_with(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::StartsWith, value)
    }

    /// `endswith`
    pub fn ends_with(self, value: impl Into<Literal>) -> Expr {
        self.one(Operator::EndsWith, value)
    }

    /// `subset of`
    pub fn subset_of<L: Into<Literal>>(self, values: impl IntoIterator<Item = L>) -> Expr {
        self.list(Operator::Subset, values)
    }

    /// `superset of`
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
        let comparison = Comparison { property: self, negated: false, operator, values, is_list };
        Expr { steps: VecDeque::from([Step::Comparison(Box::new(comparison))]) }
    }
}

impl Expr {
    fn join(mut self, connective: Connective, mut other: Self) -> Self {
        // What is joined the same way goes on, so that a long chain is one group.
        let (left, right) = (self.open(connective), other.open(connective));
        // The shorter side moves.
        if self.steps.len() >= other.steps.len() {
            self.steps.append(&mut other.steps);
        } else {
            while let Some(step) = self.steps.pop_back() {
                other.steps.push_front(step);
            }
            self = other;
        }
        self.steps.push_back(Step::Join(connective, left.saturating_add(right)));
        self
    }

    /// How many items a group of `connective` that it is has, without its last step then; 1 where it is none.
    fn open(&mut self, connective: Connective) -> usize {
        match self.steps.back() {
            Some(Step::Join(known, count)) if *known == connective => {
                let count = *count;
                self.steps.pop_back();
                count
            }
            _ => 1,
        }
    }

    /// What its canonical text is made of below the step `at`, the last first; `parts` are those of the step.
    fn pieces(&self, at: usize, parts: &[usize]) -> Vec<Piece<'_>> {
        let connective = match self.steps.get(at) {
            None => return Vec::new(),
            Some(Step::Constant(constant)) => return vec![Piece::Text(if *constant { "true" } else { "false" })],
            Some(Step::Comparison(comparison)) => return vec![Piece::Comparison(comparison)],
            Some(Step::Not) => None,
            Some(Step::Join(connective, _)) => Some(*connective),
        };
        let mut pieces = Vec::new();
        for (index, part) in parts.iter().enumerate().rev() {
            if matches!(self.steps.get(*part), Some(Step::Join(inner, _)) if inner.needs_parentheses_in(connective)) {
                pieces.extend([Piece::Text(")"), Piece::Step(*part), Piece::Text("(")]);
            } else {
                pieces.push(Piece::Step(*part));
            }
            match connective {
                None => pieces.push(Piece::Text("not ")),
                Some(connective) if index > 0 => {
                    pieces.extend([Piece::Text(" "), Piece::Text(connective.spelling()), Piece::Text(" ")]);
                }
                Some(_) => {}
            }
        }
        pieces
    }

    /// For each step, the last steps of what it joins.
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut open: Vec<usize> = Vec::new();
        let mut parts = Vec::with_capacity(self.steps.len());
        for (at, step) in self.steps.iter().enumerate() {
            let joined = match step {
                Step::Constant(_) | Step::Comparison(_) => 0,
                Step::Not => 1,
                Step::Join(_, count) => *count,
            };
            parts.push(open.split_off(open.len().saturating_sub(joined)));
            open.push(at);
        }
        parts
    }
}

enum Piece<'t> {
    Text(&'t str),
    Comparison(&'t Comparison),
    /// All that ends with this step.
    Step(usize),
}

/// Its canonical text. Takes no stack, however deep it is.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        let mut waiting = vec![Piece::Step(self.steps.len().saturating_sub(1))];
        while let Some(piece) = waiting.pop() {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Comparison(comparison) => comparison.fmt(f)?,
                Piece::Step(at) => waiting.extend(self.pieces(at, parts.get(at).map_or(&[], Vec::as_slice))),
            }
        }
        Ok(())
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { property: FieldExpr { path, collation }, negated, operator, values, is_list } = self;
        let values: Vec<&str> = values.iter().map(|Literal(text)| text.as_str()).collect();
        let mut text = String::new();
        let (negated, operator, is_list, collation) = (*negated, *operator, *is_list, *collation);
        PrintedComparison { path, negated, operator, values: &values, is_list, collation }.write(&mut text)?;
        f.write_str(&text)
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
            Some(Step::Not) => {
                self.steps.pop_back();
            }
            Some(Step::Comparison(comparison)) if comparison.operator.takes_not() => {
                comparison.negated = !comparison.negated;
            }
            _ => self.steps.push_back(Step::Not),
        }
        self
    }
}

/// The constants `true` and `false`.
impl From<bool> for Expr {
    fn from(constant: bool) -> Self {
        Self { steps: VecDeque::from([Step::Constant(constant)]) }
    }
}

/// As displayed.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self(quote(text))
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Literal {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

macro_rules! from_display {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Literal {
            fn from(value: $ty) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

from_display!(bool, i32, i64, u32, u64, usize, crate::value::DateTime);

/// An infinity lies outside all numbers. What is not a number is an error when the tree becomes a query.
impl From<f64> for Literal {
    fn from(number: f64) -> Self {
        if number.is_nan() {
            // No token of the language, and told to be none.
            return Self("0NaN".to_owned());
        }
        if number.is_infinite() {
            return Self(if number > 0.0 { "1e999" } else { "-1e999" }.to_owned());
        }
        Self(format!("{number:?}"))
    }
}

/// `None` is null.
impl<L: Into<Literal>> From<Option<L>> for Literal {
    fn from(value: Option<L>) -> Self {
        value.map_or_else(|| Self("null".to_owned()), Into::into)
    }
}

impl FromStr for Literal {
    type Err = LiteralError;

    /// Reads one literal as the language writes it, such as `now - 7d`, `500GB`, `2026-01-31`, `Finished` or `$name`.
    fn from_str(text: &str) -> Result<Self, LiteralError> {
        print::literal(text).map(Self).map_err(|_| LiteralError { text: text.into() })
    }
}

/// A text that is not one literal of the language: `now -`, `1 or 2`, `"a`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a literal, such as `now - 7d`, `500GB` or `2026-01-31`")]
pub struct LiteralError {
    /// The text.
    pub text: Box<str>,
}
