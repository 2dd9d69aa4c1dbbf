//! A JSON parser for text as people write it, with a span on every value. It is strict except about quotes, which may
//! be single ones, and about text after the value, which it only reports.
//!
//! The document is a flat list in the order of the text, so that nesting takes no stack; the depth is counted and
//! limited.

use std::borrow::Cow;

use super::error::{DecompileErrorKind, ReadError};
use super::expectation::Expectation;
use super::json_kind::JsonKind;
use super::placeholder::placeholder;
use super::source::SourceText;
use crate::span::Span;
use crate::syntax::{Limits, unquote};
use crate::value::json_number_length;

/// A JSON value and all in it.
pub(in crate::dialect) struct JsonDocument<'s> {
    source: &'s SourceText<'s>,
    elements: Vec<Element<'s>>,
    /// The first string in single quotes, if there is one.
    pub(in crate::dialect) single_quoted: Option<Span>,
    /// The text after the value, if there is any.
    pub(in crate::dialect) trailing: Option<Span>,
}

/// A value in a [`JsonDocument`].
pub(in crate::dialect) struct Element<'s> {
    pub(in crate::dialect) value: JsonValue<'s>,
    /// The place in the input.
    pub(in crate::dialect) span: Span,
    /// The key, if the value is a member of an object.
    pub(in crate::dialect) key: Option<JsonKey<'s>>,
    /// The place in the source of the document.
    within: Span,
    /// The index after the last element that it contains.
    end: usize,
}

pub(in crate::dialect) enum JsonValue<'s> {
    Null,
    Boolean(bool),
    /// A number, as written.
    Number(&'s str),
    Text(Cow<'s, str>),
    Array,
    Object,
}

impl JsonValue<'_> {
    /// Returns the name of the kind in messages.
    pub(in crate::dialect) fn kind(&self) -> JsonKind {
        match self {
            Self::Null => JsonKind::Null,
            Self::Boolean(_) => JsonKind::Boolean,
            Self::Number(_) => JsonKind::Number,
            Self::Text(_) => JsonKind::Text,
            Self::Array => JsonKind::Array,
            Self::Object => JsonKind::Object,
        }
    }
}

pub(in crate::dialect) struct JsonKey<'s> {
    pub(in crate::dialect) name: Cow<'s, str>,
    pub(in crate::dialect) span: Span,
}

/// The index of an element in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) struct At(usize);

impl<'s> JsonDocument<'s> {
    /// Parses the value at the beginning of `source`, up to the first error.
    pub(in crate::dialect) fn read(source: &'s SourceText<'s>, limits: &Limits) -> Result<Self, ReadError> {
        let document = Self { source, elements: Vec::new(), single_quoted: None, trailing: None };
        let mut reader = JsonParser { document, text: source.text(), at: 0, open: Vec::new(), limits };
        reader.read()?;
        Ok(reader.document)
    }

    /// The whole value.
    pub(in crate::dialect) const TOP: At = At(0);

    pub(in crate::dialect) fn get(&self, At(at): At) -> Option<&Element<'s>> {
        self.elements.get(at)
    }

    pub(in crate::dialect) fn value_at(&self, at: At) -> &JsonValue<'s> {
        self.get(at).map_or(&JsonValue::Null, |element| &element.value)
    }

    pub(in crate::dialect) fn span(&self, at: At) -> Span {
        self.get(at).map_or(Span::at(0), |element| element.span)
    }

    /// Returns the element as written.
    pub(in crate::dialect) fn written(&self, at: At) -> &'s str {
        self.get(at).map_or("", |element| element.within.of(self.source.text()))
    }

    /// Returns the string, or the element as written if it is no string.
    pub(in crate::dialect) fn plain(&self, at: At) -> &str {
        match self.value_at(at) {
            JsonValue::Text(text) => text,
            JsonValue::Null | JsonValue::Boolean(_) | JsonValue::Number(_) | JsonValue::Array | JsonValue::Object => {
                self.written(at)
            }
        }
    }

    /// Returns the unescaped string as a source of its own.
    pub(in crate::dialect) fn text(&self, at: At) -> Result<SourceText<'static>, ReadError> {
        let within = self.get(at).map_or(Span::at(0), |element| element.within);
        let inner = within.start().saturating_add(1)..within.end().saturating_sub(1);
        self.source.part(inner).unescaped()
    }

    /// Returns the items of an array or object, in order.
    pub(in crate::dialect) fn children(&self, At(at): At) -> impl Iterator<Item = At> {
        let end = self.elements.get(at).map_or(at, |element| element.end);
        let mut next = at.saturating_add(1);
        std::iter::from_fn(move || {
            let child = (next < end).then_some(At(next))?;
            next = self.elements.get(next).map_or(end, |element| element.end);
            Some(child)
        })
    }

    /// Returns the members of an object, in order.
    pub(in crate::dialect) fn members(&self, at: At) -> impl Iterator<Item = (&JsonKey<'s>, At)> {
        self.children(at).filter_map(|child| Some((self.get(child)?.key.as_ref()?, child)))
    }
}

/// The state of the parser.
struct JsonParser<'s, 'l> {
    document: JsonDocument<'s>,
    text: &'s str,
    at: usize,
    /// The indices of the arrays and objects that are not closed.
    open: Vec<usize>,
    limits: &'l Limits,
}

/// Returns the largest number of brackets that may be open at once. Each level of a query may have a group of each
/// connective, of two brackets each; around them is an array, perhaps in an object, and inside them a list.
fn most_open(limits: &Limits) -> usize {
    let levels = limits.nesting.min(Limits::MAX_NESTING).saturating_add(1);
    levels.saturating_mul(6).saturating_add(3)
}

impl<'s> JsonParser<'s, '_> {
    fn read(&mut self) -> Result<(), ReadError> {
        self.value(None)?;
        while let Some(innermost) = self.open.last().copied() {
            let is_object = matches!(self.document.value_at(At(innermost)), JsonValue::Object);
            let (close, end) = if is_object { ('}', Expectation::ObjectEnd) } else { (']', Expectation::ArrayEnd) };
            if self.next() == Some(close) {
                self.at = self.at.saturating_add(1);
                self.close();
                continue;
            }
            let is_first = self.document.elements.len() == innermost.saturating_add(1);
            if !is_first {
                let comma = self.take(',', end)?;
                if self.next() == Some(close) {
                    return Err(self.fault(DecompileErrorKind::TrailingComma, comma));
                }
            }
            let key = if is_object { Some(self.key()?) } else { None };
            self.value(key)?;
        }
        if self.next().is_some() {
            let rest = Span::new(self.at, self.text.trim_end().len());
            self.document.trailing = Some(self.document.source.place(rest));
        }
        Ok(())
    }

    /// Skips blanks and returns the next character, without consuming it.
    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at = self.text.len().saturating_sub(rest.trim_start().len());
        self.rest().chars().next()
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, symbol: char, wanted: Expectation) -> Result<Span, ReadError> {
        if self.next() != Some(symbol) {
            return Err(self.unexpected(wanted));
        }
        let start = self.at;
        self.at = start.saturating_add(symbol.len_utf8());
        Ok(Span::new(start, self.at))
    }

    fn key(&mut self) -> Result<JsonKey<'s>, ReadError> {
        match self.next() {
            Some(quote @ ('"' | '\'')) => {
                let (name, within) = self.quoted(quote)?;
                self.take(':', Expectation::Colon)?;
                Ok(JsonKey { name, span: self.document.source.place(within) })
            }
            _ => Err(self.unexpected(Expectation::Key)),
        }
    }

    fn value(&mut self, key: Option<JsonKey<'s>>) -> Result<(), ReadError> {
        let first = self.next();
        let (kind, within) = match first {
            Some(open @ ('{' | '[')) => {
                let within = self.take(open, Expectation::Value)?;
                if self.open.len() >= most_open(self.limits) {
                    let limit = self.limits.nesting.min(Limits::MAX_NESTING);
                    return Err(self.fault(DecompileErrorKind::TooDeep { limit }, within));
                }
                self.open.push(self.document.elements.len());
                (if open == '{' { JsonValue::Object } else { JsonValue::Array }, within)
            }
            Some(quote @ ('"' | '\'')) => {
                let (text, within) = self.quoted(quote)?;
                (JsonValue::Text(text), within)
            }
            _ => self.word()?,
        };
        let span = self.document.source.place(within);
        let end = self.document.elements.len().saturating_add(1);
        self.document.elements.push(Element { value: kind, span, key, within, end });
        Ok(())
    }

    /// Closes the innermost array or object.
    fn close(&mut self) {
        let end = self.document.elements.len();
        let Some(open) = self.open.pop().and_then(|open| self.document.elements.get_mut(open)) else { return };
        open.end = end;
        open.within = Span::new(open.within.start(), self.at);
        open.span = self.document.source.place(open.within);
    }

    /// Parses a number or a constant.
    fn word(&mut self) -> Result<(JsonValue<'s>, Span), ReadError> {
        let rest = self.rest();
        let belongs = |character: char| character.is_alphanumeric() || "+-._".contains(character);
        let word = rest.get(..rest.find(|character| !belongs(character)).unwrap_or(rest.len())).unwrap_or_default();
        let kind = match word {
            "null" => JsonValue::Null,
            "true" => JsonValue::Boolean(true),
            "false" => JsonValue::Boolean(false),
            _ => {
                let unsigned = word.strip_prefix('-').unwrap_or(word);
                if unsigned.is_empty() || json_number_length(unsigned) != unsigned.len() {
                    return Err(self.unexpected(Expectation::Value));
                }
                JsonValue::Number(word)
            }
        };
        let start = self.at;
        self.at = start.saturating_add(word.len());
        Ok((kind, Span::new(start, self.at)))
    }

    /// Parses a string between two `quote`s and returns its text, and its place with the quotes.
    fn quoted(&mut self, quote: char) -> Result<(Cow<'s, str>, Span), ReadError> {
        let start = self.at;
        let mut is_hidden = true;
        for (offset, character) in self.rest().char_indices() {
            match character {
                '\0'..='\x1f' => {
                    self.at = start.saturating_add(offset);
                    let found = character.to_string().into();
                    let span = Span::new(self.at, self.at.saturating_add(1));
                    return Err(
                        self.fault(DecompileErrorKind::Unexpected { wanted: Expectation::TextEnd, found }, span)
                    );
                }
                _ if is_hidden => is_hidden = false,
                '\\' => is_hidden = true,
                _ if character == quote => {
                    self.at = start.saturating_add(offset).saturating_add(1);
                    return self.unquoted(quote, Span::new(start, self.at));
                }
                _ => {}
            }
        }
        Err(self.fault(DecompileErrorKind::UnclosedText, Span::new(start, start.saturating_add(1))))
    }

    fn unquoted(&mut self, quote: char, within: Span) -> Result<(Cow<'s, str>, Span), ReadError> {
        if quote == '\'' && self.document.single_quoted.is_none() {
            self.document.single_quoted = Some(self.document.source.place(within));
        }
        let text = unquote(within.of(self.text));
        let text = text.map_err(|error| self.document.source.escape_error(&error, within.start()))?;
        Ok((text, within))
    }

    fn fault(&self, kind: DecompileErrorKind, within: Span) -> ReadError {
        ReadError { kind, span: self.document.source.place(within) }
    }

    /// Returns the error for the text here, in place of `wanted`.
    fn unexpected(&mut self, wanted: Expectation) -> ReadError {
        self.next();
        let rest = self.rest();
        let placeholder = placeholder(rest);
        let found = placeholder.unwrap_or_else(|| {
            let ends = |character: char| character.is_whitespace() || ",:[]{}\"'".contains(character);
            let end = rest.char_indices().skip(1).find(|(_, character)| ends(*character));
            rest.get(..end.map_or(rest.len(), |(end, _)| end)).unwrap_or_default()
        });
        let within = Span::new(self.at, self.at.saturating_add(found.len()));
        let found = found.into();
        let kind = match placeholder {
            Some(_) => DecompileErrorKind::Placeholder { found },
            None => DecompileErrorKind::Unexpected { wanted, found },
        };
        self.fault(kind, within)
    }
}
