//! The parser: nom over tokens for phrases, an operator stack for connectives. Functions are named as the rules of the
//! grammar in [`crate::syntax`].
//!
//! Linear: one token decides what comes next (two at `sort by`, `limit 5` and `not in`), and nothing is read twice.
//! The first token of a phrase commits to it, so every failure is final and says what was wanted.

mod connective;
mod input;
mod malformed;

use nom::multi::many0;
use nom::{IResult, Parser};

use super::Limits;
use super::ast::{Ast, Comparison, Key, Literal, LiteralKind, Operand, PathSpan, Shift};
use super::error::{Expected, ParseError, ParseErrorKind};
use super::text::{EscapeError, unquote};
use super::token::{Token, TokenKind, tokens};
use crate::collation::Collation;
use crate::operator::{Family, Operator};
use crate::path::is_reserved;
use crate::span::{Span, Spanned};

use connective::filter;
use input::{Input, fail, fail_at, keyword, optional_keyword, sign, take_if};
use malformed::malformed;

pub(super) type Parse<'t, O> = IResult<Input<'t>, O, ParseError>;

/// The tree of `text`, or all that is wrong with it.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Ast, Vec<ParseError>> {
    let longest = limits.text.min(Span::MAX_TEXT);
    if text.len() > longest {
        let kind = ParseErrorKind::TextTooLong { length: text.len(), limit: longest };
        return Err(vec![ParseError { kind, span: Span::at(0) }]);
    }
    read(text, limits, query).map(|(ast, comments)| Ast { comments, ..ast })
}

/// The one literal that `text` holds, or all that is wrong with it.
pub(super) fn parse_literal(text: &str) -> Result<Literal, Vec<ParseError>> {
    read(text, &Limits::default(), |input| item(input, Expected::Value)).map(|(literal, _)| literal)
}

/// What `rule` makes of all of `text`, and the comments in it.
fn read<O>(
    text: &str,
    limits: &Limits,
    rule: impl for<'t> Fn(Input<'t>) -> Parse<'t, O>,
) -> Result<(O, Vec<Span>), Vec<ParseError>> {
    let (comments, tokens): (Vec<Token>, Vec<Token>) = tokens(text).partition(|token| token.kind == TokenKind::Comment);
    let malformed = malformed(&tokens, text);
    if !malformed.is_empty() {
        return Err(malformed);
    }
    let read = rule(Input::new(text, &tokens, limits)).and_then(|(rest, output)| match rest.is_empty() {
        true => Ok(output),
        false => fail(rest, Some(Expected::ClauseOrEnd)),
    });
    match read {
        Ok(output) => Ok((output, comments.iter().map(|token| token.span).collect())),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => Err(vec![error]),
        // Only nom's streaming parsers, of which none is used here, ask for more.
        Err(nom::Err::Incomplete(_)) => Err(Vec::new()),
    }
}

fn query(input: Input<'_>) -> Parse<'_, Ast> {
    let mut ast = Ast::default();
    let mut rest = input;
    let mut expected = Expected::ClauseOrEnd;
    if !rest.is_empty() && !rest.opens_clause() {
        let (after, expr) = filter(rest)?;
        ast.filter = Some(expr);
        expected = Expected::ConnectiveOrEnd;
        rest = after;
    }
    while !rest.is_empty() {
        let sorts = rest.is_word("sort") || rest.is_word("order");
        rest = clause(rest, &mut ast, expected)?;
        expected = if sorts { Expected::KeyEnd } else { Expected::ClauseOrEnd };
    }
    Ok((rest, ast))
}

fn clause<'t>(input: Input<'t>, ast: &mut Ast, expected: Expected) -> Result<Input<'t>, nom::Err<ParseError>> {
    let found = ["sort", "order", "offset", "limit"].into_iter().find(|word| input.is_word(word));
    let (Some(word), Some(first)) = (found, input.first()) else {
        return fail(input, if input.is_closing() { None } else { Some(expected) });
    };
    let (rest, _) = input.split();
    let repeated = match word {
        "offset" => ast.offset.is_some(),
        "limit" => ast.limit.is_some(),
        _ => !ast.sort.is_empty(),
    };
    if repeated {
        return fail_at(first.span, ParseErrorKind::RepeatedClause { clause: word });
    }
    match word {
        "offset" | "limit" => {
            let (rest, count) = digits(rest)?;
            *(if word == "limit" { &mut ast.limit } else { &mut ast.offset }) = Some(count);
            Ok(rest)
        }
        _ => {
            let (rest, _) = keyword("by", Expected::By).parse(rest)?;
            let (rest, first) = key(rest)?;
            let (rest, others) = many0(|input| key(sign(TokenKind::Comma, input)?.0)).parse(rest)?;
            ast.sort = std::iter::once(first).chain(others).collect();
            Ok(rest)
        }
    }
}

fn digits(input: Input<'_>) -> Parse<'_, Spanned<u64>> {
    let (rest, token) = take_if(input, Expected::Digits, |token, text| {
        token.kind == TokenKind::Number && text.bytes().all(|byte| byte.is_ascii_digit())
    })?;
    match token.span.of(input.text()).parse() {
        Ok(count) => Ok((rest, Spanned::new(count, token.span))),
        Err(_) => fail_at(token.span, ParseErrorKind::CountTooLarge),
    }
}

fn key(input: Input<'_>) -> Parse<'_, Key> {
    let (rest, path) = path(input, Expected::SortKey)?;
    let PathSpan(mut span) = path;
    let (rest, ascending) = optional_keyword("asc", rest);
    let (rest, descending) = if ascending.is_none() { optional_keyword("desc", rest) } else { (rest, None) };
    let (rest, collation) = collate(rest)?;
    for end in [ascending, descending, collation.map(|collation| collation.span)].into_iter().flatten() {
        span = span.to(end);
    }
    Ok((rest, Key { path, descending: descending.is_some(), collation, span }))
}

fn comparison(input: Input<'_>) -> Parse<'_, (Comparison, Span)> {
    let (rest, path) = path(input, Expected::Condition)?;
    let (rest, (negated, operator)) = operator(rest, clause_of(input))?;
    let (rest, operand) = value(rest)?;
    let (rest, collation) = collate(rest)?;
    let PathSpan(start) = path;
    let span = start.to(operand.span()).to(collation.map_or(start, |collation| collation.span));
    Ok((rest, (Comparison { path, negated, operator, operand, collation }, span)))
}

fn path(input: Input<'_>, expected: Expected) -> Parse<'_, PathSpan> {
    let is_name = |token: Token, _: &str| matches!(token.kind, TokenKind::Word | TokenKind::Name);
    let (mut rest, first) = take_if(input, expected, is_name)?;
    let word = first.span.of(input.text());
    if first.kind == TokenKind::Word && is_reserved(word) {
        let names_property = rest.is(TokenKind::Dot) || rest.opens_operator();
        if names_property && !input.is_word("not") {
            return fail_at(first.span, ParseErrorKind::ReservedName { found: word.into() });
        }
        return fail(input, Some(expected));
    }
    let mut span = first.span;
    while rest.is(TokenKind::Dot) {
        let (after, name) = take_if(rest.split().0, Expected::Name, is_name)?;
        span = span.to(name.span);
        rest = after;
    }
    Ok((rest, PathSpan(span)))
}

/// What is wanted behind a property where no operator stands: one, or what a clause that begins with its name has.
fn clause_of(property: Input<'_>) -> Expected {
    let is_any = |words: [&str; 2]| words.into_iter().any(|word| property.is_word(word));
    match () {
        () if is_any(["sort", "order"]) => Expected::By,
        () if is_any(["offset", "limit"]) => Expected::Digits,
        () => Expected::Operator,
    }
}

fn operator(input: Input<'_>, missing: Expected) -> Parse<'_, (bool, Spanned<Operator>)> {
    let (rest, not) = optional_keyword("not", input);
    let expected = if not.is_some() { Expected::NegatableOperator } else { missing };
    let named = rest.first().and_then(|token| match token.kind {
        TokenKind::Operator(operator) => Some((operator, token.span)),
        TokenKind::Word => token.span.of(rest.text()).parse().ok().map(|operator| (operator, token.span)),
        _ => None,
    });
    let Some((operator, mut span)) = named.filter(|(operator, _)| not.is_none() || operator.takes_not()) else {
        return fail(rest, Some(expected));
    };
    let (mut rest, _) = rest.split();
    if operator.family() == Family::Set {
        let (after, of) = optional_keyword("of", rest);
        span = span.to(of.unwrap_or(span));
        rest = after;
    }
    Ok((rest, (not.is_some(), Spanned::new(operator, not.unwrap_or(span).to(span)))))
}

fn collate(input: Input<'_>) -> Parse<'_, Option<Spanned<Collation>>> {
    let (rest, word) = optional_keyword("collate", input);
    if word.is_none() {
        return Ok((input, None));
    }
    let named = rest.first().and_then(|token| Some((token.span.of(rest.text()).parse().ok()?, token.span)));
    match named {
        Some((collation, span)) => Ok((rest.split().0, Some(Spanned::new(collation, span)))),
        None => fail(rest, Some(Expected::Collation)),
    }
}

fn value(input: Input<'_>) -> Parse<'_, Operand> {
    let close = match input.first().map(|token| token.kind) {
        Some(TokenKind::OpenGroup) => TokenKind::CloseGroup,
        Some(TokenKind::OpenList) => TokenKind::CloseList,
        _ => {
            let (rest, literal) = item(input, Expected::Value)?;
            return Ok((rest, Operand::One(literal)));
        }
    };
    list(input, close)
}

fn list(input: Input<'_>, close: TokenKind) -> Parse<'_, Operand> {
    let (mut rest, open) = input.split();
    let open = open.map_or(Span::at(0), |token| token.span);
    input.check_depth(1, open)?;
    let mut items = Vec::new();
    loop {
        if let Some(token) = rest.first().filter(|token| token.kind == close) {
            return Ok((rest.split().0, Operand::List(items, open.to(token.span))));
        }
        if rest.is_empty() {
            return fail_at(open, ParseErrorKind::Unclosed { open: open.of(input.text()).into() });
        }
        let (after, literal) = item(rest, Expected::Item)?;
        let limit = input.limits().items;
        if items.len() >= limit {
            return fail_at(literal.span, ParseErrorKind::TooManyItems { limit });
        }
        items.push(literal);
        rest = match after.first().map(|token| token.kind) {
            Some(TokenKind::Comma) => after.split().0,
            Some(kind) if kind == close => after,
            Some(_) => return fail(after, Some(Expected::ListEnd)),
            None => after,
        };
    }
}

fn item(input: Input<'_>, expected: Expected) -> Parse<'_, Literal> {
    let (rest, Some(token)) = input.split() else { return fail(input, Some(expected)) };
    let literal = |kind| Literal { kind, span: token.span };
    match token.kind {
        TokenKind::Text => Ok((rest, literal(text(token, input.text())?))),
        TokenKind::Number => Ok((rest, literal(LiteralKind::Number))),
        TokenKind::Duration => Ok((rest, literal(LiteralKind::Duration))),
        TokenKind::Date => Ok((rest, literal(LiteralKind::Date))),
        TokenKind::Parameter => Ok((rest, literal(LiteralKind::Parameter))),
        TokenKind::Minus => match rest.first() {
            Some(number) if number.kind == TokenKind::Number => {
                if number.span.start() != token.span.end() {
                    return fail_at(token.span, ParseErrorKind::DetachedSign);
                }
                let span = token.span.to(number.span);
                Ok((rest.split().0, Literal { kind: LiteralKind::Number, span }))
            }
            _ => fail(input, Some(expected)),
        },
        TokenKind::Word => word(input, expected),
        _ => fail(input, Some(expected)),
    }
}

fn word(input: Input<'_>, expected: Expected) -> Parse<'_, Literal> {
    let (rest, Some(token)) = input.split() else { return fail(input, Some(expected)) };
    let word = token.span.of(input.text());
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    let constant = match () {
        () if is("true") => Some(LiteralKind::Boolean(true)),
        () if is("false") => Some(LiteralKind::Boolean(false)),
        () if is("null") => Some(LiteralKind::Null),
        () => None,
    };
    if let Some(kind) = constant {
        return Ok((rest, Literal { kind, span: token.span }));
    }
    if is("now") || is("today") {
        let (rest, shift) = shift(rest)?;
        let span = shift.map_or(token.span, |shift| token.span.to(shift.duration));
        let kind = if is("now") { LiteralKind::Now(shift) } else { LiteralKind::Today(shift) };
        return Ok((rest, Literal { kind, span }));
    }
    if is_reserved(word) {
        return fail(input, Some(expected));
    }
    if rest.is(TokenKind::Dot) {
        let (_, PathSpan(span)) = path(input, expected)?;
        return fail_at(span, ParseErrorKind::PropertyAsValue { found: span.of(input.text()).into() });
    }
    Ok((rest, Literal { kind: LiteralKind::Word, span: token.span }))
}

/// What may follow `now` and `today`.
fn shift(input: Input<'_>) -> Parse<'_, Option<Shift>> {
    let backwards = input.is(TokenKind::Minus);
    if !backwards && !input.is(TokenKind::Plus) {
        return Ok((input, None));
    }
    let (rest, duration) = take_if(input.split().0, Expected::Duration, |token, _| token.kind == TokenKind::Duration)?;
    Ok((rest, Some(Shift { backwards, duration: duration.span })))
}

fn text(token: Token, source: &str) -> Result<LiteralKind, nom::Err<ParseError>> {
    let fault = |part: Span, kind: fn(Box<str>) -> ParseErrorKind| {
        let start = token.span.start().saturating_add(part.start());
        let span = Span::new(start, start.saturating_add(part.len()));
        fail_at(span, kind(span.of(source).into()))
    };
    match unquote(token.span.of(source)) {
        Ok(std::borrow::Cow::Borrowed(_)) => Ok(LiteralKind::Text(None)),
        Ok(std::borrow::Cow::Owned(text)) => Ok(LiteralKind::Text(Some(text.into()))),
        Err(EscapeError::Unknown(part)) => fault(part, |found| ParseErrorKind::UnknownEscape { found }),
        Err(EscapeError::LoneSurrogate(part)) => fault(part, |found| ParseErrorKind::LoneSurrogate { found }),
    }
}
