//! Assumptions about the meaning of a request that is decompiled.

/// A meaning given to a request where the vendor's documentation leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ReadAssumption {
    /// `[{…},{…}]`: all of several expressions must hold.
    SeveralExpressions,
    /// `{"operation":"not","items":[{…},{…}]}`, or without items: it negates their conjunction.
    NotOfSeveral,
    /// `orderColumn=Name`: the order is ascending.
    Ascending,
    /// `{"operation":"and","items":[]}`: it is true; `or` and `exclusiveOr` without items are false.
    NoItems,
}

impl ReadAssumption {
    /// Returns the text of the assumption, as messages print it.
    pub(crate) const fn statement(self) -> &'static str {
        match self {
            Self::SeveralExpressions => "several expressions must all hold",
            Self::NotOfSeveral => "`not` of several items, or of none, negates that all of them hold",
            Self::Ascending => "the order is ascending if `orderAsc` is not given",
            Self::NoItems => "`and` without items is true, `or` and `exclusiveOr` are false",
        }
    }
}
