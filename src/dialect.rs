//! Dialects: the filter languages of the APIs, and how a checked query becomes a request in one.
//!
//! A dialect is one fold over the filter that answers what a comparison and each connective become; every answer may
//! refuse, on the span. What is sent although the vendor does not document it is a warning that names the assumption.

mod ahv;
mod assume;
mod assumption;
mod capability;
mod endpoint;
mod envelope;
mod error;
mod expression;
mod inventory;
mod length;
mod lowering;
mod needs;
mod netbackup;
mod one;
mod read;
mod request;
mod rows;
mod split;
mod tables;
mod undocumented;
mod vbr;
mod version;
mod vspc;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::collation::Collation;
use crate::filter::Checked;
use crate::schema::Schema;
#[cfg(feature = "openapi")]
use crate::schema::{Import, OpenApi, OpenApiError};

pub use assume::{Assume, UnknownAssume};
pub use assumption::Assumption;
pub use capability::{Capability, Feature};
use endpoint::Known;
pub use endpoint::{Endpoint, EndpointError, PageStyle, Paging, Supports, Window};
pub use envelope::Envelope;
use envelope::EnvelopeFacts;
pub(crate) use error::LowerError;
pub(crate) use error::{LowerErrorKind, UnsupportedFeature};
use lowering::Speaker;
pub(crate) use netbackup::nbwss;
#[cfg(test)]
pub(crate) use read::ReadAssumption;
pub(crate) use read::{DecompileErrorKind, Expectation, Inexpressible, QuoteStyle};
pub use read::{DetectedFormat, OtherParameter};
pub(crate) use read::{Read, ReadError, read};
pub use request::{EncodedParameter, Method, Parameter, QueryString, Request, Url, UrlError};
pub(crate) use split::{Aside as SplitAside, Asked, Split, split};
pub use version::ApiVersionError;
use version::Version;

/// The filter language of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dialect {
    /// Veeam Plug-in for Nutanix AHV, REST API v8 to v10: filter and sort as JSON in the query string.
    Ahv,
    /// Veeam Service Provider Console, REST API v3: as AHV's.
    Vspc,
    /// Veeam ONE, REST API v2: the filter is one JSON object, and text is compared without regard to case.
    One,
    /// Veeam Backup & Replication, REST API 1.2 and 1.3, its inventory: filter, sort and page as a JSON body.
    VbrInventory,
    /// Veeam Backup & Replication, REST API 1.2 and 1.3, its other collections: a parameter for each question that they take.
    Vbr,
    /// NetBackup, REST API 14.0 (release 11.2): the filter is OData text, with the operators that each endpoint lists for
    /// each property.
    Netbackup,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Self] =
        &[Self::Ahv, Self::Vspc, Self::One, Self::VbrInventory, Self::Vbr, Self::Netbackup];

    /// How it is named in options and messages.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What the API's requests have in common.
    pub const fn profile(self) -> Profile {
        self.facts().profile
    }

    /// The path templates of the endpoints that are built in.
    pub fn endpoints(self) -> impl Iterator<Item = &'static str> {
        self.known().iter().map(|known| known.template)
    }

    /// The versions of the API that a request can name, oldest first; empty where a request names none, or always the
    /// same.
    pub fn api_versions(self) -> impl Iterator<Item = &'static str> {
        self.profile().versions.iter().map(|version| version.name)
    }

    /// The endpoint at `path`: a template such as `clusters/{id}/vms`, or the same filled in, with or without a leading
    /// slash, and with or without the API's root (`/api/v1/sessions`); a root in another version than the usual one stays in
    /// the URLs of its requests. One that is not built in takes everything and has the open schema; its
    /// [`note`](Endpoint::note) says so.
    ///
    /// # Errors
    /// Where `path` has no segment, an empty one, `.` or `..`, or a character that paths cannot hold as they are: `?`, `#`, white
    /// space or a control character.
    pub fn endpoint(self, path: &str) -> Result<Endpoint, EndpointError> {
        Endpoint::find(self.profile(), path, self.known())
    }

    /// The schema of the rows that an endpoint of an OpenAPI document answers with, as
    /// [`Schema::from_openapi`] reads it, with the collation of the API. The endpoint may be named with or without the
    /// API's root, whichever the document does.
    ///
    /// # Errors
    /// Where the document has no such endpoint, or nothing in its answer has properties.
    #[cfg(feature = "openapi")]
    pub fn import(self, document: &OpenApi, endpoint: &str) -> Result<Import, OpenApiError> {
        let Profile { root, collation, .. } = self.profile();
        let import = document.import_below(root, endpoint)?;
        Ok(Import { schema: import.schema.with_collation(collation), ..import })
    }

    /// The one place where a dialect is told from another.
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Ahv => &ahv::FACTS,
            Self::Vspc => &vspc::FACTS,
            Self::One => &one::FACTS,
            Self::VbrInventory => &inventory::FACTS,
            Self::Vbr => &vbr::FACTS,
            Self::Netbackup => &netbackup::FACTS,
        }
    }

    /// The endpoints that are built in.
    fn known(self) -> &'static [Known] {
        (self.facts().endpoints)()
    }

    fn form(self) -> read::Form<'static> {
        self.facts().language.form()
    }

    /// The path template of the built-in endpoint whose schema is of this origin.
    fn template_of_origin(self, origin: &str) -> Option<&'static str> {
        self.known().iter().find(|known| known.is_origin(origin)).map(|known| known.template)
    }

    /// The dialect that has a built-in endpoint whose schema is of this origin.
    pub(crate) fn of_origin(origin: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dialect| dialect.known().iter().any(|known| known.is_origin(origin)))
    }

    /// The open schema with the collation that the API applies where none is given, for rows that keep their fields where
    /// the API's do.
    pub fn open_schema(self) -> Schema {
        let profile = self.profile();
        let open = Schema::open().with_collation(profile.collation);
        profile.members.map_or(open.clone(), |members| open.with_row_container(members))
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

/// All that a dialect's own file says of it.
struct Facts {
    name: &'static str,
    profile: Profile,
    language: &'static dyn Speaker,
    endpoints: fn() -> &'static [Known],
}

/// What all requests of an API have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) dialect: Dialect,
    /// The collation that the API applies where none is given.
    pub(crate) collation: Collation,
    /// Whether that is only assumed, as the vendor does not say it.
    pub(crate) collation_is_assumed: bool,
    /// The member of a row that keeps its fields, where it is not the row itself.
    pub(crate) members: Option<&'static str>,
    /// What a bare host is completed with: the documented port, with its colon, or nothing; and the documented path.
    pub(crate) port: &'static str,
    pub(crate) root: &'static str,
    /// What stands before the token in the `Authorization` header.
    pub(crate) authorization: &'static str,
    /// The other headers, the type of a body aside.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// The versions that a request can name, oldest first, instead of those headers.
    pub(crate) versions: &'static [Version],
    /// The place of the version that is asked, where one was chosen.
    pub(crate) version: Option<usize>,
    /// The media type of its requests where they go through a WebSocket service, if it has one.
    pub(crate) on_websocket: Option<&'static str>,
    /// The largest offset and limit that its integers hold.
    pub(crate) largest_count: u64,
    /// How many keys it sorts by at most.
    pub(crate) most_keys: usize,
    /// How answers are built.
    pub(crate) envelope: EnvelopeFacts,
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

    /// The same for one version of the API, such as `1.2-rev1`: its requests name it, and what it does not have is
    /// refused when lowered and stays local when split.
    ///
    /// # Errors
    /// If the API has no such version, or none that a request could name.
    pub fn with_api_version(self, version: &str) -> Result<Self, ApiVersionError> {
        let place = self.versions.iter().position(|known| known.name.eq_ignore_ascii_case(version));
        let place = place.ok_or_else(|| ApiVersionError::unknown(self.dialect, version))?;
        Ok(Self { version: Some(place), ..self })
    }

    /// The version of the API that was chosen, if one was.
    pub fn api_version(&self) -> Option<&'static str> {
        self.versions.get(self.version?).map(|version| version.name)
    }
}

/// What a query is lowered to: an endpoint, or only a dialect, which gives parameters but no path.
#[derive(Clone, Copy, Debug)]
pub struct Target<'e> {
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<&'e Endpoint>,
    pub(crate) collation_always: bool,
    /// The cursor of the page that is asked for, where it is not the first.
    pub(crate) cursor: Option<&'e str>,
    /// What is done with the rows that come: they have to show its fields.
    pub(crate) residual: Option<&'e Checked>,
}

impl Target<'_> {
    /// The same, with the collation written in every comparison of text and in every sort key, not only where the query
    /// gives one.
    #[must_use]
    pub fn collation_always(self) -> Self {
        Self { collation_always: true, ..self }
    }
}

impl<'e> Target<'e> {
    /// The same, for the page at `cursor`.
    pub(crate) fn at_cursor(self, cursor: Option<&'e str>) -> Self {
        Self { cursor, ..self }
    }

    /// The same, whose rows have to show the fields of `residual`.
    pub(crate) fn showing(self, residual: &'e Checked) -> Self {
        Self { residual: Some(residual), ..self }
    }

    fn speaker(self) -> &'static dyn Speaker {
        self.profile.dialect.facts().language
    }
}

impl From<Profile> for Target<'_> {
    fn from(profile: Profile) -> Self {
        Self { profile, endpoint: None, collation_always: false, cursor: None, residual: None }
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

/// The request that `checked`, which is bound, makes of `target`; or all that keeps it from being made.
pub(crate) fn lower(checked: &Checked, target: Target<'_>) -> Result<Request, Vec<LowerError>> {
    let request = target.speaker().lower(checked, target)?;
    // A body may be of any length.
    let long = if request.body().is_some() { Vec::new() } else { length::long_lists(checked) };
    Ok(request.warning(long))
}
