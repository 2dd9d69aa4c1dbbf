//! Patterns of SQL, of shells and of regular expressions, as far as they ask for the beginning, the end or a part.

use super::super::fault::skip;
use super::super::input::Input;
use crate::operator::Operator;
use crate::span::Span;
use crate::syntax::error::Slip;
use crate::syntax::text::{quote, unquote};
use crate::syntax::token::TokenKind;

/// How a pattern is written.
#[derive(Clone, Copy)]
enum Style {
    /// `%` and `_`.
    Sql,
    /// `*` and `?`.
    Shell,
    /// Regular expressions.
    Regex,
}

/// Words that compare with a pattern; PowerShell's begin with `-`.
const WORDS: &[(&str, Style, bool)] = &[
    ("like", Style::Sql, false),
    ("notlike", Style::Sql, true),
    ("ilike", Style::Sql, false),
    ("rlike", Style::Regex, false),
    ("regexp", Style::Regex, false),
    ("match", Style::Regex, false),
    ("matches", Style::Regex, false),
    ("notmatch", Style::Regex, true),
];

/// What follows a comparison of the property at `path` with a pattern, which begins here.
pub(super) fn pattern<'t>(input: Input<'t>, path: Span) -> Option<Input<'t>> {
    let is_negated = input.is_word("not");
    let word = if is_negated { input.rest() } else { input };
    let is_powershell = word.is(TokenKind::Minus) && !word.touches();
    let word = if is_powershell { word.rest() } else { word };
    let (_, style, negates) = WORDS.iter().find(|(known, ..)| word.is_word(known))?;
    let style = if is_powershell && matches!(style, Style::Sql) { Style::Shell } else { *style };
    let pattern = if word.rest().is_word("regex") { word.rest().rest() } else { word.rest() };
    let ends = pattern.rest();
    if !pattern.is(TokenKind::Text) {
        let span = input.up_to(&word.rest());
        input.slip_at(Slip::Pattern, span, None);
        return Some(if pattern.ends_operand() { pattern } else { skip(pattern, Input::can_go_on) });
    }
    let negated = is_negated != *negates;
    let text = unquote(pattern.written()).ok();
    let meant = text.as_deref().and_then(|text| meant(style, text)).map(|(operator, text)| {
        let not = if negated { "not " } else { "" };
        match operator {
            Operator::Equal if negated => (input.up_to(&ends), format!("!= {}", quote(text))),
            _ if !negated || operator.takes_not() => (input.up_to(&ends), format!("{not}{operator} {}", quote(text))),
            _ => {
                let span = path.to(input.up_to(&ends));
                (span, format!("{not}{} {operator} {}", path.of(input.text()), quote(text)))
            }
        }
    });
    input.slip_at(Slip::Pattern, input.up_to(&ends), meant);
    Some(ends)
}

/// What a pattern asks for, where that is one text at the beginning, at the end, somewhere or as the whole.
fn meant(style: Style, pattern: &str) -> Option<(Operator, &str)> {
    let (any_before, any_behind, special) = match style {
        Style::Sql => (pattern.strip_prefix('%'), pattern.strip_suffix('%'), "%_["),
        Style::Shell => (pattern.strip_prefix('*'), pattern.strip_suffix('*'), "*?["),
        Style::Regex => return regex(pattern),
    };
    let inner = any_before.unwrap_or(pattern);
    let inner = if any_behind.is_some() { inner.get(..inner.len().saturating_sub(1))? } else { inner };
    let operator = match (any_before.is_some(), any_behind.is_some()) {
        (true, true) => Operator::Contains,
        (false, true) => Operator::StartsWith,
        (true, false) => Operator::EndsWith,
        (false, false) => Operator::Equal,
    };
    (!inner.is_empty() && !inner.contains(|character| special.contains(character))).then_some((operator, inner))
}

/// What a quoted regular expression asks for, and the text that it asks for, quoted.
pub(super) fn meant_by(input: Input<'_>) -> Option<(Operator, String)> {
    let text = input.is(TokenKind::Text).then(|| unquote(input.written()).ok()).flatten()?;
    regex(&text).map(|(operator, text)| (operator, quote(text)))
}

/// The same of a regular expression.
fn regex(pattern: &str) -> Option<(Operator, &str)> {
    let (start, behind) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (end, inner) = behind.strip_suffix('$').map_or((false, behind), |rest| (true, rest));
    let (before, inner) = inner.strip_prefix(".*").map_or((false, inner), |rest| (true, rest));
    let (after, inner) = inner.strip_suffix(".*").map_or((false, inner), |rest| (true, rest));
    let operator = match (start && !before, end && !after) {
        (true, true) => Operator::Equal,
        (true, false) => Operator::StartsWith,
        (false, true) => Operator::EndsWith,
        (false, false) => Operator::Contains,
    };
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '_' | '-' | '/' | ':');
    (!inner.is_empty() && inner.chars().all(is_plain)).then_some((operator, inner))
}
