//! What is said about what an API cannot be asked, and about what is assumed when it is.

use super::words::{ticked, ticks};
use super::{Fault, Finding, Severity};
use crate::dialect::{LowerError, LowerErrorKind, Unsendable};
use crate::operator::Operator;

const LOCALLY: &str = "filter it locally with `tamis run`";

pub(super) fn finding(error: &LowerError) -> Finding {
    let severity = if error.kind.is_error() { Severity::Error } else { Severity::Warning };
    let (code, message, help) = words(&error.kind);
    Finding { severity, code, message, help, span: error.span, fault: Fault::Lower(error.kind.clone()) }
}

fn words(kind: &LowerErrorKind) -> (&'static str, String, Option<String>) {
    match kind {
        LowerErrorKind::Unsupported { dialect, what } => {
            let (code, what, help) = unsendable(what);
            (code, format!("{dialect} has no way to ask for {what}"), Some(help))
        }
        LowerErrorKind::Assumed { assumption } => {
            ("tamis::lower::assumed", format!("assumed, as the vendor does not say: {}", assumption.statement()), None)
        }
        LowerErrorKind::WindowLifted { endpoint, field, reach } => (
            "tamis::lower::window_lifted",
            format!(
                "{} answers with {reach} where {} has no lower bound: one is sent that reaches back to 1970",
                ticks(endpoint),
                ticks(field)
            ),
            Some(format!("add a bound, such as `{field} >= now - 1d`, to ask for less")),
        ),
        LowerErrorKind::FieldRequired { endpoint, field } => (
            "tamis::lower::field_required",
            format!("{} has to be asked for one {}", ticks(endpoint), ticks(field)),
            Some(format!("add `{field} == \"…\"`, joined with `and`")),
        ),
        LowerErrorKind::NotTaken { endpoint, parameter: "filter" } => {
            ("tamis::lower::not_taken", format!("{} takes no filter", ticks(endpoint)), Some(LOCALLY.to_owned()))
        }
        LowerErrorKind::NotTaken { endpoint, parameter } => (
            "tamis::lower::not_taken",
            format!("{} takes no {parameter}", ticks(endpoint)),
            Some("leave the clause out of the request, or apply it locally with `tamis run`".to_owned()),
        ),
        LowerErrorKind::OperatorNotListed { operator, path, listed } => {
            let listed: Vec<String> = listed.iter().map(|operator: &Operator| format!("`{operator}`")).collect();
            (
                "tamis::lower::operator_not_listed",
                format!("the API does not list `{operator}` for {}", ticks(&path.to_string())),
                Some(match listed.is_empty() {
                    true => LOCALLY.to_owned(),
                    false => format!("it lists {}; or {LOCALLY}", listed.join(" ")),
                }),
            )
        }
        LowerErrorKind::CollationNotListed { collation, path } => (
            "tamis::lower::collation_not_listed",
            format!("the API does not list a way to compare {} under `{collation}`", ticks(&path.to_string())),
            Some(LOCALLY.to_owned()),
        ),
        LowerErrorKind::NotSortable { path } => (
            "tamis::lower::not_sortable",
            format!("the API cannot sort by {}", ticks(&path.to_string())),
            Some("sort locally with `tamis run`".to_owned()),
        ),
        LowerErrorKind::PagedByCursor { endpoint } => (
            "tamis::lower::paged_by_cursor",
            format!("{} is paged by cursors, and takes no offset", ticks(endpoint)),
            Some("leave the offset out of the request, or apply it locally with `tamis run`".to_owned()),
        ),
        LowerErrorKind::PageTooLarge { largest } => (
            "tamis::lower::page_too_large",
            format!("the API answers with {largest} rows at most"),
            Some(format!("use `limit {largest}` or less; a split asks for as many pages as it takes")),
        ),
        LowerErrorKind::CountTooLarge { largest } => (
            "tamis::lower::count_too_large",
            format!("the API counts up to {largest}"),
            Some("use a smaller count".to_owned()),
        ),
    }
}

fn unsendable(what: &Unsendable) -> (&'static str, String, String) {
    match what {
        Unsendable::Operator(operator @ (Operator::StartsWith | Operator::EndsWith)) => {
            let help = format!("{LOCALLY}; outside of `not`, `contains` asks for these rows and more");
            ("tamis::lower::operator", format!("`{operator}`"), help)
        }
        Unsendable::Operator(operator) => ("tamis::lower::operator", format!("`{operator}`"), LOCALLY.to_owned()),
        Unsendable::EmptyList => (
            "tamis::lower::empty_list",
            "`in` with an empty list".to_owned(),
            format!("put a value into the list, or {LOCALLY}"),
        ),
        Unsendable::Constant => (
            "tamis::lower::constant",
            "a constant".to_owned(),
            "leave it out: `true and a` is `a`, and `false` matches no row".to_owned(),
        ),
        Unsendable::LimitZero => ("tamis::lower::limit_zero", "no rows".to_owned(), "use `limit 1` or more".to_owned()),
        Unsendable::DottedName(path) => {
            let what = format!("{}, whose name holds a `.`", ticks(&path.to_string()));
            ("tamis::lower::dotted_name", what, "filter and sort by it locally with `tamis run`".to_owned())
        }
        Unsendable::OddName(path) => {
            let path = ticks(&path.to_string());
            let what = format!("{path}, whose name is reserved or holds more than letters, digits and `_`");
            ("tamis::lower::odd_name", what, "filter and sort by it locally with `tamis run`".to_owned())
        }
        Unsendable::Xor => (
            "tamis::lower::xor",
            "`xor`".to_owned(),
            format!("`a xor b` is `(a or b) and not (a and b)`; or {LOCALLY}"),
        ),
        Unsendable::Null => ("tamis::lower::null", "null".to_owned(), LOCALLY.to_owned()),
        Unsendable::Element => ("tamis::lower::element", "an element of an array".to_owned(), LOCALLY.to_owned()),
        Unsendable::Collation(collation) => {
            let help = "filter and sort under it locally with `tamis run`";
            ("tamis::lower::collation", format!("text under `{collation}`"), help.to_owned())
        }
        Unsendable::CaselessOrder => (
            "tamis::lower::caseless_order",
            "the order of text under `ignorecase`".to_owned(),
            format!("only equality and search can be asked for without regard to case; {LOCALLY}"),
        ),
        Unsendable::CaselessText => (
            "tamis::lower::caseless_text",
            "text beyond ASCII under `ignorecase`".to_owned(),
            format!("take `collate ignorecase` out, or {LOCALLY}"),
        ),
        Unsendable::Pattern(text) => (
            "tamis::lower::pattern",
            format!("the text {} alone, as it stands for other values, too", ticked(text)),
            LOCALLY.to_owned(),
        ),
        Unsendable::Uncoded(word) => (
            "tamis::lower::uncoded",
            format!("{}, since it wants a number and that of this word is not known", ticked(word)),
            LOCALLY.to_owned(),
        ),
    }
}
