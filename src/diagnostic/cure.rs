//! Cures: what is to be done about a fault, in words, and as edits where these are sure to be what is meant.

use crate::span::Span;

/// What is to be done about a fault.
#[derive(Default)]
pub(crate) struct Cure {
    pub(super) help: Option<String>,
    /// They belong together: all are made, or none.
    pub(super) edits: Vec<(Span, String)>,
}

impl Cure {
    /// The same, by replacing what stands at `span`, too.
    pub(super) fn replacing(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push((span, text.into()));
        self
    }

    /// The same, by taking out what stands at `span`, too.
    pub(super) fn removing(self, span: Span) -> Self {
        self.replacing(span, "")
    }

    /// The same, by putting `text` in at `offset`, too.
    pub(super) fn inserting(self, offset: usize, text: impl Into<String>) -> Self {
        self.replacing(Span::at(offset), text)
    }

    /// The same, where the last edit puts in `text`, too.
    pub(super) fn followed_by(mut self, text: &str) -> Self {
        if let Some((_, edit)) = self.edits.last_mut() {
            edit.push_str(text);
        }
        self
    }

    /// The same without edits.
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
