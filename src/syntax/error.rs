//! The errors of the syntax: a kind and a span each. No error has a message; [`crate::diagnostic`] writes those.

use super::ast::Ast;
use super::expected::Expected;
use super::token::Malformed;
use crate::span::Span;

/// The most errors of one text that are reported; further ones are only counted.
pub(crate) const MOST_FAULTS: usize = 100;

/// An error in the syntax of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError {
    pub kind: ParseErrorKind,
    /// In bytes.
    pub span: Span,
    /// The edits that cure the error: each a span and the text in its place.
    pub edits: Vec<(Span, Box<str>)>,
    /// The condition on which the edits are certainly what was meant.
    pub certainty: Certainty,
    /// `true` if the last edit ends with a text that the foreign language compares case-sensitively, so that a schema
    /// with another default needs `collate ordinal` there.
    pub is_ordinal: bool,
}

/// The condition on which edits are certainly what was meant. Uncertain ones are shown and not applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Certainty {
    #[default]
    Sure,
    Unsure(Doubt),
    /// Certain unless the schema has a type at this path that is no array: `Tags -contains "gold"` compares whole
    /// elements, and there `contains` would look for a part of a text.
    UnlessText(Span),
    /// Certain only if the schema has a type at this path that is compared as a whole: `state:Failed` of Lucene looks
    /// for a word in a text.
    IfWhole(Span),
    /// Certain unless the schema has another type than text at this path: `isempty(owner)` is true for null and for
    /// `""`, and only a text can be `""`.
    IfText(Span),
}

/// The reason for which edits are not certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// `name =~ "web"`: ignores case in KQL, a pattern elsewhere.
    Pattern,
    /// `name has "web"`: whole words of a text.
    Words,
    /// `Tags -contains "gold"`: whole elements.
    Elements,
    /// `a == 1, b == 2`: `or` in RSQL, `and` in prose.
    Comma,
    /// `a -or b -and c`, `a or b | where c`: the precedence of the connectives differs.
    Precedence,
    /// `.name | ascii_downcase == "web"`: a pipe that passes on a value.
    Pipe,
    /// `-not a -eq b`: negates the property instead of the comparison.
    Negation,
    /// `path -eq "C:\temp"`: a backslash or `$` with another meaning in other languages.
    Escapes,
    /// `tolower(name) == "Web"`: never true as written.
    LetterCase,
    /// `name -clt "b"`: the order of texts depends on a culture.
    Order,
    /// `| sort by start`: descending in KQL.
    Direction,
    /// `select top 5 …`, `Get-VM -Name web | where …`: the head restricts the rows as well.
    Head,
    /// `isempty(owner)`: null, or the empty text.
    Empty,
    /// `ratio > 1,500`: one and a half, or one thousand and a half.
    Thousands,
    /// `name matches "web"`: the whole text in some languages, a part of it in others.
    Whole,
    /// `name like "a!%" escape "!"` and others.
    Other,
}

impl ParseError {
    pub(super) fn new(kind: ParseErrorKind, span: Span) -> Self {
        Self { kind, span, edits: Vec::new(), certainty: Certainty::Sure, is_ordinal: false }
    }

    /// Adds the edit that replaces `span` by `text`.
    pub(super) fn cured(mut self, span: Span, text: impl Into<Box<str>>) -> Self {
        self.edits.push((span, text.into()));
        self
    }

    /// Sets the condition on which the edits are certain.
    pub(super) fn on(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }
}

/// The errors of a text, with the parts of it that could be parsed.
#[derive(Debug)]
pub(crate) struct Recovered {
    /// The tree, with holes.
    pub ast: Ast,
    /// The first errors, at least one.
    pub errors: Vec<ParseError>,
    /// The count of the others.
    pub more: usize,
}

/// The kind of an error in the syntax of a query; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ParseErrorKind {
    /// `a == `, `a 5`, `== 5`: the grammar expects something else there.
    Unexpected {
        /// The phrase that the grammar expects.
        expected: Expected,
        /// The token that is there instead; empty at the end of the text.
        found: Box<str>,
    },
    /// `5x`, `"abc`: characters that are no token.
    Malformed {
        /// The reason.
        malformed: Malformed,
        /// The text of the characters and of the tokens that touch them: `C:\Backups` is one error.
        found: Box<str>,
        /// The phrase that the grammar expects there, if that is known.
        expected: Option<Expected>,
    },
    /// `size ge 5`, `start > ago(7d)`: syntax of another language, whose meaning is clear.
    ForeignSyntax(ForeignSyntax),
    /// `"\q"`: an escape that JSON does not have.
    UnknownEscape {
        /// The escape as written.
        found: Box<str>,
    },
    /// `"\ud800"`: half of a surrogate pair.
    LoneSurrogate {
        /// The escape as written.
        found: Box<str>,
    },
    /// `(a == 1`: a group or list that is not closed. The span is its opening.
    Unclosed {
        /// The opening bracket.
        open: Box<str>,
    },
    /// `a == 1)`: a `)` that closes nothing.
    Unopened,
    /// `a == b.c`: a property in the place of a value.
    PropertyAsValue {
        /// The property as written.
        found: Box<str>,
    },
    /// `null == 1`: a reserved word as a property's name.
    ReservedName {
        /// The word.
        found: Box<str>,
    },
    /// `limit 1 limit 2`: the same clause twice.
    RepeatedClause {
        /// The first word of the clause.
        clause: &'static str,
    },
    /// `limit 99999999999999999999`: a count that exceeds 64 bits.
    CountTooLarge,
    /// `a == - 5`: a sign that does not touch its number.
    DetachedSign,
    /// More groups, `not`s and lists inside each other than the limits allow.
    TooDeep {
        /// The most that may be open.
        limit: usize,
    },
    /// A longer text than the limits allow.
    TextTooLong {
        /// The length of the text in bytes.
        length: usize,
        /// The most bytes that it may have.
        limit: usize,
    },
    /// A list of more items than the limits allow.
    TooManyItems {
        /// The most items that it may have.
        limit: usize,
    },
}

/// Syntax of another language, or nearly of this one, whose meaning is clear; each with a text that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum ForeignSyntax {
    /// `size ge 5`, `name === "x"`, `name contians "x"`: an operator with another spelling.
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
    /// `contains(name, "x")`, `name.startsWith("x")`: a function call.
    Call,
    /// `.name == "x"`, `$_.name == "x"`: a prefix of a property's name that denotes the row.
    RowPrefix,
    /// `display-name == "x"`, `display name == "x"`: a name that is not a word, without backticks.
    BareName,
    /// `disks[0].size > 5`: an element of an array by its index.
    ElementByIndex,
    /// `name == Gold plan`, `host == web-a`: a text that is not a word, without quotes.
    BareText,
    /// `start > ago(7d)`, `start > datetime'2026-01-31'`: a value in another notation.
    ForeignValue,
    /// `start > now-7d/d`, `start > -24h@h`: a time that other languages round.
    RoundedMoment,
    /// `size > 5 GB`, `start > 2026-01-31 08:00`: one value in several parts.
    PartedValue,
    /// `name == 'it''s'`: a doubled quote inside a text.
    DoubledQuote,
    /// `state in "a", "b"`, `state == "a", "b"`, `state in @("a")`: a list in another notation.
    ForeignList,
    /// `a == 1, b == 2`, `a == 1 & b == 2`, `a == 1 -and b == 2`: a connective of another language.
    ForeignConnective,
    /// `a == 1 and and b == 2`: the same connective twice.
    RepeatedConnective,
    /// `where a == 1`, `| where a == 1`: a keyword before a filter.
    ForeignKeyword,
    /// `a == 1 -- why`: a comment that does not start with `#`.
    ForeignComment,
    /// `{"a": 1}`: JSON.
    Json,
    /// `{"property": "a", "operation": "equals", "value": 1}`: a filter as an API takes it.
    ApiFilter,
    /// `{"a": {"$gt": 1}}`: a filter of MongoDB.
    MongoFilter,
    /// `| where name contains "x"`: an operator of this language that means something else in the language of the rest
    /// of the text.
    Homonym,
    /// `[a == 1 or b == 2]`: a group in brackets.
    BracketedGroup,
    /// `top 5`, `limit 10, 5`: a clause of another language.
    ForeignClause,
    /// `limit 5 state == "a"`: the filter after a clause.
    MisplacedFilter,
    /// `sort by name descending`, `sort by -name`: a sort direction in another notation.
    ForeignDirection,
}
