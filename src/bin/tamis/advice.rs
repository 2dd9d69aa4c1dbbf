//! Advice: help lines that name options of the command line or commands of a session.
//!
//! The library's own help names neither, since it is shown on web pages as well.

use std::sync::OnceLock;

use tamis::{Diagnostic, DiagnosticKind, Diagnostics};

/// The place where a user writes queries, which decides the advice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Frontend {
    #[default]
    CommandLine,
    Session,
}

/// Set when a session begins; a process never changes back.
static FRONTEND: OnceLock<Frontend> = OnceLock::new();

/// Switches to the advice of a session.
pub(crate) fn begin_session() {
    // An earlier call set the same value.
    let _ = FRONTEND.set(Frontend::Session);
}

/// Returns the advice for these diagnostics, each line once.
pub(crate) fn for_diagnostics(diagnostics: &Diagnostics) -> Vec<String> {
    let frontend = FRONTEND.get().copied().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for line in diagnostics.iter().filter_map(|diagnostic| line(diagnostics, diagnostic, frontend)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn line(diagnostics: &Diagnostics, diagnostic: &Diagnostic, frontend: Frontend) -> Option<String> {
    let helps_with = |word: &str| diagnostic.help().is_some_and(|help| help.contains(word));
    let parameter = || diagnostic.span().of(diagnostics.source_text()).strip_prefix('$');
    let (at_shell, in_session) = match diagnostic.code() {
        "tamis::parse::json" if helps_with("decompile") => {
            ("`tamis decompile` turns a request into a query".to_owned(), None)
        }
        "tamis::parse::foreign_clause" if diagnostic.edits().is_empty() => (
            "`tamis run` counts rows with `--count`, counts them by value with `--count-by`, and selects properties with `--columns`"
                .to_owned(),
            Some("`:count` shows how many rows match".to_owned()),
        ),
        "tamis::check::bare_word" => {
            ("if a shell removed the quotes, put the whole query between `'`".to_owned(), None)
        }
        // The constants of PowerShell have help of their own.
        "tamis::check::unbound_parameter" if diagnostic.edits().is_empty() => {
            let name = parameter()?;
            (format!("`--param {name}=TEXT` sets it"), Some(format!("`:param {name}=TEXT` sets it")))
        }
        "tamis::check::quoted_scalar" => {
            let name = parameter()?;
            (format!("`--param-json {name}=JSON` sets it"), Some(format!("`:param {name}:=JSON` sets it")))
        }
        _ if diagnostic.kind() == DiagnosticKind::Lower && helps_with("locally") => {
            ("`tamis run` filters and sorts rows locally".to_owned(), None)
        }
        _ => return None,
    };
    match frontend {
        Frontend::CommandLine => Some(at_shell),
        Frontend::Session => in_session,
    }
}
