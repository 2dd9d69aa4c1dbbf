//! The bytes of a file or stream, block by block.

use std::fs::File;
use std::io::{self, ErrorKind, Read};

use crate::failure::Failure;
use crate::files::open;

/// How much is read at once.
const BLOCK: usize = 1 << 18;

/// Where rows come from.
pub(crate) struct Input {
    name: String,
    source: Source,
}

enum Source {
    File(File),
    /// What may keep one waiting.
    Stream(Box<dyn Read + Send>),
}

impl Input {
    pub(crate) fn stdin() -> Self {
        Self { name: "standard input".to_owned(), source: Source::Stream(Box::new(io::stdin())) }
    }

    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        let file = open(name)?;
        let is_regular = file.metadata().is_ok_and(|metadata| metadata.is_file());
        let source = if is_regular { Source::File(file) } else { Source::Stream(Box::new(file)) };
        Ok(Self { name: name.to_owned(), source })
    }

    /// What messages call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it never keeps one waiting.
    pub(super) fn is_file(&self) -> bool {
        matches!(self.source, Source::File(_))
    }

    /// Adds the next block to `pending`; nothing at the end.
    pub(super) fn read(&mut self, pending: &mut Vec<u8>) -> Result<(), Failure> {
        let read = match &mut self.source {
            Source::File(file) => read(file, pending),
            Source::Stream(stream) => read(stream, pending),
        };
        read.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", self.name)))
    }
}

/// Adds what one read gives.
fn read(input: &mut impl Read, pending: &mut Vec<u8>) -> io::Result<()> {
    let before = pending.len();
    pending.resize(before + BLOCK, 0);
    let read = loop {
        match input.read(&mut pending[before..]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    pending.truncate(before + *read.as_ref().unwrap_or(&0));
    read.map(|_| ())
}
