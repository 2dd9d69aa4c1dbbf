//! The canonical text of an expression.

use std::fmt;

use super::{BuiltComparison, Expr, FieldExpr, Literal, PostfixStep};
use crate::syntax::print::PrintedComparison;

/// A piece of the text that is still to be written.
enum Piece<'t> {
    Text(&'t str),
    Comparison(&'t BuiltComparison),
    /// The subtree that ends with this step.
    Step(usize),
}

impl Expr {
    /// Returns the pieces of the text for the step `at` in reverse order; `parts` are the last steps of its items.
    fn pieces(&self, at: usize, parts: &[usize]) -> Vec<Piece<'_>> {
        let connective = match self.steps.get(at) {
            None => return Vec::new(),
            Some(PostfixStep::Constant(constant)) => {
                return vec![Piece::Text(if *constant { "true" } else { "false" })];
            }
            Some(PostfixStep::Comparison(comparison)) => return vec![Piece::Comparison(comparison)],
            Some(PostfixStep::Not) => None,
            Some(PostfixStep::Join { connective, .. }) => Some(*connective),
        };
        let mut pieces = Vec::new();
        for (index, part) in parts.iter().enumerate().rev() {
            let needs_parentheses = matches!(
                self.steps.get(*part),
                Some(PostfixStep::Join { connective: inner, .. }) if inner.needs_parentheses_in(connective)
            );
            if needs_parentheses {
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

    /// Returns for each step the last steps of its items.
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut open: Vec<usize> = Vec::new();
        let mut parts = Vec::with_capacity(self.steps.len());
        for (at, step) in self.steps.iter().enumerate() {
            let joined = match step {
                PostfixStep::Constant(_) | PostfixStep::Comparison(_) => 0,
                PostfixStep::Not => 1,
                PostfixStep::Join { count, .. } => *count,
            };
            parts.push(open.split_off(open.len().saturating_sub(joined)));
            open.push(at);
        }
        parts
    }
}

/// Writes the canonical text. Not recursive, so that an expression of any depth takes no stack.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        let mut pending = vec![Piece::Step(self.steps.len().saturating_sub(1))];
        while let Some(piece) = pending.pop() {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Comparison(comparison) => comparison.fmt(f)?,
                Piece::Step(at) => pending.extend(self.pieces(at, parts.get(at).map_or(&[], Vec::as_slice))),
            }
        }
        Ok(())
    }
}

impl fmt::Display for BuiltComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { property: FieldExpr { path, collation }, negated, operator, values, is_list } = self;
        let values: Vec<&str> = values.iter().map(Literal::as_str).collect();
        let mut text = String::new();
        let (negated, operator, is_list, collation) = (*negated, *operator, *is_list, *collation);
        PrintedComparison { path, negated, operator, values: &values, is_list, collation }.write(&mut text)?;
        f.write_str(&text)
    }
}
