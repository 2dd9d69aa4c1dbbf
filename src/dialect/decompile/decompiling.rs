//! The state of one decompilation: its limits, the schema and endpoint it reads for, and what it has reported. Driver
//! and wire formats share it; what they read they return.

use super::detected_format::DetectedFormat;
use super::error::{DecompileError, DecompileErrorKind};
use super::other_parameter::{OtherParameter, is_known_other};
use super::pluses::{PlusReading, Values, is_form_encoded};
use super::source::SourceText;
use crate::build::Expr;
use crate::dialect::name::Dialect;
use crate::schema::Schema;
use crate::span::Span;
use crate::suggest::nearest;
use crate::syntax::Limits;
use crate::syntax::print::PrintedKey;

/// A request that was read.
#[derive(Default)]
pub(crate) struct DecompiledRequest {
    /// `None` for all rows.
    pub(crate) filter: Option<Expr>,
    pub(crate) keys: Vec<PrintedKey>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) warnings: Vec<DecompileError>,
    /// The parameters that are not part of the query.
    pub(crate) others: Vec<OtherParameter>,
    /// The path of the endpoint, if a URL was read.
    pub(crate) path: Option<Box<str>>,
}

/// The endpoint that a text belongs to, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(in crate::dialect) enum EndpointHint {
    /// The endpoint whose rows the schema describes; no URL was read.
    OfSchema,
    /// The template of the endpoint in the URL; `None` if it is not built in.
    OfUrl(Option<&'static str>),
}

/// A decompilation in progress.
pub(in crate::dialect) struct Decompiling<'a> {
    pub(in crate::dialect) dialect: Dialect,
    pub(in crate::dialect) schema: &'a Schema,
    pub(in crate::dialect) limits: &'a Limits,
    pub(in crate::dialect) endpoint: EndpointHint,
    /// The whole text, as it was given.
    given: &'a str,
    /// All errors and warnings so far.
    pub(in crate::dialect) errors: Vec<DecompileError>,
    pub(super) others: Vec<OtherParameter>,
}

impl<'a> Decompiling<'a> {
    pub(super) fn new(dialect: Dialect, given: &'a str, schema: &'a Schema, limits: &'a Limits) -> Self {
        let endpoint = EndpointHint::OfSchema;
        Self { dialect, schema, limits, endpoint, given, errors: Vec::new(), others: Vec::new() }
    }

    pub(in crate::dialect) fn report(&mut self, kind: DecompileErrorKind, span: Span) {
        self.errors.push(DecompileError { kind, span });
    }

    /// Reports that the text at `span` is not of the dialect.
    pub(in crate::dialect) fn report_other_language(&mut self, looks_like: Option<DetectedFormat>, span: Span) {
        self.report(DecompileErrorKind::OtherLanguage { dialect: self.dialect, looks_like }, span);
    }

    /// Returns the largest depth of a query that may be read.
    pub(in crate::dialect) fn deepest(&self) -> usize {
        self.limits.nesting.min(Limits::MAX_NESTING)
    }

    /// Returns the value of `decoded`, or reports its error.
    pub(in crate::dialect) fn reported<T>(&mut self, decoded: Result<T, DecompileError>) -> Option<T> {
        decoded.map_err(|error| self.errors.push(error)).ok()
    }

    /// Keeps a parameter that is not part of the query, with a warning. `known` are the names of those that are.
    pub(in crate::dialect) fn keep_other(&mut self, name: &str, value: &str, span: Span, known: &[&'static str]) {
        let kind = match is_known_other(name) {
            true => DecompileErrorKind::NotInQuery { name: name.into() },
            false => {
                let nearest = nearest(name, known.iter().copied());
                DecompileErrorKind::UnknownParameter { name: name.into(), dialect: self.dialect, nearest }
            }
        };
        self.report(kind, span);
        self.others.push(OtherParameter { name: name.into(), value: value.into() });
    }

    /// Warns of the first `+` of each kind in `source`, which was decoded, that was probably meant as a plus: one
    /// before the offset of a time, which was kept, and one in a value that no form encoder wrote.
    pub(in crate::dialect) fn warn_of_pluses(&mut self, source: &SourceText<'_>, values: Values) {
        let is_encoded = is_form_encoded(source.whole().of(self.given));
        let text = source.text();
        let (mut start, mut quotes, mut kept, mut blank) = (0, 0_usize, None, None);
        for at in source.pluses() {
            quotes = quotes.saturating_add(text.get(start..*at).unwrap_or_default().matches('\'').count());
            start = *at;
            let place = source.place(Span::new(*at, at.saturating_add(1)));
            let is_value = match values {
                Values::All => true,
                Values::BetweenSingleQuotes => !quotes.is_multiple_of(2),
            };
            if text.get(*at..).is_some_and(|rest| rest.starts_with('+')) {
                kept = kept.or(Some(place));
            } else if is_value && !is_encoded {
                blank = blank.or(Some(place));
            }
        }
        for (place, reading) in [(kept, PlusReading::Plus), (blank, PlusReading::Blank)] {
            if let Some(place) = place {
                self.report(DecompileErrorKind::Plus { reading }, place);
            }
        }
    }
}
