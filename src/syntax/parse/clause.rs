//! The rules `query`, `clause` and `key`.

use nom::Parser;

use super::super::ast::{Ast, Key, PathSpan};
use super::super::error::{ParseError, ParseErrorKind};
use super::super::expected::Expected;
use super::super::keyword::Keyword;
use super::super::token::TokenKind;
use super::Parse;
use super::comparison::{collate, path};
use super::connective::filter;
use super::fault::{skip, skip_one};
use super::input::{Input, PhraseError, fail, fail_with, keyword, optional_keyword, take_if};
use super::slip::{self, Behind};
use crate::span::{Span, Spanned};

/// Reads a whole query, among whose tokens stand `comments`, into `ast`.
pub(super) fn query(input: Input<'_>, comments: Vec<Span>, ast: &mut Ast) {
    ast.comments = comments;
    let mut rest = input;
    let mut expected = Expected::ClauseOrEnd;
    if !rest.is_empty() && !rest.opens_clause() && !slip::opens_query_clause(rest) {
        let (after, expr) = filter(rest);
        ast.filter = Some(expr);
        expected = Expected::ConnectiveOrEnd;
        rest = after;
    }
    while !rest.is_empty() {
        let sorts = matches!(rest.keyword(), Some(Keyword::Sort | Keyword::Order));
        rest = clause(rest, ast, expected).unwrap_or_else(|error| behind_clause(input, rest, ast, error));
        expected = if sorts { Expected::KeyEnd } else { Expected::ClauseOrEnd };
    }
    if let Some(filter) = ast.filter.as_ref().filter(|_| input.count_faults() > 0) {
        slip::homonyms(input, filter);
    }
}

/// What follows a clause at `input` that is broken: the filter may stand there, which should stand at `start`.
fn behind_clause<'t>(start: Input<'t>, input: Input<'t>, ast: &mut Ast, error: nom::Err<PhraseError<'t>>) -> Input<'t> {
    let PhraseError { fault, rest } = PhraseError::of(error, input);
    if ast.filter.is_none() && rest.span() == input.span() && slip::opens_filter(rest) {
        let faults = rest.count_faults();
        let (behind, expr) = filter(rest);
        ast.filter = Some(expr);
        slip::filter_behind(start, rest, behind, rest.count_faults() == faults);
        return behind;
    }
    rest.report(*fault);
    let rest = if rest.span() == input.span() { skip_one(rest) } else { rest };
    skip(rest, |rest| rest.clause_word().is_some() || slip::opens_clause(*rest))
}

fn clause<'t>(input: Input<'t>, ast: &mut Ast, expected: Expected) -> Result<Input<'t>, nom::Err<PhraseError<'t>>> {
    let Some(word) = input.clause_word() else {
        if let Some(behind) = slip::clause(input, ast) {
            return Ok(behind_slip(behind, ast));
        }
        let unopened = ParseError::new(ParseErrorKind::Unopened, input.span());
        return if input.is_closing() { fail_with(input.rest(), unopened) } else { fail(input, expected) };
    };
    let rest = input.rest();
    let is_repeated = match word {
        "offset" => ast.offset.is_some(),
        "limit" => ast.limit.is_some(),
        _ => !ast.sort.is_empty(),
    };
    if is_repeated {
        input.report(ParseError::new(ParseErrorKind::RepeatedClause { clause: word }, input.span()));
    }
    match word {
        "offset" | "limit" => match digits(rest) {
            Ok((rest, count)) if !slip::goes_on(rest) => {
                *(if word == "limit" { &mut ast.limit } else { &mut ast.offset }) = Some(count);
                Ok(rest)
            }
            read => match slip::clause(input, ast) {
                Some(behind) => Ok(behind_slip(behind, ast)),
                None => read.map(|(rest, _)| rest),
            },
        },
        _ => {
            let (rest, keys) = keys(by(rest)?);
            ast.sort = keys;
            Ok(rest)
        }
    }
}

/// What follows `by`, where it stands, or should stand before a property.
fn by(input: Input<'_>) -> Result<Input<'_>, nom::Err<PhraseError<'_>>> {
    keyword(Keyword::By, Expected::By).parse(input).map(|(rest, _)| rest).or_else(|error| {
        if input.rest().is_keyword(Keyword::By) {
            input.report(input.unexpected(Expected::By).cured(Span::new(input.end(), input.span().end()), ""));
            return Ok(input.rest().rest());
        }
        if !input.is(TokenKind::Word) && !input.is(TokenKind::Name) || input.opens_clause() {
            return Err(error);
        }
        input.report(input.unexpected(Expected::By).cured(Span::at(input.end()), " by"));
        Ok(input)
    })
}

/// What follows a clause of another language, the keys of a sort clause with it.
fn behind_slip<'t>(behind: Behind<'t>, ast: &mut Ast) -> Input<'t> {
    match behind {
        Behind::Clause(rest) => rest,
        Behind::Keys(rest) => {
            let (rest, keys) = keys(rest);
            ast.sort = keys;
            rest
        }
    }
}

fn digits(input: Input<'_>) -> Parse<'_, Spanned<u64>> {
    let (rest, token) = take_if(input, Expected::Digits, |token, text| {
        token.kind == TokenKind::Number && token.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
    })?;
    match token.span.of(input.text()).parse() {
        Ok(count) => Ok((rest, Spanned::new(count, token.span))),
        Err(_) => fail_with(rest, ParseError::new(ParseErrorKind::CountTooLarge, token.span)),
    }
}

/// The keys of a sort clause; those that can be read.
fn keys(input: Input<'_>) -> (Input<'_>, Vec<Key>) {
    let (mut rest, mut keys) = (input, Vec::new());
    loop {
        match key(rest) {
            Ok((after, key)) => {
                keys.extend(key);
                rest = after;
            }
            Err(error) => {
                let PhraseError { fault, rest: left } = PhraseError::of(error, rest);
                left.report(*fault);
                rest = skip(left, |rest| rest.is(TokenKind::Comma) || rest.clause_word().is_some());
            }
        }
        if rest.is(TokenKind::Comma) {
            rest = rest.rest();
        } else if slip::opens_key(rest) {
            rest.report(rest.unexpected(Expected::KeyEnd).cured(Span::at(rest.end()), ","));
        } else {
            return (rest, keys);
        }
    }
}

/// A key; none where its path has a hole.
fn key(input: Input<'_>) -> Parse<'_, Option<Key>> {
    let (rest, path) = match slip::signed_key(input, |input| path(input, Expected::SortKey).ok()) {
        Some(read) => read,
        None => path(input, Expected::SortKey)?,
    };
    let (rest, ascending) = optional_keyword(Keyword::Asc, rest);
    let (rest, descending) = if ascending.is_none() { optional_keyword(Keyword::Desc, rest) } else { (rest, None) };
    let rest = slip::direction(rest).unwrap_or(rest);
    let (rest, collation) = collate(rest);
    let rest = slip::nulls(rest).unwrap_or(rest);
    let ends = [ascending, descending, collation.map(|collation| collation.span)];
    let key = path.map(|path| {
        let PathSpan(start) = path;
        let span = ends.into_iter().flatten().fold(start, Span::to);
        Key { path, descending: descending.is_some(), collation, span }
    });
    Ok((rest, key))
}
