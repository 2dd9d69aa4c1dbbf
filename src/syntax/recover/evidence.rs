//! Evidence of foreign languages: the tokens of a text that only one of them has.
//!
//! Some spellings have several meanings: `,` is `or` in RSQL and `and` in prose, `=~` ignores case in KQL and is a
//! pattern in Perl. If another part of the text shows the language, the meaning is certain.

use std::cell::OnceCell;

use super::spelling::{of_powershell, of_rsql};
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::grammar::Input;
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;

/// The evidence in one text, collected when it is first needed.
#[derive(Default)]
pub(super) struct TextEvidence(OnceCell<Evidence>);

impl TextEvidence {
    /// Returns the evidence in the whole text of `input`.
    pub(super) fn of(&self, input: Input<'_>) -> Evidence {
        *self.0.get_or_init(|| Evidence::collect(input.all_tokens(), input.text()))
    }
}

/// The foreign languages of which a text has tokens.
#[derive(Clone, Copy, Default)]
pub(super) struct Evidence {
    /// `| where`, `in~`, `contains_cs`.
    pub(super) is_kusto: bool,
    /// `.name == "x"`.
    pub(super) is_jq: bool,
    /// `a=gt=5`.
    pub(super) has_rsql_operator: bool,
    /// `a == 1; b == 2`.
    pub(super) has_semicolon: bool,
    /// `or`, `xor` or `|` outside of groups: an `and` that is added after it would bind its last operand only.
    pub(super) is_loose: bool,
}

impl Evidence {
    /// Reads all tokens once.
    fn collect(tokens: &[ClassifiedToken], text: &str) -> Self {
        let mut evidence = Self::default();
        let (mut depth, mut has_powershell) = (0_usize, false);
        for (index, token) in tokens.iter().enumerate() {
            let next = tokens.get(index.saturating_add(1));
            let touches = |next: &&ClassifiedToken| next.span.start() == token.span.end();
            let written = token.span.of(text);
            match token.kind {
                TokenKind::OpenGroup => depth = depth.saturating_add(1),
                TokenKind::CloseGroup => depth = depth.saturating_sub(1),
                TokenKind::Or => evidence.is_loose |= depth == 0,
                TokenKind::Word => {
                    let is_loose = matches!(token.keyword, Some(Keyword::Or | Keyword::Xor));
                    evidence.is_loose |= is_loose && depth == 0;
                    let has_tilde = || next.filter(touches).is_some_and(|next| next.span.of(text) == "~");
                    evidence.is_kusto |= match token.keyword {
                        Some(Keyword::Operator(_)) => has_tilde(),
                        _ => KUSTO_OPERATORS.iter().any(|word| written.eq_ignore_ascii_case(word)),
                    };
                }
                TokenKind::Dot => {
                    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                    let is_prefix = before.is_none_or(|before| {
                        before.span.end() < token.span.start() || before.kind == TokenKind::OpenGroup
                    });
                    let is_name = |next: &ClassifiedToken| matches!(next.kind, TokenKind::Word | TokenKind::Name);
                    evidence.is_jq |= is_prefix && next.filter(touches).is_some_and(is_name);
                }
                TokenKind::Minus => {
                    let word = next.filter(touches).map_or("", |next| next.span.of(text));
                    has_powershell |= of_powershell(&word.to_ascii_lowercase()).is_some();
                }
                TokenKind::Operator(_) if written == "=" => {
                    let is_symbol = |end: &ClassifiedToken| end.span.of(text) == "=";
                    let end = tokens.get(index.saturating_add(2));
                    evidence.has_rsql_operator |= next.filter(touches).zip(end).is_some_and(|(word, end)| {
                        let is_joined = word.span.end() == end.span.start() && is_symbol(end);
                        is_joined && of_rsql(&word.span.of(text).to_ascii_lowercase()).is_some()
                    });
                }
                TokenKind::Malformed(_) if written == ";" => {
                    let opens = |next: &ClassifiedToken| {
                        matches!(next.kind, TokenKind::Word | TokenKind::Name | TokenKind::OpenGroup | TokenKind::Dot)
                    };
                    evidence.has_semicolon |= index > 0 && next.is_some_and(opens);
                }
                TokenKind::Malformed(_) if written == "|" => {
                    let word = next.map_or("", |next| next.span.of(text));
                    let is_step = KUSTO_STEPS.iter().any(|step| word.eq_ignore_ascii_case(step));
                    evidence.is_kusto |= is_step;
                    evidence.is_loose |= depth == 0 && !is_step && !word.eq_ignore_ascii_case("select");
                }
                _ => {}
            }
        }
        // PowerShell has pipes into `where` as well.
        evidence.is_kusto &= !has_powershell;
        evidence
    }

    /// Returns `true` if `==` and `in` compare text case-sensitively, whatever the data store does.
    pub(super) fn is_ordinal(self) -> bool {
        self.is_kusto || self.is_jq
    }

    /// Returns `true` if `,` means `or` and `;` means `and`.
    pub(super) fn is_rsql(self) -> bool {
        self.has_rsql_operator || self.has_semicolon
    }
}

/// Steps of KQL, the words after a pipe.
const KUSTO_STEPS: &[&str] =
    &["where", "filter", "project", "extend", "summarize", "take", "top", "sort", "order", "limit", "distinct"];

/// Operators that no language but KQL has.
const KUSTO_OPERATORS: &[&str] =
    &["contains_cs", "startswith_cs", "endswith_cs", "has_cs", "hasprefix_cs", "hassuffix_cs"];
