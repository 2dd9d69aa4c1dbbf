//! The primitives of which the rules are made: taking a token, or failing.

use std::convert::Infallible;

use nom::error::ErrorKind;
use nom::{Finish, Parser};

use crate::span::Span;
use crate::syntax::classified::ClassifiedToken;
use crate::syntax::error::ParseError;
use crate::syntax::expected::Expected;
use crate::syntax::keyword::Keyword;

use super::Parse;
use super::input::Input;
use super::recovery::PhraseError;

/// Fails for good at the first token, in the place of `expected`.
pub(in crate::syntax) fn fail<'t, O>(input: Input<'t>, expected: Expected) -> Parse<'t, O> {
    fail_with(input, input.unexpected(expected))
}

/// Fails for good with `error`; `rest` is the input from there on.
pub(super) fn fail_with<'t, O>(rest: Input<'t>, error: ParseError) -> Parse<'t, O> {
    Err(nom::Err::Failure(PhraseError { error: Box::new(error), rest }))
}

/// Returns the failure of a rule. Rules match on their results and call this for the failed ones alone: nom's `finish`
/// on the whole result would copy each tree that was parsed, which costs a sixth of the time of a comparison.
#[cold]
pub(super) fn failure<'t>(error: nom::Err<PhraseError<'t>>) -> PhraseError<'t> {
    match Err::<(Input<'t>, Infallible), _>(error).finish() {
        Ok((_, never)) => match never {},
        Err(failed) => failed,
    }
}

/// Takes the first token if it `is_wanted`; fails for good if not.
#[inline]
pub(super) fn take_if<'t>(
    input: Input<'t>,
    expected: Expected,
    is_wanted: impl Fn(&ClassifiedToken, &str) -> bool,
) -> Parse<'t, &'t ClassifiedToken> {
    match input.split() {
        (rest, Some(token)) if is_wanted(token, input.text()) => Ok((rest, token)),
        _ => fail(input, expected),
    }
}

/// Takes `keyword`; fails for good if another token is here.
pub(super) fn keyword<'t>(
    keyword: Keyword,
    expected: Expected,
) -> impl Parser<Input<'t>, Output = &'t ClassifiedToken, Error = PhraseError<'t>> {
    move |input: Input<'t>| take_if(input, expected, |token, _| token.keyword == Some(keyword))
}

/// Takes `keyword` if it is here, and returns its span. Not nom's `opt`: that would allocate the error of each keyword
/// that is left out.
pub(super) fn optional_keyword(keyword: Keyword, input: Input<'_>) -> (Input<'_>, Option<Span>) {
    match input.split() {
        (rest, Some(token)) if token.keyword == Some(keyword) => (rest, Some(token.span)),
        _ => (input, None),
    }
}

/// Required by nom's combinators. Only nom's own leaf parsers would construct an error by it, and none is used.
impl<'t> nom::error::ParseError<Input<'t>> for PhraseError<'t> {
    fn from_error_kind(input: Input<'t>, _: ErrorKind) -> Self {
        Self { error: Box::new(input.unexpected(Expected::ClauseOrEnd)), rest: input }
    }

    fn append(_: Input<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }
}
