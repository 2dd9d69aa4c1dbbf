//! Dialects: the filter languages of the APIs, and how a checked query becomes a request in one.
//!
//! A dialect is one fold over the filter that answers what a comparison and each connective become; every answer may
//! refuse, on the span. What is sent although the vendor does not document it is a warning that names the assumption.

mod ahv;
mod endpoint;
mod error;
mod expression;
mod length;
mod request;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::collation::Collation;
use crate::filter::Checked;
use crate::schema::Schema;

pub use endpoint::{Endpoint, EndpointError, Takes};
pub(crate) use error::LowerError;
pub use error::{Assumption, LowerErrorKind, Unsendable};
pub use request::{EncodedParameter, Method, Parameter, QueryString, Request, Url, UrlError};

/// The filter language of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dialect {
    /// Veeam Plug-in for Nutanix AHV, REST API v8 to v10: filter and sort as JSON in the query string.
    Ahv,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Self] = &[Self::Ahv];

    /// How it is named in options and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ahv => "ahv",
        }
    }

    /// What the API's requests have in common.
    pub fn profile(self) -> Profile {
        match self {
            Self::Ahv => ahv::PROFILE,
        }
    }

    /// The path templates of the endpoints that are built in.
    pub fn endpoints(self) -> impl Iterator<Item = &'static str> {
        let templates = match self {
            Self::Ahv => ahv::ENDPOINTS,
        };
        templates.iter().map(|known| known.template)
    }

    /// The endpoint at `path`: a template such as `clusters/{id}/vms`, or the same filled in, with or without a leading
    /// slash. One that is not built in takes everything and has the open schema; its
    /// [`note`](Endpoint::note) says so.
    ///
    /// # Errors
    /// Where `path` has no segment, an empty one, `.` or `..`, or a character that paths cannot hold as they are: `?`, `#`, white
    /// space or a control character.
    pub fn endpoint(self, path: &str) -> Result<Endpoint, EndpointError> {
        let known = match self {
            Self::Ahv => ahv::ENDPOINTS,
        };
        Endpoint::find(self.profile(), path, known)
    }

    /// The open schema with the collation that the API applies where none is given.
    pub fn open_schema(self) -> Schema {
        Schema::open().with_collation(self.profile().collation)
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    /// Its name, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownDialect> {
        let found = Self::ALL.iter().find(|dialect| dialect.name().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownDialect)
    }
}

/// A word that names no [`Dialect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such dialect; there are: {}", Dialect::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", "))]
pub struct UnknownDialect;

/// What all requests of an API have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) dialect: Dialect,
    /// The collation that the API applies where none is given.
    pub(crate) collation: Collation,
    /// What a bare host is completed with: the documented port, with its colon, or nothing; and the documented path.
    pub(crate) port: &'static str,
    pub(crate) root: &'static str,
    /// The largest offset and limit that its integers hold.
    pub(crate) largest_count: u64,
}

impl Profile {
    /// The dialect whose profile it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The collation that the API applies where none is given.
    pub fn collation(&self) -> Collation {
        self.collation
    }
}

/// What a query is lowered to: an endpoint, or only a dialect, which gives parameters but no path.
#[derive(Clone, Copy, Debug)]
pub struct Target<'e> {
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<&'e Endpoint>,
    pub(crate) collation_always: bool,
}

impl Target<'_> {
    /// The same, with the collation written in every comparison of text and in every sort key, not only where the query
    /// gives one.
    #[must_use]
    pub fn collation_always(self) -> Self {
        Self { collation_always: true, ..self }
    }
}

impl From<Profile> for Target<'_> {
    fn from(profile: Profile) -> Self {
        Self { profile, endpoint: None, collation_always: false }
    }
}

impl From<Dialect> for Target<'_> {
    fn from(dialect: Dialect) -> Self {
        dialect.profile().into()
    }
}

impl<'e> From<&'e Endpoint> for Target<'e> {
    fn from(endpoint: &'e Endpoint) -> Self {
        Self { endpoint: Some(endpoint), ..endpoint.profile().into() }
    }
}

/// The request that `checked`, bound and read from `source`, makes of `target`; or all that keeps it from being made.
pub(crate) fn lower(checked: &Checked, source: &Arc<str>, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
    let request = match target.profile.dialect {
        Dialect::Ahv => expression::lower(checked, source, target),
    };
    Ok(request?.warning(length::long_lists(checked)))
}
