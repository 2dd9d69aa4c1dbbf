//! The history file: `$XDG_STATE_HOME/tamis/history`, else `~/.local/state/tamis/history`; on Windows
//! `%LOCALAPPDATA%\tamis\history`. A session goes on without one if it cannot be read or written.

use std::env;
use std::fs;
use std::path::PathBuf;

use rustyline::history::FileHistory;
use rustyline::{Editor, Helper};

/// The history file, if there is a folder for it.
pub(super) struct HistoryFile(Option<PathBuf>);

impl HistoryFile {
    /// Loads the lines of earlier sessions.
    pub(super) fn open(editor: &mut Editor<impl Helper, FileHistory>) -> Self {
        let file = folder().map(|folder| folder.join("history"));
        if let Some(file) = &file {
            let _ = file.parent().map(fs::create_dir_all);
            let _ = editor.load_history(file);
        }
        Self(file)
    }

    /// Appends the new lines. Called after each line, since a session may end in any way.
    pub(super) fn append(&self, editor: &mut Editor<impl Helper, FileHistory>) {
        if let Some(file) = &self.0 {
            let _ = editor.append_history(file);
        }
    }
}

fn folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = match cfg!(windows) {
        true => set("LOCALAPPDATA"),
        false => set("XDG_STATE_HOME").or_else(|| Some(set("HOME")?.join(".local/state"))),
    };
    Some(state?.join("tamis"))
}
