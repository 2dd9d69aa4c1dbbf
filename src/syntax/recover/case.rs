//! The values of foreign comparisons: whether their language compares text case-sensitively, and how it writes them.
//!
//! A schema chooses the collation of a comparison that names none, and the parser knows no schema. So for a language
//! that ignores case `collate ignorecase` is written, and a comparison of one that does not is marked, so that the
//! diagnostic writes `collate ordinal` under a schema with another default. SQL, OData and RSQL leave it to the data
//! store: nothing is written, and the store's own default applies.

use crate::span::Span;
use crate::syntax::ast::{AstLiteral, AstOperand, LiteralKind};
use crate::syntax::token::{TokenKind, tokens};

/// The case sensitivity of a language's comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// That of the data store.
    Open,
    Ignored,
    Ordinal,
}

impl Case {
    /// Finds one of PowerShell's operators by its word in lower case, with or without `c` or `i` in front. All ignore
    /// case unless `c` is there.
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

    /// Returns the case sensitivity of a comparison with `value`: `Open` if that is no text.
    pub(super) fn of(self, text: &str, value: &AstOperand) -> Self {
        self.of_literals(text, value.literals())
    }

    /// Returns the case sensitivity of a comparison with `literals`: `Open` if none of them is text.
    pub(super) fn of_literals(self, text: &str, literals: &[AstLiteral]) -> Self {
        if literals.iter().any(|literal| is_textual(text, literal)) { self } else { Self::Open }
    }

    /// Returns the collation to write after the value.
    pub(super) fn collation(self) -> &'static str {
        match self {
            Self::Ignored => " collate ignorecase",
            Self::Open | Self::Ordinal => "",
        }
    }
}

/// Returns `true` if a literal is text, or may be. For a hole, its first tokens decide.
pub(super) fn is_textual(text: &str, literal: &AstLiteral) -> bool {
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

/// Returns the constant that PowerShell writes as a variable, such as `$null`.
pub(super) fn constant(parameter: &str) -> Option<&'static str> {
    let name = parameter.strip_prefix('$')?;
    ["null", "true", "false"].into_iter().find(|constant| name.eq_ignore_ascii_case(constant))
}

/// The notation of the texts and numbers in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// One of several languages; a backslash starts an escape in some of them only.
    Unknown,
    /// That of this language.
    Escaped,
    PowerShell,
}

impl Writing {
    /// Returns the text of `span`, which contains `literals`, in the notation of this language, or `None` if that is
    /// not certain.
    pub(super) fn translated(self, text: &str, span: Span, literals: &[AstLiteral]) -> Option<String> {
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

    fn literal(self, text: &str, literal: &AstLiteral) -> Option<String> {
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

    /// Returns a quoted text in the notation of this language, or `None` if that is not certain.
    pub(super) fn text(self, quoted: &str) -> Option<String> {
        match self {
            Self::Unknown => (!quoted.contains('\\')).then(|| quoted.to_owned()),
            Self::Escaped => Some(quoted.to_owned()),
            Self::PowerShell if quoted.starts_with('"') && quoted.contains(['$', '`']) => None,
            Self::PowerShell => with_backslashes(quoted),
        }
    }
}

/// Returns a quoted text in which a backslash means itself with each backslash escaped: `C:\temp` and `\\server\share`
/// are paths. A text whose backslashes are all escaped is left alone; returns `None` for one that is neither.
fn with_backslashes(written: &str) -> Option<String> {
    if !written.contains('\\') {
        return Some(written.to_owned());
    }
    let inner = written.get(1..).unwrap_or_default();
    let path = inner.strip_prefix(r"\\").filter(|path| !path.starts_with('\\')).unwrap_or(inner);
    if !path.contains(r"\\") {
        return Some(written.replace('\\', r"\\"));
    }
    let is_escaped = !path.replace(r"\\", "").contains('\\') && !inner.replace(r"\\", "").contains('\\');
    is_escaped.then(|| written.to_owned())
}

/// Returns a number of PowerShell with its byte unit as a power of 1024, which all of its units are.
fn binary_unit(number: &str) -> String {
    let (digits, unit) = number.split_at_checked(number.len().saturating_sub(2)).unwrap_or((number, ""));
    let is_unit = ["KB", "MB", "GB", "TB", "PB"].iter().any(|known| known.eq_ignore_ascii_case(unit));
    match unit.get(..1).filter(|_| is_unit && digits.ends_with(|last: char| last.is_ascii_digit())) {
        Some(prefix) => format!("{digits}{}iB", prefix.to_ascii_uppercase()),
        None => number.to_owned(),
    }
}
