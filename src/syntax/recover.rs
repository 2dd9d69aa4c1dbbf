//! Error recovery: what the parser does at a place where a phrase fails, or where another language has something that
//! the grammar would misread.
//!
//! [`ErrorRecovery`] implements the interface by which the grammar calls it; each method is a file or a part of one. A
//! failed phrase is first taken for one of another language or a typical mistake ([`ForeignSyntax`]): that is reported
//! with what was meant, as an edit where it is certain, and parsing goes on as if it had been written. Otherwise the
//! failure itself is reported, a hole takes the place of the phrase, and parsing goes on at the next token where some
//! rule can ([`skip`]). To find out whether some phrase is at a place, recovery calls its rule speculatively.
//!
//! After the first hundred errors, recovery no longer tries other languages for operands and for what is between them:
//! it only skips, and errors are only counted. A long text may be wrong everywhere.
//!
//! [`ForeignSyntax`]: super::error::ForeignSyntax

mod after_operand;
mod alone;
mod call;
mod case;
mod clause;
mod comparison;
mod evidence;
mod function;
mod garbage;
mod homonym;
mod json;
mod list;
mod lookahead;
mod name;
mod null_test;
mod operand;
mod operator;
mod pattern;
mod preamble;
mod prefix;
mod query;
mod relative_time;
mod report;
mod rest_of_value;
mod skip;
mod sort_key;
mod spelling;
mod value;

use super::ast::{Ast, AstExpr, AstLiteral, AstOperand, PathSpan};
use super::error::ParseError;
use super::expected::Expected;
use super::grammar::{
    Continuation, Input, ListItems, OperatorStack, ParsedOperand, PhraseError, Recover, Recovery, RecoverySite,
};
use crate::operator::Operator;
use crate::span::{Span, Spanned};
use evidence::TextEvidence;

pub(super) use garbage::join_garbage;
pub(crate) use rest_of_value::spoken_unit;

/// The error recovery of one parse.
#[derive(Default)]
pub(super) struct ErrorRecovery {
    evidence: TextEvidence,
}

impl Recover for ErrorRecovery {
    fn skip<'t>(&self, site: RecoverySite, input: Input<'t>) -> Option<Input<'t>> {
        match site {
            RecoverySite::By => sort_key::by(input),
            RecoverySite::SortDirection => sort_key::direction(input),
            RecoverySite::NullOrder => sort_key::nulls(input),
            RecoverySite::KeyEnd => sort_key::missing_comma(input),
            RecoverySite::Duration => relative_time::duration(input),
            RecoverySite::Collation => comparison::collation(input),
        }
    }

    fn opens_clause(&self, input: Input<'_>) -> bool {
        query::opens_clause(input)
    }

    fn clause<'t>(&self, start: Input<'t>, input: Input<'t>, ast: &mut Ast, failed: PhraseError<'t>) -> Input<'t> {
        query::clause(start, input, ast, failed)
    }

    fn after_count<'t>(&self, clause: Input<'t>, rest: Input<'t>, ast: &mut Ast) -> Option<Input<'t>> {
        clause::after_count(clause, rest, ast)
    }

    fn homonyms(&self, start: Input<'_>, filter: &AstExpr) {
        homonym::homonyms(start, filter, self.evidence.of(start));
    }

    fn key_path<'t>(&self, input: Input<'t>) -> Option<(Input<'t>, Option<PathSpan>)> {
        sort_key::signed(input)
    }

    fn key<'t>(&self, failed: PhraseError<'t>) -> Input<'t> {
        sort_key::failed(failed)
    }

    fn operand<'t>(
        &self,
        stack: &mut OperatorStack,
        input: Input<'t>,
        failed: PhraseError<'t>,
    ) -> Recovery<'t, Input<'t>> {
        operand::operand(&self.evidence, stack, input, failed)
    }

    fn too_deep<'t>(&self, stack: &mut OperatorStack, input: Input<'t>, error: ParseError) -> Recovery<'t, Input<'t>> {
        operand::too_deep(stack, input, error)
    }

    fn after_operand<'t>(&self, stack: &mut OperatorStack, input: Input<'t>) -> Recovery<'t, Continuation<'t>> {
        after_operand::after_operand(&self.evidence, stack, input)
    }

    fn comparison<'t>(&self, property: Input<'t>, input: Input<'t>, path: Option<PathSpan>) -> ParsedOperand<'t> {
        operator::comparison(&self.evidence, property, input, path)
    }

    fn misplaced_not(&self, property: Input<'_>, not: Span, operator: Spanned<Operator>) {
        operator::misplaced_not(property, not, operator);
    }

    fn reserved_name(&self, input: Input<'_>) -> bool {
        name::reserved(input)
    }

    fn value<'t>(&self, input: Input<'t>, is_list: bool) -> Recovery<'t, (Input<'t>, AstOperand)> {
        value::value(input, is_list)
    }

    fn value_hole<'t>(&self, input: Input<'t>, failed: PhraseError<'t>) -> (Input<'t>, AstLiteral) {
        value::hole(input, failed)
    }

    fn item<'t>(&self, input: Input<'t>, expected: Expected) -> Option<(Input<'t>, AstLiteral)> {
        value::item(input, expected)
    }

    fn too_deep_list<'t>(&self, input: Input<'t>, error: ParseError) -> (Input<'t>, AstOperand) {
        list::too_deep(input, error)
    }

    fn list_item<'t>(&self, items: &mut ListItems, input: Input<'t>, failed: PhraseError<'t>) -> Input<'t> {
        list::item(items, input, failed)
    }

    fn after_item<'t>(&self, items: &mut ListItems, input: Input<'t>) -> Continuation<'t> {
        list::after_item(items, input)
    }

    fn unclosed_list(&self, items: &ListItems, open: Span, input: Input<'_>) {
        list::unclosed(items, open, input);
    }
}
