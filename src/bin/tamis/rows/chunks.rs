//! Reading rows that are lines: whole lines are cut off in chunks, gone through here or by others, and given in order.

use std::ops::ControlFlow;

use memchr::memrchr;

use super::lines::{Done, Workers};
use super::{PATIENCE, Reader, Sink};
use crate::failure::Failure;

impl Reader<'_> {
    /// Reads lines, for as long as each is one row.
    pub(super) fn read_lines(&mut self, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        loop {
            // Whole lines are gone through; the beginning of another stays.
            let end = match memrchr(b'\n', &self.pending) {
                _ if self.is_ended => self.pending.len(),
                feed => feed.map_or(0, |feed| feed + 1),
            };
            if end > 0
                && let Some(flow) = self.find(end, sink)?
            {
                return Ok(flow);
            }
            if self.is_ended || self.pending.len() > PATIENCE {
                return Ok(self.settle(sink)?.unwrap_or(ControlFlow::Continue(())));
            }
            let before = self.pending.len();
            if !self.input.try_read(&mut self.pending)? {
                // It may take a while: all that was read comes first.
                if let Some(flow) = self.settle(sink)? {
                    return Ok(flow);
                }
                sink.idle()?;
                self.input.read(&mut self.pending)?;
            }
            self.is_ended = self.pending.len() == before;
        }
    }

    /// Goes through the lines up to `end` of what is pending, or has them gone through.
    fn find(&mut self, end: usize, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        let rest = self.pending[end..].to_vec();
        let mut chunk = std::mem::replace(&mut self.pending, rest);
        chunk.truncate(end);
        let done = match &mut self.workers {
            None => Done { found: self.lines.find(&chunk), chunk },
            Some(workers) => {
                let done = if workers.is_full() { workers.take() } else { None };
                workers.give(chunk);
                match done {
                    Some(done) => done,
                    None => return Ok(None),
                }
            }
        };
        self.pass(done, sink)
    }

    /// Waits for the chunks that are being worked on.
    fn settle(&mut self, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        while let Some(done) = self.workers.as_mut().and_then(Workers::take) {
            let flow = self.pass(done, sink)?;
            if flow.is_some() {
                return Ok(flow);
            }
        }
        Ok(None)
    }

    /// Gives the rows found in a chunk; tells what follows where that is not the next line.
    fn pass(&mut self, done: Done, sink: &mut impl Sink) -> Result<Option<ControlFlow<()>>, Failure> {
        let Done { mut chunk, found } = done;
        for row in found.rows {
            if sink.matching(&chunk[row])?.is_break() {
                return Ok(Some(ControlFlow::Break(())));
            }
        }
        self.line += found.breaks;
        self.offset += found.end;
        if sink.passed(found.end).is_break() {
            return Ok(Some(ControlFlow::Break(())));
        }
        if found.end == chunk.len() {
            // The chunk's memory serves again.
            chunk.clear();
            chunk.append(&mut self.pending);
            self.pending = chunk;
            return Ok(None);
        }
        // What stands behind is to be looked at again.
        chunk.drain(..found.end);
        while let Some(done) = self.workers.as_mut().and_then(Workers::take) {
            chunk.extend_from_slice(&done.chunk);
        }
        chunk.append(&mut self.pending);
        self.pending = chunk;
        Ok(Some(ControlFlow::Continue(())))
    }
}
