//! Why bytes are no row.

/// Bytes that are no row, and where they fail to be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct RowError {
    kind: RowErrorKind,
    offset: usize,
}

/// What is wrong with the bytes of a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowErrorKind {
    /// They are not one JSON value, blanks aside: `{"a":}`, `1 2`, nothing at all, text that is not UTF-8.
    #[error("not JSON: {reason}")]
    NotJson {
        /// What was wrong or wanted.
        reason: Box<str>,
    },
    /// They nest arrays and objects more than 127 levels deep.
    #[error("a row nested more than 127 levels deep")]
    TooDeep,
    /// `1e400`
    #[error("a number that no double holds, such as 1e400")]
    NumberOutOfRange,
    /// `"\ud800"`
    #[error("an escape of half of a surrogate pair, which is no character")]
    LoneSurrogate,
}

impl RowError {
    pub(super) fn new(text: &[u8], error: &serde_json::Error) -> Self {
        let lines = text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
        let before = lines.fold(0_usize, |sum, line| sum.saturating_add(line.len()));
        let offset = before.saturating_add(error.column().saturating_sub(1));
        let told = error.to_string();
        let kind = match told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason) {
            "recursion limit exceeded" => RowErrorKind::TooDeep,
            "number out of range" => RowErrorKind::NumberOutOfRange,
            reason if reason.contains("surrogate") || reason == "unexpected end of hex escape" => {
                RowErrorKind::LoneSurrogate
            }
            reason => RowErrorKind::NotJson { reason: reason.into() },
        };
        Self { kind, offset }
    }

    /// What is wrong.
    pub fn kind(&self) -> &RowErrorKind {
        &self.kind
    }

    /// Where, in bytes from the row's beginning.
    pub fn offset(&self) -> usize {
        self.offset
    }
}
