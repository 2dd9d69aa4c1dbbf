//! A progress bar on standard error, for reading that takes longer than a second.

use std::fs;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// The time before the bar appears.
const DELAY: Duration = Duration::from_secs(1);

/// The progress of reading, and its bar once it is shown.
pub(crate) struct Progress {
    start: Instant,
    /// The size of the input in bytes, if it is known.
    total: Option<u64>,
    /// The number of bytes processed.
    processed: u64,
    is_shown: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Starts the progress through `files`. No bar is shown while rows are printed on the terminal.
    pub(crate) fn new(files: &[String], prints_on_terminal: bool) -> Self {
        let sizes =
            files.iter().map(|file| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|file| file.len()));
        let total = sizes.sum::<Option<u64>>().filter(|_| !files.is_empty());
        let is_shown = io::stderr().is_terminal() && !prints_on_terminal;
        Self { start: Instant::now(), total, processed: 0, is_shown, bar: None }
    }

    /// Adds this many processed bytes.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.processed += bytes as u64;
        if !self.is_shown {
            return;
        }
        if self.bar.is_none() && self.start.elapsed() > DELAY {
            self.bar = Some(self.draw());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.processed);
        }
    }

    fn draw(&self) -> ProgressBar {
        let (bar, template) = match self.total {
            Some(total) => {
                (ProgressBar::new(total), "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left")
            }
            None => (ProgressBar::no_length(), "{spinner} {bytes}, {bytes_per_sec}"),
        };
        let bar = match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        bar.with_elapsed(self.start.elapsed())
    }

    /// Removes the bar.
    pub(crate) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// Removes the bar if the work fails.
impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
