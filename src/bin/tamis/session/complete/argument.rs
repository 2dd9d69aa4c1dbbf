//! The candidates in a command: its name, and what may stand behind it.

use std::fs;

use super::{Candidate, Kind};
use crate::session::Session;
use crate::session::command::{ALL, at_home, find};

/// Where the word at the end of a text starts, `end` bytes long and ending in `command`, which stands behind its `:`; and
/// what may stand there instead of it.
pub(super) fn complete(command: &str, end: usize, session: &Session) -> (usize, Vec<Candidate>) {
    let Some((name, argument)) = command.split_once(char::is_whitespace) else {
        let known = ALL.iter().map(|command| Candidate::new(command.name, Kind::Command(command.summary)));
        return (end - command.len(), known.collect());
    };
    let argument = argument.trim_start();
    let words = find(name).map_or_else(|_| Vec::new(), |command| (command.arguments)(session, argument));
    (end - argument.len(), words.into_iter().map(|word| Candidate::new(word, Kind::Argument)).collect())
}

/// The files and folders that begin as `typed` does; those that hide only where that begins with a dot.
pub(in crate::session) fn files(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rfind('/').map_or(("", typed), |slash| typed.split_at(slash + 1));
    let Ok(entries) = fs::read_dir(&*at_home(if folder.is_empty() { "." } else { folder })) else { return Vec::new() };
    let named = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        if !name.starts_with(begun) || (name.starts_with('.') && !begun.starts_with('.')) {
            return None;
        }
        let slash = if entry.path().is_dir() { "/" } else { "" };
        Some(format!("{folder}{name}{slash}"))
    });
    let mut files: Vec<String> = named.collect();
    files.sort();
    files
}
