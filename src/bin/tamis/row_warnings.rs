//! Warnings about rows, printed on standard error while rows are read or afterwards. Warnings about the query are in
//! `warnings`.
//!
//! Each has a code `tamis::rows::…`, which `--allow` hides. Under `--deny warnings` the rows are still printed; only
//! the exit status changes.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use memchr::memchr;
use tamis::Path;
use tamis::explain::{Hint, Survey};

use crate::cli::Setting;
use crate::failure::{ROWS_WARNED, eprint_line};

/// A warning about rows.
#[derive(Clone, Debug)]
pub(crate) struct RowWarning {
    /// One of `Code::all()`, such as `tamis::rows::missing_path`.
    code: &'static str,
    message: String,
    help: Option<String>,
    is_denied: bool,
}

impl RowWarning {
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), help: None, is_denied: false }
    }

    pub(crate) fn with_help(self, help: impl ToString) -> Self {
        Self { help: Some(help.to_string()), ..self }
    }

    /// Returns `hint` as a warning, or `None` if it is no reason to warn.
    pub(crate) fn from_hint(hint: &Hint<'_>) -> Option<Self> {
        let warning = Self::new(hint.code()?, hint);
        Some(match hint.help() {
            Some(help) => warning.with_help(help),
            None => warning,
        })
    }

    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Returns `true` if the warning changes the exit status.
    pub(crate) fn is_denied(&self) -> bool {
        self.is_denied
    }

    /// Prints the warning.
    pub(crate) fn eprint(&self) {
        let severity = if self.is_denied { "error" } else { "warning" };
        let code = self.code.trim_start_matches("tamis::");
        eprint_line(format_args!("{severity}: {} [{code}]", self.message));
        if let Some(help) = &self.help {
            eprint_line(format_args!("help: {help}"));
        }
    }
}

/// The warnings about rows that are hidden, whether the others are errors, and whether one was printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowWarningPolicy {
    allowed: Vec<&'static str>,
    are_denied: bool,
    has_printed: Cell<bool>,
}

impl RowWarningPolicy {
    pub(crate) fn new(setting: &Setting) -> Self {
        let allowed = setting.allowed.iter().map(|code| code.spelling()).collect();
        Self { allowed, are_denied: setting.deny.is_some(), has_printed: Cell::new(false) }
    }

    /// Returns `true` if a warning with `code` is to be printed, and remembers that one was.
    pub(crate) fn shows(&self, code: &str) -> bool {
        let is_shown = !self.allowed.contains(&code);
        self.has_printed.set(self.has_printed.get() || is_shown);
        is_shown
    }

    /// Returns `warning` as it is to be printed, or `None` if it is hidden.
    pub(crate) fn apply(&self, warning: &RowWarning) -> Option<RowWarning> {
        self.shows(warning.code).then(|| RowWarning { is_denied: self.are_denied, ..warning.clone() })
    }

    /// Prints `warning` unless it is hidden. Returns `true` if it was printed.
    pub(crate) fn eprint(&self, warning: &RowWarning) -> bool {
        self.apply(warning).map(|warning| warning.eprint()).is_some()
    }

    /// Returns `true` if warnings are denied and one was printed.
    pub(crate) fn is_denied(&self) -> bool {
        self.are_denied && self.has_printed.get()
    }

    /// Returns the exit status: `usual`, unless warnings are denied and one was printed.
    pub(crate) fn status(&self, usual: ExitCode) -> ExitCode {
        if self.is_denied() { ExitCode::from(ROWS_WARNED) } else { usual }
    }
}

/// A survey of the rows of a run.
///
/// The first rows are observed in full; later ones are only searched for missing names, unless nothing has matched yet.
pub(crate) struct RowSurvey<'p> {
    /// `None` if the query wants no rows.
    survey: Option<Survey<'p>>,
    has_matched: bool,
}

impl<'p> RowSurvey<'p> {
    pub(crate) fn new(survey: Option<Survey<'p>>) -> Self {
        Self { survey, has_matched: false }
    }

    /// Observes a row: JSON text, matching or not.
    pub(crate) fn observe(&mut self, row: &[u8]) {
        match &mut self.survey {
            // Cannot fail: the row is known to be JSON.
            Some(survey) if survey.wants_row(self.has_matched) => drop(survey.observe_bytes(row)),
            Some(survey) => survey.skim_bytes(row),
            None => {}
        }
    }

    /// Observes rows that are lines.
    pub(crate) fn observe_lines(&mut self, lines: &[u8]) {
        let Some(survey) = &mut self.survey else { return };
        let mut rest = lines;
        while !rest.is_empty() && survey.wants_row(self.has_matched) {
            let end = memchr(b'\n', rest).map_or(rest.len(), |feed| feed + 1);
            let (line, after) = rest.split_at(end);
            // Fails for an empty line and for one that `--unchecked` lets through; neither is a row.
            drop(survey.observe_bytes(line));
            rest = after;
        }
        survey.skim_bytes(rest);
    }

    /// Records that a row matched.
    pub(crate) fn set_matched(&mut self) {
        self.has_matched = true;
    }

    /// Prints the contradictions between the rows and the query, except about the path `reported`.
    pub(crate) fn eprint(&self, reported: Option<&Path>, warnings: &RowWarningPolicy) {
        let Some(survey) = &self.survey else { return };
        let mut found = survey.hints();
        found.retain(|hint| Some(hint.path()) != reported);
        let printed = found.iter().filter_map(RowWarning::from_hint).filter(|warning| warnings.eprint(warning)).count();
        if !self.has_matched && survey.rows() > 0 && (printed > 0 || io::stderr().is_terminal()) {
            eprint_line("help: no row matches; `tamis explain` shows why, with the same query and rows");
        }
    }
}
