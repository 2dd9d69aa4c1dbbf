//! Quotes that JSON does not have, as scripts and shells leave them in a text that is nearly JSON.

/// The form of quotes in a text that is nearly JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum QuoteStyle {
    /// `{'a':1}`
    Single,
    /// `{""a"":1}`, as in a double-quoted string of PowerShell.
    Doubled,
    /// `{\"a\":1}`, as in JSON inside JSON.
    Backslashed,
    /// `"{\"a\":1}"`: JSON inside a JSON string.
    Around,
}

impl QuoteStyle {
    /// Returns the style of the quotes in `text` by the first of them, or `None` if they are those of JSON.
    pub(super) fn detect(text: &str) -> Option<Self> {
        let first = text.find('"')?;
        let (before, rest) = text.split_at_checked(first)?;
        if before.ends_with('\\') {
            return Some(Self::Backslashed);
        }
        let after = rest.strip_prefix("\"\"")?.chars().next()?;
        (!after.is_whitespace() && !":,]}".contains(after)).then_some(Self::Doubled)
    }
}
