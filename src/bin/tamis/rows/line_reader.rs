//! Reading rows that are lines, chunk by chunk.

use std::ops::ControlFlow;

use memchr::memrchr;

use super::lines::{LONGEST_LINE, LineMatches};
use super::position::Position;
use super::reader::RowReader;
use super::sink::RowSink;
use super::skipped::Skipped;
use crate::failure::Failure;

/// The number of blocks that one thread reads before others help: for small files it is not worth starting them.
const BLOCKS_ALONE: usize = 2;

impl RowReader<'_> {
    /// Reads lines as long as each is one row.
    pub(super) fn read_lines(&mut self, sink: &mut impl RowSink) -> Result<ControlFlow<()>, Failure> {
        let mut blocks = 0;
        loop {
            // Only whole lines are scanned; the beginning of the next one stays pending.
            let end = match memrchr(b'\n', &self.pending) {
                _ if self.is_ended => self.pending.len(),
                feed => feed.map_or(0, |feed| feed + 1),
            };
            let found = self.scanner.scan(&self.pending[..end]);
            let flow = deliver(&mut self.start, &self.pending, &found, sink, self.skipped.as_deref_mut())?;
            self.pending.consume(found.end);
            if flow.is_break() || found.end < end || self.is_ended || self.pending.len() > LONGEST_LINE {
                return Ok(flow);
            }
            blocks += 1;
            if blocks > BLOCKS_ALONE && self.threads > 1 && self.input.is_file() {
                return self.read_lines_in_parallel(sink);
            }
            // The next read may block, so everything so far is flushed first.
            sink.idle()?;
            self.fill()?;
        }
    }
}

/// Sends the matching rows of a chunk of lines to `sink`, and moves `start`, the beginning of the chunk, to the end of
/// the scanned lines.
pub(super) fn deliver(
    start: &mut Position,
    chunk: &[u8],
    found: &LineMatches,
    sink: &mut impl RowSink,
    mut skipped: Option<&mut Skipped>,
) -> Result<ControlFlow<()>, Failure> {
    for row in &found.rows {
        match sink.matching_row(&chunk[row.clone()]) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(flow) => {
                sink.observe_lines(&chunk[..row.end]);
                return Ok(flow);
            }
            Err(failure) => {
                let failure = failure.locate(start, |offset| &chunk[..row.start + offset]);
                Skipped::add_row(skipped.as_deref_mut(), failure)?;
            }
        }
    }
    sink.observe_lines(&chunk[..found.end]);
    start.offset += found.end;
    if found.end > 0 {
        start.line += found.breaks;
        start.column = 1;
    }
    Ok(sink.processed(found.end))
}
