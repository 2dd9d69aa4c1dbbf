//! What keeps a query from being sent, and what is assumed when it is: a kind and a span each.

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;

use super::{Assumption, Dialect};

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
pub(crate) enum LowerErrorKind {
    /// The dialect has no way to say it.
    Unsupported {
        /// The dialect.
        dialect: Dialect,
        /// What it cannot say.
        what: UnsupportedFeature,
    },
    /// It is sent (a warning), though the vendor's documentation does not say what it does.
    Assumed {
        /// What is assumed.
        assumption: Assumption,
    },
    /// The endpoint answers with a window of time where nothing bounds a field from below, so a bound is sent that lifts it
    /// (a warning): `clientName == "a"`, where only the last 24 hours are answered.
    WindowLifted {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
        /// How far the window reaches, in words.
        reach: &'static str,
    },
    /// The endpoint wants an equality on a field, and no part of the filter's conjunction is one.
    FieldRequired {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
    },
    /// The endpoint takes no such parameter: `a == 1` where it takes no filter.
    NotTaken {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// `filter`, `sort`, `offset` or `limit`.
        parameter: &'static str,
    },
    /// The endpoint does not list the operator for the field.
    OperatorNotListed {
        /// The operator.
        operator: Operator,
        /// The field.
        path: Path,
        /// The operators that it lists.
        listed: Vec<Operator>,
    },
    /// The endpoint does not list the collation for the field.
    CollationNotListed {
        /// The collation.
        collation: Collation,
        /// The field.
        path: Path,
    },
    /// The endpoint cannot sort by the field.
    NotSortable {
        /// The field.
        path: Path,
    },
    /// A query checked against an endpoint of another dialect than the one it is split for.
    OtherDialect {
        /// What it was checked against, such as `ahv sessions`.
        checked: Box<str>,
        /// The endpoint that it is split for.
        asked: Box<str>,
    },
    /// `offset 20`, where pages are asked for by a cursor that the answer before gives.
    PagedByCursor {
        /// The endpoint's path.
        endpoint: Box<str>,
    },
    /// `limit 1000`: more than the endpoint answers at once.
    PageTooLarge {
        /// The most rows that it answers at once.
        largest: u64,
    },
    /// A list of hundreds of items (a warning): the server may refuse a URL that is so long.
    LongList {
        /// How many bytes of the URL it takes.
        bytes: usize,
    },
    /// `offset 3000000000`: more than the API's integers hold.
    CountTooLarge {
        /// The largest that they hold.
        largest: u64,
    },
}

impl LowerErrorKind {
    /// Whether it keeps the query from being sent; if not, it is a warning.
    pub(crate) fn is_error(&self) -> bool {
        !matches!(self, Self::Assumed { .. } | Self::WindowLifted { .. } | Self::LongList { .. })
    }

    /// Returns `true` if it is worth no more than advice: see [`Assumption::is_advice`].
    pub(crate) fn is_advice(&self) -> bool {
        matches!(self, Self::Assumed { assumption } if assumption.is_advice())
    }
}

/// What a dialect may have no way to say; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnsupportedFeature {
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
    /// ` `` == 1 `: an empty name, of which no API is known to take one.
    EmptyName(Path),
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
