//! Text that other languages have around a filter: `where`, a pipe, the beginning of a request, comments, and
//! statements about the rows as a whole.

use super::evidence::TextEvidence;
use super::null_test::null_test;
use super::operator::operator;
use super::pattern::Pattern;
use super::prefix::{keyword, row};
use super::report::Replacement;
use super::skip::skip;
use crate::span::Span;
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::grammar::{Input, path};
use crate::syntax::token::TokenKind;

/// The most tokens that the head of a request may have.
const LONGEST_HEAD: usize = 64;

/// Reports text at the head of an operand that does not belong to it; returns the input after it. `is_first` is `true`
/// if the query begins at `input`.
pub(super) fn preamble<'t>(evidence: &TextEvidence, input: Input<'t>, is_first: bool) -> Option<Input<'t>> {
    if let Some(rest) = comment(evidence, input) {
        return Some(rest);
    }
    let (kind, rest, doubt) = if let Some((rest, doubt)) = is_first.then(|| request(input)).flatten() {
        (ForeignSyntax::ForeignKeyword, rest, doubt)
    } else if let Some(rest) = keyword(input) {
        (ForeignSyntax::ForeignKeyword, rest, None)
    } else if let Some(rest) = row(input) {
        (ForeignSyntax::RowPrefix, rest, None)
    } else if let Some(rest) = cast(input) {
        // It may convert a text to a number.
        (ForeignSyntax::ForeignKeyword, rest, Some(Doubt::Other))
    } else if input.is(TokenKind::Minus) && input.rest().touches() && input.rest().is_word("not") {
        let doubt = negates_property(input.rest().rest()).then_some(Doubt::Negation);
        (ForeignSyntax::ForeignConnective, input.rest(), doubt)
    } else {
        return None;
    };
    let span = input.up_to(&rest);
    input.report_edit(kind, span, Replacement::new(input.with_blanks_after(&rest), String::new(), doubt));
    Some(rest)
}

/// Returns `true` if a comparison follows PowerShell's `-not`, which then negates its property alone.
fn negates_property(input: Input<'_>) -> bool {
    if input.is(TokenKind::OpenGroup) {
        return false;
    }
    match path(row(input).unwrap_or(input).speculative(), Expected::Condition) {
        Ok((rest, _)) => {
            let is_joined = rest.is(TokenKind::Minus) && rest.rest().connective().is_some();
            !is_joined && !rest.ends_operand() && !rest.is_symbol("}")
        }
        Err(_) => true,
    }
}

/// Words after a pipe: steps that process the rows that a filter has found.
const STEPS: &[&str] = &[
    "project",
    "summarize",
    "extend",
    "distinct",
    "count",
    "join",
    "render",
    "select",
    "map",
    "length",
    "group",
    "measure",
    "format",
    "export",
    "wc",
    "grep",
    "uniq",
    "jq",
    "index",
];

/// Words that begin a clause of SQL that this language does not have, or a query that is no filter.
const STATEMENTS: &[&str] =
    &["group", "having", "union", "select", "summarize", "project", "count", "distinct", "case"];

/// Reports a statement about the rows as a whole, such as `group by name`; returns the input after it.
pub(super) fn statement(input: Input<'_>) -> Option<Input<'_>> {
    let next = input.any_word(STATEMENTS).map(|_| input.rest())?;
    // Each of these words may be the name of a property as well.
    let is_step = next.is(TokenKind::Word)
        && !next.opens_operator()
        && next.connective().is_none()
        && !next.is_word("not")
        && operator(next).is_none()
        && Pattern::parse(next).is_none()
        && !next.is_word("between")
        && null_test(next.speculative(), next.span()).is_none();
    is_step.then(|| {
        let ends = |rest: &Input<'_>| rest.is_symbol("|") || rest.is_closing() || rest.opens_clause();
        let rest = skip(next.speculative(), ends).reporting_like(input);
        input.report_foreign(ForeignSyntax::ForeignClause, &rest, None);
        rest
    })
}

/// Reports text after a filter that is no clause: a comment of another language, the end of a block, a step of a pipe;
/// returns the input after it.
pub(super) fn postamble<'t>(evidence: &TextEvidence, input: Input<'t>) -> Option<Input<'t>> {
    if input.is_symbol("}") {
        let rest = input.rest();
        input.report_at(
            ForeignSyntax::ForeignKeyword,
            input.span(),
            Some((input.with_blanks_before(&rest), String::new())),
        );
        return Some(rest);
    }
    let step = input.rest();
    // PowerShell's `Sort-Object`.
    let is_command = step.rest().is(TokenKind::Minus) && step.rest().touches() && step.rest().rest().is_word("object");
    let is_step =
        step.any_word(STEPS).is_some() || is_command || step.is(TokenKind::Dot) || step.is(TokenKind::OpenList);
    if input.is_symbol("|") && is_step {
        let rest =
            skip(input.rest().speculative(), |rest| rest.is_symbol("|") || rest.can_go_on()).reporting_like(input);
        input.report_foreign(ForeignSyntax::ForeignClause, &rest, None);
        return Some(rest);
    }
    statement(input).or_else(|| comment(evidence, input))
}

/// Reports a comment in another language's notation; returns the input after it.
fn comment<'t>(evidence: &TextEvidence, input: Input<'t>) -> Option<Input<'t>> {
    let start = input.span().start();
    let content = input.text().get(start.saturating_add(2)..).unwrap_or_default();
    let is_of_sql = input.is(TokenKind::Minus) && input.rest().is(TokenKind::Minus) && input.rest().touches();
    let is_of_c = input.is_malformed_as(|written| written.starts_with("//")) && !evidence.of(input).is_jq;
    let is_line = is_of_sql || is_of_c;
    let length = match is_line {
        true => content.find('\n').unwrap_or(content.len()),
        false if input.is_malformed_as(|written| written.starts_with("/*")) => {
            content.find("*/").map_or(content.len(), |length| length.saturating_add(2))
        }
        false => return None,
    };
    let end = start.saturating_add(2).saturating_add(length);
    let symbol = Span::new(start, if is_line { start.saturating_add(2) } else { end });
    // Only `--` has an edit: in jq, `//` is the operator before the value to use for null, and `/*` has no counterpart.
    input.report_at(ForeignSyntax::ForeignComment, symbol, is_of_sql.then(|| (symbol, "#".to_owned())));
    Some(skip(input.speculative(), |rest| rest.span().start() >= end).reporting_like(input))
}

/// Returns the input after a type to which PowerShell converts a property: `[datetime]$_.Start`.
fn cast(input: Input<'_>) -> Option<Input<'_>> {
    let close = input.rest().rest();
    let is_cast = input.is(TokenKind::OpenList) && input.rest().is(TokenKind::Word) && close.is(TokenKind::CloseList);
    let rest = close.rest();
    (is_cast && rest.touches() && rest.is(TokenKind::Parameter) && row(rest).is_some()).then_some(rest)
}

/// Returns the input after the head of a request of SQL, KQL, jq or OData, with a doubt if the head restricts the rows
/// as well.
fn request(input: Input<'_>) -> Option<(Input<'_>, Option<Doubt>)> {
    if input.is(TokenKind::Parameter) && input.written().eq_ignore_ascii_case("$filter") {
        let rest = input.rest();
        return rest.written().eq("=").then(|| (rest.rest(), None));
    }
    let is_sql = input.is_word("select");
    let mut rest = input;
    let mut doubt = None;
    for _ in 0..LONGEST_HEAD {
        let is_end = if is_sql { rest.is_word("where") } else { rest.is_symbol("|") };
        let after = rest.rest();
        if is_end {
            return if is_sql { Some((after, doubt)) } else { Some((keyword(after)?, doubt)) };
        }
        let may_precede = match rest.first()?.kind {
            TokenKind::Word | TokenKind::Name | TokenKind::Dot | TokenKind::Minus => true,
            TokenKind::OpenList | TokenKind::CloseList => !is_sql,
            TokenKind::Comma | TokenKind::Number | TokenKind::Malformed(_) => is_sql,
            TokenKind::OpenGroup | TokenKind::CloseGroup => is_sql && rest.token_before(0).is_some(),
            _ => false,
        };
        if !may_precede {
            return None;
        }
        // A parameter of PowerShell: `Get-VM -Name web`.
        let is_parameter = rest.is(TokenKind::Minus) && !rest.touches() && rest.span() != input.span();
        let is_counted = rest.is(TokenKind::OpenGroup);
        if is_parameter || is_counted || is_sql && rest.any_word(ROW_WORDS).is_some() {
            doubt = Some(Doubt::Head);
        }
        rest = after;
    }
    None
}

/// Words in the head of a `select` that change which rows there are.
const ROW_WORDS: &[&str] = &["top", "distinct", "join", "limit", "first"];
