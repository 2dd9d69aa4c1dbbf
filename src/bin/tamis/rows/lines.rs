//! Rows that are lines: chunks of whole lines, each gone through at once, by this thread or by others in turn.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use memchr::memchr_iter;
use tamis::Program;

use super::values::may_be_envelope;

/// How rows that are lines are gone through.
#[derive(Clone)]
pub(crate) struct Lines {
    pub(crate) program: Program,
    /// Whether a line may hold several rows: in an array, or in an envelope.
    pub(crate) may_hold_rows: bool,
    /// Whether a line that shows at once that it cannot match is taken for a row unread.
    pub(crate) unchecked: bool,
}

/// What is found in a chunk.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The rows that match.
    pub(super) rows: Vec<Range<usize>>,
    /// How far the lines are rows; behind that one has to look closer.
    pub(super) end: usize,
    /// How many line breaks there are up to there.
    pub(super) breaks: usize,
}

impl Lines {
    /// Goes through `chunk`, whose last line is whole, up to the first line that is not one row.
    pub(super) fn find(&self, chunk: &[u8]) -> Found {
        let mut found = Found::default();
        let ends = memchr_iter(b'\n', chunk).map(|at| (at, 1));
        let last = (!chunk.ends_with(b"\n")).then_some((chunk.len(), 0));
        for (end, breaks) in ends.chain(last) {
            let line = &chunk[found.end..end];
            if !self.is_row(line, &mut found.rows, found.end) {
                break;
            }
            found.end = end + breaks;
            found.breaks += breaks;
        }
        found
    }

    /// Whether a line is one row, or empty; adds it to `rows` where it matches.
    fn is_row(&self, line: &[u8], rows: &mut Vec<Range<usize>>, start: usize) -> bool {
        let text = line.trim_ascii();
        let offset = start + (line.len() - line.trim_ascii_start().len());
        if text.is_empty() {
            return true;
        }
        if self.may_hold_rows && (text.starts_with(b"[") || may_be_envelope(text)) {
            return false;
        }
        if self.unchecked && text.starts_with(b"{") && text.ends_with(b"}") && self.program.rules_out(text) {
            return true;
        }
        match self.program.matches_bytes(text) {
            Ok(true) => rows.push(offset..offset + text.len()),
            Ok(false) => {}
            Err(_) => return false,
        }
        true
    }
}

/// A chunk and what is found in it.
pub(super) struct Done {
    pub(super) chunk: Vec<u8>,
    pub(super) found: Found,
}

/// Threads that go through chunks, which come back in the order in which they were given.
pub(super) struct Workers {
    chunks: Vec<SyncSender<Vec<u8>>>,
    done: Vec<Receiver<Done>>,
    threads: Vec<JoinHandle<()>>,
    /// Which thread works on each chunk that has not come back.
    order: VecDeque<usize>,
    next: usize,
}

/// How many chunks each thread may have waiting.
const WAITING: usize = 2;

impl Workers {
    pub(super) fn new(lines: &Lines, count: usize) -> Self {
        let mut workers =
            Self { chunks: Vec::new(), done: Vec::new(), threads: Vec::new(), order: VecDeque::new(), next: 0 };
        for _ in 0..count {
            let (chunk_sender, chunk_receiver) = sync_channel::<Vec<u8>>(WAITING);
            let (done_sender, done_receiver) = sync_channel(WAITING);
            let lines = lines.clone();
            workers.threads.push(std::thread::spawn(move || {
                for chunk in chunk_receiver {
                    let found = lines.find(&chunk);
                    if done_sender.send(Done { chunk, found }).is_err() {
                        break;
                    }
                }
            }));
            workers.chunks.push(chunk_sender);
            workers.done.push(done_receiver);
        }
        workers
    }

    /// Whether another chunk would have to wait.
    pub(super) fn is_full(&self) -> bool {
        self.order.len() >= self.chunks.len() * WAITING
    }

    pub(super) fn give(&mut self, chunk: Vec<u8>) {
        if self.chunks[self.next].send(chunk).is_ok() {
            self.order.push_back(self.next);
        }
        self.next = (self.next + 1) % self.chunks.len();
    }

    /// The next chunk in order, waited for.
    pub(super) fn take(&mut self) -> Option<Done> {
        let worker = self.order.pop_front()?;
        self.done[worker].recv().ok()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.chunks.clear();
        self.done.clear();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
