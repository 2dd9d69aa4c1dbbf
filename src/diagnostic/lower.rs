//! Messages of lowering: features that an API does not support, and assumptions that a request relies on.

use super::code::{Code, lower as code};
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{ticked, ticks};
use crate::dialect::{LogicalConnective, LowerError, LowerErrorKind, QueryPart, UnsupportedFeature};
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

    fn cause(&self) -> Cause {
        Cause::Lower(self.kind.clone())
    }

    fn words(&self, _: &Source<'_>) -> Wording {
        words(&self.kind)
    }
}

fn words(kind: &LowerErrorKind) -> Wording {
    match kind {
        LowerErrorKind::Unsupported { dialect, what } => {
            let (code, what, help) = unsupported(what);
            (code, format!("{dialect} does not support {what}"), help.into())
        }
        LowerErrorKind::Assumed { assumption } => (
            code::ASSUMED,
            format!("assumed, since the vendor does not document it: {}", assumption.statement()),
            Cure::default(),
        ),
        LowerErrorKind::WindowLifted { endpoint, field, reach } => (
            code::WINDOW_LIFTED,
            format!(
                "without a lower bound for {field}, {} returns {reach}: a bound is added that goes back to 1970, and rows \
                 without {field} are left out",
                ticks(endpoint),
                field = ticks(field)
            ),
            format!("add a bound, such as `{field} >= now - 1d`, to get fewer rows").into(),
        ),
        LowerErrorKind::FieldRequired { endpoint, field } => (
            code::FIELD_REQUIRED,
            format!("{} requires one {}", ticks(endpoint), ticks(field)),
            format!("add `{field} == \"…\"`, joined with `and`").into(),
        ),
        LowerErrorKind::PartNotSupported { endpoint, part: QueryPart::Filter } => {
            (code::NOT_TAKEN, format!("{} does not support a filter", ticks(endpoint)), LOCALLY.into())
        }
        LowerErrorKind::PartNotSupported { endpoint, part } => (
            code::NOT_TAKEN,
            format!("{} does not support `{part}`", ticks(endpoint)),
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
            format!("the API does not list `{collation}` for {}", ticks(&path.to_string())),
            LOCALLY.into(),
        ),
        LowerErrorKind::NotSortable { path } => {
            (code::NOT_SORTABLE, format!("the API cannot sort by {}", ticks(&path.to_string())), "sort locally".into())
        }
        LowerErrorKind::OtherDialect { checked, split_for } => (
            code::OTHER_DIALECT,
            format!("the query was checked against {} but is split for {}", ticks(checked), ticks(split_for)),
            "check it against the schema of that endpoint".into(),
        ),
        LowerErrorKind::PagedByCursor { endpoint } => (
            code::PAGED_BY_CURSOR,
            format!("{} has cursors for its pages, and no offset", ticks(endpoint)),
            "leave the offset out of the request, or apply it locally".into(),
        ),
        LowerErrorKind::PageTooLarge { largest } => (
            code::PAGE_TOO_LARGE,
            format!("the API returns at most {largest} rows per request"),
            format!("use `limit {largest}` or less; `split` sends as many requests as needed").into(),
        ),
        LowerErrorKind::LongList { bytes } => (
            code::LONG_LIST,
            format!("this list takes {bytes} bytes of the URL, and a server may refuse a URL of more than 8192"),
            "send the list in several requests, or filter locally".into(),
        ),
        LowerErrorKind::CountTooLarge { largest } => {
            (code::COUNT_TOO_LARGE, format!("the API's integers go up to {largest}"), "use a smaller number".into())
        }
    }
}

fn unsupported(what: &UnsupportedFeature) -> (&'static Code, String, String) {
    match what {
        UnsupportedFeature::Operator(operator @ (Operator::StartsWith | Operator::EndsWith)) => {
            let help = format!("{LOCALLY}; outside of `not`, `contains` returns these rows and more");
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
        UnsupportedFeature::LimitZero => (code::LIMIT_ZERO, "`limit 0`".to_owned(), "use `limit 1` or more".to_owned()),
        UnsupportedFeature::NestedPath(path) => {
            let what = format!("{}, which is a path and not a single name", ticks(&path.to_string()));
            (code::NESTED_PATH, what, LOCALLY.to_owned())
        }
        UnsupportedFeature::Connective(LogicalConnective::Xor) => {
            (code::CONNECTIVE, "`xor`".to_owned(), format!("`a xor b` is `(a or b) and not (a and b)`; or {LOCALLY}"))
        }
        UnsupportedFeature::Connective(connective) => (code::CONNECTIVE, format!("`{connective}`"), LOCALLY.to_owned()),
        UnsupportedFeature::UndocumentedGroup(connective) => {
            let what =
                format!("`{connective}`, since the vendor does not document how a request carries its conditions");
            let help = match connective {
                LogicalConnective::And => "send one of the conditions, and filter by the others locally",
                LogicalConnective::Not | LogicalConnective::Or | LogicalConnective::Xor => LOCALLY,
            };
            (code::UNDOCUMENTED_GROUP, what, help.to_owned())
        }
        UnsupportedFeature::Wildcard => {
            (code::WILDCARD, "text with `*`, which it treats as a wildcard".to_owned(), LOCALLY.to_owned())
        }
        UnsupportedFeature::SeveralKeys => (
            code::SEVERAL_KEYS,
            "sorting by more than one key".to_owned(),
            "keep the first, or sort locally".to_owned(),
        ),
        UnsupportedFeature::Key(path) => {
            let what = format!("sorting by {}", ticks(&path.to_string()));
            (code::KEY, what, "sort locally".to_owned())
        }
        UnsupportedFeature::NoParameter { operator, path } => {
            let what = format!("`{operator}` on {}", ticks(&path.to_string()));
            (code::NO_PARAMETER, what, LOCALLY.to_owned())
        }
        UnsupportedFeature::Version { feature, needs, requested } => (
            code::VERSION,
            format!("{} in version {requested}; {needs} has it", ticks(feature)),
            format!("request version {needs}, or {LOCALLY}"),
        ),
        UnsupportedFeature::Twice { parameter } => {
            (code::TWICE, format!("a second condition that needs the parameter `{parameter}`"), LOCALLY.to_owned())
        }
        UnsupportedFeature::DottedName(path) => {
            let what = format!("{}, whose name contains a `.`", ticks(&path.to_string()));
            (code::DOTTED_NAME, what, "filter and sort by it locally".to_owned())
        }
        UnsupportedFeature::EmptyName(path) => {
            let what = format!("{}, which has an empty name", ticks(&path.to_string()));
            (code::EMPTY_NAME, what, "filter and sort by it locally".to_owned())
        }
        UnsupportedFeature::NotAnIdentifier(path) => {
            let path = ticks(&path.to_string());
            let what = format!("{path}, whose name is reserved or has other characters than letters, digits and `_`");
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
            "ordering text under `ignorecase`".to_owned(),
            format!("only equality and search can ignore case; {LOCALLY}"),
        ),
        UnsupportedFeature::CaselessText => (
            code::CASELESS_TEXT,
            "text outside ASCII under `ignorecase`".to_owned(),
            format!("remove `collate ignorecase`, or {LOCALLY}"),
        ),
        UnsupportedFeature::Pattern(text) => (
            code::PATTERN,
            format!("the text {} by itself, since it also means other values", ticked(text)),
            LOCALLY.to_owned(),
        ),
        UnsupportedFeature::Uncoded(word) => (
            code::UNCODED,
            format!("{}, since it needs a number and that of this word is not known", ticked(word)),
            LOCALLY.to_owned(),
        ),
    }
}
