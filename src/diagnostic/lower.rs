//! What is said about what an API cannot be asked, and about what is assumed when it is.

use super::code::{Code, lower as code};
use super::cure::Cure;
use super::finding::{Report, Words};
use super::source::Source;
use super::words::ticks;
use super::{Fault, Severity};
use crate::dialect::{LowerError, LowerErrorKind, Unsendable};
use crate::operator::Operator;
use crate::span::Span;

const LOCALLY: &str = "filter it locally with `tamis run`";

impl Report for LowerError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        if self.kind.is_error() { Severity::Error } else { Severity::Warning }
    }

    fn fault(&self) -> Fault {
        Fault::Lower(self.kind.clone())
    }

    fn words(&self, _: &Source<'_>) -> Words {
        words(&self.kind)
    }
}

fn words(kind: &LowerErrorKind) -> Words {
    match kind {
        LowerErrorKind::Unsupported { dialect, what } => {
            let (code, what, help) = unsendable(what);
            (code, format!("{dialect} has no way to ask for {what}"), help.into())
        }
        LowerErrorKind::Assumed { assumption } => {
            (code::ASSUMED, format!("assumed, as the vendor does not say: {}", assumption.statement()), Cure::default())
        }
        LowerErrorKind::NotTaken { endpoint, parameter: "filter" } => {
            (code::NOT_TAKEN, format!("{} takes no filter", ticks(endpoint)), LOCALLY.into())
        }
        LowerErrorKind::NotTaken { endpoint, parameter } => (
            code::NOT_TAKEN,
            format!("{} takes no {parameter}", ticks(endpoint)),
            "leave the clause out of the request, or apply it locally with `tamis run`".into(),
        ),
        LowerErrorKind::OperatorNotListed { operator, path, listed } => {
            let listed: Vec<String> = listed.iter().map(|operator: &Operator| format!("`{operator}`")).collect();
            (
                code::OPERATOR_NOT_LISTED,
                format!("the API does not list `{operator}` for {}", ticks(&path.to_string())),
                match listed.is_empty() {
                    true => LOCALLY.into(),
                    false => format!("it lists {}; or {LOCALLY}", listed.join(" ")).into(),
                },
            )
        }
        LowerErrorKind::NotSortable { path } => (
            code::NOT_SORTABLE,
            format!("the API cannot sort by {}", ticks(&path.to_string())),
            "sort locally with `tamis run`".into(),
        ),
        LowerErrorKind::CountTooLarge { largest } => {
            (code::COUNT_TOO_LARGE, format!("the API counts up to {largest}"), "use a smaller count".into())
        }
    }
}

fn unsendable(what: &Unsendable) -> (&'static Code, String, String) {
    match what {
        Unsendable::Operator(operator @ (Operator::StartsWith | Operator::EndsWith)) => {
            let help = format!("{LOCALLY}; outside of `not`, `contains` asks for these rows and more");
            (code::OPERATOR, format!("`{operator}`"), help)
        }
        Unsendable::Operator(operator) => (code::OPERATOR, format!("`{operator}`"), LOCALLY.to_owned()),
        Unsendable::EmptyList => {
            (code::EMPTY_LIST, "`in` with an empty list".to_owned(), format!("put a value into the list, or {LOCALLY}"))
        }
        Unsendable::Constant => (
            code::CONSTANT,
            "a constant".to_owned(),
            "leave it out: `true and a` is `a`, and `false` matches no row".to_owned(),
        ),
        Unsendable::LimitZero => (code::LIMIT_ZERO, "no rows".to_owned(), "use `limit 1` or more".to_owned()),
        Unsendable::DottedName(path) => {
            let what = format!("{}, whose name holds a `.`", ticks(&path.to_string()));
            (code::DOTTED_NAME, what, "filter and sort by it locally with `tamis run`".to_owned())
        }
    }
}
