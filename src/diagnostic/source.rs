//! The source that reports point into: its text, its tokens, and the schema that it is checked against.

use std::cell::OnceCell;

use crate::collation::Collation;
use crate::path::Path;
use crate::schema::{Field, Schema};
use crate::shared_str::SharedStr;
use crate::span::Span;
use crate::syntax::ast::PathSpan;
use crate::syntax::{Token, TokenKind, tokens};

/// The text that spans point into. Its tokens are computed when a cure first needs them.
pub(crate) struct Source<'s> {
    text: &'s str,
    tokens: OnceCell<Vec<Token>>,
    schema: Option<&'s Schema>,
}

impl<'s> Source<'s> {
    /// Wraps `text`, which is checked against `schema` if that is known.
    pub(super) fn new(text: &'s str, schema: Option<&'s Schema>) -> Self {
        Self { text, tokens: OnceCell::new(), schema }
    }

    /// Returns the field whose path is written at `span`, or `None` if no known schema has it.
    pub(super) fn field(&self, span: Span) -> Option<&'s Field> {
        let names = PathSpan(span).names(self.text);
        self.schema?.field(&Path::from_texts(names.map(|name| SharedStr::from(&*name.node))))
    }

    /// Returns the schema's default collation, or `None` if the schema is not known.
    pub(super) fn collation(&self) -> Option<Collation> {
        self.schema.map(Schema::collation)
    }

    /// Returns the field with the one-name path `name`, or `None` if no known schema has it.
    pub(super) fn field_named(&self, name: &str) -> Option<&'s Field> {
        self.schema?.field(&Path::new([name]))
    }

    /// Returns the token that contains the start of `span`, or the next one.
    pub(super) fn around(&self, span: Span) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(tokens.partition_point(|token| token.span.end() <= span.start())).copied()
    }

    /// Returns the text at `span`.
    pub(super) fn at(&self, span: Span) -> &'s str {
        span.of(self.text)
    }

    /// Returns the last token that ends at or before `offset`, comments aside.
    pub(super) fn before(&self, offset: usize) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(..tokens.partition_point(|token| token.span.end() <= offset))?.last().copied()
    }

    /// Returns the first token that begins at or after `offset`, comments aside.
    pub(super) fn after(&self, offset: usize) -> Option<Token> {
        let tokens = self.tokens();
        tokens.get(tokens.partition_point(|token| token.span.start() < offset)).copied()
    }

    /// Returns `span` with the blanks before it on its line.
    pub(super) fn with_blanks(&self, span: Span) -> Span {
        let before = self.text.get(..span.start()).unwrap_or_default();
        Span::new(before.trim_end_matches([' ', '\t']).len(), span.end())
    }

    /// Returns `span` with the blanks after it on its line.
    pub(super) fn with_blanks_after(&self, span: Span) -> Span {
        let after = self.text.get(span.end()..).unwrap_or_default();
        let blanks = after.len().saturating_sub(after.trim_start_matches([' ', '\t']).len());
        Span::new(span.start(), span.end().saturating_add(blanks))
    }

    /// Returns the token that ends at `offset` and the one that begins there; neither if the offset is inside a token.
    pub(super) fn neighbours(&self, offset: usize) -> (Option<Token>, Option<Token>) {
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

/// Returns `true` if `before` and `after`, written side by side, form a token across the border between them.
pub(super) fn runs_together(before: &str, after: &str) -> bool {
    let are_apart = before.is_empty() || after.is_empty() || before.ends_with(char::is_whitespace);
    !are_apart
        && tokens(&format!("{before}{after}"))
            .any(|token| token.span.start() < before.len() && before.len() < token.span.end())
}
