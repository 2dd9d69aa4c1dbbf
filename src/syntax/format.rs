//! The layout for people: a tree in canonical text with its comments, on one line where that fits, else each part on a
//! line of its own.
//!
//! The tree is laid out from the outside in: an expression that fits the rest of its line is written there
//! (`one_line`), any other is broken into parts, each on lines of its own. An expression that fits and has comments
//! inside is broken as well, and joined again if it turns out that all of them go above its first line. Each line knows
//! the offset of its last token in the source; by that the comments (`comments`) are put between the lines at the end,
//! each on a line of its own above the line of the token that it is about. Filter and clauses keep the order in which
//! they were written, so that comments keep theirs.

mod comments;
mod one_line;

use super::ast::{Ast, AstComparison, AstExpr, AstOperand, Connective, ExprKind, Key};
use super::print::{PrintedKey, WrittenTree, write_clauses, write_collation, write_head, write_key};
use crate::span::{Span, Spanned};
use comments::{PlacedComment, comments};
use one_line::{Outer, fits, one_line};

/// In characters; a longer line is broken where it can be.
const WIDTH: usize = 100;
const INDENT: usize = 2;

/// Returns the layout of `ast`, which was parsed from `source`. Every line ends with a line break.
pub(crate) fn format(ast: &Ast, source: &str) -> String {
    let mut layout = Layout { written: WrittenTree { source }, comments: comments(source), lines: Vec::new() };
    layout.query(ast);
    layout.join()
}

/// A line of the result, without comments.
struct LayoutLine {
    indent: usize,
    text: String,
    /// An offset in the source from the last token of the line on, but before the first of the next.
    last: usize,
}

impl LayoutLine {
    fn new(indent: usize, text: String, last: usize) -> Self {
        Self { indent, text, last }
    }
}

/// The filter or a clause, each laid out by itself.
enum LayoutPart<'a> {
    Filter(&'a AstExpr),
    /// The sort keys, and the first of them.
    Sort(&'a [Key], &'a Key),
    /// `offset` or `limit`, and its count.
    Count(&'static str, Spanned<u64>),
}

impl LayoutPart<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Filter(filter) => filter.span.start(),
            Self::Sort(_, first) => first.span.start(),
            Self::Count(_, count) => count.span.start(),
        }
    }
}

/// The layout so far.
struct Layout<'s> {
    written: WrittenTree<'s>,
    /// In order.
    comments: Vec<PlacedComment<'s>>,
    lines: Vec<LayoutLine>,
}

impl Layout<'_> {
    fn query(&mut self, ast: &Ast) {
        let mut parts: Vec<LayoutPart<'_>> = ast.filter.iter().map(LayoutPart::Filter).collect();
        parts.extend(ast.sort.first().map(|first| LayoutPart::Sort(&ast.sort, first)));
        parts.extend(ast.offset.map(|count| LayoutPart::Count("offset", count)));
        parts.extend(ast.limit.map(|count| LayoutPart::Count("limit", count)));
        parts.sort_by_key(LayoutPart::start);
        for part in &parts {
            match part {
                LayoutPart::Filter(filter) => self.expr(filter),
                LayoutPart::Sort(keys, first) => self.sort(keys, first),
                LayoutPart::Count(word, count) => self.push(0, format!("{word} {}", count.node), count.span.start()),
            }
        }
        // If each part is on one line, the whole may fit one as well.
        if self.lines.len() == parts.len() {
            let whole = self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            if fits(&whole, WIDTH) {
                self.prefer(0, 0, whole);
            }
        }
    }

    fn push(&mut self, indent: usize, text: String, last: usize) {
        self.lines.push(LayoutLine::new(indent, text, last));
    }

    /// Replaces the lines from `first` on by `one_line`, unless a comment belongs above one of them other than the
    /// first.
    fn prefer(&mut self, first: usize, indent: usize, one_line: String) {
        let (Some(line), Some(end)) = (self.lines.get(first), self.lines.last()) else { return };
        let last = end.last;
        let next = self.comments.partition_point(|comment| comment.place <= line.last);
        if self.comments.get(next).is_none_or(|comment| comment.place > last) {
            self.lines.truncate(first);
            self.push(indent, one_line, last);
        }
    }

    /// Lays out `filter`, with a stack of steps instead of recursion: nesting costs heap, not stack.
    fn expr(&mut self, filter: &AstExpr) {
        let mut pending = vec![Pending::Expr { expr: filter, outer: Outer::Nothing, before: String::new(), indent: 0 }];
        while let Some(next) = pending.pop() {
            match next {
                Pending::Line(line) => self.lines.push(line),
                Pending::Prefer { first, indent, one_line } => self.prefer(first, indent, one_line),
                Pending::Expr { expr, outer, before, indent } => {
                    let room = WIDTH.saturating_sub(indent).saturating_sub(before.chars().count());
                    let one_line = one_line(&self.written, expr, outer, room).map(|text| format!("{before}{text}"));
                    if one_line.is_some() && !self.has_comments(expr.span) {
                        self.lines.extend(one_line.map(|text| LayoutLine::new(indent, text, end(expr))));
                        continue;
                    }
                    let first = self.lines.len();
                    pending.extend(one_line.map(|one_line| Pending::Prefer { first, indent, one_line }));
                    let parts = self.broken(expr, outer, before, indent);
                    pending.extend(parts.into_iter().rev());
                }
            }
        }
    }

    /// Returns `true` if a comment is about a token at `span`, other than the first.
    fn has_comments(&self, span: Span) -> bool {
        let from = self.comments.partition_point(|comment| comment.place <= span.start());
        self.comments.get(from).is_some_and(|comment| comment.place < span.end())
    }

    /// Lays out a comparison on several lines, or returns the parts of any other expression.
    fn broken<'e>(&mut self, expr: &'e AstExpr, outer: Outer, before: String, indent: usize) -> Vec<Pending<'e>> {
        match &expr.kind {
            ExprKind::Constant(constant) => {
                vec![Pending::Line(LayoutLine::new(indent, format!("{before}{constant}"), end(expr)))]
            }
            ExprKind::Comparison(comparison) => {
                self.comparison(comparison, end(expr), &before, indent);
                Vec::new()
            }
            // Only a tree without errors is laid out, and that has no holes.
            ExprKind::Hole(_) => Vec::new(),
            ExprKind::Not(operand) => {
                vec![Pending::Expr { expr: operand, outer: Outer::Not, before: format!("{before}not "), indent }]
            }
            ExprKind::Group(connective, items) if outer.needs_parentheses(*connective) => {
                let mut steps = vec![Pending::Line(LayoutLine::new(indent, format!("{before}("), expr.span.start()))];
                let inside = indent.saturating_add(INDENT);
                steps.extend(on_lines(*connective, items, String::new(), Indents { first: inside, others: inside }));
                steps.push(Pending::Line(LayoutLine::new(indent, ")".to_owned(), end(expr))));
                steps
            }
            ExprKind::Group(connective, items) => {
                let further = if matches!(outer, Outer::Group(_)) { INDENT } else { 0 };
                let indents = Indents { first: indent, others: indent.saturating_add(further) };
                on_lines(*connective, items, before, indents).collect()
            }
        }
    }

    /// Lays out a comparison that is too long or has comments, with each item of its list on a line of its own.
    fn comparison(&mut self, comparison: &AstComparison, last: usize, before: &str, indent: usize) {
        let (literals, list) = match &comparison.operand {
            AstOperand::List(literals, span) if !literals.is_empty() => (literals, span),
            AstOperand::List(..) | AstOperand::One(_) => {
                let text = format!("{before}{}", self.written.comparison(comparison));
                return self.push(indent, text, last);
            }
        };
        let mut head = before.to_owned();
        // Writing into a string cannot fail, here and below.
        let _ =
            write_head(&mut head, &self.written.path(comparison.path), comparison.negated, comparison.operator.node);
        self.push(indent, format!("{head}("), list.start());
        let texts: Vec<String> = literals.iter().map(|literal| self.written.literal(literal)).collect();
        let ends = literals.iter().skip(1).map(|next| next.span.start()).chain([list.end().saturating_sub(1)]);
        let count = texts.len();
        for ((index, text), end) in texts.into_iter().enumerate().zip(ends) {
            let comma = if index.saturating_add(1) < count { "," } else { "" };
            self.push(indent.saturating_add(INDENT), format!("{text}{comma}"), end.saturating_sub(1));
        }
        let mut tail = ")".to_owned();
        let _ = write_collation(&mut tail, comparison.collation.map(|collation| collation.node));
        self.push(indent, tail, last);
    }

    fn sort(&mut self, keys: &[Key], first_key: &Key) {
        let first = self.lines.len();
        let printed: Vec<PrintedKey> = keys.iter().map(|key| self.written.key(key)).collect();
        self.push(0, "sort by".to_owned(), first_key.span.start().saturating_sub(1));
        let ends = keys.iter().skip(1).map(|next| next.span.start()).chain(keys.last().map(|key| key.span.end()));
        for ((index, key), end) in printed.iter().enumerate().zip(ends) {
            let mut text = String::new();
            let _ = write_key(&mut text, key);
            text.push_str(if index.saturating_add(1) < keys.len() { "," } else { "" });
            self.push(INDENT, text, end.saturating_sub(1));
        }
        let mut one_line = String::new();
        let _ = write_clauses(&mut one_line, printed, None, None);
        if fits(&one_line, WIDTH) {
            self.prefer(first, 0, one_line);
        }
    }

    /// Returns the lines with the comments between them.
    fn join(self) -> String {
        let mut out = String::new();
        let mut write = |indent: usize, text: &str| {
            out.push_str(&" ".repeat(indent));
            out.push_str(text);
            out.push('\n');
        };
        let mut comments = self.comments.into_iter().peekable();
        for line in self.lines {
            while let Some(comment) = comments.next_if(|comment| comment.place <= line.last) {
                write(line.indent, comment.text);
            }
            write(line.indent, &line.text);
        }
        for comment in comments {
            write(0, comment.text);
        }
        out
    }
}

/// A step of the layout that is still to be done.
enum Pending<'e> {
    Expr {
        expr: &'e AstExpr,
        outer: Outer,
        /// The text before it on its first line.
        before: String,
        indent: usize,
    },
    Line(LayoutLine),
    /// Joins the lines from `first` on again, see [`Layout::prefer`].
    Prefer {
        first: usize,
        indent: usize,
        one_line: String,
    },
}

/// The indents of the items of a group.
struct Indents {
    first: usize,
    others: usize,
}

/// Returns each item as a line of its own, all but the first after the connective. `before` is the text before the
/// first.
fn on_lines<'e>(
    connective: Connective,
    items: &'e [AstExpr],
    before: String,
    indents: Indents,
) -> impl Iterator<Item = Pending<'e>> {
    let joined = format!("{} ", connective.spelling());
    let Indents { first, others } = indents;
    let starts = std::iter::once((before, first)).chain(std::iter::repeat((joined, others)));
    let outer = Outer::Group(connective);
    items.iter().zip(starts).map(move |(expr, (before, indent))| Pending::Expr { expr, outer, before, indent })
}

/// Returns an offset in the last token of `expr`.
fn end(expr: &AstExpr) -> usize {
    expr.span.end().saturating_sub(1)
}
