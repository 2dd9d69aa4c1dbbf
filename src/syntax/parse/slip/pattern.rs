//! Patterns of SQL, of shells and of regular expressions, as far as they ask for the beginning, the end or a part.

use super::super::fault::skip;
use super::super::input::Input;
use super::Replacement;
use super::case::{Case, Writing};
use crate::operator::Operator;
use crate::span::Span;
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::keyword::Keyword;
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

/// Words that compare with a pattern: its style, whether negated, how they compare text, and what is not sure.
const WORDS: &[(&str, Style, bool, Case, Option<Doubt>)] = &[
    ("like", Style::Sql, false, Case::Open, None),
    ("notlike", Style::Sql, true, Case::Open, None),
    ("ilike", Style::Sql, false, Case::Ignored, None),
    ("glob", Style::Shell, false, Case::Ordinal, None),
    ("rlike", Style::Regex, false, Case::Open, Some(Doubt::Whole)),
    ("regexp", Style::Regex, false, Case::Open, Some(Doubt::Whole)),
    ("regex", Style::Regex, false, Case::Open, Some(Doubt::Whole)),
    ("match", Style::Regex, false, Case::Open, Some(Doubt::Whole)),
    ("matches", Style::Regex, false, Case::Open, Some(Doubt::Whole)),
    ("notmatch", Style::Regex, true, Case::Open, Some(Doubt::Whole)),
];

/// PowerShell's without their `-` and the `i` or `c` before them.
const OF_POWERSHELL: &[(&str, Style, bool)] = &[
    ("like", Style::Shell, false),
    ("notlike", Style::Shell, true),
    ("match", Style::Regex, false),
    ("notmatch", Style::Regex, true),
];

/// A comparison with a pattern.
pub(super) struct Pattern<'t> {
    is_negated: bool,
    /// The operator and the text, quoted, that ask for the same.
    meant: Option<(Operator, String)>,
    case: Case,
    doubt: Option<Doubt>,
    /// What follows its words, and the pattern.
    words: Input<'t>,
    pub(super) rest: Input<'t>,
}

impl<'t> Pattern<'t> {
    /// Reads the comparison that begins here behind a property; of one that is no text, its words alone.
    pub(super) fn read(input: Input<'t>) -> Option<Self> {
        let is_not = input.is_word("not");
        let word = if is_not { input.rest() } else { input };
        let is_powershell = word.is(TokenKind::Minus) && !word.touches();
        let word = if is_powershell { word.rest() } else { word };
        let (style, negates, case, doubt) = if is_powershell { powershell(word)? } else { known(word)? };
        let is_kusto = word.rest().is_word("regex");
        let (words, case, doubt) =
            if is_kusto { (word.rest().rest(), Case::Ordinal, None) } else { (word.rest(), case, doubt) };
        let is_negated = is_not != negates;
        if !words.is(TokenKind::Text) {
            return Some(Self { is_negated, meant: None, case, doubt, words, rest: words });
        }
        let rest = words.rest();
        // A quote that is doubled within the text.
        if rest.is(TokenKind::Text) && rest.touches() {
            let mut rest = rest;
            while rest.is(TokenKind::Text) && rest.touches() {
                rest = rest.rest();
            }
            return Some(Self { is_negated, meant: None, case, doubt, words, rest });
        }
        // SQL's `escape '!'` changes what the pattern means.
        if rest.is_word("escape") && rest.rest().is(TokenKind::Text) {
            return Some(Self { is_negated, meant: None, case, doubt, words, rest: rest.rest().rest() });
        }
        let writing = if is_powershell { Writing::PowerShell } else { Writing::Unknown };
        // The `$` at the end of a regular expression begins no variable.
        let quoted = match style {
            Style::Regex => Some(words.written().to_owned()),
            Style::Sql | Style::Shell => writing.text(words.written()),
        };
        let text = quoted.and_then(|quoted| Some(unquote(&quoted).ok()?.into_owned()));
        let (meant, is_whole) = text.and_then(|text| meant(style, &text)).unzip();
        let doubt = doubt.filter(|_| is_whole == Some(false));
        Some(Self { is_negated, meant, case, doubt, words, rest })
    }

    /// The comparison of the property `name`: the text before that name, and the text behind it.
    fn phrase(&self, case: Case) -> Option<(&'static str, String)> {
        let (operator, text) = self.meant.as_ref()?;
        let value = format!("{text}{}", case.collation());
        Some(match operator {
            Operator::Equal if self.is_negated => ("", format!("!= {value}")),
            _ if !self.is_negated => ("", format!("{operator} {value}")),
            _ if operator.takes_not() => ("", format!("not {operator} {value}")),
            _ => ("not ", format!("{operator} {value}")),
        })
    }

    /// The edit of what begins here behind the property at `path`.
    fn edit(&self, input: Input<'t>, path: Span) -> Option<Replacement> {
        let case = self.case_told();
        let (not, phrase) = self.phrase(case)?;
        let behind = input.up_to(&self.rest);
        let (span, text) = match not {
            "" => (behind, phrase),
            _ => (path.to(behind), format!("{not}{} {phrase}", path.of(input.text()))),
        };
        Some(Replacement { is_ordinal: case == Case::Ordinal, ..Replacement::new(span, text, self.doubt) })
    }

    /// The comparison of a property `name` that was converted to one case before.
    pub(super) fn ignoring_case(&self, name: &str) -> Option<(String, Option<Doubt>)> {
        let (not, phrase) = self.phrase(Case::Ignored)?;
        Some((format!("{not}{name} {phrase}"), self.doubt))
    }

    /// How text is compared, unless a collation follows.
    fn case_told(&self) -> Case {
        if self.rest.is_keyword(Keyword::Collate) { Case::Open } else { self.case }
    }
}

type Known = (Style, bool, Case, Option<Doubt>);

fn known(word: Input<'_>) -> Option<Known> {
    let (_, style, negates, case, doubt) = WORDS.iter().find(|(known, ..)| word.is_word(known))?;
    Some((*style, *negates, *case, *doubt))
}

fn powershell(word: Input<'_>) -> Option<Known> {
    let written = word.word()?.to_ascii_lowercase();
    let find = |word: &str| OF_POWERSHELL.iter().find(|(known, ..)| *known == word);
    let ((_, style, negates), case) = Case::of_powershell(&written, find)?;
    Some((*style, *negates, case, None))
}

/// What follows a comparison of the property at `path` with a pattern, which begins here behind it. `property` is where
/// its operand begins.
pub(super) fn pattern<'t>(property: Input<'t>, input: Input<'t>, path: Span) -> Option<Input<'t>> {
    let read = Pattern::read(input)?;
    let (words, rest) = (read.words, read.rest);
    if !words.is(TokenKind::Text) {
        input.report_at(ForeignSyntax::Pattern, input.up_to(&words), None);
        return Some(if words.ends_operand() { words } else { skip(words, Input::can_go_on) });
    }
    let is_powershell = input.is(TokenKind::Minus);
    let span = input.up_to(&rest);
    match read.edit(input, path) {
        // `!` and `-not` bind tighter in PowerShell.
        Some(meant) if is_powershell && property.is_behind_not() => {
            input.report_edit(
                ForeignSyntax::Pattern,
                span,
                Replacement { certainty: Certainty::Unsure(Doubt::Negation), ..meant },
            );
        }
        Some(meant) => input.report_edit(ForeignSyntax::Pattern, span, meant),
        None => input.report_at(ForeignSyntax::Pattern, span, None),
    }
    Some(rest)
}

/// The operator and the quoted text that ask for the same as a pattern, where that is one text at the beginning, at the
/// end, somewhere or as the whole; and whether it is the same if the pattern has to match the whole text.
fn meant(style: Style, pattern: &str) -> Option<((Operator, String), bool)> {
    let (any, special): (char, &[char]) = match style {
        Style::Sql => ('%', &['%', '_', '[']),
        Style::Shell => ('*', &['*', '?', '[', '`']),
        Style::Regex => return regex(pattern).map(|(operator, text, is_whole)| ((operator, quote(text)), is_whole)),
    };
    let (any_before, any_behind) = (pattern.strip_prefix(any), pattern.strip_suffix(any));
    let inner = any_before.unwrap_or(pattern);
    let inner = if any_behind.is_some() { inner.get(..inner.len().saturating_sub(1))? } else { inner };
    let operator = match (any_before.is_some(), any_behind.is_some()) {
        (true, true) => Operator::Contains,
        (false, true) => Operator::StartsWith,
        (true, false) => Operator::EndsWith,
        (false, false) => Operator::Equal,
    };
    (!inner.is_empty() && !inner.contains(special)).then(|| ((operator, quote(inner)), true))
}

/// What `text`, a value of FIQL in which `*` stands for any text, asks for.
pub(super) fn of_wildcards(text: &str) -> Option<(Operator, String)> {
    text.contains('*').then(|| meant(Style::Shell, text)).flatten().map(|(meant, _)| meant)
}

/// What a quoted regular expression asks for, and the text that it asks for, quoted; whether it is the same if it has to
/// match the whole text.
pub(super) fn meant_by(input: Input<'_>) -> Option<(Operator, String, bool)> {
    let text = input.is(TokenKind::Text).then(|| unquote(input.written()).ok()).flatten()?;
    regex(&text).map(|(operator, text, is_whole)| (operator, quote(text), is_whole))
}

/// The same of a regular expression.
fn regex(pattern: &str) -> Option<(Operator, &str, bool)> {
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
    let is_whole = (start || before) && (end || after);
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '_' | '-' | '/' | ':');
    (!inner.is_empty() && inner.chars().all(is_plain)).then_some((operator, inner, is_whole))
}
