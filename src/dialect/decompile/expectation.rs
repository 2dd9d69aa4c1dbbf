//! The expectations of the grammars that read requests.

use std::fmt;

/// An expectation that the text at a place does not meet; each with such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expectation {
    /// A value of JSON: `{"a":}`.
    Value,
    /// A key between quotes: `{a:1}`.
    Key,
    /// The `:` after a key: `{"a" 1}`.
    Colon,
    /// A `,` or the end of an array: `[1 2]`.
    ArrayEnd,
    /// A `,` or the end of an object: `{"a":1 "b":2}`.
    ObjectEnd,
    /// The end of a text, on the same line.
    TextEnd,
    /// A comparison, a function that returns a boolean, or a group: `status eq 0 and`.
    Condition,
    /// An operator: `status 0`.
    Operator,
    /// A property or a value: `status eq`.
    Operand,
    /// `and`, `or` or the end: `status eq 0 state eq 'DONE'`.
    ConnectiveOrEnd,
    /// `and`, `or` or the end of a group: `(status eq 0 state eq 'DONE')`.
    ConnectiveOrGroupEnd,
    /// The `(` of a list: `state in 'A'`.
    ListStart,
    /// Text between single quotes: `contains(name,5)`.
    Text,
    /// The `,` between the arguments of a call: `contains(name)`.
    Comma,
    /// The `)` of a call: `contains(name,'a','b')`.
    CallEnd,
    /// A `,` or the end of a list: `state in ('A' 'B')`.
    ListEnd,
    /// `true` or `false`: `contains(name,'a') eq 1`.
    Truth,
    /// The name of a property to sort by: `sort=a b`.
    SortKey,
}

/// The phrase that messages put after "expected".
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "a JSON value",
            Self::Key => "a key between double quotes",
            Self::Colon => "`:`",
            Self::ArrayEnd => "`,` or `]`",
            Self::ObjectEnd => "`,` or `}`",
            Self::TextEnd => "the end of the text between quotes",
            Self::Condition => "a comparison, `not` or `(`",
            Self::Operator => "`eq`, `ne`, `lt`, `le`, `gt`, `ge` or `in`",
            Self::Operand => "a property or a value",
            Self::ConnectiveOrEnd => "`and`, `or` or the end",
            Self::ConnectiveOrGroupEnd => "`and`, `or` or `)`",
            Self::ListStart => "`(`",
            Self::Text => "text between single quotes",
            Self::Comma => "`,`",
            Self::CallEnd => "`)`",
            Self::ListEnd => "`,` or `)`",
            Self::Truth => "`true` or `false`",
            Self::SortKey => "a property to sort by, after an optional `-`",
        })
    }
}
