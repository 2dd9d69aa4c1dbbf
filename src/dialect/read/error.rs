//! What keeps a text from being read back, and what is odd about one that is read: a kind and a span each.

use super::lookalike::DetectedFormat;
use super::wanted::Expectation;
use crate::dialect::Dialect;
use crate::span::Span;

/// A part of a text that cannot be read back, or that was only read with a guess at what is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// What it is.
    pub kind: DecompileErrorKind,
    /// Where in the text given, in bytes.
    pub span: Span,
}

/// What is wrong or odd about a text that is read back; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DecompileErrorKind {
    /// Nothing, or nothing but blanks.
    Empty,
    /// A longer text than the limits allow.
    TextTooLong {
        /// How many bytes it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// More groups, `not`s and lists inside each other than the limits allow.
    TooDeep {
        /// How many there may be.
        limit: usize,
    },
    /// A list of more items than the limits allow.
    TooManyItems {
        /// How many there may be.
        limit: usize,
    },
    /// `name eq 'x'`, read as AHV's: it is of another language.
    OtherLanguage {
        /// The dialect it was read as.
        dialect: Dialect,
        /// What it looks like, where that can be told.
        looks_like: Option<DetectedFormat>,
    },
    /// `{"property" "a"}`: something else was wanted there.
    Unexpected {
        /// What was wanted.
        wanted: Expectation,
        /// What stands there instead; empty at the end of the text.
        found: Box<str>,
    },
    /// `[1, 2,]`: a comma behind the last of them.
    TrailingComma,
    /// `"abc`: a text that is not closed. The span is its quote.
    UnclosedText,
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
    /// `%2G`: no percent escape.
    BadPercentEscape {
        /// It as written.
        found: Box<str>,
    },
    /// `%FF`: bytes that are no text in UTF-8.
    NotUtf8,
    /// `{"property":"name","operation":"equals","value":"$($job.name)"}`: a value that is still to be filled in.
    Placeholder {
        /// It as written.
        found: Box<str>,
    },
    /// `{"propery":"name"}`: a key that has no place there. A warning where its value is null.
    UnknownKey {
        /// The key.
        key: Box<str>,
        /// The nearest known one.
        nearest: Option<&'static str>,
        /// Whether its value is null.
        is_null: bool,
    },
    /// `{"value":1,"value":2}`: a key that is there already.
    RepeatedKey {
        /// The key.
        key: Box<str>,
    },
    /// `{"property":"name","value":"x"}`: no operation.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// `["x"]`: an expression or a sort key that is no object.
    NotAnObject {
        /// What is wanted.
        what: &'static str,
        /// The kind that is there.
        found: &'static str,
    },
    /// `{"property":5}`: another kind of value than the key has.
    WrongKind {
        /// The key.
        key: &'static str,
        /// The kind that it has.
        wanted: &'static str,
        /// The kind that is there.
        found: &'static str,
    },
    /// `{"operation":"and","items":[…],"property":"a"}`: a comparison and a group at once.
    ComparisonAndGroup,
    /// `{"operation":"equal",…}`: a word that is none of those that the key takes.
    UnknownWord {
        /// The key.
        key: &'static str,
        /// The word.
        word: Box<str>,
        /// The nearest known one.
        nearest: Option<&'static str>,
    },
    /// `{"property":"a..b",…}`: a name without a character.
    EmptyName {
        /// The property as written.
        property: Box<str>,
    },
    /// `{"operation":"in","value":"x",…}`: the operation wants a list.
    ListWanted {
        /// The operation.
        operation: &'static str,
    },
    /// `{"operation":"equals","value":["x"],…}`: the operation wants one value.
    ListNotTaken {
        /// The operation.
        operation: &'static str,
    },
    /// `{"value":{"a":1},…}`, `{"value":[[1]],…}`: what no value of the language is.
    CompoundValue {
        /// Whether it is an object, and not an array in an array.
        is_object: bool,
    },
    /// `{"type":"PredicateExpression","operation":"In","value":"a, b",…}`: a list in one text, where blanks or nothing stand
    /// beside a comma.
    UnclearList {
        /// The text.
        found: Box<str>,
    },
    /// `typeFilter=Backup`, without an endpoint: a parameter that asks for another property in each collection.
    AmbiguousParameter {
        /// Its name.
        name: Box<str>,
    },
    /// `nameFilter=a*b`: a `*` that does not stand at an end.
    Wildcard {
        /// The text.
        found: Box<str>,
    },
    /// `name eq "a"`: a double quote, where OData text has single ones.
    DoubleQuote,
    /// `(state eq 'DONE'`: a group that is not closed. The span is its parenthesis.
    UnclosedGroup,
    /// `startTime ge 2026-1-31`, `jobId eq 5x`: neither a number nor a date with its zone.
    MalformedLiteral {
        /// It as written.
        found: Box<str>,
    },
    /// `copies/any(c:c/copyType eq 'BACKUP')`: what the text can say and no query can.
    Inexpressible {
        /// What it is.
        what: Inexpressible,
    },
    /// `state in (ABANDONED)`: a word without quotes, read as text (a warning).
    UnquotedWord {
        /// The word.
        word: Box<str>,
    },
    /// `{"offset":-1}`: no count of rows.
    WrongCount {
        /// `offset` or `limit`, as the API names it.
        name: &'static str,
        /// It as written.
        found: Box<str>,
    },
    /// `{"operation":"and","items":[…],"collation":"ordinal"}`: a key that decides nothing there (a warning).
    IdleKey {
        /// The key.
        key: &'static str,
    },
    /// Quotes that JSON does not have (a warning).
    Quotes {
        /// What was read as a quote.
        style: QuoteStyle,
    },
    /// `[…] and more` (a warning): what stands behind the JSON was left out.
    TrailingText,
    /// Encoded once more than a URL is (a warning).
    EncodedTwice,
    /// An expression that stands for itself where the API takes an array of them, or an array of one where it takes the
    /// expression itself (a warning).
    OtherShape {
        /// The dialect.
        dialect: Dialect,
        /// Whether it is an array.
        is_array: bool,
    },
    /// `?filter=…&filter=…`: a parameter that is there already.
    RepeatedParameter {
        /// Its name.
        name: Box<str>,
    },
    /// `?name eq 'a'`: no parameter, since it has no name.
    NoParameter {
        /// The name that is missing before it, where it looks like a filter.
        missing: Option<&'static str>,
    },
    /// `?Filter=…`, where the API says `filter`: a name in another case, or with blanks around it (a warning).
    ParameterName {
        /// The name.
        known: &'static str,
    },
    /// `#top`: what stands behind the `#` of a URL, which is never sent (a warning).
    Fragment,
    /// `?nameFilter=a+b`: a plus, which reaches a server as a blank (a warning).
    Plus {
        /// Whether it was read as a plus, since it stands before the offset of a time, and not as a blank.
        is_kept: bool,
    },
    /// `?limit=5&amp;offset=5`: a URL as HTML holds it (a warning).
    Entities,
    /// `?select=name`: a parameter that is known to be no part of a query (a warning).
    NotInQuery {
        /// Its name.
        name: Box<str>,
    },
    /// `?fliter=…`: a parameter that is not known (a warning).
    UnknownParameter {
        /// Its name.
        name: Box<str>,
        /// The dialect that does not have it.
        dialect: Dialect,
        /// The nearest known one.
        nearest: Option<&'static str>,
    },
    /// What the vendor's documentation leaves open, and the language does not (a warning).
    Assumed {
        /// What is assumed.
        meaning: ReadAssumption,
    },
}

impl DecompileErrorKind {
    /// Whether it keeps the text from being read; if not, it is a warning.
    pub(crate) fn is_error(&self) -> bool {
        match self {
            Self::UnknownKey { is_null, .. } => !is_null,
            Self::IdleKey { .. }
            | Self::UnquotedWord { .. }
            | Self::Quotes { .. }
            | Self::TrailingText
            | Self::EncodedTwice
            | Self::OtherShape { .. }
            | Self::ParameterName { .. }
            | Self::Fragment
            | Self::Plus { .. }
            | Self::Entities
            | Self::NotInQuery { .. }
            | Self::UnknownParameter { .. }
            | Self::Assumed { .. } => false,
            _ => true,
        }
    }
}

/// How quotes stand in a text that is nearly JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum QuoteStyle {
    /// `{'a':1}`
    Single,
    /// `{""a"":1}`, as in a PowerShell text between double quotes.
    Doubled,
    /// `{\"a\":1}`, as in JSON inside JSON.
    Backslashed,
    /// `"{\"a\":1}"`: a text that holds JSON.
    Around,
}

/// What OData can say and no query can; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inexpressible {
    /// `copies/any(c:c/copyType eq 'BACKUP')`: a condition on the elements of an array.
    Lambda,
    /// `jobId ne parentJobId`: a property compared with another.
    TwoProperties,
    /// `1 eq 1`, `contains('abc',name)`: no property where one is wanted.
    NoProperty,
    /// `length(name) gt 5`: another function than those of the language.
    Function(Box<str>),
    /// `status add 1 eq 5`: another operator than those of the language.
    Operator(Box<str>),
    /// `not status eq 0`: a `not` that binds before the comparison does.
    LooseNot,
    /// `tolower(name) lt 'm'`: the order of text whose case is changed.
    CaselessOrder,
    /// `tolower(name) eq 'zürich'`: text beyond ASCII whose case is changed.
    CaselessText,
    /// `tolower(name) eq 'ABC'`: text that is never found so.
    NeverEqual,
    /// `tolower(status) eq 0`: the case of what is no text.
    CaseOfOther,
}

/// What a filter is taken to mean where the vendor's documentation does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ReadAssumption {
    /// `[{…},{…}]`: that all of several expressions must hold.
    SeveralExpressions,
    /// `{"operation":"not","items":[{…},{…}]}`, or without items: that it negates their conjunction.
    NotOfSeveral,
    /// `orderColumn=Name`: that the order is ascending.
    Ascending,
    /// `{"operation":"and","items":[]}`: that it is true, and `or` and `exclusiveOr` without items false.
    NoItems,
}

impl ReadAssumption {
    /// What is assumed, as messages say it.
    pub(crate) const fn statement(self) -> &'static str {
        match self {
            Self::SeveralExpressions => "several expressions must all hold",
            Self::NotOfSeveral => "`not` of several items, or of none, negates that all of them hold",
            Self::Ascending => "the order is ascending where `orderAsc` is not given",
            Self::NoItems => "`and` without items is true, `or` and `exclusiveOr` are false",
        }
    }
}
