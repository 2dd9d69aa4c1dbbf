//! The path and the comparison that come last in a query up to the cursor.

use tamis::editor::{Token, TokenKind};
use tamis::{Operator, Path};

/// The last path and comparison of a text, as far as completion needs them.
#[derive(Debug, Default)]
pub(super) struct CursorContext {
    /// The names of the last path, which may be that of the comparison.
    pub(super) path: Vec<String>,
    pub(super) comparison: Option<LastComparison>,
}

/// The property and the operator of a comparison whose value is at or before the cursor.
#[derive(Debug)]
pub(super) struct LastComparison {
    pub(super) path: Path,
    pub(super) operator: Operator,
}

impl CursorContext {
    /// Finds them in `tokens`, which are those of `text`.
    pub(super) fn from_tokens(tokens: &[Token], text: &str) -> Self {
        let mut context = Self::default();
        let mut last = None;
        for token in tokens.iter().filter(|token| token.kind != TokenKind::Comment) {
            let spelled = token.span.of(text);
            let is_after_name = matches!(last, Some(TokenKind::Word | TokenKind::Name));
            let operator = match token.kind {
                TokenKind::Operator(operator) => Some(operator),
                // Elsewhere a word that spells an operator is a name or a value.
                TokenKind::Word if is_after_name => spelled.parse().ok(),
                _ => None,
            };
            let is_negation = is_after_name && spelled.eq_ignore_ascii_case("not");
            if let Some(operator) = operator {
                let path = Path::new(context.path.iter().map(String::as_str));
                context.comparison = Some(LastComparison { path, operator });
            } else if matches!(token.kind, TokenKind::Word | TokenKind::Name) && !is_negation {
                if last != Some(TokenKind::Dot) {
                    context.path.clear();
                }
                context.path.push(name(spelled));
            }
            last = Some(operator.map_or(token.kind, TokenKind::Operator));
        }
        context
    }
}

/// Returns a name without its backticks.
fn name(spelled: &str) -> String {
    match spelled.strip_prefix('`').and_then(|name| name.strip_suffix('`')) {
        Some(name) => name.replace("``", "`"),
        None => spelled.to_owned(),
    }
}
