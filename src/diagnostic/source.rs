//! The source of diagnostics: what stands at a place, and around it.

use std::cell::OnceCell;

use crate::span::Span;
use crate::syntax::{Token, TokenKind, tokens};

/// The text that spans point into. Its tokens are read where a cure first asks for them.
pub(crate) struct Source<'s> {
    text: &'s str,
    tokens: OnceCell<Vec<Token>>,
}

impl<'s> Source<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, tokens: OnceCell::new() }
    }

    /// What stands at `span`.
    pub(super) fn at(&self, span: Span) -> &'s str {
        span.of(self.text)
    }

    /// The last token that ends at `offset` or before it, comments aside.
    pub(super) fn before(&self, offset: usize) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(..tokens.partition_point(|token| token.span.end() <= offset))?.last().copied()
    }

    /// `span`, and the blanks of the line before it.
    pub(super) fn with_blanks(&self, span: Span) -> Span {
        let before = self.text.get(..span.start()).unwrap_or_default();
        Span::new(before.trim_end_matches([' ', '\t']).len(), span.end())
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(self.text).filter(|token| token.kind != TokenKind::Comment).collect())
    }
}
