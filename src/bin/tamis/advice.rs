//! Advice: lines added to the help of diagnostics on the command line and in a session. The library knows of neither, since
//! its words are shown on web pages as well.

use std::sync::OnceLock;

use tamis::{Diagnostic, DiagnosticKind, Diagnostics};

/// Where a query is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    #[default]
    CommandLine,
    Session,
}

/// Set where a session begins; a process is one or the other.
static PLACE: OnceLock<Place> = OnceLock::new();

/// Makes advice be that of a session from now on.
pub(crate) fn begin_session() {
    // Set by an earlier call, it is the same.
    let _ = PLACE.set(Place::Session);
}

/// Returns what is added to these diagnostics, each line once.
pub(crate) fn of(diagnostics: &Diagnostics) -> Vec<String> {
    let place = PLACE.get().copied().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for line in diagnostics.iter().filter_map(|diagnostic| line(diagnostics, diagnostic, place)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn line(diagnostics: &Diagnostics, diagnostic: &Diagnostic, place: Place) -> Option<String> {
    let helps_with = |word: &str| diagnostic.help().is_some_and(|help| help.contains(word));
    let parameter = || diagnostic.span().of(diagnostics.source_text()).strip_prefix('$');
    let (at_shell, in_session) = match diagnostic.code() {
        "tamis::parse::json" if helps_with("decompile") => {
            ("`tamis decompile` makes a query of a request".to_owned(), None)
        }
        "tamis::parse::foreign_clause" if diagnostic.edits().is_empty() => (
            "`tamis run` counts rows with `--count`, by a value with `--count-by`, and chooses properties with `--columns`"
                .to_owned(),
            Some("`:count` shows how many rows match".to_owned()),
        ),
        "tamis::check::bare_word" => {
            ("if a shell took the quotes away, put the whole query between `'`".to_owned(), None)
        }
        // The constants of PowerShell have help of their own.
        "tamis::check::unbound_parameter" if diagnostic.edits().is_empty() => {
            let name = parameter()?;
            (format!("`--param {name}=TEXT` binds it"), Some(format!("`:param {name}=TEXT` binds it")))
        }
        "tamis::check::quoted_scalar" => {
            let name = parameter()?;
            (format!("`--param-json {name}=JSON` binds it"), Some(format!("`:param {name}:=JSON` binds it")))
        }
        _ if diagnostic.kind() == DiagnosticKind::Lower && helps_with("locally") => {
            ("`tamis run` filters and sorts rows locally".to_owned(), None)
        }
        _ => return None,
    };
    match place {
        Place::CommandLine => Some(at_shell),
        Place::Session => in_session,
    }
}
