//! Fixing: the source with the edits of its diagnostics applied.

use super::Diagnostics;
use super::edit::Edit;
use super::entry::Diagnostic;
use super::severity::Severity;
use super::source::runs_together;

impl Diagnostics {
    /// Returns the source with the edits of every error and warning applied, and the diagnostics that these cure. If
    /// edits of two diagnostics conflict, those of the first are applied; parse the new source to find what is left.
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
            let is_free = |edit: &Edit| !edits.iter().any(|earlier| earlier.conflicts_with(edit));
            if !diagnostic.edits().is_empty() && diagnostic.edits().iter().all(is_free) {
                edits.extend(diagnostic.edits());
                cured.push(diagnostic);
            }
        }
        edits.sort_by_key(|edit| edit.span());
        let source = self.source_text();
        let (mut text, mut end) = (String::with_capacity(source.len()), 0);
        for edit in edits {
            text.push_str(source.get(end..edit.span().start()).unwrap_or_default());
            // The texts of two adjacent edits could merge into one token.
            if edit.span().start() == end && runs_together(last_word(&text), edit.text()) {
                text.push(' ');
            }
            text.push_str(edit.text());
            end = edit.span().end();
        }
        text.push_str(source.get(end..).unwrap_or_default());
        (text, cured)
    }
}

/// Returns the end of `text`, from its last blank on.
fn last_word(text: &str) -> &str {
    text.rfind(char::is_whitespace).map_or(text, |blank| text.get(blank..).unwrap_or_default())
}
