//! Diagnostics: what every stage found, joined with the source once, and shown to people.
//!
//! A stage reports a kind and a span; what is said about it stands in this room, one file a stage: the cause in the
//! message, the cure in the help.

mod check;
mod code;
mod cure;
#[cfg(feature = "fancy")]
mod draw;
mod edit;
mod explain;
mod finding;
mod hint;
mod json;
mod lint;
mod lower;
mod parse;
mod place;
mod read;
mod report;
mod source;
mod words;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::check::{CheckErrorKind, LintKind};
use crate::dialect::{DecompileErrorKind, LowerErrorKind};
use crate::schema::Schema;
use crate::span::Span;
use crate::syntax::{MOST_FAULTS, ParseErrorKind};

pub use code::Code;
pub use edit::Edit;
pub use place::{Utf16Position, Utf16Range};

use finding::Finding;
pub(crate) use finding::Report;
use place::{Place, Places};
use source::Source;

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// It could be said better.
    Advice,
    /// It is carried out, though perhaps not as meant.
    Warning,
    /// It is not carried out.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What a [`Diagnostic`] is about, for programs: the stage that found it, and what it found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// The syntax is wrong.
    Parse(ParseErrorKind),
    /// The meaning is wrong or odd.
    Check(CheckErrorKind),
    /// Nothing is wrong, and yet it is odd.
    Lint(LintKind),
    /// An API cannot be asked, or only on an assumption.
    Lower(LowerErrorKind),
    /// A request cannot be read back, or only with a guess.
    Read(DecompileErrorKind),
}

/// One thing found in a query. Displayed on one line: `1:5 error: …; help: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    fault: DiagnosticKind,
    severity: Severity,
    code: &'static Code,
    message: String,
    help: Option<String>,
    span: Span,
    start: Place,
    end: Place,
    edits: Box<[Edit]>,
}

impl Diagnostic {
    /// What it is about.
    pub fn kind(&self) -> &DiagnosticKind {
        &self.fault
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Its stable code, such as `tamis::check::unknown_field`.
    pub fn code(&self) -> &'static str {
        self.code.spelling()
    }

    /// What is the matter.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where it stands in the source, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The line it starts on, from 1.
    pub fn line(&self) -> usize {
        self.start.line
    }

    /// The column it starts at, in characters, from 1.
    pub fn column(&self) -> usize {
        self.start.column
    }

    /// The line it ends on, from 1.
    pub fn end_line(&self) -> usize {
        self.end.line
    }

    /// The column behind its last character, in characters, from 1.
    pub fn end_column(&self) -> usize {
        self.end.column
    }

    /// Where it stands in the source, as editors count.
    pub fn utf16(&self) -> Utf16Range {
        Utf16Range { start: self.start.utf16, end: self.end.utf16 }
    }

    /// The changes of the source that cure it, which belong together; none where it is not sure what is meant. No two of
    /// them meet.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}: {}", self.line(), self.column(), self.severity, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; help: {help}"))
    }
}

impl std::error::Error for Diagnostic {}

/// What is told of all that was found, in the order of the source, and how much more there was.
struct Told {
    findings: Vec<Finding>,
    more: usize,
}

impl Told {
    fn spans(&self) -> impl Iterator<Item = Span> {
        self.findings.iter().flat_map(Finding::spans)
    }

    /// It with its places in `source`, which ends with a line feed.
    fn joined(self, source: &Arc<str>, places: &Places) -> Diagnostics {
        let list = self.findings.into_iter().map(|finding| finding.at(places)).collect();
        Diagnostics { source: Arc::clone(source), list, more: self.more }
    }
}

/// Words what was found, the graver first, up to what is told.
fn told(found: impl IntoIterator<Item = impl Report>, text: &Source<'_>) -> Told {
    let mut reports: Vec<_> = found.into_iter().collect();
    reports.sort_by_key(|report| (Reverse(report.severity()), report.span()));
    reports.retain(|report| !report.is_moot(text));
    let (mut told, mut more): (Vec<Finding>, usize) = (Vec::new(), 0);
    // The items of a list that one parameter stands for may all have the same fault.
    let (mut place, mut said) = (None, HashSet::new());
    for report in reports {
        let is_new_place = place.replace(report.span()) != Some(report.span());
        if is_new_place {
            said.clear();
        }
        if told.len() >= MOST_FAULTS && is_new_place {
            more = more.saturating_add(1);
            continue;
        }
        let finding = Finding::of(&report, text);
        let is_new = said.insert((finding.message().to_owned(), finding.help().map(str::to_owned)));
        match told.len() < MOST_FAULTS {
            true if is_new => told.push(finding),
            false if is_new => more = more.saturating_add(1),
            _ => {}
        }
    }
    told.sort_by_key(|finding| finding.span);
    Told { findings: told, more }
}

/// What was found in a query, in the order of the source, which it owns. Displayed one line each.
///
/// It tells of a hundred faults at most, the graver ones first, and counts the others.
#[derive(Clone, PartialEq)]
pub struct Diagnostics {
    /// The source, and a line feed behind it: without one, no caret can be drawn at its end.
    source: Arc<str>,
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    /// Joins what was found with its source.
    pub(crate) fn new(source: &str, found: impl IntoIterator<Item = impl Report>) -> Self {
        Self::under(source, None, found)
    }

    /// The same, where it is known what the source is checked against.
    pub(crate) fn under(source: &str, schema: Option<&Schema>, found: impl IntoIterator<Item = impl Report>) -> Self {
        let told = told(found, &Source::new(source, schema));
        let places = Places::of(source, told.spans());
        told.joined(&format!("{source}\n").into(), &places)
    }

    /// Joins each of several parts of what was found with the source, which they share.
    pub(crate) fn each<R: Report>(source: &str, found: impl IntoIterator<Item = Vec<R>>) -> Vec<Self> {
        let text = Source::new(source, None);
        let parts: Vec<Told> = found.into_iter().map(|found| told(found, &text)).collect();
        // The source is read once for all of them.
        let places = Places::of(source, parts.iter().flat_map(Told::spans));
        let source = format!("{source}\n").into();
        parts.into_iter().map(|told| told.joined(&source, &places)).collect()
    }

    /// These, of `more` that were not told.
    #[must_use]
    pub(crate) fn and_more(self, more: usize) -> Self {
        Self { more: self.more.saturating_add(more), ..self }
    }

    /// These, and `others` on the same source.
    #[must_use]
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.list.extend(others.list);
        self.more = self.more.saturating_add(others.more);
        self.list.sort_by_key(|diagnostic| diagnostic.span);
        self.say_once();
        self.cut();
        self
    }

    /// Takes what else was found in the same source.
    pub(crate) fn add(&mut self, found: Vec<impl Report>) {
        if !found.is_empty() {
            *self = Self::new(self.source_text(), found).and(self.clone());
        }
    }

    /// Leaves out the least grave and the last where there are too many.
    fn cut(&mut self) {
        let beyond = self.list.len().saturating_sub(MOST_FAULTS);
        if beyond > 0 {
            self.list.sort_by_key(|diagnostic| Reverse(diagnostic.severity));
            self.list.truncate(MOST_FAULTS);
            self.list.sort_by_key(|diagnostic| diagnostic.span);
        }
        self.more = self.more.saturating_add(beyond);
    }

    /// Leaves out what is said again of the same place: what is odd about a query is so before and after it is bound.
    fn say_once(&mut self) {
        let (mut place, mut said) = (None, HashSet::new());
        self.list.retain(|diagnostic| {
            if place.replace(diagnostic.span) != Some(diagnostic.span) {
                said.clear();
            }
            said.insert((diagnostic.message.clone(), diagnostic.help.clone()))
        });
    }

    /// The text they point into.
    pub fn source_text(&self) -> &str {
        self.source.strip_suffix('\n').unwrap_or(&self.source)
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many more were found than are told.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The same, none graver than `most`: what keeps a request from being made need not keep a query from being used.
    #[must_use]
    pub fn at_most(mut self, most: Severity) -> Self {
        for diagnostic in &mut self.list {
            diagnostic.severity = diagnostic.severity.min(most);
        }
        self
    }

    /// Keeps those that `keeps` wants: a program that does not care for a warning tells it by its code.
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

    /// The same, each warning an error.
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

/// As displayed, so that `unwrap` and `main` show something to read.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
