//! Ctrl-C. A command stops at the next row; if it is blocked on input for 300 ms, the process exits. A session stops
//! only the line that is running.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, INTERRUPTED};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// The time that a command has to stop by itself. A command that is blocked on input has flushed all its rows.
const GRACE: Duration = Duration::from_millis(300);

/// Makes Ctrl-C stop the command, then the process.
pub(crate) fn listen() {
    // If no handler can be set, Ctrl-C ends the process as usual.
    let _ = ctrlc::set_handler(|| {
        REQUESTED.store(true, Ordering::Relaxed);
        thread::sleep(GRACE);
        process::exit(INTERRUPTED.into());
    });
}

/// Makes Ctrl-C stop only the running line of a session.
pub(crate) fn listen_in_session() {
    let _ = ctrlc::set_handler(|| REQUESTED.store(true, Ordering::Relaxed));
}

/// Resets the request, before the next line of a session.
pub(crate) fn reset() {
    REQUESTED.store(false, Ordering::Relaxed);
}

/// Returns `true` after Ctrl-C.
pub(crate) fn is_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Fails after Ctrl-C.
pub(crate) fn check() -> Result<(), Failure> {
    if is_requested() { Err(Failure::Interrupted) } else { Ok(()) }
}
