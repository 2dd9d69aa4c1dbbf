//! OData text, the wire format of NetBackup: the filter as one text in a parameter of the URL, sort keys as a list of
//! names.
//!
//! The writer uses as much of OData as the vendor's pages show: `eq ne lt le gt ge`, `and`, `or`, `not`, parentheses,
//! `contains`, `startswith`, `endswith`, `tolower`. `in` is written as an `or` of `eq`. Text is in single quotes, a
//! quote in it doubled; numbers, `true` and `false` are bare. The reader accepts a little more: `in`, and OData's own
//! names of parameters. Differences between parts of an API are in the tables of [`OData`].

mod comparison;
mod condition;
mod fragment;
mod operand;
mod read;
mod token;
mod write;

use crate::dialect::parts::Parts;

/// The OData text of an API.
#[derive(Debug)]
pub(in crate::dialect) struct OData {
    /// The areas of the API about which more is known.
    pub(in crate::dialect) areas: &'static [Area],
    /// The properties whose values the vendor requires to be encoded, without stating whether that is the URL's
    /// encoding.
    pub(in crate::dialect) encoded_properties: &'static [&'static str],
}

/// The facts about an endpoint, or about all endpoints whose path begins with one name.
#[derive(Debug)]
pub(in crate::dialect) struct Area {
    /// The path of an endpoint, or the first name of paths.
    pub(in crate::dialect) path: &'static str,
    pub(in crate::dialect) dates: DateQuotes,
    /// `true` if the vendor lists `not`.
    pub(in crate::dialect) lists_not: bool,
    pub(in crate::dialect) patterns: &'static [ValuePattern],
}

/// The quotes around dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) enum DateQuotes {
    Without,
    With,
    /// The vendor's examples show both, and none for the endpoint.
    Unknown,
}

/// A property with values that match more than themselves.
#[derive(Debug)]
pub(in crate::dialect) struct ValuePattern {
    /// The last name of its path.
    pub(in crate::dialect) property: &'static str,
    pub(in crate::dialect) test: PatternTest,
}

/// A test for values that match more than themselves.
#[derive(Debug)]
pub(in crate::dialect) enum PatternTest {
    /// The value contains one of these characters.
    Contains(&'static [char]),
    /// The value is this word.
    Is(&'static str),
}

/// The names of the parameters.
const NAMES: Parts<&str> = Parts { filter: "filter", sort: "sort", offset: "page[offset]", limit: "page[limit]" };
