//! Clauses and directions of other languages.

use super::super::comparison::path;
use super::super::input::Input;
use super::{Replacement, preamble};
use crate::span::{Span, Spanned};
use crate::syntax::ast::Ast;
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// Words before a count that limit how many rows there are, and words that skip some.
const LIMITS: &[&str] = &["limit", "top", "take", "first", "head"];
const OFFSETS: &[&str] = &["offset", "skip"];

/// A clause of another language.
enum Clause<'t> {
    /// How many rows there are to be, and how many are skipped.
    Counts { offset: Option<&'t str>, limit: Option<&'t str> },
    /// Keys follow.
    Sort,
    /// One of this language follows.
    Own,
}

/// How reading goes on behind what was read of a clause of another language.
pub(in super::super) enum Behind<'t> {
    Keys(Input<'t>),
    Clause(Input<'t>),
}

/// Whether a clause of another language begins here.
pub(in super::super) fn opens_clause(input: Input<'_>) -> bool {
    input.clause_word().is_none() && read(input).is_some()
}

/// Reads a clause of another language into `ast`.
pub(in super::super) fn clause<'t>(input: Input<'t>, ast: &mut Ast) -> Option<Behind<'t>> {
    let (clause, rest) = read(input)?;
    let blank = if input.touches() { " " } else { "" };
    match clause {
        Clause::Counts { offset, limit } => {
            let count = |text: &str| Some(Spanned::new(text.parse().ok()?, input.up_to(&rest)));
            ast.offset = offset.and_then(count).or(ast.offset);
            ast.limit = limit.and_then(count).or(ast.limit);
            let clauses = [offset.map(|count| format!("offset {count}")), limit.map(|count| format!("limit {count}"))];
            let meant = clauses.into_iter().flatten().collect::<Vec<String>>().join(" ");
            input.report_foreign(ForeignSyntax::ForeignClause, &rest, Some(format!("{blank}{meant}")));
            Some(Behind::Clause(rest))
        }
        Clause::Sort => {
            let behind = if rest.touches() { " " } else { "" };
            input.report_foreign(ForeignSyntax::ForeignClause, &rest, Some(format!("{blank}sort by{behind}")));
            Some(Behind::Keys(rest))
        }
        Clause::Own => {
            let meant = if input.touches() && rest.touches() { " " } else { "" };
            let span = input.with_blanks_behind(&rest);
            // KQL sorts in descending order where none is given.
            let is_sort = input.is_symbol("|") && matches!(rest.clause_word(), Some("sort" | "order"));
            let doubt = (is_sort && !is_directed(rest)).then_some(Doubt::Direction);
            input.report_edit(
                ForeignSyntax::ForeignClause,
                input.up_to(&rest),
                Replacement::new(span, meant.to_owned(), doubt),
            );
            Some(Behind::Clause(rest))
        }
    }
}

/// Whether each key of the clause that begins here has a direction.
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

/// Whether a clause of this language goes on as one of another does.
pub(in super::super) fn goes_on(input: Input<'_>) -> bool {
    input.is(TokenKind::Comma) || input.any_word(&["row", "rows"]).is_some()
}

/// Whether what stands here can begin a clause of some language: of most tokens that is all that is asked.
fn may_open(input: Input<'_>) -> bool {
    match input.first().map(|token| token.kind) {
        Some(TokenKind::Word) => input.clause_word().is_some() || input.is_keyword(Keyword::ForeignClause),
        Some(TokenKind::Parameter | TokenKind::Malformed(_)) => true,
        _ => false,
    }
}

fn read(input: Input<'_>) -> Option<(Clause<'_>, Input<'_>)> {
    if !may_open(input) {
        return None;
    }
    if let Some(clause) = odata(input) {
        return Some(clause);
    }
    let word = if input.is_symbol("|") { input.rest() } else { input };
    if word.opens_clause() && word.end() != input.end() {
        return Some((Clause::Own, word));
    }
    if word.any_word(&["orderby", "sortby"]).is_some() {
        return Some((Clause::Sort, word.rest()));
    }
    let limits = word.any_word(LIMITS).is_some();
    if !limits && word.any_word(OFFSETS).is_none() {
        return fetch(word);
    }
    let is_assigned = word.clause_word().is_some() && word.rest().written() == "=";
    let number = if is_assigned { word.rest().rest() } else { word.rest() };
    let (count, behind) = (count(number)?, number.rest());
    let second = behind.rest();
    let (offset, limit, rest) = match self::count(second) {
        // The first of two counts is how many are skipped.
        Some(limit) if limits && behind.is(TokenKind::Comma) => (Some(count), Some(limit), second.rest()),
        _ if limits => (None, Some(count), behind),
        _ if behind.any_word(&["row", "rows"]).is_some() => (Some(count), None, second),
        _ => (Some(count), None, behind),
    };
    // As this language has it, it is none of another, however large its count.
    let is_own = word.clause_word().is_some() && !is_assigned && rest.end() == behind.end();
    (!is_own).then_some((Clause::Counts { offset, limit }, rest))
}

fn count(input: Input<'_>) -> Option<&str> {
    let is_count = input.is(TokenKind::Number) && input.written().bytes().all(|byte| byte.is_ascii_digit());
    is_count.then(|| input.written())
}

/// SQL's `fetch first 5 rows only`.
fn fetch(input: Input<'_>) -> Option<(Clause<'_>, Input<'_>)> {
    let word = input.rest();
    if !input.is_word("fetch") || word.any_word(&["first", "next"]).is_none() {
        return None;
    }
    let (limit, rows) = (count(word.rest())?, word.rest().rest());
    let is_whole = rows.any_word(&["row", "rows"]).is_some() && rows.rest().is_word("only");
    is_whole.then(|| (Clause::Counts { offset: None, limit: Some(limit) }, rows.rest().rest()))
}

/// OData's `&$top=5`.
fn odata(input: Input<'_>) -> Option<(Clause<'_>, Input<'_>)> {
    let name = if input.is_symbol("&") { input.rest() } else { input };
    let value = name.rest().rest();
    if !name.is(TokenKind::Parameter) || name.rest().written() != "=" {
        return None;
    }
    match name.written().to_ascii_lowercase().as_str() {
        "$top" => Some((Clause::Counts { offset: None, limit: Some(count(value)?) }, value.rest())),
        "$skip" => Some((Clause::Counts { offset: Some(count(value)?), limit: None }, value.rest())),
        "$orderby" => Some((Clause::Sort, value)),
        _ => None,
    }
}

/// Whether a filter stands here, behind a clause.
pub(in super::super) fn opens_filter(input: Input<'_>) -> bool {
    let behind = preamble::keyword(input).unwrap_or(input);
    behind.opens_operand() || preamble::row(behind).is_some()
}

/// Whether a clause begins here, at the head of a query, that another language has or that lacks its `by`.
pub(in super::super) fn opens_query_clause(input: Input<'_>) -> bool {
    match input.clause_word() {
        Some("sort" | "order") => opens_key(input.rest()),
        _ => opens_clause(input),
    }
}

/// Reports that the filter between `input` and `rest` stands behind a clause instead of at the `start`.
pub(in super::super) fn filter_behind<'t>(start: Input<'t>, input: Input<'t>, rest: Input<'t>, is_right: bool) {
    let clauses = Span::new(start.span().start(), input.end()).of(input.text());
    let whole = start.up_to(&rest);
    let meant = format!("{} {clauses}", input.written_up_to(&rest));
    input.report_at(ForeignSyntax::MisplacedFilter, input.up_to(&rest), is_right.then_some((whole, meant)));
}

/// Whether another key follows here without a comma: a property, and then the end of a key.
pub(in super::super) fn opens_key(input: Input<'_>) -> bool {
    let is_name = input.is(TokenKind::Word) || input.is(TokenKind::Name);
    if !is_name || input.clause_word().is_some() || opens_clause(input) || input.connective().is_some() {
        return false;
    }
    let Ok((rest, _)) = path(input.speculative(), Expected::SortKey) else { return false };
    let direction = if rest.is(TokenKind::Minus) { rest.rest() } else { rest };
    let is_directed = direction.any_word(&["asc", "desc", "collate", "ascending", "descending"]).is_some();
    is_directed || rest.is_empty() || rest.is(TokenKind::Comma) || rest.opens_clause()
}

/// What follows a direction behind a key that is written otherwise.
pub(in super::super) fn direction(input: Input<'_>) -> Option<Input<'_>> {
    let word = if input.is(TokenKind::Minus) { input.rest() } else { input };
    let descends = word.any_word(&["descending", "ascending"])? == "descending";
    input.report_foreign(
        ForeignSyntax::ForeignDirection,
        &word.rest(),
        Some(if descends { "desc" } else { "asc" }.to_owned()),
    );
    Some(word.rest())
}

/// A direction as a sign before a key, which `path` reads: what follows, and the key's path.
pub(in super::super) fn signed_key<'t, P>(
    input: Input<'t>,
    path: impl Fn(Input<'t>) -> Option<(Input<'t>, P)>,
) -> Option<(Input<'t>, P)> {
    let is_signed = input.is(TokenKind::Minus) || input.is(TokenKind::Plus);
    let (rest, read) = if is_signed { path(input.rest())? } else { return None };
    let key = Span::new(input.rest().span().start(), rest.end()).of(input.text());
    let meant = if input.is(TokenKind::Minus) { format!("{key} desc") } else { key.to_owned() };
    input.report_foreign(ForeignSyntax::ForeignDirection, &rest, Some(meant));
    Some((rest, read))
}

/// Where null is to be sorted, which is not to be chosen: what follows it.
pub(in super::super) fn nulls(input: Input<'_>) -> Option<Input<'_>> {
    let rest = input.rest();
    let is_order = input.is_word("nulls") && rest.any_word(&["first", "last"]).is_some();
    is_order.then(|| {
        input.report_foreign(ForeignSyntax::ForeignDirection, &rest.rest(), None);
        rest.rest()
    })
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
