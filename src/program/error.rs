//! Why bytes are no row, and where: decided by the bytes themselves, not by the messages of the parser that refused them.

mod cause;
mod character;
mod format;
mod word;

use super::value_scanner::{Open, State, ValueContext, ValueScanner};

/// Bytes that are no row, and where they fail to be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct RowError {
    kind: RowErrorKind,
    offset: usize,
    help: Box<str>,
}

/// What is wrong with the bytes of a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowErrorKind {
    /// They are not one JSON value, blanks aside: `{"a":}`, `1 2`, `NaN`.
    #[error("{reason}")]
    NotJson {
        /// A phrase that names what is wrong there, such as "a comma before `}`".
        reason: Box<str>,
    },
    /// They end before the value does, or are nothing but blanks.
    #[error("cut off {within}")]
    Incomplete {
        /// Where they end, such as "inside an object".
        within: &'static str,
    },
    /// They begin as text of another format does: HTML, XML, CSV, YAML, the headers of an HTTP answer.
    #[error("{reason}")]
    OtherFormat {
        /// A phrase that names the format, such as "this looks like CSV".
        reason: &'static str,
    },
    /// They begin as data does that is no text: compressed, or in UTF-16.
    #[error("{reason}")]
    Binary {
        /// A phrase that names the format, such as "this is compressed with gzip".
        reason: &'static str,
    },
    /// They are not UTF-8.
    #[error("a byte that is not UTF-8: 0x{byte:02X}")]
    NotUtf8 {
        /// The first byte that is part of no character.
        byte: u8,
    },
    /// They nest arrays and objects more than 127 levels deep.
    #[error("a row nested more than 127 levels deep")]
    TooDeep,
    /// A number beyond the doubles, `1e400`, at a path that the query looks at.
    #[error("a number that no double holds, such as 1e400")]
    NumberOutOfRange,
    /// An escape of half of a surrogate pair, `"\ud800"`, at a path that the query looks at.
    #[error("an escape of half of a surrogate pair, which is no character")]
    LoneSurrogate,
}

impl RowError {
    pub(super) fn new(kind: RowErrorKind, offset: usize, help: impl Into<Box<str>>) -> Self {
        Self { kind, offset, help: help.into() }
    }

    /// The error of `text`, of which the byte at `at` cannot follow in `state`, or which ends there.
    pub(super) fn unexpected(text: &[u8], at: usize, state: State, open: Option<Open>) -> Self {
        cause::find(text, at, state, open)
    }

    fn too_deep(offset: usize) -> Self {
        Self::new(RowErrorKind::TooDeep, offset, "no API nests rows that deep; look at what wrote them")
    }

    /// A value that Rust cannot hold, at a path that the query looks at.
    pub(super) fn unheld(kind: RowErrorKind, offset: usize) -> Self {
        Self::new(kind, offset, "a query that does not look at this value can read the row")
    }

    /// What is wrong.
    pub fn kind(&self) -> &RowErrorKind {
        &self.kind
    }

    /// Where, in bytes from the row's beginning.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What to do about it, as a phrase for people. `FILE` in it stands for the name of the file.
    pub fn help(&self) -> &str {
        &self.help
    }
}

/// Checks that `text` is one JSON value in UTF-8, of at most 127 levels, and nothing else but blanks. Its numbers and
/// texts may be any.
pub(super) fn check(text: &[u8]) -> Result<(), RowError> {
    let mut scanner = ValueScanner::new(ValueContext::Document);
    let scanned = scanner.scan(text, true);
    let too_deep = scanner.too_deep();
    let scanned = scanned.and_then(|length| {
        let end = length.unwrap_or(text.len());
        let rest = text.get(end..).unwrap_or_default();
        match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            Some(blanks) => Err(RowError::unexpected(text, end.saturating_add(blanks), State::Done, None)),
            None => Ok(()),
        }
    });
    match (scanned, too_deep) {
        (Ok(()), Some(at)) => Err(RowError::too_deep(at)),
        (Err(error), Some(at)) if at <= error.offset => Err(RowError::too_deep(at)),
        (Err(error), _) => Err(error),
        (Ok(()), None) => {
            std::str::from_utf8(text).map(|_| ()).map_err(|error| cause::not_utf8(text, error.valid_up_to()))
        }
    }
}
