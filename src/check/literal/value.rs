//! The value of a literal before the type of its field is known.

use std::sync::Arc;

use crate::check::error::CheckErrorKind;
use crate::shared_str::SharedStr;
use crate::syntax::ast::{self, LiteralKind};
use crate::value::{Anchor, DateTime, Duration, RelativeTime, TimeOffset};

/// The value of a literal before its type is known.
#[derive(Debug)]
pub(in crate::check) enum LiteralValue<'t> {
    Null,
    Boolean(bool),
    /// The text of a number, possibly with a byte unit.
    Number(SharedStr),
    Duration(Duration),
    Date(DateTime),
    Text(SharedStr),
    Word(SharedStr),
    Parameter(&'t str),
    RelativeTime(RelativeTime),
}

impl<'t> LiteralValue<'t> {
    /// Reads `literal` from `source`.
    ///
    /// # Errors
    /// `Some` if it denotes no value on any field, such as a day that is not in the calendar; `None` if it is a hole,
    /// which the parser has reported.
    pub(in crate::check) fn read(
        literal: &'t ast::AstLiteral,
        source: &'t Arc<str>,
    ) -> Result<Self, Option<Box<CheckErrorKind>>> {
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

    /// Returns the noun of messages for this kind of literal.
    pub(super) fn noun(&self) -> &'static str {
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

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Word(text) => Some(text),
            Self::Boolean(boolean) => Some(if *boolean { "true" } else { "false" }),
            Self::Null | Self::Duration(_) | Self::Date(_) | Self::Parameter(_) | Self::RelativeTime(_) => None,
        }
    }
}
