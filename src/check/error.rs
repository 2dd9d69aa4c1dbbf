//! Errors and warnings of the check: a kind and a span each.

use std::sync::Arc;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::span::Span;
use crate::ty::{Enumeration, Type};

/// An error in the meaning of a query, or a warning about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckError {
    /// The kind.
    pub kind: CheckErrorKind,
    /// The place in the source, in bytes.
    pub span: Span,
}

/// The kind of an error or warning of the check, each with a text that causes it on the fields `name` (text, never
/// null), `state` (an enum), `tags` (an array of text) and `count` (an integer).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CheckErrorKind {
    /// `nmae == "x"`: the schema has no such field.
    UnknownField {
        /// The path as written.
        path: Path,
        /// The name of the schema's origin.
        origin: Box<str>,
        /// The nearest known paths, the most likely first.
        nearest: Vec<Box<str>>,
        /// The known fields of the object that was searched; listed once for a query, and only if none is near.
        known: Vec<Box<str>>,
    },
    /// `priority == "x"` (a warning): not a known field, under a schema that knows only some of the fields.
    FieldNotKnown {
        /// The path as written.
        path: Path,
        /// The name of the schema's origin.
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
    /// `count contains 5`: the type does not accept the operator.
    OperatorNotTaken {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
        /// The field's type.
        ty: Type,
    },
    /// `name in "x"`: the operator needs a list.
    ListWanted {
        /// The operator.
        operator: Operator,
    },
    /// `name == ("x")`: the operator needs one value.
    ListNotTaken {
        /// The operator.
        operator: Operator,
    },
    /// `tags == "x"`: an array or object compared with a value other than null.
    NullOnly {
        /// The operator.
        operator: Operator,
        /// The field's type.
        ty: Type,
        /// The field.
        path: Path,
        /// A member of the object that can be compared.
        member: Option<Path>,
    },
    /// `name == 5`: the literal is of the wrong type.
    WrongLiteral {
        /// The noun of the literal.
        found: &'static str,
        /// The operator.
        operator: Operator,
        /// The expected type; [`Type::Any`] if only the operator excludes the literal.
        ty: Type,
        /// The literal's text, if adding or removing quotes may be the cure.
        text: Option<Box<str>>,
    },
    /// `name == null`: the field is never null.
    NeverNull {
        /// The field.
        path: Path,
        /// The operator.
        operator: Operator,
    },
    /// `name == Gold`: a bare word on a field that is not an enum.
    BareWord {
        /// The word.
        word: Box<str>,
        /// The expected type.
        ty: Type,
        /// `true` if the word is the name of a field.
        is_field: bool,
    },
    /// `count == 5.5`: not an integer.
    NotAnInteger {
        /// The number.
        text: Box<str>,
    },
    /// `a > 2026-02-30`: a date or time that does not exist.
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
    /// `state == Flying`: a word that the enum does not list. A warning if the enum is open.
    UnknownWord {
        /// The word.
        word: Box<str>,
        /// The field.
        path: Path,
        /// The enum.
        enumeration: Arc<Enumeration>,
        /// The nearest of its words, all at the same distance.
        nearest: Vec<Box<str>>,
    },
    /// `name == $name`, used without a value for it.
    UnboundParameter {
        /// The parameter's name.
        name: Box<str>,
    },
    /// `a > now`, used without a clock.
    UnboundRelativeTime,
    /// `a > now - 9999999d`, bound: outside the years 1 to 9999.
    DateTimeOutOfRange,
    /// A parameter bound to an object, to an array instead of one value, to one value instead of a list, or to an array
    /// that holds arrays or objects.
    ParameterShape {
        /// The parameter's name.
        name: Box<str>,
        /// The noun of the value that is bound to it.
        found: &'static str,
        /// `true` if a list is expected.
        list: bool,
    },
    /// A field that rows do not show in a known form, in a query that is run locally.
    NotEvaluable {
        /// The field.
        path: Path,
    },
    /// `count > $least`, bound to a value that as a literal would be an error or a warning.
    Bound {
        /// The parameter's name.
        name: Box<str>,
        /// The error or warning for the value as a literal.
        kind: Box<CheckErrorKind>,
    },
    /// More items bound to a list than the limits allow.
    TooManyItems {
        /// The most items allowed.
        limit: usize,
    },
    /// `state == finished` (a warning, if the comparison's collation is case-sensitive): spelled in another case.
    WordCase {
        /// The word.
        word: Box<str>,
        /// The spelling in the enum.
        known: Box<str>,
    },
    /// `count == "5"` (a warning): quoted, though the field is not text.
    QuotedScalar {
        /// The text between the quotes.
        text: Box<str>,
        /// The field's type.
        ty: Type,
    },
    /// `enabled == $true` (a warning): a parameter with the name of a constant, as PowerShell writes constants.
    ConstantParameter {
        /// The parameter's name.
        name: Box<str>,
    },
    /// `count == 5 collate ignorecase` (a warning): a collation on a comparison of other values than text.
    IdleCollation {
        /// The collation.
        collation: Collation,
        /// The field's type.
        ty: Type,
    },
    /// A field with a note (a warning).
    FieldNote {
        /// The note.
        note: Box<str>,
    },
}

impl CheckErrorKind {
    /// Returns `true` for an error, and `false` for a warning, with which the query can be used.
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
            Self::UnknownField { .. }
            | Self::ThroughArray { .. }
            | Self::OperatorNotTaken { .. }
            | Self::ListWanted { .. }
            | Self::ListNotTaken { .. }
            | Self::NullOnly { .. }
            | Self::WrongLiteral { .. }
            | Self::NeverNull { .. }
            | Self::BareWord { .. }
            | Self::NotAnInteger { .. }
            | Self::NoSuchDate { .. }
            | Self::DurationTooLong { .. }
            | Self::ByteSize { .. }
            | Self::UnboundParameter { .. }
            | Self::UnboundRelativeTime
            | Self::DateTimeOutOfRange
            | Self::ParameterShape { .. }
            | Self::NotEvaluable { .. }
            | Self::TooManyItems { .. } => true,
        }
    }
}
