//! Comparisons with patterns of SQL, of shells and of regular expressions, as far as an operator does the same:
//! patterns for the beginning, the end, a part or the whole of a text.
//!
//! The words of this file are foreign only as long as the language has no operator for patterns: such an operator takes
//! its spelling from [`PATTERN_WORDS`] and [`PATTERN_FUNCTIONS`].

use super::case::{Case, Writing};
use super::report::Replacement;
use super::skip::skip;
use crate::operator::Operator;
use crate::span::Span;
use crate::syntax::error::{Certainty, Doubt, ForeignSyntax};
use crate::syntax::grammar::Input;
use crate::syntax::keyword::Keyword;
use crate::syntax::text::{quote, unquote};
use crate::syntax::token::TokenKind;

/// The notation of a pattern.
#[derive(Clone, Copy)]
enum Style {
    /// `%` and `_`.
    Sql,
    /// `*` and `?`.
    Shell,
    /// Regular expressions.
    Regex,
}

/// The meaning of a word that compares with a pattern.
#[derive(Clone, Copy)]
struct PatternWord {
    style: Style,
    negated: bool,
    case: Case,
    doubt: Option<Doubt>,
}

const fn word(style: Style) -> PatternWord {
    PatternWord { style, negated: false, case: Case::Open, doubt: None }
}

impl PatternWord {
    const fn negated(self) -> Self {
        Self { negated: true, ..self }
    }

    const fn comparing(self, case: Case) -> Self {
        Self { case, ..self }
    }

    /// In some languages, the whole text has to match.
    const fn perhaps_whole(self) -> Self {
        Self { doubt: Some(Doubt::Whole), ..self }
    }
}

/// Words in the place of an operator.
const PATTERN_WORDS: &[(&str, PatternWord)] = &[
    ("like", word(Style::Sql)),
    ("notlike", word(Style::Sql).negated()),
    ("ilike", word(Style::Sql).comparing(Case::Ignored)),
    ("glob", word(Style::Shell).comparing(Case::Ordinal)),
    ("rlike", word(Style::Regex).perhaps_whole()),
    ("regexp", word(Style::Regex).perhaps_whole()),
    ("regex", word(Style::Regex).perhaps_whole()),
    ("match", word(Style::Regex).perhaps_whole()),
    ("matches", word(Style::Regex).perhaps_whole()),
    ("notmatch", word(Style::Regex).negated().perhaps_whole()),
];

/// PowerShell's operators without their `-`, and without the `i` or `c` that may come first.
const POWERSHELL_WORDS: &[(&str, PatternWord)] = &[
    ("like", word(Style::Shell)),
    ("notlike", word(Style::Shell).negated()),
    ("match", word(Style::Regex)),
    ("notmatch", word(Style::Regex).negated()),
];

/// A function of a property and a regular expression.
pub(super) struct PatternFunction {
    /// In lower case, without `_`.
    pub(super) name: &'static str,
    /// `true` if the whole text has to match in some languages.
    pub(super) may_be_whole: bool,
}

/// Functions in the place of a comparison.
pub(super) const PATTERN_FUNCTIONS: &[PatternFunction] = &[
    PatternFunction { name: "test", may_be_whole: false },
    PatternFunction { name: "match", may_be_whole: false },
    PatternFunction { name: "matches", may_be_whole: true },
    PatternFunction { name: "ismatch", may_be_whole: false },
    PatternFunction { name: "regexpmatch", may_be_whole: false },
];

/// The operator and the quoted text that do the same as a pattern.
pub(super) struct PatternMeaning {
    pub(super) operator: Operator,
    pub(super) quoted: String,
    /// `true` if that is the same also where the whole text has to match.
    pub(super) is_whole: bool,
}

/// A comparison with a pattern.
pub(super) struct Pattern<'t> {
    is_negated: bool,
    /// `None` if no operator does the same.
    meaning: Option<PatternMeaning>,
    case: Case,
    doubt: Option<Doubt>,
    /// The input after its words, and the input after the pattern.
    words: Input<'t>,
    pub(super) rest: Input<'t>,
}

/// A comparison of this language, without the name of its property.
struct PatternPhrase {
    /// The text before the name: `not ` or nothing.
    not: &'static str,
    after_name: String,
}

impl<'t> Pattern<'t> {
    /// Parses the comparison at `input`, after a property; only its words if no text follows.
    pub(super) fn parse(input: Input<'t>) -> Option<Self> {
        let is_not = input.is_word("not");
        let word = if is_not { input.rest() } else { input };
        let is_powershell = word.is(TokenKind::Minus) && !word.touches();
        let word = if is_powershell { word.rest() } else { word };
        let PatternWord { style, negated: negates, case, doubt } =
            if is_powershell { of_powershell(word)? } else { known(word)? };
        let is_kusto = word.rest().is_word("regex");
        let (words, case, doubt) =
            if is_kusto { (word.rest().rest(), Case::Ordinal, None) } else { (word.rest(), case, doubt) };
        let is_negated = is_not != negates;
        let untranslated = |rest| Some(Self { is_negated, meaning: None, case, doubt, words, rest });
        if !words.is(TokenKind::Text) {
            return untranslated(words);
        }
        let rest = words.rest();
        // A quote that is doubled inside the text.
        if rest.is(TokenKind::Text) && rest.touches() {
            let mut rest = rest;
            while rest.is(TokenKind::Text) && rest.touches() {
                rest = rest.rest();
            }
            return untranslated(rest);
        }
        // SQL's `escape '!'` changes what the pattern means.
        if rest.is_word("escape") && rest.rest().is(TokenKind::Text) {
            return untranslated(rest.rest().rest());
        }
        let writing = if is_powershell { Writing::PowerShell } else { Writing::Unknown };
        // The `$` at the end of a regular expression starts no variable.
        let quoted = match style {
            Style::Regex => Some(words.written().to_owned()),
            Style::Sql | Style::Shell => writing.text(words.written()),
        };
        let text = quoted.and_then(|quoted| Some(unquote(&quoted).ok()?.into_owned()));
        let meaning = text.and_then(|text| meaning(style, &text));
        let doubt = doubt.filter(|_| meaning.as_ref().is_some_and(|meaning| !meaning.is_whole));
        Some(Self { is_negated, meaning, case, doubt, words, rest })
    }

    /// Returns the comparison of this language, or `None` if no operator does the same.
    fn phrase(&self, case: Case) -> Option<PatternPhrase> {
        let PatternMeaning { operator, quoted, .. } = self.meaning.as_ref()?;
        let value = format!("{quoted}{}", case.collation());
        let (not, after_name) = if !self.is_negated {
            ("", format!("{operator} {value}"))
        } else if *operator == Operator::Equal {
            ("", format!("!= {value}"))
        } else if operator.takes_not() {
            ("", format!("not {operator} {value}"))
        } else {
            ("not ", format!("{operator} {value}"))
        };
        Some(PatternPhrase { not, after_name })
    }

    /// Returns the edit of the comparison that goes on at `input` after the property at `path`.
    fn edit(&self, input: Input<'t>, path: Span) -> Option<Replacement> {
        let case = self.unless_collated();
        let PatternPhrase { not, after_name } = self.phrase(case)?;
        let after_path = input.up_to(&self.rest);
        let (span, text) = match not {
            "" => (after_path, after_name),
            not => (path.to(after_path), format!("{not}{} {after_name}", path.of(input.text()))),
        };
        Some(Replacement { is_ordinal: case == Case::Ordinal, ..Replacement::new(span, text, self.doubt) })
    }

    /// Returns the comparison of the property `name` if that is converted to one case before, with the doubt about it.
    pub(super) fn ignoring_case(&self, name: &str) -> Option<(String, Option<Doubt>)> {
        let PatternPhrase { not, after_name } = self.phrase(Case::Ignored)?;
        Some((format!("{not}{name} {after_name}"), self.doubt))
    }

    /// Returns the case sensitivity, `Open` if a collation follows.
    fn unless_collated(&self) -> Case {
        if self.rest.is_keyword(Keyword::Collate) { Case::Open } else { self.case }
    }
}

fn known(input: Input<'_>) -> Option<PatternWord> {
    PATTERN_WORDS.iter().find(|(known, _)| input.is_word(known)).map(|(_, word)| *word)
}

fn of_powershell(input: Input<'_>) -> Option<PatternWord> {
    let written = input.word()?.to_ascii_lowercase();
    let find = |written: &str| POWERSHELL_WORDS.iter().find(|(known, _)| *known == written);
    let ((_, word), case) = Case::of_powershell(&written, find)?;
    Some(word.comparing(case))
}

/// Reports a comparison with a pattern at `input`, after the property at `path`; returns the input after it. `property`
/// is the input at which its operand begins.
pub(super) fn pattern<'t>(property: Input<'t>, input: Input<'t>, path: Span) -> Option<Input<'t>> {
    let read = Pattern::parse(input)?;
    let (words, rest) = (read.words, read.rest);
    if !words.is(TokenKind::Text) {
        input.report_at(ForeignSyntax::Pattern, input.up_to(&words), None);
        return Some(if words.ends_operand() { words } else { skip(words, Input::can_go_on) });
    }
    let is_powershell = input.is(TokenKind::Minus);
    let span = input.up_to(&rest);
    match read.edit(input, path) {
        // `!` and `-not` bind tighter in PowerShell.
        Some(meant) if is_powershell && property.is_after_not() => {
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

/// Returns what does the same as a pattern, if that is one text at the beginning, at the end, anywhere or as the whole.
fn meaning(style: Style, pattern: &str) -> Option<PatternMeaning> {
    let (any, special): (char, &[char]) = match style {
        Style::Sql => ('%', &['%', '_', '[']),
        Style::Shell => ('*', &['*', '?', '[', '`']),
        Style::Regex => return regex(pattern),
    };
    let (any_before, any_after) = (pattern.strip_prefix(any), pattern.strip_suffix(any));
    let inner = any_before.unwrap_or(pattern);
    let inner = if any_after.is_some() { inner.get(..inner.len().saturating_sub(1))? } else { inner };
    let operator = match (any_before.is_some(), any_after.is_some()) {
        (true, true) => Operator::Contains,
        (false, true) => Operator::StartsWith,
        (true, false) => Operator::EndsWith,
        (false, false) => Operator::Equal,
    };
    let is_plain = !inner.is_empty() && !inner.contains(special);
    is_plain.then(|| PatternMeaning { operator, quoted: quote(inner), is_whole: true })
}

/// Returns what does the same as `text`, a value of FIQL in which `*` matches any text.
pub(super) fn of_wildcards(text: &str) -> Option<PatternMeaning> {
    text.contains('*').then(|| meaning(Style::Shell, text)).flatten()
}

/// Returns what does the same as the quoted regular expression at `input`.
pub(super) fn of_regex(input: Input<'_>) -> Option<PatternMeaning> {
    let text = input.is(TokenKind::Text).then(|| unquote(input.written()).ok()).flatten()?;
    regex(&text)
}

fn regex(pattern: &str) -> Option<PatternMeaning> {
    let (start, inner) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (end, inner) = inner.strip_suffix('$').map_or((false, inner), |rest| (true, rest));
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
    let is_text = !inner.is_empty() && inner.chars().all(is_plain);
    is_text.then(|| PatternMeaning { operator, quoted: quote(inner), is_whole })
}

#[cfg(test)]
mod tests {
    use super::{PATTERN_FUNCTIONS, PATTERN_WORDS};
    use crate::operator::Operator;
    use crate::suggest::all_nearest;

    /// An operator's word is parsed before recovery is asked, and a word near it is taken as a slip of it. So a row
    /// like that would be dead, or its regular expressions would become texts of that operator.
    #[test]
    fn no_word_is_an_operator_or_near_one() {
        let functions = PATTERN_FUNCTIONS.iter().map(|function| function.name);
        let words = PATTERN_WORDS.iter().map(|(word, _)| *word).chain(functions);
        for word in words {
            let near = all_nearest(word, Operator::ALL.iter().map(|operator| operator.spelling()));
            assert!(near.is_empty(), "{word}: {near:?}");
        }
    }
}
