//! The treatment of warnings about a query: `--allow` hides some, `--deny warnings` makes the rest errors.
//!
//! Warnings about rows are in `row_warnings`.

use std::io::{self, Write};

use tamis::{Diagnostic, Diagnostics, Severity};

use crate::cli::Setting;
use crate::failure::{Failure, eprint_diagnostics};

/// The warnings about a query that are hidden, and whether the others are errors.
#[derive(Clone)]
pub(crate) struct WarningPolicy {
    allowed: Vec<&'static str>,
    are_denied: bool,
}

impl WarningPolicy {
    /// Returns the policy of `--allow` and `--deny`.
    pub(crate) fn new(setting: &Setting) -> Self {
        let allowed = setting.allowed.iter().map(|code| code.spelling()).collect();
        Self { allowed, are_denied: setting.deny.is_some() }
    }

    /// Returns the policy for a query over local rows.
    pub(crate) fn for_local_rows(setting: &Setting) -> Self {
        Self::new(setting).over_local_rows()
    }

    /// Also hides the warning about an offset without a sort: local rows have an order.
    pub(crate) fn over_local_rows(mut self) -> Self {
        self.allowed.push("tamis::lint::offset_without_sort");
        self
    }

    /// Returns `found` without the hidden warnings.
    pub(crate) fn filter(&self, found: &Diagnostics) -> Diagnostics {
        let mut left = found.clone();
        left.retain(|found| found.severity() != Severity::Warning || !self.allowed.contains(&found.code()));
        left
    }

    /// Returns `found` without the hidden warnings.
    ///
    /// # Errors
    ///
    /// If warnings are denied and one is left.
    pub(crate) fn check(&self, found: &Diagnostics) -> Result<Diagnostics, Failure> {
        let left = self.filter(found);
        let is_denied = self.are_denied && left.iter().any(|found| found.severity() == Severity::Warning);
        if is_denied { Err(Failure::Rejected(left.deny_warnings())) } else { Ok(left) }
    }

    /// Prints `found` without the hidden warnings.
    ///
    /// # Errors
    ///
    /// If warnings are denied and one is left.
    pub(crate) fn enforce<'d>(&self, found: impl IntoIterator<Item = &'d Diagnostics>) -> Result<(), Failure> {
        let mut is_denied = false;
        for found in found {
            let left = self.filter(found);
            is_denied |= self.are_denied && left.iter().any(|found| found.severity() == Severity::Warning);
            eprint_diagnostics(&if self.are_denied { left.deny_warnings() } else { left });
        }
        if is_denied { Err(Failure::Denied) } else { Ok(()) }
    }

    /// Prints `found` without the hidden warnings as one JSON array on standard output.
    ///
    /// # Errors
    ///
    /// If an error is among them, or warnings are denied and one is left.
    pub(crate) fn print_json(&self, found: &[Diagnostics]) -> Result<(), Failure> {
        let left = found.iter().map(|found| self.filter(found));
        let left: Vec<_> = left.map(|left| if self.are_denied { left.deny_warnings() } else { left }).collect();
        let all: Vec<&Diagnostic> = left.iter().flat_map(Diagnostics::iter).collect();
        writeln!(io::stdout(), "{}", serde_json::to_string(&all).map_err(io::Error::from)?)?;
        if all.iter().any(|found| found.severity() == Severity::Error) { Err(Failure::Denied) } else { Ok(()) }
    }
}

/// Returns `found` without advice, which nearly every request has: `tamis check` and `tamis plan` show it.
pub(crate) fn without_advice(mut found: Diagnostics) -> Diagnostics {
    found.retain(|found| found.severity() > Severity::Advice);
    found
}

/// Returns the failure of a query with the diagnostics `found`, without the hidden warnings among them.
pub(crate) fn rejected(found: &Diagnostics, setting: &Setting) -> Failure {
    Failure::Rejected(WarningPolicy::new(setting).filter(found))
}
