//! The layout for people: a tree in canonical text, on one line where that fits, else a part a line, with its comments.
//!
//! A comment stands on a line of its own. One that ended a line goes above what that line began with; any other goes
//! above the line of the token that follows it. Parts and clauses keep the order in which they were written, so that
//! comments keep theirs.

mod comments;

use super::ast::{Ast, Comparison, Connective, Expr, ExprKind, Key, Operand};
use super::print::{PrintedKey, Written, needs_group, write_clauses, write_collation, write_head, write_key};
use crate::span::{Span, Spanned};

use comments::comments;

/// The longest line that is not broken where it could be, in characters.
const WIDTH: usize = 100;
const STEP: usize = 2;

/// Lays out what was written in `source`; every line ends with a line break.
pub(crate) fn format(ast: &Ast, source: &str) -> String {
    let mut layout = Layout { written: Written { source }, comments: comments(source), lines: Vec::new() };
    layout.query(ast);
    layout.join()
}

struct Line {
    indent: usize,
    text: String,
    /// Where in the source the last token of the line stands, or more before the first of the next.
    last: usize,
}

impl Line {
    fn new(indent: usize, text: String, last: usize) -> Self {
        Self { indent, text, last }
    }
}

/// A part of the query that stands on lines of its own where the whole does not fit one.
enum Part<'a> {
    Filter(&'a Expr),
    Sort(&'a [Key], &'a Key),
    Count(&'static str, Spanned<u64>),
}

impl Part<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Filter(filter) => filter.span.start(),
            Self::Sort(_, first) => first.span.start(),
            Self::Count(_, count) => count.span.start(),
        }
    }
}

struct Layout<'s> {
    written: Written<'s>,
    comments: Vec<(usize, &'s str)>,
    lines: Vec<Line>,
}

impl Layout<'_> {
    fn query(&mut self, ast: &Ast) {
        let mut parts: Vec<Part<'_>> = ast.filter.iter().map(Part::Filter).collect();
        parts.extend(ast.sort.first().map(|first| Part::Sort(&ast.sort, first)));
        parts.extend(ast.offset.map(|count| Part::Count("offset", count)));
        parts.extend(ast.limit.map(|count| Part::Count("limit", count)));
        parts.sort_by_key(Part::start);
        for part in &parts {
            match part {
                Part::Filter(filter) => self.expr(filter),
                Part::Sort(keys, first) => self.sort(keys, first),
                Part::Count(word, count) => self.push(0, format!("{word} {}", count.node), count.span.start()),
            }
        }
        // Each part is on one line; so may be the whole.
        if self.lines.len() == parts.len() {
            let whole = self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            if fits(&whole, WIDTH) {
                self.prefer(0, 0, whole);
            }
        }
    }

    fn push(&mut self, indent: usize, text: String, last: usize) {
        self.lines.push(Line::new(indent, text, last));
    }

    /// Replaces the lines from `first` on by `one_line`, unless a comment belongs above one of them but the first.
    fn prefer(&mut self, first: usize, indent: usize, one_line: String) {
        let (Some(line), Some(end)) = (self.lines.get(first), self.lines.last()) else { return };
        let last = end.last;
        let next = self.comments.partition_point(|(place, _)| *place <= line.last);
        if self.comments.get(next).is_none_or(|(place, _)| *place > last) {
            self.lines.truncate(first);
            self.push(indent, one_line, last);
        }
    }

    /// Lays out `filter`. The steps stand on a stack of their own: the nesting of a text costs heap.
    fn expr(&mut self, filter: &Expr) {
        let mut steps = vec![Step::Expr { expr: filter, outer: Outer::Nothing, before: String::new(), indent: 0 }];
        while let Some(step) = steps.pop() {
            match step {
                Step::Line(line) => self.lines.push(line),
                Step::Prefer { first, indent, one_line } => self.prefer(first, indent, one_line),
                Step::Expr { expr, outer, before, indent } => {
                    let room = WIDTH.saturating_sub(indent).saturating_sub(before.chars().count());
                    let one_line = self.one_line(expr, outer, room).map(|text| format!("{before}{text}"));
                    if one_line.is_some() && !self.has_comments(expr.span) {
                        self.lines.extend(one_line.map(|text| Line::new(indent, text, end(expr))));
                        continue;
                    }
                    let first = self.lines.len();
                    steps.extend(one_line.map(|one_line| Step::Prefer { first, indent, one_line }));
                    let parts = self.broken(expr, outer, before, indent);
                    steps.extend(parts.into_iter().rev());
                }
            }
        }
    }

    fn has_comments(&self, span: Span) -> bool {
        let from = self.comments.partition_point(|(place, _)| *place <= span.start());
        self.comments.get(from).is_some_and(|(place, _)| *place < span.end())
    }

    /// Lays out `expr` on as many lines as it has parts, or says how to.
    fn broken<'e>(&mut self, expr: &'e Expr, outer: Outer, before: String, indent: usize) -> Vec<Step<'e>> {
        match &expr.kind {
            ExprKind::Constant(constant) => {
                vec![Step::Line(Line::new(indent, format!("{before}{constant}"), end(expr)))]
            }
            ExprKind::Comparison(comparison) => {
                self.comparison(comparison, end(expr), &before, indent);
                Vec::new()
            }
            // Nothing was read there, and the whole is not laid out.
            ExprKind::Hole(_) => Vec::new(),
            ExprKind::Not(operand) => {
                vec![Step::Expr { expr: operand, outer: Outer::Not, before: format!("{before}not "), indent }]
            }
            ExprKind::Group(connective, items) if outer.needs_group(*connective) => {
                let mut steps = vec![Step::Line(Line::new(indent, format!("{before}("), expr.span.start()))];
                let inside = indent.saturating_add(STEP);
                steps.extend(a_part_a_line(*connective, items, String::new(), (inside, inside)));
                steps.push(Step::Line(Line::new(indent, ")".to_owned(), end(expr))));
                steps
            }
            ExprKind::Group(connective, items) => {
                let further = if matches!(outer, Outer::Group(_)) { STEP } else { 0 };
                a_part_a_line(*connective, items, before, (indent, indent.saturating_add(further))).collect()
            }
        }
    }

    /// A comparison that is too long, or has comments: an item of its list a line.
    fn comparison(&mut self, comparison: &Comparison, last: usize, before: &str, indent: usize) {
        let (literals, list) = match &comparison.operand {
            Operand::List(literals, span) if !literals.is_empty() => (literals, span),
            Operand::List(..) | Operand::One(_) => {
                let text = format!("{before}{}", self.written.comparison(comparison));
                return self.push(indent, text, last);
            }
        };
        let mut head = before.to_owned();
        // Writing into a text cannot fail, here and below.
        let _ =
            write_head(&mut head, &self.written.path(comparison.path), comparison.negated, comparison.operator.node);
        self.push(indent, format!("{head}("), list.start());
        let texts: Vec<String> = literals.iter().map(|literal| self.written.literal(literal)).collect();
        let ends = literals.iter().skip(1).map(|next| next.span.start()).chain([list.end().saturating_sub(1)]);
        let count = texts.len();
        for ((index, text), end) in texts.into_iter().enumerate().zip(ends) {
            let comma = if index.saturating_add(1) < count { "," } else { "" };
            self.push(indent.saturating_add(STEP), format!("{text}{comma}"), end.saturating_sub(1));
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
            self.push(STEP, text, end.saturating_sub(1));
        }
        let mut one_line = String::new();
        let _ = write_clauses(&mut one_line, printed, None, None);
        if fits(&one_line, WIDTH) {
            self.prefer(first, 0, one_line);
        }
    }

    /// `expr` on one line, if that has at most `room` characters. Gives up early, so that asking at each level costs no
    /// more than a line.
    fn one_line(&self, expr: &Expr, outer: Outer, room: usize) -> Option<String> {
        let mut text = String::new();
        let is_written = self.write_within(expr, outer, room, &mut text);
        (is_written && fits(&text, room)).then_some(text)
    }

    fn write_within(&self, expr: &Expr, outer: Outer, room: usize, out: &mut String) -> bool {
        match &expr.kind {
            ExprKind::Constant(constant) => out.push_str(if *constant { "true" } else { "false" }),
            ExprKind::Comparison(comparison) => {
                // The shortest item has one character, and two stand between items.
                if comparison.operand.literals().len() > room {
                    return false;
                }
                out.push_str(&self.written.comparison(comparison));
            }
            ExprKind::Hole(_) => {}
            ExprKind::Not(operand) => {
                out.push_str("not ");
                return self.write_within(operand, Outer::Not, room, out);
            }
            ExprKind::Group(connective, items) => {
                let is_grouped = outer.needs_group(*connective);
                out.push_str(if is_grouped { "(" } else { "" });
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(' ');
                        out.push_str(connective.spelling());
                        out.push(' ');
                    }
                    // A character has four bytes at most.
                    let is_too_long = out.len() > room.saturating_mul(4);
                    if is_too_long || !self.write_within(item, Outer::Group(*connective), room, out) {
                        return false;
                    }
                }
                out.push_str(if is_grouped { ")" } else { "" });
            }
        }
        true
    }

    fn join(self) -> String {
        let mut out = String::new();
        let mut write = |indent: usize, text: &str| {
            out.push_str(&" ".repeat(indent));
            out.push_str(text);
            out.push('\n');
        };
        let mut comments = self.comments.into_iter().peekable();
        for line in self.lines {
            while let Some((_, comment)) = comments.next_if(|(place, _)| *place <= line.last) {
                write(line.indent, comment);
            }
            write(line.indent, &line.text);
        }
        for (_, comment) in comments {
            write(0, comment);
        }
        out
    }
}

/// What is left to lay out.
enum Step<'e> {
    Expr {
        expr: &'e Expr,
        outer: Outer,
        /// What stands before it on its first line.
        before: String,
        indent: usize,
    },
    Line(Line),
    Prefer {
        first: usize,
        indent: usize,
        one_line: String,
    },
}

/// An item a line, all but the first behind the connective; `indents` are of the first and of the others.
fn a_part_a_line<'e>(
    connective: Connective,
    items: &'e [Expr],
    before: String,
    indents: (usize, usize),
) -> impl Iterator<Item = Step<'e>> {
    let joined = format!("{} ", connective.spelling());
    let (first, others) = indents;
    let starts = std::iter::once((before, first)).chain(std::iter::repeat((joined, others)));
    let outer = Outer::Group(connective);
    items.iter().zip(starts).map(move |(expr, (before, indent))| Step::Expr { expr, outer, before, indent })
}

/// Where the last token of `expr` stands, or more.
fn end(expr: &Expr) -> usize {
    expr.span.end().saturating_sub(1)
}

/// What an expression stands in.
#[derive(Clone, Copy)]
enum Outer {
    Nothing,
    Not,
    Group(Connective),
}

impl Outer {
    fn needs_group(self, inner: Connective) -> bool {
        match self {
            Self::Nothing => false,
            Self::Not => needs_group(inner, None),
            Self::Group(outer) => needs_group(inner, Some(outer)),
        }
    }
}

fn fits(text: &str, room: usize) -> bool {
    text.chars().count() <= room
}
