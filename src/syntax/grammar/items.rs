//! The items of a list that is being parsed, within the limit of their number.

use crate::syntax::ast::{AstLiteral, LiteralKind};
use crate::syntax::token::TokenKind;

/// The items of a list up to some place in it.
pub(in crate::syntax) struct ListItems {
    /// The bracket that ends the list.
    pub(in crate::syntax) close: TokenKind,
    pub(in crate::syntax) items: Vec<AstLiteral>,
    limit: usize,
    is_too_long: bool,
    /// `true` if an item could not be parsed: a further failure is then a consequence of it, and is not reported.
    pub(in crate::syntax) is_broken: bool,
}

impl ListItems {
    pub(super) fn new(close: TokenKind, limit: usize) -> Self {
        Self { close, items: Vec::new(), limit, is_too_long: false, is_broken: false }
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Makes room for `count` more items, within the limit.
    pub(super) fn reserve(&mut self, count: usize) {
        self.items.reserve(count.min(self.limit));
    }

    /// Appends `item`; returns `false` for the first that exceeds the limit. Inlined into the loop that reads a long
    /// list.
    #[inline(always)]
    pub(super) fn push(&mut self, item: AstLiteral) -> bool {
        // An item that cannot be anything else is one, whatever failed before it.
        self.is_broken &= matches!(item.kind, LiteralKind::Word | LiteralKind::Hole);
        if self.items.len() < self.limit {
            self.items.push(item);
            return true;
        }
        std::mem::replace(&mut self.is_too_long, true)
    }

    /// Returns the text of the bracket that ends the list.
    pub(in crate::syntax) fn closing_bracket(&self) -> &'static str {
        if self.close == TokenKind::CloseList { "]" } else { ")" }
    }
}
