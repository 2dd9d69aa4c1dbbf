//! Lines of a file gone through by several threads. Each in turn reads a chunk of whole lines, and goes through it
//! while others read; what they find is given in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use memchr::memrchr;

use super::buffer::Buffer;
use super::input::Input;
use super::lines::{Found, Lines};
use super::{PATIENCE, Reader, Sink};
use crate::failure::Failure;

/// How many chunks each thread has: more than it works on, so that none waits for another's rows to be given.
const CHUNKS: usize = 3;

/// What is still to be read; a thread that reads holds it.
struct Rest<'i> {
    input: &'i mut Input,
    /// What was read and belongs to no chunk yet.
    tail: Vec<u8>,
    /// The number of the next chunk.
    next: usize,
    is_ended: bool,
    /// Whether no more chunks are to be read.
    is_enough: bool,
    failure: Option<Failure>,
}

/// A chunk that was gone through.
struct Done {
    number: usize,
    /// The helper whose chunk it is; none where it is this thread's own.
    helper: Option<usize>,
    chunk: Buffer,
    found: Found,
}

impl Rest<'_> {
    /// Reads the next whole lines into `chunk`, and tells their number.
    fn read(&mut self, chunk: &mut Buffer) -> Option<usize> {
        if self.is_enough {
            return None;
        }
        chunk.truncate(0);
        chunk.extend(&self.tail);
        let mut end = 0;
        while end == 0 && !self.is_enough {
            let before = chunk.len();
            match self.input.read(chunk) {
                Ok(is_ended) => self.is_ended = is_ended,
                Err(failure) => self.failure = Some(failure),
            }
            end = match memrchr(b'\n', &chunk[before..]) {
                _ if self.is_ended => chunk.len(),
                feed => feed.map_or(0, |feed| before + feed + 1),
            };
            self.is_enough = self.is_ended || self.failure.is_some() || (end == 0 && chunk.len() > PATIENCE);
        }
        self.tail.clear();
        self.tail.extend_from_slice(&chunk[end..]);
        chunk.truncate(end);
        let number = self.next;
        self.next += usize::from(end > 0);
        (end > 0).then_some(number)
    }
}

/// Reads the next chunk into `chunk`, and goes through it.
fn work(rest: &Mutex<Rest<'_>>, lines: &Lines, helper: Option<usize>, mut chunk: Buffer) -> Option<Done> {
    // Nothing is held while the lines are gone through.
    let number = hold(rest).read(&mut chunk)?;
    let found = lines.find(&chunk);
    if found.end < chunk.len() {
        hold(rest).is_enough = true;
    }
    Some(Done { number, helper, chunk, found })
}

/// The chunks in their order. This thread goes through some of them while it waits for the next one.
struct InOrder<'w, 'i> {
    rest: &'w Mutex<Rest<'i>>,
    lines: &'w Lines,
    /// What helpers have done; nothing from one that panics.
    done: Receiver<Option<Done>>,
    /// Chunks that are free: each helper's, and this thread's own.
    helpers: Vec<Sender<Buffer>>,
    own: Vec<Buffer>,
    waiting: BTreeMap<usize, Done>,
    next: usize,
}

impl Iterator for InOrder<'_, '_> {
    type Item = Done;

    fn next(&mut self) -> Option<Done> {
        loop {
            if let Some(done) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Some(done);
            }
            let mut own = || work(self.rest, self.lines, None, self.own.pop()?);
            let done = match self.done.try_recv() {
                Ok(done) => done?,
                Err(_) => own().or_else(|| self.done.recv().ok()?)?,
            };
            self.waiting.insert(done.number, done);
        }
    }
}

impl InOrder<'_, '_> {
    /// Takes a chunk back.
    fn free(&mut self, helper: Option<usize>, chunk: Buffer) {
        match helper.and_then(|helper| self.helpers.get(helper)) {
            Some(helper) => drop(helper.send(chunk)),
            None => self.own.push(chunk),
        }
    }

    /// No more chunks are to be read.
    fn stop(&mut self) {
        hold(self.rest).is_enough = true;
        self.helpers.clear();
        self.own.clear();
    }
}

/// Gives what a helper has done, and tells where it panics: else all would wait for its chunk.
struct Giver(Sender<Option<Done>>);

impl Drop for Giver {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(None);
        }
    }
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Reader<'_> {
    /// Reads lines with several threads, for as long as each is one row.
    pub(super) fn read_lines_in_parallel(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        let (lines, tail) = (self.lines, std::mem::take(&mut self.pending).to_vec());
        let (input, skipped) = (&mut self.input, &mut self.skipped);
        let rest = Mutex::new(Rest { input, tail, next: 0, is_ended: false, is_enough: false, failure: None });
        let mut flow = Ok(ControlFlow::Continue(()));
        // What stands behind a line that is no row, and is to be looked at again.
        let mut behind = Vec::new();
        thread::scope(|scope| {
            let (give, done) = channel();
            let mut helpers = Vec::new();
            while helpers.len() + 1 < self.threads {
                let (rest, helper, give) = (&rest, helpers.len(), Giver(give.clone()));
                let (free, chunks) = channel();
                let help = move || {
                    let done = chunks.into_iter().map_while(|chunk| work(rest, lines, Some(helper), chunk));
                    done.map_while(|done| give.0.send(Some(done)).ok()).for_each(drop);
                };
                // With fewer threads it takes longer.
                if thread::Builder::new().spawn_scoped(scope, help).is_err() {
                    break;
                }
                (0..CHUNKS).for_each(|_| drop(free.send(Buffer::default())));
                helpers.push(free);
            }
            drop(give);
            let own = (0..CHUNKS).map(|_| Buffer::default()).collect();
            let mut chunks = InOrder { rest: &rest, lines, done, helpers, own, waiting: BTreeMap::new(), next: 0 };
            while let Some(Done { helper, chunk, found, .. }) = chunks.next() {
                let passed = self.start.pass(&chunk, &found, sink, skipped.as_deref_mut());
                flow = passed.and_then(|flow| sink.idle().map(|()| flow));
                if found.end < chunk.len() || !matches!(flow, Ok(ControlFlow::Continue(()))) {
                    behind.extend_from_slice(&chunk[found.end..]);
                    break;
                }
                chunks.free(helper, chunk);
            }
            // Also where a helper panicked, for which the others would wait.
            chunks.stop();
            chunks.for_each(|done| behind.extend_from_slice(&done.chunk));
        });
        let Rest { mut tail, is_ended, failure, .. } = rest.into_inner().unwrap_or_else(PoisonError::into_inner);
        // What was read before comes first; where that is to be looked at again, one comes to the failure again.
        if let (Some(failure), true) = (failure, behind.is_empty()) {
            return match flow? {
                ControlFlow::Continue(()) => Err(failure),
                ControlFlow::Break(()) => Ok(ControlFlow::Break(())),
            };
        }
        behind.append(&mut tail);
        self.pending = behind.into();
        self.is_ended = is_ended;
        flow
    }
}
