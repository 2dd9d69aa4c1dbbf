//! What is said about what is odd.

use super::code::lint as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{is_short, ticked, ticks};
use crate::check::{Lint, LintKind};
use crate::operator::Operator;
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
        words(&self.kind, &Site { source, span: self.span })
    }
}

/// Where something is odd.
struct Site<'s> {
    source: &'s Source<'s>,
    span: Span,
}

impl Site<'_> {
    fn text(&self) -> &str {
        self.source.at(self.span)
    }

    /// What was written here and at `others`, with the last two joined by `word`.
    fn and_others(&self, others: &[Span], word: &str) -> String {
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

    /// Whether a value stands here that is not written in the query.
    fn is_bound(&self) -> bool {
        self.text().starts_with('$')
    }

    /// The cure that takes out the part of a group that stands here, with a connective beside it.
    fn without_part(&self, is_and: bool) -> Cure {
        let joins = |span: Span| match (self.source.at(span), is_and) {
            ("&&", true) | ("||", false) => true,
            (word, true) => word.eq_ignore_ascii_case("and"),
            (word, false) => word.eq_ignore_ascii_case("or"),
        };
        let cure = Cure::from("take it out");
        let before = self.source.before(self.span.start()).map(|token| token.span);
        let after = self.source.after(self.span.end()).map(|token| token.span);
        match (before.filter(|span| joins(*span)), after.filter(|span| joins(*span))) {
            (Some(before), _) => cure.removing(self.source.with_blanks(before.to(self.span))),
            (None, Some(after)) => cure.removing(self.source.with_blanks_behind(self.span.to(after))),
            // It stands alone in parentheses.
            (None, None) => cure,
        }
    }
}

const CHANGE_ONE: &str = "change it, or take it out";
const JOIN_WITH_OR: &str = "change one of them, or join them with `or` if either will do";
const JOIN_WITH_AND: &str = "change one of them, take them out, or join them with `and` if both must hold";

fn words(kind: &LintKind, site: &Site<'_>) -> Wording {
    match kind {
        LintKind::AlwaysFalse { path, others, promised, .. } => {
            let value = value(path.as_ref(), *promised);
            let (both, help) = match others.len() {
                0 => ("", CHANGE_ONE),
                1 => ("both ", JOIN_WITH_OR),
                _ => ("all of ", JOIN_WITH_OR),
            };
            let parts = site.and_others(others, "and");
            (code::ALWAYS_FALSE, format!("no {value} satisfies {both}{parts}"), help.into())
        }
        LintKind::AlwaysTrue { path, others, promised, .. } => {
            let value = value(path.as_ref(), *promised);
            let help = if others.is_empty() { CHANGE_ONE } else { JOIN_WITH_AND };
            let parts = site.and_others(others, "or");
            (code::ALWAYS_TRUE, format!("every {value} satisfies {parts}"), help.into())
        }
        LintKind::Subsumed { by, is_and } => {
            let (part, other) = (ticked(site.text()), ticked(site.source.at(*by)));
            let message = match is_and {
                true => format!("{part} adds nothing: it holds wherever {other} does"),
                false => format!("{part} adds nothing: {other} holds wherever it does"),
            };
            (code::SUBSUMED, message, site.without_part(*is_and))
        }
        LintKind::Duplicate { first, is_and } => {
            let (part, first) = (site.text(), site.source.at(*first));
            let message = match part == first {
                true => format!("{} stands here a second time", ticked(part)),
                false => format!("{} says the same as {}", ticked(part), ticked(first)),
            };
            (code::DUPLICATE, message, site.without_part(*is_and))
        }
        LintKind::DuplicateItem { first } => {
            let (item, first) = (site.text(), site.source.at(*first));
            let message = match item == first {
                true => format!("{} stands in the list a second time", ticked(item)),
                false => format!("{} equals {}, which is in the list already", ticked(item), ticked(first)),
            };
            let comma = site.source.before(site.span.start()).filter(|token| token.kind == TokenKind::Comma);
            let cure = Cure::from("take it out");
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
                format!("`{inner}` binds before `{outer}` here, and no parentheses show it"),
                cure,
            )
        }
        LintKind::DateAsText { ty, form } => {
            (code::DATE_AS_TEXT, as_text(site, "date"), as_time(site, ty, form.as_deref()))
        }
        LintKind::DurationAsText { ty, bare } => {
            (code::DURATION_AS_TEXT, as_text(site, "length of time"), as_bare(site, ty, bare.as_deref(), "90m"))
        }
        LintKind::MomentAsText { ty, bare } => {
            (code::MOMENT_AS_TEXT, as_text(site, "moment"), as_bare(site, ty, bare.as_deref(), "now - 1d"))
        }
        LintKind::PathEscapes { escapes, meant } => {
            let named: Vec<String> =
                escapes.iter().map(|letter| format!("a {} (`\\{letter}`)", control(*letter))).collect();
            let message = format!("{} holds {}", ticked(site.text()), named.join(" and "));
            let cure = match meant {
                Some(meant) if is_short(meant) => Cure::from(format!("write a backslash twice: {}", ticks(meant))),
                _ => "write a backslash twice: `\\\\`".into(),
            };
            let cure = meant.iter().fold(cure, |cure, meant| cure.replacing(site.span, meant.as_str()));
            (code::PATH_ESCAPES, message, cure)
        }
        LintKind::DateAlone { path, operator, comparison, day, next } => {
            let (day, next) = (date(*day), next.map(date));
            let message = format!("`{day}` is the midnight that this day begins with, not all of it");
            let cure = next.map_or_else(Cure::default, |next| whole_day(path, *operator, &day, &next, *comparison));
            match site.is_bound() {
                true => (code::DATE_ALONE, format!("{}: {message}", ticked(site.text())), cure.in_words()),
                false => (code::DATE_ALONE, message, cure),
            }
        }
        LintKind::OffsetWithoutSort => (
            code::OFFSET_WITHOUT_SORT,
            "rows are left out from the beginning, and nothing says which those are".to_owned(),
            "add `sort by` and a field in which no two rows are equal".into(),
        ),
    }
}

/// What satisfies a condition, or does not.
fn value(path: Option<&Path>, promised: bool) -> String {
    match path.map(|path| ticked(&path.to_string())) {
        Some(path) if promised => format!("value that the schema has for {path}"),
        Some(path) => format!("value of {path}"),
        None => "row".to_owned(),
    }
}

/// What is compared as text, being a `what`.
fn as_text(site: &Site<'_>, what: &str) -> String {
    let text = ticked(site.text());
    let text = if site.is_bound() { format!("the {what} that {text} stands for") } else { text };
    format!("{text} is compared as text, character by character")
}

/// How a length of time or a moment that is text is written to be one.
fn as_bare(site: &Site<'_>, ty: &Type, bare: Option<&str>, example: &str) -> Cure {
    let is_any = *ty == Type::Any;
    match bare {
        _ if !is_any => "by the schema, the property is text".into(),
        _ if site.is_bound() => Cure::from(IN_QUERY),
        Some(bare) => {
            let quoted = site.text();
            // What has colons may be a time of day as well.
            let condition = if quoted.contains(':') { "if it is a length of time, " } else { "" };
            let cure = Cure::from(format!("{condition}write it without quotes: {}", ticks(bare)));
            let is_same = quoted.get(1..quoted.len().saturating_sub(1)) == Some(bare);
            if is_same { cure.replacing(site.span, bare) } else { cure }
        }
        None => format!("write it without quotes, such as {}", ticks(example)).into(),
    }
}

/// The name of the control character that an escape stands for.
fn control(letter: char) -> &'static str {
    match letter {
        'b' => "backspace",
        'f' => "form feed",
        'n' => "line feed",
        'r' => "carriage return",
        _ => "tab",
    }
}

const IN_QUERY: &str = "write it into the query, or use a schema that knows of times";

/// How a date that is text is compared as a time.
fn as_time(site: &Site<'_>, ty: &Type, form: Option<&str>) -> Cure {
    let quoted = site.text();
    let bare = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let is_date = tokens(bare).map(|token| token.kind).eq([TokenKind::Date]);
    match ty {
        Type::Any if site.is_bound() => IN_QUERY.into(),
        Type::Any if is_date => Cure::from(format!("take the quotes off: {}", ticks(bare))).replacing(site.span, bare),
        Type::Any => match form {
            Some(form) => format!("write it without quotes: {}", ticks(form)).into(),
            None => "write it without quotes, such as `2026-01-31T08:00:00Z`".into(),
        },
        _ if is_date || site.is_bound() => {
            "this is the order of times only where all of them are written in one form".into()
        }
        _ => "text in this form is not in the order of times".into(),
    }
}

/// The day of an instant.
fn date(instant: DateTime) -> String {
    instant.to_string().chars().take("2026-01-31".len()).collect()
}

/// How to ask for all of a day instead of its first instant.
fn whole_day(path: &Path, operator: Operator, day: &str, next: &str, comparison: Span) -> Cure {
    let range = format!("{path} >= {day} and {path} < {next}");
    let cure = |what: &str, text: &str| Cure::from(format!("to {what} the whole day: {}", ticked(text)));
    match operator {
        Operator::Equal => cure("match", &range).replacing(comparison, format!("({range})")),
        Operator::NotEqual => {
            let others = format!("not ({range})");
            cure("leave out", &others).replacing(comparison, others)
        }
        Operator::LessEqual => {
            let before = format!("{path} < {next}");
            cure("take in", &before).replacing(comparison, before)
        }
        _ => cure("match", &range),
    }
}
