//! Ctrl-C: what is under way is ended between two rows, and where it is not, for it waits for something, the process is.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::failure::INTERRUPTED;

static WANTED: AtomicBool = AtomicBool::new(false);

/// How long what is under way has for ending by itself. What waits for input has written all it had.
const PATIENCE: Duration = Duration::from_millis(300);

/// Listens for Ctrl-C from now on.
pub(crate) fn listen() {
    // Where nothing can listen, Ctrl-C does what it always did.
    let _ = ctrlc::set_handler(|| {
        WANTED.store(true, Ordering::Relaxed);
        thread::sleep(PATIENCE);
        process::exit(INTERRUPTED.into());
    });
}

/// Whether somebody wants it to end.
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}
