//! The path and the comparison that come last in a query up to the cursor.

use tamis::editor::{Token, TokenKind};
use tamis::{Operator, Path};

/// The last path and comparison of a text, as far as completion needs them.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The names of the last path; that of a comparison too, where no other follows.
    pub(super) path: Vec<String>,
    /// The property of the last comparison, and its operator.
    pub(super) comparison: Option<(Path, Operator)>,
}

impl Before {
    /// Reads `tokens`, which are those of `text`.
    pub(super) fn read(tokens: &[Token], text: &str) -> Self {
        let mut before = Self::default();
        let mut last = None;
        for token in tokens.iter().filter(|token| token.kind != TokenKind::Comment) {
            let spelled = token.span.of(text);
            let is_behind_name = matches!(last, Some(TokenKind::Word | TokenKind::Name));
            let operator = match token.kind {
                TokenKind::Operator(operator) => Some(operator),
                // Elsewhere a word that spells an operator is a name or a value.
                TokenKind::Word if is_behind_name => spelled.parse().ok(),
                _ => None,
            };
            let is_negation = is_behind_name && spelled.eq_ignore_ascii_case("not");
            if let Some(operator) = operator {
                let path = Path::new(before.path.iter().map(String::as_str));
                before.comparison = Some((path, operator));
            } else if matches!(token.kind, TokenKind::Word | TokenKind::Name) && !is_negation {
                if last != Some(TokenKind::Dot) {
                    before.path.clear();
                }
                before.path.push(name(spelled));
            }
            last = Some(operator.map_or(token.kind, TokenKind::Operator));
        }
        before
    }
}

/// A name without its backticks.
fn name(spelled: &str) -> String {
    match spelled.strip_prefix('`').and_then(|name| name.strip_suffix('`')) {
        Some(name) => name.replace("``", "`"),
        None => spelled.to_owned(),
    }
}
