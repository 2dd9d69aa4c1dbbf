//! The prompt: reads lines at a terminal, with completion, hints, colours and a history.

use std::borrow::Cow;
use std::io::{self, Write};

use rustyline::completion::{Completer, Pair};
use rustyline::config::{BellStyle, CompletionType, Config};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Editor, Helper};

use super::highlight;
use super::history::HistoryFile;
use super::print::{Next, QueryTime, print};
use crate::color;
use crate::failure::{Failure, eprint_line};
use crate::interrupt;
use crate::legible::filled;
use crate::output::table::width;
use crate::session::complete::{Candidate, complete, hint};
use crate::session::{Session, is_unfinished};

const PROMPT: &str = "> ";

/// Runs lines until Ctrl-D or `:quit`. Goes on after a line that fails.
pub(super) fn converse(session: Session) -> Result<(), Failure> {
    let config = Config::builder().auto_add_history(true).bell_style(BellStyle::None);
    let config = config.completion_type(CompletionType::List).completion_show_all_if_ambiguous(true);
    let config = config.completion_prompt_limit(MOST_LISTED).max_history_size(MOST_LINES).map_err(unusable)?.build();
    let mut editor = Editor::with_history(config.clone(), FileHistory::with_config(&config)).map_err(unusable)?;
    eprint_line(filled(&session.greeting(), width().unwrap_or(usize::MAX)));
    editor.set_helper(Some(Prompt { session, is_coloured: color::is_on(&io::stdout()) }));
    let history = HistoryFile::open(&mut editor);
    interrupt::listen_in_session();
    loop {
        match editor.readline(PROMPT) {
            Ok(line) => {
                history.append(&mut editor);
                let Some(prompt) = editor.helper_mut() else { return Ok(()) };
                interrupt::reset();
                match prompt.session.line(&line).and_then(|outcome| print(outcome, QueryTime::Shown)) {
                    Ok(Next::Continue) => {}
                    Ok(Next::Leave) | Err(Failure::Closed) => return Ok(()),
                    Err(failure) => {
                        failure.report();
                    }
                }
            }
            // Ctrl-C drops the line.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(unusable(error)),
        }
        io::stdout().flush()?;
    }
}

fn unusable(error: ReadlineError) -> Failure {
    Failure::usage(format_args!("cannot read from the terminal: {error}"))
}

/// The most candidates that are listed without a question.
const MOST_LISTED: usize = 200;
/// The most lines of the history.
const MOST_LINES: usize = 1000;

/// A session as the helper of the line editor.
struct Prompt {
    session: Session,
    is_coloured: bool,
}

impl Helper for Prompt {}

impl Completer for Prompt {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Self::Candidate>)> {
        let found = complete(line, cursor, &self.session);
        Ok((found.start, found.candidates.into_iter().map(pair).collect()))
    }
}

/// Returns a candidate for the list, with its note.
fn pair(candidate: Candidate) -> Pair {
    let note = candidate.note().map(|note| format!("  {note}")).unwrap_or_default();
    Pair { display: format!("{}{note}", candidate.text), replacement: candidate.text }
}

/// A hint after the cursor. The right arrow accepts the rest of the word.
struct ShownHint {
    display: String,
    rest: Option<String>,
}

impl Hint for ShownHint {
    fn display(&self) -> &str {
        &self.display
    }

    fn completion(&self) -> Option<&str> {
        self.rest.as_deref()
    }
}

impl Hinter for Prompt {
    type Hint = ShownHint;

    fn hint(&self, line: &str, cursor: usize, _: &rustyline::Context<'_>) -> Option<ShownHint> {
        if cursor < line.len() {
            return None;
        }
        let found = hint(line, &self.session)?;
        let note = found.note.map(|note| format!("  {note}")).unwrap_or_default();
        let rest = Some(found.rest).filter(|rest| !rest.is_empty());
        Some(ShownHint { display: format!("{}{note}", rest.as_deref().unwrap_or_default()), rest })
    }
}

impl Highlighter for Prompt {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        if self.is_coloured { highlight::line(line, cursor).into() } else { line.into() }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.is_coloured { highlight::dim(hint).into() } else { hint.into() }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        // Any character may change the colours of others: all after a quote becomes text.
        self.is_coloured
    }
}

impl Validator for Prompt {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if is_unfinished(context.input()) { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}
