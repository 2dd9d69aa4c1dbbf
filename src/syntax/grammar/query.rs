//! The rules `query`, `clause` and `key`.

use nom::Parser;

use super::Parse;
use super::comparison::collate;
use super::connective::filter;
use super::input::Input;
use super::lookahead::ClauseWord;
use super::path::path;
use super::phrase::{fail, fail_with, failure, keyword, optional_keyword, take_if};
use super::recovery::RecoverySite;
use crate::collation::Collation;
use crate::span::{Span, Spanned};
use crate::syntax::ast::{Ast, Key, PathSpan};
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// `query = [ filter ] , { clause } ;` — parsed into `ast`.
pub(in crate::syntax) fn query(input: Input<'_>, ast: &mut Ast) {
    let mut rest = input;
    let mut expected = Expected::ClauseOrEnd;
    if !rest.is_empty() && !rest.opens_clause() && !rest.recover().opens_clause(rest) {
        let (after, expr) = filter(rest);
        ast.filter = Some(expr);
        expected = Expected::ConnectiveOrEnd;
        rest = after;
    }
    while !rest.is_empty() {
        let sorts = rest.clause_word().is_some_and(ClauseWord::sorts);
        rest = match clause(rest, ast, expected) {
            Ok((after, ())) => after,
            Err(error) => rest.recover().clause(input, rest, ast, failure(error)),
        };
        expected = if sorts { Expected::KeyEnd } else { Expected::ClauseOrEnd };
    }
    if let Some(filter) = ast.filter.as_ref().filter(|_| input.count_errors() > 0) {
        input.recover().homonyms(input, filter);
    }
}

/// ```ebnf
/// clause = ( "sort" | "order" ) , "by" , key , { "," , key } | "offset" , integer | "limit" , integer ;
/// ```
fn clause<'t>(input: Input<'t>, ast: &mut Ast, expected: Expected) -> Parse<'t, ()> {
    let Some(word) = input.clause_word() else { return fail(input, expected) };
    let rest = input.rest();
    let is_repeated = match word {
        ClauseWord::Sort | ClauseWord::Order => !ast.sort.is_empty(),
        ClauseWord::Offset => ast.offset.is_some(),
        ClauseWord::Limit => ast.limit.is_some(),
    };
    if is_repeated {
        input.report(ParseError::new(ParseErrorKind::RepeatedClause { clause: word.spelling() }, input.span()));
    }
    if word.sorts() {
        let (rest, ()) = by(rest)?;
        let (rest, keys) = keys(rest);
        ast.sort = keys;
        return Ok((rest, ()));
    }
    let (rest, count) = integer(rest)?;
    let ends = rest.is_empty() || rest.clause_word().is_some();
    if !ends && let Some(after) = rest.recover().after_count(input, rest, ast) {
        return Ok((after, ()));
    }
    *(if word == ClauseWord::Limit { &mut ast.limit } else { &mut ast.offset }) = Some(count);
    Ok((rest, ()))
}

/// `"by"`
fn by(input: Input<'_>) -> Parse<'_, ()> {
    match keyword(Keyword::By, Expected::By).parse(input) {
        Ok((rest, _)) => Ok((rest, ())),
        Err(failed) => match input.recover().skip(RecoverySite::By, input) {
            Some(rest) => Ok((rest, ())),
            None => Err(failed),
        },
    }
}

/// `integer`, within 64 bits.
fn integer(input: Input<'_>) -> Parse<'_, Spanned<u64>> {
    let (rest, token) = take_if(input, Expected::Digits, |token, text| {
        token.kind == TokenKind::Number && token.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
    })?;
    match token.span.of(input.text()).parse() {
        Ok(count) => Ok((rest, Spanned::new(count, token.span))),
        Err(_) => fail_with(rest, ParseError::new(ParseErrorKind::CountTooLarge, token.span)),
    }
}

/// `key , { "," , key }` — without the keys that cannot be parsed.
pub(in crate::syntax) fn keys(input: Input<'_>) -> (Input<'_>, Vec<Key>) {
    let (mut rest, mut keys) = (input, Vec::new());
    loop {
        rest = match key(rest) {
            Ok((after, key)) => {
                keys.extend(key);
                after
            }
            Err(error) => rest.recover().key(failure(error)),
        };
        if rest.is(TokenKind::Comma) {
            rest = rest.rest();
            continue;
        }
        let ends = rest.is_empty() || rest.clause_word().is_some();
        match if ends { None } else { rest.recover().skip(RecoverySite::KeyEnd, rest) } {
            Some(after) => rest = after,
            None => return (rest, keys),
        }
    }
}

/// The direction of a sort key.
struct KeyDirection {
    descends: bool,
    /// `None` for one of another language.
    span: Option<Span>,
}

/// `key = path , [ "asc" | "desc" ] , [ "collate" , collation ] ;` — `None` for a key whose path has a hole.
fn key(input: Input<'_>) -> Parse<'_, Option<Key>> {
    let (rest, (path, direction, collation)) = (key_path, direction, key_collation).parse(input)?;
    let key = path.map(|path| {
        let PathSpan(start) = path;
        let ends = [direction.span, collation.map(|collation| collation.span)];
        let span = ends.into_iter().flatten().fold(start, Span::to);
        Key { path, descending: direction.descends, collation, span }
    });
    Ok((rest, key))
}

/// `path`
fn key_path(input: Input<'_>) -> Parse<'_, Option<PathSpan>> {
    path(input, Expected::SortKey).or_else(|failed| input.recover().key_path(input).ok_or(failed))
}

/// `[ "asc" | "desc" ]`
fn direction(input: Input<'_>) -> Parse<'_, KeyDirection> {
    let (rest, ascending) = optional_keyword(Keyword::Asc, input);
    let (rest, descending) = if ascending.is_none() { optional_keyword(Keyword::Desc, rest) } else { (rest, None) };
    let rest = skip_before_key_end(RecoverySite::SortDirection, rest);
    Ok((rest, KeyDirection { descends: descending.is_some(), span: ascending.or(descending) }))
}

/// `[ "collate" , collation ]`
fn key_collation(input: Input<'_>) -> Parse<'_, Option<Spanned<Collation>>> {
    let (rest, collation) = collate(input);
    Ok((skip_before_key_end(RecoverySite::NullOrder, rest), collation))
}

/// Returns the input after what is skipped at `site`, or `input` if the key goes on or ends here.
fn skip_before_key_end(site: RecoverySite, input: Input<'_>) -> Input<'_> {
    let is_plain = input.is_empty()
        || input.is(TokenKind::Comma)
        || input.is_keyword(Keyword::Collate)
        || input.clause_word().is_some();
    if is_plain { input } else { input.recover().skip(site, input).unwrap_or(input) }
}
