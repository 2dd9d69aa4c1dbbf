//! What can be wrong with a query whose syntax is right, and what is only odd about it: a kind and a span each.

use std::sync::Arc;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::ty::{Enumeration, Type};

/// A fault in the meaning of a query, or something odd about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckError {
    /// What is wrong or odd.
    pub kind: CheckErrorKind,
    /// Where, in bytes.
    pub span: Span,
}

/// What is wrong or odd about the meaning of a query; each with a text that causes it on the fields `name` (text, never
/// null), `state` (an enum), `tags` (an array of text) and `count` (an integer).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CheckErrorKind {
    /// `nmae == "x"`: the schema has no such field.
    UnknownField {
        /// The path as written.
        path: Path,
        /// Where the schema comes from.
        origin: Box<str>,
        /// The nearest known paths, the most likely first.
        nearest: Vec<Box<str>>,
        /// What is known where it was looked for; said once for a query, and only where nothing is near.
        known: Vec<Box<str>>,
    },
    /// `priority == "x"` (a warning), where only some of the fields of rows are known.
    FieldNotKnown {
        /// The path as written.
        path: Path,
        /// Where the schema comes from.
        origin: Box<str>,
        /// The nearest known paths, the most likely first.
        nearest: Vec<Box<str>>,
    },
    /// `tags.first == "x"`: a path through an array.
    ThroughArray {
        /// The array.
        array: Path,
        /// The type of its elements.
        element: Type,
    },
    /// `count contains 5`: the type does not take the operator.
    OperatorNotTaken {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
        /// The field's type.
        ty: Type,
    },
    /// `name in "x"`: the operator wants a list.
    ListWanted {
        /// The operator.
        operator: Operator,
    },
    /// `name == ("x")`: the operator wants one value.
    ListNotTaken {
        /// The operator.
        operator: Operator,
    },
    /// `tags == "x"`: an array or object is compared with something other than null.
    NullOnly {
        /// The operator.
        operator: Operator,
        /// The field's type.
        ty: Type,
        /// The field.
        path: Path,
        /// A member of the object that could be compared.
        member: Option<Path>,
    },
    /// `name == 5`: the literal is of the wrong type.
    WrongLiteral {
        /// What the literal is.
        found: &'static str,
        /// The operator.
        operator: Operator,
        /// What is wanted; any where the operator alone decides.
        ty: Type,
        /// The literal's text, where quoting or unquoting it may be the cure.
        text: Option<Box<str>>,
    },
    /// `name == null`: the field is never null.
    NeverNull {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
    },
    /// `name == Gold`: a bare word on a field that is no enum.
    BareWord {
        /// The word.
        word: Box<str>,
        /// What is wanted.
        ty: Type,
        /// Whether it names a field.
        is_field: bool,
    },
    /// `count == 5.5`: no integer.
    NotAnInteger {
        /// The number.
        text: Box<str>,
    },
    /// `a > 2026-02-30`: no day of the calendar or no time of a day.
    NoSuchDate {
        /// The date.
        text: Box<str>,
    },
    /// `a > 99999999999999999999d`: longer than 2^64 seconds.
    DurationTooLong {
        /// The duration.
        text: Box<str>,
    },
    /// `count > 0.1KiB`, `count > 1e99PB`: not a whole number of bytes within 64 bits.
    ByteSize {
        /// The size.
        text: Box<str>,
    },
    /// `state == Flying`: a word that the enum does not list. A warning where the enum is open.
    UnknownWord {
        /// The word.
        word: Box<str>,
        /// The field.
        path: Path,
        /// The enum.
        enumeration: Arc<Enumeration>,
        /// The nearest of its words, equally near.
        nearest: Vec<Box<str>>,
    },
    /// `name == $name`, run without a value for it.
    UnboundParameter {
        /// The parameter's name.
        name: Box<str>,
    },
    /// `a > now`, run without a clock.
    UnboundMoment,
    /// `a > now - 9999999d`, bound: outside the years 1 to 9999.
    MomentOutOfRange,
    /// A parameter bound to an object, to an array where one value is wanted, to one value where a list is wanted, or
    /// to an array that is no list of scalars.
    ParameterShape {
        /// The parameter's name.
        name: Box<str>,
        /// What it is bound to.
        found: &'static str,
        /// Whether a list is wanted.
        list: bool,
    },
    /// A field that rows do not show in a known form, in a query that is to run locally.
    NotEvaluable {
        /// The field.
        path: Path,
    },
    /// `count > $least`, bound to what the field does not take, or to what is odd there.
    Bound {
        /// The parameter's name.
        name: Box<str>,
        /// What would be said of the same as a literal.
        kind: Box<CheckErrorKind>,
    },
    /// More items bound to a list than the limits allow.
    TooManyItems {
        /// How many there may be.
        limit: usize,
    },
    /// `state == finished` (a warning, where the comparison's collation tells case apart): spelled in another case.
    WordCase {
        /// The word.
        word: Box<str>,
        /// As the enum lists it.
        known: Box<str>,
    },
    /// `count == "5"` (a warning): quoted, though the field is no text.
    QuotedScalar {
        /// The text between the quotes.
        text: Box<str>,
        /// The field's type.
        ty: Type,
    },
    /// `enabled == $true` (a warning): a parameter that has the name of a constant, as PowerShell writes those.
    ConstantParameter {
        /// The parameter's name.
        name: Box<str>,
    },
    /// `count == 5 collate ignorecase` (a warning): a collation where no text is compared.
    IdleCollation {
        /// The collation.
        collation: Collation,
        /// The field's type.
        ty: Type,
    },
    /// A field that carries a note is used (a warning).
    FieldNote {
        /// The note.
        note: Box<str>,
    },
}

impl CheckErrorKind {
    /// Whether it keeps the query from being used; if not, it is a warning.
    pub(crate) fn is_error(&self) -> bool {
        match self {
            Self::Bound { kind, .. } => kind.is_error(),
            Self::UnknownWord { enumeration, .. } => !enumeration.open,
            Self::WordCase { .. }
            | Self::QuotedScalar { .. }
            | Self::ConstantParameter { .. }
            | Self::IdleCollation { .. }
            | Self::FieldNotKnown { .. }
            | Self::FieldNote { .. } => false,
            _ => true,
        }
    }
}
