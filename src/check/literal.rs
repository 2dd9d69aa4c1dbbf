//! The table of literals and types: the value that a literal has on a field. One table serves the literals of a query
//! and the values bound to its parameters.

mod value;

use std::sync::Arc;

use super::error::CheckErrorKind;
use crate::collation::Collation;
use crate::filter::TermKind;
use crate::operator::{Family, Operator};
use crate::path::is_constant;
use crate::schema::Field;
use crate::shared_str::SharedStr;
use crate::ty::{Enumeration, EpochUnit, Type};
use crate::value::{DateTime, Duration, Number, Uuid, Value, date_form, epoch, is_json_number};
pub(super) use value::LiteralValue;

/// The literals that a comparison accepts.
pub(super) struct ExpectedLiteral<'f> {
    field: &'f Field,
    operator: Operator,
    /// The type of one value: the element type if the operator compares the elements of an array.
    ty: &'f Type,
    /// The collation by which words of an enum are compared.
    collation: Collation,
}

/// The term for a literal on a field, with a warning about it.
pub(super) struct Typed {
    pub(super) kind: TermKind,
    /// Boxed, as the error is, to keep the result small: there is hardly ever one.
    pub(super) warning: Option<Box<CheckErrorKind>>,
}

type TypedResult = Result<Typed, Box<CheckErrorKind>>;

impl Typed {
    fn value(value: Value) -> Self {
        TermKind::Known { value, quoted: None }.into()
    }
}

impl From<TermKind> for Typed {
    fn from(kind: TermKind) -> Self {
        Self { kind, warning: None }
    }
}

impl<'f> ExpectedLiteral<'f> {
    pub(super) fn new(field: &'f Field, operator: Operator, collation: Collation) -> Self {
        let ty = if let Type::Array(element) = field.ty()
            && operator.family().looks_into_arrays()
        {
            element
        } else {
            field.ty()
        };
        Self { field, operator, ty, collation }
    }

    pub(super) fn operator(&self) -> Operator {
        self.operator
    }

    /// Returns `true` if the operator accepts text alone.
    fn is_text_only(&self) -> bool {
        self.operator.family() == Family::Text
    }

    /// Returns the term for `literal` in the comparison.
    ///
    /// # Errors
    /// If the field or the operator does not accept it.
    pub(super) fn typed(&self, literal: LiteralValue<'_>) -> TypedResult {
        let known = |value: Value| Ok(Typed::value(value));
        let accepts_all = !self.is_text_only();
        match (literal, self.ty) {
            (LiteralValue::Parameter(name), _) => {
                Ok(Typed { kind: TermKind::Parameter(name.into()), warning: constant_warning(name) })
            }
            (LiteralValue::Null, _) => null(self),
            (_, Type::Array(_) | Type::Object) => {
                let (ty, path) = (self.ty.clone(), self.field.path().clone());
                Err(CheckErrorKind::NullOnly { operator: self.operator, ty, path, member: None }.into())
            }
            (LiteralValue::Text(text) | LiteralValue::Word(text), Type::Enum(words)) => {
                let warning = check_word(&text, words, self)?;
                Ok(Typed { kind: TermKind::Known { value: Value::Text(text), quoted: None }, warning })
            }
            (LiteralValue::Number(text), Type::Enum(_)) => {
                let word = Number::read(text.clone()).and_then(|number| self.field.word_of(&number));
                word.map_or_else(
                    || Err(self.wrong(&LiteralValue::Number(text))),
                    |word| known(Value::Text(word.into())),
                )
            }
            (
                LiteralValue::Word(word),
                ty @ (Type::Text
                | Type::Integer
                | Type::Number
                | Type::Boolean
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Uuid
                | Type::Any),
            ) => Err(CheckErrorKind::BareWord { word: (*word).into(), ty: ty.clone(), is_field: false }.into()),
            (LiteralValue::Text(text), Type::Text | Type::Any) => known(Value::Text(text)),
            (
                LiteralValue::Text(text),
                Type::Integer
                | Type::Number
                | Type::Boolean
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Uuid,
            ) => quoted(text, self),
            (LiteralValue::Boolean(boolean), Type::Boolean) => known(Value::Boolean(boolean)),
            (LiteralValue::Boolean(boolean), Type::Any) if accepts_all && !self.operator.is_order() => {
                known(Value::Boolean(boolean))
            }
            (LiteralValue::Number(text), Type::Integer | Type::Number) => known(Value::Number(number(text, self)?)),
            (LiteralValue::Number(text), Type::Any) if accepts_all => known(Value::Number(number(text, self)?)),
            (LiteralValue::Number(text), Type::Epoch(unit)) => epoch(text, *unit, self),
            (LiteralValue::Duration(length), Type::Duration) => known(Value::Duration(length)),
            (LiteralValue::Duration(length), Type::Any) if accepts_all => known(Value::Duration(length)),
            (LiteralValue::Date(instant), Type::DateTime | Type::Epoch(_)) => known(Value::DateTime(instant)),
            (LiteralValue::Date(instant), Type::Any) if accepts_all => known(Value::DateTime(instant)),
            (LiteralValue::RelativeTime(time), Type::DateTime | Type::Epoch(_)) => {
                Ok(TermKind::RelativeTime(time).into())
            }
            (LiteralValue::RelativeTime(time), Type::Any) if accepts_all => Ok(TermKind::RelativeTime(time).into()),
            (
                other @ (LiteralValue::Boolean(_)
                | LiteralValue::Number(_)
                | LiteralValue::Duration(_)
                | LiteralValue::Date(_)
                | LiteralValue::RelativeTime(_)),
                Type::Text
                | Type::Enum(_)
                | Type::Integer
                | Type::Number
                | Type::Boolean
                | Type::DateTime
                | Type::Epoch(_)
                | Type::Duration
                | Type::Uuid
                | Type::Any,
            ) => Err(self.wrong(&other)),
        }
    }

    /// Returns the error of a literal of the wrong type.
    #[cold]
    fn wrong(&self, literal: &LiteralValue<'_>) -> Box<CheckErrorKind> {
        let (found, operator, ty) = (literal.noun(), self.operator, self.ty.clone());
        Box::new(CheckErrorKind::WrongLiteral { found, operator, ty, text: literal.text().map(Box::from) })
    }
}

/// Returns the term for quoted text on a field of another type: the text must read as a value of the type, and is kept,
/// as requests send it unchanged.
fn quoted(text: SharedStr, expected: &ExpectedLiteral<'_>) -> TypedResult {
    let is_number = is_json_number(&text);
    let value = match expected.ty {
        Type::Epoch(unit) if is_number => {
            Some(Value::DateTime(epoch::read(&text, *unit).ok_or(CheckErrorKind::DateTimeOutOfRange)?))
        }
        Type::DateTime | Type::Epoch(_) => match DateTime::read(&text) {
            None if has_date_form(&text) && date_form(&text).is_none() => {
                return Err(CheckErrorKind::NoSuchDate { text: (*text).into() }.into());
            }
            instant => instant.map(Value::DateTime),
        },
        Type::Duration => Duration::read(&text).map(Value::Duration),
        Type::Uuid => Uuid::read(&text).map(Value::Uuid),
        Type::Boolean => text.parse().ok().map(Value::Boolean),
        Type::Integer | Type::Number if !is_number => None,
        Type::Integer | Type::Number => Some(Value::Number(number(text.clone(), expected)?)),
        Type::Text | Type::Enum(_) | Type::Array(_) | Type::Object | Type::Any => None,
    };
    let Some(value) = value else { return Err(expected.wrong(&LiteralValue::Text(text))) };
    let is_scalar = match expected.ty {
        Type::Epoch(_) => is_number,
        Type::Boolean | Type::Integer | Type::Number => true,
        Type::Text
        | Type::Enum(_)
        | Type::DateTime
        | Type::Duration
        | Type::Uuid
        | Type::Array(_)
        | Type::Object
        | Type::Any => false,
    };
    let warning =
        is_scalar.then(|| CheckErrorKind::QuotedScalar { text: (*text).into(), ty: expected.ty.clone() }.into());
    Ok(Typed { kind: TermKind::Known { value, quoted: Some(text) }, warning })
}

/// Returns the term for a number on a field whose rows count time in `unit`.
fn epoch(text: SharedStr, unit: EpochUnit, expected: &ExpectedLiteral<'_>) -> TypedResult {
    if !is_json_number(&text) {
        return Err(expected.wrong(&LiteralValue::Number(text)));
    }
    match epoch::read(&text, unit) {
        Some(instant) => Ok(Typed::value(Value::DateTime(instant))),
        None => Err(CheckErrorKind::DateTimeOutOfRange.into()),
    }
}

/// Returns a warning if a parameter has the name of a constant, such as `$true`.
fn constant_warning(name: &str) -> Option<Box<CheckErrorKind>> {
    is_constant(name).then(|| CheckErrorKind::ConstantParameter { name: name.into() }.into())
}

/// Returns the term for null, if the operator and the field accept it.
fn null(expected: &ExpectedLiteral<'_>) -> TypedResult {
    let known = Ok(Typed::value(Value::Null));
    let wrong = || Err(expected.wrong(&LiteralValue::Null));
    match expected.operator.family() {
        Family::Equality if expected.field.is_nullable() => known,
        Family::Equality => {
            let path = expected.field.path().clone();
            Err(CheckErrorKind::NeverNull { path, operator: expected.operator }.into())
        }
        Family::Set => known,
        Family::Containment if *expected.field.ty() == Type::Text => wrong(),
        Family::Containment => known,
        Family::Order | Family::Text => wrong(),
    }
}

/// Returns `true` if `text` starts with digits and hyphens like a date.
fn has_date_form(text: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() >= 10 && text.bytes().take(10).enumerate().all(fits)
}

/// Returns the number that `text` is, with its byte unit applied.
fn number(text: SharedStr, expected: &ExpectedLiteral<'_>) -> Result<Number, Box<CheckErrorKind>> {
    let read = if text.ends_with('B') {
        Number::read_bytes(text.clone()).map_err(|_| Box::new(CheckErrorKind::ByteSize { text: (*text).into() }))?
    } else {
        // This never fails: the tokenizer and the test for quoted numbers accept nothing else.
        Number::read(text.clone()).ok_or_else(|| expected.wrong(&LiteralValue::Number(text)))?
    };
    if *expected.ty == Type::Integer && !read.is_integer() {
        return Err(CheckErrorKind::NotAnInteger { text: read.text().into() }.into());
    }
    Ok(read)
}

/// Looks up a word of an enum. Returns a warning if its case differs and the collation is case-sensitive, or if it is
/// unknown and the enum is open.
///
/// # Errors
/// If the word is unknown and the enum is closed.
fn check_word(
    text: &str,
    words: &Arc<Enumeration>,
    expected: &ExpectedLiteral<'_>,
) -> Result<Option<Box<CheckErrorKind>>, Box<CheckErrorKind>> {
    // An enum without listed words accepts every word.
    if words.words.is_empty() || words.words().any(|known| known == text) {
        return Ok(None);
    }
    let cased = words.words().find(|known| known.eq_ignore_ascii_case(text));
    if let Some(known) = cased {
        let is_case_sensitive = expected.collation.compare(known, text).is_ne();
        return Ok(
            is_case_sensitive.then(|| CheckErrorKind::WordCase { word: text.into(), known: known.into() }.into())
        );
    }
    let (path, enumeration) = (expected.field.path().clone(), Arc::clone(words));
    let fault = Box::new(CheckErrorKind::UnknownWord { word: text.into(), path, enumeration, nearest: Vec::new() });
    if words.open { Ok(Some(fault)) } else { Err(fault) }
}
