//! The comparison of two trees as written, each with its own source. Spans and comments do not count, and neither do
//! blanks and the style of quotes, which the tree has only as spans.

use super::{Ast, AstExpr, AstLiteral, AstOperand, ExprKind, LiteralKind, Offset, PathSpan};

/// Returns `true` if two trees, each with its source, are equal but for spans and comments.
pub(crate) fn same(a: (&Ast, &str), b: (&Ast, &str)) -> bool {
    let ((a, a_source), (b, b_source)) = (a, b);
    let same = Same { a: a_source, b: b_source };
    let filters = match (&a.filter, &b.filter) {
        (None, None) => true,
        (Some(x), Some(y)) => same.exprs(x, y),
        _ => false,
    };
    filters
        && a.offset == b.offset
        && a.limit == b.limit
        && a.sort.len() == b.sort.len()
        && a.sort
            .iter()
            .zip(&b.sort)
            .all(|(x, y)| same.paths(x.path, y.path) && x.descending == y.descending && x.collation == y.collation)
}

/// The comparison of two trees, with the source of each.
struct Same<'s> {
    a: &'s str,
    b: &'s str,
}

impl Same<'_> {
    fn exprs(&self, a: &AstExpr, b: &AstExpr) -> bool {
        match (&a.kind, &b.kind) {
            (ExprKind::Constant(x), ExprKind::Constant(y)) => x == y,
            (ExprKind::Not(x), ExprKind::Not(y)) => self.exprs(x, y),
            (ExprKind::Group(x, a), ExprKind::Group(y, b)) => {
                x == y && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.exprs(a, b))
            }
            (ExprKind::Comparison(x), ExprKind::Comparison(y)) => {
                self.paths(x.path, y.path)
                    && (x.negated, x.operator, x.collation) == (y.negated, y.operator, y.collation)
                    && self.operands(&x.operand, &y.operand)
            }
            (
                ExprKind::Constant(_)
                | ExprKind::Not(_)
                | ExprKind::Group(..)
                | ExprKind::Comparison(_)
                | ExprKind::Hole(_),
                _,
            ) => false,
        }
    }

    fn paths(&self, a: PathSpan, b: PathSpan) -> bool {
        a.names(self.a).eq(b.names(self.b))
    }

    fn operands(&self, a: &AstOperand, b: &AstOperand) -> bool {
        match (a, b) {
            (AstOperand::One(a), AstOperand::One(b)) => self.literals(a, b),
            (AstOperand::List(a, _), AstOperand::List(b, _)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.literals(a, b))
            }
            _ => false,
        }
    }

    fn literals(&self, a: &AstLiteral, b: &AstLiteral) -> bool {
        match (&a.kind, &b.kind) {
            (LiteralKind::Text(_), LiteralKind::Text(_)) => a.text(self.a) == b.text(self.b),
            (LiteralKind::Null, LiteralKind::Null) => true,
            (LiteralKind::Boolean(x), LiteralKind::Boolean(y)) => x == y,
            (LiteralKind::RelativeTime(x, x_offset), LiteralKind::RelativeTime(y, y_offset)) => {
                let written = |offset: &Offset, source| (offset.direction, offset.duration.of(source).to_owned());
                x == y
                    && x_offset.as_ref().map(|offset| written(offset, self.a))
                        == y_offset.as_ref().map(|offset| written(offset, self.b))
            }
            (x, y) => std::mem::discriminant(x) == std::mem::discriminant(y) && a.span.of(self.a) == b.span.of(self.b),
        }
    }
}
