//! What keeps a query from being sent, and what is assumed when it is: a kind and a span each.

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
    /// The endpoint cannot sort by the field.
    #[non_exhaustive]
    NotSortable {
        /// The field.
        path: Path,
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
        !matches!(self, Self::Assumed { .. } | Self::LongList { .. })
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
    /// `a == 1 xor b == 2 xor c == 3`: that exclusiveOr of more than two means exactly one.
    XorOfMany,
    /// `duration > 30m`: that lengths of time are written as ISO 8601.
    DurationForm,
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
            Self::XorOfMany => "`xor` of more than two items means exactly one of them",
            Self::DurationForm => "durations are compared in ISO 8601 form",
        }
    }
}
