//! The bytes of a file or stream, block by block: read as they are wanted, or ahead by a thread of their own.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use crate::failure::Failure;

/// How much is read at once.
pub(super) const BLOCK: usize = 1 << 18;
/// How many blocks may wait to be worked on.
const AHEAD: usize = 4;

/// Where rows come from.
pub(crate) struct Input {
    name: String,
    source: Source,
}

enum Source {
    Direct(Box<dyn Read + Send>),
    Ahead(Receiver<io::Result<Vec<u8>>>),
}

impl Input {
    /// Standard input.
    pub(crate) fn stdin() -> Self {
        Self { name: "standard input".to_owned(), source: Source::Direct(Box::new(io::stdin())) }
    }

    pub(crate) fn open(file: &str) -> Result<Self, Failure> {
        let input = File::open(file).map_err(|error| Failure::usage(format_args!("cannot read {file}: {error}")))?;
        Ok(Self { name: file.to_owned(), source: Source::Direct(Box::new(input)) })
    }

    /// What messages call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The same, read by a thread of its own. The thread is left behind where no more is wanted: it may be waiting for
    /// input that never comes.
    pub(super) fn ahead(self) -> Self {
        let Source::Direct(mut input) = self.source else { return self };
        let (sender, receiver) = sync_channel(AHEAD);
        std::thread::spawn(move || {
            loop {
                let block = read(&mut *input);
                let is_last = block.as_ref().map_or(true, Vec::is_empty);
                if sender.send(block).is_err() || is_last {
                    break;
                }
            }
        });
        Self { source: Source::Ahead(receiver), ..self }
    }

    /// The next block, where it is there already.
    pub(super) fn ready(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let Source::Ahead(receiver) = &self.source else { return Ok(None) };
        match receiver.try_recv() {
            Ok(block) => self.told(block).map(Some),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Ok(Some(Vec::new())),
        }
    }

    /// The next block, waited for; empty at the end.
    pub(super) fn wait(&mut self) -> Result<Vec<u8>, Failure> {
        let block = match &mut self.source {
            Source::Direct(input) => read(&mut **input),
            // Gone is a thread that has read to the end.
            Source::Ahead(receiver) => receiver.recv().unwrap_or_else(|_| Ok(Vec::new())),
        };
        self.told(block)
    }

    fn told(&self, block: io::Result<Vec<u8>>) -> Result<Vec<u8>, Failure> {
        block.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", self.name)))
    }
}

fn read(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut block = vec![0; BLOCK];
    loop {
        match input.read(&mut block) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(length) => {
                block.truncate(length);
                return Ok(block);
            }
        }
    }
}
