//! Completion: what may stand at the cursor, as the parser, the checker and the tables of the language say. A pure
//! function of the line, the cursor and the session.

mod argument;
mod line;
mod place;

use tamis::Type;
use tamis::editor::{Malformed, TokenKind, tokens};

use super::{Session, is_in_brackets, is_unfinished};
pub(super) use argument::files;
use line::Line;

/// What may stand at a place.
#[derive(Debug)]
pub(crate) struct Completion {
    /// From where to the cursor it would be put, in bytes.
    pub(crate) start: usize,
    pub(crate) candidates: Vec<Candidate>,
}

/// A way to go on.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// What is put in.
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// A name on the way to a field, or the field, of this type.
    Field(Type),
    Operator,
    Keyword,
    Collation,
    /// A literal.
    Value,
    /// A command's name, with what it does.
    Command(&'static str),
    /// What stands behind a command.
    Argument,
}

impl Candidate {
    fn new(text: impl Into<String>, kind: Kind) -> Self {
        Self { text: text.into(), kind }
    }

    /// What it is, where its text does not say.
    pub(crate) fn note(&self) -> Option<String> {
        match &self.kind {
            Kind::Field(ty) => Some(ty.to_string()),
            Kind::Command(summary) => Some((*summary).to_owned()),
            Kind::Operator | Kind::Keyword | Kind::Collation | Kind::Value | Kind::Argument => None,
        }
    }

    /// What of it is compared with what is typed: text without its quote.
    fn bare(&self) -> &str {
        self.text.trim_start_matches(QUOTES)
    }
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What may stand at `cursor` in `line`: what begins as what is typed there; else the same in other case; else what
/// holds it.
pub(crate) fn complete(line: &str, cursor: usize, session: &Session) -> Completion {
    let text = line.get(..cursor).unwrap_or(line);
    let (start, candidates) = match text.trim_start().strip_prefix(':') {
        Some(command) => argument::complete(command, text.len(), session),
        None => Line::new(text, session).complete(),
    };
    let typed = text.get(start..).unwrap_or_default().trim_start_matches(QUOTES);
    let lower = typed.to_lowercase();
    let begins = |candidate: &Candidate| candidate.bare().starts_with(typed);
    let begins_somehow = |candidate: &Candidate| candidate.bare().to_lowercase().starts_with(&lower);
    let holds = |candidate: &Candidate| candidate.bare().to_lowercase().contains(&lower);
    let ways: [&dyn Fn(&Candidate) -> bool; 3] = [&begins, &begins_somehow, &holds];
    let way = ways.into_iter().find(|way| candidates.iter().any(way));
    let candidates = candidates.into_iter().filter(|candidate| way.is_some_and(|way| way(candidate))).collect();
    Completion { start, candidates }
}

/// What is shown dimly behind the cursor at the end of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// What would complete the word; empty where it is complete.
    pub(crate) rest: String,
    /// What the word is.
    pub(crate) note: Option<String>,
}

/// The longest line that is hinted at, in bytes: each key reads it several times.
const LONGEST: usize = 1 << 14;

/// How what is typed at the end of `line` would best go on, and what it is.
pub(crate) fn hint(line: &str, session: &Session) -> Option<Hint> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(note) = continuation(line) {
        return Some(Hint { rest: String::new(), note: Some(note.to_owned()) });
    }
    let Completion { start, candidates } = complete(line, line.len(), session);
    let typed = line.get(start..).filter(|typed| !typed.is_empty())?;
    let best = candidates.iter().find(|candidate| candidate.text == typed);
    let best = best.or_else(|| candidates.iter().find(|candidate| candidate.text.starts_with(typed)))?;
    let rest = best.text.get(typed.len()..)?.to_owned();
    let note = best.note();
    if rest.is_empty() && note.is_none() { None } else { Some(Hint { rest, note }) }
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
