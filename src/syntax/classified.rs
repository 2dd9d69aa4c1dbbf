//! ClassifiedTokens: tokens as the parser reads them, with what it asks of each again and again.

use super::ast::LiteralKind;
use super::keyword::Keyword;
use super::token::{Token, TokenKind, Tokens};
use crate::operator::Operator;
use crate::span::Span;

/// A token, and what it is beyond its kind.
#[derive(Clone, Copy)]
pub(super) struct ClassifiedToken {
    pub(super) kind: TokenKind,
    /// Of a word.
    pub(super) keyword: Option<Keyword>,
    pub(super) span: Span,
}

/// The classified of a text.
pub(super) struct ClassifiedTokens {
    pub(super) all: Vec<ClassifiedToken>,
    /// Where the comments stand that are between them.
    pub(super) comments: Vec<Span>,
    /// Whether some are no tokens.
    pub(super) has_malformed: bool,
}

impl ClassifiedTokens {
    pub(super) fn classify(text: &str) -> Self {
        // No less than most texts have.
        let all = Vec::with_capacity(text.len().div_ceil(4));
        let mut classified = Self { all, comments: Vec::new(), has_malformed: false };
        let mut tokens = Tokens::of(text);
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
    /// The literal that it is by itself, so that nothing else can be meant; of a text, its escapes aside.
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

    /// Whether it is a literal by itself.
    #[inline]
    pub(super) fn is_literal(&self) -> bool {
        self.literal().is_some()
    }

    /// The operator that it is, or that it begins.
    pub(super) fn operator(&self) -> Option<Operator> {
        match (self.kind, self.keyword) {
            (TokenKind::Operator(operator), _) | (_, Some(Keyword::Operator(operator))) => Some(operator),
            _ => None,
        }
    }
}
