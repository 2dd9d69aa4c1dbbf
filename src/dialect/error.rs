//! What keeps a query from being sent, and what is assumed when it is: a kind and a span each.

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;

use super::Dialect;

/// A part of a query that an API cannot be asked, or can only be asked on an assumption.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LowerError {
    /// What it is.
    pub kind: LowerErrorKind,
    /// Where, in bytes.
    pub span: Span,
}

/// Why a part of a query is not sent as it is; each with a text that causes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LowerErrorKind {
    /// The dialect has no way to say it.
    #[non_exhaustive]
    Unsupported {
        /// The dialect.
        dialect: Dialect,
        /// What it cannot say.
        what: Unsendable,
    },
    /// It is sent (a warning), though the vendor's documentation does not say what it does.
    #[non_exhaustive]
    Assumed {
        /// What is assumed.
        assumption: Assumption,
    },
    /// The endpoint answers with a window of time where nothing bounds a field from below, so a bound is sent that lifts it
    /// (a warning): `clientName == "a"`, where only the last 24 hours are answered.
    #[non_exhaustive]
    WindowLifted {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
        /// How far the window reaches, in words.
        reach: &'static str,
    },
    /// The endpoint wants an equality on a field, and no part of the filter's conjunction is one.
    #[non_exhaustive]
    FieldRequired {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
    },
    /// The endpoint takes no such parameter: `a == 1` where it takes no filter.
    #[non_exhaustive]
    NotTaken {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// `filter`, `sort`, `offset` or `limit`.
        parameter: &'static str,
    },
    /// The endpoint does not list the operator for the field.
    #[non_exhaustive]
    OperatorNotListed {
        /// The operator.
        operator: Operator,
        /// The field.
        path: Path,
        /// The operators that it lists.
        listed: Vec<Operator>,
    },
    /// The endpoint does not list the collation for the field.
    #[non_exhaustive]
    CollationNotListed {
        /// The collation.
        collation: Collation,
        /// The field.
        path: Path,
    },
    /// The endpoint cannot sort by the field.
    #[non_exhaustive]
    NotSortable {
        /// The field.
        path: Path,
    },
    /// A query checked against an endpoint of another dialect than the one it is split for.
    #[non_exhaustive]
    OtherDialect {
        /// What it was checked against, such as `ahv sessions`.
        checked: Box<str>,
        /// The endpoint that it is split for.
        asked: Box<str>,
    },
    /// `offset 20`, where pages are asked for by a cursor that the answer before gives.
    #[non_exhaustive]
    PagedByCursor {
        /// The endpoint's path.
        endpoint: Box<str>,
    },
    /// `limit 1000`: more than the endpoint answers at once.
    #[non_exhaustive]
    PageTooLarge {
        /// The most rows that it answers at once.
        largest: u64,
    },
    /// A list of hundreds of items (a warning): the server may refuse a URL that is so long.
    #[non_exhaustive]
    LongList {
        /// How many bytes of the URL it takes.
        bytes: usize,
    },
    /// `offset 3000000000`: more than the API's integers hold.
    #[non_exhaustive]
    CountTooLarge {
        /// The largest that they hold.
        largest: u64,
    },
}

impl LowerErrorKind {
    /// Whether it keeps the query from being sent; if not, it is a warning.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::Assumed { .. } | Self::WindowLifted { .. } | Self::LongList { .. })
    }
}

/// What a dialect may have no way to say; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsendable {
    /// `name startswith "x"`: an operator.
    Operator(Operator),
    /// `a in ()`: a choice of nothing.
    EmptyList,
    /// `a == 1 and true`: a constant, or a group without items.
    Constant,
    /// `limit 0`.
    LimitZero,
    /// `` `a.b` == 1 ``: a name that holds what the API separates names by.
    DottedName(Path),
    /// `a.b == 1`, where the API knows names only.
    NestedPath(Path),
    /// `a == 1 or b == 2`: a connective, as the language spells it.
    Connective(&'static str),
    /// `name contains "*"`, where `*` stands for any text.
    Wildcard,
    /// `sort by a, b`, where the API sorts by one key.
    SeveralKeys,
    /// `sort by size`, where the collection has no word for the key.
    Key(Path),
    /// `size > 5`, where the collection has no parameter that asks so.
    NoParameter {
        /// The operator.
        operator: Operator,
        /// The field.
        path: Path,
    },
    /// `policyUniqueId == "a"`, where a version of the API is asked that does not have it.
    Version {
        /// What it does not have: a parameter, a word, a column.
        feature: Box<str>,
        /// The oldest version that has it.
        needs: &'static str,
        /// The version that is asked.
        asked: &'static str,
    },
    /// `name contains "a" and name contains "b"`, where a parameter can be given once.
    Twice {
        /// The parameter.
        parameter: &'static str,
    },
    /// `` `a b` == 1 ``: a name that is no identifier, where the API takes nothing else.
    OddName(Path),
    /// `a == null`, where there is no null.
    Null,
    /// `tags contains 5`: an element of an array.
    Element,
    /// `a == "vm2" collate lexicographic`: a collation that the API does not have.
    Collation(Collation),
    /// `a < "b" collate ignorecase`: an order of text, where the only help is to lower the case of both sides, which
    /// gives another order.
    CaselessOrder,
    /// `a == "ä" collate ignorecase`: text that is not ASCII, whose case the API may lower in another way.
    CaselessText,
    /// `keyword == "a*"`: a text that the API takes for a pattern, or for more values than itself.
    Pattern(Box<str>),
    /// `type == NEW`: a word whose number, which the API wants, is not known.
    Uncoded(Box<str>),
}

/// What is not documented but assumed to work; each with a text that causes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assumption {
    /// `a == null`: that null is a value.
    NullValue,
    /// `a.b.c == 1`: that paths may have more than two names.
    DeepPath,
    /// `tags subset of ("a")`: which way round subset and superset are, and what duplicates mean.
    SetOperator,
    /// `tags contains "a"`: that contains asks for an element of an array.
    ContainsElement,
    /// `a < "vm2" collate lexicographic`: how words and numbers are told apart.
    Lexicographic,
    /// `count == 5 collate ordinal`: that a collation is taken where no text is compared.
    CollationOfOther,
    /// `a == 1 xor b == 2`, where `exclusiveOr` is listed and nothing else is said of it: that it takes items.
    XorOfTwo,
    /// `a == 1 xor b == 2 xor c == 3`: that exclusiveOr of more than two means exactly one.
    XorOfMany,
    /// `_embedded.name == "a"`: that the request expands what the path leads into.
    Expanded,
    /// `a == "x" collate ordinal`, where the database decides: that it tells case apart.
    CaseSensitive,
    /// `name == "a"`, where no collation can be given and the vendor does not say which one holds: that it is the one
    /// that the profile names. Said once a request.
    OwnCollation,
    /// `name == "x"` on VBR's sessions, whose parameter matches any text of a row: that it asks for the name.
    AnyText,
    /// `created > 2026-01-01`, asked by a parameter `…After`: that the instant itself is not among the rows.
    Excluded,
    /// `type == "a"`, asked by a parameter `typeFilter`: that it asks for the property of that name.
    ParameterName,
    /// `size > 5`, where all values are sent as text and the type of the property is not known: that it is taken for the value.
    TextValue,
    /// `duration > 30m`: that lengths of time are written as ISO 8601.
    DurationForm,
    /// `start > 2026-01-31`, where the API writes dates with quotes in some places and without in others: without.
    DateForm,
    /// `name == "a" collate ignorecase`: that lowering the case of both sides finds the same.
    LoweredCase,
    /// `sort by state`, where the vendor does not say how enums are ordered: by their words.
    WordOrder,
    /// `not (a == 1)`, where `not` is part of the language and not listed for the endpoint.
    Negation,
    /// `clientName == "my client"`, where the vendor asks to encode blanks: that the URL's encoding is meant.
    EncodedOnce,
}

impl Assumption {
    /// What is assumed, as messages say it.
    pub const fn statement(self) -> &'static str {
        match self {
            Self::NullValue => "null is taken as a value and matches what is null or missing",
            Self::DeepPath => "a path of more than two names is taken",
            Self::SetOperator => {
                "`subset of` and `superset of` put the property first, ignore duplicates and hold of equal sets"
            }
            Self::ContainsElement => "`contains` on an array asks for an equal element",
            Self::Lexicographic => {
                "`lexicographic` compares runs of digits by value and other runs without regard to case"
            }
            Self::CollationOfOther => "a collation is taken where no text is compared",
            Self::XorOfTwo => "`xor` is taken with items, as `and` and `or` are",
            Self::Expanded => "the request also expands what `_embedded` holds",
            Self::CaseSensitive => "the database behind the API tells case apart",
            Self::XorOfMany => "`xor` of more than two items means exactly one of them",
            Self::AnyText => "the parameter, which matches any text of a row, asks for this property",
            Self::Excluded => "the instant itself is left out",
            Self::ParameterName => "the parameter asks for the property that has its name",
            Self::TextValue => "the text is taken for the value that it spells",
            Self::DurationForm => "durations are compared in ISO 8601 form",
            Self::DateForm => "dates are written without quotes",
            Self::OwnCollation => "the API's own way of comparing text is `ordinal`",
            Self::LoweredCase => "lowering the case of both sides finds what `ignorecase` finds",
            Self::WordOrder => "enums are sorted by their words",
            Self::Negation => "`not` is taken, although it is not among the operators listed",
            Self::EncodedOnce => "a blank or `%` in a name is encoded as everywhere in a URL, and not once more",
        }
    }
}
