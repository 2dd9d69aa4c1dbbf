//! The assumptions that a request may rest on: what each assumes, and which rows may be missing where it does not hold.
//! One table, so that a new assumption cannot be made without deciding whether a plan may depend on it.
//!
//! `lower` sends what rests on an assumption, with a diagnostic that names it. `split` keeps it local, unless no row can
//! be lost by it, or the caller has granted it ([`Assume`]).

use super::Assume;

/// Something that no vendor documents, and on which a request depends; each with a text that causes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assumption {
    /// `a == null`: that null is a value.
    NullValue,
    /// `a != 1`, `not (a < 5)`: that a comparison with a value is false where the property is null, and its negation
    /// true. In SQL both are unknown, and in some languages null is less than any text.
    NullComparison,
    /// `sort by finished`, where that may be null: that null comes first.
    NullOrder,
    /// `a == 5`, where the type of the property is not known: that it is the one of the value.
    UnknownType,
    /// `a contains "x"`, where the type of the property is not known: that it is text, and no array.
    UnknownText,
    /// `a > 2026-01-31`, where the type of the property is not known, and the value has no form in JSON but a text: that it
    /// is compared as a date, a duration or a UUID.
    SpelledValue,
    /// `state == "running"`, where the word is not among those known: that it is compared in this case.
    WordCase,
    /// `started > "2026-01-31"`, a value between quotes in another form than the API's: that it is read as it is here.
    QuotedForm,
    /// `started > 2026-01-31T08:00:00.5Z`, `ratio <= 0.1`: that the API keeps so many digits.
    EveryDigit,
    /// `name == "büro" collate ignorecase`: which letters beyond ASCII are equal but for case.
    CaselessLetters,
    /// `name < "b" collate ignorecase`: where `_` and its neighbours are sorted, between upper-case and lower-case
    /// letters.
    CaselessOrder,
    /// `sort by duration`: how values of a type are sorted of which no order is documented.
    TypeOrder,
    /// `sort by state`, where the vendor does not say how enums are ordered: by their words.
    WordOrder,
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
    /// `a == 1 xor b == 2`, where `exclusiveOr` is listed and nothing else is said of it: that it takes items.
    XorOfTwo,
    /// `a == 1 xor b == 2 xor c == 3`: that exclusiveOr of more than two means exactly one.
    XorOfMany,
    /// `_embedded.name == "a"`: that the request expands what the path leads into.
    Expanded,
    /// `a == "x" collate ordinal`, where the database decides: that it tells case apart.
    CaseSensitive,
    /// `name == "a"`, where no collation can be given and the vendor does not say which one holds: that it is the one
    /// that the profile names. Said once a request.
    OwnCollation,
    /// `name == "x"` on VBR's sessions, whose parameter matches any text of a row: that it asks for the name.
    AnyText,
    /// `created > 2026-01-01`, asked by a parameter `…After`: that the instant itself is not among the rows.
    Excluded,
    /// `name == "x" and state == Idle`, asked by two parameters: that both have to hold.
    Together,
    /// `type == "a"`, asked by a parameter `typeFilter`: that it asks for the property of that name.
    ParameterName,
    /// `size > 5`, where all values are sent as text and the type of the property is not known: that it is taken for the
    /// value.
    TextValue,
    /// `duration > 30m`: that lengths of time are written as ISO 8601.
    DurationForm,
    /// `started > 2026-01-31`, where rows count from 1970: that the request takes the number that rows hold.
    EpochNumber,
    /// `start > 2026-01-31`, where the API writes dates with quotes in some places and without in others: without.
    DateForm,
    /// `name == "a" collate ignorecase`: that lowering the case of both sides finds the same.
    LoweredCase,
    /// `not (a == 1)`, where `not` is part of the language and not listed for the endpoint.
    Negation,
    /// `clientName == "my client"`, where the vendor asks to encode blanks: that the URL's encoding is meant.
    EncodedOnce,
}

/// Which rows may be missing where an assumption does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// None: there may only be more.
    Nothing,
    /// None where the comparison holds of equal values: more values are taken to be equal.
    Unequal,
    /// None but of negations: more values are taken to match.
    Negated,
    /// Those where the property is null, as [`NullEffect`](super::undocumented::NullEffect) tells.
    Nulls,
    /// None, but they come in another order, in which equal keys stay equal.
    Order,
    /// Any.
    Anything,
}

impl Assumption {
    /// The text of the assumption, as messages print it.
    pub const fn statement(self) -> &'static str {
        self.decided().0
    }

    /// Returns `true` if a request that depends on it gets advice instead of a warning: what nearly every request
    /// depends on, or what the checker warns about already.
    pub const fn is_advice(self) -> bool {
        matches!(self.decided().2, Advice)
    }

    pub(super) const fn loss(self) -> Loss {
        self.decided().1
    }

    /// Returns what has to be granted for a plan to depend on it, or `None` where nothing helps.
    pub const fn granted_by(self) -> Option<Assume> {
        match self {
            Self::NullOrder => Some(Assume::NullsFirst),
            Self::NullComparison => Some(Assume::NullsMatchNegations),
            Self::NullValue => Some(Assume::NullValues),
            Self::OwnCollation | Self::CaseSensitive => Some(Assume::CaseSensitive),
            _ => None,
        }
    }

    /// All that is decided about it: the statement, the rows at stake, how loudly `lower` says it.
    const fn decided(self) -> (&'static str, Loss, Level) {
        match self {
            Self::NullValue => {
                ("null is taken as a value and matches what is null or missing", Loss::Anything, Warning)
            }
            Self::NullComparison => (
                "a comparison with a value is false where the property is null, and its negation true",
                Loss::Nulls,
                Advice,
            ),
            Self::NullOrder => ("null sorts before every value", Loss::Order, Advice),
            Self::UnknownType => ("the property is of the type that it is compared as", Loss::Negated, Advice),
            Self::UnknownText => ("the property is text", Loss::Anything, Advice),
            Self::SpelledValue => {
                ("a date, duration or UUID is compared as one, and not as text", Loss::Anything, Advice)
            }
            Self::WordCase => {
                ("a word that is not among those known is compared in its own case", Loss::Unequal, Advice)
            }
            Self::QuotedForm => ("a value between quotes is read as it is read here", Loss::Anything, Advice),
            Self::EveryDigit => ("the API compares all digits of the value", Loss::Anything, Advice),
            Self::CaselessLetters => {
                ("letters beyond ASCII are equal where their simple upper-case letters are", Loss::Unequal, Advice)
            }
            Self::CaselessOrder => ("`ignorecase` sorts by upper-case letters", Loss::Anything, Advice),
            Self::TypeOrder => ("values of this type are sorted as they are here", Loss::Anything, Advice),
            Self::WordOrder => ("enums are sorted by their words", Loss::Order, Warning),
            Self::DeepPath => ("a path of more than two names is taken", Loss::Anything, Warning),
            Self::SetOperator => (
                "`subset of` and `superset of` put the property first, ignore duplicates and hold of equal sets",
                Loss::Anything,
                Warning,
            ),
            Self::ContainsElement => ("`contains` on an array asks for an equal element", Loss::Anything, Warning),
            Self::Lexicographic => (
                "`lexicographic` compares runs of digits by value and other runs without regard to case",
                Loss::Anything,
                Warning,
            ),
            Self::CollationOfOther => ("a collation is taken where no text is compared", Loss::Anything, Warning),
            Self::XorOfTwo => ("`xor` is taken with items, as `and` and `or` are", Loss::Anything, Warning),
            Self::XorOfMany => ("`xor` of more than two items means exactly one of them", Loss::Anything, Warning),
            Self::Expanded => ("the request also expands what `_embedded` holds", Loss::Anything, Warning),
            Self::CaseSensitive => ("the database behind the API tells case apart", Loss::Unequal, Warning),
            Self::OwnCollation => ("the API's own way of comparing text is `ordinal`", Loss::Unequal, Warning),
            Self::AnyText => {
                ("the parameter, which matches any text of a row, asks for this property", Loss::Unequal, Warning)
            }
            Self::Excluded => ("the instant itself is left out", Loss::Nothing, Warning),
            Self::Together => ("all parameters of a request have to hold", Loss::Nothing, Advice),
            Self::ParameterName => ("the parameter asks for the property that has its name", Loss::Anything, Warning),
            Self::TextValue => ("the text is taken for the value that it spells", Loss::Anything, Warning),
            Self::DurationForm => ("durations are compared in ISO 8601 form", Loss::Anything, Warning),
            Self::EpochNumber => ("a moment is asked for by the number that rows hold", Loss::Anything, Warning),
            Self::DateForm => ("dates are written without quotes", Loss::Anything, Warning),
            Self::LoweredCase => {
                ("lowering the case of both sides finds what `ignorecase` finds", Loss::Unequal, Warning)
            }
            Self::Negation => {
                ("`not` is taken, although it is not among the operators listed", Loss::Anything, Warning)
            }
            Self::EncodedOnce => (
                "a blank or `%` in a name is encoded as everywhere in a URL, and not once more",
                Loss::Anything,
                Warning,
            ),
        }
    }
}

/// How loudly a request that rests on an assumption says so.
enum Level {
    Warning,
    Advice,
}
use Level::{Advice, Warning};
