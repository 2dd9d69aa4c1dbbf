//! The words for errors and warnings of the check: code, message and cure for each kind of [`CheckError`].
//!
//! A literal and a value that is bound to a parameter have the same errors, so that each is worded once, with another
//! verb ([`Verb`]): `types` has the nouns for types, `value` the cures for values of the wrong type, `site` the place
//! in the source.

mod site;
pub(super) mod types;
mod value;

use super::code::check as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{listed, shown, ticked, ticks};
use crate::check::{CheckError, CheckErrorKind};
use crate::operator::Family;
use crate::path::{Path, is_constant};
use crate::span::Span;
use crate::suggest::is_slip;
use crate::syntax::print::quote;
use crate::ty::Type;
use site::Site;
use types::{Verb, a, element_cure, of, one, operator_cure};
use value::{elements_cure, literal_cure, word_cure};

impl Report for CheckError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        if self.kind.is_error() { Severity::Error } else { Severity::Warning }
    }

    fn cause(&self) -> Cause {
        Cause::Check(self.kind.clone())
    }

    fn words(&self, source: &Source<'_>) -> Wording {
        words(&self.kind, &Site { source, span: self.span, verb: Verb::Write })
    }
}

/// Returns the help that suggests the near names.
fn did_you_mean(names: &[Box<str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| ticks(name)).collect();
    format!("did you mean {}?", names.join(" or "))
}

/// Returns the only near name if `written` differs from it in one letter or in case, which is sure enough for an edit.
fn sure<'n>(written: &str, near: &'n [Box<str>]) -> Option<&'n str> {
    match near {
        [name] if is_slip(written, name) => Some(name),
        _ => None,
    }
}

/// Returns code, message and cure for an error or warning at `site`.
fn words(kind: &CheckErrorKind, site: &Site<'_>) -> Wording {
    let verb = site.verb;
    match kind {
        CheckErrorKind::UnknownField { path, origin, nearest, known } => {
            let cure = match (sure(&path.to_string(), nearest), nearest.is_empty(), known.is_empty()) {
                (Some(name), _, _) => Cure::from(did_you_mean(nearest)).replacing(site.span, name),
                (None, false, _) => did_you_mean(nearest).into(),
                (None, true, false) => format!("known fields are {}", listed(known)).into(),
                (None, true, true) => Cure::default(),
            };
            (code::UNKNOWN_FIELD, format!("{origin} has no field {}", shown_path(path)), cure)
        }
        CheckErrorKind::FieldNotKnown { path, origin, nearest } => {
            let near = if nearest.is_empty() { String::new() } else { format!("{} ", did_you_mean(nearest)) };
            let cure = format!("{near}the API's own OpenAPI document, passed with `--schema`, lists all fields").into();
            let message = format!("{} is not a known field of {origin}: it is used unchecked", shown_path(path));
            (code::FIELD_NOT_KNOWN, message, cure)
        }
        CheckErrorKind::ThroughArray { array, element } => (
            code::THROUGH_ARRAY,
            format!("{} is an array, and a path cannot lead through an array", shown_path(array)),
            element_cure(array, element).into(),
        ),
        CheckErrorKind::OperatorNotTaken { path, operator, ty } => (
            code::OPERATOR_NOT_TAKEN,
            format!("{} is {}, which does not take `{operator}`", shown_path(path), of(ty)),
            operator_cure(*operator, ty).into(),
        ),
        CheckErrorKind::ListWanted { operator } => (
            code::LIST_WANTED,
            format!("`{operator}` needs a list"),
            Cure::from("put the values in parentheses, separated by commas: `(\"a\", \"b\")`")
                .inserting(site.span.start(), "(")
                .inserting(site.span.end(), ")"),
        ),
        CheckErrorKind::ListNotTaken { operator } => (
            code::LIST_NOT_TAKEN,
            format!("`{operator}` compares with one value, not with a list"),
            match operator.family() {
                Family::Equality if operator.is_negative() => {
                    Cure::from("use `not in` for none of several values").replacing(site.operator(), "not in")
                }
                Family::Equality => Cure::from("use `in` for any of several values").replacing(site.operator(), "in"),
                Family::Order | Family::Containment | Family::Text | Family::Set => {
                    "write a comparison for each value, and join them with `or` or `and`".into()
                }
            },
        ),
        CheckErrorKind::NullOnly { operator, ty, path, member } => {
            let cure = match (ty, member) {
                (Type::Array(element), _) => elements_cure(site, *operator, path, element),
                (_, Some(member)) => {
                    format!("compare one of its members, such as {}", ticks(&member.to_string())).into()
                }
                (_, None) => "its members are not known: remove the comparison".into(),
            };
            (code::NULL_ONLY, format!("`{operator}` compares {} with null only", a(ty)), cure)
        }
        CheckErrorKind::WrongLiteral { found, operator, ty, text } => {
            let message = if *ty == Type::Any {
                format!("`{operator}` does not take {found}")
            } else {
                format!("{found} where {} is expected", one(ty))
            };
            let cure = match *found {
                "null" => "only `==`, `!=` and `in` compare with null".into(),
                _ => literal_cure(site, *operator, ty, text.as_deref()),
            };
            (code::WRONG_LITERAL, message, cure)
        }
        CheckErrorKind::NeverNull { path, operator } => (
            code::NEVER_NULL,
            format!("{} is never null", shown_path(path)),
            match operator.takes_list() {
                true => "remove null from the list",
                false => "remove the comparison: its result is the same for every row",
            }
            .into(),
        ),
        CheckErrorKind::BareWord { word, ty, is_field } => {
            let message = match (is_field, ty) {
                (true, _) => format!("{} is a property, and two properties cannot be compared", ticked(word)),
                (false, Type::Text | Type::Any) => {
                    format!("{} is written without quotes, but only words of an enum may be", ticked(word))
                }
                (false, ty) => format!("{} where {} is expected", ticked(word), one(ty)),
            };
            (code::BARE_WORD, message, word_cure(site, word, ty, *is_field))
        }
        CheckErrorKind::NotAnInteger { text } => (
            code::NOT_AN_INTEGER,
            format!("{} is not an integer", ticked(text)),
            format!("{verb} a whole number").into(),
        ),
        CheckErrorKind::NoSuchDate { text } => (
            code::NO_SUCH_DATE,
            format!("there is no {} {}", if text.len() > 10 { "time" } else { "date" }, ticked(text)),
            "months have 28 to 31 days, days the hours 00 to 23; years go from 0001 to 9999".into(),
        ),
        CheckErrorKind::DurationTooLong { text } => (
            code::DURATION_TOO_LONG,
            format!("{} is too long a duration", ticked(text)),
            "the longest is `18446744073709551615s`".into(),
        ),
        CheckErrorKind::ByteSize { text } => (
            code::BYTE_SIZE,
            format!("{} is not a whole number of bytes within 64 bits", ticked(text)),
            "write the bytes as a whole number, at most `18446744073709551615`".into(),
        ),
        CheckErrorKind::UnknownWord { word, path, enumeration, nearest } => {
            let name = &enumeration.name;
            let owner = if name.is_empty() { shown_path(path) } else { ticks(name) };
            let message = if enumeration.open {
                format!("{owner} is not known to have the word {}", ticked(word))
            } else {
                format!("{owner} has no word {}", ticked(word))
            };
            // An open enum may have the word.
            let cure = match sure(word, nearest).filter(|_| !enumeration.open) {
                Some(known) => Cure::from(did_you_mean(nearest)).replacing(site.span, site.word(known)),
                None if nearest.is_empty() => format!("known words are {}", listed(&enumeration.words)).into(),
                None => did_you_mean(nearest).into(),
            };
            (code::UNKNOWN_WORD, message, cure)
        }
        CheckErrorKind::UnboundParameter { name } => (
            code::UNBOUND_PARAMETER,
            format!("{} has no value", ticked(&format!("${name}"))),
            match is_constant(name) {
                true => constant_cure(site, name),
                false => "bind a value to it".into(),
            },
        ),
        CheckErrorKind::ConstantParameter { name } => (
            code::CONSTANT_PARAMETER,
            format!("{} is a parameter", ticked(&format!("${name}"))),
            constant_cure(site, name),
        ),
        CheckErrorKind::UnboundRelativeTime => (
            code::UNBOUND_MOMENT,
            "this time depends on a clock, and none is bound".to_owned(),
            "bind the query to a clock".into(),
        ),
        CheckErrorKind::DateTimeOutOfRange => (
            code::MOMENT_OUT_OF_RANGE,
            "this time is outside the years 1 to 9999".to_owned(),
            match site.source.at(site.span).starts_with(char::is_alphabetic) {
                true => "use a shorter duration".into(),
                false => "a number counts from 1970 in the unit that the schema states; a date is clearer".into(),
            },
        ),
        CheckErrorKind::NotEvaluable { path } => (
            code::NOT_EVALUABLE,
            format!("rows do not have {} in a known form", shown_path(path)),
            "only the API can filter by it; remove it to run the query locally".into(),
        ),
        CheckErrorKind::ParameterShape { name, found, list } => {
            let expected = if *list { "a list of values" } else { "one value" };
            let help = if *list {
                format!(
                    "bind it to an array of texts, numbers, `true`, `false` or null; put one value in \
                     parentheses: {}",
                    ticked(&format!("(${name})"))
                )
            } else {
                format!(
                    "bind it to a text, a number, `true`, `false` or null; an array is for a whole list: {}",
                    ticked(&format!("in ${name}"))
                )
            };
            let name = ticked(&format!("${name}"));
            (code::PARAMETER_SHAPE, format!("{name} is bound to {found} instead of {expected}"), help.into())
        }
        CheckErrorKind::Bound { name, kind } => {
            let (code, message, cure) = words(kind, &Site { verb: Verb::Bind, ..*site });
            let cure = match &**kind {
                CheckErrorKind::QuotedScalar { text, .. } => {
                    format!("bind it to {} itself instead of its text", ticked(text)).into()
                }
                // The wrong value is not in the text of the query, so that no edit can replace it.
                _ => cure.in_words(),
            };
            (code, format!("{}: {message}", ticked(&format!("${name}"))), cure)
        }
        CheckErrorKind::TooManyItems { limit } => (
            code::TOO_MANY_ITEMS,
            format!("the list has more than {limit} items"),
            "split it into several comparisons, or raise the limit".into(),
        ),
        CheckErrorKind::WordCase { word, known } => (
            code::WORD_CASE,
            format!("{} differs from {} in case", ticked(word), ticks(known)),
            Cure::from(format!("write {}, or add `collate ignorecase`", ticks(known)))
                .replacing(site.span, site.word(known)),
        ),
        CheckErrorKind::QuotedScalar { text, ty } => (
            code::QUOTED_SCALAR,
            format!(
                "{} is text where {} is expected; it is compared as {}{}",
                ticked(&quote(text)),
                one(ty),
                shown(text),
                // A request has a time as a number, however it was written.
                if matches!(ty, Type::Epoch(_)) { "" } else { " and is sent as text" }
            ),
            Cure::from(format!("write {}", ticked(text))).replacing(site.span, &**text),
        ),
        CheckErrorKind::IdleCollation { collation, ty } => {
            let what = match ty.takes_collation() {
                true => "where no text is compared".to_owned(),
                false => format!("on {}", a(ty)),
            };
            (
                code::IDLE_COLLATION,
                format!("`collate {collation}` has no effect {what}"),
                Cure::from(format!("remove `collate {collation}`"))
                    .removing(site.source.with_blanks(site.operator().to(site.span))),
            )
        }
        CheckErrorKind::FieldNote { note } => (code::FIELD_NOTE, note.to_string(), Cure::default()),
    }
}

/// Returns the cure that replaces a parameter by the constant of its name.
fn constant_cure(site: &Site<'_>, name: &str) -> Cure {
    let constant = name.to_ascii_lowercase();
    Cure::from(format!("write {}", ticks(&constant))).replacing(site.span, constant)
}

fn shown_path(path: &Path) -> String {
    ticked(&path.to_string())
}
