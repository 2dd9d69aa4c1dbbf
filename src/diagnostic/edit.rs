//! Edits: the changes of a source that cure a diagnostic.

use serde::Serialize;

use super::finding::runs_together;
use super::place::Utf16Range;
use super::{Diagnostic, Diagnostics, Severity};
use crate::span::Span;

/// A change of a source: the text of a span is replaced by another. An empty span puts text in, an empty text takes
/// some out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub(super) span: Span,
    pub(super) utf16: Utf16Range,
    pub(super) text: Box<str>,
}

impl Edit {
    /// What is replaced, in bytes of the source.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What is replaced, as editors count.
    pub fn utf16(&self) -> Utf16Range {
        self.utf16
    }

    /// What replaces it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether making both would leave open what comes out.
    fn meets(&self, other: &Self) -> bool {
        let (a, b) = (self.span, other.span);
        match a.is_empty() || b.is_empty() {
            true => a.start() <= b.end() && b.start() <= a.end(),
            false => a.start() < b.end() && b.start() < a.end(),
        }
    }
}

impl Diagnostics {
    /// The source with the edits of every error and warning that has any, and the diagnostics that these cure. Of
    /// edits that meet, those of the first diagnostic are made: what they leave is found by reading the new source.
    ///
    /// ```
    /// use tamis::{Field, Query, Schema, Type};
    /// let schema = Schema::builder("jobs").field(Field::new("count", Type::Integer)).build()?;
    /// let query = Query::parse("count == \"5\"", &schema)?;
    /// let (source, cured) = query.warnings().fix();
    /// assert_eq!((source.as_str(), cured.len()), ("count == 5", 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fix(&self) -> (String, Vec<&Diagnostic>) {
        let mut edits: Vec<&Edit> = Vec::new();
        let mut cured = Vec::new();
        for diagnostic in self.iter().filter(|diagnostic| diagnostic.severity() > Severity::Advice) {
            let is_free = |edit: &Edit| !edits.iter().any(|earlier| earlier.meets(edit));
            if !diagnostic.edits().is_empty() && diagnostic.edits().iter().all(is_free) {
                edits.extend(diagnostic.edits());
                cured.push(diagnostic);
            }
        }
        edits.sort_by_key(|edit| edit.span);
        let source = self.source_text();
        let (mut text, mut end) = (String::with_capacity(source.len()), 0);
        for edit in edits {
            text.push_str(source.get(end..edit.span.start()).unwrap_or_default());
            // What one edit writes may run together with what the one before it has written.
            if edit.span.start() == end && runs_together(last_word(&text), &edit.text) {
                text.push(' ');
            }
            text.push_str(&edit.text);
            end = edit.span.end();
        }
        text.push_str(source.get(end..).unwrap_or_default());
        (text, cured)
    }
}

/// The end of `text`, from its last blank on.
fn last_word(text: &str) -> &str {
    text.rfind(char::is_whitespace).map_or(text, |blank| text.get(blank..).unwrap_or_default())
}
