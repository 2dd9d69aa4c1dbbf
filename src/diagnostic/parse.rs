//! The words for errors of syntax: code, message and cure for each kind of [`ParseError`].
//!
//! The parser states an error as a kind, with edits that cure it on some condition (`certainty`). Here the kind is put
//! into words: `foreign` for the syntax of other languages, `malformed` for characters that are no token, `expected`
//! for a token in the wrong place, this file for all others. If the condition of the edits does not hold, the cure is
//! in words alone.

mod calls;
mod certainty;
mod expected;
mod foreign;
mod malformed;
mod phrases;
mod run;

use super::code::parse as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{quote_cure, ticked};
use crate::collation::Collation;
use crate::span::Span;
use crate::syntax::{ForeignSyntax, ParseError, ParseErrorKind};
use certainty::{ORDINAL, is_sure, needs_ordinal};
use run::Run;

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

/// Returns code, message and cure of `error`, without its edits.
fn words(error: &ParseError, source: &Source<'_>) -> Wording {
    let help = |text: &str| Cure::from(text);
    let span = error.span;
    match &error.kind {
        ParseErrorKind::ForeignSyntax(kind) => foreign::words(*kind, error, source),
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
            format!("add the `{}` that closes it", if &**open == "[" { "]" } else { ")" }).into(),
        ),
        ParseErrorKind::Unopened => {
            (code::UNOPENED, "`)` closes nothing".to_owned(), help("take it out, or add the `(` that it closes"))
        }
        ParseErrorKind::PropertyAsValue { found } => (
            code::PROPERTY_AS_VALUE,
            format!("{} is not a value without quotes", ticked(found)),
            format!("{}; two properties are not compared with each other", quote_cure(found)).into(),
        ),
        ParseErrorKind::ReservedName { found } => (
            code::RESERVED_NAME,
            format!("{} is a reserved word", ticked(found)),
            match found.to_ascii_lowercase().as_str() {
                "now" | "today" => help("it is a value and goes after the operator: `startTime < now`"),
                _ => format!("put the name of a property between backticks: {}", ticked(&format!("`{found}`"))).into(),
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
            format!("more than {limit} groups, `not`s and lists are inside each other"),
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

/// Returns the cure of a backslash that starts no escape. It is meant as a backslash, and so are all others of a text
/// in which none is doubled, except for the two at the start of `\\server\share`. If some are doubled and some are
/// not, only the writer knows which are meant.
fn escape_cure(escape: Span, source: &Source<'_>) -> Cure {
    let help = r#"a backslash itself is written `\\`; the escapes are `\"` `\'` `\\` `\/` `\b` `\f` `\n` `\r` `\t` and `\u` with four hex digits"#;
    let Some(token) = source.around(escape) else { return help.into() };
    let text = source.at(token.span);
    let inner = text.get(1..).unwrap_or_default();
    let path = inner.strip_prefix(r"\\").filter(|path| !path.starts_with('\\')).unwrap_or(inner);
    let is_plain = ![r"\\", r#"\""#, r"\'"].iter().any(|escape| path.contains(escape));
    match is_plain {
        true => Cure::from(help).replacing(token.span, text.replace('\\', r"\\")),
        false => help.into(),
    }
}
