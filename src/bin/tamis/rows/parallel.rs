//! Scanning the lines of a file with several threads. They take turns reading a chunk of whole lines; each scans its
//! chunk while others read. The rows found are delivered in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use memchr::memrchr;

use super::buffer::Buffer;
use super::line_reader::deliver;
use super::lines::{LONGEST_LINE, LineMatches, LineScanner};
use super::reader::RowReader;
use super::sink::RowSink;
use super::source::ByteSource;
use crate::failure::Failure;

/// The number of chunks of each thread: more than the one it scans, so that it need not wait for the delivery of
/// others.
const CHUNKS: usize = 3;

/// The input that the threads share. A thread locks it to read a chunk.
struct SharedInput<'i> {
    input: &'i mut ByteSource,
    /// The bytes that were read and belong to no chunk yet.
    tail: Vec<u8>,
    /// The number of the next chunk.
    next: usize,
    is_ended: bool,
    /// `true` if no more chunks are to be read.
    is_stopped: bool,
    failure: Option<Failure>,
}

/// A chunk that was scanned.
struct ScannedChunk {
    number: usize,
    /// The helper that the chunk belongs to, or `None` for the main thread's own.
    helper: Option<usize>,
    chunk: Buffer,
    found: LineMatches,
}

impl SharedInput<'_> {
    /// Reads the next whole lines into `chunk`. Returns the number of the chunk, or `None` if there are no more.
    fn read(&mut self, chunk: &mut Buffer) -> Option<usize> {
        if self.is_stopped {
            return None;
        }
        chunk.truncate(0);
        chunk.extend(&self.tail);
        let mut end = 0;
        while end == 0 && !self.is_stopped {
            let before = chunk.len();
            match self.input.read(chunk) {
                Ok(is_ended) => self.is_ended = is_ended,
                Err(failure) => self.failure = Some(failure),
            }
            end = match memrchr(b'\n', &chunk[before..]) {
                _ if self.is_ended => chunk.len(),
                feed => feed.map_or(0, |feed| before + feed + 1),
            };
            self.is_stopped = self.is_ended || self.failure.is_some() || (end == 0 && chunk.len() > LONGEST_LINE);
        }
        self.tail.clear();
        self.tail.extend_from_slice(&chunk[end..]);
        chunk.truncate(end);
        let number = self.next;
        self.next += usize::from(end > 0);
        (end > 0).then_some(number)
    }
}

/// Reads the next chunk into `chunk` and scans it.
fn scan_next(
    shared: &Mutex<SharedInput<'_>>,
    scanner: &LineScanner,
    helper: Option<usize>,
    mut chunk: Buffer,
) -> Option<ScannedChunk> {
    // The lock is released before the scan.
    let number = lock(shared).read(&mut chunk)?;
    let found = scanner.scan(&chunk);
    if found.end < chunk.len() {
        lock(shared).is_stopped = true;
    }
    Some(ScannedChunk { number, helper, chunk, found })
}

/// An iterator over the scanned chunks in order. The main thread scans some of them while it waits for the next one.
struct OrderedChunks<'w, 'i> {
    shared: &'w Mutex<SharedInput<'i>>,
    scanner: &'w LineScanner,
    /// The chunks that helpers have scanned; `None` from one that panics.
    scanned: Receiver<Option<ScannedChunk>>,
    /// Takes free chunks back to each helper.
    helpers: Vec<Sender<Buffer>>,
    /// The free chunks of the main thread.
    own: Vec<Buffer>,
    /// Scanned chunks that come after the next one.
    waiting: BTreeMap<usize, ScannedChunk>,
    next: usize,
}

impl Iterator for OrderedChunks<'_, '_> {
    type Item = ScannedChunk;

    fn next(&mut self) -> Option<ScannedChunk> {
        loop {
            if let Some(chunk) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Some(chunk);
            }
            let mut own = || scan_next(self.shared, self.scanner, None, self.own.pop()?);
            let chunk = match self.scanned.try_recv() {
                Ok(chunk) => chunk?,
                Err(_) => own().or_else(|| self.scanned.recv().ok()?)?,
            };
            self.waiting.insert(chunk.number, chunk);
        }
    }
}

impl OrderedChunks<'_, '_> {
    /// Returns a chunk to its thread for the next read.
    fn free(&mut self, helper: Option<usize>, chunk: Buffer) {
        match helper.and_then(|helper| self.helpers.get(helper)) {
            Some(helper) => drop(helper.send(chunk)),
            None => self.own.push(chunk),
        }
    }

    /// Stops the reading of further chunks.
    fn stop(&mut self) {
        lock(self.shared).is_stopped = true;
        self.helpers.clear();
        self.own.clear();
    }
}

/// Sends the chunks of a helper, and a `None` if it panics: otherwise all would wait for its chunk.
struct PanicNotice(Sender<Option<ScannedChunk>>);

impl Drop for PanicNotice {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(None);
        }
    }
}

/// Locks `mutex`, also after a panic of another thread.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RowReader<'_> {
    /// Reads lines with several threads as long as each is one row.
    pub(super) fn read_lines_in_parallel(&mut self, sink: &mut impl RowSink) -> Result<ControlFlow<()>, Failure> {
        let (scanner, tail) = (self.scanner, std::mem::take(&mut self.pending).to_vec());
        let (input, skipped) = (&mut self.input, &mut self.skipped);
        let shared =
            Mutex::new(SharedInput { input, tail, next: 0, is_ended: false, is_stopped: false, failure: None });
        let mut flow = Ok(ControlFlow::Continue(()));
        // The bytes from the first line that is not one row on, to be read again as values.
        let mut unread = Vec::new();
        thread::scope(|scope| {
            let (sender, scanned) = channel();
            let mut helpers = Vec::new();
            while helpers.len() + 1 < self.threads {
                let (shared, helper, notice) = (&shared, helpers.len(), PanicNotice(sender.clone()));
                let (free, chunks) = channel();
                let help = move || {
                    let scanned = chunks.into_iter().map_while(|chunk| scan_next(shared, scanner, Some(helper), chunk));
                    scanned.map_while(|chunk| notice.0.send(Some(chunk)).ok()).for_each(drop);
                };
                // If no thread can be started, fewer do the work.
                if thread::Builder::new().spawn_scoped(scope, help).is_err() {
                    break;
                }
                (0..CHUNKS).for_each(|_| drop(free.send(Buffer::default())));
                helpers.push(free);
            }
            drop(sender);
            let own = (0..CHUNKS).map(|_| Buffer::default()).collect();
            let mut chunks =
                OrderedChunks { shared: &shared, scanner, scanned, helpers, own, waiting: BTreeMap::new(), next: 0 };
            while let Some(ScannedChunk { helper, chunk, found, .. }) = chunks.next() {
                let delivered = deliver(&mut self.start, &chunk, &found, sink, skipped.as_deref_mut());
                flow = delivered.and_then(|flow| sink.idle().map(|()| flow));
                if found.end < chunk.len() || !matches!(flow, Ok(ControlFlow::Continue(()))) {
                    unread.extend_from_slice(&chunk[found.end..]);
                    break;
                }
                chunks.free(helper, chunk);
            }
            // Also after a panic of a helper, for whose chunk the others would wait.
            chunks.stop();
            chunks.for_each(|scanned| unread.extend_from_slice(&scanned.chunk));
        });
        let SharedInput { mut tail, is_ended, failure, .. } =
            shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        // The rows before a read error come first. If bytes are to be read again, reading meets the error again after
        // them.
        if let (Some(failure), true) = (failure, unread.is_empty()) {
            return match flow? {
                ControlFlow::Continue(()) => Err(failure),
                ControlFlow::Break(()) => Ok(ControlFlow::Break(())),
            };
        }
        unread.append(&mut tail);
        self.pending = unread.into();
        self.is_ended = is_ended;
        flow
    }
}
