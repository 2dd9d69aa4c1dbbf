//! What is said about what an API cannot be asked, and about what is assumed when it is.

use super::code::{Code, lower as code};
use super::cure::Cure;
use super::entry::DiagnosticKind;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{ticked, ticks};
use crate::dialect::{LowerError, LowerErrorKind, UnsupportedFeature};
use crate::operator::Operator;
use crate::span::Span;

const LOCALLY: &str = "filter it locally";

impl Report for LowerError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        match &self.kind {
            kind if kind.is_error() => Severity::Error,
            kind if kind.is_advice() => Severity::Advice,
            _ => Severity::Warning,
        }
    }

    fn kind(&self) -> DiagnosticKind {
        DiagnosticKind::Lower(self.kind.clone())
    }

    fn words(&self, _: &Source<'_>) -> Wording {
        words(&self.kind)
    }
}

fn words(kind: &LowerErrorKind) -> Wording {
    match kind {
        LowerErrorKind::Unsupported { dialect, what } => {
            let (code, what, help) = unsendable(what);
            (code, format!("{dialect} has no way to ask for {what}"), help.into())
        }
        LowerErrorKind::Assumed { assumption } => {
            (code::ASSUMED, format!("assumed, as the vendor does not say: {}", assumption.statement()), Cure::default())
        }
        LowerErrorKind::WindowLifted { endpoint, field, reach } => (
            code::WINDOW_LIFTED,
            format!(
                "{} answers with {reach} where {field} has no lower bound: one is sent that reaches back to 1970, and \
                 leaves out rows without {field}",
                ticks(endpoint),
                field = ticks(field)
            ),
            format!("add a bound, such as `{field} >= now - 1d`, to ask for less").into(),
        ),
        LowerErrorKind::FieldRequired { endpoint, field } => (
            code::FIELD_REQUIRED,
            format!("{} has to be asked for one {}", ticks(endpoint), ticks(field)),
            format!("add `{field} == \"…\"`, joined with `and`").into(),
        ),
        LowerErrorKind::NotTaken { endpoint, parameter: "filter" } => {
            (code::NOT_TAKEN, format!("{} takes no filter", ticks(endpoint)), LOCALLY.into())
        }
        LowerErrorKind::NotTaken { endpoint, parameter } => (
            code::NOT_TAKEN,
            format!("{} takes no {parameter}", ticks(endpoint)),
            "leave the clause out of the request, or apply it locally".into(),
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
        LowerErrorKind::CollationNotListed { collation, path } => (
            code::COLLATION_NOT_LISTED,
            format!("the API does not list a way to compare {} under `{collation}`", ticks(&path.to_string())),
            LOCALLY.into(),
        ),
        LowerErrorKind::NotSortable { path } => {
            (code::NOT_SORTABLE, format!("the API cannot sort by {}", ticks(&path.to_string())), "sort locally".into())
        }
        LowerErrorKind::OtherDialect { checked, asked } => (
            code::OTHER_DIALECT,
            format!("the query was checked against {}, and is split for {}", ticks(checked), ticks(asked)),
            "check it against the schema of the endpoint that it is split for".into(),
        ),
        LowerErrorKind::PagedByCursor { endpoint } => (
            code::PAGED_BY_CURSOR,
            format!("{} is paged by cursors, and takes no offset", ticks(endpoint)),
            "leave the offset out of the request, or apply it locally".into(),
        ),
        LowerErrorKind::PageTooLarge { largest } => (
            code::PAGE_TOO_LARGE,
            format!("the API answers with {largest} rows at most"),
            format!("use `limit {largest}` or less; a split asks for as many pages as it takes").into(),
        ),
        LowerErrorKind::LongList { bytes } => (
            code::LONG_LIST,
            format!("this list takes {bytes} bytes of the URL, and a server may refuse one of more than 8192"),
            "ask for a part of it at a time, or filter locally".into(),
        ),
        LowerErrorKind::CountTooLarge { largest } => {
            (code::COUNT_TOO_LARGE, format!("the API counts up to {largest}"), "use a smaller count".into())
        }
    }
}

fn unsendable(what: &UnsupportedFeature) -> (&'static Code, String, String) {
    match what {
        UnsupportedFeature::Operator(operator @ (Operator::StartsWith | Operator::EndsWith)) => {
            let help = format!("{LOCALLY}; outside of `not`, `contains` asks for these rows and more");
            (code::OPERATOR, format!("`{operator}`"), help)
        }
        UnsupportedFeature::Operator(operator) => (code::OPERATOR, format!("`{operator}`"), LOCALLY.to_owned()),
        UnsupportedFeature::EmptyList => {
            (code::EMPTY_LIST, "`in` with an empty list".to_owned(), format!("put a value into the list, or {LOCALLY}"))
        }
        UnsupportedFeature::Constant => (
            code::CONSTANT,
            "a constant".to_owned(),
            "leave it out: `true and a` is `a`, and `false` matches no row".to_owned(),
        ),
        UnsupportedFeature::LimitZero => (code::LIMIT_ZERO, "no rows".to_owned(), "use `limit 1` or more".to_owned()),
        UnsupportedFeature::NestedPath(path) => {
            let what = format!("{}, which is no name but a path", ticks(&path.to_string()));
            (code::NESTED_PATH, what, LOCALLY.to_owned())
        }
        UnsupportedFeature::Connective("xor") => {
            (code::CONNECTIVE, "`xor`".to_owned(), format!("`a xor b` is `(a or b) and not (a and b)`; or {LOCALLY}"))
        }
        UnsupportedFeature::Connective(connective) => (code::CONNECTIVE, format!("`{connective}`"), LOCALLY.to_owned()),
        UnsupportedFeature::Wildcard => {
            (code::WILDCARD, "text that holds `*`, which stands for any text".to_owned(), LOCALLY.to_owned())
        }
        UnsupportedFeature::SeveralKeys => (
            code::SEVERAL_KEYS,
            "an order by more than one key".to_owned(),
            "keep the first, or sort locally".to_owned(),
        ),
        UnsupportedFeature::Key(path) => {
            let what = format!("an order by {}", ticks(&path.to_string()));
            (code::KEY, what, "sort locally".to_owned())
        }
        UnsupportedFeature::NoParameter { operator, path } => {
            let what = format!("`{operator}` on {}", ticks(&path.to_string()));
            (code::NO_PARAMETER, what, LOCALLY.to_owned())
        }
        UnsupportedFeature::Version { feature, needs, asked } => (
            code::VERSION,
            format!("{} in version {asked}; {needs} has it", ticks(feature)),
            format!("ask version {needs}, or {LOCALLY}"),
        ),
        UnsupportedFeature::Twice { parameter } => {
            (code::TWICE, format!("a second condition by the parameter `{parameter}`"), LOCALLY.to_owned())
        }
        UnsupportedFeature::DottedName(path) => {
            let what = format!("{}, whose name holds a `.`", ticks(&path.to_string()));
            (code::DOTTED_NAME, what, "filter and sort by it locally".to_owned())
        }
        UnsupportedFeature::EmptyName(path) => {
            let what = format!("{}, which has an empty name", ticks(&path.to_string()));
            (code::EMPTY_NAME, what, "filter and sort by it locally".to_owned())
        }
        UnsupportedFeature::OddName(path) => {
            let path = ticks(&path.to_string());
            let what = format!("{path}, whose name is reserved or holds more than letters, digits and `_`");
            (code::ODD_NAME, what, "filter and sort by it locally".to_owned())
        }
        UnsupportedFeature::Null => (code::NULL, "null".to_owned(), LOCALLY.to_owned()),
        UnsupportedFeature::Element => (code::ELEMENT, "an element of an array".to_owned(), LOCALLY.to_owned()),
        UnsupportedFeature::Collation(collation) => {
            let help = "filter and sort under it locally";
            (code::COLLATION, format!("text under `{collation}`"), help.to_owned())
        }
        UnsupportedFeature::CaselessOrder => (
            code::CASELESS_ORDER,
            "the order of text under `ignorecase`".to_owned(),
            format!("only equality and search can be asked for without regard to case; {LOCALLY}"),
        ),
        UnsupportedFeature::CaselessText => (
            code::CASELESS_TEXT,
            "text beyond ASCII under `ignorecase`".to_owned(),
            format!("take `collate ignorecase` out, or {LOCALLY}"),
        ),
        UnsupportedFeature::Pattern(text) => (
            code::PATTERN,
            format!("the text {} alone, as it stands for other values, too", ticked(text)),
            LOCALLY.to_owned(),
        ),
        UnsupportedFeature::Uncoded(word) => (
            code::UNCODED,
            format!("{}, since it wants a number and that of this word is not known", ticked(word)),
            LOCALLY.to_owned(),
        ),
    }
}
