//! What is said about what an API cannot be asked, and about what is assumed when it is.

use super::words::ticks;
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
        LowerErrorKind::NotSortable { path } => (
            "tamis::lower::not_sortable",
            format!("the API cannot sort by {}", ticks(&path.to_string())),
            Some("sort locally with `tamis run`".to_owned()),
        ),
        LowerErrorKind::OtherDialect { checked, asked } => (
            "tamis::lower::other_dialect",
            format!("the query was checked against {}, and is split for {}", ticks(checked), ticks(asked)),
            Some("check it against the schema of the endpoint that it is split for".to_owned()),
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
        Unsendable::NestedPath(path) => {
            let what = format!("{}, which is no name but a path", ticks(&path.to_string()));
            ("tamis::lower::nested_path", what, LOCALLY.to_owned())
        }
        Unsendable::Null => ("tamis::lower::null", "null".to_owned(), LOCALLY.to_owned()),
        Unsendable::Connective(connective) => {
            ("tamis::lower::connective", format!("`{connective}`"), LOCALLY.to_owned())
        }
        Unsendable::Collation(collation) => {
            ("tamis::lower::collation", format!("`collate {collation}`"), LOCALLY.to_owned())
        }
        Unsendable::Wildcard => {
            ("tamis::lower::wildcard", "text that holds `*`, which stands for any text".to_owned(), LOCALLY.to_owned())
        }
        Unsendable::SeveralKeys => (
            "tamis::lower::several_keys",
            "an order by more than one key".to_owned(),
            "keep the first, or sort locally with `tamis run`".to_owned(),
        ),
        Unsendable::Key(path) => {
            let what = format!("an order by {}", ticks(&path.to_string()));
            ("tamis::lower::key", what, "sort locally with `tamis run`".to_owned())
        }
        Unsendable::NoParameter { operator, path } => {
            let what = format!("`{operator}` on {}", ticks(&path.to_string()));
            ("tamis::lower::no_parameter", what, LOCALLY.to_owned())
        }
        Unsendable::Twice { parameter } => {
            ("tamis::lower::twice", format!("a second condition by the parameter `{parameter}`"), LOCALLY.to_owned())
        }
        Unsendable::DottedName(path) => {
            let what = format!("{}, whose name holds a `.`", ticks(&path.to_string()));
            ("tamis::lower::dotted_name", what, "filter and sort by it locally with `tamis run`".to_owned())
        }
    }
}
