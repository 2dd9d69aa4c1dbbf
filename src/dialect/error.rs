//! Errors and warnings of lowering: a kind and a span each. An error keeps a query from being sent; a warning names an
//! assumption that the request depends on, or another risk.

use std::fmt;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;

use super::assumption::Assumption;
use super::name::Dialect;
use super::parts::QueryPart;

/// An error or warning about a part of a query: the API does not support it, or only on an assumption.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LowerError {
    /// The kind.
    pub kind: LowerErrorKind,
    /// The place in the source, in bytes.
    pub span: Span,
}

impl LowerError {
    /// Returns the warning that the request depends on `assumption`.
    pub(crate) fn assumed(assumption: Assumption, span: Span) -> Self {
        Self { kind: LowerErrorKind::Assumed { assumption }, span }
    }

    /// Returns the assumption that it reports, or `None` if it reports a refusal or another warning.
    pub(crate) fn assumption(&self) -> Option<Assumption> {
        if let LowerErrorKind::Assumed { assumption } = self.kind { Some(assumption) } else { None }
    }
}

/// The kind of an error or warning of lowering; each with a text that causes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LowerErrorKind {
    /// The dialect does not support a feature of the query.
    Unsupported {
        /// The dialect.
        dialect: Dialect,
        /// The feature.
        what: UnsupportedFeature,
    },
    /// The request depends on undocumented behaviour (a warning).
    Assumed {
        /// The assumption.
        assumption: Assumption,
    },
    /// A bound on a field is added to the request (a warning), since the endpoint returns only a window of time without
    /// one: `clientName == "a"`, where only the last 24 hours are returned.
    WindowLifted {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
        /// The extent of the window, in words.
        reach: &'static str,
    },
    /// The endpoint requires an equality on a field, and no item of the filter's conjunction is one.
    FieldRequired {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The field.
        field: &'static str,
    },
    /// The endpoint does not support a part of the query: `a == 1`, where it takes no filter.
    PartNotSupported {
        /// The endpoint's path.
        endpoint: Box<str>,
        /// The part of the query.
        part: QueryPart,
    },
    /// The endpoint does not list the operator for the field.
    OperatorNotListed {
        /// The operator.
        operator: Operator,
        /// The field.
        path: Path,
        /// The listed operators.
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
    /// The query was checked against an endpoint of another dialect than the one that it is split for.
    OtherDialect {
        /// The origin of its schema, such as `ahv sessions`.
        checked: Box<str>,
        /// The endpoint that it is split for.
        split_for: Box<str>,
    },
    /// `offset 20`, where pages are requested by a cursor from the answer before.
    PagedByCursor {
        /// The endpoint's path.
        endpoint: Box<str>,
    },
    /// `limit 1000`: more rows than the endpoint returns at once.
    PageTooLarge {
        /// The largest number of rows that it returns at once.
        largest: u64,
    },
    /// The query has a list of hundreds of items (a warning): the server may refuse so long a URL.
    LongList {
        /// The number of bytes that it takes in the URL.
        bytes: usize,
    },
    /// `offset 3000000000`: more than the API's integers can represent.
    CountTooLarge {
        /// The largest integer.
        largest: u64,
    },
}

impl LowerErrorKind {
    /// Returns `true` if it keeps the query from being sent, and `false` if it is a warning.
    pub(crate) fn is_error(&self) -> bool {
        !matches!(self, Self::Assumed { .. } | Self::WindowLifted { .. } | Self::LongList { .. })
    }

    /// Returns `true` if it is no more than advice: see [`Assumption::is_advice`].
    pub(crate) fn is_advice(&self) -> bool {
        matches!(self, Self::Assumed { assumption } if assumption.is_advice())
    }
}

/// A connective of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LogicalConnective {
    /// `not`
    Not,
    /// `and`
    And,
    /// `or`
    Or,
    /// `xor`
    Xor,
}

/// The connective as the language spells it.
impl fmt::Display for LogicalConnective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Not => "not",
            Self::And => "and",
            Self::Or => "or",
            Self::Xor => "xor",
        })
    }
}

/// A feature of the language that a dialect may not support; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnsupportedFeature {
    /// `name startswith "x"`: an operator.
    Operator(Operator),
    /// `a in ()`: an empty list.
    EmptyList,
    /// `a == 1 and true`: a constant, or a group without items.
    Constant,
    /// `limit 0`.
    LimitZero,
    /// `` `a.b` == 1 ``: a name that contains the API's separator of names.
    DottedName(Path),
    /// ` `` == 1 `: an empty name, which no API is known to accept.
    EmptyName(Path),
    /// `a.b == 1`, where the API has no paths, only names.
    NestedPath(Path),
    /// `a == 1 or b == 2`: a connective, as the language spells it.
    Connective(LogicalConnective),
    /// `a == 1 and b == 2`, where the vendor lists the connective and does not document how it carries its operands.
    UndocumentedGroup(LogicalConnective),
    /// `name contains "*"`, where `*` matches any text.
    Wildcard,
    /// `sort by a, b`, where the API sorts by one key.
    SeveralKeys,
    /// `sort by size`, where the collection has no name for the key.
    Key(Path),
    /// `size > 5`, where the collection has no parameter for such a comparison.
    NoParameter {
        /// The operator.
        operator: Operator,
        /// The field.
        path: Path,
    },
    /// `policyUniqueId == "a"`, where the version of the API does not have the field.
    Version {
        /// The missing parameter, word or column.
        feature: Box<str>,
        /// The oldest version that has it.
        needs: &'static str,
        /// The version of the request.
        requested: &'static str,
    },
    /// `name contains "a" and name contains "b"`, where a parameter can be given only once.
    Twice {
        /// The parameter.
        parameter: &'static str,
    },
    /// `` `a b` == 1 ``: a name that is no identifier, where the API accepts only identifiers.
    NotAnIdentifier(Path),
    /// `a == null`, where the API has no null.
    Null,
    /// `tags contains 5`: an element of an array.
    Element,
    /// `a == "vm2" collate lexicographic`: a collation that the API does not have.
    Collation(Collation),
    /// `a < "b" collate ignorecase`: an order of text, where the API can only lower the case of both sides, which
    /// results in another order.
    CaselessOrder,
    /// `a == "ä" collate ignorecase`: non-ASCII text, whose case the API may lower differently.
    CaselessText,
    /// `keyword == "a*"`: a text that the API reads as a pattern, or as several values.
    Pattern(Box<str>),
    /// `type == NEW`: a word whose number, which the API requires, is not known.
    Uncoded(Box<str>),
}
