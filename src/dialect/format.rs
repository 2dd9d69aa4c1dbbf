//! Wire formats: one folder for each, its writer and its reader side by side.
//!
//! A format implements two halves of one contract. As a [`WireFormat`] it writes: a fragment for each part of a filter,
//! a key for each sort key, and the request that is assembled of them. As a [`FormatReader`] it reads the same back.
//! Both report what they refuse and assume to the state of the walk that calls them, [`Lowering`] and [`Decompiling`].
//! A format knows no vendor: what differs between two vendors of one format is a field of the format's own type.

pub(super) mod expressions;
pub(super) mod odata;
pub(super) mod parameters;
pub(super) mod tagged;

use super::decompile::decompiling::Decompiling;
use super::decompile::detected_format::DetectedFormat;
use super::decompile::json::{At, JsonDocument, JsonKey};
use super::decompile::json_text::{Encoded, IN_URL, read_json};
use super::decompile::source::SourceText;
use super::decompile::url_parts::UrlParameter;
use super::lowering::Lowering;
use super::parts::{Parts, QueryPart};
use super::request::RequestParts;
use crate::build::Expr;
use crate::filter::{Filter, SortKey};
use crate::span::Spanned;
use crate::syntax::print::PrintedKey;

/// A wire format: the form in which an API takes filter, sort keys and page.
pub(super) trait WireFormat: FormatReader {
    /// The written form of a part of a filter.
    type Fragment: Default;
    /// The written form of a sort key.
    type Key;

    /// Returns the fragment for `filter`, given the fragments of its items.
    fn emit(&self, filter: &Filter, items: Vec<Self::Fragment>, lowering: &mut Lowering<'_>) -> Self::Fragment;

    /// Returns the written form of `key`.
    fn emit_key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> Self::Key;

    /// Assembles the request.
    fn assemble(&self, query: LoweredQuery<Self::Fragment, Self::Key>, lowering: &mut Lowering<'_>) -> RequestParts;
}

/// A query whose parts are all in their written form.
pub(super) struct LoweredQuery<F, K> {
    /// `None` for all rows.
    pub(super) filter: Option<F>,
    pub(super) keys: Vec<K>,
    pub(super) offset: Option<u64>,
    pub(super) limit: Option<u64>,
    /// The cursor of the page; `None` for the first page, and for APIs that page by offset.
    pub(super) cursor: Option<String>,
}

/// The reading half of a wire format. Object-safe, since the decompiler reads whichever format a dialect has.
pub(super) trait FormatReader: Sync {
    /// Returns the format as which its filters are detected.
    fn detected(&self) -> DetectedFormat;

    /// Returns the names of its parameters in a URL; `None` for a part that has no parameter of its own.
    fn parameter_names(&self) -> Parts<Option<&'static str>>;

    /// Returns the part for which `name` is another common parameter name, in any case.
    fn alias(&self, _name: &str) -> Option<QueryPart> {
        None
    }

    /// Returns the part of a request under `key` in a body, beside the words of [`QueryPart`].
    fn body_part(&self, _key: &str) -> Option<BodyPart> {
        None
    }

    /// Returns `true` if requests have a JSON body instead of parameters.
    fn has_body(&self) -> bool {
        false
    }

    /// Returns the content of `text`, which is neither a URL nor a command.
    fn text_content(&self, _text: &str) -> TextContent {
        TextContent::Json
    }

    /// Reads the filter at `at`; `None` for all rows, and after an error was reported.
    fn read_filter(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<Expr>;

    /// Reads the sort keys at `at`.
    fn read_sort(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey>;

    /// Reads a filter from text that may be encoded.
    fn read_filter_text(
        &self,
        text: &SourceText<'_>,
        encoded: Encoded,
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr> {
        let read = read_json(text, encoded, decompiling, &mut |document, decompiling| {
            self.read_filter(document, JsonDocument::TOP, decompiling)
        });
        read.flatten()
    }

    /// Reads the sort keys in the parameter of a URL, `parameters` being all of the URL.
    fn read_sort_text(
        &self,
        text: &SourceText<'_>,
        _parameters: &[UrlParameter<'_>],
        decompiling: &mut Decompiling<'_>,
    ) -> Vec<PrintedKey> {
        let read = read_json(text, IN_URL, decompiling, &mut |document, decompiling| {
            self.read_sort(document, JsonDocument::TOP, decompiling)
        });
        read.unwrap_or_default()
    }

    /// Returns the names of all parameters that it reads.
    fn known_parameters(&self, decompiling: &Decompiling<'_>) -> Vec<&'static str> {
        let names = self.parameter_names();
        let of_parts = names.iter().filter_map(|(_, name)| *name);
        let of_conditions = self.conditions().map(|conditions| conditions.names(decompiling));
        of_parts.chain(of_conditions.into_iter().flatten()).collect()
    }

    /// Returns the parameters that state a condition each, if the format has them instead of one for the filter.
    fn conditions(&self) -> Option<&dyn ConditionParameters> {
        None
    }
}

/// A format with a parameter for each condition, such as `createdAfter=…`. Which there are depends on the endpoint.
pub(super) trait ConditionParameters {
    /// Returns the names of all parameters that state a condition.
    fn names(&self, decompiling: &Decompiling<'_>) -> Vec<&'static str>;

    /// Returns `true` if the parameter `name` states a condition.
    fn states(&self, name: &str, decompiling: &Decompiling<'_>) -> bool;

    /// Returns `true` if the parameter `name` may be given several times, each time with another value.
    fn repeats(&self, name: &str, decompiling: &Decompiling<'_>) -> bool;

    /// Returns `true` for a parameter that belongs to the one of the sort key and is read with it.
    fn is_part_of_sort(&self, name: &str) -> bool;

    /// Reads the condition that the parameter `name` [states](Self::states) with `values`; several only
    /// if it [`repeats`](Self::repeats).
    fn read_condition(
        &self,
        name: Spanned<&str>,
        values: &[Spanned<&str>],
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr>;

    /// Reads the condition that a member of a JSON object states.
    fn read_member(
        &self,
        document: &JsonDocument<'_>,
        key: &JsonKey<'_>,
        at: At,
        decompiling: &mut Decompiling<'_>,
    ) -> Option<Expr>;
}

/// A part of a request as a member of a JSON body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyPart {
    /// A part of the query.
    Query(QueryPart),
    /// An object of offset and limit.
    Page,
}

/// The content of a text that is neither a URL nor a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextContent {
    /// A filter, sort keys or a whole request as JSON.
    Json,
    /// A filter.
    Filter,
    /// Sort keys.
    Sort,
}

/// Returns `text` as a JSON string.
pub(super) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
