//! Recovery of the rule `key`: directions of other languages, and what is left out around a key.

use super::clause::opens_foreign_clause;
use super::skip::skip;
use crate::span::Span;
use crate::syntax::ast::PathSpan;
use crate::syntax::error::ForeignSyntax;
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, PhraseError, path};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Skips one token before `by`, or inserts the `by` before a property.
pub(super) fn by(input: Input<'_>) -> Option<Input<'_>> {
    if input.rest().is_keyword(Keyword::By) {
        let needless = Span::new(input.end_before(), input.span().end());
        input.report(input.unexpected(Expected::By).cured(needless, ""));
        return Some(input.rest().rest());
    }
    if !input.is_name() || input.opens_clause() {
        return None;
    }
    input.report(input.unexpected(Expected::By).cured(Span::at(input.end_before()), " by"));
    Some(input)
}

/// Reports the failure of a key; returns the input at its end.
pub(super) fn failed(PhraseError { error, rest }: PhraseError<'_>) -> Input<'_> {
    rest.report(*error);
    skip(rest, |rest| rest.is(TokenKind::Comma) || rest.clause_word().is_some())
}

/// Inserts the comma before another key.
pub(super) fn missing_comma(input: Input<'_>) -> Option<Input<'_>> {
    opens_key(input).then(|| {
        input.report(input.unexpected(Expected::KeyEnd).cured(Span::at(input.end_before()), ","));
        input
    })
}

/// Returns `true` if a key begins at `input` without a comma before it: a property, and then the end of a key.
pub(super) fn opens_key(input: Input<'_>) -> bool {
    let is_other = input.clause_word().is_some() || opens_foreign_clause(input) || input.connective().is_some();
    if !input.is_name() || is_other {
        return false;
    }
    let Ok((rest, _)) = path(input.speculative(), Expected::SortKey) else { return false };
    let direction = if rest.is(TokenKind::Minus) { rest.rest() } else { rest };
    let is_directed = direction.any_word(&["asc", "desc", "collate", "ascending", "descending"]).is_some();
    is_directed || rest.is_empty() || rest.is(TokenKind::Comma) || rest.opens_clause()
}

/// Skips `descending` or `ascending`, with or without PowerShell's `-`.
pub(super) fn direction(input: Input<'_>) -> Option<Input<'_>> {
    let word = if input.is(TokenKind::Minus) { input.rest() } else { input };
    let descends = word.any_word(&["descending", "ascending"])? == "descending";
    let meant = if descends { "desc" } else { "asc" };
    input.report_foreign(ForeignSyntax::ForeignDirection, &word.rest(), Some(meant.to_owned()));
    Some(word.rest())
}

/// Parses a path with a `-` or `+` before it as its direction.
pub(super) fn signed(input: Input<'_>) -> Option<(Input<'_>, Option<PathSpan>)> {
    if !input.is(TokenKind::Minus) && !input.is(TokenKind::Plus) {
        return None;
    }
    let (rest, path) = path(input.rest(), Expected::SortKey).ok()?;
    let key = Span::new(input.rest().span().start(), rest.end_before()).of(input.text());
    let meant = if input.is(TokenKind::Minus) { format!("{key} desc") } else { key.to_owned() };
    input.report_foreign(ForeignSyntax::ForeignDirection, &rest, Some(meant));
    Some((rest, path))
}

/// Skips `nulls first` or `nulls last`: the place of null cannot be chosen.
pub(super) fn nulls(input: Input<'_>) -> Option<Input<'_>> {
    let rest = input.rest();
    let is_order = input.is_word("nulls") && rest.any_word(&["first", "last"]).is_some();
    is_order.then(|| {
        input.report_foreign(ForeignSyntax::ForeignDirection, &rest.rest(), None);
        rest.rest()
    })
}
