//! Errors and warnings of decompiling: a kind and a span each. An error keeps a text from being read back; a warning
//! names a guess at its meaning, or something unusual in it.

use super::detected_format::DetectedFormat;
use super::expectation::Expectation;
use super::inexpressible::Inexpressible;
use super::json_kind::{JsonKind, ObjectRole};
use super::pluses::PlusReading;
use super::quote_style::QuoteStyle;
use super::read_assumption::ReadAssumption;
use crate::dialect::name::Dialect;
use crate::span::Span;

/// An error or warning about a part of a text that is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecompileError {
    /// The kind.
    pub kind: DecompileErrorKind,
    /// The place in the input, in bytes.
    pub span: Span,
}

/// The kind of an error or warning of decompiling; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DecompileErrorKind {
    /// The text is empty or blank.
    Empty,
    /// The text is longer than the limits allow.
    TextTooLong {
        /// The number of its bytes.
        length: usize,
        /// The largest number allowed.
        limit: usize,
    },
    /// Groups, `not`s and lists are nested more deeply than the limits allow.
    TooDeep {
        /// The largest number allowed.
        limit: usize,
    },
    /// A list has more items than the limits allow.
    TooManyItems {
        /// The largest number allowed.
        limit: usize,
    },
    /// `name eq 'x'`, read as AHV's: the text is in another language.
    OtherLanguage {
        /// The dialect that it was read as.
        dialect: Dialect,
        /// The language that it appears to be in, if it is recognized.
        looks_like: Option<DetectedFormat>,
    },
    /// `{"property" "a"}`: something else is expected there.
    Unexpected {
        /// The expectation.
        wanted: Expectation,
        /// The text found instead; empty at the end of the input.
        found: Box<str>,
    },
    /// `[1, 2,]`: a comma after the last item or member.
    TrailingComma,
    /// `"abc`: a string that is not closed. The span is its opening quote.
    UnclosedText,
    /// `"\q"`: an escape that JSON does not have.
    UnknownEscape {
        /// The text as written.
        found: Box<str>,
    },
    /// `"\ud800"`: half of a surrogate pair.
    LoneSurrogate {
        /// The text as written.
        found: Box<str>,
    },
    /// `%2G`: an invalid percent escape.
    BadPercentEscape {
        /// The text as written.
        found: Box<str>,
    },
    /// `%FF`: bytes that are not valid UTF-8.
    NotUtf8,
    /// `{"property":"name","operation":"equals","value":"$($job.name)"}`: a placeholder in place of a value.
    Placeholder {
        /// The text as written.
        found: Box<str>,
    },
    /// `{"propery":"name"}`: an unknown key. A warning if its value is null.
    UnknownKey {
        /// The key.
        key: Box<str>,
        /// The nearest known one.
        nearest: Option<&'static str>,
        /// `true` if its value is null.
        is_null: bool,
    },
    /// `{"value":1,"value":2}`: a key for the second time.
    RepeatedKey {
        /// The key.
        key: Box<str>,
    },
    /// `{"property":"name","value":"x"}`: a required key is missing, here the operation.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// `["x"]`: an expression or a sort key that is not an object.
    NotAnObject {
        /// The expected object.
        what: ObjectRole,
        /// The kind found.
        found: JsonKind,
    },
    /// `{"property":5}`: a value of the wrong kind for its key.
    WrongKind {
        /// The key.
        key: &'static str,
        /// The expected kind.
        wanted: JsonKind,
        /// The kind found.
        found: JsonKind,
    },
    /// `{"operation":"and","items":[…],"property":"a"}`: a comparison and a group at once.
    ComparisonAndGroup,
    /// `{"operation":"equal",…}`: a word that its key does not accept.
    UnknownWord {
        /// The key.
        key: &'static str,
        /// The word.
        word: Box<str>,
        /// The nearest known one.
        nearest: Option<&'static str>,
    },
    /// `{"operator":"and",…}`: a connective whose operands have no documented form.
    UndocumentedGroup {
        /// The connective.
        operation: &'static str,
    },
    /// `{"property":"a..b",…}`: an empty name.
    EmptyName {
        /// The property as written.
        property: Box<str>,
    },
    /// `{"operation":"in","value":"x",…}`: the operation requires a list.
    ListWanted {
        /// The operation.
        operation: &'static str,
    },
    /// `{"operation":"equals","value":["x"],…}`: the operation requires a single value.
    ListNotTaken {
        /// The operation.
        operation: &'static str,
    },
    /// `{"value":{"a":1},…}`, `{"value":[[1]],…}`: an object or a nested array, which the language has no value for.
    CompoundValue {
        /// `true` if it is an object, and `false` if it is an array in an array.
        is_object: bool,
    },
    /// `{"type":"PredicateExpression","operation":"In","value":"a, b",…}`: a list in one text, with blanks or
    /// nothing next to a comma.
    UnclearList {
        /// The text.
        found: Box<str>,
    },
    /// `typeFilter=Backup`, without an endpoint: a parameter that filters by another property in each collection.
    AmbiguousParameter {
        /// The name of the parameter.
        name: Box<str>,
    },
    /// `nameFilter=a*b`: a `*` inside the text instead of at an end.
    Wildcard {
        /// The text.
        found: Box<str>,
    },
    /// `name eq "a"`: a double quote, where OData requires single ones.
    DoubleQuote,
    /// `(state eq 'DONE'`: a group that is not closed. The span is its opening parenthesis.
    UnclosedGroup,
    /// `startTime ge 2026-1-31`, `jobId eq 5x`: neither a number nor a date with a zone.
    MalformedLiteral {
        /// The text as written.
        found: Box<str>,
    },
    /// `copies/any(c:c/copyType eq 'BACKUP')`: a condition that no query can express.
    Inexpressible {
        /// The condition.
        what: Inexpressible,
    },
    /// `state in (ABANDONED)`: an unquoted word, read as text (a warning).
    UnquotedWord {
        /// The word.
        word: Box<str>,
    },
    /// `{"offset":-1}`: not a number of rows.
    WrongCount {
        /// `offset` or `limit`, as the API calls it.
        name: &'static str,
        /// The text as written.
        found: Box<str>,
    },
    /// `{"operation":"and","items":[…],"collation":"ordinal"}`: a key without effect there (a warning).
    IdleKey {
        /// The key.
        key: &'static str,
    },
    /// Quotes that JSON does not have (a warning).
    Quotes {
        /// The form that was read as a quote.
        style: QuoteStyle,
    },
    /// `[…] and more` (a warning): the text after the JSON was ignored.
    TrailingText,
    /// The text is encoded once more than a URL is (a warning).
    EncodedTwice,
    /// A single expression where the API takes an array of them, or an array of one where it takes the expression
    /// itself (a warning).
    OtherShape {
        /// The dialect.
        dialect: Dialect,
        /// `true` if it is an array.
        is_array: bool,
    },
    /// `?filter=…&filter=…`: a parameter for the second time.
    RepeatedParameter {
        /// The name of the parameter.
        name: Box<str>,
    },
    /// `?name eq 'a'`: a part of a query string without a name.
    NoParameter {
        /// The missing name, if the part appears to be a filter.
        missing: Option<&'static str>,
    },
    /// `?Filter=…`, where the API has `filter`: a name in another case, or with blanks around it (a warning).
    ParameterName {
        /// The name.
        known: &'static str,
    },
    /// `#top`: the fragment of a URL, which is never sent (a warning).
    Fragment,
    /// `?nameFilter=a+b`: a plus, which a server decodes as a blank (a warning).
    Plus {
        /// The character that it was read as.
        reading: PlusReading,
    },
    /// `?limit=5&amp;offset=5`: a URL with HTML entities (a warning).
    Entities,
    /// `?select=name`: a known parameter that is not part of a query (a warning).
    NotInQuery {
        /// The name of the parameter.
        name: Box<str>,
    },
    /// `?fliter=…`: an unknown parameter (a warning).
    UnknownParameter {
        /// The name of the parameter.
        name: Box<str>,
        /// The dialect that does not have it.
        dialect: Dialect,
        /// The nearest known one.
        nearest: Option<&'static str>,
    },
    /// The vendor's documentation leaves the meaning open, and the language does not (a warning).
    Assumed {
        /// The assumption.
        meaning: ReadAssumption,
    },
}

impl DecompileErrorKind {
    /// Returns `true` if it keeps the text from being read, and `false` if it is a warning.
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
            Self::Empty
            | Self::TextTooLong { .. }
            | Self::TooDeep { .. }
            | Self::TooManyItems { .. }
            | Self::OtherLanguage { .. }
            | Self::Unexpected { .. }
            | Self::TrailingComma
            | Self::UnclosedText
            | Self::UnknownEscape { .. }
            | Self::LoneSurrogate { .. }
            | Self::BadPercentEscape { .. }
            | Self::NotUtf8
            | Self::Placeholder { .. }
            | Self::RepeatedKey { .. }
            | Self::MissingKey { .. }
            | Self::NotAnObject { .. }
            | Self::WrongKind { .. }
            | Self::ComparisonAndGroup
            | Self::UnknownWord { .. }
            | Self::UndocumentedGroup { .. }
            | Self::EmptyName { .. }
            | Self::ListWanted { .. }
            | Self::ListNotTaken { .. }
            | Self::CompoundValue { .. }
            | Self::UnclearList { .. }
            | Self::AmbiguousParameter { .. }
            | Self::Wildcard { .. }
            | Self::DoubleQuote
            | Self::UnclosedGroup
            | Self::MalformedLiteral { .. }
            | Self::Inexpressible { .. }
            | Self::WrongCount { .. }
            | Self::RepeatedParameter { .. }
            | Self::NoParameter { .. } => true,
        }
    }
}
