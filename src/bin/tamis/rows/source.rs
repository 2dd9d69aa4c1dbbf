//! The bytes of a file or of standard input.

use std::io::{self, ErrorKind, Read};

use super::buffer::Buffer;
use crate::failure::Failure;
use crate::files::open;

/// The name of standard input in messages.
const STDIN: &str = "standard input";

/// A source of bytes with a name.
pub(super) struct ByteSource {
    name: String,
    source: Box<dyn Read + Send>,
    is_file: bool,
}

impl ByteSource {
    pub(super) fn stdin() -> Self {
        Self { name: STDIN.to_owned(), source: Box::new(io::stdin()), is_file: false }
    }

    /// Returns a source for a test.
    #[cfg(test)]
    pub(super) fn new(name: &str, source: impl Read + Send + 'static, is_file: bool) -> Self {
        Self { name: name.to_owned(), source: Box::new(source), is_file }
    }

    pub(super) fn open(name: &str) -> Result<Self, Failure> {
        let file = open(name)?;
        let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
        Ok(Self { name: name.to_owned(), source: Box::new(file), is_file })
    }

    /// Returns the name for messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns `true` for standard input, which no command can open again by its name.
    pub(super) fn is_stdin(&self) -> bool {
        self.name == STDIN
    }

    /// Returns `true` for a file. Reading one never blocks for long, so more may be read before the rows so far are
    /// delivered.
    pub(super) fn is_file(&self) -> bool {
        self.is_file
    }

    /// Appends the bytes of one read to `buffer`. Returns `true` at the end of the source.
    pub(super) fn read(&mut self, buffer: &mut Buffer) -> Result<bool, Failure> {
        loop {
            match buffer.fill(|room| self.source.read(room)) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Failure::usage(format_args!("cannot read {}: {error}", self.name))),
                Ok(count) => return Ok(count == 0),
            }
        }
    }
}
