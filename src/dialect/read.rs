//! Reading back: what a request of a dialect asks for, as a tree that is not checked yet.
//!
//! A text is read as it stands, as people keep it in scripts and logs: a filter, the sort keys, all that is asked for at
//! once, or a URL. What is not of the dialect is refused with its place, and with what it looks like instead.

mod error;
mod expressions;
mod form;
mod json;
mod lookalike;
mod odata;
mod parameters;
mod pasted;
mod placeholder;
mod pluses;
mod rest;
mod said;
mod source;
mod url;
mod values;
mod wanted;
mod whole;

use std::ops::RangeInclusive;

use super::Dialect;
use crate::build::Expr;
use crate::schema::Schema;
use crate::span::Span;
use crate::syntax::Limits;
use crate::syntax::print::PrintedKey;

#[cfg(test)]
pub(crate) use error::ReadAssumption;
pub(crate) use error::ReadError;
pub(crate) use error::{DecompileErrorKind, Inexpressible, QuoteStyle};
pub(super) use form::Form;
use json::{At, Document, Kind};
pub use lookalike::DetectedFormat;
pub use rest::OtherParameter;
use source::Source;
pub(crate) use wanted::Expectation;

/// What a text asks for.
#[derive(Default)]
pub(crate) struct Read {
    /// None for all rows.
    pub(crate) filter: Option<Expr>,
    pub(crate) keys: Vec<PrintedKey>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// What is odd about the text.
    pub(crate) warnings: Vec<ReadError>,
    /// What is no part of a query.
    pub(crate) rest: Vec<OtherParameter>,
    /// Which endpoint a URL is of.
    pub(crate) path: Option<Box<str>>,
}

/// What `text` asks for in `dialect`, or all that keeps it from being read. Where the text does not say which endpoint it
/// is of, `schema` may.
pub(crate) fn read(dialect: Dialect, text: &str, schema: &Schema, limits: &Limits) -> Result<Read, Vec<ReadError>> {
    let (form, faults, read) = (dialect.form(), Vec::new(), Read::default());
    let template = match form {
        Form::Parameters => dialect.template_of_origin(schema.origin()),
        Form::Expressions(_) | Form::Tagged | Form::OData => None,
    };
    let mut reader = Reader { dialect, form, template, schema, limits, given: text, faults, read };
    reader.text(text);
    let Reader { faults, mut read, .. } = reader;
    let is_other = |fault: &&ReadError| matches!(fault.kind, DecompileErrorKind::OtherLanguage { .. });
    // What is of another language is not wrong in this one.
    if let Some(other) = faults.iter().find(is_other) {
        return Err(vec![other.clone()]);
    }
    let (errors, warnings): (Vec<_>, Vec<_>) = faults.into_iter().partition(|fault| fault.kind.is_error());
    if !errors.is_empty() {
        return Err(errors.into_iter().chain(warnings).collect());
    }
    read.warnings = warnings;
    Ok(read)
}

/// A reading under way.
struct Reader<'l> {
    dialect: Dialect,
    form: Form<'static>,
    /// The path template of the endpoint, where that decides what is asked and is known.
    template: Option<&'static str>,
    schema: &'l Schema,
    limits: &'l Limits,
    /// All of the text.
    given: &'l str,
    faults: Vec<ReadError>,
    read: Read,
}

impl Reader<'_> {
    fn fault(&mut self, kind: DecompileErrorKind, span: Span) {
        self.faults.push(ReadError { kind, span });
    }

    fn other_language(&mut self, looks_like: Option<DetectedFormat>, span: Span) {
        self.fault(DecompileErrorKind::OtherLanguage { dialect: self.dialect, looks_like }, span);
    }

    fn text(&mut self, text: &str) {
        let limit = self.limits.text.min(Span::MAX_TEXT);
        if text.len() > limit {
            return self.fault(DecompileErrorKind::TextTooLong { length: text.len(), limit }, Span::at(0));
        }
        let given = Source::new(text);
        let trimmed = given.trimmed();
        let decoded = if pasted::is_encoded_url(trimmed.text()) { trimmed.percent_decoded().ok() } else { None };
        if decoded.is_some() {
            self.fault(DecompileErrorKind::EncodedTwice, trimmed.whole());
        }
        let trimmed = decoded.as_ref().unwrap_or(&trimmed);
        if trimmed.text().is_empty() {
            self.fault(DecompileErrorKind::Empty, given.whole());
        } else if !self.command(trimmed) && !self.url(&pasted::unwrapped(trimmed)) {
            match self.form {
                Form::Expressions(_) | Form::Tagged | Form::Parameters => self.json(trimmed, GIVEN, Self::whole),
                Form::OData => self.odata_text(trimmed),
            }
        }
    }

    /// Has `interpret` read the JSON in `source`: as it stands, and only where that is none, form-decoded.
    fn json(&mut self, source: &Source<'_>, encoded: Encoded, interpret: fn(&mut Self, &Document<'_>, At)) {
        let mut fault = None;
        let mut level = source.trimmed();
        for decoded in encoded {
            match self.document(&level, interpret) {
                Ok(()) => {
                    if decoded > 0 {
                        self.heed_pluses(&level, false);
                    }
                    if decoded > 1 {
                        self.fault(DecompileErrorKind::EncodedTwice, source.whole());
                    }
                    return;
                }
                Err(found) if level.text().starts_with(['[', '{', '"', '\'']) => fault = fault.or(Some(found)),
                Err(_) => {}
            }
            level = match level.form_decoded() {
                Ok(next) if level.is_encoded() => next,
                _ => break,
            };
        }
        match fault {
            Some(fault) => self.faults.push(fault),
            None => self.other_language(DetectedFormat::of(level.text()), source.whole()),
        }
    }

    /// Has `interpret` read the JSON in `source`, whatever its quotes.
    fn document(&mut self, source: &Source<'_>, interpret: fn(&mut Self, &Document<'_>, At)) -> Result<(), ReadError> {
        let (style, requoted) = match Document::read(source, self.limits) {
            Ok(document) => match document.kind(Document::TOP) {
                Kind::Text(_) => (QuoteStyle::Around, document.text(Document::TOP)?),
                _ => {
                    self.found(&document, interpret);
                    return Ok(());
                }
            },
            Err(fault) => match QuoteStyle::of(source.text()) {
                Some(style @ QuoteStyle::Doubled) => (style, source.undoubled()?),
                Some(style @ QuoteStyle::Backslashed) => (style, source.unescaped()?),
                Some(QuoteStyle::Single | QuoteStyle::Around) | None => return Err(fault),
            },
        };
        let document = Document::read(&requoted, self.limits)?;
        self.fault(DecompileErrorKind::Quotes { style }, source.whole());
        self.found(&document, interpret);
        Ok(())
    }

    fn found(&mut self, document: &Document<'_>, interpret: fn(&mut Self, &Document<'_>, At)) {
        if let Some(span) = document.single_quoted {
            self.fault(DecompileErrorKind::Quotes { style: QuoteStyle::Single }, span);
        }
        if let Some(span) = document.trailing {
            self.fault(DecompileErrorKind::TrailingText, span);
        }
        interpret(self, document, Document::TOP);
    }
}

/// How many times a text may have been decoded before it is what it should be. Text from a URL is encoded once, and by
/// mistake twice.
type Encoded = RangeInclusive<usize>;

/// A text as it was given.
const GIVEN: Encoded = 0..=2;
/// The value of a parameter of a URL, decoded once.
const IN_URL: Encoded = 1..=2;
/// A text in JSON.
const IN_JSON: Encoded = 0..=0;

impl QuoteStyle {
    /// How the quotes of `text` stand, where they are not as in JSON, by the first of them.
    fn of(text: &str) -> Option<Self> {
        let first = text.find('"')?;
        let (before, rest) = text.split_at_checked(first)?;
        if before.ends_with('\\') {
            return Some(Self::Backslashed);
        }
        let behind = rest.strip_prefix("\"\"")?.chars().next()?;
        (!behind.is_whitespace() && !":,]}".contains(behind)).then_some(Self::Doubled)
    }
}
