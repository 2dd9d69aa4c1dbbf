//! Names of properties that are no words and have no backticks: with hyphens or blanks, in quotes or brackets, reserved
//! words, paths in the notation of other languages, and names with a colon as their operator.

use super::comparison::compares_with_name;
use super::operator::operator;
use super::report::Replacement;
use super::skip::skip_one;
use crate::operator::Operator;
use crate::path::{Path, is_reserved, is_word};
use crate::span::Span;
use crate::syntax::ast::{AstExpr, PathSpan};
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, ParsedOperand, after_path, value};
use crate::syntax::keyword::Keyword;
use crate::syntax::text::unquote;
use crate::syntax::token::{Token, TokenKind, tokens};

/// Reports the reserved word at `input` as a name without backticks, and returns `true`, if it is in the place of one.
pub(super) fn reserved(input: Input<'_>) -> bool {
    let (rest, span, keyword) = (input.rest(), input.span(), input.keyword());
    let is_constant = keyword.is_some_and(Keyword::is_constant);
    let names_property = rest.is(TokenKind::Dot) || rest.opens_operator();
    let is_value = is_constant && compares_with_name(rest);
    if !names_property || is_value || matches!(keyword, Some(Keyword::Not | Keyword::Now | Keyword::Today)) {
        return false;
    }
    let error = ParseError::new(ParseErrorKind::ReservedName { found: input.written().into() }, span);
    // A constant before an operator is rather a value in the wrong place than a name.
    let is_sure = !is_constant || rest.is(TokenKind::Dot);
    let certainty = if is_sure { Certainty::Sure } else { Certainty::Unsure(Doubt::Other) };
    input.report(error.cured(span, format!("`{}`", input.written())).on(certainty));
    true
}

/// Parses a comparison whose name has hyphens, or is several words; its `first` word ends before `rest`.
pub(super) fn bare_name<'t>(input: Input<'t>, rest: Input<'t>, first: Span) -> ParsedOperand<'t> {
    let mut end = rest;
    let is_hyphenated = end.is(TokenKind::Minus) && end.touches();
    if is_hyphenated {
        while end.touches() && !end.opens_operator() && !end.is(TokenKind::OpenGroup) {
            end = end.rest();
        }
    } else {
        while end.is(TokenKind::Word) && !end.opens_operator() && !is_reserved(end.written()) {
            end = end.rest();
        }
    }
    if end.end_before() == rest.end_before() || !is_before_operator(end) {
        return None;
    }
    let written = first.to(Span::at(end.end_before())).of(input.text());
    let path = if is_hyphenated { Path::from(written) } else { Path::new([written]) };
    input.report_foreign(ForeignSyntax::BareName, &end, Some(path.to_string()));
    after_path(input, end, None).ok()
}

/// Parses a comparison whose path goes on in another language's notation after its `first` names, which end before
/// `rest`: `initiator["name"]`, `initiator->name`, `disks[0].size`.
pub(super) fn member<'t>(input: Input<'t>, rest: Input<'t>, first: Span) -> ParsedOperand<'t> {
    let mut path = first.of(input.text()).to_owned();
    let (mut end, mut has_index) = (rest, false);
    loop {
        let inside = end.rest();
        let name = if end.is(TokenKind::OpenList) && end.touches() {
            let is_empty = inside.is(TokenKind::CloseList);
            let close = if is_empty { inside } else { inside.rest() };
            if !close.is(TokenKind::CloseList) {
                break;
            }
            if is_empty || inside.is(TokenKind::Number) {
                (has_index, end) = (true, close.rest());
                continue;
            }
            inside
        } else if end.is(TokenKind::Minus) && end.touches() && inside.touches() && is_greater(inside) {
            // PostgreSQL's `->>` returns text.
            let name = inside.rest();
            if is_greater(name) && name.touches() { name.rest() } else { name }
        } else if end.is(TokenKind::Dot) && end.end_before() != rest.end_before() {
            inside
        } else {
            break;
        };
        let written = match name.first()?.kind {
            TokenKind::Word | TokenKind::Name => name.written().to_owned(),
            TokenKind::Text => Path::new([unquote(name.written()).ok().filter(|name| !name.is_empty())?]).to_string(),
            _ => break,
        };
        path = format!("{path}.{written}");
        end = if end.is(TokenKind::OpenList) { name.rest().rest() } else { name.rest() };
    }
    if end.end_before() == rest.end_before() || !is_before_operator(end) {
        return None;
    }
    let span = first.to(Span::at(end.end_before()));
    match has_index {
        true => input.report_at(ForeignSyntax::ElementByIndex, span, None),
        false => input.report_at(ForeignSyntax::BareName, span, Some((span, path))),
    }
    after_path(input, end, None).ok()
}

fn is_greater(input: Input<'_>) -> bool {
    input.is(TokenKind::Operator(Operator::Greater))
}

/// Returns `true` if an operator is at `input`, of this language or another.
fn is_before_operator(input: Input<'_>) -> bool {
    input.opens_operator() || operator(input).is_some()
}

/// Parses a comparison whose name is no word but a malformed token, or in quotes or brackets.
pub(super) fn unusual_name(input: Input<'_>) -> ParsedOperand<'_> {
    match input.first()?.kind {
        TokenKind::Malformed(_) => malformed(input),
        TokenKind::Text => quoted(input),
        TokenKind::OpenList => bracketed(input),
        _ => None,
    }
}

/// Parses a comparison with a malformed token in the place of its name.
fn malformed(input: Input<'_>) -> ParsedOperand<'_> {
    let (written, rest) = (input.written(), input.rest());
    if let Some(read) = assigned(input) {
        return Some(read);
    }
    // OData's `tags/$count`.
    if written.ends_with('/') && rest.is(TokenKind::Parameter) && rest.touches() {
        let rest = rest.rest();
        input.report_foreign(ForeignSyntax::Call, &rest, None);
        return after_path(input.speculative(), rest.speculative(), None)
            .ok()
            .map(|(rest, expr)| (rest.reporting_like(input), expr));
    }
    if !is_before_operator(rest) {
        return None;
    }
    // OData separates the names of a path by slashes.
    if written.contains('/') && written.split('/').all(is_word) {
        input.report_foreign(ForeignSyntax::BareName, &rest, Some(written.replace('/', ".")));
    } else if written.contains("?.") && written.split("?.").all(|names| names.split('.').all(is_word)) {
        input.report_foreign(ForeignSyntax::BareName, &rest, Some(written.replace("?.", ".")));
    } else if let Some((name, _)) = written.split_once("::").filter(|(name, ty)| is_word(name) && is_sql_type(ty)) {
        // PostgreSQL fails on text that is no number; here, such text is only not comparable.
        let span = input.up_to(&rest);
        input.report_edit(ForeignSyntax::BareName, span, Replacement::new(span, name.to_owned(), Some(Doubt::Other)));
    } else {
        input.report(input.unexpected(Expected::Condition));
    }
    after_path(input, rest, None).ok()
}

/// Returns `true` for a type to which PostgreSQL converts by `::`, which elsewhere separates the names of a path.
fn is_sql_type(word: &str) -> bool {
    const TYPES: &[&str] = &[
        "bigint",
        "bool",
        "boolean",
        "date",
        "decimal",
        "float",
        "float4",
        "float8",
        "int",
        "int2",
        "int4",
        "int8",
        "integer",
        "interval",
        "json",
        "jsonb",
        "numeric",
        "real",
        "smallint",
        "text",
        "time",
        "timestamp",
        "timestamptz",
        "uuid",
        "varchar",
    ];
    TYPES.iter().any(|ty| ty.eq_ignore_ascii_case(word))
}

/// Parses `state:Running` and `state: "Running"`, where the colon is meant as an operator.
fn assigned(input: Input<'_>) -> ParsedOperand<'_> {
    let (name, joined) = input.written().split_once(':')?;
    let (start, rest) = (input.span().start(), input.rest());
    if !name.split('.').all(is_word) || joined.contains(':') || name.split('.').next().is_some_and(is_reserved) {
        return None;
    }
    let path = Span::new(start, start.saturating_add(name.len()));
    let colon = Span::new(path.end(), path.end().saturating_add(1));
    let is_joined = !joined.is_empty() || rest.touches();
    if !is_joined && rest.ends_operand() {
        return None;
    }
    if joined.is_empty() && rest.touches() && matches!(rest.first()?.kind, TokenKind::Operator(_)) {
        // An operator follows: `size:>5`.
        input.report_at(ForeignSyntax::ForeignOperator, colon, Some((colon, String::new())));
        let (rest, _) = value(rest.rest(), false);
        return Some((rest, AstExpr::hole(Some(PathSpan(path)), input.up_to(&rest))));
    }
    // Lucene's `_exists_:error`.
    let null_test = [("_exists_", Operator::NotEqual), ("_missing_", Operator::Equal)];
    let null_test = null_test.into_iter().find(|(known, _)| *known == name && is_word(joined));
    if let Some((_, operator)) = null_test {
        input.report_foreign(ForeignSyntax::ForeignOperator, &rest, Some(format!("{joined} {operator} null")));
        return Some((rest, AstExpr::hole(None, input.up_to(&rest))));
    }
    if joined.is_empty()
        && let Some((after, low, high)) = range(rest)
    {
        let span = input.up_to(&after);
        let both = format!("{name} >= {low} and {name} <= {high}");
        let meant = if input.is_after_not() { format!("({both})") } else { both };
        input.report_at(ForeignSyntax::Between, span, Some((span, meant)));
        return Some((after, AstExpr::hole(Some(PathSpan(path)), input.up_to(&after))));
    }
    if joined.is_empty() && rest.is(TokenKind::OpenGroup) {
        // Lucene's `state:(a OR b)`.
        let list = rest;
        let rest = skip_one(rest.speculative()).reporting_like(input);
        input.report_at(ForeignSyntax::ForeignList, list.up_to(&rest), None);
        return Some((rest, AstExpr::hole(Some(PathSpan(path)), input.up_to(&rest))));
    }
    let meant = if is_joined { " == " } else { " ==" };
    let is_text = |written: &str| !tokens(written).next().is_some_and(|token| is_whole(token, written));
    let of_text = if joined.is_empty() { is_text(rest.written()) } else { is_text(joined) };
    // Lucene looks for a word in a text, and compares all else as a whole.
    let certainty = if of_text { Certainty::IfWhole(path) } else { Certainty::Sure };
    let edit = Replacement { certainty, ..Replacement::new(colon, meant.to_owned(), None) };
    input.report_edit(ForeignSyntax::ForeignOperator, colon, edit);
    let rest = if joined.is_empty() { value(rest, false).0 } else { rest };
    Some((rest, AstExpr::hole(Some(PathSpan(path)), input.up_to(&rest))))
}

/// Parses Lucene's `[5 TO 10]` of numbers or dates; returns the input after it, and its bounds.
fn range(input: Input<'_>) -> Option<(Input<'_>, &str, &str)> {
    let (low, to) = (input.rest(), input.rest().rest());
    let high = to.rest();
    let is_whole = |bound: &Input<'_>| {
        bound.first().is_some_and(|token| matches!(token.kind, TokenKind::Number | TokenKind::Date))
    };
    let is_range = input.is(TokenKind::OpenList)
        && to.is_word("to")
        && is_whole(&low)
        && is_whole(&high)
        && high.rest().is(TokenKind::CloseList);
    is_range.then(|| (high.rest().rest(), low.written(), high.written()))
}

/// Returns `true` if a token is a value that is only ever compared as a whole: no part of it can be meant.
fn is_whole(token: Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::Duration | TokenKind::Date => true,
        TokenKind::Word => Keyword::of(token.span.of(text)).is_some_and(Keyword::is_constant),
        _ => false,
    }
}

/// Parses a comparison whose name is in quotes.
fn quoted(input: Input<'_>) -> ParsedOperand<'_> {
    let rest = input.rest();
    let name = unquote(input.written()).ok().filter(|name| !name.is_empty())?;
    if !is_before_operator(rest) {
        return None;
    }
    let path = Path::new([name]).to_string();
    // If the value after the operator is a word, that may be the property, and this the value.
    let value = rest.rest();
    let is_name = value.is(TokenKind::Word) && !value.keyword().is_some_and(Keyword::is_constant);
    let doubt = is_name.then_some(Doubt::Other);
    input.report_edit(ForeignSyntax::BareName, input.up_to(&rest), Replacement::new(input.up_to(&rest), path, doubt));
    after_path(input, rest, None).ok()
}

/// Parses a comparison whose name is in brackets.
fn bracketed(input: Input<'_>) -> ParsedOperand<'_> {
    let rest = skip_one(input.speculative()).reporting_like(input);
    let brackets = input.up_to(&rest).of(input.text());
    let name = brackets.strip_prefix('[')?.strip_suffix(']')?.trim();
    if name.is_empty() || name.contains(['\n', ',', '"', '\'', '`']) || !is_before_operator(rest) {
        return None;
    }
    input.report_foreign(ForeignSyntax::BareName, &rest, Some(Path::new([name]).to_string()));
    after_path(input, rest, None).ok()
}
