//! Recovery of the rule `query`: clauses that fail, and a filter in the place of a clause.

use super::clause::{foreign_clause, opens_foreign_clause};
use super::prefix;
use super::skip::{skip, skip_one};
use super::sort_key::opens_key;
use crate::span::Span;
use crate::syntax::ast::Ast;
use crate::syntax::error::{ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::grammar::{ClauseWord, Input, PhraseError, filter};

/// Returns `true` if a clause begins the query that is another language's, or that lacks its `by`.
pub(super) fn opens_clause(input: Input<'_>) -> bool {
    match input.clause_word() {
        Some(ClauseWord::Sort | ClauseWord::Order) => opens_key(input.rest()),
        Some(ClauseWord::Offset | ClauseWord::Limit) | None => opens_foreign_clause(input),
    }
}

/// Parses a clause of another language at `input`, where a clause `failed`, or the filter, which should be at `start`,
/// or skips to the next clause.
pub(super) fn clause<'t>(start: Input<'t>, input: Input<'t>, ast: &mut Ast, failed: PhraseError<'t>) -> Input<'t> {
    if let Some(after) = foreign_clause(input, ast) {
        return after;
    }
    let (error, rest) = match input.is_closing() {
        true => (ParseError::new(ParseErrorKind::Unopened, input.span()), input.rest()),
        false => (*failed.error, failed.rest),
    };
    let consumed_nothing = rest.span() == input.span();
    if ast.filter.is_none() && consumed_nothing && opens_filter(rest) {
        return misplaced_filter(start, rest, ast);
    }
    rest.report(error);
    let rest = if consumed_nothing { skip_one(rest) } else { rest };
    skip(rest, |rest| rest.clause_word().is_some() || opens_foreign_clause(*rest))
}

/// Returns `true` if a filter begins at `input`, after a clause.
fn opens_filter(input: Input<'_>) -> bool {
    let after = prefix::keyword(input).unwrap_or(input);
    after.opens_operand() || prefix::row(after).is_some()
}

/// Parses and reports the filter at `input`, which should be at `start`, before the clauses.
fn misplaced_filter<'t>(start: Input<'t>, input: Input<'t>, ast: &mut Ast) -> Input<'t> {
    let errors = input.count_errors();
    let (rest, expr) = filter(input);
    ast.filter = Some(expr);
    let is_correct = input.count_errors() == errors;
    let clauses = Span::new(start.span().start(), input.end_before()).of(input.text());
    let meant = format!("{} {clauses}", input.written_up_to(&rest));
    let edit = is_correct.then_some((start.up_to(&rest), meant));
    input.report_at(ForeignSyntax::MisplacedFilter, input.up_to(&rest), edit);
    rest
}
