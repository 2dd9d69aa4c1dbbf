//! The tree of what was written, for messages, for printing, and for the checker.
//!
//! It has spans instead of text, so that only groups, lists and escaped texts allocate; its readers have the source as
//! well. [`crate::filter::Filter`] is the other tree, of what is meant: resolved fields and typed values.

mod same;

use std::borrow::Cow;
use std::sync::Arc;

use super::text::unquote_name;
use super::token::{TokenKind, tokens};
use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::shared_str::SharedStr;
use crate::span::{Span, Spanned};
use crate::value::{Anchor, Direction};
pub(crate) use same::same;

/// A query as written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ast {
    pub(crate) filter: Option<AstExpr>,
    pub(crate) sort: Vec<Key>,
    pub(crate) offset: Option<Spanned<u64>>,
    pub(crate) limit: Option<Spanned<u64>>,
    /// The span of each comment, in order.
    pub(crate) comments: Vec<Span>,
}

/// A filter or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct AstExpr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

impl AstExpr {
    /// Returns the items of a group, or the operand of a negation; none for other kinds.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.kind {
            ExprKind::Constant(_) | ExprKind::Comparison(_) | ExprKind::Hole(_) => &[],
            ExprKind::Not(operand) => std::slice::from_ref(operand),
            ExprKind::Group(_, items) => items,
        }
    }
}

/// The kind of an [`AstExpr`].
#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Constant(bool),
    Comparison(AstComparison),
    Not(Box<AstExpr>),
    /// Two items or more. An item of the same connective was in parentheses.
    Group(Connective, Vec<AstExpr>),
    /// A place that could not be parsed, with the path that it starts with. Only in a tree with errors.
    Hole(Option<PathSpan>),
}

impl AstExpr {
    /// Returns the hole at `span`, with the path that could be parsed.
    pub(crate) fn hole(path: Option<PathSpan>, span: Span) -> Self {
        Self { kind: ExprKind::Hole(path), span }
    }

    /// Returns `true` for a hole, negated or not.
    pub(crate) fn is_hole(&self) -> bool {
        let mut inner = self;
        while let ExprKind::Not(operand) = &inner.kind {
            inner = operand;
        }
        matches!(inner.kind, ExprKind::Hole(_))
    }
}

/// A connective. Ordered by binding: the loosest is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Connective {
    Or,
    Xor,
    And,
}

impl Connective {
    pub(crate) const fn spelling(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::Xor => "xor",
            Self::And => "and",
        }
    }

    /// Returns `true` if a group of this connective needs parentheses as an operand of `outer`, which is `None` for a
    /// `not`: if it does not bind tighter. A group of the same connective needs them to stay a group of its own.
    pub(crate) fn needs_parentheses_in(self, outer: Option<Self>) -> bool {
        outer.is_none_or(|outer| self <= outer)
    }
}

/// A comparison as written.
#[derive(Clone, Debug)]
pub(crate) struct AstComparison {
    pub(crate) path: PathSpan,
    /// `true` for `not in` and `not contains`.
    pub(crate) negated: bool,
    pub(crate) operator: Spanned<Operator>,
    pub(crate) operand: AstOperand,
    pub(crate) collation: Option<Spanned<Collation>>,
}

/// The value of a comparison.
#[derive(Clone, Debug)]
pub(crate) enum AstOperand {
    One(AstLiteral),
    List(Vec<AstLiteral>, Span),
}

impl AstOperand {
    pub(crate) fn literals(&self) -> &[AstLiteral] {
        match self {
            Self::One(literal) => std::slice::from_ref(literal),
            Self::List(literals, _) => literals,
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::One(literal) => literal.span,
            Self::List(_, span) => *span,
        }
    }
}

/// A literal as written.
#[derive(Clone, Debug)]
pub(crate) struct AstLiteral {
    pub(crate) kind: LiteralKind,
    pub(crate) span: Span,
}

/// The kind of an [`AstLiteral`].
#[derive(Clone, Debug)]
pub(crate) enum LiteralKind {
    Null,
    Boolean(bool),
    /// Including its sign and unit.
    Number,
    Duration,
    Date,
    /// A text: with its value if it has escapes, otherwise without, as the value is what is between the quotes.
    Text(Option<Box<str>>),
    Word,
    Parameter,
    RelativeTime(Anchor, Option<Offset>),
    /// A place that could not be parsed. Only in a tree with errors.
    Hole,
}

/// The offset of a relative time, as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offset {
    pub(crate) direction: Direction,
    pub(crate) duration: Span,
}

impl AstLiteral {
    /// Returns the hole at `span`.
    pub(crate) fn hole(span: Span) -> Self {
        Self { kind: LiteralKind::Hole, span }
    }

    /// Returns the text that a text literal means, or `None` for other kinds.
    pub(crate) fn text<'s>(&'s self, source: &'s str) -> Option<&'s str> {
        match &self.kind {
            LiteralKind::Text(Some(text)) => Some(text),
            LiteralKind::Text(None) => {
                let quoted = self.span.of(source);
                quoted.get(1..quoted.len().saturating_sub(1))
            }
            _ => None,
        }
    }
}

/// The span of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathSpan(pub(crate) Span);

impl PathSpan {
    /// Returns the path; `source` is the text that was parsed.
    pub(crate) fn path(self, source: &Arc<str>) -> Path {
        let Self(span) = self;
        let text = span.of(source);
        if !text.bytes().any(|byte| matches!(byte, b'.' | b'`')) {
            return Path::from_texts([SharedStr::part(source, span)]);
        }
        Path::from_texts(self.names(source).map(|name| match name.node {
            Cow::Borrowed(written) if written.len() == name.span.len() => SharedStr::part(source, name.span),
            name => SharedStr::from(&*name),
        }))
    }

    /// Returns the names of the path, each with its span; `source` is the text that was parsed.
    pub(crate) fn names(self, source: &str) -> impl Iterator<Item = Spanned<Cow<'_, str>>> {
        let Self(span) = self;
        let text = span.of(source);
        tokens(text).filter_map(move |token| {
            let written = token.span.of(text);
            let name = match token.kind {
                TokenKind::Word => Cow::Borrowed(written),
                TokenKind::Name => unquote_name(written),
                _ => return None,
            };
            let start = span.start().saturating_add(token.span.start());
            Some(Spanned::new(name, Span::new(start, start.saturating_add(written.len()))))
        })
    }
}

/// A sort key as written.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) path: PathSpan,
    pub(crate) descending: bool,
    pub(crate) collation: Option<Spanned<Collation>>,
    pub(crate) span: Span,
}
