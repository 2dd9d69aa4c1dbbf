//! URLs of requests.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::{RESERVED, Request};
use crate::root;

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

impl Request {
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
