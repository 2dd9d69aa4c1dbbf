//! Expressions on one line, as far as that fits.

use crate::syntax::ast::{AstExpr, Connective, ExprKind};
use crate::syntax::print::WrittenTree;

/// The expression around another.
#[derive(Clone, Copy)]
pub(super) enum Outer {
    Nothing,
    Not,
    Group(Connective),
}

impl Outer {
    /// Returns `true` if a group of `inner` needs parentheses inside.
    pub(super) fn needs_parentheses(self, inner: Connective) -> bool {
        match self {
            Self::Nothing => false,
            Self::Not => inner.needs_parentheses_in(None),
            Self::Group(outer) => inner.needs_parentheses_in(Some(outer)),
        }
    }
}

/// Returns `expr` on one line, or `None` if that has more than `room` characters. Stops early, so that an attempt
/// at each level of the tree costs no more than a line.
pub(super) fn one_line(written: &WrittenTree<'_>, expr: &AstExpr, outer: Outer, room: usize) -> Option<String> {
    let mut text = String::new();
    let is_written = write_within(written, expr, outer, room, &mut text);
    (is_written && fits(&text, room)).then_some(text)
}

/// Appends `expr` to `out`; returns `false` as soon as it is clear that it exceeds `room`.
fn write_within(written: &WrittenTree<'_>, expr: &AstExpr, outer: Outer, room: usize, out: &mut String) -> bool {
    match &expr.kind {
        ExprKind::Constant(constant) => out.push_str(if *constant { "true" } else { "false" }),
        ExprKind::Comparison(comparison) => {
            // The shortest item has one character, and two separate it from the next.
            if comparison.operand.literals().len() > room {
                return false;
            }
            out.push_str(&written.comparison(comparison));
        }
        ExprKind::Hole(_) => {}
        ExprKind::Not(operand) => {
            out.push_str("not ");
            return write_within(written, operand, Outer::Not, room, out);
        }
        ExprKind::Group(connective, items) => {
            let is_grouped = outer.needs_parentheses(*connective);
            out.push_str(if is_grouped { "(" } else { "" });
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                    out.push_str(connective.spelling());
                    out.push(' ');
                }
                // A character has four bytes at most.
                let is_too_long = out.len() > room.saturating_mul(4);
                if is_too_long || !write_within(written, item, Outer::Group(*connective), room, out) {
                    return false;
                }
            }
            out.push_str(if is_grouped { ")" } else { "" });
        }
    }
    true
}

/// Returns `true` if `text` has at most `room` characters.
pub(super) fn fits(text: &str, room: usize) -> bool {
    text.chars().count() <= room
}
