//! The interface between the grammar and error recovery: the failure of a rule, the one trait through which rules
//! recover, and what it returns.
//!
//! The grammar knows of recovery no more than this file; `crate::syntax::recover` implements the trait.

use crate::operator::Operator;
use crate::span::{Span, Spanned};
use crate::syntax::ast::{Ast, AstExpr, AstLiteral, AstOperand, PathSpan};
use crate::syntax::error::ParseError;
use crate::syntax::expected::Expected;

use super::input::Input;
use super::items::ListItems;
use super::stack::OperatorStack;

/// The failure of a phrase: the error, which is reported by the rule that goes on after it, and the input from there
/// on.
pub(in crate::syntax) struct PhraseError<'t> {
    pub(in crate::syntax) error: Box<ParseError>,
    pub(in crate::syntax) rest: Input<'t>,
}

/// The input after an operand that recovery understood, with the operand; `None` if it did not.
pub(in crate::syntax) type ParsedOperand<'t> = Option<(Input<'t>, AstExpr)>;

/// The result of recovery from a phrase that failed.
pub(in crate::syntax) enum Recovery<'t, T> {
    /// The phrase is done, understood or given up as a hole.
    Done(T),
    /// Something before the phrase was skipped, and the phrase is to be parsed from here.
    Again(Input<'t>),
}

/// The input after an operand of a filter or an item of a list.
pub(in crate::syntax) enum Continuation<'t> {
    /// Another operand or item follows, or the bracket that ends the list.
    Next(Input<'t>),
    /// The filter or the list ends.
    End(Input<'t>),
}

/// A place at which something may be skipped that another language has there, or that takes the place of a phrase.
#[derive(Clone, Copy)]
pub(in crate::syntax) enum RecoverySite {
    /// In the place of `by`: `sort name`, `sort of by name`.
    By,
    /// After a sort key's `asc` or `desc`, or where that would be: `sort by name descending`.
    SortDirection,
    /// At the end of a sort key: `sort by name nulls last`.
    NullOrder,
    /// Between sort keys, where no comma is: `sort by name state`.
    KeyEnd,
    /// In the place of the duration after `now -`: `now - 7 days`, `now - interval '7 days'`.
    Duration,
    /// In the place of a collation: `collate german`.
    Collation,
}

/// The error recovery, as the grammar knows it: a method for each place where a phrase can fail, or where the spelling
/// of another language has to be tried before the rule. Each names the rule that calls it, reports what is wrong, and
/// returns where the rule goes on and what it may take for its phrase.
pub(in crate::syntax) trait Recover {
    /// Returns the input after what is skipped at `site`, or `None` if nothing is.
    fn skip<'t>(&self, site: RecoverySite, input: Input<'t>) -> Option<Input<'t>>;

    /// `query`: returns `true` if the query begins with a clause that the grammar does not know: `top 5`, `sort name`.
    fn opens_clause(&self, input: Input<'_>) -> bool;

    /// `query`: the clause at `input` failed. Parses into `ast` what it may be instead, a clause of another language or
    /// a filter that should be at `start`, or skips it; returns the input at the next clause.
    fn clause<'t>(&self, start: Input<'t>, input: Input<'t>, ast: &mut Ast, failed: PhraseError<'t>) -> Input<'t>;

    /// `clause`: returns the input after the rest of the clause at `clause`, if it goes on after its count, at `rest`:
    /// `limit 10, 5`, `offset 5 rows`.
    fn after_count<'t>(&self, clause: Input<'t>, rest: Input<'t>, ast: &mut Ast) -> Option<Input<'t>>;

    /// `query`: the text from `start` on, with this filter, has errors. Reports the operators of the filter that mean
    /// something else in the language that the rest of the text is in.
    fn homonyms(&self, start: Input<'_>, filter: &AstExpr);

    /// `key`: no path is here. Returns what is taken for one: `-name`.
    fn key_path<'t>(&self, input: Input<'t>) -> Option<(Input<'t>, Option<PathSpan>)>;

    /// `clause`: a key failed. Returns the input at its end.
    fn key<'t>(&self, failed: PhraseError<'t>) -> Input<'t>;

    /// `not`: the operand at `input` failed. Pushes what it is taken for on `stack`.
    fn operand<'t>(
        &self,
        stack: &mut OperatorStack,
        input: Input<'t>,
        failed: PhraseError<'t>,
    ) -> Recovery<'t, Input<'t>>;

    /// `not`: what opens at `input` is too deep.
    fn too_deep<'t>(&self, stack: &mut OperatorStack, input: Input<'t>, error: ParseError) -> Recovery<'t, Input<'t>>;

    /// `filter`: neither a connective nor the end of the filter or the group is at `input`.
    fn after_operand<'t>(&self, stack: &mut OperatorStack, input: Input<'t>) -> Recovery<'t, Continuation<'t>>;

    /// `comparison`: no operator of this language is at `input`, or one that goes on as another language's does.
    /// Returns the comparison from its `property` on, if it is one of another language; `path` is its property's.
    fn comparison<'t>(&self, property: Input<'t>, input: Input<'t>, path: Option<PathSpan>) -> ParsedOperand<'t>;

    /// `operator`: a `not` is before an operator that does not take one, in the comparison from `property` on.
    fn misplaced_not(&self, property: Input<'_>, not: Span, operator: Spanned<Operator>);

    /// `path`: returns `true` if the reserved word at `input` is taken for the name of a property.
    fn reserved_name(&self, input: Input<'_>) -> bool;

    /// `value`: the token at `input` does not decide that a value of this language is here. `is_list` is `true` if the
    /// operator takes a list.
    fn value<'t>(&self, input: Input<'t>, is_list: bool) -> Recovery<'t, (Input<'t>, AstOperand)>;

    /// `value`: the item at `input` failed. Returns the hole that it leaves, and the input after it.
    fn value_hole<'t>(&self, input: Input<'t>, failed: PhraseError<'t>) -> (Input<'t>, AstLiteral);

    /// `item`: the token at `input` does not decide that an item of this language is here. Returns what is taken for
    /// one.
    fn item<'t>(&self, input: Input<'t>, expected: Expected) -> Option<(Input<'t>, AstLiteral)>;

    /// `list`: the list at `input` is too deep. Returns the hole that it leaves.
    fn too_deep_list<'t>(&self, input: Input<'t>, error: ParseError) -> (Input<'t>, AstOperand);

    /// `items`: the item at `input` failed. Returns the input after it.
    fn list_item<'t>(&self, items: &mut ListItems, input: Input<'t>, failed: PhraseError<'t>) -> Input<'t>;

    /// `items`: neither a comma nor the end of the list is at `input`.
    fn after_item<'t>(&self, items: &mut ListItems, input: Input<'t>) -> Continuation<'t>;

    /// `list`: reports the list that was opened at `open` and is not closed at `input`.
    fn unclosed_list(&self, items: &ListItems, open: Span, input: Input<'_>);
}
