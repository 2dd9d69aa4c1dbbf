//! The folder `../shared`, which is no part of the project.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

/// The text of a file of the folder; nothing, said so, where there is no such folder.
pub(crate) fn read(file: &str) -> Option<String> {
    let folder = PathBuf::from(FOLDER);
    if !folder.exists() {
        say(format_args!("no ../shared here, nothing checked"));
        return None;
    }
    let path = folder.join(file);
    Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Writes a line that shows without `--nocapture` too.
pub(crate) fn say(line: std::fmt::Arguments<'_>) {
    let mut out = io::stdout();
    writeln!(out, "{line}").unwrap();
}
