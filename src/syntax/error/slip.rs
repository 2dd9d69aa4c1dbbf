//! Slips: what is not of the language, though it is clear what it means.

/// What was written as other languages write it, or as one easily does; each with a text that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ForeignSyntax {
    /// `size ge 5`, `name === "x"`, `name contians "x"`: an operator that is spelled otherwise.
    ForeignOperator,
    /// `name like "web%"`: an operator that compares with a pattern.
    Pattern,
    /// `size between 1 and 5`.
    Between,
    /// `name "Gold"`: nothing between a property and a value.
    MissingOperator,
    /// `5 < size`: a value before the operator.
    ValueFirst,
    /// `1 < size < 5`, `size > 1 < 5`: two operators in one comparison.
    Chain,
    /// `enabled and size > 5`, `state == "a" or "b"`: a property or a value without the rest of a comparison.
    Alone,
    /// `contains(name, "x")`, `name.startsWith("x")`: a function is called.
    Call,
    /// `.name == "x"`, `$_.name == "x"`: something before a property's name that stands for the row.
    RowPrefix,
    /// `display-name == "x"`, `display name == "x"`: a name that is no word, without backticks.
    BareName,
    /// `disks[0].size > 5`: an element of an array, asked for by its place.
    ElementByPlace,
    /// `name == Gold plan`, `host == web-a`: a text that is no word, without quotes.
    BareText,
    /// `start > ago(7d)`, `start > datetime'2026-01-31'`: a value that is written otherwise.
    ForeignValue,
    /// `start > now-7d/d`, `start > -24h@h`: a moment that other languages round.
    RoundedMoment,
    /// `size > 5 GB`, `start > 2026-01-31 08:00`: a part of a value that does not touch it.
    PartedValue,
    /// `name == 'it''s'`: a quote within a text that is doubled.
    DoubledQuote,
    /// `state in "a", "b"`, `state == "a", "b"`, `state in @("a")`: a list that is written otherwise.
    ForeignList,
    /// `a == 1, b == 2`, `a == 1 & b == 2`, `a == 1 -and b == 2`: something else than a connective.
    ForeignConnective,
    /// `a == 1 and and b == 2`: the same connective twice.
    RepeatedConnective,
    /// `where a == 1`, `| where a == 1`: a keyword before a filter.
    ForeignKeyword,
    /// `a == 1 -- why`: a comment that does not begin with `#`.
    ForeignComment,
    /// `{"a": 1}`: JSON.
    Json,
    /// `{"property": "a", "operation": "equals", "value": 1}`: a filter as an API takes it.
    ApiFilter,
    /// `{"a": {"$gt": 1}}`: a filter of MongoDB.
    MongoFilter,
    /// `| where name contains "x"`: an operator of this language, which means something else in the language that the
    /// rest of the text shows.
    Homonym,
    /// `[a == 1 or b == 2]`: a group in brackets.
    BracketedGroup,
    /// `top 5`, `limit 10, 5`: a clause that is written otherwise.
    ForeignClause,
    /// `limit 5 state == "a"`: the filter behind a clause.
    MisplacedFilter,
    /// `sort by name descending`, `sort by -name`: a direction that is written otherwise.
    ForeignDirection,
}
