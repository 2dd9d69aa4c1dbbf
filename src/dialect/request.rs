//! Requests: method, path, parameters and body, with a type of its own for each level of encoding, so that nothing is
//! encoded twice. They are built here and sent by nobody: the caller has the HTTP client.

mod command;

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::endpoint::Endpoint;
use super::error::LowerError;
use super::parts::Parts;
use super::profile::Profile;
use super::target::Target;
use super::version::Version;
use crate::root;

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

/// A URL, relative if no base was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// Returns the text, all ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The reason why a request has no URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// The query was lowered to a dialect and not to an endpoint.
    #[error("there is no URL without an endpoint")]
    NoEndpoint,
    /// The path is a template such as `clusters/{id}/vms`.
    #[error("`{path}` is a template: `{part}` is a placeholder for a value")]
    Template {
        /// The path.
        path: Box<str>,
        /// The first part that is not filled in.
        part: Box<str>,
    },
    /// The base is neither a host nor the beginning of an `http` or `https` URL.
    #[error("`{base}` is neither a host nor the beginning of a URL")]
    Base {
        /// The base.
        base: Box<str>,
    },
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
    /// The source, and the warnings about the request, whose spans point into it.
    assumed: (Arc<str>, Vec<LowerError>),
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
    pub(super) fn new(target: Target<'_>, parts: RequestParts, assumed: (Arc<str>, Vec<LowerError>)) -> Self {
        let path = target.endpoint.map(|endpoint| endpoint.path().into());
        let unfilled = target.endpoint.and_then(Endpoint::unfilled);
        let root = target.endpoint.map(|endpoint| endpoint.root().into()).unwrap_or_default();
        Self { profile: target.profile, path, unfilled, root, parts, assumed }
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
    pub(super) fn warning(mut self, odd: Vec<LowerError>) -> Self {
        self.assumed.1.extend(odd);
        self
    }

    /// Returns the source, and the warnings, whose spans point into it.
    pub(crate) fn assumed(&self) -> (&str, &[LowerError]) {
        (&self.assumed.0, &self.assumed.1)
    }

    /// Returns the URL. `base` precedes the endpoint's path: a bare host, with a port or without, is completed by the
    /// port and path that the vendor documents; so is an `http` or `https` URL without a path. Any other URL is kept as
    /// it is, and followed by the API's root if the endpoint was named with that root and the URL does not end with it.
    /// Without a base the URL is relative.
    ///
    /// # Errors
    /// Returns a [`UrlError`] if the query was not lowered to an endpoint, if its path is still a template, or if
    /// `base` is neither a host nor the beginning of a URL.
    pub fn url(&self, base: Option<&str>) -> Result<Url, UrlError> {
        let relative = self.relative()?;
        Ok(Url(match base {
            Some(base) => format!("{}/{relative}", self.root(base)?),
            None => relative,
        }))
    }

    /// Returns the URL without scheme, host and port.
    pub(crate) fn uri(&self) -> Result<String, UrlError> {
        Ok(format!("{}/{}", root::with_end(self.profile.root, &self.root), self.relative()?))
    }

    /// Returns the path and the query string.
    fn relative(&self) -> Result<String, UrlError> {
        let path = self.path.as_deref().ok_or(UrlError::NoEndpoint)?;
        if let Some(part) = self.unfilled {
            return Err(UrlError::Template { path: path.into(), part: part.into() });
        }
        let segments = path.split('/').map(|segment| utf8_percent_encode(segment, RESERVED).to_string());
        let path = segments.collect::<Vec<_>>().join("/");
        let query = self.query_string();
        Ok(if query.as_str().is_empty() { path } else { format!("{path}?{query}") })
    }

    /// Returns the URL before the `/` of the path.
    fn root(&self, base: &str) -> Result<String, UrlError> {
        let wrong = || UrlError::Base { base: base.into() };
        let (scheme, rest) = match base.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => ("https".to_owned(), base),
        };
        if scheme != "http" && scheme != "https" {
            return Err(wrong());
        }
        let rest = rest.trim_end_matches('/');
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (name, port) = host_and_port(host).ok_or_else(wrong)?;
        let is_plain = |character: char| character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(character);
        if !path.chars().all(is_plain) {
            return Err(wrong());
        }
        if !path.is_empty() {
            let root = if root::ends_with(path, &self.root) { String::new() } else { root::with_end("", &self.root) };
            return Ok(format!("{scheme}://{rest}{root}"));
        }
        let port = port.map_or(self.profile.port.to_owned(), |port| format!(":{port}"));
        Ok(format!("{scheme}://{name}{port}{}", root::with_end(self.profile.root, &self.root)))
    }
}

/// Returns the host (a name, an IPv4 address or an IPv6 address in brackets) and the port, if there is one.
fn host_and_port(text: &str) -> Option<(&str, Option<&str>)> {
    let end =
        if text.starts_with('[') { text.find(']')?.checked_add(1)? } else { text.find(':').unwrap_or(text.len()) };
    let (host, rest) = text.split_at_checked(end)?;
    let is_part = |character: char| match host.starts_with('[') {
        true => character.is_ascii_hexdigit() || "[]:.".contains(character),
        false => character.is_ascii_alphanumeric() || "-._".contains(character),
    };
    let starts_well = host.starts_with(|first: char| first == '[' || first.is_ascii_alphanumeric());
    if !starts_well || !host.chars().all(is_part) {
        return None;
    }
    match rest.strip_prefix(':') {
        Some(port) => port.parse::<u16>().is_ok().then_some((host, Some(port))),
        None => rest.is_empty().then_some((host, None)),
    }
}
