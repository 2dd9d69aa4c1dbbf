//! Clauses of other languages.

use super::report::Replacement;
use crate::span::Spanned;
use crate::syntax::ast::Ast;
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::grammar::{ClauseWord, Input, keys};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Words before a count of rows to return.
const LIMITS: &[&str] = &["limit", "top", "take", "first", "head"];
/// Words before a count of rows to skip.
const OFFSETS: &[&str] = &["offset", "skip"];

/// A clause of another language.
enum ForeignClause<'t> {
    Counts {
        offset: Option<&'t str>,
        limit: Option<&'t str>,
    },
    /// The head of a sort clause; the keys follow.
    Sort,
    /// A separator before a clause of this language.
    Separator,
}

/// Returns `true` if a clause of another language begins at `input`.
pub(super) fn opens_foreign_clause(input: Input<'_>) -> bool {
    input.clause_word().is_none() && read(input).is_some()
}

/// Reports a clause of another language and parses it into `ast`; returns the input after it.
pub(super) fn foreign_clause<'t>(input: Input<'t>, ast: &mut Ast) -> Option<Input<'t>> {
    let (clause, rest) = read(input)?;
    let blank = if input.touches() { " " } else { "" };
    match clause {
        ForeignClause::Counts { offset, limit } => {
            let count = |text: &str| Some(Spanned::new(text.parse().ok()?, input.up_to(&rest)));
            ast.offset = offset.and_then(count).or(ast.offset);
            ast.limit = limit.and_then(count).or(ast.limit);
            let clauses = [offset.map(|count| format!("offset {count}")), limit.map(|count| format!("limit {count}"))];
            let meant = clauses.into_iter().flatten().collect::<Vec<String>>().join(" ");
            input.report_foreign(ForeignSyntax::ForeignClause, &rest, Some(format!("{blank}{meant}")));
            Some(rest)
        }
        ForeignClause::Sort => {
            let after = if rest.touches() { " " } else { "" };
            input.report_foreign(ForeignSyntax::ForeignClause, &rest, Some(format!("{blank}sort by{after}")));
            let (rest, keys) = keys(rest);
            ast.sort = keys;
            Some(rest)
        }
        ForeignClause::Separator => {
            let meant = if input.touches() && rest.touches() { " " } else { "" };
            let span = input.with_blanks_after(&rest);
            // KQL sorts in descending order by default.
            let is_sort = input.is_symbol("|") && rest.clause_word().is_some_and(ClauseWord::sorts);
            let doubt = (is_sort && !is_directed(rest)).then_some(Doubt::Direction);
            input.report_edit(
                ForeignSyntax::ForeignClause,
                input.up_to(&rest),
                Replacement::new(span, meant.to_owned(), doubt),
            );
            Some(rest)
        }
    }
}

/// Returns `true` if each key of the clause at `input` has a direction.
fn is_directed(input: Input<'_>) -> bool {
    let mut rest = input;
    loop {
        let next = rest.rest();
        let ends = next.is_empty() || next.is(TokenKind::Comma) || next.is_symbol("|") || next.opens_clause();
        if ends && rest.any_word(&["asc", "desc", "ascending", "descending"]).is_none() {
            return false;
        }
        if ends && !next.is(TokenKind::Comma) {
            return true;
        }
        rest = next;
    }
}

/// Reports and parses the clause at `clause` if it goes on after its count, at `rest`, as one of another language does.
pub(super) fn after_count<'t>(clause: Input<'t>, rest: Input<'t>, ast: &mut Ast) -> Option<Input<'t>> {
    let goes_on = rest.is(TokenKind::Comma) || rest.any_word(&["row", "rows"]).is_some();
    goes_on.then(|| foreign_clause(clause, ast).unwrap_or(rest))
}

/// Returns `true` if the first token can begin a clause of some language. Rejects most tokens quickly.
fn may_open(input: Input<'_>) -> bool {
    match input.first().map(|token| token.kind) {
        Some(TokenKind::Word) => input.clause_word().is_some() || input.is_keyword(Keyword::ForeignClause),
        Some(TokenKind::Parameter | TokenKind::Malformed(_)) => true,
        _ => false,
    }
}

/// Returns the foreign clause, or its head, at `input`, and the input after it.
fn read(input: Input<'_>) -> Option<(ForeignClause<'_>, Input<'_>)> {
    if !may_open(input) {
        return None;
    }
    if let Some(clause) = odata(input) {
        return Some(clause);
    }
    let word = if input.is_symbol("|") { input.rest() } else { input };
    if word.opens_clause() && word.end_before() != input.end_before() {
        return Some((ForeignClause::Separator, word));
    }
    if word.any_word(&["orderby", "sortby"]).is_some() {
        return Some((ForeignClause::Sort, word.rest()));
    }
    let limits = word.any_word(LIMITS).is_some();
    if !limits && word.any_word(OFFSETS).is_none() {
        return fetch(word);
    }
    let is_assigned = word.clause_word().is_some() && word.rest().written() == "=";
    let number = if is_assigned { word.rest().rest() } else { word.rest() };
    let (count, after) = (count(number)?, number.rest());
    let second = after.rest();
    let (offset, limit, rest) = match self::count(second) {
        // The first of two counts is that of the rows to skip.
        Some(limit) if limits && after.is(TokenKind::Comma) => (Some(count), Some(limit), second.rest()),
        _ if limits => (None, Some(count), after),
        _ if after.any_word(&["row", "rows"]).is_some() => (Some(count), None, second),
        _ => (Some(count), None, after),
    };
    // A clause of this language is none of another, however large its count.
    let is_own = word.clause_word().is_some() && !is_assigned && rest.end_before() == after.end_before();
    (!is_own).then_some((ForeignClause::Counts { offset, limit }, rest))
}

fn count(input: Input<'_>) -> Option<&str> {
    let is_count = input.is(TokenKind::Number) && input.written().bytes().all(|byte| byte.is_ascii_digit());
    is_count.then(|| input.written())
}

/// SQL's `fetch first 5 rows only`.
fn fetch(input: Input<'_>) -> Option<(ForeignClause<'_>, Input<'_>)> {
    let word = input.rest();
    if !input.is_word("fetch") || word.any_word(&["first", "next"]).is_none() {
        return None;
    }
    let (limit, rows) = (count(word.rest())?, word.rest().rest());
    let is_whole = rows.any_word(&["row", "rows"]).is_some() && rows.rest().is_word("only");
    is_whole.then(|| (ForeignClause::Counts { offset: None, limit: Some(limit) }, rows.rest().rest()))
}

/// OData's `&$top=5`.
fn odata(input: Input<'_>) -> Option<(ForeignClause<'_>, Input<'_>)> {
    let name = if input.is_symbol("&") { input.rest() } else { input };
    let value = name.rest().rest();
    if !name.is(TokenKind::Parameter) || name.rest().written() != "=" {
        return None;
    }
    match name.written().to_ascii_lowercase().as_str() {
        "$top" => Some((ForeignClause::Counts { offset: None, limit: Some(count(value)?) }, value.rest())),
        "$skip" => Some((ForeignClause::Counts { offset: Some(count(value)?), limit: None }, value.rest())),
        "$orderby" => Some((ForeignClause::Sort, value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LIMITS, OFFSETS};
    use crate::syntax::keyword::Keyword;

    #[test]
    fn every_word_of_a_clause_is_known_as_one() {
        for word in LIMITS.iter().chain(OFFSETS).chain(&["orderby", "sortby", "fetch"]) {
            let keyword = Keyword::of(word);
            assert!(matches!(keyword, Some(Keyword::Limit | Keyword::Offset | Keyword::ForeignClause)), "{word}");
        }
    }
}
