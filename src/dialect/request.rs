//! Requests: method, path, parameters and body, with a type of its own for each level of encoding, so that nothing is
//! encoded twice. They are built here and sent by nobody: the caller has the HTTP client.

mod command;
pub(super) mod url;

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::endpoint::Endpoint;
use super::error::LowerError;
use super::parts::Parts;
use super::profile::Profile;
use super::target::Target;
use super::version::Version;

/// All characters except the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the number of bytes of `text` when percent-encoded.
pub(super) fn encoded_length(text: &str) -> usize {
    utf8_percent_encode(text, RESERVED).map(str::len).fold(0, usize::saturating_add)
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
        })
    }
}

/// A query parameter with the value that the API reads, not encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

/// A query parameter as a URL holds it, `name=value`, both percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedParameter(String);

impl EncodedParameter {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EncodedParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text after the `?` of a URL; empty if there are no parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryString(String);

impl QueryString {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueryString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A query as a request to an API.
#[derive(Clone, Debug)]
pub struct Request {
    profile: Profile,
    path: Option<Box<str>>,
    /// The first part of the path that is still a placeholder.
    unfilled: Option<&'static str>,
    /// The root of the API, as far as it was given with the path.
    root: Box<str>,
    parts: RequestParts,
    /// The source of the query.
    source: Arc<str>,
    /// The warnings about the request, whose spans point into the source.
    warnings: Vec<LowerError>,
}

/// The parts of a request that a dialect writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestParts {
    pub(super) method: Method,
    pub(super) parameters: Vec<Parameter>,
    /// The body, JSON.
    pub(super) body: Option<String>,
    /// Filter, sort, offset and limit as JSON, each if the query has it.
    pub(super) json: Parts<Option<String>>,
    /// The index of the version that the request names, if versions of the API differ in what they support.
    pub(super) version: Option<usize>,
}

impl Request {
    pub(super) fn new(target: Target<'_>, parts: RequestParts, source: Arc<str>, warnings: Vec<LowerError>) -> Self {
        let path = target.endpoint.map(|endpoint| endpoint.path().into());
        let unfilled = target.endpoint.and_then(Endpoint::unfilled);
        let root = target.endpoint.map(|endpoint| endpoint.root().into()).unwrap_or_default();
        Self { profile: target.profile, path, unfilled, root, parts, source, warnings }
    }

    /// Returns the method.
    pub fn method(&self) -> Method {
        self.parts.method
    }

    /// Returns the path below the API's root, or `None` if the query was not lowered to an endpoint.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Returns the parameters, not encoded, in the order in which they are sent.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parts.parameters
    }

    /// Returns the body, JSON on one line, or `None` if the API takes parameters.
    pub fn body(&self) -> Option<&str> {
        self.parts.body.as_deref()
    }

    /// Returns the headers that the API requires besides the authorization and the type of the body, such as its
    /// version.
    pub fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.version().map_or(self.profile.headers, |version| version.headers)
    }

    /// Returns the version of the API that the headers name, if there are several: the chosen one, or the oldest that
    /// supports the whole query.
    pub fn api_version(&self) -> Option<&'static str> {
        self.version().map(|version| version.name)
    }

    fn version(&self) -> Option<&'static Version> {
        self.profile.versions.get(self.parts.version?)
    }

    /// Returns the parameters, each percent-encoded by RFC 3986 (a space is `%20`).
    pub fn encoded_parameters(&self) -> Vec<EncodedParameter> {
        let encode = |parameter: &Parameter| {
            let value = utf8_percent_encode(&parameter.value, RESERVED);
            EncodedParameter(format!("{}={value}", utf8_percent_encode(parameter.name, RESERVED)))
        };
        self.parameters().iter().map(encode).collect()
    }

    /// Returns the text after the `?`.
    pub fn query_string(&self) -> QueryString {
        let parameters = self.encoded_parameters();
        QueryString(parameters.iter().map(EncodedParameter::as_str).collect::<Vec<_>>().join("&"))
    }

    /// Returns the media type under which a WebSocket service carries the request, if there is one.
    pub(crate) fn media_type_on_websocket(&self) -> Option<&'static str> {
        self.profile.on_websocket
    }

    /// Returns the parts of the query as a JSON object on one line, with those of the keys `filter`, `sort`, `offset`
    /// and `limit` that it has, whatever the API calls them.
    pub fn to_json(&self) -> String {
        let members: Vec<String> = (self.parts.json.iter())
            .filter_map(|(part, value)| Some(format!(r#""{part}":{}"#, value.as_ref()?)))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    /// Returns the request with further warnings.
    pub(super) fn with_warnings(mut self, further: Vec<LowerError>) -> Self {
        self.warnings.extend(further);
        self
    }

    /// Returns the source of the query.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Returns the warnings about the request, whose spans point into the source.
    pub(crate) fn findings(&self) -> &[LowerError] {
        &self.warnings
    }
}
