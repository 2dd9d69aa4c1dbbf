//! Diagnostics: the errors and warnings of every stage, joined with the source and shown to people.
//!
//! A stage reports a kind and a span ([`Report`]). This room words them, with one file per stage: the cause goes into
//! the message, the cure into the help. [`Diagnostics`] owns the source and all that was reported on it, with lines and
//! columns. It is drawn with carets (`draw`), fixed (`fix`), serialized (`json`) and handed to `miette`
//! (`miette_impl`). `code` has the stable code of each kind with its explanation; `explain` and `hint` word what is
//! reported of rows.

mod check;
mod code;
mod cure;
#[cfg(feature = "fancy")]
mod draw;
mod edit;
mod entry;
mod explain;
mod fix;
mod hint;
mod json;
mod lint;
mod lower;
mod miette_impl;
mod parse;
mod position;
mod read;
mod report;
mod severity;
mod source;
mod words;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::schema::Schema;
use crate::syntax::MOST_FAULTS;

pub use code::Code;
pub use edit::Edit;
pub use entry::{Diagnostic, DiagnosticKind};
pub use position::{Utf16Position, Utf16Range};
pub(crate) use report::Report;
pub use severity::Severity;
pub use words::is_hidden_character;

use position::LineIndex;
use report::{SelectedReports, select};
use source::Source;

/// The errors and warnings about a query, in the order of the source, which they own. Displayed one per line.
///
/// At most 100 are kept, the gravest first; the others are only counted.
#[derive(Clone, PartialEq)]
pub struct Diagnostics {
    /// The source and a line feed: without one, no caret can be drawn at the end.
    source: Arc<str>,
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    /// Joins `reports` with their source.
    pub(crate) fn new(source: &str, reports: impl IntoIterator<Item = impl Report>) -> Self {
        Self::with_schema(source, None, reports)
    }

    /// Joins `reports` with their source, which is checked against `schema` if that is known.
    pub(crate) fn with_schema(
        source: &str,
        schema: Option<&Schema>,
        reports: impl IntoIterator<Item = impl Report>,
    ) -> Self {
        let selected = select(reports, &Source::new(source, schema));
        let lines = LineIndex::new(source, selected.spans());
        Self::located(selected, &format!("{source}\n").into(), &lines)
    }

    /// Joins several sets of reports with the source that they share.
    pub(crate) fn each<R: Report>(source: &str, sets: impl IntoIterator<Item = Vec<R>>) -> Vec<Self> {
        let text = Source::new(source, None);
        let sets: Vec<SelectedReports> = sets.into_iter().map(|reports| select(reports, &text)).collect();
        // One pass over the source serves all sets.
        let lines = LineIndex::new(source, sets.iter().flat_map(SelectedReports::spans));
        let source = format!("{source}\n").into();
        sets.into_iter().map(|selected| Self::located(selected, &source, &lines)).collect()
    }

    /// Locates `selected` in `source`, which ends with a line feed.
    fn located(selected: SelectedReports, source: &Arc<str>, lines: &LineIndex) -> Self {
        let list = selected.reports.into_iter().map(|report| report.located(lines)).collect();
        Self { source: Arc::clone(source), list, more: selected.omitted }
    }

    /// Counts `more` errors that are not in the list.
    #[must_use]
    pub(crate) fn and_more(self, more: usize) -> Self {
        Self { more: self.more.saturating_add(more), ..self }
    }

    /// Merges `others`, which are about the same source.
    #[must_use]
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.list.extend(others.list);
        self.more = self.more.saturating_add(others.more);
        self.list.sort_by_key(|diagnostic| diagnostic.span);
        self.remove_repetitions();
        self.truncate();
        self
    }

    /// Adds reports on the same source.
    pub(crate) fn add(&mut self, reports: Vec<impl Report>) {
        if !reports.is_empty() {
            *self = Self::new(self.source_text(), reports).and(self.clone());
        }
    }

    /// Removes the mildest and the last diagnostics over the limit, and counts them.
    fn truncate(&mut self) {
        let excess = self.list.len().saturating_sub(MOST_FAULTS);
        if excess > 0 {
            self.list.sort_by_key(|diagnostic| Reverse(diagnostic.severity));
            self.list.truncate(MOST_FAULTS);
            self.list.sort_by_key(|diagnostic| diagnostic.span);
        }
        self.more = self.more.saturating_add(excess);
    }

    /// Removes diagnostics that repeat one of the same span: many warnings apply both before and after a query is
    /// bound.
    fn remove_repetitions(&mut self) {
        let (mut last_span, mut seen) = (None, HashSet::new());
        self.list.retain(|diagnostic| {
            if last_span.replace(diagnostic.span) != Some(diagnostic.span) {
                seen.clear();
            }
            seen.insert((diagnostic.message.clone(), diagnostic.help.clone()))
        });
    }

    /// Returns the text that the spans point into.
    pub fn source_text(&self) -> &str {
        self.source.strip_suffix('\n').unwrap_or(&self.source)
    }

    /// Returns an iterator over the diagnostics.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of diagnostics in the list.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the number of diagnostics that were left out of the list.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Returns `true` if the list is empty.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Lowers every severity above `most` to `most`. For example, an error that prevents a request may be only advice
    /// for a query that runs locally.
    #[must_use]
    pub fn at_most(mut self, most: Severity) -> Self {
        for diagnostic in &mut self.list {
            diagnostic.severity = diagnostic.severity.min(most);
        }
        self
    }

    /// Keeps the diagnostics for which `keeps` returns `true`. A program that ignores a warning recognizes it by its
    /// code.
    ///
    /// ```
    /// use tamis::Query;
    /// let query: Query = "size in (5, 3, 5)".parse()?;
    /// let mut warnings = query.warnings().clone();
    /// assert_eq!(warnings.len(), 1);
    /// warnings.retain(|warning| warning.code() != "tamis::lint::duplicate_item");
    /// assert!(warnings.is_empty());
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn retain(&mut self, keeps: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keeps);
    }

    /// Raises every warning to an error.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
            diagnostic.severity = Severity::Error;
        }
        self
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.list.iter().enumerate() {
            write!(f, "{}{diagnostic}", if index > 0 { "\n" } else { "" })?;
        }
        if self.more > 0 { write!(f, "\nand {} more", self.more) } else { Ok(()) }
    }
}

/// Formatted as displayed, so that a failed `unwrap` or `main` prints readable messages.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
