//! Where in a query a text ends: what the parser wants there, and what comparison it is in.

use tamis::editor::{Expected, Token, TokenKind};
use tamis::{Diagnostic, DiagnosticKind, Operator, Parsed, Path};

/// Fits nowhere but where a value must stand, so that the parser says what it wants instead.
const PROBE: &str = "\n$probe";

/// What the parser wants behind `text`; nothing where `text` is wrong before its end.
pub(super) fn wanted(text: &str) -> Option<Expected> {
    if let Some(error) = fault(text) {
        match error.code() {
            "tamis::parse::unexpected" if error.span().is_empty() => return error.expected(),
            // A property alone at the end waits for its operator.
            "tamis::parse::unclosed" | "tamis::parse::alone" => {}
            _ => return None,
        }
    }
    let error = fault(&format!("{text}{PROBE}"))?;
    match error.code() {
        "tamis::parse::unexpected" => error.expected(),
        "tamis::parse::alone" => Some(Expected::Condition),
        "tamis::parse::missing_operator" => Some(Expected::Operator),
        // The probe was taken as an item.
        "tamis::parse::unclosed" => Some(Expected::Item),
        _ => None,
    }
}

/// Whether the grammar takes `word`, one of its own, behind `text`, where it wants `place`.
pub(super) fn takes(text: &str, place: Expected, word: &str) -> bool {
    let Some(error) = fault(&format!("{text} {word}")) else { return true };
    match (place, error.expected()) {
        // Any word may name a property here. Behind one an operator is wanted, or what the clause of that name has.
        (Expected::Condition, Some(expected)) if error.span().is_empty() => {
            let opens_clause = matches!(expected, Expected::By | Expected::Digits);
            expected == Expected::Condition || (opens_clause && text.trim().is_empty())
        }
        // Behind `sort`, a `not` would be that of an operator, and `sort` a property.
        (_, Some(expected)) => error.span().is_empty() && expected != Expected::NegatableOperator,
        (_, None) => error.code() == "tamis::parse::unclosed",
    }
}

/// The first fault; that a bracket is open only where there is no other.
fn fault(text: &str) -> Option<Diagnostic> {
    let faults = Parsed::parse(text).err()?;
    let errors = faults.iter().filter(|found| found.kind() == DiagnosticKind::Parse);
    errors.min_by_key(|error| error.code() == "tamis::parse::unclosed").cloned()
}

/// What stands last in a text, as far as completion asks.
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
