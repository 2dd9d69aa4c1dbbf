//! The parser: a strict grammar (`grammar`), and error recovery (`recover`) that the grammar calls through one trait.
//!
//! A text becomes tokens once, each classified with the keyword that it is (`classified`). The rules of `grammar` read
//! these tokens, one function for each rule, as parsers of nom; the connectives are read by an explicit operator stack,
//! so that no nesting exhausts the stack of the thread. Parsing is linear: a token or two decide for a rule, and no two
//! alternatives share a prefix. Once the first token has decided, the parser is committed: a failure is final, and
//! names what was expected. Only then, or where a token does not decide, is `recover` called.
//!
//! The words of the parser:
//! - **fail**: a rule returns a `PhraseError`, the error and the input from there on. It reports nothing.
//! - **report**: an error is added to those of the text. A rule that can go on as if nothing were wrong reports and
//!   does so; the failure of a rule is reported by the caller that goes on after it.
//! - **hole**: the part of the tree that a failed phrase leaves, so that the check can look at what is around it. Only
//!   a tree with errors has holes.
//! - **speculative**: a parse that reports nothing, by which recovery finds out whether some phrase is at a place.

use memchr::memchr;
use nom::Finish;

use super::Limits;
use super::ast::{Ast, AstLiteral};
use super::classified::ClassifiedTokens;
use super::error::{ParseError, ParseErrorKind, Recovered};
use super::expected::Expected;
use super::grammar::{Errors, Input, ParseSource, item, query};
use super::recover::{ErrorRecovery, join_garbage};
use crate::span::Span;

/// Parses `text`.
///
/// # Errors
/// All errors of the text, with the tree that has holes in their places.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Ast, Box<Recovered>> {
    let longest = limits.text.min(Span::MAX_TEXT);
    if text.len() > longest {
        let kind = ParseErrorKind::TextTooLong { length: text.len(), limit: longest };
        let errors = vec![ParseError::new(kind, Span::at(0))];
        return Err(Box::new(Recovered { ast: Ast::default(), errors, more: 0 }));
    }
    let mut ast = Ast::default();
    let ParseOutcome { errors, more, .. } = run(text, limits, |input, comments| {
        ast.comments = comments;
        query(input, &mut ast);
    });
    if errors.is_empty() { Ok(ast) } else { Err(Box::new(Recovered { ast, errors, more })) }
}

/// Parses `text` as one literal.
///
/// # Errors
/// All errors of the text, one of which may be that it goes on after the literal.
pub(super) fn parse_literal(text: &str) -> Result<AstLiteral, Vec<ParseError>> {
    let ParseOutcome { output, errors, .. } = run(text, &Limits::default(), |input, _| only_item(input));
    output.filter(|_| errors.is_empty()).ok_or(errors)
}

/// `item`, and the end of the text.
fn only_item(input: Input<'_>) -> Option<AstLiteral> {
    let (rest, literal) = item(input, Expected::Value).finish().map_err(|failed| input.report(*failed.error)).ok()?;
    if !rest.is_empty() {
        rest.report(rest.unexpected(Expected::ClauseOrEnd));
    }
    Some(literal)
}

/// The outcome of a parse.
struct ParseOutcome<O> {
    output: O,
    errors: Vec<ParseError>,
    /// The count of errors that were not kept.
    more: usize,
}

/// Parses `text` by `rule`, which gets the comments as well.
fn run<O>(text: &str, limits: &Limits, rule: impl for<'t> FnOnce(Input<'t>, Vec<Span>) -> O) -> ParseOutcome<O> {
    let ClassifiedTokens { all, comments, has_malformed } = ClassifiedTokens::classify(text);
    let tokens = if has_malformed { join_garbage(&all, text) } else { all };
    let errors = Errors::default();
    let recovery = ErrorRecovery::default();
    let has_escapes = memchr(b'\\', text.as_bytes()).is_some();
    let source = ParseSource { text, limits, tokens: &tokens, has_escapes, errors: &errors, recovery: &recovery };
    let output = rule(Input::new(&source), comments);
    let (errors, more) = errors.finish();
    ParseOutcome { output, errors, more }
}
