//! Completion and hints: the candidates at the cursor, from the parser, the checker and the tables of the language. A
//! pure function of the line, the cursor and the session.

mod argument;
mod candidate;
mod context;
mod line;

use tamis::editor::{Malformed, TokenKind, tokens};

use super::{Session, is_in_brackets, is_unfinished};
use candidate::QUOTES;
pub(crate) use candidate::{Candidate, Completion};
use line::QueryPrefix;

/// Returns the candidates at `cursor` in `line`: those that begin with the typed text; if there are none, those that do
/// in another case; else those that contain it.
pub(crate) fn complete(line: &str, cursor: usize, session: &Session) -> Completion {
    let text = line.get(..cursor).unwrap_or(line);
    let Completion { start, candidates } = match text.trim_start().strip_prefix(':') {
        Some(command) => argument::complete(command, text.len(), session),
        None => QueryPrefix::new(text, session).complete(),
    };
    let typed = text.get(start..).unwrap_or_default().trim_start_matches(QUOTES);
    let lower = typed.to_lowercase();
    let begins = |candidate: &Candidate| candidate.bare().starts_with(typed);
    let begins_in_any_case = |candidate: &Candidate| candidate.bare().to_lowercase().starts_with(&lower);
    let contains = |candidate: &Candidate| candidate.bare().to_lowercase().contains(&lower);
    let matches: [&dyn Fn(&Candidate) -> bool; 3] = [&begins, &begins_in_any_case, &contains];
    let matches = matches.into_iter().find(|matches| candidates.iter().any(matches));
    let candidates =
        candidates.into_iter().filter(|candidate| matches.is_some_and(|matches| matches(candidate))).collect();
    Completion { start, candidates }
}

/// A dim text after the cursor at the end of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CompletionHint {
    /// The rest of the word; empty for a complete one.
    pub(crate) rest: String,
    /// A description of the word.
    pub(crate) note: Option<String>,
}

/// The longest line with a hint, in bytes: each key parses the line several times.
const LONGEST: usize = 1 << 14;

/// Returns the best completion of the word at the end of `line`, with its description.
pub(crate) fn hint(line: &str, session: &Session) -> Option<CompletionHint> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(note) = continuation(line) {
        return Some(CompletionHint { rest: String::new(), note: Some(note.to_owned()) });
    }
    let Completion { start, candidates } = complete(line, line.len(), session);
    let typed = line.get(start..).filter(|typed| !typed.is_empty())?;
    let best = candidates.iter().find(|candidate| candidate.text == typed);
    let best = best.or_else(|| candidates.iter().find(|candidate| candidate.text.starts_with(typed)))?;
    let rest = best.text.get(typed.len()..)?.to_owned();
    let note = best.note();
    if rest.is_empty() && note.is_none() { None } else { Some(CompletionHint { rest, note }) }
}

/// Returns the note at the start of a new line: the reason why the query before it was not carried out yet.
fn continuation(text: &str) -> Option<&'static str> {
    let before = text.strip_suffix('\n').filter(|before| is_unfinished(before))?;
    let last = tokens(before).last().map(|token| token.kind);
    Some(match last {
        Some(TokenKind::Malformed(Malformed::UnclosedText)) => "a text goes on here: its closing quote is missing",
        Some(TokenKind::Malformed(Malformed::UnclosedName)) => "a name goes on here: its closing backtick is missing",
        _ if is_in_brackets(before) => "the query goes on here: a closing bracket is missing",
        _ => "the query goes on here; an empty line ends it",
    })
}
