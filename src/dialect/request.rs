//! Requests: what is sent, at each level of encoding a type of its own, so that nothing is encoded twice.

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::LowerError;
use super::{Endpoint, Profile, Target};

/// All but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How many bytes `text` has percent-encoded.
pub(super) fn encoded_length(text: &str) -> usize {
    utf8_percent_encode(text, RESERVED).map(str::len).fold(0, usize::saturating_add)
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
        })
    }
}

/// A query parameter, its value as the API means it, not encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// A query parameter as it stands in a URL, `name=value`, both percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedParameter(String);

impl EncodedParameter {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EncodedParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What follows the `?` of a URL; empty where there is nothing to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryString(String);

impl QueryString {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueryString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A URL, relative where no base was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// The text, all ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What keeps a request from having a URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// The query was lowered to a dialect and not to an endpoint.
    #[error("there is no URL without an endpoint")]
    NoEndpoint,
    /// The path is a template such as `clusters/{id}/vms`.
    #[error("`{path}` is a template: `{part}` stands for a value")]
    Template {
        /// The path.
        path: Box<str>,
        /// The first part that is not filled in.
        part: Box<str>,
    },
    /// A base that is neither a host nor the beginning of an `http` or `https` URL.
    #[error("`{base}` is neither a host nor the beginning of a URL")]
    Base {
        /// The base.
        base: Box<str>,
    },
}

/// What a query asks of an API.
#[derive(Clone, Debug)]
pub struct Request {
    profile: Profile,
    path: Option<Box<str>>,
    /// The first part of the path that still stands for a value.
    unfilled: Option<&'static str>,
    parts: Parts,
    /// What is assumed in it or odd about it, and the source that the spans point into.
    assumed: (Arc<str>, Vec<LowerError>),
}

/// The parts of a request whose parameters are JSON texts and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) filter: Option<String>,
    pub(super) sort: Option<String>,
    pub(super) offset: Option<u64>,
    pub(super) limit: Option<u64>,
}

impl Request {
    pub(super) fn get(target: Target<'_>, parts: Parts, assumed: (Arc<str>, Vec<LowerError>)) -> Self {
        let path = target.endpoint.map(|endpoint| endpoint.path().into());
        let unfilled = target.endpoint.and_then(Endpoint::unfilled);
        Self { profile: target.profile, path, unfilled, parts, assumed }
    }

    /// Its method.
    pub fn method(&self) -> Method {
        Method::Get
    }

    /// Its path below the API's root, where it was lowered to an endpoint.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Its parameters, raw, in the order in which they are sent.
    pub fn parameters(&self) -> Vec<Parameter> {
        let Parts { filter, sort, offset, limit } = self.parts.clone();
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let named = [("filter", filter), ("sort", sort), ("offset", count(offset)), ("limit", count(limit))];
        named.into_iter().filter_map(|(name, value)| Some(Parameter { name, value: value? })).collect()
    }

    /// Its parameters, each percent-encoded after RFC 3986 (a space is `%20`).
    pub fn encoded_parameters(&self) -> Vec<EncodedParameter> {
        let encode = |parameter: Parameter| {
            let value = utf8_percent_encode(&parameter.value, RESERVED);
            EncodedParameter(format!("{}={value}", utf8_percent_encode(parameter.name, RESERVED)))
        };
        self.parameters().into_iter().map(encode).collect()
    }

    /// All that follows the `?`.
    pub fn query_string(&self) -> QueryString {
        let parameters = self.encoded_parameters();
        QueryString(parameters.iter().map(EncodedParameter::as_str).collect::<Vec<_>>().join("&"))
    }

    /// The parts that there are, as a JSON object on one line with the keys `filter`, `sort`, `offset` and `limit`.
    pub fn to_json(&self) -> String {
        let members: Vec<String> =
            self.parameters().iter().map(|parameter| format!(r#""{}":{}"#, parameter.name, parameter.value)).collect();
        format!("{{{}}}", members.join(","))
    }

    /// The same, with more that is odd about it.
    pub(super) fn warning(mut self, odd: Vec<LowerError>) -> Self {
        self.assumed.1.extend(odd);
        self
    }

    /// What is assumed in it or odd about it, and the source that the spans point into.
    pub(crate) fn assumed(&self) -> (&str, &[LowerError]) {
        (&self.assumed.0, &self.assumed.1)
    }

    /// Its URL. `base` is what stands before the endpoint's path: a bare host, with a port or without, gets the port and
    /// path that the vendor documents; so does an `http` or `https` URL without a path; any other URL is taken as it is.
    /// Without a base the URL is relative.
    ///
    /// # Errors
    /// Where the query was lowered to no endpoint, where its path is still a template, or where `base` is no base.
    pub fn url(&self, base: Option<&str>) -> Result<Url, UrlError> {
        let path = self.path.as_deref().ok_or(UrlError::NoEndpoint)?;
        if let Some(part) = self.unfilled {
            return Err(UrlError::Template { path: path.into(), part: part.into() });
        }
        let mut url = match base {
            Some(base) => format!("{}/", self.root(base)?),
            None => String::new(),
        };
        let segments = path.split('/').map(|segment| utf8_percent_encode(segment, RESERVED).to_string());
        url.push_str(&segments.collect::<Vec<_>>().join("/"));
        let query = self.query_string();
        if !query.as_str().is_empty() {
            url.push('?');
            url.push_str(query.as_str());
        }
        Ok(Url(url))
    }

    /// What stands before the `/` of the path.
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
            return Ok(format!("{scheme}://{rest}"));
        }
        let port = port.map_or(self.profile.port.to_owned(), |port| format!(":{port}"));
        Ok(format!("{scheme}://{name}{port}{}", self.profile.root))
    }

    /// The command that sends it with curl, for a POSIX shell. It reads the token from the variable `TAMIS_TOKEN`.
    ///
    /// # Errors
    /// As [`Request::url`].
    pub fn curl(&self, base: &str) -> Result<String, UrlError> {
        let url = self.url(Some(base))?;
        Ok(format!(
            r#"curl -sS -H "Authorization: Bearer $TAMIS_TOKEN" -H 'Accept: application/json' '{}'"#,
            url.as_str().replace('\'', r"'\''")
        ))
    }

    /// The command that sends it with PowerShell. It reads the token from the environment variable `TAMIS_TOKEN`.
    ///
    /// # Errors
    /// As [`Request::url`].
    pub fn powershell(&self, base: &str) -> Result<String, UrlError> {
        let url = self.url(Some(base))?;
        Ok(format!(
            r#"Invoke-RestMethod -Uri '{}' -Headers @{{ Authorization = "Bearer $env:TAMIS_TOKEN"; Accept = 'application/json' }}"#,
            url.as_str().replace('\'', "''")
        ))
    }
}

/// The host (a name, an IPv4 address or an IPv6 address in brackets) and the port, if one is given.
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
