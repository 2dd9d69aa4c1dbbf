//! Looking ahead: what stands here, told by a token or a few.

use super::super::ast::Connective;
use super::super::token::TokenKind;
use super::input::Input;
use crate::operator::Operator;
use crate::path::is_constant;

impl Input<'_> {
    /// Whether a clause stands here although a filter could: only two tokens tell.
    pub(super) fn opens_clause(&self) -> bool {
        match self.clause_word() {
            Some("sort" | "order") => self.rest().is_word("by"),
            Some(_) => self.rest().is(TokenKind::Number),
            None => false,
        }
    }

    /// The word of a clause that begins here, where nothing else can.
    pub(super) fn clause_word(&self) -> Option<&'static str> {
        self.any_word(&["sort", "order", "offset", "limit"])
    }

    /// Whether an operator stands here, `not in` aside.
    pub(super) fn opens_operator(&self) -> bool {
        self.first().is_some_and(|token| match token.kind {
            TokenKind::Operator(_) => true,
            TokenKind::Word => self.written().parse::<Operator>().is_ok(),
            _ => false,
        })
    }

    /// Whether signs stand here such as operators are made of.
    pub(super) fn is_operator_sign(&self) -> bool {
        match self.first().map(|token| token.kind) {
            Some(TokenKind::Operator(_) | TokenKind::Not) => true,
            Some(TokenKind::Malformed(_)) => {
                !self.written().contains(|sign: char| sign.is_alphanumeric() || sign == '"')
            }
            _ => false,
        }
    }

    /// Whether the operator that was read last goes on with a sign.
    pub(super) fn continues_sign(&self) -> bool {
        self.is_operator_sign() && self.touches()
    }

    /// Whether the first token touches the one before it.
    pub(super) fn touches(&self) -> bool {
        self.first().is_some_and(|token| token.span.start() == self.end() && self.end() > 0)
    }

    /// The connective that stands here.
    pub(super) fn connective(&self) -> Option<Connective> {
        let words = [Connective::And, Connective::Xor, Connective::Or];
        match self.first()?.kind {
            TokenKind::And => Some(Connective::And),
            TokenKind::Or => Some(Connective::Or),
            TokenKind::Word => {
                let written = self.written();
                words.into_iter().find(|connective| written.eq_ignore_ascii_case(connective.spelling()))
            }
            _ => None,
        }
    }

    /// Whether an operand of a connective begins here: it takes the length of its `not`s, parentheses and path to tell.
    pub(super) fn opens_operand(&self) -> bool {
        let is_name = |input: &Self| input.is(TokenKind::Word) || input.is(TokenKind::Name);
        let mut first = *self;
        while first.is(TokenKind::OpenGroup) || first.is(TokenKind::Not) || first.is_word("not") {
            first = first.rest();
        }
        if !is_name(&first) {
            return false;
        }
        let mut rest = first.rest();
        while rest.is(TokenKind::Dot) && is_name(&rest.rest()) {
            rest = rest.rest().rest();
        }
        rest.opens_operator() || rest.is_word("not")
    }

    /// Whether a literal stands here that is a token of its own, so that nothing else can be meant.
    pub(super) fn is_literal(&self) -> bool {
        matches!(
            self.first().map(|token| token.kind),
            Some(TokenKind::Text | TokenKind::Number | TokenKind::Duration | TokenKind::Date | TokenKind::Parameter)
        )
    }

    /// Whether a literal stands here that is no word of an enum.
    pub(super) fn opens_constant(&self) -> bool {
        match self.first().map(|token| token.kind) {
            _ if self.is_literal() => true,
            Some(TokenKind::Minus) => self.rest().is(TokenKind::Number) && self.rest().touches(),
            Some(TokenKind::Word) => is_constant(self.written()),
            _ => false,
        }
    }

    /// Whether a filter can go on here, whatever is broken before it.
    pub(super) fn can_go_on(&self) -> bool {
        self.is_closing()
            || self.is(TokenKind::CloseList) && self.is_grouped()
            || self.connective().is_some()
            || self.opens_clause()
    }

    pub(super) fn is_closing(&self) -> bool {
        self.is(TokenKind::CloseGroup)
    }
}
