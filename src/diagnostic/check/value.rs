//! Cures for values: what to write, or to bind, where a value of a type is wanted.

use super::super::cure::Cure;
use super::super::words::{is_short, listed, quote_cure, ticks};
use super::Site;
use super::types::{UUID, Verb, element_cure};
use crate::operator::{Family, Operator};
use crate::path::Path;
use crate::syntax::print::quote;
use crate::syntax::{TokenKind, tokens};
use crate::ty::Type;
use crate::value::{Duration, Number, date_form, duration_form, named_moment};

impl Site<'_> {
    /// A cure that writes `text` in the place of the value.
    fn writing(&self, text: String, help: String) -> Cure {
        Cure::from(help).replacing(self.span, text)
    }

    /// Whether the comparison asks for equality.
    fn is_equality(&self) -> bool {
        let operator = self.source.at(self.operator()).parse::<Operator>();
        operator.is_ok_and(|operator| operator.family() == Family::Equality)
    }

    /// A cure that quotes the value, as text that `help` is told of.
    fn quoting(&self, text: &str, help: impl FnOnce(&str) -> String) -> Cure {
        let quoted = quote(text);
        let help = if is_short(text) { help(&ticks(&quoted)) } else { "quote it if it is text".to_owned() };
        self.writing(quoted, help)
    }
}

/// What to do where a value of the type is wanted, and `text` is none.
pub(super) fn literal_cure(site: &Site<'_>, operator: Operator, ty: &Type, text: Option<&str>) -> Cure {
    let is_text_only = operator.family() == Family::Text;
    let written = site.source.at(site.span);
    let moment = || named_moment(text?).filter(|_| is_date_time(ty) && site.verb == Verb::Write).map(str::to_owned);
    if let Some(moment) = moment() {
        let cure = site.writing(moment.clone(), format!("{} {}", site.verb, ticks(&moment)));
        // A day as a whole is more than the moment in which it begins.
        return if moment != "now" && site.is_equality() { cure.in_words() } else { cure };
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
        // A date or a duration; what is counted from now is none.
        (Type::Text, None) if written.starts_with(|first: char| first.is_ascii_digit()) => {
            site.quoting(written, |quoted| format!("quote it: {quoted}"))
        }
        (Type::Text, None) => "put it between quotes".into(),
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

/// What `text` must mean as a value of the type, written as one.
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
        _ => None,
    }
}

/// Whether `text` is the number that it reads as, and nothing besides.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut tokens = tokens(digits);
    let first = tokens.next();
    digits.starts_with(|first: char| first.is_ascii_digit())
        && first.is_some_and(|token| token.kind == TokenKind::Number && token.span.end() == digits.len())
}

/// What a value of the type is like.
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
        Type::Uuid => format!("{verb} a UUID between quotes: `\"{UUID}\"`"),
        Type::Enum(words) => format!("known are {}", listed(&words.words)),
        Type::Any if is_bound && is_text_only => format!("{verb} a text"),
        Type::Any if is_text_only => "it takes text between quotes".to_owned(),
        Type::Any => "it takes text, numbers, dates and durations".to_owned(),
        Type::Array(_) | Type::Object => return None,
    };
    Some(cure)
}

/// Words of other languages for nothing.
const NOTHING: &[&str] = &["nil", "dbnull"];
/// Words that may as well be values of their own.
const PERHAPS_NOTHING: &[&str] = &["none", "undefined", "nothing"];

/// Returns the help about a word that is rather a time than a text.
fn time_cure(word: &str) -> Option<String> {
    let time = named_moment(word).map(str::to_owned).or_else(|| duration_form(word))?;
    Some(format!("write {}", ticks(&time)))
}

/// Returns `true` where the comparison is one of order.
fn is_ordered(site: &Site<'_>) -> bool {
    site.source.at(site.operator()).parse::<Operator>().is_ok_and(|operator| operator.family() == Family::Order)
}

/// What to do with a bare word where a value of the type is wanted.
pub(super) fn word_cure(site: &Site<'_>, word: &str, ty: &Type, is_field: bool) -> Cure {
    match ty {
        Type::Text | Type::Any if is_field => quote_cure(word).into(),
        Type::Text | Type::Any if NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(word)) => {
            Cure::from("write `null` where there is nothing").replacing(site.span, "null")
        }
        Type::Text | Type::Any if PERHAPS_NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(word)) => {
            format!("write `null` where there is nothing, or quote it: {}", ticks(&quote(word))).into()
        }
        Type::Text | Type::Any if let Some(time) = time_cure(word) => time.into(),
        // A bare word is rarely put in order.
        Type::Text | Type::Any if is_ordered(site) => {
            format!("two properties are not compared with each other; {}", quote_cure(word)).into()
        }
        Type::Text | Type::Any => site.quoting(word, |quoted| format!("quote it: {quoted}")),
        _ if is_field => type_cure(site.verb, ty, false).map_or_else(Cure::default, Cure::from),
        _ => literal_cure(site, Operator::Equal, ty, Some(word)),
    }
}

/// What to do where an array is compared as a whole.
pub(super) fn elements_cure(site: &Site<'_>, operator: Operator, array: &Path, element: &Type) -> Cure {
    let value = site.source.at(site.span);
    let asks = match operator {
        Operator::Equal => "contains",
        Operator::NotEqual => "not contains",
        _ => return element_cure(array, element).into(),
    };
    if matches!(element, Type::Array(_) | Type::Object) || !is_short(value) {
        return element_cure(array, element).into();
    }
    let help = format!("ask for an element: {}", ticks(&format!("{array} {asks} {value}")));
    Cure::from(help).replacing(site.operator(), asks)
}
