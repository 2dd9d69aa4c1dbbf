//! Endpoints: the collections of an API, each with its path, the schema of its rows, and the clauses that it supports.
//! Built-in ones are declared by the vendors' files as [`EndpointFacts`]; any other path is an endpoint with an open
//! schema and a note.

use std::fmt;

use super::endpoint_facts::{EndpointFacts, RowSchema};
use super::envelope::Envelope;
use super::name::Dialect;
use super::profile::Profile;
use super::supports::{Paging, Supports, Window};
use super::tables::{Collection, Tables};
use super::version::{ApiVersionError, VersionSet};
use crate::root;
use crate::schema::Schema;
use crate::suggest::nearest;

/// A collection of an API.
#[derive(Clone, Debug)]
pub struct Endpoint {
    profile: Profile,
    /// The path as given: the template, or filled in; without the root.
    path: Box<str>,
    /// The root of the API, as far as it was given with the path.
    root: Box<str>,
    /// The template that the path fills, if the endpoint is built in.
    facts: Option<&'static EndpointFacts>,
    schema: Schema,
    supports: Supports,
    paging: Paging,
    envelope: Envelope,
    note: Option<Box<str>>,
}

impl Endpoint {
    pub(super) fn find(profile: Profile, path: &str, known: &'static [EndpointFacts]) -> Result<Self, EndpointError> {
        let root::SplitPath { root, below: given } = root::split(path.trim_matches('/'), profile.root);
        let is_wrong =
            |character: char| character.is_whitespace() || character.is_control() || "?#".contains(character);
        let is_no_segment = |segment: &str| matches!(segment, "" | "." | "..");
        if given.split('/').any(is_no_segment) || given.contains(is_wrong) {
            return Err(EndpointError { path: path.into() });
        }
        let Some(found) = known.iter().find(|endpoint| endpoint.is_at(given)) else {
            let near = nearest(given, known.iter().map(|endpoint| endpoint.template));
            return Ok(Self { root: root.into(), ..Self::unknown(profile, given, near) });
        };
        Ok(Self {
            profile,
            path: given.into(),
            root: root.into(),
            facts: Some(found),
            schema: found.rows.schema(None),
            supports: found.supports,
            paging: found.paging,
            envelope: profile.envelope.into(),
            note: found.note.map(Box::from),
        })
    }

    fn unknown(profile: Profile, path: &str, near: Option<&str>) -> Self {
        let dialect = profile.dialect;
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let note = format!(
            "`{path}` is not among the built-in endpoints of {dialect}: any property is taken, unchecked{near}"
        );
        Self {
            profile,
            path: path.into(),
            root: Box::default(),
            facts: None,
            schema: profile.open_schema(),
            supports: Supports::EVERYTHING,
            paging: Paging::new(None, None),
            envelope: profile.envelope.into(),
            note: Some(note.into()),
        }
    }

    /// Returns the profile of its dialect.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Returns its dialect.
    pub fn dialect(&self) -> Dialect {
        self.profile.dialect
    }

    /// Returns its path below the API's root, as given, without the root and a leading slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the root of the API, as far as it was given with the path: `api/v2.2` of `/api/v2.2/vSphere/vms`.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// Returns the template that its path fills, or `None` if it is not built in.
    pub(super) fn template(&self) -> Option<&'static str> {
        self.facts.map(|facts| facts.template)
    }

    /// Returns its collection, with parameters and sort columns, or `None` if it is not declared in a table.
    pub(super) fn collection(&self) -> Option<(&'static Tables, &'static Collection)> {
        match self.facts?.rows {
            RowSchema::Written(_) => None,
            RowSchema::Listed(tables, collection) => Some((tables, collection)),
        }
    }

    /// Returns the versions of the API that have the endpoint.
    pub(super) fn versions(&self) -> VersionSet {
        self.facts.map_or(VersionSet::ALL, |facts| facts.versions)
    }

    /// Sets one version of the API, such as `1.2-rev1`. The fields and enum words become those of that version where
    /// they are known, instead of those of all versions. A query that needs more than the version has is refused when
    /// lowered, and stays local in part when split. [`with_schema`](Endpoint::with_schema) must be called after this.
    ///
    /// ```
    /// use tamis::{Dialect, Query};
    /// let backups = Dialect::Vbr.endpoint("backups")?;
    /// let query = Query::parse(r#"policyUniqueId == "a""#, backups.schema())?;
    /// assert_eq!(query.lower(&backups)?.api_version(), Some("1.3-rev2"));
    /// assert!(query.lower(&backups.with_api_version("1.2-rev1")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an [`ApiVersionError`] if the API has no such version, or none that a request could name, or if that
    /// version does not have the endpoint.
    pub fn with_api_version(self, version: &str) -> Result<Self, ApiVersionError> {
        let profile = self.profile.with_api_version(version)?;
        let index = profile.version.unwrap_or_default();
        if (self.versions() & VersionSet::only(index)).is_empty() {
            let names = profile.versions;
            let first = self.versions().oldest().and_then(|oldest| names.get(oldest)).map_or("", |first| first.name);
            let version = profile.api_version().unwrap_or_default();
            return Err(ApiVersionError::NoEndpoint { path: self.path, version, first });
        }
        let schema = match self.facts {
            Some(facts) => facts.rows.schema(Some(index)),
            None => self.schema,
        };
        Ok(Self { profile, schema, ..self })
    }

    /// Returns the first part of its path that is still a placeholder, such as `{id}`.
    pub(super) fn unfilled(&self) -> Option<&'static str> {
        let parts = self.template()?.split('/').zip(self.path.split('/'));
        parts.into_iter().find_map(|(part, given)| (part.starts_with('{') && part == given).then_some(part))
    }

    /// Returns the schema of its rows.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns the clauses that it supports.
    pub fn supports(&self) -> Supports {
        self.supports
    }

    /// Sets the schema of its rows, such as one read from the API's own description.
    #[must_use]
    pub fn with_schema(self, schema: Schema) -> Self {
        Self { schema, ..self }
    }

    /// Sets the clauses that it supports.
    #[must_use]
    pub fn with_supports(self, supports: Supports) -> Self {
        Self { supports, ..self }
    }

    /// Sets the paging, as one server is configured.
    #[must_use]
    pub fn with_paging(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// Sets the envelope of its answers, if it is not that of the vendor's other collections.
    #[must_use]
    pub fn with_envelope(self, envelope: Envelope) -> Self {
        Self { envelope, ..self }
    }

    /// Returns the envelope of its answers: the places of rows, total and cursor.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// Returns its paging.
    pub fn paging(&self) -> Paging {
        self.paging
    }

    /// Returns its default window, or `None` if it returns all rows.
    pub fn window(&self) -> Option<Window> {
        self.facts?.window
    }

    /// Returns the fields that a filter must compare for equality.
    pub fn required(&self) -> &'static [&'static str] {
        self.facts.map_or(&[], |facts| facts.required)
    }

    /// Returns a note for its users, if there is one.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// Writes the dialect and the path, such as `ahv sessions`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dialect(), self.path)
    }
}

/// The error for a text that cannot be the path of an endpoint: `""`, `a//b`, `sessions?limit=5`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` cannot be the path of an endpoint")]
pub struct EndpointError {
    /// The text.
    pub path: Box<str>,
}
