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

    /// The first token that begins at `offset` or behind it, comments aside.
    pub(super) fn after(&self, offset: usize) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(tokens.partition_point(|token| token.span.start() < offset)).copied()
    }

    /// `span`, and the blanks of the line before it.
    pub(super) fn with_blanks(&self, span: Span) -> Span {
        let before = self.text.get(..span.start()).unwrap_or_default();
        Span::new(before.trim_end_matches([' ', '\t']).len(), span.end())
    }

    /// `span`, and the blanks of the line behind it.
    pub(super) fn with_blanks_behind(&self, span: Span) -> Span {
        let behind = self.text.get(span.end()..).unwrap_or_default();
        let blanks = behind.len().saturating_sub(behind.trim_start_matches([' ', '\t']).len());
        Span::new(span.start(), span.end().saturating_add(blanks))
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(self.text).filter(|token| token.kind != TokenKind::Comment).collect())
    }
}
