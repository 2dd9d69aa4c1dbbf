//! The phrases that the grammar can expect at a place in a text.

use std::fmt;

/// A phrase that the grammar expects at a place; each with a text in which it is missing.
///
/// Displayed as the phrase that messages put after "expected".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// A comparison, a group or a constant: `a == 1 and `.
    Condition,
    /// A property's name after a dot: `a. == 1`.
    Name,
    /// An operator: `a 5`.
    Operator,
    /// `in` or `contains` after the `not` of an operator: `a not startswith "x"`.
    NegatableOperator,
    /// A literal or a list: `a == `.
    Value,
    /// A literal in a list: `a in (,)`.
    Item,
    /// A `,` or the end of a list: `a in (1 2)`.
    ListEnd,
    /// A connective, a clause or the end: `a == 1 b == 2`.
    ConnectiveOrEnd,
    /// A connective or the end of a group: `(a == 1 b == 2)`.
    ConnectiveOrGroupEnd,
    /// The name of a collation: `a == "x" collate german`.
    Collation,
    /// A property to sort by: `sort by`.
    SortKey,
    /// Another key, another clause or the end: `sort by name state`.
    KeyEnd,
    /// `by`: `a == 1 sort name`.
    By,
    /// A count in plain digits: `limit many`.
    Digits,
    /// A length of time: `a > now - 5`.
    Duration,
    /// A clause or the end: `limit 5 a == 1`.
    ClauseOrEnd,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "a comparison, `not` or `(`",
            Self::Name => "a property name",
            Self::Operator => "an operator",
            Self::NegatableOperator => "`in` or `contains`",
            Self::Value => "a value",
            Self::Item => "a value of the list",
            Self::ListEnd => "`,` or the end of the list",
            Self::ConnectiveOrEnd => "`and`, `or`, `xor`, `sort by`, `offset`, `limit` or the end",
            Self::ConnectiveOrGroupEnd => "`and`, `or`, `xor` or `)`",
            Self::Collation => "`ordinal`, `ignorecase` or `lexicographic`",
            Self::SortKey => "a property to sort by",
            Self::KeyEnd => "`,`, `offset`, `limit` or the end",
            Self::By => "`by`",
            Self::Digits => "a whole number",
            Self::Duration => "a duration",
            Self::ClauseOrEnd => "`sort by`, `offset`, `limit` or the end",
        })
    }
}
