//! The strict grammar. A function that parses a rule of the grammar in [`crate::syntax`] is named as the rule, has it
//! in its documentation, and reads nothing else; a function for a part of a rule has that part in its documentation.
//!
//! A rule takes an [`Input`] by value and returns the input after its phrase with what the phrase is; it is a parser of
//! nom, so that nom's combinators compose rules. The leaves are our own: the tokens are classified already, and one of
//! them decides what comes next (two at `sort by`, `limit 5` and `not in`). The rules from `filter` to `not` use an
//! operator stack instead, see [`connective`].
//!
//! All that a wrong text needs is in the implementation of one trait, [`Recover`], which the caller passes in. A rule
//! calls `input.recover()` where its phrase fails and it can go on after a hole, and where the spelling of another
//! language would otherwise be taken for a phrase of this one; never where a token has already decided for a phrase of
//! this language. So the rules read alone, and recovery, which is much longer, calls them and is not called by name.

mod comparison;
mod connective;
mod errors;
mod input;
mod item;
mod items;
mod list;
mod lookahead;
mod path;
mod phrase;
mod query;
mod recovery;
mod stack;
mod value;

use nom::IResult;

pub(super) use comparison::{WrittenOperator, after_path, after_value, operator};
pub(super) use connective::filter;
pub(super) use errors::Errors;
pub(super) use input::{Input, ParseSource};
pub(super) use item::item;
pub(super) use items::ListItems;
pub(super) use list::{after_item, push};
pub(super) use lookahead::ClauseWord;
pub(super) use path::path;
pub(super) use phrase::fail;
pub(super) use query::{keys, query};
pub(super) use recovery::{Continuation, ParsedOperand, PhraseError, Recover, Recovery, RecoverySite};
pub(super) use stack::OperatorStack;
pub(super) use value::value;

/// The result of a rule: the input after its phrase with what the phrase is, or the failure.
pub(super) type Parse<'t, O> = IResult<Input<'t>, O, PhraseError<'t>>;
