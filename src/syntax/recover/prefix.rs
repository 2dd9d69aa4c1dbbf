//! Prefixes that other languages have before a filter or a path.

use crate::syntax::grammar::Input;
use crate::syntax::token::TokenKind;

/// Words before a filter.
const KEYWORDS: &[&str] = &["where", "filter", "having", "when", "if", "select"];

/// Returns the input after a word, or PowerShell's `?`, that announces a filter.
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

/// Returns the input after a symbol for the row before a path: jq's `.`, PowerShell's `$_.`.
pub(super) fn row(input: Input<'_>) -> Option<Input<'_>> {
    let dot = match input.first()?.kind {
        TokenKind::Dot => input,
        TokenKind::Parameter if matches!(input.written(), "$_" | "$PSItem") => input.rest(),
        _ => return None,
    };
    let rest = dot.rest();
    (dot.is(TokenKind::Dot) && rest.is_name() && rest.touches()).then_some(rest)
}
