//! What is said about faults of syntax.

mod expected;
mod habit;
mod malformed;
mod slip;

use super::code::parse as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{quote_cure, ticked};
use crate::collation::Collation;
use crate::span::Span;
use crate::syntax::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::ty::Type;
use malformed::Run;

impl Report for ParseError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn cause(&self) -> Cause {
        Cause::Parse(self.kind.clone())
    }

    fn is_moot(&self, source: &Source<'_>) -> bool {
        let is_default = source.collation().is_none_or(|collation| collation == Collation::Ordinal);
        self.kind == ParseErrorKind::ForeignSyntax(ForeignSyntax::Homonym) && self.is_ordinal && is_default
    }

    fn words(&self, source: &Source<'_>) -> Wording {
        let (code, message, cure) = words(self, source);
        let cure = self.edits.iter().fold(cure, |cure, (span, text)| cure.replacing(*span, &**text));
        let cure = if needs_ordinal(self, source) { cure.followed_by(ORDINAL) } else { cure };
        (code, message, if is_sure(self, source) { cure } else { cure.in_words() })
    }
}

/// The text behind a comparison of a language that tells case apart.
pub(super) const ORDINAL: &str = " collate ordinal";

/// Whether the schema compares text otherwise than the language that a cured comparison is of. A query that was read
/// without a schema may be checked against any.
fn needs_ordinal(error: &ParseError, source: &Source<'_>) -> bool {
    error.is_ordinal && source.collation() != Some(Collation::Ordinal)
}

/// The reason for which the edits may not be what is meant.
fn doubt(error: &ParseError, source: &Source<'_>) -> Option<Doubt> {
    let ty = |path: Span| source.field(path).map(|field| field.ty().clone());
    match error.certainty {
        Certainty::Sure => None,
        Certainty::Unsure(doubt) => Some(doubt),
        Certainty::UnlessText(path) => match ty(path) {
            None | Some(Type::Any | Type::Array(_)) => None,
            Some(_) => Some(Doubt::Elements),
        },
        Certainty::IfWhole(path) => match ty(path) {
            None | Some(Type::Any | Type::Text | Type::Array(_) | Type::Object) => Some(Doubt::Words),
            Some(_) => None,
        },
        Certainty::IfText(path) => match ty(path) {
            None | Some(Type::Any | Type::Text) => None,
            Some(_) => Some(Doubt::Empty),
        },
    }
}

/// Whether the edits are sure to be what is meant: a name of several words may as well be something else, unless there
/// is such a property.
fn is_sure(error: &ParseError, source: &Source<'_>) -> bool {
    let name = source.at(error.span);
    let is_unsure = error.kind == ParseErrorKind::ForeignSyntax(ForeignSyntax::BareName)
        && name.contains(' ')
        && name.starts_with(|first: char| first.is_alphabetic());
    doubt(error, source).is_none()
        && (!is_unsure || source.field_named(name).is_some())
        && !is_difference(error, source)
}

/// Returns `true` for a name with hyphens that is rather one property subtracted from another: the schema knows both.
fn is_difference(error: &ParseError, source: &Source<'_>) -> bool {
    let name = source.at(error.span);
    error.kind == ParseErrorKind::ForeignSyntax(ForeignSyntax::BareName)
        && name.contains('-')
        && source.field_named(name).is_none()
        && name.split('-').all(|part| source.field_named(part).is_some())
}

fn words(error: &ParseError, source: &Source<'_>) -> Wording {
    let help = |text: &str| Cure::from(text);
    let span = error.span;
    match &error.kind {
        ParseErrorKind::ForeignSyntax(slip) => slip::words(*slip, error, source),
        ParseErrorKind::Unexpected { expected, found } => {
            let message = match &**found {
                "" => format!("expected {expected}, but the query ends"),
                found => format!("expected {expected}, found {}", ticked(found)),
            };
            let next = source.after(span.end()).map_or("", |token| source.at(token.span));
            let meant = error.edits.first().map(|(_, meant)| &**meant);
            (code::UNEXPECTED, message, expected::cure(*expected, found, next, meant).into())
        }
        ParseErrorKind::Malformed { malformed, found, expected } => {
            malformed::words(*malformed, Run { found, span, expected: *expected })
        }
        ParseErrorKind::UnknownEscape { found } => (
            code::UNKNOWN_ESCAPE,
            match &**found {
                r"\u" => r"`\u` is not followed by four hex digits".to_owned(),
                found => format!("there is no escape {}", ticked(found)),
            },
            escape_cure(span, source),
        ),
        ParseErrorKind::LoneSurrogate { found } => (
            code::LONE_SURROGATE,
            format!("{} is only half of a character", ticked(found)),
            help(r"write both halves, such as `\ud83d\ude00`, or the character itself"),
        ),
        ParseErrorKind::Unclosed { open } => (
            code::UNCLOSED,
            format!("{} is not closed", ticked(open)),
            format!("a `{}` is missing behind what belongs to it", if &**open == "[" { "]" } else { ")" }).into(),
        ),
        ParseErrorKind::Unopened => (
            code::UNOPENED,
            "`)` closes nothing".to_owned(),
            help("take it out, or put the `(` that belongs to it before"),
        ),
        ParseErrorKind::PropertyAsValue { found } => (
            code::PROPERTY_AS_VALUE,
            format!("{} is no value without quotes", ticked(found)),
            format!("{}; two properties are not compared with each other", quote_cure(found)).into(),
        ),
        ParseErrorKind::ReservedName { found } => (
            code::RESERVED_NAME,
            format!("{} is a reserved word", ticked(found)),
            match found.to_ascii_lowercase().as_str() {
                "now" | "today" => help("it is a value and stands behind the operator: `startTime < now`"),
                _ => format!("put a property of that name between backticks: {}", ticked(&format!("`{found}`"))).into(),
            },
        ),
        ParseErrorKind::RepeatedClause { clause: "sort" | "order" } => (
            code::REPEATED_CLAUSE,
            "the query has a `sort by` already".to_owned(),
            help("put all keys into one: `sort by name, size desc`"),
        ),
        ParseErrorKind::RepeatedClause { clause } => (
            code::REPEATED_CLAUSE,
            format!("the query has {} `{clause}` already", if *clause == "offset" { "an" } else { "a" }),
            help("keep one of them"),
        ),
        ParseErrorKind::CountTooLarge => {
            (code::COUNT_TOO_LARGE, "the count is too large".to_owned(), help("the largest is `18446744073709551615`"))
        }
        ParseErrorKind::DetachedSign => (
            code::DETACHED_SIGN,
            "there is a blank between the sign and its number".to_owned(),
            help("write them together, such as `-5`"),
        ),
        ParseErrorKind::TooDeep { limit } => (
            code::TOO_DEEP,
            format!("more than {limit} groups, `not`s and lists stand inside each other"),
            help("take out the parentheses that change nothing, or split the query"),
        ),
        ParseErrorKind::TextTooLong { length, limit } => (
            code::TEXT_TOO_LONG,
            format!("the query has {length} bytes, more than the {limit} allowed"),
            help("split the query, or raise the limit"),
        ),
        ParseErrorKind::TooManyItems { limit } => (
            code::TOO_MANY_ITEMS,
            format!("the list has more than {limit} items"),
            help("split it into several comparisons, or raise the limit"),
        ),
    }
}

/// A backslash that begins no escape is one that is meant, and so are all others of a text where none is written twice,
/// but for the two at the head of `\\\\server\\share`. Where some are and some are not, only the writer knows.
fn escape_cure(escape: Span, source: &Source<'_>) -> Cure {
    let help = r#"a backslash itself is written `\\`; the escapes are `\"` `\'` `\\` `\/` `\b` `\f` `\n` `\r` `\t` and `\u` with four hex digits"#;
    let Some(token) = source.around(escape) else { return help.into() };
    let text = source.at(token.span);
    let inner = text.get(1..).unwrap_or_default();
    let behind = inner.strip_prefix(r"\\").filter(|behind| !behind.starts_with('\\')).unwrap_or(inner);
    let is_plain = ![r"\\", r#"\""#, r"\'"].iter().any(|escape| behind.contains(escape));
    match is_plain {
        true => Cure::from(help).replacing(token.span, text.replace('\\', r"\\")),
        false => help.into(),
    }
}
