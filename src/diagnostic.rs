//! Diagnostics: what every stage found, joined with the source once, and shown to people.
//!
//! A stage reports a kind and a span; what is said about it stands in this room, one file a stage: the cause in the
//! message, the cure in the help.

mod check;
#[cfg(feature = "fancy")]
mod draw;
mod lower;
mod parse;
mod read;
mod words;

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::check::{CheckError, CheckErrorKind};
use crate::dialect::{LowerError, LowerErrorKind, ReadError, ReadErrorKind};
use crate::span::Span;
use crate::syntax::{ParseError, ParseErrorKind};
use words::legible;

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
pub enum Fault {
    /// The syntax is wrong.
    Parse(ParseErrorKind),
    /// The meaning is wrong or odd.
    Check(CheckErrorKind),
    /// An API cannot be asked, or only on an assumption.
    Lower(LowerErrorKind),
    /// A request cannot be read back, or only with a guess.
    Read(ReadErrorKind),
}

/// One thing found in a query. Displayed on one line: `1:5 error: …; help: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    fault: Fault,
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
    span: Span,
    line: usize,
    column: usize,
}

impl Diagnostic {
    /// What it is about.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Its stable code, such as `tamis::check::unknown_field`.
    pub fn code(&self) -> &'static str {
        self.code
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
        self.line
    }

    /// The column it starts at, in characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}: {}", self.line, self.column, self.severity, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; help: {help}"))
    }
}

impl std::error::Error for Diagnostic {}

/// What one step found in a query, in the order of the source, which it owns. Displayed one line each.
#[derive(Clone, PartialEq)]
pub struct Diagnostics {
    /// The source, and a line feed behind it: without one, no caret can be drawn at its end.
    source: Arc<str>,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Joins what was found with its source.
    pub(crate) fn new(source: &str, found: impl IntoIterator<Item = impl Into<Finding>>) -> Self {
        let mut found: Vec<Finding> = found.into_iter().map(Into::into).collect();
        found.sort_by_key(|finding| finding.span);
        let mut position = Position { offset: 0, line: 1, column: 1 };
        let placed = |finding: Finding| {
            let place = position.advance(source, finding.span.start());
            finding.at(place)
        };
        let mut list: Vec<Diagnostic> = found.into_iter().map(placed).collect();
        // The items of a list that one parameter stands for may all have the same fault.
        let (mut place, mut said) = (None, HashSet::new());
        list.retain(|diagnostic| {
            if place.replace(diagnostic.span) != Some(diagnostic.span) {
                said.clear();
            }
            said.insert((diagnostic.message.clone(), diagnostic.help.clone()))
        });
        Self { source: format!("{source}\n").into(), list }
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

    /// These, and `others` on the same source.
    pub(crate) fn extend(&mut self, others: Self) {
        self.list.extend(others.list);
        self.list.sort_by_key(|diagnostic| diagnostic.span);
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
        Ok(())
    }
}

/// As displayed, so that `unwrap` and `main` show something to read.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}

/// What a stage found, put into words.
pub(crate) struct Finding {
    fault: Fault,
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
    span: Span,
}

impl Finding {
    fn at(self, (line, column): (usize, usize)) -> Diagnostic {
        let Self { fault, severity, code, message, help, span } = self;
        Diagnostic { fault, severity, code, message: legible(message), help: help.map(legible), span, line, column }
    }
}

impl From<ParseError> for Finding {
    fn from(error: ParseError) -> Self {
        parse::finding(&error)
    }
}

impl From<CheckError> for Finding {
    fn from(error: CheckError) -> Self {
        check::finding(&error)
    }
}

impl From<LowerError> for Finding {
    fn from(error: LowerError) -> Self {
        lower::finding(&error)
    }
}

impl From<ReadError> for Finding {
    fn from(error: ReadError) -> Self {
        read::finding(&error)
    }
}

/// A place in a source, moved forward only, so that placing all findings reads the source once.
struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

impl Position {
    /// The line and column of `offset`, which is not before the last one asked for.
    fn advance(&mut self, source: &str, offset: usize) -> (usize, usize) {
        for character in source.get(self.offset..offset).unwrap_or_default().chars() {
            if character == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.offset = self.offset.max(offset);
        (self.line, self.column)
    }
}

impl From<Severity> for miette::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Advice => Self::Advice,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity.into())
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let label = miette::LabeledSpan::new(None, self.span.start(), self.span.len());
        Some(Box::new(std::iter::once(label)))
    }
}

impl miette::Diagnostic for Diagnostics {
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        Some(Box::new(self.list.iter().map(|diagnostic| diagnostic as &dyn miette::Diagnostic)))
    }
}
