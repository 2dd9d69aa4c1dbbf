//! Assumptions that a request may depend on, and the rows that may be missing if one does not hold. All decisions are
//! in one table, so that a new assumption cannot be added without deciding whether a plan may depend on it.
//!
//! `lower` sends what depends on an assumption, with a diagnostic that names it. `split` keeps it local, unless no row
//! can be lost by it ([`Loss`]) or the caller has granted it ([`Assume`]).

use super::Assume;
use super::null_effect::{NullEffect, Side};
use crate::operator::Operator;

/// An undocumented behaviour of an API on which a request depends. Each variant names a query that causes it, and what
/// is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assumption {
    /// `a == null`: null is a value.
    NullValue,
    /// `a != 1`, `not (a < 5)`: a comparison with a value is false where the property is null, and its negation true.
    /// In SQL both are unknown, and in some languages null is less than any text.
    NullComparison,
    /// `sort by finished`, where that may be null: null comes first.
    NullOrder,
    /// `a == 5`, where the type of the property is not known: it is the type of the value.
    UnknownType,
    /// `a contains "x"`, where the type of the property is not known: it is text, and no array.
    UnknownText,
    /// `a > 2026-01-31`, where the type of the property is not known, and JSON has no form of the value except text:
    /// the API compares it as a date, a duration or a UUID.
    SpelledValue,
    /// `state == "running"`, where the word is not among those known: it is compared in this case.
    WordCase,
    /// `started > "2026-01-31"`, a quoted value in another form than the API's: the API reads it as tamis does.
    QuotedForm,
    /// `started > 2026-01-31T08:00:00.5Z`, `ratio <= 0.1`: the API keeps so many digits.
    EveryDigit,
    /// `name == "büro" collate ignorecase`: non-ASCII letters are equal if they differ in case only.
    CaselessLetters,
    /// `name < "b" collate ignorecase`: `_` and its neighbours sort after the letters, which are compared in upper
    /// case.
    CaselessOrder,
    /// `sort by duration`: values of a type without a documented order are sorted as tamis sorts them.
    TypeOrder,
    /// `sort by state`, where the vendor does not document the order of enums: by their words.
    WordOrder,
    /// `a.b.c == 1`: paths may have more than two names.
    DeepPath,
    /// `a.b == 1`, where the vendor documents no paths: the names of a path are separated by dots.
    NestedPath,
    /// `a in (1, 2)`, where the vendor does not document the form of lists: it is a JSON array.
    ListForm,
    /// `tags subset of ("a")`: the property is the first operand of subset and superset, and duplicates are ignored.
    SetOperator,
    /// `tags contains "a"`: contains looks for an element of an array.
    ContainsElement,
    /// `a < "vm2" collate lexicographic`: words and numbers are separated as tamis separates them.
    Lexicographic,
    /// `count == 5 collate ordinal`: a collation is accepted where no text is compared.
    CollationOfOther,
    /// `a == 1 xor b == 2`, where the vendor lists `exclusiveOr` and says nothing else about it: it has items.
    XorOfTwo,
    /// `a == 1 xor b == 2 xor c == 3`: exclusiveOr of more than two means exactly one.
    XorOfMany,
    /// `_embedded.name == "a"`: the request expands the object that the path leads into.
    Expanded,
    /// `a == "x" collate ordinal`, where the database decides: it is case-sensitive.
    CaseSensitive,
    /// `a == "x" collate ignorecase`, sent as a flag that the vendor calls a boolean and shows as text: a JSON boolean
    /// is accepted.
    CaseFlag,
    /// `a == "x" collate ordinal`, sent as that flag, unset: the API compares code units.
    UnsetCaseFlag,
    /// `name == "a"`, where a request carries no collation and the vendor does not document the API's own: it is
    /// the one that the profile names. Reported once a request.
    OwnCollation,
    /// `name == "x"` on VBR's sessions, whose parameter matches any text of a row: it matches the name.
    AnyText,
    /// `created > 2026-01-01`, sent as a parameter `…After`: rows at the instant itself are excluded.
    Excluded,
    /// `name == "x" and state == Idle`, sent as two parameters: both must hold.
    Together,
    /// `type == "a"`, sent as a parameter `typeFilter`: it filters by the property of that name.
    ParameterName,
    /// `size > 5`, where all values are sent as text and the type of the property is not known: the text is read as the
    /// value.
    TextValue,
    /// `duration > 30m`: durations are written as ISO 8601.
    DurationForm,
    /// `started > 2026-01-31`, where rows count from 1970: the request takes the number that rows hold.
    EpochNumber,
    /// `start > 2026-01-31`, where the API writes dates with quotes in some places and without in others: without.
    DateForm,
    /// `name == "a" collate ignorecase`: lowering the case of both sides finds the same rows.
    LoweredCase,
    /// `not (a == 1)`, where `not` is part of the language and not listed for the endpoint: it is accepted.
    Negation,
    /// `clientName == "my client"`, where the vendor asks to encode blanks: the URL's encoding is meant.
    EncodedOnce,
}

/// The rows that may be missing if an assumption does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// None: the API can only return more rows.
    Nothing,
    /// Rows of every operator but those that hold for equal values: the API treats more values as equal.
    Unequal,
    /// Rows of negations: the API lets more values match.
    Negated,
    /// Rows in which the property is null, as far as [`NullEffect`] decides.
    Nulls,
    /// None, but rows come in another order, in which rows with equal keys stay in theirs.
    Order,
    /// Any row.
    Anything,
}

impl Loss {
    /// Returns `true` if a comparison by `operator` still approximates the query's on `side` when the assumption fails.
    pub(super) fn keeps_rows(self, operator: Operator, side: Side, null: NullEffect) -> bool {
        // On the under side, matching more values loses rows, unless the comparison is itself a negation.
        match (self, side) {
            (Self::Nothing, side) => side == Side::Over,
            (Self::Unequal, Side::Over) => operator.widens_with_equality(),
            (Self::Negated, Side::Over) => operator != Operator::NotEqual,
            (Self::Unequal | Self::Negated, Side::Under) => operator == Operator::NotEqual,
            (Self::Nulls, Side::Over | Side::Under) => null != NullEffect::Lost,
            (Self::Order | Self::Anything, Side::Over | Side::Under) => false,
        }
    }
}

impl Assumption {
    /// Returns the text of the assumption, as messages print it.
    pub const fn statement(self) -> &'static str {
        self.decision().statement
    }

    /// Returns `true` if a request that depends on it gets advice instead of a warning: nearly every request depends on
    /// it, or the checker warns about it already.
    pub const fn is_advice(self) -> bool {
        self.decision().is_advice
    }

    /// Returns the rows that may be missing if it does not hold.
    pub(crate) const fn loss(self) -> Loss {
        self.decision().loss
    }

    /// Returns the promise that lets a plan depend on it, or `None` if there is none.
    pub const fn granted_by(self) -> Option<Assume> {
        self.decision().granted_by
    }

    /// Returns all that is decided about it.
    const fn decision(self) -> Decision {
        match self {
            Self::NullValue => warning("null is taken as a value and matches what is null or missing", Loss::Anything)
                .granted_by(Assume::NullValues),
            Self::NullComparison => advice(
                "a comparison with a value is false where the property is null, and its negation true",
                Loss::Nulls,
            )
            .granted_by(Assume::NullsMatchNegations),
            Self::NullOrder => advice("null sorts before every value", Loss::Order).granted_by(Assume::NullsFirst),
            Self::UnknownType => advice("the property is of the type that it is compared as", Loss::Negated),
            Self::UnknownText => advice("the property is text", Loss::Anything),
            Self::SpelledValue => {
                advice("a date, duration or UUID is compared as one, and not as text", Loss::Anything)
            }
            Self::WordCase => advice("a word that is not among those known is compared in its own case", Loss::Unequal),
            Self::QuotedForm => advice("the API reads a quoted value as tamis does", Loss::Anything),
            Self::EveryDigit => advice("the API compares all digits of the value", Loss::Anything),
            Self::CaselessLetters => {
                advice("non-ASCII letters are equal if their simple upper-case letters are", Loss::Unequal)
            }
            Self::CaselessOrder => advice("`ignorecase` sorts by upper-case letters", Loss::Anything),
            Self::TypeOrder => advice("the API sorts values of this type as tamis does", Loss::Anything),
            Self::WordOrder => warning("enums are sorted by their words", Loss::Order),
            Self::DeepPath => warning("a path of more than two names is accepted", Loss::Anything),
            Self::NestedPath => warning("a path of several names is accepted, with dots between them", Loss::Anything),
            Self::ListForm => warning("a list of values is accepted as a JSON array", Loss::Anything),
            Self::SetOperator => warning(
                "`subset of` and `superset of` put the property first, ignore duplicates and hold of equal sets",
                Loss::Anything,
            ),
            Self::ContainsElement => warning("`contains` on an array looks for an equal element", Loss::Anything),
            Self::Lexicographic => warning(
                "`lexicographic` compares runs of digits by value and other runs without regard to case",
                Loss::Anything,
            ),
            Self::CollationOfOther => warning("a collation is accepted where no text is compared", Loss::Anything),
            Self::XorOfTwo => warning("`xor` takes items, as `and` and `or` do", Loss::Anything),
            Self::XorOfMany => warning("`xor` of more than two items means exactly one of them", Loss::Anything),
            Self::Expanded => warning("the request also expands what `_embedded` holds", Loss::Anything),
            Self::CaseSensitive => {
                warning("the database of the API is case-sensitive", Loss::Unequal).granted_by(Assume::CaseSensitive)
            }
            Self::CaseFlag => warning("`ignorecase` is accepted as a JSON boolean", Loss::Anything),
            Self::UnsetCaseFlag => {
                warning("text is compared as `ordinal` does if `ignorecase` is false, as a JSON boolean", Loss::Unequal)
            }
            Self::OwnCollation => {
                warning("the API compares text as `ordinal` does", Loss::Unequal).granted_by(Assume::CaseSensitive)
            }
            Self::AnyText => {
                warning("the parameter, which matches any text of a row, matches this property", Loss::Unequal)
            }
            Self::Excluded => warning("the instant itself is left out", Loss::Nothing),
            Self::Together => advice("all parameters of a request have to hold", Loss::Nothing),
            Self::ParameterName => warning("the parameter filters by the property of its name", Loss::Anything),
            Self::TextValue => warning("the API reads the text as the value that it spells", Loss::Anything),
            Self::DurationForm => warning("durations are compared in ISO 8601 form", Loss::Anything),
            Self::EpochNumber => warning("a date is sent as the number that rows hold", Loss::Anything),
            Self::DateForm => warning("dates are written without quotes", Loss::Anything),
            Self::LoweredCase => {
                warning("lowering the case of both sides finds what `ignorecase` finds", Loss::Unequal)
            }
            Self::Negation => {
                warning("`not` is accepted, although it is not among the operators listed", Loss::Anything)
            }
            Self::EncodedOnce => {
                warning("a blank or `%` in a name is encoded as everywhere in a URL, and not once more", Loss::Anything)
            }
        }
    }
}

/// A row of the table.
struct Decision {
    statement: &'static str,
    loss: Loss,
    /// `true` if `lower` reports advice instead of a warning.
    is_advice: bool,
    granted_by: Option<Assume>,
}

const fn warning(statement: &'static str, loss: Loss) -> Decision {
    Decision { statement, loss, is_advice: false, granted_by: None }
}

const fn advice(statement: &'static str, loss: Loss) -> Decision {
    Decision { is_advice: true, ..warning(statement, loss) }
}

impl Decision {
    const fn granted_by(self, promise: Assume) -> Self {
        Self { granted_by: Some(promise), ..self }
    }
}
