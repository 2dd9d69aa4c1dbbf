//! Warnings about rows: printed on standard error while the rows are read or after them, and what follows under
//! `--deny warnings`. Warnings about the query are in `warnings`.
//!
//! Each has a code of `tamis::rows`, which `--allow` takes. A denied one stops nothing: the rows are printed, and the exit
//! status shows it.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use memchr::memchr;
use tamis::Path;
use tamis::explain::{Hint, Survey};

use crate::command::Setting;
use crate::failure::{ROWS_WARNED, tell};

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

    /// Returns the warning that `hint` is, or `None` where it is no reason to warn.
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

    /// Returns `true` if the exit status is to tell it.
    pub(crate) fn is_denied(&self) -> bool {
        self.is_denied
    }

    /// Prints it.
    pub(crate) fn tell(&self) {
        let severity = if self.is_denied { "error" } else { "warning" };
        let code = self.code.trim_start_matches("tamis::");
        tell(format_args!("{severity}: {} [{code}]", self.message));
        if let Some(help) = &self.help {
            tell(format_args!("help: {help}"));
        }
    }
}

/// Which warnings about rows are printed, and whether one was.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowWarnings {
    allowed: Vec<&'static str>,
    are_denied: bool,
    is_told: Cell<bool>,
}

impl RowWarnings {
    pub(crate) fn new(setting: &Setting) -> Self {
        let allowed = setting.allowed.iter().map(|code| code.spelling()).collect();
        Self { allowed, are_denied: setting.deny.is_some(), is_told: Cell::new(false) }
    }

    /// Returns `true` if a warning with `code` is not allowed, and so is to be printed.
    pub(crate) fn wants(&self, code: &str) -> bool {
        let is_wanted = !self.allowed.contains(&code);
        self.is_told.set(self.is_told.get() || is_wanted);
        is_wanted
    }

    /// Returns `warning`, which is to be printed, or `None` where it is allowed.
    pub(crate) fn heed(&self, warning: &RowWarning) -> Option<RowWarning> {
        self.wants(warning.code).then(|| RowWarning { is_denied: self.are_denied, ..warning.clone() })
    }

    /// Prints `warning` unless it is allowed; returns `true` if it was printed.
    pub(crate) fn tell(&self, warning: &RowWarning) -> bool {
        self.heed(warning).map(|warning| warning.tell()).is_some()
    }

    /// Returns `true` if a warning was printed that is denied.
    pub(crate) fn is_denied(&self) -> bool {
        self.are_denied && self.is_told.get()
    }

    /// Returns the exit status: `usual`, unless a warning was printed that is denied.
    pub(crate) fn status(&self, usual: ExitCode) -> ExitCode {
        if self.is_denied() { ExitCode::from(ROWS_WARNED) } else { usual }
    }
}

/// The rows of a run as a survey sees them: the first whole, those after them only for what is missing, unless none has
/// matched.
pub(crate) struct RowsSeen<'p> {
    /// None where no row is wanted.
    survey: Option<Survey<'p>>,
    has_matched: bool,
}

impl<'p> RowsSeen<'p> {
    pub(crate) fn new(survey: Option<Survey<'p>>) -> Self {
        Self { survey, has_matched: false }
    }

    /// Takes a row, JSON text that matches or not.
    pub(crate) fn take(&mut self, row: &[u8]) {
        match &mut self.survey {
            // It is known to be JSON.
            Some(survey) if survey.wants_row(self.has_matched) => drop(survey.observe_bytes(row)),
            Some(survey) => survey.skim_bytes(row),
            None => {}
        }
    }

    /// Takes rows that are lines.
    pub(crate) fn skim(&mut self, lines: &[u8]) {
        let Some(survey) = &mut self.survey else { return };
        let mut rest = lines;
        while !rest.is_empty() && survey.wants_row(self.has_matched) {
            let end = memchr(b'\n', rest).map_or(rest.len(), |feed| feed + 1);
            let (line, after) = rest.split_at(end);
            // One that is empty, or that `--unchecked` lets through, is no row.
            drop(survey.observe_bytes(line));
            rest = after;
        }
        survey.skim_bytes(rest);
    }

    /// A row has matched.
    pub(crate) fn has_match(&mut self) {
        self.has_matched = true;
    }

    /// Prints what contradicts the query, but for what is about `told`.
    pub(crate) fn warn(&self, told: Option<&Path>, warnings: &RowWarnings) {
        let Some(survey) = &self.survey else { return };
        let mut found = survey.hints();
        found.retain(|hint| Some(hint.path()) != told);
        let told = found.iter().filter_map(RowWarning::from_hint).filter(|warning| warnings.tell(warning)).count();
        if !self.has_matched && survey.rows() > 0 && (told > 0 || io::stderr().is_terminal()) {
            tell("help: no row matches; `tamis explain` shows why, with the same query and rows");
        }
    }
}
