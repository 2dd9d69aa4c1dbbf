//! Looking ahead: what stands here, told by a token or a few.

use super::super::ast::Connective;
use super::super::classified::ClassifiedToken;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::input::Input;

impl Input<'_> {
    /// Whether a clause stands here although a filter could: only two tokens tell.
    pub(super) fn opens_clause(&self) -> bool {
        match self.clause_word() {
            Some("sort" | "order") => self.rest().is_keyword(Keyword::By),
            Some(_) => self.rest().is(TokenKind::Number),
            None => false,
        }
    }

    /// The word of a clause that begins here, where nothing else can.
    pub(super) fn clause_word(&self) -> Option<&'static str> {
        match self.keyword()? {
            Keyword::Sort => Some("sort"),
            Keyword::Order => Some("order"),
            Keyword::Offset => Some("offset"),
            Keyword::Limit => Some("limit"),
            _ => None,
        }
    }

    /// Whether an operator stands here, `not in` aside.
    pub(super) fn opens_operator(&self) -> bool {
        self.first().and_then(ClassifiedToken::operator).is_some()
    }

    /// Whether signs stand here such as operators are made of.
    pub(super) fn is_operator_symbol(&self) -> bool {
        match self.first().map(|token| token.kind) {
            Some(TokenKind::Operator(_) | TokenKind::Not) => true,
            Some(TokenKind::Malformed(_)) => {
                !self.written().contains(|sign: char| sign.is_alphanumeric() || sign == '"')
            }
            _ => false,
        }
    }

    /// Whether the operator that was read last goes on with a sign.
    pub(super) fn continues_symbol(&self) -> bool {
        self.is_operator_symbol() && self.touches()
    }

    /// Whether the first token touches the one before it.
    pub(super) fn touches(&self) -> bool {
        self.first().is_some_and(|token| token.span.start() == self.end() && self.end() > 0)
    }

    /// The connective that stands here.
    pub(super) fn connective(&self) -> Option<Connective> {
        let first = self.first()?;
        match (first.kind, first.keyword) {
            (TokenKind::And, _) | (_, Some(Keyword::And)) => Some(Connective::And),
            (TokenKind::Or, _) | (_, Some(Keyword::Or)) => Some(Connective::Or),
            (_, Some(Keyword::Xor)) => Some(Connective::Xor),
            _ => None,
        }
    }

    /// Whether an operand of a connective begins here: it takes the length of its `not`s, parentheses and path to tell.
    pub(super) fn opens_operand(&self) -> bool {
        let is_name = |input: &Self| input.is(TokenKind::Word) || input.is(TokenKind::Name);
        let mut first = *self;
        while first.is(TokenKind::OpenGroup) || first.is(TokenKind::Not) || first.is_keyword(Keyword::Not) {
            first = first.rest();
        }
        if !is_name(&first) {
            return false;
        }
        let mut rest = first.rest();
        while rest.is(TokenKind::Dot) && is_name(&rest.rest()) {
            rest = rest.rest().rest();
        }
        rest.opens_operator() || rest.is_keyword(Keyword::Not)
    }

    /// Whether a literal stands here that is a token of its own, so that nothing else can be meant.
    pub(super) fn is_literal(&self) -> bool {
        self.first().is_some_and(ClassifiedToken::is_literal)
    }

    /// Whether a literal stands here that is no word of an enum.
    pub(super) fn opens_constant(&self) -> bool {
        match self.first().map(|token| token.kind) {
            _ if self.is_literal() => true,
            Some(TokenKind::Minus) => self.rest().is(TokenKind::Number) && self.rest().touches(),
            Some(TokenKind::Word) => self.keyword().is_some_and(Keyword::is_constant),
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
