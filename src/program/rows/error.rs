//! The error of bytes that cannot be read as a row.

/// The error of bytes that cannot be read as a row: its kind, offset and cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct RowError {
    kind: RowErrorKind,
    offset: usize,
    help: Box<str>,
}

/// The reason why bytes cannot be read as a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowErrorKind {
    /// Not exactly one JSON value, with blanks around it allowed: `{"a":}`, `1 2`, `NaN`.
    #[error("{reason}")]
    NotJson {
        /// A phrase that names the mistake, such as "a comma before `}`".
        reason: Box<str>,
    },
    /// They end inside the value, or are only blanks: `{"a": 1`.
    #[error("cut off {within}")]
    Incomplete {
        /// A phrase that names the place of the end, such as "inside an object".
        within: &'static str,
    },
    /// They start like text of another format: HTML, XML, CSV, YAML, the headers of an HTTP answer.
    #[error("{reason}")]
    OtherFormat {
        /// A phrase that names the format, such as "this looks like CSV".
        reason: &'static str,
    },
    /// They start like data that is no UTF-8 text: compressed, or in UTF-16.
    #[error("{reason}")]
    Binary {
        /// A phrase that names the format, such as "this is compressed with gzip".
        reason: &'static str,
    },
    /// They are not UTF-8: a byte `0xE9`, which is `é` in Latin-1.
    #[error("a byte that is not UTF-8: 0x{byte:02X}")]
    NotUtf8 {
        /// The first byte that is part of no character.
        byte: u8,
    },
    /// Arrays and objects are nested more than 127 levels deep.
    #[error("a row nested more than 127 levels deep")]
    TooDeep,
    /// A number that no double holds, `1e400`, at a path that the query uses.
    #[error("a number that no double holds, such as 1e400")]
    NumberOutOfRange,
    /// An escape of half of a surrogate pair, `"\ud800"`, at a path that the query uses.
    #[error("an escape of half of a surrogate pair, which is no character")]
    LoneSurrogate,
}

impl RowError {
    pub(super) fn new(kind: RowErrorKind, offset: usize, help: impl Into<Box<str>>) -> Self {
        Self { kind, offset, help: help.into() }
    }

    /// Returns the error of a row whose nesting exceeds the limit at `offset`.
    pub(super) fn too_deep(offset: usize) -> Self {
        Self::new(RowErrorKind::TooDeep, offset, "no API nests rows that deep; check the program that wrote them")
    }

    /// Returns the error of a value that Rust cannot hold, at a path that the query uses.
    pub(super) fn unrepresentable(kind: RowErrorKind, offset: usize) -> Self {
        Self::new(kind, offset, "a query that does not use this value can read the row")
    }

    /// Returns the same error at another offset.
    pub(super) fn with_offset(self, offset: usize) -> Self {
        Self { offset, ..self }
    }

    /// Returns the reason.
    pub fn kind(&self) -> &RowErrorKind {
        &self.kind
    }

    /// Returns the offset of the mistake, in bytes from the start of the row.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the cure, as a phrase for people. `FILE` in it is a placeholder for the name of the file.
    pub fn help(&self) -> &str {
        &self.help
    }
}
