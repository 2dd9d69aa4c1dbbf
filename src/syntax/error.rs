//! What can be wrong with a text before its meaning is asked for: a kind and a span each.

mod slip;

use super::ast::Ast;
use super::expected::Expected;
use super::token::Malformed;
use crate::span::Span;

pub use slip::ForeignSyntax;

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
