//! Reading operands: the two sides of an operator, and the arguments of functions.

use super::condition::ODataReader;
use super::token::{ODataToken, ODataTokenKind, ODataTokens};
use crate::build::Literal;
use crate::dialect::decompile::error::{DecompileError, DecompileErrorKind};
use crate::dialect::decompile::expectation::Expectation;
use crate::dialect::decompile::inexpressible::Inexpressible;
use crate::dialect::decompile::placeholder::placeholder_in;
use crate::path::Path;
use crate::span::Span;
use crate::value::{DateTime, json_number_length};

/// An operand of a comparison, or an argument of a function.
pub(super) enum ODataOperand {
    Property {
        path: Path,
        fold: Option<Fold>,
        span: Span,
    },
    Text {
        text: String,
        fold: Option<Fold>,
        span: Span,
    },
    /// A number, a date, a boolean or null.
    Bare {
        written: String,
        span: Span,
    },
}

impl ODataOperand {
    pub(super) fn span(&self) -> Span {
        let (Self::Property { span, .. } | Self::Text { span, .. } | Self::Bare { span, .. }) = self;
        *span
    }
}

/// A function that changes the case of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Lower,
    Upper,
}

impl Fold {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "tolower" => Some(Self::Lower),
            "toupper" => Some(Self::Upper),
            _ => None,
        }
    }

    /// Returns ASCII `text` in the case of the function.
    pub(super) fn apply(self, text: &str) -> String {
        match self {
            Self::Lower => text.to_ascii_lowercase(),
            Self::Upper => text.to_ascii_uppercase(),
        }
    }
}

impl ODataReader<'_, '_> {
    /// Reads an operand; `None` after an error was reported.
    pub(super) fn side(&mut self, tokens: &mut ODataTokens<'_>) -> Result<Option<ODataOperand>, DecompileError> {
        let Some(token) = tokens.peek() else { return Err(tokens.unexpected(Expectation::Operand)) };
        if token.kind != ODataTokenKind::Word {
            return self.plain_side(tokens);
        }
        tokens.next();
        if tokens.peek().is_none_or(|next| next.kind != ODataTokenKind::Open) {
            return Ok(self.name(token, tokens.place(token.span)));
        }
        let Some(fold) = Fold::from_name(token.text) else {
            return Err(DecompileError { kind: self.call_of(token), span: tokens.place(token.span) });
        };
        tokens.next();
        let inner = match tokens.peek() {
            Some(word) if word.kind == ODataTokenKind::Word => {
                tokens.next();
                self.name(word, tokens.place(word.span))
            }
            _ => self.plain_side(tokens)?,
        };
        let close = tokens.take(ODataTokenKind::Close, Expectation::CallEnd)?;
        let span = tokens.place(token.span.to(close.span));
        Ok(match inner {
            Some(ODataOperand::Property { path, .. }) => Some(ODataOperand::Property { path, fold: Some(fold), span }),
            Some(ODataOperand::Text { text, .. }) => Some(ODataOperand::Text { text, fold: Some(fold), span }),
            Some(ODataOperand::Bare { span, .. }) => {
                self.report_inexpressible(Inexpressible::Function(token.text.into()), span);
                None
            }
            None => None,
        })
    }

    /// Returns the error of a call that is not allowed in its place.
    pub(super) fn call_of(&self, name: ODataToken<'_>) -> DecompileErrorKind {
        let is_lambda = name.text.ends_with("/any") || name.text.ends_with("/all");
        let what = if is_lambda { Inexpressible::Lambda } else { Inexpressible::Function(name.text.into()) };
        DecompileErrorKind::Inexpressible { what }
    }

    /// Reads a text or a literal.
    fn plain_side(&mut self, tokens: &mut ODataTokens<'_>) -> Result<Option<ODataOperand>, DecompileError> {
        let Some(token) = tokens.peek() else { return Err(tokens.unexpected(Expectation::Operand)) };
        let span = tokens.place(token.span);
        let side = match token.kind {
            ODataTokenKind::Text => {
                let inner = token.text.get(1..token.text.len().saturating_sub(1)).unwrap_or_default();
                let text = inner.replace("''", "'");
                match placeholder_in(&text) {
                    Some(found) => {
                        self.decompiling.report(DecompileErrorKind::Placeholder { found: found.into() }, span);
                        None
                    }
                    None => Some(ODataOperand::Text { text, fold: None, span }),
                }
            }
            ODataTokenKind::Literal if is_number(token.text) || is_date(token.text) => {
                Some(ODataOperand::Bare { written: token.text.into(), span })
            }
            ODataTokenKind::Literal => {
                self.decompiling.report(DecompileErrorKind::MalformedLiteral { found: token.text.into() }, span);
                None
            }
            _ => return Err(tokens.unexpected(Expectation::Operand)),
        };
        tokens.next();
        Ok(side)
    }

    fn name(&mut self, word: ODataToken<'_>, span: Span) -> Option<ODataOperand> {
        if matches!(word.text, "true" | "false" | "null") {
            return Some(ODataOperand::Bare { written: word.text.into(), span });
        }
        let names = || word.text.split(['/', '.']);
        if names().any(str::is_empty) {
            self.decompiling.report(DecompileErrorKind::EmptyName { property: word.text.into() }, span);
            return None;
        }
        Some(ODataOperand::Property { path: Path::new(names()), fold: None, span })
    }

    /// Returns the literal that `written`, which has no quotes, is.
    pub(super) fn bare(&mut self, written: &str, span: Span) -> Option<Literal> {
        let literal = written.parse().ok();
        if literal.is_none() {
            self.decompiling.report(DecompileErrorKind::MalformedLiteral { found: written.into() }, span);
        }
        literal
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    json_number_length(unsigned) == unsigned.len() && !unsigned.is_empty()
}

/// Returns `true` for a date, and for a date-time with its zone.
fn is_date(text: &str) -> bool {
    let has_zone = text.ends_with('Z') || text.get(10..).is_some_and(|time| time.contains(['+', '-']));
    let has_form = text.len() == 10 || text.get(10..11) == Some("T") && has_zone;
    has_form && DateTime::read(text).is_some()
}
