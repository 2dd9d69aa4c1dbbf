//! The bytes of a file or stream, block by block.

use std::io::{self, ErrorKind, Read};

use crate::failure::Failure;
use crate::files::open;

/// How much is read at once.
const BLOCK: usize = 1 << 18;

/// Where rows come from.
pub(crate) struct Input {
    name: String,
    source: Box<dyn Read + Send>,
    is_file: bool,
}

impl Input {
    pub(crate) fn stdin() -> Self {
        Self { name: "standard input".to_owned(), source: Box::new(io::stdin()), is_file: false }
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

    /// Whether it never keeps one waiting: so one may read on before what was found is given.
    pub(super) fn is_file(&self) -> bool {
        self.is_file
    }

    /// Adds to `pending` what one read gives; nothing at the end.
    pub(super) fn read(&mut self, pending: &mut Vec<u8>) -> Result<(), Failure> {
        let before = pending.len();
        pending.resize(before + BLOCK, 0);
        let read = loop {
            match self.source.read(&mut pending[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        pending.truncate(before + *read.as_ref().unwrap_or(&0));
        let told = |error| Failure::usage(format_args!("cannot read {}: {error}", self.name));
        read.map(|_| ()).map_err(told)
    }
}
