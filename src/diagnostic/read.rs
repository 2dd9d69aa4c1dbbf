//! Messages of decompiling: requests that cannot be read back as queries, and those that are read with a guess.

mod grammar;

use super::code::read as code;
use super::cure::Cure;
use super::entry::Cause;
use super::report::{Report, Wording};
use super::severity::Severity;
use super::source::Source;
use super::words::{listed, ticked};
use crate::dialect::{DecompileError, DecompileErrorKind, DetectedFormat, Dialect, PlusReading, QuoteStyle};
use crate::span::Span;
use grammar::{expectation_cure, inexpressible};

impl Report for DecompileError {
    fn span(&self) -> Span {
        self.span
    }

    fn severity(&self) -> Severity {
        if self.kind.is_error() { Severity::Error } else { Severity::Warning }
    }

    fn cause(&self) -> Cause {
        Cause::Read(self.kind.clone())
    }

    fn words(&self, _: &Source<'_>) -> Wording {
        words(&self.kind)
    }
}

fn words(kind: &DecompileErrorKind) -> Wording {
    match kind {
        DecompileErrorKind::Empty => {
            (code::EMPTY, "there is nothing to read".to_owned(), "enter a filter, a URL, or a request as JSON".into())
        }
        DecompileErrorKind::TextTooLong { length, limit } => (
            code::TEXT_TOO_LONG,
            format!("the text has {length} bytes, more than the {limit} allowed"),
            "raise the limit".into(),
        ),
        DecompileErrorKind::TooDeep { limit } => (
            code::TOO_DEEP,
            format!("more than {limit} groups, `not`s and lists are nested"),
            "remove groups that change nothing, or split the filter".into(),
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
            (code::UNEXPECTED, message, expectation_cure(*wanted))
        }
        DecompileErrorKind::TrailingComma => (
            code::TRAILING_COMMA,
            "no item follows the comma".to_owned(),
            "remove it: JSON has no comma after the last item".into(),
        ),
        DecompileErrorKind::UnclosedText => (
            code::UNCLOSED_TEXT,
            "the text is not closed".to_owned(),
            "its second quote is missing, or the rest was cut off".into(),
        ),
        DecompileErrorKind::UnknownEscape { found } => (
            code::UNKNOWN_ESCAPE,
            format!("{} is not an escape of JSON", ticked(found)),
            r"in JSON, a backslash itself is written `\\`".into(),
        ),
        DecompileErrorKind::LoneSurrogate { found } => (
            code::LONE_SURROGATE,
            format!("{} is half of a surrogate pair", ticked(found)),
            "a query cannot contain it: write both halves, or the character itself".into(),
        ),
        DecompileErrorKind::BadPercentEscape { found } => (
            code::BAD_PERCENT_ESCAPE,
            format!("{} is not a percent escape", ticked(found)),
            "two hex digits follow a `%`; the character `%` itself is written `%25`".into(),
        ),
        DecompileErrorKind::NotUtf8 => (
            code::NOT_UTF8,
            "the encoded bytes are not UTF-8".to_owned(),
            "encode the text as UTF-8, then percent-encode the bytes".into(),
        ),
        DecompileErrorKind::Placeholder { found } => (
            code::PLACEHOLDER,
            format!("{} is a placeholder without a value", ticked(found)),
            "replace it by the value; if it is meant literally, write the query in the language itself".into(),
        ),
        DecompileErrorKind::UnknownKey { key, nearest, .. } => {
            (code::UNKNOWN_KEY, format!("the key {} is not known here", ticked(key)), did_you_mean(*nearest))
        }
        DecompileErrorKind::RepeatedKey { key } => {
            (code::REPEATED_KEY, format!("the key {} occurs twice", ticked(key)), "keep one of them".into())
        }
        DecompileErrorKind::MissingKey { key } => {
            (code::MISSING_KEY, format!("the key `{key}` is missing"), missing(key).into())
        }
        DecompileErrorKind::NotAnObject { what, found } => {
            (code::NOT_AN_OBJECT, format!("{what} must be an object, but this is {found}"), Cure::default())
        }
        DecompileErrorKind::WrongKind { key, wanted, found } => {
            (code::WRONG_KIND, format!("`{key}` takes {wanted}, but this is {found}"), Cure::default())
        }
        DecompileErrorKind::ComparisonAndGroup => (
            code::COMPARISON_AND_GROUP,
            "this is both a comparison and a group".to_owned(),
            "keep `property` and `value`, or `items`".into(),
        ),
        DecompileErrorKind::UnknownWord { key, word, nearest } => {
            (code::UNKNOWN_WORD, format!("{} is not a known {key}", ticked(word)), did_you_mean(*nearest))
        }
        DecompileErrorKind::UndocumentedGroup { operation } => (
            code::UNDOCUMENTED_GROUP,
            format!("the vendor does not document how `{operation}` carries its conditions"),
            "read the conditions one by one, and join them in the query".into(),
        ),
        DecompileErrorKind::EmptyName { property } => (
            code::EMPTY_NAME,
            format!("a name in the property {} is empty", ticked(property)),
            "put one dot between two names: `initiator.name`".into(),
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
            format!("{} is not a valid value", if *is_object { "an object" } else { "an array in an array" }),
            "compare with text, a number, a boolean or null".into(),
        ),
        DecompileErrorKind::WrongCount { name, found } => (
            code::WRONG_COUNT,
            format!("{} is not a number of rows", ticked(found)),
            format!("`{name}` takes a whole number in plain digits").into(),
        ),
        DecompileErrorKind::UnclearList { found } => (
            code::UNCLEAR_LIST,
            format!("the values of the list {} are ambiguous", ticked(found)),
            "write only a comma between two values, or use an `Or` of `Equals`".into(),
        ),
        DecompileErrorKind::AmbiguousParameter { name } => (
            code::AMBIGUOUS_PARAMETER,
            format!("the meaning of {} depends on the collection", ticked(name)),
            "enter the whole URL, or name the collection's schema".into(),
        ),
        DecompileErrorKind::Wildcard { found } => (
            code::WILDCARD,
            format!("{} has a `*` that is not at its start or end", ticked(found)),
            "only a `*` at the start or the end is known to match any text".into(),
        ),
        DecompileErrorKind::DoubleQuote => (
            code::DOUBLE_QUOTE,
            "text in OData is not written in double quotes".to_owned(),
            "use single quotes, and double each one inside the text: `'it''s'`".into(),
        ),
        DecompileErrorKind::UnclosedGroup => {
            (code::UNCLOSED_GROUP, "`(` is not closed".to_owned(), "add a `)` at the end of the group".into())
        }
        DecompileErrorKind::MalformedLiteral { found } => (
            code::MALFORMED_LITERAL,
            format!("{} is neither a number nor a date", ticked(found)),
            "put text in single quotes; a time is `2026-01-31T08:00:00Z`, with at most nine digits after the point"
                .into(),
        ),
        DecompileErrorKind::Inexpressible { what } => {
            let (what, help) = inexpressible(what);
            (code::UNSAYABLE, format!("a query cannot express {what}"), help)
        }
        DecompileErrorKind::UnquotedWord { word } => (
            code::UNQUOTED_WORD,
            format!("{} has no quotes and was read as text", ticked(word)),
            format!("put it in single quotes: {}", ticked(&format!("'{word}'"))).into(),
        ),
        DecompileErrorKind::RepeatedParameter { name } => (
            code::REPEATED_PARAMETER,
            format!("the parameter {} occurs twice", ticked(name)),
            "keep one of them".into(),
        ),
        DecompileErrorKind::NoParameter { missing } => (
            code::NO_PARAMETER,
            "this is not a parameter: it has no name".to_owned(),
            missing.map(|missing| format!("is `{missing}=` missing before it?").into()).unwrap_or_default(),
        ),
        DecompileErrorKind::ParameterName { known } => (
            code::PARAMETER_NAME,
            format!("the parameter is called `{known}`"),
            "the API may not recognize another name or another case".into(),
        ),
        DecompileErrorKind::Fragment => (
            code::FRAGMENT,
            "the text after `#` is never sent".to_owned(),
            "remove it, or write `%23` if the character is meant".into(),
        ),
        DecompileErrorKind::Plus { reading } => (
            code::PLUS,
            "a server reads `+` in a URL as a blank".to_owned(),
            match reading {
                PlusReading::Plus => "it was read as the plus of the time's offset; write `%2B` for a plus".into(),
                PlusReading::Blank => "it was read as a blank; write `%2B` for a plus, and `%20` for a blank".into(),
            },
        ),
        DecompileErrorKind::Entities => (
            code::ENTITIES,
            "the URL has HTML entities".to_owned(),
            "`&amp;` was read as `&`, and other entities as their characters".into(),
        ),
        DecompileErrorKind::IdleKey { key } => (
            code::IDLE_KEY,
            format!("`{key}` has no effect here"),
            "it was left out: it belongs into the comparisons".into(),
        ),
        DecompileErrorKind::Quotes { style } => {
            let what = match style {
                QuoteStyle::Single => "single quotes were read as double ones",
                QuoteStyle::Doubled => "every two double quotes were read as one",
                QuoteStyle::Backslashed => "the backslashes before quotes were removed",
                QuoteStyle::Around => "the quotes around it and the backslashes in it were removed",
            };
            (code::QUOTES, format!("this is not JSON: {what}"), "an API may refuse it in this form".into())
        }
        DecompileErrorKind::TrailingText => (
            code::TRAILING_TEXT,
            "the text after the JSON was left out".to_owned(),
            "remove it, or check whether it belongs to the filter".into(),
        ),
        DecompileErrorKind::EncodedTwice => (
            code::ENCODED_TWICE,
            "the text is encoded twice".to_owned(),
            "encode it once, since an API decodes it once".into(),
        ),
        DecompileErrorKind::OtherShape { dialect, is_array: true } => (
            code::OTHER_SHAPE,
            format!("`{dialect}` takes one object here, but this is an array"),
            "the only element was read".into(),
        ),
        DecompileErrorKind::OtherShape { dialect, is_array: false } => (
            code::OTHER_SHAPE,
            format!("`{dialect}` takes an array here, but this is one object"),
            "it was read as an array of one".into(),
        ),
        DecompileErrorKind::NotInQuery { name } => {
            (code::NOT_IN_QUERY, format!("{} is not part of the query", ticked(name)), "it was kept separately".into())
        }
        DecompileErrorKind::UnknownParameter { name, dialect, nearest } => (
            code::UNKNOWN_PARAMETER,
            format!("`{dialect}` is not known to have a parameter {}", ticked(name)),
            match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? it was kept separately").into(),
                None => "it was kept separately, since its meaning is not known".into(),
            },
        ),
        DecompileErrorKind::Assumed { meaning } => (
            code::ASSUMED,
            format!("assumed, since the vendor does not document it: {}", meaning.statement()),
            Cure::default(),
        ),
    }
}

fn missing(key: &str) -> &'static str {
    match key {
        "operation" => "such as `equals`, or `and` with `items`",
        "operator" => "such as `equals`",
        "items" => "`and`, `or`, `exclusiveOr` and `not` need an array of expressions",
        "value" => "it has the value that the property is compared with",
        _ => "it names the property",
    }
}

fn did_you_mean(nearest: Option<&str>) -> Cure {
    nearest.map(|nearest| format!("did you mean `{nearest}`?").into()).unwrap_or_default()
}

fn other_language(dialect: Dialect, looks_like: Option<DetectedFormat>) -> Wording {
    let code = code::OTHER_LANGUAGE;
    let Some(looks_like) = looks_like else {
        return (code, format!("`{dialect}` has no such syntax"), Cure::default());
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
    (code, format!("`{dialect}` has no such syntax; this looks like {}", looks_like.description()), help)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::dialect::{Expectation, ReadAssumption};

    /// Lists every variant of an enum; a missing one does not compile.
    macro_rules! variants {
        ($enum:ident: $($variant:ident),*) => {{
            let _ = |value: $enum| match value { $($enum::$variant)|* => () };
            [$($enum::$variant),*]
        }};
    }

    #[test]
    fn every_expectation_and_assumption_has_a_golden() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/read");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let goldens: String = files
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let expectations = variants!(
            Expectation: Value, Key, Colon, ArrayEnd, ObjectEnd, TextEnd, Condition, Operator, Operand, ConnectiveOrEnd,
            ConnectiveOrGroupEnd, ListStart, Text, Comma, CallEnd, ListEnd, Truth, SortKey
        );
        for expectation in expectations {
            assert!(goldens.contains(&format!(" error: expected {expectation}, ")), "no request causes: {expectation}");
        }
        for assumption in variants!(ReadAssumption: SeveralExpressions, NotOfSeveral, Ascending, NoItems) {
            let statement = assumption.statement();
            assert!(goldens.contains(&format!(": {statement}\n")), "no request causes: {statement}");
        }
    }
}
