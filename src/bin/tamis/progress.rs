//! How far the reading has come, on a terminal's standard error, where it takes longer than a moment.

use std::fs;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work that is done sooner shows nothing.
const MOMENT: Duration = Duration::from_secs(1);

/// A bar, once it is time for one.
pub(crate) struct Progress {
    start: Instant,
    /// How many bytes there are, where that is known, and how many of them have been gone through.
    total: Option<u64>,
    passed: u64,
    is_shown: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// The progress through `files`; nothing is shown where rows are printed on the terminal meanwhile.
    pub(crate) fn new(files: &[String], prints_on_terminal: bool) -> Self {
        let sizes =
            files.iter().map(|file| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|file| file.len()));
        let total = sizes.sum::<Option<u64>>().filter(|_| !files.is_empty());
        let is_shown = io::stderr().is_terminal() && !prints_on_terminal;
        Self { start: Instant::now(), total, passed: 0, is_shown, bar: None }
    }

    /// So many more bytes have been gone through.
    pub(crate) fn passed(&mut self, bytes: usize) {
        self.passed += bytes as u64;
        if !self.is_shown {
            return;
        }
        if self.bar.is_none() && self.start.elapsed() > MOMENT {
            self.bar = Some(self.draw());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.passed);
        }
    }

    fn draw(&self) -> ProgressBar {
        let (bar, form) = match self.total {
            Some(total) => {
                (ProgressBar::new(total), "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left")
            }
            None => (ProgressBar::no_length(), "{spinner} {bytes}, {bytes_per_sec}"),
        };
        let bar = match ProgressStyle::with_template(form) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        bar.with_elapsed(self.start.elapsed())
    }

    /// Takes the bar away.
    pub(crate) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// Also where the work ends early.
impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
