//! The operators of other languages: spelling and meaning.
//!
//! A spelling that is recognised by itself is an entry of [`SPELLINGS`]. Those of PowerShell and RSQL are words that
//! are recognised by the symbols around them, `-in` and `=in=`, so that each of the two has a table of its own.

use super::case::Case;
use crate::operator::Operator;
use crate::syntax::error::Doubt;

/// The meaning of another language's operator.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    pub(super) operator: Operator,
    pub(super) negated: bool,
    pub(super) case: Case,
    /// The reason for which it may not be this operator.
    pub(super) doubt: Option<Doubt>,
}

/// Returns the meaning that is just `operator`.
const fn meant(operator: Operator) -> Meaning {
    Meaning { operator, negated: false, case: Case::Open, doubt: None }
}

impl Meaning {
    const fn negated(self) -> Self {
        Self { negated: true, ..self }
    }

    const fn ordinal(self) -> Self {
        Self { case: Case::Ordinal, ..self }
    }

    const fn ignoring_case(self) -> Self {
        Self { case: Case::Ignored, ..self }
    }

    const fn doubted(self, doubt: Doubt) -> Self {
        Self { doubt: Some(doubt), ..self }
    }
}

/// Spellings in lower case, with one blank between words.
const SPELLINGS: &[(&str, Meaning)] = &[
    ("===", meant(Operator::Equal).ordinal()),
    ("!==", meant(Operator::NotEqual).ordinal()),
    ("=!", meant(Operator::NotEqual)),
    ("><", meant(Operator::NotEqual)),
    ("≠", meant(Operator::NotEqual)),
    ("=>", meant(Operator::GreaterEqual)),
    ("≥", meant(Operator::GreaterEqual)),
    ("=<", meant(Operator::LessEqual)),
    ("≤", meant(Operator::LessEqual)),
    (":", meant(Operator::Equal).doubted(Doubt::Words)),
    ("is", meant(Operator::Equal)),
    ("is not", meant(Operator::NotEqual)),
    ("isnot", meant(Operator::NotEqual)),
    ("is in", meant(Operator::In)),
    ("nin", meant(Operator::In).negated()),
    ("notin", meant(Operator::In).negated()),
    ("notcontains", meant(Operator::Contains).negated()),
    ("eq", meant(Operator::Equal)),
    ("equals", meant(Operator::Equal)),
    ("ne", meant(Operator::NotEqual)),
    ("neq", meant(Operator::NotEqual)),
    ("lt", meant(Operator::Less)),
    ("le", meant(Operator::LessEqual)),
    ("lte", meant(Operator::LessEqual)),
    ("gt", meant(Operator::Greater)),
    ("ge", meant(Operator::GreaterEqual)),
    ("gte", meant(Operator::GreaterEqual)),
    ("includes", meant(Operator::Contains)),
    ("contain", meant(Operator::Contains)),
    ("include", meant(Operator::Contains)),
    ("equal", meant(Operator::Equal)),
    ("start with", meant(Operator::StartsWith)),
    ("begin with", meant(Operator::StartsWith)),
    ("end with", meant(Operator::EndsWith)),
    ("starts with", meant(Operator::StartsWith)),
    ("begins with", meant(Operator::StartsWith)),
    ("ends with", meant(Operator::EndsWith)),
    // KQL: `contains` and its like ignore case unless `_cs` follows; `has` finds whole words.
    ("=~", meant(Operator::Equal).ignoring_case().doubted(Doubt::Pattern)),
    ("!~", meant(Operator::NotEqual).ignoring_case().doubted(Doubt::Pattern)),
    ("in~", meant(Operator::In).ignoring_case()),
    ("!in~", meant(Operator::In).negated().ignoring_case()),
    ("!in", meant(Operator::In).negated().ordinal()),
    ("!contains", meant(Operator::Contains).negated().ignoring_case()),
    ("!startswith", meant(Operator::StartsWith).negated().ignoring_case()),
    ("!endswith", meant(Operator::EndsWith).negated().ignoring_case()),
    ("contains_cs", meant(Operator::Contains).ordinal()),
    ("startswith_cs", meant(Operator::StartsWith).ordinal()),
    ("endswith_cs", meant(Operator::EndsWith).ordinal()),
    ("!contains_cs", meant(Operator::Contains).negated().ordinal()),
    ("!startswith_cs", meant(Operator::StartsWith).negated().ordinal()),
    ("!endswith_cs", meant(Operator::EndsWith).negated().ordinal()),
    ("has", meant(Operator::Contains).ignoring_case().doubted(Doubt::Words)),
    ("!has", meant(Operator::Contains).negated().ignoring_case().doubted(Doubt::Words)),
    ("hasprefix", meant(Operator::Contains).ignoring_case().doubted(Doubt::Words)),
    ("hassuffix", meant(Operator::Contains).ignoring_case().doubted(Doubt::Words)),
    ("has_cs", meant(Operator::Contains).ordinal().doubted(Doubt::Words)),
    ("!has_cs", meant(Operator::Contains).negated().ordinal().doubted(Doubt::Words)),
    ("hasprefix_cs", meant(Operator::Contains).ordinal().doubted(Doubt::Words)),
    ("hassuffix_cs", meant(Operator::Contains).ordinal().doubted(Doubt::Words)),
    // Django and others state the case sensitivity in the name.
    ("ieq", meant(Operator::Equal).ignoring_case()),
    ("iexact", meant(Operator::Equal).ignoring_case()),
    ("icontains", meant(Operator::Contains).ignoring_case()),
    ("istartswith", meant(Operator::StartsWith).ignoring_case()),
    ("iendswith", meant(Operator::EndsWith).ignoring_case()),
    ("ceq", meant(Operator::Equal).ordinal()),
];

/// Without the `-`, and without the `i` or `c` that may come first.
const POWERSHELL_SPELLINGS: &[(&str, Meaning)] = &[
    ("eq", meant(Operator::Equal)),
    ("ne", meant(Operator::NotEqual)),
    ("lt", meant(Operator::Less)),
    ("le", meant(Operator::LessEqual)),
    ("gt", meant(Operator::Greater)),
    ("ge", meant(Operator::GreaterEqual)),
    ("in", meant(Operator::In)),
    ("notin", meant(Operator::In).negated()),
    ("contains", meant(Operator::Contains)),
    ("notcontains", meant(Operator::Contains).negated()),
];

/// Without the `=` on either side.
const RSQL_SPELLINGS: &[(&str, Meaning)] = &[
    ("eq", meant(Operator::Equal)),
    ("ne", meant(Operator::NotEqual)),
    ("gt", meant(Operator::Greater)),
    ("ge", meant(Operator::GreaterEqual)),
    ("lt", meant(Operator::Less)),
    ("le", meant(Operator::LessEqual)),
    ("in", meant(Operator::In)),
    ("out", meant(Operator::In).negated()),
];

fn find(table: &[(&str, Meaning)], spelling: &str) -> Option<Meaning> {
    table.iter().find(|(known, _)| *known == spelling).map(|(_, meaning)| *meaning)
}

/// Returns the meaning of a `spelling` in lower case, in another language or in this one.
pub(super) fn of_spelling(spelling: &str) -> Option<Meaning> {
    find(SPELLINGS, spelling).or_else(|| spelling.parse().ok().map(meant))
}

/// Returns the meaning of PowerShell's operator `-word`, for a `word` in lower case. All ignore case unless a `c` comes
/// first.
pub(super) fn of_powershell(word: &str) -> Option<Meaning> {
    let (meaning, case) = Case::of_powershell(word, |word| find(POWERSHELL_SPELLINGS, word))?;
    Some(Meaning { case, ..meaning })
}

/// Returns the meaning of the operator `=word=` of RSQL and FIQL, for a `word` in lower case.
pub(super) fn of_rsql(word: &str) -> Option<Meaning> {
    find(RSQL_SPELLINGS, word)
}

/// Returns `true` if `operator` is `written` as this language spells it, with or without `not`.
pub(super) fn is_own_spelling(operator: Operator, written: &str) -> bool {
    let lower = written.to_ascii_lowercase();
    lower.strip_prefix("not").unwrap_or(&lower).trim_start().parse() == Ok(operator)
}

#[cfg(test)]
mod tests {
    use super::SPELLINGS;
    use crate::operator::Operator;

    /// An operator is parsed before recovery is asked: such a row would be dead.
    #[test]
    fn no_row_is_an_operator_of_this_language() {
        for (spelling, _) in SPELLINGS {
            assert!(spelling.parse::<Operator>().is_err(), "{spelling}");
        }
    }
}
