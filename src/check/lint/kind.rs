//! The kinds of lints.

use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::ty::Type;
use crate::value::DateTime;

/// A suspicious part of a valid query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lint {
    /// The kind.
    pub kind: LintKind,
    /// The place in the source.
    pub span: Span,
}

/// The kind of a lint, each with a text that causes it on the fields `count` (an integer), `name` (text) and `start` (a
/// date-time). A lint about several parts of the query is reported at the part that adds nothing, else at the last one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LintKind {
    /// `count > 5 and count < 3`, `count in ()`: no row satisfies it.
    #[non_exhaustive]
    AlwaysFalse {
        /// The place of the condition that no row satisfies: the comparison, or the group around it.
        whole: Span,
        /// The field that the condition compares, if it is only one.
        path: Option<Path>,
        /// The places of the other parts of the contradiction; empty if the reported part can never hold by itself.
        others: Vec<Span>,
        /// `true` if this follows only from the schema: that a field is never null, or holds only the listed words.
        promised: bool,
    },
    /// `count != 5 or count != 3`, `count not in ()`: every row satisfies it.
    #[non_exhaustive]
    AlwaysTrue {
        /// The place of the condition that every row satisfies: the comparison, or the group around it.
        whole: Span,
        /// The field that the condition compares, if it is only one.
        path: Option<Path>,
        /// The places of the parts of which one always holds if the reported part does not; empty if that always holds
        /// by itself.
        others: Vec<Span>,
        /// `true` if this follows only from the schema: that a field is never null, or holds only the listed words.
        promised: bool,
    },
    /// `count > 3 and count > 5`: the group means the same without this part.
    #[non_exhaustive]
    Subsumed {
        /// The place of the part that makes this one redundant.
        by: Span,
        /// `true` if the two are parts of an `and`, `false` if of an `or`.
        is_and: bool,
    },
    /// `count == 5 or name == "a" or count == 5`: the group has this part already.
    #[non_exhaustive]
    Duplicate {
        /// The place of the first occurrence.
        first: Span,
        /// `true` if the two are parts of an `and`, `false` if of an `or`.
        is_and: bool,
    },
    /// `count in (5, 3, 5)`: the list has this item already.
    #[non_exhaustive]
    DuplicateItem {
        /// The place of the first occurrence.
        first: Span,
    },
    /// `count == 5 or count == 3 and name == "a"`: only precedence groups the last two.
    #[non_exhaustive]
    MixedConnectives {
        /// The connective inside the group: `and` or `xor`.
        inner: &'static str,
        /// The connective around the group: `or` or `xor`.
        outer: &'static str,
        /// The places of all groups without parentheses beside this one; of very many, the first.
        groups: Vec<Span>,
    },
    /// `name < "2026-01-31"`: a date that is compared as text.
    #[non_exhaustive]
    DateAsText {
        /// The field's type, text or any.
        ty: Type,
        /// The date in the form of this language, if it is written in another form and is unambiguous.
        form: Option<String>,
    },
    /// `name > "PT1H"`: a duration that is compared as text.
    #[non_exhaustive]
    DurationAsText {
        /// The field's type, text or any.
        ty: Type,
        /// The duration in the form of this language, if it has one.
        bare: Option<String>,
    },
    /// `name > "now - 1d"`: a relative time that is compared as text.
    #[non_exhaustive]
    RelativeTimeAsText {
        /// The field's type, text or any.
        ty: Type,
        /// The time in the form of this language, if it is unambiguous.
        bare: Option<String>,
    },
    /// `name == "C:\new"`, written with one backslash: a path whose backslashes begin escapes.
    #[non_exhaustive]
    PathEscapes {
        /// The letters of the escapes that are control characters, each once.
        escapes: Box<[char]>,
        /// The text with each backslash doubled, if all of them are meant as backslashes.
        meant: Option<String>,
    },
    /// `start == 2026-01-31`: a date without a time, which is the midnight at its start.
    #[non_exhaustive]
    DateAlone {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
        /// The place of the comparison.
        comparison: Span,
        /// The midnight at the start of the day.
        day: DateTime,
        /// The midnight at its end, if there is a next day.
        next: Option<DateTime>,
    },
    /// `offset 20` without a `sort by`: the API does not define which rows come first.
    OffsetWithoutSort,
}

impl LintKind {
    /// Returns `true` if the lint is worth reporting even if it holds only for the bound values. That a part adds
    /// nothing for some values is no mistake.
    pub(super) fn holds_of_values(&self) -> bool {
        match self {
            Self::AlwaysFalse { .. }
            | Self::AlwaysTrue { .. }
            | Self::DateAsText { .. }
            | Self::DurationAsText { .. }
            | Self::RelativeTimeAsText { .. }
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
