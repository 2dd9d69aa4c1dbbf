//! What is said about faults of meaning.

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
use crate::operator::Operator;
use crate::path::{Path, is_constant, is_reserved, is_word};
use crate::span::Span;
use crate::suggest::is_slip;
use crate::syntax::print::quote;
use crate::ty::Type;
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

/// Where a fault stands, and what is done there with values.
struct Site<'s> {
    source: &'s Source<'s>,
    span: Span,
    verb: Verb,
}

impl Site<'_> {
    /// The operator before the value that is at fault, `not` aside.
    fn operator(&self) -> Span {
        self.source.before(self.span.start()).map_or(Span::at(self.span.start()), |token| token.span)
    }

    /// `word`, in quotes where what stands here is, or where it is no word.
    fn word(&self, word: &str) -> String {
        let is_quoted = self.source.at(self.span).starts_with(['"', '\'']);
        if !is_quoted && is_word(word) && !is_reserved(word) { word.to_owned() } else { quote(word) }
    }
}

/// The known names that are near, as a question.
fn did_you_mean(names: &[Box<str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| ticks(name)).collect();
    format!("did you mean {}?", names.join(" or "))
}

/// The one name of `near` of which `written` is a slip of one letter, or of case.
fn sure<'n>(written: &str, near: &'n [Box<str>]) -> Option<&'n str> {
    match near {
        [name] if is_slip(written, name) => Some(name),
        _ => None,
    }
}

/// What is said about a fault at `site`.
fn words(kind: &CheckErrorKind, site: &Site<'_>) -> Wording {
    let verb = site.verb;
    match kind {
        CheckErrorKind::UnknownField { path, origin, nearest, known } => {
            let cure = match (sure(&path.to_string(), nearest), nearest.is_empty(), known.is_empty()) {
                (Some(name), _, _) => Cure::from(did_you_mean(nearest)).replacing(site.span, name),
                (None, false, _) => did_you_mean(nearest).into(),
                (None, true, false) => format!("known are {}", listed(known)).into(),
                (None, true, true) => Cure::default(),
            };
            (code::UNKNOWN_FIELD, format!("{origin} has no field {}", shown_path(path)), cure)
        }
        CheckErrorKind::FieldNotKnown { path, origin, nearest } => {
            let near = if nearest.is_empty() { String::new() } else { format!("{} ", did_you_mean(nearest)) };
            let cure = format!("{near}the API's own OpenAPI document, given with `--schema`, has them all").into();
            let message = format!(
                "{} is not among the fields of {origin} that are known here: it is taken unchecked",
                shown_path(path)
            );
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
            format!("`{operator}` wants a list"),
            Cure::from("put the values between parentheses, with commas: `(\"a\", \"b\")`")
                .inserting(site.span.start(), "(")
                .inserting(site.span.end(), ")"),
        ),
        CheckErrorKind::ListNotTaken { operator } => (
            code::LIST_NOT_TAKEN,
            format!("`{operator}` compares with one value, not with a list"),
            match operator {
                Operator::Equal => Cure::from("use `in` for any of several values").replacing(site.operator(), "in"),
                Operator::NotEqual => {
                    Cure::from("use `not in` for none of several values").replacing(site.operator(), "not in")
                }
                _ => "write a comparison for each value, and join them with `or` or `and`".into(),
            },
        ),
        CheckErrorKind::NullOnly { operator, ty, path, member } => {
            let cure = match (ty, member) {
                (Type::Array(element), _) => elements_cure(site, *operator, path, element),
                (_, Some(member)) => {
                    format!("compare one of its members, such as {}", ticks(&member.to_string())).into()
                }
                (_, None) => "what it holds is not known: leave the comparison out".into(),
            };
            (code::NULL_ONLY, format!("`{operator}` compares {} with null only", a(ty)), cure)
        }
        CheckErrorKind::WrongLiteral { found, operator, ty, text } => {
            let message = match ty {
                Type::Any => format!("`{operator}` does not take {found}"),
                ty => format!("{found} where {} is wanted", one(ty)),
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
            match operator {
                Operator::In => "take null out of the list",
                _ => "take the comparison out: it is the same for every row",
            }
            .into(),
        ),
        CheckErrorKind::BareWord { word, ty, is_field } => {
            let message = match (is_field, ty) {
                (true, _) => format!("{} is a property, and two properties cannot be compared", ticked(word)),
                (false, Type::Text | Type::Any) => {
                    format!("{} stands without quotes, as only the words of an enum may", ticked(word))
                }
                (false, ty) => format!("{} stands where {} is wanted", ticked(word), one(ty)),
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
                None if nearest.is_empty() => format!("known are {}", listed(&enumeration.words)).into(),
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
        CheckErrorKind::UnboundMoment => (
            code::UNBOUND_MOMENT,
            "what time this is cannot be known without a clock".to_owned(),
            "bind the query to a clock".into(),
        ),
        CheckErrorKind::MomentOutOfRange => (
            code::MOMENT_OUT_OF_RANGE,
            "this moment lies outside the years 1 to 9999".to_owned(),
            match site.source.at(site.span).starts_with(char::is_alphabetic) {
                true => "use a shorter duration".into(),
                false => "a number counts from 1970, in the unit that the schema names; a date is clearer".into(),
            },
        ),
        CheckErrorKind::NotEvaluable { path } => (
            code::NOT_EVALUABLE,
            format!("rows do not show {} in a form that is known", shown_path(path)),
            "only the API can be asked for it; take it out to run the query locally".into(),
        ),
        CheckErrorKind::ParameterShape { name, found, list } => {
            let wanted = if *list { "a list of values" } else { "one value" };
            let help = if *list {
                format!(
                    "bind it to an array of texts, numbers, `true`, `false` or null; one value goes between \
                     parentheses: {}",
                    ticked(&format!("(${name})"))
                )
            } else {
                format!(
                    "bind it to a text, a number, `true`, `false` or null; an array is a whole list: {}",
                    ticked(&format!("in ${name}"))
                )
            };
            let name = ticked(&format!("${name}"));
            (code::PARAMETER_SHAPE, format!("{name} stands for {found}, not for {wanted}"), help.into())
        }
        CheckErrorKind::Bound { name, kind } => {
            let (code, message, cure) = words(kind, &Site { verb: Verb::Bind, ..*site });
            let cure = match &**kind {
                CheckErrorKind::QuotedScalar { text, .. } => {
                    format!("bind it to {} itself, and not to its text", ticked(text)).into()
                }
                // The value that is wrong does not stand in the query.
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
                "{} is text where {} is wanted; it counts as {}{}",
                ticked(&quote(text)),
                one(ty),
                shown(text),
                // A request carries the number of a moment however it was written.
                if matches!(ty, Type::Epoch(_)) { "" } else { " and is sent as text" }
            ),
            Cure::from(format!("write {}", ticked(text))).replacing(site.span, &**text),
        ),
        CheckErrorKind::IdleCollation { collation, ty } => {
            let what = match ty.takes_collation() {
                true => "where no text is compared".to_owned(),
                false => format!("for {}", a(ty)),
            };
            (
                code::IDLE_COLLATION,
                format!("`collate {collation}` means nothing {what}"),
                Cure::from(format!("take `collate {collation}` out"))
                    .removing(site.source.with_blanks(site.operator().to(site.span))),
            )
        }
        CheckErrorKind::FieldNote { note } => (code::FIELD_NOTE, note.to_string(), Cure::default()),
    }
}

/// A constant where a parameter of its name stands.
fn constant_cure(site: &Site<'_>, name: &str) -> Cure {
    let constant = name.to_ascii_lowercase();
    Cure::from(format!("write {}", ticks(&constant))).replacing(site.span, constant)
}

fn shown_path(path: &Path) -> String {
    ticked(&path.to_string())
}
