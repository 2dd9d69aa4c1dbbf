//! Conditions of OData that the language of this crate cannot express.

/// A condition of OData that no query can express; each with a text that causes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inexpressible {
    /// `copies/any(c:c/copyType eq 'BACKUP')`: a condition on the elements of an array.
    Lambda,
    /// `jobId ne parentJobId`: a property compared with another.
    TwoProperties,
    /// `1 eq 1`, `contains('abc',name)`: no property where one is required.
    NoProperty,
    /// `length(name) gt 5`: a function that the language does not have.
    Function(Box<str>),
    /// `status add 1 eq 5`: an operator that the language does not have.
    Operator(Box<str>),
    /// `not status eq 0`: a `not` that binds more tightly than the comparison.
    LooseNot,
    /// `tolower(name) lt 'm'`: an order of text whose case is changed.
    CaselessOrder,
    /// `tolower(name) eq 'zürich'`: non-ASCII text whose case is changed.
    CaselessText,
    /// `tolower(name) eq 'ABC'`: text that never matches.
    NeverEqual,
    /// `tolower(status) eq 0`: a change of case of a value that is not text.
    CaseOfOther,
}
