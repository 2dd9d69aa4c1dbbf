//! Parameters of a request that do not decide which rows are returned, nor in which order.

/// A parameter that is not part of a query, such as `select`, `expand` or `GroupBy`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherParameter {
    /// The name.
    pub name: Box<str>,
    /// The value, decoded.
    pub value: Box<str>,
}

/// Parameters of the APIs that choose the properties of rows, or the mark at which a page begins.
const KNOWN: &[&str] = &["select", "expand", "groupBy", "include", "meta", "fields", "fieldset", "page"];

/// Returns `true` if a parameter of this name is known not to be part of a query.
pub(super) fn is_known_other(name: &str) -> bool {
    // Of `fieldset[image]`, the first word.
    let first = name.split('[').next().unwrap_or(name);
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(first))
}
