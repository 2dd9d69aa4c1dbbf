//! A buffer of bytes that were read and not processed yet.

use std::io;
use std::ops::Deref;

/// The most bytes that one read appends; few in tests, which are about many reads.
const BLOCK: usize = if cfg!(test) { 1 << 6 } else { 1 << 18 };

/// A contiguous buffer: bytes are appended at its end and consumed at its beginning. The allocation is reused, so it is
/// zeroed once and not for each read.
#[derive(Default)]
pub(super) struct Buffer {
    space: Vec<u8>,
    /// The offset of the first byte. Those before it are consumed; the others are moved only when space is needed.
    start: usize,
    end: usize,
}

impl Buffer {
    /// Removes this many bytes at the beginning.
    pub(super) fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Keeps only this many bytes at the beginning.
    pub(super) fn truncate(&mut self, count: usize) {
        self.end = self.end.min(self.start + count);
    }

    /// Appends the bytes of one call of `read`, and returns how many they are.
    pub(super) fn fill(&mut self, read: impl FnOnce(&mut [u8]) -> io::Result<usize>) -> io::Result<usize> {
        self.reserve(BLOCK);
        let count = read(&mut self.space[self.end..][..BLOCK])?;
        self.end += count;
        Ok(count)
    }

    /// Appends `bytes`.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.space[self.end..][..bytes.len()].copy_from_slice(bytes);
        self.end += bytes.len();
    }

    /// Makes space for this many more bytes. Moving the bytes to the beginning here is cheaper than on each `consume`.
    fn reserve(&mut self, more: usize) {
        if self.start > 0 {
            self.space.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.space.len() < self.end + more {
            self.space.resize(self.end + more, 0);
        }
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self { start: 0, end: bytes.len(), space: bytes }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.space[self.start..self.end]
    }
}
