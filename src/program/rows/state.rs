//! The states of the byte grammar of JSON (RFC 8259). `value_scanner` has the transitions; the state at a byte that
//! cannot follow decides the message (`cause`).

/// A bracket that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Array,
    Object,
}

/// A state: the tokens that may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A value that is in no array and no object.
    Document,
    FirstElement,
    Element,
    /// The value of a member.
    Member,
    FirstKey,
    Key,
    Colon,
    /// A comma or the closing bracket.
    AfterValue,
    /// The rest of a string.
    Text(Role),
    /// The character after a backslash.
    Escape(Role),
    /// A digit of `\u`, of this many that are left.
    Hex(Role, u8),
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
    /// The rest of `true`, `false` or `null`.
    Literal(&'static [u8]),
    /// The byte after a number or word outside of arrays and objects, which has to end it.
    End,
    /// The end: no token may come, because the value has ended.
    Done,
}

/// The role of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Value,
}
