//! Literals meet types: the one table of what a literal means on a field, for what is written in a query and for what
//! is bound to its parameters.

use std::sync::Arc;

use super::error::CheckErrorKind;
use crate::collation::Collation;
use crate::filter::TermKind;
use crate::operator::{Family, Operator};
use crate::path::is_constant;
use crate::schema::Field;
use crate::shared_str::SharedStr;
use crate::syntax::ast::{self, LiteralKind};
use crate::ty::{Enumeration, EpochUnit, Type};
use crate::value::{
    Anchor, DateTime, Duration, Number, RelativeTime, TimeOffset, Uuid, Value, date_form, epoch, is_json_number,
};

/// What a comparison asks of its values.
pub(super) struct Wanted<'f> {
    field: &'f Field,
    operator: Operator,
    /// The type of one value: that of the elements where the operator looks into an array.
    ty: &'f Type,
    /// What decides whether texts are equal.
    collation: Collation,
}

/// What a literal gives before its type is known.
#[derive(Debug)]
pub(super) enum Given<'t> {
    Null,
    Boolean(bool),
    /// Its text, perhaps with a byte unit.
    Number(SharedStr),
    Duration(Duration),
    Date(DateTime),
    Text(SharedStr),
    Word(SharedStr),
    Parameter(&'t str),
    RelativeTime(RelativeTime),
}

/// What a literal means, and what is odd about it. What is wrong or odd is in a box, as nearly always there is nothing.
type Typed = Result<(TermKind, Option<Box<CheckErrorKind>>), Box<CheckErrorKind>>;

impl<'f> Wanted<'f> {
    pub(super) fn new(field: &'f Field, operator: Operator, collation: Collation) -> Self {
        let ty = match field.ty() {
            Type::Array(element) if operator.family().looks_into_arrays() => element,
            ty => ty,
        };
        Self { field, operator, ty, collation }
    }

    #[cold]
    fn wrong(&self, given: &Given<'_>) -> Box<CheckErrorKind> {
        let (found, operator, ty) = (given.kind(), self.operator, self.ty.clone());
        Box::new(CheckErrorKind::WrongLiteral { found, operator, ty, text: given.text().map(Box::from) })
    }
}

impl<'t> Given<'t> {
    /// What `literal` gives; an error where it denotes nothing, and nothing to tell where it is a hole.
    pub(super) fn of(literal: &'t ast::Literal, source: &'t Arc<str>) -> Result<Self, Option<Box<CheckErrorKind>>> {
        let written = || literal.span.of(source);
        let part = |span| SharedStr::part(source, span);
        let duration = |text: &str| {
            Duration::read_short(text).ok_or_else(|| Some(CheckErrorKind::DurationTooLong { text: text.into() }.into()))
        };
        let relative_time = |anchor: Anchor, offset: Option<&ast::Offset>| {
            let offset = match offset {
                Some(offset) => Some(TimeOffset::new(offset.direction, duration(offset.duration.of(source))?)),
                None => None,
            };
            Ok(Self::RelativeTime(RelativeTime::new(anchor, offset)))
        };
        match &literal.kind {
            LiteralKind::Null => Ok(Self::Null),
            LiteralKind::Boolean(boolean) => Ok(Self::Boolean(*boolean)),
            LiteralKind::Number => Ok(Self::Number(part(literal.span))),
            LiteralKind::Duration => duration(written()).map(Self::Duration),
            LiteralKind::Date => match DateTime::read(written()) {
                Some(instant) => Ok(Self::Date(instant)),
                None => Err(Some(CheckErrorKind::NoSuchDate { text: written().into() }.into())),
            },
            LiteralKind::Hole => Err(None),
            LiteralKind::Text(Some(text)) => Ok(Self::Text(text.clone().into())),
            LiteralKind::Text(None) => Ok(Self::Text(part(literal.span.inside()))),
            LiteralKind::Word => Ok(Self::Word(part(literal.span))),
            LiteralKind::Parameter => Ok(Self::Parameter(written().get(1..).unwrap_or_default())),
            LiteralKind::RelativeTime(anchor, offset) => relative_time(*anchor, offset.as_ref()),
        }
    }

    /// What it means where `wanted` asks for it.
    pub(super) fn typed(self, wanted: &Wanted<'_>) -> Typed {
        let known = |value: Value| Ok((TermKind::Known { value, quoted: None }, None));
        match (self, wanted.ty) {
            (Self::Parameter(name), _) => Ok((TermKind::Parameter(name.into()), constant(name))),
            (Self::Null, _) => null(wanted),
            (_, Type::Array(_) | Type::Object) => {
                let (ty, path) = (wanted.ty.clone(), wanted.field.path().clone());
                Err(CheckErrorKind::NullOnly { operator: wanted.operator, ty, path, member: None }.into())
            }
            (Self::Text(text) | Self::Word(text), Type::Enum(words)) => {
                let warning = word(&text, words, wanted)?;
                Ok((TermKind::Known { value: Value::Text(text), quoted: None }, warning))
            }
            (Self::Number(text), Type::Enum(_)) => {
                let word = Number::read(text.clone()).and_then(|number| wanted.field.word_of(&number));
                word.map_or_else(|| Err(wanted.wrong(&Self::Number(text))), |word| known(Value::Text(word.into())))
            }
            (Self::Word(word), ty) => {
                Err(CheckErrorKind::BareWord { word: (*word).into(), ty: ty.clone(), is_field: false }.into())
            }
            (Self::Text(text), Type::Text | Type::Any) => known(Value::Text(text)),
            (Self::Text(text), _) => quoted(text, wanted),
            (Self::Boolean(boolean), Type::Boolean) => known(Value::Boolean(boolean)),
            (Self::Boolean(boolean), Type::Any) if !wanted.is_ordered() && !wanted.is_text_only() => {
                known(Value::Boolean(boolean))
            }
            (Self::Number(text), Type::Integer | Type::Number) => known(Value::Number(number(text, wanted)?)),
            (Self::Number(text), Type::Any) if !wanted.is_text_only() => known(Value::Number(number(text, wanted)?)),
            (Self::Duration(length), Type::Duration) => known(Value::Duration(length)),
            (Self::Duration(length), Type::Any) if !wanted.is_text_only() => known(Value::Duration(length)),
            (Self::Number(text), Type::Epoch(unit)) => epoch(text, *unit, wanted),
            (Self::Date(instant), Type::DateTime | Type::Epoch(_)) => known(Value::DateTime(instant)),
            (Self::Date(instant), Type::Any) if !wanted.is_text_only() => known(Value::DateTime(instant)),
            (Self::RelativeTime(time), Type::DateTime | Type::Epoch(_)) => Ok((TermKind::RelativeTime(time), None)),
            (Self::RelativeTime(time), Type::Any) if !wanted.is_text_only() => Ok((TermKind::RelativeTime(time), None)),
            (given, _) => Err(wanted.wrong(&given)),
        }
    }

    /// What messages call it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Duration(_) => "a duration",
            Self::Date(_) | Self::RelativeTime(_) => "a date-time",
            Self::Text(_) => "text",
            Self::Word(_) => "a bare word",
            Self::Parameter(_) => "a parameter",
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Word(text) => Some(text),
            Self::Boolean(boolean) => Some(if *boolean { "true" } else { "false" }),
            _ => None,
        }
    }
}

impl Wanted<'_> {
    fn is_ordered(&self) -> bool {
        self.operator.family() == Family::Order
    }

    fn is_text_only(&self) -> bool {
        self.operator.family() == Family::Text
    }
}

/// Quoted text on a field that is no text: it must read as a value of the field's type, and is kept as written.
fn quoted(text: SharedStr, wanted: &Wanted<'_>) -> Typed {
    let is_number = is_json_number(&text);
    let value = match wanted.ty {
        Type::Epoch(unit) if is_number => {
            Some(Value::DateTime(epoch::read(&text, *unit).ok_or(CheckErrorKind::MomentOutOfRange)?))
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
        Type::Integer | Type::Number => Some(Value::Number(number(text.clone(), wanted)?)),
        Type::Text | Type::Enum(_) | Type::Array(_) | Type::Object | Type::Any => None,
    };
    let Some(value) = value else { return Err(wanted.wrong(&Given::Text(text))) };
    let is_scalar = match wanted.ty {
        Type::Epoch(_) => is_number,
        ty => matches!(ty, Type::Boolean | Type::Integer | Type::Number),
    };
    let warning =
        is_scalar.then(|| CheckErrorKind::QuotedScalar { text: (*text).into(), ty: wanted.ty.clone() }.into());
    Ok((TermKind::Known { value, quoted: Some(text) }, warning))
}

/// A number on a field of instants that rows count in `unit`, as requests carry it.
fn epoch(text: SharedStr, unit: EpochUnit, wanted: &Wanted<'_>) -> Typed {
    if !is_json_number(&text) {
        return Err(wanted.wrong(&Given::Number(text)));
    }
    match epoch::read(&text, unit) {
        Some(instant) => Ok((TermKind::Known { value: Value::DateTime(instant), quoted: None }, None)),
        None => Err(CheckErrorKind::MomentOutOfRange.into()),
    }
}

/// The warning that a parameter is named as a constant.
fn constant(name: &str) -> Option<Box<CheckErrorKind>> {
    is_constant(name).then(|| CheckErrorKind::ConstantParameter { name: name.into() }.into())
}

fn null(wanted: &Wanted<'_>) -> Typed {
    let known = Ok((TermKind::Known { value: Value::Null, quoted: None }, None));
    let wrong = || Err(wanted.wrong(&Given::Null));
    match wanted.operator.family() {
        Family::Equality if wanted.field.is_nullable() => known,
        Family::Equality => {
            let path = wanted.field.path().clone();
            Err(CheckErrorKind::NeverNull { path, operator: wanted.operator }.into())
        }
        Family::Set => known,
        Family::Containment if *wanted.field.ty() == Type::Text => wrong(),
        Family::Containment => known,
        Family::Order | Family::Text => wrong(),
    }
}

/// Whether `text` begins as a date does, so that it is a date that there is not.
fn has_date_form(text: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() >= 10 && text.bytes().take(10).enumerate().all(fits)
}

fn number(text: SharedStr, wanted: &Wanted<'_>) -> Result<Number, Box<CheckErrorKind>> {
    let read = if text.ends_with('B') {
        Number::read_bytes(text.clone()).map_err(|_| Box::new(CheckErrorKind::ByteSize { text: (*text).into() }))?
    } else {
        // The lexer and the quoted form let nothing else through.
        Number::read(text.clone()).ok_or_else(|| wanted.wrong(&Given::Number(text)))?
    };
    if *wanted.ty == Type::Integer && !read.is_integer() {
        return Err(CheckErrorKind::NotAnInteger { text: read.text().into() }.into());
    }
    Ok(read)
}

/// Looks a word up in its enumeration: known as it is, or known but for case (a warning where the comparison's
/// collation tells case apart), or not known.
fn word(
    text: &str,
    words: &Arc<Enumeration>,
    wanted: &Wanted<'_>,
) -> Result<Option<Box<CheckErrorKind>>, Box<CheckErrorKind>> {
    // Where no word is known, none is unknown.
    if words.words.is_empty() || words.words().any(|known| known == text) {
        return Ok(None);
    }
    let cased = words.words().find(|known| known.eq_ignore_ascii_case(text));
    if let Some(known) = cased {
        let tells_apart = wanted.collation.compare(known, text).is_ne();
        return Ok(tells_apart.then(|| CheckErrorKind::WordCase { word: text.into(), known: known.into() }.into()));
    }
    let (path, enumeration) = (wanted.field.path().clone(), Arc::clone(words));
    let fault = Box::new(CheckErrorKind::UnknownWord { word: text.into(), path, enumeration, nearest: Vec::new() });
    if words.open { Ok(Some(fault)) } else { Err(fault) }
}
