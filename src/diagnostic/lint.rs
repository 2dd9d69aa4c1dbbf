//! What is said about what is odd.

use super::code::lint as code;
use super::cure::Cure;
use super::finding::{Report, Words};
use super::source::Source;
use super::words::{is_short, ticked, ticks};
use super::{Fault, Severity};
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

    fn fault(&self) -> Fault {
        Fault::Lint(self.kind.clone())
    }

    fn words(&self, source: &Source<'_>) -> Words {
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

fn words(kind: &LintKind, site: &Site<'_>) -> Words {
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
        LintKind::DateAsText { ty } => {
            let what = ticked(site.text());
            let what = if site.is_bound() { format!("the date that {what} stands for") } else { what };
            (code::DATE_AS_TEXT, format!("{what} is compared as text, character by character"), as_time(site, ty))
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

/// How a date that is text is compared as a time.
fn as_time(site: &Site<'_>, ty: &Type) -> Cure {
    let quoted = site.text();
    let bare = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let is_date = tokens(bare).map(|token| token.kind).eq([TokenKind::Date]);
    match ty {
        Type::Any if site.is_bound() => "write it into the query, or use a schema that knows of times".into(),
        Type::Any if is_date => Cure::from(format!("take the quotes off: {}", ticks(bare))).replacing(site.span, bare),
        Type::Any => "write it without quotes, such as `2026-01-31T08:00:00Z`".into(),
        _ => "this is the order of times only where all of them are written in one form".into(),
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
