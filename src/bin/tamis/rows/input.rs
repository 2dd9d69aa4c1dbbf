//! The bytes of a file or stream.

use std::io::{self, ErrorKind, Read};

use super::buffer::Buffer;
use crate::failure::Failure;
use crate::files::open;

/// The name of standard input in messages.
const STDIN: &str = "standard input";

/// Where rows come from.
pub(crate) struct Input {
    name: String,
    source: Box<dyn Read + Send>,
    is_file: bool,
}

impl Input {
    pub(crate) fn stdin() -> Self {
        Self { name: STDIN.to_owned(), source: Box::new(io::stdin()), is_file: false }
    }

    /// Bytes that a test makes.
    #[cfg(test)]
    pub(super) fn new(name: &str, source: impl Read + Send + 'static, is_file: bool) -> Self {
        Self { name: name.to_owned(), source: Box::new(source), is_file }
    }

    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        let file = open(name)?;
        let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
        Ok(Self { name: name.to_owned(), source: Box::new(file), is_file })
    }

    /// What messages call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns `true` if it has no name by which a command can open it again.
    pub(super) fn is_stdin(&self) -> bool {
        self.name == STDIN
    }

    /// Whether it never keeps one waiting: so one may read on before what was found is given.
    pub(super) fn is_file(&self) -> bool {
        self.is_file
    }

    /// Adds to `buffer` what one read gives, and tells whether that was the end.
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
