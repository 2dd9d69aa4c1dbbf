//! The values of foreign comparisons: whether their language compares text case-sensitively, and how it writes them.
//!
//! A schema chooses the collation of a comparison that names none, and the parser knows no schema. So a language that
//! ignores case has `collate ignorecase` written for it, and one that does not is marked, so that the diagnostic writes
//! `collate ordinal` under a schema with another default. SQL, OData and RSQL leave it to the data store: nothing is
//! written, and the store's own default applies.

use super::super::super::classified::ClassifiedToken;
use super::super::input::Input;
use crate::span::Span;
use crate::syntax::ast::{Literal, LiteralKind, Operand};
use crate::syntax::token::TokenKind;
use crate::syntax::tokens;

/// How a language compares text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As the data store does.
    Open,
    Ignored,
    Ordinal,
}

impl Case {
    /// Finds one of PowerShell's operators by its word in lower case, with or without `c` or `i` in front. All ignore case
    /// unless `c` is there.
    pub(super) fn of_powershell<T>(word: &str, find: impl Fn(&str) -> Option<T>) -> Option<(T, Self)> {
        if let Some(known) = find(word) {
            return Some((known, Self::Ignored));
        }
        let case = match word.chars().next()? {
            'c' => Self::Ordinal,
            'i' => Self::Ignored,
            _ => return None,
        };
        Some((find(word.get(1..)?)?, case))
    }

    /// The same for a comparison with `value`; `Open` where no text is compared.
    pub(super) fn of(self, text: &str, value: &Operand) -> Self {
        self.of_literals(text, value.literals())
    }

    /// The same for a comparison with these values.
    pub(super) fn of_literals(self, text: &str, literals: &[Literal]) -> Self {
        if literals.iter().any(|literal| is_textual(text, literal)) { self } else { Self::Open }
    }

    /// The text behind the value.
    pub(super) fn collation(self) -> &'static str {
        match self {
            Self::Ignored => " collate ignorecase",
            Self::Open | Self::Ordinal => "",
        }
    }
}

/// Whether a literal is text, or may be. Of a literal that could not be read, its first tokens tell.
pub(super) fn is_textual(text: &str, literal: &Literal) -> bool {
    let written = literal.span.of(text);
    match &literal.kind {
        LiteralKind::Text(_) | LiteralKind::Word => true,
        LiteralKind::Parameter => constant(written).is_none(),
        LiteralKind::Hole => {
            let mut kinds = tokens(written).map(|token| token.kind);
            match (kinds.next(), kinds.next()) {
                _ if binary_unit(written) != written => false,
                (Some(TokenKind::Word), second) => second != Some(TokenKind::OpenGroup),
                (Some(TokenKind::Text | TokenKind::Malformed(_)), _) => true,
                _ => false,
            }
        }
        LiteralKind::Null
        | LiteralKind::Boolean(_)
        | LiteralKind::Number
        | LiteralKind::Duration
        | LiteralKind::Date
        | LiteralKind::RelativeTime(..) => false,
    }
}

/// The constant that PowerShell writes as a variable.
pub(super) fn constant(parameter: &str) -> Option<&'static str> {
    let name = parameter.strip_prefix('$')?;
    ["null", "true", "false"].into_iter().find(|constant| name.eq_ignore_ascii_case(constant))
}

/// The language whose text and numbers a comparison holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// A backslash begins an escape in some of them only.
    Unknown,
    /// As here.
    Escaped,
    PowerShell,
}

impl Writing {
    /// The text of `span`, which holds `literals`, as this language writes it; `None` where that is not sure.
    pub(super) fn translated(self, text: &str, span: Span, literals: &[Literal]) -> Option<String> {
        let mut translated = String::new();
        let mut end = span.start();
        for literal in literals {
            translated.push_str(text.get(end..literal.span.start()).unwrap_or_default());
            translated.push_str(&self.literal(text, literal)?);
            end = literal.span.end();
        }
        translated.push_str(text.get(end..span.end()).unwrap_or_default());
        Some(translated)
    }

    fn literal(self, text: &str, literal: &Literal) -> Option<String> {
        let written = literal.span.of(text);
        // A text with an unknown escape is a hole.
        let is_text = written.starts_with(['"', '\'']);
        match self {
            Self::Unknown if is_text && written.contains('\\') => None,
            Self::Unknown | Self::Escaped => Some(written.to_owned()),
            Self::PowerShell if is_text => self.text(written),
            Self::PowerShell => Some(constant(written).map_or_else(|| binary_unit(written), str::to_owned)),
        }
    }

    /// A quoted text as this language writes it; `None` where that is not sure.
    pub(super) fn text(self, quoted: &str) -> Option<String> {
        match self {
            Self::Unknown => (!quoted.contains('\\')).then(|| quoted.to_owned()),
            Self::Escaped => Some(quoted.to_owned()),
            Self::PowerShell if quoted.starts_with('"') && quoted.contains(['$', '`']) => None,
            Self::PowerShell => with_backslashes(quoted),
        }
    }
}

/// A quoted text in which a backslash means itself, as this language writes it: `C:\temp` and `\\server\share` are paths.
/// A text that has escaped backslashes already is left alone; `None` where it is neither.
fn with_backslashes(written: &str) -> Option<String> {
    if !written.contains('\\') {
        return Some(written.to_owned());
    }
    let inner = written.get(1..).unwrap_or_default();
    let behind = inner.strip_prefix(r"\\").filter(|behind| !behind.starts_with('\\')).unwrap_or(inner);
    if !behind.contains(r"\\") {
        return Some(written.replace('\\', r"\\"));
    }
    let is_escaped = !behind.replace(r"\\", "").contains('\\') && !inner.replace(r"\\", "").contains('\\');
    is_escaped.then(|| written.to_owned())
}

/// A number whose byte unit is a power of 1024, as all of PowerShell's are.
fn binary_unit(number: &str) -> String {
    let (digits, unit) = number.split_at_checked(number.len().saturating_sub(2)).unwrap_or((number, ""));
    let is_unit = ["KB", "MB", "GB", "TB", "PB"].iter().any(|known| known.eq_ignore_ascii_case(unit));
    match unit.get(..1).filter(|_| is_unit && digits.ends_with(|last: char| last.is_ascii_digit())) {
        Some(prefix) => format!("{digits}{}iB", prefix.to_ascii_uppercase()),
        None => number.to_owned(),
    }
}

impl Input<'_> {
    /// Whether a `not` or `!` stands directly before the operand that begins here, which may begin with a prefix for
    /// the row.
    pub(super) fn is_behind_not(&self) -> bool {
        let kind = |count| self.token_before(count).map(|token| token.kind);
        let count = match (kind(0), kind(1)) {
            (Some(TokenKind::Dot), Some(TokenKind::Parameter)) => 2,
            (Some(TokenKind::Dot), _) => 1,
            _ => 0,
        };
        let is_not = |token: &&ClassifiedToken| {
            token.kind == TokenKind::Not || token.span.of(self.text()).eq_ignore_ascii_case("not")
        };
        self.token_before(count).filter(is_not).is_some()
    }
}
