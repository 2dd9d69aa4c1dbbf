//! Lookahead: tests of the first token or the first few, by which a rule decides.

use super::input::Input;
use crate::operator::Operator;
use crate::syntax::ast::Connective;
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// The first word of a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum ClauseWord {
    Sort,
    Order,
    Offset,
    Limit,
}

impl ClauseWord {
    pub(super) const fn spelling(self) -> &'static str {
        match self {
            Self::Sort => "sort",
            Self::Order => "order",
            Self::Offset => "offset",
            Self::Limit => "limit",
        }
    }

    /// Returns `true` if `by` and the sort keys follow the word.
    pub(in crate::syntax) const fn sorts(self) -> bool {
        match self {
            Self::Sort | Self::Order => true,
            Self::Offset | Self::Limit => false,
        }
    }
}

/// The first token.
impl<'t> Input<'t> {
    pub(in crate::syntax) fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    pub(in crate::syntax) fn is(&self, kind: TokenKind) -> bool {
        self.first().is_some_and(|token| token.kind == kind)
    }

    /// Returns the first token as written; empty at the end.
    pub(in crate::syntax) fn written(&self) -> &'t str {
        self.first().map_or("", |token| token.span.of(self.text()))
    }

    pub(in crate::syntax) fn keyword(&self) -> Option<Keyword> {
        self.first()?.keyword
    }

    pub(in crate::syntax) fn is_keyword(&self, keyword: Keyword) -> bool {
        self.keyword() == Some(keyword)
    }

    /// Returns the first token if it is a word.
    pub(in crate::syntax) fn word(&self) -> Option<&'t str> {
        self.is(TokenKind::Word).then(|| self.written())
    }

    /// Returns `true` if the first token is `word`, in any case.
    pub(in crate::syntax) fn is_word(&self, word: &str) -> bool {
        self.word().is_some_and(|written| written.eq_ignore_ascii_case(word))
    }

    /// Returns the one of `words` that the first token is, in any case.
    pub(in crate::syntax) fn any_word(&self, words: &[&'static str]) -> Option<&'static str> {
        let written = self.word()?;
        words.iter().copied().find(|word| written.eq_ignore_ascii_case(word))
    }

    pub(in crate::syntax) fn is_name(&self) -> bool {
        self.is(TokenKind::Word) || self.is(TokenKind::Name)
    }

    pub(in crate::syntax) fn is_closing(&self) -> bool {
        self.is(TokenKind::CloseGroup)
    }

    /// Returns `true` if the first token touches the one before it.
    pub(in crate::syntax) fn touches(&self) -> bool {
        self.first().is_some_and(|token| token.span.start() == self.end_before() && self.end_before() > 0)
    }

    /// Returns `true` if the first token is a literal by itself, whatever follows.
    pub(in crate::syntax) fn is_literal(&self) -> bool {
        self.first().is_some_and(ClassifiedToken::is_literal)
    }

    /// Returns the word of a clause that begins here. It may be a name or a value as well where those are expected.
    pub(in crate::syntax) fn clause_word(&self) -> Option<ClauseWord> {
        match self.keyword()? {
            Keyword::Sort => Some(ClauseWord::Sort),
            Keyword::Order => Some(ClauseWord::Order),
            Keyword::Offset => Some(ClauseWord::Offset),
            Keyword::Limit => Some(ClauseWord::Limit),
            _ => None,
        }
    }

    pub(in crate::syntax) fn connective(&self) -> Option<Connective> {
        let first = self.first()?;
        match (first.kind, first.keyword) {
            (TokenKind::And, _) | (_, Some(Keyword::And)) => Some(Connective::And),
            (TokenKind::Or, _) | (_, Some(Keyword::Or)) => Some(Connective::Or),
            (_, Some(Keyword::Xor)) => Some(Connective::Xor),
            _ => None,
        }
    }

    /// Returns `true` if an operator begins here, other than `not in`.
    pub(in crate::syntax) fn opens_operator(&self) -> bool {
        self.first().and_then(ClassifiedToken::operator).is_some()
    }
}

/// The first few tokens.
impl Input<'_> {
    /// Returns `true` if a clause begins here where a filter or a value could as well: two tokens decide.
    pub(in crate::syntax) fn opens_clause(&self) -> bool {
        match self.clause_word() {
            Some(ClauseWord::Sort | ClauseWord::Order) => self.rest().is_keyword(Keyword::By),
            Some(ClauseWord::Offset | ClauseWord::Limit) => self.rest().is(TokenKind::Number),
            None => false,
        }
    }

    /// Returns `true` if a literal begins here that is not a word of an enum.
    pub(in crate::syntax) fn opens_constant(&self) -> bool {
        match self.first().map(|token| token.kind) {
            _ if self.is_literal() => true,
            Some(TokenKind::Minus) => self.rest().is(TokenKind::Number) && self.rest().touches(),
            Some(TokenKind::Word) => self.keyword().is_some_and(Keyword::is_constant),
            _ => false,
        }
    }

    /// Returns `true` if a word begins here that no other language takes for the head of a value: `now(`,
    /// `datetime'…'`.
    pub(super) fn is_plain_word(&self) -> bool {
        let next = self.rest().first().map(|token| token.kind);
        self.is(TokenKind::Word) && !matches!(next, Some(TokenKind::OpenGroup | TokenKind::OpenList | TokenKind::Text))
    }

    /// Returns `true` if a list begins here that no other language takes for something else: `(Get-Date)`, `[int]"5"`,
    /// `[{"a": 1}]`.
    pub(super) fn is_plain_list(&self) -> bool {
        let next = self.rest().first().map(|token| token.kind);
        match self.first().map(|token| token.kind) {
            Some(TokenKind::OpenGroup) => next != Some(TokenKind::Word),
            Some(TokenKind::OpenList) => !matches!(next, Some(TokenKind::Word | TokenKind::Malformed(_))),
            _ => false,
        }
    }

    /// Returns `true` if the first token is one of the symbols of which operators are made.
    pub(in crate::syntax) fn is_operator_symbol(&self) -> bool {
        match self.first().map(|token| token.kind) {
            Some(TokenKind::Operator(_) | TokenKind::Not) => true,
            Some(TokenKind::Malformed(_)) => {
                !self.written().contains(|character: char| character.is_alphanumeric() || character == '"')
            }
            _ => false,
        }
    }

    /// Returns `true` if a symbol touches the operator before it, as in `=~`: another language's operator.
    pub(in crate::syntax) fn continues_symbol(&self) -> bool {
        self.is_operator_symbol() && self.touches()
    }

    /// Returns `true` if an operator of RSQL is here, such as `=gt=`. Its head is an operator of this language.
    #[inline]
    pub(in crate::syntax) fn opens_rsql(&self) -> bool {
        let (word, equal) = (self.rest(), TokenKind::Operator(Operator::Equal));
        self.is(equal)
            && word.is(TokenKind::Word)
            && word.touches()
            && word.rest().is(equal)
            && word.rest().touches()
            && self.written() == "="
            && word.rest().written() == "="
    }
}
