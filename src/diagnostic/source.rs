//! The source of diagnostics: what stands at a place, and around it.

use std::cell::OnceCell;

use crate::collation::Collation;
use crate::path::Path;
use crate::schema::{Field, Schema};
use crate::shared_str::SharedStr;
use crate::span::Span;
use crate::syntax::ast::PathSpan;
use crate::syntax::{Token, TokenKind, tokens};

/// The text that spans point into. Its tokens are read where a cure first asks for them.
pub(crate) struct Source<'s> {
    text: &'s str,
    tokens: OnceCell<Vec<Token>>,
    schema: Option<&'s Schema>,
}

impl<'s> Source<'s> {
    /// `text`, which is checked against `schema`, where that is known.
    pub(super) fn new(text: &'s str, schema: Option<&'s Schema>) -> Self {
        Self { text, tokens: OnceCell::new(), schema }
    }

    /// The field whose path stands at `span`, where the schema knows it.
    pub(super) fn field(&self, span: Span) -> Option<&'s Field> {
        let names = PathSpan(span).names(self.text);
        self.schema?.field(&Path::from_texts(names.map(|name| SharedStr::from(&*name.node))))
    }

    /// The collation of comparisons that name none, where the schema is known.
    pub(super) fn collation(&self) -> Option<Collation> {
        self.schema.map(Schema::collation)
    }

    /// The same of a field whose name is `text`.
    pub(super) fn field_named(&self, name: &str) -> Option<&'s Field> {
        self.schema?.field(&Path::new([name]))
    }

    /// The token that stands around `span`.
    pub(super) fn around(&self, span: Span) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(tokens.partition_point(|token| token.span.end() <= span.start())).copied()
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

    /// The token that ends at `offset`, and the one that begins there. Neither where the offset is inside a token.
    pub(super) fn at_joint(&self, offset: usize) -> (Option<Token>, Option<Token>) {
        let tokens = self.tokens();
        let index = tokens.partition_point(|token| token.span.end() <= offset);
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(index);
        if after.is_some_and(|token| token.span.start() < offset) {
            return (None, None);
        }
        let before = before.filter(|token| token.span.end() == offset);
        (before.copied(), after.filter(|token| token.span.start() == offset).copied())
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(self.text).filter(|token| token.kind != TokenKind::Comment).collect())
    }
}
