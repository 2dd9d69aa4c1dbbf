//! What was read and is not yet done with.

use std::io;
use std::ops::Deref;

/// How much is read at once; little where tests read many times.
const BLOCK: usize = if cfg!(test) { 1 << 6 } else { 1 << 18 };

/// Bytes in one piece, more of which are read behind them. The room that they stand in stays, so that it is cleared once
/// and not each time.
#[derive(Default)]
pub(super) struct Buffer {
    room: Vec<u8>,
    /// Where in the room the bytes begin: those before went, and the others have not been moved yet.
    start: usize,
    end: usize,
}

impl Buffer {
    /// So many bytes at the beginning go.
    pub(super) fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Keeps so many bytes at the beginning.
    pub(super) fn truncate(&mut self, count: usize) {
        self.end = self.end.min(self.start + count);
    }

    /// Adds what one call of `read` gives, and tells how much that is.
    pub(super) fn fill(&mut self, read: impl FnOnce(&mut [u8]) -> io::Result<usize>) -> io::Result<usize> {
        self.reserve(BLOCK);
        let count = read(&mut self.room[self.end..][..BLOCK])?;
        self.end += count;
        Ok(count)
    }

    /// Adds `bytes`.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.room[self.end..][..bytes.len()].copy_from_slice(bytes);
        self.end += bytes.len();
    }

    /// Makes room for so many more bytes. What is there is moved now, and not each time that some of it goes.
    fn reserve(&mut self, more: usize) {
        if self.start > 0 {
            self.room.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.room.len() < self.end + more {
            self.room.resize(self.end + more, 0);
        }
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self { start: 0, end: bytes.len(), room: bytes }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.room[self.start..self.end]
    }
}
