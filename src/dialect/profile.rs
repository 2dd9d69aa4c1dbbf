//! Profiles: the facts that all requests of an API have in common.

use super::envelope::EnvelopeFacts;
use super::name::Dialect;
use super::version::{ApiVersionError, Version};
use crate::collation::Collation;
use crate::schema::Schema;

/// The facts that all requests of an API have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) dialect: Dialect,
    /// The collation that the API applies if a comparison has none.
    pub(crate) collation: Collation,
    /// `true` if that collation is only assumed, since the vendor does not state it.
    pub(crate) collation_is_assumed: bool,
    /// The member of a row that holds its fields, if it is not the row itself.
    pub(crate) row_container: Option<&'static str>,
    /// The documented port, with its colon, or an empty text; appended to a bare host.
    pub(crate) port: &'static str,
    /// The documented path of the API, appended after the port.
    pub(crate) root: &'static str,
    /// The text before the token in the `Authorization` header.
    pub(crate) authorization: &'static str,
    /// The other headers, without the type of a body.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// The versions that a request can name instead of those headers, oldest first.
    pub(crate) versions: &'static [Version],
    /// The index of the chosen version, if one was chosen.
    pub(crate) version: Option<usize>,
    /// The media type of requests that go through a WebSocket service, if the vendor has one.
    pub(crate) on_websocket: Option<&'static str>,
    /// The largest offset and limit that the integers of the API hold.
    pub(crate) largest_count: u64,
    /// The largest number of sort keys.
    pub(crate) most_keys: usize,
    /// The places of rows, total and cursor in an answer.
    pub(crate) envelope: EnvelopeFacts,
}

impl Profile {
    /// Returns the dialect that the profile belongs to.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Returns the collation that the API applies if a comparison has none.
    pub fn collation(&self) -> Collation {
        self.collation
    }

    /// Chooses one version of the API, such as `1.2-rev1`: requests name it, and a feature that it lacks is refused by
    /// `lower` and stays local in a plan.
    ///
    /// # Errors
    /// If the API has no such version, or none that a request could name.
    pub fn with_api_version(self, version: &str) -> Result<Self, ApiVersionError> {
        let index = self.versions.iter().position(|known| known.name.eq_ignore_ascii_case(version));
        let index = index.ok_or_else(|| ApiVersionError::unknown(self.dialect, version))?;
        Ok(Self { version: Some(index), ..self })
    }

    /// Returns the version of the API that was chosen, if one was.
    pub fn api_version(&self) -> Option<&'static str> {
        self.versions.get(self.version?).map(|version| version.name)
    }

    /// Returns the open schema with the collation and the row container of the API.
    pub(super) fn open_schema(&self) -> Schema {
        let open = Schema::open().with_collation(self.collation);
        self.row_container.map_or(open.clone(), |container| open.with_row_container(container))
    }
}
