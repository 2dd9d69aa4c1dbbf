//! Cures for a value of the wrong type: the value to write or to bind instead.

use super::super::cure::Cure;
use super::super::words::{is_short, listed, quote_cure, ticks};
use super::site::Site;
use super::types::{UUID, Verb, element_cure};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::syntax::print::quote;
use crate::syntax::{TokenKind, tokens};
use crate::ty::Type;
use crate::value::{Duration, Number, date_form, duration_form, named_moment};

impl Site<'_> {
    /// Returns a cure that replaces the value by `text`.
    fn writing(&self, text: String, help: String) -> Cure {
        Cure::from(help).replacing(self.span, text)
    }

    /// Returns `true` if the comparison has an operator of `family`.
    fn has_operator_of(&self, family: Family) -> bool {
        self.source.at(self.operator()).parse::<Operator>().is_ok_and(|operator| operator.family() == family)
    }

    /// Returns a cure that puts the value in quotes; `help` words the help for the quoted text.
    fn quoting(&self, text: &str, help: impl FnOnce(&str) -> String) -> Cure {
        let quoted = quote(text);
        let help = if is_short(text) { help(&ticks(&quoted)) } else { "quote it if it is text".to_owned() };
        self.writing(quoted, help)
    }
}

/// Returns the cure for a value that is not of the expected type; `text` is its text, if quotes may be the problem.
pub(super) fn literal_cure(site: &Site<'_>, operator: Operator, ty: &Type, text: Option<&str>) -> Cure {
    let is_text_only = operator.family() == Family::Text;
    let written = site.source.at(site.span);
    let moment = || named_moment(text?).filter(|_| is_date_time(ty) && site.verb == Verb::Write).map(str::to_owned);
    if let Some(moment) = moment() {
        let cure = site.writing(moment.clone(), format!("{} {}", site.verb, ticks(&moment)));
        // `today` is only the first instant of the day, so that an equality with it is not a sure cure.
        return if moment != "now" && site.has_operator_of(Family::Equality) { cure.in_words() } else { cure };
    }
    if let Some(meant) = text.and_then(|text| meant(ty, text)) {
        return site.writing(meant.clone(), format!("{} {}", site.verb, ticks(&meant)));
    }
    match (ty, text) {
        (Type::Text, _) if site.verb == Verb::Bind => format!("{} a text", site.verb).into(),
        (Type::Any, Some(text)) if is_text_only => {
            site.quoting(text, |quoted| format!("quote it if it is text: {quoted}"))
        }
        (Type::Text, Some(text)) => site.quoting(text, |quoted| format!("quote it: {quoted}")),
        // A date or a duration, which begin with a digit; a relative time does not.
        (Type::Text, None) if written.starts_with(|first: char| first.is_ascii_digit()) => {
            site.quoting(written, |quoted| format!("quote it: {quoted}"))
        }
        (Type::Text, None) => "put it in quotes".into(),
        (Type::Duration, Some(text)) if text.contains(':') => {
            format!("{} a time span with hours from 00 to 23, and days before a point: `\"1.00:00:00\"`", site.verb)
                .into()
        }
        (ty, _) => type_cure(site.verb, ty, is_text_only).map_or_else(Cure::default, Cure::from),
    }
}

fn is_date_time(ty: &Type) -> bool {
    matches!(ty, Type::DateTime | Type::Epoch(_))
}

/// Returns the value of the type that `text` must mean, in the form of this language.
fn meant(ty: &Type, text: &str) -> Option<String> {
    let is_any = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    match ty {
        Type::Boolean if is_any(&["true", "yes", "on", "1"]) => Some("true".to_owned()),
        Type::Boolean if is_any(&["false", "no", "off", "0"]) => Some("false".to_owned()),
        Type::DateTime | Type::Epoch(_) => date_form(text),
        Type::Duration => Duration::read_short(text).map(|_| text.to_owned()),
        Type::Integer | Type::Number if is_number(text) => {
            Number::read_bytes(text.into()).ok().map(|_| text.to_owned())
        }
        Type::Text
        | Type::Enum(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Uuid
        | Type::Array(_)
        | Type::Object
        | Type::Any => None,
    }
}

/// Returns `true` if `text` is one number and nothing else.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut tokens = tokens(digits);
    let first = tokens.next();
    digits.starts_with(|first: char| first.is_ascii_digit())
        && first.is_some_and(|token| token.kind == TokenKind::Number && token.span.end() == digits.len())
}

/// Returns the cure that describes the values of the type, or `None` if no value can be written.
fn type_cure(verb: Verb, ty: &Type, is_text_only: bool) -> Option<String> {
    let is_bound = verb == Verb::Bind;
    let cure = match ty {
        Type::Text => format!("{verb} a text"),
        Type::Integer if is_bound => format!("{verb} a whole number"),
        Type::Integer => format!("{verb} a whole number, such as `5` or `500GB`"),
        Type::Number if is_bound => format!("{verb} a number"),
        Type::Number => format!("{verb} a number, such as `5`, `2.5` or `500GB`"),
        Type::Boolean => format!("{verb} `true` or `false`"),
        Type::DateTime | Type::Epoch(_) if is_bound => {
            format!("{verb} a date, such as `2026-01-31` or `2026-01-31T08:00:00Z`")
        }
        Type::DateTime | Type::Epoch(_) => {
            format!("{verb} a date, such as `2026-01-31`, `2026-01-31T08:00:00Z` or `now - 7d`")
        }
        Type::Duration if is_bound => format!("{verb} a duration, such as `PT30M` or `00:30:00`"),
        Type::Duration => format!("{verb} a duration, such as `30m`, `\"PT30M\"` or `\"00:30:00\"`"),
        Type::Uuid if is_bound => format!("{verb} a UUID, such as `{UUID}`"),
        Type::Uuid => format!("{verb} a quoted UUID: `\"{UUID}\"`"),
        Type::Enum(words) => format!("known words are {}", listed(&words.words)),
        Type::Any if is_bound && is_text_only => format!("{verb} a text"),
        Type::Any if is_text_only => "it takes quoted text".to_owned(),
        Type::Any => "it takes text, numbers, dates and durations".to_owned(),
        Type::Array(_) | Type::Object => return None,
    };
    Some(cure)
}

/// Words of other languages for null.
const NULLS: &[&str] = &["nil", "dbnull"];
/// Words that mean null or are values of their own.
const POSSIBLE_NULLS: &[&str] = &["none", "undefined", "nothing"];

/// Returns the help for a word that is more likely a time than a text.
fn time_cure(word: &str) -> Option<String> {
    let time = named_moment(word).map(str::to_owned).or_else(|| duration_form(word))?;
    Some(format!("write {}", ticks(&time)))
}

/// Returns the cure for a bare word where a value of the type is expected.
pub(super) fn word_cure(site: &Site<'_>, word: &str, ty: &Type, is_field: bool) -> Cure {
    match ty {
        Type::Text | Type::Any if is_field => quote_cure(word).into(),
        Type::Text | Type::Any if NULLS.iter().any(|null| null.eq_ignore_ascii_case(word)) => {
            Cure::from("write `null` for no value").replacing(site.span, "null")
        }
        Type::Text | Type::Any if POSSIBLE_NULLS.iter().any(|null| null.eq_ignore_ascii_case(word)) => {
            format!("write `null` for no value, or quote it: {}", ticks(&quote(word))).into()
        }
        Type::Text | Type::Any if let Some(time) = time_cure(word) => time.into(),
        // A bare word after an order operator is more likely the name of a property.
        Type::Text | Type::Any if site.has_operator_of(Family::Order) => {
            format!("two properties cannot be compared; {}", quote_cure(word)).into()
        }
        Type::Text | Type::Any => site.quoting(word, |quoted| format!("quote it: {quoted}")),
        Type::Enum(_)
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::DateTime
        | Type::Epoch(_)
        | Type::Duration
        | Type::Uuid
        | Type::Array(_)
        | Type::Object => match is_field {
            true => type_cure(site.verb, ty, false).map_or_else(Cure::default, Cure::from),
            false => literal_cure(site, Operator::Equal, ty, Some(word)),
        },
    }
}

/// Returns the cure for an array that is compared as a whole.
pub(super) fn elements_cure(site: &Site<'_>, operator: Operator, array: &Path, element: &Type) -> Cure {
    let value = site.source.at(site.span);
    // Only one value can be moved into `contains`.
    if operator.takes_list()
        || operator.family() != Family::Equality
        || matches!(element, Type::Array(_) | Type::Object)
        || !is_short(value)
    {
        return element_cure(array, element).into();
    }
    let contains = if operator.is_negative() { "not contains" } else { "contains" };
    let help = format!("look for an element: {}", ticks(&format!("{array} {contains} {value}")));
    Cure::from(help).replacing(site.operator(), contains)
}
