//! Classified tokens: the tokens of a text as the parser reads them, each with its keyword.

use super::ast::LiteralKind;
use super::keyword::Keyword;
use super::token::{Token, TokenKind, Tokenizer};
use crate::operator::Operator;
use crate::span::Span;

/// A token with its keyword.
#[derive(Clone, Copy)]
pub(super) struct ClassifiedToken {
    pub(super) kind: TokenKind,
    /// `None` for all but words.
    pub(super) keyword: Option<Keyword>,
    pub(super) span: Span,
}

/// The tokens of a text.
pub(super) struct ClassifiedTokens {
    pub(super) all: Vec<ClassifiedToken>,
    /// The spans of the comments between them.
    pub(super) comments: Vec<Span>,
    /// `true` if some of them are malformed.
    pub(super) has_malformed: bool,
}

impl ClassifiedTokens {
    /// Splits `text` into tokens, and classifies each.
    pub(super) fn classify(text: &str) -> Self {
        // Most texts have no more tokens than this, so that the vector does not grow.
        let all = Vec::with_capacity(text.len().div_ceil(4));
        let mut classified = Self { all, comments: Vec::new(), has_malformed: false };
        let mut tokens = Tokenizer::new(text);
        while let Some(Token { kind, span }) = tokens.read() {
            let keyword = match kind {
                TokenKind::Word => Keyword::of(span.of(text)),
                TokenKind::Comment => {
                    classified.comments.push(span);
                    continue;
                }
                TokenKind::Malformed(_) => {
                    classified.has_malformed = true;
                    None
                }
                _ => None,
            };
            classified.all.push(ClassifiedToken { kind, keyword, span });
        }
        classified
    }
}

impl ClassifiedToken {
    /// Returns the literal that the token is by itself, whatever follows; a text without regard to its escapes.
    #[inline(always)]
    pub(super) fn literal(&self) -> Option<LiteralKind> {
        match self.kind {
            TokenKind::Text => Some(LiteralKind::Text(None)),
            TokenKind::Number => Some(LiteralKind::Number),
            TokenKind::Duration => Some(LiteralKind::Duration),
            TokenKind::Date => Some(LiteralKind::Date),
            TokenKind::Parameter => Some(LiteralKind::Parameter),
            _ => None,
        }
    }

    /// Returns `true` if the token is a literal by itself.
    #[inline]
    pub(super) fn is_literal(&self) -> bool {
        self.literal().is_some()
    }

    /// Returns the operator that the token is, or begins.
    pub(super) fn operator(&self) -> Option<Operator> {
        match (self.kind, self.keyword) {
            (TokenKind::Operator(operator), _) | (_, Some(Keyword::Operator(operator))) => Some(operator),
            _ => None,
        }
    }
}
