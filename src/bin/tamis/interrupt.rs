//! Ctrl-C. A command stops at the next row; where it waits for input and cannot, the process ends. A session goes on, and
//! only the line that it is carrying out stops.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, INTERRUPTED};

static WANTED: AtomicBool = AtomicBool::new(false);

/// The time that a command has to stop by itself. One that waits for input has written all it had.
const PATIENCE: Duration = Duration::from_millis(300);

/// Makes Ctrl-C stop the command, and end the process.
pub(crate) fn listen() {
    // Where nothing can listen, Ctrl-C does what it always did.
    let _ = ctrlc::set_handler(|| {
        WANTED.store(true, Ordering::Relaxed);
        thread::sleep(PATIENCE);
        process::exit(INTERRUPTED.into());
    });
}

/// Makes Ctrl-C stop the line that a session is carrying out, and nothing else.
pub(crate) fn listen_in_session() {
    let _ = ctrlc::set_handler(|| WANTED.store(true, Ordering::Relaxed));
}

/// Forgets a Ctrl-C that came before the next line.
pub(crate) fn forget() {
    WANTED.store(false, Ordering::Relaxed);
}

/// Returns `true` after Ctrl-C.
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// Fails after Ctrl-C.
pub(crate) fn check() -> Result<(), Failure> {
    if is_wanted() { Err(Failure::Interrupted) } else { Ok(()) }
}
