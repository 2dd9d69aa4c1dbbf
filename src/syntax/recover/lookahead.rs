//! Lookahead that only recovery needs: the places at which parsing can go on, and symbols that are no tokens.

use crate::syntax::grammar::Input;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

impl Input<'_> {
    /// Returns `true` if a filter can go on here, whatever is wrong before.
    pub(super) fn can_go_on(&self) -> bool {
        self.is_closing()
            || self.is(TokenKind::CloseList) && self.is_grouped()
            || self.connective().is_some()
            || self.opens_clause()
    }

    /// Returns `true` if an operand, or the filter, ends here.
    pub(super) fn ends_operand(&self) -> bool {
        self.is_empty()
            || self.can_go_on()
            || self.is(TokenKind::Comma)
            || [";", "&", "|"].iter().any(|symbol| self.is_symbol(symbol))
    }

    /// Returns `true` if the operand of a connective begins here: `not`s and parentheses, a path and an operator.
    pub(super) fn opens_operand(&self) -> bool {
        let mut first = *self;
        while first.is(TokenKind::OpenGroup) || first.is(TokenKind::Not) || first.is_keyword(Keyword::Not) {
            first = first.rest();
        }
        if !first.is_name() {
            return false;
        }
        let mut rest = first.rest();
        while rest.is(TokenKind::Dot) && rest.rest().is_name() {
            rest = rest.rest().rest();
        }
        rest.opens_operator() || rest.is_keyword(Keyword::Not)
    }

    /// Returns `true` if the first token is malformed, and its text `matches`.
    pub(super) fn is_malformed_as(&self, matches: impl Fn(&str) -> bool) -> bool {
        matches!(self.first().map(|token| token.kind), Some(TokenKind::Malformed(_))) && matches(self.written())
    }

    /// Returns `true` if the first token is `symbol`, which is no token of this language.
    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.is_malformed_as(|written| written == symbol)
    }

    /// Returns `true` if a `not` or `!` is directly before the operand that begins here, which may have a prefix for
    /// the row.
    pub(super) fn is_after_not(&self) -> bool {
        let kind = |count| self.token_before(count).map(|token| token.kind);
        let count = match (kind(0), kind(1)) {
            (Some(TokenKind::Dot), Some(TokenKind::Parameter)) => 2,
            (Some(TokenKind::Dot), _) => 1,
            _ => 0,
        };
        self.token_before(count)
            .is_some_and(|token| token.kind == TokenKind::Not || token.span.of(self.text()).eq_ignore_ascii_case("not"))
    }
}
