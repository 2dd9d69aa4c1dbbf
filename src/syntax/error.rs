//! What can be wrong with a text before its meaning is asked for: a kind and a span each.

use super::ast::Ast;
use super::expected::Expected;
use super::token::Malformed;
use crate::span::Span;

/// How many faults of one text are told; what is beyond is only counted.
pub(crate) const MOST_FAULTS: usize = 100;

/// A fault in the syntax of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// Where, in bytes.
    pub span: Span,
    /// The replacement texts and the spans that they replace.
    pub edits: Vec<(Span, Box<str>)>,
    /// The condition on which the edits are what was meant.
    pub certainty: Certainty,
    /// Set where the last edit ends with a text that the foreign language compares case-sensitively, so that a schema
    /// with another default needs `collate ordinal` there.
    pub is_ordinal: bool,
}

/// The condition on which edits are sure to be what was meant. Others are only shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Certainty {
    #[default]
    Sure,
    Unsure(Doubt),
    /// Unless the schema has a single text at this path: `Tags -contains "gold"` compares whole elements.
    UnlessText(Span),
    /// Only if the schema has a type at this path of which no part can be meant: `state:Failed` of Lucene looks for a
    /// word in text.
    IfWhole(Span),
    /// Unless the schema has another type than text at this path: `isempty(owner)` is true of `""` as well.
    IfText(Span),
}

/// The reason for which edits are not sure.
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
    /// `a -or b -and c`, `a or b | where c`: joined in another order than here.
    Precedence,
    /// `.name | ascii_downcase == "web"`: goes on with the value before it.
    Pipe,
    /// `-not a -eq b`: negates the property and not the comparison.
    Negation,
    /// `path -eq "C:\temp"`: a backslash or `$` that other languages read otherwise.
    Escapes,
    /// `tolower(name) == "Web"`: never true as written.
    LetterCase,
    /// `name -clt "b"`: text in the order of a culture.
    Order,
    /// `| sort by start`: descending in KQL.
    Direction,
    /// `select top 5 …`, `Get-VM -Name web | where …`: chooses rows as well.
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

    /// The same, cured where `text` stands in the place of `span`, too.
    pub(super) fn cured(mut self, span: Span, text: impl Into<Box<str>>) -> Self {
        self.edits.push((span, text.into()));
        self
    }

    /// The same, with edits that are made only on this condition.
    pub(super) fn on(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }
}

/// All that is wrong with a text, and what of it could be read all the same.
#[derive(Debug)]
pub(crate) struct Recovered {
    /// With holes.
    pub ast: Ast,
    /// The first faults; at least one.
    pub faults: Vec<ParseError>,
    /// How many more there are.
    pub more: usize,
}

/// What is wrong with the syntax of a query; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// `a == `, `a 5`, `== 5`: something else was wanted there.
    Unexpected {
        /// What was wanted.
        expected: Expected,
        /// What stands there instead; empty at the end of the text.
        found: Box<str>,
    },
    /// `5x`, `"abc`: no token of the language.
    Malformed {
        /// Why not.
        malformed: Malformed,
        /// The text of it and of the tokens that touch it: `C:\Backups` is one fault.
        found: Box<str>,
        /// What was wanted there, where that is known.
        expected: Option<Expected>,
    },
    /// `size ge 5`, `start > ago(7d)`: not of the language, though it is clear what it means.
    ForeignSyntax(ForeignSyntax),
    /// `"\q"`: no escape of JSON.
    UnknownEscape {
        /// It as written.
        found: Box<str>,
    },
    /// `"\ud800"`: half a character.
    LoneSurrogate {
        /// It as written.
        found: Box<str>,
    },
    /// `(a == 1`: a group or list that is not closed. The span is its opening.
    Unclosed {
        /// The opening bracket.
        open: Box<str>,
    },
    /// `a == 1)`: a `)` that closes nothing.
    Unopened,
    /// `a == b.c`: a property where a value must stand.
    PropertyAsValue {
        /// It as written.
        found: Box<str>,
    },
    /// `null == 1`: a reserved word as a property's name.
    ReservedName {
        /// The word.
        found: Box<str>,
    },
    /// `limit 1 limit 2`: a clause that is there already.
    RepeatedClause {
        /// Its first word.
        clause: &'static str,
    },
    /// `limit 99999999999999999999`: more than 64 bits hold.
    CountTooLarge,
    /// `a == - 5`: a sign that does not touch its number.
    DetachedSign,
    /// More groups, `not`s and lists are open than the limits allow.
    TooDeep {
        /// How many may be open.
        limit: usize,
    },
    /// A longer text than the limits allow.
    TextTooLong {
        /// How many bytes it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A list of more items than the limits allow.
    TooManyItems {
        /// How many there may be.
        limit: usize,
    },
}

/// Syntax of another language, or nearly of this one, whose meaning is clear; each with a text that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ForeignSyntax {
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
    ElementByPlace,
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
