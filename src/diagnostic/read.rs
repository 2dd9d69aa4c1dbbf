//! What is said about requests that cannot be read back, and about what is odd in those that are.

use super::code::read as code;
use super::cure::Cure;
use super::entry::DiagnosticKind;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{listed, ticked};
use crate::dialect::{DecompileErrorKind, DetectedFormat, Dialect, Expectation, Inexpressible, QuoteStyle, ReadError};
use crate::span::Span;

impl Report for ReadError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        if self.kind.is_error() { Severity::Error } else { Severity::Warning }
    }

    fn kind(&self) -> DiagnosticKind {
        DiagnosticKind::Read(self.kind.clone())
    }

    fn words(&self, _: &Source<'_>) -> Wording {
        words(&self.kind)
    }
}

fn words(kind: &DecompileErrorKind) -> Wording {
    match kind {
        DecompileErrorKind::Empty => (
            code::EMPTY,
            "there is nothing to read".to_owned(),
            "give a filter, a URL, or a request as JSON".into(),
        ),
        DecompileErrorKind::TextTooLong { length, limit } => (
            code::TEXT_TOO_LONG,
            format!("the text has {length} bytes, more than the {limit} allowed"),
            "raise the limit".into(),
        ),
        DecompileErrorKind::TooDeep { limit } => (
            code::TOO_DEEP,
            format!("more than {limit} groups, `not`s and lists stand inside each other"),
            "take out the groups that change nothing, or split the filter".into(),
        ),
        DecompileErrorKind::TooManyItems { limit } => (
            code::TOO_MANY_ITEMS,
            format!("the list has more than {limit} items"),
            "split it into several comparisons, or raise the limit".into(),
        ),
        DecompileErrorKind::OtherLanguage { dialect, looks_like } => other_language(*dialect, *looks_like),
        DecompileErrorKind::Unexpected { wanted, found } => {
            let message = match &**found {
                "" => format!("expected {wanted}, but the text ends"),
                found => format!("expected {wanted}, found {}", ticked(found)),
            };
            (code::UNEXPECTED, message, wanted_cure(*wanted))
        }
        DecompileErrorKind::TrailingComma => (
            code::TRAILING_COMMA,
            "nothing stands behind the comma".to_owned(),
            "take it out: JSON has no comma behind the last item".into(),
        ),
        DecompileErrorKind::UnclosedText => (
            code::UNCLOSED_TEXT,
            "the text is not closed".to_owned(),
            "its second quote is missing, or the rest was cut off".into(),
        ),
        DecompileErrorKind::UnknownEscape { found } => (
            code::UNKNOWN_ESCAPE,
            format!("there is no escape {}", ticked(found)),
            r"a backslash itself is written `\\` in JSON".into(),
        ),
        DecompileErrorKind::LoneSurrogate { found } => (
            code::LONE_SURROGATE,
            format!("{} is only half of a character", ticked(found)),
            "no text of a query can hold it".into(),
        ),
        DecompileErrorKind::BadPercentEscape { found } => (
            code::BAD_PERCENT_ESCAPE,
            format!("{} is no percent escape", ticked(found)),
            "a `%` is followed by two hex digits; one that stands for itself is written `%25`".into(),
        ),
        DecompileErrorKind::NotUtf8 => (
            code::NOT_UTF8,
            "what is encoded here is no text in UTF-8".to_owned(),
            "encode the text in UTF-8 before its bytes are percent-encoded".into(),
        ),
        DecompileErrorKind::Placeholder { found } => (
            code::PLACEHOLDER,
            format!("{} is still to be filled in", ticked(found)),
            "put the value in its place; text that is meant so can be written in the language itself".into(),
        ),
        DecompileErrorKind::UnknownKey { key, nearest, .. } => {
            (code::UNKNOWN_KEY, format!("the key {} has no place here", ticked(key)), did_you_mean(*nearest))
        }
        DecompileErrorKind::RepeatedKey { key } => {
            (code::REPEATED_KEY, format!("the key {} is there already", ticked(key)), "keep one of them".into())
        }
        DecompileErrorKind::MissingKey { key } => (code::MISSING_KEY, format!("there is no `{key}`"), missing(key).into()),
        DecompileErrorKind::NotAnObject { what, found } => {
            (code::NOT_AN_OBJECT, format!("{what} is an object, and this is {found}"), Cure::default())
        }
        DecompileErrorKind::WrongKind { key, wanted, found } => {
            (code::WRONG_KIND, format!("`{key}` takes {wanted}, and this is {found}"), Cure::default())
        }
        DecompileErrorKind::ComparisonAndGroup => (
            code::COMPARISON_AND_GROUP,
            "this is a comparison and a group at once".to_owned(),
            "keep `property` and `value`, or `items`".into(),
        ),
        DecompileErrorKind::UnknownWord { key, word, nearest } => {
            (code::UNKNOWN_WORD, format!("{} is no {key}", ticked(word)), did_you_mean(*nearest))
        }
        DecompileErrorKind::EmptyName { property } => (
            code::EMPTY_NAME,
            format!("a name in the property {} is empty", ticked(property)),
            "names stand between single dots: `initiator.name`".into(),
        ),
        DecompileErrorKind::ListWanted { operation } => (
            code::LIST_WANTED,
            format!("`{operation}` compares with an array of values"),
            "put the value into an array".into(),
        ),
        DecompileErrorKind::ListNotTaken { operation } => (
            code::LIST_NOT_TAKEN,
            format!("`{operation}` compares with one value, not with an array"),
            "use the operation `in` for one of several values".into(),
        ),
        DecompileErrorKind::CompoundValue { is_object } => (
            code::COMPOUND_VALUE,
            format!("{} is no value to compare with", if *is_object { "an object" } else { "an array in an array" }),
            "compare with text, numbers, booleans and null".into(),
        ),
        DecompileErrorKind::WrongCount { name, found } => (
            code::WRONG_COUNT,
            format!("{} is no count of rows", ticked(found)),
            format!("`{name}` takes a whole number in plain digits").into(),
        ),
        DecompileErrorKind::UnclearList { found } => (
            code::UNCLEAR_LIST,
            format!("it is not clear which values {} is a list of", ticked(found)),
            "write the values with nothing but a comma between them, or an `Or` of `Equals`".into(),
        ),
        DecompileErrorKind::AmbiguousParameter { name } => (
            code::AMBIGUOUS_PARAMETER,
            format!("what {} asks for depends on the collection", ticked(name)),
            "give the whole URL, or the schema of the collection".into(),
        ),
        DecompileErrorKind::Wildcard { found } => (
            code::WILDCARD,
            format!("a `*` stands inside of {}", ticked(found)),
            "it is known to stand for any text at the beginning and at the end only".into(),
        ),
        DecompileErrorKind::DoubleQuote => (
            code::DOUBLE_QUOTE,
            "a double quote begins no text in OData".to_owned(),
            "put text between single quotes, and double those that it holds: `'it''s'`".into(),
        ),
        DecompileErrorKind::UnclosedGroup => (
            code::UNCLOSED_GROUP,
            "`(` is not closed".to_owned(),
            "a `)` is missing behind what belongs to it".into(),
        ),
        DecompileErrorKind::MalformedLiteral { found } => (
            code::MALFORMED_LITERAL,
            format!("{} is neither a number nor a date", ticked(found)),
            "put text between single quotes; a time is `2026-01-31T08:00:00Z`, with at most nine digits behind the point"
                .into(),
        ),
        DecompileErrorKind::Inexpressible { what } => {
            let (what, help) = unsayable(what);
            (code::UNSAYABLE, format!("no query can say {what}"), help)
        }
        DecompileErrorKind::UnquotedWord { word } => (
            code::UNQUOTED_WORD,
            format!("{} was read as text, though it stands without quotes", ticked(word)),
            format!("put it between single quotes: {}", ticked(&format!("'{word}'"))).into(),
        ),
        DecompileErrorKind::RepeatedParameter { name } => {
            (code::REPEATED_PARAMETER, format!("there is a parameter {} already", ticked(name)), "keep one of them".into())
        }
        DecompileErrorKind::NoParameter { missing } => (
            code::NO_PARAMETER,
            "this is no parameter, having no name".to_owned(),
            missing.map(|missing| format!("is a `{missing}=` missing before it?").into()).unwrap_or_default(),
        ),
        DecompileErrorKind::ParameterName { known } => (
            code::PARAMETER_NAME,
            format!("the parameter is called `{known}`"),
            "it may not be known under another name, or in another case".into(),
        ),
        DecompileErrorKind::Fragment => (
            code::FRAGMENT,
            "what stands behind the `#` is never sent".to_owned(),
            "take it out, or write `%23` where the sign is meant".into(),
        ),
        DecompileErrorKind::Plus { is_kept } => (
            code::PLUS,
            "a `+` in a URL reaches the server as a blank".to_owned(),
            match is_kept {
                true => "it was read as the plus of the time's offset, which is written `%2B`".into(),
                false => "it was read as a blank; write `%2B` for a plus, and `%20` for a blank".into(),
            },
        ),
        DecompileErrorKind::Entities => (
            code::ENTITIES,
            "this is a URL as HTML holds it".to_owned(),
            "`&amp;` was read as `&`, and the other entities likewise".into(),
        ),
        DecompileErrorKind::IdleKey { key } => (
            code::IDLE_KEY,
            format!("`{key}` decides nothing here"),
            "it belongs into the comparisons, and was left out".into(),
        ),
        DecompileErrorKind::Quotes { style } => {
            let what = match style {
                QuoteStyle::Single => "single quotes were read as double ones",
                QuoteStyle::Doubled => "every two double quotes were read as one",
                QuoteStyle::Backslashed => "the backslashes before quotes were taken off",
                QuoteStyle::Around => "the quotes around it, and the backslashes in it, were taken off",
            };
            (code::QUOTES, format!("this is not JSON: {what}"), "an API may refuse it as it stands".into())
        }
        DecompileErrorKind::TrailingText => (
            code::TRAILING_TEXT,
            "what stands behind the JSON was left out".to_owned(),
            "take it out, or see whether it belongs to the filter".into(),
        ),
        DecompileErrorKind::EncodedTwice => (
            code::ENCODED_TWICE,
            "the text was encoded twice".to_owned(),
            "an API decodes it once; encode it once".into(),
        ),
        DecompileErrorKind::OtherShape { dialect, is_array: true } => (
            code::OTHER_SHAPE,
            format!("`{dialect}` takes one object here, and this is an array"),
            "the one in it was read".into(),
        ),
        DecompileErrorKind::OtherShape { dialect, is_array: false } => (
            code::OTHER_SHAPE,
            format!("`{dialect}` takes an array here, and this is one object"),
            "it was read as the only one of an array".into(),
        ),
        DecompileErrorKind::NotInQuery { name } => (
            code::NOT_IN_QUERY,
            format!("{} is no part of the query", ticked(name)),
            "it was kept beside the query".into(),
        ),
        DecompileErrorKind::UnknownParameter { name, dialect, nearest } => (
            code::UNKNOWN_PARAMETER,
            format!("`{dialect}` is not known to have a parameter {}", ticked(name)),
            match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? it was kept beside the query").into(),
                None => "it was kept beside the query, which cannot say what it asks for".into(),
            },
        ),
        DecompileErrorKind::Assumed { meaning } => {
            (code::ASSUMED, format!("assumed, as the vendor does not say: {}", meaning.statement()), Cure::default())
        }
    }
}

fn wanted_cure(wanted: Expectation) -> Cure {
    match wanted {
        Expectation::Key => "JSON's keys stand between double quotes".into(),
        Expectation::Value => {
            "JSON has text between double quotes, numbers, `true`, `false`, `null`, arrays and objects".into()
        }
        Expectation::TextEnd => "a line break in a text is written `\\n`".into(),
        Expectation::Condition | Expectation::Operand => "text stands between single quotes, all else without".into(),
        Expectation::Operator => "OData's operators are in lower case: `status eq 0`".into(),
        Expectation::ConnectiveOrEnd | Expectation::ConnectiveOrGroupEnd => {
            "OData's connectives are in lower case; nothing may be left over".into()
        }
        Expectation::Text | Expectation::Comma => {
            "a function takes a property and a text: `contains(name,'web')`".into()
        }
        Expectation::Truth => "a function is true or false by itself".into(),
        Expectation::SortKey => "keys stand between commas, without blanks: `-startTime,jobId`".into(),
        Expectation::Colon
        | Expectation::ArrayEnd
        | Expectation::ObjectEnd
        | Expectation::ListStart
        | Expectation::CallEnd
        | Expectation::ListEnd => Cure::default(),
    }
}

fn missing(key: &str) -> &'static str {
    match key {
        "operation" => "such as `equals`, or `and` with `items`",
        "items" => "`and`, `or`, `exclusiveOr` and `not` have an array of expressions",
        "value" => "it is what the property is compared with",
        _ => "it names the property",
    }
}

fn unsayable(what: &Inexpressible) -> (String, Cure) {
    let said = |what: &str, cure: Cure| (what.to_owned(), cure);
    match what {
        Inexpressible::Lambda => said("what `any` and `all` say of the elements of an array", Cure::default()),
        Inexpressible::TwoProperties => {
            said("how a property compares with another", "put the value between single quotes if it is text".into())
        }
        Inexpressible::NoProperty => said("this without a property", "a property is compared with a value".into()),
        Inexpressible::Function(name) => (format!("the function {}", ticked(name)), Cure::default()),
        Inexpressible::Operator(name) => (format!("the operator {}", ticked(name)), Cure::default()),
        Inexpressible::LooseNot => {
            said("`not` of a property", "it binds before the comparison does: put the comparison in parentheses".into())
        }
        Inexpressible::CaselessOrder => said("the order of text whose case is changed", Cure::default()),
        Inexpressible::CaselessText => said(
            "how text beyond ASCII compares when its case is changed",
            "compare it as it is, or its ASCII part".into(),
        ),
        Inexpressible::NeverEqual => said(
            "a comparison that never holds",
            "write the text in the case that the function gives, or inside of the function, too".into(),
        ),
        Inexpressible::CaseOfOther => said("the case of what is no text", "take the function out".into()),
    }
}

fn did_you_mean(nearest: Option<&str>) -> Cure {
    nearest.map(|nearest| format!("did you mean `{nearest}`?").into()).unwrap_or_default()
}

fn other_language(dialect: Dialect, looks_like: Option<DetectedFormat>) -> Wording {
    let code = code::OTHER_LANGUAGE;
    let Some(looks_like) = looks_like else {
        return (code, format!("`{dialect}` takes nothing like this"), Cure::default());
    };
    let others: Vec<Dialect> = looks_like.dialects().filter(|other| *other != dialect).collect();
    let help = match others.as_slice() {
        [] => Cure::default(),
        [other] => format!("read it as `{other}`").into(),
        others => {
            let names: Vec<&str> = others.iter().map(|other| other.name()).collect();
            format!("read it as one of {}", listed(&names)).into()
        }
    };
    (code, format!("`{dialect}` takes nothing like this; it looks like {}", looks_like.description()), help)
}
