//! Endpoints: a collection's path, the schema of its rows, and what may be asked of it.

use std::fmt;

use super::envelope::Envelope;
use super::name::Dialect;
use super::parts::QueryPart;
use super::profile::Profile;
use super::tables::{Collection, Tables};
use super::version::{ApiVersionError, Revisions};
use crate::root;
use crate::schema::Schema;
use crate::suggest::nearest;

/// A collection of an API.
#[derive(Clone, Debug)]
pub struct Endpoint {
    profile: Profile,
    /// As given: the template, or filled in; without the root.
    path: Box<str>,
    /// The root as far as it was given with the path.
    root: Box<str>,
    /// The facts about it, where it is built in.
    facts: Option<&'static EndpointFacts>,
    schema: Schema,
    supports: Supports,
    paging: Paging,
    envelope: Envelope,
    note: Option<Box<str>>,
}

/// The rows that an endpoint answers with where nothing bounds a field from below, instead of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Window {
    /// The field, a date-time.
    pub field: &'static str,
    /// How far it reaches, in words: `the last 24 hours`.
    pub reach: &'static str,
}

/// How the rows of an endpoint come in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// How many rows it answers with where no limit is given, where that is known.
    pub default: Option<u64>,
    /// How many rows it answers with at most, where that is known.
    pub largest: Option<u64>,
    /// How the next page is asked for.
    pub style: PageStyle,
}

/// How the page behind another is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageStyle {
    /// By how many rows are left out before it.
    Offset,
    /// By a cursor that stands in the answer before it.
    Cursor,
}

impl Paging {
    /// Pages of `default` rows where no limit is given, and of `largest` at most, asked for by offset.
    pub const fn new(default: Option<u64>, largest: Option<u64>) -> Self {
        Self { default, largest, style: PageStyle::Offset }
    }

    /// The same, asked for by cursor.
    pub(super) const fn by_cursor(self) -> Self {
        Self { style: PageStyle::Cursor, ..self }
    }
}

/// Which parameters an endpoint takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Supports {
    /// Whether it filters.
    pub filter: bool,
    /// Whether it sorts.
    pub sort: bool,
    /// Whether it takes an offset and a limit.
    pub paging: bool,
}

impl Supports {
    /// All of them.
    pub const EVERYTHING: Self = Self { filter: true, sort: true, paging: true };
    /// None of them.
    pub const NOTHING: Self = Self { filter: false, sort: false, paging: false };

    /// Returns `true` if requests may have `part`.
    pub(super) const fn part(self, part: QueryPart) -> bool {
        match part {
            QueryPart::Filter => self.filter,
            QueryPart::Sort => self.sort,
            QueryPart::Offset | QueryPart::Limit => self.paging,
        }
    }
}

/// An endpoint that is built in.
#[derive(Debug)]
pub(super) struct EndpointFacts {
    pub(super) template: &'static str,
    pub(super) supports: Supports,
    pub(super) paging: Paging,
    pub(super) window: Option<Window>,
    pub(super) required: &'static [&'static str],
    pub(super) note: Option<&'static str>,
    pub(super) rows: RowSchema,
    pub(super) versions: Revisions,
}

/// Where the schema of an endpoint's rows is.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowSchema {
    /// Written by hand.
    Written(fn() -> Schema),
    /// In a table.
    Listed(&'static Tables, &'static Collection),
}

impl EndpointFacts {
    /// One that takes everything, and of whose pages nothing is known.
    pub(super) const fn new(template: &'static str, schema: fn() -> Schema) -> Self {
        let (supports, paging, versions) = (Supports::EVERYTHING, Paging::new(None, None), Revisions::ALL);
        let rows = RowSchema::Written(schema);
        Self { template, supports, paging, window: None, required: &[], note: None, rows, versions }
    }

    /// The same of a collection in a table.
    pub(super) fn listed(tables: &'static Tables, collection: &'static Collection) -> Self {
        let rows = RowSchema::Listed(tables, collection);
        let (supports, paging, versions) = (Supports::EVERYTHING, Paging::new(None, None), collection.revisions);
        Self {
            template: collection.template,
            supports,
            paging,
            window: None,
            required: &[],
            note: None,
            rows,
            versions,
        }
    }

    /// Whether the schema of its rows is of this origin.
    pub(super) fn is_origin(&self, origin: &str) -> bool {
        match self.rows {
            RowSchema::Written(schema) => schema().origin() == origin,
            RowSchema::Listed(tables, collection) => tables.is_origin(collection, origin),
        }
    }

    pub(super) const fn paged(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// The same, which answers with `reach` where `field` has no lower bound.
    pub(super) const fn windowed(self, field: &'static str, reach: &'static str) -> Self {
        Self { window: Some(Window { field, reach }), ..self }
    }

    /// The same, which wants an equality on each of `fields`.
    pub(super) const fn requiring(self, fields: &'static [&'static str]) -> Self {
        Self { required: fields, ..self }
    }

    /// The same, which does not sort.
    pub(super) const fn unsorted(self) -> Self {
        Self { supports: Supports { sort: false, ..self.supports }, ..self }
    }
}

impl Endpoint {
    pub(super) fn find(profile: Profile, path: &str, known: &'static [EndpointFacts]) -> Result<Self, EndpointError> {
        let (root, given) = root::split(path.trim_matches('/'), profile.root);
        let is_wrong =
            |character: char| character.is_whitespace() || character.is_control() || "?#".contains(character);
        let is_no_segment = |segment: &str| matches!(segment, "" | "." | "..");
        if given.split('/').any(is_no_segment) || given.contains(is_wrong) {
            return Err(EndpointError { path: path.into() });
        }
        let Some(found) = known.iter().find(|endpoint| fills(endpoint.template, given)) else {
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

    /// The profile of its dialect.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Its dialect.
    pub fn dialect(&self) -> Dialect {
        self.profile.dialect
    }

    /// Its path below the API's root, as given, without the root and a leading slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The root of the API as far as it was given with the path: `api/v2.2` of `/api/v2.2/vSphere/vms`.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// The template that its path fills, where it is built in.
    pub(super) fn template(&self) -> Option<&'static str> {
        self.facts.map(|facts| facts.template)
    }

    /// Its parameters and the columns that it is sorted by, where they are in a table.
    pub(super) fn collection(&self) -> Option<(&'static Tables, &'static Collection)> {
        match self.facts?.rows {
            RowSchema::Written(_) => None,
            RowSchema::Listed(tables, collection) => Some((tables, collection)),
        }
    }

    /// The versions of the API that have it.
    pub(super) fn versions(&self) -> Revisions {
        self.facts.map_or(Revisions::ALL, |facts| facts.versions)
    }

    /// The same for one version of the API, such as `1.2-rev1`: with the fields and the words of that version where they
    /// are known, instead of those of all versions. What that version does not have is refused when lowered and stays
    /// local when split. A schema that was given [with it](Endpoint::with_schema) has to be given after that.
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
    /// If the API has no such version, or none that a request could name; if that version has no such endpoint.
    pub fn with_api_version(self, version: &str) -> Result<Self, ApiVersionError> {
        let profile = self.profile.with_api_version(version)?;
        let place = profile.version.unwrap_or_default();
        if (self.versions() & Revisions::only(place)).is_empty() {
            let names = profile.versions;
            let first = self.versions().oldest().and_then(|oldest| names.get(oldest)).map_or("", |first| first.name);
            let version = profile.api_version().unwrap_or_default();
            return Err(ApiVersionError::NoEndpoint { path: self.path, version, first });
        }
        let schema = match self.facts {
            Some(facts) => facts.rows.schema(Some(place)),
            None => self.schema,
        };
        Ok(Self { profile, schema, ..self })
    }

    /// The first part of its path that still stands for a value, such as `{id}`.
    pub(super) fn unfilled(&self) -> Option<&'static str> {
        let parts = self.template()?.split('/').zip(self.path.split('/'));
        parts.into_iter().find_map(|(part, given)| (part.starts_with('{') && part == given).then_some(part))
    }

    /// The fields of its rows.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it takes.
    pub fn supports(&self) -> Supports {
        self.supports
    }

    /// The same with another schema of its rows, such as one read from the API's own description.
    #[must_use]
    pub fn with_schema(self, schema: Schema) -> Self {
        Self { schema, ..self }
    }

    /// The same, taking only `takes`.
    #[must_use]
    pub fn with_supports(self, supports: Supports) -> Self {
        Self { supports, ..self }
    }

    /// The same with pages as a server was set up for.
    #[must_use]
    pub fn with_paging(self, paging: Paging) -> Self {
        Self { paging, ..self }
    }

    /// Sets where answers keep their rows, if not where the vendor's other collections do.
    #[must_use]
    pub fn with_envelope(self, envelope: Envelope) -> Self {
        Self { envelope, ..self }
    }

    /// Returns where answers keep their rows, the total and the cursor.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// How its rows come in pages.
    pub fn paging(&self) -> Paging {
        self.paging
    }

    /// What it answers with instead of all rows where nothing bounds a field, if it does.
    pub fn window(&self) -> Option<Window> {
        self.facts?.window
    }

    /// The fields that a filter must compare for equality.
    pub fn required(&self) -> &'static [&'static str] {
        self.facts.map_or(&[], |facts| facts.required)
    }

    /// What a user of it should know.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

impl RowSchema {
    /// The schema in all versions of the API, or in the one at a place.
    fn schema(self, version: Option<usize>) -> Schema {
        match self {
            Self::Written(schema) => schema(),
            Self::Listed(tables, collection) => tables.schema(collection, version),
        }
    }
}

/// Its dialect and its path, such as `ahv sessions`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dialect(), self.path)
    }
}

/// Whether `path` is `template`, or the same with its `{…}` filled in.
fn fills(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with('{') => {}
            _ => return false,
        }
    }
}

/// A text that is no path of an endpoint: `""`, `a//b`, `sessions?limit=5`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is no path of an endpoint")]
pub struct EndpointError {
    /// The text.
    pub path: Box<str>,
}
