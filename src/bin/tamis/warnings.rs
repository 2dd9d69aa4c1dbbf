//! Warnings: which are shown, and what follows where any is left.

use std::io::{self, Write};

use tamis::{Diagnostic, Diagnostics, Severity};

use crate::command::Setting;
use crate::failure::{Failure, show};

/// What becomes of the warnings about a query.
#[derive(Clone)]
pub(crate) struct Warnings {
    allowed: Vec<&'static str>,
    are_denied: bool,
}

impl Warnings {
    pub(crate) fn new(setting: &Setting) -> Self {
        let allowed = setting.allowed.iter().map(|code| code.spelling()).collect();
        Self { allowed, are_denied: setting.deny.is_some() }
    }

    /// Those of a query over rows that are here already, and so have an order.
    pub(crate) fn over_rows(setting: &Setting) -> Self {
        Self::new(setting).of_rows()
    }

    /// The same of a query over rows that are here already.
    pub(crate) fn of_rows(mut self) -> Self {
        self.allowed.push("tamis::lint::offset_without_sort");
        self
    }

    /// What was found, but for the warnings that are allowed.
    pub(crate) fn left_of(&self, found: &Diagnostics) -> Diagnostics {
        let mut left = found.clone();
        left.retain(|found| found.severity() != Severity::Warning || !self.allowed.contains(&found.code()));
        left
    }

    /// What is left of what was found. Fails where a warning is left and none may be.
    pub(crate) fn left(&self, found: &Diagnostics) -> Result<Diagnostics, Failure> {
        let left = self.left_of(found);
        let is_denied = self.are_denied && left.iter().any(|found| found.severity() == Severity::Warning);
        if is_denied { Err(Failure::Rejected(left.deny_warnings())) } else { Ok(left) }
    }

    /// Shows what was found. Fails where a warning is left and none may be.
    pub(crate) fn heed<'d>(&self, found: impl IntoIterator<Item = &'d Diagnostics>) -> Result<(), Failure> {
        let mut is_denied = false;
        for found in found {
            let left = self.left_of(found);
            is_denied |= self.are_denied && left.iter().any(|found| found.severity() == Severity::Warning);
            show(&if self.are_denied { left.deny_warnings() } else { left });
        }
        if is_denied { Err(Failure::Denied) } else { Ok(()) }
    }

    /// Prints what was found as JSON. Fails where an error is among it, or a warning is left and none may be.
    pub(crate) fn print(&self, found: &[Diagnostics]) -> Result<(), Failure> {
        let left = found.iter().map(|found| self.left_of(found));
        let left: Vec<_> = left.map(|left| if self.are_denied { left.deny_warnings() } else { left }).collect();
        let all: Vec<&Diagnostic> = left.iter().flat_map(Diagnostics::iter).collect();
        writeln!(io::stdout(), "{}", serde_json::to_string(&all).map_err(io::Error::from)?)?;
        if all.iter().any(|found| found.severity() == Severity::Error) { Err(Failure::Denied) } else { Ok(()) }
    }
}

/// The same without advice, which nearly every request has: `tamis check` and `tamis plan` show it.
pub(crate) fn without_advice(mut found: Diagnostics) -> Diagnostics {
    found.retain(|found| found.severity() > Severity::Advice);
    found
}

/// The failure of a query in which `faults` were found, some of which may be warnings.
pub(crate) fn rejected(faults: &Diagnostics, setting: &Setting) -> Failure {
    Failure::Rejected(Warnings::new(setting).left_of(faults))
}
