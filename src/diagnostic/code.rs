//! Codes: the stable names of errors and warnings, each with an explanation and an example. They are rows of a table,
//! one file per stage; `docs/diagnostics.md` is generated from them.

pub(super) mod check;
pub(super) mod lint;
pub(super) mod lower;
pub(super) mod parse;
pub(super) mod read;
pub(super) mod rows;

use std::fmt;

use super::severity::Severity;
use crate::suggest::nearest;

/// The stable name of a kind of diagnostic, such as `tamis::check::unknown_field`, with its explanation.
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

/// The prefix of every spelling.
const PREFIX: &str = "tamis::";

impl Code {
    /// Returns every code, in the order of the stages that report them.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [parse::ALL, check::ALL, lint::ALL, lower::ALL, read::ALL, rows::ALL].into_iter().flatten().copied()
    }

    /// Returns the code with this spelling, with or without the prefix `tamis::`, or `None`.
    pub fn find(spelling: &str) -> Option<&'static Self> {
        Self::all().find(|code| code.spelling == spelling || code.short() == spelling)
    }

    /// Returns the code whose spelling, or the last name of it, is most similar to an unknown one, or `None` if no code
    /// is similar.
    pub fn nearest(spelling: &str) -> Option<&'static Self> {
        let names: fn(&'static Self) -> &'static str = match spelling.contains("::") {
            true => Self::short,
            false => |code| code.short().rsplit("::").next().unwrap_or_default(),
        };
        let known = nearest(spelling.trim_start_matches(PREFIX), Self::all().map(names))?;
        Self::all().find(|code| names(code) == known)
    }

    /// Returns the spelling without the prefix.
    fn short(&self) -> &'static str {
        self.spelling.strip_prefix(PREFIX).unwrap_or(self.spelling)
    }

    /// Returns the spelling, such as `tamis::check::unknown_field`.
    pub fn spelling(&self) -> &'static str {
        self.spelling
    }

    /// Returns the usual severity. Single diagnostics may be milder: see
    /// [`Diagnostic::severity`](crate::Diagnostic::severity).
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the explanation: one or a few sentences.
    pub fn explanation(&self) -> &'static str {
        self.explanation
    }

    /// Returns an example that causes it. Lines at the start of the form `# KEY: VALUE` set schema, clock and the like,
    /// as `docs/diagnostics.md` explains.
    pub fn cause(&self) -> &'static str {
        self.cause
    }

    /// Returns the same example, cured.
    pub fn cured(&self) -> &'static str {
        self.cured
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling)
    }
}

/// Declares the codes of a stage: rows of a constant's name, the spelling, the severity, the explanation, an example
/// that causes it and the cured example.
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
