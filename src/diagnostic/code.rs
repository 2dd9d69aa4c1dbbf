//! Codes: the stable names of what can be found in a query, each with what it means and an example. One row each, in
//! one file a stage; `docs/diagnostics.md` is made of them.

pub(super) mod check;
pub(super) mod lint;
pub(super) mod lower;
pub(super) mod parse;
pub(super) mod read;
pub(super) mod rows;

use std::fmt;

use super::severity::Severity;
use crate::suggest::nearest;

/// The stable name of a kind of diagnostic, such as `tamis::check::unknown_field`, and what it stands for.
///
/// ```
/// use tamis::{Code, Query};
/// let faults = "a == ".parse::<Query>().unwrap_err();
/// let code = Code::find(faults.iter().next().unwrap().code()).unwrap();
/// assert!("".parse::<Query>().is_ok() && code.cause().parse::<Query>().is_err());
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    spelling: &'static str,
    severity: Severity,
    explanation: &'static str,
    cause: &'static str,
    cured: &'static str,
}

/// What every spelling begins with.
const PREFIX: &str = "tamis::";

impl Code {
    /// Every code, in the order of the stages that find them.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [parse::ALL, check::ALL, lint::ALL, lower::ALL, read::ALL, rows::ALL].into_iter().flatten().copied()
    }

    /// The code that is spelled so, with `tamis::` before it or without.
    pub fn find(spelling: &str) -> Option<&'static Self> {
        Self::all().find(|code| code.spelling == spelling || code.short() == spelling)
    }

    /// The code whose spelling, or whose last name, is nearest to a text that spells none, where one is near.
    pub fn nearest(spelling: &str) -> Option<&'static Self> {
        let names: fn(&'static Self) -> &'static str = match spelling.contains("::") {
            true => Self::short,
            false => |code| code.short().rsplit("::").next().unwrap_or_default(),
        };
        let known = nearest(spelling.trim_start_matches(PREFIX), Self::all().map(names))?;
        Self::all().find(|code| names(code) == known)
    }

    /// The name without what all have in common.
    fn short(&self) -> &'static str {
        self.spelling.strip_prefix(PREFIX).unwrap_or(self.spelling)
    }

    /// The name itself.
    pub fn spelling(&self) -> &'static str {
        self.spelling
    }

    /// How grave what it stands for is, unless the diagnostic says otherwise.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What it stands for, in a sentence or a few.
    pub fn explanation(&self) -> &'static str {
        self.explanation
    }

    /// A query that causes it. Lines at its head of the form `# KEY: VALUE` say what it is read with, as
    /// `docs/diagnostics.md` explains.
    pub fn cause(&self) -> &'static str {
        self.cause
    }

    /// The same query, cured.
    pub fn cured(&self) -> &'static str {
        self.cured
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling)
    }
}

/// The codes of a stage: rows of a name, its spelling, its severity, its explanation, a query that causes it and that
/// query cured.
macro_rules! codes {
    ($($name:ident $spelling:literal $severity:ident $explanation:literal $cause:literal => $cured:literal;)*) => {
        $(
            pub(in super::super) const $name: &super::Code = &super::Code {
                spelling: $spelling,
                severity: super::Severity::$severity,
                explanation: $explanation,
                cause: $cause,
                cured: $cured,
            };
        )*

        /// Every code of the stage.
        pub(super) const ALL: &[&super::Code] = &[$($name),*];
    };
}
use codes;
