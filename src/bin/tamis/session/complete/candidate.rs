//! Candidates of a completion.

use tamis::Type;

/// A text that may be put at the cursor.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    pub(crate) kind: CandidateKind,
}

/// The kinds of candidates.
#[derive(Debug)]
pub(crate) enum CandidateKind {
    /// A name of a path, with the type of the field there.
    Field(Type),
    Operator,
    Keyword,
    Collation,
    /// A literal.
    Value,
    /// The name of a command, with its summary.
    Command(&'static str),
    /// The argument of a command.
    Argument,
}

/// The candidates at a place.
#[derive(Debug)]
pub(crate) struct Completion {
    /// The offset in bytes from which a candidate replaces the line up to the cursor.
    pub(crate) start: usize,
    pub(crate) candidates: Vec<Candidate>,
}

impl Candidate {
    pub(super) fn new(text: impl Into<String>, kind: CandidateKind) -> Self {
        Self { text: text.into(), kind }
    }

    /// Returns a note that describes the candidate, if its text does not.
    pub(crate) fn note(&self) -> Option<String> {
        match &self.kind {
            CandidateKind::Field(ty) => Some(ty.to_string()),
            CandidateKind::Command(summary) => Some((*summary).to_owned()),
            CandidateKind::Operator
            | CandidateKind::Keyword
            | CandidateKind::Collation
            | CandidateKind::Value
            | CandidateKind::Argument => None,
        }
    }

    /// Returns the part that is compared with the typed text: the text without quotes at its beginning.
    pub(super) fn bare(&self) -> &str {
        self.text.trim_start_matches(QUOTES)
    }
}

pub(super) const QUOTES: [char; 3] = ['"', '\'', '`'];
