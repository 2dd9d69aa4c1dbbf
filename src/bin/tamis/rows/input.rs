//! The bytes of a file or stream, block by block: read as they are wanted, or ahead by a thread of their own.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use crate::failure::Failure;

/// How much is read at once.
const BLOCK: usize = 1 << 16;
/// How many blocks may wait to be worked on.
const AHEAD: usize = 4;

/// Where rows come from.
pub(crate) struct Input {
    name: String,
    source: Source,
}

enum Source {
    Direct(BufReader<Box<dyn Read + Send>>),
    Ahead(Receiver<io::Result<Vec<u8>>>),
}

impl Input {
    fn new(name: &str, input: impl Read + Send + 'static) -> Self {
        Self { name: name.to_owned(), source: Source::Direct(BufReader::with_capacity(BLOCK, Box::new(input))) }
    }

    pub(crate) fn stdin() -> Self {
        Self::new("standard input", io::stdin())
    }

    pub(crate) fn open(file: &str) -> Result<Self, Failure> {
        let input = File::open(file).map_err(|error| Failure::usage(format_args!("cannot read {file}: {error}")))?;
        Ok(Self::new(file, input))
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
                let mut block = Vec::new();
                let block = read(&mut input, &mut block).map(|()| block);
                let is_last = block.as_ref().map_or(true, Vec::is_empty);
                if sender.send(block).is_err() || is_last {
                    break;
                }
            }
        });
        Self { source: Source::Ahead(receiver), ..self }
    }

    /// Adds the next block to `pending` where it is there already, and tells whether it was.
    pub(super) fn try_read(&mut self, pending: &mut Vec<u8>) -> Result<bool, Failure> {
        let Source::Ahead(receiver) = &self.source else { return Ok(false) };
        match receiver.try_recv() {
            Ok(block) => self.told(block.map(|block| pending.extend_from_slice(&block))).map(|()| true),
            // A thread that is gone has read to the end.
            Err(TryRecvError::Disconnected) => Ok(true),
            Err(TryRecvError::Empty) => Ok(false),
        }
    }

    /// Adds the next block to `pending`, waited for; nothing at the end.
    pub(super) fn read(&mut self, pending: &mut Vec<u8>) -> Result<(), Failure> {
        let read = match &mut self.source {
            Source::Direct(input) => read(input, pending),
            Source::Ahead(receiver) => match receiver.recv() {
                Ok(block) => block.map(|block| pending.extend_from_slice(&block)),
                Err(_) => Ok(()),
            },
        };
        self.told(read)
    }

    fn told<T>(&self, read: io::Result<T>) -> Result<T, Failure> {
        read.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", self.name)))
    }
}

/// Adds what one read gives.
fn read(input: &mut impl BufRead, pending: &mut Vec<u8>) -> io::Result<()> {
    let length = loop {
        match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(block) => {
                pending.extend_from_slice(block);
                break block.len();
            }
        }
    };
    input.consume(length);
    Ok(())
}
