//! Cures: how a query is put right, in words, and as edits if the intended query is certain.

use crate::span::Span;

/// The cure of a report.
#[derive(Default)]
pub(crate) struct Cure {
    pub(super) help: Option<String>,
    /// Applied together or not at all.
    pub(super) edits: Vec<(Span, String)>,
}

impl Cure {
    /// Adds an edit that replaces the source at `span` by `text`.
    pub(super) fn replacing(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push((span, text.into()));
        self
    }

    /// Adds an edit that removes the source at `span`.
    pub(super) fn removing(self, span: Span) -> Self {
        self.replacing(span, "")
    }

    /// Adds an edit that inserts `text` at `offset`.
    pub(super) fn inserting(self, offset: usize, text: impl Into<String>) -> Self {
        self.replacing(Span::at(offset), text)
    }

    /// Appends `text` to the last edit.
    pub(super) fn followed_by(mut self, text: &str) -> Self {
        if let Some((_, edit)) = self.edits.last_mut() {
            edit.push_str(text);
        }
        self
    }

    /// Removes the edits, and keeps the help.
    pub(super) fn in_words(self) -> Self {
        Self { edits: Vec::new(), ..self }
    }
}

impl From<String> for Cure {
    fn from(help: String) -> Self {
        Self { help: Some(help), edits: Vec::new() }
    }
}

impl From<&str> for Cure {
    fn from(help: &str) -> Self {
        help.to_owned().into()
    }
}
