//! Lints: what is odd about a query that is right. No row matches a part of it, or every row does, a part adds nothing to
//! another, or what it says is hardly what was meant.
//!
//! What is said about rows holds for every JSON row, and where a schema's promise is needed for every row that keeps it.
//! Where the reasoning knows too little it is silent, and so it is once a query has very many oddities.

mod clause;
mod cluster;
mod escapes;
mod group;
mod hash;
mod region;
mod set;
mod times;
mod values;
mod written;

use crate::filter::Checked;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::syntax::ast::Ast;
use crate::ty::Type;
use crate::value::DateTime;

/// Something odd about a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lint {
    /// What is odd.
    pub kind: LintKind,
    /// Where, in bytes.
    pub span: Span,
}

/// What is odd about a query that is right; each with a text that causes it on the fields `count` (an integer), `name` (text)
/// and `start` (a date-time). Where it is about several parts of the query, the diagnostic stands at the one that adds
/// nothing, else at the last one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LintKind {
    /// `count > 5 and count < 3`, `count in ()`: it holds for no row.
    #[non_exhaustive]
    AlwaysFalse {
        /// What holds for no row: the comparison, or the group around it.
        whole: Span,
        /// The field that it is about, where it is about one.
        path: Option<Path>,
        /// Where the parts stand with which it can never hold; none where it can never hold alone.
        others: Vec<Span>,
        /// Whether it takes what the schema promises: that a field is never null, or holds no words but those listed.
        promised: bool,
    },
    /// `count != 5 or count != 3`, `count not in ()`: it holds for every row.
    #[non_exhaustive]
    AlwaysTrue {
        /// What holds for every row: the comparison, or the group around it.
        whole: Span,
        /// The field that it is about, where it is about one.
        path: Option<Path>,
        /// Where the parts stand one of which always holds where it does not; none where it always holds alone.
        others: Vec<Span>,
        /// Whether it takes what the schema promises: that a field is never null, or holds no words but those listed.
        promised: bool,
    },
    /// `count > 3 and count > 5`: without it the group means the same.
    #[non_exhaustive]
    Subsumed {
        /// Where the part stands to which it adds nothing.
        by: Span,
        /// Whether the two are parts of an `and`; if not, of an `or`.
        is_and: bool,
    },
    /// `count == 5 or name == "a" or count == 5`: it is there already.
    #[non_exhaustive]
    Duplicate {
        /// Where it stands first.
        first: Span,
        /// Whether the two are parts of an `and`; if not, of an `or`.
        is_and: bool,
    },
    /// `count in (5, 3, 5)`: the list has it already.
    #[non_exhaustive]
    DuplicateItem {
        /// Where it stands first.
        first: Span,
    },
    /// `count == 5 or count == 3 and name == "a"`: precedence alone makes a group.
    #[non_exhaustive]
    MixedConnectives {
        /// What joins the parts of the group: `and` or `xor`.
        inner: &'static str,
        /// What it is joined by: `or` or `xor`.
        outer: &'static str,
        /// Where such groups stand that are joined so; of very many, the first.
        groups: Vec<Span>,
    },
    /// `name < "2026-01-31"`: a date that is compared as text.
    #[non_exhaustive]
    DateAsText {
        /// The field's type, text or any.
        ty: Type,
        /// The date as this language writes it, where it is written otherwise and it is clear which it is.
        form: Option<String>,
    },
    /// `name > "PT1H"`: a length of time that is compared as text.
    #[non_exhaustive]
    DurationAsText {
        /// The field's type, text or any.
        ty: Type,
        /// As this language writes it, where that is possible.
        bare: Option<String>,
    },
    /// `name > "now - 1d"`: a moment counted from the present that is compared as text.
    #[non_exhaustive]
    MomentAsText {
        /// The field's type, text or any.
        ty: Type,
        /// As this language writes it, where that is clear.
        bare: Option<String>,
    },
    /// `name == "C:\new"`, written with one backslash: a path whose backslashes begin escapes.
    #[non_exhaustive]
    PathEscapes {
        /// The letters of the escapes that are control characters, each once.
        escapes: Box<[char]>,
        /// The text with each backslash written twice, where all of them are meant.
        meant: Option<String>,
    },
    /// `start == 2026-01-31`: a date alone, which is its midnight.
    #[non_exhaustive]
    DateAlone {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
        /// Where the comparison stands.
        comparison: Span,
        /// The day's midnight.
        day: DateTime,
        /// That of the day after, where there is one.
        next: Option<DateTime>,
    },
    /// `offset 20` without a `sort by`: the API does not say which rows come first.
    OffsetWithoutSort,
}

impl LintKind {
    fn constant(holds: bool, path: Option<Path>, whole: Span, others: Vec<Span>, promised: bool) -> Self {
        match holds {
            true => Self::AlwaysTrue { whole, path, others, promised },
            false => Self::AlwaysFalse { whole, path, others, promised },
        }
    }

    /// Whether it is a slip also where it is so only for what the parameters and moments are bound to. That a part adds
    /// nothing then is none.
    fn holds_of_values(&self) -> bool {
        match self {
            Self::AlwaysFalse { .. }
            | Self::AlwaysTrue { .. }
            | Self::DateAsText { .. }
            | Self::DurationAsText { .. }
            | Self::MomentAsText { .. }
            | Self::DateAlone { .. } => true,
            Self::Subsumed { .. }
            | Self::Duplicate { .. }
            | Self::DuplicateItem { .. }
            | Self::MixedConnectives { .. }
            | Self::PathEscapes { .. }
            | Self::OffsetWithoutSort => false,
        }
    }
}

/// What is odd about `checked`.
pub(crate) fn lint(checked: &Checked) -> Vec<Lint> {
    let mut found = Found::default();
    let default = checked.collation;
    let mut seen = checked.filter.fold(&mut |filter, items| group::look(filter, items, default, &mut found));
    seen.tell(&checked.filter, &mut found);
    values::look(checked, &mut found);
    let offset = checked.page.offset.filter(|offset| offset.node > 0 && checked.sort.is_empty());
    if let Some(offset) = offset {
        found.report(LintKind::OffsetWithoutSort, offset.span);
    }
    found.lints
}

/// What is odd about `bound` as it is bound.
pub(crate) fn lint_bound(bound: &Checked) -> Vec<Lint> {
    let mut lints = lint(bound);
    lints.retain(|lint| lint.kind.holds_of_values());
    lints
}

/// What is odd about how a query was written.
pub(crate) fn lint_writing(ast: &Ast) -> Vec<Lint> {
    let mut found = Found::default();
    if let Some(filter) = &ast.filter {
        written::look(filter, &mut found);
    }
    found.lints
}

/// What was found so far, and what may still be spent on finding more.
struct Found {
    lints: Vec<Lint>,
    /// How many steps may still be taken that a longer query has more than its share of.
    steps: usize,
}

impl Default for Found {
    fn default() -> Self {
        Self { lints: Vec::new(), steps: MOST_STEPS }
    }
}

/// How many oddities of a query are told.
const MOST: usize = 100;
const MOST_STEPS: usize = 1 << 20;

impl Found {
    fn report(&mut self, kind: LintKind, span: Span) {
        if !self.is_full() {
            self.lints.push(Lint { kind, span });
        }
    }

    fn is_full(&self) -> bool {
        self.lints.len() >= MOST
    }

    /// Whether `steps` more may be taken; they are then.
    fn affords(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(self.steps);
        left.is_some()
    }
}

#[cfg(test)]
mod tests;
