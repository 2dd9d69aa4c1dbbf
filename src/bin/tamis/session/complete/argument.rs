//! The candidates in a command: its name, or its argument.

use std::fs;

use tamis::Dialect;
use tamis::endpoint::Assume;

use super::candidate::{Candidate, CandidateKind, Completion};
use crate::files::at_home;
use crate::session::command::{ALL, Action, find};
use crate::session::{Session, change, help};

/// Returns the candidates for the word at the end of a text of `end` bytes. `command` is the text after the `:`.
pub(super) fn complete(command: &str, end: usize, session: &Session) -> Completion {
    let Some((name, argument)) = command.split_once(char::is_whitespace) else {
        let known = ALL.iter().map(|command| Candidate::new(command.name, CandidateKind::Command(command.summary)));
        return Completion { start: end - command.len(), candidates: known.collect() };
    };
    let argument = argument.trim_start();
    let words = find(name).map_or_else(|_| Vec::new(), |command| arguments(command.action, session, argument));
    let candidates = words.into_iter().map(|word| Candidate::new(word, CandidateKind::Argument)).collect();
    Completion { start: end - argument.len(), candidates }
}

/// Returns the possible arguments of a command; `typed` is the beginning of the argument.
fn arguments(action: Action, session: &Session, typed: &str) -> Vec<String> {
    match action {
        Action::Load => files(typed),
        Action::Endpoint => session.target.dialect.endpoints().map(str::to_owned).collect(),
        Action::Schema => session.known().fields().map(|field| field.path().to_string()).collect(),
        Action::Dialect => Dialect::ALL.iter().map(ToString::to_string).collect(),
        Action::Format => change::formats().collect(),
        Action::Plan => Assume::ALL.iter().map(ToString::to_string).collect(),
        Action::Help => help::names().map(str::to_owned).collect(),
        Action::Explain | Action::Fmt | Action::Count | Action::Parameter | Action::Quit => Vec::new(),
    }
}

/// Returns the files and folders whose names begin with `typed`; hidden ones only if that begins with a dot.
fn files(typed: &str) -> Vec<String> {
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
