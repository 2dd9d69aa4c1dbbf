//! The parser: a strict grammar below, error recovery above.
//!
//! A text becomes tokens once, each classified with the keyword that it is ([`ClassifiedToken`](super::classified::ClassifiedToken)). The rules of
//! [`grammar`](super::grammar) read these tokens, one function for each rule; the connectives are read by an explicit operator stack,
//! so that no nesting exhausts the stack of the thread. Parsing is linear: a token or two decide for a rule, and no two
//! alternatives share a prefix. Once the first token has decided, a rule is committed: its failure is final, and says what
//! was expected. [`recover`](super::recover) is called only then, or where a token does not decide.
//!
//! The words of the parser:
//! - **fail**: a rule returns a `PhraseError`, the error and the input from there on. It reports nothing.
//! - **report**: an error is added to those of the text. A rule that can go on as if nothing were wrong reports and does so;
//!   for one that failed, whoever goes on after it reports.
//! - **hole**: the part of the tree that a failed phrase leaves. Only a tree with reported errors has holes; the checker
//!   looks at what is around them.
//! - **speculative**: a parse that reports nothing, by which recovery finds out what is there.

use memchr::memchr;
use nom::Finish;

use super::Limits;
use super::ast::{Ast, Literal};
use super::classified::ClassifiedTokens;
use super::error::{ParseError, ParseErrorKind, Recovered};
use super::expected::Expected;
use super::grammar::{Errors, Input, Source, item, query};
use super::recover::{ErrorRecovery, joined};
use crate::span::Span;

/// Parses `text`; fails with all that is wrong with it, and the tree with holes.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Ast, Box<Recovered>> {
    let longest = limits.text.min(Span::MAX_TEXT);
    if text.len() > longest {
        let kind = ParseErrorKind::TextTooLong { length: text.len(), limit: longest };
        let faults = vec![ParseError::new(kind, Span::at(0))];
        return Err(Box::new(Recovered { ast: Ast::default(), faults, more: 0 }));
    }
    let mut ast = Ast::default();
    let Outcome { errors, more, .. } = run(text, limits, |input, comments| {
        ast.comments = comments;
        query(input, &mut ast);
    });
    if errors.is_empty() { Ok(ast) } else { Err(Box::new(Recovered { ast, faults: errors, more })) }
}

/// Parses `text` as one literal; fails with all that is wrong with it.
pub(super) fn parse_literal(text: &str) -> Result<Literal, Vec<ParseError>> {
    let Outcome { output, errors, .. } = run(text, &Limits::default(), |input, _| only_item(input));
    output.filter(|_| errors.is_empty()).ok_or(errors)
}

/// `item`, and the end of the text.
fn only_item(input: Input<'_>) -> Option<Literal> {
    let (rest, literal) = item(input, Expected::Value).finish().map_err(|failed| input.report(*failed.error)).ok()?;
    if !rest.is_empty() {
        rest.report(rest.unexpected(Expected::ClauseOrEnd));
    }
    Some(literal)
}

/// The outcome of a parse.
struct Outcome<O> {
    output: O,
    errors: Vec<ParseError>,
    /// The count of errors that were not kept.
    more: usize,
}

/// Parses `text` by `rule`, which gets the comments as well.
fn run<O>(text: &str, limits: &Limits, rule: impl for<'t> FnOnce(Input<'t>, Vec<Span>) -> O) -> Outcome<O> {
    let ClassifiedTokens { all, comments, has_malformed } = ClassifiedTokens::classify(text);
    let tokens = if has_malformed { joined(&all, text) } else { all };
    let errors = Errors::default();
    let recovery = ErrorRecovery::default();
    let has_escapes = memchr(b'\\', text.as_bytes()).is_some();
    let source = Source { text, limits, tokens: &tokens, has_escapes, errors: &errors, recovery: &recovery };
    let output = rule(Input::new(&source), comments);
    let (errors, more) = errors.finish();
    Outcome { output, errors, more }
}
