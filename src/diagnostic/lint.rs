//! The words for lints: code, message and cure for each [`LintKind`].
//!
//! A lint is a warning, and its cure has an edit only if the query means the same after it, or what it was clearly
//! meant to mean.

use super::code::lint as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{is_short, ticked, ticks};
use crate::check::{Lint, LintKind};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::span::Span;
use crate::syntax::{TokenKind, tokens};
use crate::ty::Type;
use crate::value::DateTime;

impl Report for Lint {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn cause(&self) -> Cause {
        Cause::Lint(self.kind.clone())
    }

    fn words(&self, source: &Source<'_>) -> Wording {
        words(&self.kind, &LintSite { source, span: self.span })
    }
}

/// The place of a lint.
struct LintSite<'s> {
    source: &'s Source<'s>,
    span: Span,
}

impl LintSite<'_> {
    fn text(&self) -> &str {
        self.source.at(self.span)
    }

    /// Returns the texts at `others` and the one of the lint, in backticks, with `word` before the last.
    fn with_others(&self, others: &[Span], word: &str) -> String {
        const MOST_OTHERS: usize = 3;
        let mut shown: Vec<String> =
            others.iter().take(MOST_OTHERS).map(|span| ticked(self.source.at(*span))).collect();
        let left_out = others.len().saturating_sub(shown.len());
        if left_out > 0 {
            shown.push(format!("{left_out} more"));
        }
        let here = ticked(self.text());
        if shown.is_empty() { here } else { format!("{} {word} {here}", shown.join(", ")) }
    }

    /// Returns `true` if the value is bound to a parameter instead of written in the query.
    fn is_bound(&self) -> bool {
        self.text().starts_with('$')
    }

    /// Returns the cure that removes this part of a group, with a connective beside it.
    fn removing_part(&self, is_and: bool) -> Cure {
        let joins = |span: Span| match (self.source.at(span), is_and) {
            ("&&", true) | ("||", false) => true,
            (word, true) => word.eq_ignore_ascii_case("and"),
            (word, false) => word.eq_ignore_ascii_case("or"),
        };
        let cure = Cure::from("remove it");
        let before = self.source.before(self.span.start()).map(|token| token.span);
        let after = self.source.after(self.span.end()).map(|token| token.span);
        match (before.filter(|span| joins(*span)), after.filter(|span| joins(*span))) {
            (Some(before), _) => cure.removing(self.source.with_blanks(before.to(self.span))),
            (None, Some(after)) => cure.removing(self.source.with_blanks_after(self.span.to(after))),
            // The item is alone in parentheses: no edit is offered.
            (None, None) => cure,
        }
    }
}

const CHANGE_ONE: &str = "change or remove it";
const JOIN_WITH_OR: &str = "change one of them, or join them with `or` if either will do";
const JOIN_WITH_AND: &str = "change one of them, remove them, or join them with `and` if both must hold";

/// Returns code, message and cure of a lint.
fn words(kind: &LintKind, site: &LintSite<'_>) -> Wording {
    match kind {
        LintKind::AlwaysFalse { path, others, promised, .. } => {
            let value = value(path.as_ref(), *promised);
            let (both, help) = match others.len() {
                0 => ("", CHANGE_ONE),
                1 => ("both ", JOIN_WITH_OR),
                _ => ("all of ", JOIN_WITH_OR),
            };
            let parts = site.with_others(others, "and");
            (code::ALWAYS_FALSE, format!("no {value} satisfies {both}{parts}"), help.into())
        }
        LintKind::AlwaysTrue { path, others, promised, .. } => {
            let value = value(path.as_ref(), *promised);
            let help = if others.is_empty() { CHANGE_ONE } else { JOIN_WITH_AND };
            let parts = site.with_others(others, "or");
            (code::ALWAYS_TRUE, format!("every {value} satisfies {parts}"), help.into())
        }
        LintKind::Subsumed { by, is_and } => {
            let (part, other) = (ticked(site.text()), ticked(site.source.at(*by)));
            let message = match is_and {
                true => format!("{part} is redundant: it is true whenever {other} is"),
                false => format!("{part} is redundant: {other} is true whenever it is"),
            };
            (code::SUBSUMED, message, site.removing_part(*is_and))
        }
        LintKind::Duplicate { first, is_and } => {
            let (part, first) = (site.text(), site.source.at(*first));
            let message = match part == first {
                true => format!("{} is repeated", ticked(part)),
                false => format!("{} means the same as {}", ticked(part), ticked(first)),
            };
            (code::DUPLICATE, message, site.removing_part(*is_and))
        }
        LintKind::DuplicateItem { first } => {
            let (item, first) = (site.text(), site.source.at(*first));
            let message = match item == first {
                true => format!("{} is repeated in the list", ticked(item)),
                false => format!("{} equals {}, which is already in the list", ticked(item), ticked(first)),
            };
            let comma = site.source.before(site.span.start()).filter(|token| token.kind == TokenKind::Comma);
            let cure = Cure::from("remove it");
            (
                code::DUPLICATE_ITEM,
                message,
                match comma {
                    Some(comma) => cure.removing(comma.span.to(site.span)),
                    None => cure,
                },
            )
        }
        LintKind::MixedConnectives { inner, outer, groups } => {
            let help = match site.text() {
                group if is_short(group) => format!("put it in parentheses: {}", ticks(&format!("({group})"))),
                _ => "put it in parentheses".to_owned(),
            };
            let enclosed = |cure: Cure, group: &Span| cure.inserting(group.start(), "(").inserting(group.end(), ")");
            let cure = groups.iter().fold(help.into(), enclosed);
            (
                code::MIXED_CONNECTIVES,
                format!("`{inner}` binds tighter than `{outer}` here, without parentheses to show it"),
                cure,
            )
        }
        LintKind::DateAsText { ty, form } => {
            (code::DATE_AS_TEXT, as_text(site, "date"), as_time(site, ty, form.as_deref()))
        }
        LintKind::DurationAsText { ty, bare } => {
            (code::DURATION_AS_TEXT, as_text(site, "duration"), as_bare(site, ty, bare.as_deref(), "90m"))
        }
        LintKind::RelativeTimeAsText { ty, bare } => {
            (code::MOMENT_AS_TEXT, as_text(site, "relative time"), as_bare(site, ty, bare.as_deref(), "now - 1d"))
        }
        LintKind::PathEscapes { escapes, meant } => {
            let named: Vec<String> =
                escapes.iter().map(|letter| format!("a {} (`\\{letter}`)", control(*letter))).collect();
            let message = format!("{} contains {}", ticked(site.text()), named.join(" and "));
            let cure = match meant {
                Some(meant) if is_short(meant) => Cure::from(format!("double the backslashes: {}", ticks(meant))),
                _ => "write `\\\\` for a backslash".into(),
            };
            let cure = meant.iter().fold(cure, |cure, meant| cure.replacing(site.span, meant.as_str()));
            (code::PATH_ESCAPES, message, cure)
        }
        LintKind::DateAlone { path, operator, comparison, day, next } => {
            let (day, next) = (date(*day), next.map(date));
            let message = format!("`{day}` is only the midnight at the start of that day");
            let cure = next.map_or_else(Cure::default, |next| whole_day(path, *operator, &day, &next, *comparison));
            match site.is_bound() {
                true => (code::DATE_ALONE, format!("{}: {message}", ticked(site.text())), cure.in_words()),
                false => (code::DATE_ALONE, message, cure),
            }
        }
        LintKind::OffsetWithoutSort => (
            code::OFFSET_WITHOUT_SORT,
            "the first rows are skipped, but no order defines which rows come first".to_owned(),
            "add `sort by` with a field that is different in every row".into(),
        ),
    }
}

/// Returns the noun of messages for a value at `path`.
fn value(path: Option<&Path>, promised: bool) -> String {
    match path.map(|path| ticked(&path.to_string())) {
        Some(path) if promised => format!("value that the schema allows for {path}"),
        Some(path) => format!("value of {path}"),
        None => "row".to_owned(),
    }
}

/// Returns the message for a time, a `noun`, that is compared as text.
fn as_text(site: &LintSite<'_>, noun: &str) -> String {
    let text = ticked(site.text());
    let text = if site.is_bound() { format!("the {noun} bound to {text}") } else { text };
    format!("{text} is compared as text, character by character")
}

/// Returns the cure that makes a text a duration or a relative time.
fn as_bare(site: &LintSite<'_>, ty: &Type, bare: Option<&str>, example: &str) -> Cure {
    let is_any = *ty == Type::Any;
    match bare {
        _ if !is_any => "the schema declares the property as text".into(),
        _ if site.is_bound() => Cure::from(IN_QUERY),
        Some(bare) => {
            let quoted = site.text();
            // A text with colons may also be a time of day.
            let condition = if quoted.contains(':') { "if it is a duration, " } else { "" };
            let cure = Cure::from(format!("{condition}write it without quotes: {}", ticks(bare)));
            let is_same = quoted.get(1..quoted.len().saturating_sub(1)) == Some(bare);
            if is_same { cure.replacing(site.span, bare) } else { cure }
        }
        None => format!("write it without quotes, such as {}", ticks(example)).into(),
    }
}

/// Returns the name of the control character of an escape.
fn control(letter: char) -> &'static str {
    match letter {
        'b' => "backspace",
        'f' => "form feed",
        'n' => "line feed",
        'r' => "carriage return",
        _ => "tab",
    }
}

const IN_QUERY: &str = "write it in the query itself, or use a schema with date-times";

/// Returns the cure that makes a text a date.
fn as_time(site: &LintSite<'_>, ty: &Type, form: Option<&str>) -> Cure {
    let quoted = site.text();
    let bare = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let is_date = tokens(bare).map(|token| token.kind).eq([TokenKind::Date]);
    if *ty != Type::Any {
        return match is_date || site.is_bound() {
            true => "texts sort like times only if all of them are written in the same form".into(),
            false => "texts in this form do not sort like times".into(),
        };
    }
    match form {
        _ if site.is_bound() => IN_QUERY.into(),
        _ if is_date => Cure::from(format!("remove the quotes: {}", ticks(bare))).replacing(site.span, bare),
        Some(form) => format!("write it without quotes: {}", ticks(form)).into(),
        None => "write it without quotes, such as `2026-01-31T08:00:00Z`".into(),
    }
}

/// Returns the date of an instant.
fn date(instant: DateTime) -> String {
    instant.to_string().chars().take("2026-01-31".len()).collect()
}

/// Returns the cure that replaces a comparison with a midnight by one with the whole day.
fn whole_day(path: &Path, operator: Operator, day: &str, next: &str, comparison: Span) -> Cure {
    let range = format!("{path} >= {day} and {path} < {next}");
    let cure = |verb: &str, text: &str| Cure::from(format!("to {verb} the whole day: {}", ticked(text)));
    match operator.family() {
        Family::Equality if operator.is_negative() => {
            let others = format!("not ({range})");
            cure("exclude", &others).replacing(comparison, others)
        }
        Family::Equality if !operator.takes_list() => cure("match", &range).replacing(comparison, format!("({range})")),
        // Only `<=` among the operators of order is linted: the others mean the midnight.
        Family::Order => {
            let before = format!("{path} < {next}");
            cure("include", &before).replacing(comparison, before)
        }
        // The range replaces one value, but not a whole list.
        Family::Equality | Family::Containment | Family::Text | Family::Set => cure("match", &range),
    }
}
