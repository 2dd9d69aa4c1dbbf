//! What other languages put before a filter: `where`, a pipe, the beginning of a request.

use super::super::comparison::path;
use super::super::fault::skip;
use super::super::input::Input;
use super::Replacement;
use super::pattern::Pattern;
use crate::span::Span;
use crate::syntax::error::{Doubt, ForeignSyntax};
use crate::syntax::expected::Expected;
use crate::syntax::token::TokenKind;

/// Words that say that a filter follows.
const KEYWORDS: &[&str] = &["where", "filter", "having", "when", "if", "select"];

/// How many tokens before a filter are looked at.
const FARTHEST: usize = 64;

/// What follows a word here that says that a filter follows.
pub(super) fn keyword(input: Input<'_>) -> Option<Input<'_>> {
    // PowerShell's `? {` is `Where-Object {`.
    if input.is_symbol("?{") || input.is_symbol("?") && input.rest().is_symbol("{") {
        return Some(if input.is_symbol("?{") { input.rest() } else { input.rest().rest() });
    }
    let word = input.any_word(KEYWORDS).map(|_| input.rest())?;
    // jq's is a function.
    if input.is_word("select") && !word.is(TokenKind::OpenGroup) {
        return None;
    }
    // PowerShell's `Where-Object {`.
    let object = word.rest();
    let is_object = word.is(TokenKind::Minus) && word.touches() && object.is_word("object");
    let rest = if is_object { object.rest() } else { word };
    let rest = if rest.is_symbol("{") { rest.rest() } else { rest };
    let is_property =
        rest.opens_operator() || rest.is(TokenKind::Dot) || rest.is_word("not") && rest.rest().opens_operator();
    (!rest.ends_operand() && !is_property).then_some(rest)
}

/// What follows something at the head of an operand that does not belong to it; reported. `is_first` where nothing
/// stands before it.
pub(super) fn preamble(input: Input<'_>, is_first: bool) -> Option<Input<'_>> {
    if let Some(rest) = comment(input) {
        return Some(rest);
    }
    let (slip, rest, doubt) = if let Some((rest, doubt)) = is_first.then(|| request(input)).flatten() {
        (ForeignSyntax::ForeignKeyword, rest, doubt)
    } else if let Some(rest) = keyword(input) {
        (ForeignSyntax::ForeignKeyword, rest, None)
    } else if let Some(rest) = row(input) {
        (ForeignSyntax::RowPrefix, rest, None)
    } else if let Some(rest) = cast(input) {
        // It may make a number of a text.
        (ForeignSyntax::ForeignKeyword, rest, Some(Doubt::Other))
    } else if input.is(TokenKind::Minus) && input.rest().touches() && input.rest().is_word("not") {
        let doubt = negates_property(input.rest().rest()).then_some(Doubt::Negation);
        (ForeignSyntax::ForeignConnective, input.rest(), doubt)
    } else {
        return None;
    };
    let span = input.up_to(&rest);
    input.report_edit(slip, span, Replacement::new(input.with_blanks_behind(&rest), String::new(), doubt));
    Some(rest)
}

/// Whether a comparison follows PowerShell's `-not`, which then belongs to its property alone.
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

/// Words behind a pipe that say what becomes of rows that a filter has found.
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

/// Words that begin a clause of SQL that this language has not, or a query that is no filter.
const OF_SQL: &[&str] = &["group", "having", "union", "select", "summarize", "project", "count", "distinct", "case"];

/// Reports a statement about the rows as a whole, such as `group by name`; returns the input after it.
pub(super) fn statement(input: Input<'_>) -> Option<Input<'_>> {
    let next = input.any_word(OF_SQL).map(|_| input.rest())?;
    // Each of them may be the name of a property as well.
    let is_step = next.is(TokenKind::Word)
        && !next.opens_operator()
        && next.connective().is_none()
        && !next.is_word("not")
        && super::operator(next).is_none()
        && Pattern::read(next).is_none()
        && !next.is_word("between")
        && super::suffix(next.speculative(), next.span()).is_none();
    is_step.then(|| {
        let ends = |rest: &Input<'_>| rest.is_symbol("|") || rest.is_closing() || rest.opens_clause();
        let rest = skip(next.speculative(), ends).reporting_like(input);
        input.report_foreign(ForeignSyntax::ForeignClause, &rest, None);
        rest
    })
}

/// What follows something behind a filter that is none: a comment of another language, the end of a block, a step that
/// is no clause; reported.
pub(super) fn postamble(input: Input<'_>) -> Option<Input<'_>> {
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
    statement(input).or_else(|| comment(input))
}

/// Reports a comment as other languages write it; returns the input after it.
fn comment(input: Input<'_>) -> Option<Input<'_>> {
    let start = input.span().start();
    let behind = input.text().get(start.saturating_add(2)..).unwrap_or_default();
    let is_of_sql = input.is(TokenKind::Minus) && input.rest().is(TokenKind::Minus) && input.rest().touches();
    let is_of_c = input.is_malformed_as(|written| written.starts_with("//")) && !input.evidence().is_jq;
    let is_line = is_of_sql || is_of_c;
    let length = match is_line {
        true => behind.find('\n').unwrap_or(behind.len()),
        false if input.is_malformed_as(|written| written.starts_with("/*")) => {
            behind.find("*/").map_or(behind.len(), |length| length.saturating_add(2))
        }
        false => return None,
    };
    let end = start.saturating_add(2).saturating_add(length);
    let sign = Span::new(start, if is_line { start.saturating_add(2) } else { end });
    // In jq, `//` gives the value to use for null.
    input.report_at(ForeignSyntax::ForeignComment, sign, is_of_sql.then(|| (sign, "#".to_owned())));
    Some(skip(input.speculative(), |rest| rest.span().start() >= end).reporting_like(input))
}

/// Returns the input after a type to which PowerShell converts a property: `[datetime]$_.Start`.
fn cast(input: Input<'_>) -> Option<Input<'_>> {
    let close = input.rest().rest();
    let is_cast = input.is(TokenKind::OpenList) && input.rest().is(TokenKind::Word) && close.is(TokenKind::CloseList);
    let rest = close.rest();
    (is_cast && rest.touches() && rest.is(TokenKind::Parameter) && row(rest).is_some()).then_some(rest)
}

/// What follows a sign for the row before a path: jq's `.`, PowerShell's `$_.`.
pub(super) fn row(input: Input<'_>) -> Option<Input<'_>> {
    let dot = match input.first()?.kind {
        TokenKind::Dot => input,
        TokenKind::Parameter if matches!(input.written(), "$_" | "$PSItem") => input.rest(),
        _ => return None,
    };
    let rest = dot.rest();
    let is_name = rest.is(TokenKind::Word) || rest.is(TokenKind::Name);
    (dot.is(TokenKind::Dot) && is_name && rest.touches()).then_some(rest)
}

/// What follows the head of a request of SQL, KQL, jq or OData; and the doubt where the head chooses rows as well.
fn request(input: Input<'_>) -> Option<(Input<'_>, Option<Doubt>)> {
    if input.is(TokenKind::Parameter) && input.written().eq_ignore_ascii_case("$filter") {
        let rest = input.rest();
        return rest.written().eq("=").then(|| (rest.rest(), None));
    }
    let is_sql = input.is_word("select");
    let mut rest = input;
    let mut doubt = None;
    for _ in 0..FARTHEST {
        let is_end = if is_sql { rest.is_word("where") } else { rest.is_symbol("|") };
        let behind = rest.rest();
        if is_end {
            return if is_sql { Some((behind, doubt)) } else { Some((keyword(behind)?, doubt)) };
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
        if is_parameter || is_counted || is_sql && rest.any_word(OF_ROWS).is_some() {
            doubt = Some(Doubt::Head);
        }
        rest = behind;
    }
    None
}

/// Words in the head of a `select` that change which rows there are.
const OF_ROWS: &[&str] = &["top", "distinct", "join", "limit", "first"];
